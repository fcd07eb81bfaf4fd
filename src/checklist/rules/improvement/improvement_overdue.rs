use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::improvement::Improvement;
use crate::{both, rule, say};

rule! { "improvement-overdue", Improvements, Signal, Warning, Each, Execution..=Closed;
    title "Improvement is overdue" "改进措施逾期";
    what "Every improvement is done by its day." "每项改进都在截止日期前完成。";
    why "The friction that it was to end goes on, and the next improvement is believed less." "要消除的问题还在，下一项改进也更没人信。";
    fix "If it is done, type `done_on:`; if not, agree a new `due`, or set `status: cancelled`." "已完成就填“完成日期”；没完成就商定新的“截止日期”，或把“状态”改为“已取消”。";
    bad at "improvements.yaml:1:63 due" { "improvements.yaml": "- {title: Notes on the day of the meeting, owner: li-na, due: 2026-06-03, status: in progress}\n" }
    good { "改进措施.csv": "标题,负责人,截止日期,状态\n纪要当天发出,李娜,2026-06-15,进行中\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.improvements).filter(|improvement| improvement.is_open());
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, improvement: Subject<'_, Improvement>) -> Verdict {
    let Some(due) = improvement.due else { return no_date() };
    let Some(late) = judge.workdays_overdue(improvement.id) else { return Verdict::Pass };
    let (record, owner) = (improvement.label(judge.project), in_brackets(judge, improvement.owner.as_ref()));
    let (due, late, leave) = (day(judge.project, due), ago(late, "逾期"), on_leave(judge, improvement.owner.as_ref()));
    let message = say!(
        "{record}{owner} was due on {due}, {late}.{leave}",
        "{record}{owner}应于{due}完成，{late}。{leave}",
        record, owner, due, late, leave
    );
    let help = both!(
        "If it is done, type `done_on:` with the day; if not, agree a new `due`, or set `status: cancelled`.",
        "已完成就填“完成日期”；没完成就商定新的“截止日期”，或把“状态”改为“已取消”。"
    );
    with_stand_in(judge, improvement.owner.as_ref(), improvement.finding("due", message).help(help)).into()
}

crate::cases! {
    "its day is a Sunday": passes { "improvements.yaml": "- {title: Shorter meetings, due: 2026-06-14, status: in progress}\n" };
    "done": not_assessable { "improvements.yaml": "- {title: Shorter meetings, due: 2026-06-01, status: done}\n" };
    "its owner is on leave": found at "improvements.yaml:1:48 due" { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-06-08..2026-06-19]}\n", "improvements.yaml": "- {title: Shorter meetings, owner: li-na, due: 2026-06-10}\n" };
    "no day": not_assessable { "improvements.yaml": "- {title: Shorter meetings}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_late() {
        for (fields, expected) in [
            ("due: 2026-06-12", 1),
            ("due: 2026-06-14", 0),
            ("due: 2026-06-12, status: done", 0),
            ("due: 2026-06-12, done_on: 2026-06-15", 0),
            ("due: 2026-06-12, status: cancelled", 0),
            ("status: open", 0),
        ] {
            assert_eq!(findings(&RULE, &[("improvements.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message;
        assert_eq!(message.en, "“Notes on the day of the meeting” was due on 3 Jun, 8 working days ago.");
        assert_eq!(message.zh, "“Notes on the day of the meeting”应于6月3日完成，逾期8个工作日。");
    }
}
