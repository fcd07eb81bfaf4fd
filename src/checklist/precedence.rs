//! One fault, one finding: which of two findings about the same record is shown.

use std::collections::BTreeSet;

use super::engine::Run;
use crate::project::RecordId;

/// The first one wins over the second one. (`action-not-carried` knows itself which actions of a meeting are overdue, and
/// `goal-past-due-without-outcome` when an evaluation is asked instead.)
const WINS: [(&str, &str); 4] = [
    ("ticket-blocks-milestone", "ticket-beyond-limit"),
    ("risk-without-strategy", "serious-risk-unprepared"),
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
    use crate::checklist::rules::tests::findings;

    #[test]
    fn first_a_strategy_then_its_parts() {
        let count = |rule: &str, strategy: &str| {
            let risk = format!("- {{title: x, owner: li-na, raised: 2026-01-05, probability: 5, impact: 5{strategy}}}\n");
            findings(find(rule).unwrap(), &[("risks.yaml", &risk)])
        };
        assert_eq!((count("risk-without-strategy", ""), count("serious-risk-unprepared", "")), (1, 0));
        let mitigate = ", strategy: mitigate";
        assert_eq!((count("risk-without-strategy", mitigate), count("serious-risk-unprepared", mitigate)), (0, 1));
    }

    #[test]
    fn both_rules_of_a_pair_exist() {
        for (winner, loser) in WINS {
            assert!(find(winner).is_some() && find(loser).is_some(), "{winner} over {loser}");
        }
    }
}
