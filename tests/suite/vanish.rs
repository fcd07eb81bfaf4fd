//! Nothing vanishes: a word planted in every cell, item and heading of made folders is found in a record, in a text that is shown
//! or in what a finding points at. It asks what people would see, and not what reading says of itself.

use std::collections::BTreeSet;

use alongside::calendar::Date;
use alongside::project::types::{Text, Value};
use alongside::project::{AnyEntry, Folder, Kind, Project, ReadProblem, ReportDateSource, load};
use alongside::source::ProblemKind;

/// A word that no register knows, and its number.
pub(crate) fn word(nth: usize) -> String {
    format!("qz{nth:04}w")
}

/// Text with planted words in it.
#[derive(Default)]
struct Planted {
    text: String,
    count: usize,
}

impl Planted {
    fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn plant(&mut self) -> String {
        self.count += 1;
        word(self.count)
    }
}

/// Every text of a project that a person sees.
pub(crate) fn seen(project: &Project) -> Vec<String> {
    let mut out = Vec::new();
    for entry in Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind)) {
        of_record(project, entry, &mut out);
    }
    let text = |file: usize| project.files[file].text.as_deref().unwrap_or_default();
    for document in &project.documents {
        out.push(format!("{} {}", document.title, document.body.of(text(document.file))));
    }
    for (file, span) in project.introductions.values().flatten() {
        out.push(span.of(text(*file)).to_owned());
    }
    for trouble in &project.problems {
        let problem = &trouble.problem;
        out.push(problem.message.en.to_string());
        if let Some(file) = trouble.file {
            let is_document = project.files[file].path.ends_with(".md");
            let has_records = || Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind)).any(|entry| entry.origin().file == file);
            let of_document = (is_document && stays_out(trouble)).then(|| block(text(file), trouble, has_records())).flatten();
            out.push(of_document.unwrap_or_else(|| pointed_at(text(file), trouble)).to_owned());
        }
    }
    out
}

/// Whether a record stays out because of what is told.
fn stays_out(trouble: &ReadProblem) -> bool {
    trouble.record.is_none() && matches!(trouble.problem.kind, ProblemKind::Value | ProblemKind::Missing)
}

/// What a document tells of a record that stays out: what stands below its heading, or the document if it is the record; nothing for
/// the row of a table.
fn block<'t>(text: &'t str, trouble: &ReadProblem, has_records: bool) -> Option<&'t str> {
    let at = trouble.problem.span.start as usize;
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    // A row that begins with a label in bold is of a form; a document without a heading is told where it begins.
    let is_row = text[line..].starts_with(['|', '<']) && !text[line..].starts_with("| **");
    if is_row && (at > 0 || trouble.problem.kind != ProblemKind::Missing) {
        return None;
    }
    if !has_records {
        return Some(text);
    }
    let begins = |line: &str| line.starts_with('#') || (line.starts_with("**") && line.trim_end().ends_with("**"));
    let starts: Vec<usize> = text
        .split_inclusive('\n')
        .scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)))
        .filter(|(_, line)| begins(line))
        .map(|(at, _)| at)
        .collect();
    let from = starts.iter().copied().rfind(|start| *start <= line).unwrap_or(0);
    let to = starts.iter().copied().find(|start| *start > line).unwrap_or(text.len());
    Some(&text[from..to])
}

/// What a finding points at: the lines of what is not read, down to a blank one; of a record that stays out, its row, or in YAML its
/// lines from the dash on; else the place alone.
fn pointed_at<'t>(text: &'t str, trouble: &ReadProblem) -> &'t str {
    let (start, end) = (trouble.problem.span.start as usize, trouble.problem.span.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = |mark: &str| text[end..].find(mark).map_or(text.len(), |at| end + at);
    match trouble.problem.kind {
        ProblemKind::Unread => &text[line..to("\n\n")],
        ProblemKind::Value | ProblemKind::Missing if trouble.record.is_none() && text[line..].starts_with([' ', '-']) => {
            let dash = text[..to("\n")].rfind("\n- ").map_or(0, |at| at + 1);
            &text[dash..to("\n- ")]
        }
        ProblemKind::Value | ProblemKind::Missing if trouble.record.is_none() => &text[line..to("\n")],
        _ => &text[start..end],
    }
}

fn of_record(project: &Project, entry: &dyn AnyEntry, out: &mut Vec<String>) {
    out.push(format!("{} {}", entry.id(), entry.number().unwrap_or_default()));
    entry.values().iter().for_each(|(_, value)| of_value(value, out));
    let common = entry.common();
    common.tags.iter().chain(&common.links).for_each(|text| out.push(text.0.clone()));
    common.notes.iter().flat_map(Text::all).for_each(|text| out.push(text.to_owned()));
    entry.kept().iter().for_each(|kept| out.push(format!("{} {}", kept.head, kept.text)));
    entry.written().iter().for_each(|written| out.push(written.text.clone()));
    let origin = project.files[entry.origin().file].text.as_deref().unwrap_or_default();
    entry.body().iter().for_each(|body| out.push(body.of(origin).to_owned()));
}

fn of_value(value: &Value<'_>, out: &mut Vec<String>) {
    match value {
        Value::Text(text) => text.all().for_each(|text| out.push(text.to_owned())),
        Value::Plain(text) => out.push(text.to_string()),
        Value::Reference(reference) => out.push(reference.text.to_owned()),
        Value::List(items) => items.iter().for_each(|item| of_value(item, out)),
        Value::Part(fields) => fields.iter().for_each(|(_, value)| of_value(value, out)),
        _ => {}
    }
}

/// The planted words that nobody sees.
fn lost(path: &str, planted: &Planted) -> Vec<String> {
    let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) };
    let project = load(Folder::of_texts(&[(path, &planted.text)]), asked);
    let seen = seen(&project);
    let words: BTreeSet<&str> = seen.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).collect();
    let lost = (1..=planted.count).map(word).filter(|word| !words.contains(word.as_str()));
    lost.map(|word| format!("{path}: {word} of\n{}", planted.text)).collect()
}

/// The heads of a register's columns in one of its languages, one that no field takes among them.
fn heads(kind: Kind, is_chinese: bool) -> Vec<String> {
    let name = |field: &&alongside::source::schema::Field| if is_chinese { field.zh } else { field.name }.to_owned();
    let mut heads: Vec<String> =
        kind.fields().iter().filter(|field| field.name != "visibility").collect::<Vec<_>>().iter().map(name).collect();
    heads.push(if is_chinese { "自定义栏" } else { "Workstream" }.to_owned());
    heads
}

fn csv(kind: Kind, is_chinese: bool) -> Planted {
    let mut planted = Planted { text: format!("{}\n", heads(kind, is_chinese).join(",")), count: 0 };
    for _ in 0..3 {
        let cells: Vec<String> = heads(kind, is_chinese).iter().map(|_| planted.plant()).collect();
        planted.write(&format!("{}\n", cells.join(",")));
    }
    planted
}

fn markdown(kind: Kind, is_chinese: bool) -> Planted {
    let heads = heads(kind, is_chinese);
    let mut planted = Planted::default();
    let (title, above) = (planted.plant(), planted.plant());
    planted.text = format!("# {title}\n\n{above}\n\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for _ in 0..3 {
        let cells: Vec<String> = heads.iter().map(|_| planted.plant()).collect();
        planted.write(&format!("| {} |\n", cells.join(" | ")));
    }
    let (below, item, boxed, heading) = (planted.plant(), planted.plant(), planted.plant(), planted.plant());
    planted.write(&format!("\n{below}\n\n- {item}\n- [ ] {boxed}\n\n## {heading}\n"));
    planted
}

fn yaml(kind: Kind, is_chinese: bool) -> Planted {
    let mut planted = Planted::default();
    for _ in 0..3 {
        for (nth, head) in heads(kind, is_chinese).iter().enumerate() {
            let (sign, cell) = (if nth == 0 { "- " } else { "  " }, planted.plant());
            planted.write(&format!("{sign}{head}: {cell}\n"));
        }
    }
    planted
}

/// A table with all that people put around and between rows.
fn untidy(kind: Kind) -> Planted {
    let heads = heads(kind, false);
    let mut planted = Planted::default();
    let title = planted.plant();
    planted.text = format!("{title}{}\n\n{}\n", ",".repeat(heads.len() - 1), heads.join(","));
    let row = |planted: &mut Planted| {
        let cells: Vec<String> = heads.iter().map(|_| planted.plant()).collect();
        planted.write(&format!("{}\n", cells.join(",")));
    };
    row(&mut planted);
    let group = planted.plant();
    planted.write(&format!("Phase {group}{}\n", ",".repeat(heads.len() - 1)));
    row(&mut planted);
    row(&mut planted);
    let (more, footer) = (planted.plant(), planted.plant());
    planted.text.truncate(planted.text.trim_end().len());
    planted.write(&format!(",{more}\n\n{footer}{}\n", ",".repeat(heads.len() - 1)));
    planted
}

/// The registers of which a table may be a file of its own.
fn registers() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied()
}

#[test]
fn no_word_of_a_table_vanishes() {
    let of = |kind: Kind, is_chinese: bool| {
        let name = if is_chinese { kind.zh() } else { kind.key() };
        [("csv", csv(kind, is_chinese)), ("md", markdown(kind, is_chinese)), ("yaml", yaml(kind, is_chinese))]
            .into_iter()
            .flat_map(move |(extension, planted)| lost(&format!("{name}.{extension}"), &planted))
    };
    let lost: Vec<String> = registers().flat_map(|kind| of(kind, false).chain(of(kind, true))).collect();
    assert!(lost.is_empty(), "{} words are lost, the first one being\n{}", lost.len(), lost[0]);
}

#[test]
fn no_word_around_a_table_vanishes() {
    let lost: Vec<String> = registers().flat_map(|kind| lost(&format!("{}.csv", kind.key()), &untidy(kind))).collect();
    assert!(lost.is_empty(), "{} words are lost, the first one being\n{}", lost.len(), lost[0]);
}

fn cells(planted: &mut Planted, heads: &[String]) -> Vec<String> {
    heads.iter().map(|_| planted.plant()).collect()
}

/// Lines that say fields by their labels, in bold or not, above a section.
fn key_values(kind: Kind, is_chinese: bool) -> Planted {
    let mut planted = Planted::default();
    let title = planted.plant();
    planted.write(&format!("# {title}\n\n"));
    for (nth, head) in heads(kind, is_chinese).iter().enumerate() {
        let cell = planted.plant();
        planted.write(&if nth % 2 == 0 { format!("**{head}:** {cell}  \n") } else { format!("- {head}：{cell}\n") });
    }
    let (heading, text) = (planted.plant(), planted.plant());
    planted.write(&format!("\n## {heading}\n\n{text}\n"));
    planted
}

/// A table of two columns with a label in each row, with heads, with general ones, or with none.
fn form(kind: Kind, is_chinese: bool, head: &str) -> Planted {
    let mut planted = Planted::default();
    let title = planted.plant();
    planted.write(&format!("# {title}\n\n{head}\n|---|---|\n"));
    for label in heads(kind, is_chinese) {
        let cell = planted.plant();
        planted.write(&format!("| **{label}** | {cell} |\n"));
    }
    let below = planted.plant();
    planted.write(&format!("\n{below}\n"));
    planted
}

/// Records below headings or lines in bold, with their fields as items.
fn cards(kind: Kind, is_chinese: bool, mark: (&str, &str)) -> Planted {
    let mut planted = Planted::default();
    let (title, group) = (planted.plant(), planted.plant());
    planted.write(&format!("# {title}\n\n## {group}\n\n"));
    for _ in 0..2 {
        let name = planted.plant();
        planted.write(&format!("{}{name}{}\n\n", mark.0, mark.1));
        for head in heads(kind, is_chinese).iter().skip(1) {
            let cell = planted.plant();
            planted.write(&format!("- **{head}:** {cell}\n"));
        }
        planted.write("\n");
    }
    planted
}

/// A table in HTML, as editors export it.
fn html(kind: Kind, is_chinese: bool) -> Planted {
    let heads = heads(kind, is_chinese);
    let mut planted = Planted::default();
    let above = planted.plant();
    let cell = |cell: &String, tag: &str| format!("<{tag}>{cell}</{tag}>");
    let row = |cells: &[String], tag: &str| format!("<tr>{}</tr>", cells.iter().map(|text| cell(text, tag)).collect::<Vec<_>>().concat());
    planted.write(&format!("# {above}\n\n<table>\n{}\n", row(&heads, "th")));
    for _ in 0..2 {
        let cells = cells(&mut planted, &heads);
        planted.write(&format!("{}\n", row(&cells, "td")));
    }
    let below = planted.plant();
    planted.write(&format!("</table>\n\n{below}\n"));
    planted
}

/// Check boxes below headings, some with more below them.
fn boxes() -> Planted {
    let mut planted = Planted::default();
    for sign in ["[ ]", "[x]"] {
        let (heading, first, inner, second) = (planted.plant(), planted.plant(), planted.plant(), planted.plant());
        planted.write(&format!("## {heading}\n\n- {sign} {first}\n  - {inner}\n- {sign} {second} (due 2026-03-09)\n\n"));
    }
    planted
}

/// A log of several registers: a table or cards below each heading, one of them of no register.
fn log(is_table: bool) -> Planted {
    let mut planted = Planted::default();
    let title = planted.plant();
    planted.write(&format!("# {title}\n\n"));
    for (register, heads) in [
        ("🔴 1. Risks (what might go wrong)", ["Risk Description", "Impact", "Owner"]),
        ("2. Assumptions", ["Assumption", "Validation", "Owner"]),
        ("Issues", ["Issue Description", "Action Item", "Owner"]),
        ("Dependencies", ["Dependency", "Required By", "Status"]),
    ] {
        let (above, words) = (planted.plant(), [planted.plant(), planted.plant(), planted.plant()]);
        planted.write(&format!("## {register}\n\n{above}\n\n"));
        if is_table {
            planted.write(&format!("| {} |\n|---|---|---|\n| {} |\n\n", heads.join(" | "), words.join(" | ")));
        } else {
            planted.write(&format!("**X1: {}**\n- **{}:** {}\n- **{}:** {}\n\n", words[0], heads[1], words[1], heads[2], words[2]));
        }
    }
    planted
}

/// A table whose rows fall apart: a blank line between them, a row without bars, one with too many cells.
fn damaged(kind: Kind) -> Planted {
    let heads = heads(kind, false);
    let mut planted = Planted { text: format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len())), count: 0 };
    for nth in 0..4 {
        let mut row = cells(&mut planted, &heads);
        if nth == 1 {
            row.push(planted.plant());
        }
        planted.write(&format!("{}| {} |\n", if nth == 2 { "\n" } else { "" }, row.join(" | ")));
    }
    let stray = planted.plant();
    planted.write(&format!("{stray}\n"));
    planted
}

#[test]
fn no_word_of_a_document_vanishes() {
    let of = |kind: Kind, is_chinese: bool| {
        let name = if is_chinese { kind.zh() } else { kind.key() };
        let layouts = [
            key_values(kind, is_chinese),
            form(kind, is_chinese, "| Field | Details |"),
            form(kind, is_chinese, "| | |"),
            cards(kind, is_chinese, ("### ", "")),
            cards(kind, is_chinese, ("**", "**")),
            html(kind, is_chinese),
            boxes(),
            damaged(kind),
        ];
        let paths = [format!("{name}.md"), format!("{name}/notes.md"), format!("{name}/2026-03-05.md"), format!("docs/{name} overview.md")];
        // The names of files and folders are the same matter in both languages.
        let paths: Vec<String> = paths.into_iter().take(if is_chinese { 2 } else { 4 }).collect();
        layouts.into_iter().flat_map(move |planted| paths.clone().into_iter().flat_map(move |path| lost(&path, &planted)))
    };
    let lost: Vec<String> = registers().flat_map(|kind| of(kind, false).chain(of(kind, true))).collect();
    assert!(lost.is_empty(), "{} words are lost, the first one being\n{}", lost.len(), lost[0]);
}

#[test]
fn no_word_of_a_log_or_of_a_table_by_months_vanishes() {
    let mut lost = Vec::new();
    for path in ["RAID.md", "docs/raid-log.md", "docs/plan.md", "risks.md"] {
        lost.extend([true, false].into_iter().flat_map(|is_table| self::lost(path, &log(is_table))));
    }
    for (path, heads) in [("budget.csv", "Category,Owner,Jan 2026,Feb 2026,Notes"), ("kpis.csv", "KPI,Owner,Jan 2026,Feb 2026,Notes")] {
        let mut planted = Planted { text: format!("{heads}\n"), count: 0 };
        for _ in 0..3 {
            let (name, owner, notes) = (planted.plant(), planted.plant(), planted.plant());
            planted.write(&format!("{name},{owner},10,,{notes}\n"));
        }
        lost.extend(self::lost(path, &planted));
    }
    assert!(lost.is_empty(), "{} words are lost, the first one being\n{}", lost.len(), lost[0]);
}
