//! Tables of documents become records with a place for every cell, whether they are written in Markdown or in HTML.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html;
use super::markdown::{self, PlainText};
use super::node::Span;
use super::sheet::{self, Cell, Row, Table};

/// The tables of a document's body, in order, the first row of each being its header.
pub fn read(text: &str, body: Span) -> Vec<Table<'_>> {
    rows(text, body).into_iter().map(|(span, rows)| Table { span, ..sheet::plain(&rows) }).collect()
}

/// The rows of each table of a document's body, and its place.
pub fn rows(text: &str, body: Span) -> Vec<(Span, Vec<Row<'_>>)> {
    let mut tables = Vec::new();
    let shown = without_comment_lines(text, body);
    let mut events = markdown::events(&shown, body);
    let mut end = body.start;
    while let Some((event, span)) = events.next() {
        if matches!(event, Event::Start(Tag::Table(_))) {
            tables.push((markdown::trimmed(&shown, span), table(text, &shown, &mut events)));
        } else if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) && span.start >= end {
            let (found, is_closed) = in_html(text, span, body);
            end = if is_closed { found.last().map_or(end, |(table, _)| table.end) } else { body.end };
            tables.extend(found);
        }
    }
    tables
}

/// The tables that begin in a part of HTML, and whether all are closed: behind one that is not there is no other one.
fn in_html(text: &str, part: Span, body: Span) -> (Vec<(Span, Vec<Row<'_>>)>, bool) {
    let mut found: Vec<(Span, Vec<Row<'_>>)> = Vec::new();
    let lower = part.of(text).to_ascii_lowercase();
    for (at, _) in lower.match_indices("<table") {
        let start = part.start as usize + at;
        if found.last().is_some_and(|(table, _)| start < table.end as usize) {
            continue;
        }
        let Some(table) = html::table(text, start, body.end as usize) else { return (found, false) };
        found.push(table);
    }
    (found, true)
}

/// The text with blanks in the place of comments that have a line of their own between two rows, where Markdown would end the
/// table. Every other byte stays where it is.
fn without_comment_lines(text: &str, body: Span) -> Cow<'_, str> {
    let is_comment = |line: &str| line.trim().starts_with("<!--") && line.trim().ends_with("-->");
    if !body.of(text).lines().any(is_comment) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut follows_row = false;
    for line in text.split_inclusive('\n') {
        if is_comment(line) && follows_row && out.ends_with('\n') {
            out.pop();
            out.push(' ');
            out.extend(std::iter::repeat_n(' ', line.trim_end_matches('\n').len()));
            out.push_str(if line.ends_with('\n') { "\n" } else { "" });
        } else {
            follows_row = line.contains('|');
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

/// `shown` is the text as Markdown is to see it, with the same places.
fn table<'a, 's>(text: &'a str, shown: &'s str, events: &mut impl Iterator<Item = (Event<'s>, Span)>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    while let Some((event, at)) = events.next() {
        match event {
            Event::Start(Tag::TableCell) => cells.push(cell(text, at, events)),
            Event::End(TagEnd::TableHead) => rows.push(Row { cells: std::mem::take(&mut cells), span: markdown::trimmed(shown, at) }),
            Event::End(TagEnd::TableRow) => {
                let mut cells = std::mem::take(&mut cells);
                let span = markdown::trimmed(shown, at);
                if cells.iter().any(|cell| !cell.text.is_empty()) {
                    cells.extend(beyond_the_last(text, span, &cells));
                }
                rows.push(Row { cells, span });
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    rows
}

fn cell<'a, 's>(text: &'a str, at: Span, events: &mut impl Iterator<Item = (Event<'s>, Span)>) -> Cell<'a> {
    let mut plain = PlainText::default();
    for (event, _) in events.by_ref().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::TableCell))) {
        plain.push(&event);
    }
    let span = markdown::trimmed(text, at);
    let plain = plain.finish();
    let source = span.of(text);
    Cell { text: if plain == source { Cow::Borrowed(source) } else { Cow::Owned(plain) }, span }
}

/// Cells beyond the header's last column, which Markdown drops without a word.
fn beyond_the_last<'a>(text: &'a str, row: Span, cells: &[Cell<'_>]) -> Option<Cell<'a>> {
    let last = cells.last()?;
    let rest = Span { start: last.span.end.max(row.start), end: row.end };
    let inner = rest.of(text).trim_start().strip_prefix('|')?.trim_end().trim_end_matches('|');
    let content = inner.trim();
    let start = content.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    if content.starts_with("<!--") && content.ends_with("-->") {
        return None;
    }
    (!content.trim_matches(['|', ' ', '\t']).is_empty())
        .then(|| Cell { text: Cow::Borrowed(content), span: Span::new(start, start + content.len()) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::node::Node;

    fn whole(text: &str) -> Vec<Table<'_>> {
        read(text, Span::new(0, text.len()))
    }

    fn texts(table: &Table<'_>) -> Vec<Vec<String>> {
        let cell = |node: &Node<'_>| node.text().unwrap_or("∅").to_owned();
        table.records.iter().map(|row| row.entries().iter().map(|(_, node)| cell(node)).collect()).collect()
    }

    #[test]
    fn cells_know_their_place() {
        // Front matter of 15 bytes, then the header of 20 bytes; 标题 begins at byte 2 of its line.
        let text = "---\nlang: zh\n---\n| 标题 | 负责人 |\n|---|---|\n| 代理商延期 | 李娜 |\n";
        let table = &read(text, Span::new(17, text.len()))[0];
        assert_eq!(table.header[0].span, Span::new(19, 25));
        assert_eq!(table.header[1].name, "负责人");
        let owner = table.records[0].get("负责人").unwrap();
        // Line 1 of the table has 22 bytes and a break, line 2 has 9 and a break; 2 + 15 + 3 bytes stand before 李娜.
        assert_eq!(owner.span, Span::new(17 + 23 + 10 + 20, 17 + 23 + 10 + 26));
        assert_eq!(owner.span.of(text), "李娜");
        assert_eq!(table.span.of(text), "| 标题 | 负责人 |\n|---|---|\n| 代理商延期 | 李娜 |");
    }

    #[test]
    fn tables_in_html_are_tables() {
        let text = "# T\n\n<table>\n<tr><th>a</th><th>b</th></tr>\n\n<tr><td>1</td><td>2</td></tr>\n</table>\n\n| c |\n|---|\n| 3 |\n\n```\n<table><tr><td>x</td></tr></table>\n```\n";
        assert_eq!(
            whole(text).iter().map(texts).collect::<Vec<_>>(),
            [vec![vec!["1".to_owned(), "2".to_owned()]], vec![vec!["3".to_owned()]]]
        );
        assert!(whole(&"<table>".repeat(20_000)).is_empty(), "work does not grow with the square");
        let two = "<table><tr><th>a</th></tr><tr><td>1</td></tr></table><table><tr><th>b</th></tr><tr><td>2</td></tr></table>\n";
        assert_eq!((whole(two).len(), whole(&format!("text {two}")).len()), (2, 2), "one right behind the other");
    }

    #[test]
    fn cells_are_plain_text() {
        let text = "a|b|c\n-|-|-\n`x\\|y`|**[R-1](r.md)**|one<br>two\n1\\|2||\n";
        assert_eq!(texts(&whole(text)[0]), [["x|y", "R-1", "one\ntwo"], ["1|2", "∅", "∅"]]);
    }

    #[test]
    fn short_long_and_blank_rows() {
        let text = "| a | b |\n|---|---|\n| 1 |\n|  |  |\n| 2 | 3 | 多 | x |\n";
        let table = &whole(text)[0];
        assert_eq!(texts(table), [["1", "∅"], ["2", "3"]]);
        assert_eq!(table.problems.len(), 1);
        assert_eq!(table.problems[0].span.of(text), "多 | x");
    }

    #[test]
    fn several_columns_may_have_one_name() {
        assert_eq!(texts(&whole("|甲|甲|\n|-|-|\n|1|2|\n")[0]), [["1", "2"]]);
    }

    #[test]
    fn every_table_is_read() {
        assert_eq!(whole("|a|\n|-|\n\ntext\n\n|b|\n|-|\n|1|\n").len(), 2);
        assert_eq!(whole("no | table"), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn any_text_is_read(text in "\\|?[ab题|]{1,6}\n(\\|?-){1,4}\n[ab题|`\\\\*<>\\[\\]()\n -]{0,40}") {
            for table in whole(&text) {
                prop_assert!(table.span.end as usize <= text.len());
                for (_, cell) in table.records.iter().flat_map(Node::entries) {
                    prop_assert!(cell.is_null() || !cell.span.of(&text).is_empty());
                }
            }
        }
    }
}
