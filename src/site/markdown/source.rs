//! A Markdown text and what the parser sees in it.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TextMergeStream};

use super::flanking;
use crate::source::markdown::tidied;

/// A text made ready for the parser.
pub(super) struct Source<'t> {
    text: Cow<'t, str>,
    /// The character that was put into the text and is taken out of all events.
    foreign: Option<char>,
}

impl<'t> Source<'t> {
    /// A text of blocks.
    pub(super) fn document(text: &'t str) -> Self {
        let foreign = flanking::foreign_letter(text);
        let text = foreign.map_or(Cow::Borrowed(text), |letter| flanking::fix(text, letter));
        Self { text, foreign }
    }

    /// A text of one line. A letter at its start keeps `# 1` or `- 2` from being a heading or a list.
    pub(super) fn line(text: &str) -> Self {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let foreign = flanking::foreign_letter(&line);
        let text = foreign.map_or_else(|| line.clone(), |letter| format!("{letter}{}", flanking::fix(&line, letter)));
        Self { text: Cow::Owned(text), foreign }
    }

    /// The events of the parser, of GitHub's dialect.
    pub(super) fn events(&self) -> Vec<Event<'_>> {
        let dialect = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM;
        let events = TextMergeStream::new(Parser::new_ext(&self.text, dialect).map(tidied));
        match self.foreign {
            Some(letter) if self.text.contains(letter) => events.map(|event| without(event, letter)).collect(),
            _ => events.collect(),
        }
    }
}

/// The event without that character in any of its texts.
fn without(event: Event<'_>, letter: char) -> Event<'_> {
    let strip = |text: CowStr<'_>| -> CowStr<'static> { text.replace(letter, "").into() };
    match event {
        Event::Text(text) => Event::Text(strip(text)),
        Event::Code(code) => Event::Code(strip(code)),
        Event::Html(html) => Event::Html(strip(html)),
        Event::InlineHtml(html) => Event::InlineHtml(strip(html)),
        Event::FootnoteReference(name) => Event::FootnoteReference(strip(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(strip(name))),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(strip(info)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: strip(dest_url), title: strip(title), id: strip(id) })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: strip(dest_url), title: strip(title), id: strip(id) })
        }
        other => other,
    }
}
