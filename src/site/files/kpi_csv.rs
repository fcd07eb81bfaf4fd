//! The values of each KPI as a CSV file, with everything that its charts and tables show.

use super::csv::table;
use crate::analysis::kpi::{Aim, KpiNumbers, Observation, Point, Segment};
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::output::{OutputFile, made};
use crate::site::view::context::SiteContext;
use crate::text::{Lang, Words};

/// The columns; numbers are not rounded.
const COLUMNS: [&str; 15] = [
    "date",
    "value",
    "provisional",
    "plan",
    "plan_low",
    "plan_high",
    "difference",
    "observed",
    "mean",
    "lower_limit",
    "upper_limit",
    "moving_range",
    "range_limit",
    "limits",
    "signals",
];

/// The file of a KPI, as seen from the root of the site.
pub(crate) fn path(whole: &SiteContext<'_>, kpi: RecordId) -> String {
    let page = whole.names.path(Address::Record(kpi), Lang::En);
    let name = page.trim_start_matches("en/").trim_end_matches(".html");
    format!("data/{name}.csv")
}

/// A file for each published KPI that has values.
pub(crate) fn files(whole: &SiteContext<'_>) -> Vec<OutputFile> {
    let kpis = whole.records(Kind::Kpis).filter_map(|id| Some((id, whole.analysis.kpis.get(id.index)?)));
    let measured = kpis.filter(|(_, numbers)| !numbers.series.points.is_empty());
    measured.map(|(id, numbers)| made(path(whole, id), table(&COLUMNS, rows(numbers)).into_bytes())).collect()
}

fn rows(numbers: &KpiNumbers) -> Vec<Vec<String>> {
    numbers.series.points.iter().map(|point| row(numbers, point)).collect()
}

fn row(numbers: &KpiNumbers, point: &Point) -> Vec<String> {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let plan = numbers.path.as_ref().and_then(|path| path.expected(point.day));
    let (value, low, high) = match plan {
        Some(Aim::Value(value)) => (Some(value), None, None),
        Some(Aim::Band(band)) => (None, band.low, band.high),
        None => (None, None, None),
    };
    let provisional = if point.provisional { "yes" } else { "" };
    let difference = numbers.gap_of(point).map(|gap| gap.value);
    let mut cells = vec![point.day.to_string(), point.value.to_string(), provisional.to_owned()];
    cells.extend([value, low, high, difference].map(number));
    let observed = numbers.process.segments.iter().find_map(|segment| {
        let at = segment.observations.iter().position(|of| of.day == point.day && !point.provisional)?;
        Some((segment, at, segment.observations.get(at)?))
    });
    cells.extend(observed.map_or_else(|| vec![String::new(); 8], |(segment, at, of)| against_limits(segment, at, of)));
    cells
}

fn against_limits(segment: &Segment, at: usize, of: &Observation) -> Vec<String> {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let limits = segment.limits;
    let mut cells = vec![of.value.to_string()];
    let of_limits =
        [limits.map(|of| of.mean), limits.map(|of| of.lower), limits.map(|of| of.upper), of.range, limits.map(|of| of.range_limit)];
    cells.extend(of_limits.map(number));
    cells.push(segment.certainty.word().to_owned());
    let signals = segment.signals.iter().filter(|signal| signal.at == at);
    cells.push(signals.map(|signal| signal.rule.word()).collect::<Vec<_>>().join(" "));
    cells
}
