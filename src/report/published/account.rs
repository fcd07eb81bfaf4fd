//! What became of every file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;

/// What became of one file.
#[derive(Serialize, JsonSchema)]
pub(super) struct FileReport {
    /// Its path in the project folder.
    path: String,
    /// How many rows, items, sections or documents in it are or look like records; null for a document, and where some are not published. A row
    /// may be several records, and a total none.
    rows: Option<usize>,
    /// How many records of each register were read from it; none for a document.
    records: BTreeMap<&'static str, usize>,
    /// How many rows, tables and other parts of it are told and not read.
    not_read: usize,
}

/// Every file that holds records or is a document, by path.
pub(super) fn files(source: Source<'_>) -> Vec<FileReport> {
    let project = &source.project;
    let report = |of: crate::project::FileAccount| FileReport {
        path: project.path(of.file).to_owned(),
        rows: of.rows.filter(|rows| *rows > 0),
        records: of.records.iter().map(|(kind, n)| (kind.key(), *n)).collect(),
        not_read: of.unread,
    };
    project.account().into_iter().map(report).collect()
}
