//! Whether each target was reached, by the value that decides (`docs/numbers.md §2.3`).

use super::path::{Path, Target};
use super::series::{Point, Series};
use crate::calendar::{Date, Every, Unit};

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetVerdict {
    /// Its value was reached.
    Reached,
    /// It was not.
    Missed,
    /// Its day is ahead, or the value that decides may still come.
    Pending,
    /// No value decides.
    Unknown,
}

/// The period in which values are expected: the cadence, else a month.
pub(super) fn own_period(cadence: Option<Every>) -> Every {
    cadence.filter(|cadence| matches!(cadence, Every::Units(..))).unwrap_or(Every::Units(1, Unit::Month))
}

/// The last day on which a value still decides about a target.
pub(super) fn last_day_to_decide(by: Date, cadence: Option<Every>) -> Date {
    own_period(cadence).after(by, 1).unwrap_or(Date::MAX)
}

/// The value that decides about a target: the last one up to its day that is under one period old on that day, else the first one
/// within one period after it.
pub(super) fn deciding(series: &Series, by: Date, cadence: Option<Every>) -> Option<&Point> {
    let period = own_period(cadence);
    let is_young = |point: &&Point| period.after(point.day, 1).is_none_or(|old| old > by);
    let before = series.points.iter().rev().find(|point| point.day <= by).filter(is_young);
    let limit = last_day_to_decide(by, cadence);
    before.or_else(|| series.points.iter().find(|point| point.day > by && point.day <= limit))
}

/// Whether a target's day has come: it is past, or it is the report date and a value of that day is there.
pub(super) fn has_come(series: &Series, by: Date, report_date: Date) -> bool {
    by < report_date || (by == report_date && series.last().is_some_and(|current| current.day == by))
}

/// What became of a target by the report date.
pub(super) fn verdict(target: &Target, path: &Path, series: &Series, cadence: Option<Every>, report_date: Date) -> TargetVerdict {
    if !has_come(series, target.by, report_date) {
        let is_there = series.last().is_some_and(|point| path.reaches(point.value, target.aim));
        return if is_there && !path.is_range() { TargetVerdict::Reached } else { TargetVerdict::Pending };
    }
    match deciding(series, target.by, cadence) {
        Some(point) if path.reaches(point.value, target.aim) => TargetVerdict::Reached,
        Some(_) => TargetVerdict::Missed,
        None if report_date <= last_day_to_decide(target.by, cadence) => TargetVerdict::Pending,
        None => TargetVerdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::KpiNumbers;
    use crate::analysis::testing::project;

    #[test]
    fn on_its_own_day_a_target_waits_for_the_value_of_that_day() {
        use TargetVerdict::{Missed, Pending, Reached};
        let on_its_day = |direction: &str, target: &str, values: &str| {
            let kpis = format!(
                "- {{name: Leads, direction: {direction}, cadence: week, targets: [{{by: 2026-03-31, {target}}}, {{by: 2026-06-30, {target}}}], measurements: [{values}]}}\n"
            );
            let project = project(&[("kpis.yaml", &kpis)], "2026-03-31");
            let numbers = KpiNumbers::all(&project).remove(0);
            let decides = numbers.deciding(&numbers.path.as_ref().unwrap().targets[0], &project.kpis[0], project.report_date).is_some();
            (numbers.verdicts[0], decides)
        };
        assert_eq!(on_its_day("increase", "value: 110", "{date: 2026-03-29, value: 108}"), (Pending, false));
        assert_eq!(on_its_day("increase", "value: 110", "{date: 2026-03-29, value: 111}"), (Reached, false), "before its day");
        assert_eq!(on_its_day("range", "high: 110", "{date: 2026-03-29, value: 108}"), (Pending, false));
        assert_eq!(on_its_day("increase", "value: 110", "{date: 2026-03-31, value: 108}"), (Missed, true));
    }

    #[test]
    fn a_value_decides_while_it_is_under_one_period_old_or_comes_within_one() {
        let decides = |value: &str| {
            let kpis = format!("- {{name: Leads, cadence: month, measurements: [{{date: {value}, value: 1}}]}}\n");
            let project = project(&[("kpis.yaml", &kpis)], "2026-06-01");
            deciding(&Series::all(&project)[0], Date::new(2026, 3, 28), project.kpis[0].cadence).is_some()
        };
        assert_eq!(["2026-02-28", "2026-03-01", "2026-03-28", "2026-04-28", "2026-04-29"].map(decides), [false, true, true, true, false]);
    }

    #[test]
    fn reached_missed_reached_just_after_pending() {
        use TargetVerdict::{Missed, Pending, Reached, Unknown};
        let kpis = "- name: Leads\n  direction: increase\n  baseline: {date: 2026-01-01, value: 100}\n  measurements: [{date: 2026-03-30, value: 121}, {date: 2026-06-30, value: 139}, {date: 2026-10-02, value: 170}]\n  targets: [{by: 2026-03-31, value: 120}, {by: 2026-06-30, value: 140}, {by: 2026-09-30, value: 170}, {by: 2026-12-31, value: 200}]\n";
        let verdicts = |report_date: &str| {
            let project = project(&[("kpis.yaml", kpis)], report_date);
            let path = Path::of(&project.kpis[0], &project).unwrap();
            let series = Series::all(&project).remove(0);
            path.targets.iter().map(|target| verdict(target, &path, &series, None, project.report_date)).collect::<Vec<_>>()
        };
        assert_eq!(verdicts("2026-10-15"), [Reached, Missed, Reached, Pending]);
        assert_eq!(verdicts("2027-01-31"), [Reached, Missed, Reached, Pending], "the value may still come");
        assert_eq!(verdicts("2027-02-01"), [Reached, Missed, Reached, Unknown]);
        assert_eq!(verdicts("2026-03-30"), [Reached, Pending, Pending, Pending]);
        assert_eq!(verdicts("2026-06-29")[1], Pending);
        assert_eq!(verdicts("2026-06-30")[1], Missed, "measured on its own day");
    }
}
