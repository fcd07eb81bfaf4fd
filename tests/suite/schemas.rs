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
            let (Some(text), is_settings) = (&file.text, SETTINGS.contains(&file.path.as_str())) else { continue };
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
