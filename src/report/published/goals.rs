//! Goals.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Wording};
use crate::analysis::goals::GoalState;
use crate::project::Kind;
use crate::project::registers::goals::GoalKind;
use crate::project::registers::words::Verdict;
use crate::text::Word;

/// A goal.
#[derive(Serialize, JsonSchema)]
pub(super) struct GoalReport {
    /// Its id.
    id: String,
    /// Its title, by language.
    name: Option<Wording>,
    /// Whose goal it is.
    kind: Option<Word<GoalKind>>,
    /// By when it is to be reached.
    due: Option<Day>,
    /// How it stands: by its outcome, else by the latest evaluation that judges it, else by its KPIs.
    state: Word<GoalState>,
    /// What the latest evaluation that judges it says.
    evaluated: Option<Word<Verdict>>,
    /// The KPIs that measure it.
    kpis: Vec<String>,
    /// How many of all its KPIs are judged.
    kpis_judged: usize,
    /// How many of those are off track or missed.
    kpis_off: usize,
    /// How many of those are at risk.
    kpis_at_risk: usize,
    /// How many have a value that is too old.
    kpis_stale: usize,
}

pub(super) fn goals(source: Source<'_>) -> Vec<GoalReport> {
    let goal = |(index, numbers): (usize, &crate::analysis::goals::GoalNumbers)| {
        let goal = source.project.goals.get(index)?;
        Some(GoalReport {
            id: goal.id.to_string(),
            name: source.name(Kind::Goals, index),
            kind: goal.kind.map(Word),
            due: goal.due.map(Day),
            state: Word(numbers.state),
            evaluated: numbers.evaluated.map(|evaluated| Word(evaluated.verdict)),
            kpis: source.ids(Kind::Kpis, &numbers.kpis),
            kpis_judged: numbers.judged,
            kpis_off: numbers.off,
            kpis_at_risk: numbers.at_risk,
            kpis_stale: numbers.stale,
        })
    };
    source.records(Kind::Goals, &source.analysis.goals).filter_map(goal).collect()
}
