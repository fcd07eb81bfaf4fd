//! Goals.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Wording};
use crate::analysis::goals::GoalState;
use crate::project::Kind;
use crate::project::types::ChoiceType;

/// A goal.
#[derive(Serialize, JsonSchema)]
pub(super) struct GoalReport {
    /// Its id.
    id: String,
    /// Its title, by language.
    name: Option<Wording>,
    /// Whose goal it is: project, marketing or business.
    kind: Option<&'static str>,
    /// By when it is to be reached.
    due: Option<Day>,
    /// How it stands: by its outcome, else by the latest evaluation that judges it, else by its KPIs.
    state: &'static str,
    /// What the latest evaluation that judges it says: achieved, partial, missed or dropped.
    evaluated: Option<&'static str>,
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
            id: goal.id.clone(),
            name: source.name(Kind::Goals, index),
            kind: goal.kind.map(ChoiceType::key),
            due: goal.due.map(Day),
            state: match numbers.state {
                GoalState::Met => "met",
                GoalState::OnTrack => "on-track",
                GoalState::AtRisk => "at-risk",
                GoalState::OffTrack => "off-track",
                GoalState::Dropped => "dropped",
                GoalState::NoData => "no-data",
            },
            evaluated: numbers.evaluated.map(|evaluated| evaluated.verdict.key()),
            kpis: source.ids(Kind::Kpis, &numbers.kpis),
            kpis_judged: numbers.judged,
            kpis_off: numbers.off,
            kpis_at_risk: numbers.at_risk,
            kpis_stale: numbers.stale,
        })
    };
    source.records(Kind::Goals, &source.analysis.goals).filter_map(goal).collect()
}
