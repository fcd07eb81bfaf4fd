//! A quarter that was lived through, a commit a week: each week's report says what the story says (`tests/fixtures/quarter`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use crate::scratch::Scratch;

/// What a week's report has to say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Week {
    number: u8,
    day: String,
    #[serde(default)]
    headline: Vec<String>,
    #[serde(default)]
    zh: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    areas: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    told: Vec<String>,
    #[serde(default)]
    untold: Vec<String>,
    /// Rules that find something.
    #[serde(default)]
    found: Vec<String>,
    /// Whether nothing changed, as nobody committed anything.
    #[serde(default)]
    nothing: bool,
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/quarter")
}

fn story() -> Vec<Week> {
    let text = std::fs::read_to_string(fixtures().join("story.yaml")).expect("the story");
    serde_yaml::from_str(&text).expect("the story is YAML")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// The repository, with the weeks as they were committed; the week in which risks moved to a spreadsheet came by a merge.
fn lived() -> Scratch {
    let repository = Scratch::new("quarter");
    repository.git(&["init", "--quiet", "--initial-branch", "main", "."], "2026-09-07");
    for Week { number, day, .. } in story().iter().filter(|week| !week.nothing) {
        let is_merge = *number == 10;
        if is_merge {
            repository.git(&["switch", "--quiet", "--create", "sheet"], day);
            std::fs::remove_file(repository.path().join("risks.yaml")).expect("risks were in YAML");
        }
        copy(&fixtures().join(format!("{number:02}")), repository.path());
        repository.git(&["add", "--all"], day);
        repository.git(&["commit", "--quiet", "--message", &format!("week {number}")], day);
        if is_merge {
            repository.git(&["switch", "--quiet", "main"], day);
            repository.git(&["merge", "--quiet", "--no-ff", "--message", "Risks are kept in a spreadsheet", "sheet"], day);
        }
    }
    repository
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .current_dir(folder)
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1796342400") // 2026-12-04
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The headline of a day's report: the paragraph below its title.
fn headline(folder: &Path, day: &str, lang: &str) -> String {
    let digest = run(folder, &["digest", ".", "--at", day, "--format", "email", "--lang", lang]);
    let body = digest.split_once("\r\n\r\n").expect("a body").1;
    body.lines().next().unwrap_or_default().trim().to_owned()
}

/// What is wrong with a week's report.
fn wrong(week: &Week, [headline, zh]: [&str; 2], report: &Value, changes: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    wrong.extend(
        week.headline.iter().filter(|word| !headline.contains(*word)).map(|word| format!("the headline lacks “{word}”: {headline}")),
    );
    wrong.extend(week.not.iter().filter(|word| headline.contains(*word)).map(|word| format!("the headline says “{word}”: {headline}")));
    wrong.extend(week.zh.iter().filter(|word| !zh.contains(*word)).map(|word| format!("the Chinese headline lacks “{word}”: {zh}")));
    for (area, colours) in &week.areas {
        let found = report["verdicts"]["areas"].as_array().into_iter().flatten().find(|found| found["area"] == area.as_str());
        let health = found.map_or("missing", |found| found["health"].as_str().unwrap_or("no word"));
        if !colours.iter().any(|colour| colour == health) {
            wrong.push(format!("{area} is {health}: {}", found.map_or(&Value::Null, |found| &found["reason"]["en"])));
        }
    }
    wrong.extend(week.told.iter().filter(|told| !changes.contains(*told)).map(|told| format!("untold: “{told}” in\n{changes}")));
    wrong.extend(week.untold.iter().filter(|told| changes.contains(*told)).map(|told| format!("told: “{told}” in\n{changes}")));
    wrong
}

#[test]
fn each_week_says_what_the_story_says() {
    let repository = lived();
    let mut before: Option<&Week> = None;
    let story = story();
    let mut found = Vec::new();
    for week in &story {
        run(repository.path(), &["build", ".", "--quiet", "-o", "../quarter-site", "--at", &week.day]);
        let report = std::fs::read_to_string(repository.path().join("../quarter-site/report.json")).expect("a report");
        let report: Value = serde_json::from_str(&report).expect("JSON");
        let changes = before.map_or_else(String::new, |before| run(repository.path(), &["diff", &before.day, &week.day]));
        let [en, zh] = ["en", "zh-CN"].map(|lang| headline(repository.path(), &week.day, lang));
        if week.nothing {
            assert!(changes.starts_with("Nothing that is in the report changed"), "{changes}");
        }
        let findings = run(repository.path(), &["check", ".", "--at", &week.day, "--format", "short", "--fail-on", "never"]);
        let is_missed = |rule: &&String| !findings.contains(&format!("[{rule}]"));
        found.extend(week.found.iter().filter(is_missed).map(|rule| format!("week {}: {rule} finds nothing", week.number)));
        found.extend(wrong(week, [&en, &zh], &report, &changes).into_iter().map(|wrong| format!("week {}: {wrong}", week.number)));
        before = Some(week);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
