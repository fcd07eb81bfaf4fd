//! Shares of people, their intervals, and the difference of two (`docs/numbers.md §9.2, §9.4`).

use libm::{erfc, exp, sqrt};

/// Chances of error that an interval leaves: 1 in 20.
pub const ERROR: f64 = 0.05;
/// With fewer than this, a share is too little to say anything of. Source: Brown and others, *Interval Estimation for a
/// Binomial Proportion* (Statistical Science 16, 2001), which calls n ≤ 40 small.
pub const ENOUGH: f64 = 40.0;

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How many did it.
    pub hits: f64,
    /// Of how many.
    pub of: f64,
    /// The share, 0 to 1.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The difference of two shares with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The second less the first, −1 to 1.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Rate {
    /// The share with Wilson's score interval; `None` of nobody, or where more did it than there were.
    /// Source: Wilson, *Probable Inference, the Law of Succession, and Statistical Inference* (JASA 22, 1927).
    pub fn of(hits: f64, of: f64) -> Option<Self> {
        Self::with_error(hits, of, ERROR)
    }

    fn with_error(hits: f64, of: f64, error: f64) -> Option<Self> {
        if !(of > 0.0 && (0.0..=of).contains(&hits)) {
            return None;
        }
        let (value, z) = (hits / of, z(error));
        let (middle, scale) = (value + z * z / (2.0 * of), 1.0 + z * z / of);
        let half = z * sqrt(value * (1.0 - value) / of + z * z / (4.0 * of * of));
        Some(Self { hits, of, value, low: ((middle - half) / scale).max(0.0), high: ((middle + half) / scale).min(1.0) })
    }

    /// Whether it counts enough people to say something.
    pub fn says_something(&self) -> bool {
        self.of >= ENOUGH
    }
}

impl Difference {
    /// The share of one group less that of another, with an interval that errs in one of as many comparisons in 20, however many
    /// there are (Bonferroni). Source: Newcombe, *Interval Estimation for the Difference Between Independent Proportions*
    /// (Statistics in Medicine 17, 1998), method 10.
    pub fn between(first: Rate, second: Rate, comparisons: usize) -> Option<Self> {
        let error = ERROR / comparisons.max(1) as f64;
        let (a, b) = (Rate::with_error(first.hits, first.of, error)?, Rate::with_error(second.hits, second.of, error)?);
        let value = b.value - a.value;
        let root = |x: f64, y: f64| sqrt(x * x + y * y);
        Some(Self { value, low: value - root(b.value - b.low, a.high - a.value), high: value + root(b.high - b.value, a.value - a.low) })
    }
}

/// People in each group for a difference of two shares to be seen in four of five cases, by a two-sided test that errs once in 20;
/// `None` for no difference. Source: Fleiss, Levin and Paik, *Statistical Methods for Rates and Proportions* (2003), 4.14.
pub fn group_size(first: f64, second: f64) -> Option<f64> {
    let is_share = |share: &f64| (0.0..=1.0).contains(share);
    if !is_share(&first) || !is_share(&second) || (first - second).abs() < 1e-12 {
        return None;
    }
    let (mean, power) = (f64::midpoint(first, second), z(0.4));
    let spread = |share: f64| share * (1.0 - share);
    let root = z(ERROR) * sqrt(2.0 * spread(mean)) + power * sqrt(spread(first) + spread(second));
    let difference = second - first;
    Some((root * root / (difference * difference)).ceil())
}

/// The chance of counts as uneven as these, or more so, if people were given to groups by these parts: Pearson's χ². `None` for
/// fewer than two groups, or where a group expects fewer than 5.
pub fn split(counts: &[f64], parts: &[f64]) -> Option<f64> {
    let (total, whole): (f64, f64) = (counts.iter().sum(), parts.iter().sum());
    if counts.len() < 2 || counts.len() != parts.len() || whole <= 0.0 {
        return None;
    }
    let expected: Vec<f64> = parts.iter().map(|part| total * part / whole).collect();
    if expected.iter().any(|expected| *expected < 5.0) {
        return None;
    }
    let statistic = counts.iter().zip(&expected).map(|(count, expected)| (count - expected) * (count - expected) / expected).sum();
    Some(chi_square_beyond(statistic, counts.len() - 1))
}

/// P(χ² > x). Source: Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.4.4 (odd) and 26.4.5 (even degrees of freedom).
fn chi_square_beyond(x: f64, degrees: usize) -> f64 {
    let half = x / 2.0;
    let (first, mut term, start) = if degrees.is_multiple_of(2) {
        (0.0, exp(-half), 2)
    } else {
        (erfc(sqrt(half)), exp(-half) * sqrt(2.0 * x / std::f64::consts::PI), 3)
    };
    let mut sum = first;
    for degrees_so_far in (start..=degrees).step_by(2) {
        sum += term;
        term *= x / degrees_so_far as f64;
    }
    sum.clamp(0.0, 1.0)
}

/// Halvings after which 40 is less than the last digit of what is looked for.
const HALVINGS: usize = 64;

/// The value beyond which, on either side, a standard normal one lies with a chance: by halving.
fn z(error: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if erfc(middle / std::f64::consts::SQRT_2) > error { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, by: f64) {
        assert!((a - b).abs() < by, "{a} {b}");
    }

    #[test]
    fn shares_have_the_published_intervals() {
        // Newcombe, Statistics in Medicine 17 (1998) 857, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, of, low, high) in
            [(81.0, 263.0, 0.2553, 0.3662), (15.0, 148.0, 0.0624, 0.1605), (0.0, 20.0, 0.0, 0.1611), (1.0, 29.0, 0.0061, 0.1718)]
        {
            let rate = Rate::of(hits, of).unwrap();
            close(rate.low, low, 6e-5);
            close(rate.high, high, 6e-5);
        }
        assert_eq!((Rate::of(1.0, 0.0), Rate::of(3.0, 2.0)), (None, None));
    }

    #[test]
    fn differences_have_the_published_intervals() {
        // Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10: 56/70 − 48/80, 9/10 − 3/10, 10/10 − 0/20.
        for (one, other, low, high) in [
            ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339),
            ((9.0, 10.0), (3.0, 10.0), 0.1705, 0.8090),
            ((10.0, 10.0), (0.0, 20.0), 0.6791, 1.0),
        ] {
            let rate = |(hits, of)| Rate::of(hits, of).unwrap();
            let found = Difference::between(rate(other), rate(one), 1).unwrap();
            close(found.low, low, 6e-5);
            close(found.high, high, 6e-5);
        }
    }

    #[test]
    fn chances_of_chi_square_are_those_of_the_table() {
        for (x, degrees, chance) in
            [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (9.488, 4, 0.05), (11.070, 5, 0.05), (10.828, 1, 0.001)]
        {
            close(chi_square_beyond(x, degrees), chance, 2e-5);
        }
        close(chi_square_beyond(0.0, 1), 1.0, 1e-12);
        close(z(0.05), 1.959_963_985, 1e-8);
    }

    #[test]
    fn a_split_of_too_few_says_nothing() {
        assert_eq!((split(&[4.0, 4.0], &[1.0, 1.0]), split(&[9.0], &[1.0]), group_size(0.1, 0.1)), (None, None, None));
        assert!(split(&[5000.0, 4700.0], &[1.0, 1.0]).unwrap() < 0.01);
    }

    #[test]
    fn no_difference_needs_no_people() {
        assert_eq!((group_size(0.0, 9e-13), group_size(0.0, 1e-12).is_some()), (None, true));
    }

    #[test]
    fn a_share_says_something_from_forty_people_on() {
        let says = |of: f64| Rate::of(10.0, of).unwrap().says_something();
        assert_eq!((says(39.0), says(40.0)), (false, true));
    }

    #[test]
    fn a_split_says_something_where_each_group_expects_five() {
        assert!(split(&[5.0, 5.0], &[1.0, 1.0]).is_some());
        assert_eq!(split(&[5.0, 4.0], &[1.0, 1.0]), None);
        assert_eq!(split(&[9.0, 9.0], &[0.0, 0.0]), None, "parts of nothing");
    }
}
