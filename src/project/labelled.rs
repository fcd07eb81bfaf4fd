//! Lines that give a field its value: `**Date:** 2026-03-02`, 「- 负责人：李娜」, a table of two columns.

use crate::source::document::Heading;
use crate::source::sheet::Table;
use crate::source::{Node, Span, table};

/// A label and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) label: Span,
    pub(super) value: Span,
}

/// The labels of a document: lines above its sections, and tables that have a label in each row.
pub(super) fn of(text: &str, body: Span, is_titled: bool, headings: &[Heading], is_label: impl Fn(&str) -> bool) -> Vec<Labelled> {
    let title = headings.first().filter(|_| is_titled);
    let is_below_title = |heading: &&Heading| title.is_none_or(|title| heading.span != title.span && heading.level > title.level);
    let first_section = headings.iter().find(is_below_title);
    let end = first_section.map_or(body.end, |heading| heading.span.start);
    let mut found = lines(text, Span { start: body.start, end });
    let with_value = headings.iter().skip(usize::from(is_titled)).filter(|heading| heading.span.start >= end);
    found.extend(with_value.flat_map(|heading| lines(text, heading.span)));
    found.retain(|labelled| is_label(labelled.label.of(text)));
    for table in table::read(text, body) {
        let rows = rows(&table);
        if !rows.is_empty() && rows.iter().filter(|row| is_label(row.label.of(text).trim_matches(is_mark))).count() * 2 >= rows.len() {
            found.extend(rows);
        }
    }
    found
}

/// The text of a label without marks.
pub(super) fn label(text: &str) -> &str {
    text.trim_matches(is_mark)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+' | '>' | ':' | '：' | '#')
}

fn lines(text: &str, part: Span) -> Vec<Labelled> {
    let mut found = Vec::new();
    let mut at = part.start as usize;
    for line in part.of(text).split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if let Some((head, tail)) = line.trim_end().split_once([':', '：']) {
            let (name, value) = (label(head), tail.trim_matches(|c: char| is_mark(c) && c != '-'));
            let start = at + head.find(name).unwrap_or_default();
            if let Some(offset) = tail.find(value).filter(|_| !name.is_empty() && name.chars().count() <= 24 && !value.is_empty()) {
                let from = end - tail.len() + offset;
                found.push(Labelled { label: Span::new(start, start + name.len()), value: Span::new(from, from + value.len()) });
            }
        }
        at += line.len();
    }
    found
}

/// The rows of a table of two columns; its head is a row as well.
fn rows(table: &Table<'_>) -> Vec<Labelled> {
    let [first, second] = table.header.as_slice() else { return Vec::new() };
    let of_row = |row: &Node<'_>| match row.entries() {
        [(_, label), (_, value)] if !label.is_null() && !value.is_null() => Some(Labelled { label: label.span, value: value.span }),
        _ => None,
    };
    let head = Labelled { label: first.span, value: second.span };
    std::iter::once(head).chain(table.records.iter().filter_map(of_row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, document};

    fn found(text: &str) -> Vec<(String, String)> {
        let read = document::read(text, &Limits::default());
        let is_label = |text: &str| ["Date", "负责人", "Status"].contains(&label(text));
        let found = of(text, read.body, true, &read.headings, is_label);
        found.iter().map(|labelled| (label(labelled.label.of(text)).to_owned(), labelled.value.of(text).to_owned())).collect()
    }

    #[test]
    fn lines_and_rows_with_a_label() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            found("# T\n\n**Date:** 2026-03-02\n- 负责人：李娜\nNote: no\n\n## More\n\nStatus: late\n"),
            [pair("Date", "2026-03-02"), pair("负责人", "李娜")]
        );
        assert_eq!(
            found("# T\n\n| Date | 2026-03-02 |\n|---|---|\n| Status | open |\n"),
            [pair("Date", "2026-03-02"), pair("Status", "open")]
        );
        assert_eq!(
            found("# T\n\n## Date: 2026-03-02\n\n## 负责人：李娜\n\nText.\n\n## Status\n\nopen\n"),
            [pair("Date", "2026-03-02"), pair("负责人", "李娜")]
        );
        assert_eq!(found("# T\n\n| What | Who |\n|---|---|\n| Film | Li |\n"), []);
    }
}
