//! What the open risks may cost and delay together, simulated (`docs/numbers.md §5.6`).

use rayon::prelude::*;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::assessment::RiskNumbers;
use super::draws::{pert_samples, uniforms};
use super::estimate::{Effect, Estimate, float};
use super::expected::expected_of;
use super::exposure::is_open_now;
use crate::analysis::numbers::{nearest_rank, rank};
use crate::project::Project;

/// How often everything is simulated.
pub const RUNS: usize = 10_000;

/// With more risks than this nothing is simulated.
pub const MOST_RISKS: usize = 2_000;

/// Both simulations.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulations {
    /// Money.
    pub cost: Result<Simulation, NotSimulated>,
    /// Working days, as if nothing ran in parallel and no float took them up: an upper bound.
    pub delay: Result<Simulation, NotSimulated>,
}

/// Why nothing was simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSimulated {
    /// No open risk has both a chance and an estimate.
    Nothing,
    /// There are more than [`MOST_RISKS`]: so many.
    TooMany(usize),
}

/// The totals of [`RUNS`] runs. In each run every risk occurs with its chance, by itself, and then costs or delays what its
/// PERT distribution gives; opportunities subtract.
///
/// Sources: AACE International, Recommended Practices 41R-08 and 57R-09; Hulett, *Integrated Cost-Schedule Risk Analysis*.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    percentiles: Vec<Decimal>,
    /// The mean of all runs.
    pub mean: Decimal,
    /// The runs whose total is zero.
    pub runs_at_zero: usize,
    /// Every simulated risk, the one that moves the total most first.
    pub drivers: Vec<Driver>,
    /// Open risks without a chance or an estimate, by their places in the register.
    pub left_out: Vec<usize>,
    /// What the project's reserve covers, if it has one.
    pub cover: Option<Cover>,
}

/// How much one risk moves the total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// The risk's place in the register.
    pub index: usize,
    /// Its chance, 0 to 1.
    pub chance: Decimal,
    /// Low, likely and high if it occurs.
    pub estimate: Estimate,
    /// Chance × mean, negative for an opportunity.
    pub expected: Decimal,
    /// Its part of the sum of variances, 0 to 1.
    pub share: f64,
    /// The 80th percentile of the same runs without it.
    pub p80_without: Decimal,
}

/// What a reserve covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The reserve.
    pub reserve: Decimal,
    /// How many runs it is enough for.
    pub runs: usize,
    /// What is missing to the 80th percentile; zero if nothing is.
    pub shortfall: Decimal,
}

impl Simulations {
    /// Simulates cost and delay of the risks that are open at the report date.
    pub(in crate::analysis) fn of(project: &Project, numbers: &[RiskNumbers]) -> Self {
        let reserve = project.settings.risk.reserve.as_ref();
        let money = reserve.and_then(|reserve| reserve.cost.as_ref()).and_then(|amount| project.settings.project.own(amount));
        let days = reserve.and_then(|reserve| reserve.delay).map(|days| days.0);
        Self { cost: Simulation::of(project, numbers, Effect::Cost, money), delay: Simulation::of(project, numbers, Effect::Delay, days) }
    }
}

impl Simulation {
    fn of(project: &Project, numbers: &[RiskNumbers], effect: Effect, reserve: Option<Decimal>) -> Result<Self, NotSimulated> {
        let open = project.risks.iter().zip(numbers).enumerate().filter(|(_, (risk, _))| is_open_now(risk, project.report_date));
        let (mut subjects, mut left_out) = (Vec::new(), Vec::new());
        for (index, (risk, numbers)) in open {
            match (numbers.chance, effect.of(risk, project)) {
                (Some(chance), Ok(estimate)) => {
                    let (id, is_opportunity) = (risk.id.nfc().collect(), risk.is_opportunity());
                    subjects.push(Subject { index, id, is_opportunity, chance, estimate });
                }
                _ => left_out.push(index),
            }
        }
        match subjects.len() {
            0 => Err(NotSimulated::Nothing),
            1..=MOST_RISKS => Ok(simulate(&subjects, left_out, effect, project.settings.risk.seed(), reserve)),
            count => Err(NotSimulated::TooMany(count)),
        }
    }

    /// A percentile of the totals, 0 to 100: a total that really occurred, type 1 of Hyndman and Fan, *Sample Quantiles in
    /// Statistical Packages* (1996).
    pub fn percentile(&self, per_cent: usize) -> Decimal {
        self.percentiles.get(per_cent).or(self.percentiles.last()).copied().unwrap_or_default()
    }

    /// The percentiles 0 to 100: the S-curve.
    pub fn curve(&self) -> impl Iterator<Item = (usize, Decimal)> {
        self.percentiles.iter().copied().enumerate()
    }

    /// What is known of one risk, by its place in the register.
    pub fn driver(&self, index: usize) -> Option<&Driver> {
        self.drivers.iter().find(|driver| driver.index == index)
    }
}

/// A risk that is simulated.
struct Subject {
    index: usize,
    id: String,
    is_opportunity: bool,
    chance: Decimal,
    estimate: Estimate,
}

impl Subject {
    /// What it adds to each run, in the smallest units.
    fn draw(&self, effect: Effect, seed: u64) -> Vec<i64> {
        let chance = float(self.chance);
        let sign = if self.is_opportunity { -1 } else { 1 };
        let occurs = uniforms(seed, &format!("{}|occurs", self.id)).map(|uniform| uniform < chance);
        let amounts = pert_samples(seed, &format!("{}|{}", self.id, effect.name()), &self.estimate, effect.units());
        occurs.zip(amounts).map(|(occurs, amount)| if occurs { sign * amount } else { 0 }).take(RUNS).collect()
    }

    /// The variance of what it adds: p(σ² + μ²) − (pμ)².
    fn variance(&self) -> f64 {
        let (chance, mean) = (float(self.chance), self.estimate.mean_float());
        chance * (self.estimate.variance() + mean * mean) - (chance * mean) * (chance * mean)
    }
}

fn simulate(subjects: &[Subject], left_out: Vec<usize>, effect: Effect, seed: u64, reserve: Option<Decimal>) -> Simulation {
    let draws: Vec<Vec<i64>> = subjects.par_iter().map(|subject| subject.draw(effect, seed)).collect();
    let mut totals = vec![0_i128; RUNS];
    for draws in &draws {
        totals.iter_mut().zip(draws).for_each(|(total, draw)| *total += i128::from(*draw));
    }
    let mut sorted = totals.clone();
    sorted.sort_unstable();
    let amount = |units: i128| Decimal::try_from_i128_with_scale(units, effect.places()).unwrap_or(Decimal::MAX);
    let percentile = |per_cent| amount(nearest_rank(&sorted, per_cent).unwrap_or_default());
    Simulation {
        mean: amount(totals.iter().sum()).checked_div(Decimal::from(RUNS)).unwrap_or_default().normalize(),
        runs_at_zero: totals.iter().filter(|total| **total == 0).count(),
        drivers: drivers(subjects, &draws, &totals, amount),
        cover: reserve.map(|reserve| Cover {
            reserve,
            runs: sorted.partition_point(|total| amount(*total) <= reserve),
            shortfall: percentile(80).saturating_sub(reserve).max(Decimal::ZERO),
        }),
        percentiles: (0..=100).map(percentile).collect(),
        left_out,
    }
}

/// Every risk by its share of the sum of variances, the greatest first; those of one share by their ids.
fn drivers(subjects: &[Subject], draws: &[Vec<i64>], totals: &[i128], amount: impl Fn(i128) -> Decimal + Sync) -> Vec<Driver> {
    let mut variances: Vec<f64> = subjects.iter().map(Subject::variance).collect();
    variances.sort_by(f64::total_cmp);
    let sum: f64 = variances.iter().sum();
    let driver = |(subject, draws): (&Subject, &Vec<i64>)| {
        let mut without: Vec<i128> = totals.iter().zip(draws).map(|(total, draw)| total - i128::from(*draw)).collect();
        let (_, p80, _) = without.select_nth_unstable(rank(RUNS, 80));
        Driver {
            index: subject.index,
            chance: subject.chance,
            estimate: subject.estimate,
            expected: expected_of(subject.chance, &subject.estimate, subject.is_opportunity),
            share: if sum > 0.0 { subject.variance() / sum } else { 0.0 },
            p80_without: amount(*p80),
        }
    };
    let mut drivers: Vec<(&str, Driver)> = subjects.par_iter().zip(draws).map(|pair| (pair.0.id.as_str(), driver(pair))).collect();
    drivers.sort_by(|(id, one), (other_id, other)| other.share.total_cmp(&one.share).then(id.cmp(other_id)));
    drivers.into_iter().map(|(_, driver)| driver).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::testing::project;

    fn simulations(files: &[(&str, &str)]) -> Simulations {
        let project = project(files, "2026-03-31");
        Simulations::of(&project, &RiskNumbers::all(&project))
    }

    fn cost(risks: &str) -> Simulation {
        simulations(&[("risks.yaml", risks)]).cost.unwrap()
    }

    const THREE: [&str; 3] = [
        "- {id: R-1, title: a, probability: 30%, cost: {low: 100, likely: 300, high: 900}}\n",
        "- {id: R-2, title: b, probability: 60%, cost: 250}\n",
        "- {id: 风险-3, title: c, kind: opportunity, probability: 2, cost: {low: 50, high: 80}}\n",
    ];

    #[test]
    fn a_certain_cost_is_in_every_run() {
        let simulation = cost("- {title: x, probability: 100%, cost: 50}\n- {title: y, probability: 0%, cost: 70}\n");
        assert_eq!([0, 50, 100].map(|per_cent| simulation.percentile(per_cent)), [Decimal::from(50); 3]);
        assert_eq!((simulation.mean, simulation.runs_at_zero), (Decimal::from(50), 0));
        assert!(simulation.drivers[0].share.abs() < f64::EPSILON);
    }

    #[test]
    fn without_anything_to_simulate_there_is_no_number() {
        let simulations = simulations(&[("risks.yaml", "- {title: x, probability: 50%, cost: 5}\n- {title: y, probability: 50%}\n")]);
        assert_eq!(simulations.cost.unwrap().left_out, [1]);
        assert_eq!(simulations.delay, Err(NotSimulated::Nothing));
    }

    #[test]
    fn too_many_risks_are_not_simulated() {
        let risks: Vec<String> = (0..=MOST_RISKS).map(|n| format!("- {{id: R-{n}, title: x, probability: 50%, delay: 5}}\n")).collect();
        assert_eq!(simulations(&[("risks.yaml", &risks.concat())]).delay, Err(NotSimulated::TooMany(MOST_RISKS + 1)));
    }

    #[test]
    fn the_reserve_covers_the_runs_up_to_it() {
        let risks = ("risks.yaml", "- {title: x, probability: 30%, cost: 50, delay: 4}\n");
        let of = |reserve: &str| simulations(&[("alongside.yaml", reserve), risks]);
        let covered = of("risk: {reserve: {cost: 49.99, delay: 4}}\n");
        let cover = covered.cost.as_ref().unwrap().cover.unwrap();
        assert_eq!((cover.runs, cover.shortfall), (covered.cost.unwrap().runs_at_zero, Decimal::new(1, 2)));
        assert_eq!(covered.delay.unwrap().cover.map(|cover| (cover.runs, cover.shortfall)), Some((RUNS, Decimal::ZERO)));
        assert_eq!(of("risk: {appetite: 9}\n").cost.unwrap().cover, None);
        assert_eq!(of("project: {currency: CNY}\nrisk: {reserve: {cost: US$5}}\n").cost.unwrap().cover, None);
    }

    #[test]
    fn a_new_risk_leaves_the_draws_of_the_others_as_they_were() {
        let (before, after) = (cost(&THREE[..2].concat()), cost(&THREE.concat()));
        let newcomer = after.drivers.iter().find(|driver| driver.index == 2).unwrap();
        assert_eq!(newcomer.p80_without, before.percentile(80));
    }

    #[test]
    fn the_seed_decides() {
        let of = |settings: &str| simulations(&[("alongside.yaml", settings), ("risks.yaml", THREE[0])]).cost.unwrap().mean;
        assert_eq!(of("risk: {seed: 1}\n"), of("risk: {appetite: 9}\n"));
        assert_ne!(of("risk: {seed: 1}\n"), of("risk: {seed: 18446744073709551615}\n"));
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| cost(&THREE.concat()))
        };
        assert_eq!(on(1), on(8));
    }

    /// Risks as YAML lines: id, chance in per cent, three points.
    fn risks() -> impl Strategy<Value = Vec<(u32, u32, [u32; 3], bool)>> {
        let points = prop::array::uniform3(0_u32..100_000).prop_map(|mut points| {
            points.sort_unstable();
            points
        });
        prop::collection::btree_map(0_u32..1000, (0_u32..=100, points, any::<bool>()), 1..6)
            .prop_map(|risks| risks.into_iter().map(|(id, (chance, points, helps))| (id, chance, points, helps)).collect())
    }

    fn yaml(risks: &[(u32, u32, [u32; 3], bool)], factor: u32) -> String {
        let line = |(id, chance, points, helps): &(u32, u32, [u32; 3], bool)| {
            let [low, likely, high] = points.map(|point| point * factor);
            let kind = if *helps { "opportunity" } else { "threat" };
            format!(
                "- {{id: R-{id}, title: x, kind: {kind}, probability: {chance}%, cost: {{low: {low}, likely: {likely}, high: {high}}}}}\n"
            )
        };
        risks.iter().map(line).collect()
    }

    fn both(text: &str) -> (crate::analysis::risk::ExpectedValue, Simulation) {
        let project = project(&[("risks.yaml", text)], "2026-03-31");
        let numbers = RiskNumbers::all(&project);
        (crate::analysis::risk::ExpectedValue::of(&project, &numbers), Simulations::of(&project, &numbers).cost.unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

        #[test]
        fn the_order_of_records_changes_nothing(risks in risks()) {
            let turned: Vec<_> = risks.iter().copied().rev().collect();
            let ((expected, simulation), (other_expected, mut other)) = (both(&yaml(&risks, 1)), both(&yaml(&turned, 1)));
            prop_assert_eq!(expected.total, other_expected.total);
            for driver in &mut other.drivers {
                driver.index = risks.len() - 1 - driver.index;
            }
            prop_assert_eq!(simulation, other);
        }

        #[test]
        fn ten_times_the_money_is_ten_times_the_expected_value(risks in risks()) {
            let (once, tenfold) = (both(&yaml(&risks, 1)).0, both(&yaml(&risks, 10)).0);
            let difference = once.total.unwrap() * Decimal::TEN - tenfold.total.unwrap();
            prop_assert!(difference.abs() <= Decimal::new(5, 6), "{} and {}", once.total.unwrap(), tenfold.total.unwrap());
        }

        #[test]
        fn percentiles_rise(risks in risks()) {
            let simulation = both(&yaml(&risks, 1)).1;
            let curve: Vec<Decimal> = simulation.curve().map(|(_, amount)| amount).collect();
            prop_assert_eq!(curve.len(), 101);
            prop_assert!(curve.is_sorted());
            let shares: f64 = simulation.drivers.iter().map(|driver| driver.share).sum();
            prop_assert!(shares.abs() < 1e-9 || (shares - 1.0).abs() < 1e-9, "{shares}");
        }
    }

    #[test]
    fn a_driver_is_found_by_the_place_of_its_risk() {
        let simulation = cost(&THREE.concat());
        assert_eq!([0, 1, 2, 3].map(|at| simulation.driver(at).map(|driver| driver.index)), [Some(0), Some(1), Some(2), None]);
    }
}
