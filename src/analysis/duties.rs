//! All that is due from whom: what is open, who answers for it, and how late it is at the report date (`docs/numbers.md §1.6`).

use std::collections::BTreeMap;

use super::Analysis;
use super::actions::ActionNumbers;
use super::handoffs::HandoffState;
use super::lateness::{is_past, workdays_late};
use super::plan;
use crate::calendar::Date;
use crate::project::{AnyEntry, Kind, Project, RecordId};

/// Something open that someone answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// The record; of an action, the newest one in which it is written.
    pub record: RecordId,
    /// Which of [`Analysis::actions`] it is.
    pub action: Option<usize>,
    /// The person who answers for it, if one is named and known.
    pub owner: Option<usize>,
    /// The day by which it is to be done or reviewed.
    pub due: Option<Date>,
    /// The working days by which that day is past, 0 if none was worked since; `None` if it is not.
    pub workdays_late: Option<i64>,
}

/// All duties.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duties {
    all: Vec<Duty>,
    of_records: BTreeMap<RecordId, usize>,
}

impl Duties {
    /// The actions first, then the records of each register.
    pub(super) fn of(project: &Project, analysis: &Analysis) -> Self {
        let of_actions = analysis.actions.iter().enumerate().filter_map(|(at, action)| of_action(project, at, action));
        let mut duties = Self { all: of_actions.collect(), of_records: BTreeMap::new() };
        for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Actions) {
            for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
                duties.all.extend(of_record(project, analysis, RecordId { kind, index }, entry));
            }
        }
        // An action within a record is no duty of the record itself.
        let is_own = |duty: &Duty| duty.action.is_none() || duty.record.kind == Kind::Actions;
        duties.of_records = duties.all.iter().enumerate().filter(|(_, duty)| is_own(duty)).map(|(at, duty)| (duty.record, at)).collect();
        duties
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Duty> {
        self.all.iter()
    }

    /// What is due by a record itself.
    pub fn of_record(&self, id: RecordId) -> Option<&Duty> {
        self.all.get(*self.of_records.get(&id)?)
    }
}

fn of_action(project: &Project, at: usize, action: &ActionNumbers) -> Option<Duty> {
    let record = action.newest().filter(|_| action.is_open())?.record;
    let owner = project.owner(action.owner.as_ref());
    Some(Duty { record, action: Some(at), owner, due: action.due, workdays_late: action.overdue })
}

fn of_record(project: &Project, analysis: &Analysis, record: RecordId, entry: &dyn AnyEntry) -> Option<Duty> {
    let (due, workdays_late) = due(project, analysis, record, entry)?;
    Some(Duty { record, action: None, owner: project.owner(entry.owner()), due, workdays_late })
}

/// The day on which something is due and how late it is; `None` where nothing is asked.
fn due(project: &Project, analysis: &Analysis, id: RecordId, entry: &dyn AnyEntry) -> Option<(Option<Date>, Option<i64>)> {
    let late = |due: Date| is_past(project, due).then(|| workdays_late(project, due));
    // The analysis knows more of these than the record says.
    match id.kind {
        Kind::Milestones | Kind::Tasks => {
            let dates = analysis.dates(id).filter(|dates| dates.state.is_open())?;
            let late = if let plan::State::Late { workdays } = dates.state { Some(workdays) } else { None };
            return Some((dates.day, late));
        }
        Kind::Tickets => return analysis.tickets.get(id.index).filter(|ticket| ticket.is_open).map(|_| (None, None)),
        _ => {}
    }
    id.kind.tracked().due.filter(|_| entry.still_open() == Some(true))?;
    match id.kind {
        Kind::Handoffs => {
            let state = analysis.handoffs.get(id.index)?;
            Some((entry.due_day(), if let HandoffState::Late(late) = state { Some(late.workdays) } else { None }))
        }
        Kind::Readiness => {
            let by = analysis.ready_by.get(id.index)?;
            Some((by.due, by.workdays_late))
        }
        // What was looked at since is not due.
        Kind::Risks => analysis.risk_reviews.get(id.index)?.next.map(|next| (Some(next), late(next))),
        _ => Some((entry.due_day(), entry.due_day().and_then(late))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn what_is_due_from_whom() {
        let project = project(
            &[
                ("people.yaml", "- {id: li-na, name: Li Na}\n"),
                ("actions.yaml", "- {what: a, owner: li-na, due: 2026-03-27}\n- {what: b, due: 2026-03-27, status: done}\n"),
                ("issues.yaml", "- {title: c, owner: Li Na, due: 2026-03-31}\n- {title: d}\n"),
                ("tasks.yaml", "- {name: e, end: 2026-03-27, percent: 50}\n- {name: f, end: 2026-03-27, percent: 100}\n"),
                (
                    "risks.yaml",
                    "- {title: g, next_review: 2026-03-27}\n- {title: h, next_review: 2026-03-27, reviewed: 2026-03-30}\n- {title: i}\n",
                ),
                ("handoffs.yaml", "- {what: j, owner: li-na, due: 2026-03-27}\n"),
                ("tickets.yaml", "- {title: k, opened: 2026-03-02}\n"),
                ("goals.yaml", "- {title: l, owner: li-na, due: 2026-03-27}\n"),
            ],
            "2026-03-31",
        );
        let analysis = Analysis::of(&project);
        let found: Vec<_> = analysis
            .duties
            .iter()
            .map(|duty| (project.record(duty.record).unwrap().name().unwrap().any(), duty.owner, duty.due.is_some(), duty.workdays_late))
            .collect();
        assert_eq!(
            found,
            [
                ("a", Some(0), true, Some(2)),
                ("k", None, false, None),
                ("e", None, true, Some(2)),
                ("j", Some(0), true, None),
                ("g", None, true, Some(2)),
                ("c", Some(0), true, None),
                ("d", None, false, None),
            ]
        );
    }

    #[test]
    fn an_action_of_a_risk_is_no_duty_of_the_risk() {
        let risk = "- {title: a, actions: [{what: b, due: 2026-03-27}]}\n";
        let project = project(&[("risks.yaml", risk)], "2026-03-31");
        let analysis = Analysis::of(&project);
        assert_eq!(analysis.duties.iter().map(|duty| duty.action).collect::<Vec<_>>(), [Some(0)]);
        assert_eq!(analysis.duties.of_record(RecordId { kind: Kind::Risks, index: 0 }), None);
    }
}
