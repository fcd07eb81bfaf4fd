//! A record as typed becomes a record as its types want it: synonyms renamed, dotted names nested, cells split into lists,
//! a single value put where a list or a part is due. Places travel with the values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::{LEAD, in_header_unit, into_items, into_part, is_empty};
use super::fold::counts_rows;
use super::node::{Data, Key, Node, Span, Style};
use super::phrase::Phrase;
use super::problem::{Problem, ProblemKind};
use super::schema::{Field, Shape};
use super::vocabulary::{Path, Vocabulary};
use crate::say;

/// A key that no field has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As it was typed.
    pub name: String,
    /// Where the key or the header stands.
    pub span: Span,
    /// What was most likely meant.
    pub suggestion: Option<&'static str>,
    /// Whether no other field's name is near.
    pub is_sure: bool,
}

/// A text for which there is no field, or whose field another column has: it is kept under its own head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The head, as it was typed.
    pub head: String,
    /// Where the head stands.
    pub span: Span,
    /// The text.
    pub text: String,
    /// Whether the settings say that it is published, whatever it is.
    pub is_published: bool,
    /// Whether its head is told as none of a field, so that nobody has to be told that it is kept.
    pub is_told: bool,
}

/// What stands behind a head that means a field, where its column is kept all the same.
pub const AS_WRITTEN: [&str; 2] = [" as written", "·原值"];

impl Kept {
    fn new(key: &Key<'_>, text: &str) -> Self {
        let head = key.name.trim();
        let own = AS_WRITTEN.iter().find_map(|mark| head.strip_suffix(mark)).unwrap_or(head);
        Self { head: own.to_owned(), span: key.span, text: text.trim().to_owned(), is_published: false, is_told: false }
    }

    /// All that is written under a key.
    fn of(key: &Key<'_>, value: &Node<'_>) -> Option<Self> {
        Some(Self::new(key, &written_out(value)?))
    }

    fn told(self) -> Self {
        Self { is_told: true, ..self }
    }

    /// Whether it says how a person is reached, which nobody has asked to be published.
    pub fn is_personal(&self) -> bool {
        const HEADS: [&str; 10] = ["mail", "phone", "mobile", "tel.", "telephone", "whatsapp", "wechat", "邮箱", "电话", "手机"];
        let head = self.head.to_lowercase();
        let is_address = |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        HEADS.iter().any(|word| head.contains(word)) || self.text.split_whitespace().any(is_address)
    }
}

/// What preparing a record found besides the record.
#[derive(Debug, Default)]
pub struct Remarks {
    /// Keys that no field has, but nearly.
    pub unknown: Vec<Unknown>,
    /// Two keys of one meaning.
    pub problems: Vec<Problem>,
    /// What is kept as it is.
    pub kept: Vec<Kept>,
}

/// The heads of a file, each looked up once however many records have it.
#[derive(Debug)]
pub struct Heads<'w> {
    words: &'w Vocabulary,
    known: BTreeMap<String, Head>,
}

/// What a head means, else what was most likely meant by it.
#[derive(Debug, Clone)]
struct Head {
    path: Option<Path>,
    rank: usize,
    suggestion: Option<(&'static str, bool)>,
    /// Whether people keep it for themselves.
    is_spare: bool,
}

impl<'w> Heads<'w> {
    /// None is known yet.
    pub fn new(words: &'w Vocabulary) -> Self {
        Self { words, known: BTreeMap::new() }
    }

    fn of(&mut self, name: &str) -> Head {
        if let Some(head) = self.known.get(name) {
            return head.clone();
        }
        let path = self.words.find(name);
        let suggestion = if path.is_none() { self.words.suggest(name) } else { None };
        let rank = if path.is_some() { self.words.rank(name) } else { usize::MAX };
        let head = Head { path, rank, suggestion, is_spare: is_spare(name) };
        self.known.insert(name.to_owned(), head.clone());
        head
    }
}

/// A whole record: its entries renamed and nested, and those that no field has kept.
pub fn record<'a>(node: Node<'a>, heads: &mut Heads<'_>, remarks: &mut Remarks) -> Node<'a> {
    let Node { span, data: Data::Map(entries) } = node else { return node };
    let words = heads.words;
    let entries = if names_one_twice(&entries) { join_repeated(entries, words) } else { entries };
    let (mut known, mut unknown) = (Vec::with_capacity(entries.len()), Vec::new());
    for (key, value) in entries {
        match heads.of(&key.name) {
            Head { is_spare: true, .. } => {}
            Head { path: Some(path), rank, .. } => known.push((rank, (path, key, value))),
            Head { suggestion, .. } => unknown.push((suggestion, key, value)),
        }
    }
    let has_twins = has_two_of_one_meaning(&known);
    if has_twins {
        known.sort_by_key(|(rank, _)| *rank);
    }
    if has_twins {
        describe(&mut known, words);
    }
    for (suggestion, key, value) in unknown {
        let kept = Kept::of(&key, &value);
        if suggestion.is_some() {
            remarks.unknown.push(unknown_key(&key, suggestion));
            remarks.kept.extend(kept.map(Kept::told));
        } else {
            remarks.kept.extend(kept);
        }
    }
    fields(span, known, words, remarks)
}

/// What a value says in one line: a list item by item, a group as its keys and values.
fn written_out(value: &Node<'_>) -> Option<String> {
    let joined = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join("; "));
    match &value.data {
        Data::Scalar(text, _) => Some(text.to_string()),
        Data::List(items) => joined(items.iter().filter_map(written_out).collect()),
        Data::Map(entries) => {
            joined(entries.iter().filter_map(|(key, value)| Some(format!("{}: {}", key.name, written_out(value)?))).collect())
        }
        Data::Null => None,
    }
}

fn names_one_twice(entries: &[(Key<'_>, Node<'_>)]) -> bool {
    let mut names = BTreeSet::new();
    !entries.iter().all(|(key, _)| names.insert(&*key.name))
}

/// Columns of one name are one column, as exports have several for labels or remarks; where a field takes one value only, the
/// others are kept.
fn join_repeated<'a>(entries: Vec<(Key<'a>, Node<'a>)>, words: &Vocabulary) -> Vec<(Key<'a>, Node<'a>)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut joined: Vec<(Key<'a>, Node<'a>)> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let takes_several = || words.find(&key.name).is_none_or(|path| matches!(words.shape(&path), Some(Shape::List(_))));
        let earlier = places.get(&*key.name).and_then(|at| joined.get_mut(*at));
        match earlier.filter(|(_, cell)| cell.is_null() || value.is_null() || (is_cell(cell) && is_cell(&value) && takes_several())) {
            Some((_, cell)) => join(cell, value),
            None => {
                places.entry(key.name.to_string()).or_insert(joined.len());
                joined.push((key, value));
            }
        }
    }
    joined
}

fn join<'a>(cell: &mut Node<'a>, other: Node<'a>) {
    match (&mut cell.data, other.data) {
        (Data::Scalar(text, _), Data::Scalar(more, _)) => {
            let text = text.to_mut();
            text.push_str("; ");
            text.push_str(&more);
        }
        (Data::Null, data) => *cell = Node { span: other.span, data },
        _ => {}
    }
}

/// An entry with the path that its key means.
type Known<'a> = (Path, Key<'a>, Node<'a>);

/// Whether two columns of a row mean the same: then the one with the better name has the field. In YAML only a description, or a
/// name that is not the field's own, may be the second one.
fn has_two_of_one_meaning(known: &[(usize, Known<'_>)]) -> bool {
    let paths: BTreeSet<&Path> = known.iter().map(|(_, (path, ..))| path).collect();
    let may_be_second =
        |rank: usize, key: &Key<'_>, value: &Node<'_>| is_cell(value) || rank >= OWN_NAMES || Phrase::of(&key.name).describes();
    paths.len() < known.len() && known.iter().any(|(rank, (_, key, value))| may_be_second(*rank, key, value))
}

/// The first names of a field, in either language, are its own; the others are words that people use for it as well.
const OWN_NAMES: usize = 2;

/// A second column of one meaning that is called a description becomes the description, if the register has one.
fn describe(known: &mut [(usize, Known<'_>)], words: &Vocabulary) {
    let mut taken = BTreeSet::new();
    for (_, (path, key, _)) in known {
        let is_description = || Phrase::of(&key.name).describes();
        if !taken.insert(path.clone()) && words.field(DESCRIPTION).is_some() && is_description() && taken.insert(vec![DESCRIPTION]) {
            *path = vec![DESCRIPTION];
        }
    }
}

const DESCRIPTION: &str = "description";

/// A part of a record: its entries renamed and nested, in place. What is no map stays as it is.
pub fn part<'a>(node: Node<'a>, words: &Vocabulary, remarks: &mut Remarks) -> Node<'a> {
    let Node { span, data: Data::Map(entries) } = node else { return node };
    let mut known = Vec::with_capacity(entries.len());
    // Rows of minutes are counted as those of registers are.
    for (key, value) in entries.into_iter().filter(|(key, _)| !is_spare(&key.name) && !counts_rows(&key.name)) {
        match words.find(&key.name) {
            Some(path) => known.push((words.rank(&key.name), (path, key, value))),
            None => {
                remarks.unknown.push(unknown_key(&key, words.suggest(&key.name)));
                remarks.kept.extend(Kept::of(&key, &value).map(Kept::told));
            }
        }
    }
    fields(span, known, words, remarks)
}

fn unknown_key(key: &Key<'_>, suggestion: Option<(&'static str, bool)>) -> Unknown {
    let (suggestion, is_sure) = suggestion.unzip();
    Unknown { name: key.name.to_string(), span: key.span, suggestion, is_sure: is_sure.unwrap_or_default() }
}

fn is_cell(value: &Node<'_>) -> bool {
    matches!(value.data, Data::Scalar(_, Style::Cell))
}

fn fields<'a>(span: Span, known: Vec<(usize, Known<'a>)>, words: &Vocabulary, remarks: &mut Remarks) -> Node<'a> {
    let mut out = Entries { entries: Vec::with_capacity(known.len()) };
    for (rank, (path, key, value)) in known {
        let value = in_header_unit(&key.name, value);
        let is_other_word = rank >= OWN_NAMES;
        out.put(&path, key, value, is_other_word, remarks);
    }
    let shaped = out.entries.into_iter().map(|(key, value)| match words.field(&key.name) {
        Some(field) => {
            let value = shape(value, field, field.shape, words, remarks);
            (key, value)
        }
        None => (key, value),
    });
    Node { span, data: Data::Map(shaped.collect()) }
}

struct Entries<'a> {
    entries: Vec<(Key<'a>, Node<'a>)>,
}

impl<'a> Entries<'a> {
    /// Puts a value in its place; where it is taken, one under another word for the field is kept.
    fn put(&mut self, path: &[&'static str], key: Key<'a>, value: Node<'a>, is_other_word: bool, remarks: &mut Remarks) {
        let [first, rest @ ..] = path else { return };
        let present = self.entries.iter_mut().find(|(present, _)| present.name == *first);
        match (present, rest) {
            (None, []) => self.entries.push((Key { name: Cow::Borrowed(first), span: key.span }, value)),
            (None, _) => {
                let span = value.span;
                let mut inner = Self { entries: Vec::new() };
                inner.put(rest, key.clone(), value, is_other_word, remarks);
                self.entries.push((Key { name: Cow::Borrowed(first), span: key.span }, Node { span, data: Data::Map(inner.entries) }));
            }
            (Some((_, old)), []) if old.is_null() => *old = value,
            (Some(_), []) if value.is_null() => {}
            // Two words on who may read it are none: what cannot be read is not published.
            (Some((_, old)), []) if *first == VISIBILITY => {
                let both = format!("{} / {}", old.text().unwrap_or_default(), value.text().unwrap_or_default());
                old.data = Data::Scalar(Cow::Owned(both), Style::Cell);
            }
            (Some(_), []) if is_cell(&value) || (is_other_word && value.text().is_some()) => {
                remarks.kept.extend(value.text().map(|text| Kept::new(&key, text)));
            }
            (Some((first_key, _)), []) => remarks.problems.push(twice(&key, first_key)),
            (Some((_, old)), _) => match &mut old.data {
                Data::Map(entries) => {
                    let mut inner = Self { entries: std::mem::take(entries) };
                    inner.put(rest, key, value, is_other_word, remarks);
                    *entries = inner.entries;
                }
                _ if value.is_null() => {}
                _ => {
                    // `target: 400` beside `target date: …`: the single value is the part's first field, which `shape` names.
                    let lead = Node { span: old.span, data: std::mem::replace(&mut old.data, Data::Null) };
                    let mut inner = Self { entries: Vec::new() };
                    if !lead.is_null() {
                        inner.entries.push((Key { name: Cow::Borrowed(LEAD), span: lead.span }, lead));
                    }
                    inner.put(rest, key, value, is_other_word, remarks);
                    old.data = Data::Map(inner.entries);
                }
            },
        }
    }
}

const VISIBILITY: &str = "visibility";

fn twice(second: &Key<'_>, first: &Key<'_>) -> Problem {
    let name = second.name.to_string();
    Problem::new(
        ProblemKind::File,
        second.span,
        say!("“{name}” says the same field a second time; the first one counts.", "“{name}”与前面的字段重复，以前面的为准。", name),
    )
    .see(first.span, crate::both!("the first one is here", "前一个在这里"))
}

fn is_spare(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("x_") || lower.starts_with("x-") || lower.starts_with("备用")
}

fn shape<'a>(node: Node<'a>, field: &Field, shape_due: Shape, words: &Vocabulary, remarks: &mut Remarks) -> Node<'a> {
    if is_empty(&node, field, shape_due) {
        return Node { span: node.span, data: Data::Null };
    }
    match shape_due {
        Shape::List(item) => {
            let span = node.span;
            let items = into_items(node, *item);
            let shaped = items.into_iter().map(|node| shape(node, field, *item, words, remarks)).collect();
            Node { span, data: Data::List(shaped) }
        }
        Shape::Part(fields) => match words.part(field.name) {
            Some(inner) => part(into_part(node, fields), inner, remarks),
            None => node,
        },
        _ => node,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;
    use crate::source::schema::CODE;

    const fn field(name: &'static str, zh: &'static str, shape: Shape) -> Field {
        Field { name, zh, also: &[], help: both!("", ""), required: false, usual: None, shape }
    }

    static TARGET: [Field; 2] = [field("value", "值", Shape::Value(CODE)), field("by", "日期", Shape::Value(CODE))];
    static FIELDS: [Field; 5] = [
        field("name", "名称", Shape::Text),
        field("tags", "标签", Shape::List(&Shape::Value(CODE))),
        field("targets", "目标值", Shape::List(&Shape::Part(&TARGET))),
        field("problems", "问题", Shape::List(&Shape::Text)),
        field("planned", "金额", Shape::Value(CODE)),
    ];

    fn prepared<'a>(entries: &[(&'a str, &'a str)], style: Style) -> (Node<'a>, Remarks) {
        let words = Vocabulary::new(&[&FIELDS], &[("targets.by", &["目标日期"])], &[]);
        let mut remarks = Remarks::default();
        let mut at = 0;
        let entries = entries
            .iter()
            .map(|(key, value)| {
                let start = at;
                at += 100;
                let span = Span::new(start + 10, start + 10 + value.len());
                (
                    Key { name: (*key).into(), span: Span::new(start, start + key.len()) },
                    Node { span, data: Data::Scalar((*value).into(), style) },
                )
            })
            .collect();
        let node = record(Node { span: Span::new(0, 999), data: Data::Map(entries) }, &mut Heads::new(&words), &mut remarks);
        (node, remarks)
    }

    #[test]
    fn a_cell_is_split_and_each_item_keeps_its_place() {
        let (node, _) = prepared(&[("标签", "网站; 法务、x")], Style::Cell);
        let items = node.get("tags").unwrap().items();
        assert_eq!(items.iter().filter_map(Node::text).collect::<Vec<_>>(), ["网站", "法务", "x"]);
        assert_eq!(items[1].span, Span::new(18, 24));
    }

    #[test]
    fn a_text_list_is_not_split_at_the_comma_of_lists() {
        let (node, _) = prepared(&[("problems", "供应商、法务都慢；没有样品")], Style::Cell);
        assert_eq!(node.get("problems").unwrap().items().len(), 2);
    }

    #[test]
    fn value_and_date_in_two_columns_are_one_target() {
        let (node, remarks) = prepared(&[("目标值", "400"), ("目标日期", "2027-01-31")], Style::Cell);
        let target = &node.get("targets").unwrap().items()[0];
        assert_eq!((target.get("value").unwrap().text(), target.get("by").unwrap().text()), (Some("400"), Some("2027-01-31")));
        assert!(remarks.problems.is_empty() && remarks.unknown.is_empty());
        let (node, _) = prepared(&[("目标日期", "2027-01-31"), ("targets", "400")], Style::Cell);
        assert_eq!(node.get("targets").unwrap().items()[0].get("by").unwrap().text(), Some("2027-01-31"));
    }

    #[test]
    fn what_means_nothing_is_nothing() {
        for empty in ["-", "——", "TBD", "待定", "N/A", "无"] {
            let (node, _) = prepared(&[("name", empty), ("tags", empty)], Style::Cell);
            assert!(node.get("name").unwrap().is_null() && node.get("tags").unwrap().is_null(), "{empty}");
        }
        let (node, _) = prepared(&[("problems", "无"), ("name", "TBD")], Style::Plain);
        assert_eq!(node.get("problems").unwrap().items()[0].text(), Some("无"));
        assert_eq!(node.get("name").unwrap().text(), Some("TBD"), "a YAML text is what YAML says it is");
    }

    #[test]
    fn the_unit_of_a_header_belongs_to_its_numbers() {
        let (node, _) = prepared(&[("金额（万元）", "186")], Style::Cell);
        assert_eq!(node.get("planned").unwrap().text(), Some("186万"));
    }

    #[test]
    fn the_same_field_twice_and_unknown_fields_are_said() {
        let (node, remarks) = prepared(&[("name", "a"), ("名称", "b"), ("nmae", "c"), ("x_own", "d"), ("colour", "e")], Style::Plain);
        assert_eq!(node.get("name").unwrap().text(), Some("a"));
        assert_eq!(remarks.problems.len(), 1);
        let unknown: Vec<_> = remarks.unknown.iter().map(|u| (u.name.as_str(), u.suggestion)).collect();
        assert_eq!(unknown, [("nmae", Some("name"))]);
        let kept: Vec<_> = remarks.kept.iter().map(|kept| (kept.head.as_str(), kept.text.as_str())).collect();
        assert_eq!(kept, [("nmae", "c"), ("colour", "e")]);
        assert_eq!(remarks.kept.iter().map(|kept| kept.is_told).collect::<Vec<_>>(), [true, false], "a slip is told as one");
    }

    #[test]
    fn a_list_and_a_group_that_no_field_takes_are_kept_as_they_are_written() {
        let words = Vocabulary::new(&[&FIELDS], &[], &[]);
        let mut remarks = Remarks::default();
        let text = |text: &'static str| Node { span: Span::default(), data: Data::Scalar(text.into(), Style::Plain) };
        let key = |name: &'static str| Key { name: name.into(), span: Span::default() };
        let node = |data| Node { span: Span::default(), data };
        let group = node(Data::Map(vec![(key("by"), text("Ana")), (key("in"), node(Data::List(vec![text("May"), text("June")])))]));
        let entries = vec![(key("halls"), node(Data::List(vec![text("North"), text("South")]))), (key("seen"), group)];
        let empty = (key("spare"), node(Data::List(Vec::new())));
        let whole = node(Data::Map(entries.into_iter().chain([empty]).collect()));
        record(whole, &mut Heads::new(&words), &mut remarks);
        let kept: Vec<_> = remarks.kept.iter().map(|kept| (kept.head.as_str(), kept.text.as_str())).collect();
        assert_eq!(kept, [("halls", "North; South"), ("seen", "by: Ana; in: May; June")]);
        assert_eq!(remarks.unknown, []);
    }

    #[test]
    fn another_word_for_a_field_beside_its_own_name_is_kept_in_whichever_order() {
        static FIELDS: [Field; 1] = [Field {
            name: "severity",
            zh: "严重程度",
            also: &["priority"],
            help: both!("", ""),
            required: false,
            usual: None,
            shape: Shape::Text,
        }];
        let words = Vocabulary::new(&[&FIELDS], &[], &[]);
        for order in [["severity", "priority"], ["priority", "severity"]] {
            let mut remarks = Remarks::default();
            let entries = order.map(|name| {
                let span = Span::new(0, 4);
                let text = if name == "severity" { "High" } else { "P2" };
                (Key { name: name.into(), span }, Node { span, data: Data::Scalar(text.into(), Style::Plain) })
            });
            let node = Node { span: Span::new(0, 99), data: Data::Map(entries.into()) };
            let node = record(node, &mut Heads::new(&words), &mut remarks);
            assert_eq!(node.get("severity").and_then(Node::text), Some("High"));
            assert_eq!((remarks.problems.len(), remarks.kept[0].text.as_str()), (0, "P2"));
        }
    }

    #[test]
    fn two_columns_of_one_meaning_are_told_from_one_of_each() {
        let known = |path: &'static str| {
            let span = Span::new(0, 1);
            let key = Key { name: path.into(), span };
            (0, (vec![path], key, Node { span, data: Data::Scalar("x".into(), Style::Cell) }))
        };
        assert!(has_two_of_one_meaning(&[known("title"), known("title")]));
        assert!(!has_two_of_one_meaning(&[known("title"), known("owner")]));
    }
}
