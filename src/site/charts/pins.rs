//! Numbered pins above a chart: days on which something was changed or decided. What they are stands in a list beneath.

use jiff::civil::Date;
use plotters::coord::ranged1d::Ranged;
use plotters_backend::text_anchor::HPos;

use super::backend::{FULL, Mark};
use super::days::Days;
use super::labels::{Label, NARROWEST, Spot};
use super::plot::{Done, Plot};
use super::points::Point;

/// Pixels from pin to pin in one lane.
const APART: i32 = 40;

/// How far above the chart each lane is, in pixels; labels have room below the first one.
const LANES: [i8; 2] = [-32, -60];

/// A numbered day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// The day.
    pub day: Date,
    /// The number in the list beneath.
    pub number: usize,
    /// What it is.
    pub kind: PinKind,
}

/// What a pin stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// A change: a diamond.
    Change,
    /// A decision: a square.
    Decision,
    /// The beginning of a campaign: a hollow hexagon.
    Campaign,
}

impl PinKind {
    const fn mark(self) -> Mark {
        match self {
            Self::Change => Mark::Change,
            Self::Decision => Mark::Decision,
            Self::Campaign => Mark::Campaign,
        }
    }

    /// The class of the pin.
    pub fn class(self) -> &'static str {
        self.mark().class()
    }

    /// The outline of the pin, in pixels around its middle.
    pub fn shape(self) -> &'static str {
        self.mark().shape().unwrap_or_default()
    }
}

/// Pins in their lanes.
pub(super) struct Pins(Vec<Placed>);

/// One pin, or several that have no room of their own.
struct Placed {
    first: Pin,
    last: Pin,
    lane: usize,
}

impl Pins {
    /// Puts pins in lanes so that none covers another on the narrowest screen; what finds no room joins the pin before it.
    pub(super) fn of(pins: &[Pin], days: Days) -> Self {
        let mut sorted = pins.to_vec();
        sorted.sort_by_key(|pin| (pin.day, pin.number));
        let mut placed: Vec<Placed> = Vec::new();
        for pin in sorted {
            let free = (0..LANES.len()).find(|lane| {
                let last = placed.iter().rfind(|placed| placed.lane == *lane);
                last.is_none_or(|last| x(days, pin) - x(days, last.first) >= APART * FULL / NARROWEST)
            });
            match (free, placed.last_mut()) {
                (Some(lane), _) => placed.push(Placed { first: pin, last: pin, lane }),
                (None, Some(before)) => before.last = pin,
                (None, None) => {}
            }
        }
        Self(placed)
    }

    /// The classes that keep room above the chart.
    pub(super) fn class(&self) -> &'static str {
        match self.0.iter().map(|placed| placed.lane).max() {
            None => "",
            Some(0) => " flagged",
            Some(_) => " flagged two",
        }
    }

    /// Lines down to the values, where there are any on the day.
    pub(super) fn stems(&self, plot: &Plot<'_>, values: &[Point]) -> Vec<[Point; 2]> {
        let stem = |day| Some([(day, plot.values.high()), (day, value_on(values, day)?)]);
        self.0.iter().filter_map(|placed| stem(placed.first.day)).collect()
    }

    /// The pins, the upper lane first, so that its stems are behind the lower one.
    pub(super) fn draw(&self, plot: &Plot<'_>) -> Done {
        let mut upper_first: Vec<&Placed> = self.0.iter().collect();
        upper_first.sort_by_key(|placed| std::cmp::Reverse(placed.lane));
        for Placed { first, last, lane } in upper_first {
            let is_one = first.number == last.number;
            let text = if is_one { first.number.to_string() } else { format!("{}–{}", first.number, last.number) };
            let mark = if is_one { first.kind.mark() } else { Mark::Several };
            let dy = LANES.get(*lane).copied().unwrap_or_default();
            plot.text(&Label { text, mark, spot: Spot { at: (x(plot.across, *first), 0), anchor: HPos::Center, dx: 0, dy } })?;
        }
        Ok(())
    }
}

fn x(days: Days, pin: Pin) -> i32 {
    days.map(&pin.day, (0, FULL))
}

/// The value of a line on a day; `None` before its first and after its last point.
pub(super) fn value_on(line: &[Point], day: Date) -> Option<f64> {
    let next = line.partition_point(|(on, _)| *on < day);
    let &(to_day, to) = line.get(next)?;
    if to_day == day {
        return Some(to);
    }
    let &(from_day, from) = line.get(next.checked_sub(1)?)?;
    let days = |a: Date, b: Date| a.until(b).map_or(0.0, |span| f64::from(span.get_days()));
    Some(from + (to - from) * days(from_day, day) / days(from_day, to_day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(days: &[i64]) -> Vec<(usize, usize, usize)> {
        let first = Date::constant(2026, 1, 1);
        let on = |days: i64| first.saturating_add(jiff::Span::new().days(days));
        let pin = |(at, days): (usize, &i64)| Pin { day: on(*days), number: at + 1, kind: PinKind::Change };
        let pins: Vec<Pin> = days.iter().enumerate().map(pin).collect();
        let Pins(placed) = Pins::of(&pins, Days::including([first, on(100)], first));
        placed.iter().map(|placed| (placed.first.number, placed.last.number, placed.lane)).collect()
    }

    #[test]
    fn what_is_close_goes_up_a_lane_and_what_has_no_room_joins() {
        assert_eq!(placed(&[0, 50, 100]), [(1, 1, 0), (2, 2, 0), (3, 3, 0)]);
        assert_eq!(placed(&[10, 20, 40]), [(1, 1, 0), (2, 2, 1), (3, 3, 0)]);
        assert_eq!(placed(&[10, 10, 11, 12, 60]), [(1, 1, 0), (2, 4, 1), (5, 5, 0)]);
        assert_eq!(placed(&[]), []);
    }

    #[test]
    fn a_stem_ends_on_the_line() {
        let day = |day| Date::constant(2026, 1, day);
        let line = [(day(1), 10.0), (day(11), 20.0)];
        assert_eq!([day(1), day(6), day(11)].map(|day| value_on(&line, day)), [Some(10.0), Some(15.0), Some(20.0)]);
        assert_eq!((value_on(&line, day(12)), value_on(&line[1..], day(6)), value_on(&[], day(6))), (None, None, None));
    }
}
