//! Registers as tables: their order, their pages, their columns that are worked out.

pub(crate) mod computed;
pub(crate) mod order;
pub(crate) mod sheets;
pub(crate) mod table;
