//! How long the numbers of a large project take, beside reading it: `cargo bench --bench numbers`.
//!
//! The project has 10,000 records in the proportions of a real one, from texts in memory, so that the disk is in no time.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark measures, prints, and may stop"
)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Checklist, Published};
use alongside::project::{Folder, Kind, ReportDateSource, load};
use alongside::report::published;

/// How often each step is measured; the shortest time counts.
const ROUNDS: usize = 5;

fn main() {
    let files = files();
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let report_date = Date::new(2026, 11, 20);
    let read = || load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: report_date });
    let project = read();
    let records: usize = Kind::ALL.iter().map(|kind| project.registers.len(*kind)).sum();
    let analysis = Analysis::of(&project);
    let reading = shortest(read);
    let numbers = shortest(|| Analysis::of(&project));
    println!("{records} records, {} problems", project.problems.len());
    println!("reading    {reading:>10.1?}");
    println!("numbers    {numbers:>10.1?}  {:.0}% of reading", 100.0 * numbers.as_secs_f64() / reading.as_secs_f64());
    let in_full = shortest(|| Analysis::in_full(&project));
    println!("simulated  {:>10.1?}  the 10,000 runs of cost and of delay", in_full.saturating_sub(numbers));
    println!("checklist  {:>10.1?}", shortest(|| Checklist::of(&project, &analysis)));
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    println!("report     {:>10.1?}", shortest(|| published(&told)));
    assert!(numbers < reading, "numbers take longer than reading");
}

fn shortest<T>(work: impl Fn() -> T) -> Duration {
    let measure = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..ROUNDS).map(measure).min().unwrap_or_default()
}

/// A day of 2026, which repeats itself.
fn day(n: usize) -> String {
    Date::new(2026, 1, 1).plus(i64::try_from(n % 320).unwrap()).to_string()
}

/// A register as CSV.
fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = format!("{header}\n");
    for n in 0..rows {
        let _ = writeln!(text, "{}", row(n));
    }
    text
}

fn files() -> Vec<(&'static str, String)> {
    let word = |n: usize, words: &[&'static str]| words[n % words.len()];
    let meetings: Vec<String> = (0..400)
        .map(|n| {
            let (on, due) = (day(n), day(n + 7));
            format!(
                "- {{id: M-{n}, date: {on}, cadence: c-{}, attendees: [p-1, p-2], actions: [{{what: Do {n}, owner: p-{}, due: {due}}}]}}\n",
                n % 8,
                n % 40
            )
        })
        .collect();
    let kpis: Vec<String> = (0..50)
        .map(|n| {
            format!(
                "- {{id: k-{n}, name: KPI {n}, unit: leads, direction: increase, goal: G-{}, cadence: week, baseline: {{value: 100, date: 2026-01-01}}, targets: [{{by: 2026-12-31, value: 400}}]}}\n",
                n % 20
            )
        })
        .collect();
    vec![
        ("alongside.yaml", "project: {name: Large, start: 2026-01-01, end: 2026-12-31, currency: CNY, stage: execution}\n".to_owned()),
        ("people.csv", table("id,name,side", 40, |n| format!("p-{n},Person {n},{}", word(n, &["project", "marketing"])))),
        ("departments.csv", table("id,name", 8, |n| format!("d-{n},Department {n}"))),
        (
            "goals.csv",
            table("id,title,kind,owner,due", 20, |n| format!("G-{n},Goal {n},{},p-{n},2026-12-31", word(n, &["marketing", "project"]))),
        ),
        ("kpis.yaml", kpis.concat()),
        ("measurements.csv", table("kpi,date,value", 2400, |n| format!("k-{},{},{}", n % 50, day(n / 50 * 6), 100 + n / 50 * 4 + n % 7))),
        (
            "cadences.csv",
            table("id,name,every,starts", 8, |n| format!("c-{n},Series {n},{},2026-01-05", word(n, &["week", "2 weeks", "month"]))),
        ),
        ("meetings.yaml", meetings.concat()),
        (
            "actions.csv",
            table("id,what,owner,due,status", 900, |n| format!("A-{n},Action {n},p-{},{},{}", n % 40, day(n), word(n, &["open", "done"]))),
        ),
        (
            "feedback.csv",
            table("date,source,theme,sentiment,count,replied_on", 1500, |n| {
                format!("{},shop,theme {},{},{},{}", day(n), n % 30, word(n, &["-2", "-1", "0", "1", "2"]), n % 9 + 1, day(n + 3))
            }),
        ),
        ("research.csv", table("id,title,date,leads_to", 60, |n| format!("RS-{n},Study {n},{},D-{}", day(n), n % 80))),
        ("decisions.csv", table("id,title,date,status,affects", 80, |n| format!("D-{n},Decision {n},{},accepted,k-{}", day(n), n % 50))),
        (
            "changes.csv",
            table("id,title,raised,decided,decision,applied,affects", 80, |n| {
                format!("CH-{n},Change {n},{},{},approved,{},k-{}", day(n), day(n + 4), day(n + 9), n % 50)
            }),
        ),
        (
            "tickets.csv",
            table("id,title,opened,severity,responded,resolved", 900, |n| {
                format!("TK-{n},Ticket {n},{},{},{},{}", day(n), word(n, &["low", "medium", "high", "critical"]), day(n + 1), day(n + 6))
            }),
        ),
        ("phases.csv", table("id,name,start,end,goals", 8, |n| format!("P-{n},Phase {n},{},{},G-{n}", day(n * 40), day(n * 40 + 39)))),
        (
            "milestones.csv",
            table("id,name,phase,owner,baseline,forecast", 60, |n| {
                format!("MS-{n},Milestone {n},P-{},p-{},{},{}", n % 8, n % 40, day(n * 5), day(n * 5 + 3))
            }),
        ),
        (
            "tasks.csv",
            table("id,name,phase,owner,start,end,after,planned_cost,percent", 1500, |n| {
                let after = if n % 15 == 0 { String::new() } else { format!("T-{}", n - 1) };
                format!(
                    "T-{n},Task {n},P-{},p-{},{},{},{after},1000,{}",
                    n % 8,
                    n % 40,
                    day(n / 15 * 3 + n % 15 * 4),
                    day(n / 15 * 3 + n % 15 * 4 + 3),
                    n % 100
                )
            }),
        ),
        (
            "allocations.csv",
            table("person,from,to,percent", 300, |n| format!("p-{},{},{},{}", n % 40, day(n % 250), day(n % 250 + 60), n % 50 + 10)),
        ),
        (
            "budget.csv",
            table("category,period,planned,committed,actual", 240, |n| {
                format!("category {},2026-{:02},1000.50,900,{}", n % 20, n / 20 + 1, n * 7)
            }),
        ),
        (
            "handoffs.csv",
            table("id,what,from,to,due,accepted_on,status", 200, |n| {
                format!("H-{n},Hand-off {n},d-{},d-{},{},{},accepted", n % 8, (n + 1) % 8, day(n), day(n + 1))
            }),
        ),
        (
            "risks.csv",
            table("id,title,raised,owner,probability,impact,cost.low,cost.likely,cost.high,prevention", 300, |n| {
                format!("R-{n},Risk {n},{},p-{},{},{},{},{},{},Watch", day(n), n % 40, n % 5 + 1, n % 4 + 1, n * 10, n * 20, n * 50)
            }),
        ),
        ("issues.csv", table("id,title,raised,owner,severity", 200, |n| format!("I-{n},Issue {n},{},p-{},medium", day(n), n % 40))),
        ("stakeholders.csv", table("id,name,interest", 159, |n| format!("S-{n},Stakeholder {n},Interest {n}"))),
        ("lessons.csv", table("id,title,date,recommendation", 100, |n| format!("L-{n},Lesson {n},{},Do it again", day(n)))),
        ("materials.csv", table("id,name,needed_by,expected", 200, |n| format!("MA-{n},Material {n},{},{}", day(n), day(n + 2)))),
        ("responsibilities.csv", table("deliverable,A,R", 87, |n| format!("Deliverable {n},p-{},p-{}", n % 40, (n + 1) % 40))),
        ("improvements.csv", table("id,title,owner,due", 100, |n| format!("IM-{n},Improvement {n},p-{},{}", n % 40, day(n)))),
        ("support.csv", table("id,name,kind,owner,needed_by", 100, |n| format!("SU-{n},Resource {n},tool,p-{},{}", n % 40, day(n)))),
    ]
}
