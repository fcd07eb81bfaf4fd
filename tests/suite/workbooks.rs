//! A workbook says what the same tables say as CSV files, and nothing of it gets out that they would keep.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, Project, ReportDateSource, load};
use alongside::report::{self, Style, published};
use alongside::site::{self, Content};
use alongside::source::files::Memory;
use alongside::source::workbook;
use alongside::text::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, FilterCondition, Format, Formula, Workbook, Worksheet};

use crate::leaks::{WORD, leaks};
use crate::scratch::Scratch;

const SETTINGS: &str = "project: {name: T, currency: CNY, start: 2026-01-05, end: 2026-12-18}\nlanguages: [en, zh-CN]\n";

/// The tables, each with the register of its sheet.
const TABLES: [(&str, &str); 7] = [
    (
        "risks",
        "ID,Risk,Probability,Impact,Owner,Raised\nR-007,Agency delivers late,4,5,Li Na,2026-03-02\nR-008,Samples lost,2,3,Tom Becker,2026-03-09\nR-009,Hall too small,1,2,Tom Becker,2026-03-10\n",
    ),
    (
        "tasks",
        "Name,Phase,Owner,Start,End,% complete\nFilm,Make,Li Na,2026-03-02,2026-04-30,40%\nCut,Make,Li Na,2026-05-04,2026-05-29,0%\nPrint,Ship,Tom Becker,2026-06-01,2026-06-30,12.5%\n",
    ),
    ("phases", "Phase,Start,End\nMake,2026-01-05,2026-05-29\nShip,2026-06-01,2026-12-18\n"),
    ("budget", "Category,Kind,Planned,Actual\nFilm,marketing,¥1860000,¥500000.5\nHall,material,¥40000,¥0\n"),
    ("milestones", "Milestone,Owner,Baseline,Forecast\nFilm ready,Li Na,2026-05-29,2026-06-05\n"),
    ("people", "Name,Role,Email\nLi Na,Lead,li@example.com\nTom Becker,Design,tom@example.com\n"),
    ("stakeholders", "Name,Organisation,Power,Interest\nAda Ng,City,High,Low\nBo Ek,Press,,High\n"),
];

fn day(text: &str) -> Option<ExcelDateTime> {
    let [year, month, day] = text.split('-').map(str::parse::<u16>).collect::<Result<Vec<_>, _>>().ok()?[..] else { return None };
    ExcelDateTime::from_ymd(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A cell as a person has it: a day, a share, an amount or a number with its format; a text.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    let format = |code: &str| Format::new().set_num_format(code);
    let number = |text: &str| text.parse::<f64>().ok();
    let written = if text.is_empty() {
        return;
    } else if let Some(day) = day(text) {
        sheet.write_with_format(row, column, &day, &format("d mmm yyyy"))
    } else if let Some(share) = text.strip_suffix('%').and_then(number) {
        sheet.write_with_format(row, column, share / 100.0, &format("0.0%"))
    } else if let Some(amount) = text.strip_prefix('¥').and_then(number) {
        sheet.write_with_format(row, column, amount, &format("[$¥-804]#,##0.00"))
    } else if let Some(id) = text.strip_prefix("R-").and_then(number) {
        sheet.write_with_format(row, column, id, &format("\"R-\"000"))
    } else if let Some(number) = number(text) {
        sheet.write_number(row, column, number)
    } else {
        sheet.write_string(row, column, text)
    };
    written.expect("a cell");
}

/// The rows of a table from a row of its sheet on.
fn fill(sheet: &mut Worksheet, table: &str, from: u32) {
    for (row, line) in (from..).zip(table.lines()) {
        for (column, text) in (0..).zip(line.split(',')) {
            write(sheet, row, column, text);
        }
    }
}

fn sheet<'b>(book: &'b mut Workbook, name: &str) -> &'b mut Worksheet {
    book.add_worksheet().set_name(name).expect("a name")
}

fn table(of: &str) -> &'static str {
    TABLES.iter().find(|(register, _)| *register == of).expect("a table").1
}

/// A workbook as people keep one: titles above the heads, merged heads, merged cells, a filter, totals, an error, a hidden sheet.
fn plan() -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 3, 2).expect("a day")));
    let plain = Format::new();
    let risks = sheet(&mut book, "Risks");
    risks.merge_range(0, 0, 0, 5, "Spring launch", &plain).expect("a title");
    fill(risks, table("risks"), 3);
    for (column, head) in [(0, "ID"), (1, "Risk"), (4, "Owner"), (5, "Raised")] {
        risks.merge_range(2, column, 3, column, head, &plain).expect("a head");
    }
    risks.merge_range(2, 2, 2, 3, "Assessment", &plain).expect("a group");
    risks.write_string(3, 2, "Probability").expect("a head");
    risks.write_string(3, 3, "Impact").expect("a head");
    risks.autofilter(3, 0, 6, 5).expect("a filter");
    risks.filter_column(4, &FilterCondition::new().add_list_filter("Li Na")).expect("a filter");
    risks.set_row_hidden(5).expect("a row").set_row_hidden(6).expect("a row");
    let tasks = sheet(&mut book, "To do");
    tasks.write_string(0, 0, "Tasks").expect("a title");
    fill(tasks, table("tasks"), 2);
    tasks.merge_range(3, 1, 4, 1, "Make", &plain).expect("a phase");
    fill(sheet(&mut book, "Phases"), table("phases"), 0);
    let budget = sheet(&mut book, "Budget");
    fill(budget, table("budget"), 0);
    budget.write_string(3, 0, "Total").expect("a word");
    budget.write_formula(3, 2, Formula::new("SUM(C2:C3)").set_result("1900000")).expect("a total");
    budget.write_formula(3, 3, Formula::new("SUM(D2:D3)").set_result("500000.5")).expect("a total");
    fill(sheet(&mut book, "Milestones"), table("milestones"), 0);
    fill(sheet(&mut book, "Team"), table("people"), 0);
    let stakeholders = sheet(&mut book, "Stakeholders");
    fill(stakeholders, table("stakeholders"), 0);
    stakeholders.write_formula(2, 2, Formula::new("Lists!A9").set_result("#REF!")).expect("an error");
    let lists = sheet(&mut book, "Lists");
    lists.set_hidden(true);
    fill(lists, "High\nLow\n", 0);
    book.save_to_buffer().expect("a workbook")
}

fn project(files: BTreeMap<String, Vec<u8>>) -> Project {
    load(Folder::of(Arc::new(Memory::new(files))), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

fn with_settings(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Project {
    project(files.into_iter().chain([("alongside.yaml".to_owned(), SETTINGS.into())]).collect())
}

fn of_csv() -> Project {
    with_settings(TABLES.iter().map(|(register, table)| (format!("{register}.csv"), (*table).into())))
}

/// The registers as the site offers them.
fn registers(project: Project) -> BTreeMap<String, String> {
    let analysis = Analysis::of(&project);
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    let made =
        site::build(&told, site::History::default()).expect("the pages render").into_iter().filter(|file| file.path.starts_with("data/"));
    let text = |content| match content {
        Content::Made(bytes) => String::from_utf8(bytes).expect("a text"),
        Content::CopyOf(path) => path,
    };
    made.map(|file| (file.path, text(file.content))).collect()
}

fn short(project: Project) -> Vec<String> {
    let analysis = Analysis::of(&project);
    let checked = Assessment::of(project, analysis);
    report::short(&checked, Style { lang: Lang::En, has_colour: false, is_verbose: true }).lines().map(str::to_owned).collect()
}

#[test]
fn a_workbook_says_what_its_tables_say_as_csv() {
    let of_book = registers(with_settings([("Launch.xlsx".to_owned(), plan())]));
    let of_csv = registers(of_csv());
    assert!(of_csv.len() > TABLES.len(), "{:?}", of_csv.keys());
    for (path, text) in &of_csv {
        assert_eq!(of_book.get(path), Some(text), "{path}");
    }
    assert_eq!(of_book.len(), of_csv.len());
}

#[test]
fn days_of_the_epoch_of_1904_are_the_same_days() {
    let mut book = Workbook::new();
    let risks = sheet(&mut book, "Risks");
    fill(risks, "Risk,Raised\nAgency delivers late,\n", 0);
    let format = Format::new().set_num_format("yyyy-mm-dd");
    risks.write_number_with_format(1, 1, 46_083.0 - 1462.0, &format).expect("a day");
    let bytes = book.save_to_buffer().expect("a workbook");
    let of_1904 = repacked(&bytes, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    let project = with_settings([("risks.xlsx".to_owned(), of_1904)]);
    assert_eq!(project.risks.iter().map(|risk| risk.raised).collect::<Vec<_>>(), [Some(Date::new(2026, 3, 2))]);
}

/// An archive one of whose parts has another text.
pub(crate) fn repacked(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut again = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let of = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a text");
        again.start_file(&*of, zip::write::SimpleFileOptions::default()).expect("a part");
        again.write_all(if of == name { text.replacen(from, to, 1) } else { text }.as_bytes()).expect("a part");
    }
    again.finish().expect("an archive").into_inner()
}

#[test]
fn what_is_left_out_of_a_workbook_is_told_at_its_cell() {
    let told = short(with_settings([("Launch.xlsx".to_owned(), plan())]));
    let of_book: Vec<&String> = told.iter().filter(|line| line.starts_with("Launch.xlsx") && !line.contains("risk-")).collect();
    let has = |start: &str, words: &str| of_book.iter().any(|line| line.starts_with(start) && line.contains(words));
    assert!(has("Launch.xlsx:Stakeholders!C3: error[unreadable-value]", "`#REF!`: no value, so read as blank."), "{of_book:#?}");
    assert!(has("Launch.xlsx:Lists: info[reading-note]", "The sheet “Lists” is hidden"), "{of_book:#?}");
    assert!(has("Launch.xlsx:Risks!A1: info[reading-note]", "“Spring launch”"), "{of_book:#?}");
}

#[test]
fn a_sheet_of_no_register_and_a_workbook_without_one_are_told() {
    let book = |tables: &[(&str, &str)]| {
        let mut book = Workbook::new();
        for (name, table) in tables {
            fill(sheet(&mut book, name), table, 0);
        }
        book.save_to_buffer().expect("a workbook")
    };
    let prices = ("Prices", "Colour,Shape\nred,round\nblue,square\n");
    let of = |path: &str, tables: &[(&str, &str)]| {
        let told = short(with_settings([(path.to_owned(), book(tables))]));
        told.into_iter()
            .filter(|line| line.starts_with(path) && line.contains("unread") || line.contains("unrecognised"))
            .collect::<Vec<_>>()
    };
    let unread = "The sheet “Prices” is not read: neither its name nor its columns are those of a register.";
    assert_eq!(of("x.xlsx", &[("Risks", table("risks")), prices]), [format!("x.xlsx:Prices: warning[unread-content]: {unread}")]);
    assert_eq!(of("risks.xlsx", &[("A", table("risks")), prices]), [format!("risks.xlsx:Prices: warning[unread-content]: {unread}")]);
    let nothing = "x.xlsx:1:1: warning[unrecognised-file]: No sheet of `x.xlsx` belongs to a register, so nothing in it is read.";
    assert_eq!(of("x.xlsx", &[prices]), [nothing]);
    let linked = with_settings([("x.xlsx".to_owned(), book(&[prices])), ("docs/a.md".to_owned(), "[Prices](../x.xlsx)\n".into())]);
    assert!(!short(linked).iter().any(|line| line.contains("x.xlsx")));
}

#[test]
fn nothing_leaks_by_the_door_of_workbooks() {
    let mut book = Workbook::new();
    let risks = sheet(&mut book, "Risks");
    fill(risks, &format!("Risk,Owner,Visibility,Colour\nOpen,,public,red\n{WORD} a,{WORD} b,internal,{WORD} c\n{WORD} d,,,{WORD} e\n"), 0);
    risks.write_formula(3, 2, Formula::new("Lists!A9").set_result("#REF!")).expect("an error");
    let lists = sheet(&mut book, &format!("{WORD} list"));
    lists.set_hidden(true);
    fill(lists, &format!("Risk,Owner\n{WORD} f,g\n"), 0);
    fill(sheet(&mut book, &format!("{WORD} other")), &format!("{WORD} h,i\n{WORD} j,k\n"), 0);
    let bytes = book.save_to_buffer().expect("a workbook");
    let files = [
        ("plan.xlsx".to_owned(), bytes.clone()),
        ("risks.xlsx".to_owned(), bytes),
        ("risks/broken.xlsx".to_owned(), WORD.into()),
        ("issues.json".to_owned(), format!("[{{\"title\": \"{WORD} l\", \"visibility\": \"internal\"}}]").into()),
        ("docs/a.md".to_owned(), "# A\n\n[a](../plan.xlsx) [b](../risks.xlsx) [c](../risks/broken.xlsx) [d](../issues.json)\n".into()),
    ];
    let project = with_settings(files);
    assert_eq!(project.risks.iter().filter(|risk| risk.title.any() == "Open").count(), 2);
    let analysis = Analysis::in_full(&project);
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    let made = site::build(&told, site::History::default()).expect("the pages render").into_iter().map(|file| match file.content {
        Content::Made(bytes) => (file.path, bytes),
        Content::CopyOf(path) => (file.path, format!("{WORD} copy of {path}").into_bytes()),
    });
    let site: BTreeMap<String, Vec<u8>> = made.chain([("report.json".to_owned(), published(&told).into_bytes())]).collect();
    let found = leaks(&site);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn json_is_read_where_it_is_named_after_a_register() {
    let of = |path: &str, text: &str| with_settings([(path.to_owned(), text.into())]);
    let titles = |project: &Project| project.risks.iter().map(|risk| risk.title.any().to_owned()).collect::<Vec<_>>();
    let list = of(
        "risks.json",
        "[\n\t{\"title\": \"Rain\\u4e2d \\ud83d\\ude00 \\/\", \"raised\": \"2026-03-02\", \"probability\": 2},\n\t{\"title\": \"Snow\"}\n]",
    );
    assert_eq!(titles(&list), ["Rain中 😀 /", "Snow"]);
    assert!(list.problems.is_empty(), "{:?}", list.problems);
    assert_eq!(titles(&of("x/risks.json", "{\"risks\": {\"R-1\": {\"title\": \"Rain\"}}}")), ["Rain"]);
    let told = short(of("risks.json", "[{\"title\": \"Rain\", \"raised\": \"someday\"}]"));
    assert!(told.iter().any(|line| line.starts_with("risks.json:1:30: error[unreadable-value]")), "{told:#?}");
    assert!(of("package.json", "{\"name\": 1").problems.is_empty());
}

/// `RENEW=1` writes the workbook that the commands are shown with.
#[test]
fn the_workbook_of_the_examples_is_this_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbook/Launch.xlsx");
    let text = |bytes: &[u8]| workbook::decode(bytes, &alongside::source::Limits::default()).expect("a workbook").text;
    if std::env::var_os("RENEW").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, plan()).expect("it can be written");
    }
    assert_eq!(text(&std::fs::read(&path).expect("it is there")), text(&plan()));
}

/// What a workbook is told to be, and that nothing of it is read.
fn told(name: &str, bytes: &[u8]) -> String {
    let scratch = Scratch::new("bad-workbook");
    scratch.write("alongside.yaml", b"project: {name: x}\n");
    scratch.write(name, bytes);
    let output = Command::new(env!("CARGO_BIN_EXE_alongside")).args(["check", "--format", "short"]).arg(scratch.path()).output();
    let text = String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(name)).collect();
    lines.join("\n")
}

#[test]
fn a_workbook_that_cannot_be_read_is_one_clear_finding() {
    let whole = plan();
    let compound = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "EncryptedPackage".replace("", "\0").as_bytes()].concat();
    for (name, bytes, says) in [
        ("risks.xlsx", whole[..whole.len() / 2].to_vec(), "is damaged"),
        ("risks.xlsx", compound.iter().copied().chain([0; 512]).collect(), "protected by a password"),
        ("risks.xls", b"<html><table><tr><td>Risk</td></tr></table></html>".to_vec(), "is damaged, or none at all"),
        ("risks.xlsx", Workbook::new().save_to_buffer().expect("a workbook"), "has nothing in it"),
        ("risks.xlsx", vec![b'P'; 50 << 20], "larger than"),
    ] {
        let found = told(name, &bytes);
        assert!(found.contains(says) && found.lines().count() == 1, "{says}: {found}");
    }
}
