//! How far a value is from its path, and how it moved since the value before (`docs/numbers.md §2.2`).

use super::path::{Aim, Path};
use super::series::{Point, Series};
use crate::analysis::numbers::{same, share};
use crate::project::registers::goals::{Direction, Kpi};
use crate::project::types::Text;

/// The distance of the current value from its path on its own day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The value less the expected one, in the unit; of a band the distance outside it.
    pub value: f64,
    /// The same as a share of the expected value's size; `None` if that is 0, and of a band.
    pub relative: Option<f64>,
    /// What it means.
    pub side: Side,
}

/// On which side of its path a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On the better side.
    Ahead,
    /// On the worse side.
    Behind,
    /// On the path.
    OnPath,
    /// Inside the band.
    Within,
    /// Above the band.
    Above,
    /// Below the band.
    Below,
}

/// How the current value differs from the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The value before, with its day.
    pub from: Point,
    /// The difference in the unit, with its own sign.
    pub value: f64,
    /// The same as a share of the earlier value's size; `None` if that is 0, or if the unit is per cent.
    pub relative: Option<f64>,
    /// What it means; `None` if nothing says which way is better.
    pub word: Option<Movement>,
}

/// What a change means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Better.
    Better,
    /// Worse.
    Worse,
    /// The same.
    Unchanged,
    /// Inside the band, now as before.
    Within,
}

impl Gap {
    /// The distance of a value from the path on its own day.
    pub(super) fn at(path: &Path, point: &Point) -> Option<Self> {
        Some(Self::of(path, point.value, path.expected(point.day)?))
    }

    /// The distance of a value from what was expected.
    fn of(path: &Path, value: f64, expected: Aim) -> Self {
        match expected {
            Aim::Value(expected) => {
                let relative = (expected != 0.0).then(|| (value - expected) / expected.abs());
                let side = match () {
                    () if same(value, expected) => Side::OnPath,
                    () if (value > expected) == (path.direction == Direction::Decrease) => Side::Behind,
                    () => Side::Ahead,
                };
                Self { value: value - expected, relative, side }
            }
            Aim::Band(band) => {
                let distance = band.distance(value);
                let side = match () {
                    () if distance > 0.0 => Side::Above,
                    () if distance < 0.0 => Side::Below,
                    () => Side::Within,
                };
                Self { value: distance, relative: None, side }
            }
        }
    }
}

impl Change {
    /// How the last value differs from the one before it, whatever the time between them.
    pub(super) fn of(kpi: &Kpi, path: Option<&Path>, series: &Series) -> Option<Self> {
        let (from, to) = (*series.before_last()?, *series.last()?);
        let value = to.value - from.value;
        let relative = (from.value != 0.0 && !is_per_cent(kpi)).then(|| value / from.value.abs());
        Some(Self { from, value, relative, word: movement(kpi.direction, path, from.value, to) })
    }
}

fn movement(direction: Option<Direction>, path: Option<&Path>, from: f64, to: Point) -> Option<Movement> {
    if same(from, to.value) {
        return Some(Movement::Unchanged);
    }
    let rises = to.value > from;
    match direction.or(path.map(|path| path.direction))? {
        Direction::Increase => Some(if rises { Movement::Better } else { Movement::Worse }),
        Direction::Decrease => Some(if rises { Movement::Worse } else { Movement::Better }),
        Direction::Range => {
            let Aim::Band(band) = path?.expected(to.day)? else { return None };
            let (before, after) = (band.distance(from).abs(), band.distance(to.value).abs());
            Some(match () {
                () if before == 0.0 && after == 0.0 => Movement::Within,
                () if same(before, after) => Movement::Unchanged,
                () if after < before => Movement::Better,
                () => Movement::Worse,
            })
        }
    }
}

/// Whether differences of a KPI are percentage points.
pub fn is_per_cent(kpi: &Kpi) -> bool {
    let words = ["%", "％", "per cent", "percent", "百分比"];
    kpi.unit.iter().flat_map(Text::all).any(|unit| words.contains(&unit.trim().to_lowercase().as_str()))
}

/// How much of the way is gone: 0 at the baseline, 1 at the last target, perhaps less or more. Of a band, the share of final values
/// inside that of their day. `None` without a baseline, or if there is no way to go.
pub(super) fn attainment(path: &Path, series: &Series) -> Option<f64> {
    match path.last_target()?.aim {
        Aim::Value(target) => {
            let (baseline, value) = (path.baseline?, series.last()?.value);
            (!same(target, baseline)).then(|| (value - baseline) / (target - baseline))
        }
        Aim::Band(_) => {
            let inside: Vec<bool> =
                series.finals().filter_map(|point| Some(path.reaches(point.value, path.expected(point.day)?))).collect();
            share(inside.iter().filter(|inside| **inside).count(), inside.len())
        }
    }
}

/// The value as a share of the last target (of a decreasing KPI the target as a share of the value). `None` unless both are above 0.
pub(super) fn ratio(path: &Path, series: &Series) -> Option<f64> {
    let Aim::Value(target) = path.last_target()?.aim else { return None };
    let value = series.last()?.value;
    let ratio = if path.direction == Direction::Decrease { target / value } else { value / target };
    (value > 0.0 && target > 0.0).then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::KpiNumbers;
    use crate::analysis::testing::project;

    fn numbers(fields: &str) -> KpiNumbers {
        let kpis = format!("- {{name: Leads, {fields}}}\n");
        let project = project(&[("kpis.yaml", &kpis)], "2026-03-01");
        KpiNumbers::all(&project).remove(0)
    }

    const DOWN: &str = "direction: decrease, baseline: {date: 2026-01-01, value: 40}, targets: [{by: 2026-04-11, value: 20}], measurements: [{date: 2026-01-31, value: 36}, {date: 2026-02-20, value: 29}]";

    #[test]
    fn a_falling_value_that_should_fall() {
        let numbers = numbers(DOWN);
        let gap = numbers.gap.unwrap();
        assert_eq!((gap.value, gap.side), (-1.0, Side::Ahead));
        assert!(same(gap.relative.unwrap(), -1.0 / 30.0));
        let change = numbers.change.unwrap();
        assert_eq!((change.value, change.word), (-7.0, Some(Movement::Better)));
        assert!(same(change.relative.unwrap(), -7.0 / 36.0));
        assert!(same(numbers.attainment.unwrap(), 0.55) && same(numbers.ratio.unwrap(), 20.0 / 29.0));
    }

    #[test]
    fn a_ratio_needs_a_value_and_a_target_above_nothing() {
        let ratio = |direction: &str, target: &str, value: &str| {
            numbers(&format!(
                "direction: {direction}, targets: [{{by: 2026-04-11, value: {target}}}], measurements: [{{date: 2026-01-31, value: {value}}}]"
            ))
            .ratio
        };
        assert_eq!([ratio("increase", "20", "0"), ratio("increase", "20", "1")], [None, Some(0.05)]);
        assert_eq!([ratio("decrease", "20", "0"), ratio("decrease", "0", "20"), ratio("decrease", "1", "20")], [None, None, Some(0.05)]);
    }

    #[test]
    fn what_has_no_relative_change() {
        let fields = "direction: increase, baseline: {date: 2026-01-01, value: 50}, targets: [{by: 2026-12-31, value: 60}], measurements: [{date: 2026-01-31, value: 51}, {date: 2026-02-28, value: 52.5}]";
        let points = numbers(&format!("{fields}, unit: '%'"));
        assert_eq!((points.change.unwrap().value, points.change.unwrap().relative), (1.5, None));
        assert!(numbers(fields).change.unwrap().relative.is_some());
        let from_zero = numbers(&fields.replace("51}", "0}"));
        assert_eq!(from_zero.change.unwrap().relative, None);
    }

    #[test]
    fn a_band() {
        let bands = |first: f64, second: f64| {
            numbers(&format!(
                "direction: range, targets: [{{by: 2026-06-30, low: 10, high: 20}}], measurements: [{{date: 2026-01-31, value: {first}}}, {{date: 2026-02-28, value: {second}}}]"
            ))
        };
        let better = bands(21.0, 20.0);
        assert_eq!((better.change.unwrap().word, better.gap.unwrap().side), (Some(Movement::Better), Side::Within));
        assert_eq!(better.attainment, Some(0.5));
        let worse = bands(19.0, 21.0);
        assert_eq!(
            (worse.change.unwrap().word, worse.gap.unwrap().side, worse.gap.unwrap().value),
            (Some(Movement::Worse), Side::Above, 1.0)
        );
        assert_eq!(bands(11.0, 12.0).change.unwrap().word, Some(Movement::Within));
    }

    #[test]
    fn no_way_to_go() {
        let level = numbers(
            "direction: decrease, baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 0}], measurements: [{date: 2026-02-01, value: 1}]",
        );
        assert_eq!((level.attainment, level.ratio, level.gap.unwrap().relative, level.change), (None, None, None, None));
    }
}
