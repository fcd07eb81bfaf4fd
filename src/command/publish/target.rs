//! The folder to publish to: where it really is, and whether it may be written.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{Doing, PublishError};

/// The file that is written before it gets its name; one is left behind at most.
pub(super) const TEMPORARY: &str = ".alongside-writing";

/// The folder to publish to.
#[derive(Debug)]
pub(super) struct Target {
    /// As it was given; for messages.
    pub(super) shown: PathBuf,
    /// Where it is, with links resolved; it need not exist.
    pub(super) real: PathBuf,
}

impl Target {
    /// Resolves the path and refuses what is not to be written over.
    pub(super) fn resolve(out: &Path, project_root: &Path) -> Result<Self, PublishError> {
        let real = resolved(out).map_err(Doing::Reading.at(out))?;
        let project = resolved(project_root).map_err(Doing::Reading.at(project_root))?;
        if real == project {
            return Err(PublishError::IsProject(out.to_owned()));
        }
        if project.starts_with(&real) {
            return Err(PublishError::HoldsProject(out.to_owned()));
        }
        if real.exists() && !real.is_dir() {
            return Err(PublishError::NotAFolder(out.to_owned()));
        }
        Ok(Self { shown: out.to_owned(), real })
    }

    /// A file in the folder as messages show it.
    pub(super) fn show(&self, path: impl AsRef<Path>) -> PathBuf {
        self.shown.join(path)
    }
}

/// The absolute path without links; what does not exist yet is added as it is written.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => real.push(part),
        }
        match real.symlink_metadata() {
            Ok(_) => real = real.canonicalize()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_resolved_as_written() {
        let temp = std::env::temp_dir().canonicalize().unwrap();
        let path = temp.join("alongside-none/./deeper/../site");
        assert_eq!(resolved(&path).unwrap(), temp.join("alongside-none/site"));
    }
}
