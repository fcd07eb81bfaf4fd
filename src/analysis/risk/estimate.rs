//! What a risk would cost or delay if it happened: three points, and what follows from them (`docs/numbers.md §5.3, §5.4`).

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::analysis::money::part;
use crate::project::Project;
use crate::project::registers::risks::Risk;

/// The weights of low, likely and high add up to it.
pub(super) const SIX: Decimal = Decimal::from_parts(6, 0, 0, false, 0);

/// What a risk does if it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It costs money, in the project's currency.
    Cost,
    /// It delays, in working days.
    Delay,
}

/// Low ≤ likely ≤ high, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// At the least.
    pub low: Decimal,
    /// Most likely.
    pub likely: Decimal,
    /// At the most.
    pub high: Decimal,
}

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEstimate {
    /// Nothing is recorded.
    Missing,
    /// Not low ≤ likely ≤ high.
    OutOfOrder,
    /// In another currency than the project's.
    Foreign,
}

impl Effect {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Cost, Self::Delay];

    /// Its word in a record, and in the name of a stream of random numbers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Delay => "delay",
        }
    }

    /// The decimals to which it is simulated: hundredths of the currency, thousandths of a working day.
    pub const fn places(self) -> u32 {
        match self {
            Self::Cost => 2,
            Self::Delay => 3,
        }
    }

    /// How many of the smallest units a whole one has.
    pub const fn units(self) -> u32 {
        10_u32.pow(self.places())
    }

    /// What is estimated of a risk.
    pub fn of(self, risk: &Risk, project: &Project) -> Result<Estimate, NoEstimate> {
        match self {
            Self::Cost => {
                let range = risk.cost.as_ref().ok_or(NoEstimate::Missing)?;
                let own = |amount| project.settings.project.own(amount);
                let amounts = [&range.low, &range.likely, &range.high];
                if amounts.into_iter().flatten().any(|amount| own(amount).is_none()) {
                    return Err(NoEstimate::Foreign);
                }
                let [low, likely, high] = amounts.map(|amount| amount.as_ref().and_then(own));
                Estimate::of(low, likely, high)
            }
            Self::Delay => {
                let range = risk.delay.as_ref().ok_or(NoEstimate::Missing)?;
                let [low, likely, high] = [range.low, range.likely, range.high].map(|days| days.and_then(|days| as_written(days.0)));
                Estimate::of(low, likely, high)
            }
        }
    }
}

impl Estimate {
    /// The likely value is the middle of both ends unless it is recorded; an end that is missing equals the likely value.
    fn of(low: Option<Decimal>, likely: Option<Decimal>, high: Option<Decimal>) -> Result<Self, NoEstimate> {
        let middle = || low.zip(high).map(|(low, high)| low + (high - low) / Decimal::TWO);
        let likely = likely.or_else(middle).or(low).or(high).ok_or(NoEstimate::Missing)?;
        let (low, high) = (low.unwrap_or(likely), high.unwrap_or(likely));
        if low <= likely && likely <= high { Ok(Self { low, likely, high }) } else { Err(NoEstimate::OutOfOrder) }
    }

    /// Low + 4 × likely + high: six times the mean, exact.
    pub fn six_means(&self) -> Decimal {
        let middle = self.likely.saturating_mul(Decimal::from(4));
        self.low.saturating_add(middle).saturating_add(self.high)
    }

    /// The mean (low + 4 × likely + high)/6 to 6 decimals.
    ///
    /// Source: Clark, *The PERT model for the distribution of an activity time* (1962); Vose, *Risk Analysis*.
    pub fn mean(&self) -> Decimal {
        part(self.six_means(), Decimal::ONE, SIX).normalize()
    }

    /// The variance (mean − low)(high − mean)/7 of the PERT distribution with λ = 4, in units squared.
    ///
    /// Source: Vose, *Risk Analysis*.
    pub fn variance(&self) -> f64 {
        let six = |value: Decimal| value.saturating_mul(SIX);
        let above = float(self.six_means().saturating_sub(six(self.low)));
        let below = float(six(self.high).saturating_sub(self.six_means()));
        above * below / 252.0
    }

    /// The mean in double precision, for products with chances and variances.
    pub(super) fn mean_float(&self) -> f64 {
        float(self.six_means()) / 6.0
    }
}

/// The nearest double.
pub(super) fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.to_f64().unwrap_or_default())
}

/// A number as it was written, through its shortest decimal text.
fn as_written(value: f64) -> Option<Decimal> {
    Decimal::from_str(&value.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn estimate(effect: Effect, fields: &str) -> Result<[String; 3], NoEstimate> {
        let risks = format!("- {{title: Late, {fields}}}\n");
        let project = project(&[("alongside.yaml", "project: {currency: CNY}\n"), ("risks.yaml", &risks)], "2026-03-31");
        let found = effect.of(&project.risks[0], &project)?;
        Ok([found.low, found.likely, found.high].map(|value| value.normalize().to_string()))
    }

    #[test]
    fn what_is_missing_follows_from_the_rest() {
        assert_eq!(estimate(Effect::Cost, "cost: 500"), Ok(["500", "500", "500"].map(str::to_owned)));
        assert_eq!(estimate(Effect::Cost, "cost: {low: 0, high: 9}"), Ok(["0", "4.5", "9"].map(str::to_owned)));
        assert_eq!(estimate(Effect::Cost, "cost: {low: 3}"), Ok(["3", "3", "3"].map(str::to_owned)));
        assert_eq!(estimate(Effect::Delay, "delay: {likely: 2.5, high: 7}"), Ok(["2.5", "2.5", "7"].map(str::to_owned)));
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        assert_eq!(estimate(Effect::Cost, "delay: 3"), Err(NoEstimate::Missing));
        assert_eq!(estimate(Effect::Cost, "cost: {low: 5, likely: 3, high: 9}"), Err(NoEstimate::OutOfOrder));
        assert_eq!(estimate(Effect::Cost, "cost: {low: 9, high: 3}"), Err(NoEstimate::OutOfOrder));
        assert_eq!(estimate(Effect::Cost, "cost: US$500"), Err(NoEstimate::Foreign));
        assert_eq!(
            estimate(Effect::Cost, "cost: {low: 1万, high: \"¥20,000.10\"}"),
            Ok(["10000", "15000.05", "20000.1"].map(str::to_owned))
        );
    }

    #[test]
    fn moments_of_published_examples() {
        let of = |low: i64, likely: i64, high: i64| Estimate { low: low.into(), likely: likely.into(), high: high.into() };
        assert_eq!((of(1, 2, 3).mean(), of(1, 2, 3).variance()), (Decimal::TWO, 1.0 / 7.0));
        assert_eq!((of(2, 4, 12).mean(), of(2, 4, 12).variance()), (Decimal::from(5), 3.0));
        assert_eq!((of(5, 5, 5).mean(), of(5, 5, 5).variance()), (Decimal::from(5), 0.0));
    }
}
