//! What in a row of values is more than their usual scatter (`docs/numbers.md §4.2`).
//!
//! Source: Wheeler, *Understanding Variation*, 2nd ed.: a point outside the limits, a run of eight, three of four near a limit. With
//! `signals: nhs` those of the NHS's *Making Data Count*: a run of seven, a trend of seven, two of three in the outer third.

use super::limits::Limits;
use crate::analysis::numbers::same;
use crate::project::registers::goals::Direction;
use crate::project::settings::SignalRules;

/// What the rules of a set ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// So many values in a row on one side of the mean.
    pub run: usize,
    /// So many values in a row that each rise, or each fall; `None` if a trend is no signal.
    pub trend: Option<usize>,
    /// So many values near one limit, the newest among them …
    pub near: usize,
    /// … of so many in a row.
    pub near_of: usize,
    /// The part of the way from the mean to the limit beyond which a value is near it.
    pub near_from: f64,
}

/// Something that the usual scatter does not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Which rule it is found by.
    pub rule: SignalRule,
    /// On which side of the mean; `None` for a moving range.
    pub side: Option<Level>,
    /// The place of the value that completes it.
    pub at: usize,
    /// The place of the first value of a run or a trend; of other signals that of the value itself.
    pub from: usize,
}

/// By what a signal is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignalRule {
    /// The value is beyond a limit.
    Outside,
    /// Many values in a row are on one side of the mean.
    Run,
    /// Many values in a row rise, or fall.
    Trend,
    /// The value and most of the few before it are near one limit.
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

crate::words! { SignalRule {
    Self::Outside => "outside",
    Self::Run => "run",
    Self::Trend => "trend",
    Self::NearLimit => "near-limit",
    Self::Range => "range",
} }

impl Thresholds {
    /// Those of a set of rules.
    pub const fn of(rules: SignalRules) -> Self {
        match rules {
            SignalRules::Wheeler => Self { run: 8, trend: None, near: 3, near_of: 4, near_from: 0.5 },
            SignalRules::Nhs => Self { run: 7, trend: Some(7), near: 2, near_of: 3, near_from: 2.0 / 3.0 },
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
pub fn signals(values: &[f64], limits: &Limits, rules: SignalRules) -> Vec<Signal> {
    let thresholds = Thresholds::of(rules);
    let (mut run, mut trend) = (Row::default(), Row::default());
    let mut found = Vec::new();
    let mut before: Option<f64> = None;
    for (at, &value) in values.iter().enumerate() {
        run.add(limits.side(value), at);
        trend.add(before.and_then(|before| way(before, value)), at);
        // A trend of seven values has six steps.
        let is_trend = thresholds.trend.is_some_and(|least| trend.length + 1 >= least);
        let beyond = limits.beyond(value);
        let near = limits.near(value, thresholds.near_from).filter(|near| are_near(values, at, limits, *near, thresholds));
        let jumps = before.is_some_and(|before| is_more((value - before).abs(), limits.range_limit));
        let rules = [
            (SignalRule::Outside, beyond.is_some(), beyond, at),
            (SignalRule::Run, run.length >= thresholds.run, run.way, run.from),
            (SignalRule::Trend, is_trend, trend.way, trend.from.saturating_sub(1)),
            (SignalRule::NearLimit, near.is_some(), near, at),
            (SignalRule::Range, jumps, None, at),
        ];
        found.extend(rules.into_iter().filter(|(_, is, ..)| *is).map(|(rule, _, side, from)| Signal { rule, side, at, from }));
        before = Some(value);
    }
    found
}

/// Values, or steps from value to value, in a row that go one way.
#[derive(Default)]
struct Row {
    way: Option<Level>,
    length: usize,
    from: usize,
}

impl Row {
    /// One that goes no way breaks it.
    fn add(&mut self, way: Option<Level>, at: usize) {
        let goes_on = way.is_some() && way == self.way;
        let from = if goes_on { self.from } else { at };
        let length = if goes_on { self.length + 1 } else { usize::from(way.is_some()) };
        *self = Self { way, length, from };
    }
}

/// Up or down from one value to the next.
fn way(before: f64, value: f64) -> Option<Level> {
    match () {
        () if same(before, value) => None,
        () if value > before => Some(Level::High),
        () => Some(Level::Low),
    }
}

/// Whether a value and enough of those before it are near the limit of one side.
fn are_near(values: &[f64], at: usize, limits: &Limits, side: Level, thresholds: Thresholds) -> bool {
    let last = values.iter().take(at + 1).skip((at + 1).saturating_sub(thresholds.near_of));
    last.filter(|value| limits.near(**value, thresholds.near_from) == Some(side)).count() >= thresholds.near
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

    /// To which limit a value is near: beyond a part of the way from the mean.
    fn near(&self, value: f64, from: f64) -> Option<Level> {
        let way = (self.upper - self.mean) * from;
        self.side(value).filter(|_| is_more((value - self.mean).abs(), way))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(rules: SignalRules, values: &[f64]) -> Vec<Signal> {
        let mean_range = 3.0 / 2.66;
        let limits = Limits { mean: 10.0, mean_range, lower: 7.0, upper: 13.0, range_limit: 3.268 * mean_range };
        signals(values, &limits, rules)
    }

    fn found(values: &[f64]) -> Vec<(SignalRule, Option<Level>, usize)> {
        by(SignalRules::Wheeler, values).into_iter().map(|signal| (signal.rule, signal.side, signal.at)).collect()
    }

    #[test]
    fn by_the_rules_of_the_nhs() {
        let found = |values: &[f64]| {
            let found = by(SignalRules::Nhs, values);
            found.into_iter().map(|signal| (signal.rule, signal.side, signal.from, signal.at)).collect::<Vec<_>>()
        };
        let (high, low) = (Some(Level::High), Some(Level::Low));
        assert_eq!(found(&[10.1; 6]), []);
        assert_eq!(found(&[10.1; 8]), [(SignalRule::Run, high, 0, 6), (SignalRule::Run, high, 0, 7)]);
        assert_eq!(found(&[9.0, 9.2, 9.4, 10.2, 10.4, 10.6]), [], "six values");
        assert_eq!(found(&[11.0, 9.0, 9.2, 9.4, 10.2, 10.4, 10.6, 10.8]), [(SignalRule::Trend, high, 1, 7)]);
        assert_eq!(found(&[11.0, 10.8, 10.6, 10.4, 9.4, 9.2, 9.0]), [(SignalRule::Trend, low, 0, 6)]);
        assert_eq!(found(&[9.0, 9.2, 9.4, 10.2, 10.2, 10.4, 9.6, 9.8]), [], "an equal value breaks a trend");
        assert_eq!(found(&[12.1, 10.5, 12.2]), [(SignalRule::NearLimit, high, 2, 2)]);
        assert_eq!(found(&[12.0, 10.5, 12.2]), [], "two thirds of the way are not beyond them");
        assert_eq!(found(&[7.9, 11.0, 10.5, 7.9]), [], "of three, not of four");
    }

    #[test]
    fn a_run_begins_with_its_first_value() {
        let found = by(SignalRules::Wheeler, &[9.9, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1]);
        assert_eq!(found.iter().map(|signal| (signal.from, signal.at)).collect::<Vec<_>>(), [(1, 8), (1, 9)]);
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
        let signal = Signal { rule: SignalRule::Outside, side: Some(Level::Low), at: 0, from: 0 };
        assert_eq!(signal.is_favourable(Direction::Decrease), Some(true));
        assert_eq!(signal.is_favourable(Direction::Increase), Some(false));
        assert_eq!(signal.is_favourable(Direction::Range), None);
    }
}
