//! A rule at work: what it has found so far, and what is taken from that.

use std::collections::BTreeMap;

use crate::checklist::finding::Finding;
use crate::checklist::outcome::{Outcome, Reported};
use crate::checklist::severity::Severity;
use crate::project::Kind;
use crate::say;

/// A rule that has been run, before its failures are folded.
pub(crate) struct RuleRun {
    pub(crate) outcome: Outcome,
    pub(crate) fails: Vec<Finding>,
    pub(super) subjects: BTreeMap<Option<Kind>, usize>,
    pub(super) severity: Severity,
}

impl RuleRun {
    /// What it found, waived or not.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Finding> {
        self.fails.iter().chain(self.outcome.waived_findings.iter().map(|waived| &waived.reported.finding))
    }

    /// Leaves to another rule what that one tells of already: those subjects are not judged here.
    pub(crate) fn give_way(&mut self, winner: &str, is_told: impl FnMut(&Finding) -> bool) {
        let (told, kept): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.fails).into_iter().partition(is_told);
        self.fails = kept;
        for finding in told {
            if let Some(judged) = self.subjects.get_mut(&finding.records.first().map(|id| id.kind)) {
                *judged = judged.saturating_sub(1);
            }
            self.outcome.leave_out(1, say!("Reported by `{winner}`.", "已由 `{winner}` 报告。", winner));
        }
    }

    /// A finding with its rule and its severity.
    pub(super) fn reported(&self, finding: Finding) -> Reported {
        // A case that weighs less than its rule still does when the project has changed the rule's severity.
        let severity = finding.severity.map_or(self.severity, |case| case.max(self.severity));
        Reported { rule: self.outcome.rule, severity, finding }
    }
}
