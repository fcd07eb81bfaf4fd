//! A document in which each section of one level is a record of a register.

use std::collections::BTreeSet;

use super::document_day::day_field;
use super::draft::{Raw, scalar};
use super::entries::{is_filled, put};
use super::heading_words::bare;
use super::kind::Kind;
use super::names::Names;
use super::outline::within;
use super::sections::line_start;
use super::{document, labelled};
use crate::calendar::{Date, date_in};
use crate::source::document::{Document, Heading};
use crate::source::fold::fold;
use crate::source::schema::{Shape, folded_names};
use crate::source::{Data, Problem, Span};

/// The level of a line in bold: below that of any heading.
const BOLD: u8 = 7;

/// The sections of a register's document as records: each heading of one level is a name, perhaps behind an id, and most have
/// lines with a label that say fields.
pub(super) fn read<'a>(
    text: &'a str,
    path: &str,
    kind: Kind,
    document: &Document<'a>,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Vec<Raw<'a>> {
    let words = kind.vocabulary();
    let is_label = |label: &str| words.named(labelled::label(label)).is_some_and(|path| path.first().copied() != kind.named());
    let headings = with_bold_lines(text, document, kind);
    // What stands below a heading within is said of that one.
    let own = |heading: &Heading, within: &[Heading]| {
        let end = within.first().map_or(heading.content.end, |inner| inner.span.start);
        Span { start: heading.content.start, end }
    };
    let ids = ids_in_front(kind, &document.headings);
    let says_fields = |heading: &&Heading| {
        let within = within(&headings, heading);
        is_day_of(kind, heading)
            || ids.contains(&heading.span)
            || !labelled::of(text, own(heading, within), true, &[], is_label).is_empty()
            || within.iter().any(|inner| words.find(bare(&inner.text)).is_some())
    };
    let is_field = |heading: &&Heading| words.find(bare(&heading.text)).is_some();
    let is_title = |heading: &&Heading| document.title.as_ref().is_some_and(|(_, span)| *span == heading.span) && heading.level == 1;
    let levels: BTreeSet<u8> = headings.iter().filter(|heading| !is_title(heading)).map(|heading| heading.level).collect();
    let is_record = |heading: &&Heading| !is_title(heading) || says_fields(heading);
    let of_level = |level: u8| headings.iter().filter(move |heading| heading.level == level).filter(is_record);
    let has_records = |level: &u8| {
        let all = of_level(*level).count();
        !of_level(*level).any(|heading| is_field(&heading)) && of_level(*level).filter(says_fields).count() * 2 > all
    };
    let Some(level) = levels.into_iter().find(has_records) else { return Vec::new() };
    of_level(level).map(|heading| record_of_section(text, path, kind, document, heading, names, problems)).collect()
}

/// The headings, and between them lines in bold that stand for some: `**R1: Printer late**`, `**Risk #1:** Printer late`.
fn with_bold_lines(text: &str, document: &Document<'_>, kind: Kind) -> Vec<Heading> {
    let mut all = document.headings.clone();
    let mut at = document.body.start as usize;
    for line in document.body.of(text).split_inclusive('\n') {
        let end = at + line.len();
        let said = line.trim();
        let inner = said.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).filter(|inner| !inner.contains("**"));
        let inner = inner.filter(|inner| !inner.is_empty() && !inner.ends_with([':', '：']));
        if let Some(inner) = inner.or_else(|| numbered(said, kind)) {
            let from = at + line.find(inner).unwrap_or_default();
            let span = Span::new(from, from + inner.len());
            all.push(Heading { level: BOLD, text: inner.to_owned(), span, content: Span::new(end, document.body.end as usize) });
        }
        at = end;
    }
    all.sort_by_key(|heading| heading.span);
    let starts: Vec<usize> = all.iter().map(|heading| line_start(text, heading.span.start as usize)).collect();
    for (heading, next) in all.iter_mut().zip(starts.into_iter().skip(1)).filter(|(heading, _)| heading.level == BOLD) {
        heading.content = Span::new(heading.content.start as usize, next);
    }
    all
}

/// The name behind a number in bold: `**Risk #1:** Printer late`, 「**风险1**：印刷延期」.
fn numbered(line: &str, kind: Kind) -> Option<&str> {
    let (label, name) = line.strip_prefix("**")?.split_once("**")?;
    let is_behind_a_colon = label.ends_with([':', '：']) || name.starts_with([':', '：']);
    let word: String = label.chars().filter(|c| c.is_alphabetic()).collect();
    let is_noun = kind.words().iter().any(|noun| fold(noun) == fold(&word));
    let name = name.trim_start_matches([':', '：']).trim();
    let is_number = label.contains(|c: char| c.is_ascii_digit()) && is_noun && is_behind_a_colon;
    (is_number && !name.is_empty() && !name.contains("**")).then_some(name)
}

/// The places of headings that number the records of a register: two of one level begin with an id of one series, `M1`, `M2`.
fn ids_in_front(kind: Kind, headings: &[Heading]) -> BTreeSet<Span> {
    // Quarters, weeks, versions and priorities head groups.
    const OTHERS: [&str; 6] = ["q", "h", "w", "v", "p", "fy"];
    let series = |heading: &Heading| {
        let id = NumberedName::of(kind, &heading.text).id?;
        let letters: String = id.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
        (needs_name(kind) && !OTHERS.contains(&letters.as_str())).then_some((heading.level, letters))
    };
    let all: Vec<_> = headings.iter().filter_map(|heading| Some((series(heading)?, heading.span))).collect();
    let is_of_several = |of: &(u8, String)| all.iter().filter(|(series, _)| series == of).count() > 1;
    all.iter().filter(|(series, _)| is_of_several(series)).map(|(_, span)| *span).collect()
}

/// `2026-03-05`, 「第一次（2025.4.18）」 above what has a day of its own, `2026-03-05 · One agency` above what needs a name too.
fn is_day_of(kind: Kind, heading: &Heading) -> bool {
    day_field(kind).is_some()
        && if needs_name(kind) { day_beside(id_in_front(&heading.text).1).is_some() } else { date_in(&heading.text).is_some() }
}

fn needs_name(kind: Kind) -> bool {
    kind.named().and_then(|name| kind.vocabulary().field(name)).is_some_and(|field| field.required)
}

/// A day in front of a name, or in brackets behind it.
pub(super) fn day_beside(heading: &str) -> Option<(Date, &str)> {
    const BETWEEN: [char; 11] = [' ', ':', '：', '.', '-', '–', '—', '|', '、', '·', '•'];
    let named =
        |day: &str, name: &'_ str| Date::parse(day.trim_matches(['[', ']', '(', ')', '（', '）'])).ok().filter(|_| !name.is_empty());
    let ends = heading.match_indices([' ', ':', '：', '|', '、']).take(4).filter_map(|(at, _)| heading.split_at_checked(at));
    let in_front = ends.map(|(day, rest)| (day, rest.trim_matches(BETWEEN))).find_map(|(day, name)| Some((named(day, name)?, name)));
    in_front.or_else(|| {
        let (name, day) = heading.trim_end_matches([')', '）']).rsplit_once(['(', '（'])?;
        Some((named(day, name.trim())?, name.trim()))
    })
}

fn record_of_section<'a>(
    text: &'a str,
    path: &str,
    kind: Kind,
    document: &Document<'a>,
    heading: &Heading,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Raw<'a> {
    let NumberedName { id, state, name } = NumberedName::of(kind, &heading.text);
    let (day, name) = day_beside(name).filter(|_| needs_name(kind)).map_or((None, name), |(day, name)| (Some(day), name));
    let within = within(&document.headings, heading);
    let section = Document {
        front: None,
        body: heading.content,
        title: Some((name.to_owned(), heading.span)),
        headings: std::iter::once(heading).chain(within).cloned().collect(),
        comments: Vec::new(),
        problems: Vec::new(),
    };
    let mut raw = document::record(text, path, kind, &section, None, names, problems);
    if let (Some(id), Data::Map(entries)) = (id, &mut raw.node.data)
        && !is_filled(entries, kind, "id")
    {
        put(entries, "id", scalar(id.to_owned(), heading.span));
    }
    if let (Some(state), Data::Map(entries)) = (state, &mut raw.node.data)
        && !is_filled(entries, kind, STATUS)
    {
        put(entries, STATUS, scalar(state.to_owned(), heading.span));
    }
    if let (Some(day), Some(field), Data::Map(entries)) = (day, day_field(kind), &mut raw.node.data)
        && !is_filled(entries, kind, field)
    {
        put(entries, field, scalar(day.to_string(), heading.span));
    }
    raw
}

const STATUS: &str = "status";

/// What a heading says: `M1（已完成）One shop` is an id, how far it is, and a name.
struct NumberedName<'h> {
    id: Option<&'h str>,
    state: Option<&'h str>,
    name: &'h str,
}

impl<'h> NumberedName<'h> {
    fn of(kind: Kind, heading: &'h str) -> Self {
        let (id, name) = id_in_front(heading);
        let with_state = || {
            let (id, rest) = heading.split_once(['(', '（'])?;
            let (state, name) = rest.split_once([')', '）'])?;
            let is_state = kind.vocabulary().field(STATUS).is_some_and(|field| match field.shape {
                Shape::Choice(choices, _) => folded_names(choices).contains_key(&fold(state)),
                _ => false,
            });
            let numbered = format!("{} {name}", id.trim());
            let id = id.trim();
            let is_id = is_state && id_in_front(&numbered).0 == Some(id);
            is_id.then_some(Self { id: Some(id), state: Some(state.trim()), name: name.trim_start_matches(BETWEEN_ID_AND_NAME) })
        };
        with_state().unwrap_or(Self { id, state: None, name })
    }
}

const BETWEEN_ID_AND_NAME: [char; 9] = [' ', ':', '：', '.', '-', '–', '—', '|', '、'];

/// `D-001 — One agency`, `R1: Printer late`: an id with a digit in front of a name.
pub(super) fn id_in_front(heading: &str) -> (Option<&str>, &str) {
    let end = heading.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(heading.len());
    let (id, rest) = heading.split_at_checked(end).unwrap_or(("", heading));
    let name = rest.trim_start_matches(BETWEEN_ID_AND_NAME);
    let is_id = id.contains(|c: char| c.is_ascii_digit()) && id.starts_with(|c: char| c.is_ascii_uppercase()) && rest.len() > name.len();
    if is_id && !name.is_empty() { (Some(id), name) } else { (None, heading) }
}

#[cfg(test)]
mod tests {
    use super::super::content::read_alone;
    use super::*;
    use crate::source::Node;

    #[test]
    fn a_day_beside_a_name() {
        let day = Date::new(2026, 3, 5);
        for heading in [
            "2026-03-05 · One agency",
            "2026-03-05: One agency",
            "[2026-03-05] One agency",
            "5 March 2026 — One agency",
            "One agency (2026-03-05)",
        ] {
            assert_eq!(day_beside(heading), Some((day, "One agency")), "{heading}");
        }
        assert_eq!(day_beside("2026年3月5日 一家代理"), Some((day, "一家代理")));
        assert_eq!(day_beside("One agency"), None);
        assert_eq!(day_beside("2026-03-05"), None, "without a name");
    }

    #[test]
    fn a_log_with_a_day_and_a_name_in_each_heading() {
        let text =
            "# Decisions\n\nNewest first.\n\n## 2026-03-05 · One agency\n\nCheaper.\n\n## D-1: 2026-03-01 Two films\n\nWe make two.\n";
        let content = read_alone(text, "decisions.md", Kind::Decisions);
        let told =
            |field: &str| content.drafts.iter().map(|draft| draft.node.get(field).and_then(Node::text).unwrap_or("")).collect::<Vec<_>>();
        assert_eq!((told("title"), told("date")), (vec!["One agency", "Two films"], vec!["2026-03-05", "2026-03-01"]));
        assert_eq!(told("id"), ["", "D-1"]);
        assert_eq!(content.introduction[0].of(text).trim(), "# Decisions\n\nNewest first.");
    }

    #[test]
    fn a_number_in_bold_stands_in_front_of_a_name() {
        let text = "# Risks\n\n### The gravest\n\n**Risk #1:** Rain all day\n- **Likelihood:** High\n- **Impact:** Low\n\n**Risk #2:** Wind\n- **Likelihood:** Low\n\n**Note 3:** as of May\n";
        let content = read_alone(text, "risks.md", Kind::Risks);
        let told =
            |field: &str| content.drafts.iter().map(|draft| draft.node.get(field).and_then(Node::text).unwrap_or("")).collect::<Vec<_>>();
        assert_eq!((told("title"), told("probability")), (vec!["Rain all day", "Wind"], vec!["High", "Low"]));
    }

    #[test]
    fn headings_of_one_series_of_ids_are_records() {
        let told = |text: &'static str, path: &str, kind: Kind, field: &str| {
            let content = read_alone(text, path, kind);
            content.drafts.iter().map(|draft| draft.node.get(field).and_then(Node::text).unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        let plan = "# 里程碑\n\n## M1（已完成）开店\n\n1. 租房\n\n## M2（进行中）招人\n\n1. 面试\n";
        assert_eq!(told(plan, "里程碑.md", Kind::Milestones, "name"), ["开店", "招人"]);
        assert_eq!(told(plan, "里程碑.md", Kind::Milestones, "status"), ["已完成", "进行中"]);
        let log = "# Decisions\n\n## Purpose\n\nWhy.\n\n## ADR-1: One shop\n\nCheaper.\n\n## ADR-2: Two films\n\nBetter.\n\n## ADR-3: No fair\n\nFar.\n";
        assert_eq!(told(log, "decisions.md", Kind::Decisions, "id"), ["", "ADR-1", "ADR-2", "ADR-3"]);
        let quarters = "# Goals\n\n## Q1: Begin\n\nSoon.\n\n## Q2: Go on\n\nLater.\n";
        assert_eq!(told(quarters, "goals.md", Kind::Goals, "title"), [""; 0], "quarters are no ids");
        let one = "# Goals\n\n## G1: Begin\n\nSoon.\n\n## Notes\n\nLater.\n";
        assert_eq!(told(one, "goals.md", Kind::Goals, "title"), [""; 0], "one is no series");
    }

    #[test]
    fn headings_within_say_fields_as_lines_do() {
        let text = "# Risks\n\n## R1: Rain\n\n### Mitigation\n\nA tent.\n\n## R2: Wind\n\n### Mitigation\n\nRopes.\n";
        let content = read_alone(text, "risks.md", Kind::Risks);
        let told = content.drafts.iter().filter_map(|draft| draft.node.get("prevention"));
        let texts: Vec<_> = told.flat_map(|node| node.items().iter().chain([node]).filter_map(Node::text)).collect();
        assert_eq!(texts, ["A tent.", "Ropes."]);
    }
}
