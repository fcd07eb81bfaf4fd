//! How many findings each rule has.

use super::text::columns;
use crate::checklist::{Assessment, Severity};
use crate::text::Lang;

/// A line for each rule that found something: how often, how grave, and what that is; the most frequent first.
pub fn statistics(checked: &Assessment, lang: Lang) -> String {
    let counted = checked.checklist.outcomes.iter().flat_map(|outcome| {
        let all = outcome.findings.iter().flat_map(|found| found.finding.single().iter().map(|single| (found.severity, single.is_known)));
        let count = |severity: Severity| all.clone().filter(|(of, is_known)| *of == severity && !is_known).count();
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| (count(severity), severity, outcome.rule))
    });
    let mut rows: Vec<_> = counted.filter(|(count, ..)| *count > 0).collect();
    rows.sort_by_key(|(count, severity, rule)| (std::cmp::Reverse(*count), *severity, rule.id));
    let width = rows.iter().map(|(count, ..)| count.to_string().len()).max().unwrap_or_default();
    let severity = |severity: Severity| match lang {
        Lang::En => severity.key().to_owned(),
        Lang::Zh => severity.label().zh.into_owned(),
    };
    let cells = rows
        .iter()
        .map(|(count, of, rule)| [format!("{count:>width$}"), severity(*of), rule.id.to_owned(), rule.title.get(lang).to_owned()]);
    columns(&cells.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn the_most_frequent_comes_first() {
        let files = [
            ("alongside.yaml", "project: {name: x, stage: initiation}\n"),
            ("risks.yaml", "- {title: Rain, status: opne}\n- {title: Hail}\n- {title: Wind}\n"),
        ];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let analysis = Analysis::of(&project);
        let told = statistics(&Assessment::of(project, analysis), Lang::En);
        let lines: Vec<&str> = told.lines().collect();
        assert!(lines.len() > 1 && lines[0].starts_with("  2  error  risk-without-owner  "), "{told}");
        assert!(told.contains("  1  error"), "{told}");
    }
}
