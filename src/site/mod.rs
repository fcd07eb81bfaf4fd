//! Floor 5: the pages of the report.
//!
//! A page is a typed view-model, already formatted, and a template of the same name. Templates hold loops and ifs,
//! nothing is computed there.

pub mod charts;
mod escape;
pub mod markdown;
mod slug;

pub use escape::escape;
