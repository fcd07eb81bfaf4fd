//! What must be ready before a gate (`docs/numbers.md §9.3`).

use std::collections::BTreeMap;

use crate::analysis::lateness::{is_past, workdays_late};
use crate::calendar::Date;
use crate::project::registers::readiness::{Readiness, ReadinessStatus};
use crate::project::registers::strategy::DecisionStatus;
use crate::project::types::Open;
use crate::project::{Kind, Project, RecordId};
use crate::text::Message;

/// When something must be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadyBy {
    /// The day, worked out from the gate's where it is `T-14`.
    pub due: Option<Date>,
    /// The working days by which it is late; `None` if it is not.
    pub workdays_late: Option<i64>,
    /// The place of its gate in the register of milestones.
    pub gate: Option<usize>,
}

/// A milestone that things must be ready for.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Its place in the register of milestones.
    pub milestone: usize,
    /// The day on which it was passed, or is expected.
    pub day: Option<Date>,
    /// Whether it was passed.
    pub is_passed: bool,
    /// The places of its items in the register of readiness.
    pub items: Vec<usize>,
    /// Ready of all that is needed, by function; those without one last.
    pub functions: Vec<(Option<Message>, usize, usize)>,
    /// The places of the open items without which it cannot be passed.
    pub blocking: Vec<usize>,
    /// The decision to go or not to go.
    pub decision: Option<RecordId>,
    /// Whether that decision is to go.
    pub goes: Option<bool>,
}

/// A decision that names the gate is the one to go or not to go if it was made no longer before.
const DECIDED_WITHIN: i64 = 30;

impl ReadyBy {
    /// Each item, by its place in the register.
    pub(in crate::analysis) fn all(project: &Project, days: &[Option<Date>]) -> Vec<Self> {
        project.readiness.iter().map(|item| Self::of(item, project, days)).collect()
    }

    fn of(item: &Readiness, project: &Project, days: &[Option<Date>]) -> Self {
        let gate = item.gate.as_ref().and_then(|gate| project.resolve(&gate.reference()).one()).map(|id| id.index);
        let due = item.due.and_then(|due| due.on(gate.and_then(|gate| days.get(gate).copied().flatten())));
        let late = due.filter(|due| item.is_open() && is_past(project, *due));
        Self { due, workdays_late: late.map(|due| workdays_late(project, due)), gate }
    }
}

impl Gate {
    /// Every milestone that something must be ready for, by its day.
    pub(in crate::analysis) fn all(project: &Project, ready_by: &[ReadyBy], days: &[Option<Date>]) -> Vec<Self> {
        let mut items: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, by) in ready_by.iter().enumerate() {
            if let Some(gate) = by.gate {
                items.entry(gate).or_default().push(at);
            }
        }
        let mut gates: Vec<Self> = items.into_iter().map(|(milestone, items)| Self::of(project, milestone, items, days)).collect();
        gates.sort_by_key(|gate| (gate.day.is_none(), gate.day, gate.milestone));
        gates
    }

    fn of(project: &Project, milestone: usize, items: Vec<usize>, days: &[Option<Date>]) -> Self {
        let day = days.get(milestone).copied().flatten();
        let item = |at: &usize| project.readiness.get(*at);
        let mut functions: Vec<(Option<Message>, usize, usize)> = Vec::new();
        for item in items.iter().filter_map(item).filter(|item| item.status != Some(ReadinessStatus::NotNeeded)) {
            let label = item.function.as_ref().map(Open::label);
            let at = functions.iter().position(|(known, ..)| *known == label).unwrap_or_else(|| {
                functions.push((label, 0, 0));
                functions.len() - 1
            });
            if let Some((_, ready, all)) = functions.get_mut(at) {
                *all += 1;
                *ready += usize::from(!item.is_open());
            }
        }
        functions.sort_by_key(|(label, ..)| label.is_none());
        let decision = decision(project, milestone, day);
        Self {
            is_passed: project.milestones.get(milestone).is_some_and(|milestone| milestone.is_finished()),
            blocking: items.iter().copied().filter(|at| item(at).is_some_and(|item| item.is_open() && item.is_blocking())).collect(),
            decision: decision.map(|(id, _)| id),
            goes: decision.map(|(_, goes)| goes),
            milestone,
            day,
            items,
            functions,
        }
    }

    /// Calendar days from the report date to the gate.
    pub fn days_to(&self, report_date: Date) -> Option<i64> {
        self.day.map(|day| report_date.days_until(day))
    }

    /// How many of what is needed are ready.
    pub fn ready(&self) -> (usize, usize) {
        self.functions.iter().fold((0, 0), |(ready, all), (_, more, of)| (ready + more, all + of))
    }
}

/// The last decision that names the gate near its day, and whether it is to go.
fn decision(project: &Project, milestone: usize, day: Option<Date>) -> Option<(RecordId, bool)> {
    let day = day?;
    let names_it = |index: usize| {
        let decision = project.decisions.get(index)?;
        let affects = decision.affects.iter().flat_map(|affected| project.resolve(&affected.reference()).all().to_vec());
        let leads_to = decision.leads_to.iter().flat_map(|follow| project.resolve(&follow.reference()).all().to_vec());
        let gate = RecordId { kind: Kind::Milestones, index: milestone };
        affects.chain(leads_to).any(|id| id == gate).then_some(decision)
    };
    let each = (0..project.decisions.len()).filter_map(|index| {
        let decision = names_it(index)?;
        let made = decision.date.filter(|made| *made <= project.report_date && (0..=DECIDED_WITHIN).contains(&made.days_until(day)))?;
        let goes = match decision.status? {
            DecisionStatus::Accepted => true,
            DecisionStatus::Rejected => false,
            DecisionStatus::Proposed | DecisionStatus::Superseded => return None,
        };
        Some((made, RecordId { kind: Kind::Decisions, index }, goes))
    });
    each.max_by_key(|(made, id, _)| (*made, *id)).map(|(_, id, goes)| (id, goes))
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::analysis::testing::project;

    #[test]
    fn an_item_moves_with_its_gate() {
        let readiness = "- {what: a, gate: M-1, function: sales, due: T-14, status: ready}\n- {what: b, gate: M-1, function: sales, due: T-14}\n- {what: c, gate: M-1, function: legal, due: 2026-04-30, blocks: no}\n- {what: d, gate: M-1, status: not needed}\n";
        let project = project(
            &[
                ("milestones.yaml", "- {id: M-1, name: Launch, baseline: 2026-04-03, forecast: 2026-04-10}\n"),
                ("readiness.yaml", readiness),
                (
                    "decisions.yaml",
                    "- {title: Go, date: 2026-03-30, status: accepted, affects: M-1}\n- {title: Colour, date: 2026-01-30, status: rejected, affects: M-1}\n",
                ),
            ],
            "2026-03-31",
        );
        let analysis = Analysis::of(&project);
        assert_eq!(
            analysis.ready_by.iter().map(|by| (by.due.map(|day| day.to_string()), by.workdays_late)).collect::<Vec<_>>(),
            [(Some("2026-03-27".into()), None), (Some("2026-03-27".into()), Some(2)), (Some("2026-04-30".into()), None), (None, None)]
        );
        let gate = &analysis.gates[0];
        assert_eq!(
            (gate.ready(), gate.blocking.clone(), gate.days_to(project.report_date), gate.goes),
            ((1, 3), vec![1], Some(10), Some(true))
        );
        let functions: Vec<_> =
            gate.functions.iter().map(|(label, ready, all)| (label.as_ref().map(|label| label.en.to_string()), *ready, *all)).collect();
        assert_eq!(functions, [(Some("Sales".into()), 1, 2), (Some("Legal".into()), 0, 1)]);
    }
}
