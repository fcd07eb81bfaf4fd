//! The calendar behind the rows: of the whole plan or of the weeks ahead, with days off and events.

use crate::analysis::plan::State;
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::charts::Timeline;
use crate::site::view::page::Page;

/// Up to so many days each weekend is shaded; then only what is off for longer.
const WEEKENDS_UNTIL: i64 = 130;
/// Up to so many days what is off for four days or more is shaded; then for a week or more.
const HOLIDAYS_UNTIL: i64 = 800;

/// The calendar that rows share.
pub(super) struct Calendar {
    pub(super) timeline: Timeline,
    off: Vec<(Date, Date)>,
    first: Date,
    /// The last day that is drawn.
    pub(super) last: Date,
}

impl Calendar {
    /// From the first to the last day of the plan and the report date. `None` if no task or milestone has a day.
    pub(super) fn of_plan(page: Page<'_>) -> Option<Self> {
        let public = |kind| page.whole.records(kind);
        let work: Vec<RecordId> = public(Kind::Tasks).chain(public(Kind::Milestones)).collect();
        work.iter().flat_map(|id| days(page, *id)).next()?;
        let all: Vec<Date> = work.into_iter().chain(public(Kind::Phases)).flat_map(|id| days(page, id)).collect();
        let all = || all.iter().copied().chain([page.whole.project.report_date]);
        Some(Self::between(page, all().min()?, all().max()?))
    }

    /// Some weeks from a day on, with their first and their last day.
    pub(super) fn of_weeks(page: Page<'_>, first: Date, weeks: i64) -> (Self, (Date, Date)) {
        let last = first.plus(7 * weeks - 1);
        (Self::between(page, first, last), (first, last))
    }

    fn between(page: Page<'_>, first: Date, last: Date) -> Self {
        let timeline = Timeline::including(0, [first.civil(), last.civil()], page.whole.project.report_date.civil());
        let least = match timeline.length() {
            length if length <= WEEKENDS_UNTIL => 2,
            length if length <= HOLIDAYS_UNTIL => 4,
            _ => 7,
        };
        let off =
            page.whole.project.calendar.days_off(first, last).into_iter().filter(|(from, to)| from.days_until(*to) + 1 >= least).collect();
        Self { timeline, off, first, last }
    }

    /// Whether a day is drawn.
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// What stands behind every row.
    pub(super) fn ground(&self, page: Page<'_>) -> String {
        let off: Vec<_> = self.off.iter().map(|(from, to)| (from.max(&self.first).civil(), to.min(&self.last).civil())).collect();
        self.timeline.ground(page.lang, &off)
    }

    /// What stands above the rows.
    pub(super) fn head(&self, page: Page<'_>) -> String {
        let project = &page.whole.project;
        let events: Vec<_> = project
            .settings
            .calendar
            .events
            .iter()
            .filter_map(|event| {
                let from = event.from?;
                let name = page.text(event.name.as_ref()?, project.default_lang()).text;
                let to = event.to.unwrap_or(from);
                (from <= self.last && self.first <= to).then(|| (from.max(self.first).civil(), to.min(self.last).civil(), name))
            })
            .collect();
        let named: Vec<_> = events.iter().map(|(from, to, name)| (*from, *to, name.as_str())).collect();
        self.timeline.head(page.lang, &named)
    }
}

/// Every day that the row of a phase, a task or a milestone may show.
fn days(page: Page<'_>, id: RecordId) -> Vec<Date> {
    let (project, analysis) = (&page.whole.project, &page.whole.analysis);
    let dates = analysis.dates(id);
    let own = dates.map(|dates| [dates.day, dates.baseline]).unwrap_or_default();
    let of_kind = match id.kind {
        Kind::Phases => project.phases.get(id.index).map(|phase| vec![phase.start, phase.end]),
        Kind::Tasks => project.tasks.get(id.index).map(|task| {
            let computed = analysis.schedule.task(id.index);
            let computed = computed.filter(|_| dates.is_none_or(|dates| dates.state != State::Done(None)));
            let given = [task.start, task.end, task.baseline_start, task.baseline_end, task.actual_start];
            given.into_iter().chain([computed.map(|task| task.start), computed.map(|task| task.end)]).collect()
        }),
        _ => None,
    };
    of_kind.unwrap_or_default().into_iter().chain(own).flatten().collect()
}
