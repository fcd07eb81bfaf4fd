//! Drawings in the cells of a Gantt table: one calendar for all rows, and a bar or a diamond in each.
//!
//! All places are per cents of the calendar, so that the drawing grows with its cell; heights are pixels.

use std::fmt::Write;

use jiff::civil::Date;
use plotters::coord::ranged1d::Ranged;
use unicode_width::UnicodeWidthStr;

use super::days::Days;
use crate::site::escape::escape;
use crate::text::{Lang, date};

/// The most months that are named above the rows: on a phone each then has room for its name.
const MOST_MONTHS: usize = 8;
/// The width of the calendar on a phone, in pixels: what does not touch there touches nowhere.
const NARROWEST: f64 = 320.0;
/// Pixels of one column of text at 12 px.
const COLUMN: f64 = 7.0;
/// From here on, in per cent, there is no room for the name of a month.
const LAST_MONTH: f64 = 93.0;
/// The share of the calendar in per cent that a label beside a bar may need.
const LABEL: f64 = 20.0;

/// The calendar that all rows share.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    days: Days,
    now: Date,
}

/// The bar of a task.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// Its first and its last day.
    pub days: (Date, Date),
    /// Those once agreed.
    pub baseline: Option<(Date, Date)>,
    /// The part of it that is done, 0 to 1.
    pub done: f64,
    /// Whether it may not slip.
    pub is_critical: bool,
    /// What is written beside it, and whether that is bad news.
    pub label: Option<(String, bool)>,
}

/// The diamond of a milestone.
#[derive(Debug, Clone, Default)]
pub struct Diamond {
    /// Its day.
    pub day: Date,
    /// The day once agreed.
    pub baseline: Option<Date>,
    /// Whether it is reached.
    pub is_reached: bool,
    /// Whether it may not slip.
    pub is_critical: bool,
    /// What is written beside it, and whether that is bad news.
    pub label: Option<(String, bool)>,
}

impl Timeline {
    /// A calendar that holds some days and the report date; it ends with the end of its last day.
    pub fn including(days: impl IntoIterator<Item = Date>, now: Date) -> Self {
        let days: Vec<Date> = days.into_iter().chain([now]).collect();
        let after = days.iter().max().map(|last| next(*last));
        Self { days: Days::including(days.into_iter().chain(after), now), now }
    }

    /// Its first and its last day.
    pub fn ends(&self) -> (Date, Date) {
        (self.days.start(), self.days.end().yesterday().unwrap_or(self.days.end()))
    }

    /// How many days it has.
    pub fn length(&self) -> i64 {
        self.days.start().until(self.days.end()).map_or(0, |span| i64::from(span.get_days()))
    }

    /// What stands behind every row, drawn once as `#tl`: months, days off, the report date.
    pub fn ground(&self, off: &[(Date, Date)]) -> String {
        let mut svg = r#"<svg class="sprite" aria-hidden="true"><symbol id="tl">"#.to_owned();
        for &(from, to) in off {
            let (x, width) = self.stretch(from, to);
            put(&mut svg, format_args!(r#"<rect class="tl-off" x="{}" width="{}" height="100%"/>"#, per_cent(x), per_cent(width)));
        }
        for first in self.months() {
            let x = per_cent(self.x(first));
            put(&mut svg, format_args!(r#"<line class="tl-m" x1="{x}" x2="{x}" y2="100%"/>"#));
        }
        let now = per_cent(self.x(next(self.now)));
        put(&mut svg, format_args!(r#"<line class="tl-now" x1="{now}" x2="{now}" y2="100%"/></symbol></svg>"#));
        svg
    }

    /// The names of months, the report date above them, and what else is on in that time, as far as there is room.
    pub fn head(&self, lang: Lang, events: &[(Date, Date, &str)]) -> String {
        let mut svg = r##"<svg aria-hidden="true"><use href="#tl"/>"##.to_owned();
        let months = self.months();
        for (at, first) in months.iter().enumerate() {
            let year = if at > 0 && first.month() == 1 { format!(" {}", first.year()) } else { String::new() };
            let name =
                if lang == Lang::Zh && !year.is_empty() { format!("{}年", first.year()) } else { date::month(lang, *first) + &year };
            put(&mut svg, format_args!(r#"<text x="{}" dx="4" y="38">{name}</text>"#, per_cent(self.x(*first))));
        }
        let now = self.x(next(self.now));
        let today = date::short(lang, self.now, self.now.year());
        let mut taken = vec![centred(now, &today)];
        let [anchor, dx] = edge(now);
        put(&mut svg, format_args!(r#"<text class="lab" x="{}" y="14"{dx}{anchor}>{today}</text>"#, per_cent(now)));
        for &(from, to, name) in events {
            let (x, width) = self.stretch(from, to);
            let room = centred(x + width / 2.0, name);
            let is_free = room.0 >= 0.0 && room.1 <= 100.0 && taken.iter().all(|other| room.1 < other.0 || room.0 > other.1);
            if is_free && width > 0.0 {
                let middle = per_cent(x + width / 2.0);
                put(&mut svg, format_args!(r#"<text x="{middle}" y="14" text-anchor="middle">{}</text>"#, escape(name)));
                put(&mut svg, format_args!(r#"<rect class="tl-ev" x="{}" y="18" width="{}" height="3"/>"#, per_cent(x), per_cent(width)));
                taken.push(room);
            }
        }
        svg + "</svg>"
    }

    /// A row with a task.
    pub fn bar(&self, bar: &Bar) -> String {
        let (x, width) = self.stretch(bar.days.0, bar.days.1);
        let mut row = Row::new();
        let late = bar.baseline.filter(|(_, end)| bar.days.1 > *end).map(|(_, end)| self.stretch(next(end).max(bar.days.0), bar.days.1));
        // What is late of something done is hatched; of something that goes on, what is done covers it.
        if bar.done < 1.0 {
            row.bar("gb-rest", -9, (x, width));
        } else {
            row.bar("gb-done", -9, (x, width));
        }
        if let Some(late) = late {
            row.bar("gb-late", -9, late);
        }
        if bar.done > 0.0 && bar.done < 1.0 {
            row.bar("gb-done", -9, (x, width * bar.done));
        }
        if bar.is_critical {
            row.bar("gb-crit", -9, (x, width));
        }
        if let Some((from, to)) = bar.baseline {
            row.bar("gb-base", 8, self.stretch(from, to));
        }
        row.label(bar.label.as_ref(), (x, x + width), 6, 2);
        row.finish()
    }

    /// A row with a milestone.
    pub fn diamond(&self, diamond: &Diamond) -> String {
        let x = self.middle(diamond.day);
        let mut row = Row::new();
        let mut from = x;
        if let Some(baseline) = diamond.baseline.filter(|baseline| *baseline != diamond.day) {
            from = self.middle(baseline);
            let (start, end) = (per_cent(from), per_cent(x));
            put(&mut row.svg, format_args!(r#"<line class="l-lead" x1="{start}" x2="{end}"/>"#));
            put(&mut row.svg, format_args!(r#"<svg x="{start}"><path class="gb-mb" d="M0-5 5 0 0 5-5 0z"/></svg>"#));
        }
        let state = if diamond.is_reached { "done" } else { "open" };
        let critical = if diamond.is_critical { " crit" } else { "" };
        put(&mut row.svg, format_args!(r#"<svg x="{}"><path class="gb-m {state}{critical}" d="M0-9 9 0 0 9-9 0z"/></svg>"#, per_cent(x)));
        row.label(diamond.label.as_ref(), (x.min(from), x.max(from)), 14, 4);
        row.finish()
    }

    /// A stretch of days alone: a phase.
    pub fn span(&self, from: Date, to: Date) -> String {
        let (x, width) = self.stretch(from, to);
        format!(
            r##"<svg aria-hidden="true"><use href="#tl"/><rect class="gb-ph" x="{}" y="50%" width="{}" height="5"/></svg>"##,
            per_cent(x),
            per_cent(width)
        )
    }

    /// A row without anything.
    pub fn empty(&self) -> String {
        r##"<svg aria-hidden="true"><use href="#tl"/></svg>"##.to_owned()
    }

    /// Firsts of months, but for one that begins when nearly all is over.
    fn months(&self) -> Vec<Date> {
        self.days.key_points(MOST_MONTHS).into_iter().filter(|first| self.x(*first) < LAST_MONTH).collect()
    }

    /// The beginning of a day in per cent of the calendar.
    fn x(&self, day: Date) -> f64 {
        f64::from(self.days.map(&day.clamp(self.days.start(), self.days.end()), (0, 1_000_000))) / 1e4
    }

    fn middle(&self, day: Date) -> f64 {
        f64::midpoint(self.x(day), self.x(next(day)))
    }

    /// Where a stretch of days begins, and how wide it is.
    fn stretch(&self, from: Date, to: Date) -> (f64, f64) {
        let x = self.x(from);
        (x, (self.x(next(to)) - x).max(0.0))
    }
}

struct Row {
    svg: String,
}

impl Row {
    fn new() -> Self {
        Self { svg: r##"<svg aria-hidden="true"><use href="#tl"/><svg y="50%">"##.to_owned() }
    }

    fn bar(&mut self, class: &str, y: i8, (x, width): (f64, f64)) {
        let height = if y < 0 { r#"height="13" rx="2""# } else { r#"height="3""# };
        put(&mut self.svg, format_args!(r#"<rect class="{class}" x="{}" y="{y}" width="{}" {height}/>"#, per_cent(x), per_cent(width)));
    }

    /// Writes a label behind what it names, or before it where there is no room; a label without room is left out, for the text
    /// beside the drawing says the same.
    fn label(&mut self, label: Option<&(String, bool)>, (from, to): (f64, f64), off: i8, y: i8) {
        let Some((text, is_bad)) = label else { return };
        let class = if *is_bad { "gb-t" } else { "gb-t q" };
        let text = escape(text);
        if to + LABEL <= 100.0 {
            put(&mut self.svg, format_args!(r#"<text class="{class}" x="{}" dx="{off}" y="{y}">{text}</text>"#, per_cent(to)));
        } else if from >= LABEL {
            let x = per_cent(from);
            put(&mut self.svg, format_args!(r#"<text class="{class}" x="{x}" dx="-{off}" y="{y}" text-anchor="end">{text}</text>"#));
        }
    }

    fn finish(self) -> String {
        self.svg + "</svg></svg>"
    }
}

/// Where a text with its middle at a place begins and ends on a phone, in per cent.
fn centred(at: f64, text: &str) -> (f64, f64) {
    let half = text.width() as f64 * COLUMN / NARROWEST * 50.0;
    (at - half, at + half)
}

/// How a text at the report date stands to it, so that it does not leave the calendar.
const fn edge(at: f64) -> [&'static str; 2] {
    if at > 92.0 {
        [r#" text-anchor="end""#, ""]
    } else if at < 8.0 {
        ["", ""]
    } else {
        [r#" text-anchor="middle""#, ""]
    }
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// "12.34%", with no needless zeros.
fn per_cent(value: f64) -> String {
    let text = format!("{value:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Writing into a string does not fail.
fn put(svg: &mut String, text: std::fmt::Arguments<'_>) {
    let written = svg.write_fmt(text);
    debug_assert!(written.is_ok(), "writing into a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2026, month, day)
    }

    /// A hundred days.
    fn timeline() -> Timeline {
        Timeline::including([day(1, 1), day(4, 10)], day(2, 19))
    }

    #[test]
    fn places_are_per_cents_of_the_calendar() {
        let timeline = timeline();
        assert_eq!((timeline.length(), timeline.ends()), (100, (day(1, 1), day(4, 10))));
        let bar = Bar { days: (day(1, 11), day(1, 20)), baseline: Some((day(1, 6), day(1, 15))), done: 0.5, ..Bar::default() };
        let svg = timeline.bar(&bar);
        assert!(svg.contains(r#"<rect class="gb-rest" x="10%" y="-9" width="10%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-done" x="10%" y="-9" width="5%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-late" x="15%" y="-9" width="5%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-base" x="5%" y="8" width="10%""#), "{svg}");
        assert!(timeline.ground(&[]).contains(r#"<line class="tl-now" x1="50%""#), "the end of the report date");
    }

    #[test]
    fn labels_stay_inside() {
        let bar = |from, to| Bar { days: (from, to), label: Some(("+7 wd".to_owned(), true)), ..Bar::default() };
        let timeline = timeline();
        assert!(timeline.bar(&bar(day(1, 1), day(1, 10))).contains(r#"x="10%" dx="6""#));
        assert!(timeline.bar(&bar(day(3, 2), day(4, 10))).contains(r#"x="60%" dx="-6" y="2" text-anchor="end""#));
        assert!(!timeline.bar(&bar(day(1, 1), day(4, 10))).contains("<text"));
    }

    #[test]
    fn a_diamond_leads_from_the_day_once_agreed() {
        let moved = Diamond { day: day(2, 10), baseline: Some(day(1, 31)), is_critical: true, ..Diamond::default() };
        let svg = timeline().diamond(&moved);
        assert!(svg.contains(r#"x1="30.5%" x2="40.5%""#) && svg.contains("gb-mb") && svg.contains("gb-m open crit"), "{svg}");
        let kept = Diamond { day: day(2, 10), baseline: Some(day(2, 10)), is_reached: true, ..Diamond::default() };
        assert!(!timeline().diamond(&kept).contains("gb-mb"));
    }

    #[test]
    fn events_are_named_where_there_is_room() {
        let head = timeline().head(Lang::En, &[(day(3, 16), day(3, 19), "Fair & market"), (day(2, 18), day(2, 20), "Too near")]);
        assert!(head.contains("Fair &amp; market") && !head.contains("Too near") && head.contains(">19 Feb<"), "{head}");
        assert!(head.contains(">Mar<"));
    }
}
