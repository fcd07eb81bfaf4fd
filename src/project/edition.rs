//! A project without what is not published: everything that is shown is reckoned from it, so that nothing can be subtracted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::links::KnownAnchors;
use super::record::Visibility;
use super::types::Open;
use super::{Document, Found, Kind, Project, ReadProblem, Readers, RecordId};
use crate::source::Span;

/// Where the records of a project stand in an edition of it.
#[derive(Debug, Default)]
pub struct Kept {
    /// For each register that lacks some, the place of each record, if it is there.
    places: BTreeMap<Kind, Vec<Option<usize>>>,
}

impl Kept {
    fn of(project: &Project) -> Self {
        let kinds: BTreeSet<Kind> = project.hidden.iter().map(|id| id.kind).collect();
        let places = |kind: Kind| {
            let mut next = 0..;
            let is_public = |index: &usize| project.is_public(RecordId { kind, index: *index });
            (0..project.registers.len(kind)).map(|index| is_public(&index).then(|| next.next()).flatten()).collect()
        };
        Self { places: kinds.into_iter().map(|kind| (kind, places(kind))).collect() }
    }

    /// The place of a record in the edition; `None` if it is not in it.
    pub fn now(&self, id: RecordId) -> Option<RecordId> {
        match self.places.get(&id.kind) {
            None => Some(id),
            Some(places) => Some(RecordId { index: places.get(id.index).copied().flatten()?, ..id }),
        }
    }

    /// What a reference finds in the edition. One of several that are meant does not become the only one.
    pub(super) fn found(&self, found: &Found) -> Found {
        let now: Vec<RecordId> = found.all().iter().filter_map(|id| self.now(*id)).collect();
        match (found, now.as_slice()) {
            (Found::Nothing, _) => Found::Nothing,
            (_, []) => Found::Withheld,
            (Found::Many(_), _) => Found::Many(now),
            (_, [only, ..]) => Found::One(*only),
        }
    }
}

impl Project {
    /// Whether the readers of the edition may know everything of it.
    pub fn is_all_public(&self) -> bool {
        let is_told_all = || self.restricted_files.is_empty() && !self.problems.iter().any(|problem| problem.is_internal);
        self.readers == Readers::Team || (self.hidden.is_empty() && is_told_all())
    }

    /// The files that are documents of records which are left out.
    fn hidden_documents(&self) -> impl Iterator<Item = usize> {
        let entries = self.hidden.iter().filter_map(|id| self.record(*id)).filter(|entry| entry.body().is_some());
        entries.flat_map(|entry| std::iter::once(entry.origin().file).chain(entry.translation().map(|(_, file, _)| file)))
    }

    fn left_out_files(&self) -> impl Iterator<Item = usize> {
        let restricted = self.restricted_files.keys().copied().filter(|file| !self.is_public_file(*file));
        restricted.chain(self.hidden_documents())
    }

    /// A document without the translation that is not published.
    fn published_document(&self, document: &Document) -> Option<Document> {
        let is_published = |document: &Document| self.is_public_file(document.file);
        let translation = document.translation.clone().filter(|translation| is_published(translation));
        is_published(document).then(|| Document { translation, ..document.clone() })
    }

    fn published_introductions(&self) -> BTreeMap<Kind, Vec<(usize, Span)>> {
        let published = |spans: &[(usize, Span)]| spans.iter().copied().filter(|(file, _)| self.is_public_file(*file)).collect();
        let all = self.introductions.iter().map(|(kind, spans)| (*kind, published(spans)));
        all.filter(|(_, spans): &(Kind, Vec<_>)| !spans.is_empty()).collect()
    }

    /// The project as the readers of the edition may know it, and where its records are then. References to what is left out find
    /// [`Found::Withheld`].
    pub fn published(&self) -> (Self, Arc<Kept>) {
        let kept = Arc::new(Kept::of(self));
        let told = |problem: &ReadProblem| {
            let record = match problem.record {
                Some(record) => Some(kept.now(record)?),
                None => None,
            };
            (!problem.is_internal).then(|| ReadProblem { record, ..problem.clone() })
        };
        let published = Self {
            registers: self.registers.only(|kind, index| self.is_public(RecordId { kind, index })),
            problems: self.problems.iter().filter_map(told).collect(),
            settings: self.settings.clone(),
            settings_file: self.settings_file,
            calendar: self.calendar.clone(),
            report_date: self.report_date,
            looks_back: self.looks_back,
            hidden_facts: self.hidden_facts,
            known_today: self.known_today.iter().filter_map(|(id, word)| Some((kept.now(*id)?, word.clone()))).collect(),
            languages: self.languages.clone(),
            folder: Arc::clone(&self.folder),
            files: Arc::clone(&self.files),
            documents: self.documents.iter().filter_map(|document| self.published_document(document)).collect(),
            introductions: self.published_introductions(),
            rows: self.rows_of_public_files(),
            limits: self.limits,
            allowances: self.allowances.clone(),
            duplicates: Vec::new(),
            index: Arc::clone(&self.index),
            kept: Some(Arc::clone(&kept)),
            anchors: KnownAnchors::default(),
            hidden: BTreeSet::new(),
            restricted_files: self.left_out_files().map(|file| (file, vec![Open::Known(Visibility::Internal)])).collect(),
            readers: self.readers.clone(),
            initials: None,
            names: self.names.clone(),
        };
        (published, kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn what_is_left_out_is_neither_found_nor_unknown() {
        let people = "- {id: a, name: A, visibility: internal}\n- {id: b, name: B}\n- {id: c, name: Twin}\n- {id: d, name: Twin, visibility: internal}\n";
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 1) };
        let project = load(Folder::of_texts(&[("people.yaml", people)]), asked);
        let (published, kept) = project.published();
        let find = |text| published.find(&[Kind::People], text);
        let person = |index| RecordId { kind: Kind::People, index };
        assert_eq!(published.people.iter().map(|person| person.id.as_ref()).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!((find("a"), find("b"), find("nobody")), (Found::Withheld, Found::One(person(0)), Found::Nothing));
        assert_eq!((find("Twin"), find("Twin").one()), (Found::Many(vec![person(1)]), None), "nobody knows which");
        assert_eq!((kept.now(person(0)), kept.now(person(2))), (None, Some(person(1))));
        assert!(published.is_all_public() && !project.is_all_public());
    }
}
