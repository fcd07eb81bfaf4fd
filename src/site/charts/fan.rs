//! A forecast: the line that values follow if nothing changes, and the interval around it, which grows with the days.

use super::backend::Mark;
use super::plot::{Done, Plot};
use super::points::{Point, drawable};

/// A value that is expected on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The day.
    pub day: jiff::civil::Date,
    /// The value of the line.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Whether it lies further ahead than the values that the line is drawn from go back.
    pub is_far: bool,
}

/// What is expected, by day.
pub(super) struct Fan(Vec<Expected>);

impl Fan {
    pub(super) fn of(expected: &[Expected]) -> Self {
        let mut sorted: Vec<Expected> =
            expected.iter().copied().filter(|of| [of.value, of.low, of.high].into_iter().all(drawable)).collect();
        sorted.sort_by_key(|of| of.day);
        Self(sorted)
    }

    /// The line.
    pub(super) fn line(&self) -> Vec<Point> {
        self.0.iter().map(|of| (of.day, of.value)).collect()
    }

    /// Where the line ends.
    pub(super) fn end(&self) -> Option<Point> {
        self.0.last().map(|of| (of.day, of.value))
    }

    /// Everything that must find room on the chart.
    pub(super) fn points(&self) -> impl Iterator<Item = Point> {
        self.0.iter().flat_map(|of| [(of.day, of.low), (of.day, of.high)])
    }

    /// The interval, paler where it is far.
    pub(super) fn draw_interval(&self, plot: &Plot<'_>) -> Done {
        for pair in self.0.windows(2) {
            if let [from, to] = pair {
                let corners = [(from.day, from.low), (from.day, from.high), (to.day, to.high), (to.day, to.low)];
                plot.area(&corners, if to.is_far { Mark::FarFan } else { Mark::Fan })?;
            }
        }
        Ok(())
    }

    /// The line, paler where it is far, with a hollow dot at its end.
    pub(super) fn draw_line(&self, plot: &Plot<'_>) -> Done {
        let near = self.0.partition_point(|of| !of.is_far);
        let line = self.line();
        plot.line(line.get(..near).unwrap_or_default(), Mark::Forecast)?;
        plot.line(line.get(near.saturating_sub(1)..).filter(|_| near < line.len()).unwrap_or_default(), Mark::FarForecast)?;
        self.end().map_or(Ok(()), |end| plot.dot(end, 4, Mark::HollowDot))
    }
}
