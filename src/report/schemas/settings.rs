//! The schema of `alongside.yaml`, with every rule and its options.

use serde_json::{Map, Value, json};

use super::fields::{SCALARS, Samples, record, text, yes_no};
use super::{DIALECT, written};
use crate::both;
use crate::checklist::fields::settings_fields;
use crate::checklist::{Holds, Rule, RuleOption, Severity, rules};
use crate::project::Kind;
use crate::source::schema::Choice;

/// The schema of `alongside.yaml`.
pub fn settings_schema() -> String {
    let mut schema = record(settings_fields().iter(), "#", &Samples::new());
    let title = both!("Settings of a project", "项目设置");
    let description =
        both!("What the project is, and how it wants to be read, judged and shown.", "项目是什么，以及怎样读取、判定和显示。");
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), DIALECT.into());
        object.insert("title".to_owned(), text(&title, " · ").into());
        object.insert("description".to_owned(), text(&description, "\n").into());
    }
    for (path, more) in by_name() {
        with(&mut schema, path, &more);
    }
    written(&schema)
}

/// Settings by names that only other floors know, each with the path to it.
fn by_name() -> [(&'static [&'static str], Value); 6] {
    let rules: Map<String, Value> = rules::all().map(|rule| (rule.id.to_owned(), told(rule))).collect();
    let roles: Vec<&str> = Kind::ALL.iter().map(|kind| kind.key()).chain(["document", "ignore"]).collect();
    [
        (&["checklist", "rules"], json!({"type": ["object", "null"], "properties": rules})),
        (
            &["files"],
            json!({
                "type": ["object", "null"],
                "additionalProperties": {"anyOf": [{"enum": roles}, {"type": SCALARS}]},
                "examples": [{"notes/*.md": "document", "plan/list.csv": "tasks"}],
            }),
        ),
        (&["columns"], json!({"examples": [{"risks": {"Likelihood now": "probability"}}]})),
        (&["risk", "levels"], json!({"examples": [{"medium": 4, "high": 8, "critical": 15}]})),
        (&["site", "colours"], json!({"examples": [{"accent": "#0b57d0"}]})),
        (&["checklist", "skip"], json!({"examples": [{"support": "no technology in this project"}]})),
    ]
}

/// Adds to the schema of the setting at a path.
fn with(schema: &mut Value, path: &[&str], more: &Value) {
    let at = path.iter().try_fold(schema, |at, name| at.get_mut("properties")?.get_mut(*name));
    if let (Some(found), Some(more)) = (at.and_then(Value::as_object_mut), more.as_object()) {
        found.extend(more.clone());
    }
}

/// What may be said of a rule: that it is off, how grave it is, or that and its options.
fn told(rule: &Rule) -> Value {
    let severities = || [Severity::Error, Severity::Warning, Severity::Info].map(Severity::key);
    let mut properties: Map<String, Value> = rule.options.iter().map(|option| (option.name.to_owned(), optional(option))).collect();
    properties.insert("severity".to_owned(), json!({"enum": severities(), "default": rule.severity.key()}));
    let words: Vec<&str> = std::iter::once("off").chain(severities()).collect();
    json!({
        "title": text(&rule.title, " · "),
        "description": text(&rule.why, "\n\n"),
        "anyOf": [{"enum": words}, {"type": SCALARS}, {"type": "object", "properties": properties}],
    })
}

/// An option, and what it is unless changed.
fn optional(option: &RuleOption) -> Value {
    let names = |known: &[Choice]| known.iter().flat_map(|word| [word.name, word.zh]).collect::<Vec<_>>();
    let mut schema = match &option.holds {
        Holds::Number(number) => json!({"type": SCALARS, "default": number}),
        Holds::YesNo(is_on) => {
            json!({"anyOf": [{"enum": [yes_no(true).en, yes_no(false).en]}, {"type": SCALARS}], "default": yes_no(*is_on).en})
        }
        Holds::Cadence(every) => json!({"type": SCALARS, "default": every.label().en}),
        Holds::Word(word, known) => json!({"anyOf": [{"enum": names(known)}, {"type": SCALARS}], "default": word()}),
        Holds::Words(words, known) => json!({
            "anyOf": [{"type": "array", "items": {"anyOf": [{"enum": names(known)}, {"type": SCALARS}]}}, {"type": SCALARS}],
            "default": words(),
        }),
    };
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), text(&option.help, "\n\n").into());
    }
    schema
}
