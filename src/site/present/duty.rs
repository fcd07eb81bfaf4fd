//! What is due from somebody, as it is shown everywhere.

use super::state::overdue;
use crate::analysis::actions::ActionNumbers;
use crate::analysis::duties::Duty;
use crate::both;
use crate::project::Kind;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Run, Status, Tone, Value as Shown};
use crate::text::Message;

/// What is open and theirs: what is overdue first, then by its day.
pub(crate) fn of(page: Page<'_>, person: usize) -> Vec<&Duty> {
    let mut duties: Vec<&Duty> = page.whole.analysis.duties.iter().filter(|duty| duty.owner == Some(person)).collect();
    duties.sort_by_key(|duty| (duty.workdays_late.is_none(), duty.due.is_none(), duty.due));
    duties
}

/// The columns of what is due from a person.
pub(crate) fn columns(page: Page<'_>) -> Vec<Column> {
    vec![
        Column::sorted(page.say(&both!("What", "事项"))).speaking(),
        Column::sorted(page.say(&both!("Register", "登记册"))).filtered().speaking(),
        Column::sorted(page.say(&both!("Due", "截止日期"))).class("nw"),
        Column::sorted(page.say(&both!("Overdue", "逾期"))).class("nw").speaking(),
    ]
}

/// What is due, where it is registered, its day, and how late it is.
pub(crate) fn cells(page: Page<'_>, duty: &Duty) -> [Shown; 4] {
    let due = duty.due.map(|due| Shown::from(page.day(due)).sort(&due));
    let late = duty.workdays_late.map(|late| Shown::status(Status::new(Tone::Bad, &overdue(late), page.lang)).sort(&-late));
    [Shown::line(what(page, duty)), Shown::text(page.say(&register(duty))), due.unwrap_or_default(), late.unwrap_or_default()]
}

/// What is to be done.
pub(crate) fn what(page: Page<'_>, duty: &Duty) -> Vec<Run> {
    let Some(action) = action(page, duty) else { return page.record(duty.record) };
    let what = page.text(&action.what, page.whole.project.default_lang());
    vec![Run { href: page.to_record(duty.record), ..what }]
}

/// Where it is registered.
fn register(duty: &Duty) -> Message {
    told(duty).unwrap_or_else(|| kind(duty).label())
}

/// What it is one of: "Task".
pub(crate) fn noun(duty: &Duty) -> Message {
    told(duty).unwrap_or_else(|| kind(duty).one())
}

fn kind(duty: &Duty) -> Kind {
    duty.action.map_or(duty.record.kind, |_| Kind::Actions)
}

/// What is due of a risk is its review.
fn told(duty: &Duty) -> Option<Message> {
    (kind(duty) == Kind::Risks).then_some(both!("Risk review", "风险评审"))
}

/// An action is shown if all the places are public in which it is written.
fn action<'p>(page: Page<'p>, duty: &Duty) -> Option<&'p ActionNumbers> {
    page.whole.analysis.actions.get(duty.action?)
}
