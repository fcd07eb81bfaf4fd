//! What the files of registers hold enters the registers.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Loader;
use crate::project::content::{self, Content, Reading, is_look};
use crate::project::enter::Incoming;
use crate::project::kind::Kind;
use crate::project::layout::Columns;
use crate::project::names::Names;
use crate::project::record::Origin;
use crate::project::{File, ReadProblem, RecordId, allowance, scale, unknown, unnamed};
use crate::source::prepare::Unknown;

/// Files whose trees are in memory at one time.
const FILES_AT_ONCE: usize = 256;

impl Loader {
    pub(super) fn read_registers(&mut self, translations: &BTreeMap<usize, usize>) {
        let files = std::mem::take(&mut self.files);
        let of_register: Vec<(usize, &str, &str, Kind)> = files
            .iter()
            .enumerate()
            .filter(|(at, _)| !translations.contains_key(at))
            .filter_map(|(at, file)| Some((at, file.path.as_str(), file.text.as_deref()?, file.kind?)))
            .collect();
        let (people, others): (Vec<_>, Vec<_>) = of_register.into_iter().partition(|(.., kind)| *kind == Kind::People);
        self.names = Names::of(&[], Columns::of(&self.settings));
        self.read_files(&people);
        self.names = Names::of(&self.registers.people, Columns::of(&self.settings));
        self.read_files(&others);
        self.read_unnamed(&files, translations);
        self.files = files;
    }

    fn read_files(&mut self, files: &[(usize, &str, &str, Kind)]) {
        for chunk in files.chunks(FILES_AT_ONCE) {
            let reading = self.reading();
            let contents: Vec<Content<'_>> =
                chunk.par_iter().map(|(_, path, text, kind)| content::read(text, path, *kind, reading)).collect();
            for ((file, _, text, kind), content) in chunk.iter().zip(contents) {
                self.enter(*file, text, Some(*kind), content);
            }
        }
    }

    fn reading(&self) -> Reading<'_> {
        Reading { limits: &self.limits, names: &self.names, formats: self.settings.formats.formats() }
    }

    /// Files of no register may hold records all the same.
    fn read_unnamed<'f>(&mut self, files: &'f [File], translations: &BTreeMap<usize, usize>) {
        let held = unnamed::held(files);
        let is_one = |at: usize, file: &File| {
            let is_other =
                Some(at) == self.settings_file || self.told.contains(&at) || translations.contains_key(&at) || is_look(&file.path);
            file.kind.is_none() && !is_other && unnamed::may_hold_records(&file.path)
        };
        let unnamed: Vec<(usize, &'f str, &'f str)> = files
            .iter()
            .enumerate()
            .filter(|(at, file)| is_one(*at, file))
            .filter_map(|(at, file)| Some((at, file.path.as_str(), file.text.as_deref()?)))
            .collect();
        for chunk in unnamed.chunks(FILES_AT_ONCE) {
            let reading = self.reading();
            let read = |(_, path, text): &(usize, &'f str, &'f str)| unnamed::read(text, path, &held, reading);
            let contents: Vec<Content<'_>> = chunk.par_iter().map(read).collect();
            for ((file, _, text), content) in chunk.iter().zip(contents) {
                if !content.drafts.is_empty() || !content.problems.is_empty() {
                    self.told.insert(*file);
                    self.enter(*file, text, None, content);
                }
            }
        }
    }

    /// Enters what a file holds, which may be named after a register.
    fn enter(&mut self, file: usize, text: &str, named: Option<Kind>, mut content: Content<'_>) {
        content.problems.extend(scale::take_out(&mut content.drafts, self.settings.risk.steps()));
        let kind = named.or_else(|| content.drafts.first().map(|draft| draft.kind));
        let trouble = |kind, record, is_internal, problem| ReadProblem { file: Some(file), kind, record, is_internal, problem };
        self.troubles.extend(content.problems.into_iter().map(|problem| trouble(kind, None, true, problem)));
        if content.rows > 0 {
            self.rows.insert(file, content.rows);
        }
        let is_file_internal = self.internal_files.contains(&file);
        if content.is_page {
            self.pages.insert(file);
        }
        if let Some(kind) = kind.filter(|_| !content.introduction.is_empty() && !is_file_internal) {
            self.introductions.entry(kind).or_default().extend(content.introduction.iter().map(|span| (file, *span)));
        }
        let mut unknown: BTreeMap<Kind, Vec<(RecordId, Unknown)>> = BTreeMap::new();
        let mut entered = Vec::with_capacity(content.drafts.len());
        let mut stays_inside = false;
        for (nth, draft) in content.drafts.into_iter().enumerate() {
            let kind = draft.kind;
            let origin = Origin { file, nth, span: draft.node.span };
            let incoming = Incoming {
                node: &draft.node,
                origin,
                body: draft.body,
                from_body: &draft.from_body,
                unknown: &draft.unknown,
                kept: &draft.kept,
                unread: &draft.unread,
                written: &draft.written,
                number: draft.number.as_deref(),
            };
            let outcome = self.registers.enter(kind, &incoming);
            let record = outcome.index.map(|index| RecordId { kind, index });
            stays_inside |= outcome.is_internal;
            self.troubles.extend(outcome.problems.into_iter().map(|problem| trouble(Some(kind), record, outcome.is_internal, problem)));
            let at = record.unwrap_or(RecordId { kind, index: usize::MAX });
            unknown.entry(kind).or_default().extend(draft.unknown.iter().map(|key| (at, key.clone())));
            entered.push((draft, record));
        }
        self.allowances.extend(allowance::of_records(text, file, &content.comments, &entered));
        for (kind, unknown) in unknown {
            let of_kind = || entered.iter().filter(|(draft, _)| draft.kind == kind);
            if let Some(problem) = unknown::kept(of_kind().flat_map(|(draft, _)| &draft.kept), kind) {
                self.troubles.push(trouble(Some(kind), None, stays_inside, problem));
            }
            for (record, problem) in unknown::fields(&unknown, of_kind().count(), kind) {
                self.troubles.push(trouble(Some(kind), record, record.is_none() && stays_inside, problem));
            }
        }
    }
}
