//! Whoever reads the site cannot work out what is internal: with and without the internal records, its amounts and counts are the same.

use std::collections::BTreeMap;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::published;
use alongside::site::{self, Content};

/// What is published, and internal records that would change every number of it.
const FILES: [(&str, &str, &str); 16] = [
    (
        "alongside.yaml",
        "project: {name: T, currency: CNY, start: 2026-01-05, end: 2026-12-18, stage: execution}\nlanguages: [en, zh-CN]\nrisk: {reserve: {cost: 90000}}\n",
        "",
    ),
    ("people.yaml", "- {id: p, name: Pia, department: d}\n", "- {id: q, name: Quinn}\n"),
    ("departments.yaml", "- {id: d, name: Depot, contact: p}\n- {id: e, name: Events, contact: p}\n", ""),
    (
        "goals.yaml",
        "- {id: G-1, title: Grow, kind: project, owner: p, due: 2026-12-01, kpis: [k]}\n",
        "- {id: G-2, title: Hide, kind: project, outcome: missed}\n",
    ),
    (
        "kpis.yaml",
        "- {id: k, name: Leads, unit: pcs, owner: p, goal: G-1, direction: increase, baseline: {value: 0, date: 2026-01-01}, targets: [{by: 2026-12-31, value: 400}]}\n",
        "- {id: l, name: Exits, owner: p, direction: increase, baseline: {value: 0, date: 2026-01-01}, targets: [{by: 2026-12-31, value: 40}]}\n",
    ),
    (
        "measurements.yaml",
        "- {kpi: k, date: 2026-03-01, value: 66}\n- {kpi: k, date: 2026-03-29, value: 97}\n",
        "- {kpi: l, date: 2026-03-29, value: 1}\n",
    ),
    (
        "budget.yaml",
        "- {category: Film, period: 2026-02, planned: 100, actual: 90}\n",
        "- {category: Film, period: 2026-02, planned: 7000, actual: 9000}\n- {category: Severance, period: 2026-03, planned: 5000, actual: 6500}\n",
    ),
    (
        "tasks.yaml",
        "- {id: T-1, name: Film, owner: p, start: 2026-03-02, end: 2026-04-10, percent: 75, planned_cost: 100, actual_cost: 70}\n",
        "- {id: T-2, name: Lay off, owner: p, start: 2026-03-02, end: 2026-12-30, percent: 10, planned_cost: 900, actual_cost: 900, after: T-1}\n",
    ),
    (
        "milestones.yaml",
        "- {id: M-1, name: Live, owner: p, baseline: 2026-05-01}\n",
        "- {id: M-2, name: Out, owner: p, baseline: 2026-02-02, forecast: 2027-02-01}\n",
    ),
    (
        "allocations.yaml",
        "- {person: p, start: 2026-03-02, end: 2026-04-24, load: 80%}\n",
        "- {person: p, start: 2026-03-30, end: 2026-04-24, load: 60%}\n",
    ),
    (
        "risks.yaml",
        "- {id: R-1, title: Late, raised: 2026-02-02, owner: p, strategy: accept, accepted_by: p, probability: 2, impact: 2, cost: 40000, next_review: 2026-05-01}\n",
        "- {id: R-2, title: Suit, raised: 2026-02-02, owner: p, probability: 5, impact: 5, cost: 900000}\n- {id: R-3, title: Strike, raised: 2026-02-02, owner: p, probability: 5, impact: 5}\n",
    ),
    (
        "tickets.yaml",
        "- {id: A, title: A, severity: low, opened: 2026-03-27, owner: p, responded: 2026-03-27, resolved: 2026-03-27}\n",
        "- {id: B, title: B, severity: critical, opened: 2026-01-27, owner: p}\n",
    ),
    (
        "feedback.yaml",
        "- {date: 2026-03-02, quote: a, sentiment: 1, theme: Price, replied_on: 2026-03-03, status: replied}\n",
        "- {date: 2026-03-02, quote: b, sentiment: -1, theme: Price, status: open}\n",
    ),
    (
        "handoffs.yaml",
        "- {what: Film, from: d, to: e, owner: p, due: 2026-03-02, accepted_on: 2026-03-02, status: accepted}\n",
        "- {what: Files, from: d, to: e, owner: p, due: 2026-01-12, status: open}\n",
    ),
    (
        "actions.yaml",
        "- {what: Call, owner: p, due: 2026-04-20, status: open}\n",
        "- {what: Sue, owner: p, due: 2026-01-20, status: open}\n",
    ),
    (
        "improvements.yaml",
        "- {title: A, status: done, done_on: 2026-03-20, owner: p, due: 2026-03-20, verified_on: 2026-03-25}\n",
        "- {title: B, status: open, owner: p, due: 2026-01-20}\n",
    ),
];

/// Every published file, with or without the internal records in the folder.
fn site(with_internal: bool) -> BTreeMap<String, String> {
    let text = |(path, public, internal): (&'static str, &str, &str)| {
        let marked = internal.replace("}\n", ", visibility: internal}\n");
        (path, if with_internal { format!("{public}{marked}") } else { public.to_owned() })
    };
    let texts = FILES.map(text);
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
    let told: Vec<&str> = project.problems.iter().map(|problem| &*problem.problem.message.en).collect();
    assert!(told.is_empty(), "{told:?}");
    let analysis = Analysis::in_full(&project);
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    assert_eq!(told.left_out.count() > 0, with_internal);
    let files = site::build(&told, site::History::default()).expect("the pages render");
    let made = files.into_iter().filter_map(|file| match file.content {
        Content::Made(bytes) => Some((file.path, String::from_utf8_lossy(&bytes).into_owned())),
        Content::CopyOf(_) => None,
    });
    made.chain([("report.json".to_owned(), published(&told))]).collect()
}

/// What is told of the whole: the colours, whether rules pass, and the reasons, which are compared by themselves.
const OF_THE_WHOLE: [(&str, &str); 9] = [
    // The styles of the colours.
    ("<link rel=\"stylesheet\"", ">"),
    ("<meta name=\"description\"", ">"),
    ("<meta property=\"og:description\"", ">"),
    ("<section class=\"panel\" id=\"findings\"", "</section>"),
    ("<p class=\"lead\">", "</p>"),
    ("<ul class=\"mix\">", "</ul>"),
    ("<a href=\"about.html#health\">", "</a>"),
    ("<a href=\"checklist.html#", "</a>"),
    ("<caption id=\"t-areas\">", "</table>"),
];

fn without(text: &str, (start, end): (&str, &str)) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(end).map_or("", |(_, rest)| rest))
}

/// The numbers of a page that count and measure records.
fn numbers(page: &str) -> Vec<String> {
    let text = OF_THE_WHOLE.into_iter().fold(page.to_owned(), |text, part| without(&text, part));
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(str::to_owned).collect()
}

/// The reason that a page begins with.
fn lead(page: &str) -> &str {
    page.split_once("<p class=\"lead\">").and_then(|(_, rest)| rest.split_once("</p>")).map_or("", |(lead, _)| lead)
}

/// Whether a reason has no number.
fn is_bare(lead: &str) -> bool {
    !lead.contains(|c: char| c.is_ascii_digit())
}

const WITHHELD: [&str; 2] = ["The reason concerns a record that is not published.", "原因涉及未公开的记录。"];

#[test]
fn with_and_without_what_is_internal_the_numbers_are_the_same() {
    let (with, without) = (site(true), site(false));
    assert!(with.keys().eq(without.keys()), "{:?}", (with.keys(), without.keys()));
    for (path, text) in &with {
        let other = &without[path];
        // The twins say in Markdown what the pages say that are compared here; a badge is the colour of the whole.
        if path.ends_with(".md") || path == "llms.txt" || path.ends_with("badge.svg") {
            continue;
        }
        if path.ends_with(".csv") || path.starts_with("assets/") {
            assert_eq!(text, other, "{path}");
        } else if path == "report.json" {
            let parts = |text: &str| text.split_once("\n  \"goals\": [").map(|(_, numbers)| numbers.to_owned());
            assert!(parts(text).is_some());
            assert_eq!(parts(text), parts(other), "{path}");
        } else if !["about.html", "checklist.html"].iter().any(|page| path.ends_with(page)) && !path.contains("/rules/") {
            assert_eq!(numbers(text), numbers(other), "{path}");
            assert!(is_bare(lead(text)) || lead(text) == lead(other), "{path}: {}\n{}", lead(text), lead(other));
        }
    }
}

#[test]
fn a_colour_of_the_whole_is_told_without_a_number() {
    let site = site(true);
    for (path, colour) in [("en/risk.html", "Off track"), ("en/plan.html", "Off track"), ("zh-CN/risk.html", "偏离")] {
        let hero = site[path].split_once("panel hero").and_then(|(_, rest)| rest.split_once("</section>")).map_or("", |(hero, _)| hero);
        assert!(hero.contains(colour) && WITHHELD.contains(&lead(hero)), "{path}: {hero}");
    }
    assert!(site["en/about.html"].contains("Every amount and count, in charts and data files too, is of what is published."));
}
