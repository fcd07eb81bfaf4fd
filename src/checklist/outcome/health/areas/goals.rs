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

#[cfg(test)]
mod tests {
    use super::worst_goal;
    use crate::checklist::area::Area;
    use crate::checklist::outcome::health::tests::{number, read, reasons, standing};

    #[test]
    fn a_promised_goal_missed_or_half_of_all_is_off_track() {
        for (kind, rest, is_off) in [("project", 2, true), ("marketing", 1, true), ("marketing", 2, false)] {
            let row = |at: usize| format!("- {{id: g{at}, title: G{at}, outcome: achieved}}\n");
            let rows: String =
                std::iter::once(format!("- {{id: g, title: G, kind: {kind}, outcome: missed}}\n")).chain((0..rest).map(row)).collect();
            assert_eq!(reasons(Area::Goals, &[("goals.yaml", &rows)]), (usize::from(is_off), 1), "{kind}, {rest} achieved");
        }
    }

    fn kpi(id: &str, more: &str) -> String {
        format!("- {{id: {id}, name: {id}, direction: increase, cadence: week, baseline: {{value: 0, date: 2026-01-01}}, {more}}}\n")
    }

    #[test]
    fn a_goal_without_a_judgement_has_old_values_or_none() {
        let goals = ("goals.yaml", "- {id: g, title: G, kpis: [leads]}\n");
        let target = "target: {by: 2026-12-31, value: 400}";
        let old = kpi("leads", &format!("{target}, measurements: [{{date: 2026-02-01, value: 3}}]"));
        assert_eq!(number(Area::Goals, &[goals, ("kpis.yaml", &old)]), "No goal has an outcome or a KPI with a current value.");
        let none = kpi("leads", target);
        assert_eq!(
            number(Area::Goals, &[goals, ("kpis.yaml", &none)]),
            "No goal has an outcome or a KPI with a measured value and a target."
        );
    }

    #[test]
    fn of_goals_off_track_the_one_furthest_from_its_plan_is_told() {
        let far = |name: &str, target: f64, value: f64| {
            kpi(name, &format!("target: {{by: 2026-06-14, value: {target}}}, measurements: [{{date: 2026-06-14, value: {value}}}]"))
        };
        let goals = "- {id: g, title: G, kpis: [Visits]}\n- {id: h, title: H, kpis: [Rating]}\n";
        let kpis = far("Visits", 1000.0, 500.0) + &far("Rating", 4.0, 0.4);
        let reason = standing(&[("goals.yaml", goals), ("kpis.yaml", &kpis)]).of(Area::Goals).reason.en;
        assert!(reason.starts_with("“Rating”"), "{reason}");
    }

    #[test]
    fn a_goal_on_track_is_not_the_worst() {
        for (value, worst) in [(250, None), (10, Some(0))] {
            let kpi =
                kpi("leads", &format!("target: {{by: 2026-12-31, value: 400}}, measurements: [{{date: 2026-06-14, value: {value}}}]"));
            let (project, analysis, _) = read(&[("goals.yaml", "- {id: g, title: G, kpis: [leads]}\n"), ("kpis.yaml", &kpi)]);
            assert_eq!(worst_goal(&project, &analysis), worst, "{value}");
        }
    }
}
