//! Every promise of `SECURITY.md` names the tests that hold it, and they exist.

use std::path::Path;

fn functions(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a file");
            let tests = text.split("#[test]").skip(1).filter_map(|rest| rest.split_once("fn ")?.1.split('(').next());
            found.extend(tests.map(str::to_owned));
        }
    }
}

#[test]
fn each_promise_is_held_by_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = Vec::new();
    functions(&root.join("src"), &mut tests);
    functions(&root.join("tests/suite"), &mut tests);
    let text = std::fs::read_to_string(root.join("SECURITY.md")).expect("the file is there");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 5);
    for row in rows {
        let named = row.rsplit('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2);
        let named: Vec<&str> = named.collect();
        assert!(!named.is_empty(), "no test: {row}");
        for name in named {
            assert!(tests.iter().any(|test| test == name), "{name}");
        }
    }
}
