//! What the readers of the report are asked for.

use serde::Serialize;

use crate::analysis::needs::{Ask, Need};
use crate::project::Kind;
use crate::say;
use crate::site::address::Address;
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Value as Shown};
use crate::text::{Message, plural};

/// So many stand on the overview.
const MOST: usize = 5;
/// So many stand on the page of the person for whom they wait.
const MOST_OF_ONE: usize = 20;

/// The part of the overview.
#[derive(Serialize)]
pub(super) struct Needs {
    count: String,
    items: Vec<Item>,
    /// Where the rest is, if there is more.
    all: Option<Run>,
}

/// What waits, for what, and for whom.
#[derive(Serialize)]
struct Item {
    what: Vec<Run>,
    note: Vec<Run>,
    who: Option<Shown>,
}

/// What waits for one of the readers, on their own page; `None` if nothing does.
pub(super) fn of(page: Page<'_>, needs: &[Need]) -> Option<Needs> {
    let n = needs.len();
    (n > 0).then(|| Needs {
        count: page.say(&count(n)),
        items: needs.iter().take(MOST_OF_ONE).map(|need| Item { who: None, ..item(page, need) }).collect(),
        all: (n > MOST_OF_ONE).then(|| Run::text(page.say(&say!("and {more} more", "另有{more}项", more = n - MOST_OF_ONE)))),
    })
}

/// What waits for a decision, an acceptance or a delivery; `None` if nothing does.
pub(super) fn needs(page: Page<'_>) -> Option<Needs> {
    let needs = &page.whole.analysis.needs;
    let (n, more) = (needs.len(), needs.len().saturating_sub(MOST));
    let rest = say!("and {more} more: who owes what", "另有{more}项，见各人待办", more);
    (n > 0).then(|| Needs {
        count: page.say(&count(n)),
        items: needs.iter().take(MOST).map(|need| item(page, need)).collect(),
        all: (more > 0).then(|| Run::link(page.say(&rest), page.href(Address::PEOPLE))),
    })
}

fn count(n: usize) -> Message {
    say!("{n} wait{en_s}", "共{n}项", n, en_s = if n == 1 { "s" } else { "" })
}

fn item(page: Page<'_>, need: &Need) -> Item {
    let days = need.since.map(|since| since.days_until(page.whole.project.report_date)).filter(|days| *days > 0);
    let waits = days.map(|days| {
        let n = usize::try_from(days).unwrap_or_default();
        match need.ask {
            Ask::Deliver => say!("{n} day{en_s} late", "已逾期{n}天", n, en_s = plural(n)),
            _ => say!("for {n} day{en_s}", "已等{n}天", n, en_s = plural(n)),
        }
    });
    let words = [Some(need.ask.label()), waits].into_iter().flatten().map(|part| Run::text(page.say(&part)));
    let mut note: Vec<Run> = Vec::new();
    for part in cost(page, need).into_iter().chain(words) {
        if !note.is_empty() {
            note.push(Run::text(" · "));
        }
        note.push(part);
    }
    Item { what: page.record(need.record), note, who: who(page, need) }
}

/// What a change costs, as it says.
fn cost(page: Page<'_>, need: &Need) -> Option<Run> {
    let change = page.whole.project.changes.get(need.record.index).filter(|_| need.record.kind == Kind::Changes)?;
    let cost = change.impact.as_ref()?.cost.as_ref()?;
    Some(page.text(cost, page.whole.project.default_lang()))
}

/// Who is to do it: as the record says, else the sponsor, else the project manager.
fn who(page: Page<'_>, need: &Need) -> Option<Shown> {
    let entry = page.whole.project.record(need.record)?;
    let named = entry.value(need.ask.field()).and_then(|value| page.show(&value, page.lang));
    let info = &page.whole.project.settings.project;
    named.or_else(|| page.in_charge(info.sponsor.as_ref())).or_else(|| page.in_charge(info.project_manager.as_ref()))
}
