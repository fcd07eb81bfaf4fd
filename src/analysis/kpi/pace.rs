//! How fast a KPI must go to reach its next target (`docs/numbers.md §2.4`).

use super::path::{Aim, Path};
use super::series::Series;
use crate::calendar::{Date, Every, Unit};
use crate::project::registers::goals::Direction;

/// The pace needed and the pace so far, in the KPI's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// The day of the target that it leads to.
    pub by: Date,
    /// What is needed a day; 0 if the target is reached.
    pub per_day: f64,
    /// What is needed in one period of the cadence (a week if there is none).
    pub per_period: f64,
    /// What was done a day since the baseline.
    pub so_far_per_day: Option<f64>,
    /// How many times the pace so far is needed; `None` if the KPI has been standing still or moving away.
    pub times: Option<f64>,
}

impl Pace {
    /// The pace to the first target after the value's day and the report date. `None` without one, and of a band.
    pub(super) fn of(path: &Path, series: &Series, cadence: Option<Every>, report_date: Date) -> Option<Self> {
        let current = series.last()?;
        let target = path.targets.iter().find(|target| target.by > current.day.max(report_date))?;
        let Aim::Value(aim) = target.aim else { return None };
        let is_reached = path.reaches(current.value, target.aim);
        let days = current.day.days_until(target.by) as f64;
        let per_day = if is_reached { 0.0 } else { (aim - current.value) / days };
        let so_far_per_day = path.baseline.zip(path.baseline_day).and_then(|(baseline, day)| {
            let days = day.days_until(current.day);
            (days > 0).then(|| (current.value - baseline) / days as f64)
        });
        let is_towards = |so_far: f64| if path.direction == Direction::Decrease { so_far < 0.0 } else { so_far > 0.0 };
        let times = so_far_per_day.filter(|so_far| is_towards(*so_far)).map(|so_far| per_day / so_far);
        Some(Self { by: target.by, per_day, per_period: per_day * days_of_period(cadence), so_far_per_day, times })
    }
}

/// The mean length of a period, by the Gregorian year of 365.2425 days.
fn days_of_period(cadence: Option<Every>) -> f64 {
    let Some(Every::Units(n, unit)) = cadence else { return 7.0 };
    let days = match unit {
        Unit::Day => 1.0,
        Unit::Week => 7.0,
        Unit::Month => 30.436_875,
        Unit::Quarter => 91.310_625,
        Unit::Year => 365.2425,
    };
    f64::from(n) * days
}

#[cfg(test)]
mod tests {
    use crate::analysis::kpi::{KpiNumbers, Pace};
    use crate::analysis::numbers::same;
    use crate::analysis::testing::project;

    fn pace(value: f64, report_date: &str) -> Option<Pace> {
        pace_measured("month", value, report_date)
    }

    fn pace_measured(cadence: &str, value: f64, report_date: &str) -> Option<Pace> {
        let kpis = format!(
            "- {{name: Leads, cadence: {cadence}, direction: increase, baseline: {{date: 2026-01-01, value: 100}}, targets: [{{by: 2026-12-31, value: 200}}], measurements: [{{date: 2026-07-01, value: {value}}}]}}\n"
        );
        KpiNumbers::all(&project(&[("kpis.yaml", &kpis)], report_date)).remove(0).pace
    }

    #[test]
    fn a_kpi_measured_per_event_has_a_pace_per_week() {
        let pace = pace_measured("event", 140.0, "2026-07-10").unwrap();
        assert!(same(pace.per_period, pace.per_day * 7.0), "{pace:?}");
    }

    #[test]
    fn faster_than_so_far() {
        let pace = pace(140.0, "2026-07-10").unwrap();
        assert!(same(pace.per_day, 0.327_868_852_459_016_37) && same(pace.per_period, 9.979_303_278_688_525));
        assert!(same(pace.so_far_per_day.unwrap(), 0.220_994_475_138_121_54) && same(pace.times.unwrap(), 1.483_606_557_377_049_2));
    }

    #[test]
    fn there_already_moving_away_or_over() {
        assert_eq!(pace(210.0, "2026-07-10").map(|pace| (pace.per_day, pace.times)), Some((0.0, Some(0.0))));
        assert_eq!(pace(90.0, "2026-07-10").and_then(|pace| pace.times), None);
        assert_eq!(pace(140.0, "2027-01-10"), None);
    }

    #[test]
    fn a_target_is_ahead_until_the_day_before_it() {
        assert_eq!((pace(120.0, "2026-12-30").is_some(), pace(120.0, "2026-12-31").is_some()), (true, false));
    }

    fn pace_towards(direction: &str, target: u32, measured: &str) -> Pace {
        let kpis = format!(
            "- {{name: Leads, direction: {direction}, baseline: {{date: 2026-01-01, value: 100}}, targets: [{{by: 2026-12-31, value: {target}}}], measurements: [{{date: {measured}, value: 100}}]}}\n"
        );
        KpiNumbers::all(&project(&[("kpis.yaml", &kpis)], "2026-07-01")).remove(0).pace.unwrap()
    }

    #[test]
    fn what_stands_still_has_no_pace_to_multiply() {
        for (direction, target) in [("increase", 200), ("decrease", 50)] {
            let pace = pace_towards(direction, target, "2026-07-01");
            assert_eq!((pace.so_far_per_day, pace.times), (Some(0.0), None), "{direction}");
        }
        assert_eq!(pace_towards("increase", 200, "2026-01-01").so_far_per_day, None, "no day has passed since the baseline");
    }
}
