//! Where a KPI is heading, if trend and scatter stay as they were (`docs/numbers.md §3`).

use super::path::{Aim, Band, Path};
use super::regression::{Prediction, Regression};
use super::series::{Point, Series};
use super::student;
use crate::analysis::numbers::same;
use crate::calendar::Date;
use crate::project::registers::goals::{Direction, Kpi};

/// A line goes through at most so many values, the last ones.
const MOST_POINTS: usize = 12;

/// Of fewer values, no line is drawn.
pub const FEWEST_POINTS: usize = 5;

/// The interval holds one new value eight times in ten.
const LEVEL: f64 = 0.8;

/// A line is not followed for longer than ten years after the report date.
const HORIZON_DAYS: i64 = 3653;

/// Where a KPI is heading, or why nothing is said of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Forecast {
    /// There are fewer than [`FEWEST_POINTS`] final values since the level last began anew: how many there are.
    TooFew(usize),
    /// The trend of the last values.
    Trend(Trend),
}

/// The line through the last final values, by ordinary least squares.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The day of the first value of the line.
    pub first: Date,
    /// The day of the last one; days are counted from it.
    pub last: Date,
    /// The line, over calendar days; of a running total it leads on from the last value.
    pub line: Regression,
    /// The value below which it cannot fall: the last one of a running total.
    least: Option<f64>,
    /// What it says of each target that is still ahead, by day.
    pub at_targets: Vec<AtTarget>,
    /// When it reaches the last target; `None` without one, and of a band.
    pub reach: Option<Reach>,
}

/// What the line says of a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtTarget {
    /// The target's day.
    pub by: Date,
    /// The value on that day with its 80 % prediction interval.
    pub expected: Prediction,
    /// The chance, 0 to 1, that one new measurement on that day is on the right side.
    pub chance: f64,
    /// Whether the target is further off than the values of the line span.
    pub is_far: bool,
}

/// When the line reaches the last target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The last value is there already.
    Met,
    /// On a day.
    On {
        /// The first day on which the line is there.
        day: Date,
        /// Calendar days after the target's day; negative if before.
        days_late: i64,
    },
    /// On a day that is past; no value was measured that shows it.
    Past,
    /// The line is level or leads away from it.
    Never,
    /// More than ten years after the report date.
    BeyondTenYears,
}

impl Forecast {
    /// The forecast from the final values since a day, the last re-basing.
    pub(super) fn of(kpi: &Kpi, path: Option<&Path>, series: &Series, since: Option<Date>, report_date: Date) -> Self {
        let mut points: Vec<Point> = series.finals().filter(|point| since.is_none_or(|since| point.day >= since)).copied().collect();
        points.drain(..points.len().saturating_sub(MOST_POINTS));
        let trend = if points.len() < FEWEST_POINTS { None } else { Trend::through(&points) };
        let Some(mut trend) = trend else { return Self::TooFew(points.len()) };
        if let Some(last) = points.last().filter(|_| kpi.accumulates == Some(true)) {
            trend.lead_on_from(last.value);
        }
        if let (Some(path), Some(last)) = (path, points.last()) {
            trend.at_targets = trend.at_targets(path, report_date);
            trend.reach = trend.reach(path, last.value, report_date);
        }
        Self::Trend(trend)
    }

    /// The trend, if there is one.
    pub const fn trend(&self) -> Option<&Trend> {
        match self {
            Self::TooFew(_) => None,
            Self::Trend(trend) => Some(trend),
        }
    }
}

impl Trend {
    fn through(points: &[Point]) -> Option<Self> {
        let (first, last) = (points.first()?.day, points.last()?.day);
        let placed: Vec<(f64, f64)> = points.iter().map(|point| (last.days_until(point.day) as f64, point.value)).collect();
        let mut line = Regression::of(&placed)?;
        if same(line.at(last.days_until(first) as f64), line.at(0.0)) {
            line.slope = 0.0;
        }
        Some(Self { first, last, line, least: None, at_targets: Vec::new(), reach: None })
    }

    /// A running total goes on from what it has come to, and never falls.
    fn lead_on_from(&mut self, value: f64) {
        self.line.slope = self.line.slope.max(0.0);
        self.line.y_mean = value + self.line.slope * self.line.x_mean;
        self.least = Some(value);
    }

    /// Where one new value is expected on a day, with its 80 % interval.
    pub fn on(&self, day: Date) -> Prediction {
        let expected = self.line.predict(self.last.days_until(day) as f64, LEVEL);
        Prediction { low: self.least.map_or(expected.low, |least| least.max(expected.low)), ..expected }
    }

    /// Whether its values span too little to show a season: under two years.
    pub fn knows_no_seasons(&self) -> bool {
        self.first.plus_months(24) > self.last
    }

    fn at_targets(&self, path: &Path, report_date: Date) -> Vec<AtTarget> {
        let span = self.first.days_until(self.last);
        let ahead = path.targets.iter().filter(|target| target.by > self.last.max(report_date));
        ahead
            .map(|target| {
                let expected = self.on(target.by);
                let chance = self.chance(expected, right_side(target.aim, path.direction));
                AtTarget { by: target.by, expected, chance, is_far: self.last.days_until(target.by) > span }
            })
            .collect()
    }

    /// The chance that one new value lies in a band.
    fn chance(&self, expected: Prediction, band: Band) -> f64 {
        if expected.standard_error == 0.0 {
            return f64::from(u8::from(band.holds(expected.value)));
        }
        let up_to = |value: f64| student::cumulative((value - expected.value) / expected.standard_error, self.line.degrees());
        // What it cannot fall below is reached for good.
        let below = |low: f64| if self.least.is_some_and(|least| low <= least) { 0.0 } else { up_to(low) };
        let not_above = |high: f64| if self.least.is_some_and(|least| high < least) { 0.0 } else { up_to(high) };
        (band.high.map_or(1.0, not_above) - band.low.map_or(0.0, below)).clamp(0.0, 1.0)
    }

    fn reach(&self, path: &Path, value: f64, report_date: Date) -> Option<Reach> {
        let target = path.last_target()?;
        let Aim::Value(aim) = target.aim else { return None };
        if path.reaches(value, target.aim) {
            return Some(Reach::Met);
        }
        let (level, slope) = (self.line.at(0.0), self.line.slope);
        let towards = if path.direction == Direction::Increase { slope } else { -slope };
        let days = match () {
            () if path.reaches(level + slope, target.aim) => 1.0,
            () if towards <= 0.0 => return Some(Reach::Never),
            () => ((aim - level) / slope - 1e-9).ceil(),
        };
        let most = report_date.plus(HORIZON_DAYS);
        if days > self.last.days_until(most) as f64 {
            return Some(Reach::BeyondTenYears);
        }
        let day = self.last.plus(whole(days));
        Some(if day > report_date { Reach::On { day, days_late: target.by.days_until(day) } } else { Reach::Past })
    }
}

/// A number of days that is known to be small.
#[expect(clippy::cast_possible_truncation, reason = "it is whole, and at most some decades of days")]
const fn whole(days: f64) -> i64 {
    days as i64
}

/// The values that are as good as an aim or better.
fn right_side(aim: Aim, direction: Direction) -> Band {
    match (aim, direction) {
        (Aim::Band(band), _) => band,
        (Aim::Value(target), Direction::Decrease) => Band { low: None, high: Some(target) },
        (Aim::Value(target), _) => Band { low: Some(target), high: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::KpiNumbers;
    use crate::analysis::testing::{day, project};

    const YEAR: [u32; 12] = [100, 104, 103, 109, 112, 111, 117, 118, 124, 123, 129, 130];

    fn forecast(months: &[u32], target: &str, report_date: &str) -> Forecast {
        let values = (1..).zip(months).map(|(month, value)| format!("{{date: 2026-{month:02}-01, value: {value}}}"));
        let values = values.collect::<Vec<_>>().join(", ");
        let kpis = format!(
            "- {{name: Leads, baseline: {{date: 2026-01-01, value: 100}}, direction: increase, targets: [{target}], measurements: [{values}]}}\n"
        );
        KpiNumbers::all(&project(&[("kpis.yaml", &kpis)], report_date)).remove(0).forecast
    }

    #[test]
    fn a_line_that_comes_late() {
        let forecast = forecast(&YEAR, "{by: 2026-06-30, value: 150}", "2026-12-15");
        let trend = forecast.trend().unwrap();
        assert_eq!((trend.line.count, trend.at_targets.as_slice()), (12, [].as_slice()), "the target's day is past");
        assert_eq!(trend.reach, Some(Reach::On { day: day("2027-07-05"), days_late: 370 }));
        assert!(trend.knows_no_seasons());
    }

    #[test]
    fn a_day_of_the_past_is_not_foretold() {
        let reach = |report_date: &str| forecast(&YEAR[..8], "{by: 2026-12-31, value: 124}", report_date).trend().unwrap().reach;
        assert_eq!(reach("2026-10-05"), Some(Reach::On { day: day("2026-10-06"), days_late: -86 }));
        assert_eq!(reach("2026-10-06"), Some(Reach::Past));
        assert_eq!(reach("2026-12-01"), Some(Reach::Past));
    }

    #[test]
    fn a_running_total_leads_on_from_its_last_value_and_never_falls() {
        let of = |values: &str| {
            let kpis = format!(
                "- {{name: Sold, accumulates: true, direction: increase, targets: [{{by: 2026-03-01, value: 60}}, {{by: 2026-04-01, value: 120}}], measurements: [{values}]}}\n"
            );
            KpiNumbers::all(&project(&[("kpis.yaml", &kpis)], "2026-02-01")).remove(0).forecast
        };
        let days = ["2026-01-04", "2026-01-11", "2026-01-18", "2026-01-25", "2026-02-01"];
        let values = |values: [u32; 5]| {
            days.iter().zip(values).map(|(day, value)| format!("{{date: {day}, value: {value}}}")).collect::<Vec<_>>().join(", ")
        };
        let rising = of(&values([0, 6, 21, 43, 68]));
        let trend = rising.trend().unwrap();
        assert!(same(trend.on(trend.last).value, 68.0) && same(trend.line.slope, 2.471_428_571_428_571_4), "{trend:?}");
        assert!(same(trend.at_targets[1].expected.value, 68.0 + 59.0 * trend.line.slope));
        assert!(same(trend.at_targets[0].chance, 1.0), "it is there already");
        assert!(trend.on(day("2026-02-02")).low >= 68.0);
        let corrected = of(&values([70, 60, 50, 40, 30]));
        let trend = corrected.trend().unwrap();
        assert!(same(trend.on(day("2026-04-01")).value, 30.0) && trend.reach == Some(Reach::Never), "{trend:?}");
    }

    /// The forecast of a KPI from its fields, with more files beside.
    fn of_fields(fields: &str, more: &[(&str, &str)], report_date: &str) -> Forecast {
        let kpis = format!("- {{id: k, name: Leads, {fields}}}\n");
        let files = [&[("kpis.yaml", kpis.as_str())], more].concat();
        KpiNumbers::all(&project(&files, report_date)).remove(0).forecast
    }

    #[test]
    fn a_running_total_is_never_below_what_it_is() {
        let chance = |direction: &str, target: u32| {
            let fields = format!(
                "accumulates: true, direction: {direction}, targets: [{{by: 2026-03-01, value: {target}}}], measurements: [{{date: 2026-01-04, value: 0}}, {{date: 2026-01-11, value: 6}}, {{date: 2026-01-18, value: 21}}, {{date: 2026-01-25, value: 43}}, {{date: 2026-02-01, value: 68}}]"
            );
            of_fields(&fields, &[], "2026-02-01").trend().unwrap().at_targets[0].chance
        };
        assert!(same(chance("increase", 68), 1.0) && chance("increase", 69) < 1.0, "{} {}", chance("increase", 68), chance("increase", 69));
        assert!(same(chance("decrease", 67), 0.0) && chance("decrease", 68) > 0.0, "{} {}", chance("decrease", 67), chance("decrease", 68));
    }

    #[test]
    fn a_target_is_ahead_from_the_day_after_the_report_date_and_far_beyond_the_span_of_the_values() {
        let targets = |by: Date| {
            let forecast = forecast(&YEAR[..8], &format!("{{by: {by}, value: 150}}"), "2026-08-15");
            forecast.trend().unwrap().at_targets.iter().map(|target| target.is_far).collect::<Vec<_>>()
        };
        assert_eq!((targets(day("2026-08-15")), targets(day("2026-08-16"))), (vec![], vec![false]));
        // From 1 January to 1 August there are 212 days.
        assert_eq!((targets(day("2026-08-01").plus(212)), targets(day("2026-08-01").plus(213))), (vec![false], vec![true]));
    }

    #[test]
    fn two_years_of_values_know_seasons() {
        let knows_none = |last: &str| {
            let days = ["2024-01-01", "2024-06-01", "2025-01-01", "2025-06-01", last];
            let values: Vec<String> = (1..).zip(days).map(|(value, day)| format!("{{date: {day}, value: {value}}}")).collect();
            of_fields(&format!("measurements: [{}]", values.join(", ")), &[], "2026-02-01").trend().unwrap().knows_no_seasons()
        };
        assert_eq!([knows_none("2025-12-31"), knows_none("2026-01-01")], [true, false]);
    }

    #[test]
    fn the_line_begins_with_the_value_of_the_day_of_a_re_basing() {
        let values: Vec<String> = (1..).zip(YEAR).map(|(month, value)| format!("{{date: 2026-{month:02}-01, value: {value}}}")).collect();
        let fields = format!("measurements: [{}]", values[..8].join(", "));
        let count = |applied: &str| {
            let change = format!("- {{title: x, applied: {applied}, resets_baseline: [k]}}\n");
            match of_fields(&fields, &[("changes.yaml", &change)], "2026-08-01") {
                Forecast::TooFew(count) => count,
                Forecast::Trend(trend) => trend.line.count,
            }
        };
        assert_eq!([count("2026-03-01"), count("2026-03-02")], [6, 5]);
        assert_eq!([count("2026-08-01"), count("2026-08-02")], [1, 8], "what is applied tomorrow is not applied");
    }

    #[test]
    fn a_line_is_followed_for_ten_years() {
        let reach = |target: u32| {
            let fields = format!(
                "direction: increase, targets: [{{by: 2026-12-31, value: {target}}}], measurements: [{{date: 2026-01-01, value: 0}}, {{date: 2026-01-02, value: 1}}, {{date: 2026-01-03, value: 2}}, {{date: 2026-01-04, value: 3}}, {{date: 2026-01-05, value: 4}}]"
            );
            of_fields(&fields, &[], "2026-01-05").trend().unwrap().reach
        };
        let last = day("2026-01-05").plus(HORIZON_DAYS);
        assert_eq!(reach(4 + 3653), Some(Reach::On { day: last, days_late: day("2026-12-31").days_until(last) }));
        assert_eq!(reach(4 + 3654), Some(Reach::BeyondTenYears));
    }

    #[test]
    fn a_chance_and_an_interval() {
        let forecast = forecast(&YEAR[..9], "{by: 2026-12-31, value: 140}", "2026-09-15");
        let [target] = forecast.trend().unwrap().at_targets[..] else { panic!("{forecast:?}") };
        assert!((target.chance - 0.018_883_790).abs() < 1e-8 && !target.is_far, "{target:?}");
        assert!(target.expected.low < target.expected.value && target.expected.value < target.expected.high);
    }

    #[test]
    fn when_nothing_or_nothing_good_can_be_said() {
        assert_eq!(forecast(&YEAR[..4], "{by: 2026-12-31, value: 140}", "2026-09-15"), Forecast::TooFew(4));
        let reach = |months: &[u32], target: &str| forecast(months, target, "2026-12-15").trend().and_then(|trend| trend.reach);
        assert_eq!(reach(&YEAR, "{by: 2027-12-31, value: 9000}"), Some(Reach::BeyondTenYears));
        assert_eq!(reach(&YEAR, "{by: 2027-12-31, value: 120}"), Some(Reach::Met));
        assert_eq!(reach(&[5; 6], "{by: 2027-12-31, value: 120}"), Some(Reach::Never));
        assert_eq!(reach(&[9, 8, 7, 6, 5], "{by: 2027-12-31, value: 120}"), Some(Reach::Never));
    }
}
