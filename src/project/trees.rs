//! What of a YAML file is a record: the items of a list, the values of a map, or the whole; in groups or beside other keys.

use std::borrow::Cow;

use super::groups;
use super::kind::Kind;
use crate::source::fold::fold;
use crate::source::schema::{Field, Shape, is_word_of};
use crate::source::{Data, Key, Node, Problem, ProblemKind, Span, Style};
use crate::{both, say};

type Entries<'a> = Vec<(Key<'a>, Node<'a>)>;

/// A list of records, a map from id to record, groups of records, one of these below the register's name, or one record.
pub(super) fn records<'a>(root: Node<'a>, kind: Kind, problems: &mut Vec<Problem>) -> Vec<Node<'a>> {
    let Node { span, data } = root;
    let mut entries = match data {
        Data::List(items) => return items.into_iter().filter(|item| !item.is_null()).collect(),
        Data::Map(entries) => entries,
        data => return vec![Node { span, data }],
    };
    if let Some(at) = entries.iter().position(|(key, value)| is_the_register(key, value, kind, entries.len())) {
        let (_, value) = entries.remove(at);
        problems.extend(beside(&entries));
        return if value.is_null() { Vec::new() } else { records(value, kind, problems) };
    }
    if is_grouped(&entries, kind) {
        problems.extend(lost_groups(&entries, kind));
        return entries.into_iter().flat_map(|(key, value)| group(&key, value, kind)).collect();
    }
    if is_one_record(&entries, kind) {
        return vec![Node { span, data: Data::Map(entries) }];
    }
    let is_map = |(_, value): &(Key<'_>, Node<'_>)| matches!(value.data, Data::Map(_));
    let is_name = |(key, value): &(Key<'_>, Node<'_>)| value.text().is_some() && key.name.contains(|c: char| c.is_ascii_digit());
    if entries.iter().all(is_name) {
        return entries.into_iter().filter_map(|(key, value)| named(key, value, kind)).collect();
    }
    // Scalars beside records say something of the file.
    if entries.iter().any(is_map) {
        let (maps, others): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| is_map(entry) || !matches!(entry.1.data, Data::Scalar(..)));
        problems.extend(beside(&others));
        entries = maps;
    }
    entries.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| with_id(key, value)).collect()
}

/// Whether an entry holds the register: it bears its name and holds records, or nothing stands beside it.
fn is_the_register(key: &Key<'_>, value: &Node<'_>, kind: Kind, entries: usize) -> bool {
    let holds_records = match &value.data {
        Data::List(items) => items.iter().any(|item| matches!(item.data, Data::Map(_))),
        Data::Map(inner) => inner.iter().any(|(_, value)| matches!(value.data, Data::Map(_) | Data::List(_))),
        _ => false,
    };
    let may_be = matches!(value.data, Data::List(_) | Data::Map(_) | Data::Null);
    Kind::of_stem(&key.name) == Some(kind) && fold(&key.name) != "id" && (holds_records || (entries == 1 && may_be))
}

/// Bytes of a value that is quoted at most.
const LONG: usize = 80;

/// Keys beside the records.
pub(super) fn beside(entries: &[(Key<'_>, Node<'_>)]) -> Option<Problem> {
    let (first, _) = entries.first()?;
    let quoted = |(key, value): &(Key<'_>, Node<'_>)| match value.text().filter(|text| !text.contains('\n') && text.len() <= LONG) {
        Some(text) => format!("`{}: {text}`", key.name),
        None => format!("`{}`", key.name),
    };
    let names: Vec<String> = entries.iter().map(quoted).collect();
    let message = say!(
        "{en_names}: beside the records, so about the file and no record.",
        "{zh_names}与记录并列，是文件本身的说明，不是记录。",
        en_names = names.join(", "),
        zh_names = names.join("、")
    );
    Some(
        Problem::new(ProblemKind::Kept, first.span, message)
            .help(both!("Nothing to do; what they say is not shown.", "无需处理；这些内容不会显示。")),
    )
}

/// Whether a map has lists of records by groups: no list is a field that holds parts.
fn is_grouped(entries: &[(Key<'_>, Node<'_>)], kind: Kind) -> bool {
    let words = kind.vocabulary();
    let is_list = |value: &Node<'_>| !value.items().is_empty() && value.items().iter().all(|item| matches!(item.data, Data::Map(_)));
    let holds_parts = |key: &Key<'_>| {
        let shape = words.find(&key.name).and_then(|path| words.shape(&path));
        matches!(shape, Some(Shape::List(Shape::Part(_)) | Shape::Part(_) | Shape::Free))
    };
    let filled = || entries.iter().filter(|(_, value)| !value.is_null());
    filled().next().is_some()
        && filled()
            .all(|(key, value)| (is_list(value) || matches!(&value.data, Data::List(items) if items.is_empty())) && !holds_parts(key))
        && filled().any(|(_, value)| is_list(value))
}

/// What the name of a group says of its records: their state where it is the word of one, else their phase or category.
fn said_by(group: &str, kind: Kind) -> Option<&'static Field> {
    let state = kind.vocabulary().field("status").filter(|field| match field.shape {
        Shape::Choice(choices, _) => is_word_of(choices, group),
        _ => false,
    });
    state.or_else(|| groups::field(kind))
}

/// Groups whose names no field takes.
fn lost_groups(entries: &[(Key<'_>, Node<'_>)], kind: Kind) -> Option<Problem> {
    let lost: Vec<&Key<'_>> = entries.iter().map(|(key, _)| key).filter(|key| said_by(&key.name, kind).is_none()).collect();
    let names: Vec<String> = lost.iter().take(6).map(|key| format!("`{}`", key.name)).collect();
    let message = say!(
        "{en_names}: names of groups, which no field takes.",
        "{zh_names}是分组名称，没有对应的字段。",
        en_names = names.join(", "),
        zh_names = names.join("、")
    );
    let help = both!("The records are read; write `tags` into them to keep the group.", "记录已读取；如需保留分组，请写入各条记录的标签。");
    lost.first().map(|first| Problem::new(ProblemKind::Kept, first.span, message).help(help))
}

/// The records of a group.
fn group<'a>(key: &Key<'a>, value: Node<'a>, kind: Kind) -> Vec<Node<'a>> {
    let Data::List(mut items) = value.data else { return Vec::new() };
    if let Some(field) = said_by(&key.name, kind) {
        for item in &mut items {
            groups::give(item, kind, field, &(key.name.clone(), key.span));
        }
    }
    items
}

fn is_one_record(entries: &[(Key<'_>, Node<'_>)], kind: Kind) -> bool {
    let words = kind.vocabulary();
    let fields = entries.iter().filter(|(key, _)| words.find(&key.name).is_some()).count();
    let records = entries.iter().filter(|(_, value)| matches!(value.data, Data::Map(_))).count();
    fields > 0 && fields * 2 >= entries.len() && records < entries.len()
}

/// `R-1: Printer late`: an id and a name.
fn named<'a>(key: Key<'a>, value: Node<'a>, kind: Kind) -> Option<Node<'a>> {
    let field = Key { name: Cow::Borrowed(kind.named()?), span: value.span };
    let span = Span { start: key.span.start, end: value.span.end.max(key.span.end) };
    let entries: Entries<'a> = vec![(field, value)];
    Some(with_id(key, Node { span, data: Data::Map(entries) }))
}

fn with_id<'a>(key: Key<'a>, value: Node<'a>) -> Node<'a> {
    let Node { span, data } = value;
    let Data::Map(mut entries) = data else { return Node { span, data } };
    let has_id = entries.iter().any(|(inner, _)| matches!(fold(&inner.name).as_str(), "id" | "编号"));
    let span = Span { start: key.span.start, end: span.end.max(key.span.end) };
    if !has_id {
        let id = Node { span: key.span, data: Data::Scalar(key.name, Style::Quoted) };
        entries.insert(0, (Key { name: Cow::Borrowed("id"), span: key.span }, id));
    }
    Node { span, data: Data::Map(entries) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, yaml};

    /// Name and a field of each record, and how much is told.
    fn read(kind: Kind, field: &str, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let root = yaml::read(text, &Limits::default()).root.unwrap();
        let records = records(root, kind, &mut problems);
        let say = |record: &Node<'_>| {
            format!("{} {}", record.get("title").and_then(Node::text).unwrap_or("–"), record.get(field).and_then(Node::text).unwrap_or("–"))
        };
        records.iter().map(say).chain([problems.len().to_string()]).collect()
    }

    #[test]
    fn keys_beside_the_list_are_about_the_file() {
        assert_eq!(
            read(Kind::Risks, "owner", "project: Trial\nversion: 2\nrisks:\n- {title: A, owner: m}\n- {title: B}\n"),
            ["A m", "B –", "1"]
        );
        assert_eq!(read(Kind::Risks, "id", "project: Trial\nR1: {title: A}\nR2: {title: B}\n"), ["A R1", "B R2", "1"]);
    }

    #[test]
    fn the_name_of_a_group_is_a_state_or_a_category() {
        assert_eq!(read(Kind::Issues, "status", "open:\n- {title: A}\nclosed:\n- {title: B}\n"), ["A open", "B closed", "0"]);
        assert_eq!(read(Kind::Risks, "category", "supplier:\n- {title: A}\nmarket:\n- {title: B}\n"), ["A supplier", "B market", "0"]);
        assert_eq!(read(Kind::Risks, "id", "title: A\nactions:\n- {what: call}\n"), ["A –", "0"], "one record with parts");
    }

    #[test]
    fn an_id_and_a_name_are_a_record() {
        assert_eq!(read(Kind::Risks, "id", "R-1: Printer late\nR-2: Hall lost\n"), ["Printer late R-1", "Hall lost R-2", "0"]);
    }
}
