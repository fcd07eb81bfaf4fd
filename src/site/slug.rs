//! Names of places on a page.

use std::collections::BTreeSet;

/// The fragment of a heading, as GitHub makes it: lower case, spaces as hyphens, without punctuation.
fn slug(text: &str) -> String {
    let kept = text.trim().chars().filter(|&c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Gives each heading of a page its own fragment.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    used: BTreeSet<String>,
}

impl Slugs {
    /// The fragment of a heading; `-1`, `-2` … are added to one that is taken.
    pub(super) fn next(&mut self, text: &str) -> String {
        let base = match slug(text) {
            empty if empty.is_empty() => "section".to_owned(),
            slug => slug,
        };
        let numbered = (1..).map(|n| format!("{base}-{n}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|name| !self.used.contains(name)).unwrap_or(base);
        self.used.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_those_of_github() {
        assert_eq!(slug("What's *next*? (v2.0)"), "whats-next-v20");
        assert_eq!(slug("下一步：发布 Demo"), "下一步发布-demo");
    }

    #[test]
    fn fragments_are_unique() {
        let mut slugs = Slugs::default();
        let names: Vec<_> = ["A", "A", "a-1", "A", "？"].iter().map(|text| slugs.next(text)).collect();
        assert_eq!(names, ["a", "a-1", "a-1-1", "a-2", "section"]);
    }
}
