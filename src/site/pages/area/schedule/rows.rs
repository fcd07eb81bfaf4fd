//! The rows of the Gantt table, phase by phase.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Line;
use super::bars;
use super::calendar::Calendar;
use crate::analysis::plan::State;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::present::days;
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::{both, say};

/// A phase with its rows; it is open while it runs, else folded.
#[derive(Serialize)]
pub(super) struct Phase {
    is_open: bool,
    name: Run,
    dates: Vec<Run>,
    say: String,
    svg: String,
    #[serde(skip)]
    pub(super) ground: String,
    head: String,
    lines: Vec<Line>,
    /// Where the others are, if it has more rows than are drawn.
    more: Option<Run>,
}

/// So many rows are drawn, of each phase its share.
const MOST_ROWS: usize = 300;
/// So many rows of a phase are drawn at least.
const FEWEST_ROWS: usize = 10;

/// The phases that have a task or a milestone, in the order of the calendar; what has no phase is last.
pub(super) fn phases(page: Page<'_>, plan: &Calendar) -> Vec<Phase> {
    let mut phases: Vec<Option<RecordId>> = page.records(Kind::Phases).iter().copied().map(Some).collect();
    phases.push(None);
    let mut rows: BTreeMap<Option<RecordId>, Vec<Item>> = BTreeMap::new();
    for item in items(page) {
        rows.entry(item.phase).or_default().push(item);
    }
    let share = (MOST_ROWS / rows.len().max(1)).max(FEWEST_ROWS);
    let numbered = (1..).zip(phases).filter_map(|(number, phase)| Some((number, phase, rows.get(&phase)?)));
    let mut found: Vec<Phase> = numbered.map(|(number, phase, items)| of(page, (number, share), phase, items, plan)).collect();
    if !found.iter().any(|phase| phase.is_open)
        && let Some(last) = found.last_mut()
    {
        last.is_open = true;
    }
    found
}

/// A task or a milestone, its phase, and the day that it is sorted by.
struct Item {
    id: RecordId,
    phase: Option<RecordId>,
    day: Option<Date>,
    state: State,
}

fn items(page: Page<'_>) -> Vec<Item> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let public = page.whole.records(Kind::Tasks).chain(page.whole.records(Kind::Milestones));
    let mut items: Vec<Item> = public
        .filter_map(|id| {
            let dates = analysis.dates(id)?;
            let (phase, start) = match id.kind {
                Kind::Tasks => {
                    let task = project.tasks.get(id.index)?;
                    (task.phase.as_ref(), analysis.schedule.task(id.index).map(|computed| computed.start).or(task.start))
                }
                _ => (project.milestones.get(id.index)?.phase.as_ref(), None),
            };
            let phase = phase.and_then(|phase| project.resolve(&phase.reference()).one());
            Some(Item { id, phase, day: start.or(dates.day), state: dates.state })
        })
        .collect();
    items.sort_by_key(|item| (item.day.is_none(), item.day, item.id));
    items
}

/// A phase with its own calendar, so that a short one fills the width; only its own bar stands in the calendar of the plan.
fn of(page: Page<'_>, (number, share): (usize, usize), phase: Option<RecordId>, items: &[Item], plan: &Calendar) -> Phase {
    let project = &page.whole.project;
    let own_days = Calendar::of(page, number, items.iter().map(|item| item.id).chain(phase), None);
    let calendar = own_days.as_ref().unwrap_or(plan);
    let own = phase.and_then(|id| project.phases.get(id.index));
    let (start, end) = own.map(|phase| (phase.start, phase.end)).unwrap_or_default();
    let live: Vec<&Item> = items.iter().filter(|item| item.state != State::Cancelled).collect();
    let done = live.iter().filter(|item| !item.state.is_open()).count();
    let late = live.iter().filter(|item| item.state.is_late()).count();
    let has_begun = items.iter().filter_map(|item| item.day).chain(start).min().is_some_and(|day| day <= project.report_date);
    let say = match late {
        0 => say!("{done} of {all} done", "{all}项中{done}项已完成", done, all = live.len()),
        late => say!("{done} of {all} done, {late} overdue", "{all}项中{done}项已完成，逾期{late}项", done, all = live.len(), late),
    };
    let drawn = drawn(items, share);
    Phase {
        is_open: has_begun && done < live.len(),
        name: phase.map_or_else(|| Run::text(page.say(&both!("Without a phase", "未归入阶段"))), |id| page.name(id)),
        dates: match (start, end) {
            (Some(start), Some(end)) => days::brief_stretch(page, start, end),
            (start, end) => start.or(end).map(|day| days::brief(page, day)).into_iter().collect(),
        },
        say: page.say(&say),
        svg: start.zip(end).map_or_else(String::new, |(start, end)| plan.timeline.span(start.civil(), end.civil())),
        ground: own_days.as_ref().map_or_else(String::new, |calendar| calendar.ground(page)),
        head: calendar.head(page),
        more: (drawn.len() < items.len()).then(|| elsewhere(page, drawn.len(), items)),
        lines: drawn
            .into_iter()
            .filter_map(|item| match item.id.kind {
                Kind::Tasks => bars::task(page, item.id.index, calendar),
                _ => bars::milestone(page, item.id.index, calendar),
            })
            .collect(),
    }
}

/// The rows that are drawn: all, else those that are open, by the calendar; where none is, the last ones.
fn drawn(items: &[Item], most: usize) -> Vec<&Item> {
    if items.len() <= most {
        return items.iter().collect();
    }
    let open: Vec<&Item> = items.iter().filter(|item| item.state.is_open()).take(most).collect();
    if open.is_empty() { items.iter().skip(items.len() - most).collect() } else { open }
}

/// Where the rows are that are not drawn.
fn elsewhere(page: Page<'_>, drawn: usize, items: &[Item]) -> Run {
    let (more, kind) = (items.len() - drawn, items.first().map_or(Kind::Tasks, |item| item.id.kind));
    let words = page.say(&say!("{more} more in the register", "另有{more}项，见登记册", more));
    Run { href: page.whole.names.register(kind).map(|address| page.href(address)), ..Run::text(words) }
}
