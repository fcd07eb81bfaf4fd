//! The order of a register's table: what is overdue first, then what is open, then what is over.

use std::cmp::Reverse;

use crate::checklist::Assessment;
use crate::project::{AnyEntry, Kind, Order, RecordId};

/// How much a record asks of its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// Its day is past, by so many working days.
    Overdue(Reverse<i64>),
    /// Something may still be asked of it.
    Open,
    /// Nothing is.
    Over,
}

/// How much a record asks of its readers.
pub(crate) fn urgency(of: &Assessment, id: RecordId) -> Urgency {
    match of.analysis.duties.of_record(id).map(|duty| duty.workdays_late) {
        Some(Some(workdays)) => Urgency::Overdue(Reverse(workdays)),
        None if of.project.record(id).and_then(AnyEntry::still_open) == Some(false) => Urgency::Over,
        Some(None) | None => Urgency::Open,
    }
}

/// The records of a register in the order of its table.
pub(crate) fn ordered(of: &Assessment, kind: Kind) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = (0..of.project.registers.len(kind)).map(|index| RecordId { kind, index }).collect();
    let day = |id: &RecordId| of.project.record(*id).and_then(AnyEntry::day);
    let due = |id: &RecordId| of.analysis.duties.of_record(*id).and_then(|duty| duty.due);
    match kind.shown().order {
        Order::AsWritten => ids.sort_by_cached_key(|id| (urgency(of, *id), due(id).is_none(), due(id))),
        Order::ByDay => ids.sort_by_cached_key(|id| (urgency(of, *id), day(id).is_none(), day(id))),
        Order::NewestFirst => ids.sort_by_cached_key(|id| Reverse(day(id))),
        Order::HighestScore => {
            let score = |id: &RecordId| of.analysis.risks.get(id.index).and_then(|risk| risk.current).map(|now| now.score);
            // A chance is no risk to begin with, however high it scores.
            let is_opportunity = |id: &RecordId| of.project.risks.get(id.index).is_some_and(|risk| risk.is_opportunity());
            ids.sort_by_cached_key(|id| (urgency(of, *id) == Urgency::Over, is_opportunity(id), Reverse(score(id))));
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    fn order(file: &str, kind: Kind, records: &str) -> Vec<usize> {
        let [ids, _] = each(&[(file, records)], |page| page.records(kind).iter().map(|id| id.index).collect::<Vec<_>>());
        ids
    }

    #[test]
    fn what_is_overdue_comes_first_and_what_is_over_last() {
        let issues = "- {title: a, due: 2026-03-02, status: done}\n- {title: b, due: 2026-05-01, status: open}\n- {title: c, status: open}\n\
            - {title: d, due: 2026-03-27, status: open}\n- {title: e, due: 2026-04-03, status: open}\n- {title: f, due: 2026-03-20, status: open}\n";
        assert_eq!(order("issues.yaml", Kind::Issues, issues), [5, 3, 4, 1, 2, 0]);
    }

    #[test]
    fn risks_are_ordered_by_their_score_and_closed_ones_come_last() {
        let risks = "- {title: a, probability: 5, impact: 5, status: closed}\n- {title: b, probability: 2, impact: 2}\n\
            - {title: c}\n- {title: d, probability: 4, impact: 4}\n- {title: e, kind: opportunity, probability: 5, impact: 5}\n";
        assert_eq!(order("risks.yaml", Kind::Risks, risks), [3, 1, 2, 4, 0], "opportunities come after threats");
    }

    #[test]
    fn the_newest_decision_is_first() {
        let decisions = "- {title: a, date: 2026-03-02}\n- {title: b, date: 2026-03-20}\n";
        assert_eq!(order("decisions.yaml", Kind::Decisions, decisions), [1, 0]);
    }
}
