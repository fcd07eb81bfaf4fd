//! The small chart of a card: where a value went, and where it should go.

use std::fmt::Write;

use super::backend::Mark;
use super::days::Days;
use super::plot::{Done, Plot};
use super::points::{Point, by_day, drawable};
use super::thin::thinned;
use super::values::Values;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 36;
/// Columns of a card's width in which a stroke of two pixels can show a low and a high.
const COLUMNS: i32 = 72;

/// A line without axes and words: what it shows is said beside it.
#[derive(Debug, Clone, Copy)]
pub struct Sparkline<'a> {
    /// The values measured.
    pub values: &'a [Point],
    /// The value wanted.
    pub target: Option<f64>,
}

impl Sparkline<'_> {
    /// The chart as an `<svg>` element that screen readers pass over; nothing if there is no value.
    pub fn render(&self) -> String {
        let points = by_day(self.values);
        let Some(&last) = points.last() else { return String::new() };
        let mut svg = String::new();
        let _ = write!(svg, r#"<svg class="plot spark" width="100%" height="{HEIGHT}" aria-hidden="true">"#);
        let days = Days::including(points.iter().map(|point| point.0), last.0);
        let values = Values::including(points.iter().map(|point| point.1).chain(self.target));
        Plot::draw(&mut svg, days, values, |plot| self.draw(plot, &points, last));
        svg.push_str("</svg>");
        svg
    }

    fn draw(&self, plot: &Plot<'_>, points: &[Point], last: Point) -> Done {
        if let Some(target) = self.target.filter(|&value| drawable(value)) {
            plot.level(target, Mark::Target)?;
        }
        plot.line(&thinned(points, COLUMNS, |point| plot.place(point)), Mark::Actual)?;
        plot.dot(last, 4, Mark::Dot)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::site::charts::testing::day;

    fn week(n: i8, value: f64) -> Point {
        (Date::constant(2026, 3, n), value)
    }

    #[test]
    fn a_line_with_its_target_and_a_dot_at_its_end() {
        let values = [week(8, 30.0), week(1, 10.0), week(15, 20.0)];
        let svg = Sparkline { values: &values, target: Some(40.0) }.render();
        assert_eq!(
            svg,
            "<svg class=\"plot spark\" width=\"100%\" height=\"36\" aria-hidden=\"true\">\
             <svg width=\"100%\" height=\"100%\" viewBox=\"0 0 10000 10000\" preserveAspectRatio=\"none\">\
             <path class=\"l-tgt\" d=\"M0 0L10000 0\"/><path class=\"l-act\" d=\"M0 10000L5000 3333L10000 6667\"/></svg>\
             <circle class=\"dot\" cx=\"100%\" cy=\"66.67%\" r=\"4\"/></svg>"
        );
    }

    #[test]
    fn five_years_of_weeks_are_drawn_by_what_a_card_can_show() {
        let values: Vec<Point> = (0..260_i64).map(|n| (day(n * 7), (n % 11) as f64)).collect();
        let svg = Sparkline { values: &values, target: None }.render();
        assert!(svg.matches('L').count() <= 146, "{svg}");
        assert!(svg.contains("M0 10000L") && svg.contains("L10000 "), "the ends stay: {svg}");
    }

    #[test]
    fn without_a_value_there_is_nothing_and_one_value_is_a_dot() {
        assert_eq!(Sparkline { values: &[], target: Some(1.0) }.render(), "");
        let one = Sparkline { values: &[week(1, 5.0)], target: None }.render();
        assert!(one.contains("cx=\"50%\"") && !one.contains("<path"), "{one}");
    }
}
