//! What people are to do.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Wording};
use crate::analysis::actions::{ActionNumbers, ActionState};
use crate::text::{Real, Word};

/// The actions of meetings, risks and their own register, each one once.
#[derive(Serialize, JsonSchema)]
pub(super) struct ActionsReport {
    /// Open ones.
    open: usize,
    /// Done ones.
    closed: usize,
    /// Open ones past their due day.
    overdue: usize,
    /// Done of all that were not dropped.
    closure_rate: Option<Real>,
    /// Of those with a due day that are done on a known day, or open past it: done in time.
    on_time_rate: Option<Real>,
    /// Median age of the open ones, in calendar days.
    median_age: Option<Real>,
    /// The age of the oldest open one, in calendar days.
    oldest_age: Option<i64>,
    /// Each action, those of internal records left out.
    actions: Vec<ActionReport>,
}

/// An action.
#[derive(Serialize, JsonSchema)]
struct ActionReport {
    /// What is to be done, by language, in its newest wording.
    what: Wording,
    /// Where it is written, as `register/id`, the oldest place first.
    records: Vec<String>,
    /// How far it is.
    state: Word<ActionState>,
    /// The day on which it was done.
    done_on: Option<Day>,
    /// The day on which it was agreed.
    created: Option<Day>,
    /// The day by which it was to be done at first.
    first_due: Option<Day>,
    /// The day by which it is to be done now.
    due: Option<Day>,
    /// Later meetings of its series at which it was still open.
    carried: usize,
    /// Working days past its due day, if it is open.
    overdue: Option<i64>,
    /// Calendar days since it was agreed, if it is open.
    age: Option<i64>,
}

pub(super) fn actions(source: Source<'_>) -> ActionsReport {
    let totals = &source.analysis.action_totals;
    let mut actions: Vec<ActionReport> = source.analysis.actions.iter().map(|action| one(source, action)).collect();
    actions.sort_by(|a, b| (&a.created, &a.records, &a.what).cmp(&(&b.created, &b.records, &b.what)));
    ActionsReport {
        open: totals.open,
        closed: totals.closed,
        overdue: totals.overdue,
        closure_rate: totals.closure_rate.map(Real),
        on_time_rate: totals.on_time_rate.map(Real),
        median_age: totals.median_age.map(Real),
        oldest_age: totals.oldest_age,
        actions,
    }
}

fn one(source: Source<'_>, action: &ActionNumbers) -> ActionReport {
    let done_on = if let ActionState::Done(day) = action.state { day } else { None };
    ActionReport {
        what: source.wording(&action.what),
        records: action.places.iter().filter_map(|place| source.full_id(place.record)).collect(),
        state: Word(action.state),
        done_on: done_on.map(Day),
        created: action.created.map(Day),
        first_due: action.first_due.map(Day),
        due: action.due.map(Day),
        carried: action.carried,
        overdue: action.overdue,
        age: action.age,
    }
}
