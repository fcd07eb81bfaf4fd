//! Folders of any size, as benchmarks, the test of growth and the browser take them.

#[path = "../bench/folders/mod.rs"]
mod folders;

use std::path::PathBuf;

use alongside::calendar::Date;
use alongside::project::{Folder, Kind, Project, ReportDateSource, load};
use alongside::text::Lang;
use folders::{Form, Holds, Wanted};

fn project(files: &[(String, String)]) -> Project {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) })
}

/// The records and documents that a folder holds.
fn held(project: &Project) -> usize {
    let records: usize = Kind::ALL.iter().map(|kind| project.registers.len(*kind)).sum();
    records + project.documents.len()
}

#[test]
fn a_large_folder_holds_as_many_records_as_are_asked_for() {
    for n in [100, 1_000] {
        let held = held(&project(&Wanted::new(Holds::Mixed, n).files()));
        assert!((n..n * 3 / 2).contains(&held), "{held} of {n}");
    }
}

/// What a folder's records say, whatever they are written in.
fn said(project: &Project, holds: Holds) -> Vec<String> {
    match holds {
        Holds::Risks => project
            .risks
            .iter()
            .map(|risk| format!("{} {} {:?} {:?} {:?}", risk.id, risk.title.any(), risk.owner, risk.status, risk.next_review))
            .collect(),
        Holds::Tasks => project
            .tasks
            .iter()
            .map(|task| format!("{} {} {:?} {:?} {:?} {:?}", task.id, task.name.any(), task.owner, task.start, task.end, task.after))
            .collect(),
        Holds::Measurements | Holds::Kpis => {
            project.measurements.iter().map(|value| format!("{:?} {} {:?}", value.kpi, value.date, value.value)).collect()
        }
        Holds::Meetings => project.meetings.iter().map(|meeting| format!("{:?} {}", meeting.date, meeting.decisions.len())).collect(),
        Holds::Documents => project.documents.iter().map(|document| document.title.clone()).collect(),
        Holds::Mixed => vec![held(project).to_string()],
    }
}

#[test]
fn every_form_says_the_same_in_both_languages() {
    const RECORDS: usize = 25;
    for (holds, lang) in Holds::ALL.into_iter().flat_map(|holds| Lang::ALL.map(|lang| (holds, lang))) {
        let read = |form: Form| {
            let project = project(&Wanted { form, lang, ..Wanted::new(holds, RECORDS) }.files());
            let words: Vec<String> = project.problems.iter().map(|problem| problem.problem.message.get(Lang::En).to_string()).collect();
            assert!(words.is_empty(), "{holds:?} {form:?} {lang:?}: {words:?}");
            said(&project, holds)
        };
        let first = read(holds.forms()[0]);
        assert!(holds == Holds::Mixed || first.len() == RECORDS, "{holds:?} {lang:?}: {first:?}");
        for form in holds.forms() {
            assert_eq!(read(*form), first, "{holds:?} {form:?} {lang:?}");
        }
    }
}

#[test]
fn a_seed_gives_the_same_folder_at_each_call_and_another_seed_another() {
    for holds in Holds::ALL {
        let files = |seed: u64| Wanted { seed, ..Wanted::new(holds, 60) }.files();
        assert_eq!(files(7), files(7), "{holds:?}");
        assert_ne!(files(7), files(8), "{holds:?}");
    }
}

/// `tests/run --whole` builds a site of it and opens that.
#[test]
#[ignore = "writes 10,000 records to the folder in ALONGSIDE_LARGE"]
fn ten_thousand_records_are_written() {
    let folder = PathBuf::from(std::env::var_os("ALONGSIDE_LARGE").expect("the folder to write to"));
    let files = Wanted::new(Holds::Mixed, 10_000).files();
    for (path, text) in &files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let held = held(&project(&files));
    assert!((10_000..15_000).contains(&held), "{held}");
}
