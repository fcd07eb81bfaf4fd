//! Whether departments get things in time (`docs/numbers.md §8.6`).

use super::numbers::share;
use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::coordination::{Handoff, HandoffStatus};

/// How a hand-off stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoffState {
    /// Accepted on or before its due day.
    OnTime,
    /// Accepted after it, or still open past it.
    Late(Lateness),
    /// Due, and nothing says how far it is.
    NotRecorded,
    /// Not due yet.
    Pending,
    /// It has no due day, or it is done on an unknown day.
    NotAssessable,
    /// Nobody waits for it any more.
    Cancelled,
}

/// How late a hand-off is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// Calendar days after the due day, moved to a working day.
    pub days: i64,
    /// Working days after it.
    pub workdays: i64,
    /// Whether it is still open.
    pub is_open: bool,
}

/// All hand-offs in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandoffTotals {
    /// Accepted in time.
    pub on_time: usize,
    /// Late.
    pub late: usize,
    /// Due, and nothing recorded.
    pub not_recorded: usize,
    /// Not due yet.
    pub pending: usize,
    /// Cannot be told.
    pub not_assessable: usize,
}

impl HandoffState {
    /// How every hand-off stands, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        project.handoffs.iter().map(|handoff| Self::of(handoff, project)).collect()
    }

    fn of(handoff: &Handoff, project: &Project) -> Self {
        let report_date = project.report_date;
        let accepted = handoff.accepted_on.filter(|day| *day <= report_date);
        if handoff.status == Some(HandoffStatus::Cancelled) {
            return Self::Cancelled;
        }
        let Some(due) = handoff.due.map(|due| project.calendar.due(due)) else { return Self::NotAssessable };
        let late = |until: Date, is_open: bool| {
            Self::Late(Lateness { days: due.days_until(until), workdays: project.calendar.distance(due, until), is_open })
        };
        match (accepted, handoff.status) {
            (Some(day), _) if day <= due => Self::OnTime,
            (Some(day), _) => late(day, false),
            (None, Some(HandoffStatus::Accepted | HandoffStatus::HandedOver)) => Self::NotAssessable,
            (None, _) if due >= report_date => Self::Pending,
            (None, Some(_)) => late(report_date, true),
            (None, None) => Self::NotRecorded,
        }
    }

    /// Late, accepted or not.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late(_))
    }
}

impl HandoffTotals {
    pub(super) fn of(states: &[HandoffState]) -> Self {
        let mut totals = Self::default();
        for state in states {
            match state {
                HandoffState::OnTime => totals.on_time += 1,
                HandoffState::Late(_) => totals.late += 1,
                HandoffState::NotRecorded => totals.not_recorded += 1,
                HandoffState::Pending => totals.pending += 1,
                HandoffState::NotAssessable => totals.not_assessable += 1,
                HandoffState::Cancelled => {}
            }
        }
        totals
    }

    /// In time, of those in time or late.
    pub fn rate(&self) -> Option<f64> {
        share(self.on_time, self.on_time + self.late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{CHINA, project};

    #[test]
    fn eight() {
        let handoffs = "what,due,accepted_on,status
1,2026-02-14,2026-02-14,
2,2026-02-14,2026-02-24,
3,2026-03-05,,open
3b,2026-03-05,,
3c,2026-02-15,2026-02-24,
4,2026-03-06,,
5,2026-03-01,2026-04-01,
6,,,
7,2026-03-01,,accepted
8,2026-03-01,,cancelled
";
        let project = project(&[CHINA, ("handoffs.csv", handoffs)], "2026-03-06");
        let states = HandoffState::all(&project);
        let totals = HandoffTotals::of(&states);
        assert_eq!(totals, HandoffTotals { on_time: 2, late: 2, not_recorded: 2, pending: 1, not_assessable: 2 });
        assert_eq!(totals.rate(), Some(0.5));
        let late: Vec<Lateness> =
            states.iter().filter_map(|state| if let HandoffState::Late(late) = state { Some(*late) } else { None }).collect();
        assert_eq!(late, [Lateness { days: 10, workdays: 1, is_open: false }, Lateness { days: 1, workdays: 1, is_open: true }]);
        assert_eq!(states[8..], [HandoffState::NotAssessable, HandoffState::Cancelled]);
    }
}
