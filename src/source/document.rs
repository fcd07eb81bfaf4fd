//! Markdown documents: front matter, headings with their sections, lists, links, comments.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::comment::Comment;
use super::limits::Limits;
use super::markdown::{self, PlainText};
use super::node::{Data, Node, Span};
use super::problem::{Problem, ProblemKind};
use super::slug::Slugs;
use super::toml;
use super::yaml::{self, Tree};
use crate::{both, say};

/// A Markdown document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document<'a> {
    /// The YAML between `---` lines at the very start, or the TOML between lines of `+++`.
    pub front: Option<Tree<'a>>,
    /// What follows the front matter.
    pub body: Span,
    /// The first heading's text without marks, and its place.
    pub title: Option<(String, Span)>,
    /// All headings in order.
    pub headings: Vec<Heading>,
    /// The HTML comments of the body; those of the front matter are in its tree.
    pub comments: Vec<Comment<'a>>,
    /// What is wrong with the document as such; the front matter's problems are in its tree.
    pub problems: Vec<Problem>,
}

/// A heading and its section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for `#` to 6 for `######`.
    pub level: u8,
    /// Its text without marks.
    pub text: String,
    /// The place of the text.
    pub span: Span,
    /// What follows, up to the next heading of the same or a higher level.
    pub content: Span,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written, with references (`[text][name]`) looked up.
    pub target: String,
    /// The whole link.
    pub span: Span,
    /// Whether it is shown as an image.
    pub image: bool,
}

/// The front matter of a document alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Front<'a> {
    /// What it says.
    pub tree: Tree<'a>,
    /// What is wrong with its lines; what is wrong in them is in the tree.
    pub problems: Vec<Problem>,
    /// Where the body begins.
    pub end: usize,
}

/// Reads a document.
pub fn read<'a>(text: &'a str, limits: &Limits) -> Document<'a> {
    let (front, mut problems, start) = match front(text, limits) {
        Some(Front { tree, problems, end }) => (Some(tree), problems, end),
        None => (None, Vec::new(), 0),
    };
    let (body, too_many) = bounded(text, start, limits.marks);
    problems.extend(too_many);
    let headings = headings(text, body);
    let title = headings.first().map(|heading| (heading.text.clone(), heading.span));
    Document { front, body, title, headings, comments: comments(text, body), problems }
}

/// Reads the front matter of a document, and nothing behind it.
pub fn front<'a>(text: &'a str, limits: &Limits) -> Option<Front<'a>> {
    let FrontMatter { content, end, is_closed, is_toml } = front_matter(text)?;
    let tree = if is_toml { toml::read_part(text, content) } else { yaml::read_part(text, content, limits) };
    let unclosed = (!is_closed).then(|| unclosed_front_matter(if is_toml { "+++" } else { "---" }));
    let problems = unclosed.into_iter().chain(tree.root.as_ref().and_then(no_fields)).collect();
    Some(Front { tree, problems, end })
}

/// What follows the front matter of a document, as far as it is read.
pub fn body(text: &str, limits: &Limits) -> Span {
    bounded(text, front_matter(text).map_or(0, |front| front.end), limits.marks).0
}

/// Whether a document begins with front matter.
pub fn has_front(text: &str) -> bool {
    front_matter(text).is_some()
}

/// A body up to the line in which it has more marks than are read.
fn bounded(text: &str, start: usize, most: usize) -> (Span, Option<Problem>) {
    let body = Span::new(start, text.len());
    let is_mark = |byte: &u8| matches!(byte, b'*' | b'_' | b'[' | b']' | b'!' | b'<' | b'>' | b'`' | b'&' | b'~');
    let mut marks = body.of(text).bytes().enumerate().filter(|(_, byte)| is_mark(byte));
    let Some((at, _)) = marks.nth(most) else { return (body, None) };
    let at = body.start as usize + at;
    let end = text.get(..at).and_then(|before| before.rfind('\n')).map_or(body.start as usize, |line| line + 1).max(body.start as usize);
    let message = say!(
        "The document has more than {most} marks of Markdown, such as `*` and `[`; it is read up to there.",
        "文档中的 Markdown 标记（如 `*` 和 `[`）超过{most}个，只读到此处。",
        most
    );
    let help = both!("Split it, or raise `limits.marks` in `alongside.yaml`.", "拆分文件，或在 `alongside.yaml` 中调高 `limits.marks`。");
    (Span::new(body.start as usize, end), Some(Problem::new(ProblemKind::File, Span::new(at, at + 1), message).help(help)))
}

/// A part of a document without any marks, a line per paragraph, item or row.
pub fn plain_text(text: &str, part: Span) -> String {
    let mut plain = PlainText::default();
    markdown::events(text, part).for_each(|(event, _)| plain.push(&event));
    plain.finish()
}

/// All links and images.
pub fn links(text: &str, body: Span) -> Vec<Link> {
    if most_links(text, body) == 0 {
        return Vec::new();
    }
    let link = |(event, span)| match event {
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
            Some(Link { target: format!("mailto:{dest_url}"), span, image: false })
        }
        Event::Start(Tag::Link { dest_url, .. }) => Some(Link { target: dest_url.into_string(), span, image: false }),
        Event::Start(Tag::Image { dest_url, .. }) => Some(Link { target: dest_url.into_string(), span, image: true }),
        _ => None,
    };
    markdown::events(text, body).filter_map(link).collect()
}

/// No fewer links and images than a document has, counted without reading it.
pub fn most_links(text: &str, body: Span) -> usize {
    let body = body.of(text).as_bytes();
    let defines_targets = memmem::find(body, b"]:").is_some();
    let opened = if defines_targets { memchr_iter(b'[', body).count() } else { memmem::find_iter(body, b"](").count() };
    opened + memchr_iter(b'<', body).count()
}

/// The anchors of the headings, which `#name` in a link may mean.
pub fn anchors(text: &str, body: Span) -> Vec<String> {
    let mut slugs = Slugs::default();
    headings(text, body).iter().map(|heading| slugs.next(&heading.text)).collect()
}

struct FrontMatter {
    content: Span,
    end: usize,
    is_closed: bool,
    is_toml: bool,
}

/// Front matter begins in the first line and with a key; a document may also begin with a rule (`---`).
fn front_matter(text: &str) -> Option<FrontMatter> {
    in_yaml(text).or_else(|| in_toml(text))
}

/// Between lines of `+++`; one that is not closed is read up to the first blank line.
fn in_toml(text: &str) -> Option<FrontMatter> {
    let first = text.starts_with("+++").then(|| text.split_inclusive('\n').next()).flatten().filter(|line| line.trim_end() == "+++")?;
    let (mut at, mut blank) = (first.len(), None);
    for line in text.get(at..)?.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some(FrontMatter { content: Span::new(first.len(), at), end: at + line.len(), is_closed: true, is_toml: true });
        }
        blank = blank.or(line.trim().is_empty().then_some(at));
        at += line.len();
    }
    let end = blank.unwrap_or(at);
    let content = Span::new(first.len(), end);
    content.of(text).contains('=').then_some(FrontMatter { content, end, is_closed: false, is_toml: true })
}

fn in_yaml(text: &str) -> Option<FrontMatter> {
    let first = text.starts_with("---").then(|| text.split_inclusive('\n').next()).flatten().filter(|line| line.trim_end() == "---")?;
    let start = first.len();
    let mut at = start;
    let mut blank = None;
    let mut first_line = None;
    for line in text.get(start..)?.split_inclusive('\n') {
        let content = line.trim_end();
        let end = at + line.len();
        if content == "---" || content == "..." {
            let content = Span::new(start, at);
            let is_meant = first_line.is_none_or(|line: &str| is_field(line) || line.contains('：'));
            return is_meant.then_some(FrontMatter { content, end, is_closed: true, is_toml: false });
        }
        if content.is_empty() {
            blank = blank.or(Some(at));
        } else if !content.starts_with('#') {
            first_line = first_line.or(Some(content));
        }
        at = end;
    }
    let end = blank.unwrap_or(at);
    first_line.is_some_and(is_field).then_some(FrontMatter { content: Span::new(start, end), end, is_closed: false, is_toml: false })
}

fn is_field(line: &str) -> bool {
    line.ends_with(':') || line.contains(": ")
}

/// Front matter that YAML reads as one text, as it does where colons are full-width ones.
fn no_fields(root: &Node<'_>) -> Option<Problem> {
    if matches!(root.data, Data::Map(_)) {
        return None;
    }
    let message = both!("The front matter has no `key: value` lines.", "文件头（front matter）中没有 `键: 值` 形式的行。");
    let help = both!("Write `key: value` with a plain colon and a space.", "写成 `键: 值`，用半角冒号，冒号后留一个空格。");
    Some(Problem::new(ProblemKind::File, root.span, message).help(help))
}

fn unclosed_front_matter(mark: &str) -> Problem {
    let message = both!(
        "The front matter is not closed; it is read up to the first blank line.",
        "文件头（front matter）没有结束标记，读到第一个空行为止。"
    );
    Problem::new(ProblemKind::File, Span::new(0, 3), message).help(say!(
        "Put a line `{mark}` behind its last key.",
        "在最后一个键之后加一行 `{mark}`。",
        mark
    ))
}

fn headings(text: &str, body: Span) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    // Those whose sections are not closed, the outermost first.
    let mut around: Vec<usize> = Vec::new();
    let mut open: Option<(Span, PlainText)> = None;
    for (event, span) in markdown::events(text, body) {
        match (&event, &mut open) {
            (Event::Start(Tag::Heading { .. }), _) => open = Some((Span { end: span.start, ..span }, PlainText::default())),
            (Event::End(TagEnd::Heading(level)), Some(_)) => {
                let Some((inner, plain)) = open.take() else { continue };
                let level = *level as u8;
                while let Some(last) = around.last().and_then(|last| headings.get_mut(*last)).filter(|last| last.level >= level) {
                    last.content.end = span.start;
                    around.pop();
                }
                around.push(headings.len());
                let content = Span { start: span.end, end: body.end };
                headings.push(Heading { level, text: plain.finish(), span: inner, content });
            }
            (_, Some((inner, plain))) => {
                extend(inner, &event, span);
                plain.push(&event);
            }
            _ => {}
        }
    }
    headings
}

/// Widens a place, empty at first, by that of some text.
pub(super) fn extend(place: &mut Span, event: &Event<'_>, span: Span) {
    let holds_text = matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
    );
    if holds_text {
        if place.start == place.end {
            *place = span;
        }
        place.end = place.end.max(span.end);
    }
}

fn comments(text: &str, body: Span) -> Vec<Comment<'_>> {
    if memmem::find(body.of(text).as_bytes(), b"<!--").is_none() {
        return Vec::new();
    }
    let html = markdown::events(text, body).filter(|(event, _)| matches!(event, Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock)));
    let mut comments: Vec<Comment<'_>> = html.flat_map(|(_, span)| comments_in(text, span)).chain(behind_rows(text, body)).collect();
    comments.sort_by_key(|comment| comment.span);
    comments.dedup();
    comments
}

/// Comments behind the last bar of a table's row, where Markdown sees nothing.
fn behind_rows(text: &str, body: Span) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    let mut at = body.start as usize;
    for line in body.of(text).split_inclusive('\n') {
        if line.trim_start().starts_with('|') && line.trim_end().ends_with("-->") {
            comments.extend(comments_in(text, Span::new(at, at + line.len())));
        }
        at += line.len();
    }
    comments
}

fn comments_in(text: &str, html: Span) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    let mut at = html.start as usize;
    let end = html.end as usize;
    while let Some(start) = text.get(at..end).and_then(|rest| rest.find("<!--")).map(|found| at + found) {
        let inner = start + "<!--".len();
        let Some(close) = text.get(inner..end).and_then(|rest| rest.find("-->")).map(|found| inner + found) else { break };
        at = close + "-->".len();
        let content = text.get(inner..close).unwrap_or_default().trim();
        comments.push(Comment { span: Span::new(start, at), text: Cow::Borrowed(content) });
    }
    comments
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lists::list_items;
    use super::*;

    fn read(text: &str) -> Document<'_> {
        super::read(text, &Limits::default())
    }

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    #[test]
    fn front_matter_has_places_of_the_file() {
        let text = "---\n标题: 周会\ndate: 2026-03-02\n---\n# 周会\n";
        let document = read(text);
        let front = document.front.unwrap();
        let root = front.root.unwrap();
        assert_eq!(front.problems, []);
        assert_eq!(root.get("标题").unwrap().span, Span::new(12, 18));
        assert_eq!(root.get("date").unwrap().span, Span::new(25, 35));
        assert_eq!(document.body, Span::new(40, text.len()));
        assert_eq!(document.title, Some(("周会".to_owned(), Span::new(42, 48))));
    }

    #[test]
    fn errors_in_front_matter_are_told_in_place() {
        let front = read("---\n标题: \"周会\ndate: 2026-03-02\n---\ntext").front.unwrap();
        assert_eq!(front.problems[0].span, Span::new(12, 13));
        assert_eq!(front.root.unwrap().get("date").unwrap().text(), Some("2026-03-02"));
    }

    #[test]
    fn front_matter_ends_with_dots_or_is_told() {
        assert_eq!(read("---\na: 1\n...\nb").body, Span::new(13, 14));
        assert_eq!(read("---\n---\nb").front, Some(Tree::default()));
        let open = read("---\na: 1\n\n# b\n");
        assert_eq!(open.problems[0].span, Span::new(0, 3));
        assert_eq!(open.front.unwrap().root.unwrap().get("a").unwrap().text(), Some("1"));
        assert_eq!(open.title.unwrap().0, "b");
    }

    #[test]
    fn full_width_colons_in_front_matter_are_told() {
        let document = read("---\n标题：周会\n---\n");
        assert_eq!(document.problems[0].span, Span::new(4, 19));
        assert!(document.problems[0].help.as_ref().unwrap().zh.contains("半角冒号"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\nOnce upon a time\n---\n").front, None);
        assert_eq!(read("text\n---\na: 1\n---\n").front, None);
    }

    #[test]
    fn headings_have_sections() {
        let text = "intro\n\n# 周会 *3月*\n\na\n\n## 决议\n\n- b\n\n### c\n\nd\n\n## 下一步\ne\n";
        let headings = read(text).headings;
        let sections: Vec<_> = headings.iter().map(|h| (h.level, &*h.text, h.span.of(text), h.content.of(text).trim())).collect();
        assert_eq!(sections[0].0, 1);
        assert_eq!((sections[0].1, sections[0].2), ("周会 3月", "周会 *3月*"));
        assert_eq!(sections[1], (2, "决议", "决议", "- b\n\n### c\n\nd"));
        assert_eq!(sections[2], (3, "c", "c", "d"));
        assert_eq!(sections[3], (2, "下一步", "下一步", "e"));
    }

    #[test]
    fn marks_beyond_the_limit_are_told() {
        let text = "# Notes\n\n*one* [two](a.md)\n\n*three*\n";
        let of = |marks| super::read(text, &Limits { marks, ..Limits::default() });
        let cut = of(5);
        assert_eq!(cut.body.of(text), "# Notes\n\n*one* [two](a.md)\n\n");
        assert_eq!(cut.problems[0].span.of(text), "*");
        assert!(cut.problems[0].help.as_ref().unwrap().en.contains("limits.marks"));
        assert_eq!((of(6).body, of(6).problems.len()), (whole(text), 0));
    }

    #[test]
    fn links_of_every_kind() {
        let text = "题 [a](b.md#c) ![i](i.png) [r][ref] <https://x.org> <me@x.org>\n\n[ref]: d.md\n";
        let links = links(text, whole(text));
        let seen: Vec<_> = links.iter().map(|link| (&*link.target, link.span.of(text), link.image)).collect();
        assert_eq!(
            seen,
            [
                ("b.md#c", "[a](b.md#c)", false),
                ("i.png", "![i](i.png)", true),
                ("d.md", "[r][ref]", false),
                ("https://x.org", "<https://x.org>", false),
                ("mailto:me@x.org", "<me@x.org>", false),
            ]
        );
    }

    #[test]
    fn anchors_and_comments() {
        let text = "# 决议 1\n\n<!-- alongside: allow x\n because -->\n\n# 决议 1\n\na <!-- b --> `<!-- no -->`\n";
        assert_eq!(anchors(text, whole(text)), ["决议-1", "决议-1-1"]);
        let comments: Vec<_> = read(text).comments.into_iter().map(|c| (c.text, c.span.start)).collect();
        assert_eq!(comments, [("alongside: allow x\n because".into(), 12), ("b".into(), 64)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]
        #[test]
        fn no_document_has_more_links_than_its_signs_say(text in "(\\[|\\]|\\(|\\)|:|<|>|!|`|a|b| |\n|\\]\\(|\\]: |<http://a>|<!--|-->){0,24}") {
            let is_link = |event: &Event<'_>| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
            let found = markdown::events(&text, whole(&text)).filter(|(event, _)| is_link(event)).count();
            prop_assert!(found <= most_links(&text, whole(&text)));
            prop_assert_eq!(links(&text, whole(&text)).len(), found);
        }

        #[test]
        fn any_text_is_read(text in "(---\n)?([#>*\\[\\]()<>!`:|a题 -]|\n|<!--|-->|- |\n---\n){0,40}") {
            let document = read(&text);
            let end = text.len();
            for heading in &document.headings {
                prop_assert!(heading.content.end as usize <= end && text.get(heading.span.start as usize..heading.span.end as usize).is_some());
            }
            for item in list_items(&text, document.body) {
                prop_assert!(text.get(item.span.start as usize..item.span.end as usize).is_some());
            }
            links(&text, document.body);
            plain_text(&text, document.body);
            anchors(&text, document.body);
        }
    }

    #[test]
    fn front_matter_in_toml_stands_between_its_own_lines() {
        let text = "+++\ntitle = \"Weekly\"\n+++\n# W\n";
        let document = read(text);
        let front = document.front.unwrap();
        assert_eq!((front.problems.len(), front.root.unwrap().get("title").unwrap().text()), (0, Some("Weekly")));
        assert_eq!(document.body.of(text), "# W\n");
        assert_eq!(read("# W\n\na = 1\n+++\n").front, None);
    }
}
