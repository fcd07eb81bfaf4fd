//! By how much the work is behind plan and over cost, over time: the curves of earned value lie too near each other to show it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::analysis::plan::ValuePoint;
use crate::site::charts::{Caption, Difference, DifferencesChart};
use crate::site::view::page::Page;
use crate::text::{Message, date, number};
use crate::{both, say};

/// The bars of one difference, below the curves.
#[derive(Serialize)]
pub(super) struct Bars {
    title: String,
    svg: String,
}

/// A difference: the id of its chart, what it is called, what it means, and what it is on a day.
struct Kind {
    id: &'static str,
    name: Message,
    means: Message,
    of: fn(&ValuePoint) -> Option<Decimal>,
}

/// What bars there are to draw, before the columns of their gutter are agreed.
pub(super) struct Differences<'a> {
    page: Page<'a>,
    kinds: Vec<(Kind, Vec<Difference>, Decimal)>,
    days: (jiff::civil::Date, jiff::civil::Date),
}

impl<'a> Differences<'a> {
    /// Those that are known and not nothing all along; `None` if there are no points.
    pub(super) fn of(page: Page<'a>, points: &[ValuePoint]) -> Option<Self> {
        let days = (points.first()?.day.civil(), points.last()?.day.civil());
        let kinds: Vec<_> = kinds().into_iter().filter_map(|kind| bars(page, kind, points)).collect();
        Some(Self { page, kinds, days })
    }

    /// The columns of the widest number beside any of the bars.
    pub(super) fn columns(&self) -> i32 {
        self.kinds.iter().map(|(_, bars, _)| self.chart("", "", "", bars, 0).columns()).max().unwrap_or(0)
    }

    /// The charts, with a gutter of so many columns.
    pub(super) fn render(&self, columns: i32) -> Vec<Bars> {
        let page = self.page;
        let one = |(kind, bars, last): &(Kind, Vec<Difference>, Decimal)| {
            let amount = signed(page, *last);
            let title = page.say(&say!("{name}: {amount}", "{name}：{amount}", name = &kind.name, amount));
            Bars { svg: self.chart(kind.id, &title, &page.say(&kind.means), bars, columns).render(), title }
        };
        self.kinds.iter().map(one).collect()
    }

    fn chart<'c>(&'c self, id: &'c str, title: &'c str, desc: &'c str, bars: &'c [Difference], columns: i32) -> DifferencesChart<'c> {
        let report_date = self.page.whole.project.report_date.civil();
        DifferencesChart { caption: Caption { id, title, desc, lang: self.page.lang }, bars, days: self.days, columns, report_date }
    }
}

fn kinds() -> [Kind; 2] {
    [
        Kind {
            id: "schedule-variance",
            name: both!("Schedule variance, EV − PV", "进度偏差 EV－PV"),
            means: both!(
                "By how much earned is more or less than planned; below zero: behind plan.",
                "挣值与计划价值之差，零线以下为落后。"
            ),
            of: ValuePoint::schedule_variance,
        },
        Kind {
            id: "cost-variance",
            name: both!("Cost variance, EV − AC", "成本偏差 EV－AC"),
            means: both!("By how much earned is more or less than spent; below zero: over cost.", "挣值与实际成本之差，零线以下为超支。"),
            of: ValuePoint::cost_variance,
        },
    ]
}

/// The bars of a difference and its newest amount; `None` where it is not known, or nothing all along.
fn bars(page: Page<'_>, kind: Kind, points: &[ValuePoint]) -> Option<(Kind, Vec<Difference>, Decimal)> {
    let known: Vec<(&ValuePoint, Decimal)> = points.iter().filter_map(|point| Some((point, (kind.of)(point)?.round()))).collect();
    let (_, last) = *known.last()?;
    let bar = |(point, amount): (&ValuePoint, Decimal)| {
        let (day, value) = (date::message(point.day.civil()), amount.to_f64()?);
        let told = page.say(&say!("{day}: {amount}", "{day}：{amount}", day, amount = signed(page, amount)));
        Some(Difference { day: point.day.civil(), value, told })
    };
    let is_something = known.iter().any(|(_, amount)| !amount.is_zero());
    is_something.then(|| (kind, known.into_iter().filter_map(bar).collect(), last))
}

/// "+¥1,200", 「−1,200元」.
pub(super) fn signed(page: Page<'_>, amount: Decimal) -> String {
    let rounded = amount.round();
    let text = page.say(&number::money_full(rounded, page.whole.project.settings.project.currency_code()));
    if rounded > Decimal::ZERO { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use crate::site::testing::each;

    /// The bars and what their drawings say, in both languages, of two tasks of which the first was dear and the second is late.
    fn shown(second: &str) -> [Vec<(String, String)>; 2] {
        let tasks = format!("name,start,end,planned_cost,percent,actual_cost\nFilm,2026-03-02,2026-03-13,1000,100,1200\n{second}\n");
        let files = [("alongside.yaml", "project: {currency: CNY}\n"), ("tasks.csv", tasks.as_str())];
        each(&files, |page| {
            let value = super::super::value::value(page).unwrap();
            value.differences.into_iter().map(|bars| (bars.title, bars.svg)).collect()
        })
    }

    #[test]
    fn what_is_behind_and_over_is_below_zero_and_says_by_how_much() {
        let [english, chinese] = shown("Shop,2026-03-16,2026-03-27,2000,50,1000");
        let titles = |of: &[(String, String)]| of.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&english), ["Schedule variance, EV − PV: −¥1,000", "Cost variance, EV − AC: −¥200"]);
        assert_eq!(titles(&chinese), ["进度偏差 EV－PV：−1,000元", "成本偏差 EV－AC：−200元"]);
        let (_, svg) = &english[0];
        assert!(svg.contains("class=\"worse\"") && svg.contains("<title>31 Mar 2026: −¥1,000</title>"), "{svg}");
        assert!(chinese[1].1.contains("<title>2026年3月31日：−200元</title>"), "{}", chinese[1].1);
    }

    #[test]
    fn what_is_not_known_or_nothing_has_no_bars() {
        let [english, _] = shown("Shop,2026-03-16,2026-03-27,2000,50,");
        assert_eq!(english.len(), 1, "no cost, no variance of cost: {english:?}");
        let [english, _] = shown("Shop,2026-03-30,2026-04-10,2000,0,");
        assert!(english.iter().all(|(title, _)| !title.contains("¥0")), "{english:?}");
    }
}
