//! Numbers as a sentence says them.

use crate::analysis::kpi::{Band, KpiNumbers};
use crate::calendar::Date;
use crate::project::registers::goals::Kpi;
use crate::project::{Entry, Project};
use crate::text::date::short_in_both;
use crate::text::{Lang, Message, Unit, number};

/// A KPI's value with its unit: "5.9%", "352 leads"; with the KPI's own decimals, else with those of its values.
pub fn value(project: &Project, kpi: &Entry<Kpi>, numbers: &KpiNumbers, value: f64) -> Message {
    written(project, kpi, value, decimals(kpi, numbers))
}

/// What a value was to be, with as many more decimals as tell it from the value.
pub fn plan(project: &Project, kpi: &Entry<Kpi>, numbers: &KpiNumbers, plan: f64, value: f64) -> Message {
    let usual = decimals(kpi, numbers);
    let is_apart = |decimals: &u32| number::full(plan, *decimals) != number::full(value, *decimals);
    written(project, kpi, plan, (usual..=MOST_DECIMALS).find(is_apart).unwrap_or(usual))
}

/// More decimals than this say nothing.
const MOST_DECIMALS: u32 = 4;

fn decimals(kpi: &Entry<Kpi>, numbers: &KpiNumbers) -> u32 {
    let of_values = || numbers.series.points.iter().map(|point| decimals_of(point.value)).max().unwrap_or(0);
    kpi.decimals().unwrap_or_else(of_values)
}

fn written(project: &Project, kpi: &Entry<Kpi>, value: f64, decimals: u32) -> Message {
    let text = number::full(value, decimals);
    in_both(|lang| unit(project, kpi, lang).with_unit(lang, &text))
}

fn unit<'p>(project: &'p Project, kpi: &'p Entry<Kpi>, lang: Lang) -> Unit<'p> {
    let recorded = kpi.unit.as_ref().map_or("", |unit| unit.get(lang, project.default_lang()).0);
    Unit::new(recorded, project.settings.project.currency_code())
}

fn in_both(say: impl Fn(Lang) -> String) -> Message {
    Message { en: say(Lang::En).into(), zh: say(Lang::Zh).into() }
}

/// A band without its KPI's unit unless that is a sign: "2–3", "2–3%", "15".
pub(super) fn range(project: &Project, kpi: &Entry<Kpi>, band: Band) -> Message {
    let bounds = || band.low.into_iter().chain(band.high);
    let decimals = kpi.decimals().or_else(|| bounds().map(decimals_of).max()).unwrap_or(0);
    let mut written: Vec<String> = bounds().map(|bound| number::full(bound, decimals)).collect();
    written.dedup();
    in_both(|lang| match (unit(project, kpi, lang), written.as_slice()) {
        (unit, [low, high]) => unit.range(lang, low, high),
        (unit, bounds) => bounds.first().map(|bound| unit.with_sign(lang, bound)).unwrap_or_default(),
    })
}

/// The decimals that a number as typed has, at most four.
fn decimals_of(value: f64) -> u32 {
    let text = format!("{value}");
    text.split_once('.').map_or(0, |(_, fraction)| u32::try_from(fraction.len()).unwrap_or(4).min(4))
}

/// A day without its year where that is the report's.
pub(super) fn day(project: &Project, day: Date) -> Message {
    short_in_both(day.civil(), project.report_date.year())
}

/// A KPI's name.
pub(super) fn name(project: &Project, kpi: &Entry<Kpi>) -> Message {
    let default = project.default_lang();
    Message { en: kpi.name.get(Lang::En, default).0.to_owned().into(), zh: kpi.name.get(Lang::Zh, default).0.to_owned().into() }
}
