//! A day by which something is due, or how long before a milestone.

use std::borrow::Cow;

use super::{Value, text_type};
use crate::calendar::Date;
use crate::source::fold::fold;
use crate::source::schema::DAY;

/// A day, or calendar days before the milestone that the record names: `T-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// That day.
    Day(Date),
    /// So many calendar days before; less than nothing is after.
    Before(i64),
}

/// More days than this are no plan.
const MOST_DAYS: i64 = 3660;

impl Deadline {
    /// The day, if the milestone stands on one.
    pub fn on(self, milestone: Option<Date>) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Before(days) => milestone.map(|milestone| milestone.plus(-days)),
        }
    }

    /// Whether a text says how long before a milestone: `T-14`, 「前14天」.
    pub fn is_before(text: &str) -> bool {
        Self::before(text).is_some()
    }

    /// `T-14`, `T - 14d`, `D-3`, `T`, `T+2`, 「前14天」, 「提前14天」, 「T-14天」.
    fn before(text: &str) -> Option<i64> {
        let text = text.replace(['−', '–', '－'], "-");
        let is_ahead = text.trim_start().starts_with(['t', 'T', 'd', 'D', 'l', 'L']) && text.contains('-');
        let folded = fold(&text);
        let folded = ["天", "日", "days", "day", "d"].iter().find_map(|unit| folded.strip_suffix(unit)).unwrap_or(&folded);
        let days = |digits: &str| digits.parse::<i64>().ok().filter(|days| (0..=MOST_DAYS).contains(days));
        if folded == "t" {
            return Some(0);
        }
        if let Some(digits) = ["提前", "上线前", "上市前", "前"].iter().find_map(|word| folded.strip_prefix(word)) {
            return days(digits);
        }
        let rest = folded.strip_prefix(['t', 'd', 'l'])?;
        match rest.strip_prefix('+') {
            Some(digits) => days(digits).map(|days| -days),
            None if is_ahead => days(rest),
            None => None,
        }
    }
}

text_type!(
    Deadline,
    DAY,
    |text| match Self::before(text) {
        Some(days) => Ok(Self::Before(days)),
        None => Date::parse(text).map(Self::Day).map_err(super::not_a_date(text)),
    },
    |deadline| match deadline {
        Deadline::Day(day) => Value::Date(*day),
        Deadline::Before(0) => Value::Plain(Cow::Borrowed("T")),
        Deadline::Before(days) if *days < 0 => Value::Plain(Cow::Owned(format!("T+{}", -days))),
        Deadline::Before(days) => Value::Plain(Cow::Owned(format!("T-{days}"))),
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_a_milestone() {
        for (text, days) in [
            ("T-14", Some(14)),
            ("t - 14 days", Some(14)),
            ("T−7d", Some(7)),
            ("D-3", Some(3)),
            ("T", Some(0)),
            ("T+2", Some(-2)),
            ("T-14天", Some(14)),
            ("提前14天", Some(14)),
            ("上线前 7 天", Some(7)),
            ("T14", None),
            ("14", None),
            ("2026-03-01", None),
            ("T-99999", None),
            ("d", None),
            ("soon", None),
        ] {
            assert_eq!(Deadline::before(text), days, "{text}");
        }
    }

    #[test]
    fn it_moves_with_the_milestone() {
        let launch = Date::new(2026, 9, 23);
        assert_eq!(Deadline::Before(14).on(Some(launch)), Some(Date::new(2026, 9, 9)));
        assert_eq!(Deadline::Before(14).on(None), None);
        assert_eq!(Deadline::Day(launch).on(None), Some(launch));
    }
}
