//! What was brought last time, or given out: kept beside the settings, hidden, so that it is no part of the project.

use std::path::Path;

use crate::project::Kind;
use crate::project::exchange::Cells;
use crate::source::files::read_from_disk;
use crate::source::sheet::{Naming, Row};
use crate::source::slug::slug;
use crate::source::{csv, encoding};

pub(super) const BASES: &str = ".alongside/imports";

/// The hidden sheet with the words of lists. In a workbook that was given out its name goes on with as what, for its file may be
/// called otherwise when it comes back.
pub(in crate::command) const LISTS: &str = "Lists";
/// The characters that are left of a sheet's name, which has 31.
const LEFT: usize = 31 - LISTS.len() - 1;

/// The name of that sheet in a workbook that is given out.
pub(in crate::command) fn lists_of(stem: &str) -> String {
    format!("{LISTS} {}", short_name(stem))
}

/// As what a workbook is given out whose file has a name.
pub(in crate::command) fn short_name(stem: &str) -> String {
    slug(stem).chars().take(LEFT).collect()
}

/// As what a workbook was given out whose sheets have some names.
pub(super) fn given_out_as<'n>(sheets: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    sheets.into_iter().find_map(|name| name.strip_prefix(LISTS)?.strip_prefix(' '))
}

/// Where what was brought is kept: by register, and by the program or the file that it is from.
pub(in crate::command) fn base_path(kind: Kind, from: &str) -> String {
    format!("{BASES}/{}.{}.csv", kind.key(), slug(from))
}

/// What was brought last time.
pub(super) fn base(path: &Path) -> Option<Vec<Cells>> {
    let bytes = read_from_disk(path, u64::MAX).ok()?;
    let text = encoding::decode(&bytes).text;
    let rows = csv::read(&text, Naming::NOTHING, usize::MAX).rows;
    let (head, rows) = rows.split_first()?;
    let cells = |row: &Row<'_>| {
        let pairs = head.cells.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty());
        pairs.map(|(head, cell)| (head.text.to_string(), cell.text.to_string())).collect()
    };
    Some(rows.iter().map(cells).collect())
}
