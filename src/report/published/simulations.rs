//! What the open risks may cost and delay together.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::Exact;
use crate::analysis::risk::{Driver, Estimate, NotSimulated, RUNS, Simulation, Simulations};
use crate::project::Kind;
use crate::text::{Real, Word};

/// The simulations of cost and delay.
#[derive(Serialize, JsonSchema)]
pub(super) struct SimulationsReport {
    /// What they start from.
    seed: u64,
    /// How often everything is simulated.
    runs: usize,
    /// Money.
    cost: Outcome,
    /// Working days, as if nothing ran in parallel and no float took them up: an upper bound.
    delay: Outcome,
}

/// A simulation, or why there is none.
#[derive(Serialize, JsonSchema)]
struct Outcome {
    /// Why nothing was simulated: nothing-estimated or too-many.
    not_simulated: Option<Word<NotSimulated>>,
    /// The totals of the runs.
    simulation: Option<SimulationReport>,
}

/// The totals of all runs, opportunities subtracted.
#[derive(Serialize, JsonSchema)]
struct SimulationReport {
    /// Percentiles 0 to 100: the ⌈n·p/100⌉-th smallest total (type 1 of Hyndman and Fan).
    percentiles: Vec<Exact>,
    /// The mean of all runs.
    mean: Exact,
    /// The runs whose total is zero.
    runs_at_zero: usize,
    /// Every simulated risk that is published, the one that moves the total most first.
    drivers: Vec<DriverReport>,
    /// How many simulated risks are internal.
    drivers_not_published: usize,
    /// Open risks without a chance or an estimate.
    left_out: Vec<String>,
    /// What the reserve covers, if there is one.
    reserve: Option<ReserveReport>,
}

/// How much one risk moves the total.
#[derive(Serialize, JsonSchema)]
struct DriverReport {
    /// Its id.
    id: String,
    /// Chance × mean, negative for an opportunity.
    expected: Exact,
    /// The variance if it occurs, in units squared.
    variance: Real,
    /// Its part of the sum of variances, 0 to 1.
    share: Real,
    /// The 80th percentile of the same runs without it.
    p80_without: Exact,
}

/// What a reserve covers.
#[derive(Serialize, JsonSchema)]
struct ReserveReport {
    /// The reserve.
    amount: Exact,
    /// How many runs it is enough for.
    runs: usize,
    /// What is missing to the 80th percentile.
    shortfall: Exact,
}

/// Three points of a PERT distribution (λ = 4), and its mean.
#[derive(Serialize, JsonSchema)]
pub(super) struct EstimateReport {
    /// At the least.
    low: Exact,
    /// Most likely.
    likely: Exact,
    /// At the most.
    high: Exact,
    /// (low + 4 × likely + high)/6, to 6 decimals.
    mean: Exact,
}

impl SimulationsReport {
    pub(super) fn of(source: Source<'_>, simulations: &Simulations) -> Self {
        Self {
            seed: source.project.settings.risk.seed(),
            runs: RUNS,
            cost: outcome(source, &simulations.cost),
            delay: outcome(source, &simulations.delay),
        }
    }
}

impl From<Estimate> for EstimateReport {
    fn from(estimate: Estimate) -> Self {
        Self { low: Exact(estimate.low), likely: Exact(estimate.likely), high: Exact(estimate.high), mean: Exact(estimate.mean()) }
    }
}

fn outcome(source: Source<'_>, result: &Result<Simulation, NotSimulated>) -> Outcome {
    match result {
        Ok(simulation) => Outcome { not_simulated: None, simulation: Some(report(source, simulation)) },
        Err(why) => Outcome { not_simulated: Some(Word(*why)), simulation: None },
    }
}

fn report(source: Source<'_>, simulation: &Simulation) -> SimulationReport {
    let exact = |amount: Decimal| Exact(amount);
    let drivers: Vec<DriverReport> = simulation.drivers.iter().filter_map(|driver| driver_report(source, driver)).collect();
    SimulationReport {
        percentiles: simulation.curve().map(|(_, amount)| exact(amount)).collect(),
        mean: exact(simulation.mean),
        runs_at_zero: simulation.runs_at_zero,
        drivers_not_published: simulation.drivers.len() - drivers.len(),
        drivers,
        left_out: simulation.left_out.iter().filter_map(|index| source.id(Kind::Risks, *index)).collect(),
        reserve: simulation.cover.map(|cover| ReserveReport {
            amount: exact(cover.reserve),
            runs: cover.runs,
            shortfall: exact(cover.shortfall),
        }),
    }
}

fn driver_report(source: Source<'_>, driver: &Driver) -> Option<DriverReport> {
    Some(DriverReport {
        id: source.id(Kind::Risks, driver.index)?,
        expected: Exact(driver.expected),
        variance: Real(driver.estimate.variance()),
        share: Real(driver.share),
        p80_without: Exact(driver.p80_without),
    })
}
