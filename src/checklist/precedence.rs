//! One fault, one finding: which of two findings about the same record is shown.

use std::collections::BTreeSet;

use super::engine::Run;
use crate::project::RecordId;

/// The first one wins over the second one. (Of actions, of which a meeting has several, `action-not-carried` knows itself which are
/// overdue.)
const WINS: [(&str, &str); 5] = [
    ("ticket-blocks-milestone", "ticket-beyond-limit"),
    ("risk-without-strategy", "serious-risk-unprepared"),
    ("goal-past-due-without-outcome", "evaluation-incomplete"),
    ("dependency-loop", "task-before-predecessor"),
    ("finish-after-project-end", "milestone-slipped"),
];

/// Drops findings that another one about the same record makes needless.
pub(super) fn apply(runs: &mut [Run]) {
    for (winner, loser) in WINS {
        let shown: BTreeSet<RecordId> = runs
            .iter()
            .filter(|run| run.outcome.rule.id == winner)
            .flat_map(|run| &run.fails)
            .flat_map(|finding| finding.records.iter().copied().chain(finding.related.iter().filter_map(|(place, _)| place.record())))
            .collect();
        for run in runs.iter_mut().filter(|run| run.outcome.rule.id == loser) {
            run.fails.retain(|finding| !finding.records.first().is_some_and(|subject| shown.contains(subject)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WINS;
    use crate::checklist::rules::find;

    #[test]
    fn both_rules_of_a_pair_exist() {
        for (winner, loser) in WINS {
            assert!(find(winner).is_some() && find(loser).is_some(), "{winner} over {loser}");
        }
    }
}
