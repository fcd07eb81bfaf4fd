//! What the program is made of besides its own code: packages of the public registry alone, under licences that ask for no more than
//! to be named. The lock file says which; known weaknesses are looked for every week, in `.github/workflows/advisories.yml`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences that the program can be given on under.
const LICENCES: [&str; 12] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that must not come back, and why.
const BANNED: [(&str, &str); 3] = [
    ("openssl-sys", "the program asks nothing of the network"),
    ("reqwest", "the program asks nothing of the network"),
    ("chrono", "days are of `jiff`, and the clock is read in one place"),
];

/// Whether a licence expression can be met: one of each choice, and all that are joined. What is in brackets holds together.
fn is_met(expression: &str) -> bool {
    let joined = |text: &str| text.split(" AND ").all(|part| choices(part).any(|licence| LICENCES.contains(&licence)));
    let is_bracketed = expression.contains('(');
    if is_bracketed { joined(expression) } else { expression.split(" OR ").flat_map(|part| part.split('/')).any(joined) }
}

fn choices(part: &str) -> impl Iterator<Item = &str> {
    part.trim().trim_matches(['(', ')']).split(" OR ").flat_map(|choice| choice.split('/')).map(str::trim)
}

#[test]
fn packages_are_of_the_registry_and_may_be_given_on() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let asked = ["metadata", "--locked", "--format-version", "1", "--manifest-path"];
    let output = Command::new(env!("CARGO")).args(asked).arg(manifest).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    assert!(packages.len() > 50);
    for package in packages {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let (name, source) = (text("name"), text("source"));
        let is_own = name == env!("CARGO_PKG_NAME") && source.is_empty();
        assert!(is_own || source == "registry+https://github.com/rust-lang/crates.io-index", "{name}: {source}");
        assert!(is_met(text("license")), "{name}: {}", text("license"));
        let banned = BANNED.iter().find(|(banned, _)| *banned == name);
        assert!(banned.is_none(), "{banned:?}");
    }
}

#[test]
fn licences_are_read_as_they_are_meant() {
    for expression in ["MIT", "MIT/GPL-3.0", "LGPL-2.1-or-later OR MIT", "(MIT OR GPL-3.0) AND Unicode-3.0", "MIT AND ISC"] {
        assert!(is_met(expression), "{expression}");
    }
    for expression in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND MPL-2.0"] {
        assert!(!is_met(expression), "{expression}");
    }
}
