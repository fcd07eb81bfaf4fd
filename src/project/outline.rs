//! Which headings stand around a place of a document.

use super::heading_words::bare;
use super::kind::Kind;
use crate::source::Span;
use crate::source::document::{Document, Heading};

/// The headings of a document, each with the one around it.
pub(super) struct Outline<'d> {
    headings: &'d [Heading],
    parents: Vec<Option<usize>>,
}

impl<'d> Outline<'d> {
    pub(super) fn of(document: &'d Document<'_>) -> Self {
        let headings = document.headings.as_slice();
        let mut open: Vec<usize> = Vec::new();
        let mut parents = Vec::with_capacity(headings.len());
        for (at, heading) in headings.iter().enumerate() {
            while open.last().and_then(|last| headings.get(*last)).is_some_and(|last| last.level >= heading.level) {
                open.pop();
            }
            parents.push(open.last().copied());
            open.push(at);
        }
        Self { headings, parents }
    }

    /// The heading right above a place, without marks.
    pub(super) fn above(&self, at: Span) -> Option<(&'d str, Span)> {
        self.last_before(at).and_then(|last| self.headings.get(last)).map(|heading| (bare(&heading.text), heading.span))
    }

    /// The nearest heading around a place, but for the document's own, that names a register: 「任务分解」 above 「阶段一」.
    pub(super) fn register(&self, at: Span) -> Option<&'d str> {
        let around = std::iter::successors(self.last_before(at), |inner| self.parents.get(*inner).copied().flatten());
        let texts = around.filter_map(|at| self.headings.get(at)).filter(|heading| heading.level > 1).map(|heading| bare(&heading.text));
        texts.into_iter().find(|text| Kind::of_dressed(text).is_some())
    }

    /// The headings around a place, the nearest first, without marks.
    pub(super) fn around(&self, at: Span) -> impl Iterator<Item = (&'d str, Span)> {
        let places = std::iter::successors(self.last_before(at), |inner| self.parents.get(*inner).copied().flatten());
        places.filter_map(|at| self.headings.get(at)).map(|heading| (bare(&heading.text), heading.span))
    }

    fn last_before(&self, at: Span) -> Option<usize> {
        self.headings.partition_point(|heading| heading.span.start < at.start).checked_sub(1)
    }
}

/// The headings within a section, its own not among them.
pub(super) fn within<'d>(headings: &'d [Heading], section: &Heading) -> &'d [Heading] {
    let place = |end: u32| headings.partition_point(|heading| heading.span.start < end);
    headings.get(place(section.content.start)..place(section.content.end)).unwrap_or_default()
}

/// What stands below a heading and below none within.
pub(super) fn own_part(headings: &[Heading], heading: &Heading) -> Span {
    let end = within(headings, heading).first().map_or(heading.content.end, |first| first.span.start);
    Span { end, ..heading.content }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, document};

    #[test]
    fn headings_around_a_place() {
        let text = "# Plan\n\n## Tasks\n\n### One\n\nx\n\n### Two\n\ny\n\n## Other\n\nz\n";
        let document = document::read(text, &Limits::default());
        let outline = Outline::of(&document);
        let around = |sign: &str| {
            let at = text.find(sign).unwrap();
            let place = Span::new(at, at + 1);
            (outline.above(place).map(|(text, _)| text), outline.register(place))
        };
        assert_eq!(around("y\n"), (Some("Two"), Some("Tasks")));
        assert_eq!(around("z\n"), (Some("Other"), None));
        let inner: Vec<_> = within(&document.headings, &document.headings[1]).iter().map(|heading| &*heading.text).collect();
        assert_eq!(inner, ["One", "Two"]);
    }
}
