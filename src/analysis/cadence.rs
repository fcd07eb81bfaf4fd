//! Whether meetings were held as often as agreed (`docs/numbers.md §8.1`).

use std::collections::{BTreeMap, BTreeSet};

use super::Analysis;
use super::meetings::MeetingNumbers;
use crate::calendar::{Calendar, Date, Every, Unit, Weekday};
use crate::project::Project;
use crate::project::registers::meetings::{Cadence, MeetingKind};
use crate::project::types::Open;

/// A window of a cadence: the days in which so many meetings are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Meetings due in it; while it runs, those that were held.
    pub expected: usize,
    /// Meetings of it that were held, as far as they were due.
    pub kept: usize,
    /// Meetings made up for in the next window.
    pub late: usize,
    /// Whether it is over.
    pub has_ended: bool,
}

/// The meetings of a series against its cadence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CadenceNumbers {
    /// The windows from the first day on; empty for a series without a calendar, and for one whose notes are kept elsewhere.
    pub windows: Vec<Window>,
    /// Its meetings that were held, by day: their places in the register.
    pub held: Vec<usize>,
    /// The day of the last meeting that was held.
    pub last_held: Option<Date>,
}

/// A daily series over ten years.
const MOST_WINDOWS: usize = 3700;

impl Window {
    /// Meetings that were due and neither held nor made up for.
    pub const fn missed(&self) -> usize {
        self.expected.saturating_sub(self.kept + self.late)
    }

    /// Windows up to the last one, one after the other, in which a meeting was missed. A window that owes nothing does not count.
    pub fn missed_in_a_row(windows: &[&Self]) -> usize {
        let due = windows.iter().rev().filter(|window| window.expected > 0);
        due.take_while(|window| window.missed() > 0).count()
    }
}

impl CadenceNumbers {
    /// The numbers of every series, by its place in the register of cadences.
    pub(super) fn all(project: &Project, meetings: &[MeetingNumbers]) -> Vec<Self> {
        let of = |(index, cadence): (usize, &crate::project::Entry<Cadence>)| {
            let mut own: Vec<(usize, &MeetingNumbers)> =
                meetings.iter().enumerate().filter(|(_, meeting)| meeting.cadence == Some(index)).collect();
            own.sort_by_key(|(index, meeting)| (meeting.day, *index));
            Self::of(cadence, &own, project)
        };
        project.cadences.iter().enumerate().map(of).collect()
    }

    fn of(cadence: &Cadence, own: &[(usize, &MeetingNumbers)], project: &Project) -> Self {
        let held: Vec<(usize, Date)> =
            own.iter().filter(|(_, meeting)| meeting.is_held).map(|(index, meeting)| (*index, meeting.day)).collect();
        let excused: Vec<Date> = own.iter().filter(|(_, meeting)| meeting.is_excused).map(|(_, meeting)| meeting.day).collect();
        let days: Vec<Date> = held.iter().map(|(_, day)| *day).collect();
        let first = cadence.starts.or(project.settings.project.start).or(days.first().copied());
        // Notes that are kept elsewhere say nothing here.
        let is_elsewhere = cadence.notes_at.is_some() && own.is_empty();
        let first = first.filter(|_| !is_elsewhere);
        let plan = first.zip(every(cadence)).and_then(|(starts, every)| Plan::of(cadence, starts, every));
        Self {
            windows: plan.map(|plan| plan.windows(&days, &excused, project)).unwrap_or_default(),
            last_held: days.last().copied(),
            held: held.into_iter().map(|(index, _)| index).collect(),
        }
    }

    /// Counts no more meetings as missed than other numbers of the series do.
    pub(super) fn missed_at_most(&mut self, other: &Self) {
        let missed: BTreeMap<Date, usize> = other.windows.iter().map(|window| (window.first, window.missed())).collect();
        for window in &mut self.windows {
            let most = missed.get(&window.first).copied().unwrap_or_default();
            window.expected -= window.missed().saturating_sub(most);
        }
    }

    /// Meetings due so far.
    pub fn expected(&self) -> usize {
        self.windows.iter().map(|window| window.expected).sum()
    }

    /// Meetings held in their window.
    pub fn kept(&self) -> usize {
        self.windows.iter().map(|window| window.kept).sum()
    }

    /// Meetings made up for in the next window.
    pub fn late(&self) -> usize {
        self.windows.iter().map(|window| window.late).sum()
    }

    /// Meetings that were not held.
    pub fn missed(&self) -> usize {
        self.windows.iter().map(Window::missed).sum()
    }

    /// The share of due meetings that were held, in time or late; `None` if none was due yet.
    pub fn rate(&self) -> Option<f64> {
        super::numbers::share(self.kept() + self.late(), self.expected())
    }

    /// Windows up to the report date, one after the other, in which a meeting was missed, notes that may still come left aside.
    pub fn missed_in_a_row(&self) -> usize {
        Window::missed_in_a_row(&self.windows.iter().collect::<Vec<_>>())
    }

    /// The last window that is over and owed a meeting.
    pub fn last_due(&self) -> Option<&Window> {
        self.windows.iter().rev().find(|window| window.has_ended && window.expected > 0)
    }
}

/// How often a series meets: as recorded, else as its kind says.
pub fn every(cadence: &Cadence) -> Option<Every> {
    let by_kind = || match cadence.kind {
        Some(Open::Known(MeetingKind::Daily)) => Some(Every::Units(1, Unit::Day)),
        Some(Open::Known(MeetingKind::Weekly)) => Some(Every::Units(1, Unit::Week)),
        Some(Open::Known(MeetingKind::Monthly)) => Some(Every::Units(1, Unit::Month)),
        _ => None,
    };
    cadence.every.or_else(by_kind)
}

/// A cadence with its windows reckoned from the first day.
struct Plan {
    every: Every,
    count: u32,
    unit: Unit,
    starts: Date,
    ends: Option<Date>,
    weekdays: BTreeSet<Weekday>,
}

/// So many weeks from that of the report date on the meetings of a series are foreseen.
const WEEKS_AHEAD: i64 = 8;

/// The working days behind the report date on which a series that meets on weekdays is to meet in the next weeks, without those weeks
/// of which there are notes already. By its number in the register.
pub fn to_come(project: &Project, analysis: &Analysis, series: usize) -> Vec<Date> {
    let Some(cadence) = project.cadences.get(series) else { return Vec::new() };
    let Some(Every::Units(weeks, Unit::Week)) = every(cadence) else { return Vec::new() };
    let last_held = analysis.cadences.get(series).and_then(|numbers| numbers.last_held);
    let Some(anchor) = last_held.or(cadence.starts).map(Date::monday) else { return Vec::new() };
    let today = project.report_date;
    let written =
        |day: Date| analysis.meetings.iter().any(|meeting| meeting.cadence == Some(series) && meeting.day.monday() == day.monday());
    let is_due = |monday: &Date| anchor.days_until(*monday).rem_euclid(7 * i64::from(weeks.max(1))) == 0;
    let mondays = (0..WEEKS_AHEAD).map(|week| today.monday().plus(7 * week)).filter(is_due);
    let days = mondays.flat_map(|monday| cadence.weekday.iter().map(move |weekday: &Weekday| monday.plus(weekday.offset())));
    let runs = |day: &Date| cadence.starts.is_none_or(|starts| starts <= *day) && cadence.ends.is_none_or(|ends| *day <= ends);
    days.filter(|day| *day > today && runs(day) && project.calendar.is_workday(*day) && !written(*day)).collect()
}

impl Plan {
    fn of(cadence: &Cadence, starts: Date, every: Every) -> Option<Self> {
        let Every::Units(count, unit) = every else { return None };
        let weekdays = cadence.weekday.iter().copied().collect();
        Some(Self { every, count, unit, starts, ends: cadence.ends, weekdays })
    }

    fn windows(&self, held: &[Date], excused: &[Date], project: &Project) -> Vec<Window> {
        let report_date = project.report_date;
        let last_day = self.ends.map_or(report_date, |ends| ends.min(report_date));
        let has_series_ended = self.ends.is_some_and(|ends| ends <= report_date);
        let bounds: Vec<(Date, Date)> = self.bounds().take(MOST_WINDOWS).take_while(|(first, _)| *first <= last_day).collect();
        let inside = |(first, last): (Date, Date)| held.iter().filter(move |day| first <= **day && **day <= last);
        let due = |(first, last): (Date, Date)| {
            let excused = excused.iter().filter(|day| first <= **day && **day <= last).count();
            let due = self.due(first, last, &project.calendar).saturating_sub(excused);
            // A window that had begun before the series did owes none, and counts what was held.
            if self.is_cut(first) { due.min(inside((first, last)).count()) } else { due }
        };
        let mut windows: Vec<Window> = Vec::with_capacity(bounds.len());
        for (at, window) in bounds.iter().enumerate() {
            let due_here = due(*window);
            let kept = inside(*window).count().min(due_here);
            let has_ended = window.1 <= report_date || has_series_ended;
            let expected = if has_ended { due_here } else { kept };
            let surplus = bounds.get(at + 1).map_or(0, |next| inside(*next).count().saturating_sub(due(*next)));
            let in_tolerance = |day: &&Date| project.calendar.distance(window.1, **day) <= tolerance(self.unit);
            let made_up = bounds.get(at + 1).map_or(0, |next| inside(*next).take(surplus).filter(in_tolerance).count());
            let late = made_up.min(expected - kept);
            windows.push(Window { first: window.0, last: window.1, expected, kept, late, has_ended });
        }
        windows
    }

    /// First and last days of the windows. Weeks, months, quarters and years are the calendar's own.
    fn bounds(&self) -> impl Iterator<Item = (Date, Date)> {
        let anchor = self.every.start_of_period(self.starts).unwrap_or(self.starts);
        (0..).map_while(move |k| Some((self.every.after(anchor, k)?, self.every.after(anchor, k + 1)?.plus(-1))))
    }

    /// Whether the series begins in the middle of a window, so that nobody can say on which day of it a meeting was due.
    fn is_cut(&self, first: Date) -> bool {
        first < self.starts && self.weekdays.is_empty()
    }

    /// How many meetings are due in a window.
    fn due(&self, first: Date, last: Date, calendar: &Calendar) -> usize {
        let (from, to) = (first.max(self.starts), self.ends.map_or(last, |ends| last.min(ends)));
        let has_workday = calendar.workdays_between(from, to) > 0;
        let on_weekday = |day: &Date| self.weekdays.contains(&Weekday::of(*day));
        let mut days = (0..=from.days_until(to).min(7 * i64::from(self.count))).map(|n| from.plus(n));
        match (self.unit, self.weekdays.len()) {
            (Unit::Week, 1) => usize::from(has_workday && days.any(|day| day <= to && on_weekday(&day))),
            (Unit::Week, 2..) if self.count == 1 => days.filter(|day| on_weekday(day) && calendar.is_workday(*day)).count(),
            _ => usize::from(has_workday),
        }
    }
}

/// Working days after a window's end in which a missing meeting can be made up for.
const fn tolerance(unit: Unit) -> i64 {
    match unit {
        Unit::Day => 0,
        Unit::Week => 2,
        Unit::Month => 5,
        Unit::Quarter | Unit::Year => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{CHINA, day, project};

    fn numbers(cadence: &str, meetings: &[&str], report_date: &str) -> CadenceNumbers {
        let cadences = format!("- {{name: Sync, {cadence}}}\n");
        let notes: Vec<String> = meetings.iter().map(|meeting| format!("- {{cadence: Sync, date: {meeting}}}\n")).collect();
        let notes = notes.concat();
        let mut files = vec![CHINA, ("cadences.yaml", cadences.as_str())];
        if !notes.is_empty() {
            files.push(("meetings.yaml", &notes));
        }
        let project = project(&files, report_date);
        CadenceNumbers::all(&project, &MeetingNumbers::all(&project)).remove(0)
    }

    /// Expected, kept, late, missed, missed in a row.
    fn counts(cadence: &str, meetings: &[&str], report_date: &str) -> [usize; 5] {
        let numbers = numbers(cadence, meetings, report_date);
        [numbers.expected(), numbers.kept(), numbers.late(), numbers.missed(), numbers.missed_in_a_row()]
    }

    #[test]
    fn weeks() {
        let tuesdays = "every: week, weekday: tue, starts: 2026-02-03";
        assert_eq!(counts(tuesdays, &["2026-02-03", "2026-02-10", "2026-02-24", "2026-03-06"], "2026-03-10"), [4, 4, 0, 0, 0]);
        let thursdays = "every: week, weekday: thu, starts: 2026-03-02";
        assert_eq!(counts(thursdays, &["2026-03-05", "2026-03-17", "2026-03-19"], "2026-03-22"), [3, 2, 1, 0, 0]);
        assert_eq!(counts(thursdays, &["2026-03-05", "2026-03-18", "2026-03-19"], "2026-03-22"), [3, 2, 0, 1, 0]);
        let two_weeks = "every: 2 weeks, weekday: mon, starts: 2026-03-02";
        assert_eq!(counts(two_weeks, &["2026-03-02", "2026-03-16"], "2026-04-12"), [3, 2, 0, 1, 1]);
        let two_days = "every: week, weekday: [mon, thu], starts: 2026-04-01";
        assert_eq!(counts(two_days, &["2026-04-02", "2026-04-09", "2026-04-13"], "2026-04-19"), [4, 3, 0, 1, 1]);
    }

    #[test]
    fn months_and_days() {
        let monthly = "every: month, starts: 2026-03-10";
        assert_eq!(counts(monthly, &["2026-03-31", "2026-05-06", "2026-05-29"], "2026-06-10"), [3, 2, 1, 0, 0]);
        let daily = "every: day, starts: 2026-02-12";
        assert_eq!(counts(daily, &["2026-02-12", "2026-02-14", "2026-02-20", "2026-02-24"], "2026-02-25"), [5, 3, 0, 2, 1]);
    }

    #[test]
    fn ended_and_not_begun() {
        let ended = "every: week, weekday: wed, starts: 2026-03-02, ends: 2026-03-18";
        let numbers = numbers(ended, &["2026-03-04", "2026-03-25"], "2026-05-01");
        assert_eq!((numbers.expected(), numbers.kept(), numbers.missed(), numbers.missed_in_a_row()), (3, 1, 2, 2));
        assert_eq!((numbers.held.len(), numbers.last_held), (2, Some(day("2026-03-25"))));
        assert_eq!(numbers.last_due().map(|window| window.first), Some(day("2026-03-16")));
        assert_eq!(counts("every: week, weekday: wed, starts: 2026-03-02", &[], "2026-02-01"), [0; 5]);
    }

    #[test]
    fn cancelled_with_a_reason_owes_nothing() {
        let tuesdays = "every: week, weekday: tue, starts: 2026-03-03";
        assert_eq!(counts(tuesdays, &["2026-03-03, held: no, because: Trade fair"], "2026-03-08"), [0; 5]);
        assert_eq!(counts(tuesdays, &["2026-03-03, held: no"], "2026-03-08"), [1, 0, 0, 1, 1]);
        assert_eq!(counts(&format!("{tuesdays}, notes_at: https://example.com"), &[], "2026-03-31"), [0; 5], "kept elsewhere");
        assert_eq!(counts("every: event, starts: 2026-03-03", &["2026-03-03"], "2026-12-01"), [0; 5]);
        assert_eq!(counts("kind: weekly, starts: 2026-03-03", &["2026-03-03"], "2026-03-08"), [1, 1, 0, 0, 0]);
    }

    #[test]
    fn what_is_excused_counts_on_every_day_of_its_window() {
        let expected =
            |day: &str| numbers("every: week, starts: 2026-03-02", &[&format!("{day}, held: no, because: Fair")], "2026-03-08").expected();
        assert_eq!(["2026-03-01", "2026-03-02", "2026-03-08"].map(expected), [1, 0, 0]);
    }

    #[test]
    fn a_series_is_over_on_its_last_day() {
        let owes = |report_date: &str| counts("every: week, weekday: mon, starts: 2026-03-02, ends: 2026-03-04", &[], report_date)[0];
        assert_eq!(["2026-03-03", "2026-03-04"].map(owes), [0, 1]);
    }

    #[test]
    fn a_week_of_holidays_neither_owes_a_meeting_nor_breaks_a_row() {
        let weekly = "every: week, starts: 2026-02-02";
        assert_eq!(counts(weekly, &[], "2026-03-01"), [3, 0, 0, 3, 3]);
        let last_due = numbers(weekly, &[], "2026-02-22").last_due().map(|window| window.first);
        assert_eq!(last_due, Some(day("2026-02-09")));
    }

    #[test]
    fn windows_end_with_the_calendar() {
        let windows = numbers("every: day, starts: 9999-12-20", &[], "9999-12-31").windows;
        assert!((10..=12).contains(&windows.len()), "{windows:?}");
    }
}
