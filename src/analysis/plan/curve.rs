//! Planned value, earned value and actual cost over time: the S-curves of earned value (`docs/numbers.md §6.5`).

use rust_decimal::Decimal;

use super::progress::Part;
use super::{Dates, EarnedValue};
use crate::analysis::money;
use crate::calendar::Date;
use crate::project::Project;

/// What is planned, earned and spent by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValuePoint {
    /// The end of a month, the report date, or the last day planned.
    pub day: Date,
    /// Planned by then.
    pub planned: Decimal,
    /// Earned by then; `None` after the report date, or where it is not known now.
    pub earned: Option<Decimal>,
    /// Spent by then; `None` as above.
    pub spent: Option<Decimal>,
}

impl ValuePoint {
    /// What was earned by then less what was planned by then.
    pub fn schedule_variance(&self) -> Option<Decimal> {
        self.earned.map(|earned| earned.saturating_sub(self.planned))
    }

    /// What was earned by then less what was spent by then.
    pub fn cost_variance(&self) -> Option<Decimal> {
        self.earned.zip(self.spent).map(|(earned, spent)| earned.saturating_sub(spent))
    }
}

/// Ten years of months, at most.
const MOST_MONTHS: usize = 120;

impl EarnedValue {
    /// The curves up to the last day planned or the report date. What a task has earned and cost is known now, and not how it came
    /// about: it is spread evenly over the working days from its beginning to its end, or to the report date.
    pub fn curve(&self, project: &Project, dates: &[Dates]) -> Vec<ValuePoint> {
        let parts: Vec<Part> = Part::all(project, dates).into_iter().filter(|part| part.cost.is_some() && part.days.is_some()).collect();
        let days = || parts.iter().filter_map(|part| part.days);
        let (Some(first), Some(last)) = (days().map(|(start, _)| start).min(), days().map(|(_, end)| end).max()) else {
            return Vec::new();
        };
        let point = |day: Date| {
            let is_past = day <= project.report_date;
            let sum = |of: &dyn Fn(&Part) -> Option<Decimal>| parts.iter().filter_map(of).fold(Decimal::ZERO, Decimal::saturating_add);
            ValuePoint {
                day,
                planned: sum(&|part| part.planned_value(day, &project.calendar)),
                earned: (is_past && self.earned_value().is_ok()).then(|| sum(&|part| spread(part, part.earned()?, day, project))),
                spent: (is_past && self.actual_cost().is_ok()).then(|| sum(&|part| spread(part, part.spent?, day, project))),
            }
        };
        let ends = (0..).map(|month| first.first_of_month().plus_months(month + 1).plus(-1)).take(MOST_MONTHS);
        let mut days: Vec<Date> = ends.take_while(|day| *day < last.max(project.report_date)).collect();
        days.extend([first.plus(-1), last, project.report_date]);
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(point).collect()
    }
}

/// The part of an amount that falls on the days up to one of them.
fn spread(part: &Part, amount: Decimal, day: Date, project: &Project) -> Option<Decimal> {
    let recorded = part.recorded;
    if !recorded.has_begun() {
        return None;
    }
    let (start, end) = part.days?;
    let until = recorded.ended.unwrap_or(if recorded.is_done() { end.min(project.report_date) } else { project.report_date });
    let from = recorded.started.unwrap_or(start).min(until);
    let share = match project.calendar.workdays_between(from, until) {
        0 => return (day >= until).then_some(amount),
        all => (Decimal::from(project.calendar.workdays_between(from, until.min(day))), Decimal::from(all)),
    };
    Some(money::part(amount, share.0, share.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};

    #[test]
    fn the_curves_end_at_the_numbers_of_the_report_date() {
        let tasks = "- {name: a, start: 2026-03-02, end: 2026-03-13, actual_start: 2026-03-02, actual_end: 2026-03-06, planned_cost: 1000, actual_cost: 500}\n- {name: b, start: 2026-03-30, end: 2026-04-10, actual_start: 2026-03-30, percent: 20, planned_cost: 1000, actual_cost: 400}\n";
        let project = project(&[("tasks.yaml", tasks)], "2026-04-01");
        let dates = Dates::of_tasks(&project);
        let value = EarnedValue::of(&project, &dates);
        let curve = value.curve(&project, &dates);
        let told: Vec<_> =
            curve.iter().map(|point| (point.day.to_string(), point.planned.round(), point.earned.map(|amount| amount.round()))).collect();
        let expected =
            [("2026-03-01", 0, Some(0)), ("2026-03-31", 1200, Some(1133)), ("2026-04-01", 1300, Some(1200)), ("2026-04-10", 2000, None)];
        assert_eq!(told, expected.map(|(day, planned, earned)| (day.to_owned(), planned.into(), earned.map(Decimal::from))));
        let now = curve.iter().find(|point| point.day == day("2026-04-01")).unwrap();
        assert_eq!(
            (now.planned, now.earned, now.spent),
            (value.planned_value().unwrap(), value.earned_value().ok(), value.actual_cost().ok())
        );
    }

    #[test]
    fn what_is_not_known_now_is_not_drawn() {
        let tasks = "- {name: a, start: 2026-03-02, end: 2026-03-13, actual_start: 2026-03-02, planned_cost: 1000, actual_cost: 500}\n";
        let project = project(&[("tasks.yaml", tasks)], "2026-03-06");
        let dates = Dates::of_tasks(&project);
        let curve = EarnedValue::of(&project, &dates).curve(&project, &dates);
        assert!(curve.iter().all(|point| point.earned.is_none()) && curve.iter().any(|point| point.spent.is_some()));
    }

    #[test]
    fn work_of_a_weekend_is_earned_on_its_last_day() {
        let tasks = "- {name: a, start: 2026-03-07, end: 2026-03-08, actual_start: 2026-03-07, actual_end: 2026-03-08, planned_cost: 1000, actual_cost: 400}\n";
        let project = project(&[("tasks.yaml", tasks)], "2026-03-10");
        let dates = Dates::of_tasks(&project);
        let curve = EarnedValue::of(&project, &dates).curve(&project, &dates);
        let earned: Vec<_> = curve.iter().map(|point| (point.day.to_string(), point.earned.map(|amount| amount.round()))).collect();
        let expected = [("2026-03-06", 0), ("2026-03-08", 1000), ("2026-03-10", 1000)];
        assert_eq!(earned, expected.map(|(day, amount)| (day.to_owned(), Some(Decimal::from(amount)))));
    }
}
