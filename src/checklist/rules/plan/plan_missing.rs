use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::{Kind, Project};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "plan-missing", Plan, Quality, Warning, Once, Planning..=Closing;
    options { months = 3, "From this length on, in months, a project has phases" "项目长度达到多少个月时要划分阶段"; }
    title "There is no plan" "没有项目计划";
    what "The project has milestones or tasks; one of three months or more also has phases." "项目有里程碑或任务；三个月以上的项目还要划分阶段。";
    why "Without dates nobody can say whether the project is late, and nobody can plan by it." "没有日期，谁也说不清是否延误，别人也没法照着安排。";
    fix "Add `milestones.csv` with a name, an owner and a baseline date for each; `phases.yaml` with start and end." "新增 `里程碑.csv`，每个写名称、负责人和原定日期；新增 `阶段.yaml`，写开始和结束日期。";
    bad at ".:1:1" { "alongside.yaml": "project: {stage: execution, start: 2026-01-05, end: 2026-12-18}\n", "tasks.yaml": "- {name: Film, end: 2026-07-03}\n" }
    good {
        "alongside.yaml": "project: {stage: execution, start: 2026-01-05, end: 2026-12-18}\n",
        "phases.yaml": "- {name: Launch, start: 2026-01-05, end: 2026-12-18}\n",
        "milestones.yaml": "- {name: On sale, baseline: 2026-09-09}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    if [Kind::Milestones, Kind::Tasks].iter().all(|kind| judge.does_without(*kind)) {
        judge.once(done_without());
        return;
    }
    let has_dates = project.has(Kind::Milestones) || project.has(Kind::Tasks);
    let needs_phases = is_long(project, judge.days(OPTIONS.months)) && !project.has(Kind::Phases) && !judge.does_without(Kind::Phases);
    let missing: Vec<Message> = [(!has_dates, both!("milestones or tasks", "里程碑或任务")), (needs_phases, both!("phases", "阶段"))]
        .into_iter()
        .filter_map(|(is_missing, name)| is_missing.then_some(name))
        .collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    if [Kind::Milestones, Kind::Tasks, Kind::Phases].iter().any(|kind| !project.has(*kind) && is_unread(project, *kind)) {
        judge.once(unread());
        return;
    }
    let list = Message::list(&missing);
    let message = say!("The project has no {list}.", "项目还没有{list}。", list);
    judge.once(judge.finding(message).help(both!(
        "Add `milestones.csv` with name, owner and baseline, and `phases.yaml` with name, start and end.",
        "新增 `里程碑.csv`（名称、负责人、基线日期）和 `阶段.yaml`（名称、开始、结束）。"
    )));
}

fn is_long(project: &Project, months: i64) -> bool {
    let info = &project.settings.project;
    info.start.zip(info.end).is_some_and(|(start, end)| start.plus_months(months) <= end)
}

crate::cases! {
    "a short project needs no phases": passes { "alongside.yaml": "project: {start: 2026-06-01, end: 2026-07-15}\n", "milestones.yaml": "- name: Live\n" };
    "three months need phases": found at ".:1:1" { "alongside.yaml": "project: {start: 2026-05-01, end: 2026-08-31}\n", "milestones.yaml": "- name: Live\n" };
    "phases are asked of longer projects only": passes { "alongside.yaml": "project: {start: 2026-05-01, end: 2026-08-31}\nchecklist: {rules: {plan-missing: {months: 6}}}\n", "milestones.yaml": "- name: Live\n" };
    "the file cannot be read": not_assessable { "milestones.yaml": "- name: \"Live\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_a_plan_has() {
        let short = ("alongside.yaml", "project: {stage: execution, start: 2026-05-04, end: 2026-07-31}\n");
        let tasks = ("任务.csv", "名称,结束\n短片,2026-07-03\n");
        assert_eq!(findings(&RULE, &[short]), 1);
        assert_eq!(findings(&RULE, &[short, tasks]), 0, "a short project needs no phases");
        assert_eq!(findings(&RULE, &[tasks]), 0, "the length is not known");
    }
}
