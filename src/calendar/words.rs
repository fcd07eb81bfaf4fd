//! The words of dates: months, days of the week, numerals, and what stands between two of them.

use std::borrow::Cow;

/// The day of the week that a word names, by at least three of its letters.
pub(super) fn weekday(word: &str) -> Option<jiff::civil::Weekday> {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    const NAMES: [(&str, jiff::civil::Weekday); 7] = [
        ("monday", Monday),
        ("tuesday", Tuesday),
        ("wednesday", Wednesday),
        ("thursday", Thursday),
        ("friday", Friday),
        ("saturday", Saturday),
        ("sunday", Sunday),
    ];
    let word = word.trim_end_matches('.');
    let begins = |name: &str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    NAMES.into_iter().find(|(name, _)| word.len() >= 3 && begins(name)).map(|(_, day)| day)
}

/// The month that a word in small letters names, by at least three of its letters.
pub(super) fn month_named(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word)).and_then(|at| i8::try_from(at + 1).ok())
}

/// A text before and behind the surest sign between two days that it has, as `..` and 至.
pub(super) fn parted(text: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 10] = ["..", "–", "—", "~", "～", "－", "至", "到", " - ", " to "];
    let is_ascii = text.is_ascii();
    SIGNS.iter().filter(|sign| !is_ascii || sign.is_ascii()).find_map(|sign| text.split_once(sign))
}

/// 「二〇二六年三月十二日」 and 「2026 年 3 月 12 日」 with numbers in digits and without blanks within. Numerals count only before the
/// words of a date: 「周三」 is no number.
pub(crate) fn in_digits(text: &str) -> Cow<'_, str> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| DIGITS.iter().position(|known| *known == c || (c == '零' && *known == '〇'));
    let is_numeral = |c: char| c == '十' || digit(c).is_some();
    if !text.contains('年') && !text.contains('月') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(from) = rest.find(is_numeral) {
        let run: String = rest.get(from..).unwrap_or_default().chars().take_while(|c| is_numeral(*c)).collect();
        let (before, after) = (rest.get(..from).unwrap_or_default(), rest.get(from + run.len()..).unwrap_or_default());
        out.push_str(before);
        if after.starts_with(['年', '月', '日', '号', '季', '周']) {
            out.push_str(&match run.split_once('十') {
                None => run.chars().filter_map(digit).map(|digit| digit.to_string()).collect(),
                Some((tens, ones)) => {
                    let number = |part: &str, none: usize| part.chars().next().and_then(digit).unwrap_or(none);
                    (number(tens, 1) * 10 + number(ones, 0)).to_string()
                }
            });
        } else {
            out.push_str(&run);
        }
        rest = after;
    }
    Cow::Owned(without_blanks(&(out + rest)))
}

/// Blanks between a number and the word of a date, on either side.
fn without_blanks(text: &str) -> String {
    let is_word = |c: char| matches!(c, '年' | '月' | '日' | '号');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(char::is_whitespace) {
        let (before, blank) = rest.split_at_checked(from).unwrap_or((rest, ""));
        let after = blank.trim_start();
        out.push_str(before);
        let (last, next) = (out.chars().next_back(), after.chars().next());
        let is_within = last
            .zip(next)
            .is_some_and(|(last, next)| (last.is_ascii_digit() && is_word(next)) || (matches!(last, '年' | '月') && next.is_ascii_digit()));
        if !is_within {
            out.push_str(blank.get(..blank.len() - after.len()).unwrap_or_default());
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_before_the_words_of_a_date() {
        assert_eq!(in_digits("二〇二六年三月十二日"), "2026年3月12日");
        assert_eq!(in_digits("二零二六年三月"), "2026年3月");
        assert_eq!(in_digits("十月三十日（周三）"), "10月30日（周三）");
        assert_eq!(in_digits("周三"), "周三");
        assert_eq!(in_digits("2026 年 6 月 24 日（周三） 19:00"), "2026年6月24日（周三） 19:00");
        assert_eq!(in_digits("用 3 个月 做完"), "用 3 个月 做完");
    }
}
