//! Where milestones and tasks stand against their own dates (`docs/numbers.md §6.2, §6.3`).

use super::Recorded;
use crate::calendar::{Calendar, Date};
use crate::project::Project;
use crate::project::registers::plan::{Milestone, Task};
use crate::project::registers::words::WorkStatus;

/// A move of a date against its baseline; positive is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// In calendar days.
    pub days: i64,
    /// In working days.
    pub workdays: i64,
}

/// How a milestone or a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Reached or finished; the day, if it was written down.
    Done(Option<Date>),
    /// Nobody works on it any more.
    Cancelled,
    /// Begun, and in time.
    InProgress,
    /// Ahead.
    Planned,
    /// Past its day and still open, as the record itself says.
    Late {
        /// Working days since the day it was due.
        workdays: i64,
    },
    /// Past its day, and nothing says whether it is done.
    NotRecorded,
    /// It has no day.
    Undated,
}

/// The dates of a milestone or a task at the report date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// Where it stands.
    pub state: State,
    /// The day that counts: the actual one, else the one now planned.
    pub day: Option<Date>,
    /// The day once agreed.
    pub baseline: Option<Date>,
    /// How far the day that counts is from the baseline.
    pub shift: Option<Shift>,
}

impl Shift {
    /// From one day to another.
    pub fn between(baseline: Date, current: Date, calendar: &Calendar) -> Self {
        Self { days: baseline.days_until(current), workdays: calendar.distance(baseline, current) }
    }

    /// The slip in calendar days; an earlier date is none.
    pub fn slip_days(self) -> i64 {
        self.days.max(0)
    }

    /// The slip in working days.
    pub fn slip_workdays(self) -> i64 {
        self.workdays.max(0)
    }
}

impl State {
    /// Whether something is left to do, as far as one knows.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Done(_) | Self::Cancelled)
    }

    /// Late by the record's own words.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late { .. })
    }
}

impl Dates {
    /// The dates of every milestone, by its place in the register.
    pub(in crate::analysis) fn of_milestones(project: &Project) -> Vec<Self> {
        project.milestones.iter().map(|milestone| Self::of_milestone(milestone, project)).collect()
    }

    /// The dates of every task, by its place in the register.
    pub(in crate::analysis) fn of_tasks(project: &Project) -> Vec<Self> {
        project.tasks.iter().map(|task| Self::of_task(task, project)).collect()
    }

    fn of_milestone(milestone: &Milestone, project: &Project) -> Self {
        let report_date = project.report_date;
        let actual = milestone.actual.filter(|day| *day <= report_date);
        let day = actual.or(milestone.forecast).or(milestone.baseline);
        let begun = milestone.status == Some(WorkStatus::InProgress);
        let state = state(&Facts { done_on: actual, status: milestone.status, percent: None, begun, day }, project);
        Self::new(state, day, milestone.baseline, &project.calendar)
    }

    fn of_task(task: &Task, project: &Project) -> Self {
        let recorded = Recorded::of(task, project.report_date);
        let Recorded { ended, status, percent, .. } = recorded;
        let day = ended.or_else(|| planned_end(task, &project.calendar));
        let state = state(&Facts { done_on: ended, status, percent, begun: recorded.has_begun(), day }, project);
        Self::new(state, day, task.baseline_end, &project.calendar)
    }

    fn new(state: State, day: Option<Date>, baseline: Option<Date>, calendar: &Calendar) -> Self {
        let shift = baseline.zip(day).map(|(baseline, day)| Shift::between(baseline, day, calendar));
        Self { state, day, baseline, shift }
    }
}

/// The last day of a task as planned: its end, else its start and duration.
pub fn planned_end(task: &Task, calendar: &Calendar) -> Option<Date> {
    task.end.or_else(|| {
        let further = u32::try_from(task.duration?.days()).ok()?.saturating_sub(1);
        Some(calendar.plus(calendar.due(task.start?), further))
    })
}

struct Facts {
    done_on: Option<Date>,
    status: Option<WorkStatus>,
    percent: Option<f64>,
    begun: bool,
    day: Option<Date>,
}

/// Late is only what says itself that it is open: unknown is not late. A due day that is not worked moves to the next one.
fn state(facts: &Facts, project: &Project) -> State {
    if facts.done_on.is_some() {
        return State::Done(facts.done_on);
    }
    match facts.status {
        Some(WorkStatus::Done) => return State::Done(None),
        Some(WorkStatus::Cancelled) => return State::Cancelled,
        _ if facts.percent.is_some_and(|percent| percent >= 100.0) => return State::Done(None),
        _ => {}
    }
    let Some(due) = facts.day.map(|day| project.calendar.due(day)) else {
        return if facts.begun { State::InProgress } else { State::Undated };
    };
    let is_open = facts.status.is_some() || facts.percent.is_some();
    match () {
        () if due >= project.report_date && facts.begun => State::InProgress,
        () if due >= project.report_date => State::Planned,
        () if is_open => State::Late { workdays: project.calendar.distance(due, project.report_date) },
        () => State::NotRecorded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{CHINA, day, project};

    #[test]
    fn shifts_and_slips() {
        let calendar = project(&[CHINA], "2026-01-01").calendar;
        for (baseline, current, days, workdays) in [
            ("2026-02-13", "2026-02-24", 11, 2),
            ("2026-03-10", "2026-03-06", -4, -2),
            ("2026-03-10", "2026-03-10", 0, 0),
            ("2026-03-06", "2026-03-08", 2, 0),
        ] {
            let shift = Shift::between(day(baseline), day(current), &calendar);
            assert_eq!(shift, Shift { days, workdays }, "{baseline}");
            assert_eq!((shift.slip_days(), shift.slip_workdays()), (days.max(0), workdays.max(0)));
        }
    }

    fn state_of(register: &str, fields: &str, report_date: &str) -> State {
        let text = format!("- {{name: Shelf, {fields}}}\n");
        let project = project(&[CHINA, (&format!("{register}.yaml"), &text)], report_date);
        let mut all = Dates::of_milestones(&project);
        all.extend(Dates::of_tasks(&project));
        all[0].state
    }

    #[test]
    fn unknown_is_not_late() {
        let milestone = |fields| state_of("milestones", fields, "2026-02-25");
        assert_eq!(milestone("baseline: 2026-02-13"), State::NotRecorded);
        assert_eq!(milestone("baseline: 2026-02-13, status: late"), State::Late { workdays: 3 });
        assert_eq!(milestone("baseline: 2026-02-13, actual: 2026-02-14"), State::Done(Some(day("2026-02-14"))));
        assert_eq!(milestone("baseline: 2026-02-13, actual: 2026-03-14"), State::NotRecorded, "dated later");
        assert_eq!(milestone("forecast: 2026-03-13, status: in progress"), State::InProgress);
        assert_eq!(milestone("status: done"), State::Done(None));
        assert!(milestone("phase: Launch").is_open());
    }

    #[test]
    fn a_due_day_that_is_not_worked_moves_on() {
        let task = |report_date| state_of("tasks", "end: 2026-02-15, percent: 50", report_date);
        assert_eq!(task("2026-02-24"), State::InProgress);
        assert_eq!(task("2026-02-25"), State::Late { workdays: 1 });
        assert_eq!(state_of("tasks", "start: 2026-02-12, duration: 4, percent: 0", "2026-02-25"), State::Late { workdays: 1 });
        assert_eq!(state_of("tasks", "end: 2026-02-15, percent: 100", "2026-03-25"), State::Done(None));
        assert_eq!(state_of("tasks", "end: 2026-02-15, status: cancelled", "2026-03-25"), State::Cancelled);
        assert_eq!(state_of("tasks", "owner: ''", "2026-03-25"), State::Undated);
    }
}
