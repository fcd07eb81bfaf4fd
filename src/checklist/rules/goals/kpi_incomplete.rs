use crate::checklist::rules::words::{Wanted, owner, wants};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::{Direction, Kpi};
use crate::project::{Kind, RecordId};
use crate::rule;

rule! { "kpi-incomplete", Kpis, Quality, Warning, Folded, Planning..=Closing;
    asks { Kpis: goal owner unit direction source cadence formula baseline; }
    title "KPI is not defined in full" "指标定义不完整";
    what "A KPI says its goal, owner, unit, direction, source, cadence and formula or question; where it is to move, also its baseline." "指标写明目标、负责人、单位、方向、来源、频率，以及公式或要回答的问题；要变化的还写明基线。";
    why "Two people measure the same name and report two numbers." "名称相同、口径不同，两个人会算出两个数。";
    fix "Type the fields that are named; a KPI that nobody needs is better removed." "补上缺少的字段；没人需要的指标，删掉更好。";
    bad at "kpis.yaml:1:10 direction" { "kpis.yaml": "- {name: Qualified leads, owner: li-na, unit: leads}\n" }
    good {
        "goals.yaml": "- {id: known, title: Be known}\n",
        "people.yaml": "- {id: li-na, name: Li Na}\n",
        "kpis.yaml": "- name: Qualified leads\n  goal: known\n  owner: li-na\n  unit: leads\n  direction: increase\n  source: CRM\n  cadence: week\n  question: Do enough people ask for an offer?\n  baseline: {value: 120, date: 2026-01-05}\n  targets: [{by: 2026-09-01, value: 400}]\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let connections = &judge.analysis.connections;
    let goals = |kpi: RecordId| connections.around(kpi).filter(|other| other.kind == Kind::Goals);
    let is_over = |kpi: RecordId| analysis.finished_kpis.get(kpi.index).copied().unwrap_or_default();
    let asks_for_goal = project.has(Kind::Goals);
    let measured = judge.subjects(&project.kpis).filter(|kpi| !is_over(kpi.id));
    judge.each(measured, |kpi| {
        let lacks_goal = asks_for_goal && kpi.goal.is_empty() && goals(kpi.id).next().is_none();
        wants(project, kpi, &fields(kpi, lacks_goal)).map_or(Verdict::Pass, Verdict::from)
    });
}

fn fields(kpi: Subject<'_, Kpi>, lacks_goal: bool) -> [Wanted; 8] {
    let lacks_baseline = is_to_move(kpi) && kpi.baseline.as_ref().is_none_or(|baseline| baseline.value.is_none());
    [
        ("goal", lacks_goal, "`goal:` with the id of the goal that it measures", "“目标”填所衡量目标的编号"),
        owner(kpi.owner.is_none()),
        ("unit", kpi.unit.is_none(), "`unit:` with what is counted", "“单位”填计量单位，如“条”"),
        ("direction", kpi.direction.is_none(), "`direction: increase` (or decrease, range)", "“方向”填“越高越好”“越低越好”或“区间”"),
        ("source", kpi.source.is_none(), "`source:` with where the values come from", "“来源”填数据出处"),
        ("cadence", kpi.cadence.is_none(), "`cadence: week` (or month, quarter)", "“频率”填“每周”“每月”等"),
        (
            "formula",
            kpi.formula.is_none() && kpi.question.is_none(),
            "`formula:` with how it is counted",
            "“计算公式”填口径",
        ),
        (
            "baseline",
            lacks_baseline,
            "`baseline: {value: …, date: YYYY-MM-DD}` with where it starts",
            "“基线”填起点的数值和日期",
        ),
    ]
}

/// Whether a target asks the KPI to move to one value. A band or a limit is to be kept: it needs no beginning.
fn is_to_move(kpi: Subject<'_, Kpi>) -> bool {
    kpi.direction != Some(Direction::Range) && kpi.targets.iter().any(|target| target.value.is_some())
}

crate::cases! {
    "a target on one side needs a baseline": found at "kpis.yaml:1:10 baseline" { "goals.yaml": "- {id: sell, title: Sell}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "kpis.yaml": "- {name: Sold, goal: sell, owner: li-na, unit: pieces, direction: increase, source: till, cadence: week, question: How many?, target: {value: 9, by: 2026-09-01}}\n" };
    "a range needs none": passes { "goals.yaml": "- {id: sell, title: Sell}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "kpis.yaml": "- {name: Stock, goal: sell, owner: li-na, unit: pieces, direction: range, source: till, cadence: week, question: How many?, targets: [{by: 2026-09-01, low: 3, high: 9}]}\n" };
    "at most so much needs none": passes { "goals.yaml": "- {id: sell, title: Sell}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "kpis.yaml": "- {name: Returns, goal: sell, owner: li-na, unit: pieces, direction: range, source: till, cadence: week, question: How many?, targets: [{by: 2026-09-01, high: 9}]}\n" };
    "the goal that lists it counts": passes { "goals.yaml": "- {id: sell, title: Sell, kpis: [sold]}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "kpis.yaml": "- {id: sold, name: Sold, formula: sum, owner: li-na, unit: pieces, direction: increase, source: till, cadence: week}\n" };
    "its goal has an outcome": not_assessable { "goals.yaml": "- {id: sell, title: Sell, outcome: achieved}\n", "kpis.yaml": "- {name: Sold, goal: sell}\n" };
    "one slip is one finding": not_assessable { "goals.yaml": "- {id: sell, title: Sell}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "kpis.yaml": "- {name: Sold, goal: sell, formula: sum, owner: li-na, unti: pieces, direction: increase, source: till, cadence: week}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const REST: &str = "owner: a, unit: x, source: y, cadence: week, formula: z";

    #[test]
    fn what_is_missing() {
        let goals = ("goals.yaml", "- {id: g, title: G, kpis: [listed]}\n- {id: over, title: Over, outcome: achieved}\n");
        for (kpi, expected) in [
            (format!("{{name: k, goal: g, direction: increase, {REST}}}"), 0),
            (format!("{{name: k, direction: increase, {REST}}}"), 1),
            (format!("{{id: listed, name: k, direction: increase, {REST}}}"), 0),
            (format!("{{name: k, goal: g, direction: increase, targets: [{{by: 2026-09-01, value: 4}}], {REST}}}"), 1),
            (format!("{{name: k, goal: g, direction: decrease, targets: [{{by: 2026-09-01, high: 4}}], {REST}}}"), 0),
            (format!("{{name: k, goal: g, direction: range, targets: [{{by: 2026-09-01, value: 4}}], {REST}}}"), 0),
            ("{name: k, goal: over}".to_owned(), 0),
            (format!("{{name: k, goal: g, direction: sideways, {REST}}}"), 0), // unreadable, which is said elsewhere
        ] {
            assert_eq!(findings(&RULE, &[goals, ("kpis.yaml", &format!("- {kpi}\n"))]), expected, "{kpi}");
        }
    }

    #[test]
    fn without_goals_none_is_asked_for() {
        let found = outcome(&RULE, &[("指标.csv", "名称,单位,方向,来源,频率,负责人\n线索,条,越高越好,CRM,每周,李娜\n")]);
        let finding = &found.findings[0].finding;
        assert_eq!(finding.message.zh, "“线索”缺少“计算公式”。");
        assert_eq!(finding.help.as_ref().unwrap().zh, "“计算公式”填口径。");
    }

    #[test]
    fn what_to_type_is_what_is_missing() {
        let found = outcome(&RULE, &[("kpis.yaml", "- {name: Leads, owner: a, direction: increase, source: CRM, formula: sum}\n")]);
        assert_eq!(found.findings[0].finding.help.as_ref().unwrap().en, "Type `unit:` with what is counted and `cadence: week` (or month, quarter).");
    }
}
