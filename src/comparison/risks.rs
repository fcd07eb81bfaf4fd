//! Risks: raised, moved, occurred, closed.

use super::sides::Sides;
use super::{Change, News, Topic};
use crate::analysis::risk::RiskLevel;
use crate::project::registers::risks::{Risk, RiskStatus};
use crate::project::{Entry, Kind, RecordId};
use crate::say;
use crate::text::Message;

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    let matched = sides.matched(Kind::Risks);
    let pairs = matched.pairs.iter().filter_map(|(then, now)| moved(sides, *then, *now));
    pairs.chain(matched.added.iter().filter_map(|now| raised(sides, *now))).collect()
}

fn risk<'a>(sides: &Sides<'a>, id: RecordId) -> Option<&'a Entry<Risk>> {
    sides.now.project.risks.get(id.index)
}

fn has_occurred(risk: &Risk) -> bool {
    risk.status == Some(RiskStatus::Occurred) || (risk.occurred.is_some() && risk.status != Some(RiskStatus::Closed))
}

fn raised(sides: &Sides<'_>, now: RecordId) -> Option<Change> {
    let of = risk(sides, now)?;
    let name = sides.name(now);
    if has_occurred(of) {
        return Some(occurred(sides, now));
    }
    if !of.is_open() {
        return None;
    }
    let numbers = sides.now.analysis.risks.get(now.index)?;
    let news = if of.is_opportunity() { News::Good } else { News::Bad };
    let kind = if of.is_opportunity() { crate::both!("opportunity", "机会") } else { crate::both!("risk", "风险") };
    let (effect, says) = match (numbers.level, numbers.current) {
        (Some(level), Some(current)) => {
            let (word, score) = (lower(&level.label()), current.score);
            let says = say!(
                "“{name}” was raised as a {word} {kind} ({score}).",
                "新增{kind}“{name}”，等级{word}（{score}分）。",
                name,
                kind,
                score,
                word
            );
            (340 + 70 * level as u32, says)
        }
        _ => (
            330,
            say!(
                "“{name}” was raised as {en_a} {kind}.",
                "新增{kind}“{name}”。",
                name,
                kind,
                en_a = if of.is_opportunity() { "an" } else { "a" }
            ),
        ),
    };
    Some(Change::new(Topic::Risk, news, effect, says).of(now))
}

fn lower(label: &Message) -> Message {
    Message { en: label.en.to_lowercase().into(), zh: label.zh.clone() }
}

fn occurred(sides: &Sides<'_>, now: RecordId) -> Change {
    let name = sides.name(now);
    Change::new(Topic::Risk, News::Bad, 660, say!("“{name}” has occurred.", "“{name}”已发生。", name)).of(now)
}

fn moved(sides: &Sides<'_>, then: RecordId, now: RecordId) -> Option<Change> {
    let (was, is) = (sides.then.project.risks.get(then.index)?, risk(sides, now)?);
    let name = sides.name(now);
    if has_occurred(is) && !has_occurred(was) {
        return Some(occurred(sides, now));
    }
    if was.is_open() && !is.is_open() {
        let says = say!("The risk “{name}” was closed.", "风险“{name}”已关闭。", name);
        return Some(Change::new(Topic::Risk, News::Good, 300, says).of(now));
    }
    if !was.is_open() && is.is_open() {
        let says = say!("The risk “{name}” is open again.", "风险“{name}”重新打开。", name);
        return Some(Change::new(Topic::Risk, News::Bad, 480, says).of(now));
    }
    let score = |side: &crate::checklist::Published<'_>, id: RecordId| side.analysis.risks.get(id.index)?.current;
    let (from, to) = (score(sides.then, then)?, score(sides.now, now)?);
    if from.score == to.score || !is.is_open() {
        return None;
    }
    let (a, b) = (from.score, to.score);
    let has_risen = b > a;
    let says = if has_risen {
        say!("The score of “{name}” rose from {a} to {b}.", "“{name}”的得分由{a}升到{b}。", name, a, b)
    } else {
        say!("The score of “{name}” fell from {a} to {b}.", "“{name}”的得分由{a}降到{b}。", name, a, b)
    };
    let is_grave = to.level >= RiskLevel::High;
    let news = News::better(has_risen == is.is_opportunity());
    Some(Change::new(Topic::Risk, news, if has_risen && is_grave { 570 } else { 350 }, says).of(now))
}
