//! Findings as a compiler prints them: the line, a caret, what to type and why.

use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use crate::checklist::{Assessment, Places, Reported, Severity, Spot};
use crate::text::{Lang, Message};
use crate::{both, say};

/// Equal findings of one file that are shown before the rest is only counted.
const SHOWN_OF_A_GROUP: usize = 3;
/// Fewer equal findings than this are all shown.
const LEAST_GROUP: usize = 6;
/// What is not there at all is asked for with its help, so much of it at once.
const ASKED_AT_ONCE: usize = 3;
/// Related places that are drawn; the rest is counted.
const MOST_RELATED: usize = 5;
/// Lines longer than the terminal are cut around the caret.
const WIDTH: usize = 140;

/// Every finding with its source: first what is not there at all, then the others in the order of files and lines.
pub fn human(checked: &Assessment, style: Style) -> String {
    let places = Places::new(&checked.project);
    let printer = Printer { places: &places, style };
    let is_shown = |found: &&Reported| style.is_verbose || !found.finding.is_known;
    let shown: Vec<&Reported> = checked.checklist.findings().filter(is_shown).collect();
    let unfolded: Vec<Reported> = if style.is_verbose { shown.iter().flat_map(|found| singles(found)).collect() } else { Vec::new() };
    let all = if style.is_verbose { unfolded.iter().collect() } else { shown };
    let (placed, absent): (Vec<Placed<'_>>, Vec<Placed<'_>>) = places.in_order(all).into_iter().partition(|(spot, _)| spot.is_some());
    let mut out = printer.absent(absent);
    out.push_str(&printer.placed(&placed));
    if let Some(message) = known(checked).filter(|_| !style.is_verbose) {
        let _ = write!(out, "{}\n\n", message.get(style.lang));
    }
    out
}

/// A finding and where it stands.
type Placed<'r> = (Option<Spot>, &'r Reported);

/// How many findings of which rules are known.
fn known(checked: &Assessment) -> Option<Message> {
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for found in checked.checklist.findings().filter(|found| found.finding.is_known) {
        *by_rule.entry(found.rule.id).or_default() += found.finding.single().len();
    }
    let n: usize = by_rule.values().sum();
    let list: Vec<String> = by_rule.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    let list = list.join(", ");
    (n > 0).then(|| say!("known: {n} ({list}); --verbose shows them", "存量：{n}项（{list}），加 --verbose 查看", n, list))
}

/// The findings that one stands for, or itself.
fn singles(found: &Reported) -> impl Iterator<Item = Reported> {
    found.finding.single().iter().map(|finding| Reported { finding: finding.clone(), ..*found })
}

struct Printer<'p> {
    places: &'p Places<'p>,
    style: Style,
}

impl Printer<'_> {
    /// What is not there at all, in the order of the checklist: nobody can write everything at once, so that what comes first is
    /// shown with how to begin, and the rest in a line each.
    fn absent(&self, mut absent: Vec<Placed<'_>>) -> String {
        absent.sort_by_key(|(_, found)| (found.severity, found.rule.item, found.rule.id));
        let urgent = absent.iter().filter(|(_, found)| found.severity == Severity::Error).count();
        let first = if self.style.is_verbose || absent.len() <= ASKED_AT_ONCE + 1 { absent.len() } else { urgent.max(ASKED_AT_ONCE) };
        let (now, then) = absent.split_at_checked(first).unwrap_or((&absent, &[]));
        let mut out: String = now.iter().flat_map(|(spot, found)| [self.finding(*spot, found), "\n\n".to_owned()]).collect();
        if !then.is_empty() {
            let message = both!("after that, in this order; --verbose says how to begin:", "接下来依次是（加 --verbose 查看改法）：");
            let _ = writeln!(out, "    … {}", message.get(self.style.lang));
            for (_, found) in then {
                let (level, message) = (self.level_name(found.severity), found.finding.message.get(self.style.lang));
                let _ = writeln!(out, "      {level}[{}]: {message}", found.rule.id);
            }
            out.push('\n');
        }
        out
    }

    /// Findings with their places; of many equal ones in a file the first, and how many more.
    fn placed(&self, findings: &[Placed<'_>]) -> String {
        let group = |spot: &Option<Spot>, found: &Reported| (spot.map(|spot| spot.file), found.rule.id);
        let mut sizes: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for (spot, found) in findings {
            *sizes.entry(group(spot, found)).or_default() += 1;
        }
        let mut out = String::new();
        let mut shown: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for (spot, found) in findings {
            let group = group(spot, found);
            let count = shown.entry(group).or_default();
            *count += 1;
            let all = sizes.get(&group).copied().unwrap_or_default();
            if self.style.is_verbose || *count <= SHOWN_OF_A_GROUP || all < LEAST_GROUP {
                out.push_str(&self.finding(*spot, found));
                out.push_str("\n\n");
            } else if *count == SHOWN_OF_A_GROUP + 1 {
                let message = say!(
                    "{more} more of `{rule}` in {path}; --verbose shows all",
                    "{path}中另有{more}项`{rule}`，加 --verbose 查看全部",
                    more = all - SHOWN_OF_A_GROUP,
                    rule = found.rule.id,
                    path = self.places.path(*spot)
                );
                let _ = write!(out, "    … {}\n\n", message.get(self.style.lang));
            }
        }
        out
    }

    fn finding(&self, spot: Option<Spot>, found: &Reported) -> String {
        let lang = self.style.lang;
        let finding = &found.finding;
        let level = match found.severity {
            Severity::Error => Level::ERROR.with_name(self.level_name(found.severity)),
            Severity::Warning => Level::WARNING.with_name(self.level_name(found.severity)),
            Severity::Info => Level::INFO.with_name(self.level_name(found.severity)),
        };
        let mut elements: Vec<Element<'_>> = Vec::new();
        match spot {
            Some(spot) => elements.extend(self.source(spot, AnnotationKind::Primary, None)),
            None => elements.push(Origin::path(self.places.path(None)).into()),
        }
        for (place, message) in finding.related().take(MOST_RELATED) {
            if let Some(spot) = self.places.spot(place) {
                elements.extend(self.source(spot, AnnotationKind::Context, Some(message.get(lang))));
            }
        }
        let more = finding.related().count().saturating_sub(MOST_RELATED);
        if more > 0 {
            let message = say!("and {more} more places", "另有{more}处", more);
            elements.push(Level::NOTE.no_name().message(message.get(lang).to_owned()).into());
        }
        if let Some(help) = self.places.advice(finding) {
            elements.push(Level::HELP.with_name(self.word("help", "改法")).message(help.get(lang).to_owned()).into());
        }
        let why = format!("{}\nalongside explain {}", found.rule.why.get(lang), found.rule.id);
        elements.push(Level::NOTE.with_name(self.word("why", "原因")).message(why).into());
        let message = finding.message.get(lang).replace('\n', " ");
        let message = if finding.is_known { format!("{} {message}", self.word("(known)", "（存量）")) } else { message };
        let title = level.primary_title(message).id(found.rule.id);
        let renderer = if self.style.has_colour { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(WIDTH).render(&[Group::with_title(title).elements(elements)])
    }

    fn level_name(&self, severity: Severity) -> String {
        match self.style.lang {
            Lang::En => severity.key().to_owned(),
            Lang::Zh => severity.label().zh.into_owned(),
        }
    }

    fn word(&self, en: &'static str, zh: &'static str) -> &'static str {
        match self.style.lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// The first line of a spot with a mark under it. Only that is handed over, so that long files cost nothing. A cell of a
    /// workbook, which has no lines, is shown by its text.
    fn source(&self, spot: Spot, kind: AnnotationKind, label: Option<&str>) -> Vec<Element<'static>> {
        let (line, mark) = self.places.line(spot);
        if self.places.cell(spot).is_some() {
            let text = label.into_iter().chain(Some(line).filter(|line| !line.is_empty())).collect::<Vec<_>>().join(": ");
            let cell = Level::NOTE.with_name(self.word("cell", "单元格")).message(text);
            return vec![Origin::path(self.places.address(Some(spot))).into(), cell.into()];
        }
        let annotation: Annotation<'static> = kind.span(mark);
        let annotation = match label {
            Some(label) => annotation.label(label.to_owned()),
            None => annotation,
        };
        let snippet = Snippet::source(line.to_owned()).line_start(self.places.location(spot).line).annotation(annotation);
        vec![snippet.path(self.places.path(Some(spot)).to_owned()).into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn said(lang: Lang, is_verbose: bool) -> String {
        said_of(&[("goals.yaml", "- {id: G-1, title: Many orders, owner: A, due: 2027-03-31}\n")], lang, is_verbose)
    }

    fn said_of(registers: &[(&str, &str)], lang: Lang, is_verbose: bool) -> String {
        let settings = "project: {name: T, stage: planning, start: 2026-12-14, end: 2027-03-31, project_manager: A, marketing_lead: B}\n";
        let files: Vec<(&str, &str)> = std::iter::once(("alongside.yaml", settings)).chain(registers.iter().copied()).collect();
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 30) });
        let analysis = Analysis::of(&project);
        human(&Assessment::of(project, analysis), Style { lang, has_colour: false, is_verbose })
    }

    #[test]
    fn what_is_not_there_yet_is_asked_for_step_by_step() {
        let helps = |text: &str, rule: &str| text.contains(&format!("alongside explain {rule}\n"));
        let (few, all) = (said(Lang::En, false), said(Lang::En, true));
        for first in ["goal-without-kpi", "no-meeting-cadence", "goal-incomplete"] {
            assert!(helps(&few, first), "{first} {few}");
        }
        assert!(!helps(&few, "no-risks") && helps(&all, "no-risks"));
        assert!(said_of(&[], Lang::En, false).starts_with("error[no-goals]"), "errors come first");
        let (head, rest) = few.split_once("    … after that, in this order; --verbose says how to begin:\n").unwrap();
        assert!(rest.contains("      warning[no-risks]: The project has no risks recorded, open or closed.\n"));
        let asked = |text: &str| text.lines().filter(|line| line.starts_with("warning[")).count();
        let named = rest.lines().take_while(|line| line.starts_with("      ")).count();
        assert_eq!((asked(head), asked(head) + named + asked(rest)), (3, asked(&all)), "{few}");
        assert!(said(Lang::Zh, false).contains("接下来依次是（加 --verbose 查看改法）："));
    }
}
