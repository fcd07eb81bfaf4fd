use crate::checklist::rules::owner::{in_brackets, on_leave, with_stand_in};
use crate::checklist::rules::words::{ago, day, no_date};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::calendar::Date;
use crate::project::registers::content::{Content, ContentStatus};
use crate::{both, rule, say};

rule! { "content-overdue", Plan, Signal, Warning, Folded, Planning..=Closing;
    title "Content has not appeared on its day" "内容未按计划发布";
    what "What is planned to appear has appeared by its day, unless its state says that it was cancelled." "到计划发布日期的内容都已发布，除非状态为已取消。";
    why "The campaign around it goes on with a hole in it." "围绕它的活动照常进行，中间却缺了一块。";
    fix "If it appeared, type `published_on:`; if not, a new `planned` day." "已发布的填“实际发布日期”，否则填新的“计划发布日期”。";
    bad at "content-calendar.yaml:1:26 planned" { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03, status: draft}\n" }
    good { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03, published_on: 2026-06-04, status: published}\n- {title: Post, planned: 2026-06-22, status: draft}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let awaited = judge.subjects(&judge.project.content).filter(|content| content.says_open());
    judge.each_by(awaited, |judge, content| match content.scheduled.or(content.planned) {
        None => no_date(),
        // What runs by a timer has appeared by itself.
        Some(day) if judge.is_past(day) && content.status != Some(ContentStatus::Scheduled) => overdue(judge, content, day).into(),
        Some(_) => Verdict::Pass,
    });
}

fn overdue(judge: &RuleContext<'_>, content: Subject<'_, Content>, planned: Date) -> Finding {
    let (record, author, leave) = (content.label(judge.project), in_brackets(judge, content.author.as_ref()), on_leave(judge, content.author.as_ref()));
    let (late, planned) = (ago(judge.workdays_late(planned), "逾期"), day(judge.project, planned));
    let message = say!(
        "{record}{author} was to appear on {planned}, {late}.{leave}",
        "{record}{author}计划{planned}发布，{late}。{leave}",
        record, author, planned, late, leave
    );
    let help = both!("If it appeared, type `published_on:`; if not, a new `planned` day.", "已发布的填“实际发布日期”，否则填新的“计划发布日期”。");
    with_stand_in(judge, content.author.as_ref(), content.finding("planned", message).help(help))
}

crate::cases! {
    "nothing says how far it is": not_assessable { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03}\n" };
    "on its own day": passes { "content-calendar.yaml": "- {title: Film, planned: 2026-06-15, status: draft}\n" };
    "set to appear by itself": passes { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03, status: scheduled}\n" };
    "no day": not_assessable { "content-calendar.yaml": "- {title: Film, status: draft}\n" };
    "cancelled": not_assessable { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03, status: cancelled}\n" };
    "nothing to judge": not_assessable {};
}
