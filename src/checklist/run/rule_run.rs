//! A rule at work: what it has found so far, and what is taken from that.

use crate::checklist::finding::Finding;
use crate::checklist::outcome::Outcome;
use crate::say;

/// A rule that has been run, before its failures are folded.
pub(crate) struct RuleRun {
    /// What it comes to, but for its failures.
    pub(crate) outcome: Outcome,
    /// Its failures that nobody has accepted.
    pub(crate) fails: Vec<Finding>,
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
            self.outcome.lose(finding.records.first().map(|id| id.kind), 1);
            self.outcome.leave_out(1, say!("Reported by `{winner}`.", "已由 `{winner}` 报告。", winner));
        }
    }
}
