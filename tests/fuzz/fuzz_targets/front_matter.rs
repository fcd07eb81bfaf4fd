//! A document with front matter is read, whatever stands in it; one that says that it is internal is not published.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let kept = format!("---\nvisibility: internal\n{text}\n---\n# Title\n");
    let project = shared::read(&[("docs/a.md", text), ("docs/kept.md", &kept), ("meetings/2026-03-02-weekly.md", text)]);
    let ends_sooner = text.lines().any(|line| line.starts_with("---") || line.starts_with("..."));
    let kept = project.file("docs/kept.md").expect("it is a file");
    assert!(ends_sooner || !project.is_public_file(kept));
});
