//! JSON Schemas of what people write, for editors: they offer fields and words, and say what each means.
//!
//! A schema is no second checklist. It refuses only what reading refuses in every form, so that an editor never marks what is read:
//! every name and word in other spellings is let through, and what is missing is told by the rules.

mod fields;
mod settings;

use serde_json::{Value, json};

use self::fields::{SCALARS, Samples, record, text};
use crate::checklist::fields::ExplainedRegister;
use crate::project::Kind;
use crate::project::sample::Sample;
use crate::say;
use crate::text::Lang;

pub use self::settings::settings_schema;

/// The version of JSON Schema that is written.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a YAML file that holds a register: a list of records, or a map in which each has its id or its name as key, or a
/// file of several lists.
pub fn register_schema(kind: Kind) -> String {
    let explained = ExplainedRegister::of(kind);
    let (label, question) = (kind.label(), kind.area().map(crate::project::Area::question).unwrap_or_default());
    let title = say!("{label}", "{label}", label);
    let schema = json!({
        "$schema": DIALECT,
        "title": text(&title, " · "),
        "description": text(&question, "\n"),
        "anyOf": [
            {"type": "array", "items": {"$ref": "#/$defs/record"}},
            {"$ref": "#/$defs/record"},
            {"type": "object", "additionalProperties": {"anyOf": [
                {"$ref": "#/$defs/record"},
                {"type": "array", "items": {"$ref": "#/$defs/record"}},
                {"type": SCALARS},
            ]}},
            {"type": "null"},
        ],
        "$defs": {"record": record(explained.fields.iter().chain(&explained.common), "#/$defs/record", &samples(kind))},
    });
    written(&schema)
}

/// What the examples of a register hold, first in English, then in Chinese.
fn samples(kind: Kind) -> Samples {
    let all = Lang::ALL.into_iter().filter_map(|lang| Sample::of(kind, lang)).flat_map(Sample::values);
    let mut samples = Samples::new();
    for (path, values) in all {
        let known = samples.entry(path).or_default();
        known.extend(values.into_iter().find(|value| !value.is_empty()).filter(|value| !known.contains(value)));
    }
    samples.retain(|_, values| !values.is_empty());
    samples
}

/// A schema as a file. Only texts and numbers are in it: it can always be written.
fn written(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_offered_in_both_languages_and_read_by_its_other_names() {
        let schema: Value = serde_json::from_str(&register_schema(Kind::Risks)).unwrap();
        let record = &schema["$defs"]["record"];
        let owner = &record["properties"]["owner"];
        assert_eq!(record["properties"]["负责人"], json!({"$ref": "#/$defs/record/properties/owner"}));
        assert_eq!(owner["title"], "Owner · 负责人");
        let description = owner["description"].as_str().unwrap();
        for part in ["`risk-without-owner`", "Also read: ", "同义词："] {
            assert!(description.contains(part), "{part}: {description}");
        }
        let patterns = record["patternProperties"].as_object().unwrap();
        assert!(patterns.keys().any(|names| names.contains("after[ _-]?response")), "{patterns:?}");
        let status = record["properties"]["status"]["anyOf"][0]["enum"].as_array().unwrap();
        assert!(status.contains(&json!("open")) && status.contains(&json!("已关闭")), "{status:?}");
        assert_eq!(record["properties"]["raised"]["examples"], json!(["2026-05-08"]));
        let inner = &record["properties"]["residual"]["properties"];
        assert_eq!(inner["概率"], json!({"$ref": "#/$defs/record/properties/residual/properties/probability"}));
        assert_eq!(inner["probability"]["title"], "Probability · 概率");
    }

    #[test]
    fn settings_say_what_rules_may_be_told() {
        let schema: Value = serde_json::from_str(&settings_schema()).unwrap();
        let rules = &schema["properties"]["checklist"]["properties"]["rules"]["properties"];
        let rule = &rules["owner-overloaded"];
        assert!(rule.is_null() || rule["description"].is_string());
        let numbers = rules.as_object().unwrap().values().filter(|rule| rule.to_string().contains("\"default\":"));
        assert!(numbers.count() > 10);
        assert_eq!(schema["properties"]["项目"], json!({"$ref": "#/properties/project"}));
        assert!(schema["properties"]["project"]["properties"]["stage"]["anyOf"][0]["enum"].as_array().unwrap().contains(&json!("启动")));
    }
}
