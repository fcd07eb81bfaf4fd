//! A plot area on the percent canvas, of values over days or over other values: what every chart is drawn on.

use std::fmt::Error;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};

use super::backend::{FULL, Form, Mark, PercentSvg, Shape};
use super::days::Days;
use super::labels::{Label, Layout, Place, Placed, gutter};
use super::thin::thinned;
use super::values::Values;
use crate::site::escape::escape;
use crate::text::Lang;

/// The widest chart has this many columns that a stroke of two pixels can tell apart.
const COLUMNS: i32 = 500;

/// Writing into a string does not fail; plotters asks for the type.
pub(super) type Done = Result<(), DrawingAreaErrorKind<Error>>;

/// What goes from left to right.
pub(super) trait Across: Ranged<ValueType: Copy> + Copy {
    /// Where it begins and ends.
    fn ends(self) -> [Self::ValueType; 2];

    /// Its first and its last day or amount as an attribute, by which the script finds the values at a place.
    fn told(self) -> String;
}

impl Across for Days {
    fn ends(self) -> [Self::ValueType; 2] {
        [self.start(), self.end()]
    }

    fn told(self) -> String {
        format!(r#" data-days="{}/{}""#, self.start(), self.end())
    }
}

impl Across for Values {
    fn ends(self) -> [Self::ValueType; 2] {
        [self.low(), self.high()]
    }

    fn told(self) -> String {
        format!(r#" data-amounts="{}/{}""#, self.low(), self.high())
    }
}

/// A value at a place from left to right.
type At<X> = (<X as Ranged>::ValueType, f64);

/// What a chart is called, and in which language it speaks.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// Begins the ids of title and description, unique on the page.
    pub id: &'a str,
    /// What the chart says, for those who do not see it.
    pub title: &'a str,
    /// What is to be seen on the chart, in words.
    pub desc: &'a str,
    /// The language of its numbers and dates.
    pub lang: Lang,
}

/// What the `<svg>` of a chart says before anything is drawn.
pub(super) struct Head<'a> {
    /// What the chart is called.
    pub(super) caption: Caption<'a>,
    /// Classes that keep room above the chart, each after a blank.
    pub(super) above: &'a str,
    /// The columns of text in the left gutter.
    pub(super) left: i32,
    /// The same at the right; 0 for no gutter.
    pub(super) right: i32,
    /// Pixels from the highest to the lowest value.
    pub(super) height: i32,
}

impl Head<'_> {
    fn open(&self, days: &str) -> String {
        let Self { caption, above, left, height, .. } = self;
        let (id, title, desc) = (escape(caption.id), escape(caption.title), escape(caption.desc));
        let right = if self.right > 0 { format!(" gr{}", self.right) } else { String::new() };
        format!(
            r#"<svg class="plot full{above} gl{left}{right}" role="img" aria-labelledby="{id}-title {id}-desc" width="100%" height="{height}"{days}><title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc><g aria-hidden="true">"#
        )
    }

    fn layout(&self) -> Layout {
        let right = if self.right > 0 { gutter(self.right) } else { 0 };
        Layout::new(self.height, gutter(self.left) + right)
    }
}

/// A plot area that is written to a string as it is drawn, back to front.
pub(super) struct Plot<'o, X: Across = Days> {
    pub(super) across: X,
    pub(super) values: Values,
    canvas: DrawingArea<PercentSvg<'o>, Shift>,
    area: DrawingArea<PercentSvg<'o>, Cartesian2d<X, Values>>,
}

impl<'o, X: Across> Plot<'o, X> {
    /// A chart as an `<svg>` element. What it is made of is drawn back to front, for it is written as it is drawn.
    pub(super) fn svg(head: &Head<'_>, across: X, values: Values, draw: impl FnOnce(&Plot<'_, X>, &mut Layout) -> Done) -> String {
        let mut svg = head.open(&across.told());
        Plot::draw(&mut svg, across, values, |plot| draw(plot, &mut head.layout()));
        svg + "</g></svg>"
    }

    /// Writes a plot area.
    pub(super) fn draw(out: &mut String, across: X, values: Values, draw: impl FnOnce(&Plot<'_, X>) -> Done) {
        let plot = Plot::new(out, across, values);
        let drawn = draw(&plot).and_then(|()| plot.canvas.present());
        debug_assert!(drawn.is_ok(), "writing into a string does not fail");
    }

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
        let points = &thinned(points, COLUMNS, |point| self.place(point));
        self.area.draw(&Shape { points, form: Form::Line, mark })
    }

    /// A line from edge to edge.
    pub(super) fn level(&self, value: f64, mark: Mark) -> Done {
        self.line(&self.across.ends().map(|end| (end, value)), mark)
    }

    /// A line from the bottom to the top.
    pub(super) fn upright(&self, at: X::ValueType, mark: Mark) -> Done {
        self.line(&[(at, self.values.low()), (at, self.values.top())], mark)
    }

    /// A filled area with these corners.
    pub(super) fn area(&self, corners: &[At<X>], mark: Mark) -> Done {
        self.area.draw(&Shape { points: corners, form: Form::Area, mark })
    }

    /// A dot whose radius is in pixels.
    pub(super) fn dot(&self, point: At<X>, radius: u32, mark: Mark) -> Done {
        self.told_dot(point, radius, mark, "")
    }

    /// The same with what it says to a pointer that rests on it.
    pub(super) fn told_dot(&self, point: At<X>, radius: u32, mark: Mark, told: &str) -> Done {
        self.area.draw(&Shape { points: &[point], form: Form::Dot(radius, told), mark })
    }

    /// A bar from zero to a point whose width is in pixels, with what it says to a pointer that rests on it.
    pub(super) fn bar(&self, point: At<X>, width: i32, mark: Mark, told: &str) -> Done {
        self.area.draw(&Shape { points: &[point, (point.0, 0.0)], form: Form::Bar(width, told), mark })
    }

    /// A text at its spot.
    pub(super) fn text(&self, label: &Label) -> Done {
        self.canvas.draw(&Shape { points: &[], form: Form::Text(&label.text, label.spot), mark: label.mark })
    }

    /// Labels that were placed, over the lines that lead to those that were moved away.
    pub(super) fn labels(&self, placed: &[Placed]) -> Done {
        for leader in placed.iter().filter_map(|placed| placed.leader.as_ref()) {
            self.canvas.draw(&Shape { points: leader, form: Form::Line, mark: Mark::Leader })?;
        }
        placed.iter().try_for_each(|placed| self.text(&placed.label))
    }
}
