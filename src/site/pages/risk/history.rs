//! Tables of one risk's page: what it may cost and delay, and what happened when.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::{full, numbers, scored, why_no_estimate};
use crate::analysis::risk::{Assessed, Driver, Effect, Estimate, RiskNumbers, Simulation};
use crate::calendar::Date;
use crate::project::RecordId;
use crate::project::registers::risks::Risk;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, number};
use crate::{both, say};

/// A cell about an effect, from its estimate and its place in the simulation; `None` if there is nothing to tell.
type CellOf<'f> = &'f dyn Fn(Effect, &Estimate, Option<&Driver>) -> Option<Shown>;

/// What a risk may cost and delay: estimates and places in the simulation, side by side. `None` if nothing is estimated.
pub(crate) fn moments(page: Page<'_>, id: RecordId) -> Option<Table> {
    let risk = page.whole.project.risks.get(id.index)?;
    let chance = numbers(page, id)?.chance;
    let mut estimated = Vec::new();
    let mut caption = vec![both!("In money and time", "成本与工期")];
    for (effect, name) in [(Effect::Cost, both!("cost", "成本")), (Effect::Delay, both!("delay", "工期"))] {
        match effect.of(risk, &page.whole.project) {
            Ok(estimate) => estimated.push((effect, estimate, driver(page, id, effect))),
            Err(reason) => caption.push(say!("{name}: {reason}", "{name}{reason}", name, reason = why_no_estimate(reason))),
        }
    }
    if estimated.is_empty() {
        return None;
    }
    let row = |name: Message, of: CellOf<'_>| {
        let cells: Vec<Option<Shown>> = estimated.iter().map(|(effect, estimate, driver)| of(*effect, estimate, *driver)).collect();
        let has_any = cells.iter().any(Option::is_some);
        let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| Shown::text("–")));
        has_any.then(|| Row::new(std::iter::once(Shown::text(page.say(&name))).chain(cells).collect()))
    };
    let of_estimate =
        |name: Message, of: fn(&Estimate) -> Decimal| row(name, &|effect, estimate, _| Some(full(page, effect, of(estimate))));
    let chance = chance.map(|chance| Shown::text(number::percent(float(chance))));
    let rows = [
        row(both!("Probability", "概率"), &|_, _, _| chance.clone()),
        of_estimate(both!("Low", "最低"), |estimate| estimate.low),
        of_estimate(both!("Most likely", "最可能"), |estimate| estimate.likely),
        of_estimate(both!("High", "最高"), |estimate| estimate.high),
        of_estimate(both!("Mean if it occurs", "发生时的均值"), Estimate::mean),
        of_estimate(both!("Standard deviation if it occurs", "发生时的标准差"), deviation),
        row(both!("Probability × mean", "概率×均值"), &|effect, _, driver| Some(full(page, effect, driver?.expected))),
        row(both!("Share of variance", "方差占比"), &|_, _, driver| Some(Shown::text(number::percent(driver?.share)))),
        row(both!("All open risks, in 8 of 10 cases at most", "全部未关闭风险（八成把握）"), &|effect, _, driver| {
            driver?;
            Some(full(page, effect, simulation(page, effect)?.percentile(80)))
        }),
        row(both!("All without this one, in 8 of 10 cases at most", "不含本风险时（八成把握）"), &|effect, _, driver| {
            Some(full(page, effect, driver?.p80_without))
        }),
    ];
    let title = |effect| match effect {
        Effect::Cost => both!("Cost", "成本"),
        Effect::Delay => both!("Delay, working days", "延误（工作日）"),
    };
    let columns = estimated.iter().map(|(effect, ..)| Column::plain(page.say(&title(*effect))).class("num"));
    let caption: Vec<String> = caption.iter().map(|part| page.say(part)).collect();
    Some(Table {
        id: "t-moments".to_owned(),
        caption: caption.join(if page.lang == Lang::Zh { "；" } else { "; " }),
        columns: std::iter::once(Column::plain(page.say(&both!("Number", "数值")))).chain(columns).collect(),
        rows: rows.into_iter().flatten().collect(),
    })
}

fn simulation(page: Page<'_>, effect: Effect) -> Option<&Simulation> {
    let simulations = page.whole.analysis.risk_simulations.as_ref()?;
    match effect {
        Effect::Cost => simulations.cost.as_ref().ok(),
        Effect::Delay => simulations.delay.as_ref().ok(),
    }
}

fn driver(page: Page<'_>, id: RecordId, effect: Effect) -> Option<&Driver> {
    simulation(page, effect)?.driver(id.index)
}

fn deviation(estimate: &Estimate) -> Decimal {
    Decimal::from_f64(estimate.variance().sqrt()).unwrap_or_default()
}

fn float(chance: Decimal) -> f64 {
    chance.to_f64().unwrap_or_default()
}

/// When it was raised, reviewed, occurred or closed, and when it is looked at next, with the score that held from then on.
/// `None` if nothing is dated.
pub(crate) fn history(page: Page<'_>, id: RecordId) -> Option<Table> {
    let risk = page.whole.project.risks.get(id.index)?;
    let numbers = numbers(page, id)?;
    let mut events: Vec<(Date, Message, Option<Assessed>)> = [
        (risk.raised, both!("Raised", "提出"), numbers.inherent),
        (risk.reviewed, both!("Last reviewed", "上次评审"), at_review(numbers, risk)),
        (risk.occurred, both!("Occurred", "发生"), None),
        (risk.closed, both!("Closed", "关闭"), None),
        (risk.next_review.filter(|_| risk.is_open()), both!("Next review", "下次评审"), None),
    ]
    .into_iter()
    .filter_map(|(day, name, score)| Some((day?, name, score)))
    .collect();
    events.sort_by_key(|(day, ..)| *day);
    let row = |(day, name, score): &(Date, Message, Option<Assessed>)| {
        let day = Run { day: Some(day.to_string()), ..Run::text(date::long(page.lang, day.civil())) };
        Row::new(vec![day.into(), Shown::text(page.say(name)), score.map(|score| scored(page, id, score)).unwrap_or_default()])
    };
    let rows: Vec<Row> = events.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table {
        id: "t-history".to_owned(),
        caption: page.say(&both!("History", "经过")),
        columns: vec![
            Column::plain(page.say(&both!("Date", "日期"))).class("nw"),
            Column::plain(page.say(&both!("Event", "事件"))),
            Column::plain(page.say(&both!("Score from then on", "此后得分"))).class("nw"),
        ],
        rows,
    })
}

/// The score from the last review on.
fn at_review(numbers: &RiskNumbers, risk: &Risk) -> Option<Assessed> {
    numbers.on(risk.reviewed?)
}
