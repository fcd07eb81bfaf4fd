//! The headings of a document: their levels on the page and their ids.

use std::collections::{BTreeSet, VecDeque};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::source::slug::Slugs;

/// The headings of a document in their order.
#[derive(Debug, Default)]
pub(super) struct Headings {
    coming: VecDeque<(u8, String)>,
    slugs: BTreeSet<String>,
}

impl Headings {
    /// Nests the headings under the page's own: the highest get `base_level`, and no level is left out on the way down.
    pub(super) fn of(events: &[Event<'_>], base_level: u8) -> Self {
        let found = found(events);
        let highest = found.iter().map(|&(level, _)| level).min().unwrap_or(1);
        let mut headings = Self::default();
        let mut slugs = Slugs::default();
        let mut deepest = base_level;
        for (level, text) in found {
            let level = (base_level + level - highest).min(deepest).min(6);
            deepest = level + 1;
            let slug = slugs.next(&text);
            headings.slugs.insert(slug.clone());
            headings.coming.push_back((level, slug));
        }
        headings
    }

    /// The level and the fragment of the next heading.
    pub(super) fn next(&mut self) -> (u8, String) {
        self.coming.pop_front().unwrap_or((6, String::new()))
    }

    /// Whether a heading has this fragment.
    pub(super) fn has(&self, fragment: &str) -> bool {
        self.slugs.contains(fragment)
    }
}

/// The level and the words of every heading.
fn found(events: &[Event<'_>]) -> Vec<(u8, String)> {
    let mut found = Vec::new();
    let mut open: Option<(u8, String)> = None;
    for event in events {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, .. }), _) => open = Some((*level as u8, String::new())),
            (Event::Text(text) | Event::Code(text) | Event::InlineHtml(text), Some((_, words))) => words.push_str(text),
            (Event::SoftBreak | Event::HardBreak, Some((_, words))) => words.push(' '),
            (Event::End(TagEnd::Heading(_)), _) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}
