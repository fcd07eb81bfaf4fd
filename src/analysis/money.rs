//! Exact amounts of money (`docs/numbers.md §0.2`).

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals of a quotient.
const QUOTIENT_DECIMALS: u32 = 6;

/// A part of an amount, `amount × times ÷ of`, rounded once to six decimals, half to even, to be added exactly from then on;
/// nothing of nothing.
pub fn part(amount: Decimal, times: Decimal, of: Decimal) -> Decimal {
    let quotient = amount.checked_mul(times).and_then(|product| product.checked_div(of)).unwrap_or_default();
    quotient.round_dp_with_strategy(QUOTIENT_DECIMALS, RoundingStrategy::MidpointNearestEven)
}

/// An amount as a share of another one, in one division; `None` of nothing.
pub fn share(part: Decimal, whole: Decimal) -> Option<f64> {
    if whole.is_zero() {
        return None;
    }
    Some(part.to_f64()? / whole.to_f64()?)
}

/// An amount as text without needless zeros: "1860000.5".
pub fn plain(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.is_zero() { "0".to_owned() } else { amount.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn quotients_are_rounded_once_half_to_even() {
        assert_eq!(plain(part(100.into(), 1.into(), 3.into())), "33.333333");
        assert_eq!(plain(part(decimal("0.0000025"), 1.into(), 1.into())), "0.000002");
        assert_eq!(plain(part(decimal("0.0000035"), 1.into(), 1.into())), "0.000004");
        assert_eq!(part(100.into(), 1.into(), 0.into()), Decimal::ZERO);
    }

    #[test]
    fn amounts_have_no_needless_zeros() {
        assert_eq!(
            ["10.00", "1860000.50", "-0.0", "1e3"].map(|text| Decimal::from_scientific(text).unwrap_or_else(|_| decimal(text))).map(plain),
            ["10", "1860000.5", "0", "1000"]
        );
        assert_eq!((share(1.into(), 4.into()), share(1.into(), 0.into())), (Some(0.25), None));
    }
}
