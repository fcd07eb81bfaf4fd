//! A stretch of days with a name: a year, quarter, month, ISO week or a range.

use super::{Date, range};

/// Days from the first to the last, both included, as they were written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// As it was written.
    pub text: String,
}

impl Period {
    /// Reads `2026`, `2026-Q2`, `2026-05`, `2026年5月`, `2026-W20`, `2026-05-01..2026-05-15`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (first, last) = days_of(text)?;
        (first <= last).then(|| Self { first, last, text: text.to_owned() })
    }

    /// Whether all its days are past, the report day included.
    pub fn ended(&self, report_date: Date) -> bool {
        self.last <= report_date
    }
}

fn days_of(text: &str) -> Option<(Date, Date)> {
    let text = &in_arabic_digits(text);
    let upper = text.to_ascii_uppercase();
    let numbers: Vec<i16> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let months = |year: i16, month: i16, count: i64| {
        let first = Date::try_new(year, i8::try_from(month).ok()?, 1)?;
        Some((first, first.plus_months(count).plus(-1)))
    };
    match *numbers.as_slice() {
        [year] if text.trim_end_matches('年').len() == 4 => months(year, 1, 12),
        [year, quarter] if (upper.contains('Q') || text.contains("季度")) && year > 999 => months(year, quarter.checked_mul(3)? - 2, 3),
        [quarter, year] if upper.starts_with('Q') => months(year, quarter.checked_mul(3)? - 2, 3),
        [year, week] if upper.contains('W') || text.contains('周') => iso_week(year, week),
        [year, month] if year > 999 => months(year, month, 1),
        _ => range(text).ok(),
    }
}

fn in_arabic_digits(text: &str) -> String {
    ["一", "二", "三", "四"].iter().zip(["1", "2", "3", "4"]).fold(text.to_owned(), |text, (zh, digit)| text.replace(zh, digit))
}

fn iso_week(year: i16, week: i16) -> Option<(Date, Date)> {
    let weekdays = jiff::civil::ISOWeekDate::new(year, i8::try_from(week).ok()?, jiff::civil::Weekday::Monday).ok()?.date();
    let monday = Date::try_new(weekdays.year(), weekdays.month(), weekdays.day())?;
    Some((monday, monday.plus(6)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations() {
        for (text, first, last) in [
            ("2026", Date::new(2026, 1, 1), Date::new(2026, 12, 31)),
            ("2026-Q2", Date::new(2026, 4, 1), Date::new(2026, 6, 30)),
            ("Q2 2026", Date::new(2026, 4, 1), Date::new(2026, 6, 30)),
            ("2026年第二季度", Date::new(2026, 4, 1), Date::new(2026, 6, 30)),
            ("2026-02", Date::new(2026, 2, 1), Date::new(2026, 2, 28)),
            ("2026年5月", Date::new(2026, 5, 1), Date::new(2026, 5, 31)),
            ("2026-W01", Date::new(2025, 12, 29), Date::new(2026, 1, 4)),
            ("2026-05-01..2026-05-15", Date::new(2026, 5, 1), Date::new(2026, 5, 15)),
        ] {
            let period = Period::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((period.first, period.last), (first, last), "{text}");
        }
        let day = Period::parse("2026-05-01..2026-05-01").map(|period| (period.first, period.last));
        assert_eq!((day, Period::parse("2026-05-02..2026-05-01")), (Some((Date::new(2026, 5, 1), Date::new(2026, 5, 1))), None));
        for (text, is_read) in [("999-Q1", false), ("1000-Q1", true), ("999-5", false), ("1000-5", true)] {
            assert_eq!(Period::parse(text).is_some(), is_read, "a year has four digits: {text}");
        }
        let may = Period::parse("2026-05").unwrap();
        assert!(may.ended(Date::new(2026, 5, 31)) && !may.ended(Date::new(2026, 5, 30)));
        assert_eq!(Period::parse("2026-13"), None);
        assert_eq!(Period::parse("spring"), None);
    }
}
