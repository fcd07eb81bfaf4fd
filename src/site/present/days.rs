//! Days and stretches of days as a page says them.

use crate::calendar::{Date, Period};
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Lang, Message, date};

/// A day within a sentence, without its year where that is the report's.
pub(crate) fn short(page: Page<'_>, day: Date) -> Message {
    date::short_in_both(day.civil(), page.whole.project.report_date.year())
}

/// A day beside a drawing.
pub(crate) fn brief(page: Page<'_>, day: Date) -> Run {
    Run { text: date::brief(page.lang, day.civil(), page.whole.project.report_date.year()), ..page.day(day) }
}

/// A stretch of days beside a drawing.
pub(crate) fn brief_stretch(page: Page<'_>, from: Date, to: Date) -> Vec<Run> {
    if from == to {
        return vec![brief(page, from)];
    }
    joined(page, [from, to], date::range_brief(page.lang, from.civil(), to.civil(), page.whole.project.report_date.year()))
}

/// A stretch of days.
pub(crate) fn stretch(page: Page<'_>, from: Date, to: Date) -> Vec<Run> {
    if from == to {
        return vec![page.day(from)];
    }
    joined(page, [from, to], date::range(page.lang, from.civil(), to.civil(), page.whole.project.report_date.year()))
}

/// A period by its name, else by its days: "Oct 2026", "Q4 2026"; 「2026年10月」, 「2026年四季度」.
pub(crate) fn period(lang: Lang, period: &Period) -> String {
    let first = period.first.civil();
    let is_whole = |months: i64| {
        let begins = first.day() == 1 && i64::from(first.month() - 1) % months == 0;
        begins && period.first.plus_months(months).plus(-1) == period.last
    };
    let year = first.year();
    let named = |part: &str| match lang {
        Lang::En => format!("{part} {year}"),
        Lang::Zh => format!("{year}年{part}"),
    };
    if is_whole(1) {
        named(&date::month(lang, first))
    } else if is_whole(3) {
        named(date::quarter(lang, first))
    } else if is_whole(12) {
        match lang {
            Lang::En => year.to_string(),
            Lang::Zh => format!("{year}年"),
        }
    } else {
        days(lang, period)
    }
}

/// The days of a period with their years, a year that both have once.
pub(crate) fn days(lang: Lang, period: &Period) -> String {
    let (first, last) = (period.first.civil(), period.last.civil());
    let is_one_year = first.year() == last.year();
    match lang {
        Lang::En if is_one_year => format!("{} – {}", date::short(lang, first, last.year()), date::long(lang, last)),
        Lang::En => format!("{} – {}", date::long(lang, first), date::long(lang, last)),
        Lang::Zh if is_one_year => format!("{}至{}", date::long(lang, first), date::short(lang, last, first.year())),
        Lang::Zh => format!("{}至{}", date::long(lang, first), date::long(lang, last)),
    }
}

fn joined(page: Page<'_>, [from, to]: [Date; 2], [first, dash, last]: [String; 3]) -> Vec<Run> {
    vec![Run { text: first, ..page.day(from) }, Run::text(dash), Run { text: last, ..page.day(to) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_called_by_its_name_or_its_days() {
        let said = |text: &str| Lang::ALL.map(|lang| period(lang, &Period::parse(text).unwrap()));
        assert_eq!(said("2026-10"), ["Oct 2026", "2026年10月"]);
        assert_eq!(said("2026-Q4"), ["Q4 2026", "2026年四季度"]);
        assert_eq!(said("2026"), ["2026", "2026年"]);
        assert_eq!(said("2026-W20"), ["11 May – 17 May 2026", "2026年5月11日至5月17日"]);
        assert_eq!(said("2026-02-01..2026-04-30"), ["1 Feb – 30 Apr 2026", "2026年2月1日至4月30日"]);
        assert_eq!(said("2026-12-15..2027-01-15"), ["15 Dec 2026 – 15 Jan 2027", "2026年12月15日至2027年1月15日"]);
    }
}
