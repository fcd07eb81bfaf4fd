//! Weeks and months as rows, lanes as columns.

use super::events::{Event, Lane};
use crate::calendar::{Date, Weekday};
use crate::site::present::days::stretch;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date};
use crate::{both, say};

/// The weeks that come first.
pub(super) const WEEKS: i64 = 8;
/// So many of a lane stand in a week or a month; of more it is said how many there are.
const MOST: usize = 10;

/// The next weeks, from the one of the report date on.
pub(super) fn weeks(page: Page<'_>, events: &[Event]) -> Table {
    let this = page.whole.project.report_date.monday();
    let stretches: Vec<(Date, Date)> = (0..WEEKS).map(|week| (this.plus(7 * week), this.plus(7 * week + 6))).collect();
    let mut rows: Vec<Stretch<'_>> =
        stretches.iter().map(|(first, last)| (week(page, *first, *last), within(events, *first, *last), (*first, *last))).collect();
    let filled = rows.iter().rposition(|(_, events, _)| !events.is_empty()).map_or(1, |at| at + 1);
    if let [(_, _, (first, _)), .., (_, _, (_, last))] = rows.get(filled..).unwrap_or_default() {
        let nothing = Shown::line(stretch(page, *first, *last)).note(page.say(&both!("nothing yet", "暂无安排")));
        let days = (*first, *last);
        rows.truncate(filled);
        rows.push((nothing, Vec::new(), days));
    }
    table(page, ("t-weeks", &both!("Week by week, by lane", "按周、分栏排列")), &both!("Week", "周"), rows)
}

/// Months in which something begins, on or after a day or before it.
pub(super) fn months(page: Page<'_>, events: &[Event], id: &'static str, caption: &Message, is_in: impl Fn(Date) -> bool) -> Option<Table> {
    let mut firsts: Vec<Date> = events.iter().map(|event| event.first).filter(|day| is_in(*day)).map(Date::first_of_month).collect();
    firsts.dedup();
    let row = |first: Date| {
        let last = first.plus_months(1).plus(-1);
        let begun = events.iter().filter(|event| first <= event.first && event.first <= last && is_in(event.first)).collect();
        (Shown::text(month(page, first)), begun, (first, last))
    };
    (!firsts.is_empty()).then(|| table(page, (id, caption), &both!("Month", "月份"), firsts.into_iter().map(row).collect()))
}

fn month(page: Page<'_>, first: Date) -> String {
    let (name, year) = (date::month(page.lang, first.civil()), first.civil().year());
    match page.lang {
        Lang::En => format!("{name} {year}"),
        Lang::Zh => format!("{year}年{name}"),
    }
}

/// "23–29 Nov", with how many of its days are worked where that is not as usual.
fn week(page: Page<'_>, first: Date, last: Date) -> Shown {
    let project = &page.whole.project;
    let worked = project.calendar.workdays_between(first, last);
    let usual = match project.settings.calendar.workdays.len() {
        0 => Weekday::WORKDAYS.len(),
        some => some,
    };
    let days = say!("{worked} working day{en_s}", "{worked}个工作日", worked, en_s = if worked == 1 { "" } else { "s" });
    let days = (usize::try_from(worked) != Ok(usual)).then_some(days);
    let this = (first <= project.report_date && project.report_date <= last).then_some(both!("this week", "本周"));
    let notes: Vec<String> = this.into_iter().chain(days).map(|note| page.say(&note)).collect();
    let shown = Shown::line(stretch(page, first, last));
    if notes.is_empty() { shown } else { shown.note(notes.join(" · ")) }
}

fn within(events: &[Event], first: Date, last: Date) -> Vec<&Event> {
    events.iter().filter(|event| event.first <= last && first <= event.last).collect()
}

/// A row: its head, what is in it, and its days.
type Stretch<'e> = (Shown, Vec<&'e Event>, (Date, Date));

fn table(page: Page<'_>, (id, caption): (&'static str, &Message), head: &Message, rows: Vec<Stretch<'_>>) -> Table {
    let is_used = |lane: &Lane| rows.iter().any(|(_, events, _)| events.iter().any(|event| event.lane == *lane));
    let lanes: Vec<Lane> = Lane::ALL.into_iter().filter(is_used).collect();
    let columns = lanes.iter().map(|lane| Column::plain(page.say(&lane.title())));
    let row = |(head, events, days): Stretch<'_>| {
        let cells = lanes.iter().map(|lane| cell(page, *lane, &events, days));
        Row::new(std::iter::once(head).chain(cells).collect())
    };
    Table {
        id: id.to_owned(),
        caption: page.say(caption),
        columns: std::iter::once(Column::plain(page.say(head))).chain(columns).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}

fn cell(page: Page<'_>, lane: Lane, events: &[&Event], days: (Date, Date)) -> Shown {
    let of_lane: Vec<&&Event> = events.iter().filter(|event| event.lane == lane).collect();
    let more = of_lane.len().saturating_sub(MOST);
    let mut lines: Vec<Vec<Run>> = of_lane.iter().take(MOST).map(|event| line(page, event, days)).collect();
    if more > 0 {
        let register = lane.kind().and_then(|kind| page.whole.names.register(kind));
        let says = page.say(&say!("and {more} more", "另有{more}项", more));
        lines.push(vec![Run { href: register.map(|address| page.href(address)), ..Run::text(says) }]);
    }
    Shown { lines, ..Shown::default() }
}

/// "Tue 1 Dec M-11 Firmware": the day or the days, and what is on.
fn line(page: Page<'_>, event: &Event, (first, last): (Date, Date)) -> Vec<Run> {
    let year = page.whole.project.report_date.year();
    let is_month = first.days_until(last) > 6;
    let day = |day: Date| {
        let text = date::short(page.lang, day.civil(), year);
        let weekday = page.say(&Weekday::of(day).label());
        let text = match page.lang {
            _ if is_month => text,
            Lang::En => format!("{weekday} {text}"),
            Lang::Zh => format!("{text}{weekday}"),
        };
        Run { day: Some(day.to_string()), ..Run::text(text) }
    };
    let text = |message: Message| Run::text(page.say(&message));
    let (begins, ends) = (event.first >= first, event.last <= last);
    let mut runs = match (begins, ends) {
        _ if event.first == event.last => vec![day(event.first), text(both!(": ", "："))],
        (true, true) => vec![day(event.first), text(both!(" to ", "至")), day(event.last), text(both!(": ", "："))],
        (true, false) if is_month => vec![day(event.first), text(both!(" to ", "至")), day(event.last), text(both!(": ", "："))],
        (true, false) => vec![text(both!("from ", "")), day(event.first), text(both!(": ", "起："))],
        (false, true) => vec![text(both!("until ", "至")), day(event.last), text(both!(": ", "："))],
        (false, false) => vec![text(both!("all week: ", "全周："))],
    };
    runs.retain(|run| !run.text.is_empty());
    runs.extend(event.what.iter().cloned());
    if let Some(last) = runs.last_mut() {
        last.status.clone_from(&event.status);
    }
    runs
}
