//! Comparing and summing up numbers, the same way everywhere (`docs/numbers.md §0.1, §0.3`).

/// Whether two values of a KPI are the same but for the noise of binary fractions: |a − b| ≤ 1e-12 + 1e-9·max(|a|, |b|).
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 + 1e-9 * a.abs().max(b.abs())
}

/// Whether `a` is `b` or more.
pub fn at_least(a: f64, b: f64) -> bool {
    a > b || same(a, b)
}

/// Whether `a` is `b` or less.
pub fn at_most(a: f64, b: f64) -> bool {
    at_least(b, a)
}

/// A part of a whole, 0 to 1; `None` of nothing.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A quantile, linear between neighbours: type 7 of Hyndman and Fan, *Sample Quantiles in Statistical Packages* (1996), which is
/// PERCENTILE.INC of spreadsheets. `None` of no values.
pub fn quantile(values: &[f64], per_cent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let position = sorted.len().checked_sub(1)? * per_cent.min(100);
    let low = *sorted.get(position / 100)?;
    let high = sorted.get(position / 100 + 1).copied().unwrap_or(low);
    Some(low + (high - low) * ((position % 100) as f64 / 100.0))
}

/// A quantile that is one of the values: the ⌈n·p/100⌉-th smallest of sorted ones, the first for 0 per cent; type 1 of Hyndman and Fan
/// (1996). For simulations, whose results really occurred. `None` of no values.
pub fn nearest_rank<T: Copy>(sorted: &[T], per_cent: usize) -> Option<T> {
    sorted.get(rank(sorted.len(), per_cent)).copied()
}

/// The place of such a quantile among so many sorted values, the first being 0.
pub fn rank(count: usize, per_cent: usize) -> usize {
    (count * per_cent.min(100)).div_ceil(100).max(1) - 1
}

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 50)
}

/// How long things took, in days or working days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Durations {
    /// How many there are.
    pub count: usize,
    /// The median, from one value on.
    pub median: Option<f64>,
    /// The 90th percentile, from ten values on; of fewer it would be the maximum in disguise.
    pub p90: Option<f64>,
    /// The longest.
    pub max: Option<i64>,
}

impl Durations {
    /// Sums up durations, in any order.
    pub fn of(days: &[i64]) -> Self {
        let values: Vec<f64> = days.iter().map(|days| *days as f64).collect();
        Self {
            count: days.len(),
            median: median(&values),
            p90: if days.len() >= 10 { quantile(&values, 90) } else { None },
            max: days.iter().max().copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_no_difference() {
        assert!(same(0.1 + 0.2, 0.3) && same(1e-17, 0.0) && same(1e12, 1e12 + 1.0));
        assert!(!same(100.0, 100.00001));
        assert!(at_least(0.3, 0.1 + 0.2) && at_most(0.1 + 0.2, 0.3) && !at_least(1.0, 2.0));
    }

    #[test]
    fn quantiles_as_spreadsheets_have_them() {
        assert!(same(quantile(&[1.0, 3.0, 2.0, 4.0], 30).unwrap(), 1.9));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(quantile(&[5.0], 90), Some(5.0));
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert!(same(quantile(&ten, 90).unwrap(), 9.1));
        assert_eq!(quantile(&ten, 100), Some(10.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn quantiles_of_runs_are_runs() {
        let runs = [10, 20, 30, 40];
        assert_eq!([0, 1, 25, 26, 50, 80, 100].map(|per_cent| nearest_rank(&runs, per_cent)), [10, 10, 10, 20, 20, 40, 40].map(Some));
        assert_eq!(nearest_rank::<i64>(&[], 50), None);
    }

    #[test]
    fn few_durations_have_no_90th_percentile() {
        assert_eq!(Durations::of(&[1, 2]), Durations { count: 2, median: Some(1.5), p90: None, max: Some(2) });
        assert_eq!(Durations::of(&[3; 10]).p90, Some(3.0));
        assert_eq!(Durations::of(&[]), Durations::default());
    }

    #[test]
    fn values_are_the_same_up_to_the_limit() {
        // 1e-12 + 1e-9 of itself, to the last bit.
        let limit = 1.000_000_001e-12_f64;
        assert!(same(0.0, limit) && same(limit, 0.0) && !same(0.0, limit.next_up()));
    }
}
