//! Until when a value is fresh, and which periods owe one (`docs/numbers.md §2.5`; rule `kpi-measurement-overdue`).

use super::series::Series;
use crate::calendar::{Calendar, Date, Every, Unit};
use crate::project::Project;
use crate::project::registers::goals::Kpi;
use crate::project::settings::limits::{self, RuleLimit};

/// Whether a KPI owes a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness {
    /// No calendar owes one: it is measured per event or phase, it has no cadence but values, or its duty is over.
    NotOwed,
    /// Its value is fresh up to and with this day.
    Fresh(Date),
    /// It should have had a value by this day.
    Overdue {
        /// The last day on which it was in time.
        since: Date,
        /// First and last days of the periods that should have one; empty if it never had any value.
        missing: Vec<(Date, Date)>,
    },
}

/// Enough for a daily KPI over ten years.
const MOST_PERIODS: usize = 3700;

/// A value is never owed in the same unit for longer than holidays can last.
const MOST_HOLIDAY_PERIODS: usize = 500;

impl Freshness {
    /// How things stand at the report date. The duty ends one period after the last target's day.
    pub(super) fn of(kpi: &Kpi, series: &Series, last_target: Option<Date>, project: &Project) -> Self {
        let report_date = project.report_date;
        let Some(last) = series.last() else {
            return Self::never_measured(kpi, last_target, project);
        };
        let Some(cadence) = kpi.cadence.filter(|cadence| matches!(cadence, Every::Units(..))) else { return Self::NotOwed };
        let end_of_duty = last_target.and_then(|by| cadence.after(by, 1));
        if end_of_duty.is_some_and(|end| end < report_date) {
            return Self::NotOwed;
        }
        let mut owed = periods_after(cadence, last.day, &project.calendar, Grace::of(project))
            .take_while(|period| end_of_duty.is_none_or(|end| period.last <= end))
            .take(MOST_PERIODS)
            .peekable();
        let Some(since) = owed.peek().map(|period| period.due) else { return Self::NotOwed };
        let missing: Vec<(Date, Date)> =
            owed.take_while(|period| period.due < report_date).map(|period| (period.first, period.last)).collect();
        if missing.is_empty() { Self::Fresh(since) } else { Self::Overdue { since, missing } }
    }

    /// The first value is owed one period (31 days without a cadence) after the start of the project or the day of the baseline,
    /// whichever is later; at once without either.
    fn never_measured(kpi: &Kpi, last_target: Option<Date>, project: &Project) -> Self {
        let after = match kpi.cadence {
            Some(Every::Phase | Every::Event) => return Self::NotOwed,
            Some(cadence) => cadence,
            None => Every::Units(31, Unit::Day),
        };
        let end_of_duty = last_target.and_then(|by| after.after(by, 1));
        if end_of_duty.is_some_and(|end| end < project.report_date) {
            return Self::NotOwed;
        }
        let baseline = kpi.baseline.as_ref().and_then(|baseline| baseline.date);
        let start = project.settings.project.start.max(baseline);
        let since = start.map_or_else(|| project.report_date.plus(-1), |start| after.after(start, 1).unwrap_or(Date::MAX));
        if since < project.report_date { Self::Overdue { since, missing: Vec::new() } } else { Self::Fresh(since) }
    }
}

/// The last day on which a value of a day is fresh: the end of the period after its own, and some working days of grace. A period
/// all of holidays owes nothing. `None` for a cadence without a calendar.
pub fn fresh_until(cadence: Every, day: Date, calendar: &Calendar) -> Option<Date> {
    periods_after(cadence, day, calendar, Grace::default()).next().map(|period| period.due)
}

/// A period that owes a value.
struct Period {
    first: Date,
    last: Date,
    /// The last day on which the value is in time.
    due: Date,
}

/// The periods after that of a day, without those all of holidays.
fn periods_after(cadence: Every, day: Date, calendar: &Calendar, grace: Grace) -> impl Iterator<Item = Period> {
    let unit = match cadence {
        Every::Units(_, unit) => Some(unit),
        Every::Phase | Every::Event => None,
    };
    let own = unit.and_then(|_| cadence.start_of_period(day));
    let first = own.zip(unit).and_then(|(own, unit)| Every::Units(1, unit).after(own, 1));
    let bounds = std::iter::successors(first, move |first| cadence.after(*first, 1));
    let mut holidays = 0;
    bounds
        .map_while(move |first| Some((first, cadence.after(first, 1)?.plus(-1))))
        .take_while(move |(first, last)| {
            holidays = if calendar.workdays_between(*first, *last) == 0 { holidays + 1 } else { 0 };
            holidays < MOST_HOLIDAY_PERIODS
        })
        .filter(|(first, last)| calendar.workdays_between(*first, *last) > 0)
        .map(move |(first, last)| Period { first, last, due: calendar.plus(last, unit.map_or(0, |unit| grace.after(unit))) })
}

/// Working days after the end of a period in which its value may still be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grace {
    /// After a day.
    pub daily: u32,
    /// After a week.
    pub weekly: u32,
    /// After a month, a quarter or a year.
    pub monthly: u32,
}

impl Default for Grace {
    fn default() -> Self {
        Self::by(|limit| limit.usual)
    }
}

impl Grace {
    /// As the project sets it.
    fn of(project: &Project) -> Self {
        Self::by(|limit| limit.of(&project.settings))
    }

    fn by(days: impl Fn(RuleLimit) -> u32) -> Self {
        Self { daily: days(limits::GRACE_DAILY), weekly: days(limits::GRACE_WEEKLY), monthly: days(limits::GRACE_MONTHLY) }
    }

    const fn after(self, unit: Unit) -> u32 {
        match unit {
            Unit::Day => self.daily,
            Unit::Week => self.weekly,
            Unit::Month | Unit::Quarter | Unit::Year => self.monthly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{CHINA, day, project};

    fn until(cadence: &str, measured: &str, settings: (&str, &str)) -> Date {
        let project = project(&[settings], "2026-06-01");
        fresh_until(Every::parse(cadence).unwrap(), day(measured), &project.calendar).unwrap()
    }

    #[test]
    fn the_next_period_and_some_grace() {
        let plain = ("alongside.yaml", "project: {name: X}\n");
        assert_eq!(until("month", "2026-01-31", plain), day("2026-03-13"));
        assert_eq!(until("day", "2026-03-06", plain), day("2026-03-10"), "a weekend owes nothing");
        assert_eq!(until("week", "2026-02-12", CHINA), day("2026-03-04"), "a week of holidays owes nothing");
        assert_eq!(fresh_until(Every::Event, day("2026-01-31"), &Calendar::default()), None);
    }

    fn freshness(fields: &str, report_date: &str) -> Freshness {
        let kpis = format!("- {{name: Leads, {fields}}}\n");
        let settings = ("alongside.yaml", "project: {start: 2026-01-01}\n");
        let project = project(&[settings, ("kpis.yaml", &kpis)], report_date);
        let kpi = &project.kpis[0];
        let last_target = kpi.targets.iter().filter_map(|target| target.by).max();
        Freshness::of(kpi, &Series::all(&project)[0], last_target, &project)
    }

    #[test]
    fn which_periods_are_missing() {
        let fields = "cadence: month, measurements: [{date: 2026-01-31, value: 1}]";
        assert_eq!(freshness(fields, "2026-03-13"), Freshness::Fresh(day("2026-03-13")));
        let missing = vec![(day("2026-02-01"), day("2026-02-28")), (day("2026-03-01"), day("2026-03-31"))];
        assert_eq!(freshness(fields, "2026-04-30"), Freshness::Overdue { since: day("2026-03-13"), missing });
        let until = |report_date| freshness(&format!("{fields}, targets: [{{by: 2026-03-05, value: 2}}]"), report_date);
        let february = vec![(day("2026-02-01"), day("2026-02-28"))];
        assert_eq!(until("2026-04-02"), Freshness::Overdue { since: day("2026-03-13"), missing: february });
        assert_eq!(until("2026-04-06"), Freshness::NotOwed, "one period after the last target the duty is over");
    }

    #[test]
    fn a_value_is_owed_up_to_and_with_the_last_day_of_the_duty() {
        let overdue = Freshness::Overdue { since: day("2026-01-08"), missing: vec![] };
        let never = |report_date| freshness("cadence: week, targets: [{by: 2026-01-31, value: 2}]", report_date);
        assert_eq!([never("2026-02-07"), never("2026-02-08")], [overdue, Freshness::NotOwed]);
        let fields = "cadence: month, measurements: [{date: 2026-01-31, value: 1}], targets: [{by: 2026-03-05, value: 2}]";
        let february = vec![(day("2026-02-01"), day("2026-02-28"))];
        assert_eq!(freshness(fields, "2026-04-05"), Freshness::Overdue { since: day("2026-03-13"), missing: february });
        assert_eq!(freshness(fields, "2026-04-06"), Freshness::NotOwed);
        let weekly = |by: &str| {
            freshness(
                &format!("cadence: week, measurements: [{{date: 2026-01-02, value: 1}}], targets: [{{by: {by}, value: 2}}]"),
                "2026-01-06",
            )
        };
        assert_eq!(weekly("2026-01-04"), Freshness::Fresh(day("2026-01-14")), "its last week ends with the duty");
        assert_eq!(weekly("2026-01-03"), Freshness::NotOwed, "its last week ends a day after the duty");
    }

    #[test]
    fn after_five_hundred_days_of_holidays_nothing_is_owed() {
        let until = |last: &str| {
            let settings = format!("calendar: {{holidays: [2026-01-06..{last}]}}\n");
            let project = project(&[("alongside.yaml", &settings)], "2026-06-01");
            fresh_until(Every::Units(1, Unit::Day), day("2026-01-05"), &project.calendar)
        };
        assert_eq!(until("2027-05-19"), Some(day("2027-05-21")), "499 days");
        assert_eq!(until("2027-05-20"), None, "500 days");
    }

    #[test]
    fn all_that_is_missing_is_told_however_much_it_is() {
        let Freshness::Overdue { missing, .. } = freshness("cadence: day, measurements: [{date: 2023-06-01, value: 1}]", "2026-06-01")
        else {
            panic!("it is overdue");
        };
        assert!(missing.len() > MOST_HOLIDAY_PERIODS, "{}", missing.len());
    }

    #[test]
    fn at_the_end_of_the_calendar_nothing_more_is_owed() {
        for cadence in ["day", "week", "month", "year"] {
            assert_eq!(fresh_until(Every::parse(cadence).unwrap(), Date::MAX, &Calendar::default()), None, "{cadence}");
        }
    }

    #[test]
    fn never_measured() {
        assert_eq!(freshness("cadence: week", "2026-01-08"), Freshness::Fresh(day("2026-01-08")));
        assert_eq!(freshness("unit: leads", "2026-02-02"), Freshness::Overdue { since: day("2026-02-01"), missing: vec![] });
        assert_eq!(freshness("cadence: event", "2026-12-31"), Freshness::NotOwed);
        assert_eq!(freshness("measurements: [{date: 2026-01-31, value: 1}]", "2026-12-31"), Freshness::NotOwed);
    }
}
