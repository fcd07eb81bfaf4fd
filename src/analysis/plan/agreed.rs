//! Whether a later date was agreed to (`docs/numbers.md §6.6`).

use crate::project::registers::strategy::{Change, ChangeDecision};
use crate::project::{Kind, Project, RecordId};

/// Whether an approved change has agreed a milestone's new date: one that names the milestone, or one that names no milestone but
/// its goal or phase.
pub fn is_agreed(project: &Project, milestone: RecordId) -> bool {
    let Some(data) = project.milestones.get(milestone.index) else { return false };
    let goals = data.goals.iter().flat_map(|goal| project.resolve(&goal.reference()).all().to_vec());
    let phase = data.phase.iter().flat_map(|phase| project.resolve(&phase.reference()).all().to_vec());
    let around: Vec<RecordId> = goals.chain(phase).collect();
    let approved = project.changes.iter().filter(|change| change.decision == Some(ChangeDecision::Approved));
    approved.map(|change| affected(project, change)).any(|affected| {
        let names_milestones = affected.iter().any(|id| id.kind == Kind::Milestones);
        affected.contains(&milestone) || (!names_milestones && around.iter().any(|id| affected.contains(id)))
    })
}

fn affected(project: &Project, change: &Change) -> Vec<RecordId> {
    change.affects.iter().flat_map(|affected| project.resolve(&affected.reference()).all().to_vec()).collect()
}
