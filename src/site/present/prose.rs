//! Narratives: what documents say, in the language of the page where they are translated.

use serde::Serialize;

use crate::project::{AnyEntry, Document, Kind};
use crate::site::address::Address;
use crate::site::markdown::{self, Link, Options, Person};
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::source::{Span, document};
use crate::text::Lang;

/// A narrative as a part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// Its HTML.
    pub html: String,
    /// Its language, if it is not that of the page.
    pub lang: Option<Lang>,
}

/// Bytes of a file in a language.
#[derive(Debug, Clone, Copy)]
struct Written {
    lang: Lang,
    file: usize,
    span: Span,
}

impl<'w> Page<'w> {
    /// What the page of a record or a document tells, without its title.
    pub fn narrative(self) -> Option<Prose> {
        self.prose(self.written()?, "", 2)
    }

    /// What the page of a document tells, for this page.
    pub fn narrative_of(self, document: usize) -> Option<Prose> {
        self.prose(Page { at: Address::Document(document), ..self }.written()?, "", 2)
    }

    /// A document in the language of the page, if there is one, else as it was first written.
    pub fn document(self, at: usize) -> Option<&'w Document> {
        let document = self.whole.project.documents.get(at)?;
        let is_mine = |translation: &&Document| translation.lang == self.lang && document.lang != self.lang;
        Some(document.translation.as_deref().filter(is_mine).unwrap_or(document))
    }

    /// What a document is called.
    pub fn document_title(self, at: usize) -> Run {
        let Some(document) = self.document(at) else { return Run::default() };
        Run { lang: (document.lang != self.lang).then_some(document.lang), ..Run::text(&*document.title) }
    }

    /// The id that a heading of a file has on the page: in a translation, that of the heading at the same place.
    pub fn heading(self, file: usize, anchor: &str) -> Option<String> {
        let (original, translation) = self.wordings()?;
        let linked = [Some(original), translation].into_iter().flatten().find(|written| written.file == file)?;
        let ids = |written: Written| self.whole.project.anchors(written.file, self.without_title(written));
        let all = self.whole.project.anchors(file, linked.span);
        let place = all.place(anchor)?.checked_sub(all.count().saturating_sub(ids(linked).count()))?;
        ids(self.written()?).at(place).map(str::to_owned)
    }

    /// What the page tells, in its language if it is written in that, else in the original's.
    fn written(self) -> Option<Written> {
        let (original, translation) = self.wordings()?;
        let is_mine = |translation: &Written| translation.lang == self.lang && original.lang != self.lang;
        // Where only the front matter is translated, the original tells more than nothing.
        let says = |translation: &Written| !translation.span.of(self.whole.project.text(translation.file)).trim().is_empty();
        Some(translation.filter(is_mine).filter(says).unwrap_or(original))
    }

    /// The fields of a record that its narrative tells as the page shows it. A translation may leave sections out; what they say is
    /// shown beside it.
    pub fn told_in_prose(self, entry: &dyn AnyEntry) -> Vec<&'static str> {
        let original = entry.fields_of_body();
        let Some(translation) = self.written().filter(|written| written.file != entry.origin().file) else { return original.to_vec() };
        let project = &self.whole.project;
        let translated = document::read(project.text(translation.file), &project.limits);
        let words = entry.kind().vocabulary();
        let fields: Vec<&str> = translated.headings.iter().filter_map(|heading| words.find(&heading.text)?.first().copied()).collect();
        original.iter().copied().filter(|field| fields.contains(field)).collect()
    }

    /// What the page tells as it was first written, and as it was translated.
    fn wordings(self) -> Option<(Written, Option<Written>)> {
        match self.at {
            Address::Document(at) => {
                let written = |document: &Document| Written { lang: document.lang, file: document.file, span: document.body };
                let document = self.whole.project.documents.get(at)?;
                Some((written(document), document.translation.as_deref().map(written)))
            }
            Address::Record(id) => {
                let entry = self.whole.project.record(id)?;
                let original = Written { lang: self.lang_of(entry), file: entry.origin().file, span: entry.body()? };
                Some((original, entry.translation().map(|(lang, file, span)| Written { lang, file, span })))
            }
            _ => None,
        }
    }

    /// What introduces a register.
    pub fn introductions(self, kind: Kind) -> Vec<Prose> {
        let written = self.whole.project.introductions.get(&kind).into_iter().flatten().enumerate();
        written
            .filter_map(|(at, (file, span))| {
                let default = self.whole.project.default_lang();
                let seen = || Lang::of_text(span.of(self.whole.project.text(*file)), default);
                let lang = lang_of_file(self.whole.project.path(*file)).or_else(seen).unwrap_or(default);
                self.prose(Written { lang, file: *file, span: *span }, &format!("{}-{at}-", kind.key()), 3)
            })
            .collect()
    }

    fn person(self, id: &str) -> Option<Person> {
        let found = self.whole.project.find(&[Kind::People], id).one()?;
        Some(Person { name: self.name(found).text, href: self.to_record(found) })
    }

    /// A narrative without its title, which the page has already; `None` if nothing else is there.
    fn prose(self, written: Written, id_prefix: &str, base_level: u8) -> Option<Prose> {
        let text = self.without_title(written).of(self.whole.project.text(written.file));
        if text.trim().is_empty() {
            return None;
        }
        let link = |target: &str| self.follow(written.file, target).map_or(Link::Broken, Link::Page);
        let pixels = |target: &str| self.whole.project.pixels(written.file, target);
        let options = Options { lang: self.lang, base_level, id_prefix, link: &link, pixels: &pixels, person: &|id| self.person(id) };
        let html = markdown::render(text, &options);
        Some(Prose { html, lang: (written.lang != self.lang).then_some(written.lang) })
    }

    /// What follows the title, if a text begins with one.
    fn without_title(self, written: Written) -> Span {
        let (text, span) = (self.whole.project.text(written.file), written.span);
        let headings = document::read(text, &self.whole.project.limits).headings;
        let first = headings.iter().find(|heading| heading.span.start >= span.start && heading.level == 1);
        let is_first = |heading: &&document::Heading| {
            let before = Span { start: span.start, end: heading.span.start.min(span.end) };
            before.of(text).trim().trim_matches('#').is_empty() && heading.span.end <= span.end
        };
        let start = first.filter(is_first).map_or(span.start, |title| title.content.start.max(title.span.end));
        Span { start, end: span.end }
    }
}

fn lang_of_file(path: &str) -> Option<Lang> {
    let stem = path.rsplit_once('.')?.0;
    Lang::of_tag(stem.rsplit_once('.')?.1)
}
