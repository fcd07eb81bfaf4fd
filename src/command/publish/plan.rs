//! What publishing has to do, found by comparing with what stands in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::OutputFile;
use super::error::{Doing, PublishError};
use super::manifest::{Manifest, digest, path_key};
use super::old::Old;
use super::target::TEMPORARY;
use crate::source::files::MANIFEST;

/// What publishing has to do.
#[derive(Debug)]
pub(super) struct Plan<'f> {
    /// Files that are as they were.
    pub(super) unchanged: Vec<&'f OutputFile>,
    /// Files that are new or other than before.
    pub(super) write: Vec<&'f OutputFile>,
    /// Files of ours that are no longer made.
    pub(super) delete: Vec<PathBuf>,
    /// What others put there.
    pub(super) foreign: BTreeSet<PathBuf>,
    /// Folders of others without anything in them.
    pub(super) folders: BTreeSet<PathBuf>,
    /// See [`Published`](super::Published).
    pub(super) replaced: Vec<String>,
    /// See [`Published`](super::Published).
    pub(super) kept: Vec<String>,
    /// The list of what is there afterwards.
    pub(super) manifest: Manifest,
}

/// What stands at the path of a file that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Same,
    Ours,
    Changed,
}

impl<'f> Plan<'f> {
    /// Compares what is made with what is there.
    pub(super) fn new(files: &'f [OutputFile], old: &Old) -> Result<Self, PublishError> {
        let made = made(files)?;
        let compared: Vec<_> = made.par_iter().map(|(path, file)| (path, file, before(path, file, old), digest(&file.bytes))).collect();
        let mut plan = Self::empty();
        let mut digests = BTreeMap::new();
        for (path, file, before, digest) in compared {
            let before = before.map_err(Doing::Reading.at(path))?;
            digests.insert(file.path.clone(), digest);
            let list = if before == Before::Same { &mut plan.unchanged } else { &mut plan.write };
            list.push(*file);
            if before == Before::Changed {
                plan.replaced.push(file.path.clone());
            }
        }
        plan.manifest = Manifest::of(digests);
        for path in old.files.iter().filter(|path| !made.contains_key(&***path)) {
            plan.leave_or_delete(path, old).map_err(Doing::Reading.at(path))?;
        }
        plan.folders.clone_from(&old.empty_folders);
        plan.in_the_way(&made).map_or(Ok(plan), |path| Err(PublishError::InTheWay(path)))
    }

    fn empty() -> Self {
        Self {
            unchanged: Vec::new(),
            write: Vec::new(),
            delete: Vec::new(),
            foreign: BTreeSet::new(),
            folders: BTreeSet::new(),
            replaced: Vec::new(),
            kept: Vec::new(),
            manifest: Manifest::default(),
        }
    }

    fn leave_or_delete(&mut self, path: &Path, old: &Old) -> io::Result<()> {
        let is_listed = old.manifest.lists(path);
        let is_ours = is_listed && old.bytes(path)?.is_some_and(|bytes| old.manifest.wrote(path, &bytes));
        if is_ours {
            self.delete.push(path.to_owned());
            return Ok(());
        }
        if is_listed {
            self.kept.extend(path_key(path));
        }
        self.foreign.insert(path.to_owned());
        Ok(())
    }

    /// What others put where the site needs a folder, or whose folder has the name of a file of the site.
    fn in_the_way(&self, made: &BTreeMap<&Path, &OutputFile>) -> Option<PathBuf> {
        let above = |path: &Path| path.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>();
        let file = made.keys().flat_map(|path| above(path)).find(|path| self.foreign.contains(path));
        let others = self.foreign.iter().chain(&self.folders);
        let inside = others.clone().flat_map(|path| above(path)).find(|path| made.contains_key(&**path));
        let folder = || self.folders.iter().find(|path| made.contains_key(&***path)).cloned();
        file.or(inside).or_else(folder)
    }

    /// Whether the folder is as it should be.
    pub(super) fn changes_nothing(&self, old: &Old) -> bool {
        self.write.is_empty() && self.delete.is_empty() && old.holds_list(&self.manifest)
    }
}

/// The files by path; a path that leads out of the folder, or that two files have, is refused.
fn made(files: &[OutputFile]) -> Result<BTreeMap<&Path, &OutputFile>, PublishError> {
    let mut made = BTreeMap::new();
    for file in files {
        let path = Path::new(&file.path);
        let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_))) && !file.path.is_empty();
        let is_reserved = [MANIFEST, TEMPORARY].contains(&&*file.path);
        if !stays_inside || is_reserved || made.insert(path, file).is_some() {
            return Err(PublishError::BadPath(file.path.clone()));
        }
    }
    let below_a_file = made.keys().find(|path| path.ancestors().skip(1).any(|above| made.contains_key(above)));
    match below_a_file.and_then(|path| path_key(path)) {
        Some(path) => Err(PublishError::BadPath(path)),
        None => Ok(made),
    }
}

fn before(path: &Path, file: &OutputFile, old: &Old) -> io::Result<Before> {
    if !old.files.contains(path) {
        return Ok(Before::Nothing);
    }
    Ok(match old.bytes(path)? {
        Some(bytes) if bytes == file.bytes => Before::Same,
        Some(bytes) if old.manifest.wrote(path, &bytes) => Before::Ours,
        _ => Before::Changed,
    })
}
