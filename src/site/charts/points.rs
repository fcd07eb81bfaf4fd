//! Values on days, as charts draw them.

use jiff::civil::Date;

/// A value on a day.
pub type Point = (Date, f64);

/// Whether a value can be drawn: sizes beyond this have no readable axis, and not-a-number has no place.
pub(super) fn drawable(value: f64) -> bool {
    value.is_finite() && value.abs() < 1e18
}

/// The points that can be drawn, by day; points of one day keep their order.
pub(super) fn by_day(points: &[Point]) -> Vec<Point> {
    let mut sorted: Vec<Point> = points.iter().copied().filter(|&(_, value)| drawable(value)).collect();
    sorted.sort_by_key(|&(date, _)| date);
    sorted
}
