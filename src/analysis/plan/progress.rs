//! How much of the plan should be done, and how much is (`docs/numbers.md §6.4`).

use rust_decimal::Decimal;

use super::{Dates, Groups, Recorded, State, planned_end};
use crate::analysis::money::{part, share};
use crate::calendar::{Calendar, Date};
use crate::project::types::Amount;
use crate::project::{Kind, Project, RecordId};

/// The part of a task that is planned to be done by a day, 0 to 1: working days past of all working days.
pub fn planned_share(start: Date, end: Date, day: Date, calendar: &Calendar) -> Decimal {
    let (past, all) = planned_days(start, end, day, calendar);
    (Decimal::from(past) / Decimal::from(all)).normalize()
}

/// Working days past by a day, and all of them, never 0. Where none is worked, all is due on the last day.
fn planned_days(start: Date, end: Date, day: Date, calendar: &Calendar) -> (i64, i64) {
    match calendar.workdays_between(start, end) {
        0 => (i64::from(day >= end), 1),
        all => (calendar.workdays_between(start, end.min(day)), all),
    }
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
    pub(in crate::analysis) fn of(project: &Project, dates: &[Dates]) -> Option<Self> {
        let parts: Vec<Part> = Part::all(project, dates).into_iter().filter(|part| part.days.is_some()).collect();
        let by_cost = !parts.is_empty() && parts.iter().all(|part| part.cost.is_some());
        let weight = |part: &Part| if by_cost { part.cost } else { Some(Decimal::from(part.workdays(&project.calendar))) };
        let sum = |of: &dyn Fn(&Part) -> Option<Decimal>| {
            parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(weight(part)?.checked_mul(of(part)?)?))
        };
        let whole = sum(&|_| Some(Decimal::ONE))?;
        let planned = sum(&|part| part.planned(project.report_date, &project.calendar))?;
        let actual = sum(&|part| part.recorded.share_done());
        Some(Self { planned: share(planned, whole)?, actual: actual.and_then(|actual| share(actual, whole)), by_cost })
    }
}

/// A task as a part of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    /// Its place in the register.
    pub(super) index: usize,
    /// Its first and last day, as once agreed, else as planned now.
    pub(super) days: Option<(Date, Date)>,
    /// What it is planned to cost, in the project's currency.
    pub(super) cost: Option<Decimal>,
    /// What it has cost.
    pub(super) spent: Option<Decimal>,
    /// What it says of its progress.
    pub(super) recorded: Recorded,
}

impl Part {
    /// Every task that is neither cancelled nor a group of others.
    pub(super) fn all(project: &Project, dates: &[Dates]) -> Vec<Self> {
        let groups = Groups::of(project);
        let live = project.tasks.iter().zip(dates).enumerate();
        let live = live.filter(|(index, (_, dates))| dates.state != State::Cancelled && !groups.is_group(*index));
        let currency = project.settings.project.currency.as_ref().map(|code| code.to_uppercase());
        let ours = |amount: &Option<Amount>| {
            let amount = amount.as_ref()?;
            let is_ours = currency.is_none() || amount.currency.is_none_or(|code| Some(code) == currency.as_deref());
            is_ours.then_some(amount.value)
        };
        let is_of_today = |index| project.is_known_today_only(RecordId { kind: Kind::Tasks, index });
        let part = |(index, (task, _)): (usize, (&crate::project::Entry<_>, _))| {
            let task: &crate::project::registers::plan::Task = task;
            let start = task.baseline_start.or(task.start);
            let end = task.baseline_end.or_else(|| planned_end(task, &project.calendar));
            Self {
                index,
                days: start.zip(end),
                cost: ours(&task.planned_cost),
                spent: ours(&task.actual_cost),
                recorded: if is_of_today(index) { Recorded::UNKNOWN } else { Recorded::of(task, project.report_date) },
            }
        };
        live.map(part).collect()
    }

    fn workdays(&self, calendar: &Calendar) -> i64 {
        self.days.map_or(0, |(start, end)| calendar.workdays_between(start, end))
    }

    /// The part of it that is planned to be done by a day, 0 to 1.
    fn planned(&self, day: Date, calendar: &Calendar) -> Option<Decimal> {
        self.days.map(|(start, end)| planned_share(start, end, day, calendar))
    }

    /// The planned cost of what is done; `None` if it has begun and nothing says how far it is.
    pub(super) fn earned(&self) -> Option<Decimal> {
        Some(part(self.cost?, self.recorded.share_done()?, Decimal::ONE))
    }

    /// What is planned to be earned by a day: a share of the planned cost, rounded once to six decimals, half to even.
    pub(super) fn planned_value(&self, day: Date, calendar: &Calendar) -> Option<Decimal> {
        let (start, end) = self.days?;
        let (past, all) = planned_days(start, end, day, calendar);
        Some(part(self.cost?, past.into(), all.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{CHINA, day, project};

    #[test]
    fn planned_share_counts_working_days() {
        let calendar = project(&[CHINA], "2026-01-01").calendar;
        let share = |start, end, on| planned_share(day(start), day(end), day(on), &calendar);
        for (on, expected) in [("2026-03-06", "0.5"), ("2026-03-01", "0"), ("2026-03-08", "0.5"), ("2026-04-01", "1")] {
            assert_eq!(share("2026-03-02", "2026-03-13", on).to_string(), expected, "{on}");
        }
        let weekend = |on| share("2026-03-07", "2026-03-08", on);
        assert_eq!((weekend("2026-03-07"), weekend("2026-03-08")), (Decimal::ZERO, Decimal::ONE));
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

    #[test]
    fn a_cost_in_another_currency_is_none() {
        let of = |cost: &str| {
            let tasks = format!("- {{name: A, start: 2026-03-02, end: 2026-03-06, planned_cost: {cost}}}\n");
            let project = project(&[("alongside.yaml", "project: {currency: EUR}\n"), ("tasks.yaml", &tasks)], "2026-03-13");
            Part::all(&project, &Dates::of_tasks(&project)).remove(0).cost.map(|cost| cost.to_string())
        };
        assert_eq!(["US$5", "€5", "5"].map(of), [None, Some("5".to_owned()), Some("5".to_owned())]);
    }
}
