//! Goals and KPIs.

use super::{UNMEASURED, above, part};
use crate::analysis::Analysis;
use crate::analysis::goals::GoalState;
use crate::analysis::kpi::{Aim, Band, KpiNumbers, Status};
use crate::analysis::tally::{KpiTally, Tallies};
use crate::calendar::Date;
use crate::checklist::outcome::health::{Evidence, figures};
use crate::project::registers::goals::{GoalKind, Kpi};
use crate::project::{Entry, Project};
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
    let worst = worst_kpi(project, analysis);
    let number = number(&analysis.tallies);
    let mut evidence = Evidence::of(number.clone());
    let off: Vec<&usize> = judged.iter().filter(|at| state(at) == Some(GoalState::OffTrack)).collect();
    let promised = |at: &usize| project.goals.get(*at).is_some_and(|goal| goal.kind != Some(GoalKind::Marketing));
    let why = || worst.clone().unwrap_or_else(|| number.clone());
    evidence.off_if(off.iter().any(|at| promised(at)) || off.len() * 2 >= judged.len(), above(part(off.len(), judged.len()), 0.5), why);
    evidence.risk_if(judged.iter().any(|at| matches!(state(at), Some(GoalState::OffTrack | GoalState::AtRisk))), UNMEASURED, why);
    let KpiTally { stale, records: all, .. } = analysis.tallies.kpis;
    evidence.risk_if(stale > 0 && stale * 3 >= all, above(part(stale, all), 1.0 / 3.0), || {
        say!("{stale} of {all} KPIs have no current value.", "{all}项指标中{stale}项数据过期。", stale, all)
    });
    evidence
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

/// The KPI that is furthest off its path, in one sentence.
pub(super) fn worst_kpi(project: &Project, analysis: &Analysis) -> Option<Message> {
    let badness = |status: Status| match status {
        Status::Missed | Status::OffTrack => 2,
        Status::AtRisk => 1,
        _ => 0,
    };
    let distance = |at: usize| {
        let numbers = analysis.kpis.get(at)?;
        let (value, expected) = (numbers.standing.current.as_ref()?.value, figures::expected(numbers)?);
        Some(((value - expected) / if expected == 0.0 { 1.0 } else { expected }).abs())
    };
    let candidates = project.kpis.iter().enumerate().zip(&analysis.kpis).filter(|(_, numbers)| badness(numbers.status()) > 0);
    let mut candidates: Vec<(i32, f64, usize)> =
        candidates.map(|((at, _), numbers)| (badness(numbers.status()), distance(at).unwrap_or(0.0), at)).collect();
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let (_, _, at) = *candidates.first()?;
    let (kpi, numbers) = (project.kpis.get(at)?, analysis.kpis.get(at)?);
    let name = figures::name(project, kpi);
    let current = numbers.standing.current.as_ref()?.value;
    let value = figures::value(project, kpi, numbers, current);
    if let Some(Aim::Band(band)) = numbers.standing.expected {
        let range = figures::range(project, kpi, band);
        return Some(against_band(&name, &value, &range, band, current));
    }
    if let (Status::Missed, Some(decided), Some(target)) = (numbers.status(), numbers.standing.decided_by, last_target(numbers)) {
        return Some(missed(project, kpi, numbers, decided.value, target));
    }
    let plan = figures::plan(project, kpi, numbers, figures::expected(numbers)?, current);
    Some(say!("“{name}” is at {value} against a plan of {plan}.", "“{name}”为{value}，计划{plan}。", name, value, plan))
}

/// The day and the value of the last target.
fn last_target(numbers: &KpiNumbers) -> Option<(Date, f64)> {
    let target = numbers.path.as_ref()?.last_target()?;
    if let Aim::Value(aim) = target.aim { Some((target.by, aim)) } else { None }
}

/// A target is missed by the value that decided, whatever came later.
fn missed(project: &Project, kpi: &Entry<Kpi>, numbers: &KpiNumbers, decided: f64, (by, aim): (Date, f64)) -> Message {
    let value = figures::value(project, kpi, numbers, decided);
    let aim = figures::plan(project, kpi, numbers, aim, decided);
    let (name, day) = (figures::name(project, kpi), figures::day(project, by));
    say!(
        "“{name}” missed its target of {aim} by {day} with {value}.",
        "“{name}”未达成{day}的目标{aim}，实际为{value}。",
        name,
        aim,
        day,
        value
    )
}

/// On which side of its range a value is, or that it is inside again.
fn against_band(name: &Message, value: &Message, range: &Message, band: Band, current: f64) -> Message {
    let bound = |one: Message| if band.low.is_some() && band.high.is_some() { both!("range", "区间") } else { one };
    if band.high.is_some_and(|high| current > high) {
        let bound = bound(both!("limit", "上限"));
        say!("“{name}” is at {value}, above the {bound} of {range}.", "“{name}”为{value}，高于{bound}{range}。", name, value, bound, range)
    } else if band.low.is_some_and(|low| current < low) {
        let bound = bound(both!("limit", "下限"));
        say!("“{name}” is at {value}, below the {bound} of {range}.", "“{name}”为{value}，低于{bound}{range}。", name, value, bound, range)
    } else {
        let bound = bound(both!("limit", "界限"));
        say!(
            "“{name}” missed its {bound} of {range}; it is at {value} now.",
            "“{name}”未守住{bound}{range}，现为{value}。",
            name,
            value,
            bound,
            range
        )
    }
}
