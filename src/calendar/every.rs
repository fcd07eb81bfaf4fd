//! How often something happens.

use super::Date;
use super::words::weekday;
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
    /// Reads `week`, `2 weeks`, `weekly`, `每两周`, `每3天`, `per release`, `每次…` and the like; a day or a time may stand behind it.
    pub fn parse(text: &str) -> Option<Self> {
        Self::alone(text).or_else(|| on_days(text))
    }

    /// Reads a cadence that stands alone.
    pub fn alone(text: &str) -> Option<Self> {
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

    /// The day `k` periods after an anchor; `None` for a cadence without a calendar, and for a day that no calendar has.
    pub fn after(self, anchor: Date, k: i64) -> Option<Date> {
        let Self::Units(n, unit) = self else { return None };
        let units = i64::from(n).checked_mul(k)?;
        match unit {
            Unit::Day => anchor.checked_plus(units),
            Unit::Week => anchor.checked_plus(units.checked_mul(7)?),
            Unit::Month => anchor.checked_plus_months(units),
            Unit::Quarter => anchor.checked_plus_months(units.checked_mul(3)?),
            Unit::Year => anchor.checked_plus_months(units.checked_mul(12)?),
        }
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

/// Which day or at what time it is, beside how often: `Weekly (Fri)`, `Daily 9:15`, `Mondays`, 「每周一 10:00」, 「每月5日前」.
fn on_days(text: &str) -> Option<Every> {
    let text = text.trim().to_lowercase();
    let bare = text.split(['(', '（']).next().unwrap_or_default().replace('@', " ");
    let is_on = |word: &&str| weekday(word.trim_end_matches('s')).is_some() || is_clock(word) || matches!(*word, "on" | "at" | "and");
    let words = || bare.split([' ', ',', '，', '、', '/']).filter(|word| !word.is_empty());
    let often: Vec<&str> = words().filter(|word| !is_on(word)).collect();
    let names_a_day = || words().any(|word| weekday(word.trim_end_matches('s')).is_some());
    match often.as_slice() {
        [] | ["every"] if names_a_day() => Some(Every::Units(1, Unit::Week)),
        [] => None,
        often => Every::alone(&often.join(" ")).or_else(|| on_days_in_chinese(often.first()?).filter(|_| often.len() == 1)),
    }
}

fn is_clock(word: &str) -> bool {
    let bare = word.trim_end_matches("am").trim_end_matches("pm");
    let is_time = bare.len() < word.len() || bare.contains([':', '：']);
    is_time && bare.starts_with(|c: char| c.is_ascii_digit()) && bare.chars().all(|c| c.is_ascii_digit() || ":：-–".contains(c))
}

/// 「每周一、三」, 「每周五下午」, 「每月5日前」, 「每月底」.
fn on_days_in_chinese(text: &str) -> Option<Every> {
    const PARTS: [&str; 5] = ["上午", "下午", "早上", "晚上", "中午"];
    let text = PARTS.iter().fold(text.to_owned(), |text, part| text.replace(part, ""));
    let is_of = |rest: &str, signs: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
    let after = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word).map(str::to_owned));
    if after(&["每周", "每星期"])
        .is_some_and(|rest| is_of(&rest, "一二三四五六日天至到和、") && !rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(Every::Units(1, Unit::Week));
    }
    after(&["每月", "每个月"]).filter(|rest| is_of(rest, "第最后一二三四个工作周日号前底初末")).map(|_| Every::Units(1, Unit::Month))
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
        for (text, expected) in [
            ("Weekly (Fri)", Every::Units(1, Unit::Week)),
            ("Weekly on Mondays", Every::Units(1, Unit::Week)),
            ("Every Tuesday", Every::Units(1, Unit::Week)),
            ("Daily 9:15", Every::Units(1, Unit::Day)),
            ("daily @ 10am", Every::Units(1, Unit::Day)),
            ("Monthly (last Thu)", Every::Units(1, Unit::Month)),
            ("Every 2 weeks (Wed)", Every::Units(2, Unit::Week)),
            ("每周一 10:00", Every::Units(1, Unit::Week)),
            ("每周五下午", Every::Units(1, Unit::Week)),
            ("每月5日前", Every::Units(1, Unit::Month)),
            ("每天 9:00", Every::Units(1, Unit::Day)),
        ] {
            assert_eq!((Every::parse(text), Every::alone(text)), (Some(expected), None), "{text}");
        }
        for text in ["每周两次", "每月2次", "Every 2nd Tuesday", "Daily during the fair", "3 times weekly", "(Fri)", "10:00"] {
            assert_eq!(Every::parse(text), None, "{text}");
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
