use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::reading;
use crate::checklist::rules::words::day;
use crate::checklist::{Judge, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::goals::Kpi;
use crate::analysis::risk::{Effect, NoEstimate};
use crate::project::registers::risks::{Risk, RiskStatus};
use crate::project::types::Level;
use crate::source::ProblemKind;
use crate::{both, rule, say};

rule! { "values-contradict", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Values contradict each other" "数值互相矛盾";
    what "A KPI has one target a day and a baseline with a date; an open risk is neither impossible nor certain; low is not above high; what is closed says when. A translation says the same as its original in every field that is no text." "指标一天只有一个目标值，基线有日期；未关闭的风险概率不是0或100%；低值不高于高值；已关闭的写明日期。译文中不是文字的字段与原文一致。";
    why "One of the two values is used, and the reader does not know which." "系统只能取其中一个，读者不知道取了哪个。";
    fix "Correct the value that is wrong; the message says which one counts meanwhile." "改正写错的值；提示中写明目前以哪个为准。";
    bad { "risks.yaml": "- title: Agency delivers late\n  probability: 3\n  impact: 3\n  cost: {low: 900, likely: 500, high: 700}\n" }
    good { "risks.yaml": "- title: Agency delivers late\n  probability: 3\n  impact: 3\n  cost: {low: 300, likely: 500, high: 700}\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    reading::judge(judge, &[ProblemKind::Translation], 0);
    judge.each(judge.subjects(&project.kpis), |kpi| kpi_verdict(project, kpi));
    judge.each(judge.subjects(&project.risks), |risk| risk_verdict(project, risk));
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
                both!("Convert the amounts into the project’s currency.", "换算成项目币种后填写。"),
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
    "money of another currency": found 1 { "alongside.yaml": "project: {currency: CNY}\n", "risks.yaml": "- {title: Rain, probability: 3, impact: 3, cost: {low: USD 3, likely: USD 5, high: USD 9}}\n" };
    "nothing to judge": unsure {};
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
