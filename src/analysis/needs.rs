//! What waits for somebody to decide, accept or deliver it (`docs/numbers.md §8.12`).

use super::Analysis;
use super::risk::needs_acceptance;
use crate::both;
use crate::calendar::Date;
use crate::project::registers::strategy::{Change, ChangeDecision, Decision, DecisionStatus};
use crate::project::types::Reference;
use crate::project::{AnyEntry, Connections, Kind, Project, RecordId};
use crate::text::Message;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// A change is to be approved or rejected.
    Approve,
    /// A proposed decision is to be taken.
    Decide,
    /// A risk above the appetite is to be accepted, or more done about it.
    Accept,
    /// A decision is to be looked at again.
    Revisit,
    /// A hand-off is overdue.
    Deliver,
}

impl Ask {
    /// What is to be done, behind "is": "to be approved or rejected".
    pub const fn label(self) -> Message {
        match self {
            Self::Approve => both!("to be approved or rejected", "待批准或驳回"),
            Self::Decide => both!("to be decided", "待决策"),
            Self::Accept => both!("to be accepted, or more to be done about it", "待接受，或加强应对"),
            Self::Revisit => both!("to be looked at again", "待复议"),
            Self::Deliver => both!("to be delivered", "待交付"),
        }
    }

    /// The field of the record that names who is to do it.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Approve => "approved_by",
            Self::Decide | Self::Revisit => "deciders",
            Self::Accept => "accepted_by",
            Self::Deliver => "owner",
        }
    }
}

/// Something that waits for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The record that waits.
    pub record: RecordId,
    /// What is asked for.
    pub ask: Ask,
    /// Since when, as far as it is recorded.
    pub since: Option<Date>,
}

impl Need {
    /// Everything that waits at the report date: by what is asked for, the longest first.
    pub(super) fn all(project: &Project, analysis: &Analysis) -> Vec<Self> {
        let mut needs = changes(project);
        needs.extend(decisions(project, &analysis.connections));
        needs.extend(risks(project, analysis));
        needs.extend(handoffs(project, analysis));
        needs.retain(|need| !project.is_known_today_only(need.record));
        needs.sort_by_key(|need| (need.ask, need.since.is_none(), need.since, need.record));
        needs
    }

    /// The people whom it waits for: those whom the record names, else the sponsor, else the project manager.
    pub fn asked(&self, project: &Project) -> Vec<usize> {
        let values = project.record(self.record).map(AnyEntry::values).unwrap_or_default();
        let named: Vec<Reference<'_>> =
            values.iter().filter(|(field, _)| field.name == self.ask.field()).flat_map(|(_, value)| value.references()).collect();
        if named.is_empty() {
            let info = &project.settings.project;
            return project.owner(info.sponsor.as_ref()).or_else(|| project.owner(info.project_manager.as_ref())).into_iter().collect();
        }
        let found = named.iter().flat_map(|reference| project.resolve(reference).all().to_vec());
        found.filter(|id| id.kind == Kind::People).map(|id| id.index).collect()
    }
}

fn entries(kind: Kind, count: usize) -> impl Iterator<Item = RecordId> {
    (0..count).map(move |index| RecordId { kind, index })
}

fn changes(project: &Project) -> Vec<Need> {
    let today = project.report_date;
    let waits = |change: &Change| match change.decision {
        None | Some(ChangeDecision::Undecided) => change.applied.is_none() && change.decided.is_none(),
        Some(ChangeDecision::Deferred) => change.revisit.is_some_and(|revisit| revisit <= today),
        Some(ChangeDecision::Approved | ChangeDecision::Applied | ChangeDecision::Rejected) => false,
    };
    let need = |record: RecordId| {
        let change = project.changes.get(record.index)?;
        let since = change.revisit.filter(|_| change.decision == Some(ChangeDecision::Deferred)).or(change.raised);
        let is_there = since.is_none_or(|since| since <= today);
        (waits(change) && is_there).then_some(Need { record, ask: Ask::Approve, since })
    };
    entries(Kind::Changes, project.changes.len()).filter_map(need).collect()
}

fn decisions(project: &Project, connections: &Connections) -> Vec<Need> {
    let today = project.report_date;
    let is_answered = |id: RecordId, decision: &Decision| {
        let others = connections.around(id).filter(|id| id.kind == Kind::Decisions);
        others.filter_map(|id| project.decisions.get(id.index)).any(|other| other.date > decision.date)
    };
    let need = |record: RecordId| {
        let decision = project.decisions.get(record.index)?;
        if decision.status == Some(DecisionStatus::Proposed) {
            let since = decision.date.filter(|date| *date <= today);
            return Some(Need { record, ask: Ask::Decide, since });
        }
        let holds = !matches!(decision.status, Some(DecisionStatus::Superseded | DecisionStatus::Rejected));
        let revisit = decision.revisit.filter(|revisit| *revisit <= today && holds)?;
        (!is_answered(record, decision)).then_some(Need { record, ask: Ask::Revisit, since: Some(revisit) })
    };
    entries(Kind::Decisions, project.decisions.len()).filter_map(need).collect()
}

fn risks(project: &Project, analysis: &Analysis) -> Vec<Need> {
    let need = |record: RecordId| {
        let risk = project.risks.get(record.index).filter(|risk| risk.is_open() && !risk.is_opportunity())?;
        let current = analysis.risks.get(record.index)?.current?;
        needs_acceptance(project, risk, current).then_some(Need { record, ask: Ask::Accept, since: risk.raised })
    };
    entries(Kind::Risks, project.risks.len()).filter_map(need).collect()
}

fn handoffs(project: &Project, analysis: &Analysis) -> Vec<Need> {
    let need = |record: RecordId| {
        let duty = analysis.duties.of_record(record).filter(|duty| duty.workdays_late.is_some())?;
        Some(Need { record, ask: Ask::Deliver, since: duty.due })
    };
    entries(Kind::Handoffs, project.handoffs.len()).filter_map(need).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn needs(files: &[(&str, &str)]) -> Vec<(Ask, usize, Option<String>)> {
        let analysis = Analysis::of(&project(files, "2026-03-31"));
        analysis.needs.iter().map(|need| (need.ask, need.record.index, need.since.map(|day| day.to_string()))).collect()
    }

    #[test]
    fn what_waits_is_told_by_what_is_asked_for_and_how_long() {
        let day = |text: &str| Some(text.to_owned());
        let told = needs(&[
            (
                "changes.yaml",
                "- {title: a, raised: 2026-03-20}\n- {title: b, raised: 2026-03-02}\n- {title: c, decision: approved}\n- {title: d, decision: deferred, revisit: 2026-03-30}\n- {title: e, decision: deferred, revisit: 2026-04-30}\n- {title: f, raised: 2026-04-02}\n",
            ),
            (
                "decisions.yaml",
                "- {id: D-1, title: g, status: proposed, date: 2026-03-27}\n- {id: D-2, title: h, date: 2026-02-02, revisit: 2026-03-20}\n- {id: D-3, title: i, date: 2026-02-02, revisit: 2026-03-20}\n- {id: D-4, title: j, date: 2026-03-21, because_of: [D-3]}\n",
            ),
            (
                "risks.yaml",
                "- {title: k, probability: 5, impact: 5}\n- {title: l, probability: 5, impact: 5, accepted_by: Wu}\n- {title: m}\n",
            ),
            ("handoffs.yaml", "- {what: n, due: 2026-03-25, status: in progress}\n- {what: o, due: 2026-04-25, status: in progress}\n"),
        ]);
        let expected = [
            (Ask::Approve, 1, day("2026-03-02")),
            (Ask::Approve, 0, day("2026-03-20")),
            (Ask::Approve, 3, day("2026-03-30")),
            (Ask::Decide, 0, day("2026-03-27")),
            (Ask::Accept, 0, None),
            (Ask::Revisit, 1, day("2026-03-20")),
            (Ask::Deliver, 0, day("2026-03-25")),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_later_decision_answers_one_that_is_to_be_looked_at_again() {
        let waits = |day: &str| {
            let decisions = format!(
                "- {{id: D-1, title: a, date: 2026-02-02, revisit: 2026-03-20}}\n- {{id: D-2, title: b, date: {day}, because_of: [D-1]}}\n"
            );
            needs(&[("decisions.yaml", &decisions)]).len()
        };
        assert_eq!([waits("2026-02-02"), waits("2026-02-03")], [1, 0]);
    }

    #[test]
    fn what_is_decided_today_waits_since_today() {
        let since = |day: &str| needs(&[("decisions.yaml", &format!("- {{title: a, status: proposed, date: {day}}}\n"))])[0].2.clone();
        assert_eq!([since("2026-03-31").as_deref(), since("2026-04-01").as_deref()], [Some("2026-03-31"), None]);
    }

    #[test]
    fn people_are_asked_and_nobody_else() {
        let files = [
            ("people.yaml", "- {id: p, name: Wu}\n"),
            ("departments.yaml", "- {id: e, name: Press}\n- {id: d, name: Sales}\n"),
            ("decisions.yaml", "- {title: a, status: proposed, date: 2026-03-02, deciders: [p, d]}\n"),
        ];
        let project = project(&files, "2026-03-31");
        let need = Analysis::of(&project).needs[0];
        assert_eq!(need.asked(&project), [0]);
    }
}
