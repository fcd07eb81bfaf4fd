//! How often something happens.

use super::Date;
use crate::text::Message;
use crate::{both, say};

/// A unit of a cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Days.
    Day,
    /// ISO weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

/// A cadence: every `n` units, or with something that has no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every `n` units, `n` ≥ 1.
    Units(u32, Unit),
    /// At the end of each phase.
    Phase,
    /// When something happens; never overdue by the calendar.
    Event,
}

impl Every {
    /// Reads `week`, `2 weeks`, `weekly`, `每两周`, `每3天`, `per release`, `每次…` and the like.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = text.trim().to_lowercase();
        let folded = folded.trim_start_matches("every ").trim_start_matches("once a ").trim_start_matches("once per ");
        if let Some(known) = by_word(folded) {
            return Some(known);
        }
        if folded.starts_with("per phase") || folded.contains("阶段") {
            return Some(Self::Phase);
        }
        if folded.starts_with("per ") || folded.starts_with("each ") || folded.starts_with("每次") || folded.starts_with("at ") {
            return Some(Self::Event);
        }
        counted(folded)
    }

    /// The first day of the period that holds a day; of several units the period counts from the calendar's own, not from an anchor.
    pub fn start_of_period(self, day: Date) -> Option<Date> {
        let Self::Units(_, unit) = self else { return None };
        Some(match unit {
            Unit::Day => day,
            Unit::Week => day.monday(),
            Unit::Month => day.first_of_month(),
            Unit::Quarter => day.first_of_month().plus_months(-i64::from((day.month() - 1) % 3)),
            Unit::Year => day.first_of_month().plus_months(-i64::from(day.month() - 1)),
        })
    }

    /// The day `k` periods after an anchor.
    pub fn after(self, anchor: Date, k: i64) -> Option<Date> {
        let Self::Units(n, unit) = self else { return None };
        let units = i64::from(n).checked_mul(k)?;
        Some(match unit {
            Unit::Day => anchor.plus(units),
            Unit::Week => anchor.plus(units.checked_mul(7)?),
            Unit::Month => anchor.plus_months(units),
            Unit::Quarter => anchor.plus_months(units.checked_mul(3)?),
            Unit::Year => anchor.plus_months(units.checked_mul(12)?),
        })
    }

    /// The cadence in words: "weekly", 「每周」.
    pub fn label(self) -> Message {
        match self {
            Self::Units(1, Unit::Day) => both!("daily", "每天"),
            Self::Units(1, Unit::Week) => both!("weekly", "每周"),
            Self::Units(1, Unit::Month) => both!("monthly", "每月"),
            Self::Units(1, Unit::Quarter) => both!("quarterly", "每季度"),
            Self::Units(1, Unit::Year) => both!("yearly", "每年"),
            Self::Units(2, Unit::Week) => both!("every 2 weeks", "每两周"),
            Self::Units(n, Unit::Day) => say!("every {n} days", "每{n}天", n),
            Self::Units(n, Unit::Week) => say!("every {n} weeks", "每{n}周", n),
            Self::Units(n, Unit::Month) => say!("every {n} months", "每{n}个月", n),
            Self::Units(n, Unit::Quarter) => say!("every {n} quarters", "每{n}季度", n),
            Self::Units(n, Unit::Year) => say!("every {n} years", "每{n}年", n),
            Self::Phase => both!("per phase", "每阶段"),
            Self::Event => both!("per event", "按需"),
        }
    }
}

fn by_word(text: &str) -> Option<Every> {
    use Unit::{Day, Month, Quarter, Week, Year};
    Some(match text {
        "day" | "daily" | "d" | "每天" | "每日" | "天" | "日" => Every::Units(1, Day),
        "week" | "weekly" | "w" | "每周" | "周" | "每周一次" | "每星期" => Every::Units(1, Week),
        "biweekly" | "bi-weekly" | "fortnightly" | "fortnight" | "two weeks" | "other week" | "twice a month" | "每两周" | "双周"
        | "隔周" | "半月" | "每半月" => Every::Units(2, Week),
        "month" | "monthly" | "m" | "每月" | "月" | "月度" | "每月一次" => Every::Units(1, Month),
        "quarter" | "quarterly" | "q" | "每季度" | "季" | "季度" | "每季" => Every::Units(1, Quarter),
        "half year" | "half-year" | "half-yearly" | "semi-annually" | "semi-annual" | "semiannually" | "twice a year" | "半年"
        | "每半年" => Every::Units(6, Month),
        "year" | "yearly" | "y" | "annual" | "annually" | "每年" | "年度" | "年" => Every::Units(1, Year),
        "phase" | "每阶段" => Every::Phase,
        "event" | "ad hoc" | "ad-hoc" | "once" | "as needed" | "on demand" | "continuous" | "continuously" | "real-time" | "real time"
        | "实时" | "持续" | "按需" | "不定期" | "触发" => Every::Event,
        _ => return None,
    })
}

fn counted(text: &str) -> Option<Every> {
    let text = text.trim_start_matches('每').replace('两', "2");
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (count, unit) = text.split_at_checked(digits)?;
    let count: u32 = count.parse().ok().filter(|n| *n > 0)?;
    let unit = match unit.trim().trim_start_matches('个').trim_end_matches('s') {
        "day" | "d" | "天" | "日" => Unit::Day,
        "week" | "w" | "周" | "星期" => Unit::Week,
        "month" | "月" => Unit::Month,
        "quarter" | "季度" => Unit::Quarter,
        "year" | "年" => Unit::Year,
        _ => return None,
    };
    Some(Every::Units(count, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_counts() {
        for (text, expected) in [
            ("week", Every::Units(1, Unit::Week)),
            ("Weekly", Every::Units(1, Unit::Week)),
            ("2 weeks", Every::Units(2, Unit::Week)),
            ("every 2 weeks", Every::Units(2, Unit::Week)),
            ("每两周", Every::Units(2, Unit::Week)),
            ("每3天", Every::Units(3, Unit::Day)),
            ("3个月", Every::Units(3, Unit::Month)),
            ("1 day", Every::Units(1, Unit::Day)),
            ("per release", Every::Event),
            ("每次发布", Every::Event),
            ("per phase", Every::Phase),
        ] {
            assert_eq!(Every::parse(text), Some(expected), "{text}");
        }
        assert_eq!(Every::parse("now and then"), None);
        assert_eq!(Every::parse("0 weeks"), None);
    }

    #[test]
    fn periods() {
        let quarter = Every::Units(1, Unit::Quarter);
        assert_eq!(quarter.start_of_period(Date::new(2026, 6, 30)), Some(Date::new(2026, 4, 1)));
        assert_eq!(quarter.after(Date::new(2026, 4, 1), 2), Some(Date::new(2026, 10, 1)));
        assert_eq!(Every::Units(1, Unit::Month).after(Date::new(2026, 1, 31), 2), Some(Date::new(2026, 3, 31)));
        assert_eq!(Every::Event.start_of_period(Date::new(2026, 6, 30)), None);
    }
}
