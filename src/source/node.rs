//! The one tree that every form becomes.

use std::borrow::Cow;

/// A range of bytes of a file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Whether `other` lies within this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of the span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A value that knows where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// Where it stands in its file.
    pub span: Span,
    /// What it is.
    pub data: Data<'a>,
}

/// A key of a map, a header of a column, and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'a> {
    /// The name as typed; after synonyms are resolved, the field's own name.
    pub name: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

/// How a scalar was written, which decides what it may be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A plain YAML scalar: its text may be a number, a date, a yes or no.
    Plain,
    /// Quoted in YAML, or tagged as text.
    Quoted,
    /// A cell of a CSV file or a Markdown table: as a plain scalar, and a list where a list is due.
    Cell,
}

/// What a node holds. A scalar keeps its text until a field's type asks what it means, so that `1.10` and `007` stay as typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Data<'a> {
    /// No value: an empty cell, a key without a value, `null`.
    Null,
    /// One text.
    Scalar(Cow<'a, str>, Style),
    /// Several values in order.
    List(Vec<Node<'a>>),
    /// Named values in order; no name twice.
    Map(Vec<(Key<'a>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Key<'a>, Node<'a>)] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node<'a>] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a map's key, if both are there.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.entries().iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// The value that keys and numbers of list items lead to, as far as they do; a part of a list's only item needs no number.
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match &self.data {
            Data::Map(_) => self.get(first)?.find(rest),
            Data::List(items) => match first.parse::<usize>() {
                Ok(at) => items.get(at)?.find(rest),
                Err(_) => items.iter().find_map(|item| item.find(path)),
            },
            _ => None,
        }
    }

    /// Whether there is nothing in it.
    pub const fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }
}
