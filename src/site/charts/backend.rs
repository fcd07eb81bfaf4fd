//! A plotters backend that writes SVG in per cent, and the shapes on it, with class names for colours.

use std::fmt::{self, Write};

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};

use crate::site::escape::escape;

/// The width and the height of the canvas: hundredths of a per cent.
pub(super) const FULL: i32 = 10_000;

/// What a stroke, an area, a dot or a text means; its class in the stylesheet gives it its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Grid,
    Axis,
    Now,
    Band,
    Baseline,
    Target,
    Actual,
    Leader,
    Dot,
    HollowDot,
    TargetDot,
    Tick,
    Label,
    ActualLabel,
    Fan,
    FarFan,
    Forecast,
    FarForecast,
    Mean,
    Limit,
    Break,
    LimitLabel,
    Change,
    Decision,
    Campaign,
    Several,
    Outside,
    OutsideWorse,
    Run,
    RunWorse,
    NearLimit,
    NearLimitWorse,
    Jump,
    Low,
    Medium,
    High,
    Critical,
    Edge,
    Top,
    Worse,
    Better,
}

impl Mark {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Now => "now",
            Self::Band => "band",
            Self::Baseline => "l-base",
            Self::Target => "l-tgt",
            Self::Actual => "l-act",
            Self::Leader => "l-lead",
            Self::Dot => "dot",
            Self::HollowDot => "dot o",
            Self::TargetDot => "dot t",
            Self::Tick => "tick",
            Self::Label => "lab",
            Self::ActualLabel => "lab c",
            Self::Low => "aL",
            Self::Medium => "aM",
            Self::High => "aH",
            Self::Critical => "aC",
            Self::Edge => "edge",
            Self::Top => "top",
            Self::Worse => "worse",
            Self::Better => "better",
            Self::Fan => "fan",
            Self::FarFan => "fan far",
            Self::Forecast => "l-fc",
            Self::FarForecast => "l-fc far",
            Self::Mean => "l-mean",
            Self::Limit => "l-lim",
            Self::Break => "brk",
            Self::LimitLabel => "lab n",
            Self::Change | Self::Decision | Self::Several => "pin",
            Self::Campaign => "pin o",
            Self::Outside | Self::Run | Self::NearLimit | Self::Jump => "sig",
            Self::OutsideWorse | Self::RunWorse | Self::NearLimitWorse => "sig b",
        }
    }

    /// The outline of a shape in pixels around its place, in place of a circle or around a text.
    pub(super) const fn shape(self) -> Option<&'static str> {
        match self {
            Self::Change => Some("M0 -13L13 0L0 13L-13 0Z"),
            Self::Decision => Some("M-10 -10H10V10H-10Z"),
            Self::Campaign => Some("M-6 -11H6L13 0L6 11H-6L-13 0Z"),
            Self::Several => Some("M-19 -10H19V10H-19Z"),
            Self::Outside | Self::OutsideWorse => Some("M0 -7L7 0L0 7L-7 0Z"),
            Self::Jump => Some("M-4 -7H4L0 0L4 7H-4L0 0Z"),
            Self::Run | Self::RunWorse => Some("M-5 -5H5V5H-5Z"),
            Self::NearLimit | Self::NearLimitWorse => Some("M0 -6L6 5H-6Z"),
            _ => None,
        }
    }
}

/// Something to draw: where it is, how it is drawn, and what it means.
pub(super) struct Shape<'a, Place> {
    pub(super) points: &'a [Place],
    pub(super) form: Form<'a>,
    pub(super) mark: Mark,
}

/// How something is drawn.
pub(super) enum Form<'a> {
    /// A line through its points.
    Line,
    /// An area with its points as corners.
    Area,
    /// A dot at its point, with a radius in pixels, and what it says to a pointer that rests on it.
    Dot(u32, &'a str),
    /// A bar between its two points, with a width in pixels, and what it says to a pointer that rests on it.
    Bar(i32, &'a str),
    /// A text at a spot of its own.
    Text(&'a str, Spot),
}

/// A place for a text, and how the text stands to it, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) at: BackendCoord,
    pub(super) anchor: HPos,
    pub(super) dx: i8,
    pub(super) dy: i8,
}

impl<'a, Place> PointCollection<'a, Place> for &'a Shape<'_, Place> {
    type Point = &'a Place;
    type IntoIter = &'a [Place];

    fn point_iter(self) -> &'a [Place] {
        self.points
    }
}

impl<Place> Drawable<PercentSvg<'_>> for Shape<'_, Place> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut points: I, svg: &mut PercentSvg<'_>, _: (u32, u32)) -> Done {
        match self.form {
            Form::Line => svg.path(points, "", self.mark),
            Form::Area => svg.path(points, "Z", self.mark),
            Form::Dot(radius, told) => points.next().map_or(Ok(()), |at| svg.dot(at, radius, self.mark, told)),
            Form::Bar(width, told) => match (points.next(), points.next()) {
                (Some(from), Some(to)) => svg.bar([from, to], width, self.mark, told),
                _ => Ok(()),
            },
            Form::Text(text, spot) => svg.text(text, spot, self.mark),
        }
        .map_err(DrawingErrorKind::DrawingError)
    }
}

type Done = Result<(), DrawingErrorKind<fmt::Error>>;

/// Writes paths into an inner `<svg>` that is stretched with the page, and circles and texts outside of it, in per cent.
pub(super) struct PercentSvg<'o> {
    out: &'o mut String,
    stretched: bool,
}

impl<'o> PercentSvg<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out, stretched: false }
    }

    /// Opens or closes the inner `<svg>`, unless it is so already.
    fn stretch(&mut self, stretched: bool) {
        if stretched && !self.stretched {
            self.out.push_str(r#"<svg width="100%" height="100%" viewBox="0 0 10000 10000" preserveAspectRatio="none">"#);
        }
        if !stretched && self.stretched {
            self.out.push_str("</svg>");
        }
        self.stretched = stretched;
    }

    fn path(&mut self, points: impl Iterator<Item = BackendCoord>, end: &str, mark: Mark) -> fmt::Result {
        self.stretch(true);
        write!(self.out, r#"<path class="{}" d=""#, mark.class())?;
        for (i, (x, y)) in points.enumerate() {
            let step = if i == 0 { 'M' } else { 'L' };
            write!(self.out, "{step}{x} {y}")?;
        }
        write!(self.out, r#"{end}"/>"#)
    }

    fn dot(&mut self, (x, y): BackendCoord, radius: u32, mark: Mark, told: &str) -> fmt::Result {
        self.stretch(false);
        let (class, x, y) = (mark.class(), percent(x), percent(y));
        let title = title(told);
        match mark.shape() {
            Some(shape) => write!(self.out, r#"<svg class="{class}" x="{x}" y="{y}"><path d="{shape}"/>{title}</svg>"#),
            None if title.is_empty() => write!(self.out, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#),
            None => write!(self.out, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}">{title}</circle>"#),
        }
    }

    fn bar(&mut self, [from, to]: [BackendCoord; 2], width: i32, mark: Mark, told: &str) -> fmt::Result {
        self.stretch(false);
        let (class, x, y, height) = (mark.class(), percent(from.0), percent(from.1.min(to.1)), percent((from.1 - to.1).abs()));
        let (left, title) = (-width / 2, title(told));
        write!(
            self.out,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" transform="translate({left})">{title}</rect>"#
        )
    }

    fn text(&mut self, text: &str, spot: Spot, mark: Mark) -> fmt::Result {
        self.stretch(false);
        let Spot { at: (x, y), anchor, dx, dy } = spot;
        let (class, x, text) = (mark.class(), percent(x), escape(text));
        if let Some(shape) = mark.shape() {
            // A pin stands above the canvas: its height is in pixels, and its stem ends at the edge.
            let stem = -i32::from(dy);
            return write!(
                self.out,
                r#"<svg class="{class}" x="{x}" y="{dy}"><line class="brk" y2="{stem}"/><path d="{shape}"/><text dy="4" text-anchor="middle">{text}</text></svg>"#
            );
        }
        let anchor = match anchor {
            HPos::Left => "",
            HPos::Center => r#" text-anchor="middle""#,
            HPos::Right => r#" text-anchor="end""#,
        };
        let (y, dx, dy) = (percent(y), offset("dx", dx), offset("dy", dy));
        write!(self.out, r#"<text class="{class}" x="{x}" y="{y}"{dx}{dy}{anchor}>{text}</text>"#)
    }
}

/// Only the canvas is taken from plotters: a [`Shape`] draws itself, for a colour would not say what it means.
impl DrawingBackend for PercentSvg<'_> {
    type ErrorType = fmt::Error;

    fn get_size(&self) -> (u32, u32) {
        (FULL.unsigned_abs(), FULL.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        self.stretch(false);
        Ok(())
    }

    /// A pixel has no meaning on this canvas.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }
}

/// What is said to a pointer that rests on a shape.
fn title(told: &str) -> String {
    if told.is_empty() { String::new() } else { format!("<title>{}</title>", escape(told)) }
}

/// The attribute for an offset, if there is one.
fn offset(name: &str, pixels: i8) -> String {
    if pixels == 0 { String::new() } else { format!(r#" {name}="{pixels}""#) }
}

/// A coordinate as SVG writes it: "12.34%", "50%".
fn percent(coordinate: i32) -> String {
    let text = format!("{:.2}", f64::from(coordinate) / 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_per_cent() {
        assert_eq!([0, 5, 5000, 1234, 10_000].map(percent), ["0%", "0.05%", "50%", "12.34%", "100%"]);
        assert_eq!(percent(-250), "-2.5%");
    }

    #[test]
    fn paths_are_stretched_and_dots_are_not() {
        let mut out = String::new();
        let mut svg = PercentSvg::new(&mut out);
        svg.path([(0, 0), (10, 20)].into_iter(), "", Mark::Actual).unwrap();
        svg.dot((10, 20), 4, Mark::HollowDot, "").unwrap();
        svg.present().unwrap();
        assert_eq!(
            out,
            "<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 10000 10000\" preserveAspectRatio=\"none\">\
             <path class=\"l-act\" d=\"M0 0L10 20\"/></svg><circle class=\"dot o\" cx=\"0.1%\" cy=\"0.2%\" r=\"4\"/>"
        );
    }
}
