//! Floor 5: the pages of the report.
//!
//! A page is a typed view-model, already formatted, and a template of the same name. Templates hold loops and ifs,
//! nothing is computed there.

pub mod assets;
pub mod charts;
mod escape;
pub mod frame;
pub mod labels;
pub mod markdown;
pub mod parts;
mod slug;
pub mod templates;

pub use escape::escape;
