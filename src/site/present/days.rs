//! Days and stretches of days as a page says them.

use crate::calendar::Date;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Message, date};

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

fn joined(page: Page<'_>, [from, to]: [Date; 2], [first, dash, last]: [String; 3]) -> Vec<Run> {
    vec![Run { text: first, ..page.day(from) }, Run::text(dash), Run { text: last, ..page.day(to) }]
}
