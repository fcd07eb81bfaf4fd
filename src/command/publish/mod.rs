//! Puts a site into its folder safely: a reader never meets half of it, and what others put there stays.
//!
//! If nothing changed, nothing is written. Otherwise the site is made beside its folder, with hard links for what did not change,
//! and the two folders change places in one step. Where that cannot be, files are replaced one by one, and the result says so.

mod error;
mod in_place;
mod lock;
mod manifest;
mod old;
mod plan;
mod sibling;
mod target;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::say;
use crate::source::files::MANIFEST;
use crate::text::Message;
pub use error::PublishError;

use lock::{Lock, PATIENCE};
use old::Old;
use plan::Plan;
use sibling::Stop;
use target::Target;

/// Whether a folder is one that was published.
pub fn is_ours(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The path from the site's folder, with `/` between its parts.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// How many files are new or other than before.
    pub written: usize,
    /// How many files are as they were.
    pub unchanged: usize,
    /// How many files of before are no longer made, and gone.
    pub deleted: usize,
    /// Files that someone had changed or put there, and that are made again; their paths, sorted.
    pub replaced: Vec<String>,
    /// Files that are no longer made and that stay because someone had changed them; their paths, sorted.
    pub kept: Vec<String>,
    /// That files were replaced one by one and not all at once, and why, if they were; a whole sentence.
    pub in_place: Option<Message>,
}

/// Makes a folder hold these files, besides what others put there. The project is only looked at to refuse to write over it.
///
/// An error other than one of reading and writing leaves the folder as it was; so do those, unless it is written in place.
pub fn publish(files: &[OutputFile], out: &Path, project_root: &Path) -> Result<Published, PublishError> {
    let target = Target::resolve(out, project_root)?;
    let _lock = Lock::take(&target, PATIENCE)?;
    sibling::sweep(&target)?;
    let old = Old::read(&target)?;
    let plan = Plan::new(files, &old)?;
    let in_place = if plan.changes_nothing(&old) { None } else { apply(&plan, &old, &target)? };
    Ok(Published {
        written: plan.write.len(),
        unchanged: plan.unchanged.len(),
        deleted: plan.delete.len(),
        replaced: plan.replaced,
        kept: plan.kept,
        in_place,
    })
}

fn apply(plan: &Plan<'_>, old: &Old, target: &Target) -> Result<Option<Message>, PublishError> {
    match sibling::publish(plan, target) {
        Ok(()) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Impossible(reason)) => in_place::publish(plan, old, target).map(|()| Some(one_by_one(&reason, target))),
    }
}

fn one_by_one(reason: &Message, target: &Target) -> Message {
    say!(
        "The files in `{out}` were replaced one by one and not all at once: {reason}.",
        "`{out}` 中的文件是逐个替换的，未能一次性整体替换：{reason}。",
        out = target.shown.display(),
        reason
    )
}
