//! The two charts of the usual scatter: values with their limits, and the moving ranges between them.

use jiff::civil::Date;

use super::axes;
use super::backend::Mark;
use super::days::Days;
use super::labels::{Layout, Placed, Spot};
use super::pins::{Pin, Pins};
use super::plot::{Caption, Done, Head, Plot};
use super::points::{Point, by_day, drawable};
use super::values::Values;
use super::written::Written;
use crate::analysis::kpi::SignalRule;
use crate::text::Unit;

/// The most values with a dot each.
const MOST_DOTS: usize = 40;

/// A chart of values or of moving ranges with their mean and limits.
#[derive(Debug, Clone, Copy)]
pub struct ProcessChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// Pixels from the highest to the lowest value.
    pub height: i32,
    /// The days of all values: two charts below each other have the same.
    pub days: (Date, Date),
    /// The columns of its left gutter, if the numbers of this chart do not need more: two charts below each other have the same.
    pub columns: i32,
    /// Stretches of values with limits of their own.
    pub stretches: &'a [Stretch],
    /// The days on which a stretch begins anew.
    pub pins: &'a [Pin],
    /// Decimals of the values on labels.
    pub decimals: u32,
    /// The unit; labels show it only if it is a sign.
    pub unit: Unit<'a>,
    /// What the lines are called.
    pub labels: ProcessLabels<'a>,
}

/// A stretch of values with one level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stretch {
    /// The values.
    pub values: Vec<Point>,
    /// Their mean.
    pub mean: Option<f64>,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// What is more than scatter, one a day.
    pub flags: Vec<Flag>,
}

/// A value that is more than scatter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// Its day.
    pub day: Date,
    /// Why; it gives the shape.
    pub rule: SignalRule,
    /// Whether it is bad news; it gives the colour.
    pub is_worse: bool,
}

/// What the lines of a [`ProcessChart`] are called, in its language.
#[derive(Debug, Clone, Copy)]
pub struct ProcessLabels<'a> {
    /// The mean.
    pub mean: &'a str,
    /// The lower limit.
    pub lower: &'a str,
    /// The upper limit.
    pub upper: &'a str,
}

impl Flag {
    const fn mark(self) -> Mark {
        match (self.rule, self.is_worse) {
            (SignalRule::Outside, false) => Mark::Outside,
            (SignalRule::Outside, true) => Mark::OutsideWorse,
            (SignalRule::Run | SignalRule::Trend, false) => Mark::Run,
            (SignalRule::Run | SignalRule::Trend, true) => Mark::RunWorse,
            (SignalRule::NearLimit, false) => Mark::NearLimit,
            (SignalRule::NearLimit, true) => Mark::NearLimitWorse,
            (SignalRule::Range, _) => Mark::Jump,
        }
    }

    /// The outline of its shape in pixels around its middle, and its class.
    pub fn shape(self) -> (&'static str, &'static str) {
        (self.mark().shape().unwrap_or_default(), self.mark().class())
    }
}

impl ProcessChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let (days, values) = (Days::including([self.days.0, self.days.1], self.days.0), self.values());
        let pins = Pins::of(self.pins, days);
        let head = Head { caption: self.caption, above: pins.class(), left: self.columns(), right: 0, height: self.height };
        Plot::svg(&head, days, values, |plot, layout| self.draw(plot, layout, &pins))
    }

    /// How many columns its left gutter has.
    pub fn columns(&self) -> i32 {
        axes::gutter_columns(self.values(), self.caption.lang).max(self.columns)
    }

    /// The lowest value on the axis as written there, if it is not zero: to be said beside the chart.
    pub fn axis_start(&self) -> Option<String> {
        let values = self.values();
        (values.low() != 0.0).then(|| values.tick(self.caption.lang, values.low()))
    }

    fn values(&self) -> Values {
        let of = |stretch: &Stretch| {
            let points = stretch.values.iter().map(|point| point.1);
            points.chain([stretch.mean, stretch.lower, stretch.upper].into_iter().flatten()).collect::<Vec<f64>>()
        };
        Values::including(self.stretches.iter().flat_map(of))
    }

    fn draw(&self, plot: &Plot<'_>, layout: &mut Layout, pins: &Pins) -> Done {
        axes::draw_values(plot, self.caption.lang)?;
        axes::draw_days(plot, self.caption.lang, layout)?;
        for stretch in self.stretches {
            for (level, mark) in stretch.levels() {
                plot.line(&level, mark)?;
            }
        }
        for pin in self.pins {
            plot.line(&[(pin.day, plot.values.high()), (pin.day, plot.values.low())], Mark::Break)?;
        }
        for stretch in self.stretches {
            plot.line(&by_day(&stretch.values), Mark::Actual)?;
        }
        let count: usize = self.stretches.iter().map(|stretch| stretch.values.len()).sum();
        for stretch in self.stretches {
            stretch.draw_dots(plot, count <= MOST_DOTS, self.written())?;
        }
        pins.draw(plot)?;
        let labels = self.place_labels(plot, layout);
        plot.labels(&labels)
    }

    const fn written(&self) -> Written<'_> {
        Written { lang: self.caption.lang, decimals: self.decimals, unit: self.unit }
    }

    /// The mean and the limits of the last stretch by name.
    fn place_labels(&self, plot: &Plot<'_>, layout: &mut Layout) -> Vec<Placed> {
        for stretch in self.stretches {
            layout.draw(&plot.places(&by_day(&stretch.values)));
            stretch.levels().iter().for_each(|(level, _)| layout.draw(&plot.places(level)));
        }
        let Some(last) = self.stretches.last() else { return Vec::new() };
        let written = self.written();
        let named = [(self.labels.mean, Mark::Label), (self.labels.upper, Mark::LimitLabel), (self.labels.lower, Mark::LimitLabel)];
        let levels = [last.mean, last.upper, last.lower];
        let mut placed = Vec::new();
        for ((name, mark), value) in named.into_iter().zip(levels) {
            let Some((value, [from, to])) = value.and_then(|value| Some((value, last.level(value)?))) else { continue };
            let text = written.label(name, &written.value(value));
            placed.extend(layout.place(&text, mark, &Spot::along(plot.place(from), plot.place(to))));
        }
        placed
    }
}

impl Stretch {
    /// A line at a value from the first to the last day.
    fn level(&self, value: f64) -> Option<[Point; 2]> {
        let values = by_day(&self.values);
        let (first, last) = (values.first()?, values.last()?);
        drawable(value).then_some([(first.0, value), (last.0, value)])
    }

    fn levels(&self) -> Vec<([Point; 2], Mark)> {
        let levels = [(self.mean, Mark::Mean), (self.lower, Mark::Limit), (self.upper, Mark::Limit)];
        levels.into_iter().filter_map(|(value, mark)| Some((self.level(value?)?, mark))).collect()
    }

    fn draw_dots(&self, plot: &Plot<'_>, all: bool, written: Written<'_>) -> Done {
        for point in by_day(&self.values) {
            match self.flags.iter().find(|flag| flag.day == point.0) {
                Some(flag) => plot.told_dot(point, 5, flag.mark(), &written.point(point))?,
                None if all => plot.told_dot(point, 3, Mark::Dot, &written.point(point))?,
                None => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::charts::pins::PinKind;
    use crate::site::charts::testing::{day, nothing_overlaps, weekly};
    use crate::text::Lang;

    const LABELS: [ProcessLabels<'_>; 2] =
        [ProcessLabels { mean: "Mean", lower: "Lower", upper: "Upper" }, ProcessLabels { mean: "均值", lower: "下限", upper: "上限" }];

    fn chart<'a>(lang: Lang, height: i32, stretches: &'a [Stretch], pins: &'a [Pin]) -> ProcessChart<'a> {
        ProcessChart {
            caption: Caption { id: "x", title: "Leads", desc: "From 236 to 352.", lang },
            height,
            days: (day(0), day(2800)),
            columns: 0,
            stretches,
            pins,
            decimals: 1,
            unit: Unit::new("%", ""),
            labels: LABELS[usize::from(lang == Lang::Zh)],
        }
    }

    fn stretch(values: &[f64], spread: f64) -> Stretch {
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let flags = vec![Flag { day: day(7), rule: SignalRule::Outside, is_worse: true }];
        Stretch { values: weekly(values), mean: Some(mean), lower: Some(mean - spread), upper: Some(mean + spread), flags }
    }

    #[test]
    fn texts_never_overlap() {
        let histories: [Vec<f64>; 8] = [
            vec![],
            vec![5.0],
            vec![5.0; 13],
            vec![-4.0, 3.0, -2.0, 6.0, 1.0, 0.0],
            vec![1.2e9, 0.9e9, 1.1e9, 1.0e9, 1.15e9, 1.05e9],
            vec![10.0, 12.0, 11.0, 13.0, 12.0, 11.0, 40.0],
            vec![0.001, 0.002, 0.001, 0.002, 0.001, 0.002],
            (0..400_i32).map(|n| f64::from(n % 37)).collect(),
        ];
        let pins: Vec<Pin> =
            (1..6_usize).zip(1_i64..).map(|(number, nth)| Pin { day: day(nth * 9), number, kind: PinKind::Change }).collect();
        for values in &histories {
            for spread in [0.0, 0.5, 8.0, 1e8] {
                for (lang, height) in [(Lang::En, 210), (Lang::Zh, 210), (Lang::En, 96), (Lang::Zh, 96)] {
                    let stretches = [stretch(values, spread)];
                    nothing_overlaps(&chart(lang, height, &stretches, &pins).render(), height);
                    let end = i64::try_from(values.len()).unwrap().max(2) * 7;
                    let short = ProcessChart { days: (day(0), day(end)), ..chart(lang, height, &stretches, &[]) };
                    nothing_overlaps(&short.render(), height);
                }
            }
        }
    }

    #[test]
    fn a_signal_has_a_shape_of_its_own_and_a_stretch_its_own_lines() {
        let stretches = [stretch(&[10.0, 12.0, 11.0], 3.0), Stretch { values: weekly(&[1.0, 2.0]), ..Stretch::default() }];
        let svg = chart(Lang::En, 210, &stretches, &[]).render();
        let count = |what: &str| svg.matches(what).count();
        assert_eq!((count("l-act"), count("l-mean"), count("l-lim"), count("class=\"dot\"")), (2, 1, 2, 4), "{svg}");
        assert_eq!(count("<svg class=\"sig b\""), 1, "{svg}");
    }
}
