//! The plan by its dependencies, and earned value.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Exact};
use crate::analysis::plan::{Computed, EarnedValue, Index, ValuePoint};
use crate::project::Kind;
use crate::text::Real;

/// The plan by its dependencies, worked out at the report date. Days are working days, floats and shifts are in working days.
#[derive(Serialize, JsonSchema)]
pub(super) struct ScheduleReport {
    /// Each task that has computed dates.
    tasks: Vec<ComputedReport>,
    /// Each milestone that tasks lead to.
    milestones: Vec<LedToReport>,
    /// When the whole is done.
    finish: Option<FinishReport>,
    /// Tasks that may not slip.
    critical: Vec<String>,
    /// Critical paths, each as the ids of its tasks in their order; at most 20.
    critical_paths: Vec<Vec<String>>,
    /// How many critical paths there are.
    critical_path_count: u64,
    /// Loops of dependencies, each by its members.
    loops: Vec<Vec<String>>,
    /// Tasks in loops and those that follow them: they have no computed dates.
    without_dates: Vec<String>,
}

/// The dates of a task by its dependencies.
#[derive(Serialize, JsonSchema)]
struct ComputedReport {
    /// Its id.
    id: String,
    /// Its earliest start, or when it began.
    early_start: Day,
    /// Its earliest end, or when it ended.
    early_end: Day,
    /// When what is left of it must start at the latest; null once it is done.
    late_start: Option<Day>,
    /// When it must end at the latest.
    late_end: Option<Day>,
    /// Working days by which it may slip without moving the end of the plan.
    total_float: Option<i64>,
    /// Working days by which it may slip without moving any other task.
    free_float: Option<i64>,
    /// Whether it may not slip.
    is_critical: bool,
    /// Working days of it that are left.
    remaining: i64,
    /// How far its computed end is after its baseline, in calendar days.
    shift_days: Option<i64>,
    /// The same in working days.
    shift_workdays: Option<i64>,
}

/// A milestone that tasks lead to.
#[derive(Serialize, JsonSchema)]
struct LedToReport {
    /// Its id.
    id: String,
    /// The latest computed end of the tasks that lead to it; null if one of them has none.
    end_of_tasks: Option<Day>,
    /// Whether one of them may not slip.
    is_critical: bool,
}

/// When the whole is done.
#[derive(Serialize, JsonSchema)]
struct FinishReport {
    /// The latest day of open tasks and milestones.
    day: Day,
    /// Those that end on it, as `register/id`.
    last: Vec<String>,
    /// Working days after the project's end; negative is a margin.
    late_workdays: Option<i64>,
}

/// Earned value. A null is explained by the tasks that lack their per cent or their cost, or by a divisor of 0.
#[derive(Serialize, JsonSchema)]
pub(super) struct EarnedValueReport {
    /// How many tasks there are, without cancelled ones and groups.
    tasks: usize,
    /// How many have a planned cost and dates, and are counted.
    counted: usize,
    /// Counted tasks that have begun and do not say how far they are.
    without_percent: Vec<String>,
    /// Counted tasks that have begun and do not say what they cost.
    without_cost: Vec<String>,
    /// BAC: Σ planned cost.
    budget_at_completion: Option<Exact>,
    /// PV: Σ planned cost × per cent planned.
    planned_value: Option<Exact>,
    /// EV: Σ planned cost × per cent complete.
    earned_value: Option<Exact>,
    /// AC: Σ actual cost of the tasks that have begun.
    actual_cost: Option<Exact>,
    /// SV = EV − PV.
    schedule_variance: Option<Exact>,
    /// CV = EV − AC.
    cost_variance: Option<Exact>,
    /// SPI = EV / PV.
    schedule_index: Option<Real>,
    /// CPI = EV / AC.
    cost_index: Option<Real>,
    /// EAC = BAC · AC / EV, rounded to six decimals.
    estimate_at_completion: Option<Exact>,
    /// ETC = EAC − AC.
    estimate_to_complete: Option<Exact>,
    /// VAC = BAC − EAC.
    variance_at_completion: Option<Exact>,
    /// TCPI = (BAC − EV) / (BAC − AC).
    to_complete_index: Option<Real>,
    /// Cumulative, at the end of each month, at the report date and at the last day planned.
    curve: Vec<ValuePointReport>,
}

/// What is planned, earned and spent by a day.
#[derive(Serialize, JsonSchema)]
struct ValuePointReport {
    /// The day.
    day: Day,
    /// Planned by then.
    planned: Exact,
    /// Earned by then, spread evenly over the days worked; null after the report date.
    earned: Option<Exact>,
    /// Spent by then, spread evenly over the days worked; null after the report date.
    spent: Option<Exact>,
}

pub(super) fn schedule(source: Source<'_>) -> ScheduleReport {
    let schedule = &source.analysis.schedule;
    let ids = |tasks: &[usize]| source.ids(Kind::Tasks, tasks);
    let tasks = schedule.tasks.iter().enumerate().filter_map(|(index, task)| computed(source, index, task.as_ref()?));
    let ends = schedule.milestones.iter().zip(&schedule.critical_milestones).enumerate();
    let is_led_to = |index: &usize| !leading(source, *index).is_empty();
    let milestones = ends.filter(|(index, _)| is_led_to(index)).filter_map(|(index, (end, is_critical))| {
        Some(LedToReport { id: source.id(Kind::Milestones, index)?, end_of_tasks: end.map(Day), is_critical: *is_critical })
    });
    ScheduleReport {
        tasks: tasks.collect(),
        milestones: milestones.collect(),
        finish: source.analysis.finish.as_ref().map(|finish| FinishReport {
            day: Day(finish.day),
            last: finish.last.iter().filter_map(|id| source.full_id(*id)).collect(),
            late_workdays: finish.late,
        }),
        critical: ids(&schedule.critical),
        critical_paths: schedule.paths.iter().map(|path| ids(path)).collect(),
        critical_path_count: schedule.path_count,
        loops: schedule.loops.iter().map(|found| ids(&found.members)).collect(),
        without_dates: ids(&schedule.without_dates),
    }
}

/// The tasks that lead to a milestone.
fn leading(source: Source<'_>, milestone: usize) -> Vec<usize> {
    let project = &source.project;
    let leads = |task: &crate::project::registers::plan::Task| {
        let named = task.milestone.as_ref().and_then(|milestone| project.resolve(&milestone.reference()).one());
        named.is_some_and(|id| id.index == milestone)
    };
    project.tasks.iter().enumerate().filter(|(_, task)| leads(task)).map(|(index, _)| index).collect()
}

fn computed(source: Source<'_>, index: usize, task: &Computed) -> Option<ComputedReport> {
    Some(ComputedReport {
        id: source.id(Kind::Tasks, index)?,
        early_start: Day(task.start),
        early_end: Day(task.end),
        late_start: task.float.map(|float| Day(float.late_start)),
        late_end: task.float.map(|float| Day(float.late_end)),
        total_float: task.float.map(|float| float.total),
        free_float: task.float.map(|float| float.free),
        is_critical: task.is_critical(),
        remaining: task.remaining,
        shift_days: task.shift.map(|shift| shift.days),
        shift_workdays: task.shift.map(|shift| shift.workdays),
    })
}

pub(super) fn earned_value(source: Source<'_>) -> EarnedValueReport {
    let value: &EarnedValue = &source.analysis.earned_value;
    let ids = |tasks: &[usize]| source.ids(Kind::Tasks, tasks);
    let money = |amount: Index<rust_decimal::Decimal>| amount.ok().map(Exact);
    let real = |index: Index<f64>| index.ok().map(Real);
    let point = |point: ValuePoint| ValuePointReport {
        day: Day(point.day),
        planned: Exact(point.planned),
        earned: point.earned.map(Exact),
        spent: point.spent.map(Exact),
    };
    EarnedValueReport {
        tasks: value.tasks,
        counted: value.counted,
        without_percent: ids(&value.without_percent),
        without_cost: ids(&value.without_cost),
        budget_at_completion: money(value.budget_at_completion()),
        planned_value: money(value.planned_value()),
        earned_value: money(value.earned_value()),
        actual_cost: money(value.actual_cost()),
        schedule_variance: money(value.schedule_variance()),
        cost_variance: money(value.cost_variance()),
        schedule_index: real(value.schedule_index()),
        cost_index: real(value.cost_index()),
        estimate_at_completion: money(value.estimate_at_completion()),
        estimate_to_complete: money(value.estimate_to_complete()),
        variance_at_completion: money(value.variance_at_completion()),
        to_complete_index: real(value.to_complete_index()),
        curve: value.curve(&source.project, &source.analysis.tasks).into_iter().map(point).collect(),
    }
}
