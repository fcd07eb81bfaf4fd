//! The fields of a record, of a part of it, or of the settings.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::checklist::fields::ExplainedField;
use crate::source::schema::{Choice, Due, Shape};
use crate::text::{Lang, Message};
use crate::{both, say};

/// What a plain value may be in YAML, where `2026` is a number and `yes` may be a boolean.
pub(super) const SCALARS: [&str; 4] = ["string", "number", "boolean", "null"];
/// A value that may also have fields, as a text in each language has.
const SCALARS_AND_MAPS: [&str; 5] = ["string", "number", "boolean", "null", "object"];

/// A text in both languages, once where both say the same.
pub(super) fn text(message: &Message, between: &str) -> String {
    if message.en == message.zh { message.en.to_string() } else { format!("{}{between}{}", message.en, message.zh) }
}

/// Values of fields as they may be typed, by the paths of the fields.
pub(super) type Samples = BTreeMap<String, Vec<String>>;

/// An object with some fields at a place of the schema: each by its two names, and by the others as a pattern, which editors do not
/// offer. What it holds stands at its own name, to which the other names lead.
pub(super) fn record<'f>(fields: impl Iterator<Item = &'f ExplainedField>, at: &str, samples: &Samples) -> Value {
    let (mut properties, mut others) = (Map::new(), Map::new());
    for field in fields {
        let place = format!("{at}/properties/{}", field.field.name);
        let same = json!({"$ref": place});
        properties.insert(field.field.name.to_owned(), described(field, &place, samples));
        properties.entry(field.field.zh).or_insert_with(|| same.clone());
        if !field.also.is_empty() {
            let names: Vec<String> = field.also.iter().map(|name| pattern(name)).collect();
            others.insert(format!("^(?:{})$", names.join("|")), same);
        }
    }
    json!({"type": "object", "properties": properties, "patternProperties": others})
}

/// What a field is called, means, holds and takes.
fn described(field: &ExplainedField, at: &str, samples: &Samples) -> Value {
    let mut schema = shaped(field.field.shape, field, at, samples);
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), text(&field.field.label(), " · ").into());
        object.insert("description".to_owned(), text(&description(field), "\n\n").into());
        object.extend(field.field.usual.map(|usual| ("default".to_owned(), default(field.field.shape, usual))));
        if field.parts.is_empty() && field.words.is_none() && !object.contains_key("examples") {
            object.extend(samples.get(&field.path).map(|values| ("examples".to_owned(), json!(values))));
        }
    }
    schema
}

fn description(field: &ExplainedField) -> Message {
    let (help, holds) = (field.field.help.clone(), field.holds.clone());
    let need = field.need().map(|need| say!(" Needed: {need}.", "要求：{need}。", need)).unwrap_or_default();
    let also = if field.also.is_empty() {
        Message::default()
    } else {
        let names = |between: &str| field.also.join(between);
        say!(" Also read: {en_names}.", "同义词：{zh_names}。", en_names = names(", "), zh_names = names("、"))
    };
    let dot = |text: &str, dot: &str| if text.ends_with(['.', '。', '?', '？']) { String::new() } else { dot.to_owned() };
    say!(
        "{help}{en_dot} Value: {holds}.{need}{also}",
        "{help}{zh_dot}内容：{holds}。{need}{also}",
        help,
        holds,
        need,
        also,
        en_dot = dot(&help.en, "."),
        zh_dot = dot(&help.zh, "。")
    )
}

fn shaped(shape: Shape, field: &ExplainedField, at: &str, samples: &Samples) -> Value {
    match shape {
        Shape::Text => json!({"type": SCALARS_AND_MAPS, "properties": languages()}),
        Shape::Choice(words, _) => json!({"anyOf": [{"enum": names(words)}, {"type": SCALARS}]}),
        Shape::Value(due) => json!({"type": SCALARS_AND_MAPS, "examples": typed(due)}),
        Shape::Reference(_) => json!({"type": SCALARS}),
        Shape::List(item) => {
            let inner = format!("{at}/anyOf/0/items");
            json!({"anyOf": [{"type": "array", "items": shaped(*item, field, &inner, samples)}, {"$ref": inner}]})
        }
        Shape::Part(_) => {
            let mut part = record(field.parts.iter(), at, samples);
            if let Some(object) = part.as_object_mut() {
                object.insert("type".to_owned(), json!(SCALARS_AND_MAPS));
            }
            part
        }
        Shape::Free => json!({}),
    }
}

/// What a field is unless said, as an editor would type it.
fn default(shape: Shape, usual: &str) -> Value {
    match shape {
        Shape::List(item) => usual.split(", ").map(|one| default(*item, one)).collect(),
        _ => usual.parse::<u64>().map_or_else(|_| usual.into(), Value::from),
    }
}

/// The text in each language.
fn languages() -> Map<String, Value> {
    let of = |lang: Lang| (lang.tag().to_owned(), json!({"title": lang.name(), "type": SCALARS}));
    Lang::ALL.into_iter().map(of).collect()
}

/// The words of a list as they are typed, first in English, then in Chinese.
fn names(words: &[Choice]) -> Vec<&'static str> {
    let mut known = BTreeSet::new();
    words.iter().map(|word| word.name).chain(words.iter().map(|word| word.zh)).filter(|name| known.insert(*name)).collect()
}

fn typed(due: Due) -> Vec<&'static str> {
    if due.sample == due.zh_sample { vec![due.sample] } else { vec![due.sample, due.zh_sample] }
}

/// A name as a pattern that matches it alone, however its words are joined.
fn pattern(name: &str) -> String {
    let mut pattern = String::new();
    for character in name.chars() {
        match character {
            ' ' | '_' | '-' => pattern.push_str("[ _-]?"),
            _ if "\\^$.|?*+()[]{}/".contains(character) => pattern.extend(['\\', character]),
            _ => pattern.push(character),
        }
    }
    pattern
}

/// The word for yes or no.
pub(super) fn yes_no(is_on: bool) -> Message {
    if is_on { both!("yes", "是") } else { both!("no", "否") }
}
