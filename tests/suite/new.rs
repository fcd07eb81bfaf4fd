//! `alongside new` adds a record as the others of the file are written, and changes nothing else of it.

use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::Scratch;

const SETTINGS: &[u8] = b"project: {name: x, stage: initiation}\nlanguages: [en]\n";

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alongside"));
    program.args(args).current_dir(folder).env("SOURCE_DATE_EPOCH", "1781481600").output().expect("it runs")
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

/// A folder with a file, to which a record is added: where it stands then, and what has come into the file, which else is as it was.
fn added(name: &str, file: &str, before: &str, args: &[&str]) -> (String, String) {
    let scratch = Scratch::new(&format!("new-{name}"));
    scratch.write("alongside.yaml", SETTINGS);
    scratch.write(file, before.as_bytes());
    let output = run(scratch.path(), &[&["new"], args].concat());
    assert!(output.status.success(), "{name}: {}", said(&output));
    let after = std::fs::read_to_string(scratch.path().join(file)).expect(file);
    let kept = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let rest = &before.as_bytes()[kept..];
    assert!(after.as_bytes().ends_with(rest), "{name}: only lines are added\n{after}");
    let new = after.as_bytes()[kept..after.len() - rest.len()].to_vec();
    (said(&output), String::from_utf8(new).expect("whole characters"))
}

#[test]
fn yaml_as_the_others_are_written() {
    for (name, before, args, place, expected) in [
        (
            "block",
            "# The register\n- id: R-01\n  title: Rain   # often\n  负责人: Li\n\n- id: R-02\n  title: Wind\n  tags: [a]\n# the end\n",
            &["risk", "Hail: much", "--set", "owner=Li", "--set", "probability=high", "--set", "residual.impact=low"][..],
            "risks.yaml:10\n",
            "\n- id: R-03\n  title: \"Hail: much\"\n  提出日期: 2026-06-15\n  负责人: Li\n  概率: high\n  剩余风险: {影响: low}\n",
        ),
        (
            "flow",
            "- {id: 1, title: Rain}\n",
            &["风险", "Hail, much"],
            "risks.yaml:2\n",
            "- {id: 2, title: \"Hail, much\", raised: 2026-06-15}\n",
        ),
        (
            "map",
            "R-1:\n  title: Rain\nR-2:\n  title: Wind\n",
            &["risks", "Hail"],
            "risks.yaml:5\n",
            "R-3:\n  title: Hail\n  raised: 2026-06-15\n",
        ),
        (
            "below",
            "risks:\n  - title: Rain\n    status: open\n",
            &["risks", "Hail"],
            "risks.yaml:4\n",
            "  - title: Hail\n    raised: 2026-06-15\n",
        ),
        ("whole-flow", "[{title: Rain}]\n", &["risks", "Hail"], "risks.yaml:1\n", ", {title: Hail, raised: 2026-06-15}"),
        (
            "windows",
            "- title: Rain\r\n- title: Wind\r\n",
            &["risks", "Hail"],
            "risks.yaml:3\n",
            "- title: Hail\r\n  raised: 2026-06-15\r\n",
        ),
        ("no-end", "- title: Rain", &["risks", "Hail"], "risks.yaml:2\n", "\n- title: Hail\n  raised: 2026-06-15"),
        ("comments-alone", "# Risks\n#\n# - title: Rain\n", &["risks", "Hail"], "risks.yaml:4\n", "- title: Hail\n  raised: 2026-06-15\n"),
    ] {
        assert_eq!(added(name, "risks.yaml", before, args), (place.to_owned(), expected.to_owned()), "{name}");
    }
}

#[test]
fn tables_as_the_others_are_written() {
    for (name, file, before, args, place, expected) in [
        (
            "semicolons",
            "risks.csv",
            "No.;Title;Raised;Owner\r\nR-09;Rain;2026-05-04;Li\r\n",
            &["risk", "Hail; much", "--set", "responsible=Li"][..],
            "risks.csv:3\n",
            "R-10;\"Hail; much\";2026-06-15;Li\r\n",
        ),
        (
            "quoted",
            "risks.csv",
            "\"Title\",\"Owner\"\n\"Rain\",\"Li\"\n",
            &["risk", "So \"wet\""],
            "risks.csv:3\n",
            "\"So \"\"wet\"\"\",\n",
        ),
        (
            "chinese",
            "风险.csv",
            "\u{feff}序号,风险名称,提出日期,概率\n1,下雨,2026-05-04,高",
            &["风险", "冰雹", "--set", "可能性=中"],
            "风险.csv:3\n",
            "\n2,冰雹,2026-06-15,中",
        ),
        (
            "markdown",
            "risks.md",
            "# Risks\n\n| Title | Owner  |\n|-------|--------|\n| Rain  | Li     |\n\nThat is all.\n",
            &["risk", "A|B", "--set", "owner=Li"],
            "risks.md:6\n",
            "| A\\|B  | Li     |\n",
        ),
        (
            "total",
            "budget.csv",
            "Category,Planned\nFilm,100\nTotal,100\n",
            &["budget", "Stand", "--set", "planned=0"],
            "budget.csv:3\n",
            "Stand,0\n",
        ),
    ] {
        assert_eq!(added(name, file, before, args), (place.to_owned(), expected.to_owned()), "{name}");
    }
}

#[test]
fn a_register_without_a_file_gets_one_in_the_form_of_the_others() {
    for (file, text, made, place) in [
        ("goals.yaml", "- title: G\n", "issues.yaml", "issues.yaml:"),
        ("goals.csv", "title\nG\n", "issues.csv", "issues.csv:2\n"),
        ("goals.md", "| title |\n|---|\n| G |\n", "issues.md", "issues.md:7\n"),
    ] {
        let scratch = Scratch::new(&format!("new-file-{made}"));
        scratch.write("alongside.yaml", SETTINGS);
        scratch.write(file, text.as_bytes());
        let output = run(scratch.path(), &["new", "issue", "It hums", "--set", "severity=high", "--set", "raised by=Li"]);
        assert!(output.status.success() && said(&output).starts_with(place), "{}", said(&output));
        let text = std::fs::read_to_string(scratch.path().join(made)).expect(made);
        assert!(text.contains("It hums") && text.contains("2026-06-15") && text.contains("high") && text.contains("Li"), "{text}");
    }
}

#[test]
fn a_document_beside_the_others_is_called_as_they_are() {
    for (name, before, args, made, expected) in [
        (
            "id",
            "risks/R-07-rain.md",
            &["risk", "Much hail", "--set", "owner=Li"][..],
            "risks/R-08-much-hail.md",
            "---\nid: R-08\nraised: 2026-06-15\nowner: Li\n---\n# Much hail\n",
        ),
        (
            "day",
            "reviews/2026-05-04.md",
            &["review", "--set", "schedule=green"],
            "reviews/2026-06-15.md",
            "---\ndate: 2026-06-15\nschedule: green\n---\n",
        ),
    ] {
        let scratch = Scratch::new(&format!("new-document-{name}"));
        scratch.write("alongside.yaml", SETTINGS);
        let front = if name == "id" { "---\nid: R-07\n---\n# Rain\n\nIt rains.\n" } else { "# Review\n\n## Progress\n\n- Film cut\n" };
        scratch.write(before, front.as_bytes());
        let output = run(scratch.path(), &[&["new"], args].concat());
        assert_eq!(said(&output), format!("{made}:2\n"), "{name}");
        assert_eq!(std::fs::read_to_string(scratch.path().join(made)).expect(made), expected);
        assert_eq!(std::fs::read_to_string(scratch.path().join(before)).expect(before), front);
    }
}

#[test]
fn a_report_of_an_earlier_day_gets_records_of_today() {
    let scratch = Scratch::new("new-as-of");
    scratch.write("alongside.yaml", b"project: {name: x, stage: initiation}\nreport: {as_of: 2026-03-31}\n");
    scratch.write("risks.yaml", b"- title: Rain\n");
    assert_eq!(said(&run(scratch.path(), &["new", "risk", "Hail"])), "risks.yaml:2\n");
}

#[test]
fn the_next_minutes_are_drafted() {
    let scratch = Scratch::new("new-meeting");
    scratch.write("alongside.yaml", SETTINGS);
    scratch.write("people.yaml", b"- name: Li Na\n- name: Tom Becker\n");
    scratch.write("cadences.yaml", b"- {name: Weekly, every: week, weekday: tue, participants: [Li Na, Tom Becker], starts: 2026-06-02}\n");
    let minutes = "# Weekly\n\nPresent: Li Na, Tom Becker\n\n- [ ] Li Na: call the printer (due 2026-06-19)\n- [x] Tom Becker: order (done 2026-06-10)\n";
    scratch.write("meetings/2026-06-09-weekly.md", minutes.as_bytes());
    let output = run(scratch.path(), &["new", "meeting"]);
    assert_eq!(said(&output), "meetings/2026-06-16-weekly.md:1\n");
    let text = std::fs::read_to_string(scratch.path().join("meetings/2026-06-16-weekly.md")).expect("the draft");
    assert!(
        text.starts_with("---\ndate: 2026-06-16\ncadence: Weekly\n---\n# Weekly\n\n<!-- Present: Li Na, Tom Becker -->\n\n## Progress\n"),
        "{text}"
    );
    assert!(text.ends_with("## Actions\n\n- [ ] Li Na: call the printer (due 2026-06-19)\n"), "{text}");
    let checked = said(&run(scratch.path(), &["check"]));
    assert!(checked.starts_with("0 errors, 0 warnings, 0 info;"), "{checked}");
    let again = run(scratch.path(), &["new", "meeting", "weekly"]);
    assert!(!again.status.success() && said(&again).contains("is there already"), "{}", said(&again));
}

#[test]
fn what_would_not_be_read_is_refused() {
    for (name, file, before, args, message) in [
        ("value", "risks.yaml", "- title: Rain\n", &["risk", "Hail", "--set", "raised=someday"][..], "error: “someday” is not a date"),
        ("field", "risks.yaml", "- title: Rain\n", &["risk", "Hail", "--set", "ownr=Li"], "error: “Risks” has no field `ownr`."),
        ("column", "risks.csv", "title\nRain\n", &["risk", "Hail", "--set", "owner=Li"], "error: `risks.csv` has no column for `owner`."),
        (
            "needs",
            "measurements.csv",
            "kpi,date,value\nk,2026-05-04,1\n",
            &["measurement", "--set", "value=2"],
            "error: A record of “Measurements” needs `kpi`.",
        ),
        (
            "title",
            "measurements.csv",
            "kpi,date,value\nk,2026-05-04,1\n",
            &["measurement", "K"],
            "error: A record of “Measurements” has no title.",
        ),
        (
            "twice",
            "risks.yaml",
            "- title: Rain\n",
            &["risk", "Hail", "--set", "owner=Li", "--set", "owner=Mo"],
            "error: `owner` is given twice.",
        ),
        (
            "group",
            "risks.yaml",
            "open:\n  - title: Rain\nclosed:\n  - title: Wind\n",
            &["risk", "Hail"],
            "error: At its place in `risks.yaml` the record would also have a Status.",
        ),
    ] {
        let scratch = Scratch::new(&format!("new-refused-{name}"));
        scratch.write("alongside.yaml", SETTINGS);
        scratch.write(file, before.as_bytes());
        let output = run(scratch.path(), &[&["new"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(said(&output).starts_with(message), "{name}: {}", said(&output));
        assert_eq!(std::fs::read_to_string(scratch.path().join(file)).expect(file), before, "{name}");
    }
}

#[test]
fn a_workbook_is_not_written_to_and_its_row_is_printed() {
    let scratch = Scratch::new("new-workbook");
    let made = run(scratch.path(), &["init", "--yes", "--form", "xlsx", "--lang", "en"]);
    assert!(made.status.success(), "{}", said(&made));
    let names = || {
        let mut names: Vec<_> =
            std::fs::read_dir(scratch.path()).expect("the folder").map(|one| one.expect("an entry").file_name()).collect();
        names.sort_unstable();
        names
    };
    let (before, bytes) = (names(), std::fs::read(scratch.path().join("registers.xlsx")).expect("the workbook"));
    let output = run(scratch.path(), &["new", "risk", "Hail, \"much\"", "--set", "owner=Li Na", "--set", "status=open"]);
    let row = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let cells: Vec<&str> = row.trim_end_matches('\n').split('\t').collect();
    for cell in ["\"Hail, \"\"much\"\"\"", "Li Na", "open", "2026-06-15"] {
        assert!(cells.contains(&cell), "{cell}: {row}");
    }
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("`registers.xlsx` is a workbook") && told.contains("“risks”"), "{told}");
    assert_eq!((names(), std::fs::read(scratch.path().join("registers.xlsx")).expect("the workbook")), (before, bytes));
    // With records in it, as an export has them.
    let risks = Scratch::new("new-workbook-filled");
    risks.write("from/alongside.yaml", SETTINGS);
    risks.write("from/risks.yaml", b"- {id: R-01, title: Rain, owner: Li Na}\n- {id: R-02, title: Snow}\n");
    let exported = run(&risks.path().join("from"), &["export", "-o", "../to/registers.xlsx"]);
    assert!(exported.status.success(), "{}", said(&exported));
    risks.write("to/alongside.yaml", SETTINGS);
    let output = run(&risks.path().join("to"), &["new", "risk", "Hail"]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).trim_end()), (Some(2), "R-03\tHail"), "{}", said(&output));
    assert!(!risks.path().join("to/risks.yaml").exists());
}
