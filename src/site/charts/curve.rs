//! The cumulative curve of a simulation: how often a total stays at or below an amount.

use plotters_backend::text_anchor::HPos::{Center, Left, Right};

use super::axes;
use super::backend::{FULL, Mark};
use super::labels::{Layout, Place, Placed, Spot};
use super::plot::{Caption, Done, Head, Plot};
use super::values::Values;
use crate::text::number;

/// Pixels from 0 to 100 per cent.
const HEIGHT: i32 = 220;
/// Columns of the numbers at the left: "100%".
const GUTTER: i32 = 4;

/// A cumulative curve with marked quantiles and a reserve.
#[derive(Debug, Clone, Copy)]
pub struct CurveChart<'a> {
    /// What it is called, and in which language.
    pub caption: Caption<'a>,
    /// Amounts that rise, with their per cents, 0 to 100.
    pub curve: &'a [(f64, f64)],
    /// The quantiles that are marked.
    pub quantiles: &'a [Quantile],
    /// The amount that is set aside, and its label.
    pub reserve: Option<(f64, &'a str)>,
    /// Stands before the numbers of the axis: `¥`.
    pub sign: &'a str,
}

/// A point of the curve with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantile {
    /// The per cent.
    pub per_cent: f64,
    /// The amount.
    pub amount: f64,
    /// What is written beside it: "P80 ¥186K".
    pub label: String,
}

impl CurveChart<'_> {
    /// The chart as an `<svg>` element.
    pub fn render(&self) -> String {
        let reserve = self.reserve.map(|(amount, _)| amount);
        let amounts = Values::including(self.curve.iter().map(|(amount, _)| *amount).chain(reserve).chain([0.0]));
        let shares = Values::including([0.0, 100.0]);
        let head = Head { caption: self.caption, above: "", left: GUTTER, right: 0, height: HEIGHT };
        Plot::svg(&head, amounts, shares, |plot, layout| self.draw(plot, layout))
    }

    fn draw(&self, plot: &Plot<'_, Values>, layout: &mut Layout) -> Done {
        axes::draw_levels(plot, |share| format!("{}%", number::full(share, 0)))?;
        for label in axes::value_ticks(plot.across, |amount| self.tick(plot.across, amount), layout) {
            plot.text(&label)?;
        }
        for quantile in self.quantiles {
            plot.line(&[(quantile.amount, 0.0), (quantile.amount, quantile.per_cent)], Mark::Baseline)?;
        }
        if let Some((amount, _)) = self.reserve {
            plot.line(&[(amount, 0.0), (amount, 100.0)], Mark::Target)?;
        }
        plot.line(self.curve, Mark::Actual)?;
        for quantile in self.quantiles {
            plot.told_dot((quantile.amount, quantile.per_cent), 4, Mark::Dot, &quantile.label)?;
        }
        let labels = self.place_labels(plot, layout);
        plot.labels(&labels)
    }

    /// "¥200K", 「¥20万」, "0".
    fn tick(&self, amounts: Values, amount: f64) -> String {
        let text = amounts.tick(self.caption.lang, amount);
        match text.strip_prefix('−') {
            Some(size) => format!("−{}{size}", self.sign),
            None if text == "0" => text,
            None => format!("{}{text}", self.sign),
        }
    }

    fn place_labels(&self, plot: &Plot<'_, Values>, layout: &mut Layout) -> Vec<Placed> {
        layout.draw(&plot.places(self.curve));
        let mut placed = Vec::new();
        if let Some((amount, label)) = self.reserve {
            let line = [0.0, 100.0].map(|share| plot.place((amount, share)));
            layout.draw(&line);
            placed.extend(layout.place(label, Mark::Label, &beside_line(line[0].0)));
        }
        for quantile in self.quantiles {
            let at = plot.place((quantile.amount, quantile.per_cent));
            layout.draw(&[(at.0, FULL), at]);
            placed.extend(layout.place(&quantile.label, Mark::ActualLabel, &around(at)));
        }
        placed
    }
}

/// The spots around a point of a rising curve: what is below it at the right is free.
fn around(at: Place) -> [Spot; 6] {
    [
        Spot::beside(at, Left),
        Spot { dx: 4, ..Spot::below(at, Left) },
        Spot::beside(at, Right),
        Spot { dx: -4, ..Spot::above(at, Right) },
        Spot::above(at, Center),
        Spot { dx: -4, ..Spot::below(at, Right) },
    ]
}

/// The spots beside an upright line, the lowest first.
fn beside_line(x: i32) -> Vec<Spot> {
    let heights = [9500, 8500, 7500, 6500, 5500, 4500, 3500, 2500, 1500, 500];
    heights
        .into_iter()
        .flat_map(|y| [Left, Right].map(|anchor| Spot { dx: if matches!(anchor, Left) { 5 } else { -5 }, ..Spot::beside((x, y), anchor) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn curve(spread: f64) -> Vec<(f64, f64)> {
        (0_u8..=99).map(f64::from).map(|share| (spread * (share / 100.0).powi(3), share)).collect()
    }

    fn render(lang: Lang, spread: f64, reserve: Option<(f64, &str)>) -> String {
        let curve = curve(spread);
        let quantile = |per_cent: f64| {
            let amount = spread * (per_cent / 100.0).powi(3);
            Quantile { per_cent, amount, label: format!("P{per_cent} ¥{}", number::compact(lang, amount)) }
        };
        let quantiles = [50.0, 80.0, 90.0].map(quantile);
        CurveChart { caption: Caption { id: "c", title: "t", desc: "d", lang }, curve: &curve, quantiles: &quantiles, reserve, sign: "¥" }
            .render()
    }

    #[test]
    fn quantiles_and_the_reserve_are_marked() {
        let svg = render(Lang::En, 1_000_000.0, Some((400_000.0, "Reserve ¥400K")));
        for text in ["P50 ¥125K", "P80 ¥512K", "P90 ¥729K", "Reserve ¥400K", "100%", "¥0.8M"] {
            assert!(svg.contains(text), "{text}: {svg}");
        }
        assert_eq!(svg.matches("class=\"l-base\"").count(), 3);
        assert_eq!(svg.matches("class=\"l-tgt\"").count(), 1);
        assert!(!svg.contains("style="));
    }

    #[test]
    fn nothing_overlaps_in_either_language() {
        for spread in [50.0, 4_000.0, 1_000_000.0] {
            for share in [0.1, 0.5, 0.9] {
                let (en, zh) = (format!("Reserve ¥{}", spread * share), format!("储备¥{}", spread * share));
                crate::site::charts::testing::nothing_overlaps(&render(Lang::En, spread, Some((spread * share, &en))), HEIGHT);
                crate::site::charts::testing::nothing_overlaps(&render(Lang::Zh, spread, Some((spread * share, &zh))), HEIGHT);
            }
        }
    }

    #[test]
    fn a_curve_without_spread_is_drawn() {
        let svg = render(Lang::Zh, 0.0, Some((0.0, "应急储备¥0")));
        assert!(svg.contains("应急储备¥0"), "{svg}");
    }
}
