//! Every record's id: its own, or one made from its file or its name; unique in its register.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::RecordId;
use super::content::{is_markdown, stem};
use super::kind::{Kind, Registers};
use super::record::AnyEntry;

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

/// Gives a record of a file the id that it would have if it were alone: its own, or one made from its file or its name.
pub(super) fn propose(entry: &mut dyn AnyEntry, path: &str) {
    let id = if entry.has_own_id() { composed(entry.id()).into_owned() } else { made(entry, path) };
    if id != entry.id() {
        entry.identify(id.into());
    }
}

/// Gives every record of a register the id that was proposed for it; of two records with the same own id the second one gets another.
pub(super) fn assign(registers: &mut Registers, kind: Kind) -> Vec<Duplicate> {
    let (mut duplicates, mut ids) = (Vec::new(), Ids::default());
    let proposed: Vec<(bool, Arc<str>)> = registers.of(kind).iter().map(|entry| (entry.has_own_id(), entry.shared_id())).collect();
    // Own ids first, so that a made one never takes the id that a person wrote.
    for own_ones in [true, false] {
        for (index, (_, wanted)) in proposed.iter().enumerate().filter(|(_, (has_own_id, _))| *has_own_id == own_ones) {
            let Err(first) = ids.take(wanted, index) else { continue };
            if own_ones {
                let (first, second) = (RecordId { kind, index: first }, RecordId { kind, index });
                duplicates.push(Duplicate { id: wanted.to_string(), first, second });
            }
            if let Some(entry) = registers.get_mut(kind, index) {
                entry.identify(ids.numbered(wanted, index));
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
    /// Gives a record the id that it wants, unless another one has it: that one is the error.
    fn take(&mut self, wanted: &Arc<str>, index: usize) -> Result<(), usize> {
        match self.taken.entry(Arc::clone(wanted)) {
            Entry::Vacant(free) => {
                free.insert(index);
                Ok(())
            }
            Entry::Occupied(taken) => Err(*taken.get()),
        }
    }

    /// Gives a record the id that it wants with the first free number behind it.
    fn numbered(&mut self, wanted: &str, index: usize) -> Arc<str> {
        let mut number = self.numbers.get(wanted).map_or(2, |last| last + 1);
        let mut id = format!("{wanted}-{number}");
        while self.taken.contains_key(&*id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.numbers.insert(wanted.to_owned(), number);
        let id: Arc<str> = id.into();
        self.taken.insert(Arc::clone(&id), index);
        id
    }
}

/// An id from the document's file name, the record's name, or its day.
fn made(entry: &dyn AnyEntry, path: &str) -> String {
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
        let given = ["a", "a", "a-3", "a", "a", "a-3", "b"].map(|wanted| {
            let wanted: Arc<str> = wanted.into();
            if ids.take(&wanted, 0).is_ok() { wanted } else { ids.numbered(&wanted, 0) }
        });
        assert_eq!(given.each_ref().map(|id| &**id), ["a", "a-2", "a-3", "a-4", "a-5", "a-3-2", "b"]);
    }
}
