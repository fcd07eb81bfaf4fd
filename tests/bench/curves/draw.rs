//! The curves as a picture: above, what a record takes of the processor; below, the memory.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters_svg::SVGBackend;

use super::{Point, SIZES};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

const SIZE: (u32, u32) = (720, 760);
/// The room for the names at the ends of the curves.
const NAMES: u32 = 120;
/// Colours that people tell apart who see few, of Okabe and Ito, “Color universal design” (2008).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(60, 60, 60),
];

/// One of the two panels.
struct Panel {
    title: String,
    value: fn(&Point) -> f64,
}

pub(super) fn picture(command: &str, points: &[Point]) -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (above, below) = area.split_vertically(SIZE.1 / 2);
        let time = Panel { title: format!("{command}: microseconds of the processor for each record"), value: Point::microseconds_of_each };
        let memory = Panel { title: format!("{command}: memory at the most, in megabytes"), value: |point| point.cost.megabytes };
        panel(&above, &time, points)?;
        panel(&below, &memory, points)?;
        area.present()?;
    }
    Ok(svg)
}

/// The names of the kinds, in the order in which they were measured.
fn kinds(points: &[Point]) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for point in points {
        if !kinds.contains(&point.kind.as_str()) {
            kinds.push(&point.kind);
        }
    }
    kinds
}

/// Those of 1, 2, 5, 10, 20 and so on that lie between two values.
fn steps(bottom: f64, top: f64) -> Vec<f64> {
    let all = (0..7).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
    all.filter(|step| (bottom..top).contains(step)).collect()
}

fn grouped(value: f64) -> String {
    let whole = format!("{value:.0}");
    let (thousands, rest) = whole.split_at(whole.len().saturating_sub(3));
    if thousands.is_empty() { rest.to_owned() } else { format!("{thousands},{rest}") }
}

fn panel(area: &Area<'_>, panel: &Panel, points: &[Point]) -> Result<(), Box<dyn Error>> {
    let values = || points.iter().map(panel.value);
    let most = values().fold(f64::MIN, f64::max).max(10.0);
    let least = values().fold(f64::MAX, f64::min).min(most / 2.0);
    let (bottom, top) = (least * 0.8, most * 1.25);
    let furthest = points.iter().map(|point| point.records).max().unwrap_or_default();
    let records: Vec<f64> = SIZES.into_iter().filter(|size| *size <= furthest).map(|size| size as f64).collect();
    let (first, last) = (records.first().copied().unwrap_or(1.0), records.last().copied().unwrap_or(2.0));
    let mut chart = ChartBuilder::on(area)
        .caption(&panel.title, ("sans-serif", 17))
        .margin(12)
        .margin_right(NAMES)
        .x_label_area_size(40)
        .y_label_area_size(64)
        .build_cartesian_2d(
            (first..last).log_scale().with_key_points(records),
            (bottom..top).log_scale().with_key_points(steps(bottom, top)),
        )?;
    chart
        .configure_mesh()
        .x_desc("records")
        .label_style(("sans-serif", 14))
        .axis_desc_style(("sans-serif", 14))
        .max_light_lines(1)
        .bold_line_style(RGBColor(222, 222, 222))
        .x_label_formatter(&|value| grouped(*value))
        .y_label_formatter(&|value| grouped(*value))
        .draw()?;
    let mut names: Vec<(i32, i32, &str, RGBColor)> = Vec::new();
    for (kind, colour) in kinds(points).into_iter().zip(COLOURS) {
        let mut curve: Vec<(f64, f64)> =
            points.iter().filter(|point| point.kind == kind).map(|point| (point.records as f64, (panel.value)(point))).collect();
        curve.sort_by(|left, right| left.0.total_cmp(&right.0));
        if let Some(end) = curve.last() {
            let (across, down) = chart.backend_coord(end);
            names.push((across, down, kind, colour));
        }
        chart.draw_series(LineSeries::new(curve.iter().copied(), colour.stroke_width(2)))?;
        chart.draw_series(curve.iter().map(|at| Circle::new(*at, 3, colour.filled())))?;
    }
    name(area, names)
}

/// Writes the names beside the ends of the curves, no two in one line.
fn name(area: &Area<'_>, mut names: Vec<(i32, i32, &str, RGBColor)>) -> Result<(), Box<dyn Error>> {
    const LINE: i32 = 17;
    let top = area.get_pixel_range().1.start;
    names.sort_by_key(|name| name.1);
    let mut above = i32::MIN / 2;
    for (across, down, kind, colour) in names {
        above = down.max(above + LINE);
        area.draw(&Text::new(kind.to_owned(), (across + 9, above - top - 7), ("sans-serif", 15).into_font().color(&colour)))?;
    }
    Ok(())
}
