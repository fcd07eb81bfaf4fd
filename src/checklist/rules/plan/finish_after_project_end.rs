use crate::analysis::plan::Finish;
use crate::calendar::Date;
use crate::checklist::rules::words::{day, workdays};
use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::project::registers::plan::Task;
use crate::project::types::ChoiceType;
use crate::project::{Kind, Project, RecordId};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "finish-after-project-end", Plan, Signal, Warning, Once, Planning..=Execution;
    title "Plan ends after the project's end" "计划完成日期晚于项目结束日期";
    what "What is still to be done ends, by its dates and dependencies, no later than the project; and a project whose end is past is closing." "按日期和依赖关系推算，剩余工作在项目结束日期前完成；结束日期已过的项目应处于收尾阶段。";
    why "Somebody has promised the end; the sooner it is known not to hold, the more can be done about it." "结束日期是对外的承诺；越早知道守不住，能做的就越多。";
    fix "Shorten or drop what comes last, or agree on a new `end` in `alongside.yaml` and record the change." "压缩或取消最后的工作，或商定新的结束日期（alongside.yaml 的 `end`）并登记策略调整。";
    bad at "alongside.yaml:1:34 project.end" { "alongside.yaml": "project: {stage: execution, end: 2026-07-10}\n", "tasks.yaml": "- {id: T-1, name: Film, start: 2026-06-22, duration: 10}\n- {id: T-2, name: Cut, duration: 10, after: [T-1]}\n" }
    good { "alongside.yaml": "project: {stage: execution, end: 2026-07-17}\n", "tasks.yaml": "- {id: T-1, name: Film, start: 2026-06-22, duration: 10}\n- {id: T-2, name: Cut, duration: 10, after: [T-1]}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let verdict = verdict(judge);
    judge.once(verdict);
}

fn verdict(judge: &RuleContext<'_>) -> Verdict {
    let Some(end) = judge.project.settings.project.end else {
        return Verdict::NotAssessable(both!("The project has no end.", "项目没有结束日期。"));
    };
    if judge.workdays_late(end) > 0 {
        return past(judge, end).into();
    }
    match &judge.analysis.finish {
        // An end that is not worked moves to the next working day.
        Some(finish) if judge.workdays(judge.project.calendar.due(end), finish.day) > 0 => late(judge.project, finish, end).into(),
        Some(_) if undated(judge).next().is_none() => Verdict::Pass,
        Some(_) => Verdict::NotAssessable(both!("Unfinished tasks have no dates.", "有未完成的任务没有日期。")),
        None => Verdict::NotAssessable(both!("Nothing that is left to do has a date.", "剩余工作都没有日期。")),
    }
}

/// Unfinished tasks without any date or duration.
fn undated<'j>(judge: &'j RuleContext<'_>) -> impl Iterator<Item = &'j Task> {
    let is_open = |index| judge.analysis.is_open(RecordId { kind: Kind::Tasks, index });
    let open = judge.project.tasks.iter().enumerate().filter(move |(index, _)| is_open(*index)).map(|(_, task)| &**task);
    open.filter(|task| task.start.is_none() && task.end.is_none() && task.duration.is_none())
}

fn past(judge: &RuleContext<'_>, end: Date) -> Finding {
    let (end, late) = (day(judge.project, end), workdays(judge.workdays_late(end)));
    let stage = judge.project.stage().label();
    let message = say!(
        "The project's end, {end}, was {late} ago, and its stage is still “{stage}”.",
        "项目结束日期{end}已过{late}，阶段仍为“{stage}”。",
        end, late, stage
    );
    let help = both!("Set `stage: closing`, or agree on a new `end`.", "把 `stage` 改为 `closing`，或商定新的结束日期 `end`。");
    Finding::new(Place::Setting(["project", "end"].map(str::to_owned).to_vec()), message).help(help)
}

fn late(project: &Project, finish: &Finish, end: Date) -> Finding {
    let late = workdays(project.calendar.distance(project.calendar.due(end), finish.day));
    let (finish_day, end) = (day(project, finish.day), day(project, end));
    let names: Vec<Message> = finish.last.iter().filter_map(|id| project.record(*id)).map(|entry| label(project, entry)).take(3).collect();
    let last = Message::list(&names);
    let message = say!(
        "The plan ends on {finish_day}, {late} after the project's end on {end}; last is {last}.",
        "计划到{finish_day}才能完成，比项目结束日期{end}晚{late}；最后完成的是{last}。",
        finish_day, late, end, last
    );
    let help = both!("Shorten or drop what comes last, or agree on a new `end`.", "压缩或取消最后的工作，或商定新的结束日期 `end`。");
    let finding = Finding::new(Place::Setting(["project", "end"].map(str::to_owned).to_vec()), message).help(help);
    // Beside it, not as its subjects: it is about the project.
    finish.last.iter().fold(finding, |finding, id| finding.mention(Place::Record(*id, String::new()), both!("ends last", "最后完成")))
}

crate::cases! {
    "the end is past, and the project goes on": found at "alongside.yaml:1:35 project.end" { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-06-05, stage: execution}\n", "tasks.yaml": "- {name: Film, start: 2026-05-04, end: 2026-05-08, percent: 100}\n" };
    "on the last day": passes { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-07-31, stage: execution}\n", "tasks.yaml": "- {name: Film, start: 2026-07-06, end: 2026-07-31}\n" };
    "the end is a Sunday, and the plan ends on Monday": passes { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-08-02, stage: execution}\n", "tasks.yaml": "- {name: Film, start: 2026-07-06, end: 2026-08-03}\n" };
    "what is left has no days": not_assessable { "alongside.yaml": "project: {start: 2026-01-05, end: 2026-07-31, stage: execution}\n", "tasks.yaml": "- {name: Film}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::RuleState;
    use crate::checklist::rules::find;
    use crate::checklist::rules::tests::{findings, outcome};

    const SETTINGS: (&str, &str) = ("alongside.yaml", "project: {stage: execution, end: 2026-07-10}\n");

    #[test]
    fn what_ends_last_is_told() {
        let tasks = ("tasks.yaml", "- {id: A, name: a, start: 2026-06-22, duration: 16}\n");
        let outcome = outcome(&RULE, &[SETTINGS, tasks]);
        let told = &outcome.findings[0].finding;
        assert_eq!(told.message.en, "The plan ends on 13 Jul, 1 working day after the project's end on 10 Jul; last is A “a”.");
        assert_eq!((told.related().count(), told.records.len()), (1, 0));
    }

    #[test]
    fn a_past_end_asks_for_another_stage() {
        let past = ("alongside.yaml", "project: {stage: execution, end: 2026-06-11}\n");
        let outcome = outcome(&RULE, &[past]);
        let message = &outcome.findings[0].finding.message.en;
        assert_eq!(message, "The project's end, 11 Jun, was 2 working days ago, and its stage is still “Execution”.");
        let weekend = ("alongside.yaml", "project: {stage: execution, end: 2026-06-14}\n");
        assert_eq!(findings(&RULE, &[weekend]), 0, "nothing is late on its own due day");
    }

    #[test]
    fn without_dates_nothing_can_be_said() {
        let state = |tasks: &str| outcome(&RULE, &[SETTINGS, ("tasks.yaml", tasks)]).state;
        assert!(matches!(state("- {name: a}\n"), RuleState::NotAssessable));
        assert!(matches!(state("- {name: a, end: 2026-06-26}\n- {name: b}\n"), RuleState::NotAssessable));
        assert_eq!(state("- {name: a, end: 2026-06-26}\n- {name: b, status: done}\n"), RuleState::Pass);
        assert_eq!(state("- {name: a, end: 2026-07-31}\n- {name: b}\n"), RuleState::Fail);
    }

    #[test]
    fn it_wins_over_the_slip_of_the_last_milestone() {
        let milestones = ("milestones.yaml", "- {id: M-1, name: x, baseline: 2026-07-10, forecast: 2026-07-24}\n- {id: M-2, name: y, baseline: 2026-06-22, forecast: 2026-07-03}\n");
        assert_eq!(findings(&RULE, &[SETTINGS, milestones]), 1);
        assert_eq!(findings(find("milestone-slipped").unwrap(), &[SETTINGS, milestones]), 1, "that of the other one stays");
    }
}
