//! The plan: milestones and tasks.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::schedule::{self, EarnedValueReport, ScheduleReport};
use super::values::{Day, Wording};
use crate::analysis::plan::{Dates, State};
use crate::project::Kind;
use crate::text::{Real, Word};

/// The plan.
#[derive(Serialize, JsonSchema)]
pub(super) struct PlanReport {
    /// Each milestone.
    milestones: Vec<DatesReport>,
    /// Each task.
    tasks: Vec<DatesReport>,
    /// The plan by its dependencies.
    schedule: ScheduleReport,
    /// How much of the whole plan should be done and is done.
    progress: Option<ProgressReport>,
    /// The plan in money.
    earned_value: EarnedValueReport,
}

/// The dates of a milestone or a task.
#[derive(Serialize, JsonSchema)]
struct DatesReport {
    /// Its id.
    id: String,
    /// Its name, by language.
    name: Option<Wording>,
    /// Where it stands.
    state: Word<State>,
    /// The day that counts: the actual one, else the one now planned.
    day: Option<Day>,
    /// The day once agreed.
    baseline: Option<Day>,
    /// How far the day that counts is after the baseline, in calendar days.
    shift_days: Option<i64>,
    /// The same in working days.
    shift_workdays: Option<i64>,
    /// Working days past its day, if it is late.
    late_workdays: Option<i64>,
}

/// How much of the whole plan should be done and is done, 0 to 1.
#[derive(Serialize, JsonSchema)]
struct ProgressReport {
    /// What should be done by the report date.
    planned: Real,
    /// What is.
    actual: Option<Real>,
    /// Whether tasks are weighted by planned cost; else by working days.
    by_cost: bool,
}

pub(super) fn plan(source: Source<'_>) -> PlanReport {
    let all = |kind: Kind, numbers| source.records(kind, numbers).filter_map(move |(index, numbers)| dates(source, kind, index, numbers));
    PlanReport {
        milestones: all(Kind::Milestones, &source.analysis.milestones).collect(),
        tasks: all(Kind::Tasks, &source.analysis.tasks).collect(),
        schedule: schedule::schedule(source),
        earned_value: schedule::earned_value(source),
        progress: source.analysis.progress.map(|progress| ProgressReport {
            planned: Real(progress.planned),
            actual: progress.actual.map(Real),
            by_cost: progress.by_cost,
        }),
    }
}

fn dates(source: Source<'_>, kind: Kind, index: usize, dates: &Dates) -> Option<DatesReport> {
    Some(DatesReport {
        id: source.id(kind, index)?,
        name: source.name(kind, index),
        state: Word(dates.state),
        day: dates.day.map(Day),
        baseline: dates.baseline.map(Day),
        shift_days: dates.shift.map(|shift| shift.days),
        shift_workdays: dates.shift.map(|shift| shift.workdays),
        late_workdays: if let State::Late { workdays } = dates.state { Some(workdays) } else { None },
    })
}
