//! What heads were found to mean that the register does not know by themselves: it goes to the settings, so that the same file reads
//! the same wherever it lies.

use crate::project::append::append_columns;
use crate::project::exchange::Brought;
use crate::project::{Kind, Project};
use crate::source::edit;
use crate::text::Message;

/// Heads with the fields that they mean, in the order of the fields.
pub(super) fn of(project: &Project, brought: &Brought) -> Vec<(String, String)> {
    let words = brought.kind.vocabulary();
    let is_new = |head: &str, field: &str| {
        words.find(head).is_none() && project.column(brought.kind, head).is_none() && words.field(field).is_some()
    };
    let heads = brought.heads.iter().filter(|(field, head)| is_new(head, field));
    heads.map(|(field, head)| (head.clone(), field.clone())).collect()
}

/// The settings' file with the heads, or what to add by hand; `None` where nothing is new, or there are no settings.
pub(super) fn edit<'p>(project: &'p Project, kind: Kind, heads: &[(String, String)]) -> Option<Result<(&'p str, Vec<u8>), Message>> {
    if heads.is_empty() {
        return None;
    }
    let (file, edit) = match append_columns(project, kind, heads)? {
        Ok(found) => found,
        Err(no_room) => return Some(Err(no_room.help)),
    };
    let path = project.path(file);
    let bytes = edit::rewrite(&project.folder.small_file(path).ok()?, &[edit])?;
    Some(Ok((path, bytes)))
}
