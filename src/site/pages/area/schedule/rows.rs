//! The rows of the Gantt table, phase by phase on one calendar.

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

/// A phase with its rows.
#[derive(Serialize)]
pub(super) struct Lane {
    name: Run,
    dates: Vec<Run>,
    say: String,
    svg: String,
    lines: Vec<Line>,
    /// Where the others are, if it has more rows than are drawn.
    more: Option<Run>,
}

/// So many rows are drawn of the whole plan, of each phase its share.
const MOST_ROWS: usize = 160;
/// So many rows of a phase are drawn at least.
const FEWEST_ROWS: usize = 10;
/// So many rows of the weeks ahead are drawn.
const MOST_AHEAD: usize = 12;

/// A task or a milestone, its phase, its first and its last day, by the first of which it is sorted.
pub(super) struct Item {
    id: RecordId,
    phase: Option<RecordId>,
    day: Option<Date>,
    last: Option<Date>,
    state: State,
}

impl Item {
    /// Whether it is on between two days: open, or over since the first of them. What is late and not over is.
    fn is_on(&self, first: Date, last: Date) -> bool {
        let has_begun = self.day.is_some_and(|day| day <= last);
        let goes_on = self.last.is_some_and(|day| day >= first);
        has_begun && (goes_on || self.state.is_late())
    }
}

/// The whole plan, in the order of the calendar; what has no phase is last.
pub(super) fn whole(page: Page<'_>, calendar: &Calendar) -> Vec<Lane> {
    let items = items(page);
    let share = (MOST_ROWS / by_phase(&items).len().max(1)).max(FEWEST_ROWS);
    lanes(page, &items, calendar, |of_phase| {
        if of_phase.len() <= share {
            return of_phase.to_vec();
        }
        // Else those that are open, by the calendar; where none is, the last ones.
        let open: Vec<&Item> = of_phase.iter().copied().filter(|item| item.state.is_open()).take(share).collect();
        if open.is_empty() { of_phase.iter().copied().skip(of_phase.len() - share).collect() } else { open }
    })
}

/// What is on between two days, phase by phase, and how many rows of it are not drawn.
pub(super) fn ahead(page: Page<'_>, calendar: &Calendar, (first, last): (Date, Date)) -> (Vec<Lane>, usize) {
    let mut items = items(page);
    let on: Vec<RecordId> = items.iter().filter(|item| item.is_on(first, last)).map(|item| item.id).collect();
    let drawn: Vec<RecordId> = on.iter().copied().take(MOST_AHEAD).collect();
    let phases: Vec<Option<RecordId>> = items.iter().filter(|item| drawn.contains(&item.id)).map(|item| item.phase).collect();
    items.retain(|item| phases.contains(&item.phase));
    let lanes = lanes(page, &items, calendar, |of_phase| of_phase.iter().copied().filter(|item| drawn.contains(&item.id)).collect());
    let lanes = lanes.into_iter().map(|lane| Lane { more: None, ..lane }).collect();
    (lanes, on.len() - drawn.len())
}

fn by_phase(items: &[Item]) -> BTreeMap<Option<RecordId>, Vec<&Item>> {
    let mut rows: BTreeMap<Option<RecordId>, Vec<&Item>> = BTreeMap::new();
    for item in items {
        rows.entry(item.phase).or_default().push(item);
    }
    rows
}

/// The phases that have a task or a milestone, each with those of its rows that are drawn.
fn lanes(page: Page<'_>, items: &[Item], calendar: &Calendar, drawn: impl for<'i> Fn(&[&'i Item]) -> Vec<&'i Item>) -> Vec<Lane> {
    let rows = by_phase(items);
    let phases = page.records(Kind::Phases).iter().copied().map(Some).chain([None]);
    let of_phase = |phase: Option<RecordId>| {
        let items = rows.get(&phase)?;
        let drawn: Vec<&Item> = drawn(items);
        Some(lane(page, phase, items, &drawn, calendar))
    };
    phases.filter_map(of_phase).collect()
}

fn lane(page: Page<'_>, phase: Option<RecordId>, items: &[&Item], drawn: &[&Item], calendar: &Calendar) -> Lane {
    let own = phase.and_then(|id| page.whole.project.phases.get(id.index));
    let (start, end) = own.map(|phase| (phase.start, phase.end)).unwrap_or_default();
    let live = items.iter().filter(|item| item.state != State::Cancelled).count();
    let done = items.iter().filter(|item| item.state != State::Cancelled && !item.state.is_open()).count();
    let say = match items.iter().filter(|item| item.state.is_late()).count() {
        0 => say!("{done} of {all} done", "{all}项中{done}项已完成", done, all = live),
        late => say!("{done} of {all} done, {late} overdue", "{all}项中{done}项已完成，逾期{late}项", done, all = live, late),
    };
    let line = |item: &&Item| match item.id.kind {
        Kind::Tasks => bars::task(page, item.id.index, calendar),
        _ => bars::milestone(page, item.id.index, calendar),
    };
    Lane {
        name: phase.map_or_else(|| Run::text(page.say(&both!("Without a phase", "未归入阶段"))), |id| page.name(id)),
        dates: match (start, end) {
            (Some(start), Some(end)) => days::brief_stretch(page, start, end),
            (start, end) => start.or(end).map(|day| days::brief(page, day)).into_iter().collect(),
        },
        say: page.say(&say),
        svg: match start.zip(end) {
            Some((start, end)) => calendar.timeline.span(start.civil(), end.civil()),
            None => calendar.timeline.empty(),
        },
        lines: drawn.iter().filter_map(line).collect(),
        more: (drawn.len() < items.len()).then(|| elsewhere(page, items.len() - drawn.len(), items)),
    }
}

/// The phase of a task or a milestone.
pub(in crate::site::pages::area) fn phase_of(page: Page<'_>, id: RecordId) -> Option<RecordId> {
    let project = &page.whole.project;
    let phase = match id.kind {
        Kind::Tasks => project.tasks.get(id.index)?.phase.as_ref(),
        _ => project.milestones.get(id.index)?.phase.as_ref(),
    };
    project.resolve(&phase?.reference()).one()
}

fn items(page: Page<'_>) -> Vec<Item> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let public = page.whole.records(Kind::Tasks).chain(page.whole.records(Kind::Milestones));
    let mut items: Vec<Item> = public
        .filter_map(|id| {
            let dates = analysis.dates(id)?;
            let computed = analysis.schedule.task(id.index).filter(|_| id.kind == Kind::Tasks);
            let task = project.tasks.get(id.index).filter(|_| id.kind == Kind::Tasks);
            let start = task.and_then(|task| computed.map(|computed| computed.start).or(task.start));
            let phase = phase_of(page, id);
            let last = dates.day.or(computed.map(|computed| computed.end));
            Some(Item { id, phase, day: start.or(dates.day), last, state: dates.state })
        })
        .collect();
    items.sort_by_key(|item| (item.day.is_none(), item.day, item.id));
    items
}

/// Where the rows are that are not drawn.
fn elsewhere(page: Page<'_>, more: usize, items: &[&Item]) -> Run {
    let kind = items.first().map_or(Kind::Tasks, |item| item.id.kind);
    let words = page.say(&say!("{more} more in the register", "另有{more}项，见登记册", more));
    Run { href: page.whole.names.register(kind).map(|address| page.href(address)), ..Run::text(words) }
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    fn tasks(count: usize) -> String {
        let rows = (1..=count).map(|n| format!("T-{n},Task {n},2026-01-05,2026-01-09,done\n")).collect::<Vec<_>>().concat();
        format!(
            "id,name,start,end,status\nL-1,Late,2026-02-02,2026-02-06,in progress\nN-1,Next,2026-04-06,2026-04-10,\nF-1,Far,2026-09-07,2026-09-11,\n{rows}"
        )
    }

    #[test]
    fn a_long_plan_shows_the_weeks_ahead_and_leads_to_the_whole() {
        let tasks = tasks(20);
        let site = site(&[("alongside.yaml", "languages: [en]\n"), ("tasks.csv", &tasks)]);
        let (plan, whole) = (site.get("en/plan.html").unwrap(), site.get("en/schedule.html").unwrap());
        let gantt = plan.split("class=\"gantt\"").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap();
        for (name, is_ahead) in [("> Late", true), ("> Next", true), ("> Far", false), ("> Task 7", false)] {
            assert_eq!((gantt.contains(name), whole.contains(name)), (is_ahead, true), "{name}");
        }
        assert!(plan.contains("<a href=\"schedule.html\">The whole schedule</a>") && plan.contains("This week and the next 7"));
    }

    #[test]
    fn a_short_plan_is_shown_as_a_whole() {
        let tasks = tasks(3);
        let site = site(&[("alongside.yaml", "languages: [en]\n"), ("tasks.csv", &tasks)]);
        let plan = site.get("en/plan.html").unwrap();
        assert!(!site.contains_key("en/schedule.html") && plan.contains("> Far") && plan.contains("> Task 3"));
    }
}
