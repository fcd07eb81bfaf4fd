//! A record for a sheet of a workbook, which is not written to: its row, to be pasted there.

use std::borrow::Cow;

use super::table::{csv_cell, has, row};
use super::{Given, NoRoom, not_followed};
use crate::project::content::is_workbook;
use crate::project::{Kind, Project};
use crate::say;
use crate::source::Span;
use crate::source::workbook::{SheetRows, decode, sheets};

/// The workbook with a sheet that is named after a register and has no record yet.
pub(super) fn begun(project: &Project, kind: Kind) -> Option<usize> {
    let mut workbooks = (0..project.files.len()).filter(|file| is_workbook(project.path(*file)));
    workbooks.find(|file| sheets(&text(project, *file)).iter().any(|sheet| is_of(sheet, kind)))
}

/// That a workbook is not written to, with the row to be pasted.
pub(super) fn refused(project: &Project, file: usize, kind: Kind, given: &[Given], last: Option<Span>) -> NoRoom {
    let (text, path) = (text(project, file), project.path(file));
    let refused = || not_followed(path, &text, last);
    let all = sheets(&text);
    let Some(sheet) = sheet(&all, kind, last) else { return refused() };
    match row(project, file, kind, &sheet.rows, (given, last)) {
        None => refused(),
        Some(Err(no_column)) => no_column,
        Some(Ok(cells)) => NoRoom {
            message: say!("`{path}` is a workbook, which is not written to.", "`{path}`是工作簿，不会被改动。", path),
            help: say!(
                "Paste this row below the last one of the sheet “{sheet}”.",
                "把这一行粘贴到工作表“{sheet}”的最后一行之下。",
                sheet = sheet.name.text.to_string()
            ),
            row: Some(cells.iter().map(|cell| csv_cell(cell, '\t', false)).collect::<Vec<_>>().join("\t") + "\n"),
        },
    }
}

/// Whether the register's sheet has a column for a field.
pub(super) fn has_column(project: &Project, file: usize, kind: Kind, last: Option<Span>, path: &[&'static str]) -> bool {
    let text = text(project, file);
    let all = sheets(&text);
    sheet(&all, kind, last).is_some_and(|sheet| has(project, kind, &sheet.rows, last, path))
}

/// The sheet with the last record of a register, else the one that is named after it.
fn sheet<'s, 't>(all: &'s [SheetRows<'t>], kind: Kind, last: Option<Span>) -> Option<&'s SheetRows<'t>> {
    let holds =
        |sheet: &&SheetRows<'_>, last: Span| sheet.rows.iter().any(|row| row.span.start <= last.start && last.start <= row.span.end);
    match last {
        Some(last) => all.iter().find(|sheet| holds(sheet, last)),
        None => all.iter().find(|sheet| is_of(sheet, kind)),
    }
}

fn is_of(sheet: &SheetRows<'_>, kind: Kind) -> bool {
    Kind::of_dressed(&sheet.name.text) == Some(kind)
}

/// The text of a workbook, whether or not it has records yet.
fn text(project: &Project, file: usize) -> Cow<'_, str> {
    let known = project.text(file);
    if !known.is_empty() {
        return Cow::Borrowed(known);
    }
    let read = || decode(&project.folder.small_file(project.path(file)).ok()?, &project.limits).ok();
    Cow::Owned(read().map(|decoded| decoded.text).unwrap_or_default())
}
