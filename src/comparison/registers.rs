//! Decisions, changes of strategy, actions, people, and what else is recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::{Matched, Sides};
use super::{Change, News, Topic};
use crate::analysis::actions::{ActionNumbers, ActionState};
use crate::checklist::Published;
use crate::project::registers::strategy::{self, ChangeDecision, Decision};
use crate::project::{Kind, RecordId};
use crate::say;
use crate::source::fold::fold;
use crate::text::{Message, plural};

/// At most so many of a kind are named; more are counted.
const MOST_NAMED: usize = 3;

pub(super) fn changes(sides: &Sides<'_>) -> Vec<Change> {
    let mut changes = decisions(sides);
    changes.extend(strategy(sides));
    changes.extend(actions(sides));
    changes.extend(late(sides));
    changes.extend(people(sides));
    for kind in Kind::ALL.iter().copied() {
        let matched = sides.matched(kind);
        changes.extend(work(sides, kind, &matched));
        changes.extend(removed(sides, kind, &matched));
    }
    changes
}

fn decisions(sides: &Sides<'_>) -> Vec<Change> {
    let matched = sides.matched(Kind::Decisions);
    // A log of decisions often has days alone.
    let is_taken = |of: &Decision| of.is_decided() || (of.status.is_none() && of.date.is_some());
    let is_decided = |side: &Published<'_>, id: RecordId| side.project.decisions.get(id.index).is_some_and(|of| is_taken(of));
    let newly = matched.pairs.iter().filter(|(then, now)| !is_decided(sides.then, *then) && is_decided(sides.now, *now));
    let newly = newly.map(|(_, now)| *now).chain(matched.added.iter().copied().filter(|now| is_decided(sides.now, *now)));
    let told = |now: RecordId| {
        let name = sides.name(now);
        Change::new(Topic::Decision, News::Plain, 410, say!("Decided: “{name}”.", "已决策：“{name}”。", name)).of(now)
    };
    newly.map(told).collect()
}

fn strategy(sides: &Sides<'_>) -> Vec<Change> {
    let matched = sides.matched(Kind::Changes);
    let of = |side: &Published<'_>, id: RecordId| {
        let change = side.project.changes.get(id.index);
        let is_applied = |change: &strategy::Change| change.applied.is_some() || change.decision == Some(ChangeDecision::Applied);
        change.map_or((None, false), |change| (change.decision, is_applied(change)))
    };
    let pairs = matched.pairs.iter().map(|(then, now)| (of(sides.then, *then), *now));
    let all = pairs.chain(matched.added.iter().map(|now| ((None, false), *now)));
    let told = |((was, was_applied), now): ((Option<ChangeDecision>, bool), RecordId)| {
        let (is, is_applied) = of(sides.now, now);
        let name = sides.name(now);
        let says = match is {
            _ if is_applied && !was_applied => say!("The change “{name}” was applied.", "策略调整“{name}”已落实。", name),
            Some(ChangeDecision::Approved) if is != was => say!("The change “{name}” was approved.", "策略调整“{name}”已批准。", name),
            Some(ChangeDecision::Rejected) if is != was => say!("The change “{name}” was rejected.", "策略调整“{name}”被驳回。", name),
            _ => return None,
        };
        Some(Change::new(Topic::Decision, News::Plain, 430, says).of(now))
    };
    all.filter_map(told).collect()
}

/// Actions that were done.
fn actions(sides: &Sides<'_>) -> Option<Change> {
    let is_done = |action: &&ActionNumbers| matches!(action.state, ActionState::Done(_));
    let key = |action: &ActionNumbers| fold(action.what.any());
    let mut before: BTreeMap<String, usize> = BTreeMap::new();
    for action in sides.then.analysis.actions.iter().filter(is_done) {
        *before.entry(key(action)).or_default() += 1;
    }
    let is_new = |action: &&ActionNumbers| match before.get_mut(&key(action)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    let n = sides.now.analysis.actions.iter().filter(is_done).filter(is_new).count();
    let says =
        say!("{n} action{en_s} {en_were} done.", "完成{n}项待办。", n, en_s = plural(n), en_were = if n == 1 { "was" } else { "were" });
    (n > 0).then(|| Change::new(Topic::Work, News::Good, 250, says))
}

/// What became late, of whatever register.
fn late(sides: &Sides<'_>) -> Option<Change> {
    let overdue = |side: &Published<'_>| -> Vec<(RecordId, Option<usize>)> {
        let late = side.analysis.duties.iter().filter(|duty| duty.workdays_late.is_some());
        late.map(|duty| (duty.record, duty.action)).collect()
    };
    let key = |side: &Published<'_>, (record, action): (RecordId, Option<usize>)| {
        let what = action.and_then(|at| side.analysis.actions.get(at)).map(|action| fold(action.what.any()));
        let id = side.project.record(record).map(|entry| entry.id().to_owned());
        // An action is the same in whichever minutes it stands.
        what.map_or((Some(record.kind), id), |what| (None, Some(what)))
    };
    let before: BTreeSet<_> = overdue(sides.then).into_iter().map(|duty| key(sides.then, duty)).collect();
    let newly: Vec<_> = overdue(sides.now).into_iter().filter(|duty| !before.contains(&key(sides.now, *duty))).collect();
    let n = newly.len();
    let (record, action) = *newly.first()?;
    let name = match action.and_then(|at| sides.now.analysis.actions.get(at)) {
        Some(action) => Message::same(action.what.any().to_owned()),
        None => sides.name(record),
    };
    let says = if n == 1 {
        say!("“{name}” became overdue.", "“{name}”已逾期。", name)
    } else {
        say!("“{name}” and {en_others} more became overdue.", "“{name}”等{zh_n}项已逾期。", name, en_others = n - 1, zh_n = n)
    };
    Some(Change::new(Topic::Work, News::Bad, 370 + u32::try_from(n.min(30)).unwrap_or(30), says).of(record))
}

fn people(sides: &Sides<'_>) -> Vec<Change> {
    let matched = sides.matched(Kind::People);
    let left_on = |side: &Published<'_>, id: RecordId| side.project.people.get(id.index).and_then(|person| person.left_on);
    let mut changes: Vec<Change> = Vec::new();
    for now in matched.added.iter().take(MOST_NAMED) {
        let name = sides.name(*now);
        changes.push(Change::new(Topic::People, News::Plain, 150, say!("{name} joined.", "{name}加入项目。", name)).of(*now));
    }
    let today = sides.now.project.report_date;
    for (then, now) in &matched.pairs {
        let has_left = left_on(sides.now, *now).filter(|on| *on <= today);
        if let Some(on) = has_left.filter(|on| left_on(sides.then, *then).is_none_or(|_| *on > sides.then.project.report_date)) {
            let (name, day) = (sides.name(*now), sides.day(on));
            changes.push(
                Change::new(Topic::People, News::Plain, 340, say!("{name} left on {day}.", "{name}已于{day}离开。", name, day)).of(*now),
            );
        }
    }
    changes
}

/// Registers whose records have sentences of their own.
const TOLD_ONE_BY_ONE: [Kind; 6] = [Kind::Goals, Kind::Milestones, Kind::Risks, Kind::Decisions, Kind::Changes, Kind::Actions];

/// What was added and what was closed in a register of work that has no sentences of its own.
fn work(sides: &Sides<'_>, kind: Kind, matched: &Matched) -> Option<Change> {
    if TOLD_ONE_BY_ONE.contains(&kind) {
        return None;
    }
    let is_open = |side: &Published<'_>, id: RecordId| side.project.record(id).and_then(crate::project::AnyEntry::still_open);
    let added = matched.added.iter().filter(|id| is_open(sides.now, **id) == Some(true)).count();
    let closed =
        matched.pairs.iter().filter(|(then, now)| is_open(sides.then, *then) == Some(true) && is_open(sides.now, *now) == Some(false));
    let closed = closed.count();
    let parts = [
        (added > 0).then(|| say!("{added} added", "新增{added}项", added)),
        (closed > 0).then(|| say!("{closed} finished", "完成{closed}项", closed)),
    ];
    let told = parts.into_iter().flatten().reduce(|all, next| say!("{all}, {next}", "{all}，{next}", all, next))?;
    let register = kind.label();
    Some(Change::new(Topic::Work, News::Plain, 200, say!("{register}: {told}.", "{register}：{told}。", register, told)))
}

/// Records that are no longer there. A row that merely has another name now would be told as gone, so only ids that a person wrote
/// are followed, and where a record says its own end it is closed, not deleted.
fn removed(sides: &Sides<'_>, kind: Kind, matched: &Matched) -> Option<Change> {
    let is_own = |id: &&RecordId| sides.then.project.record(**id).is_some_and(crate::project::AnyEntry::has_own_id);
    let gone: Vec<RecordId> = matched.removed.iter().filter(is_own).copied().collect();
    let names: Vec<Message> = gone.iter().take(MOST_NAMED).map(|id| sides.old_name(*id)).collect();
    let quoted: Vec<Message> = names.iter().map(|name| say!("“{name}”", "“{name}”", name)).collect();
    let (n, more, register) = (gone.len(), gone.len().saturating_sub(MOST_NAMED), kind.label());
    let list = Message::list(&quoted);
    let says = match (n, more) {
        (0, _) => return None,
        (1, _) => say!("{register}: {list} is no longer recorded.", "{register}：{list}已不在记录中。", register, list),
        (_, 0) => say!("{register}: {list} are no longer recorded.", "{register}：{list}已不在记录中。", register, list),
        _ => {
            let list = quoted.iter().cloned().reduce(|all, next| say!("{all}, {next}", "{all}、{next}", all, next)).unwrap_or_default();
            say!(
                "{register}: {list} and {en_more} more are no longer recorded.",
                "{register}：{list}等{zh_n}条已不在记录中。",
                register,
                list,
                en_more = more,
                zh_n = n
            )
        }
    };
    Some(Change::new(Topic::Removed, News::Plain, 330, says))
}
