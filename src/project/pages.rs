//! What a Markdown file of a register holds: the rows of its tables, its check boxes, its sections, or itself as one record.

use std::collections::BTreeSet;

use super::content::{Content, Part, Reading, parts as parts_of_tables, stem};
use super::draft::Raw;
use super::kind::Kind;
use super::names::Names;
use super::sections::line_start;
use super::settings::formats::Formats;
use super::{action_items, checklist, document, document_day, forms, joined, listed, okr, reading, section_records, sheets, told, unread};
use crate::calendar::time_of;
use crate::source::document::{self as markdown, Document};
use crate::source::lists::list_items;
use crate::source::sheet::Table;
use crate::source::{Node, Span};

/// A file on its way.
struct Page<'p, 'a> {
    text: &'a str,
    path: &'a str,
    kind: Kind,
    document: Document<'a>,
    names: &'p Names,
    formats: Formats,
}

/// How a file says that it is of a register.
#[derive(Clone, Copy)]
struct Named {
    /// By its name, whatever is around that of the register.
    is_register: bool,
    /// By the register's name alone.
    is_by_name: bool,
    /// It has front matter.
    has_front: bool,
}

/// A document's tables, its check boxes, its sections, or the document itself as one record.
pub(super) fn parts<'a>(text: &'a str, path: &'a str, kind: Kind, reading: Reading<'_>, content: &mut Content<'a>) -> Vec<Part<'a>> {
    let Reading { limits, names, formats } = reading;
    let (stem, _) = stem(path);
    let mut document = markdown::read(text, limits);
    content.problems.append(&mut document.problems);
    let mut front = document.front.take();
    content.comments.append(&mut document.comments);
    content.comments.extend(front.iter_mut().flat_map(|tree| std::mem::take(&mut tree.comments)));
    content.time = document.title.as_ref().and_then(|(title, _)| time_of(title));
    let is_named = Kind::of_stem(stem) == Some(kind);
    let is_register = is_named || Kind::of_dressed(stem) == Some(kind);
    let page = Page { text, path, kind, document, names, formats };
    let named = Named { is_register, is_by_name: is_named, has_front: front.is_some() };
    let mut beside = Vec::new();
    let is_dated = !is_list(kind) && document_day::is_one(path, &page.document);
    // A register's file is a register whatever stands in its front matter; another file with front matter is a document, and
    // so is one that has a day where records have their own.
    if (is_register && !is_dated) || (front.is_none() && is_list(kind)) {
        if let Some(rows) = page.told_by_sections(is_register, content) {
            return vec![Part { kind, rows }];
        }
        let named_by_file: &[&str] = if kind == Kind::Measurements && !is_register { &["kpi"] } else { &[] };
        let read = sheets::read(text, &page.document, Some(kind), named_by_file, Some(&names.columns), limits);
        content.problems.extend(read.histories.iter().cloned());
        let has_own = read.tables.iter().any(|(of, _)| *of == kind);
        let is_document = !is_list(kind) && !has_own && document_day::is_said(text, kind, &page.document);
        if !read.tables.is_empty() && (is_register || has_own) && !is_document {
            return page.of_tables(read, is_register, content);
        }
        // The tables of other registers in a document are read besides.
        if !is_document && !read.tables.is_empty() {
            content.problems.extend(read.around);
            beside = parts_of_tables(read.tables, formats, content);
        } else if !is_document && let Some(parts) = page.without_tables(&read, named, content) {
            return parts;
        }
    }
    if matches!(stem.to_ascii_lowercase().as_str(), "readme" | "index") {
        content.introduction.push(page.document.body);
        return beside;
    }
    content.rows += 1;
    if is_dated {
        content.problems.extend(reading::of_a_day(text, &page.document, Some(kind)));
    }
    let rows = vec![document::record(text, path, kind, &page.document, front, names, &mut content.problems)];
    std::iter::once(Part { kind, rows }).chain(beside).collect()
}

impl<'a> Page<'_, 'a> {
    /// What a file of a register holds that has no table of it: objectives, check boxes, sections; a page where it bears the
    /// register's name and holds nothing of it. `None` if it is a record itself.
    fn without_tables(&self, read: &sheets::OfDocument<'a>, named: Named, content: &mut Content<'a>) -> Option<Vec<Part<'a>>> {
        let Self { text, kind, document, .. } = self;
        let (spans, left) = (&read.spans, &read.left);
        let is_okr = |results: &Table<'a>| named.is_register || !results.records.is_empty();
        if let Some(tables) = okr::lists(text, document, *kind).filter(|[_, (_, results)]| is_okr(results)) {
            content.introduction.push(document.body);
            return Some(parts_of_tables(tables.into(), self.formats, content));
        }
        if !named.is_register {
            return None;
        }
        content.leave(left);
        let boxes = if left.is_empty() { self.boxes() } else { Vec::new() };
        if !boxes.is_empty() {
            content.introduction.push(document.body);
            content.rows += boxes.len();
            content.problems.extend(read.forms.iter().map(|form| reading::shown_as_text(form, *kind)));
            return Some(vec![Part { kind: *kind, rows: boxes }]);
        }
        let sections = self.sections(content);
        if !sections.is_empty() {
            content.problems.extend(unread::beside(text, document, spans, left, *kind));
            content.rows += sections.len();
            return Some(vec![Part { kind: *kind, rows: sections }]);
        }
        if !read.forms.is_empty() {
            return Some(self.forms(read, content));
        }
        if named.has_front && left.is_empty() {
            return None;
        }
        let items = if left.is_empty() { self.items() } else { Vec::new() };
        if !items.is_empty() {
            content.introduction.push(document.body);
            content.rows += items.len();
            return Some(vec![Part { kind: *kind, rows: items }]);
        }
        content.is_page = true;
        if !read.histories.is_empty() {
            content.introduction.push(document.body);
        } else if named.is_by_name || is_called_a_log(stem(self.path).0) {
            content.problems.extend(unread::nothing(text, document, spans, left, *kind));
            content.introduction.push(document.body);
        } else {
            content.problems.extend(unread::beside(text, document, spans, left, *kind));
        }
        Some(Vec::new())
    }

    /// The records that forms are; a single one may be named by the title of the document.
    fn forms(&self, read: &sheets::OfDocument<'a>, content: &mut Content<'a>) -> Vec<Part<'a>> {
        let Self { text, kind, document, .. } = self;
        content.problems.extend(unread::beside(text, document, &read.spans, &read.left, *kind));
        introduce(&read.forms.iter().map(|form| form.span).collect::<Vec<_>>(), document.body, content);
        let mut tables = read.forms.clone();
        if let [only] = tables.as_mut_slice() {
            forms::name(only, document, *kind);
        }
        parts_of_tables(tables.into_iter().map(|table| (*kind, table)).collect(), self.formats, content)
    }

    /// The sections of a file of meetings, or of whatever else has a day of its own: what stands below each, tables as well, is its.
    fn told_by_sections(&self, is_register: bool, content: &mut Content<'a>) -> Option<Vec<Raw<'a>>> {
        let sections = if is_register && !is_list(self.kind) { self.sections(content) } else { Vec::new() };
        content.rows += sections.len();
        (!sections.is_empty()).then_some(sections)
    }

    /// The rows of tables, with what sections below say of the same records.
    fn of_tables(&self, mut read: sheets::OfDocument<'a>, is_register: bool, content: &mut Content<'a>) -> Vec<Part<'a>> {
        let Self { text, kind, document, .. } = self;
        read.tables.extend(okr::beside(text, document, *kind, &read.tables));
        content.problems.extend(unread::beside(text, document, &read.spans, &read.left, *kind));
        content.problems.extend(read.around);
        let of_page = told::Read { text, path: self.path, document, tables: &read.spans, is_log: false, names: self.names };
        content.problems.extend(told::lists(of_page, &|of, _| of == *kind));
        content.leave(&read.left);
        let mut parts = parts_of_tables(read.tables, self.formats, content);
        let mut shown = read.read_spans;
        if let Some(part) = parts.iter_mut().find(|part| part.kind == *kind && is_register) {
            shown.extend(self.join(part, &shown, content));
            shown.sort();
        }
        let is_read = |form: &&Table<'a>| shown.iter().any(|read| read.contains(form.span));
        content.problems.extend(read.forms.iter().filter(|form| !is_read(form)).map(|form| reading::shown_as_text(form, *kind)));
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
        let first = sections.first().map(|section| section.node.span);
        let count = sections.len();
        let Some(own) = joined::sections(&mut part.rows, sections, self.kind, &mut problems) else {
            content.problems.extend(first.map(|first| told::sections(first, self.kind, count)));
            return Vec::new();
        };
        content.problems.append(&mut problems);
        content.rows += own.len();
        part.rows.extend(own);
        let headings = self.document.headings.iter().filter(|heading| bodies.contains(&heading.content));
        headings.map(|heading| Span::new(line_start(self.text, heading.span.start as usize), heading.content.end as usize)).collect()
    }

    /// The sections of a register's document, each a record with a heading as its name and lines that say its fields; what stands
    /// around them, headings of groups as well, introduces the register.
    fn sections(&self, content: &mut Content<'a>) -> Vec<Raw<'a>> {
        let Self { text, path, kind, document, names, .. } = self;
        let sections = section_records::read(text, path, *kind, document, names, &mut content.problems);
        let whole = |raw: &Raw<'a>| {
            let start = line_start(text, raw.node.span.start as usize);
            Span::new(start, raw.body.map_or(raw.node.span.end, |body| body.end) as usize)
        };
        let mut shown: Vec<Span> = sections.iter().map(whole).collect();
        shown.sort();
        if !shown.is_empty() {
            introduce(&shown, document.body, content);
        }
        sections
    }

    /// The items of lists, where they say more than a name.
    fn items(&self) -> Vec<Raw<'a>> {
        listed::records(self.text, self.kind, self.document.body, self.names, listed::Enough::Half)
    }

    /// The check boxes of a register of work are its records: each says what, who and by when, as in minutes.
    fn boxes(&self) -> Vec<Raw<'a>> {
        let words = self.kind.vocabulary();
        let has = |field: &str| words.named(field).is_some();
        let is_work = words.named("what").is_some_and(|path| path.first().copied() == self.kind.named())
            && ["owner", "due", "status"].into_iter().all(has);
        let items = if is_work { list_items(self.text, self.document.body) } else { Vec::new() };
        let boxes = items.iter().filter(|item| item.checked.is_some());
        let read = boxes.filter_map(|item| Some((item.span, action_items::node(self.text, item, self.names, None)?)));
        let mut rows: Vec<(Span, Node<'a>)> = read.collect();
        checklist::complete(self.text, self.kind, &self.document, &mut rows);
        rows.into_iter().map(|(_, node)| Raw::of(node)).collect()
    }
}

/// Words of a file's name that say that it holds records.
const LOGS: [&str; 9] = ["log", "register", "tracker", "登记册", "登记表", "台账", "跟踪表", "日志", "清单"];

fn is_called_a_log(name: &str) -> bool {
    let name = name.to_lowercase();
    let has = |word: &str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    LOGS.iter().any(|word| if word.is_ascii() { has(word) } else { name.ends_with(word) })
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
    content.introduction.extend(starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| Span { start, end }));
}

#[cfg(test)]
mod tests {
    use super::super::content::read_alone;
    use super::super::{Folder, Project, ReportDateSource, load};
    use super::*;
    use crate::calendar::Date;

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

    fn loaded(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn a_report_whose_form_says_its_day_is_one_record_with_its_tables() {
        let text = "# Project Status Report\n\n| | |\n|---|---|\n| **Project** | Fair |\n| **Report date** | 6 March 2026 |\n| **Prepared by** | Ana |\n\n## Accomplishments\n\n- Signed\n\n## Key dates\n\n| Milestone | Baseline |\n|---|---|\n| Opening | 2026-04-18 |\n";
        let project = loaded("Project Status Report - March.md", text);
        assert_eq!((project.reviews.len(), project.milestones.len()), (1, 0));
        assert_eq!(project.reviews[0].date, Date::new(2026, 3, 6));
        assert_eq!(project.reviews[0].progress.len(), 1);
    }

    #[test]
    fn what_a_first_section_of_labels_says_is_read() {
        let text = "# 周报 - 第10周\n\n## 最后更新: 2026-03-06\n\n## 项目信息\n- **项目名称**: 展会\n- **报告周期**: 2026-03-02 至 2026-03-06\n\n## 下周计划\n1. 签合同\n";
        let project = loaded("周报/第10周.md", text);
        assert_eq!(project.reviews.iter().map(|review| review.date).collect::<Vec<_>>(), [Date::new(2026, 3, 6)]);
    }

    #[test]
    fn minutes_list_who_was_there_in_a_table() {
        let text = "# 例会\n\n## 基本信息\n\n**日期时间**: 2026-03-05 14:00\n**主持人**: 李娜\n\n## 参会人员\n\n| 姓名 | 角色 | 参会方式 |\n|---|---|---|\n| 李娜 | 项目经理 | 现场 |\n| 陈伟 | 设计 | 线上 |\n\n## 决策事项\n\n| 决策项 | 负责人 |\n|---|---|\n| 选用城东场地 | 李娜 |\n";
        let project = loaded("会议纪要/项目例会.md", text);
        let meeting = &project.meetings[0];
        assert_eq!((project.meetings.len(), meeting.attendees.len(), meeting.decisions.len(), project.people.len()), (1, 2, 1, 0));
    }

    #[test]
    fn a_document_of_a_folder_stays_one_beside_the_table_of_another_register() {
        let text = "# Sprint 11 Retrospective\n\n## What went well\n\n- Demo was on time\n\n## Action Items\n\n| Action Item | Owner | Due Date |\n|---|---|---|\n| Style guide | Chen Wei | Mar 30, 2026 |\n";
        let project = loaded("retrospectives/sprint-11.md", text);
        assert_eq!((project.lessons.len(), project.actions.len()), (1, 1));
    }

    #[test]
    fn a_table_that_counts_by_state_holds_no_record_and_another_register_is_found_by_its_heading() {
        let text = "# 进度跟踪\n\n### 汇总\n\n| 阶段 | 总数 | 已完成 | 进行中 |\n|---|---|---|---|\n| 后端 | 29 | 19 | 10 |\n| **合计** | 29 | 19 | 10 |\n\n### 里程碑完成情况\n\n| 里程碑 | 计划完成 | 状态 |\n|---|---|---|\n| M1 | 2026-03-05 | ✅ |\n";
        let project = loaded("进度跟踪表.md", text);
        assert_eq!((project.tasks.len(), project.milestones.len()), (0, 1));
    }

    #[test]
    fn a_form_in_a_register_introduces_it() {
        let text = "# Budget\n\n| Field | Details |\n|---|---|\n| Owner | Ana |\n\n| Category | Planned |\n|---|---|\n| Films | 700 |\n";
        let project = loaded("budget.md", text);
        assert_eq!(project.budget.len(), 1);
        let told: Vec<_> = project.problems.iter().map(|told| &*told.problem.message.en).collect();
        assert!(!told.iter().any(|told| told.contains("not read")), "{told:?}");
    }

    #[test]
    fn headings_with_signs_numbers_and_remarks_name_registers() {
        let text = "# RAID LOG\n\n## 🔴 1. Risks (What MIGHT go wrong)\n\n| ID | Risk Description | Impact (H/M/L) | Owner |\n|---|---|---|---|\n| R1 | Rain | High | Ana |\n\n## 🟠 3. Issues (What IS going wrong)\n\n| ID | Issue Description | Due Date | Owner |\n|---|---|---|---|\n| I1 | Server is down | 2026-03-12 | Ben |\n";
        let project = loaded("RAID_log.md", text);
        assert_eq!((project.risks.len(), project.issues.len()), (1, 1));
    }

    #[test]
    fn labels_within_a_list_are_no_items_and_nothing_is_told_twice() {
        let text = "# Weekly Status Report\n\n### Summary of Progress\n- **Key Accomplishments:**\n  - Contract signed\n\n### Challenges and Risks\n- **Current Challenges:**\n  - Printer is late\n- **Risks:**\n  - Rain\n";
        let project = loaded("2026-03-06 Status Report.md", text);
        let said = |texts: &[crate::project::types::Text]| texts.iter().map(|text| text.any().to_owned()).collect::<Vec<_>>();
        assert_eq!(said(&project.reviews[0].problems), ["Printer is late", "Rain"]);
        let compared = "# 周报\n\n## 计划与完成情况对比\n\n- 展位图\n\n## 下周计划\n\n- 合同\n";
        let project = loaded("项目周报-2026-03-06.md", compared);
        assert_eq!(
            (said(&project.reviews[0].progress), said(&project.reviews[0].next)),
            (vec!["展位图".to_owned()], vec!["合同".to_owned()])
        );
    }
}
