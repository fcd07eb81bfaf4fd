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

/// A day for the narrow places of charts: as [`short`], 「11/21」 in Chinese.
pub fn brief(lang: Lang, date: Date, year: i16) -> String {
    match lang {
        Lang::En => short(lang, date, year),
        Lang::Zh if date.year() == year => format!("{}/{}", date.month(), date.day()),
        Lang::Zh => format!("{}/{}/{}", date.year(), date.month(), date.day()),
    }
}

/// A stretch of days as its first day, a dash and its last: "16–20 Nov", "30 Nov – 4 Dec"; 「11月16日至20日」.
pub fn range(lang: Lang, from: Date, to: Date, year: i16) -> [String; 3] {
    let is_one_month = (from.year(), from.month()) == (to.year(), to.month());
    match lang {
        Lang::En if is_one_month => [from.day().to_string(), "–".to_owned(), short(lang, to, year)],
        Lang::En => [short(lang, from, year), " – ".to_owned(), short(lang, to, year)],
        Lang::Zh if is_one_month => [short(lang, from, year), "至".to_owned(), format!("{}日", to.day())],
        Lang::Zh => [short(lang, from, year), "至".to_owned(), short(lang, to, year)],
    }
}

/// As [`range`] for the narrow places of charts: 「11/16–11/20」 in Chinese.
pub fn range_brief(lang: Lang, from: Date, to: Date, year: i16) -> [String; 3] {
    match lang {
        Lang::En => range(lang, from, to, year),
        Lang::Zh => [brief(lang, from, year), "–".to_owned(), brief(lang, to, year)],
    }
}

/// A quarter: "Q1", 「一季度」.
pub fn quarter(lang: Lang, date: Date) -> &'static str {
    match (lang, date.month()) {
        (Lang::En, ..=3) => "Q1",
        (Lang::En, ..=6) => "Q2",
        (Lang::En, ..=9) => "Q3",
        (Lang::En, _) => "Q4",
        (Lang::Zh, ..=3) => "一季度",
        (Lang::Zh, ..=6) => "二季度",
        (Lang::Zh, ..=9) => "三季度",
        (Lang::Zh, _) => "四季度",
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

/// A date as [`short`] writes it, in both languages.
pub fn short_in_both(date: Date, year: i16) -> Message {
    Message { en: short(Lang::En, date, year).into(), zh: short(Lang::Zh, date, year).into() }
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
        assert_eq!((brief(Lang::En, day, 2026), brief(Lang::Zh, day, 2026)), ("21 Nov".to_owned(), "11/21".to_owned()));
        assert_eq!(brief(Lang::Zh, day, 2025), "2026/11/21");
        assert_eq!((quarter(Lang::En, day), quarter(Lang::Zh, day)), ("Q4", "四季度"));
    }

    #[test]
    fn stretches_say_a_month_once() {
        let day = |year, month, day| Date::constant(year, month, day);
        let both = |from, to| Lang::ALL.map(|lang| [range(lang, from, to, 2026).concat(), range_brief(lang, from, to, 2026).concat()]);
        assert_eq!(both(day(2026, 11, 16), day(2026, 11, 20)), [["16–20 Nov", "16–20 Nov"], ["11月16日至20日", "11/16–11/20"]]);
        assert_eq!(both(day(2026, 11, 30), day(2026, 12, 4)), [["30 Nov – 4 Dec", "30 Nov – 4 Dec"], ["11月30日至12月4日", "11/30–12/4"]]);
        let new_year = both(day(2026, 12, 30), day(2027, 1, 4));
        assert_eq!(new_year, [["30 Dec – 4 Jan 2027", "30 Dec – 4 Jan 2027"], ["12月30日至2027年1月4日", "12/30–2027/1/4"]]);
    }
}
