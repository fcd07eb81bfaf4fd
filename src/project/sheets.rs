//! The tables of a file: which rows name their columns, by the words of the registers, and what stands around them.

use std::collections::BTreeSet;

use super::kind::Kind;
use super::layout::Columns;
use super::outline::Outline;
use super::reading::{self, Evidence, names};
use super::{bounds, forms, heads, okr, versions};
use crate::calendar::{Date, time_of};
use crate::source::document::Document;
use crate::source::sheet::{self, Cell, Naming, Row, Sheet, Table};
use crate::source::{Limits, Problem, ProblemKind, Span, csv, table};
use crate::{both, say};

/// How many fields of one register some cells name, whichever names most.
fn names_of_any(cells: &[&str]) -> usize {
    let named = |kind: &Kind| cells.iter().filter_map(|cell| kind.vocabulary().named(cell)).collect::<BTreeSet<_>>().len();
    Kind::ALL.iter().map(named).max().unwrap_or_default()
}

/// Rows of a file that may stand beside its records: what is above them, and their heads.
const MOST_ABOVE: usize = 64;

/// The tables of a CSV file.
pub(super) fn of_csv<'a>(text: &'a str, kind: Option<Kind>, limits: &Limits) -> (Sheet<'a>, Vec<Problem>) {
    let own = |cells: &[&str]| kind.map_or(0, |kind| names(kind, cells));
    let csv::Rows { mut rows, mut problems, beyond } = csv::read(text, naming(kind, &own), limits.records.saturating_add(MOST_ABOVE));
    problems.extend(beyond.map(|(place, n)| bounds::shorten(&mut rows, (place, n), limits)));
    problems.extend(bounds::narrow(&mut rows, limits));
    if let Some(form) = kind.filter(|kind| forms::is_form(&rows, *kind)).and_then(|kind| forms::turned(&rows, kind)) {
        return (Sheet { tables: vec![form], ..Sheet::default() }, problems);
    }
    (sheet::tables(&rows, naming(kind, &own)), problems)
}

/// The rows of a register's CSV file.
pub(super) fn rows_of_csv(text: &str, kind: Kind) -> Vec<Row<'_>> {
    csv::read(text, naming(Some(kind), &|cells| names(kind, cells)), usize::MAX).rows
}

/// The tables of some rows.
pub(super) fn of_rows<'a>(rows: &[Row<'a>], kind: Option<Kind>) -> Sheet<'a> {
    sheet::tables(rows, naming(kind, &|cells| kind.map_or(0, |kind| names(kind, cells))))
}

/// The tables of a register's CSV file, or of a sheet that has a name, by their registers, and those that are of none. The first
/// table is the file's own, if there is but one sheet; another one is too if a column has the name of what it holds.
pub(super) fn of_register<'a>(
    tables: Vec<Table<'a>>,
    kind: Kind,
    sheet: Option<&str>,
    is_only: bool,
) -> (Vec<(Kind, Table<'a>)>, Vec<Table<'a>>) {
    let (mut read, mut left) = (Vec::new(), Vec::new());
    for (nth, mut table) in tables.into_iter().enumerate() {
        let is_own = nth == 0 && is_only;
        let heading = table.titles.last().map(|title| title.text.to_string()).or_else(|| sheet.map(str::to_owned));
        if let Some(split) = okr::split(&table, None).filter(|_| kind == Kind::Goals) {
            read.extend(split);
            continue;
        }
        let of = reading::of_table(&mut table, Evidence::of(kind, heading.as_deref()));
        match of.filter(|of| *of != kind || is_own || heads::is_named(&table.header, kind)) {
            Some(kind) => read.push((kind, table)),
            None if is_own => read.push((kind, table)),
            None => left.push(table),
        }
    }
    (read, left)
}

fn naming(kind: Option<Kind>, own: &dyn Fn(&[&str]) -> usize) -> Naming<'_> {
    Naming { own: if kind.is_some() { own } else { &names_of_any }, any: &names_of_any }
}

/// The tables of a document, by the register that each is of.
#[derive(Default)]
pub(super) struct OfDocument<'a> {
    /// Those of registers.
    pub(super) tables: Vec<(Kind, Table<'a>)>,
    /// The others.
    pub(super) left: Vec<Table<'a>>,
    /// The places of all.
    pub(super) spans: Vec<Span>,
    /// The places of those of registers.
    pub(super) read_spans: Vec<Span>,
    /// What stands in their rows and is no record.
    pub(super) around: Vec<Problem>,
    /// Those of a field and its value in each row, turned to tables of one row.
    pub(super) forms: Vec<Table<'a>>,
    /// Those of the document's versions are told.
    pub(super) histories: Vec<Problem>,
}

/// Reads the tables of a document that may be named after a register.
pub(super) fn read<'a>(
    text: &'a str,
    document: &Document<'_>,
    file: Option<Kind>,
    named_by_file: &[&'static str],
    columns: Option<&Columns>,
    limits: &Limits,
) -> OfDocument<'a> {
    let mut found = OfDocument::default();
    let outline = Outline::of(document);
    for (span, mut rows) in table::rows(text, document.body) {
        let too_wide = bounds::narrow(&mut rows, limits);
        let above = outline.above(span);
        let heading = outline.register(span).or(above.map(|(text, _)| text));
        let from = above.map_or(document.body.start, |(_, place)| place.end).max(found.spans.last().map_or(0, |last| last.end));
        let objective = okr::line_above(text, Span { start: from, end: span.start })
            .or_else(|| outline.around(span).find(|(text, _)| okr::is_objective(text)))
            .or(above);
        let by_heading = || heading.and_then(Kind::of_dressed);
        if let Some(form) = file.filter(|kind| forms::is_form(&rows, *kind)).and_then(|kind| forms::turned(&rows, kind)) {
            found.forms.push(Table { span, ..form });
            found.spans.push(span);
            continue;
        }
        let sheet = match file.or_else(by_heading) {
            Some(kind) => sheet::tables(&rows, naming(Some(kind), &|cells| names(kind, cells))),
            None => Sheet { tables: vec![sheet::plain(&rows)], ..Sheet::default() },
        };
        let around = around(&sheet, file.or_else(by_heading));
        let count = found.tables.len();
        for mut table in sheet.tables {
            if let Some((kind, columns)) = file.zip(columns) {
                columns.name(kind, &mut table);
            }
            let title = table.titles.last().map(|title| title.text.to_string());
            let register = file.or_else(by_heading);
            if versions::is_history(&table, title.as_deref().or(heading), register) {
                found.histories.extend(register.map(|_| versions::told(&table)));
                continue;
            }
            if let Some(split) = okr::split(&table, objective).filter(|_| file == Some(Kind::Goals)) {
                found.tables.extend(split);
                continue;
            }
            let evidence = Evidence { file, named_by_file, heading: title.as_deref().or(heading) };
            match reading::of_table(&mut table, evidence) {
                Some(kind) => found.tables.push((kind, table)),
                None => found.left.push(table),
            }
        }
        if found.tables.len() > count {
            found.read_spans.push(span);
            found.around.extend(around.into_iter().chain(too_wide));
        }
        found.spans.push(span);
    }
    leave_the_weaker(&mut found, file);
    found
}

/// Beside a table that has a column for what the records are called, others that have none are of something else.
fn leave_the_weaker(found: &mut OfDocument<'_>, file: Option<Kind>) {
    let Some(file) = file else { return };
    let is_strong = |(kind, table): &(Kind, Table<'_>)| *kind != file || heads::is_named(&table.header, file);
    if found.tables.iter().any(|entry| entry.0 == file && is_strong(entry)) {
        let (read, weak): (Vec<_>, Vec<_>) = std::mem::take(&mut found.tables).into_iter().partition(is_strong);
        found.read_spans.retain(|span| read.iter().any(|(_, table)| span.contains(table.span)));
        found.tables = read;
        found.left.extend(weak.into_iter().map(|(_, table)| table));
    }
}

/// What stands above and below the tables and is no record: nothing of it vanishes without a word.
pub(super) fn around(sheet: &Sheet<'_>, kind: Option<Kind>) -> Vec<Problem> {
    let says_more = |cell: &&Cell<'_>| kind.is_none() || Kind::of_stem(&cell.text) != kind;
    let titles = sheet.tables.iter().flat_map(|table| &table.titles);
    let told = sheet.above.iter().chain(titles).filter(says_more).collect::<Vec<_>>();
    above(&told).into_iter().chain(below(&sheet.below)).collect()
}

/// Cells that are quoted where there are many.
const MOST_CELLS: usize = 12;

/// The first and the last day of the time that the titles of a sheet speak of.
pub(super) fn time(sheet: &Sheet<'_>) -> Option<(Date, Date)> {
    let titles = sheet.tables.iter().take(1).flat_map(|table| &table.titles);
    sheet.above.iter().chain(titles).find_map(|cell| time_of(&cell.text))
}

fn quoted(cells: &[&Cell<'_>]) -> (String, String) {
    let quoted: Vec<String> = cells.iter().take(MOST_CELLS).map(|cell| format!("“{}”", cell.text)).collect();
    let more = cells.len().saturating_sub(MOST_CELLS);
    let [en_more, zh_more] =
        if more == 0 { [String::new(), String::new()] } else { [format!(" and {more} more"), format!("等{}格", cells.len())] };
    (quoted.join(", ") + &en_more, quoted.join("、") + &zh_more)
}

fn above(cells: &[&Cell<'_>]) -> Option<Problem> {
    let first = cells.first()?;
    let (en_cells, zh_cells) = quoted(cells);
    let message =
        say!("{en_cells}: above a header, so a title and no record.", "{zh_cells}在表头上方，按标题处理，不是记录。", en_cells, zh_cells);
    let help = both!("Nothing to do; what it says is not shown.", "无需处理；这些内容不会显示。");
    Some(Problem::new(ProblemKind::Kept, first.span, message).help(help))
}

fn below(cells: &[Cell<'_>]) -> Option<Problem> {
    let first = cells.first()?;
    let (en_cells, zh_cells) = quoted(&cells.iter().collect::<Vec<_>>());
    let message = say!(
        "{en_cells}: below the table behind a blank row, so a note and no record.",
        "{zh_cells}在表格下方、空行之后，按备注处理，未作为记录读取。",
        en_cells,
        zh_cells
    );
    let help = both!("If it is a record, delete the blank row above it.", "若是记录，删去上面的空行。");
    Some(Problem::new(ProblemKind::Unread, first.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_table_is_told() {
        let told = |text| {
            let (sheet, problems) = of_csv(text, Some(Kind::Risks), &Limits::default());
            assert_eq!(problems, []);
            around(&sheet, Some(Kind::Risks)).into_iter().map(|problem| (problem.kind, problem.message.en.into_owned())).collect::<Vec<_>>()
        };
        assert_eq!(told("Risk register,,\n\nTitle,Owner,Impact\na,m,3\n"), [], "the register's own name");
        assert_eq!(
            told("By:,Maya,\nTitle,Owner,Impact\na,m,3\nb,m,3\n\nDraft,,\n"),
            [
                (ProblemKind::Kept, "“By:”, “Maya”: above a header, so a title and no record.".to_owned()),
                (ProblemKind::Unread, "“Draft”: below the table behind a blank row, so a note and no record.".to_owned())
            ]
        );
    }
}
