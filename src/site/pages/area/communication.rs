//! Open actions, wherever they are written.

use super::Panel;
use crate::analysis::actions::ActionNumbers;
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::present::state::overdue;
use crate::site::present::value::decimals;
use crate::site::registers::computed::days;
use crate::site::view::page::Page;
use crate::site::view::parts::{Bar, Column, Glyph, Row, Run, Status, Table, Tone, Value as Shown};
use crate::text::{Message, number};
use crate::{both, say};

/// Carried over so often, an action is worth a word.
const OFTEN: usize = 3;

/// So many open actions are listed; the others stand with the meetings and the people that they are of.
const MOST_LISTED: usize = 100;

/// The open actions of meetings, risks and the register, the most overdue first; `None` if nothing is open.
pub(super) fn actions(page: Page<'_>) -> Option<Panel> {
    let mut open: Vec<&ActionNumbers> = page.whole.analysis.actions.iter().filter(|action| action.is_open()).collect();
    open.sort_by_key(|action| (action.due.is_none(), action.due, action.created));
    let n = open.len();
    let oldest = open.iter().filter_map(|action| action.age).max().unwrap_or_default();
    (n > 0).then(|| Panel {
        id: "open-actions",
        title: page.say(&both!("Open actions", "未完成待办")),
        say: Some(page.say(&sentence(page, &open))),
        picture: None,
        figures: Vec::new(),
        table: Some(Table {
            id: "t-open-actions".to_owned(),
            caption: page.say(&caption(n)),
            columns: vec![
                Column::sorted(page.say(&both!("What", "事项"))),
                Column::sorted(page.say(&both!("Owner", "负责人"))),
                Column::sorted(page.say(&both!("Due", "截止日期"))).class("nw"),
                Column::sorted(page.say(&both!("State", "状态"))),
                Column::sorted(page.say(&both!("Age", "已提出天数"))).class("nw"),
                Column::sorted(page.say(&both!("Carried over", "已顺延"))).class("nw"),
            ],
            rows: open.iter().take(MOST_LISTED).map(|action| row(page, action, oldest)).collect(),
        }),
    })
}

fn caption(n: usize) -> Message {
    if n > MOST_LISTED {
        return say!(
            "From meetings, risks and the register: the {most} that are due first of {n}; the others stand with their meetings and people",
            "来自会议、风险和登记册：{n}项中最先到期的{most}项，其余见各次会议和各人的页面",
            most = MOST_LISTED,
            n
        );
    }
    say!("From meetings, risks and the register: {n}", "来自会议、风险和登记册：{n}项", n)
}

/// "2 of 5 are overdue. Half are older than 12 days, the oldest is 41 days old; 1 has been carried over three times or more."
fn sentence(page: Page<'_>, open: &[&ActionNumbers]) -> Message {
    let (n, totals) = (open.len(), &page.whole.analysis.action_totals);
    let overdue = match open.iter().filter(|action| action.overdue.is_some()).count() {
        0 => say!("None of {n} is overdue.", "{n}项均未逾期。", n),
        overdue => say!(
            "{overdue} of {n} {en_are} overdue.",
            "{n}项中{overdue}项逾期。",
            overdue,
            n,
            en_are = if overdue == 1 { "is" } else { "are" }
        ),
    };
    let age = match (totals.median_age, totals.oldest_age) {
        (Some(median), Some(oldest)) if n > 1 => {
            let median = number::full(median, decimals(median));
            say!(
                " Their median age is {median} days, the oldest is {oldest} days old.",
                "提出至今中位数{median}天，最久{oldest}天。",
                median,
                oldest
            )
        }
        _ => Message::default(),
    };
    let carried = match open.iter().filter(|action| action.carried >= OFTEN).count() {
        0 => Message::default(),
        1 => both!(" One has been carried over three times or more.", "1项已顺延三次以上。"),
        carried => say!(" {carried} have been carried over three times or more.", "{carried}项已顺延三次以上。", carried),
    };
    say!("{overdue}{age}{carried}", "{overdue}{age}{carried}", overdue, age, carried)
}

fn row(page: Page<'_>, action: &ActionNumbers, oldest: i64) -> Row {
    let place = action.newest().map(|place| place.record);
    let what = page.text(&action.what, page.whole.project.default_lang());
    let head = Run { href: place.and_then(|place| page.to_record(place)), ..what };
    let from = place.filter(|place| place.kind != Kind::Actions).map(|place| source(page, place));
    let head = from.into_iter().fold(Shown::from(head), Shown::note);
    let due = action.due.map(|due| Shown::from(page.day(due)).sort(&due));
    let age = action.age.map(|age| Shown::text(page.say(&days(age))).bar(Bar::of(age as f64 / oldest.max(1) as f64)).sort(&age));
    let carried = match action.carried {
        0 => Shown::text("0"),
        n => Shown::text(page.say(&times(n))),
    };
    Row::new(vec![
        head,
        page.owner(action.owner.as_ref()),
        due.unwrap_or_default(),
        Shown::status(state(page, action)).sort(&-action.overdue.unwrap_or(-1)),
        age.unwrap_or_else(|| Shown::text("–")),
        carried.sort(&action.carried),
    ])
}

/// How often: "2×", 「2次」.
fn times(n: usize) -> Message {
    say!("{n}×", "{n}次", n)
}

/// Where an action was agreed.
fn source(page: Page<'_>, place: RecordId) -> String {
    let day = page.whole.project.record(place).filter(|_| place.kind == Kind::Meetings).and_then(AnyEntry::day);
    let name = page.name(place).text;
    match day.map(|day| page.day(day).text) {
        Some(day) if day != name => page.say(&say!("{name}, {day}", "{name}，{day}", name, day)),
        _ => name,
    }
}

fn state(page: Page<'_>, action: &ActionNumbers) -> Status {
    let left = action.due.map(|due| page.whole.project.report_date.days_until(due));
    match (action.overdue, left) {
        (Some(workdays), _) => Status::new(Tone::Bad, &overdue(workdays), page.lang),
        (None, Some(0)) => Status::neutral(Glyph::Clock, &both!("Due today", "今天到期"), page.lang),
        (None, Some(n)) => Status::neutral(Glyph::Clock, &say!("Due in {n} d", "{n}天后到期", n = n.max(0)), page.lang),
        (None, None) => Status::neutral(Glyph::None, &both!("No date", "无日期"), page.lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often_is_counted_in_each_language() {
        assert_eq!(times(2), both!("2×", "2次"));
    }

    #[test]
    fn very_many_open_actions_are_counted_and_those_due_first_are_listed() {
        let table = |n: usize| {
            let text = format!("what,due\n{}", (0..n).map(|at| format!("Call {at},2026-05-01\n")).collect::<Vec<String>>().concat());
            let [english, _] = crate::site::testing::each(&[("actions.csv", &text)], |page| actions(page).unwrap().table.unwrap());
            (english.rows.len(), english.caption)
        };
        assert_eq!(table(MOST_LISTED), (MOST_LISTED, "From meetings, risks and the register: 100".to_owned()));
        let (listed, caption) = table(MOST_LISTED + 1);
        assert!(listed == MOST_LISTED && caption.contains("first of 101"), "{listed}: {caption}");
    }
}
