use crate::analysis::plan::State;
use crate::calendar::Date;
use crate::checklist::rules::owner::{on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::plan::Task;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "task-overdue", Plan, Signal, Warning, Each, Execution..=Closed;
    asks { Tasks: actual_end percent status; }
    title "Task is overdue" "任务逾期";
    what "No task is past its end while its per cent or its status says that it is open." "没有任务过了结束日期还未完成（完成百分比不到100%，或状态为未完成）。";
    why "What waits for it starts later, and nobody has decided what gives way." "后续工作都要顺延，先保哪一项却没人定。";
    fix "Type `actual_end:` if it is done; else agree a new `end` with those who wait for it." "已完成就填“实际结束”；没完成就和等它的人商定新的“结束”日期。";
    bad at "tasks.yaml:1:54 end", "tasks.yaml:2:20 actual_end" { "tasks.yaml": "- {id: T-23, name: Spare parts to the partners, end: 2026-06-05, percent: 80}\n- {id: T-24, name: Film, end: 2026-06-05}\n" }
    good { "tasks.yaml": "- {id: T-23, name: Spare parts to the partners, end: 2026-06-15, percent: 80}\n- {id: T-24, name: Film, end: 2026-06-05, percent: 100}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    let open = judge.subjects(&judge.project.tasks).filter(|task| analysis.is_open(task.id));
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, task: Subject<'_, Task>) -> Verdict {
    let Some((dates, due)) = judge.analysis.dates(task.id).and_then(|dates| Some((dates, dates.day?))) else { return no_date() };
    match dates.state {
        State::Late { workdays } => is_late(judge, task, due, workdays).into(),
        State::NotRecorded => not_recorded(judge, task, due).into(),
        _ => Verdict::Pass,
    }
}

fn is_late(judge: &RuleContext<'_>, task: Subject<'_, Task>, due: Date, late: i64) -> Finding {
    let (record, due, late) = (task.label(judge.project), day(judge.project, due), ago(late, "逾期"));
    let (done, leave) = (how_far(&task), on_leave(judge, task.owner.as_ref()));
    let message = say!(
        "{record} was due on {due}, {late}{done}.{leave}",
        "{record}应于{due}完成，{late}{done}。{leave}",
        record, due, late, done, leave
    );
    let help = both!(
        "Type `actual_end:` with the day, or a new `end:` agreed with those who wait for it.",
        "已完成的填“实际结束”；没完成的，和等它的人商定新的“结束”日期。"
    );
    with_stand_in(judge, task.owner.as_ref(), task.finding("end", message).help(help))
}

/// "; 80% is done", 「，已完成80%」: how much of a task is done; empty where that is not recorded.
fn how_far(task: &Task) -> Message {
    task.percent.map_or_else(Message::default, |percent| say!("; {percent}% is done", "，已完成{percent}%", percent = percent.0))
}

fn not_recorded(judge: &RuleContext<'_>, task: Subject<'_, Task>, due: Date) -> Finding {
    let (record, due) = (task.label(judge.project), day(judge.project, due));
    let message = say!(
        "{record} ended on {due} by plan; neither `percent`, `status` nor `actual_end` says whether it is done.",
        "{record}计划{due}结束，没有登记“完成百分比”“状态”或“实际结束”，看不出是否完成。",
        record, due
    );
    let help = both!("Type `actual_end:` with the day, or `percent:`.", "填“实际结束”，或填“完成百分比”。");
    task.finding("actual_end", message).help(help).unrecorded()
}

crate::cases! {
    "its end is a Sunday": passes { "tasks.yaml": "- {name: Film, end: 2026-06-14, percent: 40}\n" };
    "open by its status": found at "tasks.yaml:1:21 end" { "tasks.yaml": "- {name: Film, end: 2026-06-12, status: in progress}\n" };
    "done": not_assessable { "tasks.yaml": "- {name: Film, end: 2026-06-05, percent: 100}\n" };
    "states not recorded are one finding": found at "tasks.yaml:1:10 actual_end" { "tasks.yaml": "- {name: A, end: 2026-06-01}\n- {name: B, end: 2026-06-01}\n- {name: C, end: 2026-06-01}\n- {name: D, end: 2026-06-01}\n- {name: E, end: 2026-07-01}\n" };
    "no end": not_assessable { "tasks.yaml": "- {name: Film, percent: 40}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_overdue() {
        for (row, expected) in [
            ("短片,2026-06-12,80%,", 1),
            ("短片,2026-06-13,80%,", 0), // a Saturday moves to today
            ("短片,2026-06-12,,进行中", 1),
            ("短片,2026-06-12,100%,", 0),
            ("短片,2026-06-12,,已取消", 0),
            ("短片,2026-07-01,20%,延期", 0), // open, and its day is ahead
        ] {
            let rows = format!("名称,结束,完成度,状态\n{row}\n");
            assert_eq!(findings(&RULE, &[("任务.csv", &rows)]), expected, "{row}");
        }
    }

    #[test]
    fn unknown_is_not_late_and_is_asked_for_once() {
        let rows = (1..=5).map(|n| format!("- {{name: t{n}, end: 2026-06-0{n}}}\n")).collect::<Vec<_>>().concat();
        let outcome = outcome(&RULE, &[("tasks.yaml", &rows)]);
        assert_eq!(outcome.findings.len(), 1);
        assert!(outcome.findings[0].finding.is_unrecorded);
    }

    #[test]
    fn an_owner_who_is_away_is_named() {
        let people = ("people.yaml", "- {id: li-na, name: Li Na, absences: [2026-06-08..2026-06-19]}\n");
        let outcome = outcome(&RULE, &[people, ("tasks.yaml", "- {name: Film, owner: li-na, end: 2026-06-12, percent: 50}\n")]);
        let message = &outcome.findings[0].finding.message;
        assert_eq!(message.en, "“Film” was due on 12 Jun, 1 working day ago; 50% is done. The owner is on leave until 19 Jun.");
        let help = outcome.findings[0].finding.help.as_ref().expect("it says what to type");
        assert!(help.en.ends_with("Until 19 Jun name a stand-in as `owner`."), "{help}");
        assert!(help.zh.ends_with("6月19日前先把“负责人”改为代办的人。"), "{help:?}");
    }

    #[test]
    fn whom_they_report_to_can_stand_in() {
        let people = "- {id: li-na, name: Li Na, manager: Chen Wei, absences: [2026-06-08..2026-06-19]}\n- {id: chen-wei, name: Chen Wei}\n";
        let tasks = ("tasks.yaml", "- {name: Film, owner: li-na, end: 2026-06-12, percent: 50}\n");
        let help = outcome(&RULE, &[("people.yaml", people), tasks]).findings.remove(0).finding.help.expect("it says what to type");
        assert!(help.en.ends_with("Until 19 Jun Chen Wei could stand in: type `owner: chen-wei`."), "{help}");
        assert!(help.zh.ends_with("6月19日前可由Chen Wei代办，把“负责人”改为Chen Wei。"), "{help:?}");
    }
}
