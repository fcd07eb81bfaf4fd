use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::goals::{Goal, Kpi};
use crate::project::{Entry, Project};
use crate::text::number;
use crate::{rule, say};

rule! { "goal-target-differs", Kpis, Quality, Warning, Each, Planning..=Closing;
    title "Goal and KPI name different targets" "目标写的数与指标的目标值不同";
    what "Where a goal names a number in its KPI's unit, a target of that KPI has the same number." "目标用指标的单位写明了数量的，该指标有同样的目标值。";
    why "A target that was lowered looks reached while the goal that was promised is not." "目标值调低后看似达成，当初承诺的目标其实没有达成。";
    fix "Correct the one that is wrong; if the aim was changed, change both and record the change." "改正写错的一处；确实调整了目标的，两处都改，并登记这次策略调整。";
    bad at "goals.yaml:1:45 success_criteria" { "goals.yaml": "- {id: sell, title: Sell, success_criteria: '3,000 orders paid'}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-12-04, value: 2400}]}\n" }
    good { "goals.yaml": "- {id: sell, title: Sell, success_criteria: '3,000 orders paid'}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-12-04, value: 3000}]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let kpi = |goal: &Subject<'_, Goal>| {
        let numbers = analysis.goals.get(goal.id.index)?;
        let only = || if let [only] = numbers.kpis.as_slice() { Some(*only) } else { None };
        project.kpis.get(numbers.decisive.or_else(only)?).filter(|kpi| !kpi.targets.is_empty())
    };
    let measured = judge.subjects(&project.goals).filter(|goal| goal.is_open() && kpi(goal).is_some());
    judge.each(measured, |goal| kpi(&goal).map_or(Verdict::Pass, |kpi| verdict(project, goal, kpi)));
}

fn verdict(project: &Project, goal: Subject<'_, Goal>, kpi: &Entry<Kpi>) -> Verdict {
    let Some((said, target)) = crate::analysis::says_another_target(&goal, kpi) else { return Verdict::Pass };
    let (record, name) = (goal.label(project), crate::checklist::called(project, kpi));
    let [said, target] = [said, target].map(|value| number::full(value, u32::from(value.fract() != 0.0)));
    let message = say!(
        "{record} says {said}, the last target of “{name}” is {target}.",
        "{record}写的是{said}，“{name}”的最后目标值是{target}。",
        record,
        said,
        name,
        target
    );
    let said_in = match (goal.success_criteria.is_empty(), &goal.statement) {
        (false, _) => "success_criteria",
        (true, Some(_)) => "statement",
        (true, None) => "title",
    };
    goal.finding(said_in, message).help(RULE.fix.clone()).into()
}

crate::cases! {
    "an interim target may be another one": passes { "goals.yaml": "- {id: sell, title: '3,000 orders'}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-08-04, value: 1000}, {by: 2026-12-04, value: 3000}]}\n" };
    "a number of something else": passes { "goals.yaml": "- {id: sell, title: '3,000 orders from 12 towns'}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-12-04, value: 3000}]}\n" };
    "in Chinese": found at "目标.yaml:1:18 title" { "目标.yaml": "- {id: sell, 标题: 卖出1.4万台}\n", "指标.yaml": "- {名称: 销量, 单位: 台, 目标: sell, 目标值: [{日期: 2026-12-04, 值: 12000}]}\n" };
    "a goal without a number": passes { "goals.yaml": "- {id: sell, title: Sales grow}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-12-04, value: 3000}]}\n" };
    "what is finished is left alone": not_assessable { "goals.yaml": "- {id: sell, title: '3,000 orders', outcome: missed}\n", "kpis.yaml": "- {name: Sales, unit: orders, goal: sell, targets: [{by: 2026-12-04, value: 2400}]}\n" };
    "no KPI decides": not_assessable { "goals.yaml": "- {id: sell, title: '3,000 orders'}\n" };
    "nothing to judge": not_assessable {};
}
