//! The house: a module uses only the floors below it, and only the commands have side effects.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use alongside::checklist::rules;

/// The modules, floor by floor. What stands on one floor does not know each other.
const FLOORS: [&[&str]; 9] = [
    &["text"],
    &["source", "calendar"],
    &["project"],
    &["analysis"],
    &["checklist"],
    &["comparison"],
    &["report", "site", "editor"],
    &["cli"],
    &["command"],
];

/// What reads the disk, each with what it reads there.
const READERS: [(&str, &str); 5] = [
    ("source/files/disk.rs", "the project's folder, and a baseline that the command names"),
    ("command/init/mod.rs", "the name of the folder, and that it can be made"),
    ("command/publish/", "what was published before"),
    ("command/serve/watch.rs", "when files of the project were changed"),
    ("command/replace.rs", "the permissions of the file that it replaces, and whether this program made it"),
];

/// What reads the disk.
const READING: [&str; 8] =
    ["std::fs", "fs::File", "fs::read", "canonicalize(", "::metadata(", ".metadata(", "read_dir(", "imagesize::size"];

/// What starts another program below the commands, and why.
const STARTERS: [(&str, &str); 2] = [
    ("source/files/git.rs", "`git`, which reads what was committed and writes nothing"),
    ("source/files/git/objects.rs", "`git cat-file`, which gives the bytes of what was committed"),
];

/// What writes, prints, listens, starts something, or asks the machine for anything that differs from run to run.
const EFFECTS: [&str; 18] = [
    "fs::write",
    "fs::copy",
    "fs::rename",
    "fs::remove",
    "fs::create",
    "fs::hard_link",
    "File::create",
    "OpenOptions",
    "std::net",
    "std::process",
    "std::env",
    "stdout()",
    "stderr()",
    "stdin()",
    "print!(",
    "println!(",
    "SystemTime",
    "Instant::now",
];

#[test]
fn every_module_uses_only_the_floors_below_it() {
    let violations = of_all_sources(used_from_above).unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

#[test]
fn only_the_commands_have_side_effects() {
    let violations = of_all_sources(side_effects).unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

#[test]
fn what_is_published_comes_through_the_gate() {
    let violations = of_all_sources(beside_the_gate).unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

/// What would make numbers, verdicts or a project of its own where pages and files are made.
const BESIDE_THE_GATE: [&str; 8] = [
    "Published::to(",
    "Assessment::of(",
    "Analysis::of(",
    "Analysis::in_full(",
    "Checklist::of(",
    "Standing::new(",
    "project::load",
    "Folder::read(",
];

/// The site and `report.json` take a `Published` and make nothing else of a project.
fn beside_the_gate(path: &str, text: &str) -> Vec<String> {
    if !path.starts_with("site/") && !path.starts_with("report/published/") || path == "site/testing.rs" {
        return Vec::new();
    }
    let code = without_comments(without_tests(text));
    BESIDE_THE_GATE.iter().filter(|made| code.contains(*made)).map(|made| format!("{path}: `{made}`")).collect()
}

#[test]
fn rules_are_named_by_the_checklist_alone() {
    let violations = of_all_sources(rules_named_below).unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

/// What names rules below the checklist, and why.
const KNOW_RULES: [(&str, &str); 1] =
    [("project/settings/limits.rs", "limits that are options of a rule and are needed before it is judged")];

/// Ids of rules in a file of a floor below theirs.
fn rules_named_below(path: &str, text: &str) -> Vec<String> {
    let own = path.split_once('/').and_then(|(module, _)| floor(module));
    let is_below = own.is_some_and(|own| Some(own) < floor("checklist"));
    if !is_below || KNOW_RULES.iter().any(|(known, _)| *known == path) {
        return Vec::new();
    }
    let code = without_comments(without_tests(text));
    let named = rules::all().filter(|rule| code.contains(&format!("\"{}\"", rule.id)));
    named.map(|rule| format!("{path}: names the rule `{}`", rule.id)).collect()
}

pub(crate) fn of_all_sources(check: fn(&str, &str) -> Vec<String>) -> io::Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut violations = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                violations.extend(check(&name, &fs::read_to_string(&path)?));
            }
        }
    }
    violations.sort();
    Ok(violations)
}

/// The floor of a module of the first level.
fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Modules that a file uses although they are not below it.
fn used_from_above(path: &str, text: &str) -> Vec<String> {
    let Some((module, _)) = path.split_once('/') else { return Vec::new() }; // `main.rs` and `lib.rs` know all
    let Some(own) = floor(module) else { return vec![format!("{path}: `{module}` stands on no floor")] };
    let is_above = |used: &&str| *used != module && floor(used).is_some_and(|used| used >= own);
    let code = without_comments(text);
    first_parts(path, &code).into_iter().filter(is_above).map(|used| format!("{path}: uses `{used}`")).collect()
}

/// The first names of all paths that begin at the crate's root.
fn first_parts<'c>(path: &str, code: &'c str) -> BTreeSet<&'c str> {
    let ups = "super::".repeat(depth(path));
    let starts = ["crate::", &ups].into_iter().flat_map(|start| code.match_indices(start).map(|(at, _)| &code[at + start.len()..]));
    starts.flat_map(names).collect()
}

/// How many modules a file's module is in, itself included.
fn depth(path: &str) -> usize {
    let parts = path.split('/').count();
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// The name at the start of a path's rest, or those of a group in braces.
fn names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else { return vec![identifier(rest)] };
    let mut depth = 0;
    let mut names = vec![identifier(group.trim_start())];
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(identifier(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
    &text[..end.unwrap_or(text.len())]
}

/// What a file does that only commands may do.
fn side_effects(path: &str, text: &str) -> Vec<String> {
    if path.ends_with("/tests.rs") {
        return Vec::new();
    }
    let code = without_comments(without_tests(text));
    let may_read = READERS.iter().any(|(reader, _)| path.starts_with(reader));
    let may_act = path.starts_with("command/") || path == "main.rs";
    let reading: &[&str] = if may_read { &[] } else { &READING };
    let acting: &[&str] = if may_act { &[] } else { &EFFECTS };
    let starts = STARTERS.iter().any(|(starter, _)| path == *starter);
    let acting = acting.iter().filter(|effect| !(starts && **effect == "std::process"));
    let found = reading.iter().chain(acting).filter(|effect| code.contains(**effect));
    found.map(|effect| format!("{path}: `{effect}`")).collect()
}

/// A file's text before the tests at its foot.
pub(crate) fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]\nmod tests {").map_or(text, |(code, _)| code)
}

pub(crate) fn without_comments(text: &str) -> String {
    let code = text.lines().map(|line| {
        let is_comment = line.trim_start().starts_with("//");
        if is_comment { "" } else { line.split_once(" // ").map_or(line, |(code, _)| code) }
    });
    code.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_use_from_above_is_found() {
    let cases = [
        ("source/csv.rs", "use crate::project::Project;", "project"),
        ("source/csv.rs", "use crate::calendar::Date;", "calendar"),
        ("report/human.rs", "fn f() { crate::site::render() }", "site"),
        ("site/pages/kpi.rs", "use crate::{\n    both,\n    report::{human, json}, text::Lang,\n};", "report"),
        ("report/human.rs", "use crate::cli::Format;", "cli"),
        ("analysis/kpi.rs", "macro_rules! x { () => { $crate::checklist::Rule } }", "checklist"),
        ("text/date.rs", "use super::super::source::Span;", "source"),
        ("project/types/mod.rs", "use super::super::site::escape;", "site"),
    ];
    for (path, code, used) in cases {
        assert_eq!(used_from_above(path, code), [format!("{path}: uses `{used}`")], "{code}");
    }
    assert_eq!(used_from_above("extras/mod.rs", ""), ["extras/mod.rs: `extras` stands on no floor"]);
}

#[test]
fn a_use_from_below_is_allowed() {
    let cases = [
        ("source/csv.rs", "use crate::{both, say};\nuse crate::text::Message;"),
        ("source/csv.rs", "/// As [`Project`](crate::project::Project).\nlet a = 1; // as crate::site does"),
        ("site/pages/kpi.rs", "use crate::site::parts; use super::super::markdown; use crate::analysis::kpi;"),
        ("command/check.rs", "use crate::{cli, report, site};"),
        ("main.rs", "use crate::command;"),
    ];
    for (path, code) in cases {
        assert_eq!(used_from_above(path, code), [""; 0], "{code}");
    }
}

#[test]
fn a_rule_named_from_below_is_found() {
    let code = "let set = rules.get(\"no-goals\");";
    assert_eq!(rules_named_below("analysis/goals.rs", code), ["analysis/goals.rs: names the rule `no-goals`"]);
    for path in ["checklist/run/engine.rs", "site/pages/kpi.rs", "main.rs"] {
        assert_eq!(rules_named_below(path, code), [""; 0]);
    }
}

#[test]
fn a_side_effect_is_found() {
    let cases = [
        ("site/pages/kpi.rs", "use std::fs;", "std::fs"),
        ("source/files/disk.rs", "fs::write(path, text)", "fs::write"),
        ("command/fix.rs", "use std::fs;", "std::fs"),
        ("project/pixels.rs", "imagesize::size(path)", "imagesize::size"),
        ("analysis/kpi.rs", "let now = SystemTime::UNIX_EPOCH;", "SystemTime"),
        ("report/human.rs", "print!(\"{finding}\")", "print!("),
        ("site/mod.rs", "use std::net::TcpListener;", "std::net"),
    ];
    for (path, code, effect) in cases {
        assert_eq!(side_effects(path, code), [format!("{path}: `{effect}`")]);
    }
    assert_eq!(side_effects("report/human.rs", "eprintln!()"), ["report/human.rs: `println!(`"]);
}

#[test]
fn commands_and_tests_may_have_side_effects() {
    assert_eq!(side_effects("command/build.rs", "println!(); std::env::args()"), [""; 0]);
    assert_eq!(side_effects("command/publish/plan.rs", "std::fs::read(a)"), [""; 0]);
    assert_eq!(side_effects("source/files/disk.rs", "use std::fs::File;\n#[cfg(test)]\nmod tests {\n    fs::write(a, b)\n}"), [""; 0]);
    assert_eq!(side_effects("site/mod.rs", "// println!(\nfn f() {}"), [""; 0]);
}
