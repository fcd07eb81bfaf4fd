//! The values of a KPI: at most one a day, from its own list and from the measurements (`docs/numbers.md §2`).

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::project::registers::goals::Aggregate;
use crate::project::{Project, RecordId};

/// Where a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// In the KPI's own list, at this place.
    Inline(usize),
    /// In the register of measurements, at this place.
    Measurement(usize),
}

/// The value of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its day.
    pub day: Date,
    /// The value, in the KPI's unit.
    pub value: f64,
    /// Whether it may still change.
    pub provisional: bool,
    /// Where it was written; the last place, if it comes from several.
    pub source: Source,
}

/// The values of a KPI up to the report date, by day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// One value a day.
    pub points: Vec<Point>,
    /// Days on which several values of one standing (final or provisional) are recorded, in reading order.
    pub crowded: Vec<Vec<Point>>,
}

impl Series {
    /// The values of every KPI, by its place in the register.
    pub(in crate::analysis) fn all(project: &Project) -> Vec<Self> {
        let mut recorded: Vec<Vec<Recorded>> = project.kpis.iter().map(|_| Vec::new()).collect();
        for (kpi, values) in recorded.iter_mut().enumerate() {
            values.extend(inline(project, kpi));
        }
        for (index, measurement) in project.measurements.iter().enumerate() {
            let found = project.resolve(&measurement.kpi.reference()).one();
            if let Some(values) = found.and_then(|RecordId { index, .. }| recorded.get_mut(index)) {
                let point = Point {
                    day: measurement.date,
                    value: measurement.value.0,
                    provisional: measurement.provisional == Some(true),
                    source: Source::Measurement(index),
                };
                values.push(Recorded { order: (measurement.origin.file, measurement.origin.nth, 0), point });
            }
        }
        let of_kpi = recorded.into_iter().zip(&project.kpis);
        of_kpi.map(|(values, kpi)| Self::of(values, kpi.aggregate, project.report_date)).collect()
    }

    fn of(mut recorded: Vec<Recorded>, aggregate: Option<Aggregate>, report_date: Date) -> Self {
        recorded.retain(|value| value.point.day <= report_date);
        recorded.sort_by_key(|value| (value.point.day, value.order));
        let mut days: BTreeMap<Date, Vec<Point>> = BTreeMap::new();
        for value in recorded {
            days.entry(value.point.day).or_default().push(value.point);
        }
        let mut series = Self::default();
        for mut of_day in days.into_values() {
            if of_day.iter().any(|point| !point.provisional) {
                of_day.retain(|point| !point.provisional);
            }
            series.points.extend(value_of_day(&of_day, aggregate));
            if of_day.len() > 1 {
                series.crowded.push(of_day);
            }
        }
        series
    }

    /// The current value: the last one, which may be provisional.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()
    }

    /// The value before the current one.
    pub fn before_last(&self) -> Option<&Point> {
        self.points.iter().rev().nth(1)
    }

    /// The values that do not change any more.
    pub fn finals(&self) -> impl DoubleEndedIterator<Item = &Point> {
        self.points.iter().filter(|point| !point.provisional)
    }
}

/// A value as it was recorded, with its place in reading order.
struct Recorded {
    order: (usize, usize, usize),
    point: Point,
}

fn inline(project: &Project, kpi: usize) -> impl Iterator<Item = Recorded> {
    let entry = project.kpis.get(kpi);
    entry.into_iter().flat_map(|entry| {
        entry.measurements.iter().enumerate().filter_map(|(nth, value)| {
            let provisional = value.provisional == Some(true);
            let point = Point { day: value.date?, value: value.value?.0, provisional, source: Source::Inline(nth) };
            Some(Recorded { order: (entry.origin.file, entry.origin.nth, nth), point })
        })
    })
}

/// One value from those of a day. Sums run by value, so that the order of records changes nothing.
fn value_of_day(of_day: &[Point], aggregate: Option<Aggregate>) -> Option<Point> {
    let last = *of_day.last()?;
    let mut values: Vec<f64> = of_day.iter().map(|point| point.value).collect();
    values.sort_by(f64::total_cmp);
    let sum: f64 = values.iter().sum();
    let value = match aggregate {
        Some(Aggregate::Sum) => sum,
        Some(Aggregate::Mean) => sum / values.len() as f64,
        Some(Aggregate::Last) | None => last.value,
    };
    Some(Point { value, ..last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn values(aggregate: &str) -> Series {
        let kpis = format!(
            "- id: leads\n  name: Leads\n{aggregate}  measurements:\n    - {{date: 2026-02-01, value: 110}}\n    - {{date: 2026-02-01, value: 120}}\n    - {{date: 2026-05-01, value: 1}}\n"
        );
        let project = project(
            &[("kpis.yaml", &kpis), ("measurements.csv", "kpi,date,value,provisional\nleads,2026-01-01,7,\nleads,2026-02-01,99,yes\n")],
            "2026-03-01",
        );
        Series::all(&project).remove(0)
    }

    #[test]
    fn several_values_of_a_day() {
        for (aggregate, expected) in [("", 120.0), ("  aggregate: mean\n", 115.0), ("  aggregate: sum\n", 230.0)] {
            let series = values(aggregate);
            let points: Vec<f64> = series.points.iter().map(|point| point.value).collect();
            assert_eq!(points, [7.0, expected], "{aggregate}");
            assert_eq!(series.crowded.len(), 1);
            assert_eq!(series.crowded[0].len(), 2, "the provisional value gives way to the final ones");
        }
    }

    #[test]
    fn what_is_dated_later_does_not_exist() {
        let series = values("");
        assert_eq!(series.last().map(|point| point.day), Some(Date::new(2026, 2, 1)));
        assert_eq!(series.before_last().map(|point| point.source), Some(Source::Measurement(0)));
        assert_eq!(series.finals().count(), 2);
    }
}
