//! What a Markdown file of a register holds: the rows of its tables, its check boxes, its sections, or itself as one record.

use std::collections::BTreeSet;

use super::content::{Content, Part, Reading, parts as parts_of_tables, stem};
use super::draft::Raw;
use super::kind::Kind;
use super::names::Names;
use super::sections::line_start;
use super::{action_items, document, document_day, joined, okr, section_records, sheets, unread};
use crate::source::Span;
use crate::source::document::{self as markdown, Document};
use crate::source::lists::list_items;

/// A file on its way.
struct Page<'p, 'a> {
    text: &'a str,
    path: &'a str,
    kind: Kind,
    document: Document<'a>,
    names: &'p Names,
}

/// A document's tables, its check boxes, its sections, or the document itself as one record.
pub(super) fn parts<'a>(text: &'a str, path: &'a str, kind: Kind, reading: Reading<'_>, content: &mut Content<'a>) -> Vec<Part<'a>> {
    let Reading { limits, names, .. } = reading;
    let (stem, _) = stem(path);
    let mut document = markdown::read(text, limits);
    content.problems.append(&mut document.problems);
    let mut front = document.front.take();
    content.comments.append(&mut document.comments);
    content.comments.extend(front.iter_mut().flat_map(|tree| std::mem::take(&mut tree.comments)));
    let is_named = Kind::of_stem(stem) == Some(kind);
    let is_register = is_named || Kind::of_dressed(stem) == Some(kind);
    let page = Page { text, path, kind, document, names };
    let is_dated = !is_list(kind) && document_day::is_one(path, &page.document);
    // A register's file is a register whatever stands in its front matter; another file with front matter is a document, and
    // so is one that has a day where records have their own.
    if (is_register && !is_dated) || (front.is_none() && is_list(kind)) {
        if let Some(rows) = page.told_by_sections(is_register, content) {
            return vec![Part { kind, rows }];
        }
        let named_by_file: &[&str] = if kind == Kind::Measurements && !is_register { &["kpi"] } else { &[] };
        let read = sheets::read(text, &page.document, Some(kind), named_by_file, Some(&names.columns));
        if !read.tables.is_empty() {
            return page.of_tables(read, is_register, content);
        }
        if let Some(tables) = okr::lists(text, &page.document, kind).filter(|_| is_register) {
            content.introduction.push(page.document.body);
            return parts_of_tables(tables.into(), content);
        }
        let (spans, left) = (&read.spans, &read.left);
        if is_register {
            content.leave(left);
        }
        let boxes = if is_register && left.is_empty() { page.boxes() } else { Vec::new() };
        if !boxes.is_empty() {
            content.introduction.push(page.document.body);
            content.rows += boxes.len();
            return vec![Part { kind, rows: boxes }];
        }
        let sections = if is_register { page.sections(content) } else { Vec::new() };
        if !sections.is_empty() {
            content.problems.extend(unread::beside(text, &page.document, spans, left, kind));
            content.rows += sections.len();
            return vec![Part { kind, rows: sections }];
        }
        if is_register && (front.is_none() || !left.is_empty()) {
            content.is_page = true;
            if is_named {
                content.problems.extend(unread::nothing(text, &page.document, spans, left, kind));
                content.introduction.push(page.document.body);
            } else {
                content.problems.extend(unread::beside(text, &page.document, spans, left, kind));
            }
            return Vec::new();
        }
    }
    if matches!(stem.to_ascii_lowercase().as_str(), "readme" | "index") {
        content.introduction.push(page.document.body);
        return Vec::new();
    }
    content.rows += 1;
    let rows = vec![document::record(text, path, kind, &page.document, front, names, &mut content.problems)];
    vec![Part { kind, rows }]
}

impl<'a> Page<'_, 'a> {
    /// The sections of a file of meetings, or of whatever else has a day of its own: what stands below each, tables as well, is its.
    fn told_by_sections(&self, is_register: bool, content: &mut Content<'a>) -> Option<Vec<Raw<'a>>> {
        let sections = if is_register && !is_list(self.kind) { self.sections(content) } else { Vec::new() };
        content.rows += sections.len();
        (!sections.is_empty()).then_some(sections)
    }

    /// The rows of tables, with what sections below say of the same records.
    fn of_tables(&self, read: sheets::OfDocument<'a>, is_register: bool, content: &mut Content<'a>) -> Vec<Part<'a>> {
        let Self { text, kind, document, .. } = self;
        content.problems.extend(unread::beside(text, document, &read.spans, &read.left, *kind));
        content.problems.extend(read.around);
        content.leave(&read.left);
        let mut parts = parts_of_tables(read.tables, content);
        let mut shown = read.read_spans;
        if let Some(part) = parts.iter_mut().find(|part| part.kind == *kind && is_register) {
            shown.extend(self.join(part, &shown, content));
            shown.sort();
        }
        introduce(&shown, document.body, content);
        parts
    }

    /// Puts what sections say of the rows of tables to them; gives the places of those sections.
    fn join(&self, part: &mut Part<'a>, tables: &[Span], content: &mut Content<'a>) -> Vec<Span> {
        let mut problems = Vec::new();
        let all = section_records::read(self.text, self.path, self.kind, &self.document, self.names, &mut problems);
        let starts: BTreeSet<u32> = tables.iter().map(|table| table.start).collect();
        let outside = |raw: &Raw<'a>| raw.body.is_none_or(|body| starts.range(body.start..body.end).next().is_none());
        let sections: Vec<Raw<'a>> = all.into_iter().filter(outside).collect();
        let bodies: BTreeSet<Span> = sections.iter().filter_map(|raw| raw.body).collect();
        let Some(own) = joined::sections(&mut part.rows, sections, self.kind, &mut problems) else { return Vec::new() };
        content.problems.append(&mut problems);
        content.rows += own.len();
        part.rows.extend(own);
        let headings = self.document.headings.iter().filter(|heading| bodies.contains(&heading.content));
        headings.map(|heading| Span::new(line_start(self.text, heading.span.start as usize), heading.content.end as usize)).collect()
    }

    /// The sections of a register's document, each a record with a heading as its name and lines that say its fields; what stands
    /// above them introduces the register.
    fn sections(&self, content: &mut Content<'a>) -> Vec<Raw<'a>> {
        let Self { text, path, kind, document, names } = self;
        let sections = section_records::read(text, path, *kind, document, names, &mut content.problems);
        let first = sections.iter().filter_map(|raw| raw.body).map(|body| body.start).min();
        let heading = document.headings.iter().filter(|heading| Some(heading.content.start) == first);
        let start = heading.map(|heading| line_start(text, heading.span.start as usize)).min();
        content.introduction.extend(start.map(|end| Span::new(document.body.start as usize, end)));
        sections
    }

    /// The check boxes of a register of work are its records: each says what, who and by when, as in minutes.
    fn boxes(&self) -> Vec<Raw<'a>> {
        let words = self.kind.vocabulary();
        let is_work =
            words.named("what").is_some_and(|path| path.first().copied() == self.kind.named()) && words.named("done_on").is_some();
        let items = if is_work { list_items(self.text, self.document.body) } else { Vec::new() };
        let boxes = items.iter().filter(|item| item.checked.is_some());
        boxes.filter_map(|item| action_items::node(self.text, item, self.names, None)).map(Raw::of).collect()
    }
}

/// Whether a file of the register that is not named after it may be a list of records: what has a day of its own, such as a
/// meeting, is told by a document, and its tables belong to it.
fn is_list(kind: Kind) -> bool {
    kind.named().is_none_or(|named| kind.fields().iter().any(|field| field.name == named && field.required))
}

/// What stands around tables introduces the register.
fn introduce(tables: &[Span], body: Span, content: &mut Content<'_>) {
    let starts = std::iter::once(body.start).chain(tables.iter().map(|table| table.end));
    let ends = tables.iter().map(|table| table.start).chain([body.end]);
    content.introduction.extend(starts.zip(ends).map(|(start, end)| Span { start, end }));
}

#[cfg(test)]
mod tests {
    use super::super::content::read_alone;
    use super::*;
    use crate::source::Node;

    /// The meetings of a file: their days, decisions and actions.
    fn meetings(text: &str, path: &str) -> Vec<(String, usize, Vec<String>)> {
        let content = read_alone(text, path, Kind::Meetings);
        let all = content.drafts.iter().map(|draft| {
            let items = |field| draft.node.get(field).map(Node::items).unwrap_or_default();
            let day = draft.node.get("date").and_then(Node::text).unwrap_or("?").to_owned();
            let what = items("actions").iter().filter_map(|action| Some(action.get("what")?.text()?.to_owned()));
            (day, items("decisions").len(), what.collect())
        });
        all.collect()
    }

    fn expected(days: &[(&str, usize, &[&str])]) -> Vec<(String, usize, Vec<String>)> {
        days.iter().map(|(day, n, what)| ((*day).to_owned(), *n, what.iter().map(|what| (*what).to_owned()).collect())).collect()
    }

    #[test]
    fn minutes_in_one_file_are_a_meeting_a_heading() {
        assert_eq!(
            meetings(
                "# Notes\n\n## 2026-03-05\n\n- [ ] @li-na book (due 2026-03-12)\n\n## 2026-03-12\n\n### Decisions\n\n- Big room\n",
                "meeting-notes.md"
            ),
            expected(&[("2026-03-05", 0, &["book"]), ("2026-03-12", 1, &[])])
        );
        assert_eq!(
            meetings("# 2026-03-05\n\n### Decisions\n\n- A\n\n# 2026-03-12\n\n### Decisions\n\n- B\n- C\n", "meetings.md"),
            expected(&[("2026-03-05", 1, &[]), ("2026-03-12", 2, &[])]),
            "without a title above"
        );
        let table = "| 事项 | 负责人 |\n|---|---|\n| 写手册 | 李娜 |\n";
        assert_eq!(
            meetings(
                &format!("# 会议纪要\n\n## 第一次（2025.4.18）\n\n### 决议\n\n- 用抖音\n\n## 第二次（2025.5.4）\n\n### 分工\n\n{table}"),
                "docs/会议纪要.md"
            ),
            expected(&[("2025-04-18", 1, &[]), ("2025-05-04", 0, &["写手册"])])
        );
        assert_eq!(
            meetings(
                "# 会议纪要\n\n## 第一次会议\n\n**时间**：2026 年 6 月 24 日（周三）19:00—21:00\n\n## 第二次会议\n\n**时间**：2026 年 7 月 8 日\n",
                "会议纪要.md"
            ),
            expected(&[("2026 年 6 月 24 日（周三）19:00—21:00", 0, &[]), ("2026 年 7 月 8 日", 0, &[])])
        );
    }

    #[test]
    fn a_table_of_meetings_is_still_a_table() {
        let text = "# Meetings\n\n## 2026\n\n| Date | Title |\n|---|---|\n| 2026-03-05 | Weekly |\n| 2026-03-12 | Weekly |\n";
        assert_eq!(meetings(text, "meetings.md"), expected(&[("2026-03-05", 0, &[]), ("2026-03-12", 0, &[])]));
    }
}
