//! The ways of changes from raised to decided to applied, a lane each, above the values of the KPI that they were to move.

use jiff::civil::Date;
use plotters_backend::text_anchor::HPos::{Left, Right};

use super::axes;
use super::backend::Mark;
use super::days::Days;
use super::labels::{Layout, Placed, Spot};
use super::pins::value_on;
use super::plot::{Caption, Done, Head, Plot};
use super::points::{Point, by_day};
use super::values::Values;
use super::written::Written;
use crate::text::Unit;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 150;
/// Pixels of a lane.
const LANE: i32 = 26;
/// Pixels between the lanes and the values.
const APART: i32 = 14;
/// Pixels of the radius of a sign.
const RADIUS: u32 = 5;

/// The most values with a dot each.
const MOST_DOTS: usize = 24;

/// A change on its way. What has no day has no sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The number in the list beneath.
    pub number: usize,
    /// When it was raised: a ring.
    pub raised: Option<Date>,
    /// When it was decided: a square.
    pub decided: Option<Date>,
    /// When it was applied: a disc.
    pub applied: Option<Date>,
    /// Whether it still waits to be decided or applied.
    pub waits: bool,
    /// What its signs say to a pointer that rests on them, in the same order.
    pub told: [String; 3],
}

/// The ways of changes above the values of a KPI, on the same days.
#[derive(Debug, Clone, Copy)]
pub struct ChangesChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// The changes, from the uppermost lane down.
    pub ways: &'a [Way],
    /// The values measured.
    pub actual: &'a [Point],
    /// What they are called at their end.
    pub label: &'a str,
    /// The date of the report.
    pub report_date: Date,
    /// Decimals of the values below ten thousand.
    pub decimals: u32,
    /// The unit; labels show it only if it is a sign.
    pub unit: Unit<'a>,
}

impl Way {
    fn days(&self) -> impl Iterator<Item = Date> {
        [self.raised, self.decided, self.applied].into_iter().flatten()
    }
}

impl ChangesChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let actual = by_day(self.actual);
        let lanes = i32::try_from(self.ways.len()).unwrap_or_default() * LANE + APART;
        let days = actual.iter().map(|point| point.0).chain(self.ways.iter().flat_map(Way::days)).chain([self.report_date]);
        let days = Days::including(days, self.report_date);
        let values = Values::including(actual.iter().map(|point| point.1)).below(f64::from(lanes) / f64::from(HEIGHT));
        let head = Head {
            caption: self.caption,
            above: "",
            left: axes::gutter_columns(values, self.caption.lang),
            right: 0,
            height: HEIGHT + lanes,
        };
        Plot::svg(&head, days, values, |plot, layout| self.draw(plot, layout, &actual))
    }

    fn draw(&self, plot: &Plot<'_>, layout: &mut Layout, actual: &[Point]) -> Done {
        axes::draw_values(plot, self.caption.lang)?;
        axes::draw_days(plot, self.caption.lang, layout)?;
        plot.upright(self.report_date, Mark::Now)?;
        for (nth, way) in self.ways.iter().enumerate() {
            self.draw_lines(plot, layout, way, lane(plot.values, self.ways.len(), nth), actual)?;
        }
        plot.line(actual, Mark::Actual)?;
        layout.draw(&plot.places(actual));
        for (nth, way) in self.ways.iter().enumerate() {
            draw_signs(plot, layout, way, lane(plot.values, self.ways.len(), nth))?;
        }
        let mut placed: Vec<Placed> = Vec::new();
        for (nth, way) in self.ways.iter().enumerate() {
            placed.extend(number(plot, layout, way, lane(plot.values, self.ways.len(), nth)));
        }
        let written = Written { lang: self.caption.lang, decimals: self.decimals, unit: self.unit };
        for &point in actual.iter().filter(|_| actual.len() <= MOST_DOTS) {
            plot.told_dot(point, 3, Mark::Dot, &written.point(point))?;
        }
        if let Some(&last) = actual.last() {
            plot.told_dot(last, RADIUS, Mark::Dot, &written.point(last))?;
            let text = written.label(self.label, &written.value(last.1));
            placed.extend(layout.place(&text, Mark::ActualLabel, &Spot::around(plot.place(last))));
        }
        placed.extend(axes::now(plot, layout, self.caption.lang, self.report_date));
        plot.labels(&placed)
    }

    /// The lane of a change, what it still waits, and from the day on which it was applied down to the value of then.
    fn draw_lines(&self, plot: &Plot<'_>, layout: &mut Layout, way: &Way, at: f64, actual: &[Point]) -> Done {
        let days: Vec<Date> = way.days().collect();
        let (Some(first), Some(last)) = (days.iter().min().copied(), days.iter().max().copied()) else { return Ok(()) };
        let until = if way.waits { last.max(self.report_date) } else { last };
        plot.line(&[(first, at), (last, at)], Mark::Target)?;
        plot.line(&[(last, at), (until, at)], Mark::Baseline)?;
        layout.draw(&plot.places(&[(first, at), (until, at)]));
        let Some(applied) = way.applied else { return Ok(()) };
        let stem = [(applied, at), (applied, value_on(actual, applied).unwrap_or_else(|| plot.values.low()))];
        layout.draw(&plot.places(&stem));
        plot.line(&stem, Mark::Break)
    }
}

/// The height of a lane, as a value: all of them lie above the highest one.
fn lane(values: Values, lanes: usize, nth: usize) -> f64 {
    let (lanes, nth) = (lanes as f64, nth as f64);
    let all = f64::from(LANE) * lanes;
    let room = (values.top() - values.high()) * all / (all + f64::from(APART));
    values.top() - room * (nth + 0.5) / lanes
}

fn draw_signs(plot: &Plot<'_>, layout: &mut Layout, way: &Way, at: f64) -> Done {
    let signs = [(way.raised, Mark::HollowDot), (way.decided, Mark::Run), (way.applied, Mark::Dot)];
    for ((day, mark), told) in signs.into_iter().zip(&way.told) {
        let Some(day) = day else { continue };
        layout.keep_free(plot.place((day, at)), RADIUS);
        plot.told_dot((day, at), RADIUS, mark, told)?;
    }
    Ok(())
}

/// The number of a change before or behind its signs.
fn number(plot: &Plot<'_>, layout: &mut Layout, way: &Way, at: f64) -> Option<Placed> {
    let (first, last) = (way.days().min()?, way.days().max()?);
    let spots = [Spot::beside(plot.place((first, at)), Right), Spot::beside(plot.place((last, at)), Left)];
    layout.place(&way.number.to_string(), Mark::Label, &spots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::charts::testing::{day, nothing_overlaps, weekly};
    use crate::text::Lang;

    fn way(number: usize, days: [Option<i64>; 3], waits: bool) -> Way {
        let [raised, decided, applied] = days.map(|nth| nth.map(day));
        Way { number, raised, decided, applied, waits, told: ["Raised", "Decided", "Applied"].map(|step| format!("{step}: {number}")) }
    }

    fn render(lang: Lang, ways: &[Way], values: &[f64]) -> String {
        let actual = weekly(values);
        let chart = ChangesChart {
            caption: Caption { id: "c", title: "t", desc: "d", lang },
            ways,
            actual: &actual,
            label: "Actual",
            report_date: day(90),
            decimals: 0,
            unit: Unit::new("%", ""),
        };
        chart.render()
    }

    #[test]
    fn a_change_has_a_sign_for_each_of_its_days_and_stands_above_the_values() {
        let ways = [way(1, [Some(0), Some(7), Some(21)], false), way(2, [Some(30), None, None], true)];
        let svg = render(Lang::En, &ways, &[10.0, 20.0, 40.0, 35.0]);
        for (said, is_there) in
            [("Raised: 1", true), ("Decided: 1", true), ("Applied: 1", true), ("Raised: 2", true), ("Decided: 2", false)]
        {
            assert_eq!(svg.contains(&format!("<title>{said}</title>")), is_there, "{said}: {svg}");
        }
        assert_eq!(svg.matches("class=\"l-tgt\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"l-base\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"brk\"").count(), 1, "only what was applied can have moved a value");
        assert!(svg.contains(">40<") && !svg.contains(">60<"), "the axis has the values alone: {svg}");
        assert!(svg.contains("height=\"216\""), "{svg}");
    }

    #[test]
    fn nothing_overlaps_in_either_language() {
        let ways: Vec<Way> =
            (1..=5).zip(1_i64..).map(|(number, nth)| way(number, [Some(nth * 9), Some(nth * 10), Some(nth * 14)], false)).collect();
        for values in [&[10.0, 40.0, 35.0][..], &[5.0; 12], &[1e6, 2e6, 1e5, 3e6]] {
            for lang in [Lang::En, Lang::Zh] {
                nothing_overlaps(&render(lang, &ways, values), HEIGHT + 5 * LANE + APART);
            }
        }
    }

    #[test]
    fn without_values_the_ways_are_drawn() {
        let svg = render(Lang::En, &[way(1, [Some(0), None, Some(3)], false)], &[]);
        assert!(svg.contains("<title>Applied: 1</title>") && !svg.contains("l-act"), "{svg}");
    }
}
