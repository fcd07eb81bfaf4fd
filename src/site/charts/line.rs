//! The line chart of a KPI: values measured and expected, the path to the target, the baseline, what was changed, the report date.

use jiff::civil::Date;

use super::axes;
use super::backend::Mark;
use super::days::Days;
use super::fan::{Expected, Fan};
use super::labels::{Layout, Place, Placed, Spot};
use super::pins::{Pin, Pins};
use super::plot::{Caption, Done, Head, Plot};
use super::points::{Point, by_day, drawable};
use super::values::Values;
use super::written::Written;
use crate::text::Unit;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 260;
/// The most values with a dot each: on the narrowest plot they are then 9 px apart.
const MOST_DOTS: usize = 24;

/// A line chart and everything written on it.
///
/// Values that are no numbers are left out. Dates may come in any order.
#[derive(Debug, Clone, Copy)]
pub struct LineChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// The values measured.
    pub actual: &'a [Point],
    /// The days in `actual` whose value is not final: their dots are hollow.
    pub provisional: &'a [Date],
    /// The corners of the path to the target. A single one is a dot.
    pub target: &'a [Point],
    /// Lowest and highest value wanted, by day, either of which may be missing. A single entry holds for all days.
    pub band: &'a [(Date, Option<f64>, Option<f64>)],
    /// The values expected if nothing changes, with the interval around them.
    pub forecast: &'a [Expected],
    /// Days on which something was changed or decided.
    pub pins: &'a [Pin],
    /// The value before the project.
    pub baseline: Option<f64>,
    /// The date of the report.
    pub report_date: Date,
    /// Decimals of the values on labels below ten thousand.
    pub decimals: u32,
    /// The unit; labels show it only if it is a sign (`%`, `¥`, `US$`, `€`, `£`).
    pub unit: Unit<'a>,
    /// What the lines are called.
    pub labels: LineLabels<'a>,
}

/// What the lines of a [`LineChart`] are called, in its language.
#[derive(Debug, Clone, Copy)]
pub struct LineLabels<'a> {
    /// The values measured.
    pub actual: &'a str,
    /// The path to the target, or the range wanted.
    pub target: &'a str,
    /// The value before the project.
    pub baseline: &'a str,
    /// The values expected.
    pub forecast: &'a str,
}

impl LineChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let lines = Lines::of(self);
        let columns = axes::gutter_columns(lines.values, self.caption.lang);
        let pins = Pins::of(self.pins, lines.days);
        let head = Head { caption: self.caption, above: pins.class(), left: columns, right: 0, height: HEIGHT };
        Plot::svg(&head, lines.days, lines.values, |plot, layout| self.draw(plot, layout, &lines, &pins))
    }

    /// The lowest value on the axis as written there, if it is not zero: to be said beside the chart.
    pub fn axis_start(&self) -> Option<String> {
        let values = Lines::of(self).values;
        (values.low() != 0.0).then(|| values.tick(self.caption.lang, values.low()))
    }

    fn draw(&self, plot: &Plot<'_>, layout: &mut Layout, lines: &Lines, pins: &Pins) -> Done {
        axes::draw_values(plot, self.caption.lang)?;
        axes::draw_days(plot, self.caption.lang, layout)?;
        let stems = pins.stems(plot, &lines.actual);
        self.draw_lines(plot, lines, &stems)?;
        self.draw_dots(plot, lines)?;
        pins.draw(plot)?;
        for stem in &stems {
            layout.draw(&plot.places(stem));
        }
        let labels = self.place_labels(plot, layout, lines);
        plot.labels(&labels)
    }

    fn draw_lines(&self, plot: &Plot<'_>, lines: &Lines, stems: &[[Point; 2]]) -> Done {
        for pair in lines.band.windows(2) {
            if let &[from, to] = pair {
                let corners = range_corners(from, to, plot.values);
                corners.map_or(Ok(()), |corners| plot.area(&corners, Mark::Band))?;
            }
        }
        lines.forecast.draw_interval(plot)?;
        for bound in lines.bounds() {
            plot.line(&bound, Mark::Target)?;
        }
        if let Some(value) = self.baseline.filter(|&value| drawable(value)) {
            plot.level(value, Mark::Baseline)?;
        }
        plot.line(&lines.target, Mark::Target)?;
        plot.upright(self.report_date, Mark::Now)?;
        for stem in stems {
            plot.line(stem, Mark::Break)?;
        }
        lines.forecast.draw_line(plot)?;
        plot.line(&lines.actual, Mark::Actual)
    }

    fn draw_dots(&self, plot: &Plot<'_>, lines: &Lines) -> Done {
        if let &[only] = lines.target.as_slice() {
            plot.dot(only, 4, Mark::TargetDot)?;
        }
        let count = lines.actual.len();
        let written = self.written();
        for (i, &point) in lines.actual.iter().enumerate() {
            let last = i + 1 == count;
            let mark = if self.provisional.contains(&point.0) { Mark::HollowDot } else { Mark::Dot };
            if last || count <= MOST_DOTS {
                plot.told_dot(point, if last { 5 } else { 3 }, mark, &written.point(point))?;
            }
        }
        Ok(())
    }

    fn place_labels(&self, plot: &Plot<'_>, layout: &mut Layout, lines: &Lines) -> Vec<Placed> {
        for line in lines.all(self.baseline, plot) {
            layout.draw(&line);
        }
        let (labels, written) = (self.labels, self.written());
        let mut placed = Vec::new();
        if let Some(&last) = lines.actual.last() {
            let text = written.label(labels.actual, &written.value(last.1));
            placed.extend(layout.place(&text, Mark::ActualLabel, &Spot::around(plot.place(last))));
        }
        if let Some(end) = lines.forecast.end() {
            let text = written.label(labels.forecast, &written.value(end.1));
            placed.extend(layout.place(&text, Mark::ActualLabel, &Spot::around(plot.place(end))));
        }
        if let Some((value, from, to)) = lines.goal() {
            let text = written.label(labels.target, &value.written(|value| written.value(value)));
            placed.extend(layout.place(&text, Mark::Label, &Spot::along(plot.place(from), plot.place(to))));
        }
        if let Some(value) = self.baseline.filter(|&value| drawable(value)) {
            let text = written.label(labels.baseline, &written.value(value));
            let (from, to) = (plot.place((plot.across.start(), value)), plot.place((plot.across.end(), value)));
            placed.extend(layout.place(&text, Mark::Label, &Spot::along(from, to)));
        }
        placed.extend(axes::now(plot, layout, self.caption.lang, self.report_date));
        placed
    }

    const fn written(&self) -> Written<'_> {
        Written { lang: self.caption.lang, decimals: self.decimals, unit: self.unit }
    }
}

/// A range wanted on a day.
type Range = (Date, Option<f64>, Option<f64>);

/// The data in order, and the coordinates that hold it.
struct Lines {
    actual: Vec<Point>,
    target: Vec<Point>,
    band: Vec<Range>,
    forecast: Fan,
    days: Days,
    values: Values,
}

impl Lines {
    fn of(chart: &LineChart<'_>) -> Self {
        let (actual, target) = (by_day(chart.actual), by_day(chart.target));
        let real = |value: Option<f64>| value.filter(|&value| drawable(value));
        let mut band: Vec<Range> = chart.band.iter().map(|&(day, low, high)| (day, real(low), real(high))).collect();
        band.sort_by_key(|&(day, ..)| day);
        let forecast = Fan::of(chart.forecast);
        let points = || actual.iter().chain(&target).copied().chain(forecast.points());
        let pins = chart.pins.iter().map(|pin| pin.day);
        let dates = points().map(|point| point.0).chain(band.iter().map(|range| range.0)).chain(pins).chain([chart.report_date]);
        let days = Days::including(dates, chart.report_date);
        let bounds = band.iter().flat_map(|&(_, low, high)| [low, high]).flatten();
        let values = Values::including(points().map(|point| point.1).chain(bounds).chain(chart.baseline));
        if let &[(_, low, high)] = band.as_slice() {
            band = vec![(days.start(), low, high), (days.end(), low, high)];
        }
        Self { actual, target, band, forecast, days, values }
    }

    /// The lower and the upper edge of the range wanted, broken where it is missing.
    fn bounds(&self) -> Vec<Vec<Point>> {
        let sides: [fn(&Range) -> Option<f64>; 2] = [|range| range.1, |range| range.2];
        let mut bounds = Vec::new();
        for side in sides {
            for run in self.band.split(|range| side(range).is_none()) {
                bounds.push(run.iter().filter_map(|range| Some((range.0, side(range)?))).collect());
            }
        }
        bounds
    }

    /// What is wanted in the end, and the two ends of the line that its label stands at.
    fn goal(&self) -> Option<(Goal, Point, Point)> {
        if let Some(&to) = self.target.last() {
            let before = self.target.len().checked_sub(2).and_then(|i| self.target.get(i));
            return Some((Goal::Value(to.1), before.copied().unwrap_or(to), to));
        }
        let &(day, low, high) = self.band.last()?;
        let (goal, edge) = match (low, high) {
            (Some(low), Some(high)) => (Goal::Between(low, high), high),
            (Some(low), None) => (Goal::AtLeast(low), low),
            (None, Some(high)) => (Goal::AtMost(high), high),
            (None, None) => return None,
        };
        Some((goal, (self.days.start(), edge), (day, edge)))
    }

    /// All lines as they are on the canvas.
    fn all(&self, baseline: Option<f64>, plot: &Plot<'_>) -> Vec<Vec<Place>> {
        let level = baseline.map(|value| vec![(self.days.start(), value), (self.days.end(), value)]);
        let lines = [self.actual.clone(), self.target.clone(), self.forecast.line()].into_iter().chain(self.bounds()).chain(level);
        lines.map(|line| plot.places(&line)).collect()
    }
}

enum Goal {
    Value(f64),
    Between(f64, f64),
    AtLeast(f64),
    AtMost(f64),
}

impl Goal {
    fn written(&self, write: impl Fn(f64) -> String) -> String {
        match *self {
            Self::Value(value) => write(value),
            Self::Between(low, high) => format!("{}–{}", write(low), write(high)),
            Self::AtLeast(low) => format!("≥{}", write(low)),
            Self::AtMost(high) => format!("≤{}", write(high)),
        }
    }
}

/// The corners of a range from one day to another, if it has a side on both. Where a side is missing on either day, the
/// range reaches to the edge of the chart.
fn range_corners(from: Range, to: Range, values: Values) -> Option<Vec<Point>> {
    let (low, high) = (from.1.zip(to.1), from.2.zip(to.2));
    low.or(high)?;
    let (from_low, to_low) = low.unwrap_or((values.low(), values.low()));
    let (from_high, to_high) = high.unwrap_or((values.high(), values.high()));
    Some(vec![(from.0, from_low), (from.0, from_high), (to.0, to_high), (to.0, to_low)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::charts::PinKind;
    use crate::site::charts::testing::{self, day, weekly};
    use crate::text::Lang;

    const LABELS: [LineLabels<'_>; 2] = [
        LineLabels { actual: "Actual", target: "Target", baseline: "Baseline", forecast: "Forecast" },
        LineLabels { actual: "实际", target: "目标", baseline: "基线", forecast: "预测" },
    ];

    fn chart<'a>(lang: Lang, actual: &'a [Point], target: &'a [Point]) -> LineChart<'a> {
        LineChart {
            caption: Caption { id: "leads", title: "Leads < target & rising", desc: "From 236 to 352.", lang },
            actual,
            provisional: &[],
            target,
            band: &[],
            forecast: &[],
            pins: &[],
            baseline: Some(240.0),
            report_date: day(82),
            decimals: 0,
            unit: Unit::new("leads", ""),
            labels: LABELS[usize::from(lang == Lang::Zh)],
        }
    }

    #[track_caller]
    fn nothing_overlaps(chart: &LineChart<'_>) {
        testing::nothing_overlaps(&chart.render(), HEIGHT);
    }

    fn count(svg: &str, what: &str) -> usize {
        svg.matches(what).count()
    }

    #[test]
    fn a_small_chart() {
        let actual = weekly(&[236.0, 248.0, 352.0]);
        let svg = LineChart { provisional: &[day(14)], ..chart(Lang::En, &actual, &[(day(0), 240.0), (day(150), 400.0)]) }.render();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn texts_never_overlap() {
        let histories: [Vec<f64>; 9] = [
            vec![],
            vec![352.0],
            vec![236.0, 248.0, 241.0, 262.0, 275.0, 268.0, 291.0, 305.0, 298.0, 326.0, 341.0, 352.0],
            vec![240.0, 240.0, 240.0],
            vec![400.0; 12],
            vec![399.0, 401.0, 400.0],
            vec![-5.0, 3.0, -2.0],
            vec![1.2e9, 0.9e9, 1.1e9],
            (0..400_i32).map(|n| f64::from(n % 37)).collect(),
        ];
        for values in &histories {
            let actual = weekly(values);
            for target in [&[][..], &[(day(60), 400.0)], &[(day(0), 240.0), (day(150), 400.0)], &[(day(0), 352.0), (day(90), 352.0)]] {
                for lang in Lang::ALL {
                    nothing_overlaps(&chart(lang, &actual, target));
                    nothing_overlaps(&LineChart { baseline: Some(400.0), report_date: day(3), ..chart(lang, &actual, target) });
                    let pins: Vec<Pin> = (1..8_usize)
                        .zip(1_i64..)
                        .map(|(number, nth)| Pin { day: day(nth * 11), number, kind: PinKind::Decision })
                        .collect();
                    let expected = |n: i64| Expected { day: day(82 + n), value: 380.0, low: 300.0 - n as f64, high: 420.0, is_far: n > 30 };
                    let forecast = [0, 20, 40, 60].map(expected);
                    nothing_overlaps(&LineChart { forecast: &forecast, pins: &pins, ..chart(lang, &actual, target) });
                }
            }
        }
    }

    #[test]
    fn labels_of_one_place_are_all_there() {
        let actual = weekly(&[400.0, 400.0]);
        let target = [(day(0), 400.0), (day(90), 400.0)];
        let svg = LineChart { baseline: Some(400.0), ..chart(Lang::Zh, &actual, &target) }.render();
        for label in ["实际400", "目标400", "基线400"] {
            assert_eq!(count(&svg, label), 1, "{label} in {svg}");
        }
    }

    #[test]
    fn dots_end_where_they_would_touch() {
        let many = weekly(&[1.0; 25]);
        assert_eq!(count(&chart(Lang::En, &many[..24], &[]).render(), "class=\"dot\""), 24);
        assert_eq!(count(&chart(Lang::En, &many, &[]).render(), "class=\"dot\""), 1);
    }

    #[test]
    fn few_values_have_no_line() {
        assert_eq!(count(&chart(Lang::En, &[], &[]).render(), "l-act"), 0);
        let one = chart(Lang::En, &weekly(&[5.0]), &[]).render();
        assert_eq!((count(&one, "l-act"), count(&one, "class=\"dot\"")), (0, 1));
    }

    #[test]
    fn what_is_no_number_is_left_out() {
        let gaps = weekly(&[1.0, f64::NAN, f64::INFINITY, 1e300, 3.0]);
        let whole = [gaps[0], gaps[4]];
        assert_eq!(chart(Lang::En, &gaps, &[]).render(), chart(Lang::En, &whole, &[]).render());
    }

    #[test]
    fn equal_dates_and_a_future_target_alone_are_drawn() {
        let same = [(day(3), 1.0), (day(3), 2.0)];
        nothing_overlaps(&LineChart { report_date: day(3), baseline: None, ..chart(Lang::En, &same, &[]) });
        let svg = LineChart { baseline: None, ..chart(Lang::En, &[], &[(day(300), 40.0)]) }.render();
        assert!(svg.contains("class=\"dot t\" cx=\"100%\"") && svg.contains(">Target 40<"), "{svg}");
    }

    #[test]
    fn a_forecast_is_dashed_paler_where_it_is_far_and_ends_in_a_hollow_dot() {
        let actual = weekly(&[10.0, 12.0]);
        let expected = |days: i64| Expected { day: day(days), value: 12.0, low: 10.0, high: 14.0, is_far: days > 14 };
        let forecast = [7, 14, 21, 28].map(expected);
        let svg = LineChart { forecast: &forecast, baseline: None, ..chart(Lang::En, &actual, &[]) }.render();
        let counts = ["class=\"fan\"", "class=\"fan far\"", "class=\"l-fc\"", "class=\"l-fc far\"", "class=\"dot o\"", ">Forecast 12<"];
        assert_eq!(counts.map(|what| count(&svg, what)), [1, 2, 1, 1, 1, 1], "{svg}");
    }

    #[test]
    fn pins_stand_above_the_chart_with_a_stem_to_the_line() {
        let actual = weekly(&[10.0, 12.0]);
        let pins = [(3, PinKind::Change), (60, PinKind::Decision)];
        let pins: Vec<Pin> = (1..).zip(pins).map(|(number, (on, kind))| Pin { day: day(on), number, kind }).collect();
        let svg = LineChart { pins: &pins, ..chart(Lang::En, &actual, &[]) }.render();
        let counts = ["class=\"plot full flagged gl", "<svg class=\"pin\"", "<path class=\"brk\"", ">1</text>", ">2</text>"];
        assert_eq!(counts.map(|what| count(&svg, what)), [1, 2, 1, 1, 1], "{svg}");
    }

    #[test]
    fn a_range_is_a_band_with_its_sides() {
        let actual = weekly(&[12.0, 14.0]);
        let band = [(day(40), Some(10.0), Some(15.0))];
        let svg = LineChart { band: &band, baseline: None, ..chart(Lang::En, &actual, &[]) }.render();
        assert_eq!((count(&svg, "class=\"band\""), count(&svg, "l-tgt"), count(&svg, "Target 10–15")), (1, 2, 1), "{svg}");
        let most = [(day(0), None, Some(15.0)), (day(40), None, Some(13.0))];
        let svg = LineChart { band: &most, baseline: None, ..chart(Lang::Zh, &actual, &[]) }.render();
        assert_eq!((count(&svg, "class=\"band\""), count(&svg, "l-tgt"), count(&svg, "目标≤13")), (1, 1, 1), "{svg}");
        nothing_overlaps(&LineChart { band: &band, ..chart(Lang::Zh, &actual, &[]) });
        let no_side_lasts = [(day(0), None, Some(15.0)), (day(40), Some(10.0), None)];
        let svg = LineChart { band: &no_side_lasts, ..chart(Lang::Zh, &actual, &[]) }.render();
        assert_eq!((count(&svg, "class=\"band\""), count(&svg, "目标≥10")), (0, 1), "{svg}");
    }

    #[test]
    fn words_are_escaped_and_nothing_has_a_style() {
        let svg = chart(Lang::En, &weekly(&[1.0, 2.0]), &[]).render();
        assert!(svg.contains("<title id=\"leads-title\">Leads &lt; target &amp; rising</title>"));
        assert!(!svg.contains("style=") && !svg.contains("stroke=") && !svg.contains("fill="));
    }

    #[test]
    fn an_axis_that_does_not_start_at_zero_says_where() {
        assert_eq!(chart(Lang::En, &weekly(&[236.0, 400.0]), &[]).axis_start().as_deref(), Some("200"));
        assert_eq!(chart(Lang::En, &weekly(&[0.0, 400.0]), &[]).axis_start(), None);
    }
}
