//! Numbers as people write them: `12.5%`, `¥1,860,000`, `186万`, `1.2亿`, `3.4K`, `6h`.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserializer;

use super::{Lag, Value, text_type};
use crate::source::fold::{fold, half_width};
use crate::source::schema::{MONEY, NUMBER, PERCENT, QUANTITY, Shape, WORKDAYS};
use crate::source::typing::Refusal;
use crate::{both, say};

/// A measured number in a KPI's own unit.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(pub f64);

/// A share in per cent: `40`, `40%`, and in a column of shares `0.4`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Percent(pub f64);

/// An amount of money, exact; the currency if one was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amount {
    /// The amount as it was written.
    pub value: Decimal,
    /// The currency's code, if its sign or code stood beside the amount.
    pub currency: Option<&'static str>,
}

/// A number that may say what it counts: `20%` of something, or 20 of the unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// Per cent.
    Percent(f64),
    /// In the unit.
    Units(f64),
}

/// A number as written.
#[derive(Debug, PartialEq)]
struct Written<'t> {
    value: Decimal,
    currency: Option<&'static str>,
    percent: bool,
    unit: &'t str,
}

const CURRENCIES: [(&str, &str); 38] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("₹", "INR"),
    ("INR", "INR"),
    ("CHF", "CHF"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("HKD", "HKD"),
    ("NT$", "TWD"),
    ("S$", "SGD"),
    ("NZ$", "NZD"),
    ("₪", "ILS"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₸", "KZT"),
    ("JPY", "JPY"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("SGD", "SGD"),
    ("ZAR", "ZAR"),
];

const UNITS: [(&str, &str); 21] = [
    ("元", "CNY"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("港元", "HKD"),
    ("USD", "USD"),
    ("CNY", "CNY"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("HKD", "HKD"),
    ("RMB", "CNY"),
    ("INR", "INR"),
    ("CHF", "CHF"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₪", "ILS"),
    ("₽", "RUB"),
    ("₫", "VND"),
    ("JPY", "JPY"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("SGD", "SGD"),
];

/// Whether a text is the sign, the code or the word of a currency.
pub fn names_a_currency(text: &str) -> bool {
    CURRENCIES.iter().chain(&UNITS).any(|(sign, _)| sign.eq_ignore_ascii_case(text.trim()))
}

/// Whether the type of a field that holds a number can read a text.
pub fn reads_number(shape: Shape, text: &str) -> bool {
    let text = &*half_width(text.trim());
    match shape {
        Shape::Value(NUMBER) => read_number(text).is_some(),
        Shape::Value(PERCENT) => percent(text).is_some(),
        Shape::Value(MONEY) => amount(text).is_some(),
        Shape::Value(QUANTITY) => written(text).is_some_and(|number| number.unit.is_empty()),
        Shape::Value(WORKDAYS) => Lag::read(text).is_some(),
        _ => true,
    }
}

fn written(text: &str) -> Option<Written<'_>> {
    let text = text.trim();
    let sign = |text: &'_ str| match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, text.len() - rest.trim_start().len()),
        None => (false, text.len() - text.strip_prefix('+').unwrap_or(text).len()),
    };
    let (negative, signs) = sign(text);
    let text = text.get(signs..)?;
    let (mut currency, text) = CURRENCIES
        .iter()
        .find_map(|(sign, code)| text.strip_prefix(sign).map(|rest| (Some(*code), rest.trim_start())))
        .unwrap_or((None, text));
    // What bookkeepers put in brackets is less than nothing.
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let (negative, text) = in_brackets.filter(|_| !negative).map_or((negative, text), |text| (true, text.trim()));
    let end = text.char_indices().find(|(at, c)| !belongs(text, *at, *c)).map_or(text.len(), |(at, _)| at);
    let (digits, rest) = text.split_at_checked(end)?;
    let mut value = decimal(digits.trim())?;
    let mut rest = rest.trim();
    let mut percent = false;
    if let Some(after) = rest.strip_prefix(['%', '％']) {
        (percent, rest) = (true, after.trim());
    } else if let Some((factor, after)) = multiplier(rest) {
        value = value.checked_mul(factor)?;
        rest = after.trim();
    }
    if let Some((_, code)) = UNITS.iter().find(|(unit, _)| *unit == rest) {
        (currency, rest) = (Some(*code), "");
    }
    if negative {
        value.set_sign_negative(!value.is_zero());
    }
    Some(Written { value, currency, percent, unit: rest })
}

fn belongs(text: &str, at: usize, c: char) -> bool {
    let after = || text.get(at + 1..).unwrap_or_default().trim_start_matches(['+', '-']);
    c.is_ascii_digit()
        || matches!(c, '.' | ',' | '，' | ' ' | '\u{a0}')
        || (matches!(c, 'e' | 'E') && at > 0 && after().starts_with(|c: char| c.is_ascii_digit()))
        || (matches!(c, '+' | '-') && text.get(..at).is_some_and(|before| before.ends_with(['e', 'E'])))
}

/// Digits with thousands separators only where thousands are; `1,5` is not guessed at.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim_end_matches([',', '，', ' ']);
    let whole = text.split(['.', 'e', 'E']).next().unwrap_or_default();
    let groups: Vec<&str> = whole.split([',', '，', ' ', '\u{a0}']).collect();
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
        && (first.is_empty() || first.len() > 3 || !in_groups(rest))
    {
        return None;
    }
    let tail = text.get(whole.len()..).unwrap_or_default();
    if tail.contains([',', '，', ' ']) {
        return None;
    }
    let plain = groups.concat() + tail;
    if plain.contains(['e', 'E']) { Decimal::from_scientific(&plain).ok() } else { Decimal::from_str(&plain).ok() }
}

/// Groups of three digits, or of two before the last three as in India.
fn in_groups(groups: &[&str]) -> bool {
    let Some((last, before)) = groups.split_last() else { return true };
    last.len() == 3 && (before.iter().all(|group| group.len() == 3) || before.iter().all(|group| group.len() == 2))
}

fn multiplier(rest: &str) -> Option<(Decimal, &str)> {
    const FACTORS: [(&str, i64); 11] = [
        ("亿", 100_000_000),
        ("億", 100_000_000),
        ("万", 10_000),
        ("萬", 10_000),
        ("W", 10_000),
        ("w", 10_000),
        ("千", 1_000),
        ("K", 1_000),
        ("k", 1_000),
        ("M", 1_000_000),
        ("B", 1_000_000_000),
    ];
    FACTORS.iter().find_map(|(sign, factor)| {
        let after = rest.strip_prefix(sign)?;
        let is_word = sign.is_ascii() && after.starts_with(|c: char| c.is_ascii_alphabetic());
        (!is_word).then(|| (Decimal::from(*factor), after))
    })
}

fn refused(text: &str) -> Refusal {
    if is_too_large(text) {
        return Refusal::new(say!("“{text}” is too large a number.", "“{text}”这个数太大。", text))
            .help(both!("Check its digits; numbers of up to 24 digits are read.", "核对位数，最多可读24位。"));
    }
    Refusal::new(say!("“{text}” is not a number.", "“{text}”不是数字。", text))
        .help(both!("Write a number, as 1860000, 12.5%, ¥1,860,000 or 186万.", "写数字，例如 1860000、12.5%、¥1,860,000 或 186万。"))
}

/// Whether a text is a number, and only too large a one to reckon with.
fn is_too_large(text: &str) -> bool {
    let is_trimming = |c: char| matches!(c, ',' | '，' | ' ' | '%' | '¥' | '￥' | '$' | '€' | '£' | '元' | '万' | '亿');
    let plain: String = text.chars().filter(|c| !is_trimming(*c)).collect();
    plain.contains(|c: char| c.is_ascii_digit()) && plain.parse::<f64>().is_ok_and(|value| value.abs() > 1e24)
}

/// A number without any sign that is not its own; what YAML knows of numbers counts first (`0x1F`, `1e300`).
pub fn read_number(text: &str) -> Option<f64> {
    let text = &*half_width(text);
    if let Ok(number) = text.parse::<serde_yaml::Number>() {
        return number.as_f64().filter(|value| value.is_finite());
    }
    written(text).filter(|number| number.unit.is_empty()).and_then(|number| number.value.to_f64())
}

text_type!(Number, NUMBER, |text| read_number(text).map(Number).ok_or_else(|| refused(text)), |number| Value::Number(number.0));

/// A share in words: half, 「八成」, three of five, done.
fn share_in_words(text: &str) -> Option<f64> {
    const TENTHS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if let Some(tenths) = text.strip_suffix('成') {
        let tenths = tenths.parse().ok().or_else(|| TENTHS.iter().zip(1..).find(|(word, _)| tenths == word.to_string()).map(|(_, n)| n));
        return tenths.filter(|tenths| (1..10).contains(tenths)).map(|tenths: u8| f64::from(tenths) * 10.0);
    }
    if let Some((part, whole)) = text.split_once('/') {
        let (part, whole) = (part.trim().parse::<u16>().ok()?, whole.trim().parse::<u16>().ok().filter(|whole| *whole > 0)?);
        return (part <= whole).then(|| f64::from(part) * 100.0 / f64::from(whole));
    }
    match fold(text).as_str() {
        "half" | "一半" => Some(50.0),
        "done" | "complete" | "completed" => Some(100.0),
        _ => None,
    }
}

fn percent(text: &str) -> Option<f64> {
    read_number(text).or_else(|| share_in_words(text)).filter(|percent| (0.0..=100.0).contains(percent))
}

text_type!(
    Percent,
    PERCENT,
    |text| percent(text).map(Percent).ok_or_else(|| match read_number(text) {
        None => refused(text),
        Some(_) => Refusal::new(say!("“{text}” is not between 0 and 100 per cent.", "“{text}”不在0到100%之间。", text))
            .help(both!("Write how much of it is done, from 0 to 100.", "写完成了多少，0到100之间。")),
    }),
    |percent| Value::Percent(percent.0)
);

/// Reads hours of a week, of which there are 168.
pub fn hours_a_week<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    super::from_figures(deserializer, |text| match read_number(text).ok_or_else(|| refused(text))? {
        hours if (0.0..=168.0).contains(&hours) => Ok(Some(Number(hours))),
        _ => Err(Refusal::new(say!("A week has no “{text}” hours.", "一周没有“{text}”小时。", text))
            .help(both!("Write hours a week from 0 to 168, as 40.", "写每周小时数，0到168之间，例如 40。"))),
    })
}

/// Reads how much there is of something, which is never less than nothing.
pub fn not_negative<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    super::from_figures(deserializer, |text| match read_number(text).ok_or_else(|| refused(text))? {
        count if count >= 0.0 => Ok(Some(Number(count))),
        _ => Err(Refusal::new(say!("“{text}” is less than nothing.", "“{text}”小于零。", text))
            .help(both!("Write a number from 0 on.", "写大于或等于0的数字。"))),
    })
}

/// An amount without anything else beside it; what is free costs nothing, and `2m` of money is two million.
fn amount(text: &str) -> Option<Amount> {
    match written(text)? {
        Written { value, currency, percent: false, unit: "" } => Some(Amount { value, currency }),
        Written { value, currency, percent: false, unit: "m" | "mn" | "mio" | "mio." } => {
            Some(Amount { value: value.checked_mul(Decimal::from(1_000_000))?, currency })
        }
        _ => None,
    }
}

text_type!(
    Amount,
    MONEY,
    |text| {
        let free = || matches!(fold(text).as_str(), "free" | "免费").then(Amount::default);
        amount(text).or_else(free).ok_or_else(|| refused(text))
    },
    |amount| Value::Money(amount.value)
);

text_type!(
    Quantity,
    QUANTITY,
    |text| match written(text) {
        Some(Written { value, percent, unit: "", .. }) => {
            let value = value.to_f64().unwrap_or_default();
            Ok(if percent { Quantity::Percent(value) } else { Quantity::Units(value) })
        }
        _ => Err(refused(text)),
    },
    |quantity| match quantity {
        Quantity::Percent(value) => Value::Percent(*value),
        Quantity::Units(value) => Value::Number(*value),
    }
);

impl Number {
    /// A whole number from 0 to 4,294,967,295, if it is one.
    pub fn whole(self) -> Option<u32> {
        Decimal::try_from(self.0).ok().filter(|value| value.fract().is_zero()).and_then(|value| value.to_u32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Option<(String, Option<&'static str>)> {
        written(text).filter(|n| n.unit.is_empty() && !n.percent).map(|n| (n.value.normalize().to_string(), n.currency))
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, value, currency) in [
            ("¥1,860,000", "1860000", Some("CNY")),
            ("186万", "1860000", None),
            ("1.2亿", "120000000", None),
            ("3.4K", "3400", None),
            ("US$3,400.50", "3400.5", Some("USD")),
            ("186万元", "1860000", Some("CNY")),
            ("1 860 000", "1860000", None),
            ("-5", "-5", None),
            ("−5", "-5", None),
            ("0.1", "0.1", None),
            ("1e5", "100000", None),
            ("1,86,000", "186000", None),
            ("(1,000)", "-1000", None),
            ("$(500)", "-500", Some("USD")),
            ("10w", "100000", None),
            ("₹50,000", "50000", Some("INR")),
        ] {
            assert_eq!(amount(text), Some((value.to_owned(), currency)), "{text}");
        }
        for text in ["1,5", "many", "", "12 apples", "1.2.3", "¥", "1,86,00"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_per_cents() {
        assert_eq!(read_number("12.5%"), Some(12.5));
        assert_eq!(read_number("0x1F"), Some(31.0));
        assert_eq!(read_number("1e300"), Some(1e300));
        assert_eq!(read_number(".inf"), None);
        assert_eq!(read_number("1,860"), Some(1860.0));
        assert_eq!(read_number("six"), None);
        assert_eq!(Number(3.0).whole(), Some(3));
        assert_eq!(Number(-1.0).whole(), None);
    }

    #[test]
    fn a_number_may_be_too_large() {
        let said = |text: &str| refused(text).message.en.into_owned();
        for text in ["99999999999999999999999999999999", "1e400", "-¥99,999,999,999,999,999,999,999,999,999,999"] {
            assert_eq!((read_number(text).filter(|_| text == "1e400"), said(text)), (None, format!("“{text}” is too large a number.")));
        }
        assert_eq!((said("many"), said(".inf")), ("“many” is not a number.".to_owned(), "“.inf” is not a number.".to_owned()));
    }

    #[test]
    fn full_width_digits_are_digits() {
        let files = [
            ("tasks.csv", "name,start,end,percent\nA,２０２６年４月１日,2026/4/2,３０\n"),
            ("预算.csv", "类别,金额（万元）\n广告,１８６\n"),
            ("risks.csv", "title,probability,impact\nA,３０％,４\n"),
        ];
        let asked = crate::project::ReportDateSource { as_of: None, otherwise: crate::calendar::Date::new(2026, 3, 31) };
        let project = crate::project::load(crate::project::Folder::of_texts(&files), asked);
        assert_eq!(project.problems, []);
        assert_eq!(project.tasks[0].start, Some(crate::calendar::Date::new(2026, 4, 1)));
        assert_eq!(project.tasks[0].percent, Some(Percent(30.0)));
        assert_eq!(project.budget[0].planned.as_ref().map(|amount| amount.value), Some(Decimal::from(1_860_000)));
    }

    #[test]
    fn what_is_beyond_its_bounds_is_refused() {
        let files = [
            ("tasks.csv", "name,percent\nA,-5\nB,150%\nC,100%\nD,0\n"),
            ("people.csv", "name,capacity\nA,-3\nB,400\nC,168\nD,0\n"),
            ("shared-resources.csv", "name,capacity\nA,-3\nB,400\n"),
        ];
        let asked = crate::project::ReportDateSource { as_of: None, otherwise: crate::calendar::Date::new(2026, 3, 31) };
        let project = crate::project::load(crate::project::Folder::of_texts(&files), asked);
        let said: Vec<_> = project.problems.iter().map(|trouble| &*trouble.problem.message.en).collect();
        assert_eq!(
            said,
            [
                "A week has no “-3” hours.",
                "A week has no “400” hours.",
                "“-3” is less than nothing.",
                "“-5” is not between 0 and 100 per cent.",
                "“150%” is not between 0 and 100 per cent.",
            ]
        );
        assert_eq!(project.people.len(), 4);
    }
}
