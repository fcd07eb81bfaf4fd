//! Files of the repository that the program itself writes. `RENEW=1 cargo test --test suite generated` writes what they are now.

use std::fs;
use std::path::Path;

use alongside::report;
use alongside::text::Lang;

#[test]
fn the_reference_of_the_rules_is_up_to_date() {
    holds("docs/rules.md", &report::reference(Lang::En));
    holds("docs/rules.zh-CN.md", &report::reference(Lang::Zh));
}

#[test]
fn the_reference_of_the_fields_is_up_to_date() {
    for (name, text) in [Lang::En, Lang::Zh].into_iter().flat_map(report::field_pages) {
        holds(&format!("docs/fields/{name}"), &text);
    }
}

fn holds(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("RENEW").is_some() {
        fs::create_dir_all(file.parent().unwrap_or(&file)).unwrap_or_else(|error| panic!("{path}: {error}"));
        fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == text, "{path} is out of date; write it with `RENEW=1 cargo test --test suite generated`");
}
