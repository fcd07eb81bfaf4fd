//! Registers as tables.

pub(crate) mod computed;
pub(crate) mod table;
