//! Every record's id: its own, or one made from its file or its name; unique in its register.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::content::{is_markdown, stem};
use super::kind::{Kind, Registers};
use super::record::AnyEntry;
use super::{File, RecordId};

/// Two records of a register with the same own id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The id as typed.
    pub id: String,
    /// The record that keeps it.
    pub first: RecordId,
    /// The record that gets another one.
    pub second: RecordId,
}

/// Gives every record of a register its id; of two records with the same own id the second one gets another.
pub(super) fn assign(registers: &mut Registers, kind: Kind, files: &[File]) -> Vec<Duplicate> {
    let (mut duplicates, mut ids) = (Vec::new(), Ids::default());
    let own: Vec<bool> = registers.of(kind).iter().map(|entry| entry.has_own_id()).collect();
    // Own ids first, so that a made one never takes the id that a person wrote.
    for has_own_id in [true, false] {
        for (index, _) in own.iter().enumerate().filter(|(_, own)| **own == has_own_id) {
            let Some(entry) = registers.get(kind, index) else { continue };
            let wanted: Arc<str> = match (has_own_id, composed(entry.id())) {
                (true, Cow::Borrowed(_)) => entry.shared_id(),
                (true, Cow::Owned(id)) => id.into(),
                (false, _) => made(entry, files).into(),
            };
            if let (true, Some(first)) = (has_own_id, ids.taken.get(&wanted)) {
                let (first, second) = (RecordId { kind, index: *first }, RecordId { kind, index });
                duplicates.push(Duplicate { id: wanted.to_string(), first, second });
            }
            let id = ids.take(wanted, index);
            if let Some(entry) = registers.get_mut(kind, index) {
                entry.identify(id);
            }
        }
    }
    duplicates
}

/// A text as Unicode composes it.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The ids of a register.
#[derive(Default)]
struct Ids {
    taken: BTreeMap<Arc<str>, usize>,
    /// The last number behind an id that several records want.
    numbers: BTreeMap<String, usize>,
}

impl Ids {
    /// Gives a record the id that it wants, else the one with the first free number behind it.
    fn take(&mut self, wanted: Arc<str>, index: usize) -> Arc<str> {
        if let Entry::Vacant(free) = self.taken.entry(Arc::clone(&wanted)) {
            free.insert(index);
            return wanted;
        }
        let id = self.numbered(&wanted);
        self.taken.insert(Arc::clone(&id), index);
        id
    }

    fn numbered(&mut self, wanted: &str) -> Arc<str> {
        let mut number = self.numbers.get(wanted).map_or(2, |last| last + 1);
        let mut id = format!("{wanted}-{number}");
        while self.taken.contains_key(&*id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.numbers.insert(wanted.to_owned(), number);
        id.into()
    }
}

/// An id from the document's file name, the record's name, or its day.
fn made(entry: &dyn AnyEntry, files: &[File]) -> String {
    let path = files.get(entry.origin().file).map_or("", |file| &*file.path);
    let of_file = || is_markdown(path) && entry.body().is_some();
    let from = if of_file() {
        stem(path).0.to_owned()
    } else {
        let ascii = entry.name().and_then(|name| name.all().find(|text| text.is_ascii()));
        let name = ascii.or_else(|| entry.name().map(super::types::Text::any)).map(str::to_owned);
        name.or_else(|| entry.day().map(|day| day.to_string())).unwrap_or_else(|| entry.kind().key().to_owned())
    };
    let id = slug(&from);
    if id.is_empty() { entry.kind().key().to_owned() } else { id }
}

/// ASCII words in lower case joined by `-`; other letters stay as they are.
fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in composed(text).chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() || matches!(c, '.' | '_') => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let trimmed = out.trim_end_matches(['-', '.']);
    trimmed.char_indices().nth(80).map_or(trimmed, |(at, _)| trimmed.get(..at).unwrap_or(trimmed)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_names() {
        assert_eq!(slug("Agency delivers late (again)!"), "agency-delivers-late-again");
        assert_eq!(slug("代理商 延期"), "代理商-延期");
        assert_eq!(slug("2026-03-02-weekly"), "2026-03-02-weekly");
        assert_eq!(slug("v1.2"), "v1.2");
        assert_eq!(slug("!?"), "");
    }

    #[test]
    fn the_first_free_number() {
        let mut ids = Ids::default();
        let given = ["a", "a", "a-3", "a", "a", "a-3", "b"].map(|wanted| ids.take(wanted.into(), 0));
        assert_eq!(given.each_ref().map(|id| &**id), ["a", "a-2", "a-3", "a-4", "a-5", "a-3-2", "b"]);
    }
}
