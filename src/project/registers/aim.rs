//! A KPI's target as people write it into one cell: `≥ 95%`, `400 leads`, `4.5/5`, 「不超过3天」, `90-95%`.

use std::borrow::Cow;

use crate::project::types::read_number;
use crate::source::fold::half_width;
use crate::source::{Data, Key, Node, Style};

/// What a target says beside its number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Aim {
    low: String,
    /// The upper end of a band.
    high: Option<String>,
    /// `increase`, `decrease` or `range`; empty where it does not say.
    pub direction: String,
    /// What the number counts.
    pub unit: String,
}

const UP: [&str; 12] = ["≥", ">=", "=>", ">", "不低于", "不少于", "至少", "大于等于", "大于", "at least", "min.", "more than"];
const DOWN: [&str; 13] = ["≤", "<=", "=<", "<", "不超过", "不高于", "至多", "小于等于", "小于", "at most", "max.", "less than", "up to"];

/// Reads a target; `None` if it is none.
pub(super) fn read(text: &str) -> Option<Aim> {
    let text = &*half_width(text.trim());
    let lower = text.to_lowercase();
    let begins = |signs: &'static [&'static str]| signs.iter().find(|sign| lower.starts_with(**sign)).map(|sign| sign.len());
    let (direction, sign) = match (begins(&UP), begins(&DOWN)) {
        (Some(length), _) => ("increase", length),
        (None, Some(length)) => ("decrease", length),
        (None, None) => ("", usize::from(text.starts_with('='))),
    };
    let rest = text.get(sign..)?.trim();
    let (currency, rest) = currency(rest);
    // What is open at its upper end is to be reached at the least.
    let (rest, direction) = rest.strip_suffix('+').map_or((rest, direction), |rest| (rest, "increase"));
    let (low, behind) = number(rest)?;
    let aim = |high: Option<&str>, direction: &str, unit: &str| Aim {
        low: low.to_owned(),
        high: high.map(str::to_owned),
        direction: direction.to_owned(),
        unit: if unit.is_empty() { currency } else { unit }.to_owned(),
    };
    if let Some(rest) = behind.strip_prefix(['-', '–', '~', '至']).filter(|_| direction.is_empty()) {
        let (high, unit) = number(rest.trim())?;
        return (read_number(high)? > read_number(low)? && is_unit(unit)).then(|| aim(Some(high), "range", unit));
    }
    is_unit(behind).then(|| aim(None, direction, behind))
}

/// The sign of the money that a text begins with, and what stands behind it.
fn currency(text: &str) -> (&str, &str) {
    let length = text.chars().next().filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '￥')).map_or(0, char::len_utf8);
    text.split_at_checked(length).map_or(("", text), |(sign, rest)| (sign, rest.trim_start()))
}

/// The number that a text begins with, `10w` and `1.2M` too, and what stands behind it.
fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (figure, behind) = text.split_at_checked(digits)?;
    let factor = behind.chars().next().filter(|c| c.is_alphabetic()).map_or(0, char::len_utf8);
    // `5kg` is no five thousand; 「3万次」 is thirty thousand.
    let ends_there = |rest: &str| !behind.is_ascii() || !rest.starts_with(char::is_alphabetic);
    let is_factor = |number: &str, rest: &str| factor > 0 && ends_there(rest) && read_number(number).is_some();
    let (number, rest) =
        text.split_at_checked(digits + factor).filter(|(number, rest)| is_factor(number, rest)).unwrap_or((figure, behind));
    read_number(number).map(|_| (number, rest.trim()))
}

/// What a number counts, and nothing else: a word, a sign, or what it is out of.
fn is_unit(text: &str) -> bool {
    let out_of = text.strip_prefix('/').is_some_and(|whole| whole.trim().parse::<u16>().is_ok());
    let is_word = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '°' | '€' | '$' | '¥' | '/');
    // One word: what more of them say may be about the number itself.
    out_of || text.chars().all(is_word) && !matches!(text, "x" | "k" | "K" | "m" | "M" | "B" | "w" | "W" | "万" | "亿" | "千")
}

/// Writes a target's or a value's number in place of its text, and gives what it says beside it. A value has no direction.
pub(super) fn write(node: &mut Node<'_>, is_target: bool) -> Option<Aim> {
    let text = node.text()?;
    if read_number(text).is_some() {
        return None;
    }
    let aim = read(text).filter(|aim| is_target || aim.direction.is_empty())?;
    let span = node.span;
    let scalar = |text: &str| Node { span, data: Data::Scalar(Cow::Owned(text.to_owned()), Style::Cell) };
    let key = |name| Key { name: Cow::Borrowed(name), span };
    node.data = match &aim.high {
        Some(high) => Data::List(vec![Node { span, data: Data::Map(vec![(key("low"), scalar(&aim.low)), (key("high"), scalar(high))]) }]),
        None => scalar(&aim.low).data,
    };
    Some(aim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_as_people_write_them() {
        for (text, low, direction, unit) in [
            ("≥ 95%", "95", "increase", "%"),
            (">= 95", "95", "increase", ""),
            ("< 2 days", "2", "decrease", "days"),
            ("不超过3天", "3", "decrease", "天"),
            ("= 5", "5", "", ""),
            ("400 leads", "400", "", "leads"),
            ("4.5/5", "4.5", "", "/5"),
            ("≥100,000次", "100,000", "increase", "次"),
            ("200人", "200", "", "人"),
            ("10w+", "10w", "increase", ""),
            ("3万次", "3万", "", "次"),
            ("2秒", "2", "", "秒"),
            ("5k", "5k", "", ""),
            ("5kg", "5", "", "kg"),
            ("< $20", "20", "decrease", "$"),
            ("≥￥3万", "3万", "increase", "￥"),
        ] {
            let aim = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((aim.low.as_str(), aim.direction.as_str(), aim.unit.as_str(), aim.high), (low, direction, unit, None), "{text}");
        }
        let band = read("90-95%").unwrap();
        assert_eq!(
            (band.low.as_str(), band.high.as_deref(), band.direction.as_str(), band.unit.as_str()),
            ("90", Some("95"), "range", "%")
        );
        for text in ["10% increase", "400 by Q4", "100 per month", "2x", "↑ 10%", "yes", "95-90", "3 of 4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
