//! What is believed of a risk: score, level, chance (`docs/numbers.md §5.1, §5.2`).

use rust_decimal::Decimal;

use crate::both;
use crate::calendar::Date;
use crate::project::registers::risks::{Risk, Strategy};
use crate::project::registers::words::{Severity, WorkStatus};
use crate::project::settings::RiskInfo;
use crate::project::types::Level;
use crate::project::{Found, Kind, Project, RecordId};
use crate::text::Message;

/// The level of a score, from the settings' least scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskLevel {
    /// Below the others.
    Low,
    /// From 4 on, on 5 × 5.
    Medium,
    /// From 8 on.
    High,
    /// From 15 on.
    Critical,
}

/// Probability and impact as steps of the project's scale, and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessed {
    /// The step of the probability, 1 being the least.
    pub probability: u8,
    /// The step of the impact.
    pub impact: u8,
    /// Probability × impact.
    pub score: u32,
    /// The score's level.
    pub level: RiskLevel,
}

/// Why a residual assessment is hard to believe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Implausible {
    /// The response makes it worse: a threat grows, an opportunity shrinks.
    Worse,
    /// A threat shrinks although nothing is done about it.
    Unexplained,
}

/// The numbers of one risk at the report date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskNumbers {
    /// Before any response; `None` if probability or impact is missing.
    pub inherent: Option<Assessed>,
    /// After the response.
    pub residual: Option<Assessed>,
    /// What is believed now.
    pub current: Option<Assessed>,
    /// Its level: that of the score, else the one that is recorded alone, which gives no score.
    pub level: Option<RiskLevel>,
    /// The chance of what is believed now, 0 to 1, exact.
    pub chance: Option<Decimal>,
    /// Why the residual assessment is hard to believe.
    pub implausible: Option<Implausible>,
    reviewed: Option<Date>,
    /// The level that is recorded without probability and impact.
    alone: Option<RiskLevel>,
}

impl RiskLevel {
    /// Every level, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The label: "Critical", 「严重」.
    pub const fn label(self) -> Message {
        match self {
            Self::Low => both!("Low", "低"),
            Self::Medium => both!("Medium", "中"),
            Self::High => both!("High", "高"),
            Self::Critical => both!("Critical", "严重"),
        }
    }

    /// The level of a score.
    ///
    /// Source: National Patient Safety Agency, *A risk matrix for risk managers* (2008), unless the settings say otherwise.
    pub fn of(score: u32, settings: &RiskInfo) -> Self {
        let first = settings.first_scores();
        match score {
            score if score >= first.critical => Self::Critical,
            score if score >= first.high => Self::High,
            score if score >= first.medium => Self::Medium,
            _ => Self::Low,
        }
    }
}

impl From<Severity> for RiskLevel {
    fn from(word: Severity) -> Self {
        match word {
            Severity::Low => Self::Low,
            Severity::Medium => Self::Medium,
            Severity::High => Self::High,
            Severity::Critical => Self::Critical,
        }
    }
}

impl Assessed {
    /// `None` if probability or impact is missing or beyond the scale.
    pub fn of(probability: Option<&Level>, impact: Option<&Level>, settings: &RiskInfo) -> Option<Self> {
        let step = |level: &Level| level.step(settings.steps(), &settings.bounds());
        let (probability, impact) = (step(probability?)?, step(impact?)?);
        let score = u32::from(probability) * u32::from(impact);
        Some(Self { probability, impact, score, level: RiskLevel::of(score, settings) })
    }
}

impl RiskNumbers {
    /// The numbers of every risk, by its place in the register.
    pub(in crate::analysis) fn all(project: &Project) -> Vec<Self> {
        let relieved = relieved_by_actions(project);
        project.risks.iter().zip(relieved).map(|(risk, is_relieved)| Self::of(risk, is_relieved, project)).collect()
    }

    fn of(risk: &Risk, is_relieved: bool, project: &Project) -> Self {
        let settings = &project.settings.risk;
        let remaining = risk.residual.as_ref().map_or((None, None), |residual| (residual.probability.as_ref(), residual.impact.as_ref()));
        let inherent = Assessed::of(risk.probability.as_ref(), risk.impact.as_ref(), settings);
        let residual = Assessed::of(remaining.0, remaining.1, settings);
        let implausible = inherent.zip(residual).and_then(|(inherent, residual)| implausible(risk, inherent, residual, is_relieved));
        let mut numbers =
            Self { inherent, residual, current: None, level: None, chance: None, implausible, reviewed: risk.reviewed, alone: None };
        numbers.current = numbers.on(project.report_date);
        numbers.alone = risk.level.map(RiskLevel::from);
        numbers.level = numbers.level_on(project.report_date);
        let probability = if numbers.believes_residual(project.report_date) { remaining.0 } else { risk.probability.as_ref() };
        numbers.chance = probability.and_then(|level| level.chance(settings.steps(), &settings.bounds()));
        numbers
    }

    /// What was believed on a day: before the review that found the residual assessment, the inherent one.
    pub fn on(&self, day: Date) -> Option<Assessed> {
        if self.believes_residual(day) { self.residual } else { self.inherent }
    }

    /// Its level on a day.
    pub fn level_on(&self, day: Date) -> Option<RiskLevel> {
        self.on(day).map(|assessed| assessed.level).or(self.alone)
    }

    /// A threat that shrinks unexplained, and an opportunity that shrinks, is taken as it was.
    fn believes_residual(&self, day: Date) -> bool {
        let is_known = self.reviewed.is_none_or(|reviewed| reviewed <= day);
        let scores = self.residual.zip(self.inherent);
        let is_lower = scores.is_some_and(|(residual, inherent)| residual.score < inherent.score);
        self.residual.is_some() && is_known && !(is_lower && self.implausible.is_some())
    }
}

fn implausible(risk: &Risk, inherent: Assessed, residual: Assessed, is_relieved: bool) -> Option<Implausible> {
    let (grows, shrinks) = (residual.score > inherent.score, residual.score < inherent.score);
    let is_explained = is_relieved || !risk.prevention.is_empty() || risk.strategy == Some(Strategy::Transfer);
    match (risk.is_opportunity(), is_explained) {
        (false, _) if grows => Some(Implausible::Worse),
        (true, _) if shrinks => Some(Implausible::Worse),
        (false, false) if shrinks => Some(Implausible::Unexplained),
        _ => None,
    }
}

/// For each risk, whether an action of its own or of the register of actions is finished.
fn relieved_by_actions(project: &Project) -> Vec<bool> {
    let is_done = |status: Option<WorkStatus>, done_on: Option<Date>| {
        done_on.map_or(status == Some(WorkStatus::Done), |day| day <= project.report_date)
    };
    let mut relieved: Vec<bool> =
        project.risks.iter().map(|risk| risk.actions.iter().any(|action| is_done(action.status, action.done_on))).collect();
    for action in project.actions.iter().filter(|action| is_done(action.status, action.done_on)) {
        let from = action.from.as_ref().map(|from| project.resolve(&from.reference()));
        for RecordId { index, .. } in from.iter().flat_map(Found::all).filter(|id| id.kind == Kind::Risks) {
            if let Some(relieved) = relieved.get_mut(*index) {
                *relieved = true;
            }
        }
    }
    relieved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn level(scale: u8, score: u32) -> RiskLevel {
        let settings = format!("risk: {{scale: {scale}}}\n");
        RiskLevel::of(score, &project(&[("alongside.yaml", &settings)], "2026-01-01").settings.risk)
    }

    #[test]
    fn levels_of_five_and_of_three_steps() {
        use RiskLevel::{Critical, High, Low, Medium};
        for (scores, expected) in [([1, 2, 3], Low), ([4, 5, 6], Medium), ([8, 10, 12], High), ([15, 20, 25], Critical)] {
            assert_eq!(scores.map(|score| level(5, score)), [expected; 3]);
        }
        assert_eq!([1, 2, 3, 4, 6, 9].map(|score| level(3, score)), [Low, Medium, High, High, Critical, Critical]);
    }

    fn numbers(fields: &str) -> RiskNumbers {
        let risks = format!("- {{title: Late, {fields}}}\n");
        RiskNumbers::all(&project(&[("risks.yaml", &risks)], "2026-03-31")).remove(0)
    }

    fn scores(fields: &str) -> (Option<u32>, Option<Implausible>) {
        let numbers = numbers(fields);
        (numbers.current.map(|current| current.score), numbers.implausible)
    }

    #[test]
    fn an_improvement_that_nothing_explains_is_not_believed() {
        let better = "probability: 4, impact: 5, residual: {probability: 2, impact: 3}";
        assert_eq!(scores(better), (Some(20), Some(Implausible::Unexplained)));
        assert_eq!(scores(&format!("{better}, prevention: Second agency")), (Some(6), None));
        assert_eq!(scores(&format!("{better}, strategy: transfer")), (Some(6), None));
        assert_eq!(scores(&format!("{better}, actions: [{{what: Sign, status: done}}]")), (Some(6), None));
        let worse = "probability: 2, impact: 2, residual: {probability: 4, impact: 3}";
        assert_eq!(scores(worse), (Some(12), Some(Implausible::Worse)), "the higher one counts meanwhile");
        assert_eq!(scores(&format!("{better}, kind: opportunity")), (Some(20), Some(Implausible::Worse)));
    }

    #[test]
    fn no_score_is_never_nought() {
        assert_eq!(scores("probability: 4"), (None, None));
        assert_eq!(scores("probability: 4, impact: 2, residual: {probability: 1}"), (Some(8), None));
        assert_eq!(numbers("probability: 80%, impact: 2").chance, Some(Decimal::new(8, 1)));
        assert_eq!(numbers("probability: 2, impact: 2").chance, Some(Decimal::new(2, 1)));
    }

    #[test]
    fn a_level_alone_gives_no_score() {
        let alone = numbers("level: high");
        assert_eq!((alone.level, alone.current, alone.chance), (Some(RiskLevel::High), None, None));
        let scored = numbers("level: low, probability: 5, impact: 5");
        assert_eq!(scored.level, Some(RiskLevel::Critical), "probability and impact are believed");
    }

    #[test]
    fn between_two_steps_the_higher_one_counts() {
        let score = |fields: &str| scores(fields).0;
        assert_eq!(
            (score("probability: 3-4, impact: 2"), score("probability: 中高, impact: 2"), score("probability: medium to high, impact: 2")),
            (Some(8), Some(8), Some(8))
        );
        assert_eq!(numbers("probability: 3-4, impact: 2").chance, Some(Decimal::new(6, 1)));
    }

    #[test]
    fn a_finished_action_of_the_register_explains_too() {
        let risks = "- {id: R-1, title: Late, probability: 4, impact: 5, residual: {probability: 1, impact: 1}}\n";
        let actions = "- {what: Sign, from: R-1, done_on: 2026-03-01}\n";
        let numbers = RiskNumbers::all(&project(&[("risks.yaml", risks), ("actions.yaml", actions)], "2026-03-31"));
        assert_eq!(numbers[0].implausible, None);
    }

    #[test]
    fn what_is_done_or_looked_at_on_the_report_date_counts() {
        let better = "probability: 4, impact: 5, residual: {probability: 2, impact: 3}";
        let after_action = |day: &str| scores(&format!("{better}, actions: [{{what: Sign, done_on: {day}}}]")).0;
        assert_eq!(["2026-03-31", "2026-04-01"].map(after_action), [Some(6), Some(20)]);
        let after_review = |day: &str| scores(&format!("{better}, strategy: transfer, reviewed: {day}")).0;
        assert_eq!(["2026-03-31", "2026-04-01"].map(after_review), [Some(6), Some(20)]);
    }
}
