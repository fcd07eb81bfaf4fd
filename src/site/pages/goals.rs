//! The registers of goals and KPIs, with how each of them stands.

use super::area::with_column;
use super::kpi::{KpiLabels, Measure};
use crate::both;
use crate::project::{Kind, RecordId};
use crate::site::page::Page;
use crate::site::parts::{Column, Run, Table, Value as Shown};

/// The goals with the KPIs that measure them.
pub fn goals(page: Page<'_>) -> Table {
    let ids = page.records(Kind::Goals);
    let mut table = page.table_of(Kind::Goals, &ids, &["kind", "owner", "due", "status", "outcome"]);
    // One word, which needs no second line.
    if let Some(outcome) = table.columns.last_mut() {
        outcome.class = "nw";
    }
    let measured_by = Column::plain(page.say(&both!("Measured by", "衡量指标")));
    with_column(table, measured_by, ids.iter().map(|id| kpis_of(page, *id)))
}

/// The KPIs with their value, plan and target.
pub fn kpis(page: Page<'_>) -> Table {
    let t = KpiLabels::of(page.lang);
    let ids = page.records(Kind::Kpis);
    let measures: Vec<Option<Measure<'_>>> = ids.iter().map(|id| Measure::of(page, *id)).collect();
    let table = page.table_of(Kind::Kpis, &ids, &["status", "owner"]);
    let columns: [(&str, fn(Measure<'_>) -> Option<Shown>); 3] = [(t.target, target), (t.plan, plan), (t.value, value)];
    columns.into_iter().fold(table, |table, (title, cell)| {
        let cells = measures.iter().map(|measure| measure.and_then(cell).unwrap_or_else(|| Shown::text("–")));
        with_column(table, Column::plain(title).class("num"), cells)
    })
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
    let lines = kpis.filter(|kpi| page.whole.is_public(*kpi)).map(|kpi| {
        let name = Run { href: page.to_record(kpi), ..page.name(kpi) };
        vec![Run { status: page.state(kpi), ..name }]
    });
    Shown { lines: lines.collect(), ..Shown::default() }
}
