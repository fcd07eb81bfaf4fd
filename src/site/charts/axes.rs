//! Ticks of values and of days.

use jiff::civil::Date;
use plotters::coord::ranged1d::Ranged;
use plotters_backend::text_anchor::HPos;

use super::backend::{FULL, Mark};
use super::days::Days;
use super::labels::{COLUMN, Label, Layout, NARROWEST, Placed, Spot, columns};
use super::plot::{Across, Done, Plot};
use super::values::Values;
use crate::text::{Lang, date};

/// The most months that are named below a chart.
const MOST_MONTHS: usize = 8;
/// The heights at which the report date may stand, in hundredths of a per cent from the top.
const TOP_DOWN: [i32; 6] = [400, 1200, 2400, 4000, 6000, 8800];
/// Pixels that a text below the chart may reach into the left gutter.
const INTO_GUTTER: i32 = 6;

/// A grid line for each round value, the lowest as the axis, and its number in the left gutter.
pub(super) fn draw_values(plot: &Plot<'_>, lang: Lang) -> Done {
    draw_levels(plot, |value| plot.values.tick(lang, value))
}

/// As [`draw_values`], with numbers written in another way.
pub(super) fn draw_levels<X: Across>(plot: &Plot<'_, X>, write: impl Fn(f64) -> String) -> Done {
    let ticks = plot.values.key_points(MOST_MONTHS);
    for &value in &ticks {
        plot.level(value, if value > plot.values.low() { Mark::Grid } else { Mark::Axis })?;
    }
    let [start, _] = plot.across.ends();
    for &value in &ticks {
        let (_, y) = plot.place((start, value));
        let spot = Spot { at: (0, y), anchor: HPos::Right, dx: -8, dy: 4 };
        plot.text(&Label { text: write(value), mark: Mark::Tick, spot })?;
    }
    Ok(())
}

/// The report date beside its line, where there is room.
pub(super) fn now(plot: &Plot<'_>, layout: &mut Layout, lang: Lang, day: Date) -> Option<Placed> {
    let (x, _) = plot.place((day, plot.values.high()));
    let spots: Vec<Spot> =
        TOP_DOWN.into_iter().flat_map(|y| [Spot::beside((x, y), HPos::Left), Spot::beside((x, y), HPos::Right)]).collect();
    layout.place(&date::brief(lang, day, day.year()), Mark::LimitLabel, &spots)
}

/// The names of months or days below a chart.
pub(super) fn draw_days(plot: &Plot<'_>, lang: Lang, layout: &mut Layout) -> Done {
    day_ticks(plot.across, lang, layout).iter().try_for_each(|label| plot.text(label))
}

/// The round values below a chart over values, as many as never touch.
pub(super) fn value_ticks(values: Values, write: impl Fn(f64) -> String, layout: &mut Layout) -> Vec<Label> {
    let all = values.key_points(MOST_MONTHS);
    let at = |value: f64| {
        let x = values.map(&value, (0, FULL));
        let anchor = if x == 0 {
            HPos::Left
        } else if x == FULL {
            HPos::Right
        } else {
            HPos::Center
        };
        below(write(value), x, anchor, 17)
    };
    let thinned = (1..=all.len()).map(|step| all.iter().copied().step_by(step).map(at).collect::<Vec<Label>>());
    thinned.into_iter().find(|ticks| layout.take_all(ticks)).unwrap_or_default()
}

/// How many columns the widest number in the left gutter has, within what the stylesheet has gutters for (`.gl2` …).
pub(super) fn gutter_columns(values: Values, lang: Lang) -> i32 {
    let widest = values.key_points(MOST_MONTHS).into_iter().map(|value| columns(&values.tick(lang, value))).max();
    widest.unwrap_or(0).clamp(2, 10)
}

/// The names of months below the chart, with the year under the first and each January, as many as never touch. Days are
/// named where less than two months begin.
fn day_ticks(days: Days, lang: Lang, layout: &mut Layout) -> Vec<Label> {
    let thinned = (2..=MOST_MONTHS).rev().map(|most| month_ticks(&days.key_points(most), days, lang));
    let free = thinned.filter(|ticks| ticks.len() > 2).find(|ticks| layout.take_all(ticks));
    free.unwrap_or_else(|| {
        let ends = end_ticks(days, lang);
        layout.take_all(&ends);
        ends
    })
}

fn month_ticks(firsts: &[Date], days: Days, lang: Lang) -> Vec<Label> {
    let mut ticks = Vec::new();
    for (i, &first) in firsts.iter().enumerate() {
        let x = days.map(&first, (0, FULL));
        let month = date::month(lang, first);
        // At the left edge it would reach into the gutter, where the lowest value stands.
        let out = columns(&month) * COLUMN / 2 - x * NARROWEST / FULL - INTO_GUTTER;
        let dx = i8::try_from(out.max(0)).unwrap_or_default();
        let at = |text, dy| Label { text, mark: Mark::Tick, spot: Spot { at: (x, FULL), anchor: HPos::Center, dx, dy } };
        ticks.push(at(month, 17));
        if i == 0 || first.month() == 1 {
            ticks.push(at(year(lang, first), 32));
        }
    }
    ticks
}

fn end_ticks(days: Days, lang: Lang) -> Vec<Label> {
    let (start, end) = (days.start(), days.end());
    let mut ticks = vec![
        below(date::short(lang, start, start.year()), 0, HPos::Left, 17),
        below(year(lang, start), 0, HPos::Left, 32),
        below(date::short(lang, end, end.year()), FULL, HPos::Right, 17),
    ];
    if start.year() != end.year() {
        ticks.push(below(year(lang, end), FULL, HPos::Right, 32));
    }
    ticks
}

fn year(lang: Lang, day: Date) -> String {
    match lang {
        Lang::En => day.year().to_string(),
        Lang::Zh => format!("{}年", day.year()),
    }
}

fn below(text: String, x: i32, anchor: HPos, dy: i8) -> Label {
    Label { text, mark: Mark::Tick, spot: Spot { at: (x, FULL), anchor, dx: 0, dy } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(lang: Lang, start: Date, end: Date) -> Vec<String> {
        let days = Days::including([start, end], start);
        day_ticks(days, lang, &mut Layout::new(260, 31)).into_iter().map(|label| label.text).collect()
    }

    #[test]
    fn months_are_thinned_until_they_do_not_touch() {
        let start = Date::constant(2026, 8, 31);
        assert_eq!(ticks(Lang::En, start, Date::constant(2027, 1, 31)), ["Sep", "2026", "Oct", "Nov", "Dec", "Jan", "2027"]);
        assert_eq!(
            ticks(Lang::Zh, start, Date::constant(2027, 9, 30)),
            ["9月", "2026年", "11月", "1月", "2027年", "3月", "5月", "7月", "9月"]
        );
    }

    #[test]
    fn a_month_at_the_left_edge_stays_out_of_the_gutter() {
        let days = Days::including([Date::constant(2026, 9, 1), Date::constant(2027, 1, 31)], Date::MIN);
        let ticks = day_ticks(days, Lang::En, &mut Layout::new(260, 31));
        let shifts: Vec<i8> = ticks.iter().map(|label| label.spot.dx).collect();
        assert_eq!(shifts, [4, 4, 0, 0, 0, 0, 0], "Sep 2026, Oct …");
    }

    #[test]
    fn short_and_endless_times_name_their_ends() {
        let start = Date::constant(2026, 11, 18);
        assert_eq!(ticks(Lang::En, start, Date::constant(2026, 11, 24)), ["18 Nov", "2026", "24 Nov"]);
        assert_eq!(ticks(Lang::Zh, start, Date::constant(2026, 11, 24)), ["11月18日", "2026年", "11月24日"]);
        assert_eq!(ticks(Lang::En, Date::MIN, Date::MAX).len(), 4);
    }
}
