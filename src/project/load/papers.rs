//! Documents as their texts say them, read once where several states of a folder have them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// A document with what it was read by, and whether somebody has asked for it since the others were forgotten.
#[derive(Debug)]
struct Known {
    paper: Arc<Paper>,
    by: (Limits, Lang),
    is_used: bool,
}

/// The documents of some states of a folder.
#[derive(Debug, Default)]
pub(super) struct Papers {
    known: Mutex<BTreeMap<Sheet, Known>>,
    count: AtomicUsize,
}

impl Papers {
    /// How many were read so far.
    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// A document as it is remembered, else as it is read now.
    pub(super) fn paper(&self, sheet: Sheet, by: (Limits, Lang), read: impl FnOnce() -> Paper) -> Arc<Paper> {
        if let Some(known) = self.lock().get_mut(&sheet).filter(|known| known.by == by) {
            known.is_used = true;
            return Arc::clone(&known.paper);
        }
        let paper = Arc::new(read());
        self.count.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(sheet, Known { paper: Arc::clone(&paper), by, is_used: true });
        paper
    }

    /// Forgets what nobody has asked for since this was last asked for.
    pub(super) fn forget_unused(&self) {
        self.lock().retain(|_, known| std::mem::take(&mut known.is_used));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Sheet, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
