//! Student's t, for whole degrees of freedom (`docs/numbers.md §3.2, §3.3`).

use std::f64::consts::FRAC_2_PI;

/// Beyond this, no quantile of a chance that anyone asks for lies.
const FURTHEST: f64 = 1e9;

/// P(T ≤ t) with some degrees of freedom, at least 1. Source: Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.7.3
/// (odd) and 26.7.4 (even): closed forms, exact but for rounding.
pub fn cumulative(t: f64, degrees: usize) -> f64 {
    f64::midpoint(1.0, between(t, degrees))
}

/// The value below which T lies with a probability strictly between 0 and 1: the inverse of [`cumulative`], by halving.
pub fn quantile(probability: f64, degrees: usize) -> f64 {
    let (mut low, mut high) = (-FURTHEST, FURTHEST);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if cumulative(middle, degrees) < probability { low = middle } else { high = middle }
    }
}

/// P(−t ≤ T ≤ t), negative for a negative t.
fn between(t: f64, degrees: usize) -> f64 {
    let n = degrees.max(1) as f64;
    let (sine, cosine) = (t / (n + t * t).sqrt(), (n / (n + t * t)).sqrt());
    if degrees.is_multiple_of(2) {
        return sine * series(1.0, cosine, degrees);
    }
    let rest = if degrees > 1 { sine * series(cosine, cosine, degrees) } else { 0.0 };
    FRAC_2_PI * (libm::atan(t / n.sqrt()) + rest)
}

/// The sum of cos²-terms of either form: the first one, and each next one the one before times k / (k + 1) · cos², where k counts in
/// twos from 1 (even) or 2 (odd) up to the degrees less 3.
fn series(first: f64, cosine: f64, degrees: usize) -> f64 {
    let start = if degrees.is_multiple_of(2) { 1 } else { 2 };
    let (mut term, mut sum) = (first, first);
    for k in (start..=degrees.saturating_sub(3)).step_by(2) {
        term *= k as f64 / (k + 1) as f64 * cosine * cosine;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_table() {
        let table = [(3, 1.638), (4, 1.533), (5, 1.476), (6, 1.440), (7, 1.415), (8, 1.397), (9, 1.383), (10, 1.372)];
        for (degrees, published) in table {
            assert!((quantile(0.9, degrees) - published).abs() < 5e-4, "{degrees}");
        }
        assert!((quantile(0.975, 8) - 2.306).abs() < 5e-4);
        assert!((quantile(0.75, 1) - 1.0).abs() < 1e-12, "Cauchy");
    }

    #[test]
    fn it_is_symmetric_and_runs_from_0_to_1() {
        for degrees in 1..12 {
            assert!((cumulative(0.0, degrees) - 0.5).abs() < 1e-15);
            assert!((cumulative(-1.3, degrees) + cumulative(1.3, degrees) - 1.0).abs() < 1e-15);
            assert!(cumulative(-1e8, degrees) < 1e-7 && cumulative(1e8, degrees) > 1.0 - 1e-7);
            assert!((cumulative(quantile(0.2, degrees), degrees) - 0.2).abs() < 1e-12);
        }
        assert!((cumulative(1.0, 2) - (0.5 + 0.5 / 3_f64.sqrt())).abs() < 1e-15, "the closed form of two degrees");
    }
}
