//! The end, and the milestones.

use super::sides::Sides;
use super::{Change, News, Topic};
use crate::analysis::plan::State;
use crate::project::{Kind, RecordId};
use crate::say;
use crate::text::plural;

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    let milestones = sides.matched(Kind::Milestones);
    let pairs = milestones.pairs.iter().filter_map(|(then, now)| milestone(sides, *then, *now));
    end(sides).into_iter().chain(pairs).collect()
}

/// Weights of a day, so that the longest delay comes first, at most that of sixty.
fn days(workdays: i64) -> u32 {
    u32::try_from(workdays.unsigned_abs().min(60)).unwrap_or(60)
}

fn end(sides: &Sides<'_>) -> Option<Change> {
    let finish = |side: &crate::checklist::Published<'_>| side.analysis.finish.as_ref().map(|finish| finish.day);
    let (from, to) = (finish(sides.then)?, finish(sides.now)?);
    if from == to {
        return None;
    }
    let workdays = sides.now.project.calendar.distance(from, to);
    let (was, is) = (sides.day(from), sides.day(to));
    let says = say!("The last open date of the plan moved from {was} to {is}.", "计划的最后日期由{was}变为{is}。", was, is);
    Some(Change::new(Topic::Plan, News::better(to < from), 640 + days(workdays), says))
}

fn milestone(sides: &Sides<'_>, then: RecordId, now: RecordId) -> Option<Change> {
    let (was, is) = (sides.then.analysis.dates(then)?, sides.now.analysis.dates(now)?);
    let name = sides.name(now);
    if was.state.is_open()
        && let State::Done(on) = is.state
    {
        let says = match on {
            Some(on) => say!("“{name}” was reached on {day}.", "“{name}”已于{day}达成。", name, day = sides.day(on)),
            None => say!("“{name}” was reached.", "“{name}”已达成。", name),
        };
        return Some(Change::new(Topic::Plan, News::Good, 500, says).of(now));
    }
    if is.state == State::Cancelled && was.state != State::Cancelled {
        let says = say!("“{name}” was cancelled.", "“{name}”已取消。", name);
        return Some(Change::new(Topic::Plan, News::Plain, 560, says).of(now));
    }
    let (from, to) = (was.day?, is.day?);
    if from == to || !is.state.is_open() {
        return None;
    }
    let workdays = sides.now.project.calendar.distance(from, to);
    let n = usize::try_from(workdays.unsigned_abs()).unwrap_or_default();
    let (from_day, to_day) = (sides.day(from), sides.day(to));
    let says = if to > from {
        say!(
            "“{name}” moved from {from_day} to {to_day}, {n} working day{en_s} later.",
            "“{name}”由{from_day}推迟到{to_day}，晚{n}个工作日。",
            name,
            from_day,
            to_day,
            n,
            en_s = plural(n)
        )
    } else {
        say!(
            "“{name}” moved from {from_day} to {to_day}, {n} working day{en_s} earlier.",
            "“{name}”由{from_day}提前到{to_day}，早{n}个工作日。",
            name,
            from_day,
            to_day,
            n,
            en_s = plural(n)
        )
    };
    Some(Change::new(Topic::Plan, News::better(to < from), if to > from { 610 } else { 400 } + days(workdays), says).of(now))
}
