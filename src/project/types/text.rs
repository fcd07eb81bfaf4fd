//! A text of the project, in one language or in several.

use std::cmp::Ordering;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{FieldType, Value};
use crate::source::schema::Shape;
use crate::source::typing::Refusal;
use crate::text::Lang;
use crate::{both, say};

/// A text that a person wrote: as it is, in the language that it is seen to be in, or per language (`{en: Agency delay, zh-CN: 代理商延期}`).
#[derive(Debug, Clone, Default)]
pub struct Text(Wording);

/// Most texts have no wording per language, and a record has many texts: those that have are kept elsewhere.
#[derive(Debug, Clone, Default)]
enum Wording {
    #[default]
    Nothing,
    Plain(Box<str>),
    PerLanguage(Box<PerLanguage>),
}

#[derive(Debug, Clone, Default)]
struct PerLanguage {
    plain: Option<String>,
    en: Option<String>,
    zh: Option<String>,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.wordings() == other.wordings()
    }
}

impl Eq for Text {}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.wordings().cmp(&other.wordings())
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Text {
    /// A text whose language is the project's default one.
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Self(Wording::Plain(text.into()))
    }

    /// The text without a language, in English and in Chinese, as far as there is one.
    fn wordings(&self) -> [Option<&str>; 3] {
        match &self.0 {
            Wording::Nothing => [None; 3],
            Wording::Plain(plain) => [Some(plain), None, None],
            Wording::PerLanguage(texts) => [texts.plain.as_deref(), texts.en.as_deref(), texts.zh.as_deref()],
        }
    }

    /// The text in a language; where it is not translated, as it was written, and the language of that if it is another one.
    pub fn get(&self, lang: Lang, default: Lang) -> (&str, Option<Lang>) {
        let [plain, en, zh] = self.wordings();
        let in_lang = |lang: Lang| match lang {
            Lang::En => en,
            Lang::Zh => zh,
        };
        let of_plain = plain.and_then(|text| Lang::of_text(text, default));
        let written = |lang: Lang| in_lang(lang).or(plain.filter(|_| of_plain.is_none_or(|of| of == lang)));
        if let Some(text) = written(lang) {
            return (text, None);
        }
        let others = [default, Lang::En, Lang::Zh];
        let other = others.into_iter().find_map(|other| written(other).map(|text| (text, Some(other))));
        other.unwrap_or_default()
    }

    /// The text as it was written, in whatever language comes first.
    pub fn any(&self) -> &str {
        self.all().next().unwrap_or_default()
    }

    /// Every wording of the text.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.wordings().into_iter().flatten()
    }

    /// Whether it can be read in a language.
    pub fn is_in(&self, lang: Lang, default: Lang) -> bool {
        !self.is_empty() && self.get(lang, default).1.is_none()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.all().all(str::is_empty)
    }

    /// Adds the wording in a language, if there is none yet.
    pub fn add(&mut self, lang: Lang, text: &str) {
        let mut texts = std::mem::take(self).per_language();
        let slot = match lang {
            Lang::En => &mut texts.en,
            Lang::Zh => &mut texts.zh,
        };
        slot.get_or_insert_with(|| text.to_owned());
        *self = Self(Wording::PerLanguage(Box::new(texts)));
    }

    fn per_language(self) -> PerLanguage {
        match self.0 {
            Wording::Nothing => PerLanguage::default(),
            Wording::Plain(plain) => PerLanguage { plain: Some(plain.into()), ..PerLanguage::default() },
            Wording::PerLanguage(texts) => *texts,
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(InLanguages)
    }
}

struct InLanguages;

impl<'de> Visitor<'de> for InLanguages {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a text per language")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::plain(text.trim()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut text = Text::default();
        while let Some(tag) = map.next_key::<String>()? {
            let Some(lang) = Lang::of_tag(&tag) else {
                return Err(de::Error::custom(
                    Refusal::new(say!("“{tag}” is not a language of the report.", "“{tag}”不是报告的语言。", tag)).help(both!(
                        "Write the text itself, or a text for `en` and for `zh-CN`.",
                        "直接写文字，或按 `en` 和 `zh-CN` 分别写。"
                    )),
                ));
            };
            text.add(lang, map.next_value::<String>()?.trim());
        }
        Ok(text)
    }

    /// A list where one text is due is its paragraphs.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text, A::Error> {
        let mut lines = Vec::new();
        while let Some(line) = seq.next_element::<String>()? {
            lines.push(line);
        }
        Ok(Text::plain(lines.join("\n")))
    }
}

impl FieldType for Text {
    const SHAPE: Shape = Shape::Text;

    fn value(&self) -> Value<'_> {
        if self.is_empty() { Value::Empty } else { Value::Text(self) }
    }

    fn translate(&mut self, lang: Lang, wordings: Self) {
        let wordings = wordings.in_language(lang);
        let [plain, en, zh] = wordings.wordings();
        for (lang, text) in [(lang, plain), (Lang::En, en), (Lang::Zh, zh)] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                self.add(lang, text);
            }
        }
    }

    fn in_language(self, lang: Lang) -> Self {
        let mut texts = self.per_language();
        let plain = texts.plain.take();
        match lang {
            Lang::En => texts.en = texts.en.or(plain),
            Lang::Zh => texts.zh = texts.zh.or(plain),
        }
        Self(Wording::PerLanguage(Box::new(texts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_in_the_language_it_has() {
        let plain = Text::plain("Agency delay");
        assert_eq!(plain.get(Lang::En, Lang::En), ("Agency delay", None));
        assert_eq!(plain.get(Lang::Zh, Lang::En), ("Agency delay", Some(Lang::En)));
        let mut both = plain;
        both.add(Lang::Zh, "代理商延期");
        assert_eq!(both.get(Lang::Zh, Lang::En), ("代理商延期", None));
        assert!(both.is_in(Lang::Zh, Lang::En) && !Text::plain("x").is_in(Lang::Zh, Lang::En));
        assert_eq!(Text::default().get(Lang::En, Lang::En), ("", None));
    }

    #[test]
    fn a_text_is_in_the_language_that_it_is_seen_to_be_in() {
        let of = |text: &str, lang, default| Text::plain(text).get(lang, default).1;
        assert_eq!((of("便宜够用", Lang::Zh, Lang::En), of("便宜够用", Lang::En, Lang::En)), (None, Some(Lang::Zh)));
        assert_eq!((of("¥1,299", Lang::Zh, Lang::En), of("SEO", Lang::En, Lang::Zh)), (None, None));
        assert_eq!(of("The name 静洗 is agreed", Lang::Zh, Lang::En), Some(Lang::En));
        assert_eq!(of("用 SEO 带来的访问", Lang::En, Lang::Zh), Some(Lang::Zh));
    }
}
