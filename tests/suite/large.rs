//! A folder of very many records, for the browser.

#[path = "../bench/folders.rs"]
mod folders;

use std::path::PathBuf;

use alongside::calendar::Date;
use alongside::project::{Folder, Kind, ReportDateSource, load};

/// The records and documents that a folder holds.
fn held(files: &[(String, String)]) -> usize {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) });
    let records: usize = Kind::ALL.iter().map(|kind| project.registers.len(*kind)).sum();
    records + project.documents.len()
}

#[test]
fn a_large_folder_holds_as_many_records_as_are_asked_for() {
    for n in [100, 1_000] {
        let held = held(&folders::mixed(n));
        assert!((n..n * 3 / 2).contains(&held), "{held} of {n}");
    }
}

/// `tests/run --whole` builds a site of it and opens that.
#[test]
#[ignore = "writes 10,000 records to the folder in ALONGSIDE_LARGE"]
fn ten_thousand_records_are_written() {
    let folder = PathBuf::from(std::env::var_os("ALONGSIDE_LARGE").expect("the folder to write to"));
    let files = folders::mixed(10_000);
    for (path, text) in &files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let held = held(&files);
    assert!((10_000..15_000).contains(&held), "{held}");
}
