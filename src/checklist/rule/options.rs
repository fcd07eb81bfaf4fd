//! What a project may change of a rule: numbers, yes or no, and words of a list.

use std::marker::PhantomData;

use crate::calendar::Every;
use crate::project::types::ChoiceType;
use crate::source::fold::{fold, nearest};
use crate::source::schema::Choice;
use crate::text::Message;
use crate::{both, say};

/// Something that a project may change of a rule.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key in the settings.
    pub name: &'static str,
    /// What it holds, and what that is unless changed.
    pub holds: Holds,
    /// What it means.
    pub help: Message,
}

/// What an option holds, with its default.
#[derive(Debug)]
pub enum Holds {
    /// A number, not below zero.
    Number(u32),
    /// Yes or no.
    YesNo(bool),
    /// How often something comes.
    Cadence(Every),
    /// One word of a list: the default and the list.
    Word(fn() -> &'static str, &'static [Choice]),
    /// Words of a list: the default ones and the list.
    Words(fn() -> Vec<&'static str>, &'static [Choice]),
}

/// An option's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// How often something comes.
    Cadence(Every),
    /// Keys of a list's words; of an option that holds one word, that one.
    Words(Vec<&'static str>),
}

/// The name of an option that holds a `T`. Each rule has those of its own, so that a misspelt one does not compile.
#[derive(Debug)]
pub struct OptionName<T> {
    name: &'static str,
    holds: PhantomData<fn() -> T>,
}

/// What a project has chosen for the options of a rule.
#[derive(Debug)]
pub struct Options(Vec<(&'static str, Chosen)>);

/// Why a value does not suit an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsuited {
    /// The place of the word in a list, where one word is wrong.
    pub item: Option<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to write.
    pub help: Message,
    /// The word that was meant, where there is just one.
    pub replacement: Option<&'static str>,
}

impl RuleOption {
    /// What it is unless changed.
    pub fn default(&self) -> Chosen {
        match self.holds {
            Holds::Number(number) => Chosen::Number(f64::from(number)),
            Holds::YesNo(is_on) => Chosen::YesNo(is_on),
            Holds::Cadence(every) => Chosen::Cadence(every),
            Holds::Word(word, _) => Chosen::Words(vec![word()]),
            Holds::Words(words, _) => Chosen::Words(words()),
        }
    }

    /// Reads a value of the settings.
    ///
    /// # Errors
    /// If it is not what the option holds.
    pub fn read(&self, value: &serde_yaml::Value) -> Result<Chosen, Unsuited> {
        match self.holds {
            Holds::Number(_) => number(value).map(Chosen::Number),
            Holds::YesNo(_) => yes_no(value).map(Chosen::YesNo),
            Holds::Cadence(_) => cadence(value).map(Chosen::Cadence),
            Holds::Word(_, known) => Ok(Chosen::Words(vec![word(value, None, known)?])),
            Holds::Words(_, known) => {
                let one = std::slice::from_ref(value);
                let items = value.as_sequence().map_or(one, Vec::as_slice);
                let words = items.iter().enumerate().map(|(at, item)| word(item, value.is_sequence().then_some(at), known));
                words.collect::<Result<_, _>>().map(Chosen::Words)
            }
        }
    }

    /// A value of it in words: "14", "yes", "weekly, monthly"; 「14」「是」「周会、月会」.
    pub fn label(&self, value: &Chosen) -> Message {
        match (value, &self.holds) {
            (Chosen::Number(number), _) => Message::same(number.to_string()),
            (Chosen::Cadence(every), _) => every.label(),
            (Chosen::YesNo(true), _) => both!("yes", "是"),
            (Chosen::YesNo(false), _) => both!("no", "否"),
            (Chosen::Words(words), Holds::Word(_, known) | Holds::Words(_, known)) => in_words(words, known),
            (Chosen::Words(words), _) => Message::same(words.join(", ")),
        }
    }

    /// Every word that it may hold, if it holds words: "low, medium, high, critical".
    pub fn choices(&self) -> Option<Message> {
        let (Holds::Word(_, known) | Holds::Words(_, known)) = self.holds else { return None };
        Some(in_words(&known.iter().map(|choice| choice.name).collect::<Vec<_>>(), known))
    }
}

fn in_words(words: &[&str], known: &[Choice]) -> Message {
    let chosen = || known.iter().filter(|choice| words.contains(&choice.name));
    let en: Vec<&str> = chosen().map(|choice| choice.name).collect();
    let zh: Vec<&str> = chosen().map(|choice| choice.zh).collect();
    Message { en: en.join(", ").into(), zh: zh.join("、").into() }
}

fn number(value: &serde_yaml::Value) -> Result<f64, Unsuited> {
    let read = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    read.filter(|number: &f64| number.is_finite() && *number >= 0.0).ok_or_else(|| {
        Unsuited::new(
            say!("“{text}” is not a number from 0 on.", "“{text}”不是0以上的数字。", text = shown(value)),
            both!("Write a number.", "写一个数字。"),
        )
    })
}

fn yes_no(value: &serde_yaml::Value) -> Result<bool, Unsuited> {
    let word = value.as_bool().map_or_else(|| fold(&shown(value)), |is_on| is_on.to_string());
    match word.as_str() {
        "yes" | "true" | "on" | "1" | "是" => Ok(true),
        "no" | "false" | "off" | "0" | "否" => Ok(false),
        _ => Err(Unsuited::new(
            say!("“{text}” is neither yes nor no.", "“{text}”不是“是”或“否”。", text = shown(value)),
            both!("Write yes or no.", "写 yes 或 no。"),
        )),
    }
}

fn cadence(value: &serde_yaml::Value) -> Result<Every, Unsuited> {
    Every::parse(&shown(value)).ok_or_else(|| {
        Unsuited::new(
            say!("“{text}” does not say how often.", "“{text}”不是频率。", text = shown(value)),
            both!("Write month, 2 weeks, quarter or the like.", "写每月、每两周、每季度等。"),
        )
    })
}

/// The key of a word, by any of its names.
fn word(value: &serde_yaml::Value, item: Option<usize>, known: &'static [Choice]) -> Result<&'static str, Unsuited> {
    let text = shown(value);
    let folded = fold(&text);
    let names = |choice: &'static Choice| [choice.name, choice.zh].into_iter().chain(choice.also.iter().copied());
    let of = |folded: &str| known.iter().find(|choice| names(choice).any(|name| fold(name) == folded)).map(|choice| choice.name);
    if let Some(key) = of(&folded) {
        return Ok(key);
    }
    let meant = nearest(&text, known.iter().flat_map(names)).and_then(|name| of(&fold(name)));
    let message = say!("“{text}” is not a word of this option.", "“{text}”不是该选项的可选值。", text = &text);
    let all = in_words(&known.iter().map(|choice| choice.name).collect::<Vec<_>>(), known);
    let help = match meant {
        Some(meant) => say!("Did you mean `{meant}`?", "是不是 `{meant}`？", meant),
        None => say!("Write words of {all}.", "可填：{all}。", all),
    };
    Err(Unsuited { item, replacement: meant, ..Unsuited::new(message, help) })
}

/// A value as it is named in a message.
fn shown(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::Bool(is_on) => is_on.to_string(),
        serde_yaml::Value::Null => String::new(),
        _ => "…".to_owned(),
    }
}

impl Unsuited {
    fn new(message: Message, help: Message) -> Self {
        Self { item: None, message, help, replacement: None }
    }
}

impl<T> Clone for OptionName<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for OptionName<T> {}

impl<T> OptionName<T> {
    /// The option of a name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, holds: PhantomData }
    }
}

impl Options {
    /// Every option with its value.
    pub fn new(chosen: impl Iterator<Item = (&'static str, Chosen)>) -> Self {
        Self(chosen.collect())
    }

    /// The value of an option.
    pub fn get(&self, name: &str) -> Option<&Chosen> {
        self.0.iter().find(|(option, _)| *option == name).map(|(_, value)| value)
    }

    /// A number.
    pub fn number(&self, option: OptionName<f64>) -> f64 {
        self.get(option.name).map_or(0.0, Chosen::number)
    }

    /// A number as whole days.
    pub fn days(&self, option: OptionName<f64>) -> i64 {
        self.get(option.name).map_or(0, Chosen::days)
    }

    /// Yes or no.
    pub fn is_on(&self, option: OptionName<bool>) -> bool {
        self.get(option.name) == Some(&Chosen::YesNo(true))
    }

    /// How often something comes.
    pub fn cadence(&self, option: OptionName<Every>) -> Option<Every> {
        self.get(option.name).and_then(Chosen::cadence)
    }

    /// A word of a list.
    pub fn word<T: ChoiceType>(&self, option: OptionName<T>) -> Option<T> {
        self.get(option.name).and_then(|chosen| chosen.words().into_iter().next())
    }

    /// Words of a list.
    pub fn words<T: ChoiceType>(&self, option: OptionName<Vec<T>>) -> Vec<T> {
        self.get(option.name).map(Chosen::words).unwrap_or_default()
    }
}

impl Chosen {
    /// The number, 0 where it is none.
    pub const fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            _ => 0.0,
        }
    }

    /// The number as whole days, 0 where it is none.
    #[allow(clippy::cast_possible_truncation, reason = "a float that is too large becomes the largest number of days")]
    pub const fn days(&self) -> i64 {
        self.number() as i64
    }

    /// How often, if it says that.
    pub const fn cadence(&self) -> Option<Every> {
        match self {
            Self::Cadence(every) => Some(*every),
            _ => None,
        }
    }

    /// The words as the variants of their list.
    pub fn words<T: ChoiceType>(&self) -> Vec<T> {
        match self {
            Self::Words(words) => words.iter().filter_map(|word| T::of(word)).collect(),
            _ => Vec::new(),
        }
    }
}

/// What an option holds, from its default: `14`, `true`, `Month`, `High of Severity`, `[Weekly Monthly] of MeetingKind`.
#[macro_export]
macro_rules! holds {
    (true) => { $crate::checklist::Holds::YesNo(true) };
    (false) => { $crate::checklist::Holds::YesNo(false) };
    ([$($Word:ident)+] of $Words:ident) => {
        $crate::checklist::Holds::Words(
            || vec![$( $crate::project::types::ChoiceType::key($Words::$Word) ),+],
            <$Words as $crate::project::types::ChoiceType>::CHOICES,
        )
    };
    ($Word:ident of $Words:ident) => {
        $crate::checklist::Holds::Word(
            || $crate::project::types::ChoiceType::key($Words::$Word),
            <$Words as $crate::project::types::ChoiceType>::CHOICES,
        )
    };
    ($Unit:ident) => {
        $crate::checklist::Holds::Cadence($crate::calendar::Every::Units(1, $crate::calendar::Unit::$Unit))
    };
    ($number:literal) => { $crate::checklist::Holds::Number($number) };
}

/// The type of what an option holds, from its default.
#[macro_export]
macro_rules! held {
    (true) => { bool };
    (false) => { bool };
    ([$($Word:ident)+] of $Words:ident) => { Vec<$Words> };
    ($Word:ident of $Words:ident) => { $Words };
    ($Unit:ident) => { $crate::calendar::Every };
    ($number:literal) => { f64 };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::registers::meetings::MeetingKind;
    use crate::project::registers::words::Severity;

    fn read(holds: Holds, value: &str) -> Result<Chosen, (Option<usize>, String)> {
        let option = RuleOption { name: "x", holds, help: Message::default() };
        let value = serde_yaml::from_str(value).expect("YAML");
        option.read(&value).map_err(|unsuited| (unsuited.item, unsuited.help.en.into_owned()))
    }

    #[test]
    fn numbers() {
        assert_eq!(read(holds!(14), "21"), Ok(Chosen::Number(21.0)));
        assert_eq!(read(holds!(14), "'2.5'"), Ok(Chosen::Number(2.5)));
        assert_eq!(read(holds!(14), "0"), Ok(Chosen::Number(0.0)), "a limit may be none");
        for wrong in ["soon", "-1", "[1]", ".nan"] {
            assert_eq!(read(holds!(14), wrong), Err((None, "Write a number.".to_owned())), "{wrong}");
        }
    }

    #[test]
    fn yes_and_no() {
        assert_eq!(read(holds!(true), "no"), Ok(Chosen::YesNo(false)));
        assert_eq!(read(holds!(true), "是"), Ok(Chosen::YesNo(true)));
        assert_eq!(read(holds!(true), "maybe"), Err((None, "Write yes or no.".to_owned())));
    }

    #[test]
    fn how_often() {
        use crate::calendar::Unit;
        for (text, expected) in
            [("month", Every::Units(1, Unit::Month)), ("2 weeks", Every::Units(2, Unit::Week)), ("每季度", Every::Units(1, Unit::Quarter))]
        {
            assert_eq!(read(holds!(Month), text), Ok(Chosen::Cadence(expected)), "{text}");
        }
        assert_eq!(read(holds!(Month), "3"), Err((None, "Write month, 2 weeks, quarter or the like.".to_owned())));
    }

    #[test]
    fn words_of_a_list() {
        let kinds = || holds!([Weekly Monthly] of MeetingKind);
        assert_eq!(read(kinds(), "[weekly, 指导委员会]"), Ok(Chosen::Words(vec!["weekly", "steering"])));
        assert_eq!(read(kinds(), "周会"), Ok(Chosen::Words(vec!["weekly"])));
        assert_eq!(read(kinds(), "[weekly, montly]"), Err((Some(1), "Did you mean `monthly`?".to_owned())));
        assert_eq!(read(holds!(High of Severity), "x"), Err((None, "Write words of low, medium, high, critical.".to_owned())));
    }
}
