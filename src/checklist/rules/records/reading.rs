//! Findings that reading has already made.

use std::collections::BTreeSet;

use crate::checklist::{Finding, Place, RuleContext, Verdict};
use crate::project::{LinkTarget, Locator, Project, ReadProblem};
use crate::source::ProblemKind;

/// Every trouble of some kinds as a finding; every file or record without one passes.
pub(super) fn judge(judge: &mut RuleContext<'_>, kinds: &[ProblemKind], subjects: usize) {
    let troubles = judge.project.problems.iter().filter(|trouble| kinds.contains(&trouble.problem.kind)).collect();
    report(judge, troubles, subjects);
}

/// Each trouble as a finding; as many subjects as are left pass.
pub(super) fn report(judge: &mut RuleContext<'_>, troubles: Vec<&ReadProblem>, subjects: usize) {
    for _ in troubles.len()..subjects {
        judge.once(Verdict::Pass);
    }
    for trouble in troubles {
        let verdict = finding(trouble);
        match trouble.record {
            Some(record) => judge.one(record, verdict.into()),
            None => judge.once(verdict),
        }
    }
}

/// Some troubles without those of files that a document links to: these are its attachments.
pub(super) fn of_no_attachment(project: &Project, is_meant: impl Fn(&ReadProblem) -> bool) -> Vec<&ReadProblem> {
    let mut troubles: Vec<&ReadProblem> = project.problems.iter().filter(|trouble| is_meant(trouble)).collect();
    if !troubles.is_empty() {
        let attached = attached(project);
        troubles.retain(|trouble| trouble.file.is_none_or(|file| !attached.contains(&file)));
    }
    troubles
}

/// Files that a document links to.
fn attached(project: &Project) -> BTreeSet<usize> {
    let documents = project.files.iter().enumerate().filter(|(_, file)| file.is_markdown()).map(|(file, _)| file);
    let links = documents.flat_map(|file| project.links_of(file).into_iter().map(move |link| project.follow(file, &link.target)));
    links.filter_map(|target| if let LinkTarget::File(file, _) = target { Some(file) } else { None }).collect()
}

fn finding(trouble: &ReadProblem) -> Finding {
    let problem = &trouble.problem;
    let place = trouble.file.map_or(Place::Project, |file| Place::Bytes(file, problem.span));
    let mut finding = Finding::new(place, problem.message.clone());
    finding.is_internal = trouble.is_internal;
    finding.help.clone_from(&problem.help);
    if let (Some(suggestion), Some(file)) = (&problem.suggestion, trouble.file) {
        let places = std::iter::once(&problem.span).chain(&suggestion.also);
        finding.suggestions.extend(places.map(|span| (Place::Bytes(file, *span), suggestion.clone())));
    }
    finding.records.extend(trouble.record.filter(|record| !finding.records.contains(record)));
    for (span, message) in &problem.related {
        if let Some(file) = trouble.file {
            finding = finding.see(Place::Bytes(file, *span), message.clone());
        }
    }
    finding
}

/// Whether a setting is there, but could not be read: what it says is not missing.
pub(super) fn is_misread(project: &Project, path: &[&str], zh: &str) -> bool {
    let of_settings = || project.problems.iter().filter(|trouble| trouble.file.is_some() && trouble.file == project.settings_file);
    let is_meant = |trouble: &ReadProblem| {
        let meant = trouble.problem.suggestion.as_ref().filter(|_| trouble.problem.kind == ProblemKind::UnknownField);
        meant.is_some_and(|meant| path.last() == Some(&&*meant.value) || meant.value == zh)
    };
    let place = || Locator::new(project).setting(path).map(|(_, span)| span);
    let is_wrong = |trouble: &ReadProblem| trouble.problem.kind == ProblemKind::Value;
    of_settings().any(is_meant)
        || (of_settings().any(is_wrong)
            && place().is_some_and(|at| of_settings().any(|trouble| is_wrong(trouble) && trouble.problem.span == at)))
}
