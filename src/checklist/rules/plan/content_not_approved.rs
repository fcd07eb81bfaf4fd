use crate::checklist::rules::words::{day, no_date};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::calendar::Date;
use crate::project::registers::content::Content;
use crate::{both, rule, say};

rule! { "content-not-approved", Plan, Signal, Warning, Folded, Planning..=Closing;
    options { days = 5, "Working days before it appears by which it is to be approved" "发布前应完成审核的工作日数"; }
    title "Content is about to appear and not approved" "内容即将发布但未审核";
    what "Five working days before it appears, every piece of content is approved." "每篇内容在计划发布的五个工作日前通过审核。";
    why "What is approved on the last day is approved unread." "拖到最后一天的审核，等于没审。";
    fix "Have it approved (`status: approved`), or move `planned`." "完成审核并把“状态”改为“已审核”，或调整“计划发布日期”。";
    bad at "content-calendar.yaml:1:46 status" { "content-calendar.yaml": "- {title: Film, planned: 2026-06-18, status: review}\n" }
    good { "content-calendar.yaml": "- {title: Film, planned: 2026-06-18, status: approved}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let open = judge.subjects(&judge.project.content).filter(|content| content.says_open());
    judge.each_by(open, |judge, content| match content.scheduled.or(content.planned) {
        None => no_date(),
        Some(day) if is_near(judge, day) && !content.is_approved() => finding(judge, content, day).into(),
        Some(_) => Verdict::Pass,
    });
}

/// What is past its day is overdue, which another rule says.
fn is_near(judge: &RuleContext<'_>, day: Date) -> bool {
    !judge.is_past(day) && judge.workdays(judge.today(), day) <= judge.days(OPTIONS.days)
}

fn finding(judge: &RuleContext<'_>, content: Subject<'_, Content>, planned: Date) -> Finding {
    let (record, planned) = (content.label(judge.project), day(judge.project, planned));
    let message = say!("{record} is to appear on {planned} and is not approved.", "{record}计划{planned}发布，尚未通过审核。", record, planned);
    content.finding("status", message).help(both!(
        "Have it approved (`status: approved`), or move `planned`.",
        "完成审核并把“状态”改为“已审核”，或调整“计划发布日期”。"
    ))
}

crate::cases! {
    "six working days ahead": passes { "content-calendar.yaml": "- {title: Film, planned: 2026-06-23, status: draft}\n" };
    "five working days ahead": found at "content-calendar.yaml:1:46 status" { "content-calendar.yaml": "- {title: Film, planned: 2026-06-22, status: draft}\n" };
    "overdue is said by another rule": passes { "content-calendar.yaml": "- {title: Film, planned: 2026-06-03, status: draft}\n" };
    "nothing says how far it is": not_assessable { "content-calendar.yaml": "- {title: Film, planned: 2026-06-18}\n" };
    "nothing to judge": not_assessable {};
}
