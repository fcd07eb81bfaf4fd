//! The usual scatter of KPIs, and their values before and after changes.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::Day;
use crate::analysis::kpi::{
    Certainty, Effect, EffectVerdict, KpiNumbers, Level, Limits, Observation, Segment, Signal, SignalRule, Stretch,
};
use crate::project::registers::goals::Direction;
use crate::text::{Real, Word};

/// A stretch of values with one level, from one re-basing to the next.
#[derive(Serialize, JsonSchema)]
pub(super) struct SegmentReport {
    /// What its limits are: none (under 6 values), provisional (under 12) or fixed (from the first 12).
    certainty: Word<Certainty>,
    /// Mean and natural limits.
    limits: Option<LimitsReport>,
    /// Its values: final ones; of a running total what was added per period.
    values: Vec<ObservationReport>,
    /// What is more than the usual scatter.
    signals: Vec<SignalReport>,
}

/// Mean and natural limits of values in a row.
#[derive(Serialize, JsonSchema)]
struct LimitsReport {
    /// The mean.
    mean: Real,
    /// The mean of the moving ranges.
    mean_range: Real,
    /// Mean less 2.66 mean moving ranges.
    lower: Real,
    /// Mean and 2.66 mean moving ranges.
    upper: Real,
    /// 3.268 mean moving ranges.
    range_limit: Real,
}

/// A value that limits look at.
#[derive(Serialize, JsonSchema)]
struct ObservationReport {
    /// Its day.
    date: Day,
    /// The value.
    value: Real,
    /// The difference from the value before, without sign; null for the first one of a segment.
    moving_range: Option<Real>,
    /// Whether more than two periods lie between it and the value before.
    after_gap: bool,
}

/// Something that the usual scatter does not explain.
#[derive(Serialize, JsonSchema)]
struct SignalReport {
    /// The day of the value that completes it.
    date: Option<Day>,
    /// The rule.
    rule: Word<SignalRule>,
    /// On which side of the mean: high or low; null of a moving range.
    side: Option<Word<Level>>,
    /// Whether it is good news; null where more is neither better nor worse.
    favourable: Option<bool>,
}

/// Values before and after a change or decision. After is not because.
#[derive(Serialize, JsonSchema)]
pub(super) struct EffectReport {
    /// The change or decision, as `register/id`.
    cause: String,
    /// The day from which values are after it.
    day: Day,
    /// Whether the level begins anew with it.
    begins_anew: bool,
    /// Up to twelve values before it.
    before: StretchReport,
    /// The values from that day on.
    after: StretchReport,
    /// The mean after less the mean before.
    difference: Option<Real>,
    /// The limits of the values before; null for fewer than six.
    limits: Option<LimitsReport>,
    /// Signals of the values after, against those limits: the rules.
    signals: Vec<Word<SignalRule>>,
    /// better, worse, up, down, mixed, no-change-seen, too-early-to-say, cannot-be-judged or no-value-yet.
    verdict: Word<EffectVerdict>,
}

/// Values in a row.
#[derive(Serialize, JsonSchema)]
struct StretchReport {
    /// How many there are.
    n: usize,
    /// Their mean.
    mean: Option<Real>,
}

pub(super) fn segments(numbers: &KpiNumbers) -> Vec<SegmentReport> {
    let direction = numbers.path.as_ref().map_or(Direction::Range, |path| path.direction);
    numbers.process.segments.iter().map(|segment| of_segment(segment, direction)).collect()
}

fn of_segment(segment: &Segment, direction: Direction) -> SegmentReport {
    let observation = |of: &Observation| ObservationReport {
        date: Day(of.day),
        value: Real(of.value),
        moving_range: of.range.map(Real),
        after_gap: of.is_after_gap,
    };
    let signal = |signal: &Signal| SignalReport {
        date: segment.observations.get(signal.at).map(|of| Day(of.day)),
        rule: Word(signal.rule),
        side: signal.side.map(Word),
        favourable: signal.is_favourable(direction),
    };
    SegmentReport {
        certainty: Word(segment.certainty),
        limits: segment.limits.map(limits),
        values: segment.observations.iter().map(observation).collect(),
        signals: segment.signals.iter().map(signal).collect(),
    }
}

fn limits(limits: Limits) -> LimitsReport {
    LimitsReport {
        mean: Real(limits.mean),
        mean_range: Real(limits.mean_range),
        lower: Real(limits.lower),
        upper: Real(limits.upper),
        range_limit: Real(limits.range_limit),
    }
}

/// The effects on a KPI of what is published.
pub(super) fn effects(source: Source<'_>, kpi: usize) -> Vec<EffectReport> {
    let of_kpi = source.analysis.effects.iter().filter(|effect| effect.kpi == kpi);
    of_kpi.filter_map(|effect| Some(of_effect(source.full_id(effect.cause)?, effect))).collect()
}

fn of_effect(cause: String, effect: &Effect) -> EffectReport {
    let stretch = |stretch: Stretch| StretchReport { n: stretch.count, mean: stretch.mean.map(Real) };
    EffectReport {
        cause,
        day: Day(effect.day),
        begins_anew: effect.begins_anew,
        before: stretch(effect.before),
        after: stretch(effect.after),
        difference: effect.difference().map(Real),
        limits: effect.limits.map(limits),
        signals: effect.signals.iter().map(|signal| Word(signal.rule)).collect(),
        verdict: Word(effect.verdict),
    }
}
