//! Lists of words: closed ones feed a computation and refuse other words; open ones keep any word as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::{FieldType, Value};
use crate::say;
use crate::source::Suggestion;
use crate::source::fold::{fold, near};
use crate::source::schema::{Choice, Closed, Shape};
use crate::source::typing::Refusal;
use crate::text::{Message, Words};

/// An enumeration made by [`choices!`](crate::choices).
pub trait ChoiceType: Copy + Sized + 'static {
    /// Every word, in the order of the variants.
    const CHOICES: &'static [Choice];
    /// Every variant, in the same order.
    const ALL: &'static [Self];

    /// The place in the list.
    fn index(self) -> usize;

    /// Every name of every word, folded, with the place of the word.
    fn names() -> &'static BTreeMap<String, usize>;

    /// The variant of a word, by any of its names.
    fn of(text: &str) -> Option<Self> {
        let named = |text: &str| Self::names().get(&fold(text)).copied();
        let at = named(text).or_else(|| named(without_remark(text)?))?;
        Self::ALL.get(at).copied()
    }

    /// The key, as in YAML.
    fn key(self) -> &'static str {
        Self::CHOICES.get(self.index()).map_or("", |choice| choice.name)
    }

    /// The label in both languages.
    fn label(self) -> Message {
        Self::CHOICES.get(self.index()).map(Choice::label).unwrap_or_default()
    }
}

impl<T: ChoiceType> Words for T {
    fn words() -> Vec<&'static str> {
        Self::CHOICES.iter().map(|choice| choice.name).collect()
    }

    fn word(self) -> &'static str {
        self.key()
    }
}

/// A word without the signs, the number or the code before it and the remark behind it: `✅ Done`, `1 - High`, `S2-High`,
/// `High (1)`, `Superseded by ADR-5`, `Rejected. See below.`, 「进行中，周五完成」.
pub fn without_remark(text: &str) -> Option<&str> {
    // "Done?" is a doubt.
    if text.contains(['?', '？']) {
        return None;
    }
    let bare = text.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '(' | ')' | '（' | '）' | '%')));
    let bare = bare.split(['(', '（']).next().map(str::trim).filter(|bare| !bare.is_empty())?;
    let is_code = |code: &str| code.trim().len() <= 3 && code.contains(|c: char| c.is_ascii_digit());
    let word = match bare.split_once(['-', '–', ':', '：', '.']) {
        Some((code, word)) if is_code(code) => word.trim(),
        _ => bare,
    };
    let word = word.split(['，', '；', '。', ',', ';']).next().unwrap_or(word);
    let word = word.split_once(". ").map_or(word, |(word, _)| word);
    let word = word.split_once(" by ").map_or(word, |(word, _)| word).trim();
    (word != text && !word.is_empty()).then_some(word)
}

/// What a state means for its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is as it should be.
    Good,
    /// It asks for attention.
    Warn,
    /// It is not as it should be.
    Bad,
    /// It is on its way.
    Ahead,
    /// Nobody waits for it any more.
    Over,
}

/// A list of states: each word says `as` what it is meant.
pub trait State: ChoiceType {
    /// What it means for its record.
    fn meaning(self) -> Meaning;
}

/// Reads a word of a closed list, or says which words there are.
pub(super) fn closed<T: ChoiceType>(text: &str) -> Result<T, Refusal> {
    T::of(text).ok_or_else(|| {
        let is_han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let names = |choice: &'static Choice| [choice.name, choice.zh].into_iter().chain(choice.also.iter().copied());
        let found = near(text, T::CHOICES.iter().enumerate().flat_map(|(at, choice)| names(choice).map(move |name| (name, at))));
        let meant = found.and_then(|near| T::CHOICES.get(near.meaning)).map(|choice| if is_han { choice.zh } else { choice.name });
        let en: Vec<&str> = T::CHOICES.iter().map(|choice| choice.name).collect();
        let zh: Vec<&str> = T::CHOICES.iter().map(|choice| choice.zh).collect();
        let help = if let Some(meant) = meant {
            say!("Did you mean “{meant}”?", "是不是“{meant}”？", meant)
        } else {
            say!("Write one of {en_words}.", "可填：{zh_words}。", en_words = en.join(", "), zh_words = zh.join("、"))
        };
        Refusal {
            message: say!("“{text}” is not a word of this list.", "“{text}”不在可选范围内。", text),
            help: Some(help),
            suggestion: meant.map(|meant| Suggestion::new(meant, found.is_some_and(|near| near.is_sure))),
        }
    })
}

/// Declares an enumeration whose words stand in one place, in both languages. In a list of states every word says what it
/// means for its record: `Done: "done" "已完成" as Good;`.
#[macro_export]
macro_rules! choices {
    (@value $Name:ident: $( $Variant:ident ),+) => {
        fn value(&self) -> $crate::project::types::Value<'_> {
            $crate::project::types::Value::Word($crate::project::types::ChoiceType::label(*self))
        }
    };
    (@value $Name:ident: $( $Variant:ident as $Meaning:ident ),+) => {
        fn value(&self) -> $crate::project::types::Value<'_> {
            $crate::project::types::Value::State(
                $crate::project::types::ChoiceType::label(*self),
                $crate::project::types::State::meaning(*self),
            )
        }
    };
    (@state $Name:ident: $( $Variant:ident ),+) => {};
    (@state $Name:ident: $( $Variant:ident as $Meaning:ident ),+) => {
        impl $crate::project::types::State for $Name {
            fn meaning(self) -> $crate::project::types::Meaning {
                match self { $( Self::$Variant => $crate::project::types::Meaning::$Meaning, )+ }
            }
        }
    };
    ($( $(#[$meta:meta])* pub enum $Name:ident { $( $Variant:ident: $key:literal $zh:literal $($also:literal)* $(as $Meaning:ident)?; )+ } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Name { $( #[doc = concat!("`", $key, "`, ", $zh)] $Variant, )+ }

        impl $crate::project::types::ChoiceType for $Name {
            const CHOICES: &'static [$crate::source::schema::Choice] =
                &[$( $crate::source::schema::Choice { name: $key, zh: $zh, also: &[$($also),*] } ),+];
            const ALL: &'static [Self] = &[$( Self::$Variant ),+];
            fn index(self) -> usize {
                self as usize
            }
            fn names() -> &'static ::std::collections::BTreeMap<String, usize> {
                static NAMES: ::std::sync::LazyLock<::std::collections::BTreeMap<String, usize>> =
                    ::std::sync::LazyLock::new(|| $crate::source::schema::folded_names(<$Name as $crate::project::types::ChoiceType>::CHOICES));
                &NAMES
            }
        }

        impl $crate::project::types::FieldType for $Name {
            const SHAPE: $crate::source::schema::Shape = $crate::source::schema::Shape::Choice(
                <Self as $crate::project::types::ChoiceType>::CHOICES,
                $crate::source::schema::Closed::Yes,
            );
            $crate::choices!(@value $Name: $( $Variant $(as $Meaning)? ),+);
        }

        $crate::choices!(@state $Name: $( $Variant $(as $Meaning)? ),+);

        impl<'de> ::serde::Deserialize<'de> for $Name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::project::types::read_choice(deserializer)
            }
        }
    )+ };
}

/// Reads a word of a closed list.
pub fn read_choice<'de, T: ChoiceType, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    super::from_text(deserializer, closed)
}

/// A word of an open list: one that is known, or any other, kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open<T> {
    /// A word that the product knows.
    Known(T),
    /// Another word.
    Other(String),
}

impl<T: ChoiceType + PartialEq> Open<T> {
    /// Whether it is a known word.
    pub fn is(&self, known: T) -> bool {
        matches!(self, Self::Known(this) if *this == known)
    }

    /// The label: the product's words for a known one, else the word itself.
    pub fn label(&self) -> Message {
        match self {
            Self::Known(known) => known.label(),
            Self::Other(word) => Message::same(word.clone()),
        }
    }
}

impl<'de, T: ChoiceType> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::from_text(deserializer, |text| Ok(T::of(text).map_or_else(|| Self::Other(text.to_owned()), Self::Known)))
    }
}

impl<T: ChoiceType> FieldType for Open<T> {
    const SHAPE: Shape = Shape::Choice(T::CHOICES, Closed::No);

    fn value(&self) -> Value<'_> {
        match self {
            Self::Known(known) => Value::Word(known.label()),
            Self::Other(word) => Value::Plain(Cow::Borrowed(word)),
        }
    }
}
