//! What a record is called where no column has that name: its description, else the first column of texts, else its id.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::kind::Kind;
use super::{groups, raci};
use crate::source::fold::{counts_rows, fold, fold_header};
use crate::source::schema::Shape;
use crate::source::{Data, Key, Node, Style};

/// Columns that may say what a record is called, the likeliest first.
const MAY_BE_NAMES: [&str; 22] = [
    "description",
    "描述",
    "summary",
    "subject",
    "topic",
    "主题",
    "event",
    "事件",
    "item",
    "事项",
    "what",
    "activity",
    "activities",
    "内容",
    "说明",
    "details",
    "issue",
    "decision",
    "结论",
    "决定",
    "action",
    "text",
];

/// Whether the heads of a table name enough of a register for its rows to be records: what a record cannot do without, or
/// some field beside a column that can be its name.
pub(super) fn name_records(header: &[Key<'_>], rows: &[Node<'_>], kind: Kind, named_by_file: &[&str]) -> bool {
    let words = kind.vocabulary();
    let named: Vec<&'static str> = header.iter().filter_map(|key| words.find(&key.name)?.first().copied()).collect();
    let lacks = |field: &str| !named.contains(&field) && !named_by_file.contains(&field);
    let mut missing = kind.fields().iter().filter(|field| field.required && lacks(field.name));
    match (missing.next(), missing.next()) {
        (None, _) => !named.is_empty(),
        (Some(only), None) => {
            let says_more = !named.is_empty() || (kind == Kind::Responsibilities && raci::is_matrix(rows));
            Some(only.name) == kind.named() && says_more && name_column(rows, kind).is_some()
        }
        _ => false,
    }
}

/// Whether a column is by its head what the records are called.
pub(super) fn is_named(header: &[Key<'_>], kind: Kind) -> bool {
    header.iter().any(|key| kind.vocabulary().find(&key.name).is_some_and(|path| path.first().copied() == kind.named()))
}

/// Whether no column is by its head what the records are called, but one may be that no field takes.
pub(super) fn is_named_otherwise(header: &[Key<'_>], kind: Kind) -> bool {
    let may_be = |key: &Key<'_>| MAY_BE_NAMES.contains(&fold_header(&key.name).as_str()) && kind.vocabulary().find(&key.name).is_none();
    !is_named(header, kind) && header.iter().any(may_be)
}

/// Whether some head may be what the records are called.
pub(super) fn may_be_named(header: &[Key<'_>]) -> bool {
    header.iter().any(|key| MAY_BE_NAMES.contains(&fold_header(&key.name).as_str()))
}

/// Gives the records of a file a name from another column if no column is their name.
pub(super) fn name(records: &mut [Node<'_>], kind: Kind) {
    let Some(named) = kind.named().filter(|named| kind.fields().iter().any(|field| field.name == *named && field.required)) else { return };
    let words = kind.vocabulary();
    let heads: BTreeSet<&str> = records.iter().flat_map(Node::entries).map(|(key, _)| &*key.name).collect();
    let is_name = |head: &&str| match words.find(head) {
        Some(path) => path.first() == Some(&named),
        None => words.suggest(head).is_some_and(|(meant, _)| meant == named),
    };
    if heads.iter().any(is_name) {
        return;
    }
    let Some(column) = name_column(records, kind) else { return };
    // What is decided is both what the decision is called and what holds.
    let is_noun = kind.folded_words().contains(&fold_header(&column));
    let keeps_its_field = words.find(&column).is_some_and(|path| path == ["id"] || is_noun);
    for record in records {
        let Data::Map(entries) = &mut record.data else { continue };
        let Some(at) = entries.iter().position(|(key, _)| key.name == column) else { continue };
        let Some((key, value)) = entries.get_mut(at) else { continue };
        if keeps_its_field {
            let name = (Key { name: Cow::Borrowed(named), span: key.span }, value.clone());
            entries.push(name);
        } else {
            key.name = Cow::Borrowed(named);
        }
    }
}

/// The column that says what the records are called, where none has that name.
fn name_column(records: &[Node<'_>], kind: Kind) -> Option<String> {
    let words = kind.vocabulary();
    let mut seen = BTreeSet::new();
    let filled = records.iter().flat_map(Node::entries).filter(|(_, value)| !value.is_null()).map(|(key, _)| &*key.name);
    let states = kind.states();
    let columns: Vec<&str> = filled.filter(|name| seen.insert(*name)).filter(|column| !holds_states(records, states, column)).collect();
    let likely = MAY_BE_NAMES.iter().find_map(|name| columns.iter().find(|column| without_noun(column, kind) == *name));
    let is_free = |column: &&&str| match words.find(column) {
        None => !counts_rows(column),
        Some(path) => {
            path.len() == 1 && path.first().and_then(|field| words.field(field)).is_some_and(|field| matches!(field.shape, Shape::Text))
        }
    };
    let holds_texts = |column: &&&str| {
        let mut cells = records.iter().flat_map(Node::entries).filter(|(key, value)| key.name == **column && !value.is_null());
        cells.all(|(_, value)| value.text().is_some_and(is_worded))
    };
    let is_row = || records.iter().flat_map(Node::entries).any(|(_, value)| matches!(value.data, Data::Scalar(_, Style::Cell)));
    let first = || columns.iter().filter(|_| is_row()).filter(is_free).find(holds_texts);
    let phases = || columns.first().filter(|column| is_row() && is_name_of_a_group(records, kind, column));
    let id = || columns.iter().find(|column| words.find(column).is_some_and(|path| path == ["id"]));
    phases().or(likely).or_else(first).or_else(id).map(|column| (*column).to_owned())
}

/// A head without the register's own noun in front: `Change Description` describes the change.
fn without_noun(head: &str, kind: Kind) -> String {
    let folded = fold_header(head);
    let bare = kind.folded_words().iter().filter_map(|noun| folded.strip_prefix(noun.as_str())).find(|rest| !rest.is_empty());
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

/// Whether all that a column says are states of the register: what became of a record is not what it is called.
fn holds_states(records: &[Node<'_>], states: &BTreeSet<String>, column: &str) -> bool {
    let mut cells = records.iter().filter_map(|record| record.get(column)).filter(|cell| !cell.is_null()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.text().is_some_and(|text| states.contains(&fold(text))))
}

/// Whether a column of phases or categories names each record another way: a table of what each phase brings.
fn is_name_of_a_group(records: &[Node<'_>], kind: Kind, column: &str) -> bool {
    let is_group = kind.vocabulary().find(column).is_some_and(|path| groups::FIELDS.iter().any(|field| path == [*field]));
    let said: Vec<&str> = records.iter().filter_map(|record| record.get(column)?.text()).collect();
    is_group && said.len() == records.len() && said.len() > 1 && said.iter().collect::<BTreeSet<_>>().len() == said.len()
}

/// Whether a text is words, and neither a number nor a day.
fn is_worded(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && crate::calendar::Date::parse(text).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    fn names(kind: Kind, text: &str) -> Vec<String> {
        let mut records = csv::records(text);
        name(&mut records, kind);
        let of = |record: &Node<'_>| record.get(kind.named().unwrap()).and_then(Node::text).unwrap_or("∅").to_owned();
        records.iter().map(of).collect()
    }

    #[test]
    fn what_became_of_a_record_is_not_its_name() {
        let log = "Change Description,Reason,Decision\nSecond stage,Visitors asked,Approved\nNo fireworks,Noise,Deferred\n";
        assert_eq!(names(Kind::Changes, log), ["Second stage", "No fireworks"]);
        assert_eq!(names(Kind::Changes, "Decision,Ground\nApproved,Noise\nRejected,Cost\n"), ["Noise", "Cost"]);
    }

    #[test]
    fn a_record_without_a_name_is_called_by_its_description_its_first_texts_or_its_id() {
        assert_eq!(names(Kind::Risks, "Owner,Description\nLi Na,Rain\n"), ["Rain"]);
        assert_eq!(names(Kind::Budget, "Line,Planned\nFilms,700\nEvents,30\n"), ["Films", "Events"]);
        assert_eq!(names(Kind::Milestones, "Phase,Status,Criteria\n1. Host,Done,Runs\n2. Net,Open,Talks\n"), ["1. Host", "2. Net"]);
        assert_eq!(names(Kind::Milestones, "Phase,Criteria\nHost,Runs\nHost,Talks\n"), ["Runs", "Talks"], "two of one phase");
        assert_eq!(names(Kind::Milestones, "id,date\nM-1,2026-03-01\n"), ["M-1"]);
        assert_eq!(names(Kind::Tasks, "Nmae,Description\nFilm,Long\n"), ["∅"], "a misspelt name is none of another column");
        assert_eq!(names(Kind::Tasks, "Task,Description\nFilm,Long\n"), ["∅"], "it has one already");
    }
}
