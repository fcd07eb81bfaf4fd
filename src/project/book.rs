//! The sheets of a workbook: each is of the register that its name or its heads say, else of the one that the file is named after.

use std::collections::BTreeMap;

use super::bounds;
use super::kind::Kind;
use super::sheets::{self, OfDocument};
use crate::source::sheet::{Sheet, Table};
use crate::source::workbook::{self, Beneath, SheetRows, beneath};
use crate::source::{Data, Limits, Node, Problem, ProblemKind, Span, Style};
use crate::{both, say};

/// A sheet and its tables, with what is wrong in their cells.
pub(super) struct OfSheet<'a> {
    pub(super) name: &'a str,
    pub(super) place: Span,
    pub(super) sheet: Sheet<'a>,
    pub(super) problems: Vec<Problem>,
}

/// Whether a workbook is made to be filled in: there are sheets of registers, and all that is in them is their header.
pub(super) fn is_begun(text: &str) -> bool {
    let mut filled = filled(text).peekable();
    filled.peek().is_some() && filled.all(|sheet| is_header(text, &sheet))
}

fn filled(text: &str) -> impl Iterator<Item = SheetRows<'_>> {
    workbook::sheets(text).into_iter().filter(|sheet| sheet.rows.iter().any(|row| !row.is_blank()))
}

/// Whether a sheet bears a register's name and holds nothing but names of its fields.
fn is_header(text: &str, sheet: &SheetRows<'_>) -> bool {
    let Some(kind) = Kind::of_dressed(sheet.name.span.of(text)) else { return false };
    let cells = sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
    let is_one_row = sheet.rows.iter().filter(|row| !row.is_blank()).count() == 1;
    is_one_row && cells.map(|cell| kind.vocabulary().find(&cell.text)).all(|field| field.is_some())
}

/// The sheets of a workbook's text that have something in them, but for those that have only a header.
pub(super) fn sheets<'a>(text: &'a str, file: Option<Kind>, limits: &Limits) -> Vec<OfSheet<'a>> {
    let filled = filled(text).filter(|sheet| !is_header(text, sheet));
    let read = |SheetRows { name, mut rows }: SheetRows<'a>| {
        let of_name = name.span.of(text);
        let too_wide = bounds::narrow(&mut rows, limits);
        let mut sheet = sheets::of_rows(&rows, Kind::of_dressed(of_name).or(file));
        let problems = sheet.tables.iter_mut().flat_map(|table| settle(text, table)).chain(too_wide).collect();
        OfSheet { name: of_name, place: name.span, sheet, problems }
    };
    filled.map(read).collect()
}

/// The tables of a workbook that is named after a register.
pub(super) fn of_register<'a>(text: &'a str, kind: Kind, limits: &Limits) -> (OfDocument<'a>, Vec<Problem>) {
    let (mut found, mut problems) = (OfDocument::default(), Vec::new());
    let sheets = sheets(text, Some(kind), limits);
    let is_only = sheets.len() == 1;
    for OfSheet { name, place, sheet, problems: of_cells } in sheets {
        let around = sheets::around(&sheet, Some(kind));
        let (read, left) = sheets::of_register(sheet.tables, kind, Some(name), is_only);
        if read.is_empty() {
            problems.push(unread(name, place));
            continue;
        }
        problems.extend(around.into_iter().chain(of_cells));
        found.tables.extend(read);
        found.left.extend(left);
    }
    (found, problems)
}

/// Gives cells that are merged with one above its value, and tells of those whose value is none.
fn settle(text: &str, table: &mut Table<'_>) -> Vec<Problem> {
    let mut failed: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for record in &mut table.records {
        let Data::Map(entries) = &mut record.data else { continue };
        for (key, cell) in entries.iter_mut().filter(|(_, cell)| cell.is_null()) {
            match beneath(text, cell.span) {
                Some(Beneath::Merged) => *cell = written(text, cell.span),
                Some(Beneath::Failed) => {
                    failed.entry(key.name.to_string()).or_default().push(cell.span);
                    // Who may read the record is not known then, so it is nobody outside.
                    if says_who_reads(&key.name) {
                        *cell = written(text, cell.span);
                    }
                }
                None => {}
            }
        }
    }
    failed.values().filter_map(|cells| no_value(text, cells)).collect()
}

fn written<'a>(text: &str, span: Span) -> Node<'a> {
    Node { span, data: Data::Scalar(span.of(text).to_owned().into(), Style::Cell) }
}

fn says_who_reads(head: &str) -> bool {
    Kind::ALL.iter().any(|kind| kind.vocabulary().find(head).is_some_and(|path| path == ["visibility"]))
}

/// Cells of one column without a value.
fn no_value(text: &str, cells: &[Span]) -> Option<Problem> {
    let first = *cells.first()?;
    let (shown, more) = (first.of(text), cells.len() - 1);
    let [en_more, zh_more] = if more == 0 {
        [String::new(), String::new()]
    } else {
        [format!(" and {more} more of its column"), format!("等{}格", cells.len())]
    };
    let message =
        say!("`{shown}`{en_more}: no value, so read as blank.", "`{shown}`{zh_more}没有值，按空白读取。", shown, en_more, zh_more);
    let help = if shown.starts_with('=') {
        both!(
            "Open the workbook in a spreadsheet program and save it, so that values are stored.",
            "用表格软件打开并保存，公式的值就会存入文件。"
        )
    } else {
        both!("Mend the formula, or write the value.", "修正公式，或直接填写值。")
    };
    Some(Problem::new(ProblemKind::Value, first, message).help(help))
}

/// A sheet of which nothing is read.
pub(super) fn unread(name: &str, place: Span) -> Problem {
    let message = say!(
        "The sheet “{name}” is not read: neither its name nor its columns are those of a register.",
        "工作表“{name}”未读取：名称和列名都不属于任何登记册。",
        name
    );
    Problem::new(ProblemKind::Unread, place, message).help(both!(
        "Name the sheet after a register; or hide it, if it holds no records.",
        "把工作表改为登记册的名称；若其中没有记录，可将它隐藏。"
    ))
}
