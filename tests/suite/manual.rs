//! The documents of this repository as a site: complete, in both languages, with nothing of a project that is not there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::Scratch;

fn run(args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env("SOURCE_DATE_EPOCH", "1781481600").output().expect("it runs")
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, above: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = format!("{above}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, std::fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// Where a link of a page leads, and to which place there.
fn target(page: &str, link: &str) -> (String, String) {
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    if file.is_empty() {
        return (page.to_owned(), place.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        if part == ".." { parts.truncate(parts.len().saturating_sub(1)) } else { parts.push(part) }
    }
    (parts.join("/"), place.to_owned())
}

fn links(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=\"").skip(1).filter_map(|part| part.split('"').next())
}

#[test]
fn the_documents_are_a_site_of_their_own() {
    let checked = run(&["check", "docs", "--fail-on", "info"]);
    assert!(checked.status.success() && said(&checked).starts_with("0 errors, 0 warnings, 0 info; "), "{}", said(&checked));
    let scratch = Scratch::new("manual");
    let built = run(&["build", "docs", "-o", &scratch.path().join("site").to_string_lossy()]);
    assert!(built.status.success(), "{}", said(&built));
    let site = files(&scratch.path().join("site"));
    let documents: Vec<String> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs"))
        .into_keys()
        .filter_map(|path| path.strip_suffix(".md").filter(|stem| !stem.ends_with(".zh-CN")).map(|stem| stem.replace('/', "-")))
        .collect();
    assert!(documents.len() > 40, "{documents:?}");
    for lang in ["en", "zh-CN"] {
        let pages: Vec<&str> = site.keys().filter_map(|path| path.strip_prefix(lang)?.strip_prefix('/')?.strip_suffix(".html")).collect();
        let mut expected: Vec<String> = documents.iter().map(|name| format!("documents/{name}")).collect();
        expected.extend(["documents", "index", "search"].map(str::to_owned));
        expected.sort_unstable();
        assert_eq!(pages, expected, "{lang}");
    }
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let scratch = Scratch::new("manual-links");
    let built = run(&["build", "docs", "-o", &scratch.path().join("site").to_string_lossy()]);
    assert!(built.status.success(), "{}", said(&built));
    let site = files(&scratch.path().join("site"));
    let mut seen = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let frame = html.split("<main").next().unwrap_or_default();
        for absent in ["goals.html", "about.html", "steering.html"] {
            assert!(!frame.contains(&format!("\"{absent}")) && !frame.contains(&format!("../{absent}")), "{path}: {absent}");
        }
        for link in links(&html).filter(|link| !link.contains("://") && !link.starts_with("#g-")) {
            let (file, place) = target(path, link);
            let there = site.get(&file).unwrap_or_else(|| panic!("{path}: {link}"));
            let has_place = place.is_empty() || place.contains('%') || String::from_utf8_lossy(there).contains(&format!("id=\"{place}\""));
            assert!(has_place, "{path}: {link}");
            seen += 1;
        }
    }
    assert!(seen > 2_000, "{seen}");
}
