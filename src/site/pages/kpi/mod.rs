//! A KPI on the pages: how it stands in words, as a card, as a chart and in tables. All numbers are those of the analysis.

mod cards;
pub(super) mod changes;
pub(super) mod effects;
mod figure;
mod measure;
mod process;
mod sentence;
mod trend;

use serde::Serialize;

pub(super) use cards::{Card, cards};
pub(super) use measure::Measure;

use crate::analysis::kpi::{Change, Movement, Pace};
use crate::calendar::Every;
use crate::project::types::{FieldType, Value};
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Figure, Table, Value as Shown};
use crate::text::{Lang, Message, number};
use crate::{both, labels, say};

labels! {
    /// The words of the chart, of its tables and of the facts.
    pub(super) struct KpiLabels {
        actual: "Actual", "实际";
        target: "Target", "目标";
        baseline: "Baseline", "基线";
        provisional: "Provisional", "暂估";
        date: "Date", "日期";
        value: "Value", "数值";
        plan: "Plan", "计划";
        difference: "Difference", "差值";
        note: "Note", "备注";
        last: "Last value", "最近数值";
        change: "Change", "变化";
        next: "Next target", "下一个目标";
        final_target: "Last target", "最后目标";
        pace: "Pace needed", "所需速度";
        by: "By", "日期";
        result: "Result", "结果";
        verdict: "Verdict", "结论";
        targets: "Targets by period", "分期目标";
        forecast: "Forecast", "预测";
        chance: "Chance", "达成概率";
        attainment: "Attainment", "达成率";
        undated: "Value without a day", "未注日期的数值";
    }
}

/// So many values stand in a table below a chart; all of them are in the file beside it.
const MOST_ROWS: usize = 100;

/// What a table of values below a chart is called.
fn newest(page: Page<'_>, name: &str, count: usize) -> String {
    if count <= MOST_ROWS {
        return name.to_owned();
    }
    page.say(&say!("{name}: the latest {most} of {count}", "{name}：共{count}个，最近{most}个", name, most = MOST_ROWS, count))
}

/// What the page of a KPI shows beside what every record's page shows.
#[derive(Serialize)]
pub(super) struct KpiView {
    figure: Option<Figure>,
    events: Vec<effects::Event>,
    process: Option<process::ProcessView>,
    targets: Option<Table>,
}

/// The charts and tables of a KPI.
pub(super) fn view(measure: Measure<'_>) -> KpiView {
    let effects = effects::on(measure);
    KpiView {
        figure: figure::figure(measure, &effects),
        events: effects::events(measure, &effects),
        process: process::view(measure, &effects),
        targets: figure::targets(measure),
    }
}

/// The facts of a KPI that its numbers are.
pub(super) fn facts(measure: Measure<'_>) -> Vec<Fact> {
    let t = KpiLabels::of(measure.page.lang);
    let numbers = measure.numbers;
    let on = |text: String, day| Shown::text(text).note(measure.page.day(day).text);
    let last = numbers.series.last().map(|point| on(measure.worded(point.value), point.day));
    let plan = measure.plan().map(Shown::text);
    let change = numbers.change.map(|change| self::change(measure, change));
    let next = measure.next_target().map(|(target, _)| on(measure.aim(target.aim), target.by));
    let has_next = next.is_some();
    let target = next.or_else(|| measure.last_target().map(|target| on(measure.aim(target.aim), target.by)));
    let baseline = numbers.path.as_ref().and_then(|path| {
        let shown = Shown { note: path.baseline_day.map(|day| measure.page.day(day)), ..Shown::text(measure.number(path.baseline?)) };
        Some(shown)
    });
    let pace = numbers.pace.filter(|pace| pace.per_day != 0.0).map(|pace| Shown::text(measure.page.say(&self::pace(measure, pace))));
    let named = [
        (t.last, last),
        (t.plan, plan),
        (t.change, change),
        (if has_next { t.next } else { t.final_target }, target),
        (t.pace, pace),
        (t.baseline, baseline),
    ];
    let named = named.into_iter().chain(unjudged(measure, &t));
    let mut facts: Vec<Fact> = named.filter_map(|(name, value)| Some(Fact { name: name.to_owned(), value: value? })).collect();
    facts.extend(attainment(measure));
    facts.extend(measure.forecast_facts());
    facts
}

/// What nothing is reckoned from: targets and baseline of a KPI that has no direction, and values without their day.
fn unjudged(measure: Measure<'_>, t: &KpiLabels) -> [(&'static str, Option<Shown>); 3] {
    let (page, kpi) = (measure.page, measure.kpi);
    let recorded = |value: Value<'_>| page.show(&value, page.lang_of(kpi)).filter(|_| measure.numbers.path.is_none());
    let undated = kpi.measurements.iter().filter(|measured| measured.date.is_none()).filter_map(|measured| measured.value);
    let undated: Vec<String> = undated.map(|value| measure.worded(value.0)).collect();
    let undated = (!undated.is_empty()).then(|| Shown::text(undated.join(if page.lang == Lang::Zh { "、" } else { ", " })));
    [(t.target, recorded(kpi.targets.value())), (t.baseline, recorded(kpi.baseline.value())), (t.undated, undated)]
}

/// How much of the way is gone, never clipped; of a band the share of values inside.
pub(super) fn attainment(measure: Measure<'_>) -> Option<Fact> {
    let numbers = measure.numbers;
    let is_range = numbers.path.as_ref().is_some_and(crate::analysis::kpi::Path::is_range);
    let (share, note) = match (numbers.attainment, numbers.ratio) {
        (Some(share), _) if is_range => (share, both!("of the values inside the range", "数值在区间内的比例")),
        (Some(share), _) => (share, both!("of the way from baseline to last target", "从基线到最后目标的进度")),
        (None, Some(ratio)) => (ratio, both!("of the last target", "占最后目标的比例")),
        (None, None) => return None,
    };
    let page = measure.page;
    let value = Shown::text(number::percent(share)).note(page.say(&note));
    Some(Fact { name: KpiLabels::of(page.lang).attainment.to_owned(), value })
}

/// The change since the value before: "+12 (3.5%), better".
fn change(measure: Measure<'_>, change: Change) -> Shown {
    let share = change.relative.map_or_else(Message::default, |share| {
        let share = number::percent(share.abs());
        say!(" ({share})", "（{share}）", share)
    });
    let word = match change.word {
        Some(Movement::Better) => both!(", better", "，变好"),
        Some(Movement::Worse) => both!(", worse", "，变差"),
        Some(Movement::Unchanged) => both!(", unchanged", "，持平"),
        Some(Movement::Within) => both!(", within the range", "，在区间内"),
        None => Message::default(),
    };
    let page = measure.page;
    let since = page.day(change.from.day).text;
    let text = format!("{}{}{}", measure.difference(change.value), share.get(page.lang), word.get(page.lang));
    // How long it has been within is not what the change tells.
    let note = match change.word {
        Some(Movement::Within) => say!("against {since}", "与{since}相比", since),
        _ => say!("since {since}", "自{since}", since),
    };
    Shown::text(text).note(page.say(&note))
}

/// How fast it must go: "+120 weekly, 1.6 times the pace so far".
fn pace(measure: Measure<'_>, pace: Pace) -> Message {
    let (step, every) = match measure.kpi.cadence {
        Some(cadence @ Every::Units(..)) => (pace.per_period, cadence.label()),
        _ => (pace.per_day * 7.0, both!("weekly", "每周")),
    };
    let step = measure.difference(step);
    let times = pace.times.map_or_else(Message::default, |times| {
        if times < 0.1 {
            return both!(", less than a tenth of the pace so far", "，不到目前速度的十分之一");
        }
        let times = number::full(times, 1);
        say!(", {times} times the pace so far", "，为目前速度的{times}倍", times)
    });
    say!("{step} {every}{times}", "{every}{step}{times}", step, every, times)
}

/// A line that stands alone begins with a capital.
fn capitalised(lang: Lang, text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if lang == Lang::En => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Kind, RecordId};
    use crate::site::testing::each;

    #[test]
    fn a_target_and_a_value_are_shown_where_nothing_is_reckoned_from_them() {
        let kpis = "name,Target,Target Date,Actual\nLeads,400 leads,2026-12-01,120\n";
        let [en, _] = each(&[("kpis.csv", kpis)], |page| {
            let measure = Measure::of(page, RecordId { kind: Kind::Kpis, index: 0 }).unwrap();
            let text = |value: Shown| value.lines.concat().into_iter().map(|run| run.text).collect::<String>();
            facts(measure).into_iter().map(|fact| format!("{}: {}", fact.name, text(fact.value))).collect::<Vec<_>>()
        });
        assert_eq!(en, ["Target: Value 400 · By 1 Dec", "Value without a day: 120 leads"]);
    }
}
