//! What a version of `report.json` promises still holds for those who read an older one: `tests/fixtures/report` keeps each version's
//! schema, and a report, as they were when the version was new. They are never made anew.

use std::collections::BTreeSet;
use std::path::Path;

use alongside::report::schema;
use serde_json::{Value, json};

use crate::report::{breaches, of_folder};

fn kept(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/report").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

fn current() -> Value {
    serde_json::from_str(&schema()).expect("JSON")
}

/// The version that is written now.
fn version() -> u64 {
    let report: Value = serde_json::from_str(&of_folder("tests/fixtures/small")).expect("JSON");
    report["version"].as_u64().expect("a number")
}

#[test]
fn the_schema_promises_what_it_did_when_the_version_was_new() {
    let (then, now) = (kept(&format!("v{}.schema.json", version())), current());
    assert_eq!(broken(&Schemas { then: &then, now: &now }), [""; 0]);
}

#[test]
fn a_report_of_the_version_is_read_by_its_schema_of_today() {
    let (report, now) = (kept(&format!("v{}.json", version())), current());
    let wrong = breaches(&now, &now, &report, "");
    let wrong: Vec<&String> = wrong.iter().filter(|breach| !breach.ends_with(" is missing")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(report["kpis"].as_array().is_some_and(|kpis| !kpis.is_empty()), "it says something");
}

#[test]
fn a_broken_promise_is_noticed() {
    let then = kept(&format!("v{}.schema.json", version()));
    let spoilt = |spoil: &dyn Fn(&mut Value)| {
        let mut now = then.clone();
        spoil(&mut now);
        broken(&Schemas { then: &then, now: &now })
    };
    let at = |schema: &mut Value, path: &str, value: Value| *schema.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    let statuses = "/$defs/KpiReport/properties/status/enum";
    assert_eq!(spoilt(&|_| {}), [""; 0]);
    assert_eq!(spoilt(&|now| at(now, statuses, json!(["met", "missed"]))).len(), 1, "words are gone");
    let more = json!(["met", "missed", "on-track", "at-risk", "off-track", "stale", "no-data", "new"]);
    assert_eq!(spoilt(&|now| at(now, statuses, more.clone())), [""; 0], "a list of words grows");
    assert_eq!(spoilt(&|now| at(now, "/properties/not_read/type", json!(["integer", "null"]))).len(), 1, "it was never null");
    assert_eq!(spoilt(&|now| at(now, "/$defs/ProjectReport/properties", json!({}))).len(), 6, "its fields are gone");
    assert_eq!(spoilt(&|now| at(now, "/required", json!([]))).len(), 22, "fields may be missing");
    assert_eq!(spoilt(&|now| at(now, "/$defs/Day/pattern", json!("^[0-9]+$"))).len(), 1, "days are written in another way");
    let add = |schema: &mut Value| schema["properties"]["new"] = json!({"type": "string"});
    assert_eq!(spoilt(&add), [""; 0], "a field is added");
}

/// What a value can be is a text of a closed list, a day, a number, or one of the texts that people or the product write: a status that
/// stands there as any text would leave readers to guess its words.
#[test]
fn words_are_told_from_texts() {
    let free = [
        "$schema",
        "approved_by",
        "audience",
        "blocking",
        "cause",
        "cell",
        "channel",
        "code",
        "critical",
        "currency",
        "dead_ends",
        "decision",
        "en",
        "ended_undated",
        "file",
        "foreign",
        "generator",
        "id",
        "known_today",
        "kpis",
        "last",
        "left_out",
        "lines",
        "meetings",
        "milestone",
        "name",
        "needs",
        "number",
        "other",
        "path",
        "record",
        "records",
        "rule",
        "text",
        "undated",
        "unexplained",
        "unit",
        "until",
        "waits",
        "week",
        "without_actual",
        "without_cost",
        "without_dates",
        "without_percent",
        "without_period",
        "zh-CN",
    ];
    let schema = current();
    let mut found = BTreeSet::new();
    for definition in std::iter::once(&schema).chain(schema["$defs"].as_object().expect("definitions").values()) {
        for (name, field) in definition["properties"].as_object().into_iter().flatten() {
            let value = if field["items"].is_object() { &field["items"] } else { field };
            let is_text = value["type"] == "string" || value["type"].as_array().is_some_and(|types| types.contains(&"string".into()));
            if is_text && value["enum"].is_null() && value["pattern"].is_null() {
                found.insert(name.as_str());
            }
        }
    }
    assert_eq!(found, BTreeSet::from(free));
}

/// A version's schema as it was, and as it is.
struct Schemas<'s> {
    then: &'s Value,
    now: &'s Value,
}

/// What was promised and does not hold, by the path of the schema.
fn broken(schemas: &Schemas<'_>) -> Vec<String> {
    let (mut broken, mut seen) = (Vec::new(), BTreeSet::new());
    compare(schemas, schemas.then, schemas.now, "", &mut seen, &mut broken);
    broken
}

/// A schema, or the one that it refers to, with its name.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> (&'s Value, &'s str) {
    match schema["$ref"].as_str().and_then(|name| Some((root.pointer(name.trim_start_matches('#'))?, name))) {
        Some((found, name)) => (found, name),
        None => (schema, ""),
    }
}

/// The closed list of words that a schema names, one by one or in alternatives.
fn words(schema: &Value) -> BTreeSet<String> {
    let listed = schema["enum"].as_array().into_iter().flatten();
    let alternatives = schema["oneOf"].as_array().into_iter().flatten().flat_map(|one| {
        let listed = one["enum"].as_array().into_iter().flatten();
        one.get("const").into_iter().chain(listed)
    });
    listed.chain(alternatives).map(Value::to_string).collect()
}

fn texts(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Array(list) => list.iter().map(Value::to_string).collect(),
        Value::Null => BTreeSet::new(),
        other => BTreeSet::from([other.to_string()]),
    }
}

fn compare<'s>(
    schemas: &Schemas<'s>,
    then: &'s Value,
    now: &'s Value,
    path: &str,
    seen: &mut BTreeSet<(&'s str, &'s str)>,
    broken: &mut Vec<String>,
) {
    let ((then, name), (now, new_name)) = (resolved(schemas.then, then), resolved(schemas.now, now));
    if !name.is_empty() && !seen.insert((name, new_name)) {
        return;
    }
    let mut breach = |what: &str| broken.push(format!("{path}: {what}"));
    if !words(then).is_subset(&words(now)) || words(then).is_empty() != words(now).is_empty() {
        breach("its words");
    }
    if !texts(&now["type"]).is_subset(&texts(&then["type"])) || now["type"].is_null() != then["type"].is_null() {
        breach("its type");
    }
    if then["pattern"] != now["pattern"] {
        breach("how it is written");
    }
    for field in texts(&then["required"]).difference(&texts(&now["required"])) {
        breach(&format!("{field} may be missing"));
    }
    for (field, then) in then["properties"].as_object().into_iter().flatten() {
        match now["properties"].get(field) {
            Some(now) => compare(schemas, then, now, &format!("{path}/{field}"), seen, broken),
            None => broken.push(format!("{path}/{field} is gone")),
        }
    }
    for part in ["items", "additionalProperties"] {
        if then[part].is_object() {
            compare(schemas, &then[part], &now[part], &format!("{path}/{part}"), seen, broken);
        }
    }
    let choices = |schema: &'s Value| schema["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    if choices(then).len() != choices(now).len() {
        broken.push(format!("{path}: what it can be"));
    }
    for (then, now) in choices(then).iter().zip(choices(now)) {
        compare(schemas, then, now, path, seen, broken);
    }
}
