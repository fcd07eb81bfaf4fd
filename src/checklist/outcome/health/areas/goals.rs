//! Goals and KPIs.

use super::{UNMEASURED, above, kpi, part};
use crate::analysis::Analysis;
use crate::analysis::goals::GoalState;
use crate::analysis::kpi::Status;
use crate::analysis::tally::Tallies;
use crate::checklist::finding::called;
use crate::checklist::outcome::health::Evidence;
use crate::project::Project;
use crate::project::registers::goals::GoalKind;
use crate::text::{Message, plural};
use crate::{both, say};

pub(super) fn goals(project: &Project, analysis: &Analysis) -> Evidence {
    let judged: Vec<usize> = (0..analysis.goals.len())
        .filter(|at| analysis.goals.get(*at).is_some_and(|goal| !matches!(goal.state, GoalState::NoData | GoalState::Dropped)))
        .collect();
    let state = |at: &usize| analysis.goals.get(*at).map(|goal| goal.state);
    if judged.is_empty() {
        return Evidence::none(if project.goals.is_empty() {
            both!("No goal is recorded.", "尚无目标记录。")
        } else if analysis.kpis.iter().any(|kpi| kpi.status() == Status::Stale) {
            both!("No goal has an outcome or a KPI with a current value.", "目标都没有结果，指标的数据也已过期。")
        } else {
            both!("No goal has an outcome or a KPI with a measured value and a target.", "目标都没有结果，也没有可判断的指标。")
        });
    }
    let number = number(&analysis.tallies);
    let mut evidence = Evidence::of(number.clone());
    let off: Vec<&usize> = judged.iter().filter(|at| state(at) == Some(GoalState::OffTrack)).collect();
    let promised = |at: &usize| is_promised(project, *at);
    let why = || worst_goal(project, analysis).and_then(|at| goal_sentence(project, analysis, at)).unwrap_or_else(|| number.clone());
    evidence.off_if(off.iter().any(|at| promised(at)) || off.len() * 2 >= judged.len(), above(part(off.len(), judged.len()), 0.5), why);
    evidence.risk_if(judged.iter().any(|at| matches!(state(at), Some(GoalState::OffTrack | GoalState::AtRisk))), UNMEASURED, why);
    evidence
}

/// Whether a goal is the project's promise: marketing's own are held, and promised by others.
fn is_promised(project: &Project, goal: usize) -> bool {
    project.goals.get(goal).is_some_and(|goal| goal.kind != Some(GoalKind::Marketing))
}

/// The goal that stands the worst: off track before at risk, a promised one before marketing's own, then the one whose KPI is the
/// furthest from its plan.
pub(crate) fn worst_goal(project: &Project, analysis: &Analysis) -> Option<usize> {
    let distance = |at: usize| analysis.goals.get(at)?.decided_by.and_then(|kpi| kpi::distance(analysis.kpis.get(kpi)?));
    let rank = |at: usize| match analysis.goals.get(at).map(|goal| goal.state) {
        Some(GoalState::OffTrack) => 2,
        Some(GoalState::AtRisk) => 1,
        _ => 0,
    };
    let mut bad: Vec<usize> = (0..analysis.goals.len()).filter(|at| rank(*at) > 0).collect();
    bad.sort_by(|a, b| {
        let far = distance(*b).unwrap_or_default().total_cmp(&distance(*a).unwrap_or_default());
        rank(*b).cmp(&rank(*a)).then(is_promised(project, *b).cmp(&is_promised(project, *a))).then(far).then(a.cmp(b))
    });
    bad.first().copied()
}

/// How a goal stands, in one sentence: by the KPI that decides, else by what is recorded of it.
pub(crate) fn goal_sentence(project: &Project, analysis: &Analysis, at: usize) -> Option<Message> {
    let numbers = analysis.goals.get(at)?;
    if let Some(kpi) = numbers.decided_by {
        return kpi::sentence(project, analysis, kpi);
    }
    let name = called(project, project.goals.get(at)?);
    match numbers.state {
        GoalState::OffTrack => Some(say!("“{name}” is missed.", "“{name}”未达成。", name)),
        GoalState::AtRisk => Some(say!("“{name}” is achieved in part.", "“{name}”部分达成。", name)),
        _ => None,
    }
}

/// Goals that are achieved; KPIs that are on plan, where no goal is.
fn number(tallies: &Tallies) -> Message {
    let (goals, kpis) = (&tallies.goals, &tallies.kpis);
    if goals.met > 0 || kpis.judged == 0 {
        let (met, all) = (goals.met, goals.records);
        return say!("{met} of {all} goal{en_s} achieved.", "{all}个目标中{met}个已达成。", en_s = plural(all));
    }
    let (good, judged) = (kpis.on_plan, kpis.judged);
    say!("{good} of {judged} KPIs are on plan.", "{judged}项指标中{good}项正常。")
}
