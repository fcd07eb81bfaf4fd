//! `report.json`: what it says of the small fixture, and that it keeps to its own schema.

use std::path::Path;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::{published, schema};
use serde_json::{Map, Value};

pub(super) fn report(folder: Folder) -> String {
    let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
    let analysis = Analysis::in_full(&project);
    published(&Published::to(Audience::Public, &Assessment::of(project, analysis)))
}

pub(super) fn of_folder(path: &str) -> String {
    report(Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap())
}

#[test]
fn the_report_of_a_small_project() {
    let mut report: Value = serde_json::from_str(&of_folder("tests/fixtures/small")).unwrap();
    report["generator"] = "alongside VERSION".into();
    // Every rule would be too long to be read; `tests/cmd/check-json.toml` has some.
    let items = report["verdicts"].as_object_mut().unwrap().remove("items").unwrap();
    assert_eq!(items.as_array().unwrap().len(), 21);
    let report = serde_json::to_string_pretty(&report).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("report-json", report);
    });
}

#[test]
fn the_same_folder_gives_the_same_report() {
    assert_eq!(of_folder("example-project"), of_folder("example-project"));
}

#[test]
fn reports_keep_to_their_schema() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    for folder in ["example-project", "tests/fixtures/small", "tests/fixtures/defects"] {
        let report: Value = serde_json::from_str(&of_folder(folder)).unwrap();
        let wrong = breaches(&schema, &schema, &report, "");
        assert!(wrong.is_empty(), "{folder}: {wrong:#?}");
    }
}

#[test]
fn everything_in_the_schema_is_described() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let mut bare = Vec::new();
    for (name, definition) in std::iter::once((&"Report".to_owned(), &schema)).chain(schema["$defs"].as_object().unwrap()) {
        for (field, value) in definition["properties"].as_object().unwrap_or(&Map::new()) {
            if value["description"].is_null() {
                bare.push(format!("{name}.{field}"));
            }
        }
    }
    assert_eq!(bare, [""; 0]);
}

#[test]
fn a_schema_that_does_not_hold_is_noticed() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let report: Value = serde_json::from_str(&of_folder("tests/fixtures/small")).unwrap();
    let spoil = |path: &str, value: Value| {
        let mut report = report.clone();
        *report.pointer_mut(path).unwrap() = value;
        breaches(&schema, &schema, &report, "").len()
    };
    assert_eq!(spoil("/as_of", "soon".into()), 1);
    assert_eq!(spoil("/version", "1".into()), 1);
    assert_eq!(spoil("/budget/total/planned", 5.into()), 1);
    assert_eq!(spoil("/verdicts/overall/health", "fine".into()), 1);
    let mut report = report.clone();
    report.as_object_mut().unwrap().remove("kpis");
    assert_eq!(breaches(&schema, &schema, &report, "").len(), 1);
}

#[test]
fn internal_records_are_left_out_and_counted() {
    let report = report(Folder::of_texts(&[
        ("alongside.yaml", "project: {name: Launch}\nlanguages: [en, zh-CN]\n"),
        ("people.yaml", "- {id: wu, name: Wu}\n- {id: li, name: Li, visibility: internal}\n"),
        ("risks.yaml", "- {id: R-02, title: Hidden matter, visibility: internal}\n- {id: R-03, title: Late, owner: li}\n"),
        ("tickets.yaml", "- {id: TK-9, title: Hidden matter, severity: critical, opened: 2026-01-05, visibility: internal}\n"),
        ("kpis.yaml", "- {id: K-9, name: Hidden matter, visibility: internal}\n"),
        ("tasks.yaml", "- {id: T-9, name: Hidden matter, end: 2026-01-05, status: open, visibility: internal}\n"),
        ("meetings.yaml", "- {id: M-9, date: 2026-06-01, visibility: internal, actions: [{what: Hidden matter}]}\n"),
        ("allocations.yaml", "- {id: A-9, person: wu, from: 2026-06-01, to: 2026-06-05, percent: 200, visibility: internal}\n"),
        ("feedback.yaml", "- {id: F-9, date: 2026-06-01, theme: Hidden matter, visibility: internal}\n"),
    ]));
    for secret in ["Hidden matter", "\"Li\"", "R-02", "TK-9", "K-9", "T-9", "M-9", "A-9", "F-9"] {
        assert!(!report.contains(secret), "{secret}");
    }
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["not_published"]["risks"], 1);
    assert!(report["verdicts"]["summary"]["not_published"].as_u64().unwrap() > 0);
}

/// Where a value breaks a schema, by the keywords that ours use; any other keyword is a breach, lest it be passed over.
pub(super) fn breaches(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let Some(schema) = schema.as_object() else { return if schema == false { vec![format!("{path}: not allowed")] } else { vec![] } };
    let sub = |schema: &Value| breaches(root, schema, value, path);
    let breach = |what: &Value| vec![format!("{path}: {value} is not {what}")];
    let mut all = Vec::new();
    for (keyword, said) in schema {
        all.extend(match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => vec![],
            "$ref" => {
                let pointer = said.as_str().unwrap().trim_start_matches('#');
                sub(root.pointer(pointer).unwrap())
            }
            "anyOf" => {
                let holds = said.as_array().unwrap().iter().any(|schema| sub(schema).is_empty());
                if holds { vec![] } else { breach(said) }
            }
            "oneOf" => {
                let holding = said.as_array().unwrap().iter().filter(|schema| sub(schema).is_empty()).count();
                if holding == 1 { vec![] } else { breach(said) }
            }
            "type" => {
                let types = said.as_array().cloned().unwrap_or_else(|| vec![said.clone()]);
                if types.iter().any(|name| is_of_type(value, name.as_str().unwrap())) { vec![] } else { breach(said) }
            }
            "const" => {
                if value == said {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "enum" => {
                if said.as_array().unwrap().contains(value) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "minimum" => {
                if value.as_f64().is_none_or(|value| value >= said.as_f64().unwrap()) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "maximum" => {
                if value.as_f64().is_none_or(|value| value <= said.as_f64().unwrap()) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "minItems" => {
                if value.as_array().is_none_or(|list| list.len() as u64 >= said.as_u64().unwrap()) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "maxItems" => {
                if value.as_array().is_none_or(|list| list.len() as u64 <= said.as_u64().unwrap()) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "pattern" => {
                if value.as_str().is_none_or(|text| is_like(said.as_str().unwrap(), text)) {
                    vec![]
                } else {
                    breach(said)
                }
            }
            "required" => {
                let missing = said.as_array().unwrap().iter().filter(|name| value.get(name.as_str().unwrap()).is_none());
                missing.map(|name| format!("{path}: {name} is missing")).collect()
            }
            "properties" => {
                let known = said.as_object().unwrap();
                let fields = value.as_object().into_iter().flatten();
                fields
                    .flat_map(|(name, value)| match known.get(name) {
                        Some(schema) => breaches(root, schema, value, &format!("{path}/{name}")),
                        None => vec![format!("{path}/{name} is not in the schema")],
                    })
                    .collect()
            }
            "additionalProperties" => {
                let fields = value.as_object().into_iter().flatten();
                let others = fields.filter(|(name, _)| schema.get("properties").is_none_or(|known| known.get(name).is_none()));
                others.flat_map(|(name, value)| breaches(root, said, value, &format!("{path}/{name}"))).collect()
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.flat_map(|(at, value)| breaches(root, said, value, &format!("{path}/{at}"))).collect()
            }
            other => vec![format!("{path}: the keyword `{other}` is not known here")],
        });
    }
    all
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    }
}

/// The two patterns that our schema has.
fn is_like(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.len() == 10 && Date::parse(text).is_ok(),
        r"^-?[0-9]+(\.[0-9]+)?$" => {
            let (whole, fraction) = text.strip_prefix('-').unwrap_or(text).split_once('.').unwrap_or((text.trim_start_matches('-'), "0"));
            [whole, fraction].iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn campaigns_have_their_numbers() {
    let report: Value = serde_json::from_str(&of_folder("example-project")).unwrap();
    let marketing = &report["marketing"];
    let launch = marketing["campaigns"].as_array().unwrap().iter().find(|campaign| campaign["id"] == "C-02").unwrap();
    let search = &launch["channels"].as_array().unwrap().iter().find(|channel| channel["channel"] == "Search").unwrap()["figures"];
    assert_eq!(
        (&search["planned"], &search["spent"], &search["cpc"], &search["cpa"]),
        (&"420000".into(), &"433000".into(), &"2.06584".into(), &"120.277778".into())
    );
    let close = |value: &Value, expected: f64| assert!((value.as_f64().unwrap() - expected).abs() < 1e-9 * expected, "{value} {expected}");
    close(&search["roas"], 6_480_000.0 / 433_000.0);
    // Wilson's interval, worked out apart from the program.
    for (rate, value, low, high) in
        [("cvr", 1.717_557_252e-2, 1.662_813_679e-2, 1.774_070_592e-2), ("ctr", 2.871_232_877e-2, 2.859_143_453e-2, 2.883_371_901e-2)]
    {
        for (part, expected) in [("value", value), ("low", low), ("high", high)] {
            close(&search[rate][part], expected);
        }
    }
    let waits = &marketing["hanging"][0];
    assert_eq!((&waits["waits"], &waits["needs"], &waits["float"]), (&"campaigns/C-05".into(), &"milestones/M-11".into(), &(-1).into()));
    let gate = marketing["gates"].as_array().unwrap().iter().find(|gate| gate["milestone"] == "M-11").unwrap();
    assert_eq!((&gate["ready"], &gate["of"], &gate["blocking"]), (&1.into(), &4.into(), &serde_json::json!(["L-05", "L-07"])));
}
