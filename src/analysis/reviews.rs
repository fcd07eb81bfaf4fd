//! Whether progress is reviewed as often as agreed (`docs/numbers.md §8.10`).

use crate::calendar::{Date, Every};
use crate::project::registers::meetings::{Cadence, Meeting, MeetingKind};
use crate::project::registers::plan::PhaseKind;
use crate::project::{Kind, Project, RecordId};

/// The reviews of progress against their rhythm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviews {
    /// Day and place of each look at the four dimensions up to the report date, the oldest first: a review, or a monthly report.
    pub looks: Vec<(Date, RecordId)>,
    /// When the next one is due, or why none is.
    pub next: Next,
    /// Periods that ended without a look.
    pub missed: usize,
    /// Those since the last look.
    pub missed_in_a_row: usize,
    /// The series of reviews, by its place in the register of cadences.
    pub series: Option<usize>,
}

/// When the next review is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// On this day.
    Due(Date),
    /// It follows phases or events.
    WithoutCalendar,
    /// The series has ended, and owes nothing.
    Ended,
    /// The notes of the series are kept elsewhere.
    Elsewhere,
    /// No day is known to count from.
    WithoutStart,
}

/// Ten years of a daily rhythm.
const MOST_PERIODS: usize = 3700;

impl Reviews {
    /// The reviews up to the report date; `usual` is the rhythm where no series of reviews has one, and a period counts as missed
    /// so many working days after its end.
    pub fn of(project: &Project, usual: Every, grace: i64) -> Self {
        let series = series(project);
        let looks = looks(project);
        let cadence = series.and_then(|index| project.cadences.get(index)).map(|entry| &**entry);
        let mut reviews = Self { looks, next: Next::WithoutStart, missed: 0, missed_in_a_row: 0, series };
        let rhythm = Rhythm { project, every: cadence.and_then(|cadence| cadence.every).unwrap_or(usual), grace };
        let starts = cadence.and_then(|cadence| cadence.starts);
        if cadence.is_some_and(|cadence| cadence.ends.is_some_and(|ends| ends < project.report_date)) {
            reviews.next = Next::Ended;
        } else if cadence.is_some_and(|cadence| cadence.notes_at.is_some()) && reviews.looks.is_empty() {
            reviews.next = Next::Elsewhere;
        } else if let Every::Phase | Every::Event = rhythm.every {
            reviews.next = Next::WithoutCalendar;
        } else if let Some(begin) = starts.or_else(|| start_of_execution(project)).or(reviews.looks.first().map(|(day, _)| *day)) {
            reviews.count(&rhythm, begin);
        }
        reviews
    }

    /// Looks, and periods that should have had one.
    pub fn due(&self) -> usize {
        self.looks.len() + self.missed
    }

    fn count(&mut self, rhythm: &Rhythm<'_>, begin: Date) {
        let mut since = begin;
        for (look, _) in self.looks.iter().filter(|(look, _)| *look >= begin) {
            self.missed += rhythm.missed(since, *look);
            since = *look;
        }
        self.missed_in_a_row = rhythm.missed(since, rhythm.project.report_date);
        self.missed += self.missed_in_a_row;
        self.next = rhythm.next(since).map_or(Next::WithoutCalendar, Next::Due);
    }
}

/// The running series of reviews; else one that has not begun, or that has ended.
fn series(project: &Project) -> Option<usize> {
    let is_review = |cadence: &Cadence| cadence.kind.as_ref().is_some_and(|kind| kind.is(MeetingKind::Review));
    let today = project.report_date;
    let rank = |cadence: &Cadence| match () {
        () if cadence.ends.is_some_and(|ends| ends < today) => 2,
        () if cadence.starts.is_some_and(|starts| starts > today) => 1,
        () => 0,
    };
    let of_reviews = project.cadences.iter().enumerate().filter(|(_, cadence)| is_review(cadence));
    of_reviews.min_by_key(|(index, cadence)| (rank(cadence), *index)).map(|(index, _)| index)
}

fn looks(project: &Project) -> Vec<(Date, RecordId)> {
    let reviews = project.reviews.iter().enumerate().map(|(index, review)| (review.date, RecordId { kind: Kind::Reviews, index }));
    let reports = project.meetings.iter().enumerate().filter(|(_, meeting)| is_report(meeting));
    let reports = reports.map(|(index, meeting)| (meeting.date.date, RecordId { kind: Kind::Meetings, index }));
    let mut looks: Vec<_> = reviews.chain(reports).filter(|(day, _)| *day <= project.report_date).collect();
    looks.sort_unstable();
    looks
}

/// Whether a monthly meeting gave the four statuses, as a review does.
fn is_report(meeting: &Meeting) -> bool {
    let is_monthly = meeting.kind.as_ref().is_some_and(|kind| kind.is(MeetingKind::Monthly));
    is_monthly
        && meeting.held != Some(false)
        && [meeting.schedule, meeting.quality, meeting.cost, meeting.effect].iter().all(Option::is_some)
}

/// The first day of the phases of execution, where phases say so; else the project's own start.
fn start_of_execution(project: &Project) -> Option<Date> {
    let executes = project.phases.iter().filter(|phase| phase.kind.as_ref().is_some_and(|kind| kind.is(PhaseKind::Execution)));
    executes.filter_map(|phase| phase.start).min().or(project.settings.project.start)
}

struct Rhythm<'p> {
    project: &'p Project,
    every: Every,
    grace: i64,
}

impl Rhythm<'_> {
    /// The end of the first period after a day that is not all holidays.
    fn next(&self, since: Date) -> Option<Date> {
        let ends = (1..).take(MOST_PERIODS).map_while(|k| Some((self.every.after(since, k - 1)?, self.every.after(since, k)?)));
        ends.into_iter().find(|(first, last)| self.project.calendar.distance(*first, *last) > 0).map(|(_, last)| last)
    }

    /// Periods from one look to the next, or to the report date, that ended without one.
    fn missed(&self, since: Date, until: Date) -> usize {
        let calendar = &self.project.calendar;
        let is_missed = |due: &Date| calendar.distance(calendar.due(*due), until) > self.grace;
        std::iter::successors(self.next(since), |due| self.next(*due)).take_while(is_missed).take(MOST_PERIODS).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Unit;
    use crate::project::{Folder, ReportDateSource, load};

    fn reviews(files: &[(&str, &str)]) -> (usize, usize, usize) {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let reviews = Reviews::of(&project, Every::Units(1, Unit::Month), 5);
        (reviews.looks.len(), reviews.due(), reviews.missed_in_a_row)
    }

    #[test]
    fn held_of_due_and_missed_running() {
        let start = ("alongside.yaml", "project: {start: 2026-01-05, end: 2026-12-18}\n");
        for (days, expected) in [
            ("", (0, 5, 5)),
            ("- date: 2026-02-05\n- date: 2026-03-05\n- date: 2026-04-07\n- date: 2026-05-07\n- date: 2026-06-08\n", (5, 5, 0)),
            ("- date: 2026-02-05\n- date: 2026-05-07\n", (2, 4, 0)),
            ("- date: 2026-02-05\n- date: 2026-04-01\n", (2, 5, 2)),
        ] {
            assert_eq!(reviews(&[start, ("reviews.yaml", days)]), expected, "{days}");
        }
    }

    fn of(files: &[(&str, &str)]) -> Reviews {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        Reviews::of(&project, Every::Units(1, Unit::Month), 5)
    }

    #[test]
    fn a_look_counts_from_its_day_on() {
        let looks = |day: &str| of(&[("reviews.yaml", &format!("- date: {day}\n"))]).looks.len();
        assert_eq!(["2026-06-15", "2026-06-16"].map(looks), [1, 0]);
    }

    #[test]
    fn a_series_runs_from_its_first_to_its_last_day() {
        let next = |fields: &str| of(&[("cadences.yaml", &format!("- {{name: A, kind: review, every: month, {fields}}}\n"))]).next;
        assert_eq!(next("starts: 2026-06-01, ends: 2026-06-14"), Next::Ended);
        assert_eq!(next("starts: 2026-06-01, ends: 2026-06-15"), Next::Due(Date::new(2026, 7, 1)));
        let chosen = |first: &str| {
            let text = format!("- {{name: A, kind: review, every: month, {first}}}\n- {{name: B, kind: review, every: month}}\n");
            of(&[("cadences.yaml", &text)]).series
        };
        let firsts = ["ends: 2026-06-14", "ends: 2026-06-15", "starts: 2026-06-15", "starts: 2026-06-16"];
        assert_eq!(firsts.map(chosen), [Some(1), Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn a_period_of_holidays_owes_no_look() {
        let next = |last: &str| {
            let settings = format!("calendar: {{holidays: [2026-06-02..{last}]}}\n");
            of(&[("alongside.yaml", &settings), ("cadences.yaml", "- {name: A, kind: review, every: week, starts: 2026-06-01}\n")]).next
        };
        assert_eq!(next("2026-06-05"), Next::Due(Date::new(2026, 6, 8)), "the Monday after it is worked");
        assert_eq!(next("2026-06-08"), Next::Due(Date::new(2026, 6, 15)));
    }
}
