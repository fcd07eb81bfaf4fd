//! The chart of a KPI, its values as a table, and its targets.

use jiff::civil::Date as Civil;

use super::{KpiLabels, MOST_ROWS, Measure, newest};
use crate::analysis::kpi::{Aim, Effect, Path, Point};
use crate::both;
use crate::calendar::Date;
use crate::say;
use crate::site::charts::{self, Caption, LineChart, LineLabels};
use crate::site::files::kpi_csv;
use crate::site::view::parts::{Column, Figure, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, plural};

/// The chart of a KPI with its data, and pins for what was changed or decided; `None` if nothing was measured.
pub(super) fn figure(measure: Measure<'_>, effects: &[&Effect]) -> Option<Figure> {
    let (page, numbers) = (measure.page, measure.numbers);
    let t = KpiLabels::of(page.lang);
    let values = &numbers.series.points;
    let (first, last) = (values.first()?, values.last()?);
    let points: Vec<charts::Point> = values.iter().map(|point| (point.day.civil(), point.value)).collect();
    let provisional: Vec<Civil> = values.iter().filter(|point| point.provisional).map(|point| point.day.civil()).collect();
    let until = last.day.max(page.whole.project.report_date);
    let path = numbers.path.as_ref().map(|path| line(path, until)).unwrap_or_default();
    let band = numbers.path.as_ref().map(|path| band(path, first.day, until)).unwrap_or_default();
    let name = page.name(measure.id);
    let desc = measure.sentence();
    let (forecast, pins) = (measure.expected(), super::effects::pins(effects));
    let chart = LineChart {
        caption: Caption { id: "kpi", title: &name.text, desc: &desc, lang: page.lang },
        actual: &points,
        provisional: &provisional,
        target: &path,
        band: &band,
        forecast: &forecast,
        pins: &pins,
        baseline: numbers.path.as_ref().and_then(|path| path.baseline),
        report_date: page.whole.project.report_date.civil(),
        decimals: measure.decimals,
        unit: measure.unit(),
        labels: LineLabels { actual: t.actual, target: t.target, baseline: t.baseline, forecast: t.forecast },
    };
    let (svg, axis_start) = (chart.render(), chart.axis_start());
    Some(Figure {
        id: "h-kpi".to_owned(),
        title: title(measure, &name),
        subtitle: subtitle(measure, first, last, axis_start),
        svg,
        data: data(measure, &name),
        csv: Some(page.file(&kpi_csv::path(page.whole, measure.id))),
    })
}

/// The targets and what became of each; `None` if there is only one, which the head of the page tells.
pub(super) fn targets(measure: Measure<'_>) -> Option<Table> {
    let (page, report_date) = (measure.page, measure.page.whole.project.report_date);
    let t = KpiLabels::of(page.lang);
    let rows: Vec<Row> = measure
        .targets()
        .map(|(target, verdict)| {
            let result = measure.numbers.deciding(target, measure.kpi, report_date);
            let result = result.map(|point| Shown::text(measure.number(point.value)).note(page.day(point.day).text));
            let by = Run { day: Some(target.by.to_string()), ..Run::text(date::long(page.lang, target.by.civil())) };
            let aim = Shown::text(measure.aim(target.aim));
            Row::new(vec![by.into(), aim, result.unwrap_or_else(|| Shown::text("–")), Shown::status(verdict.status(page.lang))])
        })
        .collect();
    (rows.len() > 1).then(|| Table {
        id: "t-targets".to_owned(),
        caption: t.targets.to_owned(),
        columns: vec![
            Column::plain(t.by).class("nw"),
            Column::plain(t.target).class("num"),
            Column::plain(t.result).class("num"),
            Column::plain(t.verdict),
        ],
        rows,
    })
}

/// The corners of the path. It stays at the last target once that is past.
fn line(path: &Path, until: Date) -> Vec<charts::Point> {
    let last = path.corners().last().filter(|(day, _)| *day < until).map(|(_, value)| (until, *value));
    path.corners().iter().copied().chain(last).map(|(day, value)| (day.civil(), value)).collect()
}

/// The band in steps: each one holds from the day after the one before.
fn band(path: &Path, from: Date, until: Date) -> Vec<(Civil, Option<f64>, Option<f64>)> {
    let mut corners = Vec::new();
    let mut start = from;
    for target in &path.targets {
        let Aim::Band(band) = target.aim else { continue };
        let is_last = path.last_target().is_some_and(|last| last.by == target.by);
        let end = if is_last { target.by.max(until) } else { target.by };
        if end >= start {
            corners.extend([start, end].map(|day| (day.civil(), band.low, band.high)));
            start = end;
        }
    }
    corners
}

/// What the chart shows, in a few words.
fn title(measure: Measure<'_>, name: &Run) -> String {
    let finding = measure.headline();
    let pace = measure.pace_part().map(|pace| say!("; {pace}", "；{pace}", pace)).unwrap_or_default();
    measure.page.say(&say!("{name}: {finding}{pace}", "{name}：{finding}{pace}", name = &name.text, finding, pace))
}

/// The unit, how often it is measured, the period, and what is to be known of the axis.
fn subtitle(measure: Measure<'_>, first: &Point, last: &Point, axis_start: Option<String>) -> String {
    let (page, values) = (measure.page, &measure.numbers.series.points);
    let unit = Some(measure.unit().name(measure.page.lang)).filter(|unit| !unit.is_empty());
    let unit = unit.map(|unit| say!("Unit: {unit}.", "单位：{unit}。", unit));
    let cadence = measure.kpi.cadence.map(|cadence| {
        let label = cadence.label();
        say!("Measured {label}.", "{label}统计。", label)
    });
    let mut sentences: Vec<Message> = unit.into_iter().chain(cadence).chain([period(values.len(), first, last)]).collect();
    sentences.extend(axis_start.map(|start| say!("The axis starts at {start}.", "纵轴从{start}开始。", start)));
    if values.iter().any(|point| point.provisional) {
        sentences.push(both!("Hollow dots are provisional.", "空心点为暂估值。"));
    }
    sentences.extend(measure.forecast_note());
    let sentences: Vec<&str> = sentences.iter().map(|sentence| sentence.get(page.lang)).collect();
    sentences.join(if page.lang == Lang::Zh { "" } else { " " })
}

fn period(n: usize, first: &Point, last: &Point) -> Message {
    let (from, to) = (date::message(first.day.civil()), date::message(last.day.civil()));
    let without_year = |lang, day: Date, other: Date| date::short(lang, day.civil(), other.year());
    if first.day == last.day {
        return say!("One value, of {to}.", "{to}的一个数值。", to);
    }
    say!(
        "{n} value{en_s}, {en_from} to {en_to}.",
        "{n}个数值，{zh_from}至{zh_to}。",
        n,
        en_s = plural(n),
        en_from = without_year(Lang::En, first.day, last.day),
        en_to = to.en,
        zh_from = from.zh,
        zh_to = without_year(Lang::Zh, last.day, first.day)
    )
}

/// The values with their plan as a table, the newest first.
fn data(measure: Measure<'_>, name: &Run) -> Table {
    let t = KpiLabels::of(measure.page.lang);
    let values = &measure.numbers.series.points;
    let has_plan = values.iter().any(|point| measure.numbers.gap_of(point).is_some());
    let has_note = values.iter().any(|point| point.provisional || measure.note(point).is_some());
    let mut columns = vec![Column::plain(t.date).class("nw"), Column::plain(t.value).class("num")];
    if has_plan {
        columns.extend([t.plan, t.difference].map(|title| Column::plain(title).class("num")));
    }
    columns.extend(has_note.then(|| Column::plain(t.note)));
    let row = |point: &Point| {
        let mut cells = vec![day(measure.page.lang, point.day), Shown::text(measure.number(point.value))];
        if has_plan {
            cells.extend(against_plan(measure, point));
        }
        if has_note {
            let provisional = point.provisional.then(|| Run::text(t.provisional));
            let notes = provisional.into_iter().chain(measure.note(point));
            cells.push(Shown { lines: notes.map(|run| vec![run]).collect(), ..Shown::default() });
        }
        Row::new(cells)
    };
    let caption = newest(measure.page, &name.text, values.len());
    Table { id: "t-kpi".to_owned(), caption, columns, rows: values.iter().rev().take(MOST_ROWS).map(row).collect() }
}

/// The plan of a value's day and the difference, which of a band is the distance outside it.
fn against_plan(measure: Measure<'_>, point: &Point) -> [Shown; 2] {
    let expected = measure.numbers.path.as_ref().and_then(|path| path.expected(point.day));
    let plan = expected.map(|expected| measure.plan_of(point, expected));
    let difference = measure.numbers.gap_of(point).map(|gap| measure.difference(gap.value));
    [plan, difference].map(|text| Shown::text(text.unwrap_or_else(|| "–".to_owned())))
}

fn day(lang: Lang, day: Date) -> Shown {
    Run { day: Some(day.to_string()), ..Run::text(date::long(lang, day.civil())) }.into()
}
