//! What the documentation says is so, and no file grows too long.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, rules};
use alongside::cli::Cli;
use alongside::project::{Folder, Kind, ReportDateSource, load};
use alongside::report::{self, Style};
use alongside::text::Lang;
use clap::{CommandFactory, Parser};

use crate::scratch::Scratch;

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)];
const GUIDES: [&str; 2] = ["docs/guide.md", "docs/guide.zh-CN.md"];
/// Who is named in the examples of the guide.
const PEOPLE: &str = "- {name: Li Na}\n- {name: Tom Becker}\n- {name: 李娜}\n- {name: 王磊}\n";
/// The lines that a file may have before its tests: about 400.
const MOST_LINES: usize = 450;

/// Files beside the declarations that branch on a register, and why.
const BRANCHES: [(&str, &str); 14] = [
    ("analysis/campaigns/needs.rs", "each register says in its own way when something is there"),
    ("analysis/duties.rs", "the analysis knows more of the days of some records than they say"),
    ("analysis/lateness.rs", "a KPI is over with its goals, a ticket is open at the report date"),
    ("analysis/plan/mod.rs", "milestones and tasks are the plan"),
    ("checklist/outcome/health/mod.rs", "risks and issues have a gravity"),
    ("checklist/rules/plan/dependency_loop.rs", "a task waits for itself, a goal supports itself"),
    ("checklist/rules/risk/standing.rs", "a phase is over when nothing in it is open"),
    ("checklist/rules/strategy/change_effect_unknown.rs", "the rule is about KPIs and the goals that they measure"),
    ("site/pages/area/schedule/calendar.rs", "phases, milestones and tasks are drawn"),
    ("site/pages/area/schedule/rows.rs", "phases, milestones and tasks are drawn"),
    ("site/files/ics.rs", "days ahead that people meet on, and what they are called"),
    ("site/pages/record.rs", "facts that follow from numbers"),
    ("site/pages/register.rs", "tables of their own"),
    ("site/present/state.rs", "states that follow from numbers"),
];

/// Files beside the declarations that compare a text with what is also the name of a register or a state, and why.
const NAMES: [(&str, &str); 6] = [
    ("calendar/coarse.rs", "the last days of a month are late"),
    ("project/document.rs", "the field `actions`"),
    ("project/raci.rs", "a letter of RACI"),
    ("project/types/number.rs", "all of it is done"),
    ("site/pages/record.rs", "the field `measurements`"),
    ("source/schema.rs", "the field `kpis`"),
];

/// A fenced block: what follows the fence, and what it holds.
struct Block {
    info: String,
    text: String,
}

impl Block {
    /// The file that it shows: `yaml risks.yaml` → `risks.yaml`.
    fn file(&self) -> Option<&str> {
        self.info.split_once(' ').map(|(_, file)| file)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn blocks(path: &str) -> Vec<Block> {
    let text = read(path);
    let parts: Vec<&str> = text.split("```").collect();
    assert!(parts.len() % 2 == 1, "{path}: a block is not closed");
    let fenced = parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    fenced.map(|(info, text)| Block { info: info.to_owned(), text: text.to_owned() }).collect()
}

/// What is typed in the blocks of a page: the lines after `$ `, without their comments.
fn typed(path: &str) -> Vec<String> {
    let lines: Vec<String> = blocks(path).iter().flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let commands = lines.iter().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| command.split('#').next().unwrap_or(command).trim().to_owned()).collect()
}

/// Everything that `check` says of a folder, in full.
fn human(files: &[(&str, &str)], lang: Lang) -> String {
    let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 9, 1) });
    let analysis = Analysis::of(&project);
    let checked = Assessment::of(project, analysis);
    report::human(&checked, Style { lang, has_colour: false, is_verbose: true })
}

#[test]
fn the_readme_shows_what_the_program_says() {
    for (path, lang) in READMES {
        let blocks = blocks(path);
        let files: Vec<(&str, &str)> = blocks.iter().filter_map(|block| Some((block.file()?, block.text.as_str()))).collect();
        assert_eq!(files.len(), 3, "{path}: {files:?}");
        let shown = blocks.iter().find_map(|block| block.text.strip_prefix("$ alongside check\n")).expect("its output is shown");
        let said = human(&files, lang);
        assert_eq!(shown.trim_end(), said.trim_end(), "{path}");
    }
}

/// A file as it was before a diff that shows all of it.
fn before(diff: &str) -> String {
    let kept = diff.lines().filter(|line| !["$", "---", "+++", "@@", "+"].iter().any(|mark| line.starts_with(mark)));
    kept.filter_map(|line| line.get(1..)).fold(String::new(), |text, line| text + line + "\n")
}

/// The commands of a block, each with what is shown of its output.
fn console(block: &str) -> Vec<(&str, Vec<&str>)> {
    let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command, Vec::new())),
            (None, Some((_, shown))) => shown.push(line),
            (None, None) => {}
        }
    }
    commands
}

#[test]
fn the_guide_shows_what_fix_and_the_baseline_say() {
    for (path, language) in GUIDES.into_iter().zip(["en", "zh-CN"]) {
        let blocks: Vec<Block> = blocks(path).into_iter().filter(|block| block.info == "console" && block.text.contains("check")).collect();
        let commands: Vec<(&str, Vec<&str>)> =
            blocks.iter().flat_map(|block| console(&block.text)).filter(|(_, shown)| !shown.is_empty()).collect();
        assert_eq!(commands.len(), 3, "{path}: {commands:?}");
        let diff = &blocks.iter().find(|block| block.text.contains("--fix")).expect("it is shown").text;
        let scratch = Scratch::new(&format!("guide-{language}"));
        let settings = format!("project: {{name: x, stage: initiation}}\nlanguages: [{language}]\n");
        let files =
            [("alongside.yaml", settings), ("people.yaml", "- {id: li-na, name: Li Na}\n".to_owned()), ("risks.yaml", before(diff))];
        for (file, text) in files {
            scratch.write(file, text.as_bytes());
        }
        for (command, shown) in commands {
            let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
            program.args(command.split_whitespace().skip(1)).current_dir(scratch.path()).env("SOURCE_DATE_EPOCH", "1781481600");
            let output = program.output().expect("it runs");
            let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
            assert!(said.starts_with(&(shown.join("\n") + "\n")), "{path}: {command}\n{said}");
        }
    }
}

#[test]
fn the_files_of_the_guide_are_read_without_trouble() {
    for path in GUIDES {
        let blocks = blocks(path);
        let named: Vec<&Block> = blocks.iter().filter(|block| block.file().is_some()).collect();
        assert!(named.len() >= 5, "{path} names its files");
        for block in named {
            let file = block.file().expect("it is named");
            let besides = if file == "alongside.yaml" { ("risks/R-07.md", "# R-07\n") } else { ("alongside.yaml", "project: {name: x}\n") };
            let files = [(file, block.text.as_str()), besides, ("people.yaml", PEOPLE)];
            let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 1) });
            assert!(project.problems.is_empty(), "{path}, {file}: {:#?}", project.problems);
            let said = human(&files, Lang::En);
            assert!(!said.contains("[settings-invalid]"), "{path}, {file}: {said}");
            assert!(!said.contains("[unknown-reference]"), "{path}, {file}: {said}");
            assert!(!project.risks.is_empty(), "{path}, {file}: no record is read");
        }
    }
}

#[test]
fn commands_of_the_documentation_exist() {
    let pages = READMES.iter().map(|(path, _)| *path).chain(GUIDES).chain(["CONTRIBUTING.md"]);
    let commands: Vec<String> = pages.flat_map(typed).filter(|command| command.starts_with("alongside")).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let parsed = Cli::try_parse_from(command.split_whitespace());
        assert!(parsed.is_ok(), "{command}: {}", parsed.err().map(|error| error.to_string()).unwrap_or_default());
    }
}

#[test]
fn the_guide_names_every_option() {
    for path in GUIDES {
        let usage = blocks(path).into_iter().find(|block| block.text.starts_with("alongside ")).expect("the guide shows the usage").text;
        let text = read(path);
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            let shown = usage.split("alongside ").find(|part| part.starts_with(name)).unwrap_or_else(|| panic!("{path}: no `{name}`"));
            let shown: BTreeSet<&str> = flags(shown).collect();
            let options: BTreeSet<&str> = command.get_arguments().filter_map(clap::Arg::get_long).collect();
            assert_eq!(shown, options, "{path}, {name}");
        }
        for option in Cli::command().get_arguments().filter_map(clap::Arg::get_long) {
            assert!(text.contains(&format!("--{option}")), "{path}: no --{option}");
        }
    }
}

#[test]
fn the_guide_names_every_choice_of_an_option() {
    for path in GUIDES {
        let text = read(path);
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').collect();
        for command in Cli::command().get_subcommands() {
            for option in command.get_arguments().filter(|option| option.get_long().is_some() && option.get_action().takes_values()) {
                let missing = option.get_possible_values().into_iter().filter(|choice| !words.contains(choice.get_name()));
                let missing: Vec<String> = missing.map(|choice| choice.get_name().to_owned()).collect();
                assert_eq!(missing, [""; 0], "{path}, {} {}", command.get_name(), option.get_id());
            }
        }
    }
}

/// The long options of a usage line: `[--format human|short]` → `format`.
fn flags(usage: &str) -> impl Iterator<Item = &str> {
    usage.split("--").skip(1).filter_map(|part| part.split(|c: char| !c.is_ascii_lowercase() && c != '-').next())
}

#[test]
fn rules_of_the_documentation_exist() {
    let pages = READMES.iter().map(|(path, _)| *path).chain(GUIDES).chain(["CHANGELOG.md"]);
    let named: BTreeSet<String> = pages.flat_map(rule_ids).collect();
    assert!(named.contains("unknown-reference") && named.contains("missing-translation"), "{named:?}");
    let unknown: Vec<&String> = named.iter().filter(|id| rules::find(id).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// What a page calls a rule: `error[ID]`, `rule: ID`, and the keys of `rules:`.
fn rule_ids(path: &str) -> Vec<String> {
    let text = read(path);
    let bracketed = text.split('[').skip(1).filter_map(|part| part.split_once(']')).filter(|(_, rest)| !rest.starts_with('('));
    let bracketed = bracketed.map(|(id, _)| id).filter(|id| id.contains('-') && !id.starts_with('-') && is_id(id));
    let waived = text.lines().filter_map(|line| line.trim_start().strip_prefix("- rule: "));
    let set = text.split("\n  rules:\n").skip(1).flat_map(|part| part.lines().take_while(|line| line.starts_with("    ")));
    let set = set.filter_map(|line| line.trim().split_once(':')).map(|(id, _)| id);
    bracketed.chain(waived).chain(set).map(str::to_owned).collect()
}

fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

#[test]
fn the_documentation_counts_the_rules() {
    let count = rules::all().count();
    let (en, zh) = (format!("{count} rules"), format!("{count}条规则"));
    for (path, said) in [("README.md", &en), ("README.zh-CN.md", &zh), (GUIDES[0], &en), (GUIDES[1], &zh), ("CHANGELOG.md", &en)] {
        assert!(read(path).contains(said), "{path} does not say “{said}”");
    }
}

#[test]
fn the_guide_names_every_register() {
    for path in GUIDES {
        let text = read(path);
        for kind in Kind::ALL {
            assert!(text.contains(&format!("`{}`", kind.key())) && text.contains(kind.zh()), "{path}: {}", kind.key());
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let counted = sources().into_iter().map(|path| (lines_before_tests(&std::fs::read_to_string(&path).expect("a source file")), path));
    let long: Vec<(usize, PathBuf)> = counted.filter(|(lines, _)| *lines > MOST_LINES).collect();
    assert!(long.is_empty(), "{long:#?}");
}

fn sources() -> Vec<PathBuf> {
    let (mut folders, mut sources) = (vec![root().join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "rs" => sources.push(path),
                _ => {}
            }
        }
    }
    sources
}

/// What other rooms may use is described; within a room a name is enough. The compiler asks for it of the library's public items, and
/// takes an empty line for a description.
#[test]
fn what_other_rooms_use_is_described() {
    let mut bare = Vec::new();
    for path in sources() {
        let text = std::fs::read_to_string(&path).expect("a source file");
        bare.extend(undescribed(&text).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert_eq!(bare, [""; 0]);
}

/// The lines before the tests with an item that other rooms may use and without words above it. Macros say theirs where they are used.
fn undescribed(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().take_while(|line| *line != "#[cfg(test)]").map(str::trim_start).collect();
    let is_item = |line: &str| {
        let rest = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub "));
        rest.is_some_and(|rest| !["use ", "mod "].iter().any(|word| rest.starts_with(word)) && !rest.contains('$'))
    };
    let says = |line: &&str| line.strip_prefix("///").is_some_and(|words| !words.trim().is_empty());
    let is_above = |line: &&&str| line.starts_with("///") || line.starts_with("#[") || line.ends_with(")]");
    let bare = |at: &usize| !lines[..*at].iter().rev().take_while(is_above).any(says);
    (0..lines.len()).filter(|at| is_item(lines[*at])).filter(bare).map(|at| at + 1).collect()
}

#[test]
fn missing_words_are_found() {
    let text = "/// Says it.\n#[derive(Debug)]\npub struct A {\n    ///\n    pub a: u8,\n    pub(crate) b: u8,\n    pub(super) c: u8,\n}\npub use b::C;\n#[cfg(test)]\npub fn d() {}\n";
    assert_eq!(undescribed(text), [5, 6]);
}

fn lines_before_tests(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

#[test]
fn registers_and_states_are_declared_in_one_place() {
    let states = declared_states();
    assert!(states.contains("done") && states.contains("已完成") && states.len() > 60, "{states:?}");
    let names: BTreeSet<&str> =
        Kind::ALL.iter().flat_map(|kind| [kind.key(), kind.zh()]).chain(states.iter().map(String::as_str)).collect();
    let (mut branches, mut compares) = (BTreeSet::new(), BTreeSet::new());
    for (path, code) in code_beside_declarations() {
        if code.lines().any(branches_on_a_register) {
            branches.insert(path.clone());
        }
        if code.lines().any(|line| compared(line).any(|text| names.contains(text))) {
            compares.insert(path);
        }
    }
    assert_eq!(branches, BRANCHES.map(|(path, _)| path.to_owned()).into());
    assert_eq!(compares, NAMES.map(|(path, _)| path.to_owned()).into());
}

/// The words of all lists of states: `Done: "done" "已完成" … as Good;`.
fn declared_states() -> BTreeSet<String> {
    let lists = sources().into_iter().filter(|path| path.parent().is_some_and(|folder| folder.ends_with("project/registers")));
    let lists: Vec<String> = lists.map(|path| std::fs::read_to_string(path).expect("a source file")).collect();
    let lines = lists.iter().flat_map(|list| list.lines());
    let words =
        lines.filter(|line| line.contains("\" as ") && line.ends_with(';')).flat_map(|line| line.split('"').skip(1).step_by(2).take(2));
    words.map(str::to_owned).collect()
}

/// The sources without tests, comments, and the declarations of registers.
fn code_beside_declarations() -> impl Iterator<Item = (String, String)> {
    let named = sources().into_iter().map(|path| {
        let name = path.strip_prefix(root().join("src")).expect("a source file").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).expect("a source file"))
    });
    let is_declaration = |name: &str| name.starts_with("project/registers/") || name == "project/kind.rs" || name.ends_with("/tests.rs");
    named.filter(move |(name, _)| !is_declaration(name)).map(|(name, text)| {
        let code = text.split("#[cfg(test)]").next().and_then(|code| code.split("crate::cases! {").next()).unwrap_or_default();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        (name, code.join("\n"))
    })
}

/// Whether a line is an arm of a `match` on a register, or asks with `matches!` which one it is.
fn branches_on_a_register(line: &str) -> bool {
    let starts =
        |text: &str| text.split("Kind::").next().is_some_and(|before| before != text && before.chars().all(|c| "(|, ".contains(c)));
    let is_arm = |line: &str| line.contains("=>") && starts(line.trim_start().trim_start_matches("(None"));
    let asks = |rest: &str| rest.split_once(", ").is_some_and(|(_, pattern)| starts(pattern));
    is_arm(line) || line.split("matches!(").skip(1).any(asks)
}

/// The texts of a line that something is compared with: `== "a"`, `"a" | "b" =>`.
fn compared(line: &str) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = line.split('"').collect();
    let texts = (1..parts.len().saturating_sub(1)).step_by(2).filter_map(move |at| {
        let (before, after) = (parts[at - 1].trim_end(), parts[at + 1].trim_start());
        let is_compared = ["==", "!=", "|"].iter().any(|sign| before.ends_with(sign)) || after.starts_with("=>") || after.starts_with("| ");
        is_compared.then_some(parts[at])
    });
    texts.collect::<Vec<_>>().into_iter()
}

#[test]
fn branches_and_comparisons_are_found() {
    for line in [
        "Kind::Risks => 1,",
        "Kind::Risks | Kind::Goals => {",
        "| Kind::Goals => 2,",
        "(None, Kind::Risks) => 3,",
        "if matches!(id.kind, Kind::Risks)",
    ] {
        assert!(branches_on_a_register(line), "{line}");
    }
    for line in
        ["let id = RecordId { kind: Kind::Risks, index };", "WorkStatus::Done => 1,", "RiskKind::Threat => 2,", "if kind == Kind::Risks {"]
    {
        assert!(!branches_on_a_register(line), "{line}");
    }
    assert_eq!(compared("\"done\" | \"late\" => say(\"open\"),").collect::<Vec<_>>(), ["done", "late"]);
    assert_eq!(compared("key == \"done\" && label != \"x\"").collect::<Vec<_>>(), ["done", "x"]);
}

#[test]
fn the_guide_names_every_template() {
    let folder = std::fs::read_dir(root().join("templates")).expect("templates");
    let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    let names: Vec<String> = names.filter(|name| name.ends_with(".html") && name != "components.html").collect();
    assert!(names.len() > 8);
    for path in GUIDES {
        let text = read(path);
        for name in &names {
            assert!(text.contains(&format!("`{name}`")), "{path}: {name}");
        }
    }
}
