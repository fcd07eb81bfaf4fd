//! The values of a KPI as a chart, a card and a table.

use crate::calendar::Date;
use crate::project::registers::goals::{Direction, Kpi};
use crate::project::types::Number;
use crate::project::{Entry, Kind, RecordId};
use crate::say;
use crate::site::charts::{LineChart, LineLabels, Point, Sparkline};
use crate::site::page::Page;
use crate::site::parts::{Column, Fact, Figure, Row, Run, Table, Value as Shown};
use crate::site::show::decimals;
use crate::text::{date, number};
use crate::{both, labels};

labels! {
    /// The words of the chart and of its table.
    pub struct KpiLabels {
        actual: "Actual", "实际";
        target: "Target", "目标";
        baseline: "Baseline", "基线";
        provisional: "Provisional", "暂估";
        date: "Date", "日期";
        value: "Value", "数值";
        note: "Note", "备注";
        last: "Last value", "最近数值";
    }
}

/// A value on a day.
struct Measured {
    day: Date,
    value: f64,
    provisional: bool,
    note: Option<Run>,
}

/// The series of a KPI, and how its numbers are written.
pub struct Series<'p> {
    kpi: &'p Entry<Kpi>,
    measured: Vec<Measured>,
    decimals: u32,
    unit: Run,
}

impl<'p> Series<'p> {
    /// The values of a KPI by day, from the KPI itself and from the register of measurements.
    pub fn of(page: Page<'p>, id: RecordId) -> Option<Self> {
        let project = page.whole.project;
        let kpi = project.kpis.get(id.index)?;
        let written_in = page.lang_of(kpi);
        let inline = kpi.measurements.iter().filter_map(|value| {
            let note = value.note.as_ref().map(|note| page.text(note, written_in));
            Some(Measured { day: value.date?, value: value.value?.0, provisional: value.provisional == Some(true), note })
        });
        let registered = project.measurements.iter().filter(|entry| project.resolve(&entry.kpi.reference()).one() == Some(id));
        let registered = registered.map(|entry| Measured {
            day: entry.date,
            value: entry.value.0,
            provisional: entry.provisional == Some(true),
            note: entry.note.as_ref().map(|note| page.text(note, written_in)),
        });
        let mut measured: Vec<Measured> = inline.chain(registered).collect();
        measured.sort_by_key(|value| value.day);
        let unit = kpi.unit.as_ref().map(|unit| page.text(unit, written_in)).unwrap_or_default();
        Some(Self { decimals: decimals_of(kpi, &measured), kpi, measured, unit })
    }

    /// A value as it is written in full, with its unit if that is a sign.
    pub fn written(&self, value: f64) -> String {
        let text = number::full(value, self.decimals);
        match self.unit.text.as_str() {
            "%" => format!("{text}%"),
            "¥" | "US$" | "$" | "€" | "£" => format!("{}{text}", self.unit.text),
            _ => text,
        }
    }

    /// A value as it is written on a card.
    pub fn compact(&self, lang: crate::text::Lang, value: f64) -> String {
        if value.abs() < 1e4 {
            return self.written(value);
        }
        let text = number::compact(lang, value);
        match self.unit.text.as_str() {
            "%" => format!("{text}%"),
            "¥" | "US$" | "$" | "€" | "£" => format!("{}{text}", self.unit.text),
            _ => text,
        }
    }

    /// The last value and its day.
    pub fn last(&self) -> Option<(Date, f64)> {
        self.measured.last().map(|value| (value.day, value.value))
    }

    /// What is to be reached in the end, in words, and by when.
    pub fn goal(&self) -> Option<(String, Option<Date>)> {
        let target = self.kpi.targets.iter().max_by_key(|target| target.by)?;
        let text = match (target.value, target.low, target.high) {
            (Some(value), ..) => self.written(value.0),
            (None, Some(low), Some(high)) => format!("{}–{}", self.written(low.0), self.written(high.0)),
            (None, Some(low), None) => format!("≥ {}", self.written(low.0)),
            (None, None, Some(high)) => format!("≤ {}", self.written(high.0)),
            (None, None, None) => return None,
        };
        Some((text, target.by))
    }

    /// The unit in words, if it is not a sign.
    pub fn unit(&self) -> Run {
        match self.unit.text.as_str() {
            "%" | "¥" | "US$" | "$" | "€" | "£" => Run::default(),
            _ => self.unit.clone(),
        }
    }

    /// A small chart for a card.
    pub fn sparkline(&self) -> String {
        let target = self.kpi.targets.iter().max_by_key(|target| target.by).and_then(|target| target.value).map(|value| value.0);
        Sparkline { values: &self.points(), target }.render()
    }

    fn points(&self) -> Vec<Point> {
        self.measured.iter().map(|value| (value.day.civil(), value.value)).collect()
    }

    /// The corners of the way from the baseline to the last target.
    fn path(&self) -> Vec<Point> {
        let baseline = self.kpi.baseline.iter().filter_map(|baseline| Some((baseline.date?, baseline.value?)));
        let targets = self.kpi.targets.iter().filter_map(|target| Some((target.by?, target.value?)));
        let mut path: Vec<Point> = baseline.chain(targets).map(|(day, value)| (day.civil(), value.0)).collect();
        path.sort_by_key(|corner| corner.0);
        path
    }
}

/// The decimals of a KPI: as its owner asks, else the most among its values, targets and baseline.
fn decimals_of(kpi: &Kpi, measured: &[Measured]) -> u32 {
    let values = measured.iter().map(|value| value.value);
    let targets = kpi.targets.iter().flat_map(|target| [target.value, target.low, target.high]).flatten();
    let baseline = kpi.baseline.iter().filter_map(|baseline| baseline.value);
    let all = values.chain(targets.chain(baseline).map(|value: Number| value.0));
    kpi.decimals().unwrap_or_else(|| all.map(decimals).max().unwrap_or(0))
}

/// The facts of a KPI that its numbers are.
pub fn facts(page: Page<'_>, id: RecordId) -> Vec<Fact> {
    let Some(series) = Series::of(page, id) else { return Vec::new() };
    let on = |value: String, day: Option<Date>| Shown { note: day.map(|day| page.day(day).text), ..Shown::text(value) };
    let with_unit = |value: f64| {
        if series.unit().text.is_empty() { series.written(value) } else { format!("{} {}", series.written(value), series.unit().text) }
    };
    let last = series.last().map(|(day, value)| on(with_unit(value), Some(day)));
    let goal = series.goal().map(|(goal, by)| on(goal, by));
    let baseline = series.kpi.baseline.as_ref().and_then(|baseline| Some(on(series.written(baseline.value?.0), baseline.date)));
    let t = KpiLabels::of(page.lang);
    let fact = |name: &str, value: Option<Shown>| value.map(|value| Fact { name: name.to_owned(), value });
    [fact(t.last, last), fact(t.target, goal), fact(t.baseline, baseline)].into_iter().flatten().collect()
}

/// The chart of a KPI with its data; `None` if nothing was measured.
pub fn figure(page: Page<'_>, id: RecordId) -> Option<Figure> {
    let series = Series::of(page, id).filter(|series| !series.measured.is_empty())?;
    let t = KpiLabels::of(page.lang);
    let title = title(page, &series);
    let points = series.points();
    let provisional: Vec<jiff::civil::Date> =
        series.measured.iter().filter(|value| value.provisional).map(|value| value.day.civil()).collect();
    let is_range = series.kpi.direction == Some(Direction::Range);
    let band: Vec<_> = series
        .kpi
        .targets
        .iter()
        .filter(|_| is_range)
        .filter_map(|target| Some((target.by?.civil(), target.low.map(|low| low.0), target.high.map(|high| high.0))))
        .collect();
    let path = if is_range { Vec::new() } else { series.path() };
    let name = page.name(id);
    let chart = LineChart {
        id: "kpi",
        title: &name.text,
        desc: &title,
        lang: page.lang,
        actual: &points,
        provisional: &provisional,
        target: &path,
        band: &band,
        baseline: series.kpi.baseline.as_ref().and_then(|baseline| baseline.value).map(|value| value.0),
        report_date: page.whole.project.report_date.civil(),
        decimals: series.decimals,
        unit: &series.unit.text,
        labels: LineLabels { actual: t.actual, target: t.target, baseline: t.baseline },
    };
    let (svg, axis_start) = (chart.render(), chart.axis_start());
    Some(Figure {
        id: "h-kpi".to_owned(),
        title,
        subtitle: subtitle(page, &series, axis_start),
        svg,
        data: data(page, &series, &name),
        csv: Some(page.file(&format!("data/{}.csv", Kind::Measurements.key()))),
    })
}

/// What the chart shows, as a sentence.
fn title(page: Page<'_>, series: &Series<'_>) -> String {
    let Some((day, value)) = series.last() else { return String::new() };
    let day = date::message(day.civil());
    let value = series.written(value);
    let unit = if series.unit().text.is_empty() { String::new() } else { format!(" {}", series.unit().text) };
    let message = match series.goal() {
        Some((goal, Some(by))) => {
            let by = date::message(by.civil());
            say!(
                "{value}{unit} on {en_day}; {goal} is to be reached by {en_by}",
                "{zh_day}为{value}{unit}，目标是{zh_by}达到{goal}",
                value = value,
                unit = unit,
                goal = goal,
                en_day = day.en,
                en_by = by.en,
                zh_day = day.zh,
                zh_by = by.zh
            )
        }
        Some((goal, None)) => say!(
            "{value}{unit} on {en_day}; the target is {goal}",
            "{zh_day}为{value}{unit}，目标{goal}",
            value = value,
            unit = unit,
            goal = goal,
            en_day = day.en,
            zh_day = day.zh
        ),
        None => say!("{value}{unit} on {en_day}", "{zh_day}为{value}{unit}", value = value, unit = unit, en_day = day.en, zh_day = day.zh),
    };
    page.say(&message)
}

fn subtitle(page: Page<'_>, series: &Series<'_>, axis_start: Option<String>) -> String {
    let mut sentences = Vec::new();
    if let (Some(first), Some((last, _))) = (series.measured.first(), series.last()) {
        let (from, to) = (date::message(first.day.civil()), date::message(last.civil()));
        let n = series.measured.len();
        sentences.push(say!(
            "{n} value{en_s}, {en_from} to {en_to}.",
            "{n}个数值，{zh_from}至{zh_to}。",
            n = n,
            en_s = crate::text::plural(n),
            en_from = from.en,
            en_to = to.en,
            zh_from = from.zh,
            zh_to = to.zh
        ));
    }
    if let Some(start) = axis_start {
        sentences.push(say!("The axis starts at {start}.", "纵轴从{start}开始。", start = start));
    }
    if series.measured.iter().any(|value| value.provisional) {
        sentences.push(both!("Hollow dots are provisional.", "空心点为暂估值。"));
    }
    let sentences: Vec<&str> = sentences.iter().map(|sentence| sentence.get(page.lang)).collect();
    sentences.join(if page.lang == crate::text::Lang::Zh { "" } else { " " })
}

/// The values as a table, the newest first.
fn data(page: Page<'_>, series: &Series<'_>, name: &Run) -> Table {
    let t = KpiLabels::of(page.lang);
    let has_note = series.measured.iter().any(|value| value.note.is_some() || value.provisional);
    let mut columns = vec![Column::plain(t.date).class("nw"), Column::plain(t.value).class("num")];
    columns.extend(has_note.then(|| Column::plain(t.note)));
    let row = |value: &Measured| {
        let mut cells = vec![
            Run { day: Some(value.day.to_string()), ..Run::text(value.day.to_string()) }.into(),
            Shown::text(series.written(value.value)),
        ];
        if has_note {
            let marks = value.provisional.then(|| Run::text(t.provisional)).into_iter().chain(value.note.clone());
            cells.push(Shown { lines: marks.map(|run| vec![run]).collect(), ..Shown::default() });
        }
        Row::new(cells)
    };
    Table { id: "t-kpi".to_owned(), caption: name.text.clone(), columns, rows: series.measured.iter().rev().map(row).collect() }
}
