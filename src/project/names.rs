//! Names that are known before files are read: of the people whom minutes may name (`@Raj Patel call them` does not say where the
//! name ends), and of columns, as the settings have them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layout::Columns;
use super::record::{AnyEntry, Entry};
use super::registers::people::Person;
use crate::source::fold::{fold, near};

/// The names of people in every language, and the ids that people wrote, without what does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    people: Arc<BTreeSet<String>>,
    /// First names that only one of them has.
    first: Arc<BTreeSet<String>>,
    /// Those whom one document names.
    present: BTreeSet<String>,
    /// The fields that columns mean.
    pub(super) columns: Arc<Columns>,
}

/// Longer than any name with its brackets.
const LONGEST: usize = 60;
/// Words in which a misspelt name is looked for.
const MOST_WORDS: usize = 3;

impl Names {
    /// Those of a register. An id that the product makes is like the name.
    pub(super) fn of(people: &[Entry<Person>], columns: Columns) -> Self {
        let ids = people.iter().filter(|person| person.has_own_id()).map(|person| &*person.id);
        let names: Vec<&str> = people.iter().flat_map(|person| person.name.all()).collect();
        let known = |name: &String| !name.is_empty();
        Self {
            people: Arc::new(names.iter().copied().chain(ids).map(fold).filter(known).collect()),
            first: Arc::new(only_first_names(&names)),
            present: BTreeSet::new(),
            columns: Arc::new(columns),
        }
    }

    /// These and others, as those who were there, with their first names.
    pub(super) fn with(&self, others: &[String]) -> Self {
        let first = others.iter().filter_map(|name| first_name(name));
        let present = others.iter().map(String::as_str).chain(first).map(fold).filter(|name| !name.is_empty());
        Self { present: present.collect(), ..self.clone() }
    }

    /// Whether a text is somebody's name.
    pub(super) fn has(&self, text: &str) -> bool {
        let name = fold(text);
        self.people.contains(&name) || self.present.contains(&name) || self.first.contains(&name)
    }

    /// The bytes of the longest name that a text begins with: a whole one, or a first name if no whole one is nearly there.
    pub(super) fn at_start_of(&self, text: &str) -> Option<usize> {
        let longest =
            |is_name: &dyn Fn(&String) -> bool| ends(text).filter(|end| text.get(..*end).is_some_and(|head| is_name(&fold(head)))).last();
        longest(&|name| self.people.contains(name) || self.present.contains(name))
            .or_else(|| longest(&|name| self.first.contains(name)).filter(|_| self.near_start_of(text).is_none()))
    }

    /// The bytes of two or three words that a text begins with and that are nearly a name.
    pub(super) fn near_start_of(&self, text: &str) -> Option<usize> {
        let is_words = |head: &&str| (2..=MOST_WORDS).contains(&head.split_whitespace().count());
        let distance = |head: &str| near(head, self.people.iter().map(|name| (name.as_str(), ()))).map(|near| near.distance);
        let heads = ends(text).filter_map(|end| text.get(..end)).filter(is_words);
        heads.filter_map(|head| Some((distance(head)?, head.len()))).min().map(|(_, end)| end)
    }
}

/// First names that only one of some people has.
fn only_first_names(names: &[&str]) -> BTreeSet<String> {
    let mut bearers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for name in names {
        if let Some(first) = first_name(name) {
            bearers.entry(fold(first)).or_default().insert(name);
        }
    }
    bearers.into_iter().filter(|(_, bearers)| bearers.len() == 1).map(|(first, _)| first).collect()
}

/// The first of the words of a name that is written in letters.
fn first_name(name: &str) -> Option<&str> {
    name.split_once(' ').map(|(first, _)| first).filter(|first| first.chars().count() > 1 && first.chars().all(char::is_alphabetic))
}

/// Where a name that a text begins with may end: before what is no letter, and between Chinese words.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let limit = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let after = text.char_indices().take_while(move |(at, c)| *at < limit && !matches!(c, ',' | '，' | '、' | ':' | '：' | '/' | '\n'));
    after.map(|(at, c)| at + c.len_utf8()).filter(|end| is_end(text, *end))
}

/// 「张伟订场地」 may be 张伟 and what he does; 「张伟东」 is another person.
fn is_end(text: &str, at: usize) -> bool {
    let Some((head, rest)) = text.split_at_checked(at) else { return false };
    let (Some(last), Some(next)) = (head.chars().next_back(), rest.chars().next()) else { return true };
    if last.is_whitespace() || matches!(next, '-' | '_') {
        return false;
    }
    let word = rest.chars().take_while(|c| c.is_alphanumeric()).count();
    word == 0 || !last.is_ascii() && word > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let people = ["Raj Patel", "raj", "Tom", "Tom-Becker", "张伟"].map(fold).into_iter().collect();
        Names { people: Arc::new(people), ..Names::default() }
    }

    fn head(text: &str) -> Option<&str> {
        names().at_start_of(text).map(|end| &text[..end])
    }

    #[test]
    fn the_longest_name_at_the_start() {
        for (text, expected) in [
            ("Raj Patel do this", Some("Raj Patel")),
            ("raj-patel: do this", Some("raj-patel")),
            ("raj do this", Some("raj")),
            ("tom-becker call", Some("tom-becker")),
            ("tom-beckers call", None),
            ("tom-2 call", None),
            ("Tomas call", None),
            ("张伟订场地", Some("张伟")),
            ("张伟 订场地", Some("张伟")),
            ("张伟东 订场地", None),
            ("张伟", Some("张伟")),
            ("", None),
        ] {
            assert_eq!(head(text), expected, "{text}");
        }
    }

    #[test]
    fn a_misspelt_name_of_two_words() {
        let near = |text: &'static str| names().near_start_of(text).map(|end| &text[..end]);
        assert_eq!(near("Raj Patil do this"), Some("Raj Patil"));
        assert_eq!(near("Ghost writes this"), None);
    }
}
