use std::cmp::Reverse;

use crate::analysis::plan::State;
use crate::checklist::rules::words::day;
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::registers::plan::{Milestone, Task};
use crate::{both, rule, say};

rule! { "plan-date-unrecorded", Plan, Quality, Warning, Folded, Execution..=Closed;
    asks { Milestones: actual; Tasks: actual_end; }
    title "Actual date is not recorded" "实际日期未登记";
    what "A milestone past its date says when it was reached, or when it is expected now; a task that is done says when it ended." "过了日期的里程碑写明何时达成，或现在预计何时；已完成的任务写明实际结束日期。";
    why "Nobody can tell what was late from what was never written down, and the slips of the project are guesses." "分不清是延误了还是没登记，项目的延误就只能靠猜。";
    fix "Type `actual:` for the milestone, or a new `forecast:`; `actual_end:` for the task." "里程碑填“实际日期”，没达成的改“预计日期”；任务填“实际结束”。";
    bad at "milestones.yaml:1:19 actual", "tasks.yaml:1:10 actual_end" { "milestones.yaml": "- {id: M-1, name: Design frozen, baseline: 2026-05-29}\n", "tasks.yaml": "- {name: Film, end: 2026-06-05, percent: 100}\n" }
    good { "milestones.yaml": "- {id: M-1, name: Design frozen, baseline: 2026-05-29, actual: 2026-06-01}\n", "tasks.yaml": "- {name: Film, end: 2026-06-05, percent: 100, actual_end: 2026-06-04}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis) = (judge.project, judge.analysis);
    let state = |id| analysis.dates(id).map(|dates| dates.state);
    let mut past: Vec<_> = judge
        .subjects(&project.milestones)
        .filter(|milestone| matches!(state(milestone.id), Some(State::Done(_) | State::NotRecorded | State::Late { .. })))
        .collect();
    // The newest are named first, where many are folded into one.
    past.sort_by_key(|milestone| Reverse(analysis.dates(milestone.id).and_then(|dates| dates.day)));
    judge.each_by(past, milestone_verdict);
    let done = judge.subjects(&project.tasks).filter(|task| matches!(state(task.id), Some(State::Done(_))));
    judge.each_by(done, task_verdict);
}

fn milestone_verdict(judge: &RuleContext<'_>, milestone: Subject<'_, Milestone>) -> Verdict {
    let Some(dates) = judge.analysis.dates(milestone.id).filter(|dates| !matches!(dates.state, State::Done(Some(_)))) else {
        return Verdict::Pass;
    };
    let record = milestone.label(judge.project);
    let message = match dates.day.map(|due| day(judge.project, due)) {
        Some(due) => say!("{record} ({due}) has no `actual`.", "{record}（{due}）没有“实际日期”。", record, due),
        None => say!("{record} is done and has no `actual`.", "{record}已完成，没有“实际日期”。", record),
    };
    let help = both!("Type `actual:` with the day, or a new `forecast:`.", "填“实际日期”，没达成的改“预计日期”。");
    milestone.finding("actual", message).help(help).into()
}

fn task_verdict(judge: &RuleContext<'_>, task: Subject<'_, Task>) -> Verdict {
    if judge.analysis.dates(task.id).is_none_or(|dates| dates.state != State::Done(None)) {
        return Verdict::Pass;
    }
    let record = task.label(judge.project);
    let message = say!("{record} is done and has no `actual_end`.", "{record}已完成，没有“实际结束”。", record);
    let help = both!("Type `actual_end:` with the day.", "在“实际结束”填日期。");
    task.finding("actual_end", message).help(help).at(Severity::Info).into()
}

crate::cases! {
    "a milestone with its day": passes { "milestones.yaml": "- {name: Live, baseline: 2026-06-01, actual: 2026-06-02}\n" };
    "a task without its day": hinted at "tasks.yaml:1:10 actual_end" { "tasks.yaml": "- {name: Film, end: 2026-06-01, percent: 100}\n" };
    "still ahead": not_assessable { "milestones.yaml": "- {name: Live, baseline: 2026-07-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_past_without_a_day() {
        for (path, text, expected) in [
            ("里程碑.csv", "名称,基线日期,实际日期\n上市,2026-06-12,\n", 1),
            ("里程碑.csv", "名称,基线日期,实际日期\n上市,2026-06-15,\n", 0),
            ("里程碑.csv", "名称,基线日期,预计日期\n上市,2026-06-01,2026-07-01\n", 0),
            ("里程碑.csv", "名称,基线日期,状态\n上市,2026-06-01,已取消\n", 0),
            ("里程碑.csv", "名称,基线日期,状态\n上市,2026-06-01,已完成\n", 1),
            ("tasks.yaml", "- {name: x, end: 2026-06-01, status: done}\n", 1),
            ("tasks.yaml", "- {name: x, end: 2026-06-01, percent: 90}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn a_task_without_its_day_is_a_hint() {
        assert_eq!(outcome(&RULE, &[("tasks.yaml", "- {name: x, percent: 100}\n")]).findings[0].severity, Severity::Info);
    }

    #[test]
    fn a_fold_names_the_newest_first() {
        let rows = (1..=6).map(|n| format!("- {{id: M-{n}, name: m{n}, baseline: 2026-0{}-01}}\n", n.min(5))).collect::<Vec<_>>().concat();
        let outcome = outcome(&RULE, &[("milestones.yaml", &rows)]);
        assert_eq!(outcome.findings.len(), 1);
        assert!(outcome.findings[0].finding.message.en.contains("(m5, m6, m4 and 3 more)"));
    }
}
