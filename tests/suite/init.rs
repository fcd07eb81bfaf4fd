//! A new folder passes its first check and is built, in every form and language; what is there already stays.

use std::path::Path;
use std::process::{Command, Output};

use calamine::Reader;

use crate::scratch::Scratch;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(args).current_dir(folder).env("SOURCE_DATE_EPOCH", "1781481600").output().expect("it runs")
}

fn out(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

#[test]
fn a_new_folder_passes_and_is_built_in_every_form_and_language() {
    for (form, lang) in ["yaml", "csv", "markdown", "xlsx"].into_iter().flat_map(|form| ["en", "zh", "en,zh"].map(|lang| (form, lang))) {
        let scratch = Scratch::new(&format!("init-{form}-{lang}"));
        let made = run(scratch.path(), &["init", "beacon", "--yes", "--form", form, "--lang", lang, "--ci", "github"]);
        assert!(made.status.success(), "{}", out(&made));
        let folder = scratch.path().join("beacon");
        let checked = run(&folder, &["check", "--lang", "en", "--fail-on", "info"]);
        assert!(checked.status.success(), "{form} {lang}: {}", out(&checked));
        assert!(out(&checked).starts_with("0 errors, 0 warnings, 0 info; "), "{}", out(&checked));
        let built = run(&folder, &["build"]);
        assert!(built.status.success() && folder.join("public/index.html").is_file(), "{form} {lang}: {}", out(&built));
    }
}

#[test]
fn what_is_there_stays() {
    let scratch = Scratch::new("init-twice");
    scratch.write("README.md", b"# Ours\n");
    scratch.write("plan/risk-register.csv", b"title\nRain\n");
    let made = run(scratch.path(), &["init", "--yes", "--lang", "zh"]);
    assert!(made.status.success(), "{}", out(&made));
    assert!(out(&made).contains("以下文件已经存在，未改动：`README.md`、`plan/risk-register.csv`。"), "{}", out(&made));
    let read = |path: &str| std::fs::read_to_string(scratch.path().join(path)).expect(path);
    assert_eq!(read("README.md"), "# Ours\n");
    assert!(!scratch.path().join("风险.yaml").exists() && scratch.path().join("目标.yaml").exists());
    let settings = read("alongside.yaml");
    let again = run(scratch.path(), &["init", "--yes", "--name", "Other"]);
    assert!(out(&again).contains("Wrote 0 files to `.`."), "{}", out(&again));
    assert_eq!(read("alongside.yaml"), settings);
    assert!(!scratch.path().join("goals.yaml").exists(), "a register has one file, whatever its language");
}

#[test]
fn a_folder_begins_with_what_people_have() {
    let scratch = Scratch::new("init-from");
    scratch.write("old.csv", "Risk,Owner,Status\nRain,Li Na,open\nHail,,closed\n".as_bytes());
    let made = run(scratch.path(), &["init", "beacon", "--yes", "--from", "old.csv"]);
    assert!(made.status.success(), "{}", out(&made));
    let read = |path: &str| std::fs::read_to_string(scratch.path().join("beacon").join(path)).expect(path);
    let risks = read("risks.csv");
    assert!(risks.contains("Rain") && risks.contains("Hail"), "{risks}");
    assert!(!scratch.path().join("beacon/risks.yaml").exists() && scratch.path().join("beacon/goals.yaml").exists());
    assert!(!out(&made).contains("Left alone"), "{}", out(&made));
    let none = run(scratch.path(), &["init", "other", "--yes", "--from", "none.csv"]);
    assert!(none.status.code() == Some(2) && !scratch.path().join("other").exists(), "{}", out(&none));
}

#[test]
fn a_workbook_that_waits_for_records_is_no_finding_and_has_no_sheet_for_what_is_there() {
    let scratch = Scratch::new("init-workbook");
    scratch.write("old.csv", b"Risk,Owner\nRain,Li Na\n");
    let made = run(scratch.path(), &["init", "beacon", "--yes", "--form", "xlsx", "--lang", "en", "--from", "old.csv"]);
    assert!(made.status.success(), "{}", out(&made));
    let folder = scratch.path().join("beacon");
    let begun = std::fs::read(folder.join("registers.xlsx")).expect("the workbook");
    let sheets = |bytes: Vec<u8>| calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).expect("a workbook").sheet_names();
    let names = sheets(begun);
    assert!(!names.contains(&"risks".to_owned()) && names.contains(&"goals".to_owned()), "{names:?}");
    let checked = run(&folder, &["check", "--format", "short"]);
    assert!(!out(&checked).contains("registers.xlsx"), "{}", out(&checked));
}

#[test]
fn a_marketing_lead_begins_with_a_workbook() {
    for (lang, book, sheets) in [
        ("en", "registers.xlsx", ["campaigns", "campaign-results", "content-calendar", "experiments", "readiness"]),
        ("zh", "登记册.xlsx", ["营销活动", "投放数据", "内容排期", "实验", "上线就绪"]),
    ] {
        let scratch = Scratch::new(&format!("init-marketing-{lang}"));
        let made = run(scratch.path(), &["init", "beacon", "--yes", "--for", "marketing", "--lang", lang]);
        assert!(made.status.success(), "{}", out(&made));
        let folder = scratch.path().join("beacon");
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(folder.join(book)).expect("the workbook is there");
        let names = workbook.sheet_names();
        for sheet in sheets {
            assert!(names.iter().any(|name| name == sheet), "{sheet} of {names:?}");
        }
        let heads: Vec<String> =
            workbook.worksheet_range(sheets[0]).expect("a sheet").rows().next().expect("a row").iter().map(ToString::to_string).collect();
        let needs = if lang == "en" { "Needs" } else { "依赖" };
        assert!(heads.iter().any(|head| head == needs), "{heads:?}");
        let heads = workbook
            .worksheet_range(sheets[3])
            .expect("a sheet")
            .rows()
            .next()
            .expect("a row")
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        let counts = if lang == "en" { "Control participants" } else { "对照组样本量" };
        assert!(heads.iter().any(|head| head == counts), "{heads:?}");
        let checked = run(&folder, &["check", "--lang", "en", "--fail-on", "info"]);
        assert!(out(&checked).starts_with("0 errors, 0 warnings, 0 info; "), "{}", out(&checked));
    }
}

#[test]
fn marketing_may_have_files_too() {
    let scratch = Scratch::new("init-marketing-csv");
    let made = run(scratch.path(), &["init", "--yes", "--for", "marketing", "--form", "csv", "--name", "Beacon"]);
    assert!(out(&made).contains("alongside new campaigns \"Spring flight\""), "{}", out(&made));
    let heads = std::fs::read_to_string(scratch.path().join("experiments.csv")).expect("experiments");
    assert!(heads.contains("control participants") || heads.contains("Control participants"), "{heads}");
    let checked = run(scratch.path(), &["check", "--lang", "en", "--fail-on", "info"]);
    assert!(out(&checked).starts_with("0 errors, 0 warnings, 0 info; "), "{}", out(&checked));
}

/// What a file for CI has typed, line by line, but for the installation.
fn typed(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("the file for CI");
    let file: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let steps = file["jobs"]["report"]["steps"].as_sequence().into_iter().flatten().filter_map(|step| step["run"].as_str());
    let script = file[".report"]["script"].as_sequence().into_iter().flatten().filter_map(serde_yaml::Value::as_str);
    steps.chain(script).flat_map(str::lines).filter(|line| !line.starts_with("cargo install ")).map(str::to_owned).collect()
}

#[test]
fn what_ci_does_with_a_new_folder_works_in_every_form() {
    let forms = ["yaml", "csv", "markdown", "xlsx"].into_iter().flat_map(|form| ["project", "marketing"].map(|whom| (form, whom)));
    for ((form, whom), (service, file)) in
        forms.flat_map(|asked| [("github", ".github/workflows/report.yml"), ("gitlab", ".gitlab-ci.yml")].map(|ci| (asked, ci)))
    {
        let scratch = Scratch::new(&format!("init-ci-{form}-{whom}-{service}"));
        let made = run(scratch.path(), &["init", "beacon", "--yes", "--form", form, "--for", whom, "--ci", service]);
        assert!(made.status.success(), "{}", out(&made));
        let folder = scratch.path().join("beacon");
        let lines = typed(&folder.join(file));
        assert_eq!(lines, ["alongside check", "alongside build --output public"], "{service}");
        for line in lines {
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            let done = run(&folder, &words);
            assert!(done.status.success(), "{form} {whom} {service}: {line}: {}", out(&done));
        }
        assert!(folder.join("public/en/index.html").is_file(), "{form} {whom} {service}");
    }
}
