//! Parts of a document that tell records below a register's heading, one below each heading or line in bold: `## Risks` above
//! `**R1: Printer late**` and `- **Impact:** High`.

use super::content::{Part, stem};
use super::draft::Raw;
use super::heading_words::bare;
use super::kind::Kind;
use super::names::Names;
use super::outline::{own_part, within};
use super::section_records;
use crate::say;
use crate::source::document::{Document, Heading};
use crate::source::lists::list_items;
use crate::source::{Problem, ProblemKind, Span};

/// A document that is read for its parts.
#[derive(Clone, Copy)]
pub(super) struct Read<'r, 'a> {
    pub(super) text: &'a str,
    pub(super) path: &'r str,
    pub(super) document: &'r Document<'a>,
    /// The places of its tables.
    pub(super) tables: &'r [Span],
    /// Whether it is a log of several registers.
    pub(super) is_log: bool,
    pub(super) names: &'r Names,
}

impl Read<'_, '_> {
    /// Whether a table stands in a part of the document; tables are in its order.
    pub(super) fn has_table_in(&self, part: Span) -> bool {
        let next = self.tables.partition_point(|table| table.start < part.start);
        self.tables.get(next).is_some_and(|table| part.contains(*table))
    }
}

/// Fields that a record says at the least, beside its name; in a log of several registers one is enough.
const ENOUGH: usize = 2;

/// The records of the parts below headings that name a register and have no table. In a log of several registers a part that is
/// written in the same way and is of none is told.
pub(super) fn parts<'a>(read: Read<'_, 'a>, problems: &mut Vec<Problem>) -> Vec<Part<'a>> {
    let Read { document, is_log, .. } = read;
    let has_table = |heading: &Heading| read.has_table_in(heading.content);
    let is_title = |heading: &Heading| heading.level == 1 && document.title.as_ref().is_some_and(|(_, span)| *span == heading.span);
    let enough = if is_log { 1 } else { ENOUGH };
    let mut found: Vec<Part<'a>> = Vec::new();
    let mut end = 0;
    for heading in document.headings.iter().filter(|heading| !has_table(heading) && !is_title(heading)) {
        let name = bare(&heading.text);
        let kind = Kind::of_dressed(name).filter(|_| is_log || !Kind::is_everyday(name));
        if heading.span.start < end || (kind.is_none() && !is_log) {
            continue;
        }
        let mut said = Vec::new();
        let rows = records(read, heading, kind.unwrap_or(Kind::Risks), &mut said);
        if rows.is_empty() || rows.iter().filter(|row| row.node.entries().len() > enough).count() * 2 < rows.len() {
            continue;
        }
        end = heading.content.end;
        match kind {
            Some(kind) => {
                problems.append(&mut said);
                found.push(Part { kind, rows });
            }
            None => problems.push(of_none(heading, rows.len())),
        }
    }
    found
}

/// Words of a file's name that say that its check boxes are to be worked off.
const CHECKLISTS: [&str; 4] = ["checklist", "checklists", "检查清单", "检查表"];

/// The check boxes of a document that is called a checklist and is of no register.
pub(super) fn boxes(read: Read<'_, '_>) -> Option<Problem> {
    let name = stem(read.path).0.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let is_checklist =
        words.any(|word| CHECKLISTS.contains(&word) || CHECKLISTS.iter().any(|known| !known.is_ascii() && word.ends_with(known)));
    let items = if is_checklist { list_items(read.text, read.document.body) } else { Vec::new() };
    let first = items.iter().find(|item| item.checked.is_some())?.span;
    let n = items.iter().filter(|item| item.checked.is_some()).count();
    let message =
        say!("{n} check box{en_es} shown as text here.", "这里的{n}个复选框按正文显示。", n, en_es = if n == 1 { " is" } else { "es are" });
    let help = crate::both!(
        "To have them counted and asked for, name the file after `readiness` (what must be ready) or `actions` (who does what).",
        "如需统计和催办，把文件改名为“上线就绪”（要准备好什么）或“待办”（谁做什么）。"
    );
    Some(Problem::new(ProblemKind::Kept, first, message).help(help))
}

/// Registers that people write as lists below a heading.
const LISTED: [Kind; 10] = [
    Kind::Risks,
    Kind::Issues,
    Kind::Milestones,
    Kind::Goals,
    Kind::Decisions,
    Kind::Actions,
    Kind::Lessons,
    Kind::Kpis,
    Kind::Changes,
    Kind::Tasks,
];

/// The items below headings that name a register, which are shown as text: in a log of several its headings as well.
pub(super) fn lists(read: Read<'_, '_>, is_known: &dyn Fn(Kind, Span) -> bool) -> Vec<Problem> {
    let Read { text, document, is_log, .. } = read;
    let title = document.title.as_ref().map(|(_, span)| *span);
    let mut told = Vec::new();
    for heading in document.headings.iter().filter(|heading| Some(heading.span) != title) {
        let name = bare(&heading.text);
        let kind = Kind::of_dressed(name).filter(|kind| LISTED.contains(kind) && !is_known(*kind, heading.content));
        let Some(kind) = kind else { continue };
        let own = own_part(&document.headings, heading);
        if read.has_table_in(own) {
            continue;
        }
        let items = list_items(text, own).len();
        let n = if items == 0 && is_log { within(&document.headings, heading).len() } else { items };
        if n > usize::from(!is_log) {
            told.push(listed(heading, kind, n));
        }
    }
    told
}

/// Sections that tell records beside a table of others.
pub(super) fn sections(first: Span, kind: Kind, n: usize) -> Problem {
    let register = kind.label();
    let message = say!(
        "Beside the table {en_sections} shown as text; what stands there may be “{register}”.",
        "表格之外有{zh_sections}节按正文显示，其内容可能是“{register}”。",
        en_sections = if n == 1 { "1 section is".to_owned() } else { format!("{n} sections are") },
        zh_sections = n,
        register
    );
    Problem::new(ProblemKind::Kept, first, message)
        .help(crate::both!("To have them counted, write each as a row of the table.", "如需统计，请各写为表格中的一行。"))
}

fn listed(heading: &Heading, kind: Kind, n: usize) -> Problem {
    let register = kind.label();
    let message = say!(
        "{n} items below “{name}” are shown as text; they may be “{register}”.",
        "“{name}”下的{n}项按正文显示，可能是“{register}”。",
        n,
        name = heading.text.trim(),
        register
    );
    Problem::new(ProblemKind::Kept, heading.span, message).help(say!(
        "To have them counted and asked for, write them as a table below that heading, or in a file named `{en_key}`.",
        "如需统计和催办，在该标题下改写为表格，或单独存为“{zh_name}”文件。",
        en_key = kind.key(),
        zh_name = kind.zh()
    ))
}

fn records<'a>(read: Read<'_, 'a>, heading: &Heading, kind: Kind, problems: &mut Vec<Problem>) -> Vec<Raw<'a>> {
    let part = Document {
        front: None,
        body: heading.content,
        title: None,
        headings: within(&read.document.headings, heading).to_vec(),
        comments: Vec::new(),
        problems: Vec::new(),
    };
    section_records::read(read.text, read.path, kind, &part, read.names, problems)
}

fn of_none(heading: &Heading, n: usize) -> Problem {
    let name = bare(&heading.text);
    let message = say!(
        "No register holds “{name}”: {en_items} shown as text.",
        "没有对应“{name}”的登记册：{zh_items}项按正文显示。",
        name,
        en_items = if n == 1 { "1 item is".to_owned() } else { format!("{n} items are") },
        zh_items = n
    );
    Problem::new(ProblemKind::Unread, heading.span, message).help(crate::both!(
        "Keep them as risks, issues or tasks, or in a document of their own.",
        "可改记为风险、问题或任务，或另存为文档。"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, Project, ReportDateSource, load};
    use crate::calendar::Date;

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    const CARDS: &str = "# RAID\n\n#### Risks\n**R1: Printer late**\n- **Likelihood:** High\n- **Impact:** Medium\n\n**R2: Rain**\n- **Likelihood:** Low\n- **Impact:** High\n\n#### Assumptions\n**A1: Power is on site**\n- **Description:** Checked in May\n- **Owner:** Ana\n\n#### Issues\n**I1: Form is down**\n- **Status:** In Progress\n- **Due:** 12 March 2026\n";

    #[test]
    fn cards_below_the_headings_of_registers_are_records() {
        let project = project("RAID.md", CARDS);
        let risks: Vec<_> = project.risks.iter().map(|risk| (risk.id.as_ref(), risk.title.any())).collect();
        assert_eq!(risks, [("R1", "Printer late"), ("R2", "Rain")]);
        assert_eq!((project.issues.len(), project.documents.len()), (1, 1));
        let told: Vec<_> = project.problems.iter().map(|told| &*told.problem.message.en).collect();
        assert!(told.contains(&"No register holds “Assumptions”: 1 item is shown as text."), "{told:?}");
    }

    #[test]
    fn a_part_of_any_document_is_read_where_it_says_enough() {
        let text = "# Fair\n\n## Risks\n\n### Rain\n\n- Probability: high\n- Impact: low\n- Owner: Ana\n\n## Goals\n\n### Be known\n\nWe want to be known.\n";
        let project = project("docs/fair.md", text);
        assert_eq!((project.risks.len(), project.goals.len()), (1, 0));
    }

    #[test]
    fn the_check_boxes_of_a_checklist_are_told() {
        let text = "# Launch\n\n## Legal\n\n- [x] Terms reviewed\n- [ ] Policy updated\n";
        let said = |path: &str| {
            let project = project(path, text);
            project.problems.into_iter().map(|told| told.problem.message.en.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(said("docs/stand-checklist.md"), ["2 check boxes are shown as text here."]);
        assert_eq!(said("docs/launch.md"), [""; 0]);
        assert_eq!(said("docs/launch-checklist.md"), [""; 0]);
        let launch = project("docs/launch-checklist.md", text);
        let ready: Vec<_> = launch.readiness.iter().map(|item| (item.what.any(), item.is_open())).collect();
        assert_eq!(ready, [("Terms reviewed", false), ("Policy updated", true)]);
    }

    #[test]
    fn lists_below_the_headings_of_registers_are_told() {
        let said = |path: &str, text: &str| {
            let told = project(path, text).problems.into_iter().map(|told| told.problem.message.en.into_owned());
            told.filter(|told| told.contains("shown as text")).collect::<Vec<_>>()
        };
        let text = "# Fair\n\n## Key milestones\n\n- [x] Hall booked\n- [ ] Doors open\n\n## Music\n\n- One\n- Two\n";
        assert_eq!(said("docs/fair.md", text), ["2 items below “Key milestones” are shown as text; they may be “Milestones”."]);
        let read = "# RAID\n\n## Risks\n\n### R1: Rain\n\n- **Impact:** High\n\n### R2: Wind\n\n- **Impact:** Low\n";
        assert_eq!(said("RAID.md", read), [""; 0], "they are records");
        let log = "# RAID\n\n## Issues\n\n### Lost keys\n\nSince May.\n\n### No water\n\nSince June.\n";
        assert_eq!(said("RAID.md", log), ["2 items below “Issues” are shown as text; they may be “Issues”."]);
        assert_eq!(said("docs/fair.md", "# Fair\n\n## Risks\n\nNone that we know of.\n"), [""; 0]);
        let plan = "# 项目计划\n\n## 1.1 分工\n\n| 任务 | 负责人 | 交付物 |\n|---|---|---|\n| 调研 | 李娜 | 报告 |\n\n### 1.2 关键里程碑\n\n- [x] 完成调研\n- [ ] 确定方案\n";
        assert_eq!(said("项目计划.md", plan), ["2 items below “1.2 关键里程碑” are shown as text; they may be “Milestones”."]);
    }

    #[test]
    fn sections_beside_a_table_of_other_records_are_told() {
        let text = "# Decisions\n\n| Date | Decision |\n|---|---|\n| 2026-03-02 | One hall |\n\n## 2026-03-05 Two films\n\nWe make two.\n\n## 2026-03-06 No fair\n\nFar.\n";
        let log = project("decisions.md", text);
        let told: Vec<_> = log.problems.iter().map(|told| &*told.problem.message.en).collect();
        assert_eq!(
            (log.decisions.len(), told),
            (1, vec!["Beside the table 2 sections are shown as text; what stands there may be “Decisions”."])
        );
    }

    #[test]
    fn a_heading_around_cards_is_no_card() {
        let text =
            "# Risks\n\n## High\n\n### R1: Rain\n\n- Probability: high\n- Impact: low\n\n## Low\n\n### R2: Wind\n\n- Probability: low\n";
        let titles: Vec<_> = project("risks.md", text).risks.iter().map(|risk| risk.title.any().to_owned()).collect();
        assert_eq!(titles, ["Rain", "Wind"]);
    }
}
