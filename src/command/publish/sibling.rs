//! Publishing in one step: the site is made beside its folder, and the two change places.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Doing, PublishError};
use super::plan::Plan;
use super::target::Target;
use crate::source::files::MANIFEST;
use crate::text::Message;
use crate::{both, say};

/// Why a site was not published in one step.
pub(super) enum Stop {
    /// It cannot be done here in one step, but file by file.
    Impossible(Message),
    /// It cannot be done at all; the folder is as it was.
    Failed(PublishError),
}

impl From<PublishError> for Stop {
    fn from(error: PublishError) -> Self {
        Self::Failed(error)
    }
}

/// Makes the site beside its folder and exchanges the two.
pub(super) fn publish(plan: &Plan<'_>, target: &Target) -> Result<(), Stop> {
    let Some((parent, name)) = target.real.parent().zip(target.real.file_name()) else { return Err(Stop::Impossible(is_mount_point())) };
    fs::create_dir_all(parent).map_err(Doing::Writing.at(parent))?;
    if let Some(reason) = cannot_move(&target.real, parent) {
        return Err(Stop::Impossible(reason));
    }
    let sibling = Sibling::new(parent.join(hidden(name)))?;
    sibling.fill(plan, target)?;
    sibling.trade_places(target)
}

/// Removes what a killed run left beside the site.
pub(super) fn sweep(target: &Target) -> Result<(), PublishError> {
    let Some((parent, name)) = target.real.parent().zip(target.real.file_name()) else { return Ok(()) };
    let path = parent.join(hidden(name));
    // A file or a link of that name is not ours; making the folder fails then.
    if !path.symlink_metadata().is_ok_and(|data| data.is_dir()) {
        return Ok(());
    }
    fs::remove_dir_all(&path).map_err(Doing::Removing.at(&path))
}

/// What the folder beside the site's is called.
fn hidden(name: &OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".alongside-new");
    hidden
}

/// The folder beside the site's; it is removed when it is dropped, whichever of the two trees it holds then.
struct Sibling {
    path: PathBuf,
}

impl Drop for Sibling {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run.
        fs::remove_dir_all(&self.path).ok();
    }
}

impl Sibling {
    /// Makes the folder, which is not there yet.
    fn new(path: PathBuf) -> Result<Self, Stop> {
        fs::create_dir(&path).map_err(|error| Stop::Impossible(cannot_make_beside(&error)))?;
        Ok(Self { path })
    }

    fn fill(&self, plan: &Plan<'_>, target: &Target) -> Result<(), Stop> {
        let made = plan.unchanged.iter().chain(&plan.write).map(|file| Path::new(&file.path));
        let parents: BTreeSet<&Path> = made.chain(plan.foreign.iter().map(PathBuf::as_path)).filter_map(Path::parent).collect();
        for folder in parents.into_iter().chain(plan.folders.iter().map(PathBuf::as_path)) {
            self.make_folder(folder, target).map_err(Doing::Writing.at(&target.show(folder)))?;
        }
        let linked: Vec<&Path> =
            plan.unchanged.iter().map(|file| Path::new(&file.path)).chain(plan.foreign.iter().map(PathBuf::as_path)).collect();
        first_error(linked.par_iter().map(|path| fs::hard_link(target.real.join(path), self.path.join(path))))
            .map_err(|error| Stop::Impossible(no_links(&error)))?;
        first_error(
            plan.write
                .par_iter()
                .map(|file| fs::write(self.path.join(&file.path), &file.bytes).map_err(Doing::Writing.at(&target.show(&file.path)))),
        )?;
        fs::write(self.path.join(MANIFEST), plan.manifest.to_json()).map_err(Doing::Writing.at(&target.show(MANIFEST)))?;
        Ok(())
    }

    /// Makes a folder and those above it, as open or closed as they were.
    fn make_folder(&self, folder: &Path, target: &Target) -> io::Result<()> {
        let path = self.path.join(folder);
        if path.is_dir() && !folder.as_os_str().is_empty() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent, target)?;
            fs::create_dir(&path)?;
        }
        match fs::metadata(target.real.join(folder)) {
            Ok(old) if old.is_dir() => fs::set_permissions(path, old.permissions()),
            _ => Ok(()),
        }
    }

    fn trade_places(&self, target: &Target) -> Result<(), Stop> {
        let is_first = fs::read_dir(&target.real).map_or(true, |mut entries| entries.next().is_none());
        let done = if is_first { fs::rename(&self.path, &target.real) } else { exchange(&self.path, &target.real) };
        done.map_err(|error| Stop::Impossible(no_exchange(&error)))
    }
}

/// The first error in the order of the items, whichever thread met its own first.
fn first_error<E: Send>(results: impl IndexedParallelIterator<Item = Result<(), E>>) -> Result<(), E> {
    results.collect::<Vec<_>>().into_iter().collect()
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Why a folder should stay where it is.
fn cannot_move(folder: &Path, parent: &Path) -> Option<Message> {
    if is_on_another_disk(folder, parent) {
        return Some(is_mount_point());
    }
    let is_current = std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|current| current.starts_with(folder));
    if is_current { Some(both!("it is the current folder", "它是当前文件夹")) } else { None }
}

#[cfg(unix)]
fn is_on_another_disk(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path| fs::metadata(path).map(|data| data.dev()).ok();
    device(folder).is_some_and(|own| device(parent) != Some(own))
}

#[cfg(not(unix))]
fn is_on_another_disk(_: &Path, _: &Path) -> bool {
    false
}

fn is_mount_point() -> Message {
    both!("it is a mount point", "它是挂载点")
}

fn cannot_make_beside(error: &io::Error) -> Message {
    say!("no folder can be made beside it ({error})", "无法在旁边创建文件夹（{error}）")
}

fn no_links(error: &io::Error) -> Message {
    say!("its files cannot be linked ({error})", "其中的文件无法建立硬链接（{error}）")
}

fn no_exchange(error: &io::Error) -> Message {
    say!("it cannot be exchanged in one step ({error})", "无法一次性整体替换（{error}）")
}
