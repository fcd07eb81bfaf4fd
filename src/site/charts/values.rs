//! Values as a coordinate with round ends and round ticks.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::points::drawable;
use crate::text::{Lang, number};

/// Into how many steps a scale is parted, about.
const STEPS: f64 = 5.0;

/// A scale from one round value to another. Its key points are the multiples of a step of 1, 2 or 5 times a power of ten.
///
/// plotters' own scale asserts that there is no not-a-number, and its ticks start where the data starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Values {
    low: f64,
    high: f64,
    step: f64,
    /// Where the drawing ends; what lies between the highest value and this has no scale.
    top: f64,
}

impl Values {
    /// The scale that holds some values; equal values are in its middle.
    pub(super) fn including(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|&value| drawable(value))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { low: 0.0, high: 1.0, step: 0.2, top: 1.0 };
        }
        let (low, high) = apart(low, high);
        let step = round_up((high - low) / STEPS);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self { low, high, step, top: high }
    }

    /// The same with room above the highest value, as a share of the height of the scale.
    pub(super) fn below(self, room: f64) -> Self {
        Self { top: self.high + (self.high - self.low) * room, ..self }
    }

    /// Where the scale begins.
    pub(super) const fn low(&self) -> f64 {
        self.low
    }

    /// Where the scale ends.
    pub(super) const fn high(&self) -> f64 {
        self.high
    }

    /// Where the drawing ends.
    pub(super) const fn top(&self) -> f64 {
        self.top
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let (first, step) = ((self.low / self.step).round(), self.step);
        let count = ((self.high - self.low) / step).round();
        (0_u8..).map(f64::from).take_while(move |&i| i <= count).map(move |i| (first + i) * step)
    }

    /// How a tick is written: as short as keeps all ticks apart, with one unit for the whole scale.
    pub(super) fn tick(&self, lang: Lang, value: f64) -> String {
        if value.abs() < self.step / 2.0 {
            return number::full(0.0, 0);
        }
        let (unit, name) = unit(lang, self.low.abs().max(self.high.abs()));
        format!("{}{name}", number::full(value / unit, decimals(self.step / unit)))
    }
}

/// Two ends that are far enough apart for ticks that can be told from each other.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-4 {
        return (low, high);
    }
    let room = if size > 0.0 { size * 0.1 } else { 1.0 };
    (low - room, high + room)
}

/// The smallest of 1, 2 and 5 times a power of ten that is not below a positive value.
fn round_up(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|digit| digit * power).find(|&step| step >= value * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

/// The unit in which sizes up to this one are written, and its name.
fn unit(lang: Lang, size: f64) -> (f64, &'static str) {
    let units: &[(f64, f64, &str)] = match lang {
        Lang::En => &[(1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "K")],
        Lang::Zh => &[(1e8, 1e8, "亿"), (1e4, 1e4, "万")],
    };
    units.iter().find(|(from, ..)| size >= *from).map_or((1.0, ""), |&(_, unit, name)| (unit, name))
}

/// How many decimals a step of 1, 2 or 5 times a power of ten needs.
fn decimals(step: f64) -> u32 {
    (0..12).find(|&digits| step * 10_f64.powi(digits) > 0.99).map_or(12, i32::unsigned_abs)
}

impl Ranged for Values {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    #[allow(clippy::cast_possible_truncation, reason = "the share is between 0 and 1 for what the scale was made to include")]
    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        let share = (value - self.low) / (self.top - self.low);
        low + (share * f64::from(high - low)).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, _: H) -> Vec<f64> {
        self.ticks().collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(lang: Lang, values: &[f64]) -> Vec<String> {
        let scale = Values::including(values.iter().copied());
        scale.ticks().map(|value| scale.tick(lang, value)).collect()
    }

    #[test]
    fn ends_and_ticks_are_round() {
        assert_eq!(ticks(Lang::En, &[236.0, 400.0]), ["200", "250", "300", "350", "400"]);
        assert_eq!(ticks(Lang::En, &[-3.0, 7.0]), ["−4", "−2", "0", "2", "4", "6", "8"]);
        assert_eq!(ticks(Lang::En, &[99.95, 99.99]), ["99.95", "99.96", "99.97", "99.98", "99.99"]);
    }

    #[test]
    fn large_ticks_share_a_unit() {
        assert_eq!(ticks(Lang::En, &[0.0, 1.2e9]), ["0", "0.5B", "1.0B", "1.5B"]);
        assert_eq!(ticks(Lang::Zh, &[0.0, 48_000.0]), ["0", "1万", "2万", "3万", "4万", "5万"]);
    }

    #[test]
    fn ticks_can_always_be_told_apart() {
        for values in
            [&[][..], &[0.0], &[5.0, 5.0], &[-7.0], &[1.2e9, 1.2e9 + 5.0], &[f64::NAN, f64::INFINITY], &[1e-7, 3e-7], &[1e17, -1e17]]
        {
            let ticks = ticks(Lang::En, values);
            let different: std::collections::BTreeSet<_> = ticks.iter().collect();
            assert_eq!(different.len(), ticks.len(), "{values:?}: {ticks:?}");
            assert!((3..=8).contains(&ticks.len()), "{values:?}: {ticks:?}");
        }
    }
}
