//! Mean and natural limits of values in a row (`docs/numbers.md §4.1`).

use crate::analysis::numbers::same;

/// Mean and natural limits, from the mean of the moving ranges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean of the values.
    pub mean: f64,
    /// The mean of the moving ranges: the differences of neighbours, without sign.
    pub mean_range: f64,
    /// Mean less 2.66 mean moving ranges, perhaps below 0.
    pub lower: f64,
    /// Mean and 2.66 mean moving ranges.
    pub upper: f64,
    /// 3.268 mean moving ranges.
    pub range_limit: f64,
}

impl Limits {
    /// The limits of values in a row; `None` for fewer than two.
    pub fn of(values: &[f64]) -> Option<Self> {
        let ranges: Vec<f64> = values.windows(2).map(|pair| if let [a, b] = pair { (b - a).abs() } else { 0.0 }).collect();
        if ranges.is_empty() {
            return None;
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let mean_range = ranges.iter().sum::<f64>() / ranges.len() as f64;
        let reach = 2.66 * mean_range;
        Some(Self { mean, mean_range, lower: mean - reach, upper: mean + reach, range_limit: 3.268 * mean_range })
    }

    /// Whether all values are the same, so that any other one is a signal.
    pub fn are_constant(&self) -> bool {
        same(self.lower, self.upper)
    }
}
