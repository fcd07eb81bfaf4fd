//! Small values that are read from one text.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer};

use super::{FieldType, Value, from_text, text_type};
use crate::source::Suggestion;
use crate::source::fold::fold;
use crate::source::schema::{CODE, Due, Shape, WORKDAYS, YES_NO};
use crate::source::typing::Refusal;
use crate::text::Lang;
use crate::{both, say};

/// A text without a language: a code, an address, a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Plain(pub String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| Ok(Self(text.to_owned())))
    }
}

impl FieldType for Plain {
    const SHAPE: Shape = Shape::Value(CODE);

    fn value(&self) -> Value<'_> {
        if self.0.is_empty() { Value::Empty } else { Value::Plain(Cow::Borrowed(&self.0)) }
    }
}

impl std::ops::Deref for Plain {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// Yes or no.
impl FieldType for bool {
    const SHAPE: Shape = Shape::Value(YES_NO);

    fn value(&self) -> Value<'_> {
        Value::Word(if *self { both!("Yes", "是") } else { both!("No", "否") })
    }
}

/// Reads yes or no by their usual words; used with `deserialize_with`, since `bool` has a reading of its own.
pub fn yes_no<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    from_text(deserializer, |text| match fold(text).as_str() {
        "yes" | "y" | "true" | "x" | "✓" | "✔" | "1" | "on" | "是" | "有" | "对" | "√" | "已" => Ok(Some(true)),
        "no" | "n" | "false" | "–" | "0" | "off" | "否" | "没有" | "×" | "未" | "不" => Ok(Some(false)),
        _ => Err(Refusal::new(say!("“{text}” is neither yes nor no.", "“{text}”不是“是”或“否”。", text))
            .help(both!("Write yes or no.", "写“是”或“否”。"))),
    })
}

/// A number of working days, perhaps negative: `3`, `3d`, `0.5 days`, `3工作日`, `1 week` (5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Lag(pub Decimal);

/// More working days than this are no plan.
const MOST_DAYS: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

impl Lag {
    /// Reads days or weeks of five days. Months and hours are refused: how many days they are, nobody has said.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text == "半天" {
            return Some(Self(Decimal::new(5, 1)));
        }
        let digits = text
            .char_indices()
            .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && matches!(c, '-' | '+'))))
            .map_or(text.len(), |(at, _)| at);
        let (count, unit) = text.split_at_checked(digits)?;
        let count: Decimal = count.parse().ok().filter(|count: &Decimal| count.abs() <= MOST_DAYS)?;
        match unit.trim() {
            "" | "d" | "day" | "days" | "wd" | "天" | "工作日" | "日" | "个工作日" => Some(Self(count)),
            "w" | "wk" | "wks" | "week" | "weeks" | "周" | "个星期" | "星期" => Some(Self(count.saturating_mul(Decimal::from(5)))),
            _ => None,
        }
    }

    /// Whole working days: a part of a day takes a day.
    pub fn days(self) -> i64 {
        self.0.ceil().to_i64().unwrap_or_default()
    }
}

text_type!(
    Lag,
    WORKDAYS,
    |text| Lag::read(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is not a number of working days.", "“{text}”不是工作日天数。", text))
            .help(both!("Write a number, as 3, 0.5 or -2.", "写数字，例如 3、0.5 或 -2。"))
    }),
    |lag| Value::Number(lag.0.to_f64().unwrap_or_default())
);

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(pub Lang);

text_type!(
    Language,
    Due::new("a language", "语言", "en", "zh-CN"),
    |text| Lang::of_tag(text).map(Language).ok_or_else(|| {
        let refusal = Refusal::new(say!("The report cannot be written in “{text}”.", "报告没有“{text}”这种语言。", text));
        match language_called(text) {
            Some(tag) => Refusal {
                suggestion: Some(Suggestion::new(tag, true)),
                ..refusal.help(say!("Did you mean “{tag}”?", "是不是“{tag}”？", tag))
            },
            None => refusal.help(both!("Write en or zh-CN, or both.", "写 en 或 zh-CN，也可两者都写。")),
        }
    }),
    |language| Value::Plain(Cow::Borrowed(language.0.tag()))
);

fn language_called(name: &str) -> Option<&'static str> {
    let names: [(&str, &[&str]); 2] =
        [(Lang::En.tag(), &["english", "英文", "英语"]), (Lang::Zh.tag(), &["chinese", "中文", "汉语", "简体中文", "cn"])];
    let folded = fold(name);
    names.into_iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(tag, _)| tag)
}

/// What a simulation starts from: a whole number from 0 to 18,446,744,073,709,551,615.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

text_type!(
    Seed,
    Due::new("a whole number", "整数", "20260301", "20260301"),
    |text| text.parse().map(Seed).map_err(|_| {
        Refusal::new(say!("“{text}” is not a whole number from 0 on.", "“{text}”不是非负整数。", text = text))
            .help(both!("Write digits alone, as 20260301.", "只写数字，例如 20260301。"))
    }),
    |seed| Value::Plain(Cow::Owned(seed.0.to_string()))
);
