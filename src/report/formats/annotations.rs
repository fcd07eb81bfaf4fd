//! Findings as lines that a service marks in the change that it shows: the commands of GitHub Actions and of Azure Pipelines.
//! Nothing that a file of the project says may end a line or a property, so that no text of it becomes a command.

use std::fmt::Write;

use super::Told;
use crate::checklist::{Assessment, Severity};
use crate::report::noted::{Noted, noted};

/// Annotations of GitHub Actions.
pub fn github(checked: &Assessment, told: Told<'_>) -> String {
    let mut out = String::new();
    for found in shown(checked, told) {
        let word = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let place = found.place.location.map_or_else(String::new, |at| {
            // Columns are taken only within one line.
            let columns = format!(",col={},endColumn={}", at.column, at.end_column.max(at.column));
            format!(",line={},endLine={}{}", at.line, at.end_line, if at.line == at.end_line { columns.as_str() } else { "" })
        });
        let (path, title, text) = (property(&found.place.path), property(found.rule.id), data(&text(&found, told)));
        let _ = writeln!(out, "::{word} file={path}{place},title={title}::{text}");
    }
    out
}

/// Log commands of Azure Pipelines, which knows errors and warnings.
pub fn azure(checked: &Assessment, told: Told<'_>) -> String {
    let mut out = String::new();
    for found in shown(checked, told) {
        let word = if found.severity == Severity::Error { "error" } else { "warning" };
        let column = found.place.location.map_or(1, |at| at.column);
        let (path, line, code) = (azure_text(&found.place.path), found.place.line(), azure_text(found.rule.id));
        let text = azure_text(&text(&found, told));
        let _ =
            writeln!(out, "##vso[task.logissue type={word};sourcepath={path};linenumber={line};columnnumber={column};code={code}]{text}");
    }
    out
}

fn shown<'a>(checked: &'a Assessment, told: Told<'_>) -> impl Iterator<Item = Noted<'a>> {
    noted(checked, told.root).into_iter().filter(|found| found.waived.is_none() && !found.is_known)
}

fn text(found: &Noted<'_>, told: Told<'_>) -> String {
    let message = found.message.get(told.lang);
    found.help.map_or_else(|| message.to_owned(), |help| format!("{message}\n{}", help.get(told.lang)))
}

/// As the runner reads the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As the runner reads a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn azure_text(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A").replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_command() {
        assert_eq!(data("100%\n::error::x\r"), "100%25%0A::error::x%0D");
        assert_eq!(property("a:b,c\n::x"), "a%3Ab%2Cc%0A%3A%3Ax");
        assert_eq!(azure_text("a;b]\n##vso[x]100%"), "a%3Bb%5D%0A##vso[x%5D100%AZP25");
    }
}
