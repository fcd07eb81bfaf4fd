//! Load per person and week.

use serde::Serialize;

use crate::analysis::load::WeekLoad;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::{Lang, Message, date, number};
use crate::{both, say};

/// The weeks that are shown, and how many of them are past.
const WEEKS: i64 = 13;
const PAST_WEEKS: i64 = 4;

/// So many people are drawn at first, and all who are booked above their capacity.
const FIRST: usize = 6;

/// Load by person and week, the one who is booked highest first.
#[derive(Serialize)]
pub(super) struct Load {
    title: String,
    caption: String,
    weeks: Vec<String>,
    /// How many of the weeks are over; a phone leaves them out.
    past: usize,
    people: Vec<PersonLoad>,
    /// Those with less, and how many they are.
    others: Vec<PersonLoad>,
    more: String,
    key: Vec<Step>,
}

#[derive(Serialize)]
struct PersonLoad {
    name: Vec<Run>,
    weeks: Vec<WeekCell>,
    /// The highest share of the capacity from this week on.
    #[serde(skip)]
    peak: f64,
    #[serde(skip)]
    is_over: bool,
}

/// A week of a person: the load as a per cent, and how it looks.
#[derive(Serialize, Default)]
struct WeekCell {
    class: &'static str,
    text: String,
    is_over: bool,
}

#[derive(Serialize)]
struct Step {
    class: &'static str,
    name: String,
}

/// The weeks around the report date of everyone who is allocated then; `None` if nobody is.
pub(super) fn load(page: Page<'_>) -> Option<Load> {
    let by_person = &page.whole.analysis.load;
    let mondays = shown_weeks(page, by_person.values().flatten())?;
    let this_week = page.whole.project.report_date.monday();
    let people = by_person.iter().map(|(index, weeks)| {
        let ahead = || weeks.iter().filter(|week| week.monday >= this_week && mondays.contains(&week.monday));
        PersonLoad {
            name: page.record(RecordId { kind: Kind::People, index: *index }),
            weeks: mondays.iter().map(|monday| cell(page, weeks.iter().find(|week| week.monday == *monday))).collect(),
            peak: ahead().filter_map(WeekLoad::utilisation).fold(0.0, f64::max),
            is_over: ahead().any(WeekLoad::is_over),
        }
    });
    let mut people: Vec<PersonLoad> = people.filter(|person| person.weeks.iter().any(|week| !week.text.is_empty())).collect();
    people.sort_by(|one, other| other.is_over.cmp(&one.is_over).then(other.peak.total_cmp(&one.peak)));
    let over = people.iter().filter(|person| person.is_over).count();
    let all = people.len();
    let others = people.split_off(FIRST.max(over).min(all));
    let n = others.len();
    Some(Load {
        title: page.say(&title(over, all)),
        more: page.say(&say!("{n} more, none above capacity", "另有{n}人，均未超过可用工时", n)),
        others,
        caption: page.say(&both!(
            "Hours allocated as a per cent of capacity, by the week's Monday; ▲ is above capacity",
            "已分配工时占可用工时的百分比，按周（周一日期）；▲表示超过可用工时"
        )),
        weeks: mondays.iter().map(|monday| head(page, *monday)).collect(),
        past: mondays.iter().filter(|monday| **monday < page.whole.project.report_date.monday()).count(),
        people,
        key: key(page),
    })
}

/// What the workload says.
fn title(over: usize, all: usize) -> Message {
    match over {
        0 => both!("Nobody is booked above capacity from this week on", "本周起无人超过可用工时"),
        1 => say!("1 of {all} people is booked above capacity from this week on", "本周起{all}人中1人超过可用工时", all),
        over => {
            say!("{over} of {all} people are booked above capacity from this week on", "本周起{all}人中{over}人超过可用工时", over, all)
        }
    }
}

/// "16 Nov", 「11/16」: a column is too narrow for a Chinese date in full.
fn head(page: Page<'_>, monday: Date) -> String {
    match page.lang {
        Lang::En => date::short(page.lang, monday.civil(), monday.year()),
        Lang::Zh => format!("{}/{}", monday.month(), monday.day()),
    }
}

/// At most thirteen Mondays, among them that of the report date if anyone is allocated around it.
fn shown_weeks<'l>(page: Page<'_>, weeks: impl Iterator<Item = &'l WeekLoad> + Clone) -> Option<Vec<Date>> {
    let (first, last) = (weeks.clone().map(|week| week.monday).min()?, weeks.map(|week| week.monday).max()?);
    let latest_start = first.max(last.plus(-7 * (WEEKS - 1)));
    let start = page.whole.project.report_date.monday().plus(-7 * PAST_WEEKS).clamp(first, latest_start);
    Some((0..WEEKS).map(|week| start.plus(7 * week)).take_while(|monday| *monday <= last).collect())
}

fn cell(page: Page<'_>, week: Option<&WeekLoad>) -> WeekCell {
    let Some(week) = week else { return WeekCell::default() };
    let text = match week.utilisation() {
        Some(share) => number::full(share * 100.0, 0),
        None if week.is_over() => page.say(&say!("{hours} h", "{hours}小时", hours = number::decimal(week.hours(), 0))),
        None => return WeekCell::default(),
    };
    let class = match () {
        () if week.is_above(110.0) => "q5 hx",
        () if week.is_above(100.0) => "q4",
        () if week.is_above(79.5) => "q3",
        () if week.is_above(49.5) => "q2",
        () => "q1",
    };
    WeekCell { class, text, is_over: week.is_over() }
}

fn key(page: Page<'_>) -> Vec<Step> {
    let steps = [
        ("q1", both!("under 50", "50以下")),
        ("q2", both!("50–79", "50–79")),
        ("q3", both!("80–100", "80–100")),
        ("q4", both!("▲ 101–110", "▲101–110")),
        ("q5", both!("▲ over 110", "▲超过110")),
    ];
    steps.into_iter().map(|(class, name)| Step { class, name: page.say(&name) }).collect()
}
