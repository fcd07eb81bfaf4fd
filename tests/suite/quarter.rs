//! A quarter that was lived through, a commit a week: each week's report says what the story says (`tests/fixtures/quarter`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Area, Assessment, Audience, Published};
use alongside::comparison::{Change, Comparison, Topic};
use alongside::project::{Folder, Kind, Readings, load_at};
use alongside::report;
use alongside::source::files::{Commit, Repository};

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

/// A state of the quarter: its assessment, and its report as other programs read it.
struct State {
    judged: Assessment,
    report: Value,
}

fn states(folder: &Path) -> Vec<State> {
    let repository = Repository::around(folder).expect("a repository");
    let known = Arc::new(Readings::default());
    let mut commits = repository.history("HEAD").expect("its commits");
    commits.reverse();
    let state = |commit: &Commit| {
        let day = Date::of_epoch_seconds(commit.seconds).expect("a day");
        let project = load_at(Folder::of(Arc::new(repository.at(commit).expect("its files"))), day, &known);
        let analysis = Analysis::of(&project);
        let judged = Assessment::of(project, analysis);
        let report = serde_json::from_str(&report::published(&Published::to(Audience::Public, &judged))).expect("JSON");
        State { judged, report }
    };
    commits.iter().map(state).collect()
}

/// What a list of a report says of its records, by id.
fn by_id<'v>(list: &'v Value, key: &str) -> BTreeMap<&'v str, &'v Value> {
    let records = list.as_array().into_iter().flatten();
    records.filter_map(|record| Some((record[key].as_str()?, record))).collect()
}

/// What is different in two reports: areas, goals, milestones that moved or were reached, the cost.
fn differences(then: &Value, now: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let pairs = |list: fn(&Value) -> &Value, key: &'static str| {
        let before = by_id(list(then), key);
        let both = by_id(list(now), key).into_iter().filter_map(move |(id, now)| Some((id, *before.get(id)?, now)));
        both.collect::<Vec<_>>()
    };
    let is_judged = |health: &Value| ["on-track", "at-risk", "off-track"].iter().any(|known| health == known);
    let changed = |was: &Value, is: &Value| was != is && is_judged(was) && is_judged(is);
    if changed(&then["verdicts"]["overall"]["health"], &now["verdicts"]["overall"]["health"]) {
        found.insert("whole".to_owned());
    }
    for (area, was, is) in pairs(|report| &report["verdicts"]["areas"], "area") {
        found.extend(changed(&was["health"], &is["health"]).then(|| format!("area {area}")));
    }
    for (id, was, is) in pairs(|report| &report["goals"], "id") {
        let is_known = |goal: &Value| goal["state"] != "no-data";
        found.extend((was["state"] != is["state"] && is_known(was) && is_known(is)).then(|| format!("goal {id}")));
    }
    for (id, was, is) in pairs(|report| &report["plan"]["milestones"], "id") {
        let is_over = |stone: &Value| ["done", "cancelled"].iter().any(|over| stone["state"] == *over);
        if is["state"] == "done" && !is_over(was) {
            found.insert(format!("reached {id}"));
        } else if !is_over(is) && was["day"].is_string() && is["day"].is_string() && was["day"] != is["day"] {
            found.insert(format!("moved {id}"));
        }
    }
    let cost = |report: &Value| report["budget"]["total"]["at_completion"].clone();
    let has_lines = |report: &Value| report["budget"]["categories"].as_array().is_some_and(|lines| !lines.is_empty());
    if has_lines(then) && has_lines(now) && cost(then) != cost(now) {
        found.insert("cost".to_owned());
    }
    found
}

/// The same, as a comparison tells it.
fn told(then: &State, now: &State) -> BTreeSet<String> {
    let [before, after] = [then, now].map(|state| Published::to(Audience::Public, &state.judged));
    let comparison = Comparison::of(&before, &after);
    let name = |change: &Change| change.record.and_then(|id| Some((id.kind, after.project.record(id)?.id().to_owned())));
    let of = |change: &Change| {
        let says = &*change.says.en;
        match (change.topic, name(change)) {
            (Topic::Standing, None) if says.starts_with("The project is") => Some("whole".to_owned()),
            (Topic::Standing, None) => {
                let area = Area::ALL.into_iter().find(|area| says.starts_with(&format!("“{}” is", area.label().en)))?;
                Some(format!("area {}", area.key()))
            }
            // An outcome is told of a goal whatever its numbers said before.
            (Topic::Standing, Some((Kind::Goals, id))) if says.contains("; it was ") => Some(format!("goal {id}")),
            (Topic::Standing, Some((Kind::Goals, id))) => Some(format!("outcome {id}")),
            (Topic::Plan, Some((Kind::Milestones, id))) if says.contains("was reached") => Some(format!("reached {id}")),
            (Topic::Plan, Some((Kind::Milestones, id))) if says.contains(" moved from ") => Some(format!("moved {id}")),
            (Topic::Money, None) if says.starts_with("The cost expected in the end went") => Some("cost".to_owned()),
            _ => None,
        }
    };
    comparison.changes.iter().filter_map(of).collect()
}

#[test]
fn what_changed_between_any_two_weeks_agrees_with_their_reports() {
    let repository = lived();
    let states = states(repository.path());
    assert!(states.len() > 11);
    let mut all = BTreeSet::new();
    for (at, then) in states.iter().enumerate() {
        for now in &states[at..] {
            let (mut found, mut expected) = (told(then, now), differences(&then.report, &now.report));
            let outcomes: Vec<String> = found.iter().filter_map(|what| Some(what.strip_prefix("outcome ")?.to_owned())).collect();
            for goal in outcomes {
                found.remove(&format!("outcome {goal}"));
                expected.remove(&format!("goal {goal}"));
            }
            let days = [then, now].map(|state| state.judged.project.report_date.to_string());
            assert_eq!(found, expected, "{days:?}");
            all.extend(found.into_iter().map(|what| what.split(' ').next().unwrap_or_default().to_owned()));
        }
    }
    let kinds = ["area", "cost", "goal", "moved", "reached", "whole"].map(str::to_owned);
    assert_eq!(all, kinds.into(), "every kind of change is among them");
}

#[test]
fn the_last_report_looks_back_on_a_plan_that_is_done() {
    let repository = lived();
    let folder = repository.path();
    run(folder, &["build", ".", "--at", "2026-12-04", "--period", "2026-Q4", "-o", "out", "--quiet"]);
    let page = |name: &str| std::fs::read_to_string(folder.join("out/en").join(name)).expect("the page");
    let trends = page("trends.html");
    assert!(trends.contains("Nothing in the plan is open any more; its last open date was 4 Dec, as it was at first"), "{trends}");
    assert!(trends.contains("Of 16 stated 80% ranges whose day has come, 5 held; 13 would be usual."), "{trends}");
    assert!(trends.contains("<summary>8 earlier</summary>"), "{trends}");
    let steering = page("steering.html");
    let goal = steering.find("3,000 mugs ordered by 4 December</a>").map(|at| &steering[at..]).expect("the goal");
    assert!(goal.split("</tr>").next().is_some_and(|row| row.contains("<span>Missed</span>")), "{goal}");
    assert!(!steering.contains(">Chance</th>") && steering.contains("Risk review"), "{steering}");
    assert!(page("period.html").contains("<h1>Q4 2026: 1 Oct – 31 Dec 2026</h1>"), "{}", page("period.html"));
}
