//! A record in a YAML file: an item of its list, or an entry of its map.

use std::borrow::Cow;

use super::{Given, NoRoom, insert, is_spaced, not_followed};
use crate::project::{Kind, Project};
use crate::source::edit::{Form, fresh};
use crate::source::schema::{Field, Shape};
use crate::source::{Data, Edit, Key, Limits, Node, Span, Style, document, yaml};
use crate::text::{Lang, is_han};

/// A list of one record.
pub(super) fn alone(kind: Kind, given: &[Given]) -> String {
    Writer { kind, is_chinese: false, typed: Vec::new(), is_flow: false }.item("- ", given)
}

/// What holds the records of a file.
struct Container<'t, 'n> {
    node: &'n Node<'t>,
    /// The records in it.
    records: Vec<Span>,
}

pub(super) fn append(project: &Project, file: usize, kind: Kind, given: &[Given], last: Option<Span>) -> Result<Edit, NoRoom> {
    let (text, path) = (project.text(file), project.path(file));
    let tree = yaml::read(text, &project.limits);
    let Some(last) = last else {
        let writer = Writer { kind, is_chinese: project.default_lang() == Lang::Zh, typed: Vec::new(), is_flow: false };
        return Ok(insert(text, text.len(), &writer.item("- ", given)));
    };
    let refused = || not_followed(path, text, Some(last));
    let root = tree.root.as_ref().ok_or_else(refused)?;
    let container = container(root, last).ok_or_else(refused)?;
    let typed = typed(&container, kind);
    let is_chinese = typed.iter().any(|(_, name)| name.contains(is_han));
    let entry = entry_of(&container, last);
    let is_flow = entry.map_or(last, |(_, value)| value.span).of(text).starts_with('{');
    let writer = Writer { kind, is_chinese, typed, is_flow };
    let is_whole_flow = container.node.span.of(text).starts_with('[');
    let id = given.iter().find(|given| given.path == ["id"]).and_then(|given| given.texts.first());
    let lines = match &container.node.data {
        Data::List(_) if is_whole_flow => {
            let item = Writer { is_flow: true, ..writer }.flow(given);
            return Ok(Edit { span: Span::new(last.end as usize, last.end as usize), text: format!(", {item}") });
        }
        Data::List(_) => writer.item(&mark(text, last), given),
        Data::Map(_) => {
            let key = id.ok_or_else(refused)?;
            let others: Vec<Given> = given.iter().filter(|given| given.path != ["id"]).cloned().collect();
            writer.entry(&indent(text, entry.ok_or_else(refused)?.0.span), key, &others)
        }
        _ => return Err(refused()),
    };
    let between = if is_spaced(text, &container.records) { "\n" } else { "" };
    // A span of several lines may end with the end of its last line.
    let end = last.start as usize + last.of(text).trim_end().len();
    Ok(insert(text, end, &format!("{between}{lines}")))
}

/// The innermost list or map of which the record is an item or an entry.
fn container<'t, 'n>(node: &'n Node<'t>, record: Span) -> Option<Container<'t, 'n>> {
    let (inner, is_record): (Vec<&Node<'t>>, bool) = match &node.data {
        Data::List(items) => (items.iter().collect(), items.iter().any(|item| item.span == record)),
        Data::Map(entries) => (entries.iter().map(|(_, value)| value).collect(), entries.iter().any(|entry| is_entry(entry, record))),
        _ => return None,
    };
    if is_record {
        return Some(Container { node, records: inner.iter().map(|node| node.span).collect() });
    }
    inner.into_iter().find(|inner| inner.span.contains(record)).and_then(|inner| container(inner, record))
}

/// Whether an entry of a map is a record, whose place may be that of its key too.
fn is_entry((key, value): &(Key<'_>, Node<'_>), record: Span) -> bool {
    value.span == record || (key.span.start == record.start && value.span.end == record.end)
}

/// The entry of a map that is a record.
fn entry_of<'n, 't>(container: &Container<'t, 'n>, record: Span) -> Option<&'n (Key<'t>, Node<'t>)> {
    container.node.entries().iter().find(|entry| is_entry(entry, record))
}

/// The names by which the records of the file call their fields.
fn typed<'t>(container: &Container<'t, '_>, kind: Kind) -> Vec<(Vec<&'static str>, Cow<'t, str>)> {
    let records: Vec<&Node<'t>> = match &container.node.data {
        Data::List(items) => items.iter().collect(),
        _ => container.node.entries().iter().map(|(_, value)| value).collect(),
    };
    let words = kind.vocabulary();
    let names = records.into_iter().rev().flat_map(Node::entries).filter_map(|(key, _)| Some((words.find(&key.name)?, key.name.clone())));
    names.collect()
}

/// What stands before the first key of an item: its blanks and the dash.
fn mark(text: &str, record: Span) -> String {
    let start = record.start as usize;
    let line = text.get(..start).map_or("", |before| before.rsplit('\n').next().unwrap_or_default());
    if line.trim() == "-" { line.to_owned() } else { format!("{}- ", " ".repeat(line.chars().count().saturating_sub(2))) }
}

fn indent(text: &str, key: Span) -> String {
    let line = text.get(..key.start as usize).map_or("", |before| before.rsplit('\n').next().unwrap_or_default());
    line.chars().take_while(|c| *c == ' ').collect()
}

/// The names by which a document's front matter calls its fields.
pub(super) fn typed_in_front(project: &Project, file: usize, kind: Kind) -> Vec<(Vec<&'static str>, Cow<'_, str>)> {
    let document = document::read(project.text(file), &project.limits);
    let root = document.front.and_then(|front| front.root);
    let names = root.iter().flat_map(Node::entries).filter_map(|(key, _)| Some((kind.vocabulary().find(&key.name)?, key.name.clone())));
    names.collect()
}

/// Writes records as the others of the file are written.
pub(super) struct Writer<'t> {
    pub(super) kind: Kind,
    /// Whether names that the others do not have are Chinese.
    pub(super) is_chinese: bool,
    /// The names that the others have.
    pub(super) typed: Vec<(Vec<&'static str>, Cow<'t, str>)>,
    /// Whether each stands between braces.
    pub(super) is_flow: bool,
}

impl Writer<'_> {
    /// A line for each field.
    pub(super) fn lines(&self, given: &[Given]) -> String {
        self.pairs(given).into_iter().map(|pair| pair + "\n").collect()
    }

    fn item(&self, mark: &str, given: &[Given]) -> String {
        if self.is_flow {
            return format!("{mark}{}\n", self.flow(given));
        }
        let blanks = " ".repeat(mark.chars().count());
        let lines =
            self.pairs(given).into_iter().enumerate().map(|(nth, pair)| format!("{}{pair}\n", if nth == 0 { mark } else { &blanks }));
        lines.collect()
    }

    fn entry(&self, indent: &str, key: &str, given: &[Given]) -> String {
        let key = fresh(key, Form::Yaml);
        if self.is_flow {
            return format!("{indent}{key}: {}\n", self.flow(given));
        }
        let lines = self.pairs(given).into_iter().map(|pair| format!("{indent}  {pair}\n"));
        format!("{indent}{key}:\n{}", lines.collect::<String>())
    }

    fn flow(&self, given: &[Given]) -> String {
        format!("{{{}}}", self.pairs(given).join(", "))
    }

    /// The fields with their values, those within one field together.
    fn pairs(&self, given: &[Given]) -> Vec<String> {
        let mut pairs = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for value in given {
            let Some(first) = value.path.first() else { continue };
            if value.path.len() == 1 || self.typed.iter().any(|(path, _)| *path == value.path) {
                pairs.push(format!("{}: {}", self.name(&value.path), self.value(value, self.is_flow)));
            } else if !done.contains(first) {
                done.push(first);
                let inner = given.iter().filter(|other| other.path.first() == Some(first) && other.path.len() > 1);
                let inner: Vec<String> =
                    inner.map(|inner| format!("{}: {}", self.inner_name(&inner.path), self.value(inner, true))).collect();
                pairs.push(format!("{}: {{{}}}", self.name(&[first]), inner.join(", ")));
            }
        }
        pairs
    }

    fn name(&self, path: &[&'static str]) -> String {
        let typed = self.typed.iter().find(|(known, _)| known == path).map(|(_, name)| name.to_string());
        typed.unwrap_or_else(|| self.own_name(path))
    }

    fn own_name(&self, path: &[&'static str]) -> String {
        let words = self.kind.vocabulary();
        let field: Option<&Field> = path.first().and_then(|first| words.field(first));
        field.map_or_else(String::new, |field| if self.is_chinese { field.zh } else { field.name }.to_owned())
    }

    fn inner_name(&self, path: &[&'static str]) -> String {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return String::new() };
        let field = self.kind.vocabulary().part(first).and_then(|part| part.field(last));
        field.map_or_else(|| (*last).to_owned(), |field| if self.is_chinese { field.zh } else { field.name }.to_owned())
    }

    fn value(&self, given: &Given, is_flow: bool) -> String {
        if !matches!(self.kind.vocabulary().shape(&given.path), Some(Shape::List(_))) {
            return scalar(given.texts.first().map_or("", String::as_str), is_flow);
        }
        let items = given.texts.iter().flat_map(|text| text.split([';', '；'])).map(str::trim).filter(|item| !item.is_empty());
        format!("[{}]", items.map(|item| scalar(item, true)).collect::<Vec<_>>().join(", "))
    }
}

/// A text as it is read again: without quotes where they are not needed.
fn scalar(value: &str, is_flow: bool) -> String {
    let line = format!("k: {value}");
    let is_plain = || {
        let tree = yaml::read(&line, &Limits::default());
        let read = tree.root.as_ref().and_then(|root| root.get("k")).map(|node| &node.data);
        tree.problems.is_empty() && tree.comments.is_empty() && matches!(read, Some(Data::Scalar(text, Style::Plain)) if text == value)
    };
    if !is_flow && !value.contains('\n') && is_plain() { value.to_owned() } else { fresh(value, Form::Yaml) }
}
