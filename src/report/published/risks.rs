//! Risks.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Exact, Wording};
use crate::analysis::risk::{Assessed, RiskLevel};
use crate::project::Kind;

/// The risks.
#[derive(Serialize, JsonSchema)]
pub(super) struct RisksReport {
    /// Each risk.
    risks: Vec<RiskReport>,
    /// Open risks at the end of each month from the first one raised, and at the report date.
    exposure: Vec<ExposureReport>,
}

/// A risk.
#[derive(Serialize, JsonSchema)]
struct RiskReport {
    /// Its id.
    id: String,
    /// Its title, by language.
    name: Option<Wording>,
    /// Whether it is an opportunity; else a threat.
    is_opportunity: bool,
    /// Whether it is open at the report date.
    is_open: bool,
    /// Before any response.
    inherent: Option<Assessment>,
    /// After the response.
    residual: Option<Assessment>,
    /// What is believed now.
    current: Option<Assessment>,
    /// The chance of what is believed now, 0 to 1.
    chance: Option<Exact>,
}

/// Probability and impact, and what follows.
#[derive(Serialize, JsonSchema)]
struct Assessment {
    /// The step of the probability, 1 being the least.
    probability: u8,
    /// The step of the impact.
    impact: u8,
    /// Probability × impact.
    score: u32,
    /// The score's level: low, medium, high or critical.
    level: &'static str,
}

/// The open risks on a day.
#[derive(Serialize, JsonSchema)]
struct ExposureReport {
    /// The day.
    date: Day,
    /// Threats of each level.
    low: usize,
    /// Threats of each level.
    medium: usize,
    /// Threats of each level.
    high: usize,
    /// Threats of each level.
    critical: usize,
    /// Threats without a score.
    unassessed: usize,
    /// The sum of the threats' scores.
    score: u32,
    /// Opportunities, which are in no sum.
    opportunities: usize,
}

pub(super) fn risks(source: Source<'_>) -> RisksReport {
    let risk = |(index, numbers): (usize, &crate::analysis::risk::RiskNumbers)| {
        let risk = source.project.risks.get(index)?;
        Some(RiskReport {
            id: risk.id.clone(),
            name: source.name(Kind::Risks, index),
            is_opportunity: risk.is_opportunity(),
            is_open: risk.is_open(),
            inherent: numbers.inherent.map(assessment),
            residual: numbers.residual.map(assessment),
            current: numbers.current.map(assessment),
            chance: numbers.chance.map(Exact),
        })
    };
    let exposure = source.analysis.risk_history.exposure.iter().map(|exposure| {
        let [low, medium, high, critical] = exposure.levels;
        ExposureReport {
            date: Day(exposure.day),
            low,
            medium,
            high,
            critical,
            unassessed: exposure.unassessed,
            score: exposure.score,
            opportunities: exposure.opportunities,
        }
    });
    RisksReport { exposure: exposure.collect(), risks: source.published(Kind::Risks, &source.analysis.risks).filter_map(risk).collect() }
}

const fn assessment(assessed: Assessed) -> Assessment {
    Assessment {
        probability: assessed.probability,
        impact: assessed.impact,
        score: assessed.score,
        level: match assessed.level {
            RiskLevel::Low => "low",
            RiskLevel::Medium => "medium",
            RiskLevel::High => "high",
            RiskLevel::Critical => "critical",
        },
    }
}
