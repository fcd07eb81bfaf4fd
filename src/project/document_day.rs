//! The day that a document of a register stands for: of its file's name, of its heading, of a line, of a period.

use super::content::stem;
use super::draft::scalar;
use super::entries::{Entries, is_filled, put};
use super::kind::Kind;
use super::labelled;
use crate::calendar::{Date, Period, date_in};
use crate::say;
use crate::source::document::Document;
use crate::source::{Key, Problem, ProblemKind, Span};

/// The field of the day that a document of a register stands for.
pub(super) fn day_field(kind: Kind) -> Option<&'static str> {
    kind.dated().filter(|field| matches!(*field, "date" | "raised" | "opened"))
}

/// The day of a document: of its file's name, of its heading, or of a line that says it.
pub(super) fn day(path: &str, document: &Document<'_>) -> Option<Date> {
    date_in(stem(path).0).or_else(|| document.title.as_ref().and_then(|(title, _)| date_in(title)))
}

/// Whether a document is of one day: that of its file's name, or of its title where no other heading beside it says one.
pub(super) fn is_one(path: &str, document: &Document<'_>) -> bool {
    let beside = document.headings.first().map(|title| title.level);
    let of_days = document.headings.iter().filter(|heading| Some(heading.level) == beside && date_in(&heading.text).is_some()).count();
    date_in(stem(path).0).is_some() || (day(path, document).is_some() && of_days < 2)
}

/// Whether one line of a document, or one row of its forms, says the day that it stands for.
pub(super) fn is_said(text: &str, kind: Kind, document: &Document<'_>) -> bool {
    let Some(field) = day_field(kind) else { return false };
    let is_day = |label: &str| kind.vocabulary().named(labelled::label(label)).is_some_and(|path| path == [field]);
    let is_label = |label: &str| kind.vocabulary().named(labelled::label(label)).is_some();
    labelled::of(text, document.body, document.title.is_some(), &document.headings, is_label)
        .iter()
        .filter(|labelled| is_day(labelled.label.of(text)))
        .count()
        == 1
}

/// The day of the file's name; a heading that says another one is said.
pub(super) fn of_name<'a>(entries: &mut Entries<'a>, kind: Kind, path: &str, document: &Document<'a>, problems: &mut Vec<Problem>) {
    let (Some(field), Some(day)) = (day_field(kind), date_in(stem(path).0)) else { return };
    if let Some((title, span)) = &document.title
        && let Some(said) = date_in(title)
        && said != day
    {
        let message = say!("The heading says {said}, the file's name {day}.", "标题写的是{said}，文件名写的是{day}。", said, day);
        problems.push(Problem::new(ProblemKind::Contradiction, *span, message).help(crate::both!(
            "Correct the one that is wrong, or write `date:` in the front matter.",
            "改正其中写错的一处，或在文件开头的 `date:` 写明日期。"
        )));
    }
    if !is_filled(entries, kind, field) {
        let at = document.title.as_ref().map_or(document.body, |(_, span)| *span);
        put(entries, field, scalar(day.to_string(), Span { start: at.start, end: at.start }));
    }
}

/// A period stands for its last day, where nothing says a day; the heading may say it: 「周报（3月2日—3月6日）」.
pub(super) fn of_period<'a>(entries: &mut Entries<'a>, kind: Kind, document: &Document<'a>) {
    let Some(day) = day_field(kind).filter(|field| kind.vocabulary().field("period").is_some() && !is_filled(entries, kind, field)) else {
        return;
    };
    let words = kind.vocabulary();
    let is_period = |key: &Key<'_>| words.find(&key.name).is_some_and(|path| path == ["period"]);
    let said = entries.iter().find(|(key, _)| is_period(key)).and_then(|(_, value)| Some((Period::parse(value.text()?)?, value.span)));
    if let Some((period, span)) = said {
        put(entries, day, scalar(period.last.to_string(), span));
        return;
    }
    let of_title = |(title, span): &(String, Span)| period_in(title).map(|period| (period, *span));
    if let Some((period, span)) = document.title.as_ref().and_then(of_title) {
        put(entries, "period", scalar(period.text, span));
        put(entries, day, scalar(period.last.to_string(), span));
    }
}

/// Whether the title says a stretch of time, as that of a plan does: `Sprint 12 (2026-03-02 – 2026-03-13)`.
pub(super) fn of_a_period(document: &Document<'_>) -> bool {
    document.title.as_ref().and_then(|(title, _)| period_in(title)).is_some()
}

/// A stretch of days within a title.
fn period_in(title: &str) -> Option<Period> {
    let parts = title.split(['(', ')', '（', '）', '|', ':', '：', ',']).map(str::trim);
    parts.filter(|part| part.contains(|c: char| c.is_ascii_digit())).find_map(range_of)
}

/// The day of the heading, where nothing else says one.
pub(super) fn of_title<'a>(entries: &mut Entries<'a>, kind: Kind, document: &Document<'a>) {
    if let (Some(field), Some((title, span))) = (day_field(kind), &document.title)
        && !is_filled(entries, kind, field)
        && let Some(day) = date_in(title)
    {
        put(entries, field, scalar(day.to_string(), *span));
    }
}

/// A text that is a range of days.
pub(super) fn range_of(text: &str) -> Option<Period> {
    Period::parse(text).filter(|period| period.first < period.last)
}

/// The day of which the document speaks.
pub(super) fn said_on(entries: &Entries<'_>, kind: Kind) -> Option<Date> {
    let (field, words) = (kind.dated()?, kind.vocabulary());
    let value = entries.iter().find(|(key, _)| words.find(&key.name).is_some_and(|path| path == [field])).map(|(_, value)| value);
    Date::parse(value?.text()?).ok()
}
