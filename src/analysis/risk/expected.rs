//! Expected monetary value (`docs/numbers.md §5.3`).

use rust_decimal::Decimal;

use super::assessment::RiskNumbers;
use super::estimate::{Effect, Estimate, SIX};
use super::exposure::is_open_now;
use crate::analysis::money::part;
use crate::project::Project;

/// What the open risks are expected to cost, opportunities subtracted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpectedValue {
    /// In all; `None` if no open risk has both a chance and a cost.
    pub total: Option<Decimal>,
    /// Of each risk with both, by its place in the register. An opportunity is negative.
    pub each: Vec<(usize, Decimal)>,
    /// The open risks, costed or not.
    pub open: usize,
}

impl ExpectedValue {
    /// The sum of chance × mean cost over the risks that are open at the report date, exact but for one division by 6.
    ///
    /// Source: PMI, *Practice Standard for Project Risk Management*. Textbooks write threats as negative amounts; here a cost
    /// is positive.
    pub(in crate::analysis) fn of(project: &Project, numbers: &[RiskNumbers]) -> Self {
        let mut expected = Self::default();
        let mut six_totals = Decimal::ZERO;
        for (index, (risk, numbers)) in project.risks.iter().zip(numbers).enumerate() {
            if !is_open_now(risk, project.report_date) {
                continue;
            }
            expected.open += 1;
            let (Some(chance), Ok(cost)) = (numbers.chance, Effect::Cost.of(risk, project)) else { continue };
            let six_fold = six_fold(chance, &cost, risk.is_opportunity());
            six_totals = six_totals.saturating_add(six_fold);
            expected.each.push((index, sixth(six_fold)));
        }
        expected.total = (!expected.each.is_empty()).then(|| sixth(six_totals));
        expected
    }

    /// Of one risk, by its place in the register.
    pub fn of_risk(&self, index: usize) -> Option<Decimal> {
        self.each.iter().find(|(at, _)| *at == index).map(|(_, value)| *value)
    }
}

/// Chance × mean of one risk to 6 decimals, negative for an opportunity.
pub(super) fn expected_of(chance: Decimal, estimate: &Estimate, is_opportunity: bool) -> Decimal {
    sixth(six_fold(chance, estimate, is_opportunity))
}

fn six_fold(chance: Decimal, estimate: &Estimate, is_opportunity: bool) -> Decimal {
    let amount = chance.saturating_mul(estimate.six_means());
    if is_opportunity { -amount } else { amount }
}

fn sixth(six_fold: Decimal) -> Decimal {
    part(six_fold, Decimal::ONE, SIX).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    fn expected(risks: &str) -> ExpectedValue {
        let project = project(&[("risks.yaml", risks)], "2026-03-31");
        ExpectedValue::of(&project, &RiskNumbers::all(&project))
    }

    #[test]
    fn opportunities_subtract_and_what_is_not_open_does_not_count() {
        let risks = "
- {title: a, probability: 25%, cost: 80000}
- {title: b, probability: 10%, cost: 100000, kind: opportunity}
- {title: c, probability: 50%, cost: 7, status: occurred, occurred: 2026-02-01}
- {title: d, probability: 50%}
- {title: e, cost: 90}
";
        let expected = expected(risks);
        assert_eq!((expected.total, expected.each.len(), expected.open), (Some(Decimal::from(10_000)), 2, 4));
        assert_eq!(expected.of_risk(1), Some(Decimal::from(-10_000)));
    }

    #[test]
    fn without_any_cost_there_is_no_number() {
        assert_eq!(expected("- {title: a, probability: 25%}\n").total, None);
    }

    #[test]
    fn thirds_are_divided_once() {
        let third = "- {title: a, probability: 50%, cost: {low: 0, likely: 0, high: 1}}\n";
        assert_eq!(expected(third).total, Some(Decimal::new(83_333, 6)));
        assert_eq!(expected(&third.repeat(12)).total, Some(Decimal::ONE), "not twelve times the rounded twelfth");
    }
}
