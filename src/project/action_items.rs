//! An action in a meeting's notes: `- [ ] @li-na send the brief (due 2026-03-09)`, 「负责人：陈伟 准备样品 截止：2026年3月10日」.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::source::document::ListItem;
use crate::source::{Data, Key, Node, Span, Style};

const OWNER: [&str; 8] = ["负责人：", "负责人:", "责任人：", "责任人:", "owner:", "Owner:", "who:", "Who:"];
const DUE: [&str; 14] = [
    "截止日期：",
    "截止日期:",
    "截止：",
    "截止:",
    "截止",
    "due on ",
    "due by ",
    "due: ",
    "due ",
    "Due: ",
    "Due ",
    "until ",
    "by ",
    "期限：",
];
const DONE: [&str; 8] = ["done on ", "done: ", "done ", "完成于", "完成日期：", "完成：", "完成:", "已完成"];

/// The fields of a list item; `None` if it says nothing.
pub(super) fn node<'a>(text: &'a str, item: &ListItem) -> Option<Node<'a>> {
    let mut rest = item.text.clone();
    let done = cut_date(&mut rest, &DONE);
    let due = cut_date(&mut rest, &DUE);
    let owner = cut_owner(&mut rest);
    let what = tidy(&rest);
    if what.is_empty() {
        return None;
    }
    let mut entries = Vec::new();
    let mut put = |name: &'static str, value: String| {
        let span = place(text, item.span, &value);
        let key = Key { name: Cow::Borrowed(name), span };
        entries.push((key, Node { span, data: Data::Scalar(Cow::Owned(value), Style::Quoted) }));
    };
    put("what", what);
    if let Some(owner) = owner {
        put("owner", owner);
    }
    if let Some(due) = due {
        put("due", due);
    }
    if item.checked == Some(true) || done.is_some() {
        put("status", "done".to_owned());
    }
    if let Some(done) = done {
        put("done_on", done);
    }
    Some(Node { span: item.span, data: Data::Map(entries) })
}

/// The place of a value within its item, where it stands there word for word.
fn place(text: &str, item: Span, value: &str) -> Span {
    match item.of(text).find(value) {
        Some(at) => Span::new(item.start as usize + at, item.start as usize + at + value.len()),
        None => item,
    }
}

/// Takes a day with the word before it out of a text.
fn cut_date(text: &mut String, labels: &[&str]) -> Option<String> {
    for label in labels {
        for (at, _) in text.match_indices(label) {
            let is_word = !label.starts_with(|c: char| c.is_ascii_alphabetic())
                || text.get(..at).is_none_or(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let from = at + label.len();
            let Some((date, length)) = text.get(from..).and_then(leading_date).filter(|_| is_word) else { continue };
            text.replace_range(at..from + length, "");
            return Some(date);
        }
    }
    None
}

/// The day that a text begins with, as written, and the bytes up to its end.
fn leading_date(text: &str) -> Option<(String, usize)> {
    let skipped = text.len() - text.trim_start().len();
    let tail = text.get(skipped..)?;
    let length = tail.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日'))).unwrap_or(tail.len());
    let written = tail.get(..length)?.trim_end_matches(['.', '-', '/']);
    Date::parse(written).ok()?;
    Some((written.to_owned(), skipped + written.len()))
}

fn cut_owner(text: &mut String) -> Option<String> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | ')' | '）' | '。' | '、');
    if let Some(at) = text
        .match_indices('@')
        .map(|(at, _)| at)
        .find(|at| text.get(..*at).is_none_or(|before| before.is_empty() || before.ends_with([' ', '(', '（', '，', ','])))
    {
        let tail = text.get(at + 1..)?;
        let end = tail.find(is_end).unwrap_or(tail.len());
        let name = tail.get(..end)?.to_owned();
        let colon = usize::from(tail.get(end..).is_some_and(|rest| rest.starts_with(':')));
        text.replace_range(at..at + 1 + end + colon, "");
        return (!name.is_empty()).then_some(name);
    }
    for label in OWNER {
        if let Some(at) = text.find(label) {
            let tail = text.get(at + label.len()..)?;
            let skipped = tail.len() - tail.trim_start().len();
            let name = tail.trim_start();
            let is_han = name.starts_with(|c: char| !c.is_ascii());
            let end = name.find(|c: char| if is_han { is_end(c) } else { is_end(c) && c != ' ' }).unwrap_or(name.len());
            let name = name.get(..end)?.trim().to_owned();
            text.replace_range(at..at + label.len() + skipped + end, "");
            return (!name.is_empty()).then_some(name);
        }
    }
    None
}

/// What remains, without empty brackets and the marks around what was taken out.
fn tidy(text: &str) -> String {
    let mut text = text.to_owned();
    for empty in ["(, )", "( , )", "(,)", "()", "( )", "（）", "（，）", "(; )", "（；）", "（、）"] {
        text = text.replace(empty, "");
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches([' ', ',', '，', ';', '；', '—', '–', '-', ':', '：', '。', '、']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, checked: Option<bool>) -> Vec<(String, String)> {
        let item = ListItem { checked, text: text.to_owned(), span: Span::new(0, text.len()) };
        let node = node(text, &item).unwrap();
        node.entries().iter().map(|(key, value)| (key.name.to_string(), value.text().unwrap().to_owned())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn actions_as_people_write_them() {
        assert_eq!(
            read("@li-na send the brief (due 2026-03-09)", Some(false)),
            pairs(&[("what", "send the brief"), ("owner", "li-na"), ("due", "2026-03-09")])
        );
        assert_eq!(
            read("@li-na: send the brief (due 2026-03-09, done 2026-03-08)", Some(true)),
            pairs(&[("what", "send the brief"), ("owner", "li-na"), ("due", "2026-03-09"), ("status", "done"), ("done_on", "2026-03-08")])
        );
        assert_eq!(
            read("准备样品 负责人：陈伟 截止：2026年3月10日", None),
            pairs(&[("what", "准备样品"), ("owner", "陈伟"), ("due", "2026年3月10日")])
        );
        assert_eq!(read("Talk to the agency by phone", None), pairs(&[("what", "Talk to the agency by phone")]));
    }

    #[test]
    fn a_value_has_its_own_place() {
        let text = "@li-na send it";
        let item = ListItem { checked: None, text: text.to_owned(), span: Span::new(0, text.len()) };
        let node = node(text, &item).unwrap();
        assert_eq!(node.get("owner").unwrap().span, Span::new(1, 6));
    }

    #[test]
    fn an_address_is_no_owner() {
        assert_eq!(read("mail to a@example.com", None), pairs(&[("what", "mail to a@example.com")]));
    }
}
