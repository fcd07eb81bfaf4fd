//! Objectives with their key results: one table, or a heading with a table below, holds goals and the KPIs that measure them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::kind::Kind;
use crate::source::document::Document;
use crate::source::fold::{fold, fold_header};
use crate::source::lists::list_items;
use crate::source::sheet::Table;
use crate::source::{Data, Key, Node, Span, Style};

/// Heads of a column of key results.
const KEY_RESULTS: [&str; 6] = ["keyresult", "keyresults", "kr", "krs", "关键结果", "关键成果"];
/// What stands between an objective and its key results in one line.
const KEY_RESULT_MARKS: [&str; 5] = ["KR:", "KRs:", "Key results:", "Key result:", "关键结果："];
/// Words in front of an objective in a heading.
const OBJECTIVES: [&str; 4] = ["objective", "goal", "目标", "o"];

/// Letters of the longest label.
const LONGEST_LABEL: usize = 24;

/// A heading above a table.
pub(super) type Heading<'h> = (&'h str, Span);

/// Tells goals and KPIs of a table of key results apart.
pub(super) fn split<'a>(table: &Table<'a>, heading: Option<Heading<'_>>) -> Option<[(Kind, Table<'a>); 2]> {
    let is_result = |key: &&Key<'_>| KEY_RESULTS.contains(&fold_header(&key.name).as_str());
    let result = table.header.iter().find(is_result)?.name.to_string();
    let goals = Kind::Goals.vocabulary();
    let is_objective = |key: &&Key<'_>| key.name != result && goals.find(&key.name).is_some_and(|path| path == ["title"]);
    let column = table.header.iter().find(is_objective).map(|key| key.name.to_string());
    let above = heading.and_then(|(text, span)| Some(Node { span, data: Data::Scalar(Cow::Owned(objective(text)?), Style::Cell) }));
    let mut objective = above;
    let (mut known, mut of_goals, mut of_kpis) = (BTreeSet::new(), Vec::new(), Vec::new());
    for row in &table.records {
        let said = row.entries().iter().find(|(key, cell)| Some(&*key.name) == column.as_deref() && !cell.is_null());
        objective = said.map(|(_, cell)| cell.clone()).or(objective);
        if let Some(node) = objective.as_ref().filter(|node| node.text().is_some_and(|text| known.insert(fold(text)))) {
            let head = said.map_or_else(|| before(node.span), |(key, _)| key.span);
            of_goals.push(Node { span: node.span, data: Data::Map(vec![(named("title", head), node.clone())]) });
        }
        of_kpis.push(kpi(row, &result, column.as_deref(), objective.as_ref()));
    }
    let of = |name, records| Table { span: table.span, header: vec![named(name, table.span)], records, ..Table::default() };
    let kpis = Table { problems: table.problems.clone(), ..of("name", of_kpis) };
    Some([(Kind::Goals, of("title", of_goals)), (Kind::Kpis, kpis)])
}

fn named(name: &'static str, span: Span) -> Key<'static> {
    Key { name: Cow::Borrowed(name), span }
}

/// The place in front of a value that stands under no head.
fn before(value: Span) -> Span {
    Span { start: value.start, end: value.start }
}

/// The objectives of headings, items and lines in bold with the key results that stand below them, where a file of goals has no
/// table: `## Objective 1: Be known` above `- KR1: 400 leads`, `**O1:** Be known → KR: 400 leads, two fairs`. What is said of each
/// stands below it, or in brackets behind it: `- **Target:** 400`, `[Target: 400, Owner: Maya]`.
pub(super) fn lists<'a>(text: &'a str, document: &Document<'_>, file: Kind) -> Option<[(Kind, Table<'a>); 2]> {
    if file != Kind::Goals {
        return None;
    }
    let value = |text: &str, span: Span| Node { span, data: Data::Scalar(Cow::Owned(text.to_owned()), Style::Quoted) };
    let (mut of_goals, mut of_kpis): (Vec<Node<'a>>, Vec<Node<'a>>) = (Vec::new(), Vec::new());
    let mut goal: Option<Node<'a>> = None;
    let mut is_of_result = false;
    for (span, line, is_item) in lines(text, document) {
        let key = |name| named(name, before(span));
        if let Some((name, results)) = objective(&line).map(|name| with_results(&name)) {
            let title = value(&name, span);
            let criteria = results.map(|results| (key("success_criteria"), value(&results, span)));
            of_goals.push(Node { span, data: Data::Map(std::iter::once((key("title"), title.clone())).chain(criteria).collect()) });
            goal = Some(title);
            is_of_result = false;
        } else if let (Some(goal), Some(result)) = (&goal, key_result(&line)) {
            let (name, said) = with_brackets(result);
            let mut result = Node { span, data: Data::Map(vec![(key("name"), value(name, span)), (key("goal"), goal.clone())]) };
            for said in said {
                put(&mut result, Kind::Kpis, &said, span, true);
            }
            of_kpis.push(result);
            is_of_result = true;
        } else if is_of_result && let Some(result) = of_kpis.last_mut() {
            put(result, Kind::Kpis, &line, span, is_item);
        } else if let Some(goal) = of_goals.last_mut() {
            put(goal, Kind::Goals, &line, span, false);
        }
    }
    let of =
        |name, records: Vec<Node<'a>>| Table { span: document.body, header: vec![named(name, document.body)], records, ..Table::default() };
    (!of_goals.is_empty()).then(|| [(Kind::Goals, of("title", of_goals)), (Kind::Kpis, of("name", of_kpis))])
}

/// The headings, the items and the lines that begin in bold, without marks, in their order, and which are items.
fn lines(text: &str, document: &Document<'_>) -> Vec<(Span, String, bool)> {
    let headings = document.headings.iter().map(|heading| (heading.span, heading.text.clone(), false));
    let items = list_items(text, document.body).into_iter().map(|item| (item.span, own_line(text, item.span).unwrap_or(item.text), true));
    let mut lines: Vec<(Span, String, bool)> = headings.chain(items).collect();
    let mut at = document.body.start as usize;
    for line in document.body.of(text).split_inclusive('\n') {
        let said = line.trim();
        if said.starts_with("**") {
            let from = at + (line.len() - line.trim_start().len());
            lines.push((Span::new(from, from + said.len()), said.replace("**", ""), false));
        }
        at += line.len();
    }
    lines.sort_by_key(|(span, ..)| *span);
    lines
}

/// The first line of an item in which others begin in bold, without marks.
fn own_line(text: &str, item: Span) -> Option<String> {
    let mut lines = item.of(text).lines();
    let first = lines.next()?;
    let is_bold = lines.any(|line| line.trim_start().starts_with("**"));
    is_bold.then(|| first.trim_start_matches(['-', '+', '*', ' ']).replace("**", "").trim().to_owned())
}

/// Puts what a line says by its label to a record that has no such entry; what no field takes is kept, if that is asked.
fn put(record: &mut Node<'_>, kind: Kind, line: &str, span: Span, keeps: bool) {
    let Some((label, said)) = line.split_once([':', '：']) else { return };
    let (label, said) = (label.trim(), said.trim());
    let is_label = label.chars().count() <= LONGEST_LABEL && !label.is_empty() && label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let is_field = kind.vocabulary().named(label).is_some_and(|path| path.first().copied() != kind.named());
    if let Data::Map(entries) = &mut record.data
        && is_label
        && !said.is_empty()
        && (keeps || is_field)
        && !entries.iter().any(|(key, _)| fold(&key.name) == fold(label))
    {
        let key = Key { name: Cow::Owned(label.to_owned()), span: before(span) };
        entries.push((key, Node { span, data: Data::Scalar(Cow::Owned(said.to_owned()), Style::Cell) }));
    }
}

/// A key result without the brackets behind it, and what they say.
fn with_brackets(result: &str) -> (&str, Vec<String>) {
    let inner = result.strip_suffix([']', ')', '）', '】']).and_then(|rest| rest.rsplit_once(['[', '(', '（', '【']));
    let says = |part: &str| part.split_once([':', '：']).is_some_and(|(label, _)| Kind::Kpis.vocabulary().named(label).is_some());
    match inner.map(|(name, inner)| (name, inner.split([',', ';', '，', '；']).map(str::trim).collect::<Vec<_>>())) {
        Some((name, parts)) if parts.iter().any(|part| says(part)) && !name.trim().is_empty() => {
            (name.trim(), parts.into_iter().map(str::to_owned).collect())
        }
        _ => (result, Vec::new()),
    }
}

/// An objective that tells its key results in the same line: `Be known → KR: 400 leads`.
fn with_results(name: &str) -> (String, Option<String>) {
    let at = KEY_RESULT_MARKS.iter().filter_map(|mark| name.find(mark).map(|at| (at, at + mark.len()))).min();
    match at.and_then(|(from, to)| Some((name.get(..from)?, name.get(to..)?))) {
        Some((own, results)) if !own.trim().is_empty() => {
            let own = own.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）' | '%'));
            (own.to_owned(), Some(results.trim_matches([' ', '_', '*', ':', '：']).to_owned()).filter(|results| !results.is_empty()))
        }
        _ => (name.to_owned(), None),
    }
}

/// `KR1: 400 leads`, `Key result 2 – Two fairs`, `KR1.1 400 leads`, 「关键结果一：参展两次」.
fn key_result(line: &str) -> Option<&str> {
    let of = |(head, name): (&str, &'_ str)| {
        let word: String = head.chars().filter(|c| c.is_alphabetic() && !"一二三四五六七八九十".contains(*c)).collect();
        KEY_RESULTS.contains(&fold_header(&word).as_str()) && !name.trim_matches(is_mark).is_empty()
    };
    let numbered = || line.split_once(' ').filter(|(head, _)| head.contains(|c: char| c.is_ascii_digit()));
    let found = line.split_once([':', '：', '–', '—']).filter(|split| of(*split)).or_else(|| numbered().filter(|split| of(*split)));
    found.map(|(_, name)| name.trim_matches(is_mark))
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | ' ')
}

/// The objectives in a file of goals, with their key results, that its tables do not tell.
pub(super) fn beside<'a>(text: &'a str, document: &Document<'_>, file: Kind, read: &[(Kind, Table<'a>)]) -> Vec<(Kind, Table<'a>)> {
    let title = |row: &Node<'_>, field: &str| row.get(field).and_then(Node::text).map(fold);
    let words = Kind::Goals.vocabulary();
    let is_title = |key: &Key<'_>| words.find(&key.name).is_some_and(|path| path == ["title"]);
    let rows = read.iter().filter(|(kind, _)| *kind == Kind::Goals).flat_map(|(_, table)| &table.records);
    let known: BTreeSet<String> =
        rows.flat_map(Node::entries).filter(|(key, _)| is_title(key)).filter_map(|(_, value)| value.text()).map(fold).collect();
    let Some([(_, mut goals), (_, mut results)]) = lists(text, document, file) else { return Vec::new() };
    let is_new = |row: &Node<'_>, field: &str| title(row, field).is_some_and(|title| !known.contains(&title));
    goals.records.retain(|row| is_new(row, "title"));
    results.records.retain(|row| is_new(row, "goal"));
    let found = [(Kind::Goals, goals), (Kind::Kpis, results)];
    found.into_iter().filter(|(_, table)| !table.records.is_empty()).collect()
}

/// Whether a heading says an objective.
pub(super) fn is_objective(heading: &str) -> bool {
    objective(heading).is_some()
}

/// The last line of a part that says an objective, as `**Objective:** Be known` does above its table.
pub(super) fn line_above(text: &str, part: Span) -> Option<Heading<'_>> {
    let mut at = part.start as usize;
    let mut found = None;
    for line in part.of(text).split_inclusive('\n') {
        let said = line.trim().trim_start_matches(['-', '*', '>', ' ']).trim_end_matches(['*', ' ']);
        if objective(said).is_some() {
            let from = at + line.find(said).unwrap_or_default();
            found = Some((said, Span::new(from, from + said.len())));
        }
        at += line.len();
    }
    found
}

/// A row as a KPI of its objective.
fn kpi<'a>(row: &Node<'a>, result: &str, column: Option<&str>, objective: Option<&Node<'a>>) -> Node<'a> {
    let others = row.entries().iter().filter(|(key, _)| column.is_none_or(|column| key.name != column)).cloned();
    let mut entries: Vec<_> =
        others.map(|(key, value)| if key.name == result { (named("name", key.span), value) } else { (key, value) }).collect();
    entries.extend(objective.map(|node| (named("goal", before(node.span)), node.clone())));
    Node { span: row.span, data: Data::Map(entries) }
}

/// `Objective: Be known`, `O1 – Be known`, 「目标一：有名」.
fn objective(heading: &str) -> Option<String> {
    let (head, name) = heading.split_once([':', '：', '–', '—', '-'])?;
    let word: String = head.chars().filter(|c| c.is_alphabetic() && !"一二三四五六七八九十".contains(*c)).collect();
    let name = name.trim_matches(['*', '_', ' ']);
    let is_one = OBJECTIVES.contains(&fold(&word).as_str()) && !name.is_empty();
    is_one.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::types::Ref;
    use super::super::{Folder, Project, ReportDateSource, load};
    use crate::calendar::Date;

    fn project(path: &str, text: &str) -> Project {
        load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    fn read(path: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let project = project(path, text);
        let kpis = project
            .kpis
            .iter()
            .map(|kpi| format!("{} of {}", kpi.name.any(), kpi.goal.iter().map(Ref::text).collect::<Vec<_>>().join(",")));
        (project.goals.iter().map(|goal| goal.title.any().to_owned()).collect(), kpis.collect())
    }

    #[test]
    fn objectives_are_goals_and_key_results_are_kpis() {
        let table = "| Objective | Key Result | Owner | Target |\n|---|---|---|---|\n| Be known | 400 leads | Maya | 400 |\n| | Two fairs | Omar | 2 |\n";
        let expected = (vec!["Be known".to_owned()], vec!["400 leads of Be known".to_owned(), "Two fairs of Be known".to_owned()]);
        assert_eq!(read("goals.md", table), expected);
        let headings = "## Objective: Be known\n\n| Key Result | Assignee |\n|---|---|\n| 400 leads | Maya |\n| Two fairs | Omar |\n";
        assert_eq!(read("OKRs/2026-Q2.md", headings), expected);
        let lines =
            "# OKRs\n\n**Objective:** Be known\n\n| Key Result | Assignee |\n|---|---|\n| 400 leads | Maya |\n| Two fairs | Omar |\n";
        assert_eq!(read("OKRs.md", lines), expected, "a line above the table says the objective");
        let items = "# OKRs\n\n- **O1:** Be known\n  - KR1: 400 leads\n  - KR2: Two fairs\n";
        assert_eq!(read("okr.md", items), expected, "items within items");
        assert_eq!(read("goals.md", "# OKRs\n\n## Objective 1: Be known\n\n- KR1: 400 leads\n- KR2: Two fairs\n"), expected);
        let told = "# OKRs - Q1 2026\n\n**Owner:** Maya\n\n## Objective 1: Be known\n\n### Key Result 1.1: 400 leads\n- **Target:** 400\n- **Current:** 120\n- **Confidence:** High\n\n### Key Result 1.2: Two fairs\n- **Target:** 2\n";
        assert_eq!(read("okrs/2026-q1.md", told), expected, "a file of the folder with headings is no goal itself");
        let first = &project("okrs/2026-q1.md", told).kpis[0];
        assert_eq!((first.targets.len(), first.measurements.len(), first.typed.kept[0].head.as_str()), (1, 1, "Confidence"));
        let bold =
            "# OKRs\n\n**Objective 1**: Be known\n\n**Key Results**:\n- KR1: 400 leads [Target: 400, Weight: 40%]\n- KR2: Two fairs\n";
        assert_eq!(read("okr.md", bold), expected);
        assert_eq!(project("okr.md", bold).kpis[0].targets.len(), 1);
        let line = project("OKRs.md", "# OKRs\n\n- **O1:** Be known → _KR:_ 400 leads, two fairs.\n");
        let goal = &line.goals[0];
        assert_eq!((goal.title.any(), goal.success_criteria[0].any()), ("Be known", "400 leads, two fairs."));
        let nested = "# OKRs\n\n## O1 — Be known\n### Why\nNobody is.\n\n### KRs\n\n| KR | Assignee |\n|---|---|\n| 400 leads | Maya |\n| Two fairs | Omar |\n";
        assert_eq!(read("okr.md", nested), expected, "the objective is a heading further up");
        let beside = format!("{nested}\n## More\n\n- **O2: Be liked**\n  **KR2.1** 90 stars\n");
        let (goals, kpis) = read("okr.md", &beside);
        assert_eq!(
            (goals.as_slice(), kpis.last().unwrap().as_str()),
            (["Be known".to_owned(), "Be liked".to_owned()].as_slice(), "90 stars of Be liked")
        );
        assert_eq!(read("okr.csv", "目标,关键结果\nBe known,400 leads\n,Two fairs\n"), expected);
    }
}
