//! A document with front matter is read, whatever stands in it; one that says that it is internal is not published.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let kept = format!("---\nvisibility: internal\n{text}\n---\n# Title\n");
    let project = shared::read(&[("docs/a.md", text), ("docs/kept.md", &kept), ("meetings/2026-03-02-weekly.md", text)]);
    let is_kept = text.lines().any(|line| line.starts_with("---") || line.starts_with("..."));
    assert!(is_kept || project.documents.iter().all(|document| project.path(document.file) != "docs/kept.md"));
});
