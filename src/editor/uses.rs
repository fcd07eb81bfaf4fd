//! Where records are defined, and where they are referred to.

use crate::project::types::{Reference, Value};
use crate::project::{AnyEntry, Found, Kind, Locator, Project, RecordId, Spotted};
use crate::source::Span;

/// A reference of a record to another one.
pub(super) struct Use<'p> {
    /// Who refers.
    pub(super) from: RecordId,
    /// By which field: `depends.0`.
    pub(super) path: String,
    pub(super) reference: Reference<'p>,
}

/// Every reference of a project.
pub(super) fn all(project: &Project) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        for (index, record) in project.registers.of(kind).into_iter().enumerate() {
            for (field, value) in record.values() {
                gather(value, RecordId { kind, index }, field.name.to_owned(), &mut uses);
            }
        }
    }
    uses
}

fn gather<'p>(value: Value<'p>, from: RecordId, path: String, uses: &mut Vec<Use<'p>>) {
    match value {
        Value::Reference(reference) => uses.push(Use { from, path, reference }),
        Value::List(items) => {
            items.into_iter().enumerate().for_each(|(nth, item)| gather(item, from, format!("{path}.{nth}"), uses));
        }
        Value::Part(fields) => fields.into_iter().for_each(|(field, value)| gather(value, from, format!("{path}.{}", field.name), uses)),
        _ => {}
    }
}

/// The record that is meant at a byte of a file: the one that is referred to there, else the one that stands there.
pub(super) fn meant(project: &Project, locator: &Locator<'_>, file: usize, byte: usize) -> Option<RecordId> {
    let spotted = locator.at(file, byte).filter(|spotted| !spotted.is_key);
    let referred = spotted.as_ref().and_then(|spotted| referred(project, spotted));
    referred.or_else(|| named(project, file, byte)).or_else(|| spotted.map(|spotted| spotted.record))
}

/// The record to which the value at a place refers.
pub(super) fn referred(project: &Project, spotted: &Spotted) -> Option<RecordId> {
    let path = spotted.path.join(".");
    let is_there =
        |of: &str| of == path || of.strip_prefix(&path).or_else(|| path.strip_prefix(of)).is_some_and(|rest| rest.starts_with('.'));
    let mut here = all(project).into_iter().filter(|used| used.from == spotted.record && is_there(&used.path));
    here.find_map(|used| project.resolve(&used.reference).one())
}

/// The one record that has the word at a place as its id.
fn named(project: &Project, file: usize, byte: usize) -> Option<RecordId> {
    let text = project.text(file);
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before = text.get(..byte)?;
    let start = before.len() - before.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let rest = text.get(start..)?;
    let word = rest.get(..rest.find(|c| !is_part(c)).unwrap_or(rest.len()))?;
    let found = if word.is_empty() { Found::Nothing } else { project.find(Kind::ALL, word) };
    found.one().filter(|id| project.record(*id).is_some_and(AnyEntry::has_own_id))
}

/// Where the record stands that is meant at a byte of a file.
pub fn definition(project: &Project, file: usize, byte: usize) -> Option<(usize, Span)> {
    let locator = Locator::new(project);
    locator.field(meant(project, &locator, file, byte)?, "id")
}

/// Every place that refers to the record that is meant at a byte of a file; with its own if that is asked for.
pub fn uses(project: &Project, file: usize, byte: usize, with_own: bool) -> Vec<(usize, Span)> {
    let locator = Locator::new(project);
    let Some(id) = meant(project, &locator, file, byte) else { return Vec::new() };
    let of = all(project).into_iter().filter(|used| project.resolve(&used.reference).all().contains(&id));
    let places = of.filter_map(|used| locator.field(used.from, &used.path));
    let mut places: Vec<(usize, Span)> = with_own.then(|| locator.field(id, "id")).flatten().into_iter().chain(places).collect();
    places.sort_unstable();
    places.dedup();
    places
}
