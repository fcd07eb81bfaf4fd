//! From an empty folder to the first useful page by the README alone: what it shows is typed, line by line, and what is said then
//! stands here.

use std::path::Path;
use std::process::Command;

use crate::scratch::Scratch;

/// A README, the slip in it with its mending, where the risk is told then, and what is typed with what it says; numbers of files are N.
const WAYS: [(&str, [&str; 2], &str, &str); 2] = [
    (
        "README.md",
        ["Li Naa", "Li Na"],
        "en/risk.html",
        "$ alongside check
0 errors, 0 warnings, 0 info; 14 of 14 rules passed; as of 1 Sep 2026.
$ alongside build
0 errors, 0 warnings, 0 info; 14 of 14 rules passed; as of 1 Sep 2026.
Published to `public`: N files written, N unchanged. Open public/index.html.
$ alongside build
0 errors, 0 warnings, 0 info; 14 of 14 rules passed; as of 1 Sep 2026.
Nothing has changed in `public`: N files.
",
    ),
    (
        "README.zh-CN.md",
        ["李娜娜", "李娜"],
        "zh-CN/risk.html",
        "$ alongside check
错误0项，警告0项，提示0项；14条规则中14条通过；截至2026年9月1日。
$ alongside build
错误0项，警告0项，提示0项；14条规则中14条通过；截至2026年9月1日。
已发布到`public`：写入N个文件，N个未变。打开 public/index.html 查看。
$ alongside build
错误0项，警告0项，提示0项；14条规则中14条通过；截至2026年9月1日。
`public`没有变化：N个文件。
",
    ),
];

/// The fenced blocks of a page: what follows each fence, and what it holds.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

fn run(folder: &Path, typed: &str) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(typed.split_whitespace().skip(1)).current_dir(folder).env("SOURCE_DATE_EPOCH", "1788220800"); // 2026-09-01
    let output = program.env("GIT_CEILING_DIRECTORIES", folder).output().expect("it runs");
    (output.status.code(), [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat())
}

/// Numbers of files say only how much there is.
fn without_counts(line: &str) -> String {
    if !line.contains("public") {
        return line.to_owned();
    }
    let mut told = String::new();
    for character in line.chars() {
        match character {
            '0'..='9' if told.ends_with('N') => {}
            '0'..='9' => told.push('N'),
            other => told.push(other),
        }
    }
    told
}

#[test]
fn the_readme_leads_from_an_empty_folder_to_a_useful_page() {
    for (readme, [slip, meant], page, expected) in WAYS {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).expect(readme);
        let blocks = blocks(&text);
        let files: Vec<(&str, &str)> = blocks.iter().filter_map(|(info, text)| Some((info.split_once(' ')?.1, *text))).collect();
        assert_eq!(files.len(), 3, "{readme}");
        let scratch = Scratch::new("first-page");
        for (path, text) in &files {
            scratch.write(path, text.as_bytes());
        }
        let shown = blocks.iter().find_map(|(_, text)| text.strip_prefix("$ alongside check\n")).expect("the first check is shown");
        let (code, said) = run(scratch.path(), "alongside check");
        assert_eq!(code, Some(1), "{said}");
        assert!(said.starts_with(shown.trim_end().rsplit_once('\n').expect("lines").0), "{readme}: {said}");
        // The name is mended, as the page says.
        for (path, text) in &files {
            scratch.write(path, text.replace(slip, meant).as_bytes());
        }
        let mut told = String::new();
        for typed in ["alongside check", "alongside build", "alongside build"] {
            let (code, said) = run(scratch.path(), typed);
            assert_eq!(code, Some(0), "{readme}: {typed}: {said}");
            let said: Vec<String> = said.lines().map(without_counts).collect();
            told.extend(["$ ", typed, "\n", &said.join("\n"), "\n"]);
        }
        assert_eq!(told, expected, "{readme}");
        let html = std::fs::read_to_string(scratch.path().join("public").join(page)).expect(page);
        let (_, risks) = files.iter().find(|(path, _)| path.ends_with(".csv")).expect("the risks");
        let title = risks.lines().nth(1).and_then(|row| row.split(',').next()).expect("a risk");
        assert!(html.contains(title) && html.contains(meant), "{readme}: {title}");
        assert!(scratch.path().join("public/index.html").is_file());
    }
}
