//! Files as a source gives them, decoded once as long as they stay as they are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::File;
use super::kind::Kind;
use super::layout::{Role, Roles};
use super::settings::ReadSettings;
use crate::source::files::Stamp;
use crate::source::{Limits, Problem, encoding};

/// A file as it was found.
#[derive(Debug, Clone)]
pub(super) struct FoundFile {
    pub(super) file: File,
    /// What the settings say that it is for.
    pub(super) role: Option<Role>,
    /// What is wrong with its bytes.
    pub(super) problems: Vec<Problem>,
}

/// The settings as they stand in their file.
#[derive(Debug, Clone)]
pub(super) struct SettingsFile {
    pub(super) path: &'static str,
    pub(super) decoded: encoding::Decoded,
    pub(super) read: ReadSettings,
    pub(super) roles: Arc<Roles>,
}

/// What the decoding of a file rests on beside its path.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    pub(super) size: u64,
    /// Where it really stands, if links lead to it.
    pub(super) real: Option<String>,
    pub(super) limits: Limits,
    /// What the settings say that files are for.
    pub(super) roles: Arc<Roles>,
}

/// The files of a folder that changes, as they were decoded last.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    files: Remembered<FoundFile>,
    settings: Remembered<SettingsFile>,
    count: AtomicUsize,
}

/// What was made of files, by their paths.
type Remembered<T> = Mutex<BTreeMap<String, Known<T>>>;

/// What was made of a file, and whether somebody has asked for it since the others were forgotten.
#[derive(Debug)]
struct Known<T> {
    seen: Seen,
    made: T,
    is_used: bool,
}

impl FoundFile {
    pub(super) fn at(path: &str, size: u64) -> Self {
        let file = File {
            path: path.into(),
            text: None,
            kind: Kind::of_path(path),
            encoding: encoding::Encoding::Utf8,
            size,
            is_readable: true,
            pixels: None,
        };
        Self { file, role: None, problems: Vec::new() }
    }

    pub(super) fn refuse(&mut self, problem: Problem) {
        self.file.is_readable = false;
        self.problems.push(problem);
    }
}

impl Decoded {
    /// How many files were decoded so far.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// A file as it is remembered, if what it rests on is the same.
    pub(super) fn file(&self, path: &str, seen: Option<&Seen>) -> Option<FoundFile> {
        known(&self.files, path, seen?)
    }

    /// Remembers a file that was decoded. What cannot be told from what it will be is not remembered.
    pub(super) fn keep_file(&self, path: &str, seen: Option<Seen>, made: &FoundFile) {
        self.keep(&self.files, path, seen, made);
    }

    /// The settings in a file as they are remembered, if what they rest on is the same.
    pub(super) fn settings(&self, path: &str, seen: Option<&Seen>) -> Option<SettingsFile> {
        known(&self.settings, path, seen?)
    }

    /// Remembers settings that were read.
    pub(super) fn keep_settings(&self, path: &str, seen: Option<Seen>, made: &SettingsFile) {
        self.keep(&self.settings, path, seen, made);
    }

    fn keep<T: Clone>(&self, all: &Remembered<T>, path: &str, seen: Option<Seen>, made: &T) {
        self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(seen) = seen {
            lock(all).insert(path.to_owned(), Known { seen, made: made.clone(), is_used: true });
        }
    }

    /// Forgets the files that nobody has asked for since this was last asked for.
    pub(super) fn forget_unused(&self) {
        lock(&self.files).retain(|_, known| std::mem::take(&mut known.is_used));
        lock(&self.settings).retain(|_, known| std::mem::take(&mut known.is_used));
    }

    /// Forgets all files: each is decoded again, whatever its stamp.
    pub(super) fn forget(&self) {
        lock(&self.files).clear();
        lock(&self.settings).clear();
    }
}

fn known<T: Clone>(all: &Remembered<T>, path: &str, seen: &Seen) -> Option<T> {
    let mut all = lock(all);
    let known = all.get_mut(path).filter(|known| known.seen == *seen)?;
    known.is_used = true;
    Some(known.made.clone())
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
