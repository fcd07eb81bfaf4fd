use crate::checklist::{RuleContext, Place, Subject, Verdict, label};
use crate::project::registers::improvement::{Evaluation, EvaluationStatus};
use crate::project::{Kind, Project, RecordId, Stage};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "evaluation-incomplete", Evaluation, Quality, Warning, Each, Closing..=Closed;
    asks { Evaluations: schedule quality cost effect goals signed_off_by; }
    title "Evaluation is not complete" "绩效评估不完整";
    what "The latest evaluation scores schedule, quality, cost and effect, gives a verdict on every goal, and is signed off." "最近一次绩效评估给出进度、质量、成本、效果的得分和每个目标的结论，并已签核。";
    why "What was left out is what the next project asks about." "漏掉的部分，正是下一个项目会问的。";
    fix "Add what the message names; an evaluation that is still being written has `status: draft`." "补上提示中列出的内容；还在写的评估把“状态”填为“草稿”。";
    bad at "evaluations.yaml:1:3 goals" {
        "alongside.yaml": "project: {stage: closing}\n",
        "goals.yaml": "- {id: known, title: A third of families know us}\n",
        "evaluations.yaml": "- {date: 2026-06-08, schedule: {score: 3}, quality: {score: 4}, cost: {score: 4}, effect: {score: 3}}\n",
    }
    good {
        "alongside.yaml": "project: {stage: closing}\n",
        "goals.yaml": "- {id: known, title: A third of families know us}\n",
        "evaluations.yaml": "- {date: 2026-06-08, schedule: {score: 3}, quality: {score: 4}, cost: {score: 4}, effect: {score: 3}, goals: [{goal: known, verdict: partial}], signed_off_by: zhou-kai}\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let is_closed = project.stage() == Stage::Closed;
    let latest = judge.subjects(&project.evaluations).filter(|one| one.date <= project.report_date).max_by_key(|one| one.date);
    judge.each(latest, |evaluation| {
        if evaluation.status == Some(EvaluationStatus::Draft) && !is_closed {
            return Verdict::NotAssessable(both!("The evaluation is a draft.", "评估还是草稿。"));
        }
        verdict(project, evaluation)
    });
}

fn verdict(project: &Project, evaluation: Subject<'_, Evaluation>) -> Verdict {
    let scores = [
        ("schedule", &evaluation.schedule, both!("schedule", "进度")),
        ("quality", &evaluation.quality, both!("quality", "质量")),
        ("cost", &evaluation.cost, both!("cost", "成本")),
        ("effect", &evaluation.effect, both!("effect", "效果")),
    ];
    let scores = scores.into_iter().filter(|(_, score, _)| score.is_none()).map(|(field, _, name)| (field, name));
    let silent = if evaluation.is_readable("goals") { goals_without_verdict(project, &evaluation) } else { Vec::new() };
    let goals = silent.iter().map(|(_, goal)| ("goals", say!("a verdict on {goal}", "{goal}的结论", goal)));
    let signature = evaluation.signed_off_by.is_empty().then_some(("signed_off_by", both!("the sign-off", "签核")));
    let missing: Vec<(&str, Message)> =
        scores.chain(goals).chain(signature).filter(|(field, _)| evaluation.is_readable(field)).collect();
    let Some((first, _)) = missing.first() else { return Verdict::Pass };
    let names: Vec<Message> = missing.iter().map(|(_, name)| name.clone()).collect();
    let (record, list) = (evaluation.label(project), Message::list(&names));
    let message = say!("{record} lacks {list}.", "{record}缺少{list}。", record, list);
    let help = both!(
        "Type the scores as `quality: {score: 4, comment: …}`, the goals as `goals: [{goal: ID, verdict: achieved}]`, and `signed_off_by:`.",
        "得分写成 `质量: {得分: 4, 说明: …}`，目标写成 `目标: [{目标: 编号, 结论: 已达成}]`，并填“签核人”。"
    );
    let finding = evaluation.finding(first, message).help(help);
    let mentioned = silent.into_iter().map(|(index, _)| Place::Record(RecordId { kind: Kind::Goals, index }, String::new()));
    mentioned.fold(finding, |finding, goal| finding.mention(goal, both!("has no verdict", "尚无结论"))).into()
}

/// The goals that were not given up and on which the evaluation is silent.
fn goals_without_verdict(project: &Project, evaluation: &Evaluation) -> Vec<(usize, Message)> {
    let judged = evaluation.goals.iter().filter(|judged| judged.verdict.is_some()).filter_map(|judged| judged.goal.as_ref());
    let judged: Vec<usize> = judged.filter_map(|goal| Some(project.resolve(&goal.reference()).one()?.index)).collect();
    let silent = project.goals.iter().enumerate().filter(|(index, goal)| !goal.is_dropped() && !judged.contains(index));
    silent.map(|(index, goal)| (index, label(project, goal))).collect()
}

crate::cases! {
    "a draft is not asked before the end": not_assessable { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "evaluations.yaml": "- {date: 2026-06-01, status: draft}\n" };
    "dropped goals need no verdict": passes { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "goals.yaml": "- {id: sell, title: Sell, outcome: dropped}\n", "evaluations.yaml": "- {date: 2026-06-01, schedule: {score: 4}, quality: {score: 4}, cost: {score: 4}, effect: {score: 4}, signed_off_by: [li-na]}\n" };
    "nobody has signed": found at "evaluations.yaml:1:3 signed_off_by" { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "evaluations.yaml": "- {date: 2026-06-01, schedule: {score: 4}, quality: {score: 4}, cost: {score: 4}, effect: {score: 4}}\n" };
    "nothing to judge": not_assessable { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    const FULL: &str = "schedule: {score: 3}, quality: {score: 4}, cost: {score: 4}, effect: {score: 3}, signed_off_by: a";

    fn found(stage: &str, goals: &str, evaluation: &str) -> usize {
        let settings = format!("project: {{stage: {stage}}}\n");
        findings(&RULE, &[("alongside.yaml", &settings), ("goals.yaml", goals), ("evaluations.yaml", evaluation)])
    }

    #[test]
    fn what_is_asked_when() {
        let draft = "- {date: 2026-06-08, status: draft}\n";
        assert_eq!((found("closing", "", draft), found("closed", "", draft)), (0, 1));
        let signed = format!("- {{date: 2026-06-08, {FULL}}}\n");
        assert_eq!(found("closing", "", &signed), 0);
        assert_eq!(found("closing", "- {title: x, status: dropped}\n", &signed), 0);
        assert_eq!(found("closing", "- {title: x}\n", &signed), 1);
        let early = format!("- date: 2026-03-02\n{signed}");
        assert_eq!(found("closing", "", &early), 0, "only the latest one is asked");
    }

    #[test]
    fn everything_that_is_missing_is_named() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message.en;
        assert!(message.ends_with("lacks a verdict on known “A third of families know us” and the sign-off."), "{message}");
    }
}
