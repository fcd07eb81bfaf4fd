//! `alongside check --show-settings`: what is in force, and where each setting comes from.

use std::collections::BTreeMap;

use crate::both;
use crate::cli::CheckArgs;
use crate::project::settings::{FailOn, History, OtherFiles, PeopleShown, Setting};
use crate::project::types::ChoiceType;
use crate::project::{Locator, Project, Settings};
use crate::text::{Lang, Message};

/// A line for each setting: its keys, its value and its source.
pub(super) fn text(project: &Project, args: &CheckArgs, lang: Lang) -> String {
    let mut lines: BTreeMap<Vec<String>, (String, Message)> = BTreeMap::new();
    for (path, value) in usual(project) {
        lines.insert(key(path), (value, both!("usual", "默认")));
    }
    lines.insert(key("report.as_of"), (project.report_date.to_string(), day_from(project, args)));
    let locator = Locator::new(project);
    let of_file = |file| Settings::set(project.text(file), &project.limits).into_iter().map(move |set| (file, set));
    for (file, Setting { path, value, span }) in project.settings_file.into_iter().flat_map(of_file) {
        let place = Message::same(format!("{}:{}", project.path(file), locator.location(file, span).line));
        if path == key("report.as_of") && (args.source.as_of.is_some() || args.source.at.is_some()) {
            continue;
        }
        lines.insert(path, (value, place));
    }
    if let Some(fail_on) = args.fail_on {
        lines.insert(key("checklist.fail_on"), (FailOn::from(fail_on).key().to_owned(), Message::same("--fail-on")));
    }
    let shown =
        |(path, (value, place)): (&Vec<String>, &(String, Message))| format!("{}: {value}  # {}\n", path.join("."), place.get(lang));
    lines.iter().map(shown).collect()
}

fn key(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

/// Where the report date comes from.
fn day_from(project: &Project, args: &CheckArgs) -> Message {
    if args.source.as_of.is_some() {
        Message::same("--as-of")
    } else if let Some(at) = &args.source.at {
        Message::same(format!("--at {at}"))
    } else if project.settings.report.as_of.is_none() && std::env::var_os("SOURCE_DATE_EPOCH").is_some() {
        Message::same("SOURCE_DATE_EPOCH")
    } else {
        both!("today", "今天")
    }
}

/// What is in force where nothing is said; of rules, `alongside explain` tells it.
fn usual(project: &Project) -> [(&'static str, String); 17] {
    let settings = &project.settings;
    let limits = &project.limits;
    let languages: Vec<&str> = project.languages.iter().map(|lang| lang.tag()).collect();
    let scores = settings.risk.first_scores();
    [
        ("project.stage", project.stage().key().to_owned()),
        ("languages", format!("[{}]", languages.join(", "))),
        ("history", History::Git.key().to_owned()),
        ("signals", settings.signals().key().to_owned()),
        ("site.listed", "no".to_owned()),
        ("site.people", PeopleShown::Names.key().to_owned()),
        ("site.other_files", OtherFiles::AsText.key().to_owned()),
        ("risk.scale", settings.risk.steps().to_string()),
        ("risk.seed", settings.risk.seed().to_string()),
        ("risk.levels.medium", scores.medium.to_string()),
        ("risk.levels.high", scores.high.to_string()),
        ("risk.levels.critical", scores.critical.to_string()),
        ("limits.file_size", limits.file_bytes.to_string()),
        ("limits.files", limits.files.to_string()),
        ("limits.yaml_depth", limits.yaml_depth.to_string()),
        ("limits.yaml_aliases", limits.yaml_aliases.to_string()),
        ("checklist.fail_on", FailOn::Error.key().to_owned()),
    ]
}
