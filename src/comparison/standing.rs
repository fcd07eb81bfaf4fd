//! How the whole, the areas and the goals stand.

use super::sides::Sides;
use super::{Change, News, Topic};
use crate::analysis::goals::GoalState;
use crate::checklist::Health;
use crate::project::registers::words::Verdict;
use crate::project::{Kind, RecordId};
use crate::text::Message;
use crate::{both, say};

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    whole(sides).into_iter().chain(areas(sides)).chain(goals(sides)).collect()
}

fn whole(sides: &Sides<'_>) -> Option<Change> {
    let (then, now) = (&sides.then.standing, &sides.now.standing);
    if then.health == now.health || !then.health.is_judged() || !now.health.is_judged() {
        return None;
    }
    let (was, is) = (word(then.health), word(now.health));
    let says = say!("The project is {is}; it was {was}.", "项目{is}，此前{was}。", is, was);
    Some(Change::new(Topic::Standing, News::better(now.health < then.health), 1000, says))
}

fn areas(sides: &Sides<'_>) -> Vec<Change> {
    let change = |now: &crate::checklist::AreaStanding| {
        let then = sides.then.standing.of(now.area);
        if then.health == now.health || !then.health.is_judged() || !now.health.is_judged() {
            return None;
        }
        let (area, is, was) = (now.area.label(), word(now.health), word(then.health));
        let says = say!("“{area}” is {is}; it was {was}.", "“{area}”{is}，此前{was}。", area, is, was);
        let is_better = now.health < then.health;
        Some(Change::new(Topic::Standing, News::better(is_better), if is_better { 380 } else { 420 }, says))
    };
    sides.now.standing.areas.iter().filter_map(change).collect()
}

fn goals(sides: &Sides<'_>) -> Vec<Change> {
    let matched = sides.matched(Kind::Goals);
    let state = |side: &crate::checklist::Published<'_>, index: usize| side.analysis.goals.get(index).map(|goal| goal.state);
    let pair = |(then, now): &(RecordId, RecordId)| {
        if let Some(told) = outcome(sides, *then, *now) {
            return Some(told);
        }
        let (was, is) = (state(sides.then, then.index)?, state(sides.now, now.index)?);
        if was == is || was == GoalState::NoData || is == GoalState::NoData {
            return None;
        }
        let (name, says_is, says_was) = (sides.name(*now), goal_word(is), goal_word(was));
        let says =
            say!("The goal “{name}” is {says_is}; it was {says_was}.", "目标“{name}”{says_is}，此前{says_was}。", name, says_is, says_was);
        let news = if is == GoalState::Dropped { News::Plain } else { News::better(is < was) };
        Some(Change::new(Topic::Standing, news, 900, says).of(*now))
    };
    matched.pairs.iter().filter_map(pair).collect()
}

/// An outcome that is recorded now.
fn outcome(sides: &Sides<'_>, then: RecordId, now: RecordId) -> Option<Change> {
    let of = |side: &crate::checklist::Published<'_>, id: RecordId| side.project.goals.get(id.index).and_then(|goal| goal.outcome);
    let outcome = of(sides.now, now).filter(|outcome| of(sides.then, then) != Some(*outcome))?;
    let name = sides.name(now);
    let (news, says) = match outcome {
        Verdict::Achieved => (News::Good, say!("The goal “{name}” was achieved.", "目标“{name}”已达成。", name)),
        Verdict::Partial => (News::Plain, say!("The goal “{name}” was achieved in part.", "目标“{name}”部分达成。", name)),
        Verdict::Missed => (News::Bad, say!("The goal “{name}” was missed.", "目标“{name}”未达成。", name)),
        Verdict::Dropped => (News::Plain, say!("The goal “{name}” was given up.", "目标“{name}”已取消。", name)),
    };
    Some(Change::new(Topic::Standing, news, 950, says).of(now))
}

fn word(health: Health) -> Message {
    let label = health.label();
    Message { en: label.en.to_lowercase().into(), zh: label.zh }
}

const fn goal_word(state: GoalState) -> Message {
    match state {
        GoalState::Met => both!("achieved", "已达成"),
        GoalState::OnTrack => both!("on track", "正常"),
        GoalState::AtRisk => both!("at risk", "有风险"),
        GoalState::OffTrack => both!("off track", "偏离"),
        GoalState::Dropped => both!("given up", "已取消"),
        GoalState::NoData => both!("not judged", "暂无数据"),
    }
}
