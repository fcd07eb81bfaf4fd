//! Front matter in TOML, between lines of `+++`, as the same tree that YAML gives.

use std::borrow::Cow;
use std::ops::Range;

use toml_edit::{Item, TableLike, Value};

use super::node::{Data, Key, Node, Span, Style};
use super::problem::{Problem, ProblemKind};
use super::yaml::Tree;
use crate::{both, say};

/// Reads a part of a text. What is no TOML is told, and nothing of it is read.
pub(super) fn read_part(text: &str, part: Span) -> Tree<'_> {
    let at = |range: Range<usize>| Span::new(part.start as usize + range.start, part.start as usize + range.end);
    match toml_edit::Document::parse(part.of(text)) {
        Ok(document) => Tree { root: Some(Node { span: part, data: map(document.as_table(), part, &at) }), ..Tree::default() },
        Err(error) => Tree { problems: vec![damaged(error.message(), error.span().map_or(part, at))], ..Tree::default() },
    }
}

fn damaged(said: &str, span: Span) -> Problem {
    let message = say!("The front matter is no TOML: {said}.", "文件头（front matter）不是有效的 TOML：{said}。", said);
    let help = both!(
        "Write `key = \"value\"` in each line, or use YAML between lines of `---`.",
        "每行写成 `键 = \"值\"`，或改用 `---` 之间的 YAML。"
    );
    Problem::new(ProblemKind::File, span, message).help(help)
}

fn map<'a>(table: &dyn TableLike, around: Span, at: &impl Fn(Range<usize>) -> Span) -> Data<'a> {
    let entries = table.iter().map(|(name, item)| {
        let key = table.key(name).and_then(toml_edit::Key::span).map_or(around, at);
        (Key { name: Cow::Owned(name.to_owned()), span: key }, node(item, key, at))
    });
    Data::Map(entries.collect())
}

fn node<'a>(item: &Item, around: Span, at: &impl Fn(Range<usize>) -> Span) -> Node<'a> {
    let span = item.span().map_or(around, at);
    let data = match item {
        Item::None => Data::Null,
        Item::Value(value) => return of_value(value, around, at),
        Item::Table(table) => map(table, span, at),
        Item::ArrayOfTables(tables) => {
            Data::List(tables.iter().map(|table| Node { span: table.span().map_or(span, at), data: map(table, span, at) }).collect())
        }
    };
    Node { span, data }
}

fn of_value<'a>(value: &Value, around: Span, at: &impl Fn(Range<usize>) -> Span) -> Node<'a> {
    let span = value.span().map_or(around, at);
    let plain = |text: String| Data::Scalar(Cow::Owned(text), Style::Plain);
    let data = match value {
        Value::String(text) => Data::Scalar(Cow::Owned(text.value().clone()), Style::Quoted),
        Value::Integer(number) => plain(number.value().to_string()),
        Value::Float(number) => plain(number.value().to_string()),
        Value::Boolean(yes) => plain(yes.value().to_string()),
        Value::Datetime(day) => plain(day.value().to_string()),
        Value::Array(items) => Data::List(items.iter().map(|item| of_value(item, span, at)).collect()),
        Value::InlineTable(table) => map(table, span, at),
    };
    Node { span, data }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_their_places() {
        let text = "+++\ntitle = \"周会\"\ndate = 2026-03-02\ntags = [\"a\", \"b\"]\n[extra]\nvisibility = 'internal'\n+++\n";
        let root = read_part(text, Span::new(4, text.len() - 4)).root.unwrap();
        assert_eq!(root.get("title").unwrap().text(), Some("周会"));
        assert_eq!(root.get("title").unwrap().span.of(text), "\"周会\"");
        assert_eq!(root.get("date").unwrap().text(), Some("2026-03-02"));
        assert_eq!(root.get("tags").unwrap().items().len(), 2);
        assert_eq!(root.find(&["extra", "visibility"]).unwrap().text(), Some("internal"));
    }

    #[test]
    fn what_is_no_toml_is_told_in_place() {
        let tree = read_part("title = \nx = 1\n", Span::new(0, 15));
        assert_eq!((tree.root, tree.problems.len()), (None, 1));
        assert_eq!(tree.problems[0].span.start, 8);
    }
}
