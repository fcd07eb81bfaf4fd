//! Where KPIs are heading.

use schemars::JsonSchema;
use serde::Serialize;

use super::values::Day;
use super::words::NoLine;
use crate::analysis::kpi::{AtTarget, Forecast, Reach, Trend};
use crate::text::{Real, Word};

/// A line through the last final values, by ordinary least squares over calendar days; or too few values for one.
#[derive(Serialize, JsonSchema)]
pub(super) struct ForecastReport {
    /// Final values since the level last began anew, at most the last twelve.
    n: usize,
    /// Why there is no line: too-few.
    refused: Option<Word<NoLine>>,
    /// The line.
    trend: Option<TrendReport>,
}

/// The line.
#[derive(Serialize, JsonSchema)]
struct TrendReport {
    /// The day of its first value.
    first: Day,
    /// The day of its last value, from which days are counted.
    last: Day,
    /// Its rise a day.
    slope_per_day: Real,
    /// Its value on the day of the last value.
    level_at_last: Real,
    /// s, the standard error of the estimate.
    s: Real,
    /// x̄, in days after the last value: 0 or less.
    x_mean: Real,
    /// Σ(x − x̄)².
    sxx: Real,
    /// What it says of each target that is ahead.
    at_targets: Vec<AtTargetReport>,
    /// When it reaches the last target; on a day that is past, nothing was measured that shows it. Null of a range.
    reach: Option<Word<Reach>>,
    /// The day on which it reaches the last target.
    reach_date: Option<Day>,
    /// Calendar days after the last target's day, negative if before.
    days_late: Option<i64>,
}

/// What the line says of a target.
#[derive(Serialize, JsonSchema)]
struct AtTargetReport {
    /// The target's day.
    by: Day,
    /// The value expected.
    value: Real,
    /// The standard error of one new value on that day.
    standard_error: Real,
    /// The lower end of the 80 % prediction interval.
    low: Real,
    /// Its upper end.
    high: Real,
    /// The chance that one new value on that day is on the right side.
    chance: Real,
    /// Whether the target is further ahead than the values go back.
    far: bool,
}

pub(super) fn forecast(forecast: &Forecast) -> ForecastReport {
    match forecast {
        Forecast::TooFew(n) => ForecastReport { n: *n, refused: Some(Word(NoLine::TooFew)), trend: None },
        Forecast::Trend(trend) => ForecastReport { n: trend.line.count, refused: None, trend: Some(of_trend(trend)) },
    }
}

fn of_trend(trend: &Trend) -> TrendReport {
    let on = if let Some(Reach::On { day, days_late }) = trend.reach { Some((day, days_late)) } else { None };
    TrendReport {
        first: Day(trend.first),
        last: Day(trend.last),
        slope_per_day: Real(trend.line.slope),
        level_at_last: Real(trend.line.intercept()),
        s: Real(trend.line.scatter),
        x_mean: Real(trend.line.x_mean),
        sxx: Real(trend.line.sxx),
        at_targets: trend.at_targets.iter().map(at_target).collect(),
        reach: trend.reach.map(Word),
        reach_date: on.map(|(day, _)| Day(day)),
        days_late: on.map(|(_, late)| late),
    }
}

fn at_target(at: &AtTarget) -> AtTargetReport {
    AtTargetReport {
        by: Day(at.by),
        value: Real(at.expected.value),
        standard_error: Real(at.expected.standard_error),
        low: Real(at.expected.low),
        high: Real(at.expected.high),
        chance: Real(at.chance),
        far: at.is_far,
    }
}
