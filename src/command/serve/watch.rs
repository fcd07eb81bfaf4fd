//! Whether anything of the folder has changed. The folder is looked at again and again: that costs little, and it holds on network
//! drives and in containers too, where the system tells nothing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::calendar::Date;
use crate::command::clock;
use crate::project::Folder;

/// Between two looks, at the least.
const PAUSE: Duration = Duration::from_millis(200);
/// A look takes at most one part in so many of the time.
const SHARE: u32 = 20;
/// An editor may write a file in several steps: they are over when so long nothing has changed.
const SETTLED: Duration = Duration::from_millis(40);
/// Whoever writes without an end is not waited for.
const MOST_LOOKS: usize = 25;

/// What a folder looks like from outside.
#[derive(Debug, PartialEq)]
struct Look {
    /// The files of the project, their sizes and when they were changed.
    files: Vec<(String, u64, Option<SystemTime>)>,
    /// The report of the next day is another one.
    day: Option<Date>,
}

/// A folder that is watched.
#[derive(Debug)]
pub(super) struct Watch {
    folder: PathBuf,
    last: Look,
    cost: Duration,
}

impl Watch {
    /// Watches a folder from now on.
    pub(super) fn of(folder: &Path) -> Self {
        let mut watch = Self { folder: folder.to_owned(), last: Look { files: Vec::new(), day: None }, cost: Duration::ZERO };
        watch.last = watch.look();
        watch
    }

    /// How long to wait until the next look.
    pub(super) fn pause(&self) -> Duration {
        PAUSE.max(self.cost * SHARE)
    }

    /// Whether the folder has changed since the last time, and rests.
    pub(super) fn has_changed(&mut self) -> bool {
        let mut now = self.look();
        if now == self.last {
            return false;
        }
        for _ in 0..MOST_LOOKS {
            std::thread::sleep(SETTLED);
            let then = std::mem::replace(&mut now, self.look());
            if then == now {
                break;
            }
        }
        self.last = now;
        true
    }

    fn look(&mut self) -> Look {
        let started = now();
        let listed = Folder::read(&self.folder).map(|folder| folder.sizes()).unwrap_or_default();
        let changed = |path: &str| std::fs::metadata(self.folder.join(path)).and_then(|data| data.modified()).ok();
        let files = listed.into_iter().map(|(path, size)| (changed(&path), path, size)).map(|(at, path, size)| (path, size, at)).collect();
        self.cost = started.elapsed();
        Look { files, day: clock::epoch_or_today().ok() }
    }
}

#[allow(clippy::disallowed_methods, reason = "how long to rest follows from how long a look takes")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_once() {
        let folder = std::env::temp_dir().join(format!("alongside-watch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("risks.csv"), "title\nRain\n").unwrap();
        let mut watch = Watch::of(&folder);
        assert!(!watch.has_changed());
        std::fs::write(folder.join("risks.csv"), "title\nRain\nHail\n").unwrap();
        assert!(watch.has_changed() && !watch.has_changed());
        std::fs::remove_file(folder.join("risks.csv")).unwrap();
        assert!(watch.has_changed() && !watch.has_changed());
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(!watch.has_changed() || watch.last.files.is_empty());
    }
}
