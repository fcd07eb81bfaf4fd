//! CSV files (RFC 4180) as people and Excel write them become records with a place for every cell.

use std::borrow::Cow;

use super::node::Span;
use super::problem::{Problem, ProblemKind};
#[cfg(test)]
use super::sheet::Sheet;
use super::sheet::{self, Cell, Naming, Row};
use crate::{both, say};

/// The rows of a CSV file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows<'a> {
    /// Every row, blank ones too.
    pub rows: Vec<Row<'a>>,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
    /// The first row beyond those that are read, and how many there are in all.
    pub beyond: Option<(Span, usize)>,
}

/// What separates cells; the first one wins where two separate the header equally well.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// What may stand around a cell.
const QUOTES: [u8; 2] = [b'"', b'\''];

/// Signs with which a cell begins that a spreadsheet takes for a formula, in the width of either script.
pub const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Quotes that are never closed, after which the rest of a file is left alone: it is no CSV file.
const MOST_BROKEN_ROWS: usize = 100;

/// Rows in which the header is looked for.
const FIRST_ROWS: usize = 40;

/// The tables of a CSV file.
#[cfg(test)]
pub fn tables<'a>(text: &'a str, naming: Naming<'_>) -> (Sheet<'a>, Vec<Problem>) {
    let Rows { rows, problems, .. } = read(text, naming, usize::MAX);
    (sheet::tables(&rows, naming), problems)
}

/// The records of a CSV file of which nothing is known.
#[cfg(test)]
pub fn records(text: &str) -> Vec<super::node::Node<'_>> {
    tables(text, Naming::NOTHING).0.tables.into_iter().flat_map(|table| table.records).collect()
}

/// Reads the rows of a CSV file, those behind the first `most` only to count them.
pub fn read<'a>(text: &'a str, naming: Naming<'_>, most: usize) -> Rows<'a> {
    let Some((scanner, width)) = dialect(text, naming) else { return Rows::default() };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let mut broken_rows = 0;
    let mut short = None;
    let mut beyond: Option<(Span, usize)> = None;
    let mut at = 0;
    while at < text.len() {
        let Scanned { row, next, broken } = scanner.fitting(at, width);
        at = next;
        if let Some(quote) = broken {
            broken_rows += 1;
            problems.push(unclosed(quote));
            if broken_rows == MOST_BROKEN_ROWS {
                problems.push(given_up(Span::new(at, text.len())));
                break;
            }
        } else if !tells_the_delimiter(row.span.of(text)) {
            short = short.or_else(|| (2..width).contains(&row.cells.len()).then_some((row.span, row.cells.len())));
            // Of blank rows one behind the other the first says it all.
            if row.is_blank() && rows.last().is_some_and(Row::is_blank) {
                continue;
            }
            if rows.len() < most {
                rows.push(row);
            } else {
                beyond.get_or_insert((row.span, most)).1 += 1;
            }
        }
    }
    let is_full = rows.iter().filter(|row| row.cells.len() >= width).count() * 2 > rows.len();
    problems.extend(short.filter(|_| is_full).map(|(span, cells)| too_short(span, cells, width)));
    Rows { rows, problems, beyond }
}

/// Excel's own first line.
fn tells_the_delimiter(line: &str) -> bool {
    line.strip_prefix("sep=").is_some_and(|rest| rest.len() <= 1)
}

/// How a file separates and quotes its cells, and how many its header has: as a row says that names fields, else as the first
/// row is the widest.
fn dialect<'a>(text: &'a str, naming: Naming<'_>) -> Option<(Scanner<'a>, usize)> {
    let ways = || QUOTES.iter().flat_map(|quote| DELIMITERS.iter().map(|delimiter| (*quote, *delimiter)));
    let scanner = |(quote, delimiter)| Scanner { text, delimiter, quote };
    let named = ways().map(scanner).find_map(|scanner| {
        let mut rows = scanner.rows().take(FIRST_ROWS).filter(|row| row.filled().nth(1).is_some());
        let head = rows.find(|row| sheet::is_head(row, naming.own))?;
        let quote = if head.filled().all(|cell| is_in_single_quotes(&cell.text)) { b'\'' } else { scanner.quote };
        Some((Scanner { quote, ..scanner }, width(&head)))
    });
    named.or_else(|| widest(text))
}

fn is_in_single_quotes(cell: &str) -> bool {
    cell.len() > 2 && cell.starts_with('\'') && cell.ends_with('\'')
}

/// The delimiter of the first row that has two cells or more, else of the first one.
fn widest(text: &str) -> Option<(Scanner<'_>, usize)> {
    let mut at = 0;
    let mut single_column = None;
    while at < text.len() {
        let scanners =
            DELIMITERS.iter().filter(|delimiter| **delimiter != b'|').map(|delimiter| Scanner { text, delimiter: *delimiter, quote: b'"' });
        let read = scanners.map(|scanner| (scanner, scanner.row(at)));
        let (scanner, Scanned { row, next, .. }) = read.rev().max_by_key(|(_, scanned)| scanned.row.filled().count())?;
        match row.filled().count() {
            0 => {}
            1 => single_column = single_column.or(Some((scanner, 1))),
            _ => return Some((scanner, width(&row))),
        }
        at = next;
    }
    single_column
}

/// The cells of a row up to the last one that says something.
fn width(row: &Row<'_>) -> usize {
    row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1)
}

#[derive(Clone, Copy)]
struct Scanner<'a> {
    text: &'a str,
    delimiter: u8,
    quote: u8,
}

/// One row, where the next one begins, and a quote that is never closed.
struct Scanned<'a> {
    row: Row<'a>,
    next: usize,
    broken: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn rows(self) -> impl Iterator<Item = Row<'a>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            (at < self.text.len()).then(|| {
                let scanned = self.row(at);
                at = scanned.next;
                scanned.row
            })
        })
    }

    /// A row that is to have the cells of the header. One that does not is read in another way if it fits exactly then; and one
    /// that runs over the next rows because of a stray quote loses only its own line.
    fn fitting(&self, start: usize, due: usize) -> Scanned<'a> {
        let scanned = self.row(start);
        let cells = width(&scanned.row);
        if scanned.broken.is_some() || cells == due || due < 3 {
            return scanned;
        }
        if cells < due && self.swallows_rows(&scanned, due) {
            let quote = self.find(start, |byte| byte == self.quote);
            let end = self.line_end(quote);
            return Scanned { row: Row::default(), next: end + 1, broken: Some(quote) };
        }
        let others = QUOTES.iter().flat_map(|quote| DELIMITERS.iter().map(|delimiter| (*quote, *delimiter)));
        let others = others.filter(|(_, delimiter)| if cells > due { *delimiter == self.delimiter } else { cells * 2 <= due });
        let read = others.map(|(quote, delimiter)| Scanner { text: self.text, delimiter, quote }.row(start));
        let mut fitting = read.filter(|other| other.broken.is_none() && width(&other.row) == due);
        fitting.next().unwrap_or(scanned)
    }

    /// Whether a line within a row is a row of the table by itself.
    fn swallows_rows(&self, scanned: &Scanned<'a>, due: usize) -> bool {
        let (start, end) = (scanned.row.span.start as usize, scanned.row.span.end as usize);
        let inner = self.slice(start, end).match_indices('\n').map(|(at, _)| start + at + 1);
        inner.map(|line| self.row(line)).any(|row| row.broken.is_none() && width(&row.row) == due)
    }

    fn row(&self, start: usize) -> Scanned<'a> {
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            match self.cell(at) {
                Ok((cell, end)) => {
                    cells.push(cell);
                    if self.byte(end) == Some(self.delimiter) {
                        at = end + 1;
                    } else {
                        return Scanned { row: Row { cells, span: trimmed(self.text, start, end) }, next: end + 1, broken: None };
                    }
                }
                Err(quote) => {
                    let end = self.line_end(quote);
                    return Scanned { row: Row { cells, span: trimmed(self.text, start, end) }, next: end + 1, broken: Some(quote) };
                }
            }
        }
    }

    /// A cell and where it ends: at a delimiter, a line break or the end. An error is the place of a quote without its pair.
    fn cell(&self, start: usize) -> Result<(Cell<'a>, usize), usize> {
        let quote = self.skip_blanks(start);
        if self.byte(quote) == Some(self.quote) {
            let close = self.closing_quote(quote).ok_or(quote)?;
            let end = self.skip_blanks(close + 1);
            if self.ends_cell(end) {
                return Ok((self.unquoted(quote + 1, close), end));
            }
            if let Some(cell) = self.with_backslashes(quote) {
                return Ok(cell);
            }
            if self.slice(quote, close).contains('\n') {
                return Err(quote);
            }
            // `"Q3" plan`: quotes that belong to the words.
        }
        let end = self.find(quote, |byte| byte == self.delimiter || byte == b'\n');
        Ok((plain(self.text, start, end), end))
    }

    /// A cell of one line in which quotes stand behind backslashes, as some programs write them: `"12\" pipe"`.
    fn with_backslashes(&self, quote: usize) -> Option<(Cell<'a>, usize)> {
        let line = self.slice(quote, self.line_end(quote));
        let (mark, escaped) = (char::from(self.quote), format!("\\{}", char::from(self.quote)));
        let close =
            line.match_indices(mark).map(|(at, _)| at).skip(1).find(|at| !line.get(..*at).is_some_and(|head| head.ends_with('\\')))?;
        let end = self.skip_blanks(quote + close + 1);
        let span = trimmed(self.text, quote + 1, quote + close);
        let content = span.of(self.text);
        let is_one = content.contains(&escaped) && self.ends_cell(end);
        is_one.then(|| (Cell { text: Cow::Owned(content.replace(&escaped, &mark.to_string())), span }, end))
    }

    /// The quote that closes the one at a place; two in a row are one in the text.
    fn closing_quote(&self, open: usize) -> Option<usize> {
        let mut at = open + 1;
        loop {
            at = self.find(at, |byte| byte == self.quote);
            self.byte(at)?;
            if self.byte(at + 1) != Some(self.quote) {
                return Some(at);
            }
            at += 2;
        }
    }

    /// The text between two quotes.
    fn unquoted(&self, start: usize, end: usize) -> Cell<'a> {
        let span = trimmed(self.text, start, end);
        let (quote, content) = (char::from(self.quote), span.of(self.text));
        let twice = format!("{quote}{quote}");
        if !content.contains(&twice) {
            return plain(self.text, start, end);
        }
        let content = content.replace(&twice, &quote.to_string());
        Cell { text: Cow::Owned(unguarded(&content).to_owned()), span }
    }

    fn ends_cell(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte == self.delimiter || byte == b'\n')
    }

    fn skip_blanks(&self, at: usize) -> usize {
        self.find(at, |byte| byte == self.delimiter || !matches!(byte, b' ' | b'\t'))
    }

    fn line_end(&self, at: usize) -> usize {
        self.find(at, |byte| byte == b'\n')
    }

    fn find(&self, at: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        rest.iter().position(|&byte| wanted(byte)).map_or(self.text.len().max(at), |length| at + length)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}

fn plain(text: &str, start: usize, end: usize) -> Cell<'_> {
    let span = trimmed(text, start, end);
    let content = span.of(text);
    let bare = unguarded(content);
    // What guards a value is ASCII and stands in front: `="` or `'`.
    let before = bare.as_ptr().addr() - content.as_ptr().addr();
    let start = span.start as usize + before;
    Cell { text: Cow::Borrowed(bare), span: Span::new(start, start + bare.len()) }
}

/// A value without what protects it from Excel: `="007"` is the text 007, `'=` begins a text, not a formula.
fn unguarded(cell: &str) -> &str {
    let text_formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let marked_text = || cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_SIGNS));
    text_formula.or_else(marked_text).unwrap_or(cell)
}

/// The range without outer white space, the ideographic space included.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let content = text.get(start..end).unwrap_or_default();
    let left = content.trim_start();
    let start = end.max(start) - left.len();
    Span::new(start, start + left.trim_end().len())
}

fn unclosed(quote: usize) -> Problem {
    let message = both!("The quote is not closed; this row is left out.", "双引号没有成对，这一行未读取。");
    Problem::new(ProblemKind::File, Span::new(quote, quote + 1), message).help(both!(
        "Close it with `\"`, and write a quote within the value twice: `\"\"`.",
        "补上右侧的 `\"`；值中的双引号要写两次：`\"\"`。"
    ))
}

fn too_short(row: Span, cells: usize, due: usize) -> Problem {
    let message = say!(
        "A row has {cells} cells where the header has {due}; those at its end are read as empty.",
        "一行只有{cells}格，表头有{due}列；末尾缺少的按空格读取。",
        cells,
        due
    );
    let help = both!("Nothing to do if nothing is missing; else write a separator for each cell.", "没有遗漏则无需处理；否则补齐分隔符。");
    Problem::new(ProblemKind::Kept, row, message).help(help)
}

fn given_up(rest: Span) -> Problem {
    let message = say!(
        "{n} rows of the file cannot be read; the rest was left out.",
        "文件中有{n}行无法读取，其余内容未再读取。",
        n = MOST_BROKEN_ROWS
    );
    Problem::new(ProblemKind::File, rest, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::node::{Data, Node, Style};
    use crate::source::sheet::Table;

    /// The one table of a file of which nothing is known.
    fn read(text: &str) -> Table<'_> {
        let (sheet, problems) = tables(text, Naming::NOTHING);
        let mut table = sheet.tables.into_iter().next().unwrap_or_default();
        table.problems.splice(0..0, problems);
        table
    }

    /// The rows as texts, with `∅` for an empty cell.
    fn texts(rows: &Table<'_>) -> Vec<Vec<String>> {
        let cell = |node: &Node<'_>| node.text().unwrap_or("∅").to_owned();
        rows.records.iter().map(|row| row.entries().iter().map(|(_, node)| cell(node)).collect()).collect()
    }

    fn names<'a>(rows: &'a Table<'_>) -> Vec<&'a str> {
        rows.header.iter().map(|key| &*key.name).collect()
    }

    fn clean(text: &str) -> Vec<Vec<String>> {
        let rows = read(text);
        assert_eq!(rows.problems, []);
        texts(&rows)
    }

    #[test]
    fn cells_know_their_place() {
        // 编号 and 标题 are 6 bytes each, the comma 1: the second line begins at byte 14.
        let text = "编号,标题\nR-1,\"代理商,延期\"\n";
        let rows = read(text);
        assert_eq!(rows.header[1].span, Span::new(7, 13));
        let title = rows.records[0].get("标题").unwrap();
        assert_eq!(title.span, Span::new(19, 35));
        assert_eq!(title.span.of(text), "代理商,延期");
        assert_eq!(title.data, Data::Scalar("代理商,延期".into(), Style::Cell));
        assert_eq!(rows.records[0].span.of(text), "R-1,\"代理商,延期\"");
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes() {
        assert_eq!(clean("a,b\n\"1,2\",\"x\ny\"\n\"say \"\"hi\"\"\",\"\""), [["1,2", "x\ny"], ["say \"hi\"", "∅"]]);
        assert_eq!(clean("a,b\n5\" pipe,\"Q3\" plan\n"), [["5\" pipe", "\"Q3\" plan"]]);
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(clean("a;b\n1,5;2\n"), [["1,5", "2"]]);
        assert_eq!(clean("a\tb\n1\t\n\t2\n"), [["1", "∅"], ["∅", "2"]]);
        assert_eq!(clean("sep=;\na;b\n1;2"), [["1", "2"]]);
        assert_eq!(clean("标题，其他,负责人\n甲,乙"), [["甲", "乙"]]);
    }

    #[test]
    fn titles_and_blank_rows_are_skipped() {
        assert_eq!(clean("风险登记册,,\n\n,,\n标题,负责人,\n 甲 ,\u{3000}乙\u{3000},\n,,\n"), [["甲", "乙"]]);
        assert_eq!(clean("name\nLi Na\n\nWu Jie"), [["Li Na"], ["Wu Jie"]]);
        assert_eq!(read(" \n"), Table::default());
    }

    #[test]
    fn short_rows_are_filled_and_long_ones_told() {
        let text = "a,b\n1\n标,2,3,,4\n5,6,,\n";
        let rows = read(text);
        assert_eq!(texts(&rows), [["1", "∅"], ["标", "2"], ["5", "6"]]);
        assert_eq!(rows.problems.len(), 1);
        assert_eq!(rows.problems[0].span, Span::new(12, 16));
        assert_eq!(rows.problems[0].message.en, "The row has 5 cells, the header has 2 columns.");
    }

    #[test]
    fn several_columns_may_have_one_name() {
        let rows = read("名称,a,名称\n甲,1,乙");
        assert_eq!(texts(&rows), [["甲", "1", "乙"]]);
        assert_eq!(names(&rows), ["名称", "a", "名称"]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_read_in_another_way_if_it_fits_then() {
        assert_eq!(clean("a,b,c\n1;2;3\n4,'5, 6',7\n"), [["1", "2", "3"], ["4", "5, 6", "7"]]);
        assert_eq!(clean("a,b\n1;2\n"), [["1;2", "∅"]], "a text of two columns may well have a semicolon");
    }

    #[test]
    fn a_stray_quote_that_meets_another_one_loses_one_record() {
        let rows = read("a,b,c\n1,\"x,2\n3,4,12\"\n5,6,7\n");
        assert_eq!(texts(&rows), [["3", "4", "12\""], ["5", "6", "7"]]);
        assert_eq!(rows.problems.iter().map(|problem| problem.span).collect::<Vec<_>>(), [Span::new(8, 9)]);
    }

    #[test]
    fn a_column_without_a_name_is_told_once() {
        let rows = read("a,,b\n1,,2\n3,x,4\n5,y,6");
        assert_eq!(texts(&rows), [["1", "2"], ["3", "4"], ["5", "6"]]);
        assert_eq!(rows.problems.len(), 1);
        assert_eq!(rows.problems[0].span, Span::new(12, 13));
    }

    #[test]
    fn an_open_quote_loses_one_record() {
        let text = "a,b\n甲,\"x\n丙,\"y\"\n丁,z\n";
        let rows = read(text);
        assert_eq!(texts(&rows), [["丙", "y"], ["丁", "z"]]);
        assert_eq!(rows.problems.len(), 1);
        assert_eq!(rows.problems[0].span, Span::new(8, 9));
        assert_eq!(texts(&read("a,b\n1,2\n3,\"4\n5,6")), [["1", "2"], ["5", "6"]]);
    }

    #[test]
    fn what_excel_guards_is_text() {
        let text = "id,note\n=\"007\",'=sum\n\"=\"\"1E5\"\"\",'tis\n";
        assert_eq!(clean(text), [["007", "=sum"], ["1E5", "'tis"]]);
        assert_eq!(read(text).records[0].entries()[0].1.span.of(text), "007");
    }

    /// The rows of a file, told apart or not, and how many are too short.
    fn counted(text: &str) -> (usize, usize) {
        let Rows { rows, problems, .. } = super::read(text, Naming::NOTHING, usize::MAX);
        (rows.len(), problems.iter().filter(|problem| problem.kind == ProblemKind::Kept).count())
    }

    #[test]
    fn a_short_row_is_told_where_more_than_half_of_the_rows_are_full() {
        assert_eq!(counted("a,b,c\n1,2,3\n4,5\n"), (3, 1));
        assert_eq!(counted("a,b,c\n4,5\n"), (2, 0));
        assert_eq!(counted("sep=;\na;b\n1;2"), (2, 0), "the line of Excel is no row");
    }

    #[test]
    fn behind_the_last_line_there_is_no_row() {
        assert_eq!(counted("a,b\n1,2\n"), (2, 0));
        assert_eq!(Scanner { text: "a,b\n1,2\n", delimiter: b',', quote: b'"' }.rows().count(), 2);
    }

    #[test]
    fn half_of_the_cells_are_so_few_that_another_delimiter_is_tried() {
        assert_eq!(clean("a,b,c,d\n1;2,5;3;4\n"), [["1", "2,5", "3", "4"]]);
    }

    #[test]
    fn a_cell_in_single_quotes_has_something_in_them() {
        assert_eq!(["'a'", "''", "'", "a"].map(is_in_single_quotes), [true, false, false, false]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_text_is_read(text in "[a-b,;\t\"'=\n\u{3000}题 ]{0,60}") {
            let rows = read(&text);
            for (_, cell) in rows.records.iter().flat_map(Node::entries) {
                prop_assert!(cell.is_null() || !cell.span.of(&text).is_empty(), "{:?}", cell);
            }
        }

        #[test]
        fn what_was_quoted_comes_back(cells in prop::collection::vec("[a-c,;\"\n题]{1,6}", 2..5)) {
            let cells: Vec<String> = cells.iter().map(|cell| format!("x{cell}x")).collect();
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let names: Vec<String> = (0..cells.len()).map(|n| format!("c{n}")).collect();
            prop_assert_eq!(clean(&format!("{}\n{}\n", names.join(","), quoted.join(","))), [cells]);
        }
    }
}
