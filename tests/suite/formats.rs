//! Findings in the formats of other tools: whole, with places that are right, and known again when lines move.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::scratch::Scratch;

const SETTINGS: &str = "\
project: {name: x, stage: initiation}
languages: [en]
checklist:
  waivers:
    - {rule: risk-without-owner, record: R-2, reason: Joins in July, approved_by: Li Na, until: 2026-07-31}
";
const RISKS: &str = "- {id: R-1, title: Rain, ownr: Li Na}\n- {id: R-2, title: Wind}\n- {id: R-3, title: \"100%::error::\\n##vso[x] | @all\", owner: Li Ma}\n";

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(args).current_dir(folder).env("SOURCE_DATE_EPOCH", "1781481600").env("GITHUB_STEP_SUMMARY", "summary.md");
    program.output().expect("it runs")
}

/// A project in a folder of another one, as repositories have them.
fn project(name: &str, risks: &str) -> Scratch {
    let scratch = Scratch::new(&format!("formats-{name}"));
    scratch.write("plan/alongside.yaml", SETTINGS.as_bytes());
    scratch.write("plan/people.yaml", b"- name: Li Na\n");
    scratch.write("plan/\u{98ce}\u{9669}.yaml", risks.as_bytes());
    scratch
}

fn findings(scratch: &Scratch, format: &str) -> String {
    String::from_utf8(run(scratch.path(), &["check", "plan", "--lang", "en", "--format", format]).stdout).expect("UTF-8")
}

fn json(scratch: &Scratch, format: &str) -> Value {
    let text = findings(scratch, format);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{format}: {error}\n{text}"))
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: {value}"))
}

/// The fingerprints of SARIF by rule and line.
fn fingerprints(scratch: &Scratch) -> BTreeMap<String, Vec<String>> {
    let sarif = json(scratch, "sarif");
    let results = sarif.pointer("/runs/0/results").and_then(Value::as_array).expect("results");
    let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for result in results {
        by_rule.entry(text(result, "/ruleId").to_owned()).or_default().push(text(result, "/partialFingerprints/alongside~1v1").to_owned());
    }
    by_rule
}

#[test]
fn sarif_has_all_rules_and_every_finding_at_its_place() {
    let scratch = project("sarif", RISKS);
    let sarif = json(&scratch, "sarif");
    assert_eq!(text(&sarif, "/version"), "2.1.0");
    let rules = sarif.pointer("/runs/0/tool/driver/rules").and_then(Value::as_array).expect("rules");
    assert_eq!(rules.len(), alongside::checklist::rules::all().count());
    let results = sarif.pointer("/runs/0/results").and_then(Value::as_array).expect("results");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(text(&rules[index], "/id"), text(result, "/ruleId"));
        assert!(text(result, "/locations/0/physicalLocation/artifactLocation/uri").starts_with("plan/"), "{result}");
    }
    let unknown = results.iter().find(|result| text(result, "/ruleId") == "unknown-field").expect("it is found");
    assert_eq!(text(unknown, "/locations/0/physicalLocation/artifactLocation/uri"), "plan/%E9%A3%8E%E9%99%A9.yaml");
    let region = unknown.pointer("/locations/0/physicalLocation/region").expect("a region");
    assert_eq!(*region, serde_json::json!({"startLine": 1, "startColumn": 26, "endLine": 1, "endColumn": 30}));
    let waived: Vec<&Value> = results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(text(waived[0], "/suppressions/0/justification"), "Joins in July");
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_is_one_findings() {
    let (before, after) = (project("before", RISKS), project("after", &format!("# The register\n\n{RISKS}")));
    let fingerprints = [&before, &after].map(fingerprints);
    assert_eq!(fingerprints[0], fingerprints[1]);
    let mut all: Vec<&String> = fingerprints[0].values().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn each_format_is_what_its_tool_reads() {
    let scratch = project("each", RISKS);
    let gitlab = json(&scratch, "gitlab");
    let issues = gitlab.as_array().expect("a list");
    assert!(issues.iter().all(|issue| issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line >= 1)), "{gitlab}");
    let rdjson = json(&scratch, "rdjson");
    let diagnostics = rdjson["diagnostics"].as_array().expect("a list");
    assert_eq!(diagnostics.len(), issues.len());
    assert!(diagnostics.iter().all(|found| ["ERROR", "WARNING", "INFO"].contains(&text(found, "/severity"))));
    let lines = findings(&scratch, "json-lines");
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(objects.len(), issues.len() + 1, "the one that is waived is told, and that it is");
    assert_eq!(objects.iter().filter(|object| object["waived"].is_string()).count(), 1);
    let junit = findings(&scratch, "junit");
    assert_eq!(junit.matches("<testcase ").count(), alongside::checklist::rules::all().count());
    assert_eq!(junit.matches("<testcase ").count(), junit.matches("</testcase>").count());
    assert!(junit.contains("name=\"unknown-reference\">\n<failure message="), "{junit}");
    let markdown = findings(&scratch, "markdown");
    assert!(markdown.contains("| `unknown-field` |") && !markdown.contains("@all"), "{markdown}");
}

#[test]
fn no_text_of_a_file_is_a_command_of_a_runner() {
    let scratch = project("commands", RISKS);
    for (format, start) in [("github", "::"), ("azure", "##vso[task.logissue ")] {
        let lines = findings(&scratch, format);
        let count = findings(&scratch, "gitlab").matches("\"fingerprint\"").count();
        assert!(lines.lines().all(|line| line.starts_with(start)), "{lines}");
        assert_eq!(lines.lines().count(), count, "{lines}");
    }
    let summary = std::fs::read_to_string(scratch.path().join("summary.md")).expect("the summary of the job");
    assert!(summary.starts_with("## alongside check\n"), "{summary}");
}

#[test]
fn several_formats_are_written_at_once() {
    let scratch = project("several", RISKS);
    let output = run(scratch.path(), &["check", "plan", "--output", "sarif=out/a.sarif", "--output", "gitlab=b.json", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    for path in ["out/a.sarif", "b.json"] {
        let text = std::fs::read_to_string(scratch.path().join(path)).expect(path);
        serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let wrong = run(scratch.path(), &["check", "plan", "--output", "sarfi=a"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_error_of_the_program() {
    let scratch = crate::scratch::Scratch::new("pipe");
    scratch.write("alongside.yaml", b"project: {name: T}\n");
    // More than a pipe takes without a reader.
    let risks: Vec<String> = (0..2000).map(|n| format!("- {{title: Late printer {n}, owner: Nobody {n}}}\n")).collect();
    scratch.write("risks.yaml", risks.concat().as_bytes());
    for arguments in
        [&["check", "--format", "json"][..], &["check", "--format", "short"], &["check", "--verbose"], &["fields"], &["schema", "report"]]
    {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_alongside"));
        command.args(arguments).current_dir(scratch.path()).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(
            !said.contains("panicked") && ended.status.code().is_some_and(|code| code <= 1),
            "{arguments:?}: {:?} {said}",
            ended.status
        );
    }
}
