//! The order in which records are written changes no number.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::published;
use serde_json::Value;

const SETTINGS: &str = "project: {name: Launch, start: 2026-01-05, end: 2026-12-18, stage: execution, currency: CNY}\n";

/// Registers with their records, one a line. Each has an id: an id that is made of a name counts those before it.
const REGISTERS: [(&str, &[&str]); 17] = [
    ("people", &["id: wu, name: Wu, side: project", "id: li, name: Li, side: marketing, absences: [2026-03-04]", "id: xu, name: Xu"]),
    ("departments", &["id: d-1, name: Product", "id: d-2, name: Brand"]),
    ("goals", &["id: G-1, title: Sell, kind: project, owner: wu", "id: G-2, title: Known, kind: marketing, owner: li, supports: [G-1]"]),
    (
        "kpis",
        &[
            "id: k-1, name: Leads, direction: increase, goal: G-1, cadence: week, baseline: {value: 0.1, date: 2026-01-05}, targets: [{by: 2026-12-18, value: 40}]",
            "id: k-2, name: Returns, direction: decrease, goal: G-2, cadence: month, baseline: {value: 9, date: 2026-01-05}, targets: [{by: 2026-10-30, value: 4}]",
        ],
    ),
    (
        "measurements",
        &[
            "id: v1, kpi: k-1, date: 2026-01-12, value: 0.3",
            "id: v2, kpi: k-1, date: 2026-01-19, value: 1.7",
            "id: v3, kpi: k-1, date: 2026-01-26, value: 1.1",
            "id: v4, kpi: k-1, date: 2026-02-02, value: 2.9",
            "id: v5, kpi: k-1, date: 2026-02-09, value: 3.3",
            "id: v6, kpi: k-1, date: 2026-02-16, value: 3.1",
            "id: v7, kpi: k-2, date: 2026-01-31, value: 8.5",
            "id: v8, kpi: k-2, date: 2026-02-28, value: 8.7",
        ],
    ),
    ("cadences", &["id: c-1, name: Sync, every: week, starts: 2026-02-02", "id: c-2, name: Steering, every: month, starts: 2026-01-05"]),
    (
        "meetings",
        &[
            "id: m-1, date: 2026-02-03, cadence: c-1, attendees: [wu, li], actions: [{what: Brief, owner: li, due: 2026-02-09}]",
            "id: m-2, date: 2026-02-10, cadence: c-1, attendees: [wu], actions: [{what: Brief, status: done, done_on: 2026-02-10}]",
            "id: m-3, date: 2026-02-24, cadence: c-1, attendees: [li, wu], actions: [{what: Stand, owner: xu, due: 2026-03-02}]",
            "id: m-4, date: 2026-01-20, cadence: c-2",
        ],
    ),
    (
        "actions",
        &[
            "id: A-1, what: Samples, owner: xu, raised: 2026-02-02, due: 2026-02-20",
            "id: A-2, what: Film, owner: li, raised: 2026-02-04, status: done",
        ],
    ),
    (
        "feedback",
        &[
            "id: F-1, date: 2026-02-02, theme: [price, noise], sentiment: -1, count: 0.1, leads_to: D-1",
            "id: F-2, date: 2026-02-02, theme: price, sentiment: 2, count: 0.2, replied_on: 2026-02-05",
            "id: F-3, date: 2026-02-05, theme: noise, sentiment: -2, count: 0.3",
            "id: F-4, date: 2026-03-02, sentiment: 1, count: 0.7",
        ],
    ),
    ("decisions", &["id: D-1, title: Quieter, date: 2026-02-06, affects: [k-2]", "id: D-2, title: Cheaper, date: 2026-02-20"]),
    (
        "changes",
        &[
            "id: CH-1, title: Price, raised: 2026-02-02, decided: 2026-02-05, applied: 2026-02-09, affects: [k-1]",
            "id: CH-2, title: Film, raised: 2026-02-12",
        ],
    ),
    (
        "tickets",
        &[
            "id: TK-1, title: Login, opened: 2026-02-02, severity: high, responded: 2026-02-03, resolved: 2026-02-06",
            "id: TK-2, title: Shop, opened: 2026-02-16, severity: high",
            "id: TK-3, title: Mail, opened: 2026-02-20, severity: low, responded: 2026-02-23",
        ],
    ),
    (
        "tasks",
        &[
            "id: T-1, name: Film, owner: wu, start: 2026-02-02, end: 2026-02-13, actual_start: 2026-02-02, percent: 33.3, planned_cost: 10.1, actual_cost: 3",
            "id: T-2, name: Cut, owner: li, start: 2026-02-16, duration: 7, after: [T-1], planned_cost: 0.2",
            "id: T-3, name: Print, owner: xu, start: 2026-02-16, duration: 3, after: [T-1], planned_cost: 70.7",
            "id: T-4, name: Launch, owner: wu, duration: 1, after: [T-2, T-3], planned_cost: 1",
        ],
    ),
    (
        "allocations",
        &[
            "id: al-1, person: wu, from: 2026-02-02, to: 2026-03-13, percent: 33.3",
            "id: al-2, person: wu, from: 2026-02-09, to: 2026-02-20, percent: 66.7",
            "id: al-3, person: li, from: 2026-03-02, to: 2026-03-06, percent: 6-7h",
        ],
    ),
    (
        "budget",
        &[
            "id: b-1, category: film, period: 2026-01, planned: 100.10, actual: 90.05",
            "id: b-2, category: film, period: 2026-02, planned: 0.2, committed: 7",
            "id: b-3, category: print, period: 2026-Q1, planned: 33.3, forecast: 40",
        ],
    ),
    (
        "handoffs",
        &[
            "id: H-1, what: Figures, from: d-1, to: d-2, due: 2026-02-13, accepted_on: 2026-02-16",
            "id: H-2, what: Texts, from: d-2, to: d-1, due: 2026-02-20, status: in progress",
        ],
    ),
    (
        "risks",
        &[
            "id: R-1, title: Late, raised: 2026-01-12, owner: wu, probability: 4, impact: 4, cost: {low: 1, likely: 2, high: 5}",
            "id: R-2, title: Dear, raised: 2026-02-12, owner: li, probability: 30%, impact: 2, cost: 0.7, residual: {probability: 1, impact: 2}, prevention: Ask",
            "id: R-3, title: Early, kind: opportunity, raised: 2026-02-12, probability: 2, impact: 2, cost: {low: 1, high: 2}",
        ],
    ),
];

/// A generator of whole numbers, for shuffling: no two seeds give the same order.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

fn list(records: &[&str]) -> String {
    records.iter().map(|record| format!("- {{{record}}}\n")).collect::<Vec<_>>().concat()
}

/// The report on the records in an order that follows from a seed, spread over two files a register.
fn report(seed: u64) -> Value {
    let mut numbers = Numbers(seed);
    let mut files = vec![("alongside.yaml".to_owned(), SETTINGS.to_owned())];
    for (register, records) in REGISTERS {
        let mut records = records.to_vec();
        for at in (1..records.len()).rev() {
            records.swap(at, numbers.below(at + 1));
        }
        let (some, others) = records.split_at(1 + numbers.below(records.len() - 1));
        let folder = ["a", "z"][numbers.below(2)];
        files.push((format!("{register}.yaml"), list(some)));
        files.push((format!("{folder}/{register}.yaml"), list(others)));
    }
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 3) });
    assert!(project.problems.is_empty(), "{:?}", project.problems);
    let analysis = Analysis::in_full(&project);
    let report = published(&Published::to(Audience::Public, &Assessment::of(project, analysis)));
    let mut report = serde_json::from_str(&report).unwrap();
    normalise(&mut report);
    report
}

/// Leaves out what must follow the order: places in files, and sentences that name the first of several equals; and sorts lists.
fn normalise(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["files", "place", "findings", "waived_findings", "reason", "sentence"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(normalise);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(normalise);
            items.sort_by_key(Value::to_string);
        }
        _ => {}
    }
}

#[test]
fn the_order_of_records_and_files_changes_nothing() {
    let first = serde_json::to_string_pretty(&report(1)).unwrap();
    assert!(first.contains("\"T-4\"") && first.contains("\"R-3\""));
    for seed in 2..8 {
        let other = serde_json::to_string_pretty(&report(seed)).unwrap();
        let differs = first.lines().zip(other.lines()).enumerate().find(|(_, (a, b))| a != b);
        assert!(differs.is_none(), "seed {seed}: {differs:?}");
    }
}
