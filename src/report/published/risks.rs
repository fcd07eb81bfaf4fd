//! Risks.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::simulations::{EstimateReport, SimulationsReport};
use super::values::{Day, Exact, Wording};
use crate::analysis::risk::{Assessed, Effect, Exposure, Implausible, RiskLevel, RiskNumbers};
use crate::project::Kind;
use crate::text::Word;

/// The risks.
#[derive(Serialize, JsonSchema)]
pub(super) struct RisksReport {
    /// Each risk.
    risks: Vec<RiskReport>,
    /// What the open risks are expected to cost, internal ones included.
    expected_value: ExpectedValueReport,
    /// What the open risks may cost and delay together, internal ones included.
    simulations: Option<SimulationsReport>,
    /// Open risks at the end of each month from the first one raised, and at the report date.
    exposure: Vec<ExposureReport>,
    /// Open risks without the day they were raised, which are in no month.
    undated: Vec<String>,
    /// Closed or occurred risks without the day, which are in no month.
    ended_undated: Vec<String>,
}

/// The expected monetary value: chance × mean cost, opportunities subtracted.
#[derive(Serialize, JsonSchema)]
struct ExpectedValueReport {
    /// In all; none if no open risk has both a chance and a cost.
    total: Option<Exact>,
    /// How many open risks have both.
    costed: usize,
    /// How many risks are open.
    open: usize,
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
    /// Its level: that of its score, else the one that is recorded alone.
    level: Option<Word<RiskLevel>>,
    /// Why the residual assessment is hard to believe: worse or unexplained.
    implausible: Option<Word<Implausible>>,
    /// The chance of what is believed now, 0 to 1.
    chance: Option<Exact>,
    /// Its cost if it occurs.
    cost: Option<EstimateReport>,
    /// Its delay in working days if it occurs.
    delay: Option<EstimateReport>,
    /// Chance × mean cost of an open risk, negative for an opportunity.
    expected_value: Option<Exact>,
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
    /// The score's level.
    level: Word<RiskLevel>,
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
    /// Threats without a score and a level.
    unassessed: usize,
    /// The sum of the threats' scores.
    score: u32,
    /// Opportunities, which are in no sum.
    opportunities: usize,
}

pub(super) fn risks(source: Source<'_>) -> RisksReport {
    let analysis = &source.analysis;
    let value = &analysis.risk_value;
    let ids = |indices: &[usize]| indices.iter().filter_map(|index| source.id(Kind::Risks, *index)).collect();
    RisksReport {
        risks: source.records(Kind::Risks, &analysis.risks).filter_map(|(index, numbers)| risk(source, index, numbers)).collect(),
        expected_value: ExpectedValueReport { total: value.total.map(Exact), costed: value.each.len(), open: value.open },
        simulations: analysis.risk_simulations.as_ref().map(|simulations| SimulationsReport::of(source, simulations)),
        exposure: analysis.risk_history.exposure.iter().map(exposure).collect(),
        undated: ids(&analysis.risk_history.undated),
        ended_undated: ids(&analysis.risk_history.ended_undated),
    }
}

fn risk(source: Source<'_>, index: usize, numbers: &RiskNumbers) -> Option<RiskReport> {
    let risk = source.project.risks.get(index)?;
    let estimate = |effect: Effect| effect.of(risk, &source.project).ok().map(EstimateReport::from);
    Some(RiskReport {
        id: risk.id.to_string(),
        name: source.name(Kind::Risks, index),
        is_opportunity: risk.is_opportunity(),
        is_open: risk.is_open(),
        inherent: numbers.inherent.map(assessment),
        residual: numbers.residual.map(assessment),
        current: numbers.current.map(assessment),
        level: numbers.level.map(Word),
        implausible: numbers.implausible.map(Word),
        chance: numbers.chance.map(Exact),
        cost: estimate(Effect::Cost),
        delay: estimate(Effect::Delay),
        expected_value: source.analysis.risk_value.of_risk(index).map(Exact),
    })
}

fn exposure(exposure: &Exposure) -> ExposureReport {
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
}

const fn assessment(assessed: Assessed) -> Assessment {
    Assessment { probability: assessed.probability, impact: assessed.impact, score: assessed.score, level: Word(assessed.level) }
}
