//! The schemas of what people write hold for what they write, as a validator of others' making sees it.

use alongside::calendar::Date;
use alongside::project::{Folder, Kind, ReportDateSource, SETTINGS, load};
use alongside::report::{register_schema, schema, settings_schema};
use jsonschema::Validator;
use serde_json::Value;

const FOLDERS: [&str; 2] = ["example-project", "tests/fixtures/small"];

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema), "it is a schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn yaml(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).expect("YAML")).expect("JSON")
}

fn wrong(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn what_is_read_is_let_through() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for folder in FOLDERS {
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) };
        let project = load(Folder::read(&root.join(folder)).expect("the folder"), asked);
        for file in project.files.iter().filter(|file| file.path.ends_with(".yaml")) {
            let (Some(text), is_settings) = (&file.text, SETTINGS.contains(&&*file.path)) else { continue };
            let schema = if is_settings { Some(settings_schema()) } else { file.kind.map(register_schema) };
            let Some(schema) = schema else { continue };
            assert_eq!(wrong(&validator(&schema), &yaml(text)), [""; 0], "{folder}/{}", file.path);
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked}");
}

#[test]
fn every_schema_is_one_and_every_shape_of_a_file_is_let_through() {
    validator(&schema());
    for kind in Kind::ALL {
        let validator = validator(&register_schema(*kind));
        for text in ["- {title: Rain}", "R-1: {title: Rain}\nR-2: Wind", "open: [{title: Rain}]\nclosed: []", "[]", "# nothing"] {
            assert_eq!(wrong(&validator, &yaml(text)), [""; 0], "{kind:?}: {text}");
        }
    }
}

/// Every property of a schema that is not another name of one, with the keys that lead to it.
fn properties(schema: &Value) -> Vec<(Vec<String>, Value)> {
    fn walk(at: &Value, path: &[String], found: &mut Vec<(Vec<String>, Value)>) {
        for (name, inner) in at["properties"].as_object().into_iter().flatten().filter(|(_, inner)| inner["$ref"].is_null()) {
            let path = [path, std::slice::from_ref(name)].concat();
            // A list of parts has the fields of its items.
            let items = &inner["anyOf"][0]["items"];
            walk(if items["properties"].is_object() { items } else { inner }, &path, found);
            found.push((path, inner.clone()));
        }
    }
    let mut found = Vec::new();
    walk(if schema["$defs"]["record"].is_object() { &schema["$defs"]["record"] } else { schema }, &[], &mut found);
    found
}

fn all_schemas() -> Vec<(Option<Kind>, Value)> {
    let registers = Kind::ALL.iter().map(|kind| (Some(*kind), register_schema(*kind)));
    let texts = registers.chain([(None, settings_schema())]);
    texts.map(|(kind, text)| (kind, serde_json::from_str(&text).expect("JSON"))).collect()
}

/// A value under the keys that lead to it.
fn under(path: &[String], value: &Value) -> Value {
    path.iter().rev().fold(value.clone(), |inner, name| serde_json::json!({ name: inner }))
}

#[test]
fn every_property_says_what_it_is() {
    let is_language = |path: &[String]| path.last().is_some_and(|name| ["en", "zh-CN"].contains(&name.as_str()));
    let is_told = |text: &Value, han: bool| text.as_str().is_some_and(|text| text.chars().any(|one| ('一'..='龥').contains(&one) == han));
    for (kind, schema) in all_schemas() {
        for (path, property) in properties(&schema).iter().filter(|(path, _)| !is_language(path)) {
            let title = &property["title"];
            assert!(title.is_string() || path.first().is_some_and(|first| first == "checklist"), "{kind:?} {path:?}: {property}");
            let description = &property["description"];
            assert!(is_told(description, true) && is_told(description, false), "{kind:?} {path:?}: {property}");
        }
    }
}

#[test]
fn a_default_is_said_where_the_help_speaks_of_one_and_can_be_typed() {
    // What these are unless said follows from others, or is nothing.
    const COMPUTED: [&str; 4] = ["share", "spent", "languages", "decision"];
    let mut defaults = 0;
    for (kind, schema) in all_schemas() {
        let validator = validator(&schema.to_string());
        for (path, property) in properties(&schema) {
            let help = property["description"].as_str().unwrap_or_default().split(" Value: ").next().unwrap_or_default();
            let speaks = help.contains("unless said") || help.contains("the default");
            let is_computed = path.last().is_some_and(|name| COMPUTED.contains(&name.as_str()));
            assert!(!speaks || !property["default"].is_null() || is_computed, "{kind:?} {path:?}: {help}");
            let typed = [property["default"].clone(), property["examples"][0].clone(), property["examples"][1].clone()];
            for value in typed.into_iter().filter(|value| !value.is_null()) {
                let record = under(&path, &value);
                let file = if kind.is_some() { serde_json::json!([record]) } else { record };
                assert_eq!(wrong(&validator, &file), [""; 0], "{kind:?} {path:?}: {value}");
            }
            defaults += usize::from(!property["default"].is_null());
        }
    }
    assert!(defaults > 60, "{defaults}");
}

/// What a folder says, without the places, which another setting moves.
fn said(settings: &Value) -> Value {
    fn forget(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| name != "place");
                fields.values_mut().for_each(forget);
            }
            Value::Array(items) => items.iter_mut().for_each(forget),
            _ => {}
        }
    }
    let settings = settings.to_string();
    let folder = Folder::of_texts(&[
        ("alongside.yaml", &settings),
        ("risks.yaml", "- {id: R-1, title: Rain, probability: 4, impact: 3, cost: {low: 1, likely: 2, high: 5}}\n"),
        ("people.yaml", "- {name: Li Na}\n- {name: Tom Becker}\n"),
        ("tasks.csv", "name,start,end,owner\nPrint,2026-06-01,2026-06-20,Li Na\nFold,2026-06-08,2026-06-26,Tom Becker\n"),
        ("kpis.yaml", "- {id: K, name: Leads, unit: pcs, baseline: {value: 1, date: 2026-01-05}, targets: [{value: 9, by: 2026-12-31}]}\n"),
        ("measurements.csv", "kpi,date,value\nK,2026-02-02,2\nK,2026-03-02,4\nK,2026-04-06,3\nK,2026-05-04,7\n"),
    ]);
    let mut report: Value = serde_json::from_str(&crate::report::report(folder)).expect("JSON");
    forget(&mut report);
    report
}

#[test]
fn a_default_of_the_settings_is_what_they_are_unless_said() {
    let schema: Value = serde_json::from_str(&settings_schema()).expect("JSON");
    let project = serde_json::json!({"project": {"name": "Launch"}});
    let usual = said(&project);
    for (path, property) in properties(&schema).iter().filter(|(_, property)| !property["default"].is_null()) {
        let mut settings = project.clone();
        let told = under(path, &property["default"]);
        settings.as_object_mut().expect("a map").extend(told.as_object().expect("a map").clone());
        // An option of a rule is said to be changed even where it is as before.
        if path.first().is_some_and(|first| first != "checklist") {
            assert_eq!(said(&settings), usual, "{path:?}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_marked() {
    let risks = validator(&register_schema(Kind::Risks));
    for text in
        ["- [Rain]", "Rain", "- {title: Rain, owner: {name: Li}}", "- {residual: [1]}", "- {负责人: {name: Li}}", "- {responsible: {a: b}}"]
    {
        assert!(!risks.is_valid(&yaml(text)), "{text}");
    }
    let settings = validator(&settings_schema());
    for text in ["- project", "project: [Launch]", "checklist: {rules: [no-goals]}", "项目: {名称: [上市]}", "files: [risks.csv]"] {
        assert!(!settings.is_valid(&yaml(text)), "{text}");
    }
}
