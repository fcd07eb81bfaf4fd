//! Lines over time that share one scale: what was planned, spent and expected, how many were open, how a mean went.

use jiff::civil::Date;
use plotters_backend::text_anchor::HPos::{Center, Left, Right};

use super::axes;
use super::backend::Mark;
use super::days::Days;
use super::labels::{Layout, Place, Placed, Spot};
use super::plot::{Caption, Done, Head, Plot};
use super::points::{Point, by_day};
use super::values::Values;
use super::written::Written;
use crate::text::Unit;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 220;
/// The most values with a dot each.
const MOST_DOTS: usize = 24;

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// What happened: strong, with dots.
    Actual,
    /// What it is held against.
    Plan,
    /// What is expected: dashed.
    Forecast,
    /// Something else to know: dotted.
    Other,
}

/// A line with its name.
#[derive(Debug, Clone, Copy)]
pub struct Trend<'a> {
    /// What is written at its end.
    pub label: &'a str,
    /// Its values; dates may come in any order.
    pub points: &'a [Point],
    /// How it looks.
    pub stroke: Stroke,
}

/// Lines over time. Values that are no numbers are left out.
#[derive(Debug, Clone, Copy)]
pub struct TrendChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// The lines, from back to front.
    pub lines: &'a [Trend<'a>],
    /// Values that the scale holds whatever the lines do: 0 for amounts and counts, both ends of a fixed scale.
    pub holds: &'a [f64],
    /// The columns of its left gutter, if its own numbers do not need more: charts below each other have the same.
    pub columns: i32,
    /// The date of the report.
    pub report_date: Date,
}

impl Stroke {
    const fn line(self) -> Mark {
        match self {
            Self::Actual => Mark::Actual,
            Self::Plan => Mark::Target,
            Self::Forecast => Mark::Forecast,
            Self::Other => Mark::Baseline,
        }
    }

    const fn dot(self) -> Mark {
        match self {
            Self::Actual => Mark::Dot,
            Self::Forecast => Mark::HollowDot,
            Self::Plan | Self::Other => Mark::TargetDot,
        }
    }

    const fn label(self) -> Mark {
        match self {
            Self::Actual | Self::Forecast => Mark::ActualLabel,
            Self::Plan | Self::Other => Mark::Label,
        }
    }
}

impl TrendChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let lines: Vec<Vec<Point>> = self.lines.iter().map(|line| by_day(line.points)).collect();
        let days = lines.iter().flatten().map(|point| point.0).chain([self.report_date]);
        let (days, values) = (Days::including(days, self.report_date), self.values());
        let head = Head { caption: self.caption, above: "", left: self.columns(), right: 0, height: HEIGHT };
        Plot::svg(&head, days, values, |plot, layout| self.draw(plot, layout, &lines))
    }

    /// How many columns its left gutter has.
    pub fn columns(&self) -> i32 {
        axes::gutter_columns(self.values(), self.caption.lang).max(self.columns)
    }

    fn values(&self) -> Values {
        let points = self.lines.iter().flat_map(|line| line.points).map(|point| point.1);
        Values::including(points.chain(self.holds.iter().copied()))
    }

    fn draw(&self, plot: &Plot<'_>, layout: &mut Layout, lines: &[Vec<Point>]) -> Done {
        axes::draw_values(plot, self.caption.lang)?;
        axes::draw_days(plot, self.caption.lang, layout)?;
        if plot.values.low() < 0.0 && plot.values.high() > 0.0 {
            plot.level(0.0, Mark::Axis)?;
        }
        plot.upright(self.report_date, Mark::Now)?;
        for (line, points) in self.lines.iter().zip(lines) {
            plot.line(points, line.stroke.line())?;
            layout.draw(&plot.places(points));
        }
        for (line, points) in self.lines.iter().zip(lines) {
            self.draw_dots(plot, line.stroke, points)?;
        }
        let labels = self.place_labels(plot, layout, lines);
        plot.labels(&labels)
    }

    /// The name of each line at its end, the foremost line first.
    fn place_labels(&self, plot: &Plot<'_>, layout: &mut Layout, lines: &[Vec<Point>]) -> Vec<Placed> {
        let named = self.lines.iter().zip(lines).rev().filter(|(line, _)| !line.label.is_empty());
        let ends = named.filter_map(|(line, points)| Some((line, plot.place(*points.last()?))));
        let mut placed: Vec<Placed> = ends.filter_map(|(line, end)| layout.place(line.label, line.stroke.label(), &around(end))).collect();
        placed.extend(axes::now(plot, layout, self.caption.lang, self.report_date));
        placed
    }

    /// Every dot of what happened, as long as they do not touch; of other lines the end alone.
    fn draw_dots(&self, plot: &Plot<'_>, stroke: Stroke, points: &[Point]) -> Done {
        let all = stroke == Stroke::Actual && points.len() <= MOST_DOTS;
        let last = points.len().saturating_sub(1);
        let is_whole = points.iter().all(|(_, value)| value.fract().abs() < 1e-9);
        let written = Written { lang: self.caption.lang, decimals: u32::from(!is_whole), unit: Unit::new("", "") };
        for (at, &point) in points.iter().enumerate().filter(|(at, _)| all || *at == last) {
            plot.told_dot(point, if at == last { 4 } else { 3 }, stroke.dot(), &written.point(point))?;
        }
        Ok(())
    }
}

fn around(at: Place) -> [Spot; 8] {
    [
        Spot::above(at, Right),
        Spot::below(at, Right),
        Spot::beside(at, Right),
        Spot::above(at, Center),
        Spot::below(at, Center),
        Spot::beside(at, Left),
        Spot::above(at, Left),
        Spot::below(at, Left),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn month(n: i8, value: f64) -> Point {
        (Date::constant(2026, n, 28), value)
    }

    fn chart<'a>(lines: &'a [Trend<'a>]) -> TrendChart<'a> {
        TrendChart {
            caption: Caption { id: "b", title: "Budget", desc: "Lines", lang: Lang::En },
            lines,
            holds: &[0.0],
            columns: 0,
            report_date: Date::constant(2026, 2, 15),
        }
    }

    #[test]
    fn each_line_has_its_stroke_and_its_name() {
        let plan = [month(1, 100.0), month(2, 200.0), month(3, 300.0)];
        let spent = [month(1, 90.0)];
        let lines = [
            Trend { label: "Plan 300", points: &plan, stroke: Stroke::Plan },
            Trend { label: "Spent 90", points: &spent, stroke: Stroke::Actual },
        ];
        let svg = chart(&lines).render();
        assert_eq!((svg.matches("l-tgt").count(), svg.matches("l-act").count(), svg.matches("class=\"dot\"").count()), (1, 0, 1), "{svg}");
        assert!(svg.contains(">Plan 300<") && svg.contains(">Spent 90<") && svg.contains("class=\"dot t\""), "{svg}");
    }

    #[test]
    fn a_scale_that_is_given_is_kept_and_zero_is_its_axis() {
        let mood = [month(1, -0.5), month(2, 0.25)];
        let lines = [Trend { label: "", points: &mood, stroke: Stroke::Actual }];
        let svg = TrendChart { holds: &[-2.0, 2.0], ..chart(&lines) }.render();
        assert!(svg.contains(">−2<") && svg.contains(">2<"), "{svg}");
        assert_eq!(svg.matches("class=\"axis\"").count(), 2, "the bottom and zero: {svg}");
    }

    #[test]
    fn nothing_to_draw_is_an_empty_frame() {
        assert!(!chart(&[]).render().contains("l-act"));
    }
}
