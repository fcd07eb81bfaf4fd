//! Findings as SARIF 2.1.0, with all rules and their help.

use serde_json::{Value, json};

use super::Told;
use super::lists::pretty;
use crate::checklist::explain::item_title;
use crate::checklist::{Assessment, Rule, Severity, rules};
use crate::report::noted::{At, Noted, noted};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run, with every rule, and every finding; those that are waived or in the baseline are suppressed, and say why.
pub fn sarif(checked: &Assessment, told: Told<'_>) -> String {
    let all: Vec<&'static Rule> = rules::all().collect();
    let results: Vec<Value> = noted(checked, told.root).iter().map(|found| result(found, &all, told)).collect();
    let driver = json!({
        "name": "alongside",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": all.iter().map(|rule| descriptor(rule, told)).collect::<Vec<_>>(),
    });
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "language": told.lang.tag(),
            "results": results,
        }],
    }))
}

fn descriptor(rule: &'static Rule, told: Told<'_>) -> Value {
    let say = |message: &crate::text::Message| message.get(told.lang).to_owned();
    json!({
        "id": rule.id,
        "shortDescription": {"text": say(&rule.title)},
        "fullDescription": {"text": say(&rule.what)},
        "help": {
            "text": format!("{}\n\n{}\n\nalongside explain {}", say(&rule.why), say(&rule.fix), rule.id),
            "markdown": format!("{}\n\n{}\n\n`alongside explain {}`", say(&rule.why), say(&rule.fix), rule.id),
        },
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [say(&item_title(rule.item))]},
    })
}

fn result(found: &Noted<'_>, all: &[&'static Rule], told: Told<'_>) -> Value {
    let help = found.help.map_or_else(String::new, |help| format!("\n{}", help.get(told.lang)));
    let related =
        found.related.iter().enumerate().map(
            |(nth, (at, message))| json!({"id": nth + 1, "physicalLocation": physical(at), "message": {"text": message.get(told.lang)}}),
        );
    let mut result = json!({
        "ruleId": found.rule.id,
        "ruleIndex": all.iter().position(|rule| *rule == found.rule),
        "level": level(found.severity),
        "message": {"text": format!("{}{help}", found.message.get(told.lang))},
        "locations": [{"physicalLocation": physical(&found.place)}],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": {"alongside/v1": found.fingerprint},
    });
    let reason = found.waived.clone().or_else(|| found.is_known.then(|| "baseline".to_owned()));
    if let (Some(reason), Some(result)) = (reason, result.as_object_mut()) {
        result.insert("suppressions".to_owned(), json!([{"kind": "external", "status": "accepted", "justification": reason}]));
    }
    result
}

fn physical(at: &At) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&at.path)}});
    if let (Some(at), Some(physical)) = (at.location, physical.as_object_mut()) {
        let region = json!({"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column});
        physical.insert("region".to_owned(), region);
    }
    physical
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative reference: whatever may not stand in one is escaped, and a first part with a colon is no scheme.
fn uri(path: &str) -> String {
    let escaped: String =
        path.bytes().map(|byte| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    escaped
}

const fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/')
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_relative_references() {
        assert_eq!(uri("plan/risks (1).csv"), "plan/risks%20%281%29.csv");
        assert_eq!(uri("风险.csv"), "%E9%A3%8E%E9%99%A9.csv");
        assert_eq!(uri("a:b.yaml"), "a%3Ab.yaml");
    }
}
