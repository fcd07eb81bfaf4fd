//! Values with their units, as each language writes them.

use super::{Lang, number};

/// The unit of a value: a word beside the number, or a sign on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit<'u> {
    recorded: &'u str,
    /// The currency that its sign stands for.
    currency: &'u str,
}

impl<'u> Unit<'u> {
    /// A unit as it is recorded. A sign that several currencies have stands for the project's own.
    pub fn new(recorded: &'u str, own: &'u str) -> Self {
        let sign = if recorded == "￥" { "¥" } else { recorded };
        let is_own = !sign.is_empty() && number::currency_sign(own) == sign;
        Self { recorded, currency: if is_own { own } else { number::currency_of_sign(sign) } }
    }

    /// Whether it stands on the number, not beside it.
    pub fn is_sign(self) -> bool {
        matches!(self.recorded, "%" | "％" | "¥" | "￥" | "US$" | "$" | "€" | "£")
    }

    /// Its name, as a sentence says it; empty if there is none: 「元」 for `¥`.
    pub fn name(self, lang: Lang) -> String {
        match lang {
            Lang::Zh if !self.currency.is_empty() => number::currency_name(self.currency).zh.into_owned(),
            _ => self.recorded.to_owned(),
        }
    }

    /// The word beside a number: "2 commits", "1 commit"; empty if it is a sign.
    pub fn beside(self, number: &str) -> &'u str {
        if self.is_sign() { "" } else { counted(number, self.recorded) }
    }

    /// A number with a sign as its unit: "5.9%", "−¥446"; without a unit that is a word. In Chinese only a unit price has the
    /// sign; a large amount has the currency behind it.
    pub fn with_sign(self, lang: Lang, number: &str) -> String {
        let (minus, size) = number.split_at(number.find(|c| !matches!(c, '−' | '+')).unwrap_or_default());
        let digits = size.split('.').next().unwrap_or_default().chars().filter(char::is_ascii_digit).count();
        let is_large = digits > 4 || size.ends_with(['万', '亿']);
        match self.recorded {
            "%" | "％" => format!("{number}%"),
            _ if lang == Lang::Zh && is_large && !self.currency.is_empty() => {
                format!("{minus}{}", number::priced(lang, size, self.currency))
            }
            sign if self.is_sign() => format!("{minus}{sign}{size}"),
            _ => number.to_owned(),
        }
    }

    /// A number with its unit: "5.9%", "352 leads", 「352条」.
    pub fn with_unit(self, lang: Lang, number: &str) -> String {
        let word = self.beside(number);
        match word.chars().next() {
            None => self.with_sign(lang, number),
            Some(first) if lang == Lang::Zh && !first.is_ascii() => format!("{number}{word}"),
            Some(_) => format!("{number} {word}"),
        }
    }

    /// Two bounds with the sign of their unit: "2–3%", "¥2–¥3", 「12,000–15,000元」.
    pub fn range(self, lang: Lang, low: &str, high: &str) -> String {
        let (low, high) = (self.with_sign(lang, low), self.with_sign(lang, high));
        let unit = if low.ends_with('元') && high.ends_with('元') { '元' } else { '%' };
        format!("{}–{high}", low.trim_end_matches(unit))
    }
}

/// A unit beside a number: of one, without the "s" of its plural. What is not plainly a plural stays as it is recorded.
fn counted<'u>(number: &str, unit: &'u str) -> &'u str {
    let is_one = number.trim_start_matches(['+', '−']) == "1";
    let is_word = unit.len() > 3 && unit.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_odd = ["ss", "us", "is", "ies", "ches", "shes", "xes", "sses"].iter().any(|end| unit.ends_with(end));
    unit.strip_suffix('s').filter(|_| is_one && is_word && !is_odd).unwrap_or(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: &str, unit: &str) -> [String; 2] {
        Lang::ALL.map(|lang| Unit::new(unit, "").with_unit(lang, number))
    }

    #[test]
    fn in_chinese_only_a_unit_price_has_its_sign_in_front() {
        assert_eq!(said("446", "¥"), ["¥446", "¥446"]);
        assert_eq!(said("−120,000", "¥"), ["−¥120,000", "−120,000元"]);
        assert_eq!(said("42.5万", "¥")[1], "42.5万元");
        assert_eq!(said("34万", "US$")[1], "34万美元");
        assert_eq!(said("5.9", "%"), ["5.9%", "5.9%"]);
        assert_eq!(said("86,200", "leads"), ["86,200 leads", "86,200 leads"]);
        assert_eq!(said("352", "条"), ["352 条", "352条"]);
    }

    #[test]
    fn the_minus_stands_before_every_sign() {
        for (unit, en) in [("US$", "−US$1,446"), ("￥", "−￥1,446"), ("$", "−$1,446"), ("％", "−1,446%")] {
            assert_eq!(said("−1,446", unit), [en, en]);
        }
        assert_eq!(Unit::new("￥", "").with_sign(Lang::Zh, "+12,000"), "+12,000元");
    }

    #[test]
    fn a_sign_of_several_currencies_stands_for_the_own_one() {
        let in_chinese = |sign, own| Unit::new(sign, own).with_sign(Lang::Zh, "12,000");
        assert_eq!(["¥", "￥"].map(|sign| in_chinese(sign, "JPY")), ["12,000 JPY", "12,000 JPY"]);
        assert_eq!((in_chinese("¥", "USD"), in_chinese("US$", "CNY")), ("12,000元".to_owned(), "12,000美元".to_owned()));
        assert_eq!((Unit::new("¥", "CNY").name(Lang::Zh), Unit::new("¥", "CNY").name(Lang::En)), ("元".to_owned(), "¥".to_owned()));
    }

    #[test]
    fn a_range_says_its_unit_once_where_it_is_behind() {
        let range = |unit, low, high| Lang::ALL.map(|lang| Unit::new(unit, "").range(lang, low, high));
        assert_eq!(range("%", "2", "3")[0], "2–3%");
        assert_eq!(range("¥", "12,000", "15,000"), ["¥12,000–¥15,000", "12,000–15,000元"]);
        assert_eq!(range("posts", "2", "3")[0], "2–3");
    }

    #[test]
    fn a_unit_beside_one_is_singular() {
        let said = [("1", "commits"), ("−1", "days"), ("2", "commits"), ("1.0", "hours"), ("1", "entries"), ("1", "dB(A)"), ("1", "次")];
        let units: Vec<&str> = said.iter().map(|(number, unit)| counted(number, unit)).collect();
        assert_eq!(units, ["commit", "day", "commits", "hours", "entries", "dB(A)", "次"]);
    }
}
