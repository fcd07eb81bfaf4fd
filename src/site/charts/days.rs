//! Days as a coordinate.

use std::ops::Range;

use jiff::civil::Date;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::backend::FULL;

/// Weeks between two ticks of a short time.
const WEEKS: [i64; 4] = [1, 2, 3, 4];
/// Months between two ticks, from the closest to the widest.
const STEPS: [i32; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];

/// The days of a chart. Its key points are firsts of months, every 1, 2, 3, 6, 12 … months, counted from January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    start: Date,
    end: Date,
}

impl Days {
    /// From the first to the last of some days. A single day gets three days on either side.
    pub(super) fn including(days: impl IntoIterator<Item = Date>, otherwise: Date) -> Self {
        let (start, end) = days.into_iter().fold((None, None), |(start, end): (Option<Date>, Option<Date>), day| {
            (Some(start.map_or(day, |start| start.min(day))), Some(end.map_or(day, |end| end.max(day))))
        });
        let (start, end) = (start.unwrap_or(otherwise), end.unwrap_or(otherwise));
        if start < end {
            return Self { start, end };
        }
        Self { start: later(start, -3), end: later(end, 3) }
    }

    pub(super) const fn start(self) -> Date {
        self.start
    }

    pub(super) const fn end(self) -> Date {
        self.end
    }

    /// Mondays at the closest step that needs no more than asked for, from the first Monday on.
    pub(super) fn mondays(self, most: usize) -> Vec<Date> {
        let first = later(self.start, (7 - i64::from(self.start.weekday().to_monday_zero_offset())) % 7);
        let every = |weeks: i64| {
            let mondays = (0..).map(move |nth: i64| later(first, nth * weeks * 7));
            mondays.take_while(|monday| *monday <= self.end).take(most + 1).collect::<Vec<Date>>()
        };
        WEEKS.iter().map(|&weeks| every(weeks)).find(|mondays| mondays.len() <= most).unwrap_or_default()
    }

    /// Every first of a month on these days whose number since year 0 is a multiple of `step`.
    fn firsts(self, step: i32) -> Vec<Date> {
        let months = month_number(self.start)..=month_number(self.end);
        let firsts = months.filter(|month| month % step == 0).filter_map(first_of);
        firsts.filter(|first| (self.start..=self.end).contains(first)).collect()
    }
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn first_of(month: i32) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

impl Ranged for Days {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Date;

    fn map(&self, day: &Date, (low, high): (i32, i32)) -> i32 {
        let all = days_between(self.start, self.end).max(1);
        let place = days_between(self.start, *day) * i64::from(high - low) / all;
        low + i32::try_from(place).unwrap_or(FULL)
    }

    /// The firsts of months at the closest step that needs no more ticks than asked for.
    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<Date> {
        let most = hint.max_num_points();
        STEPS.iter().map(|&step| self.firsts(step)).find(|firsts| firsts.len() <= most).unwrap_or_default()
    }

    fn range(&self) -> Range<Date> {
        self.start..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: (i16, i8, i8), end: (i16, i8, i8)) -> Days {
        let date = |(year, month, day)| Date::constant(year, month, day);
        Days::including([date(end), date(start)], date(start))
    }

    fn ticks(days: Days, most: usize) -> Vec<String> {
        days.key_points(most).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ticks_are_firsts_of_months_at_even_steps() {
        let half_year = days((2026, 8, 31), (2027, 1, 31));
        assert_eq!(ticks(half_year, 5), ["2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01"]);
        assert_eq!(ticks(half_year, 4), ["2026-09-01", "2026-11-01", "2027-01-01"]);
        assert_eq!(ticks(half_year, 2), ["2026-10-01", "2027-01-01"]);
        assert_eq!(ticks(half_year, 1), ["2027-01-01"]);
        assert_eq!(ticks(days((2001, 1, 1), (2026, 1, 1)), 4), ["2010-01-01", "2020-01-01"]);
        assert_eq!(ticks(days((2026, 3, 2), (2026, 3, 20)), 4), [""; 0]);
    }

    #[test]
    fn mondays_are_one_to_four_weeks_apart() {
        let mondays = |start, end, most| days(start, end).mondays(most).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(mondays((2026, 3, 4), (2026, 3, 24), 5), ["2026-03-09", "2026-03-16", "2026-03-23"]);
        assert_eq!(mondays((2026, 3, 2), (2026, 4, 20), 5), ["2026-03-02", "2026-03-16", "2026-03-30", "2026-04-13"]);
        assert_eq!(mondays((2026, 3, 2), (2027, 3, 2), 5), [""; 0]);
    }

    #[test]
    fn days_map_to_their_share_of_the_range() {
        let days = days((2026, 1, 1), (2026, 1, 11));
        let at = |day| days.map(&Date::constant(2026, 1, day), (0, FULL));
        assert_eq!((at(1), at(6), at(11)), (0, 5000, 10_000));
    }

    #[test]
    fn a_single_day_is_in_the_middle() {
        let days = days((2026, 1, 4), (2026, 1, 4));
        assert_eq!(days.map(&Date::constant(2026, 1, 4), (0, FULL)), 5000);
        let nothing = Days::including([], Date::MAX);
        assert_eq!((nothing.start() < nothing.end(), nothing.end()), (true, Date::MAX));
    }
}
