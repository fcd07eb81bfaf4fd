//! Where milestones and tasks stand against their dates (`numbers.md` 6.2–6.4). The network of dependencies is a matter of its own.

use super::numbers::same;
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
    pub(super) fn of_milestones(project: &Project) -> Vec<Self> {
        project.milestones.iter().map(|milestone| Self::of_milestone(milestone, project)).collect()
    }

    /// The dates of every task, by its place in the register.
    pub(super) fn of_tasks(project: &Project) -> Vec<Self> {
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
        let report_date = project.report_date;
        let actual = task.actual_end.filter(|day| *day <= report_date);
        let is_future = task.actual_start.is_some_and(|day| day > report_date);
        let percent = task.percent.map(|percent| percent.0).filter(|_| !is_future);
        let begun = task.actual_start.is_some_and(|day| day <= report_date)
            || percent.is_some_and(|percent| percent > 0.0)
            || task.status == Some(WorkStatus::InProgress);
        let day = actual.or_else(|| planned_end(task, &project.calendar));
        let state = state(&Facts { done_on: actual, status: task.status, percent, begun, day }, project);
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
        let further = u32::try_from(task.duration?.0).ok()?.saturating_sub(1);
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

/// The part of a task that is planned to be done by a day, 0 to 1: working days past of all working days.
pub fn planned_share(start: Date, end: Date, day: Date, calendar: &Calendar) -> f64 {
    let all = calendar.workdays_between(start, end);
    if all == 0 {
        return if day >= end { 1.0 } else { 0.0 };
    }
    calendar.workdays_between(start, end.min(day)) as f64 / all as f64
}

/// How much of the whole plan is done and should be done, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What should be done by the report date.
    pub planned: f64,
    /// What is; `None` if a task is begun and nothing says how far it is.
    pub actual: Option<f64>,
    /// Whether tasks are weighted by planned cost; else by working days.
    pub by_cost: bool,
}

impl Progress {
    /// Over the tasks that have a start and an end and are not cancelled; `None` if there are none.
    pub(super) fn of(project: &Project, dates: &[Dates]) -> Option<Self> {
        let live = project.tasks.iter().zip(dates).filter(|(_, dates)| dates.state != State::Cancelled);
        let parts: Vec<Part> = live.filter_map(|(task, dates)| Part::of(task, dates.state, project)).collect();
        let by_cost = !parts.is_empty() && parts.iter().all(|part| part.cost.is_some());
        let weight = |part: &Part| if by_cost { part.cost.unwrap_or(0.0) } else { part.workdays };
        let whole: f64 = parts.iter().map(weight).sum();
        if same(whole, 0.0) {
            return None;
        }
        let planned = parts.iter().map(|part| weight(part) * part.planned).sum::<f64>() / whole;
        let actual: Option<f64> = parts.iter().map(|part| Some(weight(part) * part.actual?)).sum();
        Some(Self { planned, actual: actual.map(|sum| sum / whole), by_cost })
    }
}

struct Part {
    cost: Option<f64>,
    workdays: f64,
    planned: f64,
    actual: Option<f64>,
}

impl Part {
    fn of(task: &Task, state: State, project: &Project) -> Option<Self> {
        use rust_decimal::prelude::ToPrimitive;
        let calendar = &project.calendar;
        let (start, end) = (task.baseline_start.or(task.start)?, task.baseline_end.or_else(|| planned_end(task, calendar))?);
        let actual = match state {
            State::Done(_) => Some(1.0),
            _ => task.percent.map(|percent| percent.0 / 100.0).or(task.actual_start.is_none().then_some(0.0)),
        };
        Some(Self {
            cost: task.planned_cost.as_ref().and_then(|cost| cost.value.to_f64()),
            workdays: calendar.workdays_between(start, end) as f64,
            planned: planned_share(start, end, project.report_date, calendar),
            actual,
        })
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
        assert_eq!(milestone("phase: Launch").is_open(), true);
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

    #[test]
    fn planned_share_counts_working_days() {
        let calendar = project(&[CHINA], "2026-01-01").calendar;
        let share = |start, end, on| planned_share(day(start), day(end), day(on), &calendar);
        for (on, expected) in [("2026-03-06", 0.5), ("2026-03-01", 0.0), ("2026-03-08", 0.5), ("2026-04-01", 1.0)] {
            assert_eq!(share("2026-03-02", "2026-03-13", on), expected, "{on}");
        }
        assert_eq!((share("2026-03-07", "2026-03-08", "2026-03-07"), share("2026-03-07", "2026-03-08", "2026-03-08")), (0.0, 1.0));
    }

    #[test]
    fn progress_of_the_whole() {
        let whole = |cost: &str| {
            let tasks = format!(
                "- {{name: A, start: 2026-03-02, end: 2026-03-06, actual_start: 2026-03-02, actual_end: 2026-03-06{cost}}}\n- {{name: B, start: 2026-03-09, end: 2026-03-20, actual_start: 2026-03-10, percent: 20, planned_cost: 500}}\n"
            );
            let project = project(&[("tasks.yaml", &tasks)], "2026-03-13");
            Progress::of(&project, &Dates::of_tasks(&project)).unwrap()
        };
        let (by_duration, by_cost) = (whole(""), whole(", planned_cost: 1000"));
        assert!(same(by_duration.planned, 2.0 / 3.0) && same(by_duration.actual.unwrap(), 0.466_666_666_666_666_7));
        assert!(same(by_cost.planned, 0.833_333_333_333_333_4) && same(by_cost.actual.unwrap(), 0.733_333_333_333_333_3));
        assert!(by_cost.by_cost && !by_duration.by_cost);
    }
}
