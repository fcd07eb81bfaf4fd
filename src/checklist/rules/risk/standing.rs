//! How a risk stands, as several rules ask it.

use crate::analysis::risk::{RiskLevel, RiskNumbers};
use crate::checklist::{Judge, Subject};
use crate::project::kind::APhase;
use crate::project::registers::risks::Risk;
use crate::project::types::Ref;
use crate::project::{Kind, Project, RecordId};
use crate::say;
use crate::text::Message;

/// The open risks.
pub(super) fn open<'p>(judge: &Judge<'p>) -> impl Iterator<Item = Subject<'p, Risk>> + use<'p> {
    judge.subjects(&judge.project.risks).filter(|risk| risk.is_open())
}

/// The numbers of a risk.
pub(super) fn numbers<'p>(judge: &Judge<'p>, risk: Subject<'_, Risk>) -> Option<&'p RiskNumbers> {
    judge.analysis.risks.get(risk.id.index)
}

/// The level that counts now; `None` if the risk has no score.
pub(super) fn level(judge: &Judge<'_>, risk: Subject<'_, Risk>) -> Option<RiskLevel> {
    Some(numbers(judge, risk)?.current?.level)
}

/// The risk by its id and name, with its score where it has one: `R-06 “Ad spend” (score 16, critical)`.
pub(super) fn scored(judge: &Judge<'_>, risk: Subject<'_, Risk>) -> Message {
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

/// Whether a risk affects something, and all of that is finished.
pub(super) fn is_outlived(judge: &Judge<'_>, risk: &Risk) -> bool {
    let affected: Vec<RecordId> =
        risk.affects.iter().flat_map(|affected| judge.project.resolve(&affected.reference()).all().to_vec()).collect();
    !affected.is_empty() && affected.into_iter().all(|id| is_finished(judge, id))
}

fn is_finished(judge: &Judge<'_>, id: RecordId) -> bool {
    let project = judge.project;
    match id.kind {
        Kind::Goals => project.goals.get(id.index).is_some_and(|goal| !goal.is_open()),
        Kind::Kpis => judge.analysis.finished_kpis.get(id.index).is_some_and(|is_finished| *is_finished),
        Kind::Tasks => project.tasks.get(id.index).is_some_and(|task| task.is_finished()),
        Kind::Milestones => project.milestones.get(id.index).is_some_and(|milestone| milestone.is_finished()),
        Kind::Phases => is_phase_finished(project, id.index),
        _ => false,
    }
}

/// A phase is over when its last day is past and nothing in it is open.
fn is_phase_finished(project: &Project, index: usize) -> bool {
    let Some(phase) = project.phases.get(index) else { return false };
    let id = Some(RecordId { kind: Kind::Phases, index });
    let mut tasks = project.tasks.iter().filter(|task| !task.is_finished());
    let mut milestones = project.milestones.iter().filter(|milestone| !milestone.is_finished());
    let is_of_phase = |phase: &Option<Ref<APhase>>| phase.as_ref().and_then(|phase| project.resolve(&phase.reference()).one()) == id;
    let has_open_work = tasks.any(|task| is_of_phase(&task.phase)) || milestones.any(|milestone| is_of_phase(&milestone.phase));
    phase.end.is_some_and(|end| end < project.report_date) && !has_open_work
}
