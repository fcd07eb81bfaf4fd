//! What people are called beside their names: the address of their mail and what stands before its @, a first name that only
//! one of them has, the family name first, and a remark in brackets.

use std::collections::BTreeMap;

use super::record::Entry;
use super::registers::people::Person;
use crate::source::fold::fold;

/// The other names of people. One that several of them bear means none.
#[derive(Debug, Default)]
pub(super) struct Aliases(BTreeMap<String, Option<usize>>);

impl Aliases {
    /// Those of a register.
    pub(super) fn of(people: &[Entry<Person>]) -> Self {
        let mut aliases = Self::default();
        for (at, person) in people.iter().enumerate() {
            if let Some(mail) = person.email.as_ref().filter(|mail| mail.contains('@')) {
                let handle = mail.split('@').next().unwrap_or_default();
                aliases.add(mail, at);
                aliases.add(handle, at);
            }
            for name in person.name.all() {
                let words: Vec<&str> = name.split_whitespace().collect();
                if let [first, .., last] = words.as_slice() {
                    aliases.add(first, at);
                    aliases.add(&format!("{last}, {}", words.get(..words.len() - 1).unwrap_or_default().join(" ")), at);
                }
            }
        }
        aliases
    }

    fn add(&mut self, alias: &str, at: usize) {
        let one = self.0.entry(fold(alias)).or_insert(Some(at));
        if *one != Some(at) {
            *one = None;
        }
    }

    /// The one person that a text means.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.0.get(&fold(text)).copied().flatten()
    }
}

/// A name without a remark behind it, in brackets or of what is to do: `Maya Stone (PM)`, `Maya Stone to review`.
pub(super) fn without_remark(text: &str) -> Option<&str> {
    let in_brackets = text.rfind(['(', '（']).filter(|_| text.ends_with([')', '）']));
    let end = in_brackets.or_else(|| text.find(" to "))?;
    text.get(..end).map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn people_are_called_in_many_ways() {
        let people =
            "name,email\nMaya Stone,maya.s@example.com\nOmar Reed,omar@example.com\nOmar Lind,lind@example.com\n李娜,lina@example.com\n";
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) };
        let project = load(Folder::of_texts(&[("people.csv", people)]), asked);
        for text in [
            "maya.s@example.com",
            "MAYA.S",
            "Maya",
            "Stone, Maya",
            "Maya Stone (PM)",
            "maya stone（项目经理）",
            "Maya Stone to review",
            "Maya to check by May",
        ] {
            assert_eq!(project.person(text), Some(0), "{text}");
        }
        assert_eq!((project.person("lind"), project.person("lina"), project.person("李娜（市场）")), (Some(2), Some(3), Some(3)));
        assert_eq!((project.person("omar"), project.person("MS"), project.person("Stone")), (None, None, None), "two are called Omar");
    }
}
