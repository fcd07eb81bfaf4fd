//! One fault, one finding: which of two findings about the same record is shown.

use super::outcome::Outcome;
use crate::project::RecordId;

/// The first one wins over the second one. (Of actions, of which a meeting has several, `action-not-carried` knows itself which are
/// overdue.)
const WINS: [(&str, &str); 5] = [
    ("dependency-loop", "task-before-predecessor"),
    ("finish-after-project-end", "milestone-slipped"),
    ("ticket-blocks-milestone", "ticket-beyond-limit"),
    ("risk-without-strategy", "serious-risk-unprepared"),
    ("goal-past-due-without-outcome", "evaluation-incomplete"),
];

/// Records about which a rule has found something.
fn subjects(outcomes: &[Outcome], rule: &str) -> Vec<RecordId> {
    let of_rule = outcomes.iter().filter(|outcome| outcome.rule.id == rule);
    of_rule.flat_map(|outcome| &outcome.findings).flat_map(|found| found.finding.records.iter().copied()).collect()
}

/// Drops findings that another one about the same record makes needless.
pub(super) fn apply(outcomes: &mut [Outcome]) {
    for (winner, loser) in WINS {
        let shown = subjects(outcomes, winner);
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.rule.id == loser) {
            outcome.findings.retain(|found| !found.finding.records.first().is_some_and(|subject| shown.contains(subject)));
        }
    }
}
