//! A straight line through points, by ordinary least squares (`docs/numbers.md §3.1`).
//!
//! Source: Anderson, Sweeney, Williams, *Statistics for Business and Economics*, chapter 14; Montgomery, Peck, Vining,
//! *Introduction to Linear Regression Analysis*.

use super::student;

/// The line, and how far points lie from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regression {
    /// How many points there are.
    pub count: usize,
    /// The mean of x.
    pub x_mean: f64,
    /// The mean of y.
    pub y_mean: f64,
    /// Σ(x − x̄)².
    pub sxx: f64,
    /// The rise of y for 1 of x.
    pub slope: f64,
    /// s: the standard error of the estimate, √(Σe²/(n − 2)).
    pub scatter: f64,
}

/// Where a new point is expected at some x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// The value on the line.
    pub value: f64,
    /// The standard error of one new point: s·√(1 + 1/n + (x − x̄)²/Sxx).
    pub standard_error: f64,
    /// The lower end of the prediction interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Regression {
    /// The line through points (x, y); `None` for fewer than three, or if all have one x.
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < 3 {
            return None;
        }
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let (x_mean, y_mean) = (mean(|point| point.0), mean(|point| point.1));
        let sum = |of: &dyn Fn(f64, f64) -> f64| points.iter().map(|(x, y)| of(x - x_mean, y - y_mean)).sum::<f64>();
        let sxx = sum(&|x, _| x * x);
        if sxx <= 0.0 {
            return None;
        }
        let slope = sum(&|x, y| x * y) / sxx;
        let squares = sum(&|x, y| (y - slope * x) * (y - slope * x));
        let noise = 1e-24 * points.iter().map(|(_, y)| y * y).sum::<f64>().max(1.0);
        let squares = if squares <= noise { 0.0 } else { squares };
        Some(Self { count: points.len(), x_mean, y_mean, sxx, slope, scatter: (squares / (points.len() - 2) as f64).sqrt() })
    }

    /// The value on the line.
    pub fn at(&self, x: f64) -> f64 {
        self.y_mean + self.slope * (x - self.x_mean)
    }

    /// The value of the line at 0.
    pub fn intercept(&self) -> f64 {
        self.y_mean - self.slope * self.x_mean
    }

    /// n − 2.
    pub const fn degrees(&self) -> usize {
        self.count - 2
    }

    /// Where one new point is expected, with the interval that holds it with a probability (0.8: eight times in ten).
    pub fn predict(&self, x: f64, level: f64) -> Prediction {
        let value = self.at(x);
        let standard_error = self.scatter * (1.0 + 1.0 / self.count as f64 + (x - self.x_mean).powi(2) / self.sxx).sqrt();
        let half = student::quantile(f64::midpoint(1.0, level), self.degrees()) * standard_error;
        Prediction { value, standard_error, low: value - half, high: value + half }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Armand's Pizza Parlors: students in thousands, quarterly sales in thousands of dollars.
    const PIZZA: [(f64, f64); 10] = [
        (2.0, 58.0),
        (6.0, 105.0),
        (8.0, 88.0),
        (8.0, 118.0),
        (12.0, 117.0),
        (16.0, 137.0),
        (20.0, 157.0),
        (20.0, 169.0),
        (22.0, 149.0),
        (26.0, 202.0),
    ];

    #[test]
    fn a_published_example() {
        let line = Regression::of(&PIZZA).unwrap();
        assert_eq!((line.slope, line.intercept()), (5.0, 60.0));
        assert!((line.scatter - 13.829).abs() < 5e-4);
        let one_more = line.predict(10.0, 0.95);
        assert!((one_more.low - 76.125).abs() < 0.003 && (one_more.high - 143.875).abs() < 0.003, "{one_more:?}");
    }

    #[test]
    fn no_line_and_no_scatter() {
        assert_eq!(Regression::of(&PIZZA[..2]), None);
        assert_eq!(Regression::of(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
        let level = Regression::of(&[(0.0, 0.1), (1.0, 0.1), (2.0, 0.1)]).unwrap();
        assert!(level.scatter <= 0.0);
    }

    #[test]
    fn a_scatter_of_noise_is_none() {
        let scatter = |a: f64| Regression::of(&[(-1.5, a), (-0.5, -a), (0.5, -a), (1.5, a)]).unwrap().scatter;
        // Four times 5e-13 squared is 1e-24, to the last bit.
        assert!(scatter(5e-13) <= 0.0 && scatter(5.1e-13) > 0.0);
    }
}
