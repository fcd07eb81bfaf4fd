//! What limits, signals and before/after look at: final values, or what came to a running total per period (`docs/numbers.md §4.5`).

use super::series::{Point, Series};
use crate::calendar::{Date, Every, Unit};
use crate::project::registers::goals::Kpi;

/// A value of a day, or what came to a running total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Increment {
    /// The day of the value.
    pub(super) day: Date,
    /// The final value; of a running total the difference from the one before, per period of the cadence.
    pub(super) value: f64,
    /// Whether more than two periods lie between it and the final value before.
    pub(super) is_after_gap: bool,
}

/// The final values of a KPI; of a running total (`accumulates`) their differences, each divided by the number of periods that it
/// spans, so that a missing value doubles nothing.
pub(super) fn increments(kpi: &Kpi, series: &Series) -> Vec<Increment> {
    let finals: Vec<Point> = series.finals().copied().collect();
    let befores = std::iter::once(None).chain(finals.iter().map(Some));
    let accumulates = kpi.accumulates == Some(true);
    let of = |(point, before): (&Point, Option<&Point>)| {
        let is_after_gap = before.is_some_and(|before| is_gap(kpi.cadence, before.day, point.day));
        let value = match before {
            Some(before) if accumulates => (point.value - before.value) / periods(kpi.cadence, before.day, point.day),
            None if accumulates => return None,
            _ => point.value,
        };
        Some(Increment { day: point.day, value, is_after_gap })
    };
    finals.iter().zip(befores).filter_map(of).collect()
}

/// More than two periods from one day to another.
fn is_gap(cadence: Option<Every>, from: Date, to: Date) -> bool {
    cadence.and_then(|cadence| cadence.after(from, 2)).is_some_and(|late| to > late)
}

/// How many periods of the cadence lie between two days: from the calendar period of the one to that of the other, at least 1.
fn periods(cadence: Option<Every>, from: Date, to: Date) -> f64 {
    let Some(cadence @ Every::Units(n, unit)) = cadence else { return 1.0 };
    let (Some(from), Some(to)) = (cadence.start_of_period(from), cadence.start_of_period(to)) else { return 1.0 };
    let months = f64::from((to.year() - from.year()) * 12 + i16::from(to.month() - from.month()));
    let units = match unit {
        Unit::Day => from.days_until(to) as f64,
        Unit::Week => from.days_until(to) as f64 / 7.0,
        Unit::Month => months,
        Unit::Quarter => months / 3.0,
        Unit::Year => months / 12.0,
    };
    (units / f64::from(n)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn of(fields: &str) -> Vec<(f64, bool)> {
        let kpis = format!("- {{name: Downloads, {fields}}}\n");
        let project = project(&[("kpis.yaml", &kpis)], "2026-12-31");
        increments(&project.kpis[0], &Series::all(&project)[0]).iter().map(|of| (of.value, of.is_after_gap)).collect()
    }

    const VALUES: &str = "cadence: week, measurements: [{date: 2026-01-04, value: 100}, {date: 2026-01-11, value: 130}, {date: 2026-02-01, value: 190}, {date: 2026-02-08, value: 900, provisional: true}]";

    #[test]
    fn a_running_total_counts_what_comes_in_each_period() {
        assert_eq!(of(&format!("accumulates: true, {VALUES}")), [(30.0, false), (20.0, true)]);
        assert_eq!(of(VALUES), [(100.0, false), (130.0, false), (190.0, true)]);
    }

    #[test]
    fn more_than_two_periods_are_a_gap() {
        let gap = |day: &str| of(&format!("cadence: week, measurements: [{{date: 2026-01-04, value: 1}}, {{date: {day}, value: 2}}]"))[1].1;
        assert_eq!([gap("2026-01-18"), gap("2026-01-19")], [false, true]);
    }

    #[test]
    fn without_a_calendar_differences_are_as_they_are() {
        let event = format!("accumulates: true, {}", VALUES.replace("cadence: week", "cadence: event"));
        assert_eq!(of(&event), [(30.0, false), (60.0, false)]);
        let months = "accumulates: true, cadence: month, measurements: [{date: 2026-01-31, value: 0}, {date: 2026-03-02, value: 10}]";
        assert_eq!(of(months), [(5.0, false)]);
    }
}
