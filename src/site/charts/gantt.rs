//! Drawings in the cells of a Gantt table: a calendar for the rows of a phase, and a bar or a diamond in each.
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
/// With fewer months than this, Mondays are named instead.
const LEAST_MONTHS: usize = 3;
/// The most Mondays that are named: a date is wider than a month.
const MOST_MONDAYS: usize = 5;
/// The width of the calendar on the narrowest phone, in pixels: what does not touch there touches nowhere.
const NARROWEST: f64 = 250.0;
/// Pixels of one column of text at 12 px.
const COLUMN: f64 = 7.0;
/// The share of the calendar in per cent that a label beside a bar is given at least.
const LABEL: f64 = 20.0;

/// A calendar that rows share.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    number: usize,
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
    /// The last day on which what it needs is not there yet, if it begins before that.
    pub unready_until: Option<Date>,
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
    /// A calendar that holds some days, none of which may be missing; it ends with the end of its last day. The number tells
    /// it from the other calendars of the page. The report date is drawn where the calendar holds it.
    pub fn including(number: usize, days: impl IntoIterator<Item = Date>, now: Date) -> Self {
        let days: Vec<Date> = days.into_iter().collect();
        let after = days.iter().max().map(|last| next(*last));
        Self { number, days: Days::including(days.into_iter().chain(after), now), now }
    }

    /// How many days it has.
    pub fn length(&self) -> i64 {
        self.day(self.days.end())
    }

    /// What stands behind every row, to be drawn once: months or weeks, days off, the report date. Its unit is the day.
    pub fn ground(&self, lang: Lang, off: &[(Date, Date)]) -> String {
        let (mut free, mut lines) = (String::new(), String::new());
        for &(from, to) in off {
            let (from, to) = (self.day(from), self.day(next(to)));
            put(&mut free, format_args!("M{from} 0h{}v1h-{0}z", to - from));
        }
        for (day, _) in self.ticks(lang) {
            put(&mut lines, format_args!("M{} 0v1", self.day(day)));
        }
        let week = self.week().map_or_else(String::new, |monday| {
            let from = self.day(monday).max(0);
            format!(r#"<path class="tl-wk" d="M{from} 0h{}v1h-{0}z"/>"#, (self.day(monday) + 7).min(self.length()) - from)
        });
        let now = self.now().map_or_else(String::new, |now| format!(r#"<path class="tl-now" d="M{} 0v1"/>"#, self.day(now)));
        format!(
            r#"<symbol id="{}" viewBox="0 0 {} 1" preserveAspectRatio="none">{week}<path class="tl-off" d="{free}"/><path class="tl-m" d="{lines}"/>{now}</symbol>"#,
            self.id(),
            self.length()
        )
    }

    /// The names of months or the dates of Mondays, the report date above them, and what else is on in that time, as far as
    /// there is room.
    pub fn head(&self, lang: Lang, events: &[(Date, Date, &str)]) -> String {
        let mut svg = self.open();
        for (day, name) in self.ticks(lang) {
            put(&mut svg, format_args!(r#"<text x="{}" dx="4" y="38">{name}</text>"#, per_cent(self.x(day))));
        }
        let mut taken = Vec::new();
        if let Some(now) = self.now().map(|now| self.x(now)) {
            let today = date::brief(lang, self.now, self.now.year());
            let anchor = anchor(now);
            put(&mut svg, format_args!(r#"<text class="lab" x="{}" y="14"{anchor}>{today}</text>"#, per_cent(now)));
            taken.push(beside(now, &today));
        }
        for &(from, to, name) in events {
            let (x, width) = self.stretch(from, to);
            if width <= 0.0 {
                continue;
            }
            put(&mut svg, format_args!(r#"<rect class="tl-ev" x="{}" y="18" width="{}" height="3"/>"#, per_cent(x), per_cent(width)));
            let room = centred(x + width / 2.0, name);
            if room.0 >= 0.0 && room.1 <= 100.0 && taken.iter().all(|other| room.1 < other.0 || room.0 > other.1) {
                let middle = per_cent(x + width / 2.0);
                put(&mut svg, format_args!(r#"<text x="{middle}" y="14" text-anchor="middle">{}</text>"#, escape(name)));
                taken.push(room);
            }
        }
        svg + "</svg>"
    }

    /// A row with a task.
    pub fn bar(&self, bar: &Bar) -> String {
        let (x, width) = self.stretch(bar.days.0, bar.days.1);
        let mut row = Row::on(self);
        let late = bar.baseline.filter(|(_, end)| bar.days.1 > *end).map(|(_, end)| self.stretch(next(end).max(bar.days.0), bar.days.1));
        let unready = bar.unready_until.map(|until| self.stretch(bar.days.0, until.min(bar.days.1)));
        // What is late of something done is hatched; of something that goes on, what is done covers it.
        if bar.done < 1.0 {
            row.bar("gb-rest", -9, (x, width));
        } else {
            row.bar("gb-done", -9, (x, width));
        }
        for stretch in [late, unready].into_iter().flatten() {
            row.bar("gb-late", -9, stretch);
        }
        if bar.done > 0.0 && bar.done < 1.0 {
            row.bar("gb-done", -9, (x, self.share(bar.days, bar.done, (x, width))));
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
        let mut row = Row::on(self);
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
        format!(r#"{}<rect class="gb-ph" x="{}" y="50%" width="{}" height="5"/></svg>"#, self.open(), per_cent(x), per_cent(width))
    }

    /// A row without anything.
    pub fn empty(&self) -> String {
        self.open() + "</svg>"
    }

    fn id(&self) -> String {
        format!("tl{}", self.number)
    }

    /// A drawing before its own ground.
    fn open(&self) -> String {
        format!(r##"<svg aria-hidden="true"><use href="#{}"/>"##, self.id())
    }

    /// The end of the report date, where the calendar holds it.
    fn now(&self) -> Option<Date> {
        let end = next(self.now);
        (self.days.start()..=self.days.end()).contains(&end).then_some(end)
    }

    /// The Monday of the week of the report date, where weeks can be told apart.
    fn week(&self) -> Option<Date> {
        let monday = jiff::Span::new().days(i64::from(self.now.weekday().to_monday_zero_offset()));
        let is_short = self.days.key_points(MOST_MONTHS).len() <= LEAST_MONTHS;
        self.now().filter(|_| is_short).and_then(|_| self.now.checked_sub(monday).ok())
    }

    /// Firsts of months, as many as do not touch, in a short calendar Mondays, each with its name; not where it would leave the
    /// calendar.
    fn ticks(&self, lang: Lang) -> Vec<(Date, String)> {
        let named: Vec<(Date, String)> = if self.days.key_points(MOST_MONTHS).len() < LEAST_MONTHS {
            self.days.mondays(MOST_MONDAYS).into_iter().map(|monday| (monday, date::brief(lang, monday, monday.year()))).collect()
        } else {
            let months = |most| month_names(&self.days.key_points(most), lang);
            let is_apart = |pair: &[(Date, String)]| match pair {
                [(day, name), (next, _)] => self.x(*day) + share(name) <= self.x(*next),
                _ => true,
            };
            let thinned = (1..=MOST_MONTHS).rev().map(months);
            thinned.into_iter().find(|named| named.windows(2).all(is_apart)).unwrap_or_default()
        };
        named.into_iter().filter(|(day, name)| self.x(*day) + share(name) <= 100.0).collect()
    }

    /// Days from the first one.
    fn day(&self, day: Date) -> i64 {
        self.days.start().until(day).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The beginning of a day in per cent of the calendar.
    fn x(&self, day: Date) -> f64 {
        f64::from(self.days.map(&day.clamp(self.days.start(), self.days.end()), (0, 1_000_000))) / 1e4
    }

    fn middle(&self, day: Date) -> f64 {
        f64::midpoint(self.x(day), self.x(next(day)))
    }

    /// How wide a part of a bar is, of which the calendar may hold only the end.
    fn share(&self, (from, to): (Date, Date), part: f64, (x, width): (f64, f64)) -> f64 {
        let place = |day: Date| self.day(day) as f64 * 100.0 / self.length().max(1) as f64;
        let (start, end) = (place(from), place(next(to)));
        (start + (end - start) * part - x).clamp(0.0, width)
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
    fn on(timeline: &Timeline) -> Self {
        Self { svg: timeline.open() + r#"<svg y="50%">"# }
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
        let (room, text) = (share(text).max(LABEL), escape(text));
        if to + room <= 100.0 {
            put(&mut self.svg, format_args!(r#"<text class="{class}" x="{}" dx="{off}" y="{y}">{text}</text>"#, per_cent(to)));
        } else if from >= room {
            let x = per_cent(from);
            put(&mut self.svg, format_args!(r#"<text class="{class}" x="{x}" dx="-{off}" y="{y}" text-anchor="end">{text}</text>"#));
        }
    }

    fn finish(self) -> String {
        self.svg + "</svg></svg>"
    }
}

/// Firsts of months with their names; where all of them are Januaries, the years alone.
fn month_names(firsts: &[Date], lang: Lang) -> Vec<(Date, String)> {
    let is_years = firsts.iter().all(|first| first.month() == 1);
    let name = |at: usize, first: Date| match lang {
        Lang::En if is_years => first.year().to_string(),
        _ => month(lang, first, is_years || at > 0),
    };
    firsts.iter().enumerate().map(|(at, first)| (*first, name(at, *first))).collect()
}

/// The name of a month, in January with its year.
fn month(lang: Lang, first: Date, with_year: bool) -> String {
    match lang {
        _ if !with_year || first.month() != 1 => date::month(lang, first),
        Lang::En => format!("{} {}", date::month(lang, first), first.year()),
        Lang::Zh => format!("{}年", first.year()),
    }
}

/// How wide a text and the gap before it are on a phone, in per cent.
fn share(text: &str) -> f64 {
    (text.width() as f64 + 1.0) * COLUMN / NARROWEST * 100.0
}

/// Where a text with its middle at a place begins and ends on a phone, in per cent.
fn centred(at: f64, text: &str) -> (f64, f64) {
    let half = share(text) / 2.0;
    (at - half, at + half)
}

/// Where the text at the report date begins and ends on a phone, in per cent.
fn beside(at: f64, text: &str) -> (f64, f64) {
    match anchor(at) {
        "" => (at, at + share(text)),
        END => (at - share(text), at),
        _ => centred(at, text),
    }
}

/// A text that ends where it stands.
const END: &str = r#" text-anchor="end""#;

/// How a text at the report date stands to it, so that it does not leave the calendar.
const fn anchor(at: f64) -> &'static str {
    if at > 92.0 {
        END
    } else if at < 8.0 {
        ""
    } else {
        r#" text-anchor="middle""#
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
        Timeline::including(0, [day(1, 1), day(4, 10)], day(2, 19))
    }

    #[test]
    fn what_is_done_of_a_bar_that_begins_before_the_calendar_ends_where_it_would() {
        let days = [Date::constant(2026, 3, 9), Date::constant(2026, 3, 28)];
        let timeline = Timeline::including(0, days, days[0]);
        let bar = |from: Date, done: f64| timeline.bar(&Bar { days: (from, Date::constant(2026, 3, 18)), done, ..Bar::default() });
        // Twenty days, of which ten lie before; half of them are done.
        assert!(!bar(Date::constant(2026, 2, 27), 0.25).contains(r#"width="12.5%""#));
        assert!(
            bar(Date::constant(2026, 2, 27), 0.75).contains(r#"class="gb-done" x="0%" y="-9" width="25%""#),
            "{}",
            bar(Date::constant(2026, 2, 27), 0.75)
        );
        assert!(bar(days[0], 0.5).contains(r#"class="gb-done" x="0%" y="-9" width="25%""#));
    }

    #[test]
    fn months_of_many_years_are_thinned_until_they_do_not_touch() {
        for (years, lang) in [(1, Lang::En), (3, Lang::Zh), (5, Lang::En), (8, Lang::Zh), (8, Lang::En), (40, Lang::En)] {
            let end = Date::constant(2026, 11, 20).saturating_add(jiff::Span::new().years(years));
            let timeline = Timeline::including(0, [day(1, 15), end], day(2, 19));
            let ticks = timeline.ticks(lang);
            assert!(ticks.len() > 1, "{years} years: {ticks:?}");
            let touching = ticks.windows(2).find(|pair| timeline.x(pair[0].0) + share(&pair[0].1) > timeline.x(pair[1].0));
            assert!(touching.is_none(), "{years} years: {touching:?}");
            assert!(years < 5 || ticks.iter().all(|(day, name)| name.contains(&day.year().to_string())), "{ticks:?}");
        }
    }

    #[test]
    fn places_are_per_cents_of_the_calendar() {
        let timeline = timeline();
        assert_eq!(timeline.length(), 100);
        let bar = Bar { days: (day(1, 11), day(1, 20)), baseline: Some((day(1, 6), day(1, 15))), done: 0.5, ..Bar::default() };
        let svg = timeline.bar(&bar);
        assert!(svg.contains(r#"<rect class="gb-rest" x="10%" y="-9" width="10%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-done" x="10%" y="-9" width="5%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-late" x="15%" y="-9" width="5%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="gb-base" x="5%" y="8" width="10%""#), "{svg}");
        let ground = timeline.ground(Lang::En, &[(day(1, 3), day(1, 4))]);
        assert!(ground.contains(r#"viewBox="0 0 100 1""#) && ground.contains("M2 0h2v1h-2z"), "{ground}");
        assert!(ground.contains(r#"<path class="tl-now" d="M50 0v1"/>"#), "the end of the report date: {ground}");
    }

    #[test]
    fn a_short_calendar_names_mondays_and_the_report_date_only_if_it_holds_it() {
        let phase = Timeline::including(2, [day(3, 2), day(3, 27)], day(4, 19));
        let head = phase.head(Lang::En, &[]);
        assert!(head.contains(r##"<use href="#tl2"/>"##) && head.contains(">2 Mar<") && head.contains(">16 Mar<"), "{head}");
        assert!(!head.contains("19 Apr") && !phase.ground(Lang::En, &[]).contains("tl-now"), "{head}");
        let last_day = Timeline::including(2, [day(3, 2), day(3, 27)], day(3, 27));
        assert!(last_day.ground(Lang::En, &[]).contains(r#"<path class="tl-now" d="M26 0v1"/>"#));
        assert!(phase.head(Lang::Zh, &[]).contains(">3/9<"));
    }

    #[test]
    fn a_bar_is_hatched_until_what_it_needs_is_there() {
        let early = Bar { days: (day(1, 11), day(1, 20)), unready_until: Some(day(1, 12)), ..Bar::default() };
        assert!(timeline().bar(&early).contains(r#"<rect class="gb-late" x="10%" y="-9" width="2%""#));
        let never = Bar { unready_until: Some(day(3, 1)), ..early };
        assert!(timeline().bar(&never).contains(r#"<rect class="gb-late" x="10%" y="-9" width="10%""#));
    }

    #[test]
    fn labels_stay_inside() {
        let bar = |from, to| Bar { days: (from, to), label: Some(("+7 wd".to_owned(), true)), ..Bar::default() };
        let timeline = timeline();
        assert!(timeline.bar(&bar(day(1, 1), day(1, 10))).contains(r#"x="10%" dx="6""#));
        assert!(timeline.bar(&bar(day(3, 2), day(4, 10))).contains(r#"x="60%" dx="-6" y="2" text-anchor="end""#));
        assert!(!timeline.bar(&bar(day(1, 1), day(4, 10))).contains("<text"));
        let wide = Bar { label: Some(("+12个工作日".to_owned(), true)), ..bar(day(3, 1), day(3, 20)) };
        assert!(timeline.bar(&wide).contains(r#"text-anchor="end""#), "a longer label needs more room");
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
        let head = timeline().head(Lang::En, &[(day(3, 16), day(3, 19), "Fair & co"), (day(2, 18), day(2, 20), "Too near")]);
        assert!(head.contains("Fair &amp; co") && !head.contains("Too near") && head.contains(">19 Feb<"), "{head}");
        assert_eq!(head.matches("tl-ev").count(), 2, "what has no room for its name is marked all the same: {head}");
        assert!(head.contains(">Mar<"));
    }
}
