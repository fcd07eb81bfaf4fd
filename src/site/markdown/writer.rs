//! Events of the Markdown parser as HTML.

use std::fmt::Write;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::address::Address;
use super::footnotes::Notes;
use super::headings::Headings;
use super::mentions::{self, Part};
use super::words::{self, Words};
use super::{Link, Options, Person};
use crate::site::escape::escape;
use crate::text::joins_lines;

/// A document as HTML, with its footnotes at the end.
pub(super) fn write(events: &[Event<'_>], options: &Options<'_>) -> String {
    let mut writer = Writer {
        options,
        words: Words::of(options.lang),
        out: String::new(),
        closers: Vec::new(),
        headings: Headings::of(events, options.base_level),
        table: Table::default(),
        notes: Notes::default(),
    };
    let mut rest = events;
    while let Some((event, after)) = rest.split_first() {
        rest = writer.event(event, after);
    }
    let footnotes = writer.notes.section(&escape(options.id_prefix), &writer.words);
    writer.out + &footnotes
}

/// The element of an emphasis.
pub(super) const fn phrase(tag: TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        TagEnd::Strikethrough => Some("del"),
        _ => None,
    }
}

/// What closes the headings of each level.
const HEADING_ENDS: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];

struct Writer<'o> {
    options: &'o Options<'o>,
    words: Words,
    out: String,
    /// What closes the elements that are open, for tags whose end does not say how they began.
    closers: Vec<&'static str>,
    headings: Headings,
    table: Table,
    notes: Notes,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    cell: usize,
}

impl Writer<'_> {
    /// Writes an event and those after it that belong to it; gives back what is left.
    fn event<'e, 't>(&mut self, event: &Event<'t>, after: &'e [Event<'t>]) -> &'e [Event<'t>] {
        match event {
            Event::Start(Tag::HtmlBlock) => return self.html_block(after),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(dest_url, title, after),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Html(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
            Event::Code(code) => self.element("code", code),
            Event::InlineHtml(html) => self.inline_html(html),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => self.soft_break(after),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
        }
        after
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { .. } => self.heading(),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.put(format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.notes.begin(name, &mut self.out),
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                let name = self.words.table;
                self.put(format_args!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\"><table>\n"));
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.row("<thead>\n<tr>");
            }
            Tag::TableRow => self.row("<tr>"),
            Tag::TableCell => self.cell(),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            other => self.out.extend(phrase(other.to_end()).map(|name| format!("<{name}>"))),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Link => {
                let closer = self.closers.pop().unwrap_or_default();
                self.out.push_str(closer);
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.notes.end(&mut self.out),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.table.in_head { "</th>" } else { "</td>" }),
            TagEnd::Table => self.out.push_str("</tbody>\n</table></div>\n"),
            other => self.out.extend(phrase(other).map(|name| format!("</{name}>"))),
        }
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _ = self.out.write_fmt(text);
    }

    fn open(&mut self, text: std::fmt::Arguments<'_>, closer: &'static str) {
        self.put(text);
        self.closers.push(closer);
    }

    fn text(&mut self, text: &str) {
        if !self.closers.is_empty() {
            return self.out.push_str(&escape(text));
        }
        for part in mentions::parts(text) {
            match part {
                Part::Words(words) => self.out.push_str(&escape(words)),
                Part::Person(id) => self.person(id, text),
                Part::Day(day) => {
                    let _ = write!(self.out, r#"<span class="nw">{day}</span>"#);
                }
            }
        }
    }

    fn person(&mut self, id: &str, text: &str) {
        match (self.options.person)(id.trim()) {
            Some(Person { name, href: Some(href) }) => self.put(format_args!("<a href=\"{}\">{}</a>", escape(&href), escape(&name))),
            Some(Person { name, href: None }) => self.out.push_str(&escape(&name)),
            None if id == text => self.out.push_str(&escape(text)),
            None => self.put(format_args!("@{}", escape(id))),
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        self.put(format_args!("<{name}>{}</{name}>", escape(text)));
    }

    fn heading(&mut self) {
        let (level, slug) = self.headings.next();
        let prefix = escape(self.options.id_prefix);
        let closer = HEADING_ENDS.get(usize::from(level).saturating_sub(1)).copied().unwrap_or_default();
        self.open(format_args!("<h{level} id=\"{prefix}{slug}\">"), closer);
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        match kind {
            None => self.open(format_args!("<blockquote>\n"), "</blockquote>\n"),
            Some(kind) => {
                let (class, title) = words::alert(kind, self.options.lang);
                self.open(format_args!("<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"), "</div>\n");
            }
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            return self.open(format_args!("<pre tabindex=\"0\"><code>"), "</code></pre>\n");
        }
        let language = escape(language);
        let shown =
            format_args!("<span class=\"code-lang\">{language}</span><pre tabindex=\"0\"><code class=\"language-{language}\">").to_string();
        self.open(format_args!("<div class=\"code\">{shown}"), "</code></pre></div>\n");
    }

    /// A block of raw HTML as text. A comment is left out: it was written not to be seen.
    fn html_block<'e, 't>(&mut self, after: &'e [Event<'t>]) -> &'e [Event<'t>] {
        let (inside, rest) = until(after, TagEnd::HtmlBlock);
        let html = words_of(inside);
        if !is_comment(&html) {
            self.put(format_args!("<p class=\"raw\">{}</p>\n", escape(html.trim())));
        }
        rest
    }

    /// Raw HTML as text, but for a line break, which tables cannot have otherwise.
    fn inline_html(&mut self, html: &str) {
        match html {
            "<br>" | "<br/>" | "<br />" => self.out.push_str("<br>"),
            comment if is_comment(comment) => {}
            html => self.text(html),
        }
    }

    /// A line that goes on: a space, but not between two Chinese characters.
    fn soft_break(&mut self, after: &[Event<'_>]) {
        let next = after.first().and_then(|event| match event {
            Event::Text(text) => text.chars().next(),
            _ => None,
        });
        let joint = self.out.chars().next_back().zip(next);
        if !joint.is_some_and(|(before, after)| joins_lines(before, after)) {
            self.out.push('\n');
        }
    }

    fn task(&mut self, done: bool) {
        let (sign, word) = if done { ('☑', self.words.done) } else { ('☐', self.words.open) };
        self.put(format_args!("<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> "));
    }

    fn row(&mut self, tags: &str) {
        self.table.cell = 0;
        self.out.push_str(tags);
    }

    fn cell(&mut self) {
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::Center) => " class=\"mid\"",
            _ => "",
        };
        self.table.cell += 1;
        let tag = if self.table.in_head { "th scope=\"col\"" } else { "td" };
        self.put(format_args!("<{tag}{class}>"));
    }

    fn link(&mut self, kind: LinkType, address: &str, title: &str) {
        let address = if kind == LinkType::Email { format!("mailto:{address}") } else { address.to_owned() };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        match self.target(&address) {
            Link::Page(href) => self.open(format_args!("<a href=\"{}\"{title}>", escape(&href)), "</a>"),
            Link::External(href) => {
                self.open(format_args!("<a class=\"external\" href=\"{}\"{title} rel=\"noreferrer\">", escape(&href)), "</a>");
            }
            Link::Broken => {
                let broken = self.words.broken;
                self.open(format_args!("<span class=\"broken\" title=\"{broken}\">"), "</span>");
            }
        }
    }

    /// An image of the site; one from elsewhere is a link, for pages load nothing from other hosts.
    fn image<'e, 't>(&mut self, address: &str, title: &str, after: &'e [Event<'t>]) -> &'e [Event<'t>] {
        let (inside, rest) = until(after, TagEnd::Image);
        let alt = escape(&words_of(inside));
        match self.target(address) {
            Link::Page(src) => {
                let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                let size = (self.options.pixels)(address).map(|pixels| format!(" width=\"{}\" height=\"{}\"", pixels.width, pixels.height));
                let size = size.unwrap_or_default();
                self.put(format_args!("<img src=\"{}\" alt=\"{alt}\"{title}{size} loading=\"lazy\">", escape(&src)));
            }
            Link::External(href) if !self.in_link() => {
                self.put(format_args!("<a class=\"external\" href=\"{}\" rel=\"noreferrer\">{alt}</a>", escape(&href)));
            }
            Link::External(_) => self.out.push_str(&alt),
            Link::Broken => {
                let broken = self.words.broken;
                self.put(format_args!("<span class=\"broken\" title=\"{broken}\">{alt}</span>"));
            }
        }
        rest
    }

    fn in_link(&self) -> bool {
        self.closers.last().is_some_and(|&closer| closer == "</a>")
    }

    fn target(&self, address: &str) -> Link {
        match Address::of(address) {
            Address::File(path) => match (self.options.link)(&path) {
                Link::External(href) if !matches!(Address::of(&href), Address::Outside(_)) => Link::Broken,
                Link::Page(href) if !matches!(Address::of(&href), Address::File(_) | Address::Fragment(_)) => Link::Broken,
                link => link,
            },
            Address::Fragment(fragment) if self.headings.has(&fragment) => Link::Page(format!("#{}{fragment}", self.options.id_prefix)),
            Address::Outside(href) => Link::External(href.replace(' ', "%20")),
            Address::Fragment(_) | Address::Refused => Link::Broken,
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        let mention = self.notes.mention(name, &escape(self.options.id_prefix), self.in_link());
        self.out.push_str(&mention);
    }
}

/// The events up to the end of a tag, and those after it.
fn until<'e, 't>(events: &'e [Event<'t>], tag: TagEnd) -> (&'e [Event<'t>], &'e [Event<'t>]) {
    let mut depth = 0_usize;
    let end = events.iter().position(|event| match event {
        Event::Start(start) if start.to_end() == tag => {
            depth += 1;
            false
        }
        Event::End(end) if *end == tag && depth > 0 => {
            depth -= 1;
            false
        }
        Event::End(end) => *end == tag,
        _ => false,
    });
    let end = end.unwrap_or(events.len());
    (events.get(..end).unwrap_or_default(), events.get(end + 1..).unwrap_or_default())
}

/// The words of events without their markup.
fn words_of(events: &[Event<'_>]) -> String {
    let mut words = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

fn is_comment(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
    inside.is_some_and(|inside| !inside.contains("-->"))
}
