//! KPIs: their values, the path they are to go, how they stand, where they are heading, and what is more than their usual scatter.

mod answers;
mod before_after;
mod delta;
mod forecast;
mod freshness;
mod increments;
mod limits;
mod pace;
mod path;
mod process;
#[cfg(test)]
mod properties;
mod regression;
mod series;
mod signals;
mod status;
pub mod student;
mod verdict;

use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::goals::Kpi;

pub use answers::OffTrack;
pub use before_after::{ENOUGH_AFTER, Effect, EffectVerdict, Stretch};
pub use delta::{Change, Gap, Movement, Side, is_per_cent};
pub use forecast::{AtTarget, FEWEST_POINTS, Forecast, Reach, Trend};
pub use freshness::{Freshness, Grace, fresh_until};
pub use limits::Limits;
pub use pace::Pace;
pub use path::{Aim, Band, Path, Target};
pub use process::{Certainty, FEWEST_FOR_LIMITS, FIXED_FROM, Observation, Process, Segment};
pub use regression::{Prediction, Regression};
pub use series::{Point, Series, Source};
pub use signals::{Level, Signal, SignalRule, Thresholds, signals};
pub use status::{NoData, Standing, Status, Tolerance};
pub use verdict::TargetVerdict;

/// The numbers of one KPI at the report date.
#[derive(Debug, Clone, PartialEq)]
pub struct KpiNumbers {
    /// Its values.
    pub series: Series,
    /// The path it is to go; `None` if nothing says which way is better.
    pub path: Option<Path>,
    /// How it stands.
    pub standing: Standing,
    /// Whether it owes a value.
    pub freshness: Freshness,
    /// The current value against the path on its own day.
    pub gap: Option<Gap>,
    /// The current value against the one before.
    pub change: Option<Change>,
    /// How much of the way is gone, 0 to 1, perhaps less or more; of a band the share of final values inside.
    pub attainment: Option<f64>,
    /// The value as a share of the last target.
    pub ratio: Option<f64>,
    /// What became of each target, in the order of the path's targets.
    pub verdicts: Vec<TargetVerdict>,
    /// The pace needed to the next target.
    pub pace: Option<Pace>,
    /// Where it is heading.
    pub forecast: Forecast,
    /// Its usual scatter, and what is more than that.
    pub process: Process,
    /// For each of its values, whether it is off track on its own day.
    pub off_track: Vec<bool>,
}

impl KpiNumbers {
    /// The numbers of every KPI, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        let all = project.kpis.iter().zip(Series::all(project)).zip(resets(project));
        all.map(|((kpi, series), resets)| Self::of(kpi, series, &resets, project)).collect()
    }

    /// The value that decides about a day that has come, as it decides about a target.
    pub fn came(&self, kpi: &Kpi, on: Date, report_date: Date) -> Option<f64> {
        let has_come = verdict::has_come(&self.series, on, report_date);
        has_come.then(|| verdict::deciding(&self.series, on, kpi.cadence)).flatten().map(|point| point.value)
    }

    fn of(kpi: &Kpi, series: Series, resets: &[Date], project: &Project) -> Self {
        let report_date = project.report_date;
        let path = Path::of(kpi, project);
        let last_target = kpi.targets.iter().filter_map(|target| target.by).max();
        let freshness = Freshness::of(kpi, &series, last_target, project);
        let standing = Standing::of(kpi, path.as_ref(), &series, &freshness, report_date);
        // What is decided for good owes no further value.
        let freshness = if standing.decided_by.is_some() { Freshness::NotOwed } else { freshness };
        let gap = path.as_ref().zip(series.last()).and_then(|(path, current)| Gap::at(path, current));
        let verdicts = path
            .iter()
            .flat_map(|path| path.targets.iter().map(|target| verdict::verdict(target, path, &series, kpi.cadence, report_date)));
        Self {
            gap,
            change: Change::of(kpi, path.as_ref(), &series),
            attainment: path.as_ref().and_then(|path| delta::attainment(path, &series)),
            ratio: path.as_ref().and_then(|path| delta::ratio(path, &series)),
            pace: path.as_ref().and_then(|path| Pace::of(path, &series, kpi.cadence, report_date)),
            verdicts: verdicts.collect(),
            forecast: Forecast::of(kpi, path.as_ref(), &series, resets.last().copied(), report_date),
            process: Process::of(kpi, &series, resets, project.settings.signals()),
            off_track: series.points.iter().map(|point| path.as_ref().is_some_and(|path| status::is_off_track(kpi, path, point))).collect(),
            path,
            standing,
            freshness,
            series,
        }
    }

    /// The status.
    pub const fn status(&self) -> Status {
        self.standing.status
    }

    /// Whether its last value up to a day is off track.
    pub fn was_off_track(&self, day: Date) -> bool {
        let values = self.series.points.partition_point(|point| point.day <= day);
        values.checked_sub(1).and_then(|last| self.off_track.get(last)).copied().unwrap_or_default()
    }

    /// A value against the path on its own day; `None` where there is no plan.
    pub fn gap_of(&self, point: &Point) -> Option<Gap> {
        Gap::at(self.path.as_ref()?, point)
    }

    /// The next target that its value does not reach yet, after a day.
    pub fn next_target(&self, after: Date) -> Option<&Target> {
        let path = self.path.as_ref()?;
        let is_reached =
            |target: &Target| !path.is_range() && self.series.last().is_some_and(|point| path.reaches(point.value, target.aim));
        path.targets.iter().find(|target| target.by > after && !is_reached(target))
    }

    /// The chance, 0 to 1, that the next target is reached; `None` without a trend, and where the target is further off than its
    /// values span.
    pub fn next_chance(&self) -> Option<f64> {
        let next = self.forecast.trend()?.at_targets.first()?;
        (!next.is_far).then_some(next.chance)
    }

    /// The value that decides about a target, once its day has come.
    pub fn deciding(&self, target: &Target, kpi: &Kpi, report_date: Date) -> Option<&Point> {
        if verdict::has_come(&self.series, target.by, report_date) { verdict::deciding(&self.series, target.by, kpi.cadence) } else { None }
    }

    /// Whether it is off track or missed, and its current value too is further behind than its first threshold forgives: a
    /// target that was missed by a little, or made up for later, is not.
    pub fn is_clearly_off(&self) -> bool {
        let forgiven = self.standing.tolerance.map_or(0.0, |tolerance| tolerance.at_risk);
        let is_far = |gap: Gap| !matches!(gap.side, Side::Ahead | Side::OnPath | Side::Within) && gap.value.abs() > forgiven;
        self.status().is_off() && self.gap.is_some_and(is_far)
    }
}

/// For each KPI, the days on which a change was applied that begins its level anew, in order.
fn resets(project: &Project) -> Vec<Vec<Date>> {
    let mut resets: Vec<Vec<Date>> = project.kpis.iter().map(|_| Vec::new()).collect();
    for change in &project.changes {
        let Some(day) = change.applied.filter(|day| *day <= project.report_date) else { continue };
        let named = change.resets_baseline.iter().filter_map(|kpi| project.resolve(&kpi.reference()).one());
        for kpi in named {
            resets.get_mut(kpi.index).into_iter().for_each(|days| days.push(day));
        }
    }
    for days in &mut resets {
        days.sort_unstable();
        days.dedup();
    }
    resets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};

    fn numbers(fields: &str, report_date: &str) -> KpiNumbers {
        let kpis = format!("- {{name: Leads, direction: increase, {fields}}}\n");
        KpiNumbers::all(&project(&[("kpis.yaml", &kpis)], report_date)).remove(0)
    }

    #[test]
    fn what_was_missed_is_clearly_off_beyond_what_is_forgiven() {
        let is_off = |now: u32| {
            let fields = format!(
                "thresholds: {{at_risk: 5, off_track: 10}}, targets: [{{by: 2026-02-01, value: 100}}], measurements: [{{date: 2026-02-01, value: 80}}, {{date: 2026-02-10, value: {now}}}]"
            );
            let numbers = numbers(&fields, "2026-02-10");
            assert_eq!(numbers.status(), Status::Missed);
            numbers.is_clearly_off()
        };
        assert_eq!([is_off(94), is_off(95)], [true, false]);
    }

    #[test]
    fn a_target_is_the_next_one_until_the_day_before_it() {
        let numbers = numbers(
            "targets: [{by: 2026-02-01, value: 100}, {by: 2026-03-01, value: 120}], measurements: [{date: 2026-01-10, value: 10}]",
            "2026-01-31",
        );
        let next = |after: &str| numbers.next_target(day(after)).map(|target| target.by);
        assert_eq!([next("2026-01-31"), next("2026-02-01"), next("2026-03-01")], [Some(day("2026-02-01")), Some(day("2026-03-01")), None]);
    }

    #[test]
    fn a_value_counts_from_its_day_on() {
        let numbers = numbers(
            "baseline: {date: 2026-01-01, value: 0}, targets: [{by: 2026-12-31, value: 364}], measurements: [{date: 2026-02-01, value: 31}, {date: 2026-03-01, value: -20}]",
            "2026-04-10",
        );
        let was_off = |on: &str| numbers.was_off_track(day(on));
        assert_eq!([was_off("2026-01-31"), was_off("2026-02-28"), was_off("2026-03-01")], [false, false, true]);
    }
}
