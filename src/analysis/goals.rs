//! How goals stand: by their outcome, by what an evaluation says, or by their KPIs (`docs/checklist.md §6.5`).

use std::collections::BTreeSet;

use super::decisive::decisive;
use super::kpi::{KpiNumbers, Status};
use crate::project::Project;
use crate::project::registers::goals::{Goal, GoalStatus};
use crate::project::registers::words::Verdict;

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalState {
    /// Achieved, as its outcome or an evaluation says.
    Met,
    /// The KPI that decides is on track.
    OnTrack,
    /// Partly achieved; or the KPI that decides is at risk, more likely to miss its next target than to reach it, or too slow for it.
    AtRisk,
    /// Missed; or the KPI that decides is off track or missed, or has hardly a chance to reach its next target.
    OffTrack,
    /// Given up.
    Dropped,
    /// Neither an outcome nor an evaluation nor a KPI that is judged.
    NoData,
}

/// The numbers of one goal at the report date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalNumbers {
    /// How it stands.
    pub state: GoalState,
    /// What the latest evaluation that judges it says.
    pub evaluated: Option<Evaluated>,
    /// Its KPIs, named by either of the two: their places in the register.
    pub kpis: Vec<usize>,
    /// The KPI that measures what the goal itself says; without one the worst of them decides.
    pub decisive: Option<usize>,
    /// The KPI whose state is the goal's, if a KPI decides.
    pub decided_by: Option<usize>,
    /// How many of them are judged.
    pub judged: usize,
    /// How many of those are off track or missed.
    pub off: usize,
    /// How many of those are at risk.
    pub at_risk: usize,
    /// How many have a value that is too old.
    pub stale: usize,
}

/// What an evaluation says of a goal, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evaluated {
    /// The verdict.
    pub verdict: Verdict,
    /// The evaluation's place in its register.
    pub evaluation: usize,
    /// The place of the verdict in its list of goals.
    pub nth: usize,
}

impl GoalNumbers {
    /// The numbers of every goal, by its place in the register.
    pub(super) fn all(project: &Project, kpis: &[KpiNumbers]) -> Vec<Self> {
        let named = kpis_of_goals(project).into_iter().map(|named| named.into_iter().collect());
        let goals = project.goals.iter().zip(evaluated(project)).zip(named);
        goals.map(|((goal, evaluated), named)| Self::of(project, goal, evaluated, named, kpis)).collect()
    }

    fn of(project: &Project, goal: &Goal, evaluated: Option<Evaluated>, of_goal: Vec<usize>, kpis: &[KpiNumbers]) -> Self {
        let statuses: Vec<Status> = of_goal.iter().filter_map(|kpi| kpis.get(*kpi)).map(KpiNumbers::status).collect();
        let count = |is: fn(&Status) -> bool| statuses.iter().filter(|status| is(status)).count();
        let judged = count(|status| status.is_judged());
        let (off, at_risk) = (count(|status| status.is_off()), count(|status| *status == Status::AtRisk));
        let decisive = decisive(project, goal, &of_goal);
        let deciding: &[usize] = decisive.as_ref().map_or(&of_goal, std::slice::from_ref);
        let by_kpis = worst(deciding, kpis);
        let said = by_outcome(goal).or(evaluated.map(|evaluated| by_verdict(evaluated.verdict)));
        Self {
            state: said.or(by_kpis.map(|(state, _)| state)).unwrap_or(GoalState::NoData),
            evaluated,
            decisive,
            decided_by: by_kpis.map(|(_, kpi)| kpi).filter(|_| said.is_none()),
            kpis: of_goal,
            judged,
            off,
            at_risk,
            stale: count(|status| *status == Status::Stale),
        }
    }
}

/// The worst of what some KPIs say of their goal, and the one that says it.
fn worst(deciding: &[usize], kpis: &[KpiNumbers]) -> Option<(GoalState, usize)> {
    let said = deciding.iter().filter_map(|at| Some((by_kpi(kpis.get(*at)?)?, *at)));
    said.max_by_key(|(state, at)| (*state, std::cmp::Reverse(*at)))
}

/// With less than this chance to reach its next target, a goal is at risk.
const EVEN_CHANCE: f64 = 0.5;
/// With less than this one it is off track.
const HARDLY_A_CHANCE: f64 = 0.2;

/// Needed at more than this many times the pace so far, a target without a chance is hardly to be reached.
const HARD_PACE: f64 = 2.0;
/// Values from which a pace is more than a beginning.
const PACE_VALUES: usize = 2;

/// What a KPI says of its goal: its status of today, and whether it will reach its next target; `None` if it is not judged.
fn by_kpi(numbers: &KpiNumbers) -> Option<GoalState> {
    let status = numbers.status();
    let now = match status {
        Status::Met | Status::OnTrack => GoalState::OnTrack,
        Status::AtRisk => GoalState::AtRisk,
        Status::OffTrack | Status::Missed => GoalState::OffTrack,
        Status::Stale | Status::NoData(_) => return None,
    };
    let is_open = !matches!(status, Status::Met | Status::Missed);
    let ahead = match numbers.next_chance() {
        Some(chance) if chance < HARDLY_A_CHANCE => GoalState::OffTrack,
        Some(chance) if chance < EVEN_CHANCE => GoalState::AtRisk,
        Some(_) => GoalState::OnTrack,
        None => by_pace(numbers),
    };
    Some(if is_open { now.max(ahead) } else { now })
}

/// What the pace says where there are too few values for a chance: how many times the pace since the baseline the next target needs.
fn by_pace(numbers: &KpiNumbers) -> GoalState {
    let told = || {
        let (pace, since, last) = (numbers.pace?, numbers.path.as_ref()?.baseline_day?, numbers.series.last()?.day);
        let values = numbers.series.points.iter().filter(|point| point.day > since).count();
        let is_near = last.days_until(pace.by) <= since.days_until(last);
        pace.times.filter(|_| values >= PACE_VALUES && is_near)
    };
    match told() {
        Some(times) if times > HARD_PACE => GoalState::OffTrack,
        Some(times) if times > 1.0 => GoalState::AtRisk,
        _ => GoalState::OnTrack,
    }
}

fn by_outcome(goal: &Goal) -> Option<GoalState> {
    let is_dropped = goal.status == Some(GoalStatus::Dropped);
    goal.outcome.map(by_verdict).or(is_dropped.then_some(GoalState::Dropped))
}

const fn by_verdict(verdict: Verdict) -> GoalState {
    match verdict {
        Verdict::Achieved => GoalState::Met,
        Verdict::Partial => GoalState::AtRisk,
        Verdict::Missed => GoalState::OffTrack,
        Verdict::Dropped => GoalState::Dropped,
    }
}

/// What the latest evaluation that judges each goal says of it; of two on one day the last one.
fn evaluated(project: &Project) -> Vec<Option<Evaluated>> {
    let mut found: Vec<Option<Evaluated>> = project.goals.iter().map(|_| None).collect();
    let mut evaluations: Vec<usize> = (0..project.evaluations.len()).collect();
    evaluations.retain(|at| project.evaluations.get(*at).is_some_and(|one| one.date <= project.report_date));
    evaluations.sort_by_key(|at| project.evaluations.get(*at).map(|one| one.date));
    for evaluation in evaluations {
        let goals = project.evaluations.get(evaluation).into_iter().flat_map(|one| &one.goals).enumerate();
        for (nth, judged) in goals {
            let goal = judged.goal.as_ref().and_then(|goal| project.resolve(&goal.reference()).one());
            let (Some(goal), Some(verdict)) = (goal, judged.verdict) else { continue };
            if let Some(found) = found.get_mut(goal.index) {
                *found = Some(Evaluated { verdict, evaluation, nth });
            }
        }
    }
    found
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
    use crate::analysis::kpi::{Forecast, Pace};
    use crate::analysis::testing::{day, project};

    fn kpi(id: &str, goal: &str, value: u32) -> String {
        format!(
            "- {{id: {id}, name: {id}, direction: increase, goal: {goal}, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{{date: 2026-07-02, value: {value}}}]}}\n"
        )
    }

    fn analysis(goals: &str, kpis: &[String]) -> Analysis {
        Analysis::of(&project(&[("goals.yaml", goals), ("kpis.yaml", &kpis.concat())], "2026-07-03"))
    }

    #[test]
    fn the_worst_kpi_decides_unless_the_goal_names_one() {
        let of = |goal: &str, values: &[u32]| {
            let kpis: Vec<String> = values.iter().enumerate().map(|(n, value)| kpi(&format!("k{n}"), "G-1", *value)).collect();
            analysis(&format!("- {{id: G-1, title: Grow{goal}}}\n"), &kpis).goals[0].state
        };
        let state = |values: &[u32]| of("", values);
        assert_eq!(state(&[60, 60]), GoalState::OnTrack);
        assert_eq!(state(&[60, 40]), GoalState::AtRisk);
        assert_eq!(state(&[60, 10]), GoalState::OffTrack);
        assert_eq!(of(", primary: k0", &[60, 10]), GoalState::OnTrack);
        assert_eq!(of(", primary: k1", &[60, 10, 60]), GoalState::OffTrack);
        assert_eq!(state(&[]), GoalState::NoData);
    }

    #[test]
    fn an_outcome_comes_first() {
        use GoalState::{AtRisk, Dropped, Met, OffTrack, OnTrack};
        let goals = "
- {id: G-1, title: Grow, outcome: achieved}
- {id: G-2, title: Sell, kpis: [k0], outcome: missed}
- {id: G-3, title: Learn}
- {id: G-4, title: Save, status: dropped}
- {id: G-5, title: Win, outcome: partial}
";
        let analysis = analysis(goals, &[kpi("k0", "G-1", 10), kpi("k1", "G-3", 60), kpi("k2", "G-3", 60)]);
        let states: Vec<GoalState> = analysis.goals.iter().map(|goal| goal.state).collect();
        assert_eq!(states, [Met, OffTrack, OnTrack, Dropped, AtRisk]);
        assert_eq!(analysis.goals[2].kpis, [1, 2]);
        assert_eq!(analysis.finished_kpis, [true, false, false]);
    }

    #[test]
    fn the_latest_evaluation_that_judges_a_goal_counts_where_it_has_no_outcome() {
        use GoalState::{AtRisk, Met, OffTrack, OnTrack};
        let goals = "- {id: G-1, title: Grow}\n- {id: G-2, title: Sell, outcome: achieved}\n- {id: G-3, title: Learn}\n";
        let evaluations = "
- {date: 2026-06-30, goals: [{goal: G-1, verdict: partial}, {goal: G-2, verdict: missed}]}
- {date: 2026-03-31, goals: [{goal: G-1, verdict: achieved}]}
- {date: 2026-08-31, goals: [{goal: G-1, verdict: missed}, {goal: G-3, verdict: missed}]}
";
        let kpis = [kpi("k1", "G-1", 60), kpi("k3", "G-3", 60)].concat();
        let states = |report_date: &str| {
            let files = [("goals.yaml", goals), ("kpis.yaml", kpis.as_str()), ("evaluations.yaml", evaluations)];
            Analysis::of(&project(&files, report_date)).goals.iter().map(|goal| goal.state).collect::<Vec<_>>()
        };
        assert_eq!(states("2026-07-03"), [AtRisk, Met, OnTrack]);
        assert_eq!(states("2026-09-01"), [OffTrack, Met, OffTrack]);
    }

    /// The numbers of a KPI with some values, as a test may change them.
    fn numbers(values: &str) -> KpiNumbers {
        let kpi = format!(
            "- {{id: k, name: k, direction: increase, baseline: {{date: 2026-01-01, value: 0}}, targets: [{{by: 2026-12-31, value: 100}}], measurements: [{values}]}}\n"
        );
        analysis("- {id: g, title: Grow}\n", &[kpi]).kpis.remove(0)
    }

    #[test]
    fn a_chance_puts_a_goal_at_risk_below_an_even_one() {
        let values: Vec<String> = (1..7).map(|month| format!("{{date: 2026-{month:02}-02, value: {}}}", month * 12)).collect();
        let mut numbers = numbers(&values.join(", "));
        for (chance, state) in [
            (HARDLY_A_CHANCE - 0.01, GoalState::OffTrack),
            (HARDLY_A_CHANCE, GoalState::AtRisk),
            (EVEN_CHANCE - 0.01, GoalState::AtRisk),
            (EVEN_CHANCE, GoalState::OnTrack),
        ] {
            let Forecast::Trend(trend) = &mut numbers.forecast else { panic!("there are values enough") };
            (trend.at_targets[0].chance, trend.at_targets[0].is_far) = (chance, false);
            assert_eq!(by_kpi(&numbers), Some(state), "{chance}");
        }
    }

    #[test]
    fn a_pace_puts_a_goal_at_risk_above_that_of_until_now() {
        let mut slow = numbers("{date: 2026-06-02, value: 50}, {date: 2026-07-02, value: 60}");
        for (times, state) in
            [(1.0, GoalState::OnTrack), (1.01, GoalState::AtRisk), (HARD_PACE, GoalState::AtRisk), (HARD_PACE + 0.01, GoalState::OffTrack)]
        {
            slow.pace = slow.pace.map(|pace| Pace { times: Some(times), ..pace });
            assert_eq!(by_kpi(&slow), Some(state), "{times}");
        }
    }

    #[test]
    fn a_pace_is_that_of_two_values_after_the_baseline_and_as_far_ahead_as_they_reach_back() {
        let state = |values: &str, by: &str| {
            let mut numbers = numbers(values);
            numbers.pace = numbers.pace.map(|pace| Pace { times: Some(9.0), by: day(by), ..pace });
            by_pace(&numbers)
        };
        let two = "{date: 2026-06-02, value: 50}, {date: 2026-07-02, value: 60}";
        // From 1 January to 2 July there are 182 days, and as many to 31 December.
        assert_eq!([state(two, "2026-12-31"), state(two, "2027-01-01")], [GoalState::OffTrack, GoalState::OnTrack]);
        assert_eq!(state("{date: 2026-07-02, value: 60}", "2026-12-31"), GoalState::OnTrack, "one value");
        assert_eq!(state("{date: 2026-01-01, value: 1}, {date: 2026-07-02, value: 60}", "2026-12-31"), GoalState::OnTrack, "one after it");
    }
}
