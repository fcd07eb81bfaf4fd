//! The budget.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Exact, Wording};
use crate::analysis::budget::{BudgetPoint, Category, Sums};
use crate::project::Kind;
use crate::text::Real;

/// The budget, in the project's currency.
#[derive(Serialize, JsonSchema)]
pub(super) struct BudgetReport {
    /// In all, internal lines included.
    total: SumsReport,
    /// By category, in the order of the register; those with internal lines are left out.
    categories: Vec<CategoryReport>,
    /// Cumulative, at the end of each month.
    curve: Vec<PointReport>,
    /// Lines whose period has ended without an actual amount; they count at forecast or plan.
    without_actual: Vec<String>,
    /// Lines without a period in a project without an end, which are in no point of the curve.
    without_period: Vec<String>,
    /// Lines in another currency, which are in no sum.
    foreign: Vec<String>,
}

/// A category.
#[derive(Serialize, JsonSchema)]
struct CategoryReport {
    /// Its name, by language.
    name: Wording,
    /// Its lines.
    lines: Vec<String>,
    /// Their sums.
    sums: SumsReport,
}

/// Sums of lines.
#[derive(Serialize, JsonSchema)]
struct SumsReport {
    /// Planned in all.
    planned: Exact,
    /// Planned for the periods that have ended.
    planned_to_date: Exact,
    /// Of that, planned for lines whose spending is recorded.
    planned_accounted: Exact,
    /// Committed, what is paid included.
    committed: Exact,
    /// Spent in all periods that have begun.
    actual: Exact,
    /// Spent in the periods that have ended.
    actual_to_date: Exact,
    /// Expected in the end: what was spent in ended periods, else the forecast, else the highest of planned, committed and spent.
    at_completion: Exact,
    /// Expected in the end less planned; over is positive.
    variance: Exact,
    /// Spent as a share of planned.
    spent: Option<Real>,
}

/// Planned, committed and spent up to the end of a month.
#[derive(Serialize, JsonSchema)]
struct PointReport {
    /// The day.
    date: Day,
    /// Planned for the periods that have ended by then.
    planned: Exact,
    /// Committed for them, what is paid included.
    committed: Exact,
    /// Spent in them; null after the report date.
    actual: Option<Exact>,
    /// Expected for them, as it looks at the report date.
    expected: Exact,
}

pub(super) fn budget(source: Source<'_>) -> BudgetReport {
    let budget = &source.analysis.budget;
    let categories = budget.categories.iter();
    BudgetReport {
        total: sums(&budget.total),
        categories: categories.map(|category| report(source, category)).collect(),
        curve: budget.curve.iter().map(point).collect(),
        without_actual: source.ids(Kind::Budget, &budget.without_actual),
        without_period: source.ids(Kind::Budget, &budget.without_period),
        foreign: source.ids(Kind::Budget, &budget.foreign),
    }
}

fn report(source: Source<'_>, category: &Category) -> CategoryReport {
    CategoryReport { name: source.wording(&category.name), lines: source.ids(Kind::Budget, &category.lines), sums: sums(&category.sums) }
}

fn sums(sums: &Sums) -> SumsReport {
    SumsReport {
        planned: Exact(sums.planned),
        planned_to_date: Exact(sums.planned_to_date),
        planned_accounted: Exact(sums.planned_accounted),
        committed: Exact(sums.committed),
        actual: Exact(sums.actual),
        actual_to_date: Exact(sums.actual_to_date),
        at_completion: Exact(sums.at_completion),
        variance: Exact(sums.variance()),
        spent: sums.spent().map(Real),
    }
}

fn point(point: &BudgetPoint) -> PointReport {
    PointReport {
        date: Day(point.day),
        planned: Exact(point.planned),
        committed: Exact(point.committed),
        actual: point.actual.map(Exact),
        expected: Exact(point.expected),
    }
}
