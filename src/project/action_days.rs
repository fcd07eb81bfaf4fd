//! The days that an action in minutes names: `due 2026-03-09`, `by 9 March`, 「3月9日前」. A day that the calendar does not have
//! is kept as written, so that reading says so.

use crate::calendar::{Date, NotADate};

/// A day as it can be read, and as it was written: minutes often leave out the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) day: String,
    pub(super) written: String,
}

impl Written {
    /// Whether it is not after the day on which it was said.
    pub(super) fn is_by(&self, said_on: Option<Date>) -> bool {
        said_on.is_some_and(|said_on| Date::parse(&self.day).is_ok_and(|day| day <= said_on))
    }
}

/// Days that far before the minutes are meant in the next year.
const LONG_AGO: i64 = 180;
/// What says that it is to be done before a day, behind that day.
const BEFORE: [&str; 6] = ["之前完成", "以前完成", "前完成", "之前", "以前", "前"];
/// What says that it is finished on a day, or is to be, behind that day.
const FINISHED: &str = "完成";

/// Takes a day with the word before it out of a text that was said on some day.
pub(super) fn cut_day(text: &mut String, labels: &[&str], said_on: Option<Date>) -> Option<Written> {
    for label in labels {
        for (at, _) in text.match_indices(label) {
            let is_word = !label.starts_with(|c: char| c.is_ascii_alphabetic())
                || text.get(..at).is_none_or(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let from = at + label.len();
            let tail = text.get(from..).filter(|_| is_word).unwrap_or_default();
            let Some((written, length)) = leading_day(tail, said_on) else { continue };
            let end = from + length + tail.get(length..).map_or(0, before);
            text.replace_range(at..end, "");
            return Some(written);
        }
    }
    None
}

/// Takes a day with 前 behind it out of a text.
pub(super) fn cut_day_before(text: &mut String, said_on: Option<Date>) -> Option<Written> {
    for (at, _) in text.match_indices('前') {
        let head = text.get(..at)?.trim_end_matches(['之', '以']);
        let run = head.len() - head.trim_end_matches(is_of_day).len();
        let from = head.len() - run;
        let Some(written) = head.get(from..).and_then(|written| read(written, said_on)) else { continue };
        let end = at + '前'.len_utf8();
        let end = end + text.get(end..).filter(|rest| rest.starts_with(FINISHED)).map_or(0, |_| FINISHED.len());
        text.replace_range(from..end, "");
        return Some(written);
    }
    None
}

/// Takes a day with 完成 behind it out of a text.
pub(super) fn cut_finish(text: &mut String, said_on: Option<Date>) -> Option<Written> {
    for (at, _) in text.match_indices(FINISHED) {
        let head = text.get(..at)?;
        let from = head.trim_end_matches(is_of_day).len();
        let Some(written) = head.get(from..).and_then(|written| read(written, said_on)) else { continue };
        text.replace_range(from..at + FINISHED.len(), "");
        return Some(written);
    }
    None
}

/// The day that a part of a text is and nothing else; in Chinese the month stands in front: 「3/12」.
pub(super) fn tail_day(part: &str, is_chinese: bool, said_on: Option<Date>) -> Option<Written> {
    let part = ["due ", "by ", "截止", "前"].iter().fold(part, |part, word| part.trim_start_matches(word).trim_end_matches(word)).trim();
    let is_number = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    match part.split_once('/').filter(|(month, day)| is_chinese && is_number(month) && is_number(day)) {
        Some((month, day)) => read(&format!("{month}月{day}日"), said_on).map(|day| Written { written: part.to_owned(), ..day }),
        None => read(part, said_on),
    }
}

/// The bytes of 前 behind a day.
fn before(text: &str) -> usize {
    BEFORE.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

const fn is_of_day(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号')
}

/// The day that a text begins with, and the bytes up to its end.
fn leading_day(text: &str, said_on: Option<Date>) -> Option<(Written, usize)> {
    let tail = text.trim_start();
    let skipped = text.len() - tail.len();
    let run = tail.find(|c| !is_of_day(c)).unwrap_or(tail.len());
    let run = tail.get(..run)?.trim_end_matches(['.', '-', '/']);
    let of = |written: &str| Some((read(written, said_on)?, skipped + written.len()));
    of(run).or_else(|| [3, 2].into_iter().find_map(|count| of(first_words(tail, count)?)))
}

/// As many words as the notation of a day with the month's name has.
fn first_words(text: &str, count: usize) -> Option<&str> {
    let gaps = text.match_indices(char::is_whitespace).map(|(at, _)| at).chain([text.len()]);
    let end = gaps.filter(|end| text.get(..*end).is_some_and(|head| head.split_whitespace().count() == count)).min()?;
    Some(text.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()))
}

/// A text that has the shape of a day, with the year of the minutes where it has none.
fn read(written: &str, said_on: Option<Date>) -> Option<Written> {
    let day = |day: String| Some(Written { day, written: written.to_owned() });
    match Date::parse(written) {
        Ok(_) | Err(NotADate::NoSuchDay | NotADate::Ambiguous(..)) => day(written.to_owned()),
        Err(NotADate::Unknown | NotADate::NoYear) => day(with_year(written, said_on)?),
    }
}

/// `5 May`, `May 5`, 「5月8日」 with the year in which it lies ahead of the day on which it was said.
fn with_year(written: &str, said_on: Option<Date>) -> Option<String> {
    let has_year = |year: i16| if written.is_ascii() { format!("{written} {year}") } else { format!("{year}年{written}") };
    let is_day = written.contains('月') || written.is_ascii() && written.contains(' ');
    let said_on = said_on.filter(|_| is_day)?;
    let this_year = has_year(said_on.year());
    match Date::parse(&this_year) {
        Ok(day) if day.days_until(said_on) > LONG_AGO => Some(has_year(said_on.year() + 1)),
        Ok(_) | Err(NotADate::NoSuchDay) => Some(this_year),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(text: &str) -> (Option<String>, String) {
        let mut rest = text.to_owned();
        let said_on = Some(Date::new(2026, 11, 3));
        let day = cut_day(&mut rest, &["截止：", "due ", "by "], said_on).or_else(|| cut_day_before(&mut rest, said_on));
        (day.map(|day| day.day), rest)
    }

    #[test]
    fn days_as_people_write_them() {
        for (text, day, rest) in [
            ("x (due 2026-11-09)", "2026-11-09", "x ()"),
            ("x due 2026/11/9.", "2026/11/9", "x ."),
            ("x by 9 November 2026", "9 November 2026", "x "),
            ("x (due 9 November)", "9 November 2026", "x ()"),
            ("x (due Nov 9, 2026)", "Nov 9, 2026", "x ()"),
            ("x (due Jan 9)", "Jan 9 2027", "x ()"),
            ("订场地（11月8日前）", "2026年11月8日", "订场地（）"),
            ("2026年11月8日之前订场地", "2026年11月8日", "订场地"),
            ("订场地 截止：11月8日前", "2026年11月8日", "订场地 "),
            ("订场地（1月8日前）", "2027年1月8日", "订场地（）"),
        ] {
            assert_eq!(due(text), (Some(day.to_owned()), rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn days_that_are_not_there_are_kept() {
        for (text, day) in
            [("x (due 2026-02-30)", "2026-02-30"), ("x (due 31 November)", "31 November 2026"), ("订场地（5月32日前）", "2026年5月32日")]
        {
            assert_eq!(due(text).0.as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day() {
        for text in ["x (due to rain)", "by 3 people", "standby 2026-11-09", "会前准备", "3天前", "x due 5"] {
            assert_eq!(due(text), (None, text.to_owned()), "{text}");
        }
    }
}
