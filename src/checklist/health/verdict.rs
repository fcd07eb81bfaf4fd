//! The overall verdict: whether the project will keep its promise, not whether any box is red.

use super::areas::{breaks_promise, finish, kpis_on_plan};
use super::{AreaStanding, Health, Standing};
use crate::analysis::Analysis;
use crate::checklist::area::Area;
use crate::project::registers::words::Verdict;
use crate::project::{Project, Stage};
use crate::text::{Lang, Message, date};
use crate::{both, say};

/// Areas in the order in which their reasons are told.
const BY_WEIGHT: [Area; 10] = [
    Area::Goals,
    Area::Plan,
    Area::Risk,
    Area::Communication,
    Area::Market,
    Area::Support,
    Area::Strategy,
    Area::Departments,
    Area::Performance,
    Area::Improvement,
];

/// The verdict on the whole from those on the areas.
pub(super) fn overall(project: &Project, analysis: &Analysis, areas: Vec<AreaStanding>) -> Standing {
    let (health, condition) = decide(&areas, breaks_promise(project, analysis));
    let sentence = if project.stage() >= Stage::Closing { results(project) } else { None };
    let word = sentence.as_ref().map_or_else(|| health.label(), |_| result_word(project, health));
    let sentence = sentence.unwrap_or_else(|| promise(project, analysis, &areas, health));
    Standing { health, word, sentence, condition, areas }
}

fn decide(areas: &[AreaStanding], breaks_promise: bool) -> (Health, Message) {
    let health = |area: Area| areas.iter().find(|standing| standing.area == area).map_or(Health::NoData, |standing| standing.health);
    let count = |wanted: Health| areas.iter().filter(|standing| standing.health == wanted).count();
    let (off, risk) = (count(Health::OffTrack), count(Health::AtRisk));
    if !health(Area::Goals).is_judged() && !health(Area::Plan).is_judged() {
        return (Health::NoData, both!("neither goals nor plan can be judged", "目标和计划都无法判断"));
    }
    if health(Area::Goals) == Health::OffTrack {
        return (Health::OffTrack, both!("goals are off track", "目标偏离"));
    }
    if breaks_promise {
        return (Health::OffTrack, both!("time or money is off track", "进度或费用偏离"));
    }
    if off >= 3 {
        return (Health::OffTrack, say!("{off} areas are off track", "{off}个领域偏离"));
    }
    if off > 0 {
        return (Health::AtRisk, say!("{off} area{en_s} off track", "{off}个领域偏离", en_s = if off == 1 { " is" } else { "s are" }));
    }
    if let Some(area) = [Area::Goals, Area::Plan, Area::Risk].into_iter().find(|area| health(*area) == Health::AtRisk) {
        let label = area.label();
        return (Health::AtRisk, say!("“{area}” is at risk", "“{area}”有风险", area = label));
    }
    if risk >= 3 {
        return (Health::AtRisk, say!("{risk} areas are at risk", "{risk}个领域有风险"));
    }
    (Health::OnTrack, both!("goals, plan and risks are on track", "目标、计划和风险正常"))
}

/// The reasons of the areas that stand so, the weightiest first.
fn reasons(areas: &[AreaStanding], health: Health) -> Vec<&AreaStanding> {
    BY_WEIGHT.iter().filter_map(|area| areas.iter().find(|standing| standing.area == *area && standing.health == health)).collect()
}

fn promise(project: &Project, analysis: &Analysis, areas: &[AreaStanding], health: Health) -> Message {
    if health == Health::NoData {
        let why =
            |area: Area| areas.iter().find(|standing| standing.area == area).map(|standing| standing.reason.clone()).unwrap_or_default();
        let (goals, plan) = (why(Area::Goals), why(Area::Plan));
        return say!("Cannot be judged: {goals} {plan}", "暂时无法判断：{goals}{plan}", goals, plan);
    }
    let mut parts: Vec<Message> = date_part(project, analysis).into_iter().collect();
    let worst: Vec<&AreaStanding> = reasons(areas, Health::OffTrack).into_iter().chain(reasons(areas, Health::AtRisk)).collect();
    if health == Health::OnTrack {
        let (good, judged) = kpis_on_plan(analysis);
        if judged > 0 {
            parts.push(say!("{good} of {judged} KPIs are on plan.", "{judged}项指标中{good}项正常。"));
        }
        if !worst.is_empty() {
            let names: Vec<Message> = worst.iter().take(2).map(|standing| standing.area.label()).collect();
            let list = Message::list(&names);
            parts.push(say!("Watched: {list}.", "关注：{list}。", list));
        }
    } else {
        parts.extend(
            worst
                .iter()
                .filter(|standing| !(standing.area == Area::Plan && date_is_late(analysis)))
                .take(2)
                .map(|standing| standing.reason.clone()),
        );
    }
    sentences(&parts)
}

fn date_is_late(analysis: &Analysis) -> bool {
    finish(analysis).is_some_and(|(_, late)| late > 0)
}

/// The date that matters, and whether it holds.
fn date_part(project: &Project, analysis: &Analysis) -> Option<Message> {
    let end = project.settings.project.end?;
    let (day, late) = finish(analysis)?;
    let (end, day) = (date::message(end.civil()), date::message(day.civil()));
    Some(if late > 0 {
        say!("The end moves from {end} to {day}, {late} working days late.", "结束日期由{end}推迟到{day}（晚{late}个工作日）。", end, day)
    } else {
        say!("The end on {end} holds.", "{end}结束的日期不变。", end)
    })
}

fn sentences(parts: &[Message]) -> Message {
    let join = |lang: Lang, space: &str| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(space);
    Message { en: join(Lang::En, " ").into(), zh: join(Lang::Zh, "").into() }
}

/// In closing and after, the verdict speaks of results.
fn results(project: &Project) -> Option<Message> {
    let all = project.goals.len();
    let with = |verdict: Verdict| project.goals.iter().filter(|goal| goal.outcome == Some(verdict)).count();
    let open = project.goals.iter().filter(|goal| goal.outcome.is_none()).count();
    if all == 0 || open == all {
        return None;
    }
    let (met, partly, missed) = (with(Verdict::Achieved), with(Verdict::Partial), with(Verdict::Missed));
    let mut en = vec![format!("{met} of {all} goals achieved")];
    let mut zh = vec![format!("{all}个目标中{met}个已达成")];
    for (count, en_word, zh_word) in [(partly, "partly", "部分达成"), (missed, "missed", "未达成"), (open, "without a verdict", "尚无结论")]
    {
        if count > 0 {
            en.push(format!("{count} {en_word}"));
            zh.push(format!("{count}个{zh_word}"));
        }
    }
    Some(Message { en: format!("{}.", en.join(", ")).into(), zh: format!("{}。", zh.join("，")).into() })
}

fn result_word(project: &Project, health: Health) -> Message {
    let outcomes: Vec<Verdict> =
        project.goals.iter().filter_map(|goal| goal.outcome).filter(|outcome| *outcome != Verdict::Dropped).collect();
    if outcomes.len() < project.goals.len() {
        return health.label();
    }
    if outcomes.iter().all(|outcome| *outcome == Verdict::Achieved) {
        both!("Met", "已达成")
    } else if outcomes.iter().all(|outcome| *outcome == Verdict::Missed) {
        both!("Missed", "未达成")
    } else {
        both!("Partly met", "部分达成")
    }
}
