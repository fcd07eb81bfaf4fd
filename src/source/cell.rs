//! One value as it was typed where something else is due: a cell that holds a list, a single value where a part is due, a text that
//! says nothing, and a number whose unit stands in its header.

use std::borrow::Cow;

use super::fold::{fold, half_width};
use super::node::{Data, Key, Node, Span, Style};
use super::schema::{Field, Shape, is_word_of};

/// 「金额（万元）」: the header's unit belongs to each number below it.
pub(super) fn in_header_unit<'a>(header: &str, value: Node<'a>) -> Node<'a> {
    let Node { span, data: Data::Scalar(text, Style::Cell) } = &value else { return value };
    let is_in_brackets = header.contains(['(', '（']);
    let unit = UNITS.into_iter().filter(|_| is_in_brackets).find(|(_, [wide, narrow])| header.contains(wide) || header.contains(narrow));
    match unit {
        Some((unit, _)) if half_width(text).ends_with(|c: char| c.is_ascii_digit()) => {
            Node { span: *span, data: Data::Scalar(Cow::Owned(format!("{text}{unit}")), Style::Cell) }
        }
        _ => value,
    }
}

/// What a header's unit multiplies by, and how it begins there.
const UNITS: [(&str, [&str; 2]); 2] = [("万", ["（万", "(万"]), ("亿", ["（亿", "(亿"])];

/// Stands for the first field of a part until that is known.
pub(super) const LEAD: &str = "\u{1f}lead";

/// A single value or a list as the part whose first field it is.
pub(super) fn into_part<'a>(node: Node<'a>, fields: &'static [Field]) -> Node<'a> {
    let lead = |span| fields.first().map(|field| Key { name: Cow::Borrowed(field.name), span });
    match node.data {
        Data::Scalar(..) | Data::List(_) => match lead(node.span) {
            Some(key) => Node { span: node.span, data: Data::Map(vec![(key, node)]) },
            None => node,
        },
        Data::Map(mut entries) => {
            for (key, _) in &mut entries {
                if key.name == LEAD
                    && let Some(named) = lead(key.span)
                {
                    *key = named;
                }
            }
            Node { span: node.span, data: Data::Map(entries) }
        }
        Data::Null => node,
    }
}

/// The items of a list, of a cell, or of a single value.
pub(super) fn into_items(node: Node<'_>, item: Shape) -> Vec<Node<'_>> {
    match node.data {
        Data::List(items) => items,
        Data::Scalar(text, Style::Cell) => split(&text, node.span, item),
        Data::Null => Vec::new(),
        // `success_criteria.en` beside `success_criteria.zh-CN`, or a single record: one item.
        _ => vec![node],
    }
}

fn split<'a>(text: &str, span: Span, item: Shape) -> Vec<Node<'a>> {
    let is_text = matches!(item, Shape::Text);
    let between = |c: char| matches!(c, ';' | '；' | '\n') || (c == '、' && !is_text);
    let exact = (span.end - span.start) as usize == text.len();
    let mut items = Vec::new();
    let mut start = 0;
    for piece in text.split(between) {
        let at = start + (piece.len() - piece.trim_start().len());
        start += piece.len() + text.get(start + piece.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let base = span.start as usize + at;
        // A cell with doubled quotes is longer in the file than its text: then the whole cell is the place.
        let place = if exact { Span::new(base, base + piece.len()) } else { span };
        items.push(Node { span: place, data: Data::Scalar(Cow::Owned(piece.to_owned()), Style::Cell) });
    }
    items
}

/// What people type where they have nothing to say.
const NOTHING: [&str; 28] = [
    "",
    "—",
    "–",
    "/",
    "?",
    "??",
    "???",
    "tbd",
    "tbc",
    "tba",
    "n/a",
    "n.a.",
    "na",
    "nan",
    "null",
    "none",
    "notset",
    "unset",
    "notavailable",
    "notapplicable",
    "tobedetermined",
    "tobeconfirmed",
    "nopriority",
    "待定",
    "待确认",
    "未定",
    "不适用",
    "待补充",
];
/// Words for nothing that are an answer where a list of problems or of people is asked for.
const NONE: [&str; 3] = ["无", "暂无", "none"];

/// Whether a text is what people type where they have nothing to say.
pub(crate) fn means_nothing(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty() || NOTHING.contains(&folded.as_str()) || NONE.contains(&folded.as_str())
}

/// Whether a value says nothing where its field asks for something.
pub(super) fn is_empty(node: &Node<'_>, field: &Field, shape_due: Shape) -> bool {
    let Data::Scalar(text, style) = &node.data else { return node.is_null() };
    let text = text.trim();
    let is_text = matches!(shape_due, Shape::Text | Shape::List(Shape::Text));
    if text.is_empty() || (*style != Style::Cell && is_text) {
        return text.is_empty();
    }
    let folded = fold(text);
    let is_dash = *style == Style::Cell && text.chars().all(|c| matches!(c, '-' | '—' | '–'));
    if !is_dash && !NOTHING.contains(&folded.as_str()) && !NONE.contains(&folded.as_str()) {
        return false;
    }
    let is_answer = NONE.contains(&folded.as_str()) && matches!(field.name, "problems" | "absent");
    let is_word = matches!(shape_due, Shape::Choice(choices, _) if is_word_of(choices, &folded));
    !is_answer && !is_word
}
