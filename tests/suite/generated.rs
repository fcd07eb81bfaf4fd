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

fn holds(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("RENEW").is_some() {
        fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == text, "{path} is out of date; write it with `RENEW=1 cargo test --test suite generated`");
}
