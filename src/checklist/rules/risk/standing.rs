//! How a risk stands, as several rules ask it.

use std::collections::BTreeSet;

use crate::analysis::risk::{RiskLevel, RiskNumbers};
use crate::checklist::{RuleContext, Subject};
use crate::project::registers::risks::Risk;
use crate::project::{Kind, RecordId};
use crate::say;
use crate::text::Message;

/// The open risks.
pub(super) fn open<'p>(judge: &RuleContext<'p>) -> impl Iterator<Item = Subject<'p, Risk>> + use<'p> {
    judge.subjects(&judge.project.risks).filter(|risk| risk.is_open())
}

/// The numbers of a risk.
pub(super) fn numbers<'p>(judge: &RuleContext<'p>, risk: Subject<'_, Risk>) -> Option<&'p RiskNumbers> {
    judge.analysis.risks.get(risk.id.index)
}

/// The level that counts now; `None` if the risk has neither score nor level.
pub(super) fn level(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Option<RiskLevel> {
    numbers(judge, risk)?.level
}

/// The risk by its id and name, with its score where it has one: `R-06 “Ad spend” (score 16, critical)`.
pub(super) fn scored(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Message {
    let record = risk.label(judge.project);
    let Some(current) = numbers(judge, risk).and_then(|numbers| numbers.current) else { return record };
    let level = current.level.label();
    say!(
        "{record} (score {score}, {en_level})",
        "{record}（{score}分，{zh_level}）",
        record,
        score = current.score,
        en_level = level.en.to_lowercase(),
        zh_level = level.zh
    )
}

/// The phases in which something is still to be done.
pub(super) struct OpenWork(BTreeSet<RecordId>);

impl OpenWork {
    pub(super) fn of(judge: &RuleContext<'_>) -> Self {
        let project = judge.project;
        let tasks = project.tasks.iter().filter(|task| !task.is_finished()).map(|task| &task.phase);
        let milestones = project.milestones.iter().filter(|milestone| !milestone.is_finished()).map(|milestone| &milestone.phase);
        let phases = tasks.chain(milestones).flatten();
        Self(phases.filter_map(|phase| project.resolve(&phase.reference()).one()).collect())
    }

    /// Whether a risk affects something, and all of that is finished.
    pub(super) fn is_outlived(&self, judge: &RuleContext<'_>, risk: &Risk) -> bool {
        let affected: Vec<RecordId> =
            risk.affects.iter().flat_map(|affected| judge.project.resolve(&affected.reference()).all().to_vec()).collect();
        !affected.is_empty() && affected.into_iter().all(|id| self.is_finished(judge, id))
    }

    fn is_finished(&self, judge: &RuleContext<'_>, id: RecordId) -> bool {
        let project = judge.project;
        match id.kind {
            // A phase is over when its last day is past and nothing in it is open.
            Kind::Phases => {
                let end = project.phases.get(id.index).and_then(|phase| phase.end);
                end.is_some_and(|end| end < project.report_date) && !self.0.contains(&id)
            }
            _ => judge.analysis.is_finished(project, id),
        }
    }
}
