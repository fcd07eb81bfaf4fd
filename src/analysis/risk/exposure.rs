//! The open risks, month by month (`docs/numbers.md §5.7`).

use super::assessment::{RiskLevel, RiskNumbers};
use crate::calendar::Date;
use crate::project::registers::risks::{Risk, RiskStatus};
use crate::project::{Entry, Project};

/// The open risks on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exposure {
    /// The day.
    pub day: Date,
    /// Threats of each level, from low to critical.
    pub levels: [usize; 4],
    /// Threats without a score and a level.
    pub unassessed: usize,
    /// The sum of the threats' scores.
    pub score: u32,
    /// Opportunities, which are in no sum.
    pub opportunities: usize,
}

/// Exposure over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// At the end of each month from the first raised risk on, and at the report date.
    pub exposure: Vec<Exposure>,
    /// Open risks without the day they were raised, which are in no history.
    pub undated: Vec<usize>,
    /// Closed or occurred risks without the day, which are not open at all in the history.
    pub ended_undated: Vec<usize>,
}

/// A history longer than this many months is cut to its latest part.
const MOST_MONTHS: usize = 240;

impl History {
    /// Exposure at the end of each month and at the report date.
    pub(in crate::analysis) fn of(project: &Project, numbers: &[RiskNumbers]) -> Self {
        let report_date = project.report_date;
        let lives: Vec<(&Entry<Risk>, &RiskNumbers, Option<Life>)> =
            project.risks.iter().zip(numbers).map(|(risk, numbers)| (risk, numbers, Life::of(risk))).collect();
        let raised = project.risks.iter().filter_map(|risk| risk.raised);
        let days = raised.min().map(|first| month_ends(first, report_date)).unwrap_or_default();
        let exposure = days.into_iter().map(|day| {
            let open = lives.iter().filter(|(.., life)| life.as_ref().is_some_and(|life| life.is_open_on(day)));
            open.fold(Exposure { day, ..Exposure::default() }, |exposure, (risk, numbers, _)| exposure.with(risk, numbers))
        });
        let indices = |is: fn(&Risk) -> bool| {
            project.risks.iter().enumerate().filter(|(_, risk)| is(risk)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        Self {
            exposure: exposure.collect(),
            undated: indices(|risk| risk.raised.is_none() && risk.is_open()),
            ended_undated: indices(|risk| !risk.is_open() && risk.closed.is_none() && risk.occurred.is_none()),
        }
    }
}

/// Whether a risk is open at the report date. One whose first day nobody wrote down is in no history, but it is open today.
pub(super) fn is_open_now(risk: &Risk, report_date: Date) -> bool {
    Life::of(risk).is_some_and(|life| life.has_begun_by(report_date).unwrap_or(true) && !life.has_ended_by(report_date))
}

/// The days on which a risk is open.
struct Life {
    raised: Option<Date>,
    /// The day it was closed or occurred.
    ended: Option<Date>,
}

impl Life {
    /// `None` if it ended on a day that nobody wrote down.
    fn of(risk: &Risk) -> Option<Self> {
        let ended = [risk.closed, risk.occurred].into_iter().flatten().min();
        let has_ended = matches!(risk.status, Some(RiskStatus::Closed | RiskStatus::Occurred));
        if has_ended && ended.is_none() {
            return None;
        }
        Some(Self { raised: risk.raised, ended })
    }

    fn is_open_on(&self, day: Date) -> bool {
        self.has_begun_by(day) == Some(true) && !self.has_ended_by(day)
    }

    /// `None` if nobody wrote down when.
    fn has_begun_by(&self, day: Date) -> Option<bool> {
        self.raised.map(|raised| raised <= day)
    }

    fn has_ended_by(&self, day: Date) -> bool {
        self.ended.is_some_and(|ended| ended <= day)
    }
}

impl Exposure {
    fn with(mut self, risk: &Risk, numbers: &RiskNumbers) -> Self {
        if risk.is_opportunity() {
            self.opportunities += 1;
            return self;
        }
        let Some(risk_level) = numbers.level_on(self.day) else {
            self.unassessed += 1;
            return self;
        };
        for (count, level) in self.levels.iter_mut().zip(RiskLevel::ALL) {
            *count += usize::from(level == risk_level);
        }
        self.score += numbers.on(self.day).map_or(0, |assessed| assessed.score);
        self
    }

    /// How many threats are of a level.
    pub fn count(&self, level: RiskLevel) -> usize {
        self.levels.iter().zip(RiskLevel::ALL).find(|(_, this)| *this == level).map_or(0, |(count, _)| *count)
    }
}

/// The last day of each month from that of the first day on, as far as they are past; then the last day itself.
fn month_ends(first: Date, last: Date) -> Vec<Date> {
    let ends = (1..).map(|months| first.first_of_month().plus_months(months).plus(-1));
    let mut days: Vec<Date> = ends.take_while(|day| *day < last).take(12 * 9999).collect();
    if first <= last {
        days.push(last);
    }
    let cut = days.len().saturating_sub(MOST_MONTHS);
    days.split_off(cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};

    #[test]
    fn a_level_alone_is_in_the_levels_and_in_no_score() {
        let risks = "- {title: A, level: 高, raised: 2026-03-01}\n- {title: B, probability: 4, impact: 4, raised: 2026-03-01}\n- {title: C, raised: 2026-03-01}\n";
        let project = project(&[("risks.yaml", risks)], "2026-03-31");
        let now = *History::of(&project, &RiskNumbers::all(&project)).exposure.last().unwrap();
        assert_eq!((now.levels, now.unassessed, now.score), ([0, 0, 1, 1], 1, 16));
    }

    #[test]
    fn exposure_at_month_ends() {
        let risks = "
- {id: a, title: A, probability: 80%, impact: 5, raised: 2026-01-01, closed: 2026-03-15}
- {id: b, title: B, probability: 80%, impact: 5, raised: 2026-01-01, prevention: Second agency, reviewed: 2026-02-10, residual: {probability: 20%, impact: 2}}
- {id: c, title: C, raised: 2026-03-01}
- {id: o, title: O, kind: opportunity, probability: 60%, impact: 2, raised: 2026-01-01}
- {id: u, title: U, probability: 1, impact: 1}
- {id: e, title: E, probability: 1, impact: 1, raised: 2026-01-01, status: closed}
";
        let project = project(&[("risks.yaml", risks)], "2026-03-31");
        let history = History::of(&project, &RiskNumbers::all(&project));
        let expected = [("2026-01-31", [0, 0, 0, 2], 0, 50), ("2026-02-28", [0, 1, 0, 1], 0, 29), ("2026-03-31", [0, 1, 0, 0], 1, 4)];
        let expected =
            expected.map(|(on, levels, unassessed, score)| Exposure { day: day(on), levels, unassessed, score, opportunities: 1 });
        assert_eq!(history.exposure, expected);
        assert_eq!((history.undated, history.ended_undated), (vec![4], vec![5]));
        assert_eq!(history.exposure[0].count(RiskLevel::Critical), 2);
    }

    #[test]
    fn a_risk_is_open_from_its_first_day_until_the_day_before_it_ends() {
        let open = |fields: &str| {
            let project = project(&[("risks.yaml", &format!("- {{title: A, probability: 4, impact: 4, {fields}}}\n"))], "2026-03-31");
            let exposure = History::of(&project, &RiskNumbers::all(&project)).exposure;
            (exposure.len(), exposure.last().map(|now| now.score), is_open_now(&project.risks[0], project.report_date))
        };
        assert_eq!(open("raised: 2026-03-31"), (1, Some(16), true));
        assert_eq!(open("raised: 2026-03-01, closed: 2026-04-01"), (1, Some(16), true));
        assert_eq!(open("raised: 2026-03-01, closed: 2026-03-31"), (1, Some(0), false));
    }
}
