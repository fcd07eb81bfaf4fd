use crate::analysis::plan::planned_end;
use crate::checklist::rules::words::{no_date, workdays};
use crate::checklist::{Finding, RuleContext, Place, Subject, Verdict};
use crate::project::RecordId;
use crate::project::registers::plan::{Phase, Task};
use crate::{both, rule, say};

rule! { "task-outside-phase", Plan, Signal, Info, Listed, Planning..=Closing;
    options { days = 2, "Working days outside its phase from which a task is named" "超出所属阶段多少个工作日起提示"; }
    title "Task lies outside its phase" "任务超出所属阶段";
    what "An open task begins and ends within the phase that it belongs to." "未完成的任务在所属阶段之内开始和结束。";
    why "The phase is closed while its work goes on, and the exit criteria are not met." "阶段已结束，工作还在继续，出口标准就没有达到。";
    fix "Move the task or the phase, or give the task another `phase`." "调整任务或阶段的日期，或换一个“阶段”。";
    bad at "tasks.yaml:1:55 end" { "phases.yaml": "- {id: launch, name: Launch, start: 2026-06-01, end: 2026-07-31}\n", "tasks.yaml": "- {name: Film, phase: launch, start: 2026-06-08, end: 2026-08-07}\n" }
    good { "phases.yaml": "- {id: launch, name: Launch, start: 2026-06-01, end: 2026-07-31}\n", "tasks.yaml": "- {name: Film, phase: launch, start: 2026-06-08, end: 2026-07-31}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    let in_phase = judge.subjects(&judge.project.tasks).filter(|task| analysis.is_open(task.id) && task.phase.is_some());
    judge.each_by(in_phase, verdict);
}

fn verdict(judge: &RuleContext<'_>, task: Subject<'_, Task>) -> Verdict {
    let id = task.phase.as_ref().and_then(|phase| judge.project.resolve(&phase.reference()).one());
    let Some((id, phase)) = id.and_then(|id| Some((id, judge.project.phases.get(id.index)?))) else {
        return Verdict::NotAssessable(both!("The phase is not known.", "找不到所属阶段。"));
    };
    let early = phase.start.zip(task.start).map(|(phase, task)| judge.workdays(task, phase));
    let late = phase.end.zip(planned_end(&task, &judge.project.calendar)).map(|(phase, task)| judge.workdays(judge.project.calendar.due(phase), task));
    let limit = judge.days(OPTIONS.days);
    match (early, late) {
        (None, None) => no_date(),
        (_, Some(late)) if late >= limit => finding(judge, task, (id, phase), false, late).into(),
        (Some(early), _) if early >= limit => finding(judge, task, (id, phase), true, early).into(),
        _ => Verdict::Pass,
    }
}

fn finding(judge: &RuleContext<'_>, task: Subject<'_, Task>, (id, phase): (RecordId, &Phase), starts_early: bool, by: i64) -> Finding {
    let (record, by) = (task.label(judge.project), workdays(by));
    let phase = phase.name.any().to_owned();
    let (field, message) = if starts_early {
        let message = say!("{record} starts {by} before its phase “{phase}”.", "{record}比所属阶段“{phase}”早{by}开始。", record, by, phase);
        ("start", message)
    } else {
        let message = say!("{record} ends {by} after its phase “{phase}”.", "{record}比所属阶段“{phase}”晚{by}结束。", record, by, phase);
        ("end", message)
    };
    let help = both!("Move the task or the phase, or give the task another `phase`.", "调整任务或阶段的日期，或换一个“阶段”。");
    let at = if starts_early { "start" } else { "end" };
    task.finding(field, message).see(Place::Record(id, at.to_owned()), both!("the phase", "所属阶段")).help(help)
}

crate::cases! {
    "a day outside": passes { "phases.yaml": "- {id: p, name: P, start: 2026-06-01, end: 2026-06-30}\n", "tasks.yaml": "- {name: Film, phase: p, start: 2026-06-08, end: 2026-07-01}\n" };
    "two days outside": found at "tasks.yaml:1:50 end" { "phases.yaml": "- {id: p, name: P, start: 2026-06-01, end: 2026-06-30}\n", "tasks.yaml": "- {name: Film, phase: p, start: 2026-06-08, end: 2026-07-02}\n" };
    "what is done is left alone": not_assessable { "phases.yaml": "- {id: p, name: P, start: 2026-06-01, end: 2026-06-30}\n", "tasks.yaml": "- {name: Film, phase: p, start: 2026-06-08, end: 2026-08-01, percent: 100}\n" };
    "the phase has no days": not_assessable { "phases.yaml": "- {id: p, name: P}\n", "tasks.yaml": "- {name: Film, phase: p, start: 2026-06-08, end: 2026-08-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn within_the_phase() {
        let phases = ("phases.yaml", "- {id: p, name: Launch, start: 2026-06-01, end: 2026-07-31}\n");
        for (task, expected) in [
            ("start: 2026-06-08, end: 2026-08-03", 0), // one working day
            ("start: 2026-06-08, end: 2026-08-04", 1),
            ("start: 2026-05-29, end: 2026-07-03", 0),
            ("start: 2026-05-28, end: 2026-07-03", 1),
            ("start: 2026-05-04, end: 2026-08-21, percent: 100", 0),
            ("end: 2026-07-03", 0),
        ] {
            let tasks = format!("- {{name: x, phase: p, {task}}}\n");
            assert_eq!(findings(&RULE, &[phases, ("tasks.yaml", &tasks)]), expected, "{task}");
        }
    }
}
