//! Where the values of a record stand in their file: what is left of a tree once its values are typed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::node::{Data, Key, Node, Span};

/// Where a value and those within it were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    /// The bytes of the value.
    pub span: Span,
    /// Whether there is nothing in it.
    pub is_null: bool,
    within: Option<Box<Within>>,
}

/// The values within one, by name or in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Within {
    Named(Box<[Named]>),
    Items(Box<[SourceMap]>),
}

/// A value under its field's name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    name: Arc<str>,
    key: Span,
    value: SourceMap,
}

/// The names of fields, each of which many records have.
#[derive(Debug, Default)]
pub struct Shared(BTreeSet<Arc<str>>);

impl Shared {
    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(name) = self.0.get(name) {
            return Arc::clone(name);
        }
        let name: Arc<str> = name.into();
        self.0.insert(Arc::clone(&name));
        name
    }
}

/// What stands at a byte of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The names and numbers that lead to it.
    pub path: Vec<String>,
    /// Whether it is the name of a field.
    pub is_key: bool,
    /// Its bytes.
    pub span: Span,
}

impl SourceMap {
    /// The places of a tree, with names that it shares with others.
    pub fn of(node: &Node<'_>, shared: &mut Shared) -> Self {
        let within = match &node.data {
            Data::Map(entries) => {
                let named = |(key, value): &(Key<'_>, Node<'_>)| {
                    let name = shared.name(&key.name);
                    Named { name, key: key.span, value: Self::of(value, shared) }
                };
                Some(Within::Named(entries.iter().map(named).collect()))
            }
            Data::List(items) => Some(Within::Items(items.iter().map(|item| Self::of(item, shared)).collect())),
            Data::Null | Data::Scalar(..) => None,
        };
        Self { span: node.span, is_null: node.is_null(), within: within.map(Box::new) }
    }

    /// The value that keys and numbers of list items lead to, as [`Node::find`] finds it.
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match self.within.as_deref()? {
            Within::Named(named) => named.iter().find(|entry| *entry.name == **first)?.value.find(rest),
            Within::Items(items) => match first.parse::<usize>() {
                Ok(at) => items.get(at)?.find(rest),
                Err(_) => items.iter().find_map(|item| item.find(path)),
            },
        }
    }

    /// The names of the values in it, each with the bytes that it was typed as.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        let named: &[Named] = if let Some(Within::Named(named)) = self.within.as_deref() { named } else { &[] };
        named.iter().map(|entry| (&*entry.name, entry.key))
    }

    /// The innermost key or value at a byte.
    pub fn at(&self, byte: u32) -> Option<Touched> {
        let touches = |span: Span| span.start <= byte && byte <= span.end && span.start < span.end;
        let touched = |is_key, span: Span| touches(span).then(|| Touched { path: Vec::new(), is_key, span });
        match self.within.as_deref() {
            Some(Within::Named(named)) => named.iter().find_map(|entry| {
                let found = touched(true, entry.key).or_else(|| entry.value.at(byte));
                found.map(|found| found.below(&entry.name))
            }),
            Some(Within::Items(items)) => {
                items.iter().zip(0..).find_map(|(item, nth): (_, usize)| Some(item.at(byte)?.below(&nth.to_string())))
            }
            None => touched(false, self.span),
        }
    }
}

impl Touched {
    fn below(mut self, name: &str) -> Self {
        self.path.insert(0, name.to_owned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, yaml};

    #[test]
    fn a_map_of_places_finds_what_the_tree_finds() {
        let text = "title: Launch\ntargets:\n- value: 4\n  by: 2026-03-01\n- value: 5\nowner:\n";
        let root = yaml::read(text, &Limits::default()).root.unwrap();
        let map = SourceMap::of(&root, &mut Shared::default());
        for path in [&["title"][..], &["targets", "0", "by"], &["targets", "by"], &["targets", "1"], &["targets", "2"], &["owner"], &["x"]]
        {
            let places = map.find(path).map(|map| (map.span, map.is_null));
            assert_eq!(places, root.find(path).map(|node| (node.span, node.is_null())), "{path:?}");
        }
        assert_eq!(map.keys().map(|(name, span)| (name, span.of(text))).last(), Some(("owner", "owner")));
    }

    #[test]
    fn the_innermost_key_or_value_at_a_byte() {
        let text = "title: Launch\ntargets:\n- value: 4\n";
        let map = SourceMap::of(&yaml::read(text, &Limits::default()).root.unwrap(), &mut Shared::default());
        let at = |word: &str| map.at(u32::try_from(text.find(word).unwrap()).unwrap()).map(|found| (found.path.join("."), found.is_key));
        assert_eq!(at("Launch"), Some(("title".to_owned(), false)));
        assert_eq!(at("value"), Some(("targets.0.value".to_owned(), true)));
        assert_eq!(at("4"), Some(("targets.0.value".to_owned(), false)));
        assert_eq!(map.at(999), None);
    }

    #[test]
    fn a_value_is_touched_at_its_end_and_nothing_is_no_value() {
        let text = "title: Launch\nowner:\nend: 1\n";
        let map = SourceMap::of(&yaml::read(text, &Limits::default()).root.unwrap(), &mut Shared::default());
        let at = |byte: u32| map.at(byte).map(|found| (found.path.join("."), found.is_key));
        assert_eq!([6, 7, 13].map(at), [None, Some(("title".to_owned(), false)), Some(("title".to_owned(), false))]);
        assert_eq!([14, 19, 20].map(at), [Some(("owner".to_owned(), true)), Some(("owner".to_owned(), true)), None]);
    }
}
