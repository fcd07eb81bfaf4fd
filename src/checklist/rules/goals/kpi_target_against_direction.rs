use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::goals::{Direction, Kpi, KpiTarget};
use crate::project::types::ChoiceType;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "kpi-target-against-direction", Kpis, Quality, Warning, Each, Planning..=Closing;
    title "Target lies on the wrong side of the baseline" "目标值与方向相反";
    what "A KPI that is to increase has its targets above the baseline, one that is to decrease below; a range begins below its end." "越高越好的指标目标值高于基线，越低越好的低于基线；区间的下限低于上限。";
    why "Every value is judged the wrong way round: red when it is good, green when it is not." "判断会反过来：好的显示为偏离，差的显示为正常。";
    fix "Correct `direction`, the baseline or the target; for a limit to be kept type `direction: range` with `high:` (at most) or `low:` (at least)." "改正“方向”、基线或目标值；只是不能超过某个值的，“方向”填“区间”，并填“上限”或“下限”。";
    bad at "kpis.yaml:1:91 targets" { "kpis.yaml": "- {name: Returns, direction: increase, baseline: {value: 6.8, date: 2026-01-05}, targets: [{by: 2026-09-01, value: 4}]}\n" }
    good { "kpis.yaml": "- {name: Returns, direction: decrease, baseline: {value: 6.8, date: 2026-01-05}, targets: [{by: 2026-09-01, value: 4}]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.kpis), |kpi| verdict(project, kpi));
}

fn verdict(project: &Project, kpi: Subject<'_, Kpi>) -> Verdict {
    let Some(direction) = kpi.direction else { return nothing_to_compare() };
    if kpi.targets.iter().any(is_upside_down) {
        let record = kpi.label(project);
        let message = say!("{record}: the low end of its target lies above the high end.", "{record}：目标区间的下限高于上限。", record);
        return kpi.finding("targets", message).help(both!("Swap `low` and `high`.", "把“下限”和“上限”对调。")).into();
    }
    let baseline = kpi.baseline.as_ref().and_then(|baseline| baseline.value).map(|value| value.0);
    let wrong = |target: f64, baseline: f64| match direction {
        Direction::Increase => target < baseline,
        Direction::Decrease => target > baseline,
        Direction::Range => false,
    };
    let values = || kpi.targets.iter().filter_map(|target| target.value).map(|value| value.0);
    match (direction, baseline) {
        (Direction::Range, _) if !kpi.targets.is_empty() => Verdict::Pass,
        (_, Some(baseline)) if values().next().is_some() => match values().find(|target| wrong(*target, baseline)) {
            Some(target) => {
                kpi.finding("targets", message(&kpi.label(project), direction, target, baseline)).help(RULE.fix.clone()).into()
            }
            None => Verdict::Pass,
        },
        _ => nothing_to_compare(),
    }
}

fn message(record: &Message, direction: Direction, target: f64, baseline: f64) -> Message {
    let way = direction.label();
    say!(
        "{record}: its direction is “{way}”, but it is to go from {baseline} to {target}.",
        "{record}：方向是“{way}”，目标却是从{baseline}到{target}。",
        record, way, baseline, target
    )
}

fn is_upside_down(target: &KpiTarget) -> bool {
    matches!((target.low, target.high), (Some(low), Some(high)) if low > high)
}

fn nothing_to_compare() -> Verdict {
    Verdict::NotAssessable(both!("Direction, baseline or target is missing.", "缺少方向、基线或目标值。"))
}

crate::cases! {
    "keep the level": passes { "kpis.yaml": "- {name: Sold, direction: increase, baseline: {value: 9, date: 2026-01-01}, target: {value: 9, by: 2026-09-01}}\n" };
    "low above high": found at "kpis.yaml:1:44 targets" { "kpis.yaml": "- {name: Stock, direction: range, targets: [{by: 2026-09-01, low: 9, high: 3}]}\n" };
    "nothing to compare with": not_assessable { "kpis.yaml": "- {name: Sold, direction: increase, target: {value: 9, by: 2026-09-01}}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn which_side_the_target_is_on() {
        for (kpi, expected) in [
            ("direction: increase, baseline: {value: 5, date: 2026-01-05}, targets: [{by: 2026-09-01, value: 5}]", 0),
            ("direction: increase, baseline: {value: 5, date: 2026-01-05}, targets: [{by: 2026-09-01, value: 4.9}]", 1),
            ("direction: decrease, baseline: {value: 5, date: 2026-01-05}, targets: [{by: 2026-09-01, value: 6}]", 1),
            ("direction: range, targets: [{by: 2026-09-01, low: 105, high: 90}]", 1),
            ("direction: range, baseline: {value: 5, date: 2026-01-05}, targets: [{by: 2026-09-01, high: 4}]", 0),
            ("direction: increase, targets: [{by: 2026-09-01, value: 4}]", 0),
        ] {
            assert_eq!(findings(&RULE, &[("kpis.yaml", &format!("- {{name: x, {kpi}}}\n"))]), expected, "{kpi}");
        }
    }

    #[test]
    fn the_message_has_both_values() {
        let text = "名称,方向,基线值,基线日期,目标值,目标日期\n退货率,越高越好,6.8%,2026-01-05,4%,2026-09-01\n";
        let found = outcome(&RULE, &[("指标.csv", text)]);
        assert_eq!(found.findings[0].finding.message.zh, "“退货率”：方向是“越高越好”，目标却是从6.8到4。");
    }
}
