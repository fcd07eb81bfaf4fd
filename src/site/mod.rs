//! Floor 5: the pages of the report.
//!
//! A page is a typed view-model, already formatted, and a template of the same name. Templates hold loops and ifs,
//! nothing is computed there.

pub mod address;
pub mod assets;
mod build;
pub mod charts;
mod escape;
mod files;
pub mod markdown;
pub mod pages;
mod present;
mod registers;
pub mod templates;
#[cfg(test)]
mod testing;
pub mod view;

pub use build::{Content, OutputFile, SiteError, build};
pub use escape::escape;
pub use view::context::{Report, Whole};
