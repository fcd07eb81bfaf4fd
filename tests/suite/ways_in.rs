//! What brings the program to other machines: every file can be read by what reads it, and types only what the program knows.

use std::path::Path;

use alongside::cli::command;
use serde_yaml::Value;

const YAML: [&str; 5] = [
    "action.yml",
    ".pre-commit-hooks.yaml",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    ".github/workflows/advisories.yml",
];
const GITLAB: &str = ".ci/packages/gitlab/alongside.yml";

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

/// The documents of a file of YAML.
fn documents(path: &str) -> Vec<Value> {
    text(path).split("\n---\n").map(|document| serde_yaml::from_str(document).expect(path)).collect()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Sequence(items) => items.iter().flat_map(texts).collect(),
        Value::Mapping(entries) => entries.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The commands that a script types, with words in the place of what a shell fills in.
fn commands(script: &str) -> Vec<Vec<String>> {
    let lines = script.lines().map(str::trim).filter(|line| line.starts_with("alongside "));
    let word = |word: &str| match word.trim_matches('"') {
        "$BASE" => "HEAD".to_owned(),
        "$FORMAT" => "slack".to_owned(),
        word if word.ends_with("fail_on") || word == "error" => "error".to_owned(),
        word => word.to_owned(),
    };
    let of = |line: &str| {
        let line = line.replace("$[[ inputs.folder ]]", "x").replace("$[[ inputs.fail_on ]]", "error");
        let line = line.replace("${FAIL_ON:+--fail-on \"$FAIL_ON\"}", "--fail-on error");
        line.split(" > ").next().unwrap_or_default().split_whitespace().map(word).collect()
    };
    lines.map(of).collect()
}

#[test]
fn every_command_in_them_is_the_programs() {
    let mut count = 0;
    for path in YAML.into_iter().chain([GITLAB]) {
        for script in documents(path).iter().flat_map(texts) {
            for words in commands(&script) {
                command().try_get_matches_from(&words).unwrap_or_else(|error| panic!("{path}: {words:?}: {error}"));
                count += 1;
            }
        }
    }
    assert!(count >= 10, "{count}");
}

#[test]
fn the_action_uses_only_inputs_that_it_has() {
    let action = &documents("action.yml")[0];
    let known: Vec<&str> = action["inputs"].as_mapping().expect("inputs").keys().filter_map(Value::as_str).collect();
    let all = text("action.yml");
    for used in all.split("inputs.").skip(1) {
        let name = used.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
        assert!(known.contains(&name), "{name} of {known:?}");
    }
    for step in action["runs"]["steps"].as_sequence().expect("steps") {
        assert_eq!(step.get("run").is_some(), step.get("shell").is_some(), "a composite step names its shell: {step:?}");
    }
}

/// The names that a text has between a mark and another one.
fn targets(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let words = text
        .split(|c: char| !is_part(c))
        .filter(|word| word.contains("-unknown-linux-musl") || word.contains("-apple-") || word.contains("-pc-windows"));
    let mut targets: Vec<String> = words.map(|word| word.trim_start_matches("alongside-").to_owned()).collect();
    targets.sort();
    targets.dedup();
    targets
}

#[test]
fn every_machine_has_a_program_everywhere() {
    let released = targets(&text(".github/workflows/release.yml"));
    assert_eq!(released.len(), 5, "{released:?}");
    for path in ["action.yml", ".ci/packages/python/wheel.py", ".ci/packages/npm/pack.mjs"] {
        assert_eq!(targets(&text(path)), released, "{path}");
    }
    let unix: Vec<String> = released.into_iter().filter(|target| !target.contains("windows")).collect();
    assert_eq!(targets(&text(".ci/packages/homebrew/alongside.rb.in")), unix);
}

#[test]
fn the_image_holds_what_the_build_reads() {
    let (image, kept) = (text("Dockerfile"), text(".dockerignore"));
    for copied in image.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        for source in copied.split_whitespace().skip(1).take(copied.split_whitespace().count() - 2) {
            let name = source.split('*').next().unwrap_or(source);
            let is_kept = kept.lines().filter_map(|line| line.strip_prefix('!')).any(|of| name.starts_with(of.trim_end_matches('*')));
            assert!(is_kept && Path::new(env!("CARGO_MANIFEST_DIR")).join(source).exists(), "{source}");
        }
    }
}
