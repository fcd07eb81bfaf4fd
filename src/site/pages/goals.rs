//! The registers of goals and KPIs, with how each of them stands.

use super::kpi::{KpiLabels, Measure};
use crate::project::{Kind, RecordId};
use crate::site::present::goal::verdict;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Run, Table, Value as Shown};
use crate::text::plural;
use crate::{both, say};

/// The goals with the KPIs that measure them.
pub(super) fn goals(page: Page<'_>, ids: &[RecordId]) -> Table {
    let table = page.table(Kind::Goals, ids);
    let measured_by = Column::plain(page.say(&both!("Measured by", "衡量指标")));
    table.with_column(measured_by, ids.iter().map(|id| kpis_of(page, *id)))
}

/// What decides how a goal stands.
pub(super) fn facts(page: Page<'_>, goal: RecordId) -> Vec<Fact> {
    let Some(numbers) = page.whole.analysis.goals.get(goal.index) else { return Vec::new() };
    let by_kpis = || {
        let (judged, off, at_risk) = (numbers.judged, numbers.off, numbers.at_risk);
        let said = say!(
            "{judged} KPI{en_s} judged: {off} off track or missed, {at_risk} at risk",
            "可判断的指标{judged}项：{off}项偏离或未达成，{at_risk}项有风险",
            judged = judged,
            en_s = plural(judged),
            off = off,
            at_risk = at_risk
        );
        (judged > 0).then(|| page.say(&said))
    };
    let decided = verdict(page, goal).or_else(by_kpis).map(Shown::text);
    let kpis = kpis_of(page, goal);
    let kpis = (!kpis.lines.is_empty()).then_some(kpis);
    let named = [(both!("Decided by", "判定依据"), decided), (both!("Measured by", "衡量指标"), kpis)];
    named.into_iter().filter_map(|(name, value)| Some(Fact { name: page.say(&name), value: value? })).collect()
}

/// The KPIs with their value, plan and target.
pub(super) fn kpis(page: Page<'_>, ids: &[RecordId]) -> Table {
    let t = KpiLabels::of(page.lang);
    let measures: Vec<Option<Measure<'_>>> = ids.iter().map(|id| Measure::of(page, *id)).collect();
    let table = page.table_of(Kind::Kpis, ids, &["status", "owner"]);
    let with = |table: Table, title, cell: fn(Measure<'_>) -> Option<Shown>| {
        let cells = measures.iter().map(|measure| measure.and_then(cell).unwrap_or_else(|| Shown::text("–")));
        table.with_column(Column::plain(title).class("num"), cells)
    };
    let table = with(table, t.target, target);
    let table = with(table, t.plan, plan);
    with(table, t.value, value)
}

fn value(measure: Measure<'_>) -> Option<Shown> {
    let current = measure.numbers.standing.current?;
    Some(Shown::text(measure.number(current.value)).note(measure.page.day(current.day).text))
}

fn plan(measure: Measure<'_>) -> Option<Shown> {
    measure.plan().map(Shown::text)
}

/// The next target, else the last one.
fn target(measure: Measure<'_>) -> Option<Shown> {
    let target = measure.next_target().map(|(target, _)| target).or_else(|| measure.last_target())?;
    Some(Shown::text(measure.aim(target.aim)).note(measure.page.day(target.by).text))
}

/// The KPIs that measure a goal, each with its chip.
fn kpis_of(page: Page<'_>, goal: RecordId) -> Shown {
    let numbers = page.whole.analysis.goals.get(goal.index);
    let kpis = numbers.into_iter().flat_map(|goal| &goal.kpis).map(|index| RecordId { kind: Kind::Kpis, index: *index });
    let lines = kpis.map(|kpi| {
        let name = Run { href: page.to_record(kpi), ..page.name(kpi) };
        vec![Run { status: page.state(kpi), ..name }]
    });
    Shown { lines: lines.collect(), ..Shown::default() }
}
