//! How fast changes are decided and applied (`docs/numbers.md §8.7`).

use super::numbers::Durations;
use crate::calendar::Date;
use crate::project::registers::strategy::{Change, ChangeDecision};
use crate::project::{Entry, Kind, Project, RecordId};

/// The days of one change, in calendar days: a market does not stop on Sundays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChangeNumbers {
    /// From raised to decided.
    pub to_decide: Option<i64>,
    /// From decided to applied.
    pub to_apply: Option<i64>,
    /// From raised to applied.
    pub in_all: Option<i64>,
    /// Since it was raised, unless it is applied, rejected or deferred.
    pub waiting: Option<i64>,
    /// Whether one of its days is before the one that must precede it.
    pub is_out_of_order: bool,
}

/// All changes in numbers, each over those that have both days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChangeSpeed {
    /// From raised to decided.
    pub to_decide: Durations,
    /// From decided to applied.
    pub to_apply: Durations,
    /// From raised to applied.
    pub in_all: Durations,
}

impl ChangeNumbers {
    /// The days of every change, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        let of = |(index, change): (usize, &Entry<Change>)| {
            let numbers = Self::of(change, project.report_date);
            // Looking back, nobody knows whether it was decided by then.
            let is_unsure = project.is_known_today_only(RecordId { kind: Kind::Changes, index });
            Self { waiting: numbers.waiting.filter(|_| !is_unsure), ..numbers }
        };
        project.changes.iter().enumerate().map(of).collect()
    }

    fn of(change: &Change, report_date: Date) -> Self {
        let past = |day: Option<Date>| day.filter(|day| *day <= report_date);
        let (raised, decided, applied) = (past(change.raised), past(change.decided), past(change.applied));
        let between = |from: Option<Date>, to: Option<Date>| Some(from?.days_until(to?));
        let spans = [between(raised, decided), between(decided, applied), between(raised, applied)];
        let [to_decide, to_apply, in_all] = spans.map(|days| days.filter(|days| *days >= 0));
        let is_settled = matches!(change.decision, Some(ChangeDecision::Rejected | ChangeDecision::Deferred | ChangeDecision::Applied));
        let waits = applied.is_none() && !is_settled;
        Self {
            to_decide,
            to_apply,
            in_all,
            waiting: raised.filter(|_| waits).map(|raised| raised.days_until(report_date)),
            is_out_of_order: spans.into_iter().flatten().any(|days| days < 0),
        }
    }
}

impl ChangeSpeed {
    pub(super) fn of(changes: &[ChangeNumbers]) -> Self {
        let durations = |days: fn(&ChangeNumbers) -> Option<i64>| Durations::of(&changes.iter().filter_map(days).collect::<Vec<_>>());
        Self {
            to_decide: durations(|change| change.to_decide),
            to_apply: durations(|change| change.to_apply),
            in_all: durations(|change| change.in_all),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn looking_back_what_was_decided_on_an_unknown_day_does_not_wait() {
        let changes =
            "title,raised,decided,decision,applied\n1,2026-03-02,,approved,\n2,2026-03-02,2026-03-05,approved,\n3,2026-03-02,,,\n";
        let asked = ReportDateSource { as_of: Some(day("2026-03-20")), otherwise: day("2026-08-01") };
        let project = load(Folder::of_texts(&[("changes.csv", changes)]), asked);
        assert_eq!(ChangeNumbers::all(&project).iter().map(|change| change.waiting).collect::<Vec<_>>(), [None, Some(18), Some(18)]);
    }

    #[test]
    fn seven() {
        let changes = "title,raised,decided,decision,applied
1,2026-03-02,2026-03-05,approved,2026-03-05
2,2026-03-02,2026-03-09,rejected,
3,2026-03-02,2026-03-09,approved,2026-04-09
4,2026-03-10,2026-03-01,,
5,2026-03-12,,,
6,2026-03-04,,,2026-03-14
7,2026-03-04,,applied,
";
        let all = ChangeNumbers::all(&project(&[("changes.csv", changes)], "2026-03-20"));
        let row = |to_decide, to_apply, in_all, waiting| ChangeNumbers { to_decide, to_apply, in_all, waiting, is_out_of_order: false };
        let expected = [
            row(Some(3), Some(0), Some(3), None),
            row(Some(7), None, None, None),
            row(Some(7), None, None, Some(18)),
            ChangeNumbers { is_out_of_order: true, ..row(None, None, None, Some(10)) },
            row(None, None, None, Some(8)),
            row(None, None, Some(10), None),
            row(None, None, None, None),
        ];
        assert_eq!(all, expected);
        let speed = ChangeSpeed::of(&all);
        assert_eq!(speed.to_decide, Durations { count: 3, median: Some(7.0), p90: None, max: Some(7) });
        assert_eq!((speed.to_apply.median, speed.in_all.median), (Some(0.0), Some(6.5)));
    }
}
