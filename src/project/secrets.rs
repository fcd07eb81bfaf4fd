//! What is not published: internal records, their ids and names.

use std::collections::BTreeMap;

use super::types::Text;
use super::{Kind, Project, RecordId};
use crate::text::Message;

/// Letters of a name that are compared; sentences may cut what follows.
const COMPARED: usize = 60;

/// The ids and names of all internal records.
#[derive(Debug, Default)]
pub struct InternalNames {
    words: Vec<String>,
}

impl Project {
    /// Whether a record may be published.
    pub fn is_public(&self, id: RecordId) -> bool {
        self.record(id).is_some_and(|entry| !entry.is_internal())
    }

    /// How many records of each register are internal; registers without any are left out.
    pub fn internal(&self) -> BTreeMap<Kind, usize> {
        let count =
            |kind: &Kind| (0..self.registers.len(*kind)).filter(|index| !self.is_public(RecordId { kind: *kind, index: *index })).count();
        Kind::ALL.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }
}

impl InternalNames {
    /// Collects them.
    pub fn new(project: &Project) -> Self {
        let entries = Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind));
        let internal = entries.filter(|entry| entry.is_internal());
        let words = internal.flat_map(|entry| {
            let id = entry.has_own_id().then(|| entry.id().to_owned());
            let names = entry.name().into_iter().flat_map(Text::all).filter_map(|name| name.lines().next());
            id.into_iter().chain(names.map(|name| name.chars().take(COMPARED).collect()))
        });
        Self { words: words.filter(|word| !word.is_empty()).collect() }
    }

    /// Whether a message names one of them.
    pub fn are_in(&self, message: &Message) -> bool {
        self.words.iter().any(|word| names(&message.en, word) || names(&message.zh, word))
    }
}

/// Whether a text has a word, and not as a part of a longer one.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        let joins = |a: Option<char>, b: Option<char>| [a, b].into_iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
        !joins(before, word.chars().next()) && !joins(word.chars().next_back(), after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_count() {
        assert!(names("R-1 “Late” is open", "R-1") && names("风险R-1逾期", "R-1") && names("“临时代理”逾期", "临时代理"));
        assert!(!names("R-12 is open", "R-1") && !names("whole", "hole"));
    }
}
