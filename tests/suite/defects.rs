//! A folder with planted defects in all four forms: each is reported at the line and column where it stands.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::Assessment;
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::{self, Style};
use alongside::text::Lang;

/// Counted by hand: lines and columns from 1, columns in characters.
const PLANTED: [&str; 21] = [
    "decisions/D-1.md:3:7: error[unreadable-value]",
    "decisions/D-1.md:4:9: error[unreadable-value]",
    "kpis.yaml:3:3: warning[unknown-field]",
    "kpis.yaml:5:31: error[unreadable-value]",
    "kpis.yaml:7:9: error[unreadable-file]",
    "kpis.yaml:10:3: error[unreadable-file]",
    "meetings/2026-05-04.md:1:3: error[dates-contradict]",
    "meetings/2026-05-04.md:5:5: warning[broken-link]",
    "people.yaml:7:13: error[unreadable-value]",
    "people.yaml:8:7: error[duplicate-id]",
    "riks.csv:1:1: warning[unrecognised-file]",
    "tasks.csv:2:19: error[unreadable-value]",
    "tasks.csv:3:11: error[unknown-reference]",
    "tasks.csv:4:1: error[missing-required-field]",
    "tasks.csv:5:27: error[dates-contradict]",
    "tasks.csv:6:41: error[unreadable-file]",
    "风险.md:3:31: info[reading-note]",
    "风险.md:5:17: error[unreadable-value]",
    "风险.md:6:20: error[unknown-reference]",
    "风险.md:7:3: error[duplicate-id]",
    "风险.md:8:23: error[unreadable-value]",
];

fn report_of(folder: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let folder = Folder::read(&root).expect("the fixture is there");
    let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
    let analysis = Analysis::of(&project);
    let checked = Assessment::of(project, analysis);
    report::short(&checked, Style { lang: Lang::En, has_colour: false, is_verbose: false })
}

#[test]
fn every_planted_defect_is_reported_at_its_place() {
    let report = report_of("defects");
    for planted in PLANTED {
        assert!(report.lines().any(|line| line.starts_with(planted)), "{planted} is not in\n{report}");
    }
}

#[test]
fn records_item_reports_nothing_but_what_was_planted() {
    let report = report_of("defects");
    let of_records =
        ["unreadable-", "missing-required", "duplicate-id", "unknown-", "reading-note", "dates-contradict", "broken-link", "unrecognised-"];
    let found: Vec<&str> = report.lines().filter(|line| of_records.iter().any(|rule| line.contains(&format!("[{rule}")))).collect();
    assert_eq!(found.len(), PLANTED.len(), "{found:#?}");
}
