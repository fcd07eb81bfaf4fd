//! Earned value: the curves, and each number with a plain sentence.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Value;
use super::differences::{Differences, signed};
use crate::analysis::plan::{EarnedValue, Index, Missing, ValuePoint};
use crate::calendar::Date;
use crate::project::{Kind, RecordId};
use crate::site::charts::{Caption, Point, Stroke, Trend, TrendChart};
use crate::site::present::days::short;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Figure, Row, Table, Value as Shown};
use crate::text::{Lang, Message, number};
use crate::{both, say};

/// The curves and the numbers; `None` if no task has a planned cost.
pub(super) fn value(page: Page<'_>) -> Option<Value> {
    let value = &page.whole.analysis.earned_value;
    value.budget_at_completion().ok()?;
    let points = value.curve(&page.whole.project, &page.whole.analysis.tasks);
    let differences = Differences::of(page, &points);
    let columns = differences.as_ref().map_or(0, Differences::columns);
    let (figure, columns) = figure(page, value, &points, columns);
    Some(Value {
        figure: Some(figure),
        differences: differences.map(|differences| differences.render(columns)).unwrap_or_default(),
        say: page.say(&coverage(page, value)),
        facts: facts(page, value, &points),
    })
}

/// How much of the plan is counted, and what is missing.
fn coverage(page: Page<'_>, value: &EarnedValue) -> Message {
    let (counted, tasks) = (value.counted, value.tasks);
    let all =
        say!("{counted} of {tasks} tasks have a planned cost and dates.", "{tasks}项任务中{counted}项有计划成本和日期。", counted, tasks);
    let all = match value.outside(page.whole.analysis.budget.total.planned) {
        Some(beyond) => {
            let beyond = money(page, beyond);
            say!("{all} The budget has {beyond} more, which no task carries.", "{all}预算中另有{beyond}不在任务上。", all, beyond)
        }
        None => all,
    };
    let lacking =
        [(&value.without_percent, both!("how far they are", "完成百分比")), (&value.without_cost, both!("what they cost", "实际成本"))];
    lacking.into_iter().filter(|(tasks, _)| !tasks.is_empty()).fold(all, |told, (tasks, what)| {
        let names: Vec<Message> = tasks.iter().take(5).map(|index| name(page, *index)).collect();
        let (list, n) = (Message::list(&names), tasks.len());
        say!(
            "{told} {n} of them have begun and do not say {what}: {list}.",
            "{told}其中{n}项已开始但没有登记{what}：{list}。",
            told,
            n,
            what,
            list
        )
    })
}

fn name(page: Page<'_>, index: usize) -> Message {
    let id = RecordId { kind: Kind::Tasks, index };
    Message::same(page.code(id).unwrap_or_else(|| page.name(id).text))
}

/// "¥1,860,000".
fn money(page: Page<'_>, amount: Decimal) -> String {
    page.say(&number::money_full(amount.round(), page.whole.project.settings.project.currency_code()))
}

fn facts(page: Page<'_>, value: &EarnedValue, points: &[ValuePoint]) -> Vec<Fact> {
    let amount = |name: Message, amount: Index<Decimal>, says: Message| fact(page, &name, amount.map(|amount| money(page, amount)), &says);
    let difference =
        |name: Message, amount: Index<Decimal>, says: Message| fact(page, &name, amount.map(|amount| signed(page, amount)), &says);
    let index = |name: Message, index: Index<f64>, says: Message| fact(page, &name, index.map(|index| number::full(index, 2)), &says);
    vec![
        amount(
            both!("Budget at completion (BAC)", "完工预算（BAC）"),
            value.budget_at_completion(),
            both!("what all tasks together are planned to cost", "全部任务的计划成本"),
        ),
        amount(
            both!("Planned value (PV)", "计划价值（PV）"),
            value.planned_value(),
            both!("the planned cost of what should be done by now", "到目前应完成工作的计划成本"),
        ),
        amount(
            both!("Earned value (EV)", "挣值（EV）"),
            value.earned_value(),
            both!("the planned cost of what is done", "已完成工作的计划成本"),
        ),
        amount(
            both!("Actual cost (AC)", "实际成本（AC）"),
            value.actual_cost(),
            both!("what the tasks that have begun have cost", "已开始任务的实际成本"),
        ),
        index(both!("SPI = EV / PV", "进度绩效指数 SPI＝EV÷PV"), value.schedule_index(), schedule_says(page, value, points)),
        index(both!("CPI = EV / AC", "成本绩效指数 CPI＝EV÷AC"), value.cost_index(), cost_says(value)),
        difference(
            both!("Schedule variance, EV − PV", "进度偏差 EV－PV"),
            value.schedule_variance(),
            both!("negative: less is done than planned", "为负表示进度落后"),
        ),
        difference(
            both!("Cost variance, EV − AC", "成本偏差 EV－AC"),
            value.cost_variance(),
            both!("negative: what is done cost more than planned", "为负表示超支"),
        ),
        amount(
            both!("Estimate at completion (EAC)", "完工估算（EAC）"),
            value.estimate_at_completion(),
            both!("what all tasks will cost if the rest is as dear as what is done", "按目前的成本绩效推算的总成本"),
        ),
        amount(
            both!("Estimate to complete (ETC)", "完工尚需估算（ETC）"),
            value.estimate_to_complete(),
            both!("how much of that is still to be spent", "其中还需支出的部分"),
        ),
        difference(
            both!("Variance at completion, BAC − EAC", "完工偏差 BAC－EAC"),
            value.variance_at_completion(),
            both!("negative: the tasks end over their budget", "为负表示完工时超支"),
        ),
        index(
            both!("TCPI", "完工尚需绩效指数 TCPI"),
            value.to_complete_index(),
            both!("the CPI that the rest needs for the budget to hold", "要守住预算，剩余工作须达到的CPI"),
        ),
    ]
}

fn fact(page: Page<'_>, name: &Message, value: Index<String>, says: &Message) -> Fact {
    let value = match value {
        Ok(text) => Shown::text(text).note(page.say(says)),
        Err(why) => Shown::text(page.say(&both!("None", "无"))).note(page.say(&because(why))),
    };
    Fact { name: page.say(name), value }
}

/// Why there is no number.
const fn because(why: Missing) -> Message {
    match why {
        Missing::Plan => both!("no task has a planned cost and dates", "没有任务同时有计划成本和日期"),
        Missing::Percent => both!("tasks that have begun do not say how far they are", "有已开始的任务没有登记完成百分比"),
        Missing::Cost => both!("tasks that have begun do not say what they cost", "有已开始的任务没有登记实际成本"),
        Missing::NothingPlanned => both!("nothing was to be done by now", "目前还没有应完成的工作"),
        Missing::NothingEarned => both!("nothing is done yet", "尚无已完成的工作"),
        Missing::NothingSpent => both!("nothing is spent yet", "尚无支出"),
        Missing::NothingLeft => both!("the budget of the tasks is used up", "任务预算已用完"),
        Missing::TooLarge => both!("the amounts are too large", "金额过大"),
    }
}

/// After the planned finish the index says nothing any more, and the days do.
fn schedule_says(page: Page<'_>, value: &EarnedValue, points: &[ValuePoint]) -> Message {
    let Ok(index) = value.schedule_index() else { return Message::default() };
    let bac = value.budget_at_completion().unwrap_or_default();
    let planned: Option<Date> = points.iter().find(|point| point.planned >= bac).map(|point| point.day);
    if let Some(planned) = planned.filter(|planned| *planned < page.whole.project.report_date && index < 1.0) {
        let late = page.whole.project.calendar.distance(planned, page.whole.project.report_date);
        return say!(
            "all was to be done by {planned}, {late} working days ago; from then on the index rises to 1 however late the work is",
            "计划在{planned}前全部完成，已过{late}个工作日；此后无论拖到多晚，该指数都会趋于1",
            planned = short(page, planned),
            late
        );
    }
    let share = number::full(index * 100.0, 0);
    say!("of every 100 planned by now, {share} are done", "每应完成100，实际完成{share}", share)
}

fn cost_says(value: &EarnedValue) -> Message {
    let Ok(index) = value.cost_index() else { return Message::default() };
    say!("each 1.00 spent has earned {worth} of planned work", "每支出1.00，完成的计划工作价值{worth}", worth = number::full(index, 2))
}

/// The curves, and how many columns their gutter has: at least as many as asked for.
fn figure(page: Page<'_>, value: &EarnedValue, points: &[ValuePoint], columns: i32) -> (Figure, i32) {
    let drawn: Vec<Curve> = [
        curve(page, &both!("Planned", "计划"), Stroke::Plan, points, |point| Some(point.planned)),
        curve(page, &both!("Spent", "支出"), Stroke::Other, points, |point| point.spent),
        curve(page, &both!("Earned", "挣值"), Stroke::Actual, points, |point| point.earned),
    ]
    .into_iter()
    .flatten()
    .collect();
    let lines: Vec<Trend<'_>> = drawn.iter().map(|(label, points, stroke)| Trend { label, points, stroke: *stroke }).collect();
    let title = page.say(&title(value));
    let desc = page.say(&describe(page, value));
    let report_date = page.whole.project.report_date.civil();
    let (id, lang, lines) = ("earned-value", page.lang, &lines[..]);
    let chart = TrendChart { caption: Caption { id, title: &title, desc: &desc, lang }, lines, holds: &[0.0], columns, report_date };
    let (svg, columns) = (chart.render(), chart.columns());
    let figure = Figure {
        id: "h-earned-value".to_owned(),
        subtitle: page.say(&both!(
            "Cumulative. What each task has earned and cost is spread evenly over the days worked on it so far.",
            "累计值。各任务的挣值和成本按已工作的日子平均分摊。"
        )),
        svg,
        data: data(page, points),
        csv: None,
        title,
    };
    (figure, columns)
}

/// A line of the chart: what is written at its end, its points, how it looks.
type Curve = (String, Vec<Point>, Stroke);

/// A curve, named with its last value; `None` if nothing is known of it.
fn curve(page: Page<'_>, name: &Message, stroke: Stroke, points: &[ValuePoint], of: fn(&ValuePoint) -> Option<Decimal>) -> Option<Curve> {
    let points: Vec<(Point, Decimal)> =
        points.iter().filter_map(|point| of(point).and_then(|amount| Some(((point.day.civil(), amount.to_f64()?), amount)))).collect();
    let ((_, last), exact) = *points.last()?;
    let money = number::money_short(exact, page.whole.project.settings.project.currency_code());
    let (en_amount, zh_amount) = (number::compact(Lang::En, last), money.zh);
    let points = points.into_iter().map(|(point, _)| point).collect();
    Some((page.say(&say!("{name} {en_amount}", "{name}{zh_amount}", name, en_amount, zh_amount)), points, stroke))
}

/// An index this near to 1 is off by what is shown as 0.0%.
const UNSEEN: f64 = 0.000_5;

/// What the curves show.
fn title(value: &EarnedValue) -> Message {
    let schedule = value.schedule_index().map(|index| {
        let off = number::percent((index - 1.0).abs());
        match index {
            _ if (index - 1.0).abs() < UNSEEN => both!("The work is as far as planned", "工作进度与计划一致"),
            ..1.0 => say!("The work is {off} behind plan", "工作进度比计划落后{off}", off),
            _ => say!("The work is {off} ahead of plan", "工作进度比计划超前{off}", off),
        }
    });
    let cost = value.cost_index().map(|index| {
        let off = number::percent((1.0 / index - 1.0).abs());
        match index {
            _ if (index - 1.0).abs() < UNSEEN => both!("cost as much as planned", "成本与计划一致"),
            ..1.0 => say!("cost {off} more than planned", "成本超出计划{off}", off),
            _ => say!("cost {off} less than planned", "成本低于计划{off}", off),
        }
    });
    match (schedule, cost) {
        (Ok(schedule), Ok(cost)) => say!("{schedule} and has {cost}", "{schedule}，{cost}", schedule, cost),
        (Ok(schedule), Err(_)) => schedule,
        (Err(_), Ok(cost)) => say!("The work has {cost}", "{cost}", cost),
        (Err(_), Err(_)) => both!("What the work is planned to cost over time", "计划成本的时间分布"),
    }
}

fn describe(page: Page<'_>, value: &EarnedValue) -> Message {
    let told = |name: Message, amount: Index<Decimal>| {
        let amount = amount.ok().map(|amount| money(page, amount))?;
        Some(say!("{name} {amount}", "{name}{amount}", name, amount))
    };
    let all: Vec<Message> = [
        told(both!("planned by now", "到目前计划"), value.planned_value()),
        told(both!("earned", "挣值"), value.earned_value()),
        told(both!("spent", "支出"), value.actual_cost()),
        told(both!("planned in all", "计划总额"), value.budget_at_completion()),
    ]
    .into_iter()
    .flatten()
    .collect();
    Message::list(&all)
}

fn data(page: Page<'_>, points: &[ValuePoint]) -> Table {
    let amount = |amount: Option<Decimal>| amount.map_or_else(Shown::default, |amount| Shown::text(number::decimal(amount, 0)));
    let head = |title: Message, class| Column::plain(page.say(&title)).class(class);
    let row = |point: &ValuePoint| {
        let amounts = [Some(point.planned), point.earned, point.spent, point.schedule_variance(), point.cost_variance()];
        Row::new(std::iter::once(page.day(point.day).into()).chain(amounts.map(amount)).collect())
    };
    Table {
        id: "t-earned-value".to_owned(),
        caption: page.say(&both!("Planned, earned and spent by day", "各日期的计划价值、挣值和实际成本")),
        columns: vec![
            head(both!("Day", "日期"), "nw"),
            head(both!("Planned (PV)", "计划价值（PV）"), "num"),
            head(both!("Earned (EV)", "挣值（EV）"), "num"),
            head(both!("Spent (AC)", "实际成本（AC）"), "num"),
            head(both!("EV − PV", "EV－PV"), "num"),
            head(both!("EV − AC", "EV－AC"), "num"),
        ],
        rows: points.iter().map(row).collect(),
    }
}
