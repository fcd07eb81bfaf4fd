//! A day, and the notations in which people write one (`docs/numbers.md §1.4, §1.5`).

use std::fmt;
use std::ops::Deref;

use super::words::{in_digits, month_named, parted, weekday};
use crate::text::Message;
use crate::{both, said_as_they_are, say};

/// A civil day. It has no time zone, and no clock is ever asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The first day there is.
    pub const MIN: Self = Self(jiff::civil::Date::MIN);
    /// The last day there is.
    pub const MAX: Self = Self(jiff::civil::Date::MAX);

    /// A day known at compile time.
    ///
    /// # Panics
    /// If there is no such day; in a constant that is a compile error.
    pub const fn new(year: i16, month: i8, day: i8) -> Self {
        Self(jiff::civil::Date::constant(year, month, day))
    }

    /// A day, if the calendar has it.
    pub fn try_new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day of a number of seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH`.
    pub fn of_epoch_seconds(seconds: i64) -> Option<Self> {
        Self::new(1970, 1, 1).checked_plus(seconds.div_euclid(86_400))
    }

    /// Reads a day in any notation that is clear: `2026-03-02`, `2026/3/2`, `2026.3.2`, `20260302`, `2026年3月2日`,
    /// `2 Mar 2026`, `March 2, 2026`; a time behind it is left out.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        Moment::parse(text).map(|moment| moment.date)
    }

    /// Days later (earlier if negative); the calendar's first or last day beyond its ends.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        self.checked_plus(days).unwrap_or(if days < 0 { Self::MIN } else { Self::MAX })
    }

    /// Days later, within the calendar.
    pub(super) fn checked_plus(self, days: i64) -> Option<Self> {
        let days = jiff::Span::new().try_days(days).ok()?;
        self.0.checked_add(days).ok().map(Self)
    }

    /// Months later; the day is clamped to the month's last one (31 Jan + 1 month = 28 Feb).
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        self.checked_plus_months(months).unwrap_or(self)
    }

    /// Months later, within the calendar.
    pub(super) fn checked_plus_months(self, months: i64) -> Option<Self> {
        let months = jiff::Span::new().try_months(months).ok()?;
        self.0.checked_add(months).ok().map(Self)
    }

    /// Calendar days from this day to another: negative if that is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.number()) - i64::from(self.number())
    }

    /// A running number of the day; its difference is a number of days.
    pub fn number(self) -> i32 {
        let Ok(span) = self.0.since(jiff::civil::date(1970, 1, 1)) else { return 0 };
        span.get_days()
    }

    /// The Monday of the day's ISO week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus(-i64::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The ISO 8601 week, with the ISO year: `2026-W01`.
    pub fn iso_week(self) -> String {
        let week = self.0.iso_week_date();
        format!("{:04}-W{:02}", week.year(), week.week())
    }

    /// The day as a [`jiff`] date, for the formats of [`crate::text::date`].
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }
}

impl Deref for Date {
    type Target = jiff::civil::Date;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

// As one types it; texts that want it as a language writes it say so.
said_as_they_are! { Date }

/// ISO 8601: `2026-11-21`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A day with the time that was written behind it, which is shown and never reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment {
    /// The calendar day as written.
    pub date: Date,
    /// `14:30`, if a time was written.
    pub time: Option<String>,
}

impl Moment {
    /// Reads a day as [`Date::parse`] does, and a time behind it (`T14:30:00Z`, ` 14:30`).
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        if let Some(date) = iso_day(text) {
            return Ok(Self { date, time: None });
        }
        let text = &*in_digits(text);
        let text = without_end_time(text);
        let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let first_is_year = digits.first().is_some_and(|first| first.len() == 4);
        if first_is_year && let [year, month, day, rest @ ..] = digits.as_slice() {
            // What follows is a time, or it may be the other end of a range.
            if !only_date_marks(text) || !(rest.is_empty() || text.contains([':', '：', '时'])) {
                return Err(NotADate::Unknown);
            }
            return day_of(year, month, day).map(|date| Self { date, time: time_of(rest) });
        }
        match digits.as_slice() {
            [compact] if compact.len() == 8 && compact.len() == text.len() => compact_day(compact),
            [year, month, day] if year.len() == 2 && text.contains('年') && only_date_marks(text) => {
                day_of(&format!("20{year}"), month, day)
            }
            _ => match slashed(text) {
                Some(either) => either.day(),
                None => month_by_name(text),
            },
        }
        .map(|date| Self { date, time: None })
    }
}

/// A day in the notation of ISO 8601, in which most are written.
fn iso_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |width: usize| {
        let part = parts.next().filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse::<i16>().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    parts.next().is_none().then(|| Date::try_new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)).flatten()
}

/// A day from one time to another, without the other: `2026-03-02 09:00–10:30`.
fn without_end_time(text: &str) -> &str {
    if !text.contains([':', '：']) {
        return text;
    }
    let ends = ["–", "—", "-", "~", "～", "至", "到"].iter().filter_map(|between| text.rsplit_once(between));
    let mut ends = ends.filter(|(begin, end)| begin.contains([':', '：']) && is_clock(end.trim_start_matches(['–', '—', '-', ' '])));
    ends.next().map_or(text, |(begin, _)| begin.trim_end_matches(['–', '—', '-', ' ']))
}

fn is_clock(word: &str) -> bool {
    let parts = word.split([':', '：']);
    word.contains([':', '：'])
        && parts.clone().count() == 2
        && parts.into_iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// What `03/04/2026` may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slashed {
    /// The day with the day in front, 3 April.
    pub day_first: Option<Date>,
    /// The day with the month in front, 4 March.
    pub month_first: Option<Date>,
}

impl Slashed {
    fn day(self) -> Result<Date, NotADate> {
        match (self.day_first, self.month_first) {
            (Some(a), Some(b)) if a != b => Err(NotADate::Ambiguous(a, b)),
            (Some(only), _) | (None, Some(only)) => Ok(only),
            (None, None) => Err(NotADate::NoSuchDay),
        }
    }
}

/// Day, month and year as numbers, the year last: `13/03/2026`, `14.09.2026`, `Fri 4/18/25`, a time behind it. A day of the week
/// decides between the two orders.
pub fn slashed(text: &str) -> Option<Slashed> {
    if !['/', '.', '-'].into_iter().any(|mark| text.matches(mark).count() >= 2) {
        return None;
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let (weekdays, words): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| weekday(word).is_some());
    let (day, rest) = words.split_first()?;
    if !rest.iter().all(|word| is_time(word)) {
        return None;
    }
    let mark = ['/', '.', '-'].into_iter().find(|mark| day.matches(*mark).count() == 2)?;
    let parts: Vec<&str> = day.split(mark).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let is_number = |part: &str, most: usize| !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    // 24.3.12 may be a day of 2024, but of the day of the week that stands beside it.
    let falls_as_year = || day_of(&format!("20{a}"), b, year).is_ok_and(|date| falls(weekdays.as_slice(), date));
    let is_a_day = || a.parse::<u8>().is_ok_and(|a| a <= 12) || (!weekdays.is_empty() && a.len() == 2 && !falls_as_year());
    let is_short = year.len() == 2 && (is_a_day() || year.parse::<u8>().is_ok_and(|year| year > 31));
    if !is_number(a, 2) || !is_number(b, 2) || !is_number(year, 4) || !(year.len() == 4 || is_short) {
        return None;
    }
    let year = if year.len() == 2 { format!("20{year}") } else { (*year).to_owned() };
    let falls = |date: &Date| falls(&weekdays, *date);
    Some(Slashed { day_first: day_of(&year, b, a).ok().filter(falls), month_first: day_of(&year, a, b).ok().filter(falls) })
}

/// Whether a day is of the day of the week that is named beside it.
fn falls(weekdays: &[&str], date: Date) -> bool {
    weekdays.iter().all(|word| weekday(word) == Some(date.0.weekday()))
}

/// `14:30`, `9:41`, `AM`, `+08:00`: what stands behind a day.
fn is_time(word: &str) -> bool {
    let is_clock = word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || ":.+-Z".contains(c));
    is_clock || ["am", "pm", "a.m.", "p.m.", "utc", "gmt", "z"].contains(&word.to_ascii_lowercase().as_str())
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADate {
    /// It has no notation that is known.
    Unknown,
    /// The calendar has no such day, as 31 April.
    NoSuchDay,
    /// It says the day and the month, and no year.
    NoYear,
    /// Day and month cannot be told apart: what it may mean.
    Ambiguous(Date, Date),
}

impl NotADate {
    /// What is wrong with a text, as a sentence.
    pub fn message(self, text: &str) -> Message {
        match self {
            Self::Unknown => say!("“{text}” is not a date.", "“{text}”不是日期。", text),
            Self::NoSuchDay => say!("The calendar has no day “{text}”.", "日历上没有“{text}”这一天。", text),
            Self::NoYear => say!("“{text}” has no year.", "“{text}”没有写年份。", text),
            Self::Ambiguous(..) => say!("“{text}” can be read as two different days.", "“{text}”可以理解为两个不同的日期。", text),
        }
    }

    /// What to type instead.
    pub fn help(self) -> Message {
        match self {
            Self::Unknown => {
                both!("Write the day as 2026-03-31, 2026/3/31 or 2026年3月31日.", "日期写成 2026-03-31、2026/3/31 或 2026年3月31日。")
            }
            Self::NoSuchDay => both!("Write a day that exists, as 2026-03-31.", "写一个存在的日期，例如 2026-03-31。"),
            Self::NoYear => both!("Write the year too, as 2026-03-31.", "把年份也写上，例如 2026-03-31。"),
            Self::Ambiguous(a, b) => say!("Write {a} or {b}.", "写成 {a} 或 {b}。", a, b),
        }
    }
}

/// Reads one day or a range: `2026-02-15..2026-02-23`, `2026-02-15 – 2026-02-23`, 「2026年2月15日至23日」, `2–6 March 2026`.
pub fn range(text: &str) -> Result<(Date, Date), NotADate> {
    if let Some((from, to)) = parted(text) {
        return ends(from, to);
    }
    let hyphens = text.match_indices('-').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
    let within = hyphens.filter(|(from, _)| !from.is_empty()).find_map(|(from, to)| ends(from, to).ok());
    within.map_or_else(|| Date::parse(text).map(|day| (day, day)), Ok)
}

/// Two days, of which one may leave out what the other says.
fn ends(from: &str, to: &str) -> Result<(Date, Date), NotADate> {
    match (Date::parse(from), Date::parse(to)) {
        (Ok(first), Ok(last)) => Ok((first, last)),
        (Ok(first), Err(error)) => completed(to, first).map(|last| (first, last)).ok_or(error),
        (Err(error), Ok(last)) => {
            let first = completed(from, last).ok_or(error)?;
            let is_of_year_before = first > last;
            Ok((if is_of_year_before { first.plus_months(-12) } else { first }, last))
        }
        (Err(error), Err(_)) => Err(error),
    }
}

/// A day without its year, or without month and year, as another day has them.
fn completed(part: &str, other: Date) -> Option<Date> {
    let part = part.trim();
    let (year, month) = (other.year(), other.month());
    let digits = part.trim_end_matches(['日', '号']);
    if let Some(day) = digits.parse().ok().filter(|_| digits.len() <= 2) {
        return Date::try_new(year, month, day);
    }
    let numbers: Vec<&str> = part.split(['.', '/', '-']).collect();
    if let [month, day] = numbers.as_slice() {
        return Date::try_new(year, month.trim().parse().ok()?, day.trim().parse().ok()?);
    }
    let written = if part.contains('月') { format!("{year}年{part}") } else { format!("{part} {year}") };
    Date::parse(&written).ok()
}

fn only_date_marks(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_ascii_digit() || c.is_whitespace() || "-/.年月日号T:+Z,，".contains(c) || "上下午时分秒星期周一二三四五六天()（）".contains(c)
    })
}

fn day_of(year: &str, month: &str, day: &str) -> Result<Date, NotADate> {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return Err(NotADate::Unknown) };
    Date::try_new(year, month, day).ok_or(NotADate::NoSuchDay)
}

fn time_of(rest: &[&str]) -> Option<String> {
    match rest {
        [hour, minute, ..] if hour.len() <= 2 && minute.len() == 2 => Some(format!("{hour:0>2}:{minute}")),
        _ => None,
    }
}

fn compact_day(text: &str) -> Result<Date, NotADate> {
    match (text.get(..4), text.get(4..6), text.get(6..)) {
        (Some(year), Some(month), Some(day)) => day_of(year, month, day),
        _ => Err(NotADate::Unknown),
    }
}

fn month_by_name(text: &str) -> Result<Date, NotADate> {
    let is_day_of_week = |word: &String| weekday(word).is_some();
    let words = text.split([' ', ',', '/']).flat_map(|word| if is_time(word) { vec![word] } else { word.split(['-', '.']).collect() });
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).filter(|word| !is_day_of_week(word)).collect();
    let [first, second, year, rest @ ..] = words.as_slice() else { return Err(NotADate::Unknown) };
    if !rest.iter().all(|word| is_time(word)) {
        return Err(NotADate::Unknown);
    }
    let (month, day) = match (month_named(first), month_named(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return Err(NotADate::Unknown),
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (Ok(year), Ok(day)) = (year.parse::<i16>(), day.parse()) else { return Err(NotADate::Unknown) };
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    Date::try_new(year, month, day).ok_or(NotADate::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_of_one_day() {
        let day = Date::new(2026, 3, 2);
        for text in [
            "2026-03-02",
            "2026/3/2",
            "2026.03.02",
            "20260302",
            "2026年3月2日",
            "2026年03月02日",
            " 2026-3-2 ",
            "2 Mar 2026",
            "March 2, 2026",
            "2nd March 2026",
            "2026-03-02T09:30:00Z",
            "2026-03-02 09:30",
            "Mon 2 March 2026",
            "2/Mar/26 9:41 AM",
            "02-Mar-26",
            "Mon 3/2/26",
            "Mon 02/03/2026 14:00",
            "Mar 2, 2026 09:46 pm",
            "2026 年 3 月 2 日（周一）19:00—21:00",
            "2026年3月2日 14:00至15:30",
            "2026-03-02 09:00 - 10:30",
            "Mar 2, 2026 09:00–10:30",
        ] {
            assert_eq!(Date::parse(text), Ok(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day() {
        assert_eq!(Date::parse("2026-04-31"), Err(NotADate::NoSuchDay));
        assert_eq!(Date::parse("soon"), Err(NotADate::Unknown));
        assert_eq!(Date::parse(""), Err(NotADate::Unknown));
        assert_eq!(Date::parse("1/2/2026"), Err(NotADate::Ambiguous(Date::new(2026, 2, 1), Date::new(2026, 1, 2))));
        assert_eq!(Date::parse("2026-03-02 or later"), Err(NotADate::Unknown));
        assert_eq!(Date::parse("2026"), Err(NotADate::Unknown));
        for range in ["2026.7.1-7.15", "2026-03-02 2026-03-09", "2 Mar 2026 - 9 Mar 2026", "01/03/2026-09/03/2026", "24.3.12"] {
            assert_eq!(Date::parse(range), Err(NotADate::Unknown), "{range}");
        }
        assert_eq!(Date::parse("Wed 3/2/26"), Err(NotADate::NoSuchDay), "a Monday or a Tuesday");
        for numbers in ["26-3-2", "0-0-0", "12026-123-123", "026年3月2日"] {
            assert_eq!(Date::parse(numbers), Err(NotADate::Unknown), "{numbers}");
        }
    }

    #[test]
    fn one_order_of_day_and_month_is_possible() {
        assert_eq!(Date::parse("13/03/2026"), Ok(Date::new(2026, 3, 13)));
        assert_eq!(Date::parse("3/13/26"), Ok(Date::new(2026, 3, 13)));
        assert_eq!(Date::parse("14.09.2026"), Ok(Date::new(2026, 9, 14)));
        assert_eq!(Date::parse("03/03/2026"), Ok(Date::new(2026, 3, 3)));
        assert_eq!(Date::parse("12/25/26"), Ok(Date::new(2026, 12, 25)));
        assert_eq!((Date::parse("24.3.31"), Date::parse("24.3.32")), (Err(NotADate::Unknown), Ok(Date::new(2032, 3, 24))));
        assert_eq!(Date::parse("26年3月2日"), Ok(Date::new(2026, 3, 2)));
    }

    #[test]
    fn a_time_is_kept_beside_the_day() {
        let moment = Moment::parse("2026-03-02T09:30:00+08:00").unwrap();
        assert_eq!((moment.date, moment.time.as_deref()), (Date::new(2026, 3, 2), Some("09:30")));
    }

    #[test]
    fn arithmetic() {
        assert_eq!(Date::new(2026, 1, 31).plus_months(1), Date::new(2026, 2, 28));
        assert_eq!(Date::new(2026, 2, 28).plus(1), Date::new(2026, 3, 1));
        assert_eq!(Date::new(2026, 1, 1).days_until(Date::new(2025, 12, 31)), -1);
        assert_eq!(Date::new(2026, 11, 22).monday(), Date::new(2026, 11, 16));
        assert_eq!(Date::new(2027, 1, 1).iso_week(), "2026-W53");
        assert_eq!(Date::of_epoch_seconds(1_700_000_000), Some(Date::new(2023, 11, 14)));
    }

    #[test]
    fn ranges() {
        let (from, to) = (Date::new(2026, 2, 15), Date::new(2026, 2, 23));
        assert_eq!(range("2026-02-15..2026-02-23"), Ok((from, to)));
        assert_eq!(range("2026年2月15日至2026年2月23日"), Ok((from, to)));
        assert_eq!(range("2026-02-15"), Ok((from, from)));
        for text in
            ["2026年2月15日-2月23日", "2026.2.15-2.23", "2026年2月15日至23日", "15–23 February 2026", "15 February – 23 February 2026"]
        {
            assert_eq!(range(text), Ok((from, to)), "{text}");
        }
        assert_eq!(range("28 December – 3 January 2027"), Ok((Date::new(2026, 12, 28), Date::new(2027, 1, 3))));
        assert!(range("2026-02").is_err() && range("2 or 3").is_err());
        let day = Date::new(2026, 2, 15);
        assert_eq!(range("15 February – 15 February 2026"), Ok((day, day)), "one day, not a year");
        assert_eq!(range("2026年2月15日至23号"), Ok((from, to)));
        assert!(range("2026年2月15日至023日").is_err() && range("2026年2月15日至2026").is_err());
    }
}
