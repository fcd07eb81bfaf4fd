//! The anchors of headings, as GitHub makes them, so that a link works on both.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

/// A heading's anchor: lower case, spaces as `-`, without punctuation; letters of every script stay.
pub fn slug(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '_' | ' ');
    let dashed = text.trim().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c });
    dashed.flat_map(char::to_lowercase).collect()
}

/// The anchors of one page: where a heading is there again, `-1`, `-2` … follow.
#[derive(Debug, Clone, Default)]
pub struct Slugs {
    names: Unique,
}

impl Slugs {
    /// The anchor of the next heading; one of punctuation alone is a `section`.
    pub fn next(&mut self, text: &str) -> String {
        let plain = Some(slug(text)).filter(|plain| !plain.is_empty()).unwrap_or_else(|| "section".to_owned());
        self.names.next(plain, 1)
    }
}

/// Names of which no two are equal, not even without case.
#[derive(Debug, Clone, Default)]
pub struct Unique {
    /// Each with the number that the next of its kind may have.
    taken: BTreeMap<String, usize>,
}

impl Unique {
    /// A name that is not taken yet; where it is, with the next free number from `first` on.
    pub fn next(&mut self, name: String, first: usize) -> String {
        let key = name.to_lowercase();
        let Some(&next) = self.taken.get(&key) else {
            self.taken.insert(key, first);
            return name;
        };
        let mut number = next;
        while self.taken.contains_key(&format!("{key}-{number}")) {
            number += 1;
        }
        self.taken.insert(key.clone(), number + 1);
        self.taken.insert(format!("{key}-{number}"), first);
        format!("{name}-{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        assert_eq!(slug("Scope & Goals: v2.0"), "scope--goals-v20");
        assert_eq!(slug("目标（2026年）与 KPI"), "目标2026年与-kpi");
        assert_eq!(slug("a_b-c"), "a_b-c");
        assert_eq!(slug("！？"), "");
    }

    #[test]
    fn many_equal_names_are_numbered() {
        let mut names = Unique::default();
        let last = (0..100_000).map(|_| names.next("a".to_owned(), 2)).last();
        assert_eq!(last.as_deref(), Some("a-100000"));
        assert_eq!((names.next("A".to_owned(), 2), names.next("a-7".to_owned(), 2)), ("A-100001".to_owned(), "a-7-2".to_owned()));
    }

    #[test]
    fn headings_of_one_name_differ() {
        let mut slugs = Slugs::default();
        let made: Vec<String> = ["Next", "Next-1", "Next", "next"].iter().map(|text| slugs.next(text)).collect();
        assert_eq!(made, ["next", "next-1", "next-2", "next-3"]);
        assert_eq!(slugs.next("？"), "section");
    }
}
