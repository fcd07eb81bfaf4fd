//! One run at a time: who publishes to a folder holds a lock on the folder that it is in.

use std::fs::{self, File, TryLockError};
use std::thread::sleep;
use std::time::Duration;

use super::error::PublishError;
use super::target::Target;

/// How long another run is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How long from one look to the next.
const PAUSE: Duration = Duration::from_millis(50);

/// Held while a run looks at the old site and makes the new one; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Waits for other runs that publish beside it. Where the system locks no folders nothing is held.
    pub(super) fn take(target: &Target, patience: Duration) -> Result<Self, PublishError> {
        let Some(parent) = target.real.parent() else { return Ok(Self { _folder: None }) };
        // What cannot be made is told where the site is written.
        fs::create_dir_all(parent).ok();
        let Ok(folder) = File::open(parent) else { return Ok(Self { _folder: None }) };
        let mut waited = Duration::ZERO;
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { _folder: Some(folder) }),
                Err(TryLockError::WouldBlock) if waited < patience => {
                    sleep(PAUSE);
                    waited += PAUSE;
                }
                Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(target.shown.clone())),
                Err(TryLockError::Error(_)) => return Ok(Self { _folder: None }),
            }
        }
    }
}
