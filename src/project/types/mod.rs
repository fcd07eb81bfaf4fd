//! What a field can hold. Every type reads itself from a text as people write it, says what is wrong with a text it cannot
//! read, and shows itself as a [`Value`].

mod choice;
mod deadline;
mod level;
mod number;
mod reference;
mod scalar;
mod text;
mod workload;

pub use choice::{ChoiceType, Meaning, Open, State, read_choice, without_remark};
pub use deadline::Deadline;
pub use level::{Level, Sentiment};
pub use number::{Amount, Number, Percent, Quantity, hours_a_week, names_a_currency, not_negative, read_number, reads_number};
pub(super) use reference::targets;
pub use reference::{Mention, Owner, Party, Ref, Target};
pub use scalar::{Lag, Language, Plain, Seed, yes_no};
pub use text::Text;
pub use workload::Workload;

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, Visitor};

use super::kind::Kind;
use crate::calendar::{Date, Every, Moment, NotADate, Period, Stretch, Weekday, range, stretch, two_numbers, without_year};
use crate::source::fold::half_width;
use crate::source::schema::{CADENCE, DAY, Due, Field, PERIOD, Shape, WEEKDAY};
use crate::source::typing::Refusal;
use crate::text::{Lang, Message};
use crate::{both, say};

/// A type of field.
pub trait FieldType {
    /// What reading must know before the type asks.
    const SHAPE: Shape;

    /// The value as it can be shown, searched for references and written to a table.
    fn value(&self) -> Value<'_>;

    /// Takes the wordings of a translation into its texts; what is no text stays as it is.
    fn translate(&mut self, _lang: Lang, _wordings: Self)
    where
        Self: Sized,
    {
    }

    /// The same as the wording of a language.
    #[must_use]
    fn in_language(self, _lang: Lang) -> Self
    where
        Self: Sized,
    {
        self
    }
}

/// A field's value, ready to be shown in either language.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Nothing recorded.
    Empty,
    /// A text of the project.
    Text(&'a Text),
    /// A text that has no language: a code, an address, a number with its unit as typed.
    Plain(Cow<'a, str>),
    /// A word of the product.
    Word(Message),
    /// How something stands: the word of a list of states, and what it means.
    State(Message, Meaning),
    /// A number.
    Number(f64),
    /// A per cent, 0 to 100.
    Percent(f64),
    /// An amount of money.
    Money(Decimal),
    /// A day.
    Date(Date),
    /// The id or name of a record.
    Reference(Reference<'a>),
    /// Several values.
    List(Vec<Self>),
    /// Fields within the field.
    Part(Vec<(&'static Field, Self)>),
}

/// An id or a name, and where it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// The registers it may be in.
    pub kinds: &'static [Kind],
    /// Whether it must be found.
    pub must: bool,
    /// Whether it means every record that bears the id.
    pub all: bool,
}

impl<'v> Value<'v> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::List(items) => items.iter().all(Self::is_empty),
            Self::Part(fields) => fields.iter().all(|(_, value)| value.is_empty()),
            Self::Plain(text) => text.is_empty(),
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The references in it, however deep.
    pub fn references(&self) -> Vec<Reference<'v>> {
        match self {
            Self::Reference(reference) => vec![*reference],
            Self::List(items) => items.iter().flat_map(Self::references).collect(),
            Self::Part(fields) => fields.iter().flat_map(|(_, field)| field.references()).collect(),
            _ => Vec::new(),
        }
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Empty, T::value)
    }

    fn translate(&mut self, lang: Lang, wordings: Self) {
        match (self.as_mut(), wordings) {
            (Some(text), Some(wordings)) => text.translate(lang, wordings),
            (None, Some(wordings)) if matches!(T::SHAPE, Shape::Text) => *self = Some(wordings.in_language(lang)),
            _ => {}
        }
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn value(&self) -> Value<'_> {
        Value::List(self.iter().map(T::value).collect())
    }

    fn translate(&mut self, lang: Lang, wordings: Self) {
        if self.len() == wordings.len() {
            self.iter_mut().zip(wordings).for_each(|(text, wording)| text.translate(lang, wording));
        }
    }
}

/// Reads a type from a scalar's text: the one way by which all of them deserialize.
fn from_text<'de, D: Deserializer<'de>, T>(deserializer: D, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<T, D::Error> {
    struct OneText;
    impl Visitor<'_> for OneText {
        type Value = String;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("one value")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }
    let text = deserializer.deserialize_str(OneText)?;
    read(text.trim()).map_err(de::Error::custom)
}

/// The same of a number or a day, which may be typed in full width.
fn from_figures<'de, D: Deserializer<'de>, T>(deserializer: D, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<T, D::Error> {
    from_text(deserializer, |text| read(&half_width(text)))
}

/// Implements [`FieldType`] and `Deserialize` for a type that is read from one text.
macro_rules! text_type {
    ($T:ty, $due:expr, $read:expr, $value:expr) => {
        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::project::types::from_figures(deserializer, $read)
            }
        }
        impl $crate::project::types::FieldType for $T {
            const SHAPE: $crate::source::schema::Shape = $crate::source::schema::Shape::Value($due);
            fn value(&self) -> $crate::project::types::Value<'_> {
                let show: fn(&Self) -> $crate::project::types::Value<'_> = $value;
                show(self)
            }
        }
    };
}
use text_type;

fn not_a_date(text: &str) -> impl Fn(NotADate) -> Refusal {
    move |error| {
        let is_stretch = || stretch(text).and_then(Stretch::sure).is_some();
        let has_no_year = || without_year(text).is_some() || two_numbers(text).is_some() || is_stretch();
        let error = if error == NotADate::Unknown && has_no_year() { NotADate::NoYear } else { error };
        Refusal::new(error.message(text)).help(error.help())
    }
}

text_type!(Date, DAY, |text| Date::parse(text).map_err(not_a_date(text)), |date| Value::Date(*date));
text_type!(Moment, DAY, |text| Moment::parse(text).map_err(not_a_date(text)), |moment| Value::Date(moment.date));
text_type!(
    Every,
    CADENCE,
    |text| Every::parse(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is not a cadence.", "“{text}”不是频率。", text))
            .help(both!("Write week, 2 weeks, month, quarter, phase or event.", "写“每周”“每两周”“每月”“每季度”“每阶段”或“按需”。"))
    }),
    |every| Value::Word(every.label())
);
text_type!(
    Weekday,
    WEEKDAY,
    |text| Weekday::parse(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is not a weekday.", "“{text}”不是星期几。", text))
            .help(both!("Write mon, tue, wed, thu, fri, sat or sun.", "写“周一”到“周日”。"))
    }),
    |weekday| Value::Word(weekday.label())
);
text_type!(
    Period,
    PERIOD,
    |text| Period::parse(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is not a period.", "“{text}”不是期间。", text)).help(both!(
            "Write 2026-05, 2026-Q2, 2026, 2026-W20 or 2026-05-01..2026-05-15.",
            "写 2026-05、2026-Q2、2026、2026-W20 或 2026-05-01..2026-05-15。"
        ))
    }),
    |period| Value::Plain(Cow::Borrowed(&period.text))
);

/// Days from the first to the last, both included: a holiday, an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Days {
    /// Whether a day is among them.
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Each of the days.
    pub fn each(self) -> impl Iterator<Item = Date> {
        (0..=self.first.days_until(self.last).clamp(0, 3660)).map(move |n| self.first.plus(n))
    }
}

text_type!(
    Days,
    Due::new("a day or a range of days", "日期或起止日期", "2026-05-01..2026-05-05", "2026-05-01..2026-05-05"),
    |text| match range(text).map_err(not_a_date(text))? {
        (first, last) if last < first => Err(Refusal::new(say!("“{text}” ends before it begins.", "“{text}”的结束早于开始。", text))
            .help(say!("Write the earlier day first, as {last}..{first}.", "先写较早的一天：{last}..{first}。", last, first))),
        (first, last) => Ok(Days { first, last }),
    },
    |days| if days.first == days.last { Value::Date(days.first) } else { Value::Plain(format!("{} – {}", days.first, days.last).into()) }
);
