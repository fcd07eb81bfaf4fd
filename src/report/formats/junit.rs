//! The rules as test cases of `JUnit`: one fails if it found something that fails the check.

use std::fmt::Write;

use super::Told;
use crate::checklist::explain::item_title;
use crate::checklist::{Assessment, Outcome, RuleState, Severity};
use crate::project::settings::FailOn;
use crate::report::noted::{Noted, noted};

/// A suite with a case for each rule; findings below the limit are its output.
pub fn junit(checked: &Assessment, told: Told<'_>, fail_on: FailOn) -> String {
    let noted = noted(checked, told.root);
    let outcomes = &checked.checklist.outcomes;
    let fails = |found: &&Noted<'_>| found.waived.is_none() && !found.is_known && fails(found.severity, fail_on);
    let failed = outcomes.iter().filter(|outcome| noted.iter().any(|found| found.rule == outcome.rule && fails(&found))).count();
    let skipped = outcomes.iter().filter(|outcome| is_skipped(outcome)).count();
    let counts = format!("tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\"", outcomes.len());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"alongside\" {counts}>\n<testsuite name=\"alongside\" {counts}>\n"
    );
    for outcome in outcomes {
        let found: Vec<&Noted<'_>> = noted.iter().filter(|found| found.rule == outcome.rule && found.waived.is_none()).collect();
        let (failures, others): (Vec<&Noted<'_>>, Vec<&Noted<'_>>) = found.into_iter().partition(|found| fails(found));
        let (class, name) = (escape(item_title(outcome.rule.item).get(told.lang)), outcome.rule.id);
        let _ = writeln!(out, "<testcase classname=\"{class}\" name=\"{name}\">");
        if is_skipped(outcome) {
            out.push_str("<skipped/>\n");
        }
        if !failures.is_empty() {
            let (message, severity) = (escape(outcome.rule.title.get(told.lang)), outcome.rule.severity.key());
            let _ = writeln!(out, "<failure message=\"{message}\" type=\"{severity}\">{}</failure>", escape(&lines(&failures, told)));
        }
        if !others.is_empty() {
            let _ = writeln!(out, "<system-out>{}</system-out>", escape(&lines(&others, told)));
        }
        out.push_str("</testcase>\n");
    }
    out.push_str("</testsuite>\n</testsuites>\n");
    out
}

const fn is_skipped(outcome: &Outcome) -> bool {
    !matches!(outcome.state, RuleState::Pass | RuleState::Fail)
}

fn fails(severity: Severity, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => severity == Severity::Error,
        FailOn::Warning => severity <= Severity::Warning,
        FailOn::Info => true,
        FailOn::Never => false,
    }
}

fn lines(found: &[&Noted<'_>], told: Told<'_>) -> String {
    let line = |found: &&Noted<'_>| {
        let help = found.help.map_or_else(String::new, |help| format!("\n  {}", help.get(told.lang)));
        format!("{}:{}: {}{help}\n", found.place.path, found.place.line(), found.message.get(told.lang))
    };
    found.iter().map(line).collect()
}

/// As text or in an attribute; characters that XML cannot have are shown as the one that stands for them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_xml_cannot_have_is_not_written() {
        assert_eq!(escape("a<b & \"c\"\u{1}\u{b}]]>"), "a&lt;b &amp; &quot;c&quot;\u{fffd}\u{fffd}]]&gt;");
    }
}
