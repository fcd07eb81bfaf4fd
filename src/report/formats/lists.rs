//! Findings as JSON: a line each, the code quality report of GitLab, and the diagnostics of reviewdog.

use serde_json::{Map, Value, json};

use super::Told;
use crate::checklist::{Assessment, Severity};
use crate::report::noted::{At, Noted, noted};

/// One object a line, in both languages.
pub fn json_lines(checked: &Assessment, told: Told<'_>) -> String {
    let line = |found: &Noted<'_>| {
        let place = |at: &At| {
            let mut place = Map::from_iter([("path".to_owned(), json!(at.path))]);
            if let Some(at) = at.location {
                place.insert("line".to_owned(), json!(at.line));
                place.insert("column".to_owned(), json!(at.column));
                place.insert("end_line".to_owned(), json!(at.end_line));
                place.insert("end_column".to_owned(), json!(at.end_column));
            }
            place
        };
        let related: Vec<Value> = found.related.iter().map(|(at, message)| json!({"place": place(at), "message": message})).collect();
        json!({
            "rule": found.rule.id,
            "severity": found.severity.key(),
            "place": place(&found.place),
            "message": found.message,
            "help": found.help,
            "related": related,
            "known": found.is_known,
            "waived": found.waived,
            "fingerprint": found.fingerprint,
        })
        .to_string()
            + "\n"
    };
    noted(checked, told.root).iter().map(line).collect()
}

/// The code quality report of GitLab; what is known or waived is left out, because it marks what is new.
pub fn gitlab(checked: &Assessment, told: Told<'_>) -> String {
    let issue = |found: &Noted<'_>| {
        let severity = match found.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        json!({
            "description": found.message.get(told.lang),
            "check_name": found.rule.id,
            "fingerprint": found.fingerprint,
            "severity": severity,
            "location": {"path": found.place.path, "lines": {"begin": found.place.line()}},
        })
    };
    let issues: Vec<Value> = noted(checked, told.root).iter().filter(|found| is_new(found)).map(issue).collect();
    pretty(&Value::Array(issues))
}

/// Diagnostics in the format of reviewdog, whose columns count bytes.
pub fn rdjson(checked: &Assessment, told: Told<'_>) -> String {
    let location = |at: &At| {
        let mut location = json!({"path": at.path});
        if let (Some(lines), Some(location)) = (at.location, location.as_object_mut()) {
            let point = |line: usize, column: Option<usize>| {
                column.map_or_else(|| json!({"line": line}), |column| json!({"line": line, "column": column}))
            };
            let (start, end) = at.bytes.unzip();
            location.insert("range".to_owned(), json!({"start": point(lines.line, start), "end": point(lines.end_line, end)}));
        }
        location
    };
    let diagnostic = |found: &Noted<'_>| {
        let related: Vec<Value> =
            found.related.iter().map(|(at, message)| json!({"message": message.get(told.lang), "location": location(at)})).collect();
        let help = found.help.map_or_else(String::new, |help| format!("\n{}", help.get(told.lang)));
        json!({
            "message": format!("{}{help}", found.message.get(told.lang)),
            "location": location(&found.place),
            "severity": found.severity.key().to_uppercase(),
            "code": {"value": found.rule.id},
            "relatedLocations": related,
        })
    };
    let diagnostics: Vec<Value> = noted(checked, told.root).iter().filter(|found| is_new(found)).map(diagnostic).collect();
    pretty(&json!({"source": {"name": "alongside"}, "diagnostics": diagnostics}))
}

fn is_new(found: &Noted<'_>) -> bool {
    !found.is_known && found.waived.is_none()
}

/// Only texts and numbers are in it: it can always be written.
pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
