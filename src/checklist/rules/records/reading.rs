//! Findings that reading has already made.

use crate::checklist::{Finding, Judge, Place, Verdict};
use crate::project::Trouble;
use crate::source::ProblemKind;

/// Every trouble of some kinds as a finding; every file or record without one passes.
pub(super) fn judge(judge: &mut Judge<'_>, kinds: &[ProblemKind], subjects: usize) {
    let troubles = judge.project.problems.iter().filter(|trouble| kinds.contains(&trouble.problem.kind)).collect();
    report(judge, troubles, subjects);
}

/// Each trouble as a finding; as many subjects as are left pass.
pub(super) fn report(judge: &mut Judge<'_>, troubles: Vec<&Trouble>, subjects: usize) {
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

fn finding(trouble: &Trouble) -> Finding {
    let problem = &trouble.problem;
    let place = trouble.file.map_or(Place::Project, |file| Place::Bytes(file, problem.span));
    let mut finding = Finding::new(place, problem.message.clone());
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
