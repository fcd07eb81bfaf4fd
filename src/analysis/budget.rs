//! Money planned, committed, spent and expected, exactly (`docs/numbers.md §0.2, §7.2`).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::money::share;
use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::resources::BudgetLine;
use crate::project::types::{Amount, Text};
use crate::source::fold::fold;

/// The sums of some budget lines, in the project's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Planned in all.
    pub planned: Decimal,
    /// Planned for the periods that have ended.
    pub planned_to_date: Decimal,
    /// Of that, what is planned for lines whose spending is recorded: spending is held against it, since unknown is not nothing.
    pub planned_accounted: Decimal,
    /// Committed, what is paid included.
    pub committed: Decimal,
    /// Spent in all periods that have begun.
    pub actual: Decimal,
    /// Spent in the periods that have ended.
    pub actual_to_date: Decimal,
    /// Expected in the end.
    pub at_completion: Decimal,
}

/// A category of the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name, as its first line has it.
    pub name: Text,
    /// The places of its lines in the register.
    pub lines: Vec<usize>,
    /// Their sums.
    pub sums: Sums,
}

/// What is planned, committed, spent and expected up to a day, of the periods that have ended by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetPoint {
    /// The end of a month.
    pub day: Date,
    /// Planned by then.
    pub planned: Decimal,
    /// Committed by then, what is paid included.
    pub committed: Decimal,
    /// Spent by then; `None` after the report date.
    pub actual: Option<Decimal>,
    /// Expected by then, as it looks at the report date.
    pub expected: Decimal,
}

/// The numbers of the budget at the report date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BudgetNumbers {
    /// By category, in the order of the register.
    pub categories: Vec<Category>,
    /// In all.
    pub total: Sums,
    /// Cumulative, at the end of each month.
    pub curve: Vec<BudgetPoint>,
    /// Lines whose period has ended without any actual amount.
    pub without_actual: Vec<usize>,
    /// Lines without a period in a project without an end, which are in no point of the curve.
    pub without_period: Vec<usize>,
    /// Lines with an amount in another currency, which is in no sum.
    pub foreign: Vec<usize>,
}

/// A curve is drawn for ten years at most.
const MOST_MONTHS: usize = 120;

impl Sums {
    /// What is expected beyond the plan; over is positive.
    pub fn variance(&self) -> Decimal {
        self.at_completion.saturating_sub(self.planned)
    }

    /// What is spent as a share of the plan, rounded once; `None` if nothing is planned.
    pub fn spent(&self) -> Option<f64> {
        share(self.actual, self.planned)
    }

    /// What is planned for the periods that have ended, and of which no spending is recorded.
    pub fn unaccounted(&self) -> Decimal {
        self.planned_to_date.saturating_sub(self.planned_accounted)
    }

    /// By how much spending is over the plan of the periods that have ended, as a share of it; `None` if nothing is planned there.
    pub fn over_to_date(&self) -> Option<f64> {
        share(self.actual_to_date.saturating_sub(self.planned_accounted), self.planned_accounted)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            planned: self.planned.saturating_add(other.planned),
            planned_to_date: self.planned_to_date.saturating_add(other.planned_to_date),
            planned_accounted: self.planned_accounted.saturating_add(other.planned_accounted),
            committed: self.committed.saturating_add(other.committed),
            actual: self.actual.saturating_add(other.actual),
            actual_to_date: self.actual_to_date.saturating_add(other.actual_to_date),
            at_completion: self.at_completion.saturating_add(other.at_completion),
        }
    }
}

impl BudgetNumbers {
    /// The numbers at the report date.
    pub(super) fn of(project: &Project) -> Self {
        let lines: Vec<Line> = project.budget.iter().map(|line| Line::of(line, project)).collect();
        let mut numbers = Self::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (index, (entry, line)) in project.budget.iter().zip(&lines).enumerate() {
            let sums = line.sums(project.report_date);
            let place = *places.entry(fold(entry.category.any())).or_insert(numbers.categories.len());
            if place == numbers.categories.len() {
                numbers.categories.push(Category { name: entry.category.clone(), lines: Vec::new(), sums: Sums::default() });
            }
            if let Some(category) = numbers.categories.get_mut(place) {
                category.lines.push(index);
                category.sums = category.sums.plus(sums);
            }
            numbers.total = numbers.total.plus(sums);
            if line.has_ended(project.report_date) && line.actual.is_none() {
                numbers.without_actual.push(index);
            }
            if line.last.is_none() {
                numbers.without_period.push(index);
            }
            if line.is_foreign {
                numbers.foreign.push(index);
            }
        }
        numbers.curve = curve(&lines, project.report_date);
        numbers
    }
}

/// A line's amounts in the project's currency, and its first and last day.
struct Line {
    first: Option<Date>,
    last: Option<Date>,
    planned: Option<Decimal>,
    committed: Option<Decimal>,
    actual: Option<Decimal>,
    forecast: Option<Decimal>,
    is_foreign: bool,
}

impl Line {
    fn of(line: &BudgetLine, project: &Project) -> Self {
        let info = &project.settings.project;
        let ours = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| info.own(amount));
        let amounts = [&line.planned, &line.committed, &line.actual, &line.forecast];
        Self {
            first: line.period.as_ref().map_or(info.start, |period| Some(period.first)),
            last: line.period.as_ref().map_or(info.end, |period| Some(period.last)),
            planned: ours(&line.planned),
            committed: ours(&line.committed),
            actual: ours(&line.actual),
            forecast: ours(&line.forecast),
            is_foreign: amounts.into_iter().flatten().any(|amount| info.own(amount).is_none()),
        }
    }

    fn has_begun(&self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day)
    }

    fn has_ended(&self, day: Date) -> bool {
        self.last.is_some_and(|last| last <= day)
    }

    fn sums(&self, day: Date) -> Sums {
        let has_ended = self.has_ended(day);
        let planned = self.planned.unwrap_or_default();
        let actual = self.actual.filter(|_| self.has_begun(day)).unwrap_or_default();
        let to_date = |amount: Decimal| if has_ended { amount } else { Decimal::ZERO };
        let highest = planned.max(self.committed.unwrap_or_default()).max(actual);
        let at_completion = self.actual.filter(|_| has_ended).or(self.forecast).unwrap_or(highest);
        Sums {
            planned,
            planned_to_date: to_date(planned),
            planned_accounted: if self.actual.is_some() { to_date(planned) } else { Decimal::ZERO },
            committed: self.committed.unwrap_or_default(),
            actual,
            actual_to_date: to_date(actual),
            at_completion,
        }
    }
}

/// At the end of each month from that in which the first period ends to that in which the last one does.
fn curve(lines: &[Line], report_date: Date) -> Vec<BudgetPoint> {
    let ends = || lines.iter().filter_map(|line| line.last);
    let (Some(first), Some(last)) = (ends().min(), ends().max()) else { return Vec::new() };
    let month_end = |months: i64| first.first_of_month().plus_months(months + 1).plus(-1);
    let days = (0..).map(month_end).take(MOST_MONTHS).take_while(|day| day.first_of_month() <= last);
    days.map(|day| {
        let ended = || lines.iter().filter(|line| line.has_ended(day));
        let then = ended().map(|line| line.sums(day)).fold(Sums::default(), Sums::plus);
        let now = ended().map(|line| line.sums(report_date)).fold(Sums::default(), Sums::plus);
        BudgetPoint {
            day,
            planned: then.planned_to_date,
            committed: then.committed,
            actual: (day <= report_date).then_some(then.actual_to_date),
            expected: now.at_completion,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{day, project};

    const LINES: &str = "category,period,planned,committed,actual,forecast
people,2026-01,1000,,900.10,
People,2026-02,1000,1100,200,
people,2026-03,1000,,,
marketing,2026-Q1,3000.30,,1200,3500
material,,500,650,,
people,2025-12,10,,,
";

    fn numbers(report_date: &str) -> BudgetNumbers {
        let settings = "project: {start: 2026-01-01, end: 2026-06-30}\n";
        BudgetNumbers::of(&project(&[("alongside.yaml", settings), ("budget.csv", LINES)], report_date))
    }

    fn sums(amounts: [&str; 7]) -> Sums {
        let [planned, planned_to_date, planned_accounted, committed, actual, actual_to_date, at_completion] =
            amounts.map(|amount| amount.parse::<Decimal>().unwrap());
        Sums { planned, planned_to_date, planned_accounted, committed, actual, actual_to_date, at_completion }
    }

    #[test]
    fn in_the_second_month() {
        let numbers = numbers("2026-02-13");
        let [people, marketing, material] = numbers.categories.as_slice() else { panic!("three categories") };
        assert_eq!(people.sums, sums(["3010", "1010", "1000", "1100", "1100.1", "900.1", "3010.1"]));
        assert_eq!(marketing.sums, sums(["3000.3", "0", "0", "0", "1200", "0", "3500"]));
        assert_eq!(material.sums, sums(["500", "0", "0", "650", "0", "0", "650"]));
        assert_eq!(numbers.total, sums(["6510.3", "1010", "1000", "1750", "2300.1", "900.1", "7160.1"]));
        assert_eq!(numbers.total.variance(), "649.8".parse().unwrap());
        assert!(same(numbers.total.over_to_date().unwrap(), -0.0999));
        assert!(same(numbers.total.spent().unwrap(), 0.353_301_691_166_305_7));
        assert_eq!((people.lines.clone(), numbers.without_actual), (vec![0, 1, 2, 5], vec![5]));
    }

    #[test]
    fn after_the_quarter_and_before_everything() {
        assert_eq!(numbers("2026-04-01").total, sums(["6510.3", "6010.3", "5000.3", "1750", "2300.1", "2300.1", "3960.1"]));
        assert_eq!(numbers("2025-06-01").total, sums(["6510.3", "0", "0", "1750", "0", "0", "7260"]));
    }

    #[test]
    fn the_curve_ends_with_the_last_period() {
        let curve = numbers("2026-02-13").curve;
        assert_eq!(curve.iter().map(|point| point.day).collect::<Vec<_>>().last(), Some(&day("2026-06-30")));
        let january = curve[1];
        assert_eq!((january.day, january.planned, january.actual), (day("2026-01-31"), 1010.into(), Some("900.1".parse().unwrap())));
        assert_eq!(curve[2].actual, None, "February has not ended");
        let amounts = |point: &BudgetPoint| [point.planned, point.committed, point.expected].map(|amount| amount.normalize().to_string());
        assert_eq!(amounts(&curve[1]), ["1010", "0", "910.1"], "what ended without an actual amount counts at its plan");
        assert_eq!(amounts(&curve[2]), ["2010", "1100", "2010.1"]);
        assert_eq!(amounts(curve.last().unwrap()), ["6510.3", "1750", "7160.1"], "the totals");
    }

    #[test]
    fn without_any_end_there_is_no_place_on_the_curve() {
        let numbers = BudgetNumbers::of(&project(&[("budget.csv", "category,period,planned\nfilm,2026-01,5\nprint,,3\n")], "2026-01-01"));
        assert_eq!((numbers.without_period, numbers.curve.len(), numbers.curve[0].planned), (vec![1], 1, 5.into()));
    }

    #[test]
    fn another_currency_is_in_no_sum() {
        let settings = "project: {currency: CNY}\n";
        let lines = "category,planned\nfilm,¥100\nfilm,US$50\n";
        let numbers = BudgetNumbers::of(&project(&[("alongside.yaml", settings), ("budget.csv", lines)], "2026-01-01"));
        assert_eq!((numbers.total.planned, numbers.foreign), (100.into(), vec![1]));
    }
}
