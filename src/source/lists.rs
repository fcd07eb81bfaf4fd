//! The items of lists in Markdown, and of the lists that people write with other signs: 「1、」, 「（1）」, `•`, `☐`.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::document::{extend, plain_text};
use super::markdown::{self, PlainText};
use super::node::Span;

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Whether its box is ticked, if it has one.
    pub checked: Option<bool>,
    /// Its own text, without the items in it.
    pub text: String,
    /// The place of its own text.
    pub span: Span,
}

const OPEN: [char; 3] = ['☐', '□', '⬜'];
const TICKED: [char; 5] = ['☑', '☒', '✅', '✔', '✓'];
const BULLETS: [char; 8] = ['•', '·', '●', '○', '■', '◆', '▪', '➢'];

/// Pictures that people put in front of items: 📌, 🔄, ❓.
const PICTURES: [std::ops::RangeInclusive<char>; 2] = ['\u{2600}'..='\u{27bf}', '\u{1f300}'..='\u{1faff}'];

/// The items of all lists in a part of a document, those within others too, in order.
pub fn list_items(text: &str, part: Span) -> Vec<ListItem> {
    let (mut items, lists) = of_markdown(text, part);
    let is_elsewhere = |at: usize| {
        let before = lists.partition_point(|list| list.start as usize <= at);
        before.checked_sub(1).and_then(|last| lists.get(last)).is_some_and(|list| at < list.end as usize)
    };
    items.extend(of_lines(text, part, is_elsewhere));
    items.sort_by_key(|item| item.span);
    for item in &mut items {
        tick(item, text);
    }
    items
}

/// The items, and the places of what holds no further lines: lists, tables, code.
fn of_markdown(text: &str, part: Span) -> (Vec<ListItem>, Vec<Span>) {
    let mut items: Vec<(ListItem, PlainText)> = Vec::new();
    let (mut open, mut lists) = (Vec::new(), Vec::new());
    for (event, span) in markdown::events(text, part) {
        match event {
            Event::Start(Tag::List(_) | Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock) if open.is_empty() => lists.push(span),
            Event::Start(Tag::Item) => {
                open.push(items.len());
                let span = Span { end: span.start, ..span };
                items.push((ListItem { checked: None, text: String::new(), span }, PlainText::default()));
            }
            Event::End(TagEnd::Item) => {
                open.pop();
            }
            _ => {
                let Some((item, plain)) = open.last().and_then(|&index: &usize| items.get_mut(index)) else { continue };
                if let Event::TaskListMarker(checked) = event {
                    item.checked = Some(checked);
                } else {
                    extend(&mut item.span, &event, span);
                    plain.push(&event);
                }
            }
        }
    }
    (items.into_iter().map(|(item, plain)| ListItem { text: plain.finish(), ..item }).collect(), lists)
}

/// Lines with a sign of a list in front, with the lines that go on with them.
fn of_lines(text: &str, part: Span, is_elsewhere: impl Fn(usize) -> bool) -> Vec<ListItem> {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = part.start as usize;
    let mut is_open = false;
    for line in part.of(text).split_inclusive('\n') {
        let end = at + line.trim_end().len();
        match marker(line).filter(|_| !is_elsewhere(at)) {
            Some(length) => {
                spans.push(Span::new(at + length, end));
                is_open = true;
            }
            None if line.trim().is_empty() || line.starts_with('#') || is_elsewhere(at) => is_open = false,
            None if is_open => {
                if let Some(last) = spans.last_mut() {
                    *last = Span::new(last.start as usize, end);
                }
            }
            None => {}
        }
        at += line.len();
    }
    spans.into_iter().map(|span| ListItem { checked: None, text: plain_text(text, span), span }).collect()
}

/// The bytes of the sign that makes a line an item, with the space behind it.
fn marker(line: &str) -> Option<usize> {
    let said = line.trim_start();
    let first = said.chars().next()?;
    let is_sign = BULLETS.contains(&first) || ('①'..='⑳').contains(&first) || PICTURES.iter().any(|range| range.contains(&first));
    let rest = if is_sign && !OPEN.contains(&first) && !TICKED.contains(&first) {
        said.get(first.len_utf8()..)?.trim_start_matches(['\u{fe0f}', '\u{200d}'])
    } else if OPEN.contains(&first) || TICKED.contains(&first) {
        said
    } else {
        numbered(said)?
    };
    (!rest.trim().is_empty()).then(|| line.len() - rest.trim_start().len())
}

/// What stands behind 「1、」, 「1）」, 「（1）」, `(1)`; Markdown knows the others.
fn numbered(said: &str) -> Option<&str> {
    let inner = said.strip_prefix(['（', '(']);
    let text = inner.unwrap_or(said);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).filter(|_| (1..=2).contains(&digits))?;
    if inner.is_some() { rest.strip_prefix(['）', ')']) } else { rest.strip_prefix(['、', '）', '．']) }
}

/// A box that is a sign of the text.
fn tick(item: &mut ListItem, text: &str) {
    let Some(first) = item.text.chars().next().filter(|first| item.checked.is_none() && (OPEN.contains(first) || TICKED.contains(first)))
    else {
        return;
    };
    item.checked = Some(TICKED.contains(&first));
    item.text = item.text.trim_start_matches([first, '\u{fe0f}']).trim_start().to_owned();
    let said = item.span.of(text);
    let skipped = said.len() - said.trim_start_matches([first, '\u{fe0f}', ' ']).len();
    item.span = Span::new(item.span.start as usize + skipped, item.span.end as usize);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(Option<bool>, String)> {
        list_items(text, Span::new(0, text.len())).into_iter().map(|item| (item.checked, item.text)).collect()
    }

    #[test]
    fn items_have_their_own_text() {
        let text = "- [ ] @李娜 发简报\n  (due 2026-03-09)\n- [x] done\n  - inner **bold**\n- plain\n\n1. one\n";
        let items = list_items(text, Span::new(0, text.len()));
        let seen: Vec<_> = items.iter().map(|item| (item.checked, &*item.text, item.span.of(text))).collect();
        assert_eq!(
            seen,
            [
                (Some(false), "@李娜 发简报 (due 2026-03-09)", "@李娜 发简报\n  (due 2026-03-09)"),
                (Some(true), "done", "done"),
                (None, "inner bold", "inner **bold**"),
                (None, "plain", "plain"),
                (None, "one", "one"),
            ]
        );
    }

    #[test]
    fn lists_with_other_signs() {
        let item = |text: &str| (None, text.to_owned());
        for text in [
            "1、完成\n2、选品\n",
            "（1）完成\n（2）选品\n",
            "① 完成\n② 选品\n",
            "• 完成\n• 选品\n",
            "1）完成\n2）选品\n",
            "📌 完成\n🔄 选品\n",
            "⚙️ 完成\n🔄选品\n",
        ] {
            assert_eq!(items(text), [item("完成"), item("选品")], "{text}");
        }
        assert_eq!(items("1、完成\n  海报\n\n其他\n"), [item("完成 海报")].map(|(c, t): (Option<bool>, String)| (c, t.replace(' ', ""))));
    }

    #[test]
    fn boxes_that_are_signs() {
        let text = "☐ 整理合同\n☑ 发通知\n- ✅ done\n";
        let expected = [(Some(false), "整理合同"), (Some(true), "发通知"), (Some(true), "done")];
        assert_eq!(items(text), expected.map(|(checked, text)| (checked, text.to_owned())));
    }

    #[test]
    fn what_is_no_item() {
        for text in ["2026、2027\n", "（一）完成\n", "```\n• x\n```\n", "·\n", "一、完成\n"] {
            assert_eq!(items(text), [], "{text}");
        }
    }

    #[test]
    fn a_line_right_behind_a_list_is_an_item_too() {
        let texts = |text: &str| list_items(text, Span::new(0, text.len())).into_iter().map(|item| item.text).collect::<Vec<_>>();
        assert_eq!(texts("- a\n\n☐ b\n"), ["a", "b"]);
        assert_eq!(texts("- a\n\n\n• b\n• c\n"), ["a", "b", "c"]);
        assert_eq!(texts("```\n• x\n```\n• b\n"), ["b"]);
    }
}
