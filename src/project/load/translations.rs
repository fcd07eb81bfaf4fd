//! Documents beside others that say the same in another language.

use std::collections::{BTreeMap, BTreeSet};

use super::{Loader, page, trouble};
use crate::project::content::{is_markdown, stem};
use crate::project::kind::Kind;
use crate::project::translation::{self, Translation};
use crate::project::{File, ReadProblem, RecordId, identity, unknown, unread};
use crate::source::document;
use crate::text::Lang;

impl Loader {
    /// Each file that is a translation, with the file that it translates.
    pub(super) fn translations(&self) -> BTreeMap<usize, usize> {
        self.files.iter().enumerate().filter_map(|(at, file)| Some((at, original(file, &self.files)?))).collect()
    }

    /// `x.zh-CN.md` is the translation of the record of `x.md`.
    pub(super) fn translate_records(&mut self, translations: &BTreeMap<usize, usize>) {
        if translations.is_empty() {
            return;
        }
        let (mut records, originals): (BTreeMap<usize, RecordId>, BTreeSet<usize>) =
            (BTreeMap::new(), translations.values().copied().collect());
        for kind in Kind::ALL.iter().copied() {
            for (index, entry) in self.registers.of(kind).into_iter().enumerate() {
                if entry.body().is_some() || originals.contains(&entry.origin().file) {
                    records.insert(entry.origin().file, RecordId { kind, index });
                }
            }
        }
        self.tell_unread_translations(translations);
        let restricted = |file: &usize| self.restricted_files.get(file);
        let is_open = |of: &(&usize, &usize)| restricted(of.0).is_none() || restricted(of.0) == restricted(of.1);
        let readable: Vec<(&usize, &usize)> = translations.iter().filter(is_open).collect();
        for (at, original) in readable {
            let (Some(record), Some(file)) = (records.get(original), self.files.get(*at)) else { continue };
            let text = file.text.as_deref().unwrap_or_default();
            let lang = stem(&file.path).1.unwrap_or(Lang::En);
            let page = page(*at, &file.path, text, lang, &document::read(text, &self.limits));
            let has_title = page.title != stem(&file.path).0;
            let title = if has_title { page.title } else { String::new() };
            let translation = Translation { lang, file: *at, body: page.body, title, front: translation::front(text, &self.limits) };
            let Some(entry) = self.registers.get_mut(record.kind, record.index) else { continue };
            let wordings = entry.translate(&translation);
            identity::propose(entry, self.files.get(*original).map_or("", |file| &file.path));
            let unknown: Vec<_> = wordings.unknown.into_iter().map(|key| (*record, key)).collect();
            let unknown = unknown::fields(&unknown, 1, record.kind).into_iter().map(|(_, problem)| problem);
            self.troubles.extend(wordings.problems.into_iter().chain(unknown).map(|problem| trouble(*at, *record, problem)));
        }
    }

    /// A translation of a file with several records has rows that no record takes.
    fn tell_unread_translations(&mut self, translations: &BTreeMap<usize, usize>) {
        let mut narrated: BTreeSet<usize> = BTreeSet::new();
        for kind in Kind::ALL.iter().copied() {
            narrated.extend(self.registers.of(kind).into_iter().filter(|entry| entry.body().is_some()).map(|entry| entry.origin().file));
        }
        for (at, original) in translations.iter().filter(|(_, original)| !narrated.contains(original) && !self.pages.contains(original)) {
            let (Some(file), Some(kind)) = (self.files.get(*at), self.files.get(*original).and_then(|file| file.kind)) else { continue };
            let told = file.text.as_deref().and_then(|text| unread::translation(text, is_markdown(&file.path)));
            self.troubles.extend(told.map(|problem| ReadProblem {
                file: Some(*at),
                kind: Some(kind),
                record: None,
                is_internal: true,
                problem,
            }));
        }
    }
}

/// The file whose translation a file is: `brief.md` for `brief.zh-CN.md`.
fn original(file: &File, files: &[File]) -> Option<usize> {
    let (base, lang) = stem(&file.path);
    lang?;
    let folder = file.path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let extension = file.path.rsplit_once('.')?.1;
    let original = format!("{folder}{base}.{extension}");
    files.binary_search_by(|file| (*file.path).cmp(&original)).ok()
}
