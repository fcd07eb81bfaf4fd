//! The anchors of headings, as GitHub makes them, so that a link works on both.

use std::collections::BTreeSet;

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
    taken: BTreeSet<String>,
}

impl Slugs {
    /// The anchor of the next heading; one of punctuation alone is a `section`.
    pub fn next(&mut self, text: &str) -> String {
        let plain = Some(slug(text)).filter(|plain| !plain.is_empty()).unwrap_or_else(|| "section".to_owned());
        let mut unique = plain.clone();
        let mut count = 0;
        while !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{plain}-{count}");
        }
        unique
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
    fn headings_of_one_name_differ() {
        let mut slugs = Slugs::default();
        let made: Vec<String> = ["Next", "Next-1", "Next", "next"].iter().map(|text| slugs.next(text)).collect();
        assert_eq!(made, ["next", "next-1", "next-2", "next-3"]);
        assert_eq!(slugs.next("？"), "section");
    }
}
