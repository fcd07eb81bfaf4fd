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
    own_period(cadence).after(by, 1).unwrap_or(by)
}

/// The value that decides about a target: the last one up to its day that is under one period old on that day, else the first one
/// within one period after it.
pub(super) fn deciding(series: &Series, by: Date, cadence: Option<Every>) -> Option<&Point> {
    let period = own_period(cadence);
    let is_young = |point: &&Point| period.after(point.day, 1).is_some_and(|old| old > by);
    let before = series.points.iter().rev().find(|point| point.day <= by).filter(is_young);
    let limit = last_day_to_decide(by, cadence);
    before.or_else(|| series.points.iter().find(|point| point.day > by && point.day <= limit))
}

/// What became of a target by the report date.
pub(super) fn verdict(target: &Target, path: &Path, series: &Series, cadence: Option<Every>, report_date: Date) -> TargetVerdict {
    if report_date < target.by {
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
    use crate::analysis::testing::project;

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
    }
}
