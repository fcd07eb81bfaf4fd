//! Rows of cells become tables: the row that names fields is the header, wherever it stands and however often.

use std::borrow::Cow;

use super::columns::{self, Columns};
use super::fold::counts_rows;
use super::node::{Key, Node, Span};
use super::problem::Problem;

/// A cell: its text without marks and outer blanks, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What it says.
    pub text: Cow<'a, str>,
    /// Where.
    pub span: Span,
}

/// A row of a file, blank or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row<'a> {
    /// Its cells, in order.
    pub cells: Vec<Cell<'a>>,
    /// From its first cell to its last one.
    pub span: Span,
}

/// A table: one header and the rows below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table<'a> {
    /// From its header to its last row.
    pub span: Span,
    /// What stands in rows of one cell directly above its header, if another table stands above them.
    pub titles: Vec<Cell<'a>>,
    /// The names of the columns that are read.
    pub header: Vec<Key<'a>>,
    /// One map per row, from column name to cell.
    pub records: Vec<Node<'a>>,
    /// Cells without a column.
    pub problems: Vec<Problem>,
}

/// The tables of some rows, and what stands around them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet<'a> {
    /// What stands in the rows above the first header.
    pub above: Vec<Cell<'a>>,
    /// Every table, in order.
    pub tables: Vec<Table<'a>>,
    /// What stands in rows below a table that are no part of it.
    pub below: Vec<Cell<'a>>,
}

/// How many fields of one register some cells name: of the file's own register, and of whichever names most.
#[derive(Clone, Copy)]
pub struct Naming<'n> {
    /// Of the file's own register; of any, if it has none.
    pub own: &'n dyn Fn(&[&str]) -> usize,
    /// Of any register.
    pub any: &'n dyn Fn(&[&str]) -> usize,
}

impl Naming<'_> {
    /// No word names anything.
    pub const NOTHING: Self = Naming { own: &|_| 0, any: &|_| 0 };
}

/// Rows in which the first header is looked for.
const FIRST_ROWS: usize = 40;
/// Bytes of the longest cell that can name a field.
const LONGEST_HEAD: usize = 60;

impl<'a> Row<'a> {
    /// Its cells that say something.
    pub fn filled(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.cells.iter().filter(|cell| !cell.text.is_empty())
    }

    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    fn is_single(&self) -> bool {
        self.filled().take(2).count() == 1
    }

    fn at(&self, column: usize) -> Option<&Cell<'a>> {
        self.cells.get(column).filter(|cell| !cell.text.is_empty())
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.filled().map(|cell| &cell.text).eq(other.filled().map(|cell| &cell.text))
    }
}

/// Cells of a row that are looked at for names of fields.
const MOST_HEADS: usize = 1_000;

/// How many fields a row names. A letter is no head, nor is a label in front of its value, `Owner:`.
fn count(row: &Row<'_>, named: &dyn Fn(&[&str]) -> usize) -> usize {
    let is_worded = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 1) || text.contains('#');
    let is_head = |text: &&str| text.len() <= LONGEST_HEAD && !text.ends_with([':', '：']) && is_worded(text);
    let cells: Vec<&str> = row.filled().take(MOST_HEADS).map(|cell| &*cell.text).filter(is_head).collect();
    named(&cells)
}

/// Whether a row names the columns of a table: most of its cells are names of fields, or many of them.
pub(super) fn is_head(row: &Row<'_>, named: &dyn Fn(&[&str]) -> usize) -> bool {
    let count = count(row, named);
    count >= 4 || (count >= 2 && count * 2 >= row.filled().count())
}

/// Whether two names stand beside each other: `Owner, Li Na, Status, open` are labels with their values.
fn has_neighbours(row: &Row<'_>, named: &dyn Fn(&[&str]) -> usize) -> bool {
    let names: Vec<bool> = row.filled().take(MOST_HEADS).map(|cell| named(&[&*cell.text]) > 0).collect();
    names.windows(2).any(|pair| pair == [true, true])
}

/// A header: its rows, the columns that they name, and where the titles above it begin.
struct Head<'a> {
    titles: usize,
    start: usize,
    end: usize,
    cells: Vec<Cell<'a>>,
}

/// The tables of some rows. Where no row names fields, the first one with two cells or more is the header, else the first one.
pub fn tables<'a>(rows: &[Row<'a>], naming: Naming<'_>) -> Sheet<'a> {
    let Some(first) = first_head(rows, naming) else { return Sheet::default() };
    let above = rows.iter().take(first.start).flat_map(Row::filled).cloned().collect();
    let heads = further_heads(rows, first, naming);
    let mut sheet = Sheet { above, ..Sheet::default() };
    let ends = heads.iter().skip(1).map(|head| head.titles).chain([rows.len()]);
    for (head, end) in heads.iter().zip(ends) {
        let titles = rows.get(head.titles..head.start).unwrap_or_default();
        let body = rows.get(head.end..end).unwrap_or_default();
        let (body, foot) = body.split_at(foot(body));
        sheet.below.extend(foot.iter().flat_map(Row::filled).cloned());
        sheet.tables.push(table(head, titles, body));
    }
    sheet
}

/// The table whose header is the first row.
pub fn plain<'a>(rows: &[Row<'a>]) -> Table<'a> {
    let Some((first, body)) = rows.split_first() else { return Table::default() };
    table(&Head { titles: 0, start: 0, end: 1, cells: first.cells.clone() }, &[], body)
}

fn table<'a>(head: &Head<'a>, titles: &[Row<'a>], body: &[Row<'a>]) -> Table<'a> {
    let mut problems = Vec::new();
    let names = head.cells.iter().map(|cell| Key { name: cell.text.clone(), span: cell.span }).collect();
    let mut columns = Columns::new(names);
    let filled = body.iter().filter(|row| !row.is_blank());
    let mut record = |row: &Row<'a>| {
        let cells = row.cells.iter().map(|cell| columns::cell(cell.text.clone(), cell.span)).collect();
        columns.record(row.span, cells, &mut problems)
    };
    let records: Vec<Node<'a>> = filled.map(&mut record).collect();
    let start = head.cells.iter().map(|cell| cell.span.start).min().unwrap_or_default();
    let end = records.iter().map(|record| record.span.end).chain(head.cells.iter().map(|cell| cell.span.end)).max().unwrap_or(start);
    let titles = titles.iter().flat_map(Row::filled).cloned().collect();
    Table { span: Span { start, end }, titles, header: columns.into_keys(), records, problems }
}

fn first_head<'a>(rows: &[Row<'a>], naming: Naming<'_>) -> Option<Head<'a>> {
    let first = rows.get(..rows.len().min(FIRST_ROWS)).unwrap_or_default();
    let names_a_column = |row: &Row<'_>| row.is_single() && count(row, naming.own) > 0;
    let at = naming_row(first, naming.own)
        .or_else(|| rows.iter().position(|row| row.filled().nth(1).is_some()))
        .or_else(|| first.iter().position(names_a_column))
        .or_else(|| rows.iter().position(|row| !row.is_blank()))?;
    let above = at.checked_sub(1).and_then(|above| joined(rows.get(above)?, rows.get(at)?, naming.own, true));
    match above {
        Some(cells) => Some(Head { titles: at - 1, start: at - 1, end: at + 1, cells }),
        None => Some(head(rows, at, at, naming.own)),
    }
}

/// The first row that names fields. Rows of values may have words that are names too: they stand close below a row that begins
/// with a name and is as wide, and their first cell is none.
fn naming_row(rows: &[Row<'_>], named: &dyn Fn(&[&str]) -> usize) -> Option<usize> {
    let begins = |row: &Row<'_>| row.filled().next().is_some_and(|cell| counts_rows(&cell.text) || named(&[&*cell.text]) > 0);
    let top = rows.iter().position(|row| row.filled().nth(1).is_some())?;
    let may_be = |(at, row): &(usize, &Row<'_>)| is_head(row, named) && (*at == top || begins(row));
    let heads = || rows.iter().enumerate().filter(may_be);
    let (at, row) = heads().find(|(_, row)| has_neighbours(row, named)).or_else(|| heads().next())?;
    let above = rows.get(top..at).unwrap_or_default();
    let is_below = above.first().is_some_and(|top| begins(top) && top.filled().count() >= row.filled().count());
    Some(if is_below && !above.iter().any(Row::is_blank) { top } else { at })
}

/// The header that begins with a row, which may have a second one below.
fn head<'a>(rows: &[Row<'a>], titles: usize, at: usize, named: &dyn Fn(&[&str]) -> usize) -> Head<'a> {
    let below = rows.get(at + 1).and_then(|below| joined(rows.get(at)?, below, named, false));
    let end = at + 1 + usize::from(below.is_some());
    let cells = below.or_else(|| Some(rows.get(at)?.cells.clone())).unwrap_or_default();
    Head { titles, start: at, end, cells }
}

/// Headers below the first one: the same again, or other names below a blank row or a title.
fn further_heads<'a>(rows: &[Row<'a>], first: Head<'a>, naming: Naming<'_>) -> Vec<Head<'a>> {
    let mut heads = vec![first];
    let (mut is_apart, mut titles) = (false, None);
    let mut at = heads.first().map_or(0, |head| head.end);
    while let Some(row) = rows.get(at) {
        let last = heads.last().and_then(|head| rows.get(head.start));
        let is_again = last.is_some_and(|last| last.says_the_same(row) && row.filled().nth(1).is_some());
        if row.is_blank() {
            (is_apart, titles) = (true, None);
        } else if row.is_single() && !is_again {
            titles = titles.or(Some(at));
        } else if is_again || last.is_some_and(|last| names_anew(row, last, is_apart || titles.is_some(), naming)) {
            let head = head(rows, titles.unwrap_or(at), at, naming.any);
            at = head.end;
            heads.push(head);
            (is_apart, titles) = (false, None);
            continue;
        } else {
            (is_apart, titles) = (false, None);
        }
        at += 1;
    }
    heads
}

/// Whether a row within a file names columns: below a blank row or a title as any header does, elsewhere with nearly every cell
/// and with a first one that the last header has too.
fn names_anew(row: &Row<'_>, last: &Row<'_>, is_apart: bool, naming: Naming<'_>) -> bool {
    let cells = || row.filled().map(|cell| &*cell.text);
    let may_be = cells().all(|text| text.len() <= LONGEST_HEAD && !text.starts_with(|c: char| c.is_ascii_digit()));
    let begins_as_before = || cells().next().is_some_and(|first| last.filled().any(|cell| cell.text == first));
    if !may_be || (!is_apart && !begins_as_before()) {
        return false;
    }
    let count = (naming.own)(&cells().collect::<Vec<_>>());
    let filled = row.filled().count();
    if is_apart { is_head(row, naming.own) || is_head(row, naming.any) } else { count >= 3 && count * 4 >= filled * 3 }
}

/// Two rows as one header: what stands above several columns is a group of them. `None` if the second row is none of a header.
fn joined<'a>(upper: &Row<'a>, lower: &Row<'a>, named: &dyn Fn(&[&str]) -> usize, must_need: bool) -> Option<Vec<Cell<'a>>> {
    let width = upper.cells.len().max(lower.cells.len());
    let names = |text: &str| text.len() <= LONGEST_HEAD && named(&[text]) > 0;
    let below: Vec<&str> = lower.filled().map(|cell| &*cell.text).collect();
    let is_twice = |text: &str| below.iter().filter(|other| **other == text).count() > 1;
    let is_only_above = |column: usize| upper.at(column).is_some() && lower.at(column).is_none();
    let is_needed = (0..width).any(is_only_above) || below.iter().any(|text| is_twice(text));
    let is_grouped = (0..width).any(|column| upper.at(column).is_none() && lower.at(column).is_some());
    let is_named = below.len() >= 2 && below.iter().filter(|text| names(text)).count() * 2 >= below.len();
    if upper.filled().nth(1).is_none() || !is_named || !is_grouped || (must_need && !is_needed) {
        return None;
    }
    let mut group: Option<&Cell<'a>> = None;
    let mut cells = Vec::with_capacity(width);
    for column in 0..width {
        group = upper.at(column).or(group);
        cells.push(match (upper.at(column), lower.at(column)) {
            (_, Some(lower)) => {
                let with_group = group.map(|group| format!("{} {}", group.text, lower.text));
                match with_group.filter(|both| is_twice(&lower.text) || (!names(&lower.text) && names(both))) {
                    Some(text) => Cell { text: Cow::Owned(text), span: lower.span },
                    None => lower.clone(),
                }
            }
            (Some(upper), None) => upper.clone(),
            (None, None) => Cell { text: Cow::Borrowed(""), span: lower.span },
        });
    }
    Some(cells)
}

/// Where a foot begins: rows below the last blank one that are all much emptier than those above.
fn foot(body: &[Row<'_>]) -> usize {
    let last = body.iter().rposition(|row| !row.is_blank()).map_or(0, |last| last + 1);
    let rows = body.get(..last).unwrap_or_default();
    let Some(blank) = rows.iter().rposition(Row::is_blank) else { return last };
    let widths = |rows: &[Row<'_>]| rows.iter().map(|row| row.filled().count()).filter(|width| *width > 0).collect::<Vec<_>>();
    let (above, below) = rows.split_at(blank);
    let least = widths(above).into_iter().min().unwrap_or(0);
    let most = widths(below).into_iter().max().unwrap_or(0);
    if most * 2 <= least { blank } else { last }
}

#[cfg(test)]
mod tests {
    use super::super::csv;
    use super::*;

    /// Each table as its titles, its header and its rows.
    fn read(text: &str) -> Vec<String> {
        let words = ["id", "name", "owner", "start", "end", "plan start", "actual start", "编号", "描述", "概率", "影响", "责任人"];
        let named = |cells: &[&str]| cells.iter().filter(|cell| words.contains(&cell.to_lowercase().as_str())).count();
        let (sheet, problems) = csv::tables(text, Naming { own: &named, any: &named });
        assert_eq!(problems, []);
        let line = |cells: Vec<&str>| cells.join("|");
        let above = line(sheet.above.iter().map(|cell| &*cell.text).collect());
        let below = line(sheet.below.iter().map(|cell| &*cell.text).collect());
        let tables = sheet.tables.iter().map(|table| {
            let titles = line(table.titles.iter().map(|cell| &*cell.text).collect());
            let header = line(table.header.iter().map(|key| &*key.name).collect());
            let rows = table.records.iter().map(|row| line(row.entries().iter().map(|(_, node)| node.text().unwrap_or("")).collect()));
            format!("{titles}: {header} = {}", rows.collect::<Vec<_>>().join(" / "))
        });
        std::iter::once(above).chain(tables).chain([below]).filter(|part| !part.is_empty()).collect()
    }

    #[test]
    fn the_header_is_the_row_that_names_fields() {
        assert_eq!(
            read("Project:,Site,,\nBy:,Maya,,\n,,,\nName,Owner,Start,End\na,m,1,2\n"),
            ["Project:|Site|By:|Maya", ": Name|Owner|Start|End = a|m|1|2"]
        );
        assert_eq!(read("Owner,Maya,Start,1 March\n\nName,Owner,Note\na,m,x\n"), ["Owner|Maya|Start|1 March", ": Name|Owner|Note = a|m|x"]);
        assert_eq!(read("Name,x\nowner,start\n"), [": Name|x = owner|start"], "words in cells");
    }

    #[test]
    fn a_header_of_two_rows_is_one() {
        assert_eq!(
            read("编号,描述,评估,,应对,\n,,概率,影响,措施,责任人\nR1,缺货,高,中,备货,李娜\n"),
            [": 编号|描述|概率|影响|措施|责任人 = R1|缺货|高|中|备货|李娜"]
        );
        assert_eq!(
            read("Name,Plan,,Actual,\n,Start,End,Start,End\na,1,2,3,4\n"),
            [": Name|Plan Start|Plan End|Actual Start|Actual End = a|1|2|3|4"]
        );
    }

    #[test]
    fn the_header_again_and_another_one_begin_a_table() {
        assert_eq!(read("Name,Owner,End\na,m,1\nName,Owner,End\nb,m,2\n"), [": Name|Owner|End = a|m|1", ": Name|Owner|End = b|m|2"]);
        assert_eq!(read("Name,Owner\na,m\n\nNext,\nName,End\nb,2\n"), [": Name|Owner = a|m", "Next: Name|End = b|2"]);
        assert_eq!(read("Name,Owner\na,m\n\nb,n\n"), [": Name|Owner = a|m / b|n"], "a blank row alone ends nothing");
    }

    #[test]
    fn a_note_below_the_table_is_no_record() {
        assert_eq!(
            read("Name,Owner,Start,End\na,m,1,2\nb,m,1,2\n\nPrepared by,Maya,,\n"),
            [": Name|Owner|Start|End = a|m|1|2 / b|m|1|2", "Prepared by|Maya"]
        );
        assert_eq!(read("Name,Owner,Start\na,m,\n\nb,m,\n"), [": Name|Owner|Start = a|m| / b|m|"]);
    }

    /// Names begin with n.
    fn named(cells: &[&str]) -> usize {
        cells.iter().filter(|cell| cell.starts_with('n')).count()
    }

    fn rows(text: &str) -> Vec<Row<'_>> {
        csv::read(text, Naming::NOTHING, usize::MAX).rows
    }

    #[test]
    fn a_head_has_more_than_a_letter_and_not_more_than_sixty_bytes() {
        let heads = |text: &str| count(&rows(text)[0], &named);
        assert_eq!(["n", "nn", "n 1", &"n".repeat(60), &"n".repeat(61)].map(heads), [0, 1, 0, 1, 0]);
    }

    #[test]
    fn a_row_is_a_head_by_half_of_its_cells_or_by_four() {
        for (row, expected) in [
            ("nn,nn,nn,nn,xx,xx,xx,xx,xx,xx", true),
            ("nn,nn,nn,xx,xx,xx,xx", false),
            ("nn,nn,xx,xx", true),
            ("nn,nn,xx,xx,xx", false),
            ("nn,xx", false),
        ] {
            assert_eq!(is_head(&rows(row)[0], &named), expected, "{row}");
        }
    }

    #[test]
    fn the_second_row_of_a_header_names_two_columns_or_half_of_them() {
        let is_one = |lower: &str| {
            let text = format!("aa,bb,,\n{lower}\n");
            let rows = rows(&text);
            joined(&rows[0], &rows[1], &named, false).is_some()
        };
        let of = |length: usize| format!(",{},xx", "n".repeat(length));
        for (lower, expected) in
            [(",nn,xx", true), (",nn,xx,xx", false), (",xx,xx", false), (",,nn", false), (&*of(60), true), (&*of(61), false)]
        {
            assert_eq!(is_one(lower), expected, "{lower}");
        }
    }

    #[test]
    fn a_header_within_a_table_begins_as_the_last_one_and_names_three_of_four() {
        let is_new = |row: &str| {
            let text = format!("nname,nowner,nstart,nend\n{row}\n");
            let rows = rows(&text);
            names_anew(&rows[1], &rows[0], false, Naming { own: &named, any: &named })
        };
        let of = |length: usize| format!("nname,nowner,{}", "n".repeat(length));
        for (row, expected) in [
            ("nname,nowner,nstart,xx", true),
            ("nname,nowner,nstart", true),
            ("nname,nowner,xx,xx", false),
            ("nname,nowner", false),
            ("nname,nowner,nstart,xx,xx", false),
            ("xx,nowner,nstart,nend", false),
            (&*of(60), true),
            (&*of(61), false),
        ] {
            assert_eq!(is_new(row), expected, "{row}");
        }
    }

    #[test]
    fn a_row_below_the_first_one_is_a_header_if_it_begins_with_a_name() {
        let header = |text: &str| naming_row(&rows(text), &named);
        assert_eq!(header("xx,nn,nn,nn,nn\n"), Some(0), "the first row need not");
        assert_eq!(header("foo,bar\nzz,nn,nn,nn,nn\n"), None);
        assert_eq!(header("foo,bar\nnn,nn,nn\n"), Some(1));
    }

    #[test]
    fn of_one_column_the_first_row_that_is_a_name_is_the_header() {
        assert_eq!(read("Title\nName\nab\n"), ["Title", ": Name = ab"]);
    }

    #[test]
    fn blank_rows_within_a_table_hide_no_note_below_it() {
        assert_eq!(
            read("Name,Owner,Start,End\na,m,1,2\n\nb,m,1,2\n\nPrepared by,Maya,,\n"),
            [": Name|Owner|Start|End = a|m|1|2 / b|m|1|2", "Prepared by|Maya"]
        );
    }
}
