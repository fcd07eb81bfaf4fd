//! Names as people write them, and what they mean: `tests/heads.csv` says it of heads that real files have, and
//! `tests/file-names.csv` of the files themselves (– where a name says no register).

use alongside::calendar::Date;
use alongside::project::types::Value;
use alongside::project::{Folder, Kind, ReportDateSource, load};
use alongside::source::schema::Shape;

const HEADS: &str = include_str!("../heads.csv");

#[test]
fn heads_mean_what_the_table_says() {
    let mut wrong = Vec::new();
    for line in HEADS.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        let [register, head, meaning, why] = cells[..] else { panic!("{line}") };
        let kind = Kind::of_key(register).unwrap_or_else(|| panic!("{line}"));
        let read = kind.vocabulary().find(head).map_or_else(|| "kept".to_owned(), |path| path.join("."));
        if read != meaning {
            wrong.push(format!("{register}: {head} means {meaning}, but is read as {read}"));
        }
        assert_eq!(meaning == "kept", !why.is_empty(), "{line}: what is kept has a reason");
    }
    assert_eq!(wrong, Vec::<String>::new());
}
const FILE_NAMES: &str = include_str!("../file-names.csv");

#[test]
fn file_names_mean_the_register_that_the_table_says() {
    for line in FILE_NAMES.lines().skip(1) {
        let (name, register) = line.rsplit_once(',').unwrap_or_else(|| panic!("{line}"));
        let path = match name {
            _ if name.ends_with('/') => format!("{name}notes.md"),
            _ if name.contains('.') => name.to_owned(),
            _ => format!("{name}.csv"),
        };
        let read = Kind::of_path(&path).map_or_else(|| "–".to_owned(), |kind| format!("{kind:?}"));
        assert_eq!(read, register, "{path}");
    }
}

const VALUES: &str = include_str!("../values.tsv");

/// What a cell means: the value as a table would have it, `nothing`, or `refused`.
fn read_value(kind: Kind, head: &str, value: &str) -> String {
    let quoted = format!("\"{}\"", value.replace('"', "\"\""));
    let named = kind.named().unwrap_or("id");
    let text = format!("{named},{head}\nA record,{quoted}\n");
    let path = format!("{}.csv", kind.key());
    let asked = ReportDateSource { as_of: None, otherwise: Date::new(2025, 3, 31) };
    let project = load(Folder::of_texts(&[(&path, &text)]), asked);
    if !project.problems.is_empty() {
        return "refused".to_owned();
    }
    let field = kind.vocabulary().find(head).unwrap_or_else(|| panic!("{head}"));
    let record = project.registers.of(kind).into_iter().next().unwrap_or_else(|| panic!("{text}"));
    let value = record.values().into_iter().find(|(of, _)| [of.name] == field[..]).map(|(_, value)| shown(&value));
    value.filter(|value| !value.is_empty()).unwrap_or_else(|| "nothing".to_owned())
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.any().to_owned(),
        Value::Plain(text) => text.to_string(),
        Value::Word(word) | Value::State(word, _) => word.en.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Percent(value) => format!("{value}%"),
        Value::Money(amount) => amount.normalize().to_string(),
        Value::Date(day) => day.to_string(),
        Value::Reference(reference) => reference.text.to_owned(),
        Value::List(items) => items.iter().map(shown).collect::<Vec<_>>().join("; "),
        Value::Part(fields) => fields.iter().map(|(_, value)| shown(value)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
    }
}

#[test]
fn values_mean_what_the_table_says() {
    let mut wrong = Vec::new();
    for line in VALUES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [register, head, value, meaning] = cells[..] else { panic!("{line}") };
        let kind = Kind::of_key(register).unwrap_or_else(|| panic!("{line}"));
        let read = read_value(kind, head, value);
        if read != meaning {
            wrong.push(format!("{register}\t{head}\t{value}\t{meaning}\t{read}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{}", wrong.join("\n"));
}

/// The words of a list at the beginning of a help, without what is said of one of them.
fn listed(help: &str) -> Vec<String> {
    let list = help.rsplit('：').next().unwrap_or_default().split(['，', '。', '；', ';', '.']).next().unwrap_or_default();
    let bare = |word: &str| word.split(['（', '(']).next().unwrap_or_default().trim_matches(['…', ' ']).to_owned();
    let words = list.split(['、', '或', ',']).flat_map(|part| part.split(" or ")).map(bare);
    words.filter(|word| !word.is_empty()).collect()
}

#[test]
fn a_help_that_lists_words_has_those_of_its_field_in_both_languages() {
    let mut wrong = Vec::new();
    for (kind, field) in Kind::ALL.iter().flat_map(|kind| kind.fields().iter().map(move |field| (kind, field))) {
        let (Shape::Choice(choices, _) | Shape::List(&Shape::Choice(choices, _))) = field.shape else { continue };
        let is_list = listed(&field.help.en).first().is_some_and(|first| choices.iter().any(|choice| choice.name == first));
        let strange = listed(&field.help.zh).into_iter().filter(|word| !choices.iter().any(|choice| choice.zh == word));
        wrong.extend(strange.filter(|_| is_list).map(|word| format!("{}.{}: {word}", kind.key(), field.name)));
    }
    assert_eq!(wrong, [""; 0]);
}
