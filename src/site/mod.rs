//! Floor 6: the pages of the report.
//!
//! A page is a typed view-model, already formatted, and a template of the same name. Templates hold loops and ifs,
//! nothing is computed there.

pub mod address;
pub mod assets;
pub mod attachments;
mod build;
pub mod charts;
mod contents;
mod escape;
mod files;
pub mod markdown;
mod output;
pub mod pages;
mod present;
mod registers;
mod search;
mod single;
pub mod templates;
#[cfg(test)]
mod testing;
mod tree;
mod twin;
mod variables;
pub mod view;

pub use build::{SiteError, build};
pub use escape::escape;
pub use output::{Content, OutputFile};
pub use single::{MARK as SINGLE_MARK, SingleError, single};
pub use variables::variables;
pub use view::context::{History, SiteContext};
