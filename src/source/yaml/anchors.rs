//! Anchors (`&name`) and how often aliases (`*name`) may repeat them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::words;
use crate::source::limits::Limits;
use crate::source::node::{Data, Node, Span};
use crate::source::problem::Problem;

/// The anchored values of one file.
#[derive(Default)]
pub(super) struct Anchors<'a> {
    values: BTreeMap<usize, Anchored<'a>>,
    /// The anchors of the document; they are known beyond a syntax error, where the parser has not seen them.
    names: BTreeMap<Cow<'a, str>, usize>,
    repeated: usize,
}

struct Anchored<'a> {
    node: Node<'a>,
    size: usize,
    depth: usize,
}

impl<'a> Anchors<'a> {
    /// Keeps a value for the aliases of an anchor; 0 is none.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node<'a>) {
        if anchor > 0 {
            let (size, depth) = measure(node);
            self.values.insert(anchor, Anchored { node: node.clone(), size, depth });
        }
    }

    /// Gives an anchor its name.
    pub(super) fn name(&mut self, name: Cow<'a, str>, anchor: usize) {
        self.names.insert(name, anchor);
    }

    /// Forgets the names where a document begins.
    pub(super) fn start_document(&mut self) {
        self.names.clear();
    }

    /// The value of an alias that stands at a place within `depth` lists and maps.
    pub(super) fn value(&mut self, anchor: usize, depth: usize, limits: Limits, span: Span) -> Result<Node<'a>, Box<Problem>> {
        let Some(anchored) = self.values.get(&anchor) else { return Err(words::alias_of_itself(span).into()) };
        let repeated = self.repeated.saturating_add(anchored.size);
        if repeated > limits.yaml_aliases || anchored.depth + depth > limits.yaml_depth {
            return Err(words::too_many_aliases(limits.yaml_aliases, span).into());
        }
        self.repeated = repeated;
        Ok(anchored.node.clone())
    }

    /// As [`Self::value`], for an anchor that stands before a syntax error.
    pub(super) fn value_by_name(&mut self, name: &str, depth: usize, limits: Limits, span: Span) -> Result<Node<'a>, Box<Problem>> {
        match self.names.get(name) {
            Some(&anchor) => self.value(anchor, depth, limits, span),
            None => Err(words::unknown_alias(name, span).into()),
        }
    }
}

/// A long text counts as one value for every so many bytes.
const BYTES_OF_A_VALUE: usize = 64;

/// How many values a tree holds, and how many lists and maps are within each other.
fn measure(node: &Node<'_>) -> (usize, usize) {
    let around = |inner: &mut dyn Iterator<Item = (usize, usize)>| {
        let (size, depth) = inner.fold((1, 0), |(size, depth), (s, d)| (size + s, depth.max(d)));
        (size, depth + 1)
    };
    match &node.data {
        Data::Null => (1, 0),
        Data::Scalar(text, _) => (1 + text.len() / BYTES_OF_A_VALUE, 0),
        Data::List(items) => around(&mut items.iter().map(measure)),
        Data::Map(entries) => around(&mut entries.iter().map(|(_, value)| measure(value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml;

    #[test]
    fn aliases_of_a_long_text_are_limited() {
        let text = format!("- &a \"{}\"\n{}", "y".repeat(100_000), "- *a\n".repeat(4_000));
        let tree = yaml::read(&text, &Limits::default());
        let bytes: usize =
            tree.root.unwrap().items().iter().map(|item| if let Data::Scalar(text, _) = &item.data { text.len() } else { 0 }).sum();
        assert!(bytes < 10_000_000, "{bytes}");
        assert!(tree.problems.first().unwrap().help.as_ref().unwrap().en.contains("limits.yaml_aliases"));
    }

    #[test]
    fn an_alias_may_repeat_as_many_values_and_stand_as_deep_as_is_allowed() {
        let span = Span::new(0, 1);
        let scalar = Node { span, data: Data::Scalar("x".into(), crate::source::node::Style::Plain) };
        let list = Node { span, data: Data::List(vec![scalar.clone(), scalar]) };
        let (size, depth) = measure(&list);
        let is_taken = |yaml_aliases: usize, yaml_depth: usize| {
            let mut anchors = Anchors::default();
            anchors.keep(1, &list);
            anchors.value(1, 4, Limits { yaml_depth, yaml_aliases, ..Limits::default() }, span).is_ok()
        };
        assert_eq!((size, depth), (3, 1));
        assert_eq!([is_taken(3, 5), is_taken(2, 5), is_taken(3, 4)], [true, false, false]);
    }
}
