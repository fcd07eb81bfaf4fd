//! A picture that is a table: its rows have drawings, so that it is read the same by eyes, ears, a terminal and a spreadsheet.

use serde::Serialize;

use super::parts::{Run, Table};

/// A table with a drawing in its rows, its title, and what its signs mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Picture {
    /// The id of the title, unique on the page.
    pub id: String,
    /// What is to be seen, as a sentence.
    pub title: String,
    /// What stands where.
    pub subtitle: String,
    /// What its signs mean.
    pub key: Vec<Sign>,
    /// The rows.
    pub table: Table,
    /// Where the rows are that are not drawn.
    pub more: Option<Run>,
}

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Sign {
    /// Its drawing, as an `<svg>` element.
    pub drawing: String,
    /// What it means.
    pub words: String,
}
