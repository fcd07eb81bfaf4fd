//! Entries behind those of a map in the settings, as the map writes them.

use super::insert;
use crate::source::{Data, Edit, Key, Node, Span};

/// An entry of a map, by one of two names.
pub(super) fn entry<'n, 't>(map: &'n Node<'t>, names: [&str; 2]) -> Option<&'n (Key<'t>, Node<'t>)> {
    map.entries().iter().find(|(key, _)| names.contains(&&*key.name))
}

/// Whether a map or a list is written in lines, and not between brackets.
pub(super) fn is_block(text: &str, node: &Node<'_>) -> bool {
    !node.span.of(text).starts_with(['[', '{'])
}

/// The end of what a place says, without the blank lines that may belong to it.
pub(super) fn end(text: &str, span: Span) -> usize {
    span.start as usize + span.of(text).trim_end().len()
}

/// Entries behind the last one of a map: `lines` with the blanks that they stand in, or `flow` between its brackets.
pub(super) fn behind(text: &str, map: &Node<'_>, lines: impl Fn(&str) -> String, flow: impl Fn() -> String) -> Option<Edit> {
    let Data::Map(entries) = &map.data else { return None };
    let (key, _) = entries.first()?;
    let (_, last) = entries.last()?;
    if is_block(text, map) {
        let blanks = indent(text, key.span.start as usize)?;
        return Some(insert(text, end(text, last.span), &lines(blanks)));
    }
    let at = last.span.end as usize;
    Some(Edit { span: Span::new(at, at), text: format!(", {}", flow()) })
}

/// The blanks before a place, if nothing else stands there.
fn indent(text: &str, at: usize) -> Option<&str> {
    let line = text.get(..at)?.rsplit('\n').next()?;
    line.trim_matches(' ').is_empty().then_some(line)
}
