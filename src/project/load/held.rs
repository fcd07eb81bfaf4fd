//! What a file holds, typed and apart from all others, so that it need be read only once where several states of a folder have it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::project::allowance::{self, Allowance, Scope};
use crate::project::content::Content;
use crate::project::enter::Incoming;
use crate::project::folder::Folder;
use crate::project::found::Decoded;
use crate::project::kind::{Kind, Registers};
use crate::project::names::Names;
use crate::project::record::Origin;
use crate::project::settings::formats::Formats;
use crate::project::{ReadProblem, RecordId, scale, unknown};
use crate::source::files::Source;
use crate::source::prepare::Unknown;
use crate::source::{Data, Limits, SourceMap, Span, source_map};

/// What a file holds. Its records are counted from the first one of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    registers: Registers,
    pub(super) troubles: Vec<ReadProblem>,
    pub(super) allowances: Vec<Allowance>,
    pub(super) introduction: Option<(Kind, Vec<Span>)>,
    pub(super) rows: usize,
    pub(super) is_page: bool,
    /// Whether anything was read or is to be told.
    pub(super) is_told: bool,
}

/// What reading a file rests on beside its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rests {
    pub(super) names: Names,
    pub(super) formats: Formats,
    pub(super) steps: u8,
    pub(super) limits: Limits,
    /// For a file that is named after no register: those that have a file, and which.
    pub(super) elsewhere: BTreeMap<Kind, String>,
}

/// A file: the register that it is named after, its path, its text.
type File = (Option<Kind>, String, String);

/// What files hold, and whether somebody has asked for it since the others were forgotten.
type Known = BTreeMap<File, (Arc<Held>, bool)>;

/// What the files of some states of a folder hold, read once each.
#[derive(Debug, Default)]
pub struct Readings {
    known: Mutex<Vec<(Rests, Known)>>,
    count: AtomicUsize,
    decoded: Arc<Decoded>,
}

impl Readings {
    /// How many texts were read so far.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// The folder that a source fills; a file of the disk that has not changed is not decoded again.
    pub fn folder(&self, source: Arc<dyn Source>) -> Folder {
        Folder::with(source, Some(Arc::clone(&self.decoded)))
    }

    /// How many files of such folders were decoded so far.
    pub fn decoded(&self) -> usize {
        self.decoded.count()
    }

    /// Every file is to be decoded again, also one that looks as if it had not changed.
    pub fn decode_again(&self) {
        self.decoded.forget();
    }

    /// Forgets the texts that no state had since this was last asked for.
    pub fn forget_unused(&self) {
        self.decoded.forget_unused();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, files) in known.iter_mut() {
            files.retain(|_, (_, is_used)| std::mem::take(is_used));
        }
        known.retain(|(_, files)| !files.is_empty());
    }

    /// What a file holds, as it is remembered, else as it is read.
    pub(super) fn held(&self, rests: &Rests, (kind, path, text): (Option<Kind>, &str, &str), read: impl FnOnce() -> Held) -> Arc<Held> {
        let file = (kind, path.to_owned(), text.to_owned());
        if let Some(held) = self.find(rests, &file) {
            return held;
        }
        let held = Arc::new(read());
        self.count.fetch_add(1, Ordering::Relaxed);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|(of, _)| of == rests).unwrap_or(known.len());
        if at == known.len() {
            known.push((rests.clone(), BTreeMap::new()));
        }
        if let Some((_, files)) = known.get_mut(at) {
            files.insert(file, (Arc::clone(&held), true));
        }
        held
    }

    fn find(&self, rests: &Rests, file: &File) -> Option<Arc<Held>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (held, is_used) = known.iter_mut().find(|(of, _)| of == rests)?.1.get_mut(file)?;
        *is_used = true;
        Some(Arc::clone(held))
    }
}

impl Held {
    /// Types what a file holds, which may be named after a register.
    pub(super) fn of(text: &str, named: Option<Kind>, mut content: Content<'_>, steps: u8) -> Self {
        let mut shared = source_map::Shared::default();
        let source_maps: Vec<Arc<SourceMap>> =
            content.drafts.iter().map(|draft| Arc::new(SourceMap::of(&draft.node, &mut shared))).collect();
        content.problems.extend(scale::take_out(&mut content.drafts, steps));
        let kind = named.or_else(|| content.drafts.first().map(|draft| draft.kind));
        let trouble = |kind, record, is_internal, problem| ReadProblem { file: Some(0), kind, record, is_internal, problem };
        let is_told = !content.drafts.is_empty() || !content.problems.is_empty();
        let mut held = Self { rows: content.rows, is_page: content.is_page, is_told, ..Self::default() };
        held.troubles.extend(content.problems.into_iter().map(|problem| trouble(kind, None, true, problem)));
        held.introduction = kind.filter(|_| !content.introduction.is_empty()).map(|kind| (kind, content.introduction));
        let mut drafts_of: BTreeMap<Kind, usize> = BTreeMap::new();
        content.drafts.iter().for_each(|draft| *drafts_of.entry(draft.kind).or_default() += 1);
        drafts_of.iter().for_each(|(kind, n)| held.registers.reserve(*kind, *n));
        let mut unknown: BTreeMap<Kind, Vec<(RecordId, Unknown)>> = BTreeMap::new();
        let mut entered = Vec::with_capacity(content.drafts.len());
        let mut stays_inside = false;
        for (nth, (mut draft, source_map)) in content.drafts.into_iter().zip(source_maps).enumerate() {
            let kind = draft.kind;
            let incoming = Incoming {
                node: &draft.node,
                origin: Origin { file: 0, nth, span: draft.node.span },
                source_map,
                body: draft.body,
                from_body: &draft.from_body,
                unknown: &draft.unknown,
                kept: &draft.kept,
                unread: &draft.unread,
                written: &draft.written,
                number: draft.number.as_deref(),
            };
            let outcome = held.registers.enter(kind, &incoming);
            let record = outcome.index.map(|index| RecordId { kind, index });
            stays_inside |= outcome.is_internal;
            held.troubles.extend(outcome.problems.into_iter().map(|problem| trouble(Some(kind), record, outcome.is_internal, problem)));
            let at = record.unwrap_or(RecordId { kind, index: usize::MAX });
            unknown.entry(kind).or_default().extend(draft.unknown.iter().map(|key| (at, key.clone())));
            // Only what comments are about is asked for again.
            if content.comments.is_empty() {
                draft.node.data = Data::Null;
            }
            entered.push((draft, record));
        }
        held.allowances = allowance::of_records(text, 0, &content.comments, &entered);
        for (kind, unknown) in unknown {
            let of_kind = || entered.iter().filter(|(draft, _)| draft.kind == kind);
            if let Some(problem) = unknown::kept(of_kind().flat_map(|(draft, _)| &draft.kept), kind) {
                held.troubles.push(trouble(Some(kind), None, stays_inside, problem));
            }
            for (record, problem) in unknown::fields(&unknown, of_kind().count(), kind) {
                held.troubles.push(trouble(Some(kind), record, record.is_none() && stays_inside, problem));
            }
        }
        held
    }

    /// The same as a file among others, its records behind those that are there.
    pub(super) fn at(mut self, file: usize, registers: &mut Registers) -> Self {
        let moved = |id: RecordId| RecordId { index: id.index.saturating_add(registers.len(id.kind)), ..id };
        for trouble in &mut self.troubles {
            trouble.file = Some(file);
            trouble.record = trouble.record.map(moved);
        }
        for allowance in &mut self.allowances {
            allowance.file = file;
            if let Scope::Record { record, .. } = &mut allowance.scope {
                *record = record.map(moved);
            }
        }
        registers.append(std::mem::take(&mut self.registers), file);
        self
    }
}
