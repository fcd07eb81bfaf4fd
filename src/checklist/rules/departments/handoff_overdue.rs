use crate::analysis::handoffs::{HandoffState, Lateness};
use crate::calendar::Date;
use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::coordination::{Handoff, HandoffStatus};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "handoff-overdue", Coordination, Signal, Warning, Folded, Planning..=Closing;
    asks { Handoffs: accepted_on; }
    title "Hand-off is overdue" "部门交接逾期";
    what "Every hand-off is accepted by its day." "每项交接都在截止日期前完成接收。";
    why "The receiving department cannot begin, and its own day does not move." "接收部门没法开工，它自己的期限却不会顺延。";
    fix "If it was accepted, type `accepted_on:`; if not, agree a new `due` with the receiving department." "已接收就填“接收日期”；没有接收就与接收部门商定新的“截止日期”。";
    bad at "handoffs.yaml:1:55 due" { "handoffs.yaml": "- {what: Checked claims, from: legal, to: brand, due: 2026-06-03, status: in progress}\n" }
    good { "handoffs.yaml": "- {what: Checked claims, from: legal, to: brand, due: 2026-06-15, status: in progress}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let wanted = judge.subjects(&judge.project.handoffs).filter(|handoff| handoff.status != Some(HandoffStatus::Cancelled));
    judge.each_by(wanted, |judge, handoff| match (judge.analysis.handoffs.get(handoff.id.index), handoff.due) {
        (Some(HandoffState::Late(Lateness { workdays, is_open: true, .. })), Some(due)) => overdue(judge, handoff, due, *workdays).into(),
        (Some(HandoffState::NotRecorded), Some(due)) => unrecorded(judge.project, handoff, due).into(),
        (_, Some(_)) => Verdict::Pass,
        (_, None) => no_date(),
    });
}

fn overdue(judge: &RuleContext<'_>, handoff: Subject<'_, Handoff>, due: Date, late: i64) -> Finding {
    let (record, late) = (handoff.label(judge.project), ago(late, "逾期"));
    let owner = in_brackets(judge, handoff.owner.as_ref());
    let (leave, milestone) = (on_leave(judge, handoff.owner.as_ref()), later_milestone(judge, handoff));
    let due = day(judge.project, due);
    let message = say!(
        "{record}{owner} was due on {due}, {late}.{leave}{milestone}",
        "{record}{owner}应于{due}移交，{late}。{leave}{milestone}",
        record, owner, due, late, leave, milestone
    );
    let finding = handoff.finding("due", message).help(both!(
        "If it was accepted, type `accepted_on:` with the day; if not, agree a new `due` with the receiving department.",
        "已接收就填“接收日期”；没有接收就与接收部门商定新的“截止日期”。"
    ));
    with_stand_in(judge, handoff.owner.as_ref(), finding)
}

/// That the milestone which needs it has moved, so that it is less urgent than it looks.
fn later_milestone(judge: &RuleContext<'_>, handoff: Subject<'_, Handoff>) -> Message {
    let project = judge.project;
    let milestone = handoff.milestone.as_ref().and_then(|milestone| project.resolve(&milestone.reference()).one());
    let Some(milestone) = milestone.and_then(|id| project.milestones.get(id.index)) else { return Message::default() };
    match (milestone.baseline, milestone.forecast) {
        (Some(baseline), Some(forecast)) if forecast > baseline && forecast > judge.today() && !milestone.is_finished() => {
            let day = day(project, forecast);
            say!(" Its milestone {id} has moved to {day}.", "对应的里程碑{id}已推迟到{day}。", id = &milestone.id, day)
        }
        _ => Message::default(),
    }
}

fn unrecorded(project: &Project, handoff: Subject<'_, Handoff>, due: Date) -> Finding {
    let (record, due) = (handoff.label(project), day(project, due));
    let message = say!("{record} was due on {due}; whether it was accepted is not recorded.", "{record}应于{due}移交，是否接收未登记。", record, due);
    let help = both!("Type `accepted_on:` with the day, or a `status`.", "填“接收日期”，或填“状态”。");
    handoff.finding("accepted_on", message).help(help).unrecorded()
}

crate::cases! {
    "rejected with a new day": passes { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, due: 2026-06-22, status: rejected}\n" };
    "its day is a Sunday": passes { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, due: 2026-06-14, status: in progress}\n" };
    "accepted": passes { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, due: 2026-06-01, accepted_on: 2026-06-05}\n" };
    "states not recorded are one finding": found at "handoffs.yaml:1:10 accepted_on" { "handoffs.yaml": "- {what: A, from: Legal, to: Sales, due: 2026-06-01}\n- {what: B, from: Legal, to: Sales, due: 2026-06-01}\n- {what: C, from: Legal, to: Sales, due: 2026-06-01}\n- {what: D, from: Legal, to: Sales, due: 2026-06-01}\n- {what: E, from: Legal, to: Sales, due: 2026-09-01}\n" };
    "no day": not_assessable { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, status: in progress}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_late() {
        for (fields, expected) in [
            ("due: 2026-06-12, status: in progress", 1),
            ("due: 2026-06-13, status: in progress", 0),
            ("due: 2026-06-12, status: rejected", 1),
            ("due: 2026-06-12, status: handed over", 0),
            ("due: 2026-06-12, accepted_on: 2026-06-14", 0),
            ("due: 2026-06-12, status: cancelled", 0),
            ("status: in progress", 0),
        ] {
            assert_eq!(findings(&RULE, &[("handoffs.yaml", &format!("- {{what: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn what_is_not_recorded_is_asked_for_once_and_is_no_signal() {
        let text = "what,due,accepted_on\na,2026-05-01,\nb,2026-05-01,\nc,2026-05-01,\nd,2026-05-01,\n";
        let more = "e,2026-05-01,2026-05-01\n".repeat(6);
        let outcome = outcome(&RULE, &[("handoffs.csv", &format!("{text}{more}"))]);
        assert_eq!(outcome.findings.len(), 1);
        assert!(outcome.findings[0].finding.is_unrecorded);
        assert_eq!(outcome.findings[0].finding.related().count(), 3);
    }

    #[test]
    fn leave_and_a_later_milestone_are_said() {
        let files = [
            ("people.yaml", "- {id: li-na, name: Li Na, absences: [2026-06-08..2026-06-19]}\n"),
            ("milestones.yaml", "- {id: M-1, name: Launch, baseline: 2026-06-20, forecast: 2026-09-01}\n"),
            ("handoffs.yaml", "- {what: x, due: 2026-06-10, status: open, owner: li-na, milestone: M-1}\n"),
        ];
        let message = outcome(&RULE, &files).findings.remove(0).finding.message.en;
        assert!(message.contains("(Li Na) was due on 10 Jun, 3 working days ago. The owner is on leave until 19 Jun."), "{message}");
        assert!(message.ends_with("Its milestone M-1 has moved to 1 Sep."), "{message}");
    }
}
