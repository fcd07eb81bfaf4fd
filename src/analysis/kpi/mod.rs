//! KPIs: their values, the path they are to go, how they stand. Process limits and forecasts are files of their own beside these.

mod delta;
mod freshness;
mod pace;
mod path;
mod series;
mod status;
mod verdict;

use crate::calendar::Date;
use crate::project::Project;
use crate::project::registers::goals::Kpi;

pub use delta::{Change, Gap, Movement, Side, is_per_cent};
pub use freshness::{Freshness, fresh_until};
pub use pace::Pace;
pub use path::{Aim, Band, Path, Target};
pub use series::{Point, Series, Source};
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
}

impl KpiNumbers {
    /// The numbers of every KPI, by its place in the register.
    pub(super) fn all(project: &Project) -> Vec<Self> {
        let series = Series::all(project);
        project.kpis.iter().zip(series).map(|(kpi, series)| Self::of(kpi, series, project)).collect()
    }

    fn of(kpi: &Kpi, series: Series, project: &Project) -> Self {
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

    /// A value against the path on its own day; `None` where there is no plan.
    pub fn gap_of(&self, point: &Point) -> Option<Gap> {
        Gap::at(self.path.as_ref()?, point)
    }

    /// The value that decides about a target, once its day has come.
    pub fn deciding(&self, target: &Target, kpi: &Kpi, report_date: Date) -> Option<&Point> {
        if report_date < target.by { None } else { verdict::deciding(&self.series, target.by, kpi.cadence) }
    }

    /// Whether it is off track or missed, and its current value too is further behind than its first threshold forgives: a
    /// target that was missed by a little, or made up for later, is not.
    pub fn is_clearly_off(&self) -> bool {
        let forgiven = self.standing.tolerance.map_or(0.0, |tolerance| tolerance.at_risk);
        let is_far = |gap: Gap| !matches!(gap.side, Side::Ahead | Side::OnPath | Side::Within) && gap.value.abs() > forgiven;
        self.status().is_off() && self.gap.is_some_and(is_far)
    }
}
