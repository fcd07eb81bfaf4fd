//! A record in a table: a row of CSV or Markdown below the last one.

use unicode_width::UnicodeWidthStr;

use super::{Given, NoRoom, insert, no_column, not_followed};
use crate::project::content::{is_markdown, is_workbook};
use crate::project::layout::Columns;
use crate::project::{Kind, Project, sheets};
use crate::source::edit::{Form, fresh};
use crate::source::fold::counts_rows;
use crate::source::sheet::Row;
use crate::source::{Edit, Span, document};

/// The rows of a table: its header, its last record if it has one, and the columns that the header names.
struct Found<'t> {
    header: Row<'t>,
    last: Option<Row<'t>>,
    /// The path that each cell of the header means; a number of the row is told apart.
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Field(Vec<&'static str>),
    Number,
    Other,
}

pub(super) fn append_to_csv(project: &Project, file: usize, kind: Kind, given: &[Given], last: Option<Span>) -> Result<Edit, NoRoom> {
    let (text, path) = (project.text(file), project.path(file));
    let rows = sheets::rows_of_csv(text, kind);
    let found = found(project, kind, &rows, last).ok_or_else(|| not_followed(path, text, last))?;
    let cells = cells(&found, path, kind, given)?;
    let delimiter = delimiter(text, &found.header);
    let is_quoted = |row: &Row<'_>| row.cells.iter().filter(|cell| !cell.text.is_empty()).all(|cell| before(text, cell.span) == Some('"'));
    let all_quoted = is_quoted(&found.header) && found.last.as_ref().is_none_or(is_quoted);
    let written: Vec<String> = cells.iter().map(|cell| csv_cell(cell, delimiter, all_quoted)).collect();
    let end = found.last.as_ref().map_or(found.header.span.end, |row| row.span.end);
    Ok(insert(text, end as usize, &(written.join(&delimiter.to_string()) + "\n")))
}

/// The cells of a new row below a table of rows.
pub(super) fn row(
    project: &Project,
    file: usize,
    kind: Kind,
    rows: &[Row<'_>],
    (given, last): (&[Given], Option<Span>),
) -> Option<Result<Vec<String>, NoRoom>> {
    Some(cells(&found(project, kind, rows, last)?, project.path(file), kind, given))
}

/// Whether a table of rows has a column for a field.
pub(super) fn has(project: &Project, kind: Kind, rows: &[Row<'_>], last: Option<Span>, path: &[&'static str]) -> bool {
    found(project, kind, rows, last).is_some_and(|found| found.columns.contains(&Column::Field(path.to_vec())))
}

pub(super) fn append_to_markdown(project: &Project, file: usize, kind: Kind, given: &[Given], last: Option<Span>) -> Result<Edit, NoRoom> {
    let (text, path) = (project.text(file), project.path(file));
    let refused = || not_followed(path, text, last);
    let body = document::body(text, &project.limits);
    let tables = crate::source::table::rows(text, body);
    let holds = |span: &Span| !span.of(text).starts_with('<') && last.is_none_or(|last| span.contains(last));
    let mut of_register = tables.iter().filter(|(span, _)| holds(span)).filter_map(|(_, rows)| found(project, kind, rows, last));
    let found = of_register.next().ok_or_else(refused)?;
    let cells = cells(&found, path, kind, given)?;
    let head = line_of(text, found.header.span);
    let rule = text.get(head.end as usize..).and_then(|rest| rest.trim_start_matches('\n').lines().next()).unwrap_or_default();
    let widths: Vec<usize> =
        head.of(text).trim().trim_matches('|').split('|').map(|cell| cell.trim_end().width().max(cell.width()) - 1).collect();
    // Columns that stand below each other are kept so.
    let is_aligned = rule.width() == head.of(text).width();
    let pad = |(cell, width): (&String, usize)| {
        let cell = fresh(cell, Form::Markdown).replace('\n', "<br>");
        let blanks = if is_aligned { width.saturating_sub(cell.width() + 1) } else { 0 };
        cell + &" ".repeat(blanks)
    };
    let row = cells.iter().zip(widths.iter().copied().chain(std::iter::repeat(0))).map(pad).collect::<Vec<_>>().join(" | ");
    let line = if head.of(text).trim_start().starts_with('|') { format!("| {row} |\n") } else { format!("{}\n", row.trim_end()) };
    let end = found.last.as_ref().map_or_else(|| head.end as usize + 1 + rule.len(), |row| row.span.end as usize);
    Ok(insert(text, end, &line))
}

/// The header above the last record, or the first row that names what the register's records are called or need.
fn found<'t>(project: &Project, kind: Kind, rows: &[Row<'t>], last: Option<Span>) -> Option<Found<'t>> {
    let words = kind.vocabulary();
    let settings = Columns::of(&project.settings);
    let column = |name: &str| {
        if counts_rows(name) {
            return Column::Number;
        }
        words.find(settings.field(kind, name).unwrap_or(name)).map_or(Column::Other, Column::Field)
    };
    let columns = |row: &Row<'_>| row.cells.iter().map(|cell| column(&cell.text)).collect::<Vec<_>>();
    let needed = kind.named().into_iter().chain(kind.fields().iter().filter(|field| field.required).map(|field| field.name));
    let needed: Vec<&str> = needed.collect();
    let is_head = |row: &&Row<'_>| {
        let fields: Vec<Column> = columns(row);
        let is_needed = |column: &Column| matches!(column, Column::Field(path) if path.first().is_some_and(|first| needed.contains(first)));
        fields.iter().any(is_needed) && fields.iter().filter(|column| matches!(column, Column::Field(_))).count() * 2 > row.filled().count()
    };
    let last = last.and_then(|last| rows.iter().rfind(|row| row.span.start <= last.start && last.start <= row.span.end));
    let above = |row: &&Row<'_>| last.is_none_or(|last| row.span.start < last.span.start);
    let header = rows.iter().filter(above).rfind(is_head)?;
    Some(Found { columns: columns(header), header: header.clone(), last: last.cloned() })
}

/// The cells of the new row; every value has a column.
fn cells(found: &Found<'_>, path: &str, kind: Kind, given: &[Given]) -> Result<Vec<String>, NoRoom> {
    let mut cells = vec![String::new(); found.columns.len()];
    for value in given {
        let at = found.columns.iter().position(|column| matches!(column, Column::Field(field) if *field == value.path));
        let cell = at.and_then(|at| cells.get_mut(at)).ok_or_else(|| no_column(path, kind, &value.path))?;
        *cell = value.texts.join("; ");
    }
    let number = found.columns.iter().position(|column| *column == Column::Number);
    if let Some((at, last)) = number.zip(found.last.as_ref())
        && let (Some(cell), Some(Ok(number))) = (cells.get_mut(at), last.cells.get(at).map(|cell| cell.text.trim().parse::<u32>()))
    {
        *cell = (number + 1).to_string();
    }
    Ok(cells)
}

/// Whether a file has a column for a field.
pub(super) fn has_column(project: &Project, file: usize, kind: Kind, path: &[&'static str]) -> bool {
    let last = super::last_record(project, file, kind);
    if is_workbook(project.path(file)) {
        return super::workbook::has_column(project, file, kind, last, path);
    }
    let text = project.text(file);
    let rows = if is_markdown(project.path(file)) {
        let body = document::body(text, &project.limits);
        crate::source::table::rows(text, body).into_iter().flat_map(|(_, rows)| rows).collect()
    } else {
        sheets::rows_of_csv(text, kind)
    };
    has(project, kind, &rows, last, path)
}

/// What stands between the first two cells.
fn delimiter(text: &str, header: &Row<'_>) -> char {
    let between = header.cells.windows(2).next().and_then(|pair| match pair {
        [one, other] => text.get(one.span.end as usize..other.span.start as usize),
        _ => None,
    });
    between.and_then(|between| between.chars().find(|c| matches!(c, ',' | ';' | '\t' | '|'))).unwrap_or(',')
}

fn before(text: &str, span: Span) -> Option<char> {
    text.get(..span.start as usize)?.chars().next_back()
}

pub(super) fn csv_cell(cell: &str, delimiter: char, is_quoted: bool) -> String {
    let needs = cell.contains([delimiter, '"', '\n']) || cell.starts_with(['\'', ' ']) || cell.ends_with(' ');
    let is_bare = cell.is_empty() || !(is_quoted || needs);
    if is_bare { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

fn line_of(text: &str, span: Span) -> Span {
    let start = text.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(span.end as usize..).and_then(|after| after.find('\n')).map_or(text.len(), |at| span.end as usize + at);
    Span::new(start, end)
}
