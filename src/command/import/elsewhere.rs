//! Cells of records that stand in no CSV file: in YAML, in documents, in tables of Markdown. A value takes the place of another one
//! there; what has no place yet is written by hand.

use std::collections::BTreeMap;

use super::merge::{Merge, Update};
use crate::project::exchange::Cells;
use crate::project::{Locator, Project, RecordId};
use crate::source::{Edit, edit};

/// A record and its cells.
pub(super) type Other = (RecordId, Cells);

/// The changes by file, and the updates that are left to be made by hand. The records stand behind those of the CSV file.
pub(super) fn edits(project: &Project, others: &[Other], first: usize, merge: &Merge) -> (BTreeMap<usize, Vec<Edit>>, Vec<Update>) {
    let locator = Locator::new(project);
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    let mut by_hand = Vec::new();
    for update in &merge.updates {
        let Some((id, _)) = update.row.checked_sub(first).and_then(|at| others.get(at)) else { continue };
        match place(project, &locator, *id, update) {
            Some((file, edit)) => edits.entry(file).or_default().push(edit),
            None => by_hand.push(update.clone()),
        }
    }
    (edits, by_hand)
}

/// The change of one value, if it is written as one text.
fn place(project: &Project, locator: &Locator<'_>, id: RecordId, update: &Update) -> Option<(usize, Edit)> {
    if update.before.is_empty() || update.after.is_empty() || update.before.contains(';') {
        return None;
    }
    let (file, span) = locator.field(id, &update.column)?;
    let text = project.text(file);
    let form = project.form(file, span)?;
    let is_value = locator.has(id, &update.column) && !span.of(text).contains('\n') && !span.of(text).starts_with(['[', '{']);
    is_value.then(|| (file, Edit::of(text, span, &update.after, form)))
}

/// The bytes of a file with its changes.
pub(super) fn rewritten(project: &Project, file: usize, edits: &[Edit]) -> Option<Vec<u8>> {
    edit::rewrite(&project.folder.small_file(project.path(file)).ok()?, edits)
}
