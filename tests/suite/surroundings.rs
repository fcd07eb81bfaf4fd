//! Every command where things are not as at home: its reader goes away, its folder takes nothing, no terminal is there, colours are not
//! wanted, and all names are Chinese.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use alongside::cli;

use crate::scratch::Scratch;

const SETTINGS: &str = "project: {name: 秋季上市, stage: initiation, start: 2026-05-04, end: 2026-12-18, project_manager: 李娜, marketing_lead: 陈玮}\nlanguages: [zh-CN, en]\n";
const PEOPLE: &str = "- {姓名: 李娜, 角色: 项目经理}\n- {姓名: 陈玮, 角色: 市场负责人}\n";
const RISKS: &str = "编号,标题,负责人,概率,影响\nR-1,展会撤展,王芳,高,中\n";
const MORE: &str = "标题,负责人\n海报晚到,陈玮\n";

/// A project whose names are all Chinese, with a state of a month ago.
fn project(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("上市/项目.yaml", SETTINGS.as_bytes());
    scratch.write("上市/人员.yaml", PEOPLE.as_bytes());
    scratch.git(&["init", "-q"], "2026-05-04");
    scratch.git(&["add", "-A"], "2026-05-04");
    scratch.git(&["commit", "-q", "-m", "一"], "2026-05-04");
    scratch.write("上市/风险.csv", RISKS.as_bytes());
    scratch.write("新/风险.csv", MORE.as_bytes());
    scratch
}

fn program(at: &Path, args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(args).current_dir(at).env("SOURCE_DATE_EPOCH", "1781481600").env_remove("GITHUB_STEP_SUMMARY").stdin(Stdio::null());
    program
}

fn run(at: &Path, args: &[&str]) -> Output {
    program(at, args).output().expect("it runs")
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

/// Every command has a line, so that none is forgotten.
fn each<const N: usize>(lines: [(&'static str, &'static [&'static str]); N]) -> impl Iterator<Item = &'static [&'static str]> {
    let mut command = cli::command();
    command.build();
    let mut all: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let mut named: Vec<String> = lines.iter().map(|(name, _)| (*name).to_owned()).collect();
    all.sort_unstable();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named, all);
    lines.into_iter().map(|(_, args)| args).filter(|args| !args.is_empty())
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    // Those of an empty line print nothing by themselves, or what they print is an editor's or a browser's to read.
    let lines = each([
        ("init", &["init", "空", "--yes"][..]),
        ("new", &["new", "风险", "下雨"]),
        ("import", &["import", "../新/风险.csv", "--dry-run"]),
        ("export", &["export", "-o", "../表.xlsx"]),
        ("check", &["check", "--format", "json"]),
        ("check", &["check", "--show-settings"]),
        ("explain", &["explain"]),
        ("fields", &["fields", "risks"]),
        ("serve", &[]),
        ("build", &["build"]),
        ("diff", &["diff", "2026-05-05"]),
        ("digest", &["digest"]),
        ("lsp", &[]),
        ("schema", &["schema"]),
        ("completions", &["completions", "bash"]),
        ("man", &["man"]),
        ("help", &["help"]),
    ]);
    for args in lines {
        let scratch = project("pipe");
        let at = scratch.path().join("上市");
        let usual = run(&at, args);
        let scratch = project("pipe");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = program(&scratch.path().join("上市"), args).stdout(writer).output().expect("it runs");
        assert_eq!(output.status.code(), usual.status.code(), "{args:?}: {}", said(&output));
        assert!(!said(&output).contains("panicked"), "{args:?}: {}", said(&output));
    }
}

#[test]
fn where_nothing_can_be_written_that_is_said() {
    // A file stands where a folder is asked for, which nobody can write into, whatever his rights are.
    let lines = each([
        ("init", &["init", "人员.yaml/新", "--yes"][..]),
        ("new", &["new", "风险", "下雨", "--folder", "人员.yaml"]),
        ("import", &["import", "../新/风险.csv", "--folder", "人员.yaml"]),
        ("export", &["export", "-o", "人员.yaml/表.xlsx"]),
        ("export", &["export", "-o", "人员.yaml/表"]),
        ("check", &["check", "--output", "sarif=人员.yaml/out.sarif"]),
        ("check", &["check", "--write-baseline", "人员.yaml/known.yaml"]),
        ("explain", &[]),
        ("fields", &[]),
        ("serve", &["serve", "人员.yaml"]),
        ("build", &["build", "-o", "人员.yaml/public"]),
        ("build", &["build", "-o", "人员.yaml"]),
        ("build", &["build", "--single", "人员.yaml/report.html"]),
        ("diff", &[]),
        ("digest", &[]),
        ("lsp", &[]),
        ("schema", &["schema", "--out", "人员.yaml/schemas"]),
        ("completions", &[]),
        ("man", &[]),
        ("help", &[]),
    ]);
    let scratch = project("closed");
    let at = scratch.path().join("上市");
    for args in lines {
        let output = run(&at, args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(told.contains("error: ") && told.contains("错误：") && !told.contains("panicked"), "{args:?}: {told}");
        assert_eq!(std::fs::read_to_string(at.join("人员.yaml")).expect("the file"), PEOPLE, "{args:?}");
        assert_eq!(std::fs::read_to_string(at.join("风险.csv")).expect("the file"), RISKS, "{args:?}");
    }
    let mut names: Vec<_> = std::fs::read_dir(&at).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort_unstable();
    assert_eq!(names, ["人员.yaml", "项目.yaml", "风险.csv"], "nothing is left behind");
}

#[test]
fn every_command_takes_chinese_names() {
    // What each prints or writes, told by a part of it: `PATH=TEXT` is in a file.
    let lines = [
        (&["init", "春季", "--yes", "--lang", "zh", "--form", "csv"][..], "春季/风险.csv=标题"),
        (&["new", "风险", "下雨", "--set", "负责人=陈玮"], "风险.csv=下雨,陈玮"),
        (&["import", "../新/风险.csv"], "风险.csv=海报晚到"),
        (&["export", "风险", "-o", "../导出"], "../导出/risks.csv=展会撤展"),
        (&["check", "--format", "short", "--output", "sarif=结果.sarif"], "结果.sarif=2.1.0"),
        (&["explain", "风险管理"], "风险管理"),
        (&["fields", "风险"], "负责人 · owner"),
        (&["build", "-o", "网站"], "网站/zh-CN/risk.html=展会撤展"),
        (&["build", "--single", "报告.html"], "报告.html=展会撤展"),
        (&["diff", "2026-05-05"], "展会撤展"),
        (&["digest"], "秋季上市"),
        (&["schema", "风险", "--out", "模式"], "模式/risks.schema.json=负责人"),
    ];
    for (args, expected) in lines {
        let scratch = project("chinese");
        let at = scratch.path().join("上市");
        let output = run(&at, args);
        assert!(output.status.code().is_some_and(|code| code < 2), "{args:?}: {}", said(&output));
        let (told, part) = match expected.split_once('=') {
            Some((path, part)) => (std::fs::read_to_string(at.join(path)).expect(path), part),
            None => (said(&output), expected),
        };
        assert!(told.contains(part), "{args:?}: {told}\n{}", said(&output));
    }
}

#[test]
fn without_a_terminal_nothing_is_asked_and_nothing_is_coloured() {
    let scratch = project("mute");
    let made = run(scratch.path(), &["init", "空"]);
    assert!(made.status.success() && !said(&made).contains('['), "{}", said(&made));
    let settings = std::fs::read_to_string(scratch.path().join("空/alongside.yaml")).expect("the settings");
    assert!(settings.contains("空") && settings.contains("en"), "{settings}");
    let at = scratch.path().join("上市");
    let escapes = |args: &[&str], plain: Option<&str>| {
        let mut program = program(&at, args);
        program.env_remove("NO_COLOR");
        program.envs(plain.map(|value| ("NO_COLOR", value)));
        said(&program.output().expect("it runs")).contains('\u{1b}')
    };
    assert!(!escapes(&["check"], None));
    assert!(escapes(&["check", "--color", "always"], None) && escapes(&["check", "--color", "always"], Some("1")));
    assert!(!escapes(&["check", "--color", "never"], None));
    assert!(!escapes(&["check", "--colour"], None), "what is mistyped");
}

/// On a terminal, which `script` makes.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_colours_follow_the_readers_wish_and_questions_are_asked() {
    let scratch = project("terminal");
    let typed = |line: &str, plain: Option<&str>, answers: &str| -> Option<String> {
        use std::io::Write;
        let command = format!("{} {line}", env!("CARGO_BIN_EXE_alongside"));
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(scratch.path()).env("SOURCE_DATE_EPOCH", "1781481600");
        script.env_remove("NO_COLOR").envs(plain.map(|value| ("NO_COLOR", value)));
        let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
        child.stdin.take()?.write_all(answers.as_bytes()).ok()?;
        Some(said(&child.wait_with_output().ok()?))
    };
    let Some(coloured) = typed("check 上市 --lang en", None, "") else { return };
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
    for plain in ["1", "yes"] {
        let told = typed("check 上市 --lang en", Some(plain), "").unwrap_or_default();
        assert!(told.contains("error[unknown-reference]") && !told.contains("\u{1b}["), "{told:?}");
    }
    let asked = typed("init 问答", None, "zh\n春季\nproject\ncsv\n").unwrap_or_default();
    assert!(asked.contains("项目名称"), "{asked:?}");
    assert!(std::fs::read_to_string(scratch.path().join("问答/alongside.yaml")).expect("the settings").contains("春季"));
    assert!(scratch.path().join("问答/风险.csv").is_file(), "{asked}");
}
