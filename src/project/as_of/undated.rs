//! States, amounts, scores and forecasts without the day on which they were so: of an earlier day they say nothing, and are marked as known
//! today.

use std::collections::{BTreeMap, BTreeSet};

use crate::both;
use crate::calendar::Date;
use crate::project::RecordId;
use crate::project::kind::{Kind, Registers};
use crate::project::record::{AnyEntry, Entry, Record};
use crate::project::registers::plan::Milestone;
use crate::project::registers::strategy::{Change, ChangeDecision};
use crate::project::registers::words::Verdict;
use crate::project::settings::Settings;
use crate::project::types::ChoiceType;
use crate::project::{Stage, tracked};
use crate::source::schema::Field;
use crate::text::Message;

/// Records with the state that they have today.
type States = BTreeMap<RecordId, Message>;

/// What is known of today alone, of a day that lies before it: what is over, what was spent, the scores of risks that were looked at
/// again since, when milestones are expected and what was decided of changes.
pub(super) fn all(registers: &mut Registers, day: Date, rescored: &BTreeSet<usize>) -> States {
    let mut states = over(registers);
    states.extend(money(registers, day));
    states.extend(scores(registers, rescored));
    states.extend(forecasts(registers, day));
    states.extend(decided(registers));
    states
}

/// Expected days of milestones that have moved, of which nobody has noted when: until then the day once agreed was expected. Where
/// earlier forecasts were noted with their days, the last one before the day was it, and is known.
fn forecasts(registers: &mut Registers, day: Date) -> States {
    let mut states = States::new();
    // By a day behind both it was due, whichever of them was expected.
    let is_moved = |milestone: &Milestone| {
        milestone.forecast.zip(milestone.baseline).is_some_and(|(forecast, baseline)| forecast != baseline && forecast.max(baseline) > day)
    };
    let open = registers.milestones.iter_mut().enumerate().filter(|(_, entry)| entry.actual.is_none() && is_moved(entry));
    for (index, entry) in open {
        let noted = || entry.history.iter().filter_map(|noted| noted.on.zip(noted.forecast));
        let of_then = noted().filter(|(on, _)| *on <= day).max_by_key(|(on, _)| *on).map(|(_, forecast)| forecast);
        let is_known = entry.forecast == of_then || noted().any(|(on, _)| on > day);
        entry.data_mut().forecast = of_then.or(entry.baseline);
        if !is_known {
            states.insert(RecordId { kind: Kind::Milestones, index }, both!("Expected day", "预计日期"));
        }
    }
    states
}

/// Changes that are decided, at a day that nobody has noted. They still agree to what they name, which is no reproach to anybody.
fn decided(registers: &Registers) -> States {
    let word = |change: &Change| change.decision.filter(|decision| *decision != ChangeDecision::Undecided).map(ChangeDecision::label);
    let is_undated = |change: &Change| [change.decided, change.applied, change.done_on].iter().all(Option::is_none);
    let undated = registers.changes.iter().enumerate().filter(|(_, change)| is_undated(change));
    undated.filter_map(|(index, change)| Some((RecordId { kind: Kind::Changes, index }, word(change)?))).collect()
}

/// Amounts of what had not ended by the day, or has no time of its own: a part of them may have come later.
fn money(registers: &mut Registers, day: Date) -> States {
    let mut states = States::new();
    let amounts = || both!("Amounts", "金额");
    for (index, line) in registers.budget.iter_mut().enumerate() {
        let data = line.data_mut();
        let has_amounts = data.actual.is_some() || data.committed.is_some() || data.forecast.is_some();
        if has_amounts && data.period.as_ref().is_none_or(|period| period.last > day) {
            (data.actual, data.committed, data.forecast) = (None, None, None);
            states.insert(RecordId { kind: Kind::Budget, index }, amounts());
        }
    }
    for (index, campaign) in registers.campaigns.iter_mut().enumerate() {
        let data = campaign.data_mut();
        if data.spent.is_some() && data.end.is_none_or(|end| end > day) {
            data.spent = None;
            states.insert(RecordId { kind: Kind::Campaigns, index }, amounts());
        }
    }
    states
}

/// The scores of open risks that were looked at again later.
fn scores(registers: &mut Registers, rescored: &BTreeSet<usize>) -> States {
    let mut states = States::new();
    for (index, risk) in registers.risks.iter_mut().enumerate().filter(|(index, _)| rescored.contains(index)) {
        let data = risk.data_mut();
        let has_score = data.probability.is_some() || data.impact.is_some() || data.level.is_some() || data.residual.is_some();
        if has_score {
            (data.probability, data.impact, data.level, data.residual) = (None, None, None, None);
            states.insert(RecordId { kind: Kind::Risks, index }, both!("Score", "得分"));
        }
    }
    states
}

/// Everything that is over and does not say since when. What a plan reckons with is taken back: it is neither done nor late. What is
/// only closed stays closed, which gives no verdict.
fn over(registers: &mut Registers) -> States {
    let mut states = States::new();
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in registers.of(kind).into_iter().enumerate().filter(|(_, entry)| is_undated(*entry)) {
            let word = entry.status().map_or(both!("Done", "已完成"), |(word, _): tracked::Stated| word);
            states.insert(RecordId { kind, index }, word);
        }
    }
    let is_marked = |kind, index| states.contains_key(&RecordId { kind, index });
    for task in marked(&mut registers.tasks, &is_marked) {
        (task.status, task.percent, task.remaining) = (None, None, None);
    }
    for milestone in marked(&mut registers.milestones, &is_marked) {
        milestone.status = None;
    }
    states.extend(outcomes(registers, |_, _| true));
    states
}

/// Whether something is over, and none of its days says since when.
fn is_undated(entry: &dyn AnyEntry) -> bool {
    let tracked = entry.kind().tracked();
    let is_end = |field: &str| tracked.states.contains(&field) || tracked.ordered.iter().any(|(_, last)| *last == field);
    let says_since = |field: &Field| field.shape.is_day() && entry.has_happened(field.name) && is_end(field.name);
    entry.still_open() == Some(false) && entry.values_of(&says_since).iter().all(|(_, value)| value.is_empty())
}

fn marked<'r, T: Record>(register: &'r mut [Entry<T>], is_marked: &impl Fn(Kind, usize) -> bool) -> impl Iterator<Item = &'r mut T> {
    let entries = register.iter_mut().enumerate().filter(|(index, _)| is_marked(T::KIND, *index));
    entries.map(|(_, entry)| entry.data_mut())
}

/// Takes back the outcomes of goals of which a day is not known.
fn outcomes(registers: &mut Registers, is_later: impl Fn(Verdict, Option<Date>) -> bool) -> States {
    let mut states = States::new();
    for (index, goal) in registers.goals.iter_mut().enumerate() {
        let outcome = goal.outcome.filter(|outcome| is_later(*outcome, goal.due));
        if let Some(outcome) = outcome {
            goal.data_mut().outcome = None;
            states.insert(RecordId { kind: Kind::Goals, index }, outcome.label());
        }
    }
    states
}

/// What cannot have been so yet: a goal that was missed before its day.
pub(super) fn impossible(registers: &mut Registers, day: Date) -> States {
    outcomes(registers, |outcome, due| matches!(outcome, Verdict::Missed | Verdict::Partial) && due.is_some_and(|due| due > day))
}

/// The stage that a project had on a day: the set one has no day, and a project does not close in the first half of its time.
pub(in crate::project) fn take_stage(settings: &mut Settings, day: Date, looks_back: bool) {
    let info = &mut settings.project;
    let is_early = info.start.zip(info.end).is_some_and(|(start, end)| start.days_until(day) * 2 < start.days_until(end));
    if looks_back || (is_early && info.stage == Some(Stage::Closing)) {
        info.stage = info.stage.filter(|_| info.start.is_none() && info.end.is_none());
    }
}
