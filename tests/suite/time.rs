//! Time alone never turns the gate red: the same folder, looked at later, exits with no worse code, unless a waiver has run out.

use std::collections::BTreeSet;
use std::path::Path;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Checklist, Severity, rules};
use alongside::project::{Folder, Project, ReportDateSource, load};

/// Days after the report date on which the folder is looked at again.
const LATER: [i64; 6] = [1, 7, 31, 92, 183, 400];

/// A folder judged on a day.
fn judged(folder: Folder, as_of: Option<Date>) -> (Project, Checklist) {
    let project = load(folder, ReportDateSource { as_of, otherwise: Date::new(2026, 6, 15) });
    let checklist = Checklist::of(&project, &Analysis::of(&project));
    (project, checklist)
}

/// The errors of a day by rule and records, without those whose waiver has run out.
fn errors((project, checklist): &(Project, Checklist)) -> BTreeSet<(&'static str, Vec<String>)> {
    let waivers = &project.settings.checklist.waivers;
    let has_run_out = |rule: &str| {
        waivers.iter().any(|waiver| waiver.rule.as_deref() == Some(rule) && waiver.until.is_some_and(|until| until < project.report_date))
    };
    let errors = checklist.findings().filter(|found| found.severity == Severity::Error && !has_run_out(found.rule.id));
    errors
        .map(|found| {
            let records = found.finding.records.iter().filter_map(|id| project.record(*id));
            (found.rule.id, records.map(|entry| entry.id().to_owned()).collect())
        })
        .collect()
}

fn never_gets_worse(name: &str, folder: impl Fn() -> Folder) {
    let first = judged(folder(), None);
    let known = errors(&first);
    for days in LATER {
        let later = judged(folder(), Some(first.0.report_date.plus(days)));
        let new: Vec<_> = errors(&later).difference(&known).cloned().collect();
        assert!(new.is_empty(), "{name}, {days} days later: {new:#?}");
    }
}

#[test]
fn a_folder_that_nobody_touches_has_no_new_errors() {
    for path in ["example-project", "tests/fixtures/small", "tests/fixtures/windows", "tests/fixtures/defects"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        never_gets_worse(path, || Folder::read(&root).expect("the folder is there"));
    }
}

#[test]
fn nor_have_the_examples_of_the_rules() {
    for rule in rules::all() {
        for files in [rule.bad, rule.good] {
            never_gets_worse(rule.id, || Folder::of_texts(files));
        }
    }
}
