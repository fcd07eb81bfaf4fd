//! How the project went from report to report: each report in a few numbers, and what was forecast held against what came.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::analysis::kpi::{Forecast, Status};
use crate::analysis::plan::State;
use crate::calendar::Date;
use crate::checklist::{Area, Health, Key, Published, Severity};
use crate::project::{Kind, RecordId};

/// A report in a few numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its report date.
    pub day: Date,
    /// How the whole stood.
    pub health: Health,
    /// How each area stood, in the order of [`Area::ALL`].
    pub areas: Vec<Health>,
    /// KPIs that were met or on track, of those that could be judged.
    pub kpis: (usize, usize),
    /// Open threats by level, the least first.
    pub risks: [usize; 4],
    /// The latest day of what was still to be done.
    pub end: Option<Date>,
    /// The cost planned, and the one expected in the end.
    pub money: Option<(Decimal, Decimal)>,
    /// Findings: errors and warnings.
    pub findings: (usize, usize),
    /// What each finding is known by.
    open: BTreeSet<Key>,
    /// The day expected of each milestone, by its id.
    milestones: Vec<(String, Date)>,
    /// Each 80 % range that was stated of a KPI at a target.
    ranges: Vec<(String, Range)>,
}

/// A range that was to hold a value eight times in ten.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Range {
    by: Date,
    low: f64,
    high: f64,
}

/// How long a finding has stood unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The day of the first report that has it, with no report since then that has not.
    pub since: Date,
    /// The reports since then, with the one of now.
    pub reports: usize,
}

/// A range that was stated, and the value that came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// The KPI.
    pub kpi: RecordId,
    /// When it was stated.
    pub on: Date,
    /// For which day.
    pub by: Date,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The value that came.
    pub came: f64,
}

/// The reports of a project, and what came of what they said.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The reports, the oldest first; the last one is that of now.
    pub reports: Vec<Report>,
    /// The ranges whose day has come, in the order in which they were stated.
    pub stated: Vec<Stated>,
    /// When each milestone was expected on which day: only where that changed.
    pub milestones: BTreeMap<RecordId, Vec<(Date, Date)>>,
}

impl Stated {
    /// Whether the value lay within.
    pub fn has_held(&self) -> bool {
        self.low <= self.came && self.came <= self.high
    }
}

impl Report {
    /// A report of a state, without what is not published now.
    pub fn of(then: &Published<'_>, now: &Published<'_>) -> Self {
        let is_told = |id: &RecordId| then.project.record(*id).is_some_and(|entry| !now.withholds(id.kind, entry.id()));
        let all_told = |kinds: &[Kind]| kinds.iter().flat_map(|kind| ids(then, *kind)).all(|id| is_told(&id));
        let budget = &then.analysis.budget.total;
        let has_money = !then.project.budget.is_empty() && all_told(&[Kind::Budget]);
        Self {
            day: then.project.report_date,
            health: then.standing.health,
            areas: Area::ALL.iter().map(|area| then.standing.of(*area).health).collect(),
            kpis: kpis(then, is_told),
            risks: risks(then, is_told),
            end: then.analysis.finish.as_ref().map(|finish| finish.day).filter(|_| all_told(&[Kind::Tasks, Kind::Milestones])),
            money: has_money.then_some((budget.planned, budget.at_completion)),
            findings: findings(then, is_told),
            open: open(then),
            milestones: ids(then, Kind::Milestones).filter(is_told).filter_map(|id| milestone(then, id)).collect(),
            ranges: ids(then, Kind::Kpis).filter(is_told).flat_map(|id| ranges(then, id)).collect(),
        }
    }
}

fn ids(of: &Published<'_>, kind: Kind) -> impl Iterator<Item = RecordId> + use<> {
    (0..of.project.registers.len(kind)).map(move |index| RecordId { kind, index })
}

fn kpis(then: &Published<'_>, is_told: impl Fn(&RecordId) -> bool) -> (usize, usize) {
    let told = ids(then, Kind::Kpis).filter(is_told);
    let judged: Vec<Status> =
        told.filter_map(|id| then.analysis.kpis.get(id.index)).map(|kpi| kpi.standing.status).filter(|status| status.is_judged()).collect();
    (judged.iter().filter(|status| matches!(status, Status::Met | Status::OnTrack)).count(), judged.len())
}

fn risks(then: &Published<'_>, is_told: impl Fn(&RecordId) -> bool) -> [usize; 4] {
    let mut levels = [0; 4];
    for id in ids(then, Kind::Risks).filter(is_told) {
        let is_threat = then.project.risks.get(id.index).is_some_and(|risk| risk.is_open() && !risk.is_opportunity());
        let level = then.analysis.risks.get(id.index).and_then(|risk| risk.level).filter(|_| is_threat);
        if let Some(count) = level.and_then(|level| levels.get_mut(level as usize)) {
            *count += 1;
        }
    }
    levels
}

/// Findings about something that is not published now are not counted.
fn findings(then: &Published<'_>, is_told: impl Fn(&RecordId) -> bool) -> (usize, usize) {
    let told = then.checklist.findings().filter(|found| found.finding.records.iter().all(&is_told));
    let severities: Vec<Severity> = told.map(|found| found.severity).collect();
    let count = |severity| severities.iter().filter(|found| **found == severity).count();
    (count(Severity::Error), count(Severity::Warning))
}

fn open(then: &Published<'_>) -> BTreeSet<Key> {
    let single = then.checklist.findings().flat_map(|found| found.finding.single().iter().map(|finding| (found.rule.id, finding)));
    single.map(|(rule, finding)| Key::of(&then.project, rule, finding)).collect()
}

fn milestone(then: &Published<'_>, id: RecordId) -> Option<(String, Date)> {
    let dates = then.analysis.dates(id)?;
    let day = match dates.state {
        State::Cancelled => None,
        State::Done(day) => day,
        _ => dates.day,
    };
    Some((then.project.record(id)?.id().to_owned(), day?))
}

fn ranges(then: &Published<'_>, id: RecordId) -> Vec<(String, Range)> {
    let Some(Forecast::Trend(trend)) = then.analysis.kpis.get(id.index).map(|kpi| &kpi.forecast) else { return Vec::new() };
    let name = then.project.record(id).map(|entry| entry.id().to_owned()).unwrap_or_default();
    let range = |at: &crate::analysis::kpi::AtTarget| Range { by: at.by, low: at.expected.low, high: at.expected.high };
    trend.at_targets.iter().map(|at| (name.clone(), range(at))).collect()
}

impl Course {
    /// The course of the reports up to now.
    pub fn of(mut reports: Vec<Report>, now: &Published<'_>) -> Self {
        reports.retain(|report| report.day < now.project.report_date);
        reports.sort_by_key(|report| report.day);
        let (stated, milestones) = (stated(&reports, now), milestones(&reports, now));
        reports.push(Report::of(now, now));
        Self { reports, stated, milestones }
    }

    /// How long all of some findings have stood.
    pub fn age(&self, findings: &[Key]) -> Option<Age> {
        let with_all = self.reports.iter().rev().take_while(|report| findings.iter().all(|key| report.open.contains(key)));
        with_all.enumerate().last().map(|(before, report)| Age { since: report.day, reports: before + 1 })
    }

    /// How many of the stated ranges held the value that came.
    pub fn held(&self) -> usize {
        self.stated.iter().filter(|stated| stated.has_held()).count()
    }
}

/// The records of a register by their ids.
fn by_id(now: &Published<'_>, kind: Kind) -> BTreeMap<String, RecordId> {
    ids(now, kind).filter_map(|id| Some((now.project.record(id)?.id().to_owned(), id))).collect()
}

fn stated(reports: &[Report], now: &Published<'_>) -> Vec<Stated> {
    let known = by_id(now, Kind::Kpis);
    let came = |of: RecordId, by: Date| {
        let (kpi, numbers) = (now.project.kpis.get(of.index)?, now.analysis.kpis.get(of.index)?);
        numbers.came(kpi, by, now.project.report_date)
    };
    let all = reports.iter().flat_map(|report| report.ranges.iter().map(move |(name, range)| (report.day, name, *range)));
    let stated = |(on, name, range): (Date, &String, Range)| {
        let kpi = *known.get(name)?;
        Some(Stated { kpi, on, by: range.by, low: range.low, high: range.high, came: came(kpi, range.by)? })
    };
    all.filter_map(stated).collect()
}

/// What was expected of each milestone, where that changed from one report to the next.
fn milestones(reports: &[Report], now: &Published<'_>) -> BTreeMap<RecordId, Vec<(Date, Date)>> {
    let known = by_id(now, Kind::Milestones);
    let mut milestones: BTreeMap<RecordId, Vec<(Date, Date)>> = BTreeMap::new();
    for report in reports {
        for (name, expected) in &report.milestones {
            let Some(id) = known.get(name) else { continue };
            let told = milestones.entry(*id).or_default();
            if told.last().is_none_or(|(_, before)| before != expected) {
                told.push((report.day, *expected));
            }
        }
    }
    milestones
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Analysis;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, load_at};

    fn state(files: &[(&str, &str)], day: Date) -> Assessment {
        let settings = ("alongside.yaml", "project: {name: A, start: 2026-01-05, end: 2026-12-18, currency: EUR}\n");
        let files: Vec<(&str, &str)> = std::iter::once(settings).chain(files.iter().copied()).collect();
        let project = load_at(Folder::of_texts(&files), day, &Arc::default());
        let analysis = Analysis::of(&project);
        Assessment::of(project, analysis)
    }

    /// The course of two states, a month apart.
    fn course(then: &[(&str, &str)], now: &[(&str, &str)]) -> Course {
        let [then, now] = [(then, Date::new(2026, 5, 15)), (now, Date::new(2026, 6, 15))].map(|(files, day)| state(files, day));
        let [then, now] = [&then, &now].map(|state| Published::to(Audience::Public, state));
        Course::of(vec![Report::of(&then, &now)], &now)
    }

    fn kpi(values: &[(&str, u32)], visibility: &str) -> String {
        let values: Vec<String> = values.iter().map(|(day, value)| format!("{{date: {day}, value: {value}}}")).collect();
        format!(
            "- {{id: leads, name: Leads, direction: increase, cadence: weekly, visibility: {visibility}, baseline: {{value: 0, date: 2026-03-30}}, \
             targets: [{{by: 2026-06-05, value: 100}}, {{by: 2026-11-27, value: 300}}], measurements: [{}]}}\n",
            values.join(", ")
        )
    }

    const MEASURED: [(&str, u32); 6] =
        [("2026-04-10", 10), ("2026-04-17", 21), ("2026-04-24", 29), ("2026-05-01", 41), ("2026-05-08", 50), ("2026-05-15", 59)];

    #[test]
    fn a_stated_range_is_held_against_the_value_that_came() {
        let came = |value: u32| {
            let later = [&MEASURED[..], &[("2026-06-05", value)]].concat();
            let course = course(&[("kpis.yaml", &kpi(&MEASURED, "public"))], &[("kpis.yaml", &kpi(&later, "public"))]);
            let stated: Vec<(String, String, f64)> =
                course.stated.iter().map(|stated| (stated.on.to_string(), stated.by.to_string(), stated.came)).collect();
            assert_eq!(stated, [("2026-05-15".to_owned(), "2026-06-05".to_owned(), f64::from(value))]);
            course.held()
        };
        assert_eq!((came(89), came(140)), (1, 0));
    }

    #[test]
    fn nothing_is_told_of_what_is_not_published_now() {
        let then = kpi(&MEASURED, "public");
        let later = [&MEASURED[..], &[("2026-06-05", 89)]].concat();
        let files = |kpis: &str, line: &str, visibility: &str| {
            [
                ("kpis.yaml".to_owned(), kpis.to_owned()),
                (
                    "budget.yaml".to_owned(),
                    format!("- {{id: B-1, item: Hall, planned: 100}}\n- {{id: B-2, item: Fee, planned: 900, visibility: {line}}}\n"),
                ),
                (
                    "risks.yaml".to_owned(),
                    format!("- {{id: R-1, title: Rain, probability: 4, impact: 4, status: open, visibility: {visibility}}}\n"),
                ),
                (
                    "milestones.yaml".to_owned(),
                    format!("- {{id: M-1, name: Live, forecast: 2026-09-01, status: in progress, visibility: {visibility}}}\n"),
                ),
            ]
        };
        let told = |kpis: &str, visibility: &str| {
            let (then, now) = (files(&then, "public", "public"), files(kpis, visibility, visibility));
            let [then, now] =
                [&then, &now].map(|files| files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
            course(&then, &now)
        };
        let open = told(&kpi(&later, "public"), "public");
        let first = &open.reports[0];
        assert_eq!((first.kpis.1, first.risks.iter().sum::<usize>(), first.end.is_some(), first.money.is_some()), (1, 1, true, true));
        assert_eq!((open.stated.len(), open.milestones.len()), (1, 1));
        let closed = told(&kpi(&later, "internal"), "internal");
        let first = &closed.reports[0];
        assert_eq!((first.kpis.1, first.risks.iter().sum::<usize>(), first.end, first.money), (0, 0, None, None));
        assert_eq!((closed.stated.len(), closed.milestones.len()), (0, 0));
        assert!(first.findings.1 < open.reports[0].findings.1, "{first:?}");
    }

    #[test]
    fn a_finding_is_as_old_as_the_reports_that_have_it_without_a_gap() {
        let risk = |owner: &str| format!("- {{id: R-1, title: Rain, probability: 4, impact: 4, status: open{owner}}}\n");
        let now = state(&[("risks.yaml", &risk(""))], Date::new(2026, 6, 15));
        let now = Published::to(Audience::Public, &now);
        let owners = [("", 4), (", owner: Li Na", 11), ("", 18), ("", 25)];
        let reports = owners.map(|(owner, day)| {
            let then = state(&[("risks.yaml", &risk(owner))], Date::new(2026, 5, day));
            Report::of(&Published::to(Audience::Public, &then), &now)
        });
        let course = Course::of(reports.to_vec(), &now);
        let key = |rule: &str, records: &[&str]| Key {
            rule: rule.to_owned(),
            records: records.iter().map(|record| (*record).to_owned()).collect(),
            field: if records.is_empty() { String::new() } else { "owner".to_owned() },
            ..Key::default()
        };
        let (unowned, kept, other) =
            (key("risk-without-owner", &["risks/R-1"]), key("no-agreed-tool", &[]), key("no-agreed-tool", &["risks/R-1"]));
        let age = |keys: &[&Key]| {
            course.age(&keys.iter().map(|key| (*key).clone()).collect::<Vec<_>>()).map(|age| (age.since.to_string(), age.reports))
        };
        assert_eq!(age(&[&unowned]), Some(("2026-05-18".to_owned(), 3)), "{:?}", course.reports[3].open);
        assert_eq!(age(&[&kept]), Some(("2026-05-04".to_owned(), 5)));
        assert_eq!(age(&[&kept, &unowned]), Some(("2026-05-18".to_owned(), 3)));
        assert_eq!(age(&[&other]), None);
    }

    #[test]
    fn a_milestone_has_a_step_where_it_moved() {
        let stone = |day: &str| format!("- {{id: M-1, name: Live, forecast: {day}, status: in progress}}\n");
        let now = state(&[("milestones.yaml", &stone("2026-09-22"))], Date::new(2026, 6, 15));
        let now = Published::to(Audience::Public, &now);
        let days = [("2026-09-01", 11), ("2026-09-01", 18), ("2026-09-22", 25)];
        let reports = days.map(|(forecast, day)| {
            let then = state(&[("milestones.yaml", &stone(forecast))], Date::new(2026, 5, day));
            Report::of(&Published::to(Audience::Public, &then), &now)
        });
        let course = Course::of(reports.to_vec(), &now);
        let steps: Vec<(String, String)> =
            course.milestones.values().flatten().map(|(on, day)| (on.to_string(), day.to_string())).collect();
        let expected = [("2026-05-11", "2026-09-01"), ("2026-05-25", "2026-09-22")].map(|(on, day)| (on.to_owned(), day.to_owned()));
        assert_eq!((steps, course.reports.len()), (expected.to_vec(), 4));
    }
}
