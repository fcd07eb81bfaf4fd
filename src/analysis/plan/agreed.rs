//! Whether a later date was agreed to (`docs/numbers.md §6.6`).

use crate::project::{Project, RecordId};

/// Whether an approved change has agreed a milestone's new date: one that names the milestone. One that names its goal or its
/// phase says nothing of the day.
pub fn is_agreed(project: &Project, milestone: RecordId) -> bool {
    let approved = project.changes.iter().filter(|change| change.is_approved());
    approved.flat_map(|change| &change.affects).any(|affected| project.resolve(&affected.reference()).all().contains(&milestone))
}
