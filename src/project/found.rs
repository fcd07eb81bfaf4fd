//! Files as a source gives them, decoded once as long as they stay as they are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Pixels;
use super::kind::Kind;
use super::layout::Roles;
use super::settings::ReadSettings;
use crate::source::files::Stamp;
use crate::source::{Limits, Problem, encoding};

/// A file as it was found.
#[derive(Debug, Clone)]
pub(super) struct FoundFile {
    /// The path from the folder, with `/` between its parts.
    pub(super) path: String,
    /// The register that it is named after.
    pub(super) named: Option<Kind>,
    /// Its size in bytes.
    pub(super) size: u64,
    /// Whether its bytes could be had.
    pub(super) is_readable: bool,
    /// Its text, if it is read as text.
    pub(super) text: Option<String>,
    /// How the text is stored.
    pub(super) encoding: encoding::Encoding,
    /// Its width and height in pixels, if it is an image.
    pub(super) pixels: Option<Pixels>,
    /// What is wrong with its bytes.
    pub(super) problems: Vec<Problem>,
}

/// The settings as they stand in their file.
#[derive(Debug, Clone)]
pub(super) struct SettingsFile {
    pub(super) path: &'static str,
    pub(super) decoded: encoding::Decoded,
    pub(super) read: ReadSettings,
    pub(super) roles: Roles,
}

/// As what the bytes of a file are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Workbook,
    Text,
    Settings,
    /// Only its head is looked at.
    Other,
}

/// What the decoding of a file rests on beside its path.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    pub(super) limits: Limits,
    pub(super) way: Way,
}

/// The files of a folder that changes, as they were decoded last.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    files: Mutex<BTreeMap<String, Known<FoundFile>>>,
    settings: Mutex<BTreeMap<String, Known<SettingsFile>>>,
    count: AtomicUsize,
}

/// What was made of a file, and whether somebody has asked for it since the others were forgotten.
#[derive(Debug)]
struct Known<T> {
    seen: Seen,
    made: T,
    is_used: bool,
}

impl FoundFile {
    pub(super) fn at(path: &str, size: u64) -> Self {
        Self {
            path: path.to_owned(),
            named: Kind::of_path(path),
            size,
            is_readable: true,
            text: None,
            encoding: encoding::Encoding::Utf8,
            pixels: None,
            problems: Vec::new(),
        }
    }

    pub(super) fn refuse(&mut self, problem: Problem) {
        self.is_readable = false;
        self.problems.push(problem);
    }
}

impl Decoded {
    /// How many files were decoded so far.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// A file as it is remembered, else as it is made now. What has no stamp is made every time.
    pub(super) fn file(&self, path: &str, seen: Option<Seen>, make: impl FnOnce() -> FoundFile) -> FoundFile {
        // A `None` of what is made is no file.
        self.known(&self.files, path, seen, || Some(make())).unwrap_or_else(|| FoundFile::at(path, 0))
    }

    /// The settings in a file as they are remembered, else as they are made now, if they can be.
    pub(super) fn settings(&self, path: &str, seen: Option<Seen>, make: impl FnOnce() -> Option<SettingsFile>) -> Option<SettingsFile> {
        self.known(&self.settings, path, seen, make)
    }

    fn known<T: Clone>(
        &self,
        all: &Mutex<BTreeMap<String, Known<T>>>,
        path: &str,
        seen: Option<Seen>,
        make: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        if let Some(seen) = &seen
            && let Some(known) = lock(all).get_mut(path).filter(|known| known.seen == *seen)
        {
            known.is_used = true;
            return Some(known.made.clone());
        }
        let made = make()?;
        self.count.fetch_add(1, Ordering::Relaxed);
        if let Some(seen) = seen {
            lock(all).insert(path.to_owned(), Known { seen, made: made.clone(), is_used: true });
        }
        Some(made)
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

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
