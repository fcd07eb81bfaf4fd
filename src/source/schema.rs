//! What a register's fields are called and what they hold: the shape of the tables that the floor above fills in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use crate::text::Message;

/// One field of a register or of a part of a record. Every name of it stands here and nowhere else.
#[derive(Debug)]
pub struct Field {
    /// The key in YAML, in the schema and in `report.json`.
    pub name: &'static str,
    /// The Chinese label, which is also read as a key.
    pub zh: &'static str,
    /// Other names that are read, in either language.
    pub also: &'static [&'static str],
    /// What belongs in it.
    pub help: Message,
    /// Whether a record cannot do without it.
    pub required: bool,
    /// What it is unless said, as it may be typed; several values as a list.
    pub usual: Option<&'static str>,
    /// What it holds.
    pub shape: Shape,
}

impl Field {
    /// The field's label: "Success criteria", 「成功标准」.
    pub fn label(&self) -> Message {
        Message { en: sentence_case(self.name).into(), zh: self.zh.into() }
    }
}

/// What a field holds, as far as reading must know it before a type asks.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text, or a text per language.
    Text,
    /// One word of a list; closed lists refuse other words.
    Choice(&'static [Choice], Closed),
    /// A number, a day, a yes or no, an amount: what its type reads from a text. The words say what is due.
    Value(Due),
    /// The id or the name of a record of these registers.
    Reference(&'static [&'static str]),
    /// Several values: a YAML list, or a cell whose items are separated by `;`, `；` or `、`.
    List(&'static Shape),
    /// Fields within the field.
    Part(&'static [Field]),
    /// Anything by name, kept as it is.
    Free,
}

/// What is due where a type reads a text of its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// In English: "a day".
    pub en: &'static str,
    /// In Chinese: 「日期」.
    pub zh: &'static str,
    /// As it may be typed in English.
    pub sample: &'static str,
    /// As it may be typed in Chinese.
    pub zh_sample: &'static str,
}

impl Due {
    /// What is due, and how it may be typed in English and in Chinese.
    pub const fn new(en: &'static str, zh: &'static str, sample: &'static str, zh_sample: &'static str) -> Self {
        Self { en, zh, sample, zh_sample }
    }
}

/// What is due where a text without a language is: a code, an address.
pub const CODE: Due = Due::new("a text", "文字", "A-12", "A-12");
/// What is due where a yes or no is.
pub const YES_NO: Due = Due::new("yes or no", "是或否", "yes", "是");
/// What is due where a day is.
pub const DAY: Due = Due::new("a day", "日期", "2026-05-08", "2026-05-08");
/// What is due where a stretch of time is.
pub const PERIOD: Due = Due::new("a period", "期间", "2026-Q2", "2026-Q2");
/// What is due where a cadence is.
pub const CADENCE: Due = Due::new("a cadence", "频率", "2 weeks", "每两周");
/// What is due where a day of the week is.
pub const WEEKDAY: Due = Due::new("a weekday", "星期几", "mon", "周一");
/// What is due where a number is.
pub const NUMBER: Due = Due::new("a number", "数字", "1200", "1200");
/// What is due where an amount of money is.
pub const MONEY: Due = Due::new("an amount of money", "金额", "12500", "12500");
/// What is due where a per cent is.
pub const PERCENT: Due = Due::new("a per cent", "百分比", "40%", "40%");
/// What is due where a number or a per cent is.
pub const QUANTITY: Due = Due::new("a number or a per cent", "数字或百分比", "10%", "10%");
/// What is due where a part of a person's week is.
pub const SHARE: Due = Due::new("a per cent, or hours a week", "百分比或每周小时数", "50%", "50%");
/// What is due where a number of working days is.
pub const WORKDAYS: Due = Due::new("a number of working days", "工作日天数", "5", "5");
/// What is due where a step of a scale is.
pub const STEP: Due = Due::new("a step of the scale or a per cent", "等级（如1–5、高/中/低）或百分比", "high", "高");

impl Shape {
    /// Whether it, what it lists or what is within it is such a shape.
    pub fn has(self, is: fn(Self) -> bool) -> bool {
        match self {
            Self::List(item) => item.has(is),
            Self::Part(fields) => fields.iter().any(|field| field.shape.has(is)),
            shape => is(shape),
        }
    }

    /// Whether it is the id or the name of a record.
    pub fn is_reference(self) -> bool {
        matches!(self, Self::Reference(_))
    }

    /// Whether it is a day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Value(DAY))
    }

    /// Whether it is a number, whatever it counts.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Value(NUMBER | MONEY | PERCENT | QUANTITY | WORKDAYS))
    }

    /// Whether it is a step of a scale or a word of a list, which heads call a level or a rating.
    pub fn is_graded(self) -> bool {
        matches!(self, Self::Value(STEP) | Self::Choice(..))
    }

    /// Whether it is a text or someone's name, or several of them.
    pub fn is_worded(self) -> bool {
        match self {
            Self::Text | Self::Reference(_) | Self::Choice(..) => true,
            Self::List(item) => item.is_worded(),
            _ => false,
        }
    }
}

/// Whether a list of words refuses other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Another word is unreadable.
    Yes,
    /// Another word is kept as it is.
    No,
}

/// One word of a list, and the words that mean the same.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub name: &'static str,
    /// The Chinese label.
    pub zh: &'static str,
    /// Other words that are read.
    pub also: &'static [&'static str],
}

impl Choice {
    /// The word's label: "In progress", 「进行中」.
    pub fn label(&self) -> Message {
        Message { en: sentence_case(self.name).into(), zh: self.zh.into() }
    }
}

/// Every name of every word of a list, folded, with the place of the word; of two words with one name the first counts.
pub fn folded_names(choices: &[Choice]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (at, choice) in choices.iter().enumerate() {
        for name in [choice.name, choice.zh].iter().chain(choice.also) {
            names.entry(super::fold::fold(name)).or_insert(at);
        }
    }
    names
}

/// Whether a text is one of the names of a list's words. The names of each list are folded once.
pub fn is_word_of(choices: &'static [Choice], text: &str) -> bool {
    static KNOWN: RwLock<BTreeMap<(usize, usize), BTreeSet<String>>> = RwLock::new(BTreeMap::new());
    let (list, folded) = ((choices.as_ptr().addr(), choices.len()), super::fold::fold(text));
    if let Some(names) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&list) {
        return names.contains(&folded);
    }
    let names: BTreeSet<String> = folded_names(choices).into_keys().collect();
    let is_word = names.contains(&folded);
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(list, names);
    is_word
}

/// A field's name from a Rust identifier, which may be raw (`r#for`).
pub const fn field_name(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}

/// `success_criteria` → "Success criteria".
pub fn sentence_case(key: &str) -> String {
    match key {
        "id" => return "ID".to_owned(),
        "url" => return "Address".to_owned(),
        "kpi" | "kpis" => return key.replace("kpi", "KPI"),
        "fs" | "ss" | "ff" | "sf" => return key.to_ascii_uppercase(),
        _ => {}
    }
    let words = key.replace(['_', '-'], " ").replace("kpi", "KPI");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_labels() {
        assert_eq!(sentence_case("success_criteria"), "Success criteria");
        assert_eq!(sentence_case("in-progress"), "In progress");
        assert_eq!(sentence_case("kpis"), "KPIs");
    }

    #[test]
    fn a_raw_identifier_is_a_plain_name() {
        assert_eq!((field_name("r#for"), field_name("due"), field_name("r")), ("for", "due", "r"));
    }

    #[test]
    fn a_word_has_many_names() {
        let names = folded_names(&[Choice { name: "in-progress", zh: "进行中", also: &["wip", "跟进中"] }]);
        let is = |text: &str| names.contains_key(&super::super::fold::fold(text));
        assert!(is("In Progress") && is("WIP") && is("跟進中") && !is("done"));
    }
}
