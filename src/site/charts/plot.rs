//! A plot area on the percent canvas, of values over days or over other values: what every chart is drawn on.

use std::fmt::Error;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::text_anchor::{Pos, VPos};
use plotters::style::{FontFamily, RGBAColor, TextStyle};

use super::backend::{FULL, Ink, Mark, PercentSvg};
use super::days::Days;
use super::labels::{Label, Place, Placed};
use super::values::Values;

/// Writing into a string does not fail; plotters asks for the type.
pub(super) type Done = Result<(), DrawingAreaErrorKind<Error>>;

/// What goes from left to right.
pub(super) trait Across: Ranged<ValueType: Copy> + Copy {
    /// Where it begins and ends.
    fn ends(self) -> [Self::ValueType; 2];
}

impl Across for Days {
    fn ends(self) -> [Self::ValueType; 2] {
        [self.start(), self.end()]
    }
}

impl Across for Values {
    fn ends(self) -> [Self::ValueType; 2] {
        [self.low(), self.high()]
    }
}

/// A value at a place from left to right.
type At<X> = (<X as Ranged>::ValueType, f64);

/// A plot area that is written to a string as it is drawn, back to front.
pub(super) struct Plot<'o, X: Across = Days> {
    pub(super) across: X,
    pub(super) values: Values,
    canvas: DrawingArea<PercentSvg<'o>, Shift>,
    area: DrawingArea<PercentSvg<'o>, Cartesian2d<X, Values>>,
}

impl<'o, X: Across> Plot<'o, X> {
    pub(super) fn new(out: &'o mut String, across: X, values: Values) -> Self {
        let canvas = PercentSvg::new(out).into_drawing_area();
        let upwards = Range { start: FULL, end: 0 };
        let area = canvas.apply_coord_spec(Cartesian2d::new(across, values, (0..FULL, upwards)));
        Self { across, values, canvas, area }
    }

    /// Where a point is on the canvas.
    pub(super) fn place(&self, point: At<X>) -> Place {
        self.area.map_coordinate(&point)
    }

    /// Where points are on the canvas.
    pub(super) fn places(&self, points: &[At<X>]) -> Vec<Place> {
        points.iter().map(|&point| self.place(point)).collect()
    }

    /// A line through points; nothing for fewer than two.
    pub(super) fn line(&self, points: &[At<X>], mark: Mark) -> Done {
        if points.len() < 2 {
            return Ok(());
        }
        self.area.draw(&PathElement::new(points, mark))
    }

    /// A line from edge to edge.
    pub(super) fn level(&self, value: f64, mark: Mark) -> Done {
        self.line(&self.across.ends().map(|end| (end, value)), mark)
    }

    /// A filled area with these corners.
    pub(super) fn area(&self, corners: Vec<At<X>>, mark: Mark) -> Done {
        self.area.draw(&Polygon::new(corners, RGBAColor::from(Ink::from(mark))))
    }

    /// A dot whose radius is in pixels.
    pub(super) fn dot(&self, point: At<X>, radius: i32, mark: Mark) -> Done {
        self.area.draw(&Circle::new(point, radius, mark))
    }

    /// A text at its spot.
    pub(super) fn text(&self, label: &Label) -> Done {
        let spot = label.spot;
        let ink = Ink { mark: label.mark, dx: spot.dx, dy: spot.dy };
        let color = RGBAColor::from(ink);
        let style = TextStyle::from(FontFamily::SansSerif).color(&color).pos(Pos::new(spot.anchor, VPos::Center));
        self.canvas.draw_text(&label.text, &style, spot.at)
    }

    /// The lines that lead to labels that were moved away.
    pub(super) fn leaders(&self, placed: &[Placed]) -> Done {
        placed.iter().filter_map(|placed| placed.leader).try_for_each(|ends| self.canvas.draw(&PathElement::new(ends, Mark::Leader)))
    }

    /// Closes what is open in the markup.
    pub(super) fn finish(self) -> Done {
        self.canvas.present()
    }
}
