//! How much of a person's time.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Value, text_type};
use crate::source::schema::SHARE;
use crate::source::typing::Refusal;
use crate::{both, say};

/// A part of a person's week: per cent of it, or hours; exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// Per cent of the person's capacity.
    Percent(Decimal),
    /// Hours a week, from and to; the middle counts.
    Hours(Decimal, Decimal),
}

impl Workload {
    /// Hours a week of a person with a capacity.
    pub fn hours(self, capacity: Decimal) -> Decimal {
        match self {
            Self::Percent(percent) => capacity.saturating_mul(percent) / Decimal::ONE_HUNDRED,
            Self::Hours(low, high) => low.saturating_add(high) / Decimal::TWO,
        }
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let hours = ["小时", "hours", "hour", "h"].iter().find_map(|unit| text.strip_suffix(unit));
        let number = |text: &str| text.trim().parse::<Decimal>().ok().filter(|n| !n.is_sign_negative());
        if let Some(hours) = hours {
            let (low, high) = hours.split_once(['-', '–', '~', '至']).unwrap_or((hours, hours));
            return Some(Self::Hours(number(low)?, number(high)?));
        }
        number(text.trim_end_matches(['%', '％'])).map(Self::Percent)
    }
}

text_type!(
    Workload,
    SHARE,
    |text| Workload::read(text).ok_or_else(|| {
        Refusal::new(say!("“{text}” is neither a per cent nor hours.", "“{text}”既不是百分比也不是小时数。", text)).help(both!(
            "Write 50 or 50% of the person's time, or hours a week as 6h or 6-12h.",
            "写占个人时间的百分比（50 或 50%），或每周小时数（6h、6-12h）。"
        ))
    }),
    |load| match load {
        Workload::Percent(percent) => Value::Percent(percent.to_f64().unwrap_or_default()),
        Workload::Hours(low, high) if high == low => Value::Plain(Cow::Owned(format!("{low} h"))),
        Workload::Hours(low, high) => Value::Plain(Cow::Owned(format!("{low}–{high} h"))),
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_or_hours() {
        let hours = |text: &str| Workload::read(text).map(|load| load.hours(40.into()));
        assert_eq!(Workload::read("50%"), Some(Workload::Percent(50.into())));
        assert_eq!((hours("6-12h"), hours("38")), (Some(9.into()), Some(Decimal::new(152, 1))));
        assert_eq!((hours("33.3"), hours("6-7h")), (Some(Decimal::new(1332, 2)), Some(Decimal::new(65, 1))));
        assert_eq!(Workload::read("half"), None);
    }
}
