//! What every page is made of: its parts, its frame, and the site that it stands in.

pub mod context;
pub mod frame;
pub(crate) mod labels;
pub mod page;
pub mod parts;
pub(crate) mod picture;
pub mod values;
