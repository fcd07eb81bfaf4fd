//! What was promised for a period, and what came of it.

use std::collections::BTreeMap;

use super::sides::Sides;
use crate::analysis::plan::State;
use crate::calendar::{Date, Period};
use crate::checklist::{Published, called};
use crate::project::{Kind, RecordId};
use crate::text::Message;

/// What became of a milestone or a task of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was promised for the period and done in it.
    Done,
    /// It was promised for the period and is done, after it or on a day that is not known.
    DoneLate,
    /// It was promised for the period, and is now for a later day.
    PushedOut,
    /// It was promised for the period, and is neither done nor moved.
    Open,
    /// It was promised for the period and given up.
    GivenUp,
    /// It came into the period after this had begun.
    Added,
}

impl Fate {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] = [Self::Done, Self::DoneLate, Self::PushedOut, Self::Open, Self::GivenUp, Self::Added];
}

/// A milestone or a task of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// The record, if it is still there.
    pub record: Option<RecordId>,
    /// What it is called.
    pub name: Message,
    /// Its day when the period began; `None` of what was added.
    pub was: Option<Date>,
    /// Its day now.
    pub is: Option<Date>,
    /// What became of it.
    pub fate: Fate,
}

/// A period with what was promised for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The period.
    pub period: Period,
    /// The day of the state that says what was promised; `None` where baselines do.
    pub as_of: Option<Date>,
    /// What was promised, and what was added, by what became of it, the earliest first.
    pub promises: Vec<Promise>,
}

/// What can be promised.
const KINDS: [Kind; 2] = [Kind::Milestones, Kind::Tasks];

impl Stretch {
    /// What was promised at an earlier state, else by the baselines of now.
    pub fn of(period: Period, then: Option<&Published<'_>>, now: &Published<'_>) -> Self {
        let is_in = |day: Date| (period.first..=period.last).contains(&day);
        let mut promises: Vec<Promise> = match then {
            Some(then) => by_history(then, now, is_in),
            None => by_baseline(now, is_in),
        };
        for promise in &mut promises {
            if promise.fate == Fate::Done && promise.is.is_none_or(|day| day > period.last) {
                promise.fate = Fate::DoneLate;
            }
        }
        let is_secret = |name: &Message| now.internal_names.are_in(name) || then.is_some_and(|then| then.internal_names.are_in(name));
        promises.retain(|promise| !is_secret(&promise.name));
        promises.sort_by_key(|promise| (promise.fate, promise.was.or(promise.is), promise.record));
        Self { period, as_of: then.map(|then| then.project.report_date), promises }
    }

    /// How many had a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.promises.iter().filter(|promise| promise.fate == fate).count()
    }

    /// How many were promised.
    pub fn promised(&self) -> usize {
        self.promises.iter().filter(|promise| promise.fate != Fate::Added).count()
    }
}

fn ids(of: &Published<'_>, kind: Kind) -> impl Iterator<Item = RecordId> + use<> {
    (0..of.project.registers.len(kind)).map(move |index| RecordId { kind, index })
}

fn name(of: &Published<'_>, id: RecordId) -> Message {
    of.project.record(id).map(|entry| called(&of.project, entry)).unwrap_or_default()
}

/// A promise by a day that was given, of a record as it is now.
fn kept(now: &Published<'_>, id: RecordId, was: Date, last: impl Fn(Date) -> bool) -> Promise {
    let dates = now.analysis.dates(id);
    let (state, is) = dates.map_or((State::Undated, None), |dates| (dates.state, dates.day));
    let fate = match state {
        State::Done(_) => Fate::Done,
        State::Cancelled => Fate::GivenUp,
        _ if is.is_some_and(|day| day > was && !last(day)) => Fate::PushedOut,
        _ => Fate::Open,
    };
    let is = if let State::Done(day) = state { day } else { is };
    Promise { record: Some(id), name: name(now, id), was: Some(was), is, fate }
}

fn by_history(then: &Published<'_>, now: &Published<'_>, is_in: impl Fn(Date) -> bool + Copy) -> Vec<Promise> {
    let sides = Sides::new(then, now);
    let mut promises = Vec::new();
    for kind in KINDS {
        let matched = sides.matched(kind);
        let before: BTreeMap<RecordId, RecordId> = matched.pairs.iter().map(|(then, now)| (*now, *then)).collect();
        let planned = |id: RecordId| then.analysis.dates(id).filter(|dates| dates.state.is_open()).and_then(|dates| dates.day);
        for (then_id, id) in &matched.pairs {
            promises.extend(planned(*then_id).filter(|day| is_in(*day)).map(|was| kept(now, *id, was, is_in)));
        }
        let gone = matched.removed.iter().filter_map(|id| Some((*id, planned(*id).filter(|day| is_in(*day))?)));
        promises.extend(gone.map(|(id, was)| Promise {
            record: None,
            name: name(then, id),
            was: Some(was),
            is: None,
            fate: Fate::GivenUp,
        }));
        let is_known = |id: &RecordId| before.get(id).is_some_and(|then_id| planned(*then_id).is_some_and(is_in));
        let came = ids(now, kind).filter(|id| matched.added.contains(id) || before.contains_key(id)).filter(|id| !is_known(id));
        promises.extend(came.filter_map(|id| added(then, now, before.get(&id).copied(), id, is_in)));
    }
    promises
}

/// What was not in the period when it began and is now.
fn added(
    then: &Published<'_>,
    now: &Published<'_>,
    before: Option<RecordId>,
    id: RecordId,
    is_in: impl Fn(Date) -> bool,
) -> Option<Promise> {
    let was_over = before.and_then(|id| then.analysis.dates(id)).is_some_and(|dates| !dates.state.is_open());
    let dates = now.analysis.dates(id).filter(|dates| dates.state != State::Cancelled && !was_over)?;
    let day = dates.day.filter(|day| is_in(*day))?;
    Some(Promise { record: Some(id), name: name(now, id), was: None, is: Some(day), fate: Fate::Added })
}

fn by_baseline(now: &Published<'_>, is_in: impl Fn(Date) -> bool + Copy) -> Vec<Promise> {
    let mut promises = Vec::new();
    for id in KINDS.into_iter().flat_map(|kind| ids(now, kind)) {
        let Some(dates) = now.analysis.dates(id) else { continue };
        match dates.baseline {
            Some(was) if is_in(was) => promises.push(kept(now, id, was, is_in)),
            // Without a baseline nobody knows when it came.
            None => {}
            Some(_) => promises.extend(added(now, now, None, id, is_in)),
        }
    }
    promises
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Analysis;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, load_at};

    fn state(stones: &str, day: Date) -> Assessment {
        let settings = ("alongside.yaml", "project: {name: A, start: 2026-01-05, end: 2026-12-18}\n");
        let project = load_at(Folder::of_texts(&[settings, ("milestones.yaml", stones)]), day, &Arc::default());
        let analysis = Analysis::of(&project);
        Assessment::of(project, analysis)
    }

    fn fates(then: Option<&str>, now: &str) -> Vec<(String, Fate)> {
        let then = then.map(|stones| state(stones, Date::new(2026, 6, 30)));
        let then = then.as_ref().map(|then| Published::to(Audience::Public, then));
        let now = state(now, Date::new(2026, 10, 2));
        let now = Published::to(Audience::Public, &now);
        let stretch = Stretch::of(Period::parse("2026-Q3").unwrap(), then.as_ref(), &now);
        stretch.promises.iter().map(|promise| (promise.name.en.clone().into_owned(), promise.fate)).collect()
    }

    fn named(fates: &[(&str, Fate)]) -> Vec<(String, Fate)> {
        fates.iter().map(|(name, fate)| ((*name).to_owned(), *fate)).collect()
    }

    const THEN: &str = "- {id: a, name: A, forecast: 2026-07-15, status: in progress}\n- {id: b, name: B, forecast: 2026-08-15, status: in progress}\n\
        - {id: c, name: C, forecast: 2026-09-15, status: in progress}\n- {id: d, name: D, forecast: 2026-09-20, status: in progress}\n\
        - {id: e, name: E, forecast: 2026-11-20, status: in progress}\n- {id: f, name: F, forecast: 2026-09-25, status: in progress}\n\
        - {id: h, name: H, forecast: 2026-08-01, status: in progress}\n";
    const NOW: &str = "- {id: a, name: A, forecast: 2026-07-15, actual: 2026-07-16, status: done}\n- {id: b, name: B, forecast: 2026-10-15, status: in progress}\n\
        - {id: c, name: C, forecast: 2026-09-15, status: in progress}\n- {id: d, name: D, forecast: 2026-09-20, status: cancelled}\n\
        - {id: e, name: E, forecast: 2026-09-28, status: in progress}\n- {id: g, name: G, forecast: 2026-09-29, actual: 2026-09-29, status: done}\n\
        - {id: h, name: H, forecast: 2026-08-01, actual: 2026-10-01, status: done}\n";

    #[test]
    fn what_was_promised_is_told_with_what_became_of_it() {
        let expected = [
            ("A", Fate::Done),
            ("H", Fate::DoneLate),
            ("B", Fate::PushedOut),
            ("C", Fate::Open),
            ("D", Fate::GivenUp),
            ("F", Fate::GivenUp),
            ("E", Fate::Added),
            ("G", Fate::Added),
        ];
        assert_eq!(fates(Some(THEN), NOW), named(&expected));
    }

    #[test]
    fn without_history_baselines_are_the_promise() {
        let now = "- {id: a, name: A, baseline: 2026-07-15, actual: 2026-07-15, status: done}\n- {id: b, name: B, baseline: 2026-08-14, forecast: 2026-10-15, status: in progress}\n\
            - {id: c, name: C, baseline: 2026-11-13, forecast: 2026-09-15, status: in progress}\n- {id: d, name: D, forecast: 2026-09-15, status: in progress}\n";
        assert_eq!(fates(None, now), named(&[("A", Fate::Done), ("B", Fate::PushedOut), ("C", Fate::Added)]));
    }

    #[test]
    fn nothing_is_told_of_what_is_not_published() {
        let hidden = THEN.replace("name: A,", "name: A, visibility: internal,");
        assert!(fates(Some(&hidden), NOW).iter().all(|(name, _)| name != "A"));
        let hidden = NOW.replace("name: B,", "name: B, visibility: internal,");
        assert!(fates(Some(THEN), &hidden).iter().all(|(name, _)| name != "B"));
    }
}
