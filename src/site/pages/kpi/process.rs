//! Whether a KPI moves by more than its usual scatter: the pair of process charts, what they say, and their data.

use serde::Serialize;

use super::{KpiLabels, MOST_ROWS, Measure, capitalised, newest};
use crate::analysis::kpi::{Certainty, Effect, FIXED_FROM, Level, Observation, Segment, Signal, SignalRule, Thresholds};
use crate::calendar::Date;
use crate::project::registers::goals::Direction;
use crate::project::settings::SignalRules;
use crate::site::address::Address;
use crate::site::charts::{Caption, Flag, Pin, ProcessChart, ProcessLabels, Stretch};
use crate::site::files::kpi_csv;
use crate::site::view::parts::{Column, Row, Run, Table, Value as Shown};
use crate::text::{Lang, Message, date, plural};
use crate::{both, labels, say};

/// Pixels of the chart of values, and of that of moving ranges.
const HEIGHTS: [i32; 2] = [210, 96];

labels! {
    /// The words of the charts and their table.
    pub(super) struct ProcessWords {
        mean: "Mean", "均值";
        lower: "Lower", "下限";
        upper: "Upper", "上限";
        lower_limit: "Lower limit", "控制下限";
        upper_limit: "Upper limit", "控制上限";
        range: "Moving range", "移动极差";
        signal: "Signal", "异常信号";
    }
}

/// The charts of the usual scatter.
#[derive(Serialize)]
pub(super) struct ProcessView {
    title: String,
    subtitle: String,
    key: Vec<Key>,
    svg: String,
    range_title: String,
    range_subtitle: String,
    range_svg: String,
    rules: Run,
    data: Table,
    csv: String,
}

/// What a shape on the chart means.
#[derive(Serialize, PartialEq)]
struct Key {
    class: &'static str,
    shape: &'static str,
    words: String,
}

/// The charts; `None` while there are too few values for limits.
pub(super) fn view(measure: Measure<'_>, effects: &[&Effect]) -> Option<ProcessView> {
    let process = &measure.numbers.process;
    if !process.has_limits() {
        return None;
    }
    let (first, last) = (process.segments.first()?.first()?, process.current()?.last()?);
    let page = measure.page;
    let t = ProcessWords::of(page.lang);
    let is_inside = |pin: &Pin| pin.day > first.civil() && pin.day <= last.civil();
    let cuts = super::effects::pins(effects).into_iter().zip(effects).filter(|(pin, effect)| effect.begins_anew && is_inside(pin));
    let pins: Vec<Pin> = cuts.map(|(pin, _)| pin).collect();
    let lowest = process.segments.iter().flat_map(|segment| &segment.observations).map(|of| of.value).fold(f64::INFINITY, f64::min);
    let values: Vec<Stretch> = process.segments.iter().map(|segment| stretch(measure, segment, lowest)).collect();
    let ranges: Vec<Stretch> = process.segments.iter().map(range_stretch).collect();
    let (title, range_title) = (page.say(&title(measure)), page.say(&range_title(measure)));
    let chart = |id, title, desc, height, stretches, pins, lower| ProcessChart {
        caption: Caption { id, title, desc, lang: page.lang },
        height,
        days: (first.civil(), last.civil()),
        columns: 0,
        stretches,
        pins,
        decimals: measure.decimals_of_means(),
        unit: measure.unit(),
        labels: ProcessLabels { mean: t.mean, lower, upper: t.upper },
    };
    let [high, low] = HEIGHTS;
    let said = page.say(&limits_said(measure));
    let x = chart("process", &title, &said, high, &values, &pins, t.lower);
    let range_subtitle = range_subtitle(measure);
    let range = chart("ranges", &range_title, &range_subtitle, low, &ranges, &[], t.lower);
    let columns = x.columns().max(range.columns());
    let (x, range) = (ProcessChart { columns, ..x }, ProcessChart { columns, ..range });
    Some(ProcessView {
        subtitle: subtitle(measure, x.axis_start()),
        key: key(page.lang, measure.signal_rules(), &values, &ranges),
        svg: x.render(),
        range_svg: range.render(),
        range_subtitle,
        rules: Run::link(page.say(&rules_named(measure.signal_rules())), page.to(Address::ABOUT, Some("kpis"))),
        data: data(measure, t),
        csv: page.file(&kpi_csv::path(page.whole, measure.id)),
        title,
        range_title,
    })
}

fn stretch(measure: Measure<'_>, segment: &Segment, lowest: f64) -> Stretch {
    let direction = measure.direction();
    let limits = segment.limits;
    let mut flags: Vec<Flag> = Vec::new();
    for (signal, of) in segment.signals().filter(|(signal, _)| signal.rule != SignalRule::Range) {
        // One shape a value: the first rule is the strongest.
        if flags.last().is_none_or(|flag| flag.day != of.day.civil()) {
            let is_worse = signal.is_favourable(direction) == Some(false);
            flags.push(Flag { day: of.day.civil(), rule: signal.rule, is_worse });
        }
    }
    Stretch {
        values: segment.observations.iter().map(|of| (of.day.civil(), of.value)).collect(),
        mean: limits.map(|limits| limits.mean),
        lower: limits.map(|limits| limits.lower).filter(|lower| *lower >= 0.0 || lowest < 0.0),
        upper: limits.map(|limits| limits.upper),
        flags,
    }
}

fn range_stretch(segment: &Segment) -> Stretch {
    let jumps = segment.signals().filter(|(signal, _)| signal.rule == SignalRule::Range);
    Stretch {
        values: segment.observations.iter().filter_map(|of| Some((of.day.civil(), of.range?))).collect(),
        mean: segment.limits.map(|limits| limits.mean_range),
        lower: None,
        upper: segment.limits.map(|limits| limits.range_limit),
        flags: jumps.map(|(_, of)| Flag { day: of.day.civil(), rule: SignalRule::Range, is_worse: false }).collect(),
    }
}

fn key(lang: Lang, rules: SignalRules, values: &[Stretch], ranges: &[Stretch]) -> Vec<Key> {
    let Thresholds { run, near, near_of, .. } = Thresholds::of(rules);
    let mut key: Vec<Key> = Vec::new();
    for flag in values.iter().chain(ranges).flat_map(|stretch| &stretch.flags) {
        let (shape, class) = flag.shape();
        let words = match flag.rule {
            SignalRule::Outside => both!("Beyond a limit", "超出控制限"),
            SignalRule::Run => say!("{run} or more in a row on one side of the mean", "连续{run}个及以上在均值同一侧", run),
            SignalRule::Trend => say!("{run} or more in a row rising or falling", "连续{run}个及以上上升或下降", run),
            SignalRule::NearLimit if rules == SignalRules::Nhs => {
                say!(
                    "{near} of {near_of} in the outer third before a limit",
                    "{near_of}个中有{near}个在靠近控制限的三分之一内",
                    near,
                    near_of
                )
            }
            SignalRule::NearLimit => {
                say!("{near} of {near_of} nearer a limit than the mean", "{near_of}个中有{near}个更靠近控制限", near, near_of)
            }
            SignalRule::Range => both!("A jump beyond its limit", "跳变超限"),
        };
        let words = match (flag.rule, flag.is_worse) {
            (SignalRule::Range, _) | (_, false) => words,
            (_, true) => say!("{words}, worse", "{words}，变差", words = words),
        };
        let entry = Key { class, shape, words: words.get(lang).to_owned() };
        if !key.contains(&entry) {
            key.push(entry);
        }
    }
    key
}

/// The signals that last up to the newest value, and since when; else the last one of the segment, which is over.
enum Now<'s> {
    Usual,
    Since { day: Date, is_first: bool, signal: &'s Signal },
    Earlier(Date, &'s Signal),
}

fn now(segment: &Segment) -> Now<'_> {
    let sided: Vec<(&Signal, &Observation)> = segment.signals().filter(|(signal, _)| signal.side.is_some()).collect();
    let Some((last, at)) = sided.last() else { return Now::Usual };
    if last.at + 1 < segment.observations.len() {
        return Now::Earlier(at.day, last);
    }
    // Of several on one value the first is the strongest.
    let now = sided.iter().find(|(signal, _)| signal.at == last.at).map_or(*last, |(signal, _)| *signal);
    // What lasts is repeated at each value; a run or a trend began with its first one.
    let mut since = now.from;
    for (signal, _) in sided.iter().rev().filter(|(signal, _)| (signal.rule, signal.side) == (now.rule, now.side)) {
        if signal.at + 1 < since {
            break;
        }
        since = since.min(signal.from);
    }
    let day = segment.observations.get(since).map_or(at.day, |of| of.day);
    Now::Since { day, is_first: since == last.at, signal: now }
}

impl Measure<'_> {
    /// Whether it is within its usual range, in a few words; `None` without limits.
    pub(crate) fn process_part(self) -> Option<Message> {
        let segment = self.numbers.process.current().filter(|segment| segment.limits.is_some())?;
        let direction = self.direction();
        Some(match now(segment) {
            Now::Usual => both!("within its usual range", "在正常波动范围内"),
            Now::Since { day, is_first, signal } => {
                let (day, better, what) = (self.page.day(day).text, favourable(signal, direction), what(signal, self.signal_rules()));
                if is_first {
                    say!("{better}{what} on {day}", "{day}{what}{better}", day, better, what)
                } else {
                    say!("{better}{what} since {day}", "{day}起{what}{better}", day, better, what)
                }
            }
            Now::Earlier(day, signal) => {
                let (day, what) = (self.page.day(day).text, what(signal, self.signal_rules()));
                say!(
                    "within its usual range, last signal on {day} ({what})",
                    "在正常波动范围内，最近一次异常信号在{day}（{what}）",
                    day = day,
                    what = what
                )
            }
        })
    }

    /// By whose rules signals are found.
    fn signal_rules(self) -> SignalRules {
        self.page.whole.project.settings.signals()
    }

    /// Which way is better; of no way it is a range.
    pub(crate) fn direction(self) -> Direction {
        self.numbers.path.as_ref().map_or(self.kpi.direction.unwrap_or(Direction::Range), |path| path.direction)
    }
}

fn favourable(signal: &Signal, direction: Direction) -> Message {
    match (signal.is_favourable(direction), direction) {
        (Some(true), _) => both!("better than before: ", "，好于以往"),
        (Some(false), _) => both!("worse than before: ", "，差于以往"),
        (None, _) => Message::default(),
    }
}

/// What a signal says of its value.
fn what(signal: &Signal, rules: SignalRules) -> Message {
    let Thresholds { run, near, near_of, .. } = Thresholds::of(rules);
    match (signal.rule, signal.side) {
        (SignalRule::Outside, Some(Level::Low)) => both!("below the lower limit", "低于控制下限"),
        (SignalRule::Outside, _) => both!("above the upper limit", "高于控制上限"),
        (SignalRule::Run, Some(Level::Low)) => say!("{run} or more in a row below the mean", "连续{run}个及以上低于均值", run),
        (SignalRule::Run, _) => say!("{run} or more in a row above the mean", "连续{run}个及以上高于均值", run),
        (SignalRule::Trend, Some(Level::Low)) => say!("{run} or more in a row falling", "连续{run}个及以上下降", run),
        (SignalRule::Trend, _) => say!("{run} or more in a row rising", "连续{run}个及以上上升", run),
        (SignalRule::NearLimit, Some(Level::Low)) => {
            say!("{near} of {near_of} near the lower limit", "{near_of}个中有{near}个靠近控制下限", near, near_of)
        }
        (SignalRule::NearLimit, _) => {
            say!("{near} of {near_of} near the upper limit", "{near_of}个中有{near}个靠近控制上限", near, near_of)
        }
        (SignalRule::Range, _) => both!("a jump beyond its limit", "跳变超限"),
    }
}

/// By whose rules signals are found, as a link to what they are.
fn rules_named(rules: SignalRules) -> Message {
    match rules {
        SignalRules::Wheeler => both!("How signals are found: Wheeler’s rules", "异常信号的判定规则：Wheeler规则"),
        SignalRules::Nhs => {
            both!("How signals are found: rules of NHS Making Data Count", "异常信号的判定规则：英国NHS《Making Data Count》")
        }
    }
}

/// What the chart shows: the name, of a running total what is looked at, and the finding.
fn title(measure: Measure<'_>) -> Message {
    let name = measure.page.name(measure.id).text;
    let what = if measure.accumulates() {
        let per_period = measure.per_period();
        say!(", {per_period}", "，{per_period}", per_period = per_period)
    } else {
        Message::default()
    };
    let finding = measure.process_part().unwrap_or_else(|| {
        let count = measure.numbers.process.current().map_or(0, |segment| segment.observations.len());
        say!("{count} value{en_s} since it began anew", "重新起算后仅{count}个数值", count = count, en_s = plural(count))
    });
    say!("{name}{what}: {finding}", "{name}{what}：{finding}", name = name, what = what, finding = finding)
}

/// The level and the limits in words: what the chart says to those who do not see it.
fn limits_said(measure: Measure<'_>) -> Message {
    let segments = measure.numbers.process.segments.iter().filter_map(|segment| Some((segment, segment.limits?)));
    let said = segments.map(|(segment, limits)| {
        let (from, to) = (day(segment.first()), day(segment.last()));
        let (mean, lower, upper) = (measure.mean(limits.mean), measure.mean(limits.lower), measure.mean(limits.upper));
        say!(
            "{from} to {to}: mean {mean}, limits {lower} to {upper}. ",
            "{from}至{to}：均值{mean}，控制限{lower}至{upper}。",
            from = from,
            to = to,
            mean = mean,
            lower = lower,
            upper = upper
        )
    });
    said.fold(Message::default(), |all, one| say!("{all}{one}", "{all}{one}", all = all, one = one))
}

fn day(day: Option<Date>) -> Message {
    day.map_or_else(Message::default, |day| date::message(day.civil()))
}

fn subtitle(measure: Measure<'_>, axis_start: Option<String>) -> String {
    let process = &measure.numbers.process;
    let lines = both!(
        "Solid line: mean. Dashes: natural limits, mean ± 2.66 × mean moving range.",
        "实线为均值，虚线为控制限（均值±2.66×移动极差均值）。"
    );
    let provisional = process.current().filter(|segment| segment.certainty == Certainty::Provisional).map(|segment| {
        let n = segment.observations.len();
        say!("Limits are provisional: {n} of {all} values.", "控制限为暂定：{n}/{all}个数值。", n = n, all = FIXED_FROM)
    });
    let fixed = process.current().filter(|segment| segment.certainty == Certainty::Fixed && segment.observations.len() > FIXED_FROM);
    let fixed = fixed.map(|_| say!("Limits are those of the first {n} values.", "控制限取自前{n}个数值。", n = FIXED_FROM));
    let anew = process.segments.len() > 1;
    let anew = anew.then_some(both!("They begin anew where a change says so.", "登记为重设基线的调整之后重新起算。"));
    let unit = Some(measure.unit().name(measure.page.lang)).filter(|unit| !unit.is_empty());
    let unit = unit.map(|unit| say!("Unit: {unit}.", "单位：{unit}。", unit = unit));
    let start = axis_start.map(|start| say!("The axis starts at {start}.", "纵轴从{start}开始。", start = start));
    let sentences = [Some(lines), provisional, fixed, anew, unit, start].into_iter().flatten();
    joined(measure.page.lang, sentences)
}

fn range_title(measure: Measure<'_>) -> Message {
    let segments = &measure.numbers.process.segments;
    let jumps = segments.iter().flat_map(Segment::signals).filter(|(signal, _)| signal.rule == SignalRule::Range);
    match jumps.last() {
        None => both!("From value to value: no unusual jump", "相邻数值之差：没有异常跳变"),
        Some((_, of)) => {
            let day = measure.page.day(of.day).text;
            say!("From value to value: last unusual jump on {day}", "相邻数值之差：最近一次异常跳变在{day}", day = day)
        }
    }
}

fn range_subtitle(measure: Measure<'_>) -> String {
    let segments = &measure.numbers.process.segments;
    let limits = segments.iter().rev().find_map(|segment| segment.limits);
    let limit = limits.map(|limits| {
        let (mean, limit) = (measure.mean(limits.mean_range), measure.mean(limits.range_limit));
        say!(
            "Moving range, mean {mean}. Dashes: limit {limit}, 3.268 × the mean.",
            "移动极差，均值{mean}。虚线为上限{limit}（均值×3.268）。",
            mean = mean,
            limit = limit
        )
    });
    let gaps = segments.iter().flat_map(|segment| &segment.observations).filter(|of| of.is_after_gap).count();
    let gaps = (gaps > 0).then(|| say!("{n} after a gap of over two periods.", "其中{n}个跨两个以上周期。", n = gaps));
    let cut = (segments.len() > 1).then_some(both!("The step across a new start is left out.", "跨重设基线的差值不计。"));
    joined(measure.page.lang, [limit, gaps, cut].into_iter().flatten())
}

fn joined(lang: Lang, sentences: impl Iterator<Item = Message>) -> String {
    let sentences: Vec<String> = sentences.map(|sentence| sentence.get(lang).to_owned()).collect();
    sentences.join(if lang == Lang::Zh { "" } else { " " })
}

/// The values with limits and signals, the newest first.
fn data(measure: Measure<'_>, t: ProcessWords) -> Table {
    let page = measure.page;
    let words = KpiLabels::of(page.lang);
    let value = if measure.accumulates() { capitalised(page.lang, &page.say(&measure.per_period())) } else { words.value.to_owned() };
    let mut columns = vec![Column::plain(words.date).class("nw"), Column::plain(value).class("num")];
    columns.extend([t.mean, t.lower_limit, t.upper_limit, t.range].map(|title| Column::plain(title).class("num")));
    columns.push(Column::plain(t.signal));
    let of_segment = |segment: &Segment| {
        let number = |value: Option<f64>| Shown::text(value.map_or_else(|| "–".to_owned(), |value| measure.mean(value)));
        let limits = segment.limits;
        let row = |(at, of): (usize, &Observation)| {
            let signals = segment.signals.iter().filter(|signal| signal.at == at);
            let signals = signals.map(|signal| vec![Run::text(page.say(&what(signal, measure.signal_rules())))]).collect();
            let numbers = [limits.map(|of| of.mean), limits.map(|of| of.lower), limits.map(|of| of.upper), of.range].map(number);
            let value = if measure.accumulates() { measure.mean(of.value) } else { measure.number(of.value) };
            let day = Run { day: Some(of.day.to_string()), ..Run::text(date::long(page.lang, of.day.civil())) };
            let cells = [day.into(), Shown::text(value)].into_iter().chain(numbers).chain([Shown { lines: signals, ..Shown::default() }]);
            Row::new(cells.collect())
        };
        segment.observations.iter().enumerate().rev().take(MOST_ROWS).map(row).collect::<Vec<Row>>()
    };
    let segments = &measure.numbers.process.segments;
    let caption = newest(page, &page.name(measure.id).text, segments.iter().map(|segment| segment.observations.len()).sum());
    let rows = segments.iter().rev().flat_map(of_segment).take(MOST_ROWS).collect();
    Table { id: "t-process".to_owned(), caption, columns, rows }
}
