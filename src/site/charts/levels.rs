//! Counts by level over time, stacked: how many open risks there are, and how high they are.

use jiff::civil::Date;
use plotters_backend::text_anchor::HPos;

use super::axes;
use super::backend::{FULL, Mark};
use super::days::Days;
use super::labels::{Label, Layout, Spot, columns};
use super::plot::{Caption, Done, Head, Plot};
use super::values::Values;
use crate::text::Lang;

/// Pixels from the highest to the lowest value.
const HEIGHT: i32 = 220;
/// Pixels between the baselines of two labels.
const APART: i32 = 16;
/// The fewest records that the axis reaches to, so that its ticks are whole numbers.
const LEAST: f64 = 5.0;

/// How many columns of text the gutter at the right holds, as in the stylesheet (`.gr12`).
const GUTTER: i32 = 12;

/// Counts by level, the most serious at the bottom, with the latest ones named at the right.
#[derive(Debug, Clone, Copy)]
pub struct LevelsChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// Counts on days, from the least level to the most serious one.
    pub counts: &'a [(Date, [usize; 4])],
    /// What the levels are called, in the same order.
    pub names: [&'a str; 4],
}

/// A level of a stack: what it looks like, and its lower and upper edge.
struct Layer {
    mark: Mark,
    name: String,
    edges: Vec<(Date, f64, f64)>,
}

impl LevelsChart<'_> {
    /// The chart as an `<svg>` element; nothing for fewer than two days, and if there is nothing to count on any of them.
    pub fn render(&self) -> Option<String> {
        let highest = self.counts.iter().map(|(_, counts)| counts.iter().sum::<usize>()).max().unwrap_or(0);
        if self.counts.len() < 2 || highest == 0 {
            return None;
        }
        let values = Values::including([0.0, LEAST.max(highest as f64)]);
        let days = Days::including(self.counts.iter().map(|(day, _)| *day), Date::MIN);
        let head =
            Head { caption: self.caption, above: "", left: axes::gutter_columns(values, self.caption.lang), right: GUTTER, height: HEIGHT };
        Some(Plot::svg(&head, days, values, |plot, layout| self.draw(plot, layout)))
    }

    fn draw(&self, plot: &Plot<'_>, layout: &mut Layout) -> Done {
        axes::draw_values(plot, self.caption.lang)?;
        axes::draw_days(plot, self.caption.lang, layout)?;
        let layers = self.layers();
        for layer in &layers {
            let upper = layer.edges.iter().map(|(day, _, upper)| (*day, *upper));
            let lower = layer.edges.iter().rev().map(|(day, lower, _)| (*day, *lower));
            plot.area(&upper.chain(lower).collect::<Vec<_>>(), layer.mark)?;
        }
        for (at, layer) in layers.iter().enumerate() {
            let upper: Vec<(Date, f64)> = layer.edges.iter().map(|(day, _, upper)| (*day, *upper)).collect();
            plot.line(&upper, if at + 1 == layers.len() { Mark::Top } else { Mark::Edge })?;
        }
        self.labels(plot, &layers).iter().try_for_each(|label| plot.text(label))
    }

    /// The levels from the most serious one up.
    fn layers(&self) -> Vec<Layer> {
        let marks = [Mark::Low, Mark::Medium, Mark::High, Mark::Critical];
        let layer = |level: usize| {
            let below = |counts: &[usize; 4]| counts.iter().skip(level + 1).sum::<usize>() as f64;
            let own = |counts: &[usize; 4]| counts.get(level).copied().unwrap_or(0) as f64;
            Some(Layer {
                mark: *marks.get(level)?,
                name: self.names.get(level)?.to_string(),
                edges: self.counts.iter().map(|(day, counts)| (*day, below(counts), below(counts) + own(counts))).collect(),
            })
        };
        (0..marks.len()).rev().filter_map(layer).collect()
    }

    /// The name and the latest count of each level that has any, beside its middle, from the bottom up.
    fn labels(&self, plot: &Plot<'_>, layers: &[Layer]) -> Vec<Label> {
        let mut lowest = HEIGHT + APART;
        let mut labels = Vec::new();
        for layer in layers {
            let Some(&(day, lower, upper)) = layer.edges.last().filter(|(_, lower, upper)| upper > lower) else { continue };
            let (_, at) = plot.place((day, f64::midpoint(lower, upper)));
            let wanted = at * HEIGHT / FULL + 4;
            let baseline = wanted.min(lowest - APART);
            lowest = baseline;
            let dy = i8::try_from(baseline - at * HEIGHT / FULL).unwrap_or(i8::MIN);
            let text = self.written(&layer.name, upper - lower);
            labels.push(Label { text, mark: Mark::Label, spot: Spot { at: (FULL, at), anchor: HPos::Left, dx: 8, dy } });
        }
        labels
    }

    /// "Critical 2", 「严重2」; the name alone if that is too wide.
    fn written(&self, name: &str, count: f64) -> String {
        let text = match self.caption.lang {
            Lang::En => format!("{name} {count}"),
            Lang::Zh => format!("{name}{count}"),
        };
        if columns(&text) <= GUTTER { text } else { count.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(lang: Lang, counts: &[(Date, [usize; 4])]) -> Option<String> {
        let names = ["Low", "Medium", "High", "Critical"];
        LevelsChart { caption: Caption { id: "e", title: "t", desc: "d", lang }, counts, names }.render()
    }

    fn month_end(month: i8) -> Date {
        Date::constant(2026, month, 28)
    }

    #[test]
    fn every_level_is_an_area_and_the_latest_counts_are_named() {
        let svg = chart(Lang::En, &[(month_end(1), [1, 2, 3, 1]), (month_end(2), [2, 2, 0, 1])]).unwrap();
        for class in ["aL", "aM", "aH", "aC"] {
            assert_eq!(svg.matches(&format!("class=\"{class}\"")).count(), 1, "{class}");
        }
        let named: Vec<bool> = ["Low 2", "Medium 2", "High", "Critical 1"].iter().map(|name| svg.contains(name)).collect();
        assert_eq!(named, [true, true, false, true], "{svg}");
        assert!(!svg.contains("style="));
    }

    #[test]
    fn labels_of_thin_levels_are_apart() {
        let (first, last) = (month_end(1), month_end(12));
        let counts = [(first, [30, 0, 0, 0]), (last, [30, 1, 1, 1])];
        let chart = LevelsChart {
            caption: Caption { id: "e", title: "t", desc: "d", lang: Lang::Zh },
            counts: &counts,
            names: ["低", "中", "高", "严重"],
        };
        let mut svg = String::new();
        let plot = Plot::new(&mut svg, Days::including([first, last], first), Values::including([0.0, 33.0]));
        let labels = chart.labels(&plot, &chart.layers());
        let baselines: Vec<i32> = labels.iter().map(|label| label.spot.at.1 * HEIGHT / FULL + i32::from(label.spot.dy)).collect();
        assert_eq!(baselines.len(), 4);
        assert!(baselines.windows(2).all(|pair| pair[0] - pair[1] >= APART), "{baselines:?}");
    }

    #[test]
    fn a_single_day_is_no_chart() {
        assert_eq!(chart(Lang::En, &[(month_end(1), [1, 0, 0, 0])]), None);
        assert_eq!(chart(Lang::En, &[(month_end(1), [0; 4]), (month_end(2), [0; 4])]), None);
    }
}
