//! The numbers behind the charts of risks as CSV files.

use rust_decimal::Decimal;

use super::csv::table;
use crate::analysis::money::plain;
use crate::analysis::risk::{Effect, Exposure, RiskLevel, Simulation};
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;

const EXPOSURE: [&str; 8] = ["day", "critical", "high", "medium", "low", "no_score", "opportunities", "sum_of_scores"];

const DRIVERS: [&str; 9] = ["of", "risk", "chance", "low", "likely", "high", "chance_times_mean", "share_of_variance", "p80_without"];

/// Exposure by month, percentiles of the simulations, and the risks that drive them; each only if there is something to tell.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let simulations = whole.analysis.risk_simulations.as_ref();
    let cost = simulations.and_then(|simulations| simulations.cost.as_ref().ok());
    let delay = simulations.and_then(|simulations| simulations.delay.as_ref().ok());
    let mut files = Vec::new();
    if !whole.analysis.risk_history.exposure.is_empty() {
        files.push(file("data/risk-exposure.csv", &EXPOSURE, exposure(&whole.analysis.risk_history.exposure)));
    }
    if cost.is_some() || delay.is_some() {
        files.push(file("data/risk-simulation.csv", &["per_cent", "cost", "delay_working_days"], percentiles(cost, delay)));
        files.push(file("data/risk-drivers.csv", &DRIVERS, drivers(whole, [(Effect::Cost, cost), (Effect::Delay, delay)])));
    }
    files
}

type Rows = Vec<Vec<String>>;

fn file(path: &str, header: &[&str], rows: Rows) -> OutputFile {
    made(path.to_owned(), table(header, rows).into_bytes())
}

fn exposure(exposure: &[Exposure]) -> Rows {
    let row = |exposure: &Exposure| {
        let levels = RiskLevel::ALL.into_iter().rev().map(|level| exposure.count(level).to_string());
        let others = [exposure.unassessed.to_string(), exposure.opportunities.to_string(), exposure.score.to_string()];
        std::iter::once(exposure.day.to_string()).chain(levels).chain(others).collect()
    };
    exposure.iter().map(row).collect()
}

fn percentiles(cost: Option<&Simulation>, delay: Option<&Simulation>) -> Rows {
    let at = |simulation: Option<&Simulation>, per_cent| text(simulation.map(|simulation| simulation.percentile(per_cent)));
    let row = |per_cent: usize| vec![per_cent.to_string(), at(cost, per_cent), at(delay, per_cent)];
    (0..=100).map(row).collect()
}

fn drivers(whole: &SiteContext<'_>, simulations: [(Effect, Option<&Simulation>); 2]) -> Rows {
    let mut rows = Vec::new();
    for (effect, simulation) in simulations {
        for driver in simulation.into_iter().flat_map(|simulation| &simulation.drivers) {
            let Some(risk) = whole.project.risks.get(driver.index) else { continue };
            let of = driver.estimate;
            let amounts = [driver.chance, of.low, of.likely, of.high, driver.expected].map(|amount| text(Some(amount)));
            let share = format!("{:.6}", driver.share);
            let start = [effect.name().to_owned(), risk.id.to_string()];
            rows.push(start.into_iter().chain(amounts).chain([share, text(Some(driver.p80_without))]).collect());
        }
    }
    rows
}

fn text(amount: Option<Decimal>) -> String {
    amount.map(plain).unwrap_or_default()
}
