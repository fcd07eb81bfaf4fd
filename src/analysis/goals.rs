//! How goals stand, by their outcome or by their KPIs (`rules.md` D.2).

use std::collections::BTreeSet;

use super::kpi::{KpiNumbers, Status};
use crate::project::Project;
use crate::project::registers::goals::{Goal, GoalStatus};
use crate::project::registers::words::Verdict;

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalState {
    /// Achieved, as its outcome says.
    Met,
    /// None of its judged KPIs is off track or at risk.
    OnTrack,
    /// Partly achieved; or a KPI is at risk or off track.
    AtRisk,
    /// Missed; or more than half of its judged KPIs are off track or missed.
    OffTrack,
    /// Given up.
    Dropped,
    /// Neither an outcome nor a KPI that is judged.
    NoData,
}

/// The numbers of one goal at the report date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalNumbers {
    /// How it stands.
    pub state: GoalState,
    /// Its KPIs, named by either of the two: their places in the register.
    pub kpis: Vec<usize>,
    /// How many of them are judged.
    pub judged: usize,
    /// How many of those are off track or missed.
    pub off: usize,
    /// How many of those are at risk.
    pub at_risk: usize,
    /// How many have a value that is too old.
    pub stale: usize,
}

impl GoalNumbers {
    /// The numbers of every goal, by its place in the register.
    pub(super) fn all(project: &Project, kpis: &[KpiNumbers]) -> Vec<Self> {
        let named = kpis_of_goals(project);
        project.goals.iter().zip(named).map(|(goal, named)| Self::of(goal, named.into_iter().collect(), kpis)).collect()
    }

    fn of(goal: &Goal, of_goal: Vec<usize>, kpis: &[KpiNumbers]) -> Self {
        let statuses: Vec<Status> = of_goal.iter().filter_map(|kpi| kpis.get(*kpi)).map(KpiNumbers::status).collect();
        let count = |is: fn(&Status) -> bool| statuses.iter().filter(|status| is(status)).count();
        let judged = count(|status| status.is_judged());
        let (off, at_risk) = (count(|status| status.is_off()), count(|status| *status == Status::AtRisk));
        let by_kpis = match () {
            () if judged == 0 => GoalState::NoData,
            () if off * 2 > judged => GoalState::OffTrack,
            () if off + at_risk > 0 => GoalState::AtRisk,
            () => GoalState::OnTrack,
        };
        Self {
            state: by_outcome(goal).unwrap_or(by_kpis),
            kpis: of_goal,
            judged,
            off,
            at_risk,
            stale: count(|status| *status == Status::Stale),
        }
    }
}

fn by_outcome(goal: &Goal) -> Option<GoalState> {
    match goal.outcome {
        Some(Verdict::Achieved) => Some(GoalState::Met),
        Some(Verdict::Partial) => Some(GoalState::AtRisk),
        Some(Verdict::Missed) => Some(GoalState::OffTrack),
        Some(Verdict::Dropped) => Some(GoalState::Dropped),
        None => (goal.status == Some(GoalStatus::Dropped)).then_some(GoalState::Dropped),
    }
}

/// The KPIs of every goal: those it names, and those that name it.
fn kpis_of_goals(project: &Project) -> Vec<BTreeSet<usize>> {
    let named = |goal: &Goal| goal.kpis.iter().filter_map(|kpi| project.resolve(&kpi.reference()).one()).map(|id| id.index).collect();
    let mut of_goals: Vec<BTreeSet<usize>> = project.goals.iter().map(|goal| named(goal)).collect();
    for (index, goals) in goals_of_kpis(project).into_iter().enumerate() {
        for goal in goals {
            if let Some(kpis) = of_goals.get_mut(goal) {
                kpis.insert(index);
            }
        }
    }
    of_goals
}

/// The goals that each KPI names itself.
fn goals_of_kpis(project: &Project) -> Vec<Vec<usize>> {
    let named = |goal: &crate::project::types::Ref<crate::project::kind::AGoal>| project.resolve(&goal.reference()).one();
    project.kpis.iter().map(|kpi| kpi.goal.iter().filter_map(named).map(|id| id.index).collect()).collect()
}

/// For each KPI, whether all goals that it measures have an outcome, which ends what it owes.
pub(super) fn finished_kpis(project: &Project, goals: &[GoalNumbers]) -> Vec<bool> {
    let is_finished = |goal: usize| project.goals.get(goal).is_some_and(|goal| goal.outcome.is_some());
    let is_over = |kpi: usize| {
        let mut of_kpi = goals.iter().enumerate().filter(|(_, numbers)| numbers.kpis.contains(&kpi)).map(|(goal, _)| goal).peekable();
        of_kpi.peek().is_some() && of_kpi.all(is_finished)
    };
    (0..project.kpis.len()).map(is_over).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::analysis::testing::project;

    fn kpi(id: &str, goal: &str, value: u32) -> String {
        format!(
            "- {{id: {id}, name: {id}, direction: increase, goal: {goal}, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{{date: 2026-07-02, value: {value}}}]}}\n"
        )
    }

    fn analysis(goals: &str, kpis: &[String]) -> Analysis {
        Analysis::of(&project(&[("goals.yaml", goals), ("kpis.yaml", &kpis.concat())], "2026-07-03"))
    }

    #[test]
    fn more_than_half_of_its_kpis_decide() {
        let state = |values: &[u32]| {
            let kpis: Vec<String> = values.iter().enumerate().map(|(n, value)| kpi(&format!("k{n}"), "G-1", *value)).collect();
            analysis("- {id: G-1, title: Grow}\n", &kpis).goals[0].state
        };
        assert_eq!(state(&[60, 60]), GoalState::OnTrack);
        assert_eq!(state(&[60, 40]), GoalState::AtRisk);
        assert_eq!(state(&[60, 10]), GoalState::AtRisk, "half is not more than half");
        assert_eq!(state(&[60, 10, 10]), GoalState::OffTrack);
    }

    #[test]
    fn an_outcome_comes_first() {
        let goals = "
- {id: G-1, title: Grow, outcome: achieved}
- {id: G-2, title: Sell, kpis: [k0], outcome: missed}
- {id: G-3, title: Learn}
- {id: G-4, title: Save, status: dropped}
- {id: G-5, title: Win, outcome: partial}
";
        let analysis = analysis(goals, &[kpi("k0", "G-1", 10), kpi("k1", "G-3", 60), kpi("k2", "G-3", 60)]);
        let states: Vec<GoalState> = analysis.goals.iter().map(|goal| goal.state).collect();
        use GoalState::{AtRisk, Dropped, Met, OffTrack, OnTrack};
        assert_eq!(states, [Met, OffTrack, OnTrack, Dropped, AtRisk]);
        assert_eq!(analysis.goals[2].kpis, [1, 2]);
        assert_eq!(analysis.finished_kpis, [true, false, false]);
    }
}
