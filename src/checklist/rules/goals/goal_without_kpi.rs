use crate::checklist::rules::words::{are_unread, done_without, unless};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::Goal;
use crate::project::{Kind, Project};
use crate::{both, rule, say};

rule! { "goal-without-kpi", Kpis, Quality, Warning, Folded, Planning..=Closing;
    options { milestone_counts = true, "Whether a milestone that names the goal measures it" "写明该目标的里程碑是否可作为衡量"; }
    asks { Goals: kpis; }
    title "Goal is measured by nothing" "目标没有指标衡量";
    what "Every open goal has a KPI, or a milestone where it is one dated event." "每个未完成的目标都有指标；只是某天的一件事时，可由里程碑衡量。";
    why "How far the goal is remains a matter of opinion until it is too late to act." "进展全凭感觉，等发现时已来不及。";
    fix "Type `goal: the goal` in the KPI that measures it, or `goals: [the goal]` in the milestone that is it." "在衡量它的指标的“目标”中填上它，或在对应里程碑的“目标”中填上它。";
    bad at "goals.yaml:1:22 kpis" { "goals.yaml": "- {id: known, title: Be known}\n- {id: sell, title: Sell}\n", "kpis.yaml": "- {name: Units sold, goal: sell}\n" }
    good { "goals.yaml": "- {id: known, title: Be known, kpis: [awareness]}\n- {id: sell, title: Sell}\n", "kpis.yaml": "- {name: Units sold, goal: sell}\n- {id: awareness, name: Awareness}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let connections = &judge.analysis.connections;
    let measures: &[Kind] = if judge.is_on(OPTIONS.milestone_counts) { &[Kind::Kpis, Kind::Milestones] } else { &[Kind::Kpis] };
    let open: Vec<Subject<'_, Goal>> = judge.subjects(&project.goals).filter(|goal| goal.is_open()).collect();
    let is_measured = |goal: &Subject<'_, Goal>| connections.has(goal.id, measures);
    if judge.does_without(Kind::Kpis) {
        judge.once(done_without());
        return;
    }
    let is_unread = are_unread(project, measures);
    if !is_unread && !project.has(Kind::Kpis) && !open.is_empty() && !open.iter().any(is_measured) {
        judge.once(judge.finding(both!("The project has goals, but no KPI.", "项目有目标，但没有指标。")).help(both!(
            "Write `kpis.yaml` with `- {name: Qualified leads, goal: known, unit: leads, cadence: week}`.",
            "新建 `指标.yaml`，写 `- {名称: 合格线索, 目标: known, 单位: 条, 频率: 每周}`。"
        )));
        return;
    }
    judge.each(open, |goal| if is_measured(&goal) { Verdict::Pass } else { unless(is_unread, unmeasured(project, goal)) });
}

fn unmeasured(project: &Project, goal: Subject<'_, Goal>) -> Verdict {
    let record = goal.label(project);
    let message = say!("{record} is measured by no KPI.", "{record}没有指标衡量。", record);
    let help = say!(
        "Type `goal: {id}` in the KPI that measures it.",
        "在衡量它的指标的“目标”中填{id}。",
        id = &*goal.entry().id,
    );
    goal.finding("kpis", message).help(help).into()
}

crate::cases! {
    "a milestone that names it": passes { "goals.yaml": "- {id: fair, title: Be at the fair}\n", "milestones.yaml": "- {name: Fair opens, goals: [fair]}\n" };
    "a milestone does not count here": found at ".:1:1" { "alongside.yaml": "checklist: {rules: {goal-without-kpi: {milestone_counts: no}}}\n", "goals.yaml": "- {id: fair, title: Be at the fair}\n", "milestones.yaml": "- {name: Fair opens, goals: [fair]}\n" };
    "the KPIs cannot be read": not_assessable { "goals.yaml": "- {id: sell, title: Sell}\n", "kpis.yaml": "- {name: \"Sold, goal: sell}\n" };
    "the project does without KPIs": not_assessable { "alongside.yaml": "checklist: {skip: {kpis: one day, one goal}}\n", "goals.yaml": "- {id: sell, title: Sell}\n" };
    "no KPI at all is said once": found at ".:1:1" { "goals.yaml": "- title: Sell\n- title: Ship\n" };
    "what is finished is left alone": not_assessable { "goals.yaml": "- {title: Sell, outcome: achieved}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const GOALS: (&str, &str) = ("goals.yaml", "- {id: a, title: A}\n- {id: b, title: B}\n- {id: c, title: C, outcome: achieved}\n");
    const KPI: (&str, &str) = ("kpis.yaml", "- {name: x, goal: a}\n");
    const MILESTONE: (&str, &str) = ("milestones.yaml", "- {name: m, goals: [b]}\n");

    #[test]
    fn a_milestone_may_measure_a_goal() {
        let strict = ("alongside.yaml", "checklist:\n  rules: {goal-without-kpi: {milestone_counts: 0}}\n");
        for (files, expected) in [
            (vec![GOALS, KPI], 1),
            (vec![GOALS, KPI, MILESTONE], 0),
            (vec![GOALS, KPI, MILESTONE, strict], 1),
            (vec![GOALS], 1), // no KPI at all: said once
            (vec![GOALS, ("指标.csv", "名称,目标\n甲,A\n乙,B\n")], 0),
        ] {
            assert_eq!(findings(&RULE, &files), expected, "{files:?}");
        }
    }
}
