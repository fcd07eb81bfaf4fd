//! What `docs/numbers.md` and `docs/checklist.md` say is what the program does, as far as that can be held; and what the code cites
//! of them is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use alongside::analysis::kpi::{ENOUGH_AFTER, FEWEST_FOR_LIMITS, FEWEST_POINTS, FIXED_FROM, student};
use alongside::analysis::plan::MOST_PATHS;
use alongside::analysis::risk::{MOST_RISKS, RUNS, RiskLevel};
use alongside::analysis::tickets::TicketLimits;
use alongside::calendar::{Calendar, Date};
use alongside::checklist::{Area, rules};
use alongside::project::settings::RiskInfo;
use alongside::project::types::{ChoiceType, Level};
use alongside::text::number;
use rust_decimal::Decimal;

const NUMBERS: &str = "docs/numbers.md";
const CHECKLIST: &str = "docs/checklist.md";
const DOCUMENTS: [&str; 2] = [NUMBERS, CHECKLIST];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The headings of a document: "2.1 Expected value".
fn headings(path: &str) -> Vec<String> {
    let text = read(path);
    let headings = text.lines().filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("### ")));
    headings.map(str::to_owned).collect()
}

/// The numbers of its sections, in its order: [2, 1].
fn sections(path: &str) -> Vec<Vec<u32>> {
    let number = |heading: &String| heading.split(' ').next().unwrap_or_default().split('.').map(str::parse).collect::<Result<_, _>>();
    headings(path).iter().map(|heading| number(heading).unwrap_or_else(|_| panic!("{path}: “{heading}” has no number"))).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Comments of the code: file and line.
fn comments() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        rust_files(&root().join(folder), &mut files);
    }
    files.sort();
    let of_file = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("it is text");
        let comments = text.lines().filter(|line| line.trim_start().starts_with("//")).map(str::to_owned).collect::<Vec<_>>();
        comments.into_iter().map(move |line| (path.display().to_string(), line))
    };
    files.into_iter().flat_map(of_file).collect()
}

/// The sections that a comment cites of a document: `docs/numbers.md §0.1, §0.3` → 0.1 and 0.3.
fn cited<'c>(comment: &'c str, document: &'c str) -> impl Iterator<Item = Vec<u32>> + 'c {
    let lists = comment.split(document).skip(1).filter_map(|rest| rest.split('`').next());
    let numbers = lists.flat_map(|list| list.split('§').skip(1));
    numbers.map(|number| number.trim().trim_end_matches(',').split('.').map(|part| part.parse().expect("a number")).collect())
}

#[test]
fn sections_are_numbered_in_order() {
    for document in DOCUMENTS {
        let sections = sections(document);
        assert!(sections.windows(2).all(|pair| pair[0] < pair[1]), "{document}: {sections:?}");
        for section in sections.iter().filter(|section| section.len() == 2) {
            assert!(sections.contains(&vec![section[0]]), "{document}: {section:?} has no chapter");
        }
    }
}

#[test]
fn comments_cite_sections_that_exist() {
    for document in DOCUMENTS {
        let known = sections(document);
        for (file, comment) in comments() {
            for section in cited(&comment, document) {
                assert!(known.contains(&section), "{file}: {document} has no section {section:?}: {comment}");
            }
        }
    }
}

#[test]
fn comments_cite_in_one_way() {
    for (file, comment) in comments() {
        for name in ["numbers.md", "checklist.md"] {
            for (at, _) in comment.match_indices(name) {
                let (before, after) = (&comment[..at], &comment[at + name.len()..]);
                assert!(before.ends_with("`docs/"), "{file}: {comment}");
                assert!(after.starts_with('`') || after.starts_with(" §"), "{file}: {comment}");
                let digit_follows = after.trim_start_matches(['`', ' ']).starts_with(|c: char| c.is_ascii_digit());
                assert!(!digit_follows, "{file}: {comment}");
            }
        }
    }
}

#[test]
fn every_number_is_cited_where_it_is_computed() {
    let code: Vec<String> = comments().into_iter().filter(|(file, _)| file.contains("/src/")).map(|(_, comment)| comment).collect();
    let all: BTreeSet<Vec<u32>> = code.iter().flat_map(|comment| cited(comment, NUMBERS).collect::<Vec<_>>()).collect();
    let missing: Vec<Vec<u32>> = sections(NUMBERS).into_iter().filter(|section| section.len() == 2 && !all.contains(section)).collect();
    assert!(missing.is_empty(), "no comment cites {missing:?}");
}

/// A heading as GitHub addresses it: "0.4 Display" → "04-display".
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

#[test]
fn the_documents_refer_to_sections_that_exist() {
    let anchors = |document| headings(document).iter().map(|heading| anchor(heading)).collect::<BTreeSet<_>>();
    let numbers = anchors(NUMBERS);
    for document in DOCUMENTS {
        let text = read(document);
        for link in text.split("(numbers.md#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(numbers.contains(link), "{document}: {link}");
        }
        // A reference within the document has no link: “(§2.1)”.
        let known = sections(document);
        let plain: String = text.split('[').map(|part| part.split_once("](").map_or(part, |(_, rest)| rest)).collect();
        for number in plain.split('§').skip(1).filter(|rest| !rest.starts_with(|c: char| !c.is_ascii_digit())) {
            let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
            let section: Vec<u32> = number[..end].trim_end_matches('.').split('.').map(|part| part.parse().expect("a number")).collect();
            assert!(known.contains(&section), "{document}: §{}", &number[..end]);
        }
    }
}

/// The cells of the rows of a table, by the head of its first column.
fn table(path: &str, head: &str) -> Vec<Vec<String>> {
    let text = read(path);
    let mut lines = text.lines().skip_while(|line| !line.starts_with(head));
    assert!(lines.next().is_some(), "{path} has no table {head}");
    let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_checklist_has_these_areas() {
    let rows = table(CHECKLIST, "| area | items | registers |");
    let areas = Area::ALL.map(|area| {
        let items: Vec<String> = area.items().map(|item| format!("{} {}", item.number(), item.label().en)).collect();
        let registers: Vec<String> = area.registers().iter().map(|kind| format!("`{}`", kind.key())).collect();
        vec![format!("{} {}", area.number(), area.label().en), items.join("; "), registers.join(" ")]
    });
    assert_eq!(rows, areas);
    let of_health: Vec<String> = table(CHECKLIST, "| area | least to judge |").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(of_health, Area::ALL.map(|area| format!("{} {}", area.number(), area.label().en)));
}

#[test]
fn rules_give_way_as_the_table_says() {
    let told = table(CHECKLIST, "| finding | makes needless |");
    let told: Vec<String> = told.iter().map(|row| format!("({}, {}),", row[0], row[1]).replace('`', "\"")).collect();
    let mut files = Vec::new();
    rust_files(&root().join("src/checklist"), &mut files);
    let file = files.iter().find(|path| path.ends_with("precedence.rs")).expect("precedence has a file");
    let text = fs::read_to_string(file).expect("it is text");
    let source = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_pair = |line: &&str| line.split('"').nth(1).is_some_and(|id| line.starts_with("(\"") && rules::find(id).is_some());
    assert_eq!(told, source.lines().map(str::trim).filter(is_pair).collect::<Vec<_>>());
}

#[test]
fn options_have_the_defaults_that_are_told() {
    let mut count = 0;
    for document in DOCUMENTS {
        for part in read(document).split('`').collect::<Vec<_>>().windows(2).skip(1).step_by(2) {
            let [code, after] = part else { continue };
            let Some((rule, option)) = code.split_once('.').and_then(|(rule, option)| Some((rules::find(rule)?, option))) else { continue };
            let option = rule.options.iter().find(|known| known.name == option).unwrap_or_else(|| panic!("{document}: {code}"));
            let told = after.strip_prefix(" = ").unwrap_or_else(|| panic!("{document}: {code} has no default"));
            let told: String = told.chars().take_while(|c| c.is_alphanumeric()).collect();
            let label = option.label(&option.default()).en;
            assert!(*label == *told, "{document}: {code} is {label}, not {told}");
            count += 1;
        }
    }
    assert!(count >= 10, "only {count} options are told");
}

#[test]
fn rules_that_are_named_exist() {
    for row in table(CHECKLIST, "| finding | makes needless |").concat() {
        assert!(rules::find(row.trim_matches('`')).is_some(), "{row}");
    }
}

/// Whether a document says something, whatever its line breaks.
fn says(document: &str, phrase: &str) {
    assert!(read(document).contains(phrase), "{document} does not say “{phrase}”");
}

#[test]
fn limits_of_the_numbers_are_those_of_the_code() {
    says(NUMBERS, &format!("Under {FEWEST_POINTS} values there is no line"));
    says(NUMBERS, &format!("no limits below {FEWEST_FOR_LIMITS} values"));
    says(NUMBERS, &format!("from {FIXED_FROM} on they are *fixed*, from the first {FIXED_FROM}"));
    says(NUMBERS, &format!("under {FEWEST_FOR_LIMITS} before: *cannot be judged*"));
    says(NUMBERS, &format!("under {ENOUGH_AFTER} after: *too early to say*"));
    says(NUMBERS, &format!("{} runs over the risks", number::full(RUNS as f64, 0)));
    says(NUMBERS, &format!("more than {} risks", number::full(MOST_RISKS as f64, 0)));
    says(NUMBERS, &format!("{MOST_PATHS} are listed"));
}

#[test]
fn tickets_have_the_limits_of_the_table() {
    let rows = table(NUMBERS, "| severity | response |");
    let limits = TicketLimits::default();
    let mut known: Vec<Vec<String>> = limits
        .0
        .iter()
        .map(|(severity, limit)| vec![severity.key().to_owned(), limit.response.to_string(), limit.resolution.to_string()])
        .collect();
    let mut told = rows;
    known.sort();
    told.sort();
    assert_eq!(told, known);
}

#[test]
fn students_t_is_that_of_the_table() {
    let rows = table(NUMBERS, "| n | degrees | t |");
    assert_eq!(rows.len(), 12 - FEWEST_POINTS + 1);
    for row in rows {
        let (n, degrees): (usize, usize) = (row[0].parse().expect("n"), row[1].parse().expect("degrees"));
        assert_eq!(degrees, n - 2);
        assert_eq!(format!("{:.4}", student::quantile(0.9, degrees)), row[2], "n = {n}");
    }
}

#[test]
fn levels_are_those_of_the_table() {
    let settings = RiskInfo::default();
    for (row, level) in table(NUMBERS, "| level | scores |").iter().zip(RiskLevel::ALL) {
        assert_eq!(row[0], level.label().en.to_lowercase());
        let (first, last) = row[1].split_once('–').expect("a range");
        for score in [first, last] {
            assert_eq!(RiskLevel::of(score.parse().expect("a score"), &settings), level, "{score}");
        }
    }
    let middles: Vec<String> = (1..=5)
        .filter_map(|step| Level::Step(step).chance(5, &settings.bounds()))
        .map(|chance| (chance * Decimal::ONE_HUNDRED).normalize().to_string())
        .collect();
    says(NUMBERS, &format!("the middle of its band: {} %", middles.join(", ")));
}

#[test]
fn examples_are_recomputed() {
    let day = |text: &str| Date::parse(text).expect("a day");
    let (january, calendar) = (day("2026-01-31"), Calendar::default());
    assert_eq!((january.plus_months(1), january.plus_months(2)), (day("2026-02-28"), day("2026-03-31")));
    assert_eq!(day("2025-12-29").iso_week(), "2026-W01");
    says(NUMBERS, "2025-12-29 is in `2026-W01`");
    assert_eq!(calendar.distance(day("2026-06-13"), day("2026-06-14")), 0, "from a Saturday to the Sunday after it");
    assert_eq!((number::percent(0.996), number::percent(0.0001)), (">99%".to_owned(), "<0.1%".to_owned()));
    assert_eq!((number::chance(0.04), number::chance(0.96), number::chance(0.33)), ("<5%".into(), ">95%".into(), "35%".into()));
}
