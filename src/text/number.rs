//! Numbers as each language writes them. Rounding is half away from zero, on the decimal text, once, at the end
//! (`docs/numbers.md §0.4`).

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Lang, Message};

/// The minus sign of both languages (U+2212), not a hyphen.
const MINUS: char = '−';

/// A number in full, with thousands separators and a fixed number of decimals: "1,860,000", "31.4", "−0.5".
///
/// Not-a-number and infinities are written "–": they are never computed on purpose.
pub fn full(value: f64, decimals: u32) -> String {
    match Decimal::from_f64(value) {
        Some(exact) => decimal(exact, decimals),
        None if value.is_finite() => with_minus(format!("{value:e}")),
        None => "–".to_owned(),
    }
}

/// How many there are, with thousands separators: "1,000".
pub fn count(n: usize) -> String {
    decimal(Decimal::from(n), 0)
}

/// As [`full`], from an exact decimal.
pub fn decimal(value: Decimal, decimals: u32) -> String {
    let mut rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + 8);
    if rounded.is_sign_negative() {
        out.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A difference with its sign: "+4", "−4", "0".
pub fn signed(value: f64, decimals: u32) -> String {
    let text = full(value, decimals);
    if value > 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') { format!("+{text}") } else { text }
}

/// A number for charts and cards, to three significant digits: "86.2K", "1.86M"; 「8.62万」, 「186万」, 「1.2亿」.
pub fn compact(lang: Lang, value: f64) -> String {
    let size = value.abs();
    let steps: &[(f64, &str)] = match lang {
        Lang::En => &[(1e9, "B"), (1e6, "M"), (1e4, "K")],
        Lang::Zh => &[(1e8, "亿"), (1e4, "万")],
    };
    for &(from, unit) in steps {
        if size >= from {
            let divisor = if unit == "K" { 1e3 } else { from };
            return format!("{}{unit}", three_digits(value / divisor));
        }
    }
    three_digits(value)
}

/// A share as a per cent: no decimals from 10 % up, one below; never "100%" for less than all nor "0%" for more than none.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if (99.5..100.0).contains(&value) {
        return ">99%".to_owned();
    }
    if value > 0.0 && value < 0.05 {
        return "<0.1%".to_owned();
    }
    let decimals = u32::from(value.abs() < 10.0 && value.fract().abs() > 1e-9);
    format!("{}%", full(value, decimals))
}

/// A chance to the nearest 5 %: "35%", "<5%", ">95%".
pub fn chance(share: f64) -> String {
    let steps = (share * 20.0).round();
    match () {
        () if share < 0.05 => "<5%".to_owned(),
        () if share > 0.95 => ">95%".to_owned(),
        () => format!("{}%", full(steps * 5.0, 0)),
    }
}

/// An amount of money in full: "¥1,860,000", 「1,860,000元」.
pub fn money_full(amount: Decimal, currency: &str) -> Message {
    let decimals = if amount.fract().is_zero() { 0 } else { 2 };
    with_currency(amount, currency, |_| decimal(amount.abs(), decimals))
}

/// An amount of money for cards and sentences, to three significant digits: "¥186K", 「18.6万元」.
pub fn money_short(amount: Decimal, currency: &str) -> Message {
    let size = amount.abs().to_f64().unwrap_or_default();
    with_currency(amount, currency, |lang| compact(lang, size))
}

fn with_currency(amount: Decimal, currency: &str, size: impl Fn(Lang) -> String) -> Message {
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| {
        let size = size(lang);
        let is_negative = amount.is_sign_negative() && size.contains(|c: char| ('1'..='9').contains(&c));
        let minus = if is_negative { "−" } else { "" };
        format!("{minus}{}", priced(lang, &size, currency))
    });
    Message { en: en.into(), zh: zh.into() }
}

/// The size of an amount with its currency: "¥1,860,000", "XAF 20"; 「1,860,000元」, 「34万美元」, 「20 XAF」.
pub fn priced(lang: Lang, size: &str, currency: &str) -> String {
    let name = currency_name(currency);
    match (lang, currency_sign(currency)) {
        _ if currency.is_empty() => size.to_owned(),
        (Lang::Zh, _) if name.zh.is_ascii() && size.ends_with(|c: char| c.is_ascii_digit()) => format!("{size} {}", name.zh),
        (Lang::Zh, _) => format!("{size}{}", name.zh),
        (Lang::En, "") => format!("{currency} {size}"),
        (Lang::En, sign) => format!("{sign}{size}"),
    }
}

/// What a currency is called behind a number and in the head of a table: "CNY", 「元」; by its code if it has no name.
pub fn currency_name(currency: &str) -> Message {
    let zh = match currency {
        "CNY" | "RMB" => "元",
        "USD" => "美元",
        code => code,
    };
    Message { en: currency.to_owned().into(), zh: zh.to_owned().into() }
}

/// The currency of a sign; nothing if several countries have it.
pub fn currency_of_sign(sign: &str) -> &'static str {
    match sign {
        "¥" | "￥" => "CNY",
        "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        _ => "",
    }
}

/// The sign of a currency code; nothing if it has none of its own.
pub fn currency_sign(currency: &str) -> &'static str {
    match currency {
        "CNY" | "RMB" | "JPY" => "¥",
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        _ => "",
    }
}

fn three_digits(value: f64) -> String {
    let whole_digits = value.abs().log10().floor() + 1.0;
    let decimals = if whole_digits >= 3.0 {
        0
    } else if whole_digits >= 2.0 {
        1
    } else {
        2
    };
    let text = full(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn with_minus(text: String) -> String {
    if text.starts_with('-') { text.replacen('-', "−", 1) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_numbers() {
        assert_eq!(full(1_860_000.0, 0), "1,860,000");
        assert_eq!(full(31.45, 1), "31.5");
        assert_eq!(full(-0.04, 1), "0.0");
        assert_eq!(full(-1234.5, 1), "−1,234.5");
        assert_eq!(full(0.1 + 0.2, 4), "0.3000");
        assert_eq!(full(f64::NAN, 0), "–");
        assert_eq!((count(999), count(10_000)), ("999".to_owned(), "10,000".to_owned()));
    }

    #[test]
    fn signed_numbers() {
        assert_eq!((signed(4.0, 0), signed(-4.0, 0), signed(0.001, 1)), ("+4".into(), "−4".into(), "0.0".into()));
    }

    #[test]
    fn compact_numbers() {
        let both = |value| (compact(Lang::En, value), compact(Lang::Zh, value));
        assert_eq!(both(86_200.0), ("86.2K".into(), "8.62万".into()));
        assert_eq!(both(1_860_000.0), ("1.86M".into(), "186万".into()));
        assert_eq!(both(352.0), ("352".into(), "352".into()));
        assert_eq!(both(0.0), ("0".into(), "0".into()));
        assert_eq!(both(-4.9), ("−4.9".into(), "−4.9".into()));
        assert_eq!(both(120_000_000.0), ("120M".into(), "1.2亿".into()));
    }

    #[test]
    fn per_cents_never_round_to_all_or_none() {
        assert_eq!(percent(0.09), "9%");
        assert_eq!(percent(0.049), "4.9%");
        assert_eq!(percent(0.314), "31%");
        assert_eq!(percent(0.999), ">99%");
        assert_eq!(percent(199.0 / 200.0), ">99%", "exactly half a per cent below all");
        assert_eq!(percent(0.0001), "<0.1%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn money_has_its_sign_first_and_in_chinese_its_name_last() {
        assert_eq!(money_full(Decimal::new(1_860_000, 0), "CNY").en, "¥1,860,000");
        assert_eq!(money_full(Decimal::new(-340_050, 2), "USD").en, "−US$3,400.50");
        let short = money_short(Decimal::from(-186_432), "CNY");
        assert_eq!((short.en.as_ref(), short.zh.as_ref()), ("−¥186K", "−18.6万元"));
        assert_eq!(money_short(Decimal::new(-1, 3), "EUR").en, "€0");
        let chinese = |amount: i64, currency| [money_full, money_short].map(|write| write(Decimal::from(amount), currency).zh.into_owned());
        assert_eq!(chinese(10_790_400, "CNY"), ["10,790,400元", "1,079万元"]);
        assert_eq!(chinese(3_400, "USD"), ["3,400美元", "3,400美元"]);
        assert_eq!(chinese(340_000, "USD"), ["340,000美元", "34万美元"]);
        assert_eq!(chinese(340_000, "EUR"), ["340,000 EUR", "34万EUR"]);
        assert_eq!(chinese(-446, ""), ["−446", "−446"]);
        assert_eq!((currency_of_sign("¥"), currency_of_sign("$")), ("CNY", ""));
    }

    #[test]
    fn chances_are_told_to_the_nearest_five_per_cent() {
        assert_eq!([0.0, 0.049, 0.05, 0.36, 0.95, 0.951, 1.0].map(chance), ["<5%", "<5%", "5%", "35%", "95%", ">95%", ">95%"]);
    }
}
