//! What in a row of values is more than their usual scatter (`docs/numbers.md §4.2`).
//!
//! Source: Wheeler, *Understanding Variation*, 2nd ed.: a point outside the limits, a run of eight, three of four near a limit. The
//! NHS's *Making Data Count* takes seven for a run; eight is kept here.

use super::process::Limits;
use crate::analysis::numbers::same;
use crate::project::registers::goals::Direction;

/// So many values in a row on one side of the mean are a signal.
const RUN: usize = 8;

/// This value and so many of the three before it near a limit are a signal.
const NEAR: usize = 3;

/// Something that the usual scatter does not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Which rule it is found by.
    pub rule: SignalRule,
    /// On which side of the mean; `None` for a moving range.
    pub side: Option<Level>,
    /// The place of the value that completes it.
    pub at: usize,
}

/// By what a signal is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignalRule {
    /// The value is beyond a limit.
    Outside,
    /// Eight values or more in a row are on one side of the mean.
    Run,
    /// The value and two of the three before it are nearer to one limit than to the mean.
    NearLimit,
    /// The difference from the value before is beyond its limit.
    Range,
}

/// Above or below the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Above.
    High,
    /// Below.
    Low,
}

impl SignalRule {
    /// Its name in data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Run => "run",
            Self::NearLimit => "near-limit",
            Self::Range => "range",
        }
    }
}

impl Signal {
    /// Whether it is good news; `None` where more is neither better nor worse, and for a moving range.
    pub fn is_favourable(&self, direction: Direction) -> Option<bool> {
        match direction {
            Direction::Increase => Some(self.side? == Level::High),
            Direction::Decrease => Some(self.side? == Level::Low),
            Direction::Range => None,
        }
    }
}

/// The signals among values in a row against limits, by value. One that lasts is repeated at each value.
pub fn signals(values: &[f64], limits: &Limits) -> Vec<Signal> {
    let mut found = Vec::new();
    let mut run = 0;
    let mut before: Option<(f64, Option<Level>)> = None;
    for (at, &value) in values.iter().enumerate() {
        let side = limits.side(value);
        run = match (side, before) {
            (None, _) => 0,
            (Some(_), Some((_, earlier))) if earlier == side => run + 1,
            (Some(_), _) => 1,
        };
        let beyond = limits.beyond(value);
        let near = limits.near(value).filter(|near| are_near(values, at, limits, *near));
        let jumps = before.is_some_and(|(earlier, _)| is_more((value - earlier).abs(), limits.range_limit));
        let rules = [
            (SignalRule::Outside, beyond.is_some(), beyond),
            (SignalRule::Run, run >= RUN, side),
            (SignalRule::NearLimit, near.is_some(), near),
            (SignalRule::Range, jumps, None),
        ];
        found.extend(rules.into_iter().filter(|(_, is, _)| *is).map(|(rule, _, side)| Signal { rule, side, at }));
        before = Some((value, side));
    }
    found
}

/// Whether a value and enough of the three before it are near the limit of one side.
fn are_near(values: &[f64], at: usize, limits: &Limits, side: Level) -> bool {
    let last_four = values.iter().take(at + 1).skip((at + 1).saturating_sub(4));
    last_four.filter(|value| limits.near(**value) == Some(side)).count() >= NEAR
}

fn is_more(a: f64, b: f64) -> bool {
    a > b && !same(a, b)
}

impl Limits {
    /// On which side of the mean a value is; `None` on it.
    fn side(&self, value: f64) -> Option<Level> {
        match () {
            () if same(value, self.mean) => None,
            () if value > self.mean => Some(Level::High),
            () => Some(Level::Low),
        }
    }

    /// Beyond which limit a value is.
    fn beyond(&self, value: f64) -> Option<Level> {
        self.side(value).filter(|_| is_more(value, self.upper) || is_more(self.lower, value))
    }

    /// To which limit a value is nearer than to the mean.
    fn near(&self, value: f64) -> Option<Level> {
        let half_way = (self.upper - self.mean) / 2.0;
        self.side(value).filter(|_| is_more((value - self.mean).abs(), half_way))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[f64]) -> Vec<(SignalRule, Option<Level>, usize)> {
        let mean_range = 3.0 / 2.66;
        let limits = Limits { mean: 10.0, mean_range, lower: 7.0, upper: 13.0, range_limit: 3.268 * mean_range };
        signals(values, &limits).into_iter().map(|signal| (signal.rule, signal.side, signal.at)).collect()
    }

    #[test]
    fn a_limit_reached_is_not_passed() {
        use SignalRule::{NearLimit, Outside, Range};
        assert_eq!(found(&[10.5, 13.0, 9.5, 7.0]), []);
        assert_eq!(found(&[10.5, 13.01, 9.5, 6.99]), [(Outside, Some(Level::High), 1), (Outside, Some(Level::Low), 3)]);
        assert_eq!(found(&[11.5; 4]), [], "half way is not near");
        assert_eq!(found(&[11.6, 11.7, 10.1, 11.8]), [(NearLimit, Some(Level::High), 3)]);
        assert_eq!(found(&[11.6, 11.7, 11.8, 10.1]), [(NearLimit, Some(Level::High), 2)], "the one that completes it must be near");
        assert_eq!(found(&[8.0, 11.9]), [(Range, None, 1)]);
    }

    #[test]
    fn eight_on_one_side() {
        assert_eq!(found(&[10.1; 7]), []);
        assert_eq!(found(&[9.9; 9]), [(SignalRule::Run, Some(Level::Low), 7), (SignalRule::Run, Some(Level::Low), 8)]);
        assert_eq!(found(&[10.1, 10.1, 10.1, 10.1, 10.0, 10.1, 10.1, 10.1, 10.1]), [], "a value on the mean breaks the run");
    }

    #[test]
    fn what_is_good_news() {
        let signal = Signal { rule: SignalRule::Outside, side: Some(Level::Low), at: 0 };
        assert_eq!(signal.is_favourable(Direction::Decrease), Some(true));
        assert_eq!(signal.is_favourable(Direction::Increase), Some(false));
        assert_eq!(signal.is_favourable(Direction::Range), None);
    }
}
