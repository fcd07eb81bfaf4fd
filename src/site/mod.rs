//! Floor 5: the pages of the report.
//!
//! A page is a typed view-model, already formatted, and a template of the same name. Templates hold loops and ifs,
//! nothing is computed there.

pub mod address;
pub mod assets;
mod build;
pub mod charts;
mod csv;
mod escape;
pub mod frame;
pub mod kpi_csv;
mod labels;
pub mod markdown;
pub mod page;
pub mod pages;
pub mod parts;
mod prose;
mod references;
mod registers;
mod risk_csv;
mod show;
mod standing;
mod state;
pub mod templates;
#[cfg(test)]
mod testing;
mod whole;
mod worked_out;

pub use build::{Content, OutputFile, SiteError, build};
pub use escape::escape;
pub use whole::{Report, Whole};
