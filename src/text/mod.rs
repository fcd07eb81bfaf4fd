//! Floor 0: the product's own words in English and Chinese, and how numbers and dates are written.
//!
//! A [`Message`] can only be made with both languages side by side ([`both!`](crate::both), [`say!`](crate::say)),
//! and both must use the same values, which the compiler checks.

pub mod date;
pub mod number;
mod real;
mod unit;
mod word;
mod wording;

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

pub use real::Real;
pub use unit::Unit;
pub use word::{Word, Words};
pub use wording::Wording;

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub enum Lang {
    /// English.
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Zh,
}

impl Lang {
    /// Every language, the first one being what is spoken where nothing is asked for.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The BCP 47 tag, as in `<html lang>`, in folder names and in `alongside.yaml`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The language of a tag: `en`, `en-GB`, `zh`, `zh-CN`, `zh_Hans` …
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            _ => None,
        }
    }

    /// The language that a text is in which does not say it, where people write `usual`; `None` if it reads the same in each: a
    /// number, or a name in Latin letters among Chinese. A Chinese character weighs as much as a word of five letters.
    pub fn of_text(text: &str, usual: Self) -> Option<Self> {
        let (han, letters) = if text.is_ascii() {
            (0, text.bytes().filter(u8::is_ascii_alphabetic).count())
        } else {
            let han = text.chars().filter(|c| is_han(*c)).count();
            (han, text.chars().filter(|c| c.is_alphabetic()).count() - han)
        };
        match (han, letters) {
            (0, 0) => None,
            (0, _) => (usual == Self::En).then_some(usual),
            (han, letters) if 5 * han >= letters => Some(Self::Zh),
            _ => Some(Self::En),
        }
    }

    /// The language's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "中文",
        }
    }
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a character is a Chinese one, a mark of Chinese punctuation or a full-width form.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{FE30}'..='\u{FE4F}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        || is_shared(c)
}

/// Quotes, dashes and ellipses that other languages have too.
fn is_shared(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}')
}

/// Whether a line break between two characters stands for nothing, as between those of Chinese, and not for a space.
pub fn joins_lines(before: char, after: char) -> bool {
    is_chinese(before) && is_chinese(after) && !(is_shared(before) && is_shared(after))
}

/// One thing said, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, JsonSchema)]
pub struct Message {
    /// The English text.
    pub en: Wording,
    /// The Chinese text.
    #[serde(rename = "zh-CN")]
    pub zh: Wording,
}

impl Message {
    /// A text that is the same in every language: a name, an id, a number.
    pub fn same(text: impl Into<Wording>) -> Self {
        let text = text.into();
        Self { en: text.clone(), zh: text }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// The same without the marks that show a word as it is typed, for a headline.
    #[must_use]
    pub fn unmarked(self) -> Self {
        let plain = |text: Wording| if text.contains('`') { text.replace('`', "").into() } else { text };
        Self { en: plain(self.en), zh: plain(self.zh) }
    }

    /// Several messages as one list: "a, b and c"; 「a、b和c」 in Chinese.
    pub fn list(items: &[Self]) -> Self {
        Self { en: join(items, Lang::En, ", ", " and ").into(), zh: join(items, Lang::Zh, "、", "和").into() }
    }

    /// Several messages to choose from: "a, b or c"; 「a、b或c」 in Chinese.
    pub fn any(items: &[Self]) -> Self {
        Self { en: join(items, Lang::En, ", ", " or ").into(), zh: join(items, Lang::Zh, "、", "或").into() }
    }
}

fn join(items: &[Message], lang: Lang, comma: &str, and: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.get(lang).to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(|item| item.get(lang)).collect();
            [first.join(comma).as_str(), and, last.get(lang)].concat()
        }
    }
}

/// The English text; used in logs and tests, never on a page.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// A fixed [`Message`] from two literals: `both!("Risks", "风险")`.
#[macro_export]
macro_rules! both {
    ($en:literal, $zh:literal) => {
        $crate::text::Message { en: $crate::text::Wording::Fixed($en), zh: $crate::text::Wording::Fixed($zh) }
    };
}

/// A [`Message`] with values: `say!("{n} risks in {place}", "{place}有{n}项风险", n = risks.len(), place)`.
///
/// Both texts must use the same values, which is checked at compile time. A value that is itself a [`Message`] speaks the
/// language of the text it stands in; one that only one grammar needs has a name that begins with `en_` or `zh_`.
#[macro_export]
macro_rules! say {
    (@value $name:ident) => { &$name };
    (@value $name:ident $value:expr) => { $value };
    ($en:literal, $zh:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const {
            assert!($crate::text::same_values($en, $zh), "both languages use the same values");
            $( assert!($crate::text::is_used(stringify!($name), $en, $zh), concat!("`", stringify!($name), "` is in one of the texts")); )*
        };
        let ($($name,)*) = ($($crate::say!(@value $name $($value)?),)*);
        let (en, zh) = {
            #[allow(unused_imports, reason = "a text without values")]
            use $crate::text::{Lang, Said as _};
            (
                { $( #[allow(unused_variables, reason = "a value of one grammar")] let $name = $name.said(Lang::En); )* format!($en) },
                { $( #[allow(unused_variables, reason = "a value of one grammar")] let $name = $name.said(Lang::Zh); )* format!($zh) },
            )
        };
        $crate::text::Message { en: en.into(), zh: zh.into() }
    }};
}

/// A struct of labels for templates, one constant per language, so that no template can name a label that is missing in one.
#[macro_export]
macro_rules! labels {
    ($(#[$meta:meta])* $vis:vis struct $Name:ident { $( $name:ident: $en:literal, $zh:literal; )+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, serde::Serialize)]
        $vis struct $Name { $( #[doc = $en] $vis $name: &'static str, )+ }
        impl $Name {
            /// The labels in one language.
            $vis const fn of(lang: $crate::text::Lang) -> Self {
                match lang {
                    $crate::text::Lang::En => Self { $( $name: $en, )+ },
                    $crate::text::Lang::Zh => Self { $( $name: $zh, )+ },
                }
            }
        }
    };
}

/// A value in a text of [`say!`](crate::say).
pub trait Said {
    /// What is written.
    type Text: fmt::Display + ?Sized;

    /// What is written in a text of a language.
    fn said(&self, lang: Lang) -> &Self::Text;
}

impl Said for Message {
    type Text = str;

    fn said(&self, lang: Lang) -> &str {
        self.get(lang)
    }
}

impl<T: Said + ?Sized> Said for &T {
    type Text = T::Text;

    fn said(&self, lang: Lang) -> &T::Text {
        (**self).said(lang)
    }
}

/// Values that are written the same in every language.
#[macro_export]
macro_rules! said_as_they_are {
    ($($T:ty)+) => { $(
        impl $crate::text::Said for $T {
            type Text = Self;

            fn said(&self, _: $crate::text::Lang) -> &Self {
                self
            }
        }
    )+ };
}

said_as_they_are! { str String char u8 u16 u32 u64 usize i8 i16 i32 i64 f64 rust_decimal::Decimal }
said_as_they_are! { std::borrow::Cow<'_, str> Wording std::io::Error std::path::Display<'_> }

/// Whether a value has a hole in one of the texts.
pub const fn is_used(name: &str, en: &str, zh: &str) -> bool {
    let bytes = name.as_bytes();
    has_hole(en.as_bytes(), bytes, 0, bytes.len()) || has_hole(zh.as_bytes(), bytes, 0, bytes.len())
}

/// Whether every hole of each text is in the other one, in any order; names that begin with `en_` or `zh_` are left out.
pub const fn same_values(en: &str, zh: &str) -> bool {
    all_in(en.as_bytes(), zh.as_bytes()) && all_in(zh.as_bytes(), en.as_bytes())
}

const fn all_in(text: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while let Some((start, end)) = next_hole(text, at) {
        if !of_one_language(text, start) && !has_hole(other, text, start, end) {
            return false;
        }
        at = end;
    }
    true
}

/// The name of the next `{name}` or `{name:…}` at or after a byte: where it starts and where it ends.
#[allow(clippy::indexing_slicing, reason = "const evaluation has no `get`; the compiler would report a bound that is passed")]
const fn next_hole(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while at < text.len() {
        if text[at] == b'{' {
            if at + 1 < text.len() && text[at + 1] == b'{' {
                at += 2;
                continue;
            }
            let start = at + 1;
            let mut end = start;
            while end < text.len() && text[end] != b'}' && text[end] != b':' {
                end += 1;
            }
            return Some((start, end));
        }
        at += 1;
    }
    None
}

#[allow(clippy::indexing_slicing, reason = "as above")]
const fn of_one_language(text: &[u8], start: usize) -> bool {
    start + 2 < text.len()
        && text[start + 2] == b'_'
        && ((text[start] == b'e' && text[start + 1] == b'n') || (text[start] == b'z' && text[start + 1] == b'h'))
}

#[allow(clippy::indexing_slicing, reason = "as above")]
const fn has_hole(other: &[u8], text: &[u8], start: usize, end: usize) -> bool {
    let mut at = 0;
    while let Some((s, e)) = next_hole(other, at) {
        if e - s == end - start {
            let mut i = 0;
            while i < e - s && other[s + i] == text[start + i] {
                i += 1;
            }
            if i == e - s {
                return true;
            }
        }
        at = e;
    }
    false
}

/// `s` for every number but one: "1 risk", "2 risks".
pub const fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_both_languages_are_compared() {
        assert!(same_values("{n} of {all}", "{all}项中{n}项"));
        assert!(same_values("{n} {en_people}", "{n}人"));
        assert!(same_values("{x:.1} {{literal}}", "{x}"));
        assert!(!same_values("{n}", "没有"));
        assert!(!same_values("none", "{n}"));
    }

    #[test]
    fn a_message_speaks_the_language_of_the_text_it_stands_in() {
        let place = both!("Risks", "风险");
        let said = say!("{n} in “{place}”{en_s}", "“{place}”{n}项", n = 3, place, en_s = "!");
        assert_eq!(said, both!("3 in “Risks”!", "“风险”3项"));
        assert!(is_used("n", "{n:.1}", "") && !is_used("n", "{nn}", "n"));
    }

    #[test]
    fn lists_read_like_a_sentence() {
        let items = [both!("a", "甲"), both!("b", "乙"), both!("c", "丙")];
        assert_eq!(Message::list(&items), both!("a, b and c", "甲、乙和丙"));
        assert_eq!(Message::any(&items), both!("a, b or c", "甲、乙或丙"));
        assert_eq!(Message::list(&items[..1]), both!("a", "甲"));
        assert_eq!(Message::list(&[]), Message::default());
    }

    #[test]
    fn language_of_a_tag() {
        assert_eq!(Lang::of_tag("zh_Hans"), Some(Lang::Zh));
        assert_eq!(Lang::of_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::of_tag("fr"), None);
    }
}
