//! KPIs on cards, and which of them are worst.

use serde::Serialize;

use super::{Measure, capitalised};
use crate::analysis::kpi::{Aim, Status};
use crate::project::Kind;
use crate::site::charts::Sparkline;
use crate::site::view::page::Page;
use crate::site::view::parts::{self, Run};

/// A KPI on a card.
#[derive(Serialize)]
pub(crate) struct Card {
    name: Run,
    value: String,
    unit: Run,
    spark: String,
    status: parts::Status,
    note: String,
}

/// The KPIs that have a value, on cards, the worst first.
pub(crate) fn cards(page: Page<'_>) -> Vec<Card> {
    worst_first(page).into_iter().filter_map(card).collect()
}

/// The KPIs that may be shown: those missed or off track first, those without a judgement last; of two alike the one that is
/// further from its plan.
fn worst_first(page: Page<'_>) -> Vec<Measure<'_>> {
    let mut all: Vec<Measure<'_>> = page.whole.records(Kind::Kpis).filter_map(|id| Measure::of(page, id)).collect();
    let distance = |measure: &Measure<'_>| measure.numbers.gap.and_then(|gap| gap.relative).map_or(0.0, f64::abs);
    all.sort_by(|a, b| {
        let by_status = urgency(a.numbers.status()).cmp(&urgency(b.numbers.status()));
        let by_distance = || if a.numbers.status().is_judged() { distance(b).total_cmp(&distance(a)) } else { std::cmp::Ordering::Equal };
        by_status.then_with(by_distance)
    });
    all
}

/// What wants to be seen first.
const fn urgency(status: Status) -> u8 {
    match status {
        Status::Missed | Status::OffTrack => 0,
        Status::AtRisk => 1,
        Status::Stale => 2,
        Status::OnTrack => 3,
        Status::Met => 4,
        Status::NoData(_) => 5,
    }
}

fn card(measure: Measure<'_>) -> Option<Card> {
    let (page, numbers) = (measure.page, measure.numbers);
    let value = numbers.standing.current?.value;
    let shown = measure.compact(value);
    Some(Card {
        name: Run { href: page.to_record(measure.id), ..page.name(measure.id) },
        unit: measure.unit_beside(&shown),
        value: shown,
        spark: sparkline(measure),
        status: numbers.standing.status(page.lang),
        note: capitalised(page.lang, &page.say(&measure.brief().headline())),
    })
}

fn sparkline(measure: Measure<'_>) -> String {
    let target = match measure.last_target().map(|target| target.aim) {
        Some(Aim::Value(value)) => Some(value),
        Some(Aim::Band(band)) => band.high.or(band.low),
        None => None,
    };
    let points: Vec<_> = measure.numbers.series.points.iter().map(|point| (point.day.civil(), point.value)).collect();
    Sparkline { values: &points, target }.render()
}
