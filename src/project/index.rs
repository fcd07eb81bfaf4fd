//! Records found by id or by a unique name.

use std::collections::BTreeMap;

use super::kind::{Kind, Registers};
use super::types::{Owner, Reference, Text};
use super::{AnyEntry, Project, RecordId};
use crate::source::Suggestion;
use crate::source::fold::{fold, near};

/// The ids and names of all records.
#[derive(Debug, Default)]
pub struct Index {
    ids: BTreeMap<(Kind, String), usize>,
    folded_ids: BTreeMap<(Kind, String), Vec<usize>>,
    names: BTreeMap<(Kind, String), Vec<usize>>,
}

/// One wrong letter of so many may be taken for a slip.
const LETTERS_WITHOUT_DOUBT: usize = 5;

/// What a reference finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No record bears the id or name.
    Nothing,
    /// One record.
    One(RecordId),
    /// Several records.
    Many(Vec<RecordId>),
}

impl Found {
    /// The records, however many.
    pub fn all(&self) -> &[RecordId] {
        match self {
            Self::Nothing => &[],
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }

    /// The record, if there is just one.
    pub fn one(&self) -> Option<RecordId> {
        match self {
            Self::One(id) => Some(*id),
            _ => None,
        }
    }
}

impl Index {
    /// Takes in every record.
    pub(super) fn new(registers: &Registers) -> Self {
        let mut index = Self::default();
        for kind in Kind::ALL.iter().copied() {
            for (at, entry) in registers.of(kind).into_iter().enumerate() {
                index.ids.entry((kind, entry.id().to_owned())).or_insert(at);
                index.folded_ids.entry((kind, entry.id().to_lowercase())).or_default().push(at);
                for name in entry.name().into_iter().flat_map(Text::all) {
                    let same = index.names.entry((kind, fold(name))).or_default();
                    if same.last() != Some(&at) {
                        same.push(at);
                    }
                }
            }
        }
        index
    }

    fn in_register(&self, kind: Kind, text: &str) -> Vec<usize> {
        if let Some(at) = self.ids.get(&(kind, text.to_owned())) {
            return vec![*at];
        }
        if let Some([only]) = self.folded_ids.get(&(kind, text.to_lowercase())).map(Vec::as_slice) {
            return vec![*only];
        }
        self.names.get(&(kind, fold(text))).cloned().unwrap_or_default()
    }
}

impl Project {
    /// What an id, a unique name or `register/id` finds in some registers.
    pub fn find(&self, kinds: &[Kind], text: &str) -> Found {
        let text = text.trim();
        let by_register = text.split_once('/').and_then(|(register, id)| Some((Kind::of_key(register)?, id)));
        let mut found: Vec<RecordId> = Vec::new();
        for kind in kinds.iter().copied() {
            found.extend(self.index.in_register(kind, text).into_iter().map(|index| RecordId { kind, index }));
        }
        if let (true, Some((kind, id))) = (found.is_empty(), by_register) {
            found.extend(self.index.in_register(kind, id).into_iter().map(|index| RecordId { kind, index }));
        }
        match found.as_slice() {
            [] => Found::Nothing,
            [only] => Found::One(*only),
            _ => Found::Many(found),
        }
    }

    /// What a reference finds.
    pub fn resolve(&self, reference: &Reference<'_>) -> Found {
        self.find(reference.kinds, reference.text)
    }

    /// The one person who owns something: `None` if nobody, several or a department is named, or the person is unknown.
    pub fn owner(&self, owner: Option<&Owner>) -> Option<usize> {
        self.person(owner?.one()?)
    }

    /// A person by id or unique name.
    pub fn person(&self, text: &str) -> Option<usize> {
        self.find(&[Kind::People], text).one().map(|id| id.index)
    }

    /// A department by id or unique name.
    pub fn department(&self, text: &str) -> Option<usize> {
        self.find(&[Kind::Departments], text).one().map(|id| id.index)
    }

    /// The id or name nearest to a text, for *did you mean*: a name where a name was typed. A record that is not there may
    /// well have a name like that of another one, so only one wrong letter of many leaves no doubt.
    pub fn near(&self, kinds: &[Kind], text: &str) -> Option<Suggestion> {
        let entries: Vec<(RecordId, &dyn AnyEntry)> = kinds
            .iter()
            .flat_map(|kind| {
                self.registers.of(*kind).into_iter().enumerate().map(|(index, entry)| (RecordId { kind: *kind, index }, entry))
            })
            .collect();
        let ids = entries.iter().map(|(id, entry)| (entry.id(), *id));
        let names = entries.iter().flat_map(|(id, entry)| entry.name().into_iter().flat_map(Text::all).map(|name| (name, *id)));
        let is_name = text.contains(|c: char| c.is_whitespace() || !c.is_ascii());
        let candidates: Vec<(&str, RecordId)> = if is_name { names.chain(ids).collect() } else { ids.chain(names).collect() };
        let near = near(text, candidates)?;
        let has_many_letters = fold(text).chars().count() >= LETTERS_WITHOUT_DOUBT;
        Some(Suggestion::new(near.name, near.is_sure && near.distance == 1 && has_many_letters))
    }
}
