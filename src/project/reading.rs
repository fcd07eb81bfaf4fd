//! Of which register a table is: by the name of its file, by the heading above it, by its heads, or row by row by a column of
//! types.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::outline::Outline;
use super::types::read_number;
use super::{heading_words, heads};
use crate::source::document::Document;
use crate::source::fold::{fold, fold_header};
use crate::source::sheet::Table;
use crate::source::{Data, Key, Node, Problem, ProblemKind, table};
use crate::{both, say};

/// What is known of a table besides its heads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence<'e> {
    /// The register after which its file or its folder is named.
    pub(super) file: Option<Kind>,
    /// Fields that the file's name gives.
    pub(super) named_by_file: &'e [&'static str],
    /// The heading or title above it.
    pub(super) heading: Option<&'e str>,
}

impl<'e> Evidence<'e> {
    /// Of a table in a file that is named after a register.
    pub(super) fn of(file: Kind, heading: Option<&'e str>) -> Self {
        Self { file: Some(file), named_by_file: &[], heading }
    }
}

/// How many fields of a register some cells name.
pub(super) fn names(kind: Kind, cells: &[&str]) -> usize {
    let words = kind.vocabulary();
    cells.iter().filter_map(|cell| words.find(cell)).collect::<BTreeSet<_>>().len()
}

/// Fields that a table under a register's heading names at the least; more where the heading says all sorts of things.
const ENOUGH: usize = 2;
const ENOUGH_FOR_EVERYDAY: usize = 3;
/// Fields that a table names which nothing but its heads tells, and how many more than of any other register.
const MANY: usize = 4;
const MARGIN: usize = 2;

/// The register of a table. One that is by its heads of another register than its file, without a word above it, is told.
pub(super) fn of_table(table: &mut Table<'_>, evidence: Evidence<'_>) -> Option<Kind> {
    if let Some(kind) = evidence.heading.and_then(|heading| of_heading(table, heading, evidence.file)) {
        return Some(kind);
    }
    if let Some(kind) = evidence.file.and_then(|file| rather(table, file)) {
        table.problems.push(read_as(table, kind));
        return Some(kind);
    }
    let is_of_file = |kind: &Kind| {
        heads::name_records(&table.header, &table.records, *kind, evidence.named_by_file)
            && !counts_states(table, *kind)
            && !speaks_of_another(table, *kind)
    };
    evidence.file.filter(is_of_file)
}

/// Whether the heads of a table, none of which says what a record of its file's register is called, are rather those of another one:
/// whom a plan tells, how and how often, are no tasks.
fn speaks_of_another(table: &Table<'_>, file: Kind) -> bool {
    let cells: Vec<&str> = table.header.iter().map(|key| &*key.name).collect();
    let is_more = |other: Kind| other != file && names(other, &cells) >= names(file, &cells) + MARGIN;
    !says_name(&table.header, file) && !heads::is_named_otherwise(&table.header, file) && speaks_of(table).is_some_and(is_more)
}

/// The register that the heads of a table leave no doubt of, where none of them says what a record of its file's register is called:
/// the risks in a project plan are no tasks.
fn rather(table: &Table<'_>, file: Kind) -> Option<Kind> {
    let ByHeads::Of(kind) = by_heads(table)? else { return None };
    let is_other = kind != file && !says_name(&table.header, file) && is_plain(table, kind);
    (is_other && weight(table, kind) >= weight(table, file) + MARGIN).then_some(kind)
}

/// A table that is read as a register because its columns say so.
pub(super) fn read_as(table: &Table<'_>, kind: Kind) -> Problem {
    let register = kind.label();
    let message =
        say!("This table is read as “{register}”, because its columns say so.", "按列名判断，这个表格作为“{register}”读取。", register);
    let start = table.header.first().map_or(table.span, |key| key.span);
    Problem::new(ProblemKind::Kept, start, message).help(both!(
        "Nothing to do; to keep it a text, write the file under `files:` as `document`.",
        "无需处理；若只是正文，在 `files:` 中把本文件写为 `document`。"
    ))
}

/// Whether a table counts the records of each state, with a column of numbers a state: it holds none.
fn counts_states(table: &Table<'_>, kind: Kind) -> bool {
    let is_count = |cell: &Node<'_>| cell.is_null() || cell.text().is_some_and(|text| read_number(text).is_some());
    let counts = |head: &str| table.records.iter().filter_map(|row| row.get(head)).all(is_count);
    let states = kind.states();
    table.header.iter().filter(|key| states.contains(&fold(&key.name)) && counts(&key.name)).count() > 1
}

/// The register that the heading above a table names, if the heads of the table say so too, and not rather another one.
fn of_heading(table: &Table<'_>, heading: &str, file: Option<Kind>) -> Option<Kind> {
    let kind = Kind::of_dressed(heading).filter(|kind| Some(*kind) != file)?;
    let is_everyday = Kind::is_everyday(heading);
    let named = weight(table, kind);
    let enough = if is_everyday { ENOUGH_FOR_EVERYDAY } else { ENOUGH };
    let says_records = heads::name_records(&table.header, &table.records, kind, &[]) && !counts_states(table, kind);
    let other = file.map_or(0, |file| weight(table, file));
    (says_records && named >= enough && (named > other || (named == other && !is_everyday))).then_some(kind)
}

/// How many fields of a register the heads of a table name, what the records are called included.
fn weight(table: &Table<'_>, kind: Kind) -> usize {
    let cells: Vec<&str> = table.header.iter().map(|key| &*key.name).collect();
    names(kind, &cells) + usize::from(heads::is_named_otherwise(&table.header, kind))
}

/// The tables of a document of one day are its own; those that look like records of another register are told, but for those below a
/// heading that is a field of the document's own.
pub(super) fn of_a_day(text: &str, document: &Document<'_>, own: Option<Kind>) -> Vec<Problem> {
    let is_field = |table: &Table<'_>| {
        let above = document.headings.iter().take_while(|heading| heading.span.start < table.span.start).last();
        own.zip(above).is_some_and(|(kind, heading)| kind.vocabulary().find(heading_words::bare(&heading.text)).is_some())
    };
    let outline = Outline::of(document);
    let told = |table: &Table<'_>| match by_heads(table) {
        Some(ByHeads::Of(kind)) if own != Some(kind) && is_plain(table, kind) && !is_field(table) => Some(shown_as_text(table, kind)),
        _ if own.is_none() => by_headings(table, outline.around(table.span).map(|(text, _)| text)).map(|kind| shown_as_text(table, kind)),
        _ => None,
    };
    table::read(text, document.body).iter().filter_map(told).collect()
}

/// The register that the headings around a table name, the nearest first, if the table names two of its fields: whoever reads the page
/// takes them for records.
pub(super) fn by_headings<'h>(table: &Table<'_>, around: impl Iterator<Item = &'h str>) -> Option<Kind> {
    const ALSO: [&str; 11] = [" and ", " & ", "&", "/", ",", "与", "和", "及", "、", "，", "｜"];
    let is_it = |kind: &Kind| kind.area().is_some() && weight(table, *kind) >= ENOUGH && !counts_states(table, *kind);
    let of_parts = |heading: &str| {
        let separator = ALSO.iter().find(|separator| heading.contains(**separator))?;
        heading.split(separator).filter_map(|part| Kind::of_dressed(part.trim())).find(is_it)
    };
    let mut around = around.take(2).filter(|_| !table.records.is_empty());
    let of_whole = |heading: &str| Kind::of_dressed(heading).filter(is_it);
    around.find_map(|heading| {
        let later = heading_words::without_time(heading).and_then(|rest| Kind::of_stem(rest).filter(is_it));
        of_whole(heading).or(later).or_else(|| of_parts(heading))
    })
}

/// Whether a table says what things may cost: `Channel | Budget`, an amount in each row.
pub(super) fn tells_a_budget(table: &Table<'_>) -> bool {
    let words = Kind::Budget.vocabulary();
    let is_planned = |key: &&Key<'_>| words.find(&key.name).is_some_and(|path| path == ["planned"]);
    let is_amount = |text: &str| text.contains(|c: char| c.is_ascii_digit()) && !text.contains('%');
    let has_amounts = |key: &Key<'_>| {
        let cells: Vec<&str> = table.records.iter().filter_map(|row| row.get(&key.name)?.text()).collect();
        !cells.is_empty() && cells.len() * 2 > table.records.len() && cells.into_iter().all(is_amount)
    };
    table.header.len() > 1 && table.records.len() > 1 && table.header.iter().filter(is_planned).any(has_amounts)
}

/// A table that is shown as text, though its heads are those of a register.
pub(super) fn shown_as_text(table: &Table<'_>, kind: Kind) -> Problem {
    let start = table.header.first().map_or(table.span, |key| key.span);
    let (n, register) = (table.records.len(), kind.label());
    let message = say!(
        "This table of {en_rows} is shown as text; its columns may be those of “{register}”.",
        "这个表格（{zh_rows}行）按正文显示；它的列像是“{register}”。",
        en_rows = format!("{n} row{}", crate::text::plural(n)),
        zh_rows = n,
        register
    );
    Problem::new(ProblemKind::Kept, start, message).help(say!(
        "If they are records, put a heading with that name above it; else write the file under `files:` as `document`.",
        "若是记录，在表格上方加一个同名标题；否则在 `files:` 中把本文件写为 `document`。"
    ))
}

/// What the heads of a table alone say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByHeads {
    /// One register.
    Of(Kind),
    /// One of two.
    OneOf(Kind, Kind),
    /// Perhaps one.
    Perhaps(Kind),
}

/// Whether a column says what the records are called, or numbers them by the register's own noun: `Risk ID`, 「风险编号」.
fn says_name(header: &[Key<'_>], kind: Kind) -> bool {
    heads::is_named(header, kind) || has_own_id(header, kind)
}

fn has_own_id(header: &[Key<'_>], kind: Kind) -> bool {
    begins_with_noun(header, kind, |path| path == ["id"])
}

/// Whether a head of some meaning begins with the register's own noun.
fn begins_with_noun(header: &[Key<'_>], kind: Kind, is_it: impl Fn(&[&str]) -> bool) -> bool {
    let mut heads = header.iter().filter(|key| kind.vocabulary().find(&key.name).is_some_and(|path| is_it(&path)));
    heads.any(|key| kind.folded_words().iter().any(|noun| fold_header(&key.name).starts_with(noun.as_str())))
}

/// Of which register a table is by its heads alone; people and measurements, which no area shows, are none by them.
pub(super) fn by_heads(table: &Table<'_>) -> Option<ByHeads> {
    let is_own_noun = |kind: Kind| begins_with_noun(&table.header, kind, |path| path.first().copied() == kind.named());
    let mut found: Vec<(usize, Kind)> = Kind::ALL
        .iter()
        .filter(|kind| kind.area().is_some())
        .filter(|kind| says_name(&table.header, **kind) && heads::name_records(&table.header, &table.records, **kind, &[]))
        .map(|kind| (weight(table, *kind) + if is_own_noun(*kind) || has_own_id(&table.header, *kind) { MARGIN } else { 0 }, *kind))
        .filter(|(weight, _)| *weight > ENOUGH && *weight * 2 >= table.header.len())
        .collect();
    found.sort_by_key(|(weight, kind)| (std::cmp::Reverse(*weight), *kind));
    match found.as_slice() {
        [] => None,
        [(weight, kind), rest @ ..] => {
            let next = rest.first().map_or(0, |(next, _)| *next);
            Some(match rest.first() {
                _ if *weight >= MANY && weight - next >= MARGIN => ByHeads::Of(*kind),
                Some((next, other)) if weight - next < MARGIN => ByHeads::OneOf(*kind, *other),
                _ => ByHeads::Perhaps(*kind),
            })
        }
    }
}

/// The register whose fields the heads of a table name, where none of them says what its records are called: most of the heads, one
/// of them who, when or how far.
pub(super) fn speaks_of(table: &Table<'_>) -> Option<Kind> {
    let cells: Vec<&str> = table.header.iter().map(|key| &*key.name).collect();
    let is_followed = |kind: Kind| {
        let tracked = kind.tracked();
        let fields = || tracked.owner.into_iter().chain(tracked.due).chain(tracked.states.iter().copied());
        cells.iter().any(|cell| kind.vocabulary().find(cell).is_some_and(|path| fields().any(|field| path.first() == Some(&field))))
    };
    let weighed = Kind::ALL.iter().filter(|kind| kind.area().is_some()).map(|kind| (names(*kind, &cells), *kind));
    let likely = weighed.filter(|(weight, kind)| *weight >= MANY && *weight * 2 > cells.len() && is_followed(*kind));
    likely.max_by_key(|(weight, kind)| (*weight, std::cmp::Reverse(*kind))).map(|(_, kind)| kind).filter(|_| !table.records.is_empty())
}

/// Whether the heads of a table in a document name enough fields for its rows to be records whatever stands around it.
pub(super) fn is_plain(table: &Table<'_>, kind: Kind) -> bool {
    let cells: Vec<&str> = table.header.iter().map(|key| &*key.name).collect();
    names(kind, &cells) >= ENOUGH_FOR_EVERYDAY
}

/// Heads of a column that says of which sort a row is.
const TYPES: [&str; 11] = ["type", "category", "raid", "kind", "itemtype", "entrytype", "logtype", "类型", "类别", "种类", "条目类型"];

/// The rows of a table by the register that their column of types names, and those that it names none for.
pub(super) struct ByType<'a> {
    pub(super) of: BTreeMap<Kind, Vec<Node<'a>>>,
    pub(super) left: Vec<Node<'a>>,
    pub(super) column: String,
}

/// Tells the rows of a table apart by a column of types, if it names two registers or, in a log of several, one.
pub(super) fn by_type<'a>(table: &Table<'a>, is_log: bool) -> Option<ByType<'a>> {
    let column = table.header.iter().map(|key| &*key.name).find(|name| TYPES.contains(&fold_header(name).as_str()))?;
    let kind_of = |row: &Node<'_>| row.get(column).and_then(Node::text).filter(|text| text.len() <= 40).and_then(Kind::of_dressed);
    let mut split = ByType { of: BTreeMap::new(), left: Vec::new(), column: column.to_owned() };
    for row in &table.records {
        let kind = kind_of(row);
        let mut row = row.clone();
        if let Data::Map(entries) = &mut row.data {
            entries.retain(|(key, _)| kind.is_none() || key.name != column);
        }
        match kind {
            Some(kind) => split.of.entry(kind).or_default().push(row),
            None => split.left.push(row),
        }
    }
    let header: Vec<_> = table.header.iter().filter(|key| key.name != column).cloned().collect();
    split.of.retain(|kind, rows| {
        let says_records = heads::name_records(&header, rows, *kind, &[]);
        if !says_records {
            split.left.append(rows);
        }
        says_records
    });
    let told = table.records.len() - split.left.len();
    let is_clear = split.of.len() >= if is_log { 1 } else { 2 } && (is_log || told * 2 >= table.records.len());
    is_clear.then_some(split)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{project, told};

    const RISKS: &str = "| Risk | Likelihood | Impact | Mitigation | Owner |\n|---|---|---|---|---|\n| Rain | High | Low | Tent | Ana |\n";

    #[test]
    fn heads_that_leave_no_doubt_go_before_the_name_of_the_file() {
        let plan = project("project-plan.md", &format!("# Plan\n\n## What could go wrong\n\n{RISKS}"));
        assert_eq!((plan.risks.len(), plan.tasks.len()), (1, 0));
        assert_eq!(told(&plan), ["This table is read as “Risks”, because its columns say so."]);
        let retro = "# Retro\n\n## What we do now\n\n| Action Item | Owner | Due Date | Status |\n|---|---|---|---|\n| Buy tent | Ana | 2026-04-15 | Open |\n";
        let retro = project("retro.md", retro);
        assert_eq!((retro.actions.len(), retro.lessons.len()), (1, 0));
        let tasks =
            project("milestones.md", "| Milestone | Owner | Due | Status |\n|---|---|---|---|\n| Fair | Ana | 2026-04-15 | Open |\n");
        assert_eq!((tasks.milestones.len(), told(&tasks).len()), (1, 0), "what names the file's own records stays");
    }

    #[test]
    fn tables_of_a_report_of_a_day_are_told() {
        let report = "# Report of 2026-03-13\n\n## Progress\n\n- Site is live\n\n## Next dates\n\n| Milestone | Due | Status |\n|---|---|---|\n| Beta | 2026-03-20 | Open |\n\n## Risks\n\n| Risk | Likelihood | Impact | Owner |\n|---|---|---|---|\n| Rain | High | Low | Ana |\n";
        let report = project("reports/2026-03-13 weekly report.md", report);
        let told: Vec<_> = told(&report).into_iter().filter(|told| told.starts_with("This table")).collect();
        assert_eq!(told, ["This table of 1 row is shown as text; its columns may be those of “Milestones”."], "risks are its problems");
        assert_eq!((report.reviews.len(), report.milestones.len(), report.reviews[0].problems.len()), (1, 0, 1));
    }

    #[test]
    fn a_table_below_a_heading_that_speaks_of_a_register_is_never_text_in_silence() {
        let status = "# Status of 2026-03-13\n\n## Risks and blockers\n\n| Risk / issue | Impact | Mitigation / ask |\n|---|---|---|\n| Rain | Wet stands | Rent a tent |\n";
        let said = ["This table of 1 row is shown as text; its columns may be those of “Risks”."];
        assert_eq!(told(&project("docs/status.md", status)), said);
        let next = "# 运营\n\n## 下周行动计划\n\n| 日期 | 行动 | 状态 |\n|---|---|---|\n| 3月X日 | 订场地 | 待执行 |\n";
        assert_eq!(told(&project("docs/运营.md", next)).len(), 1);
        let money = "# Media\n\n## Where it goes\n\n| Channel | Budget |\n|---|---|\n| Search | €75K |\n| Print | €20K |\n";
        assert_eq!(
            told(&project("docs/media.md", money)),
            ["This table of 2 rows is shown as text; its columns may be those of “Budget”."]
        );
        let words = money.replace("€75K", "many").replace("€20K", "few").replace("Channel", "Area");
        assert_eq!(told(&project("docs/media.md", &words)), [""; 0]);
        assert_eq!(project("budget-allocation.md", money).budget.len(), 2, "the file says what they are");
    }

    #[test]
    fn heads_of_another_register_make_no_records_of_the_files() {
        let table = "# Plan\n\n| Audience | Channel | Frequency | Owner |\n|---|---|---|---|\n| Staff | Email | Weekly | Ana |\n";
        let plan = project("project-plan.md", table);
        assert_eq!((plan.tasks.len(), told(&plan)), (0, vec!["This table of 1 row is not read: no column says `name`."]));
        let tasks =
            project("project-plan.md", "| Job | Owner | Start | End |\n|---|---|---|---|\n| Film | Ana | 2026-03-02 | 2026-03-06 |\n");
        assert_eq!(tasks.tasks.len(), 1);
    }

    #[test]
    fn records_numbered_by_their_noun_are_known_without_a_name() {
        let table = "# Rollout\n\n| Risk ID | Description | Probability | Impact | Owner | Status |\n|---|---|---|---|---|---|\n| R1 | Rain | High | Low | Ana | Open |\n";
        let rollout = project("docs/rollout.md", table);
        assert_eq!(rollout.risks.iter().map(|risk| risk.title.any()).collect::<Vec<_>>(), ["Rain"]);
        assert_eq!(told(&rollout), ["This table is read as “Risks”, because its columns say so."]);
    }
}
