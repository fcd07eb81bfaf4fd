//! The rows of the Gantt table, phase by phase.

use serde::Serialize;

use super::Line;
use super::bars;
use super::calendar::Calendar;
use crate::analysis::plan::State;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
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
}

/// The phases that have a task or a milestone, in the order of the calendar; what has no phase is last.
pub(super) fn phases(page: Page<'_>, plan: &Calendar) -> Vec<Phase> {
    let mut phases: Vec<Option<RecordId>> = page.records(Kind::Phases).iter().copied().map(Some).collect();
    phases.push(None);
    let all = items(page);
    let numbered = (1..).zip(phases);
    let mut found: Vec<Phase> = numbered.filter_map(|(number, phase)| of(page, number, phase, &all, plan)).collect();
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
fn of(page: Page<'_>, number: usize, phase: Option<RecordId>, all: &[Item], plan: &Calendar) -> Option<Phase> {
    let project = &page.whole.project;
    let items: Vec<&Item> = all.iter().filter(|item| item.phase == phase).collect();
    items.first()?;
    let own_days = Calendar::of(page, number, items.iter().map(|item| item.id).chain(phase), None);
    let calendar = own_days.as_ref().unwrap_or(plan);
    let own = phase.and_then(|id| project.phases.get(id.index));
    let (start, end) = own.map(|phase| (phase.start, phase.end)).unwrap_or_default();
    let live: Vec<&&Item> = items.iter().filter(|item| item.state != State::Cancelled).collect();
    let done = live.iter().filter(|item| !item.state.is_open()).count();
    let late = live.iter().filter(|item| item.state.is_late()).count();
    let has_begun = items.iter().filter_map(|item| item.day).chain(start).min().is_some_and(|day| day <= project.report_date);
    let say = match late {
        0 => say!("{done} of {all} done", "{all}项中{done}项已完成", done, all = live.len()),
        late => say!("{done} of {all} done, {late} overdue", "{all}项中{done}项已完成，逾期{late}项", done, all = live.len(), late),
    };
    Some(Phase {
        is_open: has_begun && done < live.len(),
        name: phase.map_or_else(|| Run::text(page.say(&both!("Without a phase", "未归入阶段"))), |id| page.name(id)),
        dates: match (start, end) {
            (Some(start), Some(end)) => bars::stretch(page, start, end),
            (start, end) => start.or(end).map(|day| bars::day(page, day)).into_iter().collect(),
        },
        say: page.say(&say),
        svg: start.zip(end).map_or_else(String::new, |(start, end)| plan.timeline.span(start.civil(), end.civil())),
        ground: own_days.as_ref().map_or_else(String::new, |calendar| calendar.ground(page)),
        head: calendar.head(page),
        lines: items
            .iter()
            .filter_map(|item| match item.id.kind {
                Kind::Tasks => bars::task(page, item.id.index, calendar),
                _ => bars::milestone(page, item.id.index, calendar),
            })
            .collect(),
    })
}
