//! What stands in the folder before publishing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::{Doing, PublishError, bad_manifest};
use super::manifest::Manifest;
use super::target::TEMPORARY;
use super::target::Target;
use crate::source::files::MANIFEST;

/// What stands in the folder, by paths from it.
#[derive(Debug, Default)]
pub(super) struct Old {
    root: PathBuf,
    /// What was published there.
    pub(super) manifest: Manifest,
    /// The list as it is on disk.
    json: Vec<u8>,
    /// All that is no folder: files, links and the like, but for the list itself.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders without anything in them.
    pub(super) empty_folders: BTreeSet<PathBuf>,
}

impl Old {
    /// Looks at the folder; an empty or missing one holds nothing, one that is not ours is refused.
    pub(super) fn read(target: &Target) -> Result<Self, PublishError> {
        if !target.real.exists() {
            return Ok(Self::default());
        }
        let mut old = Self { root: target.real.clone(), ..Self::default() };
        old.list(target)?;
        old.files.remove(Path::new(TEMPORARY));
        if old.files.is_empty() && old.empty_folders.is_empty() {
            return Ok(old);
        }
        if !old.files.remove(Path::new(MANIFEST)) {
            return Err(PublishError::NotOurs(target.shown.clone()));
        }
        old.json = fs::read(target.real.join(MANIFEST)).map_err(Doing::Reading.at(&target.show(MANIFEST)))?;
        old.manifest = Manifest::parse(&old.json).ok_or_else(|| bad_manifest(&target.shown))?;
        Ok(old)
    }

    fn list(&mut self, target: &Target) -> Result<(), PublishError> {
        for entry in WalkDir::new(&target.real).min_depth(1) {
            let entry = entry.map_err(|error| {
                let path = target.show(error.path().and_then(|path| path.strip_prefix(&target.real).ok()).unwrap_or(Path::new("")));
                Doing::Reading.at(&path)(error.into())
            })?;
            let path = entry.path().strip_prefix(&target.real).unwrap_or(entry.path());
            if let Some(parent) = path.parent() {
                self.empty_folders.remove(parent);
            }
            let kind = if entry.file_type().is_dir() { &mut self.empty_folders } else { &mut self.files };
            kind.insert(path.to_owned());
        }
        Ok(())
    }

    /// The bytes of a file; `None` if there is none, or if it is a link or a device and so not ours.
    pub(super) fn bytes(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let full = self.root.join(path);
        if !self.files.contains(path) || !full.symlink_metadata()?.is_file() {
            return Ok(None);
        }
        fs::read(full).map(Some)
    }

    /// Whether the list on disk is just this one.
    pub(super) fn holds_list(&self, manifest: &Manifest) -> bool {
        self.json == manifest.to_json()
    }
}
