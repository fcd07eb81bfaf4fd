use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::reading;
use crate::checklist::rules::words::{day, field_name};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::{Project, Record};
use crate::project::registers::goals::Kpi;
use crate::analysis::risk::{Effect, NoEstimate};
use crate::project::registers::plan::Task;
use crate::project::registers::risks::{Risk, RiskStatus};
use crate::project::types::{Amount, Level};
use crate::source::ProblemKind;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "values-contradict", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Values contradict each other" "数值互相矛盾";
    what "A KPI has one target a day and a baseline with a date; an open risk is neither impossible nor certain; low is not above high; what is closed says when; money is in the project’s currency. What is told in two places is told alike, and a total is the sum of its rows. A translation says the same as its original in every field that is no text." "指标一天只有一个目标值，基线有日期；未关闭的风险概率不是0或100%；低值不高于高值；已关闭的写明日期；金额用项目币种。两处写的同一件事一致，合计等于各行之和。译文中不是文字的字段与原文一致。";
    why "One of the two values is used, and the reader does not know which." "系统只能取其中一个，读者不知道取了哪个。";
    fix "Correct the value that is wrong; the message says which one counts meanwhile." "改正写错的值；提示中写明目前以哪个为准。";
    bad at "risks.yaml:4:9 cost" { "risks.yaml": "- title: Agency delivers late\n  probability: 3\n  impact: 3\n  cost: {low: 900, likely: 500, high: 700}\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  probability: 3\n  impact: 3\n  cost: {low: 300, likely: 500, high: 700}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    reading::judge(judge, &[ProblemKind::Translation, ProblemKind::Difference], 0);
    judge.each(judge.subjects(&project.kpis), |kpi| kpi_verdict(project, kpi));
    judge.each(judge.subjects(&project.risks), |risk| risk_verdict(project, risk));
    judge.each(judge.subjects(&project.budget), |line| {
        let amounts = [("planned", &line.planned), ("committed", &line.committed), ("actual", &line.actual), ("forecast", &line.forecast)];
        own_money(project, line, &amounts)
    });
    let has_cost = |task: &Subject<'_, Task>| task.planned_cost.is_some() || task.actual_cost.is_some();
    judge.each(judge.subjects(&project.tasks).filter(has_cost), |task| {
        own_money(project, task, &[("planned_cost", &task.planned_cost), ("actual_cost", &task.actual_cost)])
    });
}

/// Amounts in another currency than the project's are in no sum.
fn own_money<T: Record>(project: &Project, subject: Subject<'_, T>, amounts: &[(&'static str, &Option<Amount>)]) -> Verdict {
    let info = &project.settings.project;
    let is_foreign = |amount: &Option<Amount>| amount.as_ref().is_some_and(|amount| info.own(amount).is_none());
    let Some((name, amount)) = amounts.iter().find(|(_, amount)| is_foreign(amount)) else { return Verdict::Pass };
    let (record, field) = (subject.label(project), field_name::<T>(name));
    let code = amount.as_ref().and_then(|amount| amount.currency).unwrap_or_default();
    let own = info.currency.as_ref().map_or("", |own| &own.0);
    let message = say!(
        "{record}: {field} is in {code}, the project’s currency is {own}; the amount is left out of all sums.",
        "{record}的{field}是{code}，项目币种是{own}，不计入合计。",
        record, field, code, own
    );
    subject.finding(name, message).help(convert()).into()
}

fn convert() -> Message {
    both!("Convert the amounts into the project’s currency.", "换算成项目币种后填写。")
}

fn kpi_verdict(project: &Project, kpi: Subject<'_, Kpi>) -> Verdict {
    let record = kpi.label(project);
    let mut days = BTreeSet::new();
    for (at, target) in kpi.targets.iter().enumerate() {
        if let Some(by) = target.by.filter(|by| !days.insert(*by)) {
            let by = day(project, by);
            let message = say!("{record} has two targets for {by}; the last one counts.", "{record}在{by}有两个目标值，目前以后一个为准。", record, by);
            return kpi.finding(&format!("targets.{at}"), message).help(both!("Leave one target for the day.", "这一天只留一个目标值。")).into();
        }
    }
    let has_undated_baseline = kpi.baseline.as_ref().is_some_and(|baseline| baseline.value.is_some() && baseline.date.is_none());
    if has_undated_baseline && !kpi.targets.is_empty() && kpi.is_readable("baseline.date") {
        let message = say!("{record}: the baseline has no date; the project's start is taken.", "{record}：基线没有日期，按项目开始日期计算。", record);
        return kpi.finding("baseline", message).help(both!("Add `date:` to the baseline.", "给基线补上“日期”。")).into();
    }
    Verdict::Pass
}

fn risk_verdict(project: &Project, risk: Subject<'_, Risk>) -> Verdict {
    let record = risk.label(project);
    if risk.is_open()
        && let Some(Level::Chance(chance)) = risk.probability
        && (chance.is_zero() || chance >= Decimal::ONE)
    {
        let message = say!(
            "{record} is open with a probability of {percent}%.",
            "{record}未关闭，概率却是{percent}%。",
            record, percent = if chance.is_zero() { 0 } else { 100 }
        );
        let help = both!("Close what cannot happen; move what has happened to the issues.", "不会发生的就关闭，已经发生的转为问题。");
        return risk.finding("probability", message).help(help).into();
    }
    for effect in Effect::ALL {
        let (field, zh_field) = match effect {
            Effect::Cost => ("cost", "成本影响"),
            Effect::Delay => ("delay", "工期影响"),
        };
        let (message, help) = match effect.of(&risk, project) {
            Err(NoEstimate::OutOfOrder) => (
                say!(
                    "{record}: `{en_field}` is not low ≤ likely ≤ high, and is left out of all sums.",
                    "{record}：“{zh_field}”不满足“低≤最可能≤高”，不计入合计。",
                    record, en_field = field, zh_field
                ),
                both!("Put the three numbers in order.", "按从小到大填写三个数。"),
            ),
            Err(NoEstimate::Foreign) => (
                say!(
                    "{record}: `cost` is in another currency than the project’s, and is left out of all sums.",
                    "{record}：“成本影响”的币种与项目币种不同，不计入合计。",
                    record
                ),
                convert(),
            ),
            Ok(_) | Err(NoEstimate::Missing) => continue,
        };
        return risk.finding(field, message).help(help).into();
    }
    if risk.status == Some(RiskStatus::Closed) && risk.closed.is_none() {
        let message = say!("{record} is closed without a `closed` day, so no history counts it.", "{record}已关闭但没有“关闭日期”，不计入历史趋势。", record);
        return risk.finding("status", message).help(both!("Add `closed:` with the day.", "补上“关闭日期”。")).into();
    }
    Verdict::Pass
}

crate::cases! {
    "money of another currency": found at "risks.yaml:1:50 cost" { "alongside.yaml": "project: {currency: CNY}\n", "risks.yaml": "- {title: Rain, probability: 3, impact: 3, cost: {low: USD 3, likely: USD 5, high: USD 9}}\n" };
    "a budget of another currency": found at "budget.csv:2:11 actual" { "alongside.yaml": "project: {currency: CNY}\n", "budget.csv": "category,planned,actual\nFilm,¥300,US$50\nPrint,¥300,¥200\n" };
    "the cost of a task in another currency": found at "tasks.yaml:1:30 planned_cost" { "alongside.yaml": "project: {currency: CNY}\n", "tasks.yaml": "- {name: Film, planned_cost: USD 50}\n" };
    "a project that names no currency": passes { "budget.csv": "category,planned\nFilm,US$300\n" };
    "a baseline on its day": passes { "kpis.yaml": "- {name: Sold, baseline: {value: 3, date: 2026-01-05}, target: {by: 2026-07-01, value: 9}}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_contradicts() {
        for (path, text, expected) in [
            ("kpis.yaml", "- {name: x, targets: [{by: 2026-07-01, value: 1}, {by: 2026-07-01, value: 2}]}\n", 1),
            ("kpis.yaml", "- {name: x, baseline: 3, target: {by: 2026-07-01, value: 1}}\n", 1),
            ("kpis.yaml", "- {name: x, baseline: {value: 3, date: 2026-01-01}, target: {by: 2026-07-01, value: 1}}\n", 0),
            ("risks.yaml", "- {title: x, probability: 100%}\n", 1),
            ("risks.yaml", "- {title: x, probability: 100%, status: occurred, occurred: 2026-06-01}\n", 0),
            ("risks.yaml", "- {title: x, status: closed}\n", 1),
            ("risks.yaml", "- {title: x, cost: 500}\n", 0),
            ("risks.yaml", "- {title: x, cost: {low: 9, high: 3}}\n", 1),
            ("risks.yaml", "- {title: x, delay: {low: 9, likely: 3}}\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }
}
