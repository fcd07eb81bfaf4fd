//! Nothing vanishes of files that people keep: a word is planted in every cell, item and heading of the example and of the fixtures,
//! and of a folder of cases where there is one, one column or sort of line at a time; each is found in a record, in a text that is
//! shown or in what a finding points at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use alongside::calendar::Date;
use alongside::project::{Folder, Kind, ReportDateSource, load};
use alongside::source::{ProblemKind, Span};

use crate::vanish::{seen, word};

/// Names a folder of cases to look at as well, each a folder of its own.
const CASES: &str = "ALONGSIDE_CASES";

/// Where words may be planted, by what stands there: one column, the items, the headings, one key.
type Places = BTreeMap<String, Vec<usize>>;

/// Every file below a folder that may hold records.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !name.starts_with('.') && !matches!(name, "templates" | "assets") {
            files(&path, out);
        } else if matches!(path.extension().and_then(|end| end.to_str()), Some("md" | "csv" | "tsv" | "yaml" | "yml" | "json")) {
            out.push(path);
        }
    }
}

/// Where words may be planted in a file.
fn places(path: &str, text: &str) -> Places {
    let mut places = Places::new();
    let delimiter = [';', '\t', ','].into_iter().max_by_key(|sign| text.lines().next().unwrap_or_default().matches(*sign).count());
    let (mut at, mut is_code) = (0, false);
    let has_front = text.starts_with("---\n");
    let mut is_front = has_front;
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if path.ends_with(".md") {
            if is_front {
                is_front = nth == 0 || bare != "---";
            } else if bare.trim_start().starts_with("```") || bare.trim_start().starts_with("~~~") {
                is_code = !is_code;
            } else if !is_code {
                of_markdown(bare, at, &mut places);
            }
        } else if path.ends_with(".csv") || path.ends_with(".tsv") {
            of_row(bare, at, delimiter.unwrap_or(','), &mut places);
        } else {
            of_tree(bare, at, &mut places);
        }
        at += line.len();
    }
    places
}

/// The cells of a row of a table, the items and the headings.
fn of_markdown(line: &str, at: usize, places: &mut Places) {
    let said = line.trim_start();
    let mut put = |sort: String, end: usize| places.entry(sort).or_default().push(end);
    if said.starts_with('|') && said.ends_with('|') && said.len() > 1 {
        if said.contains(|c: char| !matches!(c, '|' | '-' | ':' | ' ')) && !said.contains(['`', '\\']) {
            let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
            for (nth, bar) in bars.iter().enumerate().skip(1) {
                put(format!("column {nth}"), at + line[..*bar].trim_end().len());
            }
        }
    } else if said.starts_with('#') && said.trim_start_matches('#').starts_with(' ') {
        put("headings".to_owned(), at + line.len());
    } else if is_item(said) {
        put("items".to_owned(), at + line.len());
    }
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = line.strip_prefix(['-', '*', '+']).or_else(|| number.strip_prefix(['.', ')']).filter(|_| number.len() < line.len()));
    rest.is_some_and(|rest| rest.starts_with(' ') && rest.contains(char::is_alphabetic))
}

/// The cells of a row; a row with doubled quotes or of several lines is left.
fn of_row(line: &str, at: usize, delimiter: char, places: &mut Places) {
    if line.trim().is_empty() || line.matches('"').count() % 2 == 1 || line.contains("\"\"") {
        return;
    }
    let (mut is_quoted, mut column) = (false, 0);
    for (nth, sign) in line.char_indices().chain([(line.len(), delimiter)]) {
        if sign == '"' {
            is_quoted = !is_quoted;
        } else if sign == delimiter && !is_quoted {
            let end = if line[..nth].ends_with('"') { nth - 1 } else { nth };
            places.entry(format!("column {column}")).or_default().push(at + end);
            column += 1;
        }
    }
}

/// The plain values of a tree, by their key.
fn of_tree(line: &str, at: usize, places: &mut Places) {
    let said = line.trim_start().trim_start_matches("- ");
    let Some((key, value)) = said.split_once(": ") else { return };
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = value.trim();
    let is_plain = value.starts_with(|c: char| c.is_alphanumeric()) && !value.contains([':', '#', ',', '{', '[', '"', '\'']);
    if is_key && is_plain && !key.starts_with("x_") && line.trim_end().ends_with(value) {
        places.entry(format!("key {key}")).or_default().push(at + line.trim_end().len());
    }
}

/// A text with a word at each of some places.
fn planted(text: &str, places: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() + places.len() * 8);
    let mut from = 0;
    for (nth, at) in places.iter().enumerate() {
        out.push_str(&text[from..*at]);
        out.push(' ');
        out.push_str(&word(nth + 1));
        from = *at;
    }
    out.push_str(&text[from..]);
    out
}

/// What of a file nobody sees when words are planted in one sort of its places.
fn lost(path: &str, text: &str, sort: &str, places: &[usize]) -> Vec<String> {
    let text = planted(text, places);
    let project = load(Folder::of_texts(&[(path, &text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) });
    // A file that is told as a whole: of no register, a translation, with a quote that is not closed.
    let is_unread = |told: &alongside::project::ReadProblem| {
        let problem = &told.problem;
        let is_broken = problem.kind == ProblemKind::File && problem.message.en.contains("not closed");
        is_broken || matches!(problem.kind, ProblemKind::UnknownFile | ProblemKind::Translation) || problem.span == Span::default()
    };
    if project.problems.iter().any(is_unread) {
        return Vec::new();
    }
    let seen = seen(&project);
    let words: BTreeSet<&str> = seen.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).collect();
    let lines: Vec<&str> = text.lines().collect();
    let names: BTreeSet<&str> =
        Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind)).filter_map(|entry| Some(entry.name()?.any())).collect();
    // A head is not shown whose column is what the records are called.
    let is_head_of_names = |at: usize| {
        let is_first_of_table =
            sort == "column 1" && lines.get(at + 1).is_some_and(|line| line.starts_with("|-") || line.starts_with("| -"));
        let below = lines.iter().skip(at + 1).take(2);
        is_first_of_table || sort.starts_with("column") && below.into_iter().any(|line| names.iter().any(|name| line.contains(*name)))
    };
    let mut lost = Vec::new();
    for word in (1..=places.len()).map(word).filter(|word| !words.contains(word.as_str())) {
        let at = lines.iter().position(|line| line.contains(&word)).unwrap_or_default();
        if !is_head_of_names(at) {
            lost.push(format!("{path}, {sort}: {}", lines.get(at).copied().unwrap_or_default()));
        }
    }
    lost
}

/// What of the files of a folder nobody sees; the paths are as from each of its projects.
fn lost_in(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    files(root, &mut paths);
    let mut all = Vec::new();
    for path in paths {
        let (Ok(text), Ok(inner)) = (std::fs::read_to_string(&path), path.strip_prefix(root)) else { continue };
        let inner = inner.to_string_lossy().replace('\\', "/");
        let is_settings = inner.ends_with("alongside.yaml") || inner.contains("expected");
        for (sort, places) in places(&inner, &text).iter().filter(|_| !is_settings) {
            all.extend(lost(&inner, &text, sort, places));
        }
    }
    all
}

fn assert_none(lost: &[String], of: &str) {
    let shown: Vec<&str> = lost.iter().take(40).map(String::as_str).collect();
    assert!(lost.is_empty(), "{} words of {of} are lost:\n{}", lost.len(), shown.join("\n"));
}

#[test]
fn no_word_of_the_example_vanishes() {
    assert_none(&lost_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project")), "the example");
}

#[test]
fn no_word_of_a_fixture_vanishes() {
    for folder in ["crowd", "jira", "quarter", "small", "windows"] {
        assert_none(&lost_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)), folder);
    }
}

#[test]
#[ignore = "needs a folder of cases, which ALONGSIDE_CASES names"]
fn no_word_of_a_case_vanishes() {
    let cases = std::env::var_os(CASES).map(PathBuf::from).expect("ALONGSIDE_CASES names a folder of cases");
    let entries = std::fs::read_dir(&cases).expect("a folder of cases");
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let lost: Vec<String> =
        folders.iter().flat_map(|case| lost_in(case).into_iter().map(|lost| format!("{}: {lost}", case.display()))).collect();
    assert_none(&lost, "the cases");
}
