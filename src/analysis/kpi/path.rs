//! The way a KPI is to go: from its baseline through its targets (`docs/numbers.md §2.1`).

use crate::analysis::numbers::{at_least, at_most};
use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::goals::{Direction, Kpi, KpiTarget};
use crate::project::types::Number;

/// What a KPI is to be: a value to reach, or a band to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// A value, in the KPI's unit.
    Value(f64),
    /// A band; one side may be open.
    Band(Band),
}

/// A band to keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The least value inside.
    pub low: Option<f64>,
    /// The highest value inside.
    pub high: Option<f64>,
}

/// A target with its day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The day by which it is to be reached.
    pub by: Date,
    /// What is to be reached.
    pub aim: Aim,
    /// Its place among the KPI's targets as they are recorded.
    pub nth: usize,
}

/// The way from the baseline through the targets.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Which way is better: as recorded, else from the baseline to the last target.
    pub direction: Direction,
    /// The targets with a value and a day, by day; of several on one day the last one.
    pub targets: Vec<Target>,
    /// The value it began at, if one is recorded.
    pub baseline: Option<f64>,
    /// The day it began on: the baseline's, else the project's start.
    pub baseline_day: Option<Date>,
    corners: Vec<(Date, f64)>,
    begins_at_baseline: bool,
}

impl Band {
    /// How far a value is above (positive) or below (negative) the band; 0 inside.
    pub fn distance(&self, value: f64) -> f64 {
        match (self.low, self.high) {
            (Some(low), _) if !at_least(value, low) => value - low,
            (_, Some(high)) if !at_most(value, high) => value - high,
            _ => 0.0,
        }
    }

    /// Whether a value is inside.
    pub fn holds(&self, value: f64) -> bool {
        self.distance(value) == 0.0
    }
}

impl Path {
    /// The path of a KPI; `None` if it has no direction, and no baseline to tell it by.
    pub(in crate::analysis) fn of(kpi: &Kpi, project: &Project) -> Option<Self> {
        let baseline = kpi.baseline.as_ref().and_then(|baseline| baseline.value).map(|value| value.0);
        let recorded_day = kpi.baseline.as_ref().and_then(|baseline| baseline.date);
        let baseline_day = baseline.and(recorded_day.or(project.settings.project.start));
        let direction = kpi.direction.or_else(|| direction_of(kpi, baseline))?;
        let targets = targets(kpi, direction);
        let (corners, begins_at_baseline) = corners(&targets, baseline_day.zip(baseline));
        Some(Self { direction, targets, baseline, baseline_day, corners, begins_at_baseline })
    }

    /// What the KPI should be on a day; `None` before the first target if there is no baseline, and without targets.
    pub fn expected(&self, day: Date) -> Option<Aim> {
        if self.direction == Direction::Range {
            let ahead = self.targets.iter().find(|target| target.by >= day);
            return ahead.or(self.targets.last()).map(|target| target.aim);
        }
        let (first_day, first) = *self.corners.first()?;
        if day < first_day {
            return self.begins_at_baseline.then_some(Aim::Value(first));
        }
        let next = self.corners.partition_point(|(corner, _)| *corner <= day);
        let (from, value) = *self.corners.get(next.checked_sub(1)?)?;
        let Some((to, target)) = self.corners.get(next) else { return Some(Aim::Value(value)) };
        Some(Aim::Value(value + (target - value) * from.days_until(day) as f64 / from.days_until(*to) as f64))
    }

    /// The corners of the line that is to be followed, by day; none of a band.
    pub fn corners(&self) -> &[(Date, f64)] {
        &self.corners
    }

    /// The target with the latest day.
    pub fn last_target(&self) -> Option<&Target> {
        self.targets.last()
    }

    /// Whether a value is what an aim asks for: as far as it, or inside the band.
    pub fn reaches(&self, value: f64, aim: Aim) -> bool {
        match (aim, self.direction) {
            (Aim::Band(band), _) => band.holds(value),
            (Aim::Value(target), Direction::Decrease) => at_most(value, target),
            (Aim::Value(target), _) => at_least(value, target),
        }
    }

    /// Whether it is a band that is to be kept.
    pub fn is_range(&self) -> bool {
        self.direction == Direction::Range
    }
}

fn number(number: Option<Number>) -> Option<f64> {
    number.map(|number| number.0)
}

/// From the baseline to the last target; towards a band, if there are only bands.
fn direction_of(kpi: &Kpi, baseline: Option<f64>) -> Option<Direction> {
    let last = kpi.targets.iter().filter(|target| target.by.is_some()).max_by_key(|target| target.by)?;
    match (number(last.value), baseline) {
        (Some(target), Some(baseline)) if target < baseline => Some(Direction::Decrease),
        (Some(target), Some(baseline)) if target > baseline => Some(Direction::Increase),
        (None, _) if last.low.is_some() || last.high.is_some() => Some(Direction::Range),
        _ => None,
    }
}

fn targets(kpi: &Kpi, direction: Direction) -> Vec<Target> {
    let target = |(nth, target): (usize, &KpiTarget)| Some(Target { by: target.by?, aim: aim(target, direction)?, nth });
    let mut targets: Vec<Target> = kpi.targets.iter().enumerate().filter_map(target).collect();
    targets.sort_by_key(|target| (target.by, std::cmp::Reverse(target.nth)));
    targets.dedup_by_key(|target| target.by);
    targets
}

fn aim(target: &KpiTarget, direction: Direction) -> Option<Aim> {
    let (value, low, high) = (number(target.value), number(target.low), number(target.high));
    match direction {
        Direction::Increase => value.or(low).map(Aim::Value),
        Direction::Decrease => value.or(high).map(Aim::Value),
        Direction::Range if low.is_none() && high.is_none() => value.map(|value| Aim::Band(Band { low: Some(value), high: Some(value) })),
        Direction::Range => Some(Aim::Band(Band { low, high })),
    }
}

/// The corners of the line, and whether the first one is the baseline: it is, if some target is later.
fn corners(targets: &[Target], baseline: Option<(Date, f64)>) -> (Vec<(Date, f64)>, bool) {
    let of = |target: &Target| match target.aim {
        Aim::Value(value) => Some((target.by, value)),
        Aim::Band(_) => None,
    };
    if let Some((day, value)) = baseline {
        let later: Vec<(Date, f64)> = targets.iter().filter(|target| target.by > day).filter_map(of).collect();
        if !later.is_empty() {
            return (std::iter::once((day, value)).chain(later).collect(), true);
        }
    }
    (targets.iter().filter_map(of).collect(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{day, project};

    fn path(fields: &str) -> Path {
        let kpis = format!("- {{name: Leads, {fields}}}\n");
        let project = project(&[("kpis.yaml", &kpis)], "2026-06-01");
        Path::of(&project.kpis[0], &project).unwrap()
    }

    fn expected(fields: &str, on: &str) -> Option<f64> {
        match path(fields).expected(day(on))? {
            Aim::Value(value) => Some(value),
            Aim::Band(band) => panic!("{band:?}"),
        }
    }

    const TWO: &str = "direction: increase, baseline: {date: 2026-01-01, value: 100}, targets: [{by: 2026-06-30, value: 140}, {by: 2026-12-31, value: 200}]";

    #[test]
    fn between_corners_it_is_a_line() {
        for (on, value) in [
            ("2026-01-01", 100.0),
            ("2025-12-01", 100.0),
            ("2026-03-31", 119.777_777_777_777_77),
            ("2026-06-30", 140.0),
            ("2026-09-30", 170.0),
            ("2026-12-31", 200.0),
            ("2027-05-01", 200.0),
        ] {
            assert!(same(expected(TWO, on).unwrap(), value), "{on}");
        }
    }

    #[test]
    fn only_targets_later_than_the_baseline_are_on_its_way() {
        let late = TWO.replace("2026-01-01, value: 100", "2026-07-01, value: 120");
        assert!(same(expected(&late, "2026-10-01").unwrap(), 160.218_579_234_972_68));
        let too_late = "direction: increase, baseline: {date: 2026-07-01, value: 100}, targets: [{by: 2026-06-30, value: 140}]";
        assert_eq!(expected(too_late, "2026-07-02"), Some(140.0));
        let none = "direction: increase, targets: [{by: 2026-12-31, value: 200}]";
        assert_eq!((expected(none, "2026-06-01"), expected(none, "2026-12-31")), (None, Some(200.0)));
        assert_eq!(expected("direction: increase, baseline: {date: 2026-01-01, value: 100}", "2026-06-01"), None);
        let undated = "direction: increase, baseline: {value: 100}, targets: [{by: 2026-12-31, value: 200}]";
        assert_eq!(expected(undated, "2026-06-01"), None);
    }

    #[test]
    fn down_and_through_zero() {
        let down = "direction: decrease, baseline: {date: 2026-01-01, value: 40}, targets: [{by: 2026-04-11, value: 20}]";
        assert_eq!(expected(down, "2026-02-20"), Some(30.0));
        let through = "direction: increase, baseline: {date: 2026-01-01, value: -10}, targets: [{by: 2026-01-21, value: 10}]";
        assert_eq!(expected(through, "2026-01-11"), Some(0.0));
    }

    #[test]
    fn the_band_of_the_next_target() {
        let range = path("direction: range, targets: [{by: 2026-06-30, low: 10, high: 20}, {by: 2026-12-31, low: 12, high: 18}]");
        let band = |low, high| Some(Aim::Band(Band { low: Some(low), high: Some(high) }));
        assert_eq!(range.expected(day("2026-03-01")), band(10.0, 20.0));
        assert_eq!(range.expected(day("2026-07-01")), band(12.0, 18.0));
        assert_eq!(range.expected(day("2027-07-01")), band(12.0, 18.0));
        assert!(same(Band { low: Some(10.0), high: None }.distance(8.9), -1.1));
        assert!(Band { low: None, high: Some(0.3) }.holds(0.1 + 0.2));
    }

    #[test]
    fn without_a_direction_the_way_tells_it() {
        assert_eq!(path("baseline: 40, targets: [{by: 2026-04-11, value: 20}]").direction, Direction::Decrease);
        assert_eq!(path("targets: [{by: 2026-04-11, high: 20}]").direction, Direction::Range);
    }

    #[test]
    fn of_two_targets_on_a_day_the_last_one_holds() {
        let path = path("direction: increase, targets: [{by: 2026-06-30, value: 1}, {by: 2026-06-30, value: 2}]");
        assert_eq!(path.targets.iter().map(|target| (target.aim, target.nth)).collect::<Vec<_>>(), [(Aim::Value(2.0), 1)]);
    }

    #[test]
    fn a_band_holds_on_its_last_day() {
        let bands = path("direction: range, targets: [{by: 2026-06-30, high: 15}, {by: 2026-12-31, high: 10}]");
        let high = |on: &str| match bands.expected(day(on)) {
            Some(Aim::Band(band)) => band.high,
            other => panic!("{other:?}"),
        };
        assert_eq!((high("2026-06-30"), high("2026-07-01")), (Some(15.0), Some(10.0)));
    }

    #[test]
    fn a_target_on_the_day_of_the_baseline_is_not_on_its_way() {
        let same_day = "direction: increase, baseline: {date: 2026-06-30, value: 100}, targets: [{by: 2026-06-30, value: 140}]";
        assert_eq!((expected(same_day, "2026-06-29"), expected(same_day, "2026-06-30")), (None, Some(140.0)));
    }

    #[test]
    fn a_target_that_is_the_baseline_tells_no_direction() {
        let direction = |target: u32| {
            let kpis =
                format!("- {{name: Leads, baseline: {{date: 2026-01-01, value: 100}}, targets: [{{by: 2026-12-31, value: {target}}}]}}\n");
            let project = project(&[("kpis.yaml", &kpis)], "2026-06-01");
            Path::of(&project.kpis[0], &project).map(|path| path.direction)
        };
        assert_eq!([99, 100, 101].map(direction), [Some(Direction::Decrease), None, Some(Direction::Increase)]);
    }
}
