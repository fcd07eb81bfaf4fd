//! How much of a person's time.

use std::borrow::Cow;

use super::{Value, text_type};
use crate::source::typing::Refusal;
use crate::{both, say};

/// A part of a person's week: per cent of it, or hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Workload {
    /// Per cent of the person's capacity.
    Percent(f64),
    /// Hours a week, from and to; the middle counts.
    Hours(f64, f64),
}

impl Workload {
    /// Hours a week of a person with a capacity.
    pub fn hours(self, capacity: f64) -> f64 {
        match self {
            Self::Percent(percent) => capacity * percent / 100.0,
            Self::Hours(low, high) => f64::midpoint(low, high),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let hours = ["小时", "hours", "hour", "h"].iter().find_map(|unit| text.strip_suffix(unit));
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
        if let Some(hours) = hours {
            let (low, high) = hours.split_once(['-', '–', '~', '至']).unwrap_or((hours, hours));
            return Some(Self::Hours(number(low)?, number(high)?));
        }
        number(text.trim_end_matches(['%', '％'])).map(Self::Percent)
    }
}

text_type!(
    Workload,
    "a per cent, or hours a week",
    |text| Workload::read(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is neither a per cent nor hours.", "“{text}”既不是百分比也不是小时数。", text = text)).help(both!(
            "Write 50 or 50% of the person's time, or hours a week as 6h or 6-12h.",
            "写占个人时间的百分比（50 或 50%），或每周小时数（6h、6-12h）。"
        ))
    }),
    |load| match load {
        Workload::Percent(percent) => Value::Percent(*percent),
        Workload::Hours(low, high) if (high - low).abs() < f64::EPSILON => Value::Plain(Cow::Owned(format!("{low} h"))),
        Workload::Hours(low, high) => Value::Plain(Cow::Owned(format!("{low}–{high} h"))),
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_or_hours() {
        assert_eq!(Workload::read("50%"), Some(Workload::Percent(50.0)));
        assert_eq!(Workload::read("6-12h").map(|load| load.hours(40.0)), Some(9.0));
        assert_eq!(Workload::read("38").map(|load| load.hours(40.0)), Some(15.2));
        assert_eq!(Workload::read("half"), None);
    }
}
