//! The numbers of an edition: those of what it has. Nothing is missing in them only because the edition does not have it.

use std::collections::BTreeSet;

use super::Analysis;
use super::actions::{ActionNumbers, ActionPlace};
use super::cadence::CadenceNumbers;
use super::kpi::OffTrack;
use super::needs::Need;
use super::trace::{Chain, Trace};
use crate::project::{Kept, Kind, RecordId};

/// The numbers of the whole, and what of it is in the edition.
pub(super) struct Whole<'w> {
    pub(super) numbers: &'w Analysis,
    pub(super) kept: &'w Kept,
}

impl Whole<'_> {
    /// Leaves out actions that are also written where the edition does not look: there they may have been done.
    pub(super) fn keep_whole(&self, actions: &mut Vec<ActionNumbers>) {
        let now = |place: &ActionPlace| self.kept.now(place.record).map(|record| ActionPlace { record, ..*place });
        let torn = self.numbers.actions.iter().filter(|action| action.places.iter().any(|place| now(place).is_none()));
        let torn: BTreeSet<(RecordId, Option<usize>)> =
            torn.flat_map(|action| &action.places).filter_map(now).map(|place| (place.record, place.item)).collect();
        actions.retain(|action| !action.places.iter().any(|place| torn.contains(&(place.record, place.item))));
    }

    /// A meeting that was held and is not published was not missed: it counts neither as due nor as held.
    pub(super) fn count_no_held_as_missed(&self, cadences: &mut [CadenceNumbers]) {
        for (before, index) in self.numbers.cadences.iter().zip(0..) {
            let now = self.kept.now(RecordId { kind: Kind::Cadences, index });
            if let Some(cadence) = now.and_then(|now| cadences.get_mut(now.index)) {
                cadence.missed_at_most(before);
            }
        }
    }

    /// What was answered by a change that is not published is not told as unanswered.
    pub(super) fn leave_out_answered(&self, off_track: &mut [Option<OffTrack>]) {
        for (before, index) in self.numbers.off_track.iter().zip(0..) {
            let Some(now) = self.kept.now(RecordId { kind: Kind::Kpis, index }) else { continue };
            if before.is_some_and(|off| off.answer.is_some())
                && let Some(off) = off_track.get_mut(now.index)
            {
                *off = off.filter(|off| off.answer.is_some());
            }
        }
    }

    /// What waits, as far as it is published: what was decided or accepted by somebody who is not does not wait.
    pub(super) fn needs(&self) -> Vec<Need> {
        let now = |need: &Need| Some(Need { record: self.kept.now(need.record)?, ..*need });
        self.numbers.needs.iter().filter_map(now).collect()
    }

    /// What leads to something that is not published does not end there.
    pub(super) fn trace(&self) -> Trace {
        let Trace { answers, effects, alignment, work, measures } = &self.numbers.trace;
        let chain = |chain: &Chain<RecordId>| chain.only(|id| self.kept.now(id));
        Trace {
            answers: chain(answers),
            effects: chain(effects),
            alignment: chain(alignment),
            work: chain(work),
            measures: chain(measures),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn what_is_not_published_is_not_told_as_missing() {
        let project = project(
            &[
                ("cadences.yaml", "- {id: w, name: Weekly, every: week, starts: 2026-03-02}\n"),
                (
                    "meetings.yaml",
                    "- {date: 2026-03-02, cadence: w}\n- {date: 2026-03-09, cadence: w, visibility: internal}\n- {date: 2026-03-23, cadence: w}\n",
                ),
                ("research.yaml", "- {id: a, title: A, date: 2026-03-01, leads_to: D-1}\n- {id: b, title: B, date: 2026-03-01}\n"),
                ("decisions.yaml", "- {id: D-1, title: x, date: 2026-03-03, visibility: internal}\n"),
                ("actions.yaml", "- {what: Call, status: open}\n- {what: Sue, status: open, visibility: internal}\n"),
            ],
            "2026-03-29",
        );
        let whole = Analysis::of(&project);
        let (edition, kept) = project.published();
        let numbers = Analysis::of_edition(&edition, &whole, &kept);
        let held = |analysis: &Analysis| analysis.cadences.first().map(|weekly| (weekly.kept(), weekly.missed(), weekly.expected()));
        assert_eq!((held(&whole), held(&numbers)), (Some((3, 1, 4)), Some((2, 1, 3))));
        assert_eq!(numbers.trace.answers.dead_ends, [RecordId { kind: Kind::Research, index: 1 }]);
        assert_eq!((numbers.trace.answers.sources.len(), numbers.trace.answers.sinks.len()), (2, 0));
        assert_eq!((whole.action_totals.open, numbers.action_totals.open), (2, 1));
    }
}
