//! Days, months and ranges as each language writes them.

use jiff::civil::Date;

use super::{Lang, Message};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

/// A day with its year: "21 Nov 2026", 「2026年11月21日」.
pub fn long(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En => format!("{} {} {}", date.day(), month_name(date), date.year()),
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// A day without its year where that is `year`: "21 Nov", 「11月21日」; else as [`long`].
pub fn short(lang: Lang, date: Date, year: i16) -> String {
    if date.year() != year {
        return long(lang, date);
    }
    match lang {
        Lang::En => format!("{} {}", date.day(), month_name(date)),
        Lang::Zh => format!("{}月{}日", date.month(), date.day()),
    }
}

/// A day with its year as a [`Message`].
pub fn message(date: Date) -> Message {
    Message { en: long(Lang::En, date).into(), zh: long(Lang::Zh, date).into() }
}

/// A month on an axis: "Nov", 「11月」.
pub fn month(lang: Lang, date: Date) -> String {
    match lang {
        Lang::En => month_name(date).to_owned(),
        Lang::Zh => format!("{}月", date.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let day = Date::constant(2026, 11, 21);
        assert_eq!(long(Lang::En, day), "21 Nov 2026");
        assert_eq!(long(Lang::Zh, day), "2026年11月21日");
        assert_eq!(short(Lang::En, day, 2026), "21 Nov");
        assert_eq!(short(Lang::Zh, day, 2025), "2026年11月21日");
        assert_eq!(month(Lang::Zh, day), "11月");
    }
}
