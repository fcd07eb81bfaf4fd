//! What the tests of several charts share.

use jiff::civil::Date;

use super::labels::{COLUMN, columns};
use super::points::Point;

/// Days after 31 August 2026.
pub(super) fn day(n: i64) -> Date {
    Date::constant(2026, 8, 31).saturating_add(jiff::Span::new().days(n))
}

/// A value a week.
pub(super) fn weekly(values: &[f64]) -> Vec<Point> {
    (0..).map(|week| day(week * 7)).zip(values.iter().copied()).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    tag.split_once(&format!(" {name}=\"")).map_or("0", |(_, rest)| rest.split('"').next().unwrap())
}

fn share(tag: &str, name: &str) -> f64 {
    attribute(tag, name).trim_end_matches('%').parse::<f64>().unwrap() / 100.0
}

fn pixels(tag: &str, name: &str) -> f64 {
    attribute(tag, name).parse().unwrap()
}

type Box = (String, [f64; 4]);

/// Every text of a chart, and every pin, with its box in pixels, where the plot area is so many pixels wide.
fn boxes(svg: &str, height: i32, width: f64) -> Vec<Box> {
    let texts = svg.split("<text").skip(1).map(|text| text.split("</text>").next().unwrap().split_once('>').unwrap());
    let texts = texts.filter(|(tag, _)| tag.contains(" x=")).map(|(tag, text)| {
        let wide = f64::from(columns(text) * COLUMN);
        let before = match attribute(tag, "text-anchor") {
            "middle" => wide / 2.0,
            "end" => wide,
            _ => 0.0,
        };
        let (left, base) = (share(tag, "x") * width + pixels(tag, "dx") - before, share(tag, "y") * f64::from(height) + pixels(tag, "dy"));
        (text.to_owned(), [left, left + wide, base - 10.0, base + 3.0])
    });
    let pins = svg.split("<svg class=\"pin\"").skip(1).map(|pin| pin.split("</svg>").next().unwrap());
    let pins = pins.map(|pin| {
        let half = if pin.contains("M-19") { 19.0 } else { 13.0 };
        let (x, y) = (share(pin, "x") * width, pixels(pin, "y"));
        ("a pin".to_owned(), [x - half, x + half, y - 13.0, y + 13.0])
    });
    texts.chain(pins).collect()
}

/// No text covers another one or a pin at any width.
#[track_caller]
pub(super) fn nothing_overlaps(svg: &str, height: i32) {
    for width in [218.0, 320.0, 1000.0] {
        let boxes = boxes(svg, height, width);
        for (i, (text, [left, right, top, bottom])) in boxes.iter().enumerate() {
            for (other, [l, r, t, b]) in &boxes[..i] {
                assert!(right <= l || r <= left || bottom <= t || b <= top, "{text} and {other} overlap at {width} px\n{svg}");
            }
        }
    }
}
