//! Open actions, wherever they are written.

use super::Panel;
use crate::analysis::actions::ActionNumbers;
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::page::Page;
use crate::site::parts::{Column, Glyph, Row, Run, Status, Table, Tone, Value as Shown};
use crate::site::state::overdue;
use crate::site::worked_out::days;
use crate::{both, say};

/// The open actions of meetings, risks and the register, the most overdue first; `None` if nothing is open.
pub(super) fn actions(page: Page<'_>) -> Option<Panel> {
    let is_public = |action: &&ActionNumbers| action.places.iter().all(|place| page.whole.is_public(place.record));
    let mut open: Vec<&ActionNumbers> = page.whole.analysis.actions.iter().filter(|action| action.is_open()).filter(is_public).collect();
    open.sort_by_key(|action| (action.due.is_none(), action.due, action.created));
    let n = open.len();
    (n > 0).then(|| Panel {
        id: "open-actions",
        title: page.say(&both!("Open actions", "未完成待办")),
        say: None,
        table: Table {
            id: "t-open-actions".to_owned(),
            caption: page.say(&say!("From meetings, risks and the register: {n}", "来自会议、风险和登记册：{n}项", n)),
            columns: vec![
                Column::sorted(page.say(&both!("What", "事项"))).class("name"),
                Column::sorted(page.say(&both!("Owner", "负责人"))),
                Column::sorted(page.say(&both!("Due", "截止日期"))).class("nw"),
                Column::sorted(page.say(&both!("State", "状态"))),
                Column::sorted(page.say(&both!("Age", "存续"))).class("nw"),
                Column::sorted(page.say(&both!("Carried over", "已顺延"))).class("nw"),
            ],
            rows: open.into_iter().map(|action| row(page, action)).collect(),
        },
    })
}

fn row(page: Page<'_>, action: &ActionNumbers) -> Row {
    let place = action.newest().map(|place| place.record);
    let what = page.text(&action.what, page.whole.project.default_lang());
    let head = Run { href: place.and_then(|place| page.to_record(place)), ..what };
    let from = place.filter(|place| place.kind != Kind::Actions).map(|place| source(page, place));
    let head = from.into_iter().fold(Shown::from(head), Shown::note);
    let due = action.due.map(|due| Shown::from(page.day(due)).sort(&due));
    let age = action.age.map(|age| Shown::text(page.say(&days(age))).sort(&age));
    let carried = match action.carried {
        0 => Shown::text("0"),
        n => Shown::text(format!("{n}×")),
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
