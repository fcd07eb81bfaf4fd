//! The two states beside each other: which record of one is which of the other.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::checklist::{Published, called};
use crate::project::{AnyEntry, Kind, RecordId};
use crate::text::Message;
use crate::text::date::short_in_both;

/// Two states of a project.
pub(super) struct Sides<'a> {
    pub(super) then: &'a Published<'a>,
    pub(super) now: &'a Published<'a>,
}

/// The records of a register in both states.
pub(super) struct Matched {
    /// Those of both: then and now.
    pub(super) pairs: Vec<(RecordId, RecordId)>,
    /// Those that are there only now, and were not merely unpublished.
    pub(super) added: Vec<RecordId>,
    /// Those that were there only then, and are not merely unpublished now.
    pub(super) removed: Vec<RecordId>,
}

impl<'a> Sides<'a> {
    pub(super) const fn new(then: &'a Published<'a>, now: &'a Published<'a>) -> Self {
        Self { then, now }
    }

    /// The records of a register by their ids.
    pub(super) fn matched(&self, kind: Kind) -> Matched {
        let ids = |side: &'a Published<'a>| -> BTreeMap<&'a str, RecordId> {
            let entries = side.project.registers.of(kind).into_iter().enumerate();
            entries.map(|(index, entry)| (entry.id(), RecordId { kind, index })).collect()
        };
        let (mut then, now) = (ids(self.then), ids(self.now));
        let mut matched = Matched { pairs: Vec::new(), added: Vec::new(), removed: Vec::new() };
        for (index, entry) in self.now.project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            match then.remove(entry.id()) {
                Some(before) => matched.pairs.push((before, id)),
                None if self.then.withholds(kind, entry.id()) => {}
                None => matched.added.push(id),
            }
        }
        let is_gone = |id: &&str| !now.contains_key(*id) && !self.now.withholds(kind, id);
        matched.removed = then.into_iter().filter(|(id, _)| is_gone(id)).map(|(_, id)| id).collect();
        matched.removed.sort();
        matched
    }

    /// A record of the later state.
    pub(super) fn entry(&self, id: RecordId) -> Option<&'a dyn AnyEntry> {
        self.now.project.record(id)
    }

    /// What a record of the later state is called.
    pub(super) fn name(&self, id: RecordId) -> Message {
        self.entry(id).map(|entry| called(&self.now.project, entry)).unwrap_or_default()
    }

    /// What a record of the earlier state was called.
    pub(super) fn old_name(&self, id: RecordId) -> Message {
        self.then.project.record(id).map(|entry| called(&self.then.project, entry)).unwrap_or_default()
    }

    /// A day, without its year where that is the report's.
    pub(super) fn day(&self, day: Date) -> Message {
        short_in_both(day.civil(), self.now.project.report_date.year())
    }
}
