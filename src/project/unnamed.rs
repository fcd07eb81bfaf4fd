//! Files that bear no register's name: a log of several registers, a document with tables under the names of registers, a CSV
//! file whose heads leave no doubt.

use std::collections::BTreeMap;

use super::book::{self, OfSheet};
use super::content::{Content, Part, Reading, draft, extension, is_markdown, is_workbook, parts};
use super::document_day::{day, of_a_period};
use super::draft::Raw;
use super::kind::Kind;
use super::outline::Outline;
use super::reading::{self, ByHeads, ByType, Evidence};
use super::several::{self, is_log};
use super::{File, listed, sheets, told};
use crate::calendar::{Date, time_of};
use crate::source::document as markdown;
use crate::source::sheet::{Sheet, Table};
use crate::source::{Limits, Node, Problem, ProblemKind, Span, yaml};
use crate::{both, say};

/// The files that registers have already, by register.
pub(super) type Held<'h> = BTreeMap<Kind, &'h str>;

/// The first file of each register that has one.
pub(super) fn held(files: &[File]) -> Held<'_> {
    let named = files.iter().filter(|file| file.text.is_some()).filter_map(|file| Some((file.kind?, &*file.path)));
    let mut held = Held::new();
    named.for_each(|(kind, path)| {
        held.entry(kind).or_insert(path);
    });
    held
}

/// Whether a file may hold records though it bears no register's name.
pub(super) fn may_hold_records(path: &str) -> bool {
    is_markdown(path) || is_workbook(path) || is_tree(path) || matches!(extension(path).as_str(), "csv" | "tsv")
}

/// Reads what a file of no register holds. A document stays a document besides.
pub(super) fn read<'a>(text: &'a str, path: &'a str, held: &Held<'_>, reading: Reading<'_>) -> Content<'a> {
    let mut content = Content::default();
    let found = match path {
        _ if is_markdown(path) => of_document(text, path, held, reading),
        _ if is_workbook(path) => of_workbook(text, path, held, reading.limits),
        _ if is_tree(path) => of_tree(text, path, held, reading),
        _ => of_csv(text, path, held, reading.limits),
    };
    content.problems = found.problems;
    content.time = found.time;
    content.rows = found.left + found.sections.iter().map(|part| part.rows.len()).sum::<usize>();
    let tables = parts(found.tables, reading.formats, &mut content);
    for part in tables.into_iter().chain(found.sections) {
        draft(part, path, reading, &mut content);
    }
    content
}

#[derive(Default)]
struct Found<'a> {
    tables: Vec<(Kind, Table<'a>)>,
    /// Records that sections tell.
    sections: Vec<Part<'a>>,
    problems: Vec<Problem>,
    /// Rows that are told and not read.
    left: usize,
    /// The first and the last day of the time that its title speaks of.
    time: Option<(Date, Date)>,
}

fn of_csv<'a>(text: &'a str, path: &str, held: &Held<'_>, limits: &Limits) -> Found<'a> {
    let (sheet, problems) = sheets::of_csv(text, None, limits);
    let time = sheets::time(&sheet);
    let (mut found, left) = of_sheet(sheet, path, None, held);
    found.time = time;
    if !found.tables.is_empty() {
        found.problems.extend(problems.into_iter().chain(left.iter().map(unread)));
    }
    found
}

fn is_tree(path: &str) -> bool {
    matches!(extension(path).as_str(), "yaml" | "yml" | "json")
}

/// The records below keys that name registers.
fn of_tree<'a>(text: &'a str, path: &str, held: &Held<'_>, reading: Reading<'_>) -> Found<'a> {
    let mut found = Found::default();
    let tree = yaml::read(text, reading.limits);
    let Some(several) = tree.root.and_then(|root| several::of(root, is_log(path))) else { return found };
    found.left = several.left;
    found.problems.extend(tree.problems.into_iter().chain(several.problems));
    let parts = several.records.into_iter().map(|(kind, rows)| Part { kind, rows: rows.into_iter().map(Raw::of).collect() });
    parts.for_each(|part| found.take_part(part, held, is_log(path)));
    found
}

/// Every sheet by itself; those of no register are told where another one is of one.
fn of_workbook<'a>(text: &'a str, path: &str, held: &Held<'_>, limits: &Limits) -> Found<'a> {
    let mut found = Found::default();
    let mut unread = Vec::new();
    for OfSheet { name, place, sheet, problems } in book::sheets(text, None, limits) {
        let (of_sheet, left) = of_sheet(sheet, path, Some(name), held);
        if of_sheet.tables.is_empty() {
            unread.extend(of_sheet.problems.is_empty().then(|| book::unread(name, place)));
        } else {
            found.problems.extend(problems);
            unread.extend(left.iter().filter(|table| !table.records.is_empty()).map(self::unread));
        }
        found.left += of_sheet.left;
        found.problems.extend(of_sheet.problems);
        found.tables.extend(of_sheet.tables);
    }
    if !found.tables.is_empty() {
        found.problems.extend(unread);
    }
    found
}

/// The tables of a sheet, which may have a name, and those that are of no register.
fn of_sheet<'a>(sheet: Sheet<'a>, path: &str, name: Option<&str>, held: &Held<'_>) -> (Found<'a>, Vec<Table<'a>>) {
    let mut found = Found::default();
    let around = sheets::around(&sheet, None);
    let title = sheet.above.iter().find(|cell| Kind::of_dressed(&cell.text).is_some()).map(|cell| cell.text.to_string());
    let mut left = Vec::new();
    for mut table in sheet.tables {
        let title = || title.clone().or_else(|| name.map(str::to_owned));
        let heading = table.titles.last().map(|title| title.text.to_string()).or_else(title);
        if let Some(split) = reading::by_type(&table, is_log(path)) {
            found.take(split, &table);
        } else if let Some(kind) = reading::of_table(&mut table, Evidence { heading: heading.as_deref(), ..Evidence::default() }) {
            found.tables.push((kind, table));
        } else {
            match reading::by_heads(&table) {
                Some(ByHeads::Of(kind)) if !held.contains_key(&kind) => {
                    found.problems.push(read_as(&table, kind));
                    found.tables.push((kind, table));
                }
                Some(said) => {
                    found.left += table.records.len();
                    found.problems.push(doubtful(path, name.map(|name| (name, start(&table))), said));
                }
                None => left.push(table),
            }
        }
    }
    if !found.tables.is_empty() {
        found.left += left.iter().map(|table| table.records.len()).sum::<usize>();
        found.problems.extend(around);
    }
    (found, left)
}

fn of_document<'a>(text: &'a str, path: &str, held: &Held<'_>, reading: Reading<'_>) -> Found<'a> {
    let mut found = Found::default();
    let document = markdown::read(text, reading.limits);
    if day(path, &document).is_some() && !of_a_period(&document) {
        found.problems.extend(reading::of_a_day(text, &document, None));
        return found;
    }
    found.time = document.title.as_ref().and_then(|(title, _)| time_of(title));
    let is_log = is_log(path);
    let outline = Outline::of(&document);
    let read = sheets::read(text, &document, None, &[], None, reading.limits);
    found.problems.extend(read.histories);
    for (kind, table) in read.tables {
        match held.get(&kind).filter(|_| !is_log) {
            Some(file) => {
                found.left += table.records.len();
                found.problems.push(held_elsewhere(start(&table), kind, file));
            }
            None => found.tables.push((kind, table)),
        }
    }
    for table in read.left {
        match reading::by_type(&table, is_log) {
            Some(split) => found.take(split, &table),
            None if is_log => {
                found.left += table.records.len();
                found.problems.push(unread(&table));
            }
            None => found.by_heads(table, held, &outline),
        }
    }
    if !found.tables.is_empty() {
        found.problems.extend(read.around);
    }
    let of_parts = told::Read { text, path, document: &document, tables: &read.spans, is_log, names: reading.names };
    found.problems.extend(told::boxes(of_parts));
    for part in told::parts(of_parts, &mut found.problems) {
        found.take_part(part, held, is_log);
    }
    let is_held = |kind: Kind| !is_log && held.contains_key(&kind);
    let rows = found.places();
    found.sections.extend(listed::parts(of_parts, &|kind, place| is_held(kind) || holds_one(&rows, place)));
    let rows = found.places();
    found.problems.extend(told::lists(of_parts, &|kind, place| is_held(kind) || holds_one(&rows, place)));
    found
}

/// Whether one of some places, in their order, lies within another one. Parts of a document never lie across each other.
fn holds_one(places: &[Span], within: Span) -> bool {
    let next = places.partition_point(|place| place.start < within.start);
    places.get(next).is_some_and(|place| within.contains(*place))
}

impl<'a> Found<'a> {
    /// Where records stand that no table holds, in their order.
    fn places(&self) -> Vec<Span> {
        let mut places: Vec<Span> = self.sections.iter().flat_map(|part| &part.rows).map(|row| row.node.span).collect();
        places.sort_unstable();
        places
    }

    /// Records that no table holds; those of a register that has a file are told, but for those of a log.
    fn take_part(&mut self, part: Part<'a>, held: &Held<'_>, is_log: bool) {
        match held.get(&part.kind).filter(|_| !is_log) {
            Some(file) => {
                self.left += part.rows.len();
                self.problems.extend(part.rows.first().map(|row| held_elsewhere(row.node.span, part.kind, file)));
            }
            None => self.sections.push(part),
        }
    }

    /// A table of a document that only its heads speak of: read where they leave no doubt, else told.
    fn by_heads(&mut self, table: Table<'a>, held: &Held<'_>, outline: &Outline<'_>) {
        match reading::by_heads(&table) {
            Some(ByHeads::Of(kind)) if !held.contains_key(&kind) && reading::is_plain(&table, kind) => {
                self.problems.push(reading::read_as(&table, kind));
                self.tables.push((kind, table));
            }
            Some(ByHeads::Perhaps(_) | ByHeads::OneOf(..)) if reading::tells_a_budget(&table) => {
                self.left += table.records.len();
                self.problems.push(reading::shown_as_text(&table, Kind::Budget));
            }
            Some(ByHeads::Of(kind) | ByHeads::Perhaps(kind) | ByHeads::OneOf(kind, _)) => {
                self.left += table.records.len();
                let names = |kind: Kind| reading::names(kind, &table.header.iter().map(|key| &*key.name).collect::<Vec<_>>());
                let likelier = reading::speaks_of(&table).filter(|other| names(*other) > names(kind));
                self.problems.push(reading::shown_as_text(&table, likelier.unwrap_or(kind)));
            }
            None => {
                let by_headings = || reading::by_headings(&table, outline.around(table.span).map(|(text, _)| text));
                let by_amounts = || reading::tells_a_budget(&table).then_some(Kind::Budget);
                if let Some(kind) = reading::speaks_of(&table).or_else(by_headings).or_else(by_amounts) {
                    self.left += table.records.len();
                    self.problems.push(reading::shown_as_text(&table, kind));
                }
            }
        }
    }

    fn take(&mut self, split: ByType<'a>, table: &Table<'a>) {
        self.left += split.left.len();
        self.problems.extend(of_no_register(&split.left, &split.column));
        self.problems.extend(table.problems.iter().cloned());
        let tables = split.of.into_iter().map(|(kind, records)| {
            let header = table.header.iter().filter(|key| key.name != split.column).cloned().collect();
            (kind, Table { span: table.span, header, records, ..Table::default() })
        });
        self.tables.extend(tables);
    }
}

/// Rows whose type is no register.
fn of_no_register(rows: &[Node<'_>], column: &str) -> Option<Problem> {
    let first = rows.first()?;
    let mut types: Vec<&str> = rows.iter().filter_map(|row| row.get(column)?.text()).collect();
    types.dedup();
    let names: Vec<String> = types.iter().take(4).map(|name| format!("“{name}”")).collect();
    let n = rows.len();
    let message = if names.is_empty() {
        say!("{n} rows say no type in “{column}” and are not read.", "有{n}行没有填写“{column}”，未读取。", n, column)
    } else {
        say!(
            "No register holds {en_types}: {en_rows} not read.",
            "没有对应{zh_types}的登记册：{zh_rows}行未读取。",
            en_types = names.join(", "),
            zh_types = names.join("、"),
            en_rows = if n == 1 { "1 row is".to_owned() } else { format!("{n} rows are") },
            zh_rows = n
        )
    };
    let help = say!(
        "Keep them as risks, issues or tasks, by the word in “{column}”; or in a document.",
        "可在“{column}”列改为风险、问题或任务，或另存为文档。",
        column
    );
    Some(Problem::new(ProblemKind::Unread, first.span, message).help(help))
}

fn start(table: &Table<'_>) -> Span {
    table.header.first().map_or(table.span, |key| key.span)
}

fn read_as(table: &Table<'_>, kind: Kind) -> Problem {
    let register = kind.label();
    let message =
        say!("The file is read as “{register}”, because its columns say so.", "按列名判断，本文件作为“{register}”读取。", register);
    Problem::new(ProblemKind::Kept, start(table), message).help(say!(
        "Nothing to do; to be sure, name it `{en_key}`.",
        "无需处理；也可把文件改名为“{zh_name}”以明确。",
        en_key = kind.key(),
        zh_name = kind.zh()
    ))
}

/// A file, or a sheet of it, whose columns leave doubt.
fn doubtful(path: &str, sheet: Option<(&str, Span)>, said: ByHeads) -> Problem {
    let (what, place) = match sheet {
        Some((name, place)) => (say!("The sheet “{name}”", "工作表“{name}”", name), place),
        None => (say!("`{path}`", "`{path}`", path), Span::default()),
    };
    let message = match said {
        ByHeads::OneOf(first, second) => say!(
            "{what} belongs to no register, so nothing in it is read. Its columns are those of “{first}” or “{second}”.",
            "{what}不属于任何登记册，其中内容未读取。它的列像是“{first}”或“{second}”。",
            what,
            first = first.label(),
            second = second.label()
        ),
        ByHeads::Of(kind) | ByHeads::Perhaps(kind) => say!(
            "{what} belongs to no register, so nothing in it is read. Its columns are those of “{register}”.",
            "{what}不属于任何登记册，其中内容未读取。它的列像是“{register}”。",
            what,
            register = kind.label()
        ),
    };
    let (ByHeads::OneOf(kind, _) | ByHeads::Of(kind) | ByHeads::Perhaps(kind)) = said;
    Problem::new(ProblemKind::UnknownFile, place, message).help(say!(
        "Name {en_it} after the register, as `{key}` or “{zh}”; or {en_else}.",
        "把{zh_it}改为登记册的名称，例如`{key}`或“{zh}”；{zh_else}。",
        en_it = if sheet.is_some() { "the sheet" } else { "the file" },
        zh_it = if sheet.is_some() { "工作表" } else { "文件" },
        en_else = if sheet.is_some() { "hide it" } else { "list it in `.alongsideignore`" },
        zh_else = if sheet.is_some() { "不需读取的可以隐藏" } else { "不需读取的写进`.alongsideignore`" },
        key = kind.key(),
        zh = kind.zh()
    ))
}

fn held_elsewhere(place: Span, kind: Kind, file: &str) -> Problem {
    let register = kind.label();
    let message = say!(
        "This part on “{register}” is not read as records, because `{file}` holds them.",
        "“{register}”的记录在`{file}`中，这部分未作为记录读取。",
        register,
        file
    );
    Problem::new(ProblemKind::Kept, place, message)
        .help(both!("Nothing to do if it repeats them; else move its rows there.", "若内容重复，无需处理；否则把这些行移到那个文件。"))
}

fn unread(table: &Table<'_>) -> Problem {
    let n = table.records.len();
    let message = say!(
        "This table of {en_rows} is not read: its columns are those of no register.",
        "这个表格（{zh_rows}行）未读取：列名不属于任何登记册。",
        en_rows = format!("{n} row{}", crate::text::plural(n)),
        zh_rows = n
    );
    Problem::new(ProblemKind::Unread, start(table), message).help(both!(
        "Put a heading with a register's name above it, or keep it in a file of its own.",
        "在表格上方写上登记册名称作为标题，或单独存为一个文件。"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, Project, ReportDateSource, load};
    use super::*;
    use crate::calendar::Date;

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn told(project: &Project, kind: ProblemKind) -> Vec<&str> {
        project
            .problems
            .iter()
            .map(|trouble| &trouble.problem)
            .filter(|problem| problem.kind == kind)
            .map(|problem| &*problem.message.en)
            .collect()
    }

    const PLAN: &str = "# Launch\n\n## Milestones\n\n| Milestone | Date |\n|---|---|\n| Fair | 2026-04-01 |\n\n## Tools\n\n| Tool | Purpose |\n|---|---|\n| Chat | talk |\n\n## 风险\n\n| 风险 | 概率 |\n|---|---|\n| 缺货 | 高 |\n";

    #[test]
    fn tables_under_the_headings_of_registers_are_theirs_and_the_document_stays_one() {
        let project = project(&[("docs/launch.md", PLAN)]);
        assert_eq!((project.milestones.len(), project.risks.len(), project.channels.len()), (1, 1, 0));
        assert_eq!(project.documents.len(), 1);
        assert_eq!(told(&project, ProblemKind::Unread), [""; 0]);
    }

    #[test]
    fn a_plan_of_a_stretch_of_time_holds_tasks_and_a_document_of_a_day_tells_its_tables() {
        let table = "| ID | User Story | Points | Priority | Assignee | Status |\n|---|---|---|---|---|---|\n| T-1 | Pay by card | 8 | High | Ana | In Progress |\n";
        let plan = format!("# Sprint 12 Plan (2026-03-02 – 2026-03-13)\n\n## Sprint Backlog\n\n{table}");
        assert_eq!(project(&[("sprint-12-plan.md", &plan)]).tasks.len(), 1);
        let notes = format!("# Notes of 2026-03-02\n\n{table}");
        let project = project(&[("docs/notes.md", &notes)]);
        assert_eq!((project.tasks.len(), told(&project, ProblemKind::Kept).len()), (0, 1));
    }

    #[test]
    fn a_table_that_repeats_a_registers_file_is_told_and_no_record() {
        let project = project(&[("docs/launch.md", PLAN), ("risks.csv", "title\nRain\n")]);
        assert_eq!((project.milestones.len(), project.risks.len()), (1, 1));
        let kept = told(&project, ProblemKind::Kept);
        assert!(kept.iter().any(|told| told.starts_with("This part on “Risks” is not read as records, because `risks.csv`")), "{kept:?}");
    }

    #[test]
    fn a_table_that_only_its_heads_speak_of_is_read_where_they_leave_no_doubt_and_else_told() {
        let tasks = "# Notes\n\n## Work\n\n| Task | Owner | Due date | Status |\n|---|---|---|---|\n| Film | m | 2026-04-01 | Open |\n";
        let project =
            project(&[("docs/notes.md", tasks), ("docs/usage.md", "# Notes\n\n| Tool | Purpose |\n|---|---|\n| Chat | talk |\n")]);
        assert_eq!((project.tasks.len(), project.channels.len(), project.documents.len()), (1, 0, 2));
        assert_eq!(
            told(&project, ProblemKind::Kept),
            [
                "This table is read as “Tasks”, because its columns say so.",
                "This table of 1 row is shown as text; its columns may be those of “Collaboration tools”."
            ]
        );
    }

    #[test]
    fn the_heading_around_a_group_of_tables_names_their_register() {
        let text = "# 计划\n\n## 任务分解\n\n### 阶段一\n\n| 子任务 ID | 子任务描述 | 依赖项 |\n|---|---|---|\n| 1.1 | 拍片 | - |\n| 1.2 | 剪辑 | 1.1 |\n| 1.3 | 发布 | 1.1, 1.2 |\n";
        let project = project(&[("docs/开发计划.md", text)]);
        assert_eq!(project.tasks.iter().map(|task| task.after.len()).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(&*project.tasks[2].id, "1.3");
    }

    #[test]
    fn what_a_table_may_be_is_the_register_of_which_it_names_most() {
        let table = "# Outreach\n\n| Audience | Channel | Frequency | Owner |\n|---|---|---|---|\n| Staff | Email | Weekly | Ana |\n";
        let project = project(&[("docs/outreach.md", table)]);
        assert_eq!(
            told(&project, ProblemKind::Kept),
            ["This table of 1 row is shown as text; its columns may be those of “Meeting cadence”."]
        );
    }

    #[test]
    fn a_dated_document_keeps_its_tables() {
        assert!(project(&[("docs/2026-03-02 status.md", PLAN)]).milestones.is_empty());
    }

    #[test]
    fn a_log_of_several_registers_is_told_apart_by_its_types_and_headings() {
        let csv = "ID,Type,Description,Owner,Status\n1,Risk,Late,m,Open\n2,Issue,Lost,m,Open\n3,Assumption,Prices hold,m,Open\n";
        let md = "# RAID\n\n## Issues\n\n| ID | Description | Owner |\n|---|---|---|\n| I9 | Wrong | m |\n\n## Assumptions\n\n| ID | Text |\n|---|---|\n| A1 | Calm |\n";
        let project = project(&[("raid-log.csv", csv), ("RAID.md", md)]);
        assert_eq!((project.risks.len(), project.issues.len()), (1, 2));
        assert_eq!(told(&project, ProblemKind::UnknownFile), [""; 0]);
        assert_eq!(
            told(&project, ProblemKind::Unread),
            [
                "This table of 1 row is not read: its columns are those of no register.",
                "No register holds “Assumption”: 1 row is not read."
            ]
        );
    }

    #[test]
    fn heads_alone_are_believed_where_they_leave_no_doubt() {
        let read = |text| project(&[("tracker.csv", text)]);
        let clear = read("Risk,Probability,Impact,Owner\nRain,high,low,m\n");
        assert_eq!((clear.risks.len(), told(&clear, ProblemKind::Kept).len()), (1, 1));
        let open = read("Name,Owner,Start,End\nFilm,m,2026-01-01,2026-01-02\n");
        assert_eq!((open.tasks.len(), open.phases.len()), (0, 0));
        assert!(
            told(&open, ProblemKind::UnknownFile)[0].contains("Its columns are those of “"),
            "{:?}",
            told(&open, ProblemKind::UnknownFile)
        );
        let people = read("Name,Email,Role,Department,Phone\nMaya,m@example.com,PM,x,1\n");
        assert!(people.people.is_empty(), "nobody is published for the heads of a file");
    }
}
