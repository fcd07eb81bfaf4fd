//! Verdicts for those who may not know every record: findings about what is internal are left out and counted, and the others are
//! folded anew, so that no sentence counts what is left out.

use super::fold::fold;
use crate::checklist::finding::{Finding, Place};
use crate::checklist::outcome::{Checklist, Outcome, Reported, Waived, Withheld};
use crate::project::{InternalNames, Kept, Project, RecordId};

/// What decides which findings are published, and how they are then told.
struct Edition<'e> {
    whole: &'e Project,
    project: &'e Project,
    kept: &'e Kept,
    internal_names: &'e InternalNames,
}

impl Checklist {
    /// The verdicts as everyone may know them. What a rule comes to is told of the whole, its counts are of what is published.
    pub(crate) fn published(&self, whole: &Project, project: &Project, kept: &Kept, internal_names: &InternalNames) -> Self {
        let edition = Edition { whole, project, kept, internal_names };
        Self {
            outcomes: self.outcomes.iter().map(|outcome| edition.outcome(outcome)).collect(),
            skipped: self.skipped.clone(),
            gone: self.gone.clone(),
        }
    }
}

impl Edition<'_> {
    fn outcome(&self, outcome: &Outcome) -> Outcome {
        let mut told = Outcome {
            passed: outcome.passed.saturating_sub(outcome.withheld.passed),
            not_assessable: outcome.not_assessable.saturating_sub(outcome.withheld.not_assessable),
            subjects: outcome.subjects.clone(),
            severity: outcome.severity,
            ..Outcome::new(outcome.rule, outcome.state, outcome.why.clone())
        };
        for (kind, count) in &outcome.withheld.subjects {
            told.lose(Some(*kind), *count);
        }
        let singles = outcome.findings.iter().flat_map(|reported| reported.finding.single());
        let (failed, left) = self.split(singles, &mut told);
        told.failed = failed.len();
        told.findings = fold(self.project, told.rule, failed, &told.subjects).into_iter().map(|finding| told.reported(finding)).collect();
        for waived in &outcome.waived_findings {
            let (shown, left) = self.split([&waived.reported.finding], &mut told);
            told.withheld.findings += left;
            let reported = shown.into_iter().map(|finding| Reported { finding, ..waived.reported.clone() });
            told.waived_findings.extend(reported.map(|reported| Waived { reported, waiver: waived.waiver }));
        }
        told.waived = told.waived_findings.len();
        told.withheld = Withheld { findings: told.withheld.findings + left, ..Withheld::default() };
        told
    }

    /// The findings that are published, as they are told, and how many are not. Those are no subjects either.
    fn split<'f>(&self, findings: impl IntoIterator<Item = &'f Finding>, told: &mut Outcome) -> (Vec<Finding>, usize) {
        let (mut shown, mut left) = (Vec::new(), 0);
        for finding in findings {
            if finding.is_public(self.whole, self.internal_names) {
                shown.push(self.told(finding));
                continue;
            }
            left += 1;
            let subject = finding.records.first();
            if subject.is_none_or(|id| self.kept.now(*id).is_some()) {
                told.lose(subject.map(|id| id.kind), 1);
            }
        }
        (shown, left)
    }

    /// A finding that is published, without the places that are not.
    fn told(&self, finding: &Finding) -> Finding {
        let related = finding.related().filter_map(|(place, message)| Some((self.now(place)?, message.clone())));
        let suggestions = finding.suggestions.iter().filter_map(|(place, suggestion)| Some((self.now(place)?, suggestion.clone())));
        let records: Vec<RecordId> = finding.records.iter().filter_map(|id| self.kept.now(*id)).collect();
        Finding {
            place: self.now(&finding.place).unwrap_or(Place::Project),
            own_related: related.collect(),
            suggestions: suggestions.collect(),
            records,
            folded: Vec::new(),
            ..finding.clone()
        }
    }

    fn now(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Record(id, field) => Some(Place::Record(self.kept.now(*id)?, field.clone())),
            other => Some(other.clone()),
        }
    }
}
