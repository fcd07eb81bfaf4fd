//! Narratives: what documents say, in the language of the page where they are translated.

use serde::Serialize;

use super::markdown::{self, Link, Options, Person};
use super::page::Page;
use crate::project::{AnyEntry, Kind};
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
pub struct Written {
    /// The language.
    pub lang: Lang,
    /// The file.
    pub file: usize,
    /// The bytes.
    pub span: Span,
}

impl Page<'_> {
    /// The narrative of a record.
    pub fn body(self, entry: &dyn AnyEntry) -> Option<Prose> {
        let original = Written { lang: self.lang_of(entry), file: entry.origin().file, span: entry.body()? };
        let translation = entry.translation().map(|(lang, file, span)| Written { lang, file, span });
        self.prose(self.in_my_language(original, translation), "", 2)
    }

    /// The wording in the language of the page, else the original: also where only the front matter is translated.
    pub fn in_my_language(self, original: Written, translation: Option<Written>) -> Written {
        let says = |written: &Written| !written.span.of(self.whole.project.text(written.file)).trim().is_empty();
        let is_mine = |translation: &Written| translation.lang == self.lang && original.lang != self.lang;
        translation.filter(is_mine).filter(says).unwrap_or(original)
    }

    /// What introduces a register.
    pub fn introductions(self, kind: Kind) -> Vec<Prose> {
        let written = self.whole.project.introductions.get(&kind).into_iter().flatten().enumerate();
        written
            .filter_map(|(at, (file, span))| {
                let lang = lang_of_file(self.whole.project.path(*file)).unwrap_or(self.whole.project.default_lang());
                self.prose(Written { lang, file: *file, span: *span }, &format!("{}-{at}-", kind.key()), 3)
            })
            .collect()
    }

    fn person(self, id: &str) -> Option<Person> {
        let found = self.whole.project.find(&[Kind::People], id).one().filter(|id| self.whole.is_public(*id))?;
        Some(Person { name: self.name(found).text, href: self.to_record(found) })
    }

    /// A narrative without its title, which the page has already; `None` if nothing else is there.
    pub fn prose(self, written: Written, id_prefix: &str, base_level: u8) -> Option<Prose> {
        let text = self.whole.project.text(written.file);
        let text = without_title(text, written.span, self);
        if text.trim().is_empty() {
            return None;
        }
        let link = |target: &str| self.follow(written.file, target).map_or(Link::Broken, Link::Page);
        let options = Options { lang: self.lang, base_level, id_prefix, link: &link, person: &|id| self.person(id) };
        let html = markdown::render(text, &options);
        Some(Prose { html, lang: (written.lang != self.lang).then_some(written.lang) })
    }
}

/// The text after its title, if it begins with one.
fn without_title<'t>(text: &'t str, span: Span, page: Page<'_>) -> &'t str {
    let body = span.of(text);
    let headings = document::read(text, &page.whole.project.limits).headings;
    let first = headings.iter().find(|heading| heading.span.start >= span.start && heading.level == 1);
    let is_first = |heading: &&document::Heading| {
        Span { start: span.start, end: heading.span.start.min(span.end) }.of(text).trim().trim_matches('#').is_empty()
            && heading.span.end <= span.end
    };
    match first.filter(is_first) {
        Some(title) => Span { start: title.content.start.max(title.span.end), end: span.end }.of(text),
        None => body,
    }
}

fn lang_of_file(path: &str) -> Option<Lang> {
    let stem = path.rsplit_once('.')?.0;
    Lang::of_tag(stem.rsplit_once('.')?.1)
}
