//! KPIs.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::forecasts::{ForecastReport, forecast};
use super::scatter::{EffectReport, SegmentReport, effects, segments};
use super::values::{Day, Wording};
use crate::analysis::kpi::{Aim, KpiNumbers, NoData, Path, Point, Side, Status, Target, TargetVerdict};
use crate::project::Kind;
use crate::text::{Real, Word};

/// A KPI.
#[derive(Serialize, JsonSchema)]
pub(super) struct KpiReport {
    /// Its id.
    id: String,
    /// Its name, by language.
    name: Option<Wording>,
    /// Its unit, in which all its numbers are.
    unit: Option<String>,
    /// How it stands.
    status: Word<Status>,
    /// What the value itself says, where it is too old or was not measured at its target.
    value_status: Option<Word<Status>>,
    /// Why it cannot be judged.
    reason: Option<Word<NoData>>,
    /// The current value.
    current: Option<Measured>,
    /// What it should be on the value's own day.
    expected: Option<Goal>,
    /// What it should be at the report date.
    expected_at_report: Option<Goal>,
    /// The current value less the expected one on its own day; of a band the distance outside it.
    delta: Option<Real>,
    /// The same as a share of the expected value's size.
    delta_relative: Option<Real>,
    /// On which side of its path the value is.
    side: Option<Word<Side>>,
    /// How far it may be on the wrong side of the path and still be on track.
    at_risk_beyond: Option<Real>,
    /// How far it may be on the wrong side of the path before it is off track.
    off_track_beyond: Option<Real>,
    /// The value that decided about the last target, once its day is past.
    decided_by: Option<Measured>,
    /// The corners of its path, by day; none of a range.
    path: Vec<Corner>,
    /// How much of the way is gone; of a band the share of final values inside.
    attainment: Option<Real>,
    /// The value as a share of the last target.
    ratio: Option<Real>,
    /// The current value less the one before.
    change: Option<Change>,
    /// Its targets.
    targets: Vec<TargetReport>,
    /// The pace needed to the next target.
    pace: Option<PaceReport>,
    /// Where it is heading.
    forecast: ForecastReport,
    /// Its usual scatter, and what is more than that, in stretches of one level.
    process: Vec<SegmentReport>,
    /// Its values before and after every change and decision about it.
    effects: Vec<EffectReport>,
    /// Its values up to the report date, one a day.
    values: Vec<Measured>,
}

/// A measured value.
#[derive(Serialize, JsonSchema)]
struct Measured {
    /// Its day.
    date: Day,
    /// The value.
    value: f64,
    /// Whether it may still change.
    provisional: bool,
}

/// A corner of a path.
#[derive(Serialize, JsonSchema)]
struct Corner {
    /// Its day.
    date: Day,
    /// What the value should be.
    value: Real,
}

/// What is to be reached: a value, or a band with one or both ends.
#[derive(Serialize, JsonSchema)]
struct Goal {
    /// The value.
    value: Option<Real>,
    /// The least value inside the band.
    low: Option<Real>,
    /// The highest value inside the band.
    high: Option<Real>,
}

/// The difference to the value before.
#[derive(Serialize, JsonSchema)]
struct Change {
    /// The day of the value before.
    since: Day,
    /// The difference, with its own sign.
    value: Real,
    /// The same as a share of the earlier value's size.
    relative: Option<Real>,
}

/// A target.
#[derive(Serialize, JsonSchema)]
struct TargetReport {
    /// Its day.
    by: Day,
    /// What is to be reached.
    aim: Goal,
    /// What became of it.
    verdict: Word<TargetVerdict>,
    /// The value that decided, once its day has come.
    decided_by: Option<Measured>,
}

/// The pace needed, and the pace so far.
#[derive(Serialize, JsonSchema)]
struct PaceReport {
    /// The day of the target that it leads to.
    by: Day,
    /// Needed a day.
    per_day: Real,
    /// Needed in one period of the cadence, in a week without one.
    per_period: Real,
    /// Gone a day since the baseline.
    so_far_per_day: Option<Real>,
    /// How many times the pace so far is needed.
    times: Option<Real>,
}

pub(super) fn kpis(source: Source<'_>) -> Vec<KpiReport> {
    source.records(Kind::Kpis, &source.analysis.kpis).filter_map(|(index, numbers)| kpi(source, index, numbers)).collect()
}

fn kpi(source: Source<'_>, index: usize, numbers: &KpiNumbers) -> Option<KpiReport> {
    let kpi = source.project.kpis.get(index)?;
    let standing = &numbers.standing;
    let corners = numbers.path.iter().flat_map(Path::corners);
    let decided_by = |target: &Target| numbers.deciding(target, kpi, source.project.report_date).map(value);
    let verdicts = numbers.path.iter().flat_map(|path| &path.targets).zip(&numbers.verdicts);
    Some(KpiReport {
        id: kpi.id.to_string(),
        name: source.name(Kind::Kpis, index),
        unit: kpi.unit.as_ref().map(|unit| unit.any().to_owned()),
        status: Word(standing.status),
        value_status: standing.value_status.map(Word),
        reason: if let Status::NoData(reason) = standing.status { Some(Word(reason)) } else { None },
        current: standing.current.as_ref().map(value),
        expected: standing.expected.map(goal),
        expected_at_report: standing.expected_now.map(goal),
        delta: numbers.gap.map(|gap| Real(gap.value)),
        delta_relative: numbers.gap.and_then(|gap| gap.relative).map(Real),
        side: numbers.gap.map(|gap| Word(gap.side)),
        at_risk_beyond: standing.tolerance.map(|tolerance| Real(tolerance.at_risk)),
        off_track_beyond: standing.tolerance.map(|tolerance| Real(tolerance.off_track)),
        decided_by: standing.decided_by.as_ref().map(value),
        path: corners.map(|(day, value)| Corner { date: Day(*day), value: Real(*value) }).collect(),
        attainment: numbers.attainment.map(Real),
        ratio: numbers.ratio.map(Real),
        change: numbers.change.as_ref().map(|change| Change {
            since: Day(change.from.day),
            value: Real(change.value),
            relative: change.relative.map(Real),
        }),
        targets: verdicts
            .map(|(target, verdict)| TargetReport {
                by: Day(target.by),
                aim: goal(target.aim),
                verdict: Word(*verdict),
                decided_by: decided_by(target),
            })
            .collect(),
        pace: numbers.pace.map(|pace| PaceReport {
            by: Day(pace.by),
            per_day: Real(pace.per_day),
            per_period: Real(pace.per_period),
            so_far_per_day: pace.so_far_per_day.map(Real),
            times: pace.times.map(Real),
        }),
        forecast: forecast(&numbers.forecast),
        process: segments(numbers),
        effects: effects(source, index),
        values: numbers.series.points.iter().map(value).collect(),
    })
}

fn value(point: &Point) -> Measured {
    Measured { date: Day(point.day), value: point.value, provisional: point.provisional }
}

fn goal(aim: Aim) -> Goal {
    match aim {
        Aim::Value(value) => Goal { value: Some(Real(value)), low: None, high: None },
        Aim::Band(band) => Goal { value: None, low: band.low.map(Real), high: band.high.map(Real) },
    }
}
