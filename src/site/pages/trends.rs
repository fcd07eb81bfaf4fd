//! How the project went from report to report: the state of each, and what was forecast held against what came.

mod stated;

use std::fmt::Write;

use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::analysis::risk::RiskLevel;
use crate::checklist::{Area, Health};
use crate::comparison::{Course, Report};
use crate::site::address::Address;
use crate::site::charts::{Caption, LevelsChart, Point, Stroke, Trend, TrendChart};
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Hero, Row, Run, Table, Tone, Value as Shown};
use crate::text::{Message, date, number, plural};
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct TrendsLabels {
        health: "Health by area", "各领域状态";
        stated: "What was forecast, and what came", "预测与实际";
    }
}

/// The axis of days reaches so far at least, so that its ticks are whole numbers.
const FEWEST_DAYS: f64 = 5.0;

/// The view-model of `trends.html`.
#[derive(Serialize)]
pub(super) struct TrendsView<'a> {
    frame: Frame<'a>,
    t: TrendsLabels,
    hero: Hero,
    health: Option<Table>,
    figures: Vec<Figure>,
    held: String,
    stated: Option<Table>,
    /// The ranges before those.
    earlier: Option<stated::Earlier>,
}

/// The page.
pub(super) fn view(page: Page<'_>) -> TrendsView<'_> {
    let title = page.title(Address::Trends);
    let course = page.whole.course;
    let lead = course.map(|course| page.say(&lead(course))).unwrap_or_default();
    let charts = [kpis, risks, end, money, findings];
    let (stated, earlier) = course.and_then(|course| stated::tables(page, course)).unzip();
    TrendsView {
        frame: page.frame(&title, &lead),
        t: TrendsLabels::of(page.lang),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of(), page.say(&both!("Each report as its folder was committed then", "各次报告按当时提交的内容计算"))],
            ..Hero::new(Run::text(title))
        },
        health: course.map(|course| health(page, course)),
        figures: course.map(|course| charts.iter().filter_map(|chart| chart(page, course)).collect()).unwrap_or_default(),
        held: course.map(|course| page.say(&stated::held(course))).unwrap_or_default(),
        stated,
        earlier: earlier.flatten(),
    }
}

fn lead(course: &Course) -> Message {
    let (n, first) = (course.reports.len(), course.reports.first().map(|report| date::message(report.day.civil())).unwrap_or_default());
    say!("{n} reports, the first one of {first}.", "共{n}次报告，首次为{first}。", n, first)
}

/// How an area or the whole stood: a bar a report, the higher the worse.
fn strip(states: &[Health]) -> String {
    let mut bars = String::new();
    for (at, health) in states.iter().enumerate() {
        let (class, height) = match health.tone() {
            Tone::Good => ("good", 5),
            Tone::Warn => ("warn", 10),
            Tone::Bad => ("bad", 16),
            Tone::None => ("none", 1),
        };
        let _ = write!(bars, r#"<rect class="{class}" x="{at}.1" y="{y}" width=".8" height="{height}"/>"#, y = 16 - height);
    }
    let width = states.len().max(1);
    format!(r#"<svg class="strip" viewBox="0 0 {width} 16" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>"#)
}

/// The whole and each area: at the first report, since then, and now.
fn health(page: Page<'_>, course: &Course) -> Table {
    let chip = |health: Option<&Health>| health.map(|health| Shown::status(health.status(page.lang))).unwrap_or_default();
    let row = |name: Shown, states: Vec<Health>| {
        let drawing = Shown { drawing: Some(strip(&states)), ..Shown::default() };
        Row::new(vec![name, chip(states.first()), drawing, chip(states.last())])
    };
    let whole = row(Shown::text(page.say(&both!("Project", "项目整体"))), course.reports.iter().map(|report| report.health).collect());
    let areas = Area::ALL.iter().enumerate().map(|(at, area)| {
        let states = course.reports.iter().filter_map(|report| report.areas.get(at).copied()).collect();
        row(page.crumb(Address::Area(*area)).into(), states)
    });
    let first = course.reports.first().map(|report| page.day(report.day).text).unwrap_or_default();
    Table {
        id: "t-health".to_owned(),
        caption: page.say(&both!("A bar for each report: the higher, the worse", "每条竖线为一次报告，越高越差")),
        columns: vec![
            Column::plain(page.say(&both!("Area", "领域"))),
            Column::plain(first).class("nw"),
            Column::plain(page.say(&both!("Report by report", "逐次报告"))).class("barcol"),
            Column::plain(page.say(&both!("Now", "当前"))).class("nw"),
        ],
        rows: std::iter::once(whole).chain(areas).collect(),
    }
}

/// A line of a chart: what it is called, how it looks, and its values.
struct Line<'r> {
    name: Message,
    stroke: Stroke,
    value: &'r dyn Fn(&Report) -> Option<f64>,
}

/// What a chart shows besides its lines.
struct Chart<'r> {
    id: &'static str,
    title: Message,
    subtitle: Message,
    lines: Vec<Line<'r>>,
    /// Values that its scale holds.
    holds: &'static [f64],
    /// What its table says of a report, in the order of its columns.
    columns: Vec<Message>,
    cells: &'r dyn Fn(&Report) -> Vec<String>,
}

fn figure(page: Page<'_>, course: &Course, chart: &Chart<'_>) -> Option<Figure> {
    let (title, subtitle) = (page.say(&chart.title), page.say(&chart.subtitle));
    let points = |line: &Line<'_>| -> Vec<Point> {
        course.reports.iter().filter_map(|report| Some((report.day.civil(), (line.value)(report)?))).collect()
    };
    let drawn: Vec<(String, Vec<Point>, Stroke)> =
        chart.lines.iter().map(|line| (page.say(&line.name), points(line), line.stroke)).collect();
    // A single point is no course.
    drawn.iter().find(|(_, points, _)| points.len() > 1)?;
    let lines: Vec<Trend<'_>> = drawn.iter().map(|(label, points, stroke)| Trend { label, points, stroke: *stroke }).collect();
    let report_date = page.whole.project.report_date.civil();
    let svg = TrendChart {
        caption: Caption { id: chart.id, title: &title, desc: &subtitle, lang: page.lang },
        lines: &lines,
        holds: chart.holds,
        columns: 0,
        report_date,
    }
    .render();
    Some(Figure {
        id: format!("h-{}", chart.id),
        data: data(page, course, chart.id, &title, &chart.columns, chart.cells),
        title,
        subtitle,
        svg,
        csv: None,
    })
}

/// The same numbers, the newest first.
fn data(page: Page<'_>, course: &Course, id: &str, title: &str, columns: &[Message], cells: &dyn Fn(&Report) -> Vec<String>) -> Table {
    let day = |report: &Report| Run { day: Some(report.day.to_string()), ..Run::text(date::long(page.lang, report.day.civil())) };
    let row = |report: &Report| Row::new(std::iter::once(day(report).into()).chain(cells(report).into_iter().map(Shown::text)).collect());
    let numbers = columns.iter().map(|column| Column::plain(page.say(column)).class("num"));
    Table {
        id: format!("t-{id}"),
        caption: title.to_owned(),
        columns: std::iter::once(Column::plain(page.say(&both!("Report", "报告"))).class("nw")).chain(numbers).collect(),
        rows: course.reports.iter().rev().map(row).collect(),
    }
}

fn ends(course: &Course) -> Option<(&Report, &Report)> {
    course.reports.first().zip(course.reports.last())
}

fn kpis(page: Page<'_>, course: &Course) -> Option<Figure> {
    let first = course.reports.iter().find(|report| report.kpis.1 > 0)?;
    let ((then, then_of), (now, of)) = (first.kpis, course.reports.last()?.kpis);
    let title = say!(
        "{now} of {of} KPIs are on plan; {then} of {then_of} were at first",
        "{of}项指标中{now}项符合计划；最初为{then_of}项中{then}项",
        now,
        of,
        then,
        then_of
    );
    let on_plan = |report: &Report| Some(report.kpis.0 as f64);
    let judged = |report: &Report| Some(report.kpis.1 as f64);
    let chart = Chart {
        id: "kpis-on-plan",
        title,
        subtitle: both!(
            "KPIs that met their last target or were on their way to it, of those that could be judged.",
            "已达到最终目标或进展正常的指标数，以及可判断的指标数。"
        ),
        lines: vec![
            Line { name: both!("Judged", "可判断"), stroke: Stroke::Plan, value: &judged },
            Line { name: both!("On plan", "符合计划"), stroke: Stroke::Actual, value: &on_plan },
        ],
        holds: &[0.0],
        columns: vec![both!("On plan", "符合计划"), both!("Judged", "可判断")],
        cells: &|report| vec![report.kpis.0.to_string(), report.kpis.1.to_string()],
    };
    figure(page, course, &chart)
}

fn risks(page: Page<'_>, course: &Course) -> Option<Figure> {
    let (first, last) = ends(course)?;
    let (then, now) = (first.risks.iter().sum::<usize>(), last.risks.iter().sum::<usize>());
    let title = page.say(&say!(
        "{now} threat{en_s} with a score open; {then} at first",
        "有得分的未关闭威胁{now}项；最初为{then}项",
        now,
        then,
        en_s = plural(now)
    ));
    let subtitle = page.say(&both!("Open threats by level, as each report had them.", "各次报告中未关闭的威胁，按等级。"));
    let counts: Vec<_> = course.reports.iter().map(|report| (report.day.civil(), report.risks)).collect();
    let names = RiskLevel::ALL.map(|level| page.say(&level.label()));
    let chart = LevelsChart {
        caption: Caption { id: "risks-open", title: &title, desc: &subtitle, lang: page.lang },
        counts: &counts,
        names: names.each_ref().map(String::as_str),
    };
    let columns: Vec<Message> = RiskLevel::ALL.iter().rev().map(|level| level.label()).collect();
    let cells = |report: &Report| report.risks.iter().rev().map(ToString::to_string).collect();
    let svg = chart.render()?;
    Some(Figure {
        id: "h-risks-open".to_owned(),
        svg,
        data: data(page, course, "risks-open", &title, &columns, &cells),
        title,
        subtitle,
        csv: None,
    })
}

/// The end of the plan, in working days after the one that was told first.
fn end(page: Page<'_>, course: &Course) -> Option<Figure> {
    let told: Vec<(&Report, crate::calendar::Date)> = course.reports.iter().filter_map(|report| Some((report, report.end?))).collect();
    let ((_, first), (_, last)) = (told.first()?, told.last()?);
    let calendar = &page.whole.project.calendar;
    let distance = |end: crate::calendar::Date| calendar.distance(*first, end);
    let days = |report: &Report| report.end.map(|end| distance(end) as f64);
    let is_over = course.reports.last().is_some_and(|report| report.end.is_none());
    let chart = Chart {
        id: "end-expected",
        title: if is_over { over(page, *last, distance(*last)) } else { end_title(page, *first, *last, distance(*last)) },
        subtitle: both!(
            "Working days from the end that was expected first to the one expected at each report.",
            "各次报告的预计完成日比最初预计推迟的工作日数。"
        ),
        lines: vec![Line { name: both!("Expected end", "预计完成"), stroke: Stroke::Actual, value: &days }],
        holds: &[0.0, FEWEST_DAYS],
        columns: vec![both!("Expected end", "预计完成"), both!("Working days", "工作日")],
        cells: &|report| {
            report.end.map_or_else(
                || vec![String::new(); 2],
                |end| vec![date::long(page.lang, end.civil()), number::signed(distance(end) as f64, 0)],
            )
        },
    };
    figure(page, course, &chart)
}

/// What was told of the end of a plan of which nothing is open any more.
fn over(page: Page<'_>, last: crate::calendar::Date, moved: i64) -> Message {
    let (to, n) = (page.day(last).text, moved.unsigned_abs());
    let en_s = plural(usize::try_from(n).unwrap_or_default());
    let than = match moved {
        0 => both!("as it was at first", "与最初相同"),
        1.. => say!("{n} working day{en_s} later than at first", "比最初晚{n}个工作日", n, en_s),
        _ => say!("{n} working day{en_s} earlier than at first", "比最初早{n}个工作日", n, en_s),
    };
    say!(
        "Nothing in the plan is open any more; its last open date was {to}, {than}",
        "计划中已无未完成的事项；此前的最后日期为{to}，{than}",
        to,
        than
    )
}

fn end_title(page: Page<'_>, first: crate::calendar::Date, last: crate::calendar::Date, moved: i64) -> Message {
    let (from, to) = (page.day(first).text, page.day(last).text);
    let n = usize::try_from(moved.unsigned_abs()).unwrap_or_default();
    match moved {
        0 => say!("The last open date of the plan is {to}, as it was at first", "计划的最后日期为{to}，与最初相同", to),
        1.. => say!(
            "The last open date of the plan went from {from} to {to}, {n} working day{en_s} later",
            "计划的最后日期由{from}推迟到{to}，晚{n}个工作日",
            from,
            to,
            n,
            en_s = plural(n)
        ),
        _ => say!(
            "The last open date of the plan went from {from} to {to}, {n} working day{en_s} earlier",
            "计划的最后日期由{from}提前到{to}，早{n}个工作日",
            from,
            to,
            n,
            en_s = plural(n)
        ),
    }
}

fn money(page: Page<'_>, course: &Course) -> Option<Figure> {
    let told: Vec<(&Report, (rust_decimal::Decimal, rust_decimal::Decimal))> =
        course.reports.iter().filter_map(|report| Some((report, report.money?))).collect();
    let ((_, (_, first)), (_, (_, last))) = (told.first()?, told.last()?);
    let currency = page.whole.project.settings.project.currency_code();
    let short = |amount: rust_decimal::Decimal| number::money_short(amount, currency);
    let (then, now) = (short(*first), short(*last));
    let title = if first == last {
        say!("The cost expected in the end is {now}, as it was at first", "完工估算为{now}，与最初相同", now)
    } else {
        say!("The cost expected in the end went from {then} to {now}", "完工估算由{then}变为{now}", then, now)
    };
    let planned = |report: &Report| report.money.and_then(|(planned, _)| planned.to_f64());
    let expected = |report: &Report| report.money.and_then(|(_, expected)| expected.to_f64());
    let full = |amount: rust_decimal::Decimal| page.say(&number::money_full(amount, currency));
    let chart = Chart {
        id: "cost-expected",
        title,
        subtitle: say!(
            "What was planned, and what was expected in the end, at each report. In {currency}.",
            "各次报告的预算和完工估算，单位：{currency}。",
            currency
        ),
        lines: vec![
            Line { name: both!("Planned", "预算"), stroke: Stroke::Plan, value: &planned },
            Line { name: both!("Expected", "预计"), stroke: Stroke::Actual, value: &expected },
        ],
        holds: &[0.0],
        columns: vec![both!("Planned", "预算"), both!("Expected", "预计")],
        cells: &|report| report.money.map_or_else(|| vec![String::new(); 2], |(planned, expected)| vec![full(planned), full(expected)]),
    };
    figure(page, course, &chart)
}

fn findings(page: Page<'_>, course: &Course) -> Option<Figure> {
    let (first, last) = ends(course)?;
    course.reports.iter().find(|report| report.findings != (0, 0))?;
    let (now, then) = (last.findings.0 + last.findings.1, first.findings.0 + first.findings.1);
    let title = say!("{now} finding{en_s}; {then} at first", "检查发现{now}项；最初为{then}项", now, then, en_s = plural(now));
    let errors = |report: &Report| Some(report.findings.0 as f64);
    let warnings = |report: &Report| Some(report.findings.1 as f64);
    let chart = Chart {
        id: "findings",
        title,
        subtitle: both!(
            "Errors and warnings that are published, at each report, by the rules of today.",
            "各次报告中公开的错误和警告数，按现行规则计算。"
        ),
        lines: vec![
            Line { name: both!("Warnings", "警告"), stroke: Stroke::Plan, value: &warnings },
            Line { name: both!("Errors", "错误"), stroke: Stroke::Actual, value: &errors },
        ],
        holds: &[0.0],
        columns: vec![both!("Errors", "错误"), both!("Warnings", "警告")],
        cells: &|report| vec![report.findings.0.to_string(), report.findings.1.to_string()],
    };
    figure(page, course, &chart)
}
