//! What is written to harm says nothing but text: to the terminal, to a program that reads the findings, and on the site.

use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::Scratch;

/// A folder of texts and names with escapes, line breaks and characters that turn what follows around.
fn folder() -> Scratch {
    let scratch = Scratch::new("hostile");
    scratch.write("alongside.yaml", b"languages: [en, zh-CN]\nproject: {name: \"T\\e[1m\"}\nreport: {as_of: 2026-03-31}\n");
    let yaml = r#"- {id: "R\e[7m\r1", title: "T\e[31m\0\x07\x9b\u202e", owner: "o\e[2J\n::error::owner", "c\e": 1}"#;
    scratch.write("risks.yaml", yaml.as_bytes());
    scratch.write("issues.csv", b"title,owner\nA\x1b[31m,b\n");
    scratch.write("docs/a.md", b"# A &#27;[31m&#8238;\n\n[x](none&#27;.md) &#155;\n");
    #[cfg(unix)]
    for name in ["a\n::error file=x::b.md", "e\u{1b}[31m\u{7}.md", "risks\u{1b}]0;x.yaml", "t\u{202e}fdp.md", "d\u{1b}/c.md"] {
        scratch.write(name, b"[x](none.md)\n");
    }
    scratch
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.arg(arguments[0]).arg(folder).args(&arguments[1..]).output().expect("the program runs")
}

fn is_text(bytes: &[u8], what: &str) {
    let text = String::from_utf8_lossy(bytes);
    let is_unwanted =
        |c: &char| (c.is_control() && *c != '\n' && *c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert_eq!(text.chars().find(is_unwanted), None, "{what}:\n{text:?}");
    assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{what}:\n{text}");
}

#[test]
fn no_format_writes_a_control_character_or_a_line_of_somebody_else() {
    let scratch = folder();
    for format in [&["check", "--format", "human", "--verbose"][..], &["check", "--format", "short"], &["check", "--format", "json"]] {
        for lang in ["en", "zh-CN"] {
            let output = run(&[format, &["--lang", lang]].concat(), scratch.path());
            assert!(!output.stdout.is_empty());
            is_text(&output.stdout, &format.join(" "));
            is_text(&output.stderr, &format.join(" "));
        }
    }
}

#[test]
fn no_page_has_a_control_character() {
    let (scratch, out) = (folder(), Scratch::new("hostile-site"));
    let built = run(&["build", "-o", &out.path().join("site").to_string_lossy()], scratch.path());
    is_text(&built.stderr, "build");
    let mut folders = vec![out.path().join("site")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                is_text(text.as_bytes(), &path.display().to_string());
            }
        }
    }
}

#[test]
fn what_is_refused_is_told_at_its_path() {
    let scratch = Scratch::new("refused");
    scratch.write("alongside.yaml", b"languages: [en]\nproject: {name: T}\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", scratch.path().join("goals.yaml")).expect("a link");
        scratch.write("a\nb.yaml", b"");
        let told = String::from_utf8(run(&["check", "--format", "short", "--lang", "en"], scratch.path()).stdout).expect("UTF-8");
        assert!(told.contains("\ngoals.yaml:1:1: error[unreadable-file]: The link leads out"), "{told}");
        assert!(told.contains("a\u{FFFD}b.yaml:1:1: error[unreadable-file]: The name holds a line break"), "{told}");
    }
}
