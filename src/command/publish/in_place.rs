//! Publishing file by file, where folders cannot change places: each file is written beside and renamed, assets before the pages
//! that need them, deletions last.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::OutputFile;
use super::error::{Doing, PublishError};
use super::old::Old;
use super::plan::Plan;
use super::target::{TEMPORARY, Target};
use crate::source::files::MANIFEST;

/// Makes the folder hold what the plan says, one file after another.
pub(super) fn publish(plan: &Plan<'_>, old: &Old, target: &Target) -> Result<(), PublishError> {
    let new: BTreeSet<&Path> = plan.write.iter().map(|file| Path::new(&file.path)).collect();
    let folders: BTreeSet<&Path> = new.iter().flat_map(|path| path.ancestors().skip(1)).collect();
    // A file may have the name of a folder that is to be, or the other way round.
    let is_in_the_way = |path: &&PathBuf| folders.contains(&***path) || path.ancestors().any(|above| new.contains(above));
    let (in_the_way, outdated): (Vec<_>, Vec<_>) = plan.delete.iter().partition(is_in_the_way);
    // From here on a killed run leaves files of which the next one knows that they are ours.
    write(MANIFEST, &old.manifest.becoming(&plan.manifest).to_json(), target)?;
    delete(&in_the_way, target)?;
    let (pages, assets): (Vec<&OutputFile>, Vec<_>) = plan.write.iter().copied().partition(|file| is_page(file));
    for file in assets.into_iter().chain(pages) {
        write(&file.path, &file.bytes, target)?;
    }
    delete(&outdated, target)?;
    write(MANIFEST, &plan.manifest.to_json(), target)
}

fn is_page(file: &OutputFile) -> bool {
    Path::new(&file.path).extension().is_some_and(|extension| extension == "html")
}

fn write(path: &str, bytes: &[u8], target: &Target) -> Result<(), PublishError> {
    replace(&target.real.join(path), bytes, &target.real.join(TEMPORARY)).map_err(Doing::Writing.at(&target.show(path)))
}

fn replace(path: &Path, bytes: &[u8], temporary: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let done = fs::write(temporary, bytes).and_then(|()| fs::rename(temporary, path));
    if done.is_err() {
        fs::remove_file(temporary).ok(); // the next run overwrites it otherwise
    }
    done
}

fn delete(paths: &[&PathBuf], target: &Target) -> Result<(), PublishError> {
    for path in paths {
        fs::remove_file(target.real.join(path)).map_err(Doing::Removing.at(&target.show(path)))?;
        for folder in path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(target.real.join(folder)).is_err() {
                break; // something is left in it
            }
        }
    }
    Ok(())
}
