//! What is read of Markdown everywhere in the same way: its dialect, and its text without marks.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::encoding;
use super::node::Span;
use super::place::floor_char_boundary;
use crate::text::joins_lines;

/// The dialect: `CommonMark` with GitHub's tables, task lists, footnotes, alerts and strike-through.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// The events of a part of a document, each with its place in the whole text.
pub(crate) fn events(text: &str, part: Span) -> impl Iterator<Item = (Event<'_>, Span)> {
    let end = floor_char_boundary(text, part.end as usize);
    let start = floor_char_boundary(text, part.start as usize).min(end);
    let part = text.get(start..end).unwrap_or_default();
    let parser = Parser::new_ext(part, OPTIONS).into_offset_iter();
    parser.map(move |(event, range)| (tidied(event), Span::new(start + range.start, start + range.end)))
}

/// The lines of a part of a document that stand in no fenced code, each with its first byte in the whole text.
pub(crate) fn lines(text: &str, part: Span) -> impl Iterator<Item = (usize, &str)> {
    let mut at = part.start as usize;
    let mut fence = None;
    part.of(text).split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        let is_text = fence.is_none() && mark.is_none();
        match fence {
            None => fence = mark,
            open if open == mark => fence = None,
            _ => {}
        }
        is_text.then_some((start, line))
    })
}

/// The event without the control characters that references to characters (`&#27;`) stand for.
pub fn tidied(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(tidy(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: tidy(dest_url), title: tidy(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: tidy(dest_url), title: tidy(title), id })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(tidy(info)))),
        event => event,
    }
}

fn tidy(text: CowStr<'_>) -> CowStr<'_> {
    encoding::without_controls(&text).map_or(text, |(tidy, _)| tidy.into())
}

/// Collects the text of events without any marks.
#[derive(Debug, Default)]
pub(crate) struct PlainText {
    text: String,
    /// Text events that follow one another directly: the parser cuts at every mark that is none.
    run: String,
    /// A line break of the source that is no line break of the text.
    soft_break: bool,
}

impl PlainText {
    /// Adds what an event says.
    pub(crate) fn push(&mut self, event: &Event<'_>) {
        if let Event::Text(text) = event {
            self.run.push_str(text);
            return;
        }
        self.end_run();
        match event {
            Event::Code(text) => self.add(text),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => self.soft_break = true,
            Event::HardBreak => self.break_line(),
            Event::InlineHtml(html) | Event::Html(html) => self.html(html),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::CodeBlock,
            ) => {
                self.break_line();
            }
            _ => {}
        }
    }

    /// The text, without outer white space.
    pub(crate) fn finish(mut self) -> String {
        self.end_run();
        self.text.trim().to_owned()
    }

    /// Emphasis beside Chinese punctuation, which `CommonMark` does not see (`**注意：**这里`), is emphasis to its writer.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let marks = run.matches("**").count();
        if marks.is_multiple_of(2) {
            self.add(&run.replace("**", ""));
        } else {
            self.add(&run);
        }
    }

    fn add(&mut self, text: &str) {
        let between_words = |last: char| !(last.is_whitespace() || text.chars().next().is_some_and(|first| joins_lines(last, first)));
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.soft_break) && self.text.chars().next_back().is_some_and(between_words) {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    fn break_line(&mut self) {
        self.soft_break = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn html(&mut self, html: &str) {
        let name = html.trim_matches(['<', '>', '/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            self.break_line();
        } else if !html.starts_with("<!--") {
            self.add(html);
        }
    }
}

/// A span without outer white space.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let content = span.of(text);
    let left = content.trim_start();
    let start = span.start as usize + content.len() - left.len();
    Span::new(start, start + left.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut plain = PlainText::default();
        events(text, Span::new(0, text.len())).for_each(|(event, _)| plain.push(&event));
        plain.finish()
    }

    #[test]
    fn lines_of_fenced_code_are_none() {
        let text = "a\n~~~\nb\n```\nc\n~~~\nd\n  ```text\ne\n  ```\nf";
        let lines: Vec<(usize, &str)> = lines(text, Span::new(2, text.len())).collect();
        assert_eq!(lines, [(text.find('d').unwrap(), "d\n"), (text.len() - 1, "f")]);
    }

    #[test]
    fn marks_are_left_out() {
        assert_eq!(plain("**bold** `code` [link](x.md) ![alt](y.png) ~~gone~~"), "bold code link alt gone");
        assert_eq!(plain("**注意：**这里"), "注意：这里");
        assert_eq!(plain("a<br/>b <!-- no --> <5%"), "a\nb  <5%");
    }

    #[test]
    fn lines_of_chinese_are_joined_without_a_space() {
        assert_eq!(plain("代理商\n延期"), "代理商延期");
        assert_eq!(plain("late\nagain"), "late again");
        assert_eq!(plain("一\n\n- 二\n- three\n"), "一\n二\nthree");
    }
}
