//! How a KPI stands, and the facts that decide it (`docs/numbers.md §2.2`).

use super::freshness::Freshness;
use super::path::{Aim, Band, Path, Target};
use super::series::{Point, Series};
use super::verdict::{deciding, has_come, last_day_to_decide};
use crate::analysis::numbers::{at_least, same};
use crate::calendar::Date;
use crate::project::registers::goals::{Direction, Kpi, ThresholdOf, Thresholds};
use crate::project::types::Quantity;

/// How a KPI stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The last target is reached.
    Met,
    /// The last target's day is past, and it was not reached.
    Missed,
    /// On its path, or on the better side.
    OnTrack,
    /// Off its path by no more than the second threshold.
    AtRisk,
    /// Off its path by more.
    OffTrack,
    /// Its value is too old to say anything; what it says is kept beside.
    Stale,
    /// It cannot be judged.
    NoData(NoData),
}

/// Why a KPI cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoData {
    /// It has no value yet.
    NoMeasurement,
    /// It has no target with a value and a day.
    NoTarget,
    /// Nothing says which way is better.
    NoDirection,
    /// No value of the days around the last target tells whether it was reached.
    NotMeasuredAtTarget,
    /// Its value is of a day before its path begins.
    BeforePath,
}

/// A status with the facts that decide it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// What the value itself says, where it is stale or was not measured at its target.
    pub value_status: Option<Status>,
    /// The current value.
    pub current: Option<Point>,
    /// What it should be on the value's own day.
    pub expected: Option<Aim>,
    /// What it should be at the report date.
    pub expected_now: Option<Aim>,
    /// How far it may be on the wrong side of the path on the value's own day.
    pub tolerance: Option<Tolerance>,
    /// The value that decided about the last target, once its day is past.
    pub decided_by: Option<Point>,
}

/// How far a value may be on the wrong side, in the KPI's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Up to here it is on track.
    pub at_risk: f64,
    /// Beyond here it is off track.
    pub off_track: f64,
}

impl Status {
    /// Whether it says that a value is good or bad.
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::Stale | Self::NoData(_))
    }

    /// Off track, or missed for good.
    pub const fn is_off(self) -> bool {
        matches!(self, Self::OffTrack | Self::Missed)
    }
}

impl Standing {
    /// How a KPI stands at the report date.
    pub(super) fn of(kpi: &Kpi, path: Option<&Path>, series: &Series, freshness: &Freshness, report_date: Date) -> Self {
        let current = series.last().copied();
        let expected_now = path.and_then(|path| path.expected(report_date));
        let mut standing = Self {
            status: Status::NoData(NoData::NoMeasurement),
            value_status: None,
            current,
            expected: None,
            expected_now,
            tolerance: None,
            decided_by: None,
        };
        let Some(current) = current else { return standing };
        let Some(path) = path else {
            let reason = if kpi.targets.is_empty() { NoData::NoTarget } else { NoData::NoDirection };
            return Self { status: Status::NoData(reason), ..standing };
        };
        let Some(last) = path.last_target() else { return Self { status: Status::NoData(NoData::NoTarget), ..standing } };
        standing.expected = path.expected(current.day);
        standing.tolerance = standing.expected.map(|expected| Tolerance::of(kpi.thresholds.as_ref(), path, expected, current.value));
        let by_value = standing.by_value(path, last, current);
        match decided(kpi, last, series, report_date) {
            Some(Decided::By(point)) => {
                let status = if path.reaches(point.value, last.aim) { Status::Met } else { Status::Missed };
                Self { status, decided_by: Some(point), ..standing }
            }
            Some(Decided::Never) => Self { status: Status::NoData(NoData::NotMeasuredAtTarget), value_status: Some(by_value), ..standing },
            None => standing.aged(freshness, by_value),
        }
    }

    /// What the value itself says, held against the path on its own day.
    fn by_value(&self, path: &Path, last: &Target, current: Point) -> Status {
        if !path.is_range() && path.reaches(current.value, last.aim) {
            return Status::Met;
        }
        let (Some(expected), Some(tolerance)) = (self.expected, self.tolerance) else { return Status::NoData(NoData::BeforePath) };
        tolerance.grade(current.value, expected, path.direction)
    }

    /// What the value says, unless it is too old.
    fn aged(self, freshness: &Freshness, by_value: Status) -> Self {
        match freshness {
            Freshness::Overdue { .. } => Self { status: Status::Stale, value_status: Some(by_value), ..self },
            _ => Self { status: by_value, ..self },
        }
    }
}

/// What is settled once the last target's day is past.
enum Decided {
    /// This value decides.
    By(Point),
    /// No value did, and none will.
    Never,
}

/// The value that decides about the last target; `None` while it may still come.
fn decided(kpi: &Kpi, last: &Target, series: &Series, report_date: Date) -> Option<Decided> {
    if !has_come(series, last.by, report_date) {
        return None;
    }
    if let Some(point) = deciding(series, last.by, kpi.cadence) {
        return Some(Decided::By(*point));
    }
    (report_date > last_day_to_decide(last.by, kpi.cadence)).then_some(Decided::Never)
}

/// Whether a value is on the better side of what is expected, or on the wrong side by no more than some slack. It is compared as a
/// value, not as a difference, so that only the noise of its own size is forgiven.
fn is_within(value: f64, expected: Aim, direction: Direction, slack: f64) -> bool {
    match (expected, direction) {
        (Aim::Band(band), _) => Band { low: band.low.map(|low| low - slack), high: band.high.map(|high| high + slack) }.holds(value),
        (Aim::Value(expected), Direction::Decrease) => at_least(expected + slack, value),
        (Aim::Value(expected), _) => at_least(value, expected - slack),
    }
}

/// Whether a value is off track against the path on its own day.
pub(super) fn is_off_track(kpi: &Kpi, path: &Path, point: &Point) -> bool {
    path.expected(point.day).is_some_and(|expected| {
        let tolerance = Tolerance::of(kpi.thresholds.as_ref(), path, expected, point.value);
        tolerance.grade(point.value, expected, path.direction) == Status::OffTrack
    })
}

impl Tolerance {
    /// How a value stands against what is expected.
    fn grade(self, value: f64, expected: Aim, direction: Direction) -> Status {
        let is_within = |slack: f64| is_within(value, expected, direction, slack);
        match () {
            () if is_within(self.at_risk) => Status::OnTrack,
            () if is_within(self.off_track) => Status::AtRisk,
            () => Status::OffTrack,
        }
    }

    fn of(thresholds: Option<&Thresholds>, path: &Path, expected: Aim, value: f64) -> Self {
        let of = thresholds.and_then(|thresholds| thresholds.of).unwrap_or(ThresholdOf::Way);
        let whole = match expected {
            Aim::Value(expected) => whole_of_value(path, expected, of),
            Aim::Band(band) => whole_of_band(path, band, value),
        };
        let in_unit = |quantity: Option<Quantity>, standard: f64| match quantity.unwrap_or(Quantity::Percent(standard)) {
            Quantity::Percent(percent) => whole * percent / 100.0,
            Quantity::Units(units) => units,
        };
        let standard = if path.is_range() { 10.0 } else { 20.0 };
        Self {
            at_risk: in_unit(thresholds.and_then(|thresholds| thresholds.at_risk), 0.0),
            off_track: in_unit(thresholds.and_then(|thresholds| thresholds.off_track), standard),
        }
    }
}

/// What a threshold's per cent is of: the whole way, else the expected value, else the last target.
fn whole_of_value(path: &Path, expected: f64, of: ThresholdOf) -> f64 {
    let target = match path.last_target().map(|target| target.aim) {
        Some(Aim::Value(target)) => target,
        _ => 0.0,
    };
    let way = path.baseline.map(|baseline| target - baseline).filter(|_| of == ThresholdOf::Way);
    [way.unwrap_or(0.0), expected, target].into_iter().find(|whole| !same(*whole, 0.0)).unwrap_or(0.0).abs()
}

/// What a threshold's per cent is of: the bound that is crossed, else the band's width, else its distance from the baseline.
fn whole_of_band(path: &Path, band: Band, value: f64) -> f64 {
    let crossed = if band.distance(value) < 0.0 { band.low } else { band.high };
    let bound = crossed.or(band.low).or(band.high).unwrap_or(0.0);
    let width = band.low.zip(band.high).map(|(low, high)| high - low);
    let from_baseline = path.baseline.map(|baseline| bound - baseline);
    [bound, width.or(from_baseline).unwrap_or(0.0)].into_iter().find(|whole| !same(*whole, 0.0)).unwrap_or(0.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::kpi::KpiNumbers;
    use crate::analysis::testing::{CHINA, project};

    fn standing(fields: &str, report_date: &str) -> Standing {
        let kpis = format!("- {{name: Leads, {fields}}}\n");
        let project = project(&[CHINA, ("kpis.yaml", &kpis)], report_date);
        KpiNumbers::all(&project).remove(0).standing
    }

    fn status(fields: &str, report_date: &str) -> Status {
        standing(fields, report_date).status
    }

    /// Direction, baseline and target with their days, and the measurements.
    fn line(direction: &str, from: (&str, f64), to: (&str, f64), measurements: &str) -> String {
        format!(
            "direction: {direction}, baseline: {{date: {}, value: {}}}, targets: [{{by: {}, value: {}}}], measurements: [{measurements}]",
            from.0, from.1, to.0, to.1
        )
    }

    fn year(measurements: &str) -> String {
        line("increase", ("2026-01-01", 100.0), ("2026-12-31", 200.0), measurements)
    }

    #[test]
    fn on_the_path_beside_it_and_off_it() {
        let short = |value| line("increase", ("2026-01-01", 98.0), ("2026-01-11", 99.0), &format!("{{date: 2026-01-05, value: {value}}}"));
        assert_eq!(status(&short(98.4), "2026-01-06"), Status::OnTrack, "equal but for the noise of 98 + 0.4");
        assert_eq!(status(&short(98.39), "2026-01-06"), Status::AtRisk);
        let ten = |value| line("increase", ("2026-01-01", 0.0), ("2026-01-11", 100.0), &format!("{{date: 2026-01-06, value: {value}}}"));
        assert_eq!(status(&ten(30.0), "2026-01-07"), Status::AtRisk, "exactly 20% of the way");
        assert_eq!(status(&ten(29.9), "2026-01-07"), Status::OffTrack);
        let down = |value| line("decrease", ("2026-01-01", 40.0), ("2026-04-11", 20.0), &format!("{{date: 2026-02-20, value: {value}}}"));
        assert_eq!((status(&down(29.0), "2026-02-28"), status(&down(34.0), "2026-02-28")), (Status::OnTrack, Status::AtRisk));
    }

    #[test]
    fn met_and_missed_for_good() {
        assert_eq!(status(&year("{date: 2026-05-01, value: 200}"), "2026-05-02"), Status::Met);
        let spring = |measurements| line("increase", ("2026-01-01", 100.0), ("2026-03-31", 120.0), measurements);
        assert_eq!(status(&spring("{date: 2026-03-31, value: 119.99}"), "2026-05-02"), Status::Missed);
        assert_eq!(status(&spring("{date: 2026-03-15, value: 118}"), "2026-05-02"), Status::Missed);
        let weekly = format!("{}, cadence: week", spring("{date: 2026-03-31, value: 121}"));
        assert_eq!(status(&weekly, "2027-03-31"), Status::Met, "what is decided is never stale");
        let monthly = |measurements| format!("{}, cadence: month", spring(measurements));
        let after = "{date: 2026-02-27, value: 118}, {date: 2026-04-02, value: 121}, {date: 2026-04-30, value: 90}";
        let decided = standing(&monthly(after), "2026-05-12");
        assert_eq!((decided.status, decided.decided_by.map(|point| point.value)), (Status::Met, Some(121.0)));
        assert_eq!(status(&monthly("{date: 2026-02-27, value: 118}"), "2026-04-10"), Status::OnTrack, "the value may still come");
    }

    #[test]
    fn within_a_range_thresholds_are_of_its_upper_bound() {
        let at_risk = |target: &str, value: &str| {
            let fields = format!(
                "direction: range, thresholds: {{at_risk: 10%}}, targets: [{{by: 2026-12-31, {target}}}], measurements: [{{date: 2026-01-31, value: {value}}}]"
            );
            standing(&fields, "2026-02-01").tolerance.map(|tolerance| tolerance.at_risk)
        };
        for (target, value, slack) in [
            ("low: 20, high: 40", "10", 2.0),
            ("low: 20, high: 40", "20", 4.0),
            ("low: 20, high: 40", "30", 4.0),
            ("low: 20, high: 40", "50", 4.0),
            ("low: 20", "30", 2.0),
        ] {
            assert_eq!(at_risk(target, value), Some(slack), "{target}, {value}");
        }
    }

    #[test]
    fn never_measured_at_the_target() {
        let fields =
            format!("{}, cadence: month", line("increase", ("2026-01-01", 100.0), ("2026-03-31", 120.0), "{date: 2026-01-27, value: 118}"));
        let standing = standing(&fields, "2026-06-10");
        assert_eq!((standing.status, standing.value_status), (Status::NoData(NoData::NotMeasuredAtTarget), Some(Status::OnTrack)));
        assert_eq!(status(&fields, "2026-04-30"), Status::Stale, "a period after that day the value may still come");
        assert_eq!(status(&fields, "2026-05-01"), Status::NoData(NoData::NotMeasuredAtTarget));
    }

    #[test]
    fn stale_keeps_what_the_value_says() {
        let monthly = format!("{}, cadence: month", year("{date: 2026-01-31, value: 109}"));
        let standing = standing(&monthly, "2026-03-20");
        assert_eq!((standing.status, standing.value_status), (Status::Stale, Some(Status::OnTrack)));
        assert_eq!(status(&monthly, "2026-03-13"), Status::OnTrack);
        let weekly = format!("{}, cadence: week", year("{date: 2026-02-12, value: 109}"));
        assert_eq!(status(&weekly, "2026-03-04"), Status::AtRisk, "a week of holidays owes nothing");
    }

    #[test]
    fn what_cannot_be_judged() {
        assert_eq!(status(&year(""), "2026-03-31"), Status::NoData(NoData::NoMeasurement));
        assert_eq!(status(&year("{date: 2026-05-01, value: 1}"), "2026-03-31"), Status::NoData(NoData::NoMeasurement));
        assert_eq!(
            status("direction: increase, measurements: [{date: 2026-01-31, value: 5}]", "2026-03-31"),
            Status::NoData(NoData::NoTarget)
        );
        let undirected = "targets: [{by: 2026-12-31, value: 5}], measurements: [{date: 2026-01-31, value: 5}]";
        assert_eq!(status(undirected, "2026-03-31"), Status::NoData(NoData::NoDirection));
        let before = "direction: increase, targets: [{by: 2026-12-31, value: 9}], measurements: [{date: 2026-01-31, value: 5}]";
        assert_eq!(status(before, "2026-03-31"), Status::NoData(NoData::BeforePath));
        let old = standing(&format!("{before}, cadence: week"), "2026-03-31");
        assert_eq!((old.status, old.value_status), (Status::Stale, Some(Status::NoData(NoData::BeforePath))), "too old all the same");
    }

    #[test]
    fn thresholds_of_the_way_of_the_expected_value_and_in_the_unit() {
        let limits = |limits: &str| {
            format!(
                "{}, thresholds: {limits}",
                line("increase", ("2026-01-01", 8.0), ("2026-12-31", 9.0), "{date: 2026-07-02, value: 8.1}")
            )
        };
        assert_eq!(status(&limits("{at_risk: 0%, off_track: 10%}"), "2026-07-03"), Status::OffTrack);
        assert_eq!(status(&limits("{at_risk: 0%, off_track: 10%, of: expected}"), "2026-07-03"), Status::AtRisk);
        let absolute = format!("{}, thresholds: {{at_risk: 2, off_track: 5}}", year("{date: 2026-07-02, value: 148}"));
        assert_eq!(status(&absolute, "2026-07-03"), Status::OnTrack);
        let zero = |value| line("increase", ("2026-01-01", -10.0), ("2026-01-21", 10.0), &format!("{{date: 2026-01-11, value: {value}}}"));
        assert_eq!((status(&zero(-2.5), "2026-01-12"), status(&zero(-4.5), "2026-01-12")), (Status::AtRisk, Status::OffTrack));
        let nothing = line("decrease", ("2026-01-01", 0.0), ("2026-12-31", 0.0), "{date: 2026-02-01, value: 1}");
        assert_eq!(status(&nothing, "2026-02-02"), Status::OffTrack);
    }

    #[test]
    fn a_band_to_keep() {
        let bands = |value, on| {
            format!(
                "direction: range, targets: [{{by: 2026-06-30, low: 10, high: 20}}, {{by: 2026-12-31, low: 12, high: 18}}], measurements: [{{date: {on}, value: {value}}}]"
            )
        };
        for (value, expected) in [(20.0, Status::OnTrack), (21.0, Status::AtRisk), (8.9, Status::OffTrack)] {
            assert_eq!(status(&bands(value, "2026-02-28"), "2026-03-01"), expected, "{value}");
        }
        assert_eq!(status(&bands(18.0, "2026-12-31"), "2027-03-01"), Status::Met);
        let at_most = "direction: range, targets: [{by: 2026-12-31, high: 15}], measurements: [{date: 2026-02-28, value: 15.5}]";
        assert_eq!(status(at_most, "2026-03-01"), Status::AtRisk);
    }
}
