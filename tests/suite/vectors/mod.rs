//! Every number against `tests/vectors.json`, whose cases say what goes in, what comes out, and within which tolerance.
//!
//! The cases of one number are a *family*: the part of their ids before the slash. The file of a section lists its families in
//! `FAMILIES`, each with the function that computes `out` from `in`, where possible through a whole project in memory.

mod basics;
mod calendar;
mod collaboration;
mod kpi;
mod marketing;
mod people;
mod plan;
mod project;
mod risk;
mod tolerance;

use std::collections::BTreeMap;

use serde_json::Value;

use tolerance::Tolerance;

const VECTORS: &str = include_str!("../../vectors.json");

/// The cases that carry one name, and what computes them.
struct Family {
    name: &'static str,
    compute: fn(&Value) -> Value,
}

/// A section and its families.
struct Section {
    name: &'static str,
    families: &'static [Family],
}

const SECTIONS: [Section; 8] = [
    Section { name: "basics", families: basics::FAMILIES },
    Section { name: "calendar", families: calendar::FAMILIES },
    Section { name: "kpi", families: kpi::FAMILIES },
    Section { name: "risk", families: risk::FAMILIES },
    Section { name: "plan", families: plan::FAMILIES },
    Section { name: "people", families: people::FAMILIES },
    Section { name: "collaboration", families: collaboration::FAMILIES },
    Section { name: "marketing", families: marketing::FAMILIES },
];

struct Case {
    id: String,
    given: Value,
    expected: Value,
    tolerance: Tolerance,
}

impl Case {
    fn family(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(family, _)| family)
    }
}

fn cases() -> Vec<Case> {
    let file: Value = serde_json::from_str(VECTORS).unwrap();
    let text = |case: &Value, name: &str| case[name].as_str().unwrap().to_owned();
    let case = |case: &Value| Case {
        id: text(case, "id"),
        given: case["in"].clone(),
        expected: case["out"].clone(),
        tolerance: Tolerance::read(case["tolerance"].as_str().unwrap()),
    };
    file["cases"].as_array().unwrap().iter().map(case).collect()
}

/// Computes all cases of a section, and names each one that differs with what was expected and what came.
fn hold(name: &str) {
    let section = SECTIONS.into_iter().find(|section| section.name == name).unwrap();
    let compute: BTreeMap<&str, fn(&Value) -> Value> = section.families.iter().map(|family| (family.name, family.compute)).collect();
    let (mut passed, mut failed) = (0, Vec::new());
    for case in &cases() {
        let Some(compute) = compute.get(case.family()) else { continue };
        let got = compute(&case.given);
        let differences = case.tolerance.differences(&case.expected, &got);
        if differences.is_empty() {
            passed += 1;
        } else {
            failed.push(format!("{}\n    {}", case.id, differences.join("\n    ")));
        }
    }
    assert!(failed.is_empty(), "{name}: {passed} cases hold, {} do not:\n  {}", failed.len(), failed.join("\n  "));
    assert!(passed > 0 || section.families.is_empty(), "{name}: no case");
}

#[test]
fn the_file_of_exactly_one_section_claims_each_case() {
    let mut wrong = Vec::new();
    for case in cases() {
        let claims = |section: &&Section| section.families.iter().any(|family| family.name == case.family());
        let claimants: Vec<&str> = SECTIONS.iter().filter(claims).map(|section| section.name).collect();
        if claimants.len() != 1 {
            wrong.push(format!("{}: {claimants:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "claimed by none or by several: {wrong:#?}");
}

#[test]
fn families_exist() {
    let cases = cases();
    let missing = |name: &&str| !cases.iter().any(|case| case.family() == *name);
    for section in SECTIONS {
        let names = section.families.iter().map(|family| family.name);
        assert_eq!(names.filter(missing).collect::<Vec<_>>(), [""; 0], "{}", section.name);
    }
}
