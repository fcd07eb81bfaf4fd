//! The calendar behind the rows: from the first to the last day of the plan, with days off and events.

use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::charts::Timeline;
use crate::site::page::Page;

/// Up to so many days each weekend is shaded; then only what is off for longer.
const WEEKENDS_UNTIL: i64 = 130;
/// Up to so many days what is off for four days or more is shaded; then for a week or more.
const HOLIDAYS_UNTIL: i64 = 800;

/// The calendar that all rows share.
pub(super) struct Calendar {
    pub(super) timeline: Timeline,
    off: Vec<(Date, Date)>,
}

impl Calendar {
    /// From the first to the last day of phases, tasks and milestones; `None` without any.
    pub(super) fn of(page: Page<'_>) -> Option<Self> {
        let days = days(page);
        days.first()?;
        let project = page.whole.project;
        let timeline = Timeline::including(days.iter().map(|day| day.civil()), project.report_date.civil());
        let least = match timeline.length() {
            length if length <= WEEKENDS_UNTIL => 2,
            length if length <= HOLIDAYS_UNTIL => 4,
            _ => 7,
        };
        let (first, last) = (days.iter().min().copied()?.min(project.report_date), days.iter().max().copied()?.max(project.report_date));
        let off = days_off(page, first, last).into_iter().filter(|(from, to)| from.days_until(*to) + 1 >= least).collect();
        Some(Self { timeline, off })
    }

    /// What stands behind every row.
    pub(super) fn ground(&self) -> String {
        let off: Vec<_> = self.off.iter().map(|(from, to)| (from.civil(), to.civil())).collect();
        self.timeline.ground(&off)
    }

    /// What stands above the rows.
    pub(super) fn head(&self, page: Page<'_>) -> String {
        let project = page.whole.project;
        let events: Vec<_> = project
            .settings
            .calendar
            .events
            .iter()
            .filter_map(|event| {
                let from = event.from?;
                let name = page.text(event.name.as_ref()?, project.default_lang()).text;
                Some((from.civil(), event.to.unwrap_or(from).civil(), name))
            })
            .collect();
        let named: Vec<_> = events.iter().map(|(from, to, name)| (*from, *to, name.as_str())).collect();
        self.timeline.head(page.lang, &named)
    }
}

/// Every day that a row may show.
fn days(page: Page<'_>) -> Vec<Date> {
    let (project, analysis) = (page.whole.project, page.whole.analysis);
    let public = |kind| page.whole.public(kind).map(|id: RecordId| id.index);
    let tasks = public(Kind::Tasks).flat_map(|index| {
        let task = project.tasks.get(index);
        let computed = analysis.schedule.task(index);
        let given = task.map(|task| [task.start, task.end, task.baseline_start, task.baseline_end, task.actual_start]).unwrap_or_default();
        let worked_out = [computed.map(|task| task.start), computed.map(|task| task.end)];
        given.into_iter().chain(worked_out).chain([analysis.tasks.get(index).and_then(|dates| dates.day)]).flatten()
    });
    let milestones =
        public(Kind::Milestones).filter_map(|index| analysis.milestones.get(index)).flat_map(|dates| [dates.day, dates.baseline]);
    let mut days: Vec<Date> = tasks.chain(milestones.flatten()).collect();
    if !days.is_empty() {
        let phases = public(Kind::Phases).filter_map(|index| project.phases.get(index)).flat_map(|phase| [phase.start, phase.end]);
        days.extend(phases.flatten());
    }
    days
}

/// Stretches of days off in a stretch of days.
fn days_off(page: Page<'_>, first: Date, last: Date) -> Vec<(Date, Date)> {
    let calendar = &page.whole.project.calendar;
    let mut off: Vec<(Date, Date)> = Vec::new();
    for day in (0..=first.days_until(last)).map(|after| first.plus(after)).filter(|day| !calendar.is_workday(*day)) {
        match off.last_mut() {
            Some((_, to)) if to.plus(1) == day => *to = day,
            _ => off.push((day, day)),
        }
    }
    off
}
