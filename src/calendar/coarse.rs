//! Dates that say less than a day, as a month, a quarter, a week or a part of a month; and days without their year.

use super::Date;
use super::words::{in_digits, month_named, weekday};

/// What a text is made of: runs of digits, and words, without the signs between them.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
}

/// The first and the last day of what is coarser than a day and has its year: `2026-03`, `March 2026`, `Q1 2026`, `2026-W11`,
/// `mid-March 2026`, 「2026年3月上旬」, 「2026年二季度」. Weeks are those of ISO 8601, quarters those of the calendar.
pub fn coarse(text: &str) -> Option<(Date, Date)> {
    use Token::{Number as N, Word as W};
    let text = in_digits(text).to_lowercase();
    let tokens = tokens(&text)?;
    match *tokens.as_slice() {
        [N(year), N(month)] | [N(year), W("年"), N(month), W("月" | "月份")] if year.len() == 4 => months(year, month, 1),
        [N(month), N(year)] => months(year, month, 1),
        [N(year), W("年"), N(month), W(part)] if part.starts_with('月') => part_of(months(year, month, 1)?, part.strip_prefix('月')?),
        [W(month), N(year)] | [N(year), W(month)] if month_named(month).is_some() => named(year, month),
        [W(part), W(month), N(year)] => part_of(named(year, month)?, part),
        [W("q"), N(quarter), N(year)] | [N(year), W("q"), N(quarter)] | [N(year), W("年" | "年第"), N(quarter), W("季度" | "季")] => {
            quarter_of(year, quarter)
        }
        [W("w" | "wk" | "week" | "cw" | "kw"), N(week), N(year)]
        | [N(year), W("w" | "week"), N(week)]
        | [N(year), W("年" | "年第"), N(week), W("周")] => week_of(year, week),
        _ => None,
    }
}

/// Month and day of a day that has no year: `12 March`, `Mar 12th`, 「3月12日」. A day of the week may stand beside it.
pub fn without_year(text: &str) -> Option<(i8, i8)> {
    use Token::{Number as N, Word as W};
    let text = in_digits(text).to_lowercase();
    let tokens: Vec<Token<'_>> = tokens(&text)?
        .into_iter()
        .filter(|token| !matches!(token, W(word) if weekday(word).is_some() || ORDINALS.contains(word)))
        .collect();
    match *tokens.as_slice() {
        [N(day), W(month)] | [W(month), N(day)] => {
            let month = month_named(month)?;
            Some((month, day.parse().ok().filter(|day| (1..=31).contains(day))?))
        }
        [N(month), W("月"), N(day), W("日" | "号")] => {
            let within = |text: &str, most: i8| text.parse().ok().filter(|number| (1..=most).contains(number));
            Some((within(month, 12)?, within(day, 31)?))
        }
        _ => None,
    }
}

/// Two numbers that are a day and a month, or a month and a day, without a year: `03/13`. Which is which another one settles.
pub fn two_numbers(text: &str) -> Option<(i8, i8)> {
    let (first, second) = text.trim().split_once('/')?;
    let number = |part: &str| part.parse::<i8>().ok().filter(|number| part.len() <= 2 && (1..=31).contains(number));
    let (first, second) = (number(first)?, number(second)?);
    (first <= 12 || second <= 12).then_some((first, second))
}

const ORDINALS: [&str; 5] = ["st", "nd", "rd", "th", "of"];
const SIGNS: [char; 9] = [' ', '-', '/', '.', ',', '’', '\'', '–', '\u{a0}'];

/// `None` if the text has a sign that no date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let mut rest = text.trim().trim_end_matches('.');
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let belongs = |c: char| if is_digit { c.is_ascii_digit() } else { c.is_alphabetic() };
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(length)?;
        match run {
            "" if SIGNS.contains(&first) => {
                rest = rest.get(first.len_utf8()..)?;
                continue;
            }
            "" => return None,
            "of" | "the" => {}
            _ if is_digit => found.push(Token::Number(run)),
            _ => found.push(Token::Word(run)),
        }
        rest = after;
    }
    Some(found)
}

type Days = (Date, Date);

fn year_of(text: &str) -> Option<i16> {
    match text.len() {
        4 => text.parse().ok().filter(|year| (1900..3000).contains(year)),
        _ => None,
    }
}

fn months(year: &str, month: &str, count: i64) -> Option<Days> {
    if month.len() > 2 {
        return None;
    }
    let first = Date::try_new(year_of(year)?, month.parse().ok()?, 1)?;
    Some((first, first.plus_months(count).plus(-1)))
}

fn named(year: &str, month: &str) -> Option<Days> {
    months(year, &month_named(month)?.to_string(), 1)
}

fn quarter_of(year: &str, quarter: &str) -> Option<Days> {
    let quarter: u8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    months(year, &(quarter * 3 - 2).to_string(), 3)
}

fn week_of(year: &str, week: &str) -> Option<Days> {
    let monday = jiff::civil::ISOWeekDate::new(year_of(year)?, week.parse().ok()?, jiff::civil::Weekday::Monday).ok()?.date();
    let monday = Date::try_new(monday.year(), monday.month(), monday.day())?;
    Some((monday, monday.plus(6)))
}

/// A third or an end of a month.
fn part_of((first, last): Days, part: &str) -> Option<Days> {
    Some(match part {
        "上旬" | "初" | "early" | "beginning" | "start" => (first, first.plus(9)),
        "中旬" | "中" | "mid" | "middle" => (first.plus(10), first.plus(19)),
        "下旬" | "late" => (first.plus(20), last),
        "底" | "末" | "end" => (last, last),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grains_of_dates() {
        let day = |month, day| Date::new(2026, month, day);
        for (text, first, last) in [
            ("2026-03", day(3, 1), day(3, 31)),
            ("2026/3", day(3, 1), day(3, 31)),
            ("03/2026", day(3, 1), day(3, 31)),
            ("March 2026", day(3, 1), day(3, 31)),
            ("Sept. 2026", day(9, 1), day(9, 30)),
            ("2026年3月", day(3, 1), day(3, 31)),
            ("2026年3月份", day(3, 1), day(3, 31)),
            ("2026年3月上旬", day(3, 1), day(3, 10)),
            ("2026年3月中旬", day(3, 11), day(3, 20)),
            ("2026年2月下旬", day(2, 21), day(2, 28)),
            ("2026年3月底", day(3, 31), day(3, 31)),
            ("mid-March 2026", day(3, 11), day(3, 20)),
            ("End of March 2026", day(3, 31), day(3, 31)),
            ("Q1 2026", day(1, 1), day(3, 31)),
            ("2026-Q2", day(4, 1), day(6, 30)),
            ("2026Q2", day(4, 1), day(6, 30)),
            ("2026年二季度", day(4, 1), day(6, 30)),
            ("2026年第二季度", day(4, 1), day(6, 30)),
            ("2026-W11", day(3, 9), day(3, 15)),
            ("Week 11, 2026", day(3, 9), day(3, 15)),
            ("2026年第11周", day(3, 9), day(3, 15)),
        ] {
            assert_eq!(coarse(text), Some((first, last)), "{text}");
        }
        for text in [
            "March",
            "3月",
            "Q2",
            "W11",
            "2026",
            "26-03",
            "Mar-26",
            "2026-13",
            "2026 + 3",
            "2026-03-04",
            "soon",
            "12 2026 x",
            "每周五",
            "Q5 2026",
        ] {
            assert_eq!(coarse(text), None, "{text}");
        }
    }

    #[test]
    fn days_without_their_year() {
        for text in ["12 March", "Mar 12", "March 12th", "12th of March", "Thu, 12 Mar", "3月12日", "三月十二日", "3月12号"] {
            assert_eq!(without_year(text), Some((3, 12)), "{text}");
        }
        for text in ["3/12", "03-12", "March", "March 2026", "12", "3月", "3月底", "32 March", "12 people"] {
            assert_eq!(without_year(text), None, "{text}");
        }
    }

    #[test]
    fn one_of_two_numbers_is_a_month() {
        for (text, numbers) in [
            ("12/31", Some((12, 31))),
            ("31/12", Some((31, 12))),
            ("13/31", None),
            ("13/13", None),
            ("12/12", Some((12, 12))),
            ("1/32", None),
        ] {
            assert_eq!(two_numbers(text), numbers, "{text}");
        }
    }
}
