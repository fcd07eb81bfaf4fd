//! The fields of a record while a document is read.

use std::borrow::Cow;

use super::kind::Kind;
use crate::source::{Key, Node, Span};

/// Fields with their values, in the order in which they were found.
pub(super) type Entries<'a> = Vec<(Key<'a>, Node<'a>)>;

/// Whether a field has a value.
pub(super) fn is_filled(entries: &Entries<'_>, kind: Kind, field: &str) -> bool {
    let words = kind.vocabulary();
    entries.iter().any(|(key, value)| !value.is_null() && words.find(&key.name).is_some_and(|path| path.first() == Some(&field)))
}

/// Adds a field with the place of its value.
pub(super) fn put<'a>(entries: &mut Entries<'a>, field: &'static str, node: Node<'a>) {
    put_at(entries, field, node.span, node);
}

/// Adds a field with the place of the heading or label that names it.
pub(super) fn put_at<'a>(entries: &mut Entries<'a>, field: &'static str, span: Span, node: Node<'a>) {
    entries.push((Key { name: Cow::Borrowed(field), span }, node));
}
