//! The budget: what is planned, committed, spent and expected, over time and by category.

use rust_decimal::Decimal;

use super::Panel;
use crate::analysis::budget::{BudgetNumbers, BudgetPoint, Category, Sums};
use crate::analysis::money;
use crate::both;
use crate::project::Kind;
use crate::say;
use crate::site::charts::{Caption, Point, Stroke, Trend, TrendChart};
use crate::site::present::variance::Scale;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Figure, Row, Run, Table, Value as Shown};
use crate::site::view::picture::Picture;
use crate::text::{Message, date, number};

/// The most categories that have a bar: those furthest from their plan.
const MOST_CATEGORIES: usize = 6;

/// The budget; `None` if nothing is planned or spent.
pub(super) fn panel(page: Page<'_>) -> Option<Panel> {
    let budget = &page.whole.analysis.budget;
    (!budget.categories.is_empty()).then(|| Panel {
        id: "budget",
        title: page.say(&both!("Budget by category", "预算执行（按类别）")),
        say: Some(page.say(&sentence(page, budget))),
        picture: variance(page, budget),
        figures: figure(page, budget).into_iter().collect(),
        table: Some(categories(page, budget)),
    })
}

/// Plan, spending, what is expected in the end and by how much it differs, by category; `None` if nothing is planned or spent.
pub(crate) fn short(page: Page<'_>) -> Option<Table> {
    let budget = &page.whole.analysis.budget;
    let lang = page.whole.project.default_lang();
    let told: [AmountColumn; 3] = [
        (both!("Planned", "计划"), |sums| sums.planned),
        (both!("Spent", "已支出"), |sums| sums.actual),
        (both!("In the end", "完工估算"), |sums| sums.at_completion),
    ];
    let rows = budget.categories.iter().map(|category| amounts(Shown::from(page.text(&category.name, lang)), &category.sums, &told));
    let rows = rows.chain([amounts(Shown::text(page.say(&both!("Total", "合计"))), &budget.total, &told)]);
    let column = |title: &Message| Column::plain(page.say(title)).class("num");
    let heads = told.iter().map(|(title, _)| column(title)).chain([column(&both!("Variance", "偏差"))]);
    (!budget.categories.is_empty()).then(|| Table {
        id: "t-budget-categories".to_owned(),
        caption: caption(page),
        columns: std::iter::once(Column::plain(page.say(&both!("Category", "类别")))).chain(heads).collect(),
        rows: rows.collect(),
    })
}

/// "At completion ¥930,000, ¥20,000 (2.2%) over the plan of ¥910,000. …"
fn sentence(page: Page<'_>, budget: &BudgetNumbers) -> Message {
    let total = &budget.total;
    let end = money(page, total.at_completion);
    let completion = match against_plan(page, total) {
        Some(against) => say!("At completion {end}: {against}.", "完工估算{end}，{against}。", end, against),
        None => say!("At completion {end}; nothing is planned.", "完工估算{end}，没有计划金额。", end),
    };
    let so_far = spent_so_far(page, total);
    let (spent, due) = (money(page, total.actual_to_date), money(page, total.planned_to_date));
    let unknown = Some(total.unaccounted()).filter(|unknown| !unknown.is_zero()).map(|unknown| money(page, unknown));
    let unknown = unknown.map_or_else(Message::default, |unknown| {
        say!("; what became of {unknown} of that is not recorded", "，其中{unknown}的实际支出没有登记", unknown)
    });
    let spent = say!(
        "In the periods that have ended {spent} was spent of {due} planned{unknown}.",
        "已结束的期间计划{due}，实际支出{spent}{unknown}。",
        spent,
        due,
        unknown
    );
    let spent = match (so_far, has_ended(total)) {
        (Some(so_far), true) => say!("{so_far} {spent}", "{so_far}{spent}", so_far, spent),
        (Some(so_far), false) => so_far,
        (None, true) => spent,
        (None, false) => both!("No spending is recorded.", "没有登记支出。"),
    };
    let committed = Some(total.committed).filter(|committed| !committed.is_zero()).map(|committed| money(page, committed));
    let committed =
        committed.map_or_else(Message::default, |committed| say!(" Committed in all: {committed}.", "累计已承诺{committed}。", committed));
    let missing = missing(budget);
    say!("{completion} {spent}{committed}{missing}", "{completion}{spent}{committed}{missing}", completion, spent, committed, missing)
}

/// "Spent so far: €28,800, 64% of the budget."; `None` where the periods that have ended tell all of it.
fn spent_so_far(page: Page<'_>, total: &Sums) -> Option<Message> {
    let spent = Some(total.actual).filter(|spent| *spent != total.actual_to_date).map(|spent| money(page, spent))?;
    Some(match total.spent().map(number::percent) {
        Some(share) => say!("Spent so far: {spent}, {share} of the budget.", "迄今支出{spent}，占预算{share}。", spent, share),
        None => say!("Spent so far: {spent}.", "迄今支出{spent}。", spent),
    })
}

/// "¥20,000 (2.2%) over the plan of ¥910,000"; `None` without a plan.
fn against_plan(page: Page<'_>, total: &Sums) -> Option<Message> {
    let variance = total.variance();
    let share = number::percent(money::share(variance.abs(), total.planned)?);
    let (by, plan) = (money(page, variance.abs()), money(page, total.planned));
    Some(match variance {
        variance if variance.is_zero() => say!("as planned, {plan}", "与计划{plan}相同", plan),
        variance if variance.is_sign_negative() => {
            say!("{by} ({share}) under the plan of {plan}", "比计划{plan}少{by}（{share}）", by, share, plan)
        }
        _ => say!("{by} ({share}) over the plan of {plan}", "比计划{plan}多{by}（{share}）", by, share, plan),
    })
}

/// What the sums do not know.
fn missing(budget: &BudgetNumbers) -> Message {
    match budget.without_actual.len() {
        0 => Message::default(),
        1 => both!(
            " One line of an ended period has no actual amount and counts at its forecast or plan.",
            "已结束的期间有1条没有实际金额，按预计或计划计算。"
        ),
        n => say!(
            " {n} lines of ended periods have no actual amount and count at their forecast or plan.",
            "已结束的期间有{n}条没有实际金额，按预计或计划计算。",
            n
        ),
    }
}

/// Cumulative curves; `None` for fewer than two months.
fn figure(page: Page<'_>, budget: &BudgetNumbers) -> Option<Figure> {
    let (first, last) = (budget.curve.first()?, budget.curve.last()?);
    if budget.curve.len() < 2 {
        return None;
    }
    let points = |amount: fn(&BudgetPoint) -> Option<Decimal>| -> Vec<Point> {
        let some = budget.curve.iter().filter_map(|point| Some((point.day.civil(), amount(point)?)));
        some.map(|(day, amount)| (day, f64::try_from(amount).unwrap_or(f64::NAN))).collect()
    };
    let spent_until = budget.curve.iter().rev().find(|point| point.actual.is_some());
    let planned = points(|point| Some(point.planned));
    let committed = points(|point| Some(point.committed));
    let actual = points(|point| point.actual);
    let from = spent_until.map_or(first.day, |point| point.day);
    let expected: Vec<Point> = points(|point| Some(point.expected)).into_iter().filter(|(day, _)| *day >= from.civil()).collect();
    let has_committed = budget.curve.iter().any(|point| !point.committed.is_zero());
    let plan_label = label(page, &both!("Plan", "计划"), last.planned);
    let committed_label = label(page, &both!("Committed", "已承诺"), last.committed);
    let expected_label = label(page, &both!("Expected", "预计"), last.expected);
    let actual_label = spent_until.and_then(|point| point.actual).map(|amount| label(page, &both!("Spent", "支出"), amount));
    let lines = [
        Trend { label: &plan_label, points: &planned, stroke: Stroke::Plan },
        Trend { label: &committed_label, points: if has_committed { &committed } else { &[] }, stroke: Stroke::Other },
        Trend { label: &expected_label, points: &expected, stroke: Stroke::Forecast },
        Trend { label: actual_label.as_deref().unwrap_or_default(), points: &actual, stroke: Stroke::Actual },
    ];
    let title = page.say(&title(&budget.total));
    let desc = page.say(&sentence(page, budget));
    let chart = TrendChart {
        caption: Caption { id: "budget", title: &title, desc: &desc, lang: page.lang },
        lines: &lines,
        holds: &[0.0],
        columns: 0,
        report_date: page.whole.project.report_date.civil(),
    };
    let (from, to) = (date::message(first.day.civil()), date::message(last.day.civil()));
    let unit = unit(page);
    Some(Figure {
        id: "h-budget-curve".to_owned(),
        svg: chart.render(),
        subtitle: page.say(&say!(
            "Cumulative, of periods that have ended by each month’s end; {unit}; {from} to {to}. Expected: spent where a period has ended, else forecast.",
            "各月末累计，只计已结束的期间；{unit}；{from}至{to}。预计：期间已结束的取实际支出，其余取预计。",
            unit,
            from,
            to
        )),
        title,
        data: months(page, budget),
        csv: page.csv(Kind::Budget),
    })
}

/// By how much each category is expected to end over or under its plan, the largest first; `None` without a plan.
fn variance(page: Page<'_>, budget: &BudgetNumbers) -> Option<Picture> {
    let lang = page.whole.project.default_lang();
    let differs = |sums: &Sums| f64::try_from(sums.variance()).unwrap_or_default();
    let mut categories: Vec<&Category> = budget.categories.iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.sums.variance().abs()));
    let scale = Scale::of(categories.iter().map(|category| differs(&category.sums)));
    let row = |category: &&Category| {
        let variance = category.sums.variance();
        let told: Shown = page.text(&category.name, lang).into();
        let amount = |amount: Decimal| Shown::text(number::decimal(amount, 0)).sort(&amount);
        let bar = Shown { drawing: Some(scale.drawing(differs(&category.sums))), ..Shown::default() }.sort(&variance);
        Row::new(vec![told, amount(category.sums.planned), amount(category.sums.at_completion), bar, signed(variance)])
    };
    let column = |title: Message| Column::plain(page.say(&title));
    (!budget.total.planned.is_zero()).then(|| Picture {
        id: "h-budget-variance".to_owned(),
        title: page.say(&by_category(page, &categories)),
        subtitle: page.say(&say!(
            "What is expected in the end against the plan, the largest difference first; {unit}. To the right: over plan; to the left: under.",
            "完工估算与计划之差，差额大的在前；{unit}。向右为超支，向左为结余。",
            unit = unit(page)
        )),
        key: Vec::new(),
        table: Table {
            id: "t-budget-variance".to_owned(),
            caption: caption(page),
            columns: vec![
                column(both!("Category", "类别")),
                column(both!("Planned", "计划")).class("num wide"),
                column(both!("In the end", "完工估算")).class("num wide"),
                column(both!("Under or over plan", "结余或超支")).class("barcol").speaking(),
                column(both!("Variance", "偏差")).class("num").speaking(),
            ],
            rows: categories.iter().take(MOST_CATEGORIES).map(row).collect(),
        },
        more: categories.len().checked_sub(MOST_CATEGORIES).filter(|more| *more > 0).map(|more| {
            Run { href: page.to_register(Kind::Budget), ..Run::text(page.say(&say!("{more} more categories", "另有{more}个类别"))) }
        }),
    })
}

/// "Media is furthest from its plan, ¥12,000 over; 3 of 7 categories are over".
fn by_category(page: Page<'_>, categories: &[&Category]) -> Message {
    let over = categories.iter().filter(|category| category.sums.variance() > Decimal::ZERO).count();
    let (all, en_is) = (categories.len(), if over == 1 { "is" } else { "are" });
    let Some(first) = categories.first().filter(|category| !category.sums.variance().is_zero()) else {
        return both!("Every category is expected to end as planned", "各类别的预计支出均与计划一致");
    };
    let name = page.text(&first.name, page.whole.project.default_lang()).text;
    let (variance, by) = (first.sums.variance(), money(page, first.sums.variance().abs()));
    let side = if variance > Decimal::ZERO { both!("over", "超支") } else { both!("under", "结余") };
    say!(
        "{name} is furthest from its plan: {by} {side}; {over} of {all} categories {en_is} over",
        "偏离计划最大的是{name}，{side}{by}；{all}个类别中{over}个超支",
        name,
        by,
        side,
        over,
        all
    )
}

/// What the chart shows, in a few words.
fn title(total: &Sums) -> Message {
    let variance = total.variance();
    match money::share(variance.abs(), total.planned).map(number::percent) {
        None => both!("Spending without a plan", "没有计划的支出"),
        Some(_) if variance.is_zero() => both!("The money is expected to end as planned", "预计支出与计划一致"),
        Some(share) if variance.is_sign_negative() => {
            say!("The money is expected to end {share} under plan", "预计支出比计划少{share}", share)
        }
        Some(share) => say!("The money is expected to end {share} over plan", "预计支出比计划多{share}", share),
    }
}

fn label(page: Page<'_>, name: &Message, amount: Decimal) -> String {
    let amount = number::money_short(amount, currency(page));
    page.say(&say!("{name} {amount}", "{name}{amount}", name, amount))
}

fn months(page: Page<'_>, budget: &BudgetNumbers) -> Table {
    let amount = |value: Decimal| Shown::text(number::decimal(value, 0));
    let row = |point: &BudgetPoint| {
        let actual = point.actual.map_or_else(|| Shown::text("–"), amount);
        Row::new(vec![page.day(point.day).into(), amount(point.planned), amount(point.committed), actual, amount(point.expected)])
    };
    let column = |title: Message| Column::plain(page.say(&title)).class("num");
    Table {
        id: "t-budget-curve".to_owned(),
        caption: caption(page),
        columns: vec![
            Column::plain(page.say(&both!("Month’s end", "月末"))).class("nw"),
            column(both!("Planned", "计划")),
            column(both!("Committed", "已承诺")),
            column(both!("Spent", "支出")),
            column(both!("Expected", "预计")),
        ],
        rows: budget.curve.iter().map(row).collect(),
    }
}

/// An amount of a category, and what its column is called.
type AmountColumn = (Message, fn(&Sums) -> Decimal);

/// The amounts that the lines tell: nothing to date where none has a period, no commitment where none is recorded.
fn told(total: &Sums) -> Vec<AmountColumn> {
    // Where something is spent in a running period, or without one, the sums to date do not tell it.
    let has_more = total.actual != total.actual_to_date;
    let columns: [(bool, AmountColumn); 6] = [
        (true, (both!("Planned", "计划"), |sums| sums.planned)),
        (has_more, (both!("Actual", "实际"), |sums| sums.actual)),
        (has_ended(total), (both!("Planned to date", "截至目前计划"), |sums| sums.planned_to_date)),
        (has_ended(total), (both!("Actual to date", "截至目前实际"), |sums| sums.actual_to_date)),
        (!total.committed.is_zero(), (both!("Committed", "已承诺"), |sums| sums.committed)),
        (true, (both!("At completion", "完工估算"), |sums| sums.at_completion)),
    ];
    columns.into_iter().filter_map(|(is_told, column)| is_told.then_some(column)).collect()
}

/// Whether anything is planned or spent in a period that has ended.
fn has_ended(total: &Sums) -> bool {
    !total.planned_to_date.is_zero() || !total.actual_to_date.is_zero()
}

/// The budget by category and in all.
fn categories(page: Page<'_>, budget: &BudgetNumbers) -> Table {
    let lang = page.whole.project.default_lang();
    let told = told(&budget.total);
    let rows = budget
        .categories
        .iter()
        .map(|category| amounts(Shown::from(page.text(&category.name, lang)), &category.sums, &told))
        .chain([amounts(Shown::text(page.say(&both!("Total", "合计"))), &budget.total, &told)]);
    let column = |title: &Message| Column::plain(page.say(title)).class("num");
    Table {
        id: "t-budget-categories".to_owned(),
        caption: caption(page),
        columns: std::iter::once(Column::plain(page.say(&both!("Category", "类别"))))
            .chain(told.iter().map(|(title, _)| column(title)))
            .chain([column(&both!("Variance", "偏差"))])
            .collect(),
        rows: rows.collect(),
    }
}

fn amounts(name: Shown, sums: &Sums, told: &[AmountColumn]) -> Row {
    let amount = |value: Decimal| Shown::text(number::decimal(value, 0)).sort(&value);
    Row::new(std::iter::once(name).chain(told.iter().map(|(_, of)| amount(of(sums)))).chain([signed(sums.variance())]).collect())
}

/// A difference with its sign.
fn signed(variance: Decimal) -> Shown {
    let sign = if variance.round() > Decimal::ZERO { "+" } else { "" };
    Shown::text(format!("{sign}{}", number::decimal(variance, 0))).sort(&variance)
}

fn unit(page: Page<'_>) -> Message {
    match currency(page) {
        "" => both!("amounts", "金额"),
        currency => say!("amounts in {currency}", "金额单位：{currency}", currency = number::currency_name(currency)),
    }
}

fn caption(page: Page<'_>) -> String {
    match currency(page) {
        "" => page.say(&both!("Amounts", "金额")),
        currency => page.say(&say!("Amounts in {currency}", "金额（{currency}）", currency = number::currency_name(currency))),
    }
}

fn currency(page: Page<'_>) -> &str {
    page.whole.project.settings.project.currency.as_ref().map_or("", |code| code)
}

fn money(page: Page<'_>, amount: Decimal) -> Message {
    number::money_full(amount, currency(page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    /// The heads of the table and the sentence, in English.
    fn shown(lines: &str) -> (Vec<String>, String) {
        let [en, _] = each(&[("budget.csv", lines)], |page| {
            let panel = panel(page).unwrap();
            (panel.table.unwrap().columns.into_iter().map(|column| column.title).collect(), panel.say.unwrap())
        });
        en
    }

    #[test]
    fn what_no_line_tells_is_no_nought() {
        let (heads, sentence) = shown("category,planned,actual\nFair,18000,12500\n");
        assert_eq!(heads, ["Category", "Planned", "Actual", "At completion", "Variance"]);
        assert_eq!(sentence, "At completion 18,000: as planned, 18,000. Spent so far: 12,500, 69% of the budget.");
        let (_, sentence) = shown("category,planned\nFair,18000\n");
        assert_eq!(sentence, "At completion 18,000: as planned, 18,000. No spending is recorded.");
        let (heads, _) = shown("category,period,planned,committed,actual\nFair,2026-01,18000,100,12500\n");
        assert_eq!(heads, ["Category", "Planned", "Planned to date", "Actual to date", "Committed", "At completion", "Variance"]);
    }
}
