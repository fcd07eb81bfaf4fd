//! Differences over time as bars, up and down from a line at zero, to stand below lines that lie too near each other to be told apart.

use jiff::civil::Date;
use plotters_backend::text_anchor::HPos;

use super::axes;
use super::backend::{FULL, Mark};
use super::days::Days;
use super::labels::{Label, NARROWEST, Spot};
use super::plot::{Caption, Done, Head, Plot};
use super::points::drawable;
use super::values::Values;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 64;
/// Pixels of the width of a bar.
const WIDTH: i32 = 10;
/// Pixels from the middle of a bar to that of the next, at least.
const APART: i32 = WIDTH + 2;
/// Pixels between the baselines of two numbers of the axis, at least.
const LINE: i32 = 14;

/// A difference on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The day.
    pub day: Date,
    /// By how much; what is below zero is bad news.
    pub value: f64,
    /// What its bar says to a pointer that rests on it.
    pub told: String,
}

/// Differences over time, on the days of the chart above, which names them.
#[derive(Debug, Clone, Copy)]
pub struct DifferencesChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// The bars; dates may come in any order.
    pub bars: &'a [Difference],
    /// The first and the last day.
    pub days: (Date, Date),
    /// The columns of its left gutter, if its own numbers do not need more: that of the chart above.
    pub columns: i32,
    /// The date of the report.
    pub report_date: Date,
}

impl DifferencesChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let (values, days) = (self.values(), Days::including([self.days.0, self.days.1], self.report_date));
        let head = Head { caption: self.caption, above: " under", left: self.columns(), right: 0, height: HEIGHT };
        Plot::svg(&head, days, values, |plot, _| self.draw(plot))
    }

    /// How many columns its left gutter has.
    pub fn columns(&self) -> i32 {
        axes::gutter_columns(self.values(), self.caption.lang).max(self.columns)
    }

    fn values(&self) -> Values {
        Values::including(self.bars.iter().map(|bar| bar.value).chain([0.0]))
    }

    fn draw(&self, plot: &Plot<'_>) -> Done {
        self.draw_levels(plot)?;
        plot.upright(self.report_date, Mark::Now)?;
        for bar in self.apart(plot) {
            let mark = if bar.value < 0.0 { Mark::Worse } else { Mark::Better };
            plot.bar((bar.day, bar.value), WIDTH, mark, &bar.told)?;
        }
        Ok(())
    }

    /// Zero as the axis, and the ends of the scale: more numbers have no room.
    fn draw_levels(&self, plot: &Plot<'_>) -> Done {
        let (_, zero) = plot.place((self.days.0, 0.0));
        for value in [plot.values.high(), plot.values.low()] {
            let (_, y) = plot.place((self.days.0, value));
            plot.level(value, Mark::Grid)?;
            if (y - zero).abs() * HEIGHT / FULL >= LINE {
                plot.text(&self.number(plot, value))?;
            }
        }
        plot.level(0.0, Mark::Axis)?;
        plot.text(&self.number(plot, 0.0))
    }

    fn number(&self, plot: &Plot<'_>, value: f64) -> Label {
        let (_, y) = plot.place((self.days.0, value));
        let spot = Spot { at: (0, y), anchor: HPos::Right, dx: -8, dy: 4 };
        Label { text: plot.values.tick(self.caption.lang, value), mark: Mark::Tick, spot }
    }

    /// The bars that do not touch on the narrowest screen, the newest first.
    fn apart(&self, plot: &Plot<'_>) -> Vec<&Difference> {
        let mut bars: Vec<&Difference> = self.bars.iter().filter(|bar| drawable(bar.value) && bar.value != 0.0).collect();
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.day));
        let place = |bar: &Difference| plot.place((bar.day, 0.0)).0 * NARROWEST / FULL;
        let mut last = i32::MAX;
        bars.retain(|bar| {
            let is_free = place(bar) <= last.saturating_sub(APART);
            if is_free {
                last = place(bar);
            }
            is_free
        });
        bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::charts::testing::{day, nothing_overlaps};
    use crate::text::Lang;

    fn render(lang: Lang, bars: &[(i64, f64)]) -> String {
        let bars: Vec<Difference> =
            bars.iter().map(|(nth, value)| Difference { day: day(*nth), value: *value, told: format!("told {value}") }).collect();
        let days = (day(0), day(200));
        let chart = DifferencesChart {
            caption: Caption { id: "v", title: "t", desc: "d", lang },
            bars: &bars,
            days,
            columns: 6,
            report_date: day(90),
        };
        chart.render()
    }

    #[test]
    fn what_is_short_hangs_from_zero_and_what_is_over_stands_on_it() {
        let svg = render(Lang::En, &[(30, -100.0), (60, 100.0), (0, 0.0)]);
        let below =
            r#"<rect class="worse" x="15%" y="50%" width="10" height="50%" transform="translate(-5)"><title>told -100</title></rect>"#;
        let above =
            r#"<rect class="better" x="30%" y="0%" width="10" height="50%" transform="translate(-5)"><title>told 100</title></rect>"#;
        assert!(svg.contains(below) && svg.contains(above), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "nothing is no bar: {svg}");
        assert!(svg.contains(">−100<") && svg.contains(">100<") && svg.contains(">0<") && svg.contains("gl6"), "{svg}");
        assert!(svg.contains(&format!(r#"data-days="{}/{}""#, day(0), day(200))), "{svg}");
    }

    #[test]
    fn the_newest_of_two_bars_that_would_touch_is_drawn() {
        let svg = render(Lang::En, &[(60, -5.0), (62, -6.0), (30, -4.0)]);
        assert!(svg.contains("told -6") && svg.contains("told -4") && !svg.contains("told -5"), "{svg}");
    }

    #[test]
    fn no_number_of_the_axis_lies_on_another() {
        for (lang, last) in [(Lang::En, -1000.0), (Lang::Zh, 30.0), (Lang::En, 120_000.0), (Lang::Zh, -1.0)] {
            nothing_overlaps(&render(lang, &[(30, -100.0), (60, last)]), HEIGHT);
        }
    }
}
