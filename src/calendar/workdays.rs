//! Working days: weekdays, holidays and make-up workdays (调休) (`docs/numbers.md §1.1, §1.2, §1.3`).

use std::collections::BTreeSet;

use super::Date;
use crate::both;
use crate::text::Message;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekday(u8);

impl Weekday {
    /// Monday to Friday.
    pub const WORKDAYS: [Self; 5] = [Self(0), Self(1), Self(2), Self(3), Self(4)];

    /// The weekday of a day.
    pub fn of(day: Date) -> Self {
        Self(u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0))
    }

    /// Reads `mon`, `Monday`, `周一`, `星期一`, `礼拜天`, `一`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Self::in_english(&text);
        }
        let day = text.trim_start_matches("星期").trim_start_matches("礼拜").trim_start_matches('周').trim_start_matches('逢');
        let at = ["一", "二", "三", "四", "五", "六", "日", "天"].iter().position(|name| *name == day)?;
        u8::try_from(at.min(6)).ok().map(Self)
    }

    /// A name or its beginning, and a time behind it; another day behind it is another meaning.
    fn in_english(text: &str) -> Option<Self> {
        const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let day = |word: &str| DAYS.iter().position(|day| word.len() >= 3 && day.starts_with(word.strip_suffix('s').unwrap_or(word)));
        let at = day(words.next()?)?;
        if words.any(|word| day(word).is_some()) {
            return None;
        }
        u8::try_from(at).ok().map(Self)
    }

    /// Days after Monday, 0 to 6.
    pub const fn offset(self) -> i64 {
        self.0 as i64
    }

    /// "Mon", 「周一」.
    pub fn label(self) -> Message {
        match self.0 {
            0 => both!("Mon", "周一"),
            1 => both!("Tue", "周二"),
            2 => both!("Wed", "周三"),
            3 => both!("Thu", "周四"),
            4 => both!("Fri", "周五"),
            5 => both!("Sat", "周六"),
            _ => both!("Sun", "周日"),
        }
    }
}

/// Which days are worked. A make-up workday wins over a holiday and a weekend.
///
/// Source of the terms: ISO 8601 for weeks; the State Council's yearly notice for holidays and make-up workdays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    workdays: BTreeSet<Weekday>,
    holidays: BTreeSet<Date>,
    make_up: BTreeSet<Date>,
}

/// A search for a working day stops after 50 years.
const HORIZON: i64 = 50 * 366;

impl Default for Calendar {
    fn default() -> Self {
        Self::new(Weekday::WORKDAYS, [], [])
    }
}

impl Calendar {
    /// A calendar; without any weekday, Monday to Friday are worked.
    pub fn new(
        workdays: impl IntoIterator<Item = Weekday>,
        holidays: impl IntoIterator<Item = Date>,
        make_up: impl IntoIterator<Item = Date>,
    ) -> Self {
        let mut workdays: BTreeSet<Weekday> = workdays.into_iter().collect();
        if workdays.is_empty() {
            workdays.extend(Weekday::WORKDAYS);
        }
        Self { workdays, holidays: holidays.into_iter().collect(), make_up: make_up.into_iter().collect() }
    }

    /// Whether a day is worked.
    pub fn is_workday(&self, day: Date) -> bool {
        self.make_up.contains(&day) || (self.workdays.contains(&Weekday::of(day)) && !self.holidays.contains(&day))
    }

    /// Whether a day is a public holiday that no make-up day takes back.
    pub fn is_holiday(&self, day: Date) -> bool {
        self.holidays.contains(&day) && !self.make_up.contains(&day)
    }

    /// Stretches of days that are not worked, among [first, last].
    pub fn days_off(&self, first: Date, last: Date) -> Vec<(Date, Date)> {
        let mut off: Vec<(Date, Date)> = Vec::new();
        for day in (0..=first.days_until(last)).map(|after| first.plus(after)).filter(|day| !self.is_workday(*day)) {
            match off.last_mut() {
                Some((_, to)) if to.plus(1) == day => *to = day,
                _ => off.push((day, day)),
            }
        }
        off
    }

    /// Working days among [first, last], both included; 0 if last is before first.
    pub fn workdays_between(&self, first: Date, last: Date) -> i64 {
        if last < first {
            return 0;
        }
        self.count_up_to(last) - self.count_up_to(first.plus(-1))
    }

    /// Working days in (from, to], negative if `to` is earlier: the distance between two days as people at work reckon it.
    pub fn distance(&self, from: Date, to: Date) -> i64 {
        self.count_up_to(to) - self.count_up_to(from)
    }

    /// The n-th working day after a day; for n = 0 the first working day on or after it.
    #[must_use]
    pub fn plus(&self, day: Date, n: u32) -> Date {
        let mut at = day;
        let mut left = n;
        for _ in 0..HORIZON {
            if left == 0 && self.is_workday(at) {
                return at;
            }
            at = at.plus(1);
            if left > 0 && self.is_workday(at) {
                left -= 1;
            }
        }
        at
    }

    /// The day on which something due on `day` is really due: the next working day, if `day` is none.
    #[must_use]
    pub fn due(&self, day: Date) -> Date {
        self.plus(day, 0)
    }

    /// Weekdays that are worked in a normal week, 1 to 7.
    pub fn normal_week(&self) -> usize {
        self.workdays.len()
    }

    /// Days that are both holiday and make-up workday.
    pub fn contradictions(&self) -> impl Iterator<Item = Date> {
        self.holidays.intersection(&self.make_up).copied()
    }

    /// The working day with a number, as [`count_up_to`](Self::count_up_to) counts them: the first day up to which there are so many.
    /// The first or last day of the calendar for a number beyond its ends.
    pub fn workday_number(&self, number: i64) -> Date {
        let (mut early, mut late) = (i64::from(Date::MIN.number()), i64::from(Date::MAX.number()));
        let day = |number: i64| Date::new(1970, 1, 1).plus(number);
        while early < late {
            let middle = early + (late - early) / 2;
            if self.count_up_to(day(middle)) >= number { late = middle } else { early = middle + 1 }
        }
        day(early)
    }

    /// W(d): working days up to and with a day, from a fixed origin; only differences mean something.
    pub fn count_up_to(&self, day: Date) -> i64 {
        let number = i64::from(day.number()) + 3; // 1970-01-01 was a Thursday: weeks begin three days before it
        let (weeks, rest) = (number.div_euclid(7), number.rem_euclid(7));
        let normal = i64::try_from(self.workdays.len()).unwrap_or(5);
        let this_week = self.workdays.iter().filter(|weekday| weekday.offset() <= rest).count();
        let holidays = self.holidays.range(..=day).filter(|d| self.workdays.contains(&Weekday::of(**d)) && !self.make_up.contains(d));
        let make_up = self.make_up.range(..=day).filter(|d| !self.workdays.contains(&Weekday::of(**d)));
        let signed = |n: usize| i64::try_from(n).unwrap_or(0);
        weeks * normal + signed(this_week) - signed(holidays.count()) + signed(make_up.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn china() -> Calendar {
        let spring = (15..=23).map(|day| Date::new(2026, 2, day));
        Calendar::new(Weekday::WORKDAYS, spring, [Date::new(2026, 2, 14), Date::new(2026, 2, 28)])
    }

    #[test]
    fn weekdays_as_people_write_them() {
        let read = |text| Weekday::parse(text).map(Weekday::offset);
        for text in ["tue", "Tues.", "tuesday", "Tuesdays", "Tue 10:00", "周二", "星期二", "二"] {
            assert_eq!(read(text), Some(1), "{text}");
        }
        for text in ["tuex", "tu", "mon-fri", "someday", "t"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn holidays_and_make_up_days() {
        let calendar = china();
        assert!(calendar.is_workday(Date::new(2026, 2, 14)), "a make-up Saturday");
        assert!(!calendar.is_workday(Date::new(2026, 2, 16)), "a holiday on a Monday");
        assert_eq!(calendar.workdays_between(Date::new(2026, 2, 9), Date::new(2026, 3, 1)), 5 + 1 + 4 + 1);
        assert_eq!(calendar.due(Date::new(2026, 2, 15)), Date::new(2026, 2, 24));
    }

    #[test]
    fn distances_count_days_by_hand() {
        let calendar = china();
        for (from, to) in [(Date::new(2026, 1, 30), Date::new(2026, 3, 6)), (Date::new(2025, 12, 28), Date::new(2026, 2, 20))] {
            let mut by_hand = 0;
            let mut day = from;
            while day < to {
                day = day.plus(1);
                by_hand += i64::from(calendar.is_workday(day));
            }
            assert_eq!(calendar.distance(from, to), by_hand);
            assert_eq!(calendar.distance(to, from), -by_hand);
        }
    }

    #[test]
    fn a_working_day_is_found_by_its_number() {
        let calendar = china();
        let mut day = Date::new(2026, 1, 30);
        for _ in 0..60 {
            if calendar.is_workday(day) {
                assert_eq!(calendar.workday_number(calendar.count_up_to(day)), day);
            }
            day = day.plus(1);
        }
        assert!(calendar.workday_number(i64::MAX) > Date::new(9999, 1, 1) && calendar.workday_number(i64::MIN) < Date::new(-9999, 2, 1));
    }

    #[test]
    fn weekends_and_steps() {
        let calendar = Calendar::default();
        let saturday = Date::new(2026, 11, 21);
        assert_eq!(calendar.distance(saturday, saturday.plus(1)), 0);
        assert_eq!(calendar.plus(saturday, 1), Date::new(2026, 11, 23));
        assert_eq!(calendar.plus(Date::new(2026, 11, 20), 1), Date::new(2026, 11, 23));
        assert_eq!(calendar.plus(Date::new(2026, 11, 20), 0), Date::new(2026, 11, 20));
    }

    #[test]
    fn weekdays() {
        assert_eq!(Weekday::parse("星期天"), Weekday::parse("Sunday"));
        assert_eq!(Weekday::parse("周三").map(Weekday::offset), Some(2));
        assert_eq!(Weekday::parse("soon"), None);
    }
}
