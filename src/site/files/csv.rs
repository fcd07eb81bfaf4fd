//! Registers as CSV files that spreadsheets open as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::types::{Text, Value};
use crate::project::{AnyEntry, Found, Kind};
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;
use crate::source::csv::FORMULA_SIGNS;

/// A file for each register that holds something: `data/risks.csv`.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| whole.records(*kind).next().is_some());
    kinds.map(|kind| made(format!("data/{}.csv", kind.key()), register(whole, kind).into_bytes())).collect()
}

/// A register with a column for each field, in the order of the fields, then those for which it has none, in the order of the
/// files; UTF-8 with a byte order mark, as Excel wants it.
fn register(whole: &SiteContext<'_>, kind: Kind) -> String {
    let mut out = String::from('\u{feff}');
    let entries = || whole.records(kind).filter_map(|id| whole.project.record(id));
    let mut known = BTreeSet::new();
    let heads: Vec<&str> =
        entries().flat_map(<dyn AnyEntry>::published_kept).map(|kept| kept.head.as_str()).filter(|head| known.insert(*head)).collect();
    let fields = kind.fields().iter().map(|field| field.name);
    row(&mut out, std::iter::once("id").chain(fields).chain(heads.iter().copied()).map(str::to_owned));
    for entry in entries() {
        let values = entry.values().into_iter().map(|(_, value)| cell(whole, &value));
        let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for kept in entry.published_kept() {
            texts.entry(&kept.head).or_default().push(&kept.text);
        }
        let of = |head: &&str| joined(texts.get(head).into_iter().flatten().map(|text| (*text).to_owned()), "; ");
        row(&mut out, std::iter::once(entry.id().to_owned()).chain(values).chain(heads.iter().map(of)));
    }
    out
}

/// Rows below a header; UTF-8 with a byte order mark, as Excel wants it.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut out = String::from('\u{feff}');
    row(&mut out, header.iter().map(|name| (*name).to_owned()));
    for cells in rows {
        row(&mut out, cells.into_iter());
    }
    out
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&protected(cell)));
    }
    out.push_str("\r\n");
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it; a plain number is none.
fn protected(text: String) -> String {
    let is_formula = (text.starts_with(FORMULA_SIGNS) || text.starts_with(['\t', '\r'])) && text.parse::<f64>().is_err();
    if is_formula { format!("'{text}") } else { text }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn cell(whole: &SiteContext<'_>, value: &Value<'_>) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => wordings(text),
        Value::Plain(text) => text.to_string(),
        Value::Word(word) | Value::State(word, _) => word.en.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Percent(value) => format!("{value}%"),
        Value::Money(amount) => amount.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Reference(reference) => match whole.project.resolve(reference) {
            Found::Withheld => "not published".to_owned(),
            // Who is called by a mail address is not published with it.
            Found::One(id) if reference.text.contains('@') => {
                whole.project.record(id).map_or_else(String::new, |entry| entry.name().map_or_else(|| entry.id().to_owned(), wordings))
            }
            _ => reference.text.to_owned(),
        },
        Value::List(items) => joined(items.iter().map(|item| cell(whole, item)), "; "),
        Value::Part(fields) => {
            let filled = fields.iter().filter(|(_, value)| !value.is_empty());
            joined(filled.map(|(field, value)| format!("{}: {}", field.name, cell(whole, value))), ", ")
        }
    }
}

/// A text in every language that it is written in.
fn wordings(text: &Text) -> String {
    let mut wordings: Vec<&str> = text.all().collect();
    wordings.dedup();
    wordings.join(" / ")
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_no_formulas() {
        let cell = |text: &str| quoted(&protected(text.to_owned()));
        assert_eq!(
            (cell("=1+1"), cell("@home"), cell("-0.5"), cell("- item")),
            ("'=1+1".into(), "'@home".into(), "-0.5".into(), "'- item".into())
        );
        assert_eq!([cell("＝1+1"), cell("＠home")], ["'＝1+1", "'＠home"], "Excel takes them in full width too");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }

    #[test]
    fn a_mail_address_is_not_published_as_a_name() {
        let files = [("people.csv", "name,email\nMaya Stone,maya@example.com\n"), ("risks.csv", "title,owner\nRain,maya@example.com\n")];
        let owners = crate::site::testing::each(&files, |page| {
            let risk = page.whole.project.registers.get(crate::project::Kind::Risks, 0).unwrap();
            let (_, owner) = risk.values().into_iter().find(|(field, _)| field.name == "owner").unwrap();
            cell(page.whole, &owner)
        });
        assert_eq!(owners, ["Maya Stone", "Maya Stone"]);
    }

    #[test]
    fn how_people_are_reached_is_not_published() {
        let tasks = "name,Workstream,Assignee Email,Reviewer,手机\nFilm,Launch,a@example.com,b@example.com (after lunch),139\n";
        let files = crate::site::testing::each(&[("tasks.csv", tasks)], |page| register(page.whole, crate::project::Kind::Tasks));
        assert!(files.iter().all(|text| text.contains("Launch") && !text.contains("example.com") && !text.contains("139")), "{files:?}");
    }
}
