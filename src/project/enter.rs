//! A prepared record is typed and enters its register, unless it lacks what it cannot do without.

use std::mem;
use std::sync::Arc;

use super::draft::Draft;
use super::kind::Kind;
use super::readers::Readers;
use super::record::{Common, Entry, Origin, Record, Typed};
use crate::say;
use crate::source::schema::Field;
use crate::source::{Data, Node, Problem, ProblemKind, SourceMap, Span, typing};

/// A value that could not be read, and the fields of which nothing is known then.
#[derive(Debug)]
pub(super) struct Unread {
    /// The names that lead to each field, with a point between them.
    pub(super) fields: Vec<String>,
    /// What is wrong; `None` where it is said once for a column.
    pub(super) problem: Option<Problem>,
}

/// What came of a record.
pub(super) struct Outcome {
    /// Its place in the register; `None` if it stays out.
    pub(super) index: Option<usize>,
    /// Whether it may not be published, or nobody can tell.
    pub(super) is_internal: bool,
    /// What is wrong in it.
    pub(super) problems: Vec<Problem>,
}

/// Types the record of a place in its file and enters it, unless a required field is missing or unreadable. What it keeps is taken out
/// of the draft.
pub(super) fn enter<T: Record>(register: &mut Vec<Entry<T>>, draft: &mut Draft<'_>, nth: usize, source_map: Arc<SourceMap>) -> Outcome {
    let Draft { node, unknown, unread, .. } = &*draft;
    let (data, mut wrong) = typing::read::<T>(node);
    let (common, wrong_common) = typing::read::<Common>(node);
    wrong.extend(wrong_common.into_iter().filter(|error| error.path.first().is_some_and(|field| is_common(field))));
    let wrong_fields = wrong.iter().map(|error| error.path.join("."));
    let unreadable: Vec<String> = unread.iter().flat_map(|unread| unread.fields.iter().cloned()).chain(wrong_fields).collect();
    let meant = |field: &Field| unknown.iter().any(|key| key.suggestion.is_some_and(|name| name == field.name || name == field.zh));
    let absent: Vec<&Field> = T::FIELDS.iter().filter(|field| field.required && is_absent(node, field)).collect();
    let required_is_wrong =
        T::FIELDS.iter().any(|field| field.required && unreadable.iter().any(|path| path.split('.').next() == Some(field.name)));
    let mut problems: Vec<Problem> = wrong.into_iter().map(problem).collect();
    problems.extend(unread.iter().filter_map(|unread| unread.problem.clone()));
    problems.extend(absent.iter().filter(|field| !meant(field)).map(|field| missing(field, T::KIND, node.span)));
    let suggested = unknown
        .iter()
        .filter_map(|key| key.suggestion)
        .filter_map(|name| T::FIELDS.iter().chain(Common::FIELDS).find(|field| field.name == name || field.zh == name));
    let unreadable: Vec<String> = unreadable.into_iter().chain(suggested.map(|field| field.name.to_owned())).collect();
    let is_internal = common.as_ref().is_none_or(|common| !Readers::Everyone.may_read_record(common, &unreadable));
    let (Some(data), true) = (data, absent.is_empty() && !required_is_wrong) else { return Outcome { index: None, is_internal, problems } };
    let common = common.unwrap_or_default();
    let id = common.id.as_ref().map(|id| id.0.clone()).unwrap_or_default();
    let origin = Origin { file: 0, nth, span: node.span };
    let typed = Typed {
        number: draft.number.take(),
        common,
        source_map,
        body: draft.body,
        from_body: mem::take(&mut draft.from_body),
        unreadable,
        kept: mem::take(&mut draft.kept),
        written: mem::take(&mut draft.written),
        data,
    };
    register.push(Entry { id: id.into(), origin, translation: None, typed: Arc::new(typed) });
    Outcome { index: Some(register.len() - 1), is_internal, problems }
}

fn is_common(field: &str) -> bool {
    Common::FIELDS.iter().any(|common| common.name == field)
}

fn is_absent(node: &Node<'_>, field: &Field) -> bool {
    node.get(field.name).is_none_or(|value| value.is_null() || (value.items().is_empty() && matches!(&value.data, Data::List(_))))
}

pub(super) fn problem(error: typing::TypeError) -> Problem {
    let mut problem = Problem::new(ProblemKind::Value, error.span, error.message);
    problem.help = error.help;
    problem.suggestion = error.suggestion;
    problem
}

fn missing(field: &Field, kind: Kind, span: Span) -> Problem {
    let (label, register) = (field.label(), kind.label());
    let message = say!(
        "This record of “{register}” has no `{key}` ({label}), which it cannot do without.",
        "这条“{register}”记录缺少必填字段“{label}”（`{key}`）。",
        key = field.name,
        register,
        label
    );
    let help = say!("Add `{key}:` — {help}.", "填写`{key}`：{help}。", key = field.name, help = &field.help);
    Problem::new(ProblemKind::Missing, Span { start: span.start, end: span.start }, message).help(help)
}
