//! The usual scatter of a KPI: mean and natural limits of values and of their moving ranges, `XmR` (`docs/numbers.md §4.1, §4.3`).
//!
//! Source: Wheeler, *Understanding Variation* (2nd ed.) and *Making Sense of Data*; NIST/SEMATECH e-Handbook 6.3.2.2; NHS *Making
//! Data Count* for the number of values and for starting anew.

use super::increments::{Increment, increments};
use super::limits::Limits;
use super::series::Series;
use super::signals::{Signal, signals};
use crate::calendar::Date;
use crate::project::registers::goals::Kpi;
use crate::project::settings::SignalRules;

/// Of fewer values there are no limits.
pub const FEWEST_FOR_LIMITS: usize = 6;

/// From so many values on, the limits are those of the first ones, for good.
pub const FIXED_FROM: usize = 12;

/// What limits are of a stretch of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// None: too few values.
    None,
    /// From all values so far; a further one still moves them.
    Provisional,
    /// From the first twelve, for good.
    Fixed,
}

/// A value that limits and signals look at: a final one, or what came to a running total in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Its day.
    pub day: Date,
    /// The value.
    pub value: f64,
    /// The difference from the value before, without sign; `None` for the first one of a segment.
    pub range: Option<f64>,
    /// Whether more than two periods lie between it and the value before.
    pub is_after_gap: bool,
}

/// A stretch of values with one level: from one re-basing to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its values, by day.
    pub observations: Vec<Observation>,
    /// Whether it has limits, and for good.
    pub certainty: Certainty,
    /// The limits; `None` for fewer than six values.
    pub limits: Option<Limits>,
    /// What is more than the usual scatter; places are those of `observations`.
    pub signals: Vec<Signal>,
}

/// The segments of a KPI, by day; none without values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Process {
    /// Stretches of values, cut at each recorded re-basing.
    pub segments: Vec<Segment>,
}

crate::words! { Certainty {
    Self::None => "none",
    Self::Provisional => "provisional",
    Self::Fixed => "fixed",
} }

impl Process {
    /// The segments between the days of re-basing, which are in order.
    pub(super) fn of(kpi: &Kpi, series: &Series, resets: &[Date], rules: SignalRules) -> Self {
        let mut stretches: Vec<(usize, Vec<Increment>)> = Vec::new();
        for value in increments(kpi, series) {
            let nth = resets.partition_point(|reset| *reset <= value.day);
            match stretches.last_mut() {
                Some((last, values)) if *last == nth => values.push(value),
                _ => stretches.push((nth, vec![value])),
            }
        }
        Self { segments: stretches.iter().map(|(_, values)| Segment::of(values, rules)).collect() }
    }

    /// The segment of the last values.
    pub fn current(&self) -> Option<&Segment> {
        self.segments.last()
    }

    /// Whether some segment has limits.
    pub fn has_limits(&self) -> bool {
        self.segments.iter().any(|segment| segment.limits.is_some())
    }
}

impl Segment {
    fn of(increments: &[Increment], rules: SignalRules) -> Self {
        let values: Vec<f64> = increments.iter().map(|increment| increment.value).collect();
        let certainty = match values.len() {
            ..FEWEST_FOR_LIMITS => Certainty::None,
            FEWEST_FOR_LIMITS..FIXED_FROM => Certainty::Provisional,
            FIXED_FROM.. => Certainty::Fixed,
        };
        let limits = if certainty == Certainty::None { None } else { values.chunks(FIXED_FROM).next().and_then(Limits::of) };
        let befores = std::iter::once(None).chain(values.iter().copied().map(Some));
        let observe = |(increment, before): (&Increment, Option<f64>)| Observation {
            day: increment.day,
            value: increment.value,
            range: before.map(|before| (increment.value - before).abs()),
            is_after_gap: before.is_some() && increment.is_after_gap,
        };
        Self {
            observations: increments.iter().zip(befores).map(observe).collect(),
            signals: limits.map(|limits| signals(&values, &limits, rules)).unwrap_or_default(),
            certainty,
            limits,
        }
    }

    /// The day of its first value.
    pub fn first(&self) -> Option<Date> {
        self.observations.first().map(|first| first.day)
    }

    /// The day of its last value.
    pub fn last(&self) -> Option<Date> {
        self.observations.last().map(|last| last.day)
    }

    /// Its signals with the value that completes each.
    pub fn signals(&self) -> impl Iterator<Item = (&Signal, &Observation)> {
        self.signals.iter().filter_map(|signal| Some((signal, self.observations.get(signal.at)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::{KpiNumbers, Level, SignalRule};
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{day, project};

    /// Weekly values from 5 January, and the days on which the level begins anew.
    fn process(values: &[f64], resets: &[&str]) -> Process {
        let values = (0..).zip(values).map(|(week, value)| format!("{{date: {}, value: {value}}}", day("2026-01-05").plus(week * 7)));
        let kpis = format!("- {{id: leads, name: Leads, cadence: week, measurements: [{}]}}\n", values.collect::<Vec<_>>().join(", "));
        let change = |day: &&str| format!("- {{title: x, applied: {day}, resets_baseline: [leads]}}\n");
        let changes: String = resets.iter().map(change).collect();
        let files = [("kpis.yaml", kpis.as_str()), ("changes.yaml", changes.as_str())];
        let files = if changes.is_empty() { &files[..1] } else { &files[..] };
        KpiNumbers::all(&project(files, "2026-12-31")).remove(0).process
    }

    const TWELVE: [f64; 12] = [10.0, 12.0, 11.0, 13.0, 12.0, 11.0, 10.0, 12.0, 13.0, 11.0, 12.0, 10.0];

    #[test]
    fn limits_of_a_published_example() {
        let flow = Limits::of(&[49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]).unwrap();
        assert!(same(flow.mean, 50.81) && (flow.mean_range - 1.8778).abs() < 5e-5, "NIST 6.3.2.2");
        assert!((flow.upper - 55.8041).abs() < 1e-3 && (flow.lower - 45.8159).abs() < 1e-3, "it uses 3/1.128 for 2.66");
        assert_eq!(Limits::of(&[1.0]), None);
    }

    #[test]
    fn five_six_and_twelve_values() {
        let certainty = |values: &[f64]| process(values, &[]).segments[0].certainty;
        assert_eq!(
            (certainty(&TWELVE[..5]), certainty(&TWELVE[..6]), certainty(&TWELVE)),
            (Certainty::None, Certainty::Provisional, Certainty::Fixed)
        );
        let mut more = TWELVE.to_vec();
        more.extend([15.0; 9]);
        let [fixed, later] = [process(&TWELVE, &[]), process(&more, &[])];
        assert_eq!(fixed.segments[0].limits, later.segments[0].limits, "fixed for good");
        assert!(later.segments[0].signals.iter().any(|signal| signal.rule == SignalRule::Run && signal.side == Some(Level::High)));
    }

    #[test]
    fn only_a_recorded_change_starts_anew() {
        let mut values = TWELVE.to_vec();
        values.extend([15.0, 16.0, 14.0, 15.0, 16.0, 15.0, 14.0]);
        let process = process(&values, &["2026-03-30", "2027-02-01"]);
        let [before, after] = process.segments.as_slice() else { panic!("{process:?}") };
        assert_eq!((before.last(), after.first()), (Some(day("2026-03-23")), Some(day("2026-03-30"))));
        assert_eq!((after.observations[0].range, after.observations[1].range), (None, Some(1.0)), "no range across the cut");
        assert_eq!((after.certainty, before.signals.len() + after.signals.len()), (Certainty::Provisional, 0));
    }

    #[test]
    fn a_constant_process_has_limits_without_width() {
        let mut values = [5.0; 13];
        values[12] = 6.0;
        let segment = &process(&values, &[]).segments[0];
        assert!(segment.limits.unwrap().are_constant());
        assert_eq!(segment.signals.iter().map(|signal| signal.rule).collect::<Vec<_>>(), [SignalRule::Outside, SignalRule::Range]);
    }
}
