use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::Kind;
use crate::{both, rule};

rule! { "no-evaluation", Evaluation, Signal, Warning, Once, Closing..=Closed;
    title "The project has not been evaluated" "项目没有绩效评估";
    what "A project that is closing has an evaluation: schedule, quality, cost, effect, and a verdict on each goal." "收尾阶段的项目有绩效评估：进度、质量、成本、效果，以及各目标的结论。";
    why "The project ends, and nobody can say what it achieved." "项目结束了，却没人说得清取得了什么。";
    fix "Add a file to `evaluations/` with `date`, the four scores, `goals` and `signed_off_by`." "在 `绩效评估` 里加一份，写“日期”、四项得分、“目标”结论和“签核人”。";
    bad at ".:1:1" { "alongside.yaml": "project: {stage: closing}\n" }
    good { "alongside.yaml": "project: {stage: closing}\n", "evaluations/2026-06-08.md": "---\ndate: 2026-06-08\nstatus: draft\nsummary: A good launch.\n---\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    if judge.project.has(Kind::Evaluations) {
        judge.once(Verdict::Pass);
    } else if judge.does_without(Kind::Evaluations) {
        judge.once(done_without());
    } else if is_unread(judge.project, Kind::Evaluations) {
        judge.once(unread());
    } else {
        let message = both!("The project is closing and has no evaluation.", "项目已进入收尾，还没有绩效评估。");
        judge.once(Finding::new(Place::Project, message).help(both!(
            "Add `evaluations/` with a file for the day: `schedule`, `quality`, `cost`, `effect`, `goals`, `signed_off_by`.",
            "新建 `绩效评估` 文件夹，加一份当天的文件：“进度”“质量”“成本”“效果”“目标”“签核人”。"
        )));
    }
}

crate::cases! {
    "a draft is one": passes { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "evaluations.yaml": "- {date: 2026-06-01, status: draft}\n" };
    "the file cannot be read": not_assessable { "alongside.yaml": "project: {stage: closing, project_manager: li-na, marketing_lead: chen-wei}\n", "evaluations.yaml": "- date: \"2026\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::RuleState;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn asked_at_the_end_only() {
        assert_eq!(outcome(&RULE, &[("alongside.yaml", "project: {stage: execution}\n")]).state, RuleState::NotDueYet);
        assert_eq!(findings(&RULE, &[("alongside.yaml", "project: {stage: closed}\n")]), 1);
        let skip = "project: {stage: closing}\nchecklist:\n  skip: {evaluations: The programme evaluates}\n";
        assert_eq!(findings(&RULE, &[("alongside.yaml", skip)]), 0);
    }
}
