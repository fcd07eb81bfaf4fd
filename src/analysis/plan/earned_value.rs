//! Earned value (`docs/numbers.md §6.5`).
//!
//! Source: PMI, *Practice Standard for Earned Value Management*; ANSI/EIA-748. Money is exact; a quotient of money is rounded once,
//! to six decimals, half to even; an index is one division at the end.

use rust_decimal::Decimal;

use super::Dates;
use super::progress::Part;
use crate::analysis::money::{self, share};
use crate::project::Project;

/// Work planned, work done and money spent, all in money, at the report date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarnedValue {
    /// How many tasks there are, without cancelled ones and groups.
    pub tasks: usize,
    /// How many of them have a planned cost and dates, and are counted.
    pub counted: usize,
    /// Places of the counted tasks that have begun and say nothing of how far they are.
    pub without_percent: Vec<usize>,
    /// Places of the counted tasks that have begun and say nothing of what they cost.
    pub without_cost: Vec<usize>,
    at_completion: Decimal,
    planned: Decimal,
    earned: Decimal,
    spent: Decimal,
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No task has a planned cost and dates.
    Plan,
    /// Tasks that have begun do not say how far they are.
    Percent,
    /// Tasks that have begun do not say what they cost.
    Cost,
    /// Nothing was to be done yet.
    NothingPlanned,
    /// Nothing is done yet.
    NothingEarned,
    /// Nothing is spent yet.
    NothingSpent,
    /// The planned cost is used up.
    NothingLeft,
    /// The amounts are too large to be reckoned with.
    TooLarge,
}

/// A number, or why there is none.
pub type Index<T> = Result<T, Missing>;

impl EarnedValue {
    /// The numbers at the report date.
    pub(in crate::analysis) fn of(project: &Project, dates: &[Dates]) -> Self {
        let parts = Part::all(project, dates);
        let mut value = Self { tasks: parts.len(), ..Self::default() };
        for part in &parts {
            let planned = part.planned_value(project.report_date, &project.calendar);
            if let Some((cost, planned)) = part.cost.zip(planned) {
                value.count(part, cost, planned);
            }
        }
        value
    }

    fn count(&mut self, part: &Part, cost: Decimal, planned: Decimal) {
        self.counted += 1;
        self.at_completion = self.at_completion.saturating_add(cost);
        self.planned = self.planned.saturating_add(planned);
        match part.earned() {
            Some(earned) => self.earned = self.earned.saturating_add(earned),
            None => self.without_percent.push(part.index),
        }
        if part.recorded.has_begun() {
            match part.spent {
                Some(spent) => self.spent = self.spent.saturating_add(spent),
                None => self.without_cost.push(part.index),
            }
        }
    }

    /// BAC, budget at completion: Σ planned cost.
    pub fn budget_at_completion(&self) -> Index<Decimal> {
        if self.counted == 0 { Err(Missing::Plan) } else { Ok(self.at_completion) }
    }

    /// What a budget has beyond the tasks; `None` if they have as much or more, or none is counted.
    pub fn outside(&self, budget: Decimal) -> Option<Decimal> {
        let beyond = budget.saturating_sub(self.budget_at_completion().ok()?).round();
        (beyond > Decimal::ZERO).then_some(beyond)
    }

    /// PV, planned value: Σ planned cost × per cent planned.
    pub fn planned_value(&self) -> Index<Decimal> {
        self.budget_at_completion().map(|_| self.planned)
    }

    /// EV, earned value: Σ planned cost × per cent complete.
    pub fn earned_value(&self) -> Index<Decimal> {
        self.budget_at_completion()?;
        if self.without_percent.is_empty() { Ok(self.earned) } else { Err(Missing::Percent) }
    }

    /// AC, actual cost: Σ actual cost of the tasks that have begun.
    pub fn actual_cost(&self) -> Index<Decimal> {
        self.budget_at_completion()?;
        if self.without_cost.is_empty() { Ok(self.spent) } else { Err(Missing::Cost) }
    }

    /// SV, schedule variance: EV − PV.
    pub fn schedule_variance(&self) -> Index<Decimal> {
        Ok(self.earned_value()?.saturating_sub(self.planned))
    }

    /// CV, cost variance: EV − AC.
    pub fn cost_variance(&self) -> Index<Decimal> {
        Ok(self.earned_value()?.saturating_sub(self.actual_cost()?))
    }

    /// SPI, schedule performance index: EV / PV. It ends at 1 however late the work is.
    pub fn schedule_index(&self) -> Index<f64> {
        share(self.earned_value()?, self.planned).ok_or(Missing::NothingPlanned)
    }

    /// CPI, cost performance index: EV / AC.
    pub fn cost_index(&self) -> Index<f64> {
        share(self.earned_value()?, self.actual_cost()?).ok_or(Missing::NothingSpent)
    }

    /// EAC, estimate at completion: BAC / CPI = BAC · AC / EV, as if past efficiency went on.
    pub fn estimate_at_completion(&self) -> Index<Decimal> {
        let (earned, spent) = (self.earned_value()?, self.actual_cost()?);
        if spent.is_zero() {
            return Err(Missing::NothingSpent);
        }
        if earned.is_zero() {
            return Err(Missing::NothingEarned);
        }
        self.at_completion.checked_mul(spent).ok_or(Missing::TooLarge)?;
        Ok(money::part(self.at_completion, spent, earned))
    }

    /// ETC, estimate to complete: EAC − AC.
    pub fn estimate_to_complete(&self) -> Index<Decimal> {
        Ok(self.estimate_at_completion()?.saturating_sub(self.actual_cost()?))
    }

    /// VAC, variance at completion: BAC − EAC.
    pub fn variance_at_completion(&self) -> Index<Decimal> {
        Ok(self.at_completion.saturating_sub(self.estimate_at_completion()?))
    }

    /// TCPI, to-complete performance index: (BAC − EV) / (BAC − AC).
    pub fn to_complete_index(&self) -> Index<f64> {
        let (earned, spent) = (self.earned_value()?, self.actual_cost()?);
        if spent >= self.at_completion {
            return Err(Missing::NothingLeft);
        }
        share(self.at_completion.saturating_sub(earned), self.at_completion.saturating_sub(spent)).ok_or(Missing::NothingLeft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::project;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn value(tasks: &str, report_date: &str) -> EarnedValue {
        let project = project(&[("tasks.yaml", tasks)], report_date);
        EarnedValue::of(&project, &Dates::of_tasks(&project))
    }

    fn money(amount: Index<Decimal>) -> String {
        amount.map_or_else(|why| format!("{why:?}"), |amount| amount.normalize().to_string())
    }

    /// Four sides of a fence, as preparations for the PMP exam have it: one side a day for 1000 each, on the third day.
    const FENCE: &str = "- {name: a, start: 2026-03-02, end: 2026-03-02, actual_start: 2026-03-02, actual_end: 2026-03-02, planned_cost: 1000, actual_cost: 1000}\n- {name: b, start: 2026-03-03, end: 2026-03-03, actual_start: 2026-03-03, actual_end: 2026-03-04, planned_cost: 1000, actual_cost: 1200}\n- {name: c, start: 2026-03-04, end: 2026-03-04, actual_start: 2026-03-04, percent: 50, planned_cost: 1000, actual_cost: 600}\n- {name: d, start: 2026-03-05, end: 2026-03-05, planned_cost: 1000}\n";

    #[test]
    fn what_is_known_as_of_today_earns_nothing_that_could_be_told() {
        let tasks = "name,start,end,planned cost,status,actual cost\nFilm,2026-03-02,2026-03-13,100,done,60\n";
        let value = |as_of| {
            let asked = ReportDateSource { as_of, otherwise: Date::new(2026, 3, 31) };
            let project = load(Folder::of_texts(&[("tasks.csv", tasks)]), asked);
            EarnedValue::of(&project, &Dates::of_tasks(&project)).earned_value()
        };
        assert!(value(None).is_ok());
        assert_eq!(value(Some(Date::new(2026, 3, 11))), Err(Missing::Percent));
    }

    #[test]
    fn the_fence() {
        let fence = value(FENCE, "2026-03-04");
        let amounts = [
            fence.budget_at_completion(),
            fence.planned_value(),
            fence.earned_value(),
            fence.actual_cost(),
            fence.schedule_variance(),
            fence.cost_variance(),
            fence.estimate_at_completion(),
            fence.estimate_to_complete(),
            fence.variance_at_completion(),
        ];
        assert_eq!(amounts.map(money), ["4000", "3000", "2500", "2800", "-500", "-300", "4480", "1680", "-480"]);
        assert!(same(fence.schedule_index().unwrap(), 2500.0 / 3000.0) && same(fence.cost_index().unwrap(), 2500.0 / 2800.0));
        assert!(same(fence.to_complete_index().unwrap(), 1.25));
    }

    #[test]
    fn what_is_missing_is_told() {
        let one = |fields: &str| value(&format!("- {{name: a, start: 2026-03-02, end: 2026-03-02, {fields}}}\n"), "2026-03-04");
        let without_percent = one("planned_cost: 10, actual_start: 2026-03-02, actual_cost: 1");
        assert_eq!((without_percent.earned_value(), without_percent.without_percent.as_slice()), (Err(Missing::Percent), &[0][..]));
        let without_cost = one("planned_cost: 10, actual_start: 2026-03-02, percent: 10");
        assert_eq!((without_cost.cost_index(), without_cost.without_cost.as_slice()), (Err(Missing::Cost), &[0][..]));
        assert_eq!(one("percent: 10").planned_value(), Err(Missing::Plan));
        assert_eq!(one("planned_cost: 10").estimate_at_completion(), Err(Missing::NothingSpent));
        assert_eq!(one("planned_cost: 10, percent: 50, actual_cost: 20").to_complete_index(), Err(Missing::NothingLeft));
        assert_eq!((one("percent: 10").counted, one("percent: 10").tasks), (0, 1));
    }

    #[test]
    fn groups_and_cancelled_work_are_not_counted() {
        let tasks = "- {id: A, name: a, start: 2026-03-02, end: 2026-03-06, planned_cost: 100}\n- {name: b, parent: A, start: 2026-03-02, end: 2026-03-06, planned_cost: 100}\n- {name: c, start: 2026-03-02, end: 2026-03-06, planned_cost: 100, status: cancelled}\n";
        let value = value(tasks, "2026-03-04");
        assert_eq!((value.tasks, money(value.planned_value())), (1, "60".to_owned()));
    }

    #[test]
    fn shares_of_money_are_rounded_once() {
        let third =
            value("- {name: a, start: 2026-03-02, end: 2026-03-04, planned_cost: 100, percent: 33.3, actual_cost: 40.1}\n", "2026-03-02");
        assert_eq!([third.planned_value(), third.schedule_variance()].map(money), ["33.333333", "-0.033333"]);
        assert_eq!(money(third.estimate_at_completion()), "120.42042");
    }

    #[test]
    fn a_budget_is_beyond_the_tasks_from_a_unit_on() {
        let fence = value(FENCE, "2026-03-04");
        let outside = |budget: &str| fence.outside(budget.parse().unwrap()).map(|amount| amount.to_string());
        assert_eq!(["3999", "4000", "4000.4", "4001"].map(outside), [None, None, None, Some("1".to_owned())]);
    }
}
