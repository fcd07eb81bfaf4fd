use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date};
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule, say};

rule! { "readiness-overdue", Coordination, Signal, Warning, Folded, Planning..=Closing;
    title "Something is not ready on its day" "就绪事项逾期";
    what "Whatever must be ready before a gate is ready on its day, which moves with the gate where it is `T-14`." "关口前的事项都按期就绪；以“T-14”填写的期限随关口日期变动。";
    why "What is late here is missing on the day of the launch." "这里拖一天，上线那天就少一样。";
    fix "If it is ready, type `status: ready`; if not, say what it waits for." "已就绪就把“状态”改为“就绪”，否则写明在等什么。";
    bad at "readiness.yaml:1:41 due" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, due: T-14, status: in progress}\n" }
    good { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-07-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, due: T-14, status: in progress}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.readiness).filter(|item| item.is_open());
    judge.each_by(open, |judge, item| {
        let Some(by) = judge.analysis.ready_by.get(item.id.index) else { return Verdict::Pass };
        let Some(due) = by.due else { return no_date() };
        let Some(late) = by.workdays_late else { return Verdict::Pass };
        let (record, owner, leave) = (item.label(judge.project), in_brackets(judge, item.owner.as_ref()), on_leave(judge, item.owner.as_ref()));
        let (due, late) = (day(judge.project, due), ago(late, "逾期"));
        let message = say!(
            "{record}{owner} was to be ready on {due}, {late}.{leave}",
            "{record}{owner}应于{due}就绪，{late}。{leave}",
            record, owner, due, late, leave
        );
        let help = both!("If it is ready, type `status: ready`; if not, say what it waits for.", "已就绪就把“状态”改为“就绪”，否则写明在等什么。");
        with_stand_in(judge, item.owner.as_ref(), item.finding("due", message).help(help)).into()
    });
}

crate::cases! {
    "a day of its own": found at "readiness.yaml:1:22 due" { "readiness.yaml": "- {what: Texts, due: 2026-06-03}\n" };
    "on its own day": passes { "readiness.yaml": "- {what: Texts, due: 2026-06-15}\n" };
    "ready": not_assessable { "readiness.yaml": "- {what: Texts, due: 2026-06-03, status: ready}\n" };
    "its gate has no day": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch}\n", "readiness.yaml": "- {what: Texts, gate: M-1, due: T-14}\n" };
    "nothing to judge": not_assessable {};
}
