//! Nothing of what is internal is in any published byte: tried with every field of every register, as the declarations list them, in
//! every file of the site, so that a new register, field or page is tried without a line here.

use std::collections::BTreeMap;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::record::Common;
use alongside::project::{Folder, Kind, Readers, ReportDateSource, load};
use alongside::report::published;
use alongside::site::{self, Content};
use alongside::source::schema::{Field, Shape};
use serde_json::{Map, Value, json};

/// In every word that is planted.
pub(crate) const WORD: &str = "zqleak";
/// The number that is planted, and how it may be written when its commas are taken out.
const NUMBER: &str = "7654321";
const WRITTEN: [&str; 4] = [NUMBER, "7.65M", "765.4万", "765.43"];
/// The year of every day that is planted.
const YEAR: &str = "2037";

/// How a record is filled.
#[derive(Clone, Copy, PartialEq)]
enum Filling {
    /// What is published: it refers to internal records where it can.
    Public,
    /// Every field holds what it asks for, and refers to what is published.
    Whole,
    /// Every field holds a word, whatever it asks for.
    Broken,
}

fn value(filling: Filling, shape: Shape, name: &str) -> Value {
    let word = || json!(format!("{WORD} {name}"));
    match (filling, shape) {
        (_, Shape::List(item)) => json!([value(filling, *item, name)]),
        (_, Shape::Part(fields)) => record(filling, fields, None),
        (Filling::Broken, _) => word(),
        (Filling::Public, Shape::Text | Shape::Free) => json!(format!("Open {name}")),
        (Filling::Public, Shape::Reference(registers)) => json!(format!("{WORD}-{}", registers.first().unwrap_or(&""))),
        (Filling::Whole, Shape::Reference(registers)) => json!(format!("open-{}", registers.first().unwrap_or(&""))),
        (_, Shape::Choice(choices, _)) => json!(choices.first().map_or("", |choice| choice.name)),
        (_, Shape::Value(due)) => match (due.en, filling) {
            ("a day", Filling::Public) => json!("2026-03-02"),
            ("a day", _) => json!(format!("{YEAR}-05-06")),
            (due, Filling::Public) if is_number(due) => json!(3),
            (due, _) if due.contains("per cent") => json!("76.54321%"),
            (due, _) if is_number(due) => json!(NUMBER.parse::<u32>().expect("a number")),
            ("yes or no", _) => json!("yes"),
            ("a text", Filling::Public) => json!(format!("open {name}")),
            ("a text", _) => word(),
            _ => Value::Null,
        },
        (_, Shape::Text | Shape::Free) => word(),
    }
}

fn is_number(due: &str) -> bool {
    ["number", "amount", "per cent", "step"].iter().any(|word| due.contains(word))
}

/// Fields with something in each; `whole` is the one that says what the record is a part of, though it need not be there.
fn record(filling: Filling, fields: &[Field], whole: Option<&str>) -> Value {
    let filled = fields.iter().map(|field| match field.shape {
        // A part follows its whole.
        Shape::Reference(_) if (field.required || whole == Some(field.name)) && filling == Filling::Public => {
            (field.name.to_owned(), value(Filling::Whole, field.shape, ""))
        }
        shape => (field.name.to_owned(), value(filling, shape, field.name)),
    });
    Value::Object(filled.filter(|(_, value)| !value.is_null()).collect::<Map<String, Value>>())
}

/// A record of a register with what every record may have; what is not for everyone says so and has a field that no register has.
fn entry(filling: Filling, kind: Kind, id: &str, visibility: &str) -> Value {
    let mut entry = record(filling, kind.fields(), kind.known().first().copied());
    let of_all = Common::FIELDS.iter().filter(|field| !["visibility", "lang", "id"].contains(&field.name));
    let of_all: Vec<(&str, Value)> = of_all.map(|field| (field.name, value(filling, field.shape, field.name))).collect();
    let Some(fields) = entry.as_object_mut() else { return entry };
    for (name, value) in of_all {
        fields.entry(name).or_insert(value);
    }
    fields.insert("id".to_owned(), json!(id));
    if filling != Filling::Public {
        fields.insert("visibility".to_owned(), json!(visibility));
        fields.insert(format!("{WORD}field"), json!(format!("{WORD} in a field of its own")));
        if filling == Filling::Whole {
            fields.insert("links".to_owned(), json!([format!("{WORD}.png"), format!("docs/{WORD}.pdf")]));
        }
    }
    entry
}

/// Documents that say who may read them, plainly and not.
fn documents(visibility: &str) -> Vec<(String, String)> {
    let plainly = format!("visibility: {visibility}");
    let body = format!(
        "# {WORD} title\n\n## {WORD}\n\n{WORD} {NUMBER} [{WORD}](../docs/{WORD}.pdf) ![{WORD}]({WORD}.png)\n\n- [ ] @open-people {WORD} action (due {YEAR}-05-06)\n"
    );
    let mut files = Vec::new();
    for (nth, front) in [plainly.as_str(), "密级: 机密", "visibilty: internal", "visibility: [internal", "visibility: internal\nowner: {"]
        .iter()
        .enumerate()
    {
        let text = format!("---\n{front}\ntitle: {WORD}\n---\n{body}");
        files.push((format!("docs/{WORD}-{nth}.md"), text.clone()));
        for kind in Kind::ALL {
            files.push((format!("{}/2026-03-0{}-{WORD}.md", kind.key(), nth + 1), text.clone()));
        }
        files.push((format!("docs/open.{}.md", if nth == 0 { "zh-CN" } else { "en" }), text));
    }
    files.extend([(format!("docs/{WORD}.pdf"), "%PDF".to_owned()), (format!("{WORD}.png"), String::new())]);
    files.push(("docs/open.md".to_owned(), "# Open\n\nOpen words.\n".to_owned()));
    files
}

/// What the edition of a folder for some readers holds: every file by its path, in both languages, with the numbers for programs.
fn site(readers: Readers, fillings: &[Filling], visibility: &str, documents: Vec<(String, String)>) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, String> = documents.into_iter().collect();
    files.insert(
        "alongside.yaml".to_owned(),
        "project: {name: T, currency: CNY, start: 2026-01-05, end: 2026-12-18, stage: execution}\nlanguages: [en, zh-CN]\naudiences: [sponsor, partners]\n".to_owned(),
    );
    for kind in Kind::ALL {
        let id = |filling| if filling == Filling::Public { "open" } else { WORD };
        let broken = |filling| if filling == Filling::Broken { "-broken" } else { "" };
        let entries = fillings
            .iter()
            .map(|filling| entry(*filling, *kind, &format!("{}-{}{}", id(*filling), kind.key(), broken(*filling)), visibility));
        files.insert(
            format!("{}.yaml", kind.key()),
            serde_json::to_string_pretty(&Value::Array(entries.collect())).expect("it can be written"),
        );
    }
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) }).for_readers(readers);
    let analysis = Analysis::in_full(&project);
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    assert!(Kind::ALL.iter().all(|kind| told.project.has(*kind)));
    let made = site::build(&told, site::History::default()).expect("the pages render").into_iter().map(|file| match file.content {
        Content::Made(bytes) => (file.path, bytes),
        Content::CopyOf(path) => (file.path, path.into_bytes()),
    });
    made.chain([("report.json".to_owned(), published(&told).into_bytes())]).collect()
}

/// Every way to read a text: as it stands, and with what HTML, JSON and addresses write otherwise.
fn readings(text: &str) -> String {
    let mut readings = text.to_owned();
    for (marks, hex, end) in [("&#x", true, ";"), ("&#", false, ";"), ("\\u", true, ""), ("%", true, "")] {
        readings += &decoded(&readings, marks, hex, end);
    }
    readings.to_lowercase().replace([',', '\u{202f}', '\u{a0}'], "")
}

/// A text with characters for their codes.
fn decoded(text: &str, mark: &str, is_hex: bool, end: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        let most = if mark == "%" { 2 } else { 4 };
        let digits: String = part.chars().take_while(|c| c.is_digit(if is_hex { 16 } else { 10 })).take(most).collect();
        let code = u32::from_str_radix(&digits, if is_hex { 16 } else { 10 }).ok().and_then(char::from_u32);
        match code {
            Some(c) => format!("{kept}{c}{}", part.get(digits.len()..).map_or("", |rest| rest.strip_prefix(end).unwrap_or(rest))),
            None => format!("{kept}{mark}{part}"),
        }
    })
}

/// Where something that is planted is in a site, with what stands around it.
pub(crate) fn leaks(site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in site {
        let text = readings(&format!("{path}\n{}", String::from_utf8_lossy(bytes)));
        for planted in WRITTEN.iter().chain(&[WORD, YEAR, "76.54321"]) {
            let planted = planted.to_lowercase();
            // Numbers of a drawing's points are none of the project's.
            let is_code = path.starts_with("assets/");
            if let Some(at) = text.find(&planted).filter(|_| !is_code) {
                let around: String = text[..at].chars().rev().take(90).collect::<Vec<char>>().into_iter().rev().collect();
                found.push(format!("{path}: …{around}[{planted}]{}", text[at + planted.len()..].chars().take(60).collect::<String>()));
            }
        }
    }
    found
}

const EVERYTHING: [Filling; 3] = [Filling::Public, Filling::Whole, Filling::Broken];

fn told(found: &[String]) -> String {
    format!("{}\n{}", found.len(), found.iter().take(40).cloned().collect::<Vec<_>>().join("\n"))
}

#[test]
fn no_field_of_an_internal_record_is_in_any_file() {
    let site = site(Readers::Everyone, &EVERYTHING, "internal", documents("internal"));
    assert!(site.len() > 100 && site.contains_key("data/risks.csv"), "{}", site.len());
    let found = leaks(&site);
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn what_is_for_one_audience_is_in_no_file_for_another() {
    let site = site(Readers::Audience("partners".to_owned()), &EVERYTHING, "sponsor", documents("sponsor"));
    let found = leaks(&site);
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn what_is_for_an_audience_is_in_its_edition() {
    let site = site(Readers::Audience("sponsor".to_owned()), &[Filling::Public, Filling::Whole], "sponsor", documents("sponsor"));
    let all: Vec<String> = site.iter().map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(bytes))).collect();
    let registers = Kind::ALL.iter().filter(|kind| !all.iter().any(|text| text.contains(&format!("{WORD}-{}", kind.key()))));
    let without: Vec<&str> = registers.map(|kind| kind.key()).collect();
    assert_eq!(without, [""; 0], "no page, no row of their own");
}

#[test]
fn what_is_planted_would_be_found() {
    let open = vec![("docs/open.md".to_owned(), format!("# Open\n\n{WORD} {NUMBER} {YEAR}\n"))];
    let site = site(Readers::Everyone, &[Filling::Public], "internal", open);
    assert!(leaks(&site).iter().any(|leak| leak.starts_with("en/documents/docs-open.html")));
    for written in ["zq&#108;eak", "zq&#x6c;eak", "zq\\u006ceak", "zq%6ceak", "7,654,321"] {
        assert!(!leaks(&BTreeMap::from([("x".to_owned(), written.as_bytes().to_vec())])).is_empty(), "{written}");
    }
}
