//! Files of the repository that the program itself writes. `RENEW=1 cargo test --test suite generated` writes what they are now.

use std::fs;
use std::path::Path;

use alongside::analysis::Analysis;
use alongside::calendar::{Date, Period};
use alongside::checklist::{Assessment, Audience, Published};
use alongside::comparison::{Comparison, Course, Report, Stretch};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report;
use alongside::site::{History, variables};
use alongside::text::Lang;

#[test]
fn the_reference_of_the_rules_is_up_to_date() {
    holds("docs/rules.md", &report::reference(Lang::En));
    holds("docs/rules.zh-CN.md", &report::reference(Lang::Zh));
}

#[test]
fn the_reference_of_the_fields_is_up_to_date() {
    for (name, text) in [Lang::En, Lang::Zh].into_iter().flat_map(report::field_pages) {
        holds(&format!("docs/fields/{name}"), &text);
    }
}

/// A report of the example that has every page: with what changed, how it went, and what was promised.
fn with_every_page<T>(then: impl FnOnce(&Published<'_>, History<'_>) -> T) -> T {
    let assessment = |day| {
        let folder = Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project")).expect("the example");
        let project = load(folder, ReportDateSource { as_of: Some(day), otherwise: day });
        let analysis = Analysis::in_full(&project);
        Assessment::of(project, analysis)
    };
    let (before, now) = (assessment(Date::new(2026, 10, 30)), assessment(Date::new(2026, 11, 20)));
    let (before, now) = (Published::to(Audience::Public, &before), Published::to(Audience::Public, &now));
    let (since, course) = (Comparison::of(&before, &now), Course::of(vec![Report::of(&before, &now)], &now));
    let stretch = Stretch::of(Period::parse("2026-11").expect("a month"), Some(&before), &now);
    then(&now, History { built_from: Some("commit"), since: Some(&since), course: Some(&course), stretch: Some(&stretch) })
}

#[test]
fn the_reference_of_the_templates_is_up_to_date() {
    with_every_page(|published, history| {
        holds("docs/templates.md", &variables(published, history, Lang::En));
        holds("docs/templates.zh-CN.md", &variables(published, history, Lang::Zh));
    });
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md")).unwrap_or_default();
    for template in ["overview", "area", "record", "since", "trends", "period", "launch", "fields"] {
        assert!(text.contains(&format!("\n## {template}.html\n")), "{template}");
    }
}

fn holds(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("RENEW").is_some() {
        fs::create_dir_all(file.parent().unwrap_or(&file)).unwrap_or_else(|error| panic!("{path}: {error}"));
        fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == text, "{path} is out of date; write it with `RENEW=1 cargo test --test suite generated`");
}
