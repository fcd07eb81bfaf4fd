//! Trees typed by serde. An error carries the innermost place; the entry that does not fit is left out and the record
//! typed again, until all its errors are known. So there is one definition of what is right: the types themselves.

use std::fmt;

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::node::{Data, Node, Span, Style};
use super::problem::Suggestion;
use crate::both;
use crate::text::Message;

/// The record, and everything that is wrong in it. A record without errors, the usual case, is typed once.
///
/// `None` only if the node has the wrong shape as a whole; types give every absent field a default.
pub fn read<'de, T: Deserialize<'de>>(node: &'de Node<'_>) -> (Option<T>, Vec<TypeError>) {
    let mut wrong: Vec<TypeError> = Vec::new();
    loop {
        let hidden: Vec<Span> = wrong.iter().filter_map(|error| error.entry).collect();
        match T::deserialize(Reader { node, hidden: &hidden }) {
            Ok(record) => return (Some(record), wrong),
            Err(error) => {
                let again = error.entry.is_some_and(|entry| !hidden.contains(&entry));
                wrong.push(error);
                if !again {
                    return (None, wrong);
                }
            }
        }
    }
}

/// What a value should have been, said at the innermost value that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeError {
    /// The value that does not fit.
    pub span: Span,
    /// The names of the keys that lead to it, outermost first.
    pub path: Vec<String>,
    /// What is wrong, as a sentence.
    pub message: Message,
    /// What to type instead.
    pub help: Option<Message>,
    /// What was most likely meant.
    pub suggestion: Option<Suggestion>,
    located: bool,
    entry: Option<Span>,
}

/// What a field's type says of a text that it cannot read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refusal {
    /// What is wrong, as a sentence.
    pub message: Message,
    /// What to type instead.
    pub help: Option<Message>,
    /// What was most likely meant.
    pub suggestion: Option<Suggestion>,
}

impl Refusal {
    /// Says what is wrong.
    pub fn new(message: Message) -> Self {
        Self { message, help: None, suggestion: None }
    }

    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }
}

const BETWEEN: char = '\u{1f}';
const SURE: &str = "sure";

/// serde hands an error on as one text; the parts are separated by a character that no file has.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let help = self.help.clone().unwrap_or_default();
        let (value, sure) = self.suggestion.as_ref().map_or(("", ""), |meant| (&meant.value, if meant.is_sure { SURE } else { "" }));
        write!(f, "{}{BETWEEN}{}{BETWEEN}{}{BETWEEN}{}{BETWEEN}{value}{BETWEEN}{sure}", self.message.en, self.message.zh, help.en, help.zh)
    }
}

impl TypeError {
    fn new(refusal: Refusal) -> Self {
        let Refusal { message, help, suggestion } = refusal;
        Self { span: Span::default(), path: Vec::new(), message, help, suggestion, located: false, entry: None }
    }

    fn at(mut self, span: Span) -> Self {
        if !self.located {
            self.span = span;
            self.located = true;
        }
        self
    }

    fn within(mut self, name: Option<&str>, entry: Span) -> Self {
        self.path.splice(..0, name.map(str::to_owned));
        self.entry.get_or_insert(entry);
        self
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for TypeError {}

impl de::Error for TypeError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        let parts: Vec<&str> = text.split(BETWEEN).collect();
        let [en, zh, help_en, help_zh, value, sure] = parts.as_slice() else {
            return Self::new(Refusal::new(Message::same(text)));
        };
        let said = |en: &str, zh: &str| Message { en: en.to_owned().into(), zh: zh.to_owned().into() };
        Self::new(Refusal {
            message: said(en, zh),
            help: (!help_en.is_empty()).then(|| said(help_en, help_zh)),
            suggestion: (!value.is_empty()).then(|| Suggestion::new(*value, *sure == SURE)),
        })
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new(Refusal::new(match unexpected {
            de::Unexpected::Map => both!("One value is due here, not a map.", "此处应为单个值，不是映射。"),
            de::Unexpected::Seq => both!("One value is due here, not a list.", "此处应为单个值，不是列表。"),
            _ => both!("Fields are due here, not a single value.", "此处应为若干字段，不是单个值。"),
        }))
    }
}

/// A node as a serde data format. What a node is decides what the visitor gets; the visitor's wish decides only whether a
/// scalar is text or resolved (`deserialize_any`, as free values are).
#[derive(Clone, Copy)]
struct Reader<'n, 'de, 'h> {
    node: &'de Node<'n>,
    hidden: &'h [Span],
}

impl<'de> Reader<'_, 'de, '_> {
    fn visit<V: Visitor<'de>>(self, visitor: V, resolve: bool) -> Result<V::Value, TypeError> {
        let result = match &self.node.data {
            Data::Null => visitor.visit_none(),
            Data::Scalar(text, Style::Plain | Style::Cell) if resolve => resolved(text, visitor),
            Data::Scalar(text, _) => visitor.visit_borrowed_str(text),
            Data::List(items) => visitor.visit_seq(Items { left: items.iter(), hidden: self.hidden }),
            Data::Map(entries) => visitor.visit_map(Entries { left: entries.iter(), now: None, hidden: self.hidden }),
        };
        result.map_err(|error| error.at(self.node.span))
    }
}

impl<'de> Deserializer<'de> for Reader<'_, 'de, '_> {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.visit(visitor, true)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.visit(visitor, false)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.visit(visitor, false)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, TypeError> {
        self.visit(visitor, false)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.node.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct map enum identifier
    }
}

/// A plain scalar as YAML's core schema has it: a yes or no, a number, else a text.
fn resolved<'de, V: Visitor<'de>>(text: &'de str, visitor: V) -> Result<V::Value, TypeError> {
    match text {
        "true" | "True" | "TRUE" => return visitor.visit_bool(true),
        "false" | "False" | "FALSE" => return visitor.visit_bool(false),
        _ => {}
    }
    let Ok(number) = text.parse::<serde_yaml::Number>() else { return visitor.visit_borrowed_str(text) };
    if let Some(whole) = number.as_i64() {
        return visitor.visit_i64(whole);
    }
    if let Some(whole) = number.as_u64() {
        return visitor.visit_u64(whole);
    }
    match number.as_f64() {
        Some(real) => visitor.visit_f64(real),
        None => visitor.visit_borrowed_str(text),
    }
}

struct Items<'n, 'de, 'h> {
    left: std::slice::Iter<'de, Node<'n>>,
    hidden: &'h [Span],
}

impl<'de> SeqAccess<'de> for Items<'_, 'de, '_> {
    type Error = TypeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TypeError> {
        let hidden = self.hidden;
        let Some(node) = self.left.find(|node| !node.is_null() && !hidden.contains(&node.span)) else { return Ok(None) };
        seed.deserialize(Reader { node, hidden }).map(Some).map_err(|error| error.at(node.span).within(None, node.span))
    }
}

struct Entries<'n, 'de, 'h> {
    left: std::slice::Iter<'de, (super::node::Key<'n>, Node<'n>)>,
    now: Option<&'de (super::node::Key<'n>, Node<'n>)>,
    hidden: &'h [Span],
}

impl<'de> MapAccess<'de> for Entries<'_, 'de, '_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        let hidden = self.hidden;
        self.now = self.left.find(|(_, value)| !value.is_null() && !hidden.contains(&value.span));
        let Some((key, _)) = self.now else { return Ok(None) };
        seed.deserialize(BorrowedStrDeserializer::new(&key.name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, TypeError> {
        let Some((key, node)) = self.now.take() else { return Err(de::Error::custom("a value came before its key")) };
        let reader = Reader { node, hidden: self.hidden };
        seed.deserialize(reader).map_err(|error| error.at(node.span).within(Some(&key.name), node.span))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::node::Key;
    use super::*;

    fn scalar(text: &str, start: usize) -> Node<'_> {
        Node { span: Span::new(start, start + text.len()), data: Data::Scalar(text.into(), Style::Plain) }
    }

    fn map<'a>(entries: Vec<(&'a str, Node<'a>)>) -> Node<'a> {
        let entries = entries.into_iter().map(|(name, node)| (Key { name: name.into(), span: Span::default() }, node)).collect();
        Node { span: Span::new(0, 99), data: Data::Map(entries) }
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Sample {
        id: String,
        score: Option<Small>,
        low: Option<Small>,
        free: BTreeMap<String, serde_yaml::Value>,
    }

    #[derive(Debug, PartialEq)]
    struct Small(u8);

    impl<'de> Deserialize<'de> for Small {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            text.parse()
                .map(Self)
                .map_err(|_| de::Error::custom(Refusal::new(both!("Not small.", "不是小数目。")).help(both!("0 to 255", "0到255"))))
        }
    }

    #[test]
    fn ids_stay_as_typed_and_free_values_are_resolved() {
        let free = map(vec![("days", scalar("14", 30)), ("name", scalar("1.2.3", 40))]);
        let node = map(vec![("id", scalar("1E5", 10)), ("free", free)]);
        let (sample, wrong) = read::<Sample>(&node);
        let sample = sample.unwrap();
        assert_eq!((sample.id.as_str(), wrong.len()), ("1E5", 0));
        assert_eq!(sample.free["days"], serde_yaml::Value::from(14));
        assert_eq!(sample.free["name"], serde_yaml::Value::from("1.2.3"));
    }

    #[test]
    fn all_errors_of_a_record_are_found_and_the_rest_stays() {
        let node = map(vec![("id", scalar("007", 10)), ("score", scalar("many", 20)), ("low", scalar("300", 30))]);
        let (sample, wrong) = read::<Sample>(&node);
        assert_eq!(sample.unwrap(), Sample { id: "007".into(), ..Sample::default() });
        let places: Vec<_> = wrong.iter().map(|error| (error.span, error.path.clone())).collect();
        assert_eq!(places, [(Span::new(20, 24), vec!["score".to_owned()]), (Span::new(30, 33), vec!["low".to_owned()])]);
        assert_eq!(wrong[0].message, both!("Not small.", "不是小数目。"));
        assert_eq!(wrong[0].help, Some(both!("0 to 255", "0到255")));
    }

    #[test]
    fn a_node_of_the_wrong_shape_is_one_error() {
        let node = scalar("text", 5);
        let (sample, wrong) = read::<Sample>(&node);
        assert_eq!((sample, wrong.len()), (None, 1));
        assert_eq!(wrong[0].span, Span::new(5, 9));
    }
}
