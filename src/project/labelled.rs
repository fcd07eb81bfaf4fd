//! Lines that give a field its value: `**Date:** 2026-03-02`, 「- 负责人：李娜」, a table of two columns.

use crate::source::document::Heading;
use crate::source::fold::fold_header;
use crate::source::sheet::{Cell, Row};
use crate::source::{Span, table};

/// A label and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) label: Span,
    pub(super) value: Span,
    /// Whether a table says it, where a label is a head.
    pub(super) is_row: bool,
}

/// The labels of a document: lines above its sections, and tables that have a label in each row.
pub(super) fn of(text: &str, body: Span, is_titled: bool, headings: &[Heading], is_label: impl Fn(&str) -> bool) -> Vec<Labelled> {
    let title = headings.first().filter(|_| is_titled);
    let is_below_title = |heading: &&Heading| title.is_none_or(|title| heading.span != title.span && heading.level > title.level);
    let below: Vec<&Heading> = headings.iter().filter(is_below_title).collect();
    let end = end_of_labels(text, body, &below, &is_label);
    let mut found = lines(text, Span { start: body.start, end });
    let with_value = headings.iter().skip(usize::from(is_titled)).filter(|heading| heading.span.start >= end);
    found.extend(with_value.flat_map(|heading| lines(text, heading.span)));
    found.retain(|labelled| is_label(labelled.label.of(text)));
    for (_, table) in table::rows(text, body) {
        let rows = pairs(&table);
        let labels = rows.iter().filter(|row| is_label(row.label.of(text).trim_matches(is_mark))).count();
        if labels > 0 && (is_form(&table) || labels * 2 >= rows.len()) {
            found.extend(rows);
        }
    }
    found
}

/// Where the sections begin that do not only say labels with their values: 「## 基本信息」 above 「- 时间：3月5日」 does.
fn end_of_labels(text: &str, body: Span, headings: &[&Heading], is_label: &impl Fn(&str) -> bool) -> u32 {
    let ends = headings.iter().skip(1).map(|heading| heading.span.start).chain([body.end]);
    let is_block = |heading: &Heading, end: u32| {
        let own = Span { start: heading.content.start, end };
        let count = own.of(text).lines().filter(|line| line.contains(char::is_alphanumeric)).count();
        let said = lines(text, own);
        let is_of_labels = count > 1 && said.len() >= count && said.iter().any(|labelled| is_label(labelled.label.of(text)));
        if count == 0 { heading.text.contains([':', '：']) } else { is_of_labels && !is_label(&heading.text) }
    };
    headings.iter().zip(ends).find(|(heading, end)| !is_block(heading, *end)).map_or(body.end, |(heading, _)| heading.span.start)
}

/// Heads of a table of two columns that say only that one names what the other says.
const NAMES: [&str; 12] = ["", "field", "item", "property", "attribute", "parameter", "项目", "字段", "项", "条目", "属性", "信息"];
const VALUES: [&str; 10] = ["", "value", "details", "detail", "description", "information", "内容", "值", "说明", "详情"];

/// Whether a table is a form: a name and what it says in each row, below heads that say no more than that, or nothing.
fn is_form(table: &[Row<'_>]) -> bool {
    table.first().is_some_and(names_columns)
}

/// Whether a row has heads that say only that one column names what the other one says.
pub(super) fn names_columns(row: &Row<'_>) -> bool {
    let is = |names: &[&str], cell: &Cell<'_>| names.contains(&fold_header(&cell.text).as_str());
    matches!(row.cells.as_slice(), [name, value] if is(&NAMES, name) && is(&VALUES, value))
}

/// The places of the forms of a document.
pub(super) fn forms(text: &str, body: Span) -> Vec<Span> {
    table::rows(text, body).into_iter().filter(|(_, table)| is_form(table)).map(|(span, _)| span).collect()
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
        found.extend(pieces(line.trim_end()).into_iter().filter_map(|(from, piece)| of_piece(at + from, piece)));
        at += line.len();
    }
    found
}

/// The parts of a line that has several labels, wide blanks or bars between them: 「汇报人：李娜　　日期：3月8日」. Any other line is one.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let is_end = |rest: &str| rest.starts_with(['\u{3000}', '|', '｜', '\t']) || rest.starts_with("  ");
    for (at, _) in line.char_indices() {
        if line.get(at..).is_some_and(is_end) {
            pieces.push((from, line.get(from..at).unwrap_or_default()));
            from = at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
    }
    pieces.push((from, line.get(from..).unwrap_or_default()));
    pieces.retain(|(_, piece)| !piece.trim().is_empty());
    let is_label = |piece: &str| of_piece(0, piece).is_some();
    if pieces.len() > 1 && pieces.iter().all(|(_, piece)| is_label(piece)) { pieces } else { vec![(0, line)] }
}

/// A label and what stands behind it.
fn of_piece(at: usize, piece: &str) -> Option<Labelled> {
    let (head, tail) = piece.split_once([':', '：'])?;
    let (name, value) = (label(head), tail.trim_matches(|c: char| is_mark(c) && c != '-'));
    let start = at + head.find(name)?;
    let offset = tail.find(value).filter(|_| !name.is_empty() && name.chars().count() <= 24 && !value.is_empty())?;
    let from = at + piece.len() - tail.len() + offset;
    Some(Labelled { label: Span::new(start, start + name.len()), value: Span::new(from, from + value.len()), is_row: false })
}

/// The rows of a table of two columns; its head is a row as well.
fn pairs(table: &[Row<'_>]) -> Vec<Labelled> {
    let of_row = |row: &Row<'_>| match row.cells.as_slice() {
        [label, value] => Some((label.span, value.span, label.text.trim().is_empty() || value.text.trim().is_empty())),
        _ => None,
    };
    let rows: Option<Vec<_>> = table.iter().map(of_row).collect();
    let filled = rows.unwrap_or_default().into_iter().filter(|(.., is_blank)| !is_blank);
    filled.map(|(label, value, _)| Labelled { label, value, is_row: true }).collect()
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
        for line in ["负责人：李娜　　Date：2026-03-02", "**负责人**：李娜 | **Date**：2026-03-02", "负责人：李娜    Date: 2026-03-02"]
        {
            assert_eq!(found(&format!("# T\n\n{line}\n")), [pair("负责人", "李娜"), pair("Date", "2026-03-02")], "{line}");
        }
        assert_eq!(found("# T\n\nStatus: late  or so\n"), [pair("Status", "late  or so")], "one label");
    }
}
