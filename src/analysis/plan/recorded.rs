//! What is recorded of a task by the report date (`docs/numbers.md §6.2`): what happened later does not exist yet.

use rust_decimal::Decimal;

use crate::calendar::Date;
use crate::project::registers::plan::Task;
use crate::project::registers::words::WorkStatus;

/// What a task itself says of its progress at the report date.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Recorded {
    /// The day it began.
    pub started: Option<Date>,
    /// The day it ended.
    pub ended: Option<Date>,
    /// Its state in a word.
    pub status: Option<WorkStatus>,
    /// Per cent complete, as written.
    pub percent: Option<f64>,
    /// Working days left.
    pub remaining: Option<i64>,
}

impl Recorded {
    /// Of what is known of another day only: it may have begun, and nothing says how far it was.
    pub(super) const UNKNOWN: Self =
        Self { started: None, ended: None, status: Some(WorkStatus::InProgress), percent: None, remaining: None };

    /// What is recorded by a day. With an actual day that is later, the progress of the task is hidden too.
    pub fn of(task: &Task, day: Date) -> Self {
        let is_later = |date: Option<Date>| date.is_some_and(|date| date > day);
        let is_hidden = is_later(task.actual_start) || is_later(task.actual_end);
        Self {
            started: task.actual_start.filter(|start| *start <= day),
            ended: task.actual_end.filter(|end| *end <= day),
            status: task.status.filter(|status| !(is_hidden && *status == WorkStatus::Done)),
            percent: task.percent.map(|percent| percent.0).filter(|_| !is_hidden),
            remaining: task.remaining.map(|left| left.days().max(0)).filter(|_| !is_hidden),
        }
    }

    /// Whether all of it is done, with or without a day on which it ended.
    pub fn is_done(&self) -> bool {
        self.ended.is_some() || self.status == Some(WorkStatus::Done) || self.percent.is_some_and(|percent| percent >= 100.0)
    }

    /// Whether work on it has begun.
    pub fn has_begun(&self) -> bool {
        self.started.is_some()
            || self.is_done()
            || self.percent.is_some_and(|percent| percent > 0.0)
            || self.status == Some(WorkStatus::InProgress)
    }

    /// The part of it that is done, 0 to 1, exactly: all of what is done, nothing of what has not begun; `None` if it has begun
    /// and nothing says how far it is.
    pub fn share_done(&self) -> Option<Decimal> {
        if self.is_done() {
            return Some(Decimal::ONE);
        }
        if !self.has_begun() {
            return Some(Decimal::ZERO);
        }
        exact(self.percent?)?.checked_div(Decimal::ONE_HUNDRED)
    }
}

/// A number as it was written, through its shortest decimal text.
fn exact(value: f64) -> Option<Decimal> {
    value.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};

    fn recorded(fields: &str) -> Recorded {
        let text = format!("- {{name: Shelf, {fields}}}\n");
        Recorded::of(&project(&[("tasks.yaml", &text)], "2026-03-04").tasks[0], day("2026-03-04"))
    }

    #[test]
    fn what_happened_later_hides_the_progress() {
        let later = recorded("actual_start: 2026-03-02, actual_end: 2026-03-20, percent: 100, remaining: 0, status: done");
        assert_eq!(later, Recorded { started: Some(day("2026-03-02")), ..Recorded::default() });
        assert!(later.has_begun() && !later.is_done());
        assert!(!recorded("actual_start: 2026-03-23, percent: 20").has_begun());
        assert!(recorded("percent: 1").has_begun() && !recorded("percent: 0").has_begun());
    }

    #[test]
    fn shares_are_exact() {
        let share = |fields| recorded(fields).share_done().map(|share| share.to_string());
        assert_eq!(share("percent: 33.3").as_deref(), Some("0.333"));
        assert_eq!((share("status: done"), share("percent: 100")), (Some("1".into()), Some("1".into())));
        assert_eq!((share("percent: 0"), share("actual_start: 2026-03-02")), (Some("0".into()), None));
    }
}
