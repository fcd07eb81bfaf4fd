//! Documents as their texts say them, read once where several states of a folder have them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::project::visibility::Said;
use crate::project::{Allowance, Document};
use crate::source::{Limits, Problem};
use crate::text::Lang;

/// A document, as the first file.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) document: Document,
    pub(super) allowances: Vec<Allowance>,
    pub(super) problems: Vec<Problem>,
}

/// What a document rests on: its path, its text, and how it is read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sheet {
    path: Arc<str>,
    text: Arc<str>,
}

impl Sheet {
    pub(super) fn of(path: &Arc<str>, text: &Arc<str>) -> Self {
        Self { path: Arc::clone(path), text: Arc::clone(text) }
    }
}

/// What a document says, with what it was read by, and whether somebody has asked for it since the others were forgotten.
#[derive(Debug)]
struct Known<Value, By> {
    value: Arc<Value>,
    by: By,
    is_used: bool,
}

/// What the documents of some states of a folder say.
#[derive(Debug)]
pub(super) struct Remembered<Value, By> {
    known: Mutex<BTreeMap<Sheet, Known<Value, By>>>,
    count: AtomicUsize,
}

/// The documents as such.
pub(super) type Papers = Remembered<Paper, (Limits, Lang)>;

/// Who may read them by their front matter, of the audiences that the project has.
pub(super) type Fronts = Remembered<Said, (Limits, Arc<[String]>)>;

impl<Value, By> Default for Remembered<Value, By> {
    fn default() -> Self {
        Self { known: Mutex::default(), count: AtomicUsize::default() }
    }
}

impl<Value, By: PartialEq> Remembered<Value, By> {
    /// How many were read so far.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// What a document says as it is remembered, else as it is read now.
    pub(super) fn of(&self, sheet: Sheet, by: By, read: impl FnOnce() -> Value) -> Arc<Value> {
        if let Some(known) = self.lock().get_mut(&sheet).filter(|known| known.by == by) {
            known.is_used = true;
            return Arc::clone(&known.value);
        }
        let value = Arc::new(read());
        self.count.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(sheet, Known { value: Arc::clone(&value), by, is_used: true });
        value
    }

    /// Forgets what nobody has asked for since this was last asked for.
    pub(super) fn forget_unused(&self) {
        self.lock().retain(|_, known| std::mem::take(&mut known.is_used));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Sheet, Known<Value, By>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
