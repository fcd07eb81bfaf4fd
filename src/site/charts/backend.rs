//! A plotters backend that writes SVG in per cent, with class names for colours.

use std::fmt::{Error, Write};

use plotters::style::{Color, RGBAColor, RGBColor, ShapeStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

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
}

impl Mark {
    const ALL: [Self; 38] = [
        Self::Grid,
        Self::Axis,
        Self::Now,
        Self::Band,
        Self::Baseline,
        Self::Target,
        Self::Actual,
        Self::Leader,
        Self::Dot,
        Self::HollowDot,
        Self::TargetDot,
        Self::Tick,
        Self::Label,
        Self::ActualLabel,
        Self::Fan,
        Self::FarFan,
        Self::Forecast,
        Self::FarForecast,
        Self::Mean,
        Self::Limit,
        Self::Break,
        Self::LimitLabel,
        Self::Change,
        Self::Decision,
        Self::Several,
        Self::Outside,
        Self::OutsideWorse,
        Self::Run,
        Self::RunWorse,
        Self::NearLimit,
        Self::NearLimitWorse,
        Self::Jump,
        Self::Low,
        Self::Medium,
        Self::High,
        Self::Critical,
        Self::Edge,
        Self::Top,
    ];

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
            Self::Fan => "fan",
            Self::FarFan => "fan far",
            Self::Forecast => "l-fc",
            Self::FarForecast => "l-fc far",
            Self::Mean => "l-mean",
            Self::Limit => "l-lim",
            Self::Break => "brk",
            Self::LimitLabel => "lab n",
            Self::Change | Self::Decision | Self::Several => "pin",
            Self::Outside | Self::Run | Self::NearLimit | Self::Jump => "sig",
            Self::OutsideWorse | Self::RunWorse | Self::NearLimitWorse => "sig b",
        }
    }

    /// The outline of a shape in pixels around its place, in place of a circle or around a text.
    pub(super) const fn shape(self) -> Option<&'static str> {
        match self {
            Self::Change => Some("M0 -13L13 0L0 13L-13 0Z"),
            Self::Decision => Some("M-10 -10H10V10H-10Z"),
            Self::Several => Some("M-19 -10H19V10H-19Z"),
            Self::Outside | Self::OutsideWorse => Some("M0 -7L7 0L0 7L-7 0Z"),
            Self::Jump => Some("M-4 -7H4L0 0L4 7H-4L0 0Z"),
            Self::Run | Self::RunWorse => Some("M-5 -5H5V5H-5Z"),
            Self::NearLimit | Self::NearLimitWorse => Some("M0 -6L6 5H-6Z"),
            _ => None,
        }
    }
}

/// What travels through plotters in place of a colour: the meaning, and how many pixels a text stands off its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) mark: Mark,
    pub(super) dx: i8,
    pub(super) dy: i8,
}

impl From<Mark> for Ink {
    fn from(mark: Mark) -> Self {
        Self { mark, dx: 0, dy: 0 }
    }
}

impl From<Ink> for RGBAColor {
    fn from(ink: Ink) -> Self {
        RGBColor(ink.mark as u8, ink.dx.cast_unsigned(), ink.dy.cast_unsigned()).to_rgba()
    }
}

impl From<BackendColor> for Ink {
    fn from(color: BackendColor) -> Self {
        let (mark, dx, dy) = color.rgb;
        let mark = Mark::ALL.get(usize::from(mark)).copied().unwrap_or(Mark::Grid);
        Self { mark, dx: dx.cast_signed(), dy: dy.cast_signed() }
    }
}

impl From<Mark> for ShapeStyle {
    fn from(mark: Mark) -> Self {
        Self { color: Ink::from(mark).into(), filled: true, stroke_width: 1 }
    }
}

type Done = Result<(), DrawingErrorKind<Error>>;

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

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>, end: &str, color: BackendColor) -> Done {
        self.stretch(true);
        write!(self.out, r#"<path class="{}" d=""#, Ink::from(color).mark.class()).map_err(DrawingErrorKind::DrawingError)?;
        for (i, (x, y)) in points.into_iter().enumerate() {
            let step = if i == 0 { 'M' } else { 'L' };
            write!(self.out, "{step}{x} {y}").map_err(DrawingErrorKind::DrawingError)?;
        }
        write!(self.out, r#"{end}"/>"#).map_err(DrawingErrorKind::DrawingError)
    }
}

impl DrawingBackend for PercentSvg<'_> {
    type ErrorType = Error;

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

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.path([from, to], "", style.color())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, _: bool) -> Done {
        self.path([(left, top), (right, top), (right, bottom), (left, bottom)], "Z", style.color())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        self.path(points, "", style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        self.path(points, "Z", style.color())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Done {
        self.stretch(false);
        let mark = Ink::from(style.color()).mark;
        let (class, x, y) = (mark.class(), percent(x), percent(y));
        match mark.shape() {
            Some(shape) => write!(self.out, r#"<svg class="{class}" x="{x}" y="{y}"><path d="{shape}"/></svg>"#),
            None => write!(self.out, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#),
        }
        .map_err(DrawingErrorKind::DrawingError)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        self.stretch(false);
        let Ink { mark, dx, dy } = style.color().into();
        if let Some(shape) = mark.shape() {
            // A pin stands above the canvas: its height is in pixels, and its stem ends at the edge.
            let (class, x, stem) = (mark.class(), percent(x), -i32::from(dy));
            return write!(
                self.out,
                r#"<svg class="{class}" x="{x}" y="{dy}"><line class="brk" y2="{stem}"/><path d="{shape}"/><text dy="4" text-anchor="middle">{}</text></svg>"#,
                escape(text)
            )
            .map_err(DrawingErrorKind::DrawingError);
        }
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => r#" text-anchor="middle""#,
            HPos::Right => r#" text-anchor="end""#,
        };
        let (class, x, y, dx, dy) = (mark.class(), percent(x), percent(y), offset("dx", dx), offset("dy", dy));
        write!(self.out, r#"<text class="{class}" x="{x}" y="{y}"{dx}{dy}{anchor}>{}</text>"#, escape(text))
            .map_err(DrawingErrorKind::DrawingError)
    }

    /// Nothing is laid out by plotters, which would need the pixels of one width.
    fn estimate_text_size<S: BackendTextStyle>(&self, _: &str, _: &S) -> Result<(u32, u32), DrawingErrorKind<Error>> {
        Ok((0, 0))
    }
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
    fn meaning_and_offset_survive_the_way_through_a_colour() {
        for mark in Mark::ALL {
            let ink = Ink { mark, dx: -8, dy: 17 };
            let color = RGBAColor::from(ink).to_backend_color();
            assert_eq!(Ink::from(color), ink);
        }
    }

    #[test]
    fn coordinates_are_per_cent() {
        assert_eq!([0, 5, 5000, 1234, 10_000].map(percent), ["0%", "0.05%", "50%", "12.34%", "100%"]);
        assert_eq!(percent(-250), "-2.5%");
    }

    #[test]
    fn paths_are_stretched_and_dots_are_not() {
        let mut out = String::new();
        let mut svg = PercentSvg::new(&mut out);
        svg.draw_path([(0, 0), (10, 20)], &ShapeStyle::from(Mark::Actual)).unwrap();
        svg.draw_circle((10, 20), 4, &ShapeStyle::from(Mark::HollowDot), true).unwrap();
        svg.present().unwrap();
        assert_eq!(
            out,
            "<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 10000 10000\" preserveAspectRatio=\"none\">\
             <path class=\"l-act\" d=\"M0 0L10 20\"/></svg><circle class=\"dot o\" cx=\"0.1%\" cy=\"0.2%\" r=\"4\"/>"
        );
    }
}
