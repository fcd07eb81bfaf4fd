use crate::analysis::tickets::{Limit, TicketNumbers, Wait};
use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::workdays;
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::support::{Ticket, TicketStatus};
use crate::project::registers::words::Severity;
use crate::project::types::ChoiceType;
use crate::{both, rule, say};

rule! { "ticket-beyond-limit", Tickets, Signal, Warning, Each, Planning..=Closed;
    limits {
        RESPONSE_CRITICAL, "Working days until a critical issue is answered" "严重问题的响应工作日数";
        RESPONSE_HIGH, "Working days until a high one is answered" "高等级问题的响应工作日数";
        RESPONSE_MEDIUM, "Working days until a medium one is answered" "中等级问题的响应工作日数";
        RESPONSE_LOW, "Working days until a low one is answered" "低等级问题的响应工作日数";
        RESOLUTION_CRITICAL, "Working days until a critical issue is solved" "严重问题的解决工作日数";
        RESOLUTION_HIGH, "Working days until a high one is solved" "高等级问题的解决工作日数";
        RESOLUTION_MEDIUM, "Working days until a medium one is solved" "中等级问题的解决工作日数";
        RESOLUTION_LOW, "Working days until a low one is solved" "低等级问题的解决工作日数";
    }
    title "Technical issue is open beyond its limit" "技术问题超过处理时限";
    what "Open technical issues are answered and solved within the limit of their severity." "未解决的技术问题在对应等级的时限内响应并解决。";
    why "Marketing works around it, and the workaround costs more than the repair." "市场方只能想别的办法，花的工夫比修好还多。";
    fix "Type `resolved:` if it is solved, `status: waiting` if it waits for the requester; else take it to the next meeting." "已解决的填“解决日期”，等提出人回复的把“状态”改为“待反馈”；否则提到下次会议上定。";
    bad at "tickets.yaml:1:52 opened" { "tickets.yaml": "- {id: TK-9, title: App loses the machine, opened: 2026-06-01, responded: 2026-06-02, severity: high, status: in progress}\n" }
    good { "tickets.yaml": "- {id: TK-9, title: App loses the machine, opened: 2026-06-08, responded: 2026-06-08, severity: high, status: in progress}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let numbers = &judge.analysis.tickets;
    let open = judge.subjects(&judge.project.tickets).filter(|ticket| numbers.get(ticket.id.index).is_some_and(|ticket| ticket.is_open));
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, ticket: Subject<'_, Ticket>) -> Verdict {
    if ticket.status == Some(TicketStatus::Waiting) {
        return Verdict::NotAssessable(both!("It waits for the requester; since when is not recorded.", "在等提出人回复，没有登记从何时开始等。"));
    }
    let (Some(severity), Some(numbers)) = (ticket.severity, judge.analysis.tickets.get(ticket.id.index)) else {
        return Verdict::NotAssessable(both!("It has no severity.", "没有严重程度。"));
    };
    if !ticket.is_readable("opened") || !ticket.is_readable("responded") {
        return Verdict::NotAssessable(both!("A day of it cannot be read.", "其中有日期无法读取。"));
    }
    if numbers.resolution == Wait::Unknown {
        return Verdict::NotAssessable(both!("The day it was raised is not recorded.", "没有登记提出日期。"));
    }
    let Some(limit) = judge.analysis.ticket_limits.get(severity) else {
        return Verdict::NotAssessable(both!("Its severity has no limit.", "该严重程度没有时限。"));
    };
    if numbers.response.beyond(limit.response).or(numbers.resolution.beyond(limit.resolution)).is_none() {
        return Verdict::Pass;
    }
    finding(judge, ticket, severity, numbers, &limit).into()
}

fn finding(judge: &RuleContext<'_>, ticket: Subject<'_, Ticket>, severity: Severity, numbers: &TicketNumbers, limit: &Limit) -> Finding {
    let (record, severity) = (ticket.label(judge.project), severity.label());
    let open = workdays(numbers.resolution.days().unwrap_or_default());
    let answer = match numbers.response {
        Wait::Waiting(days) => say!(", not answered ({days} of {limit})", "，尚未响应（{days}个工作日，时限{limit}个）", days, limit = limit.response),
        _ => both!("", ""),
    };
    let message = say!(
        "{record} (severity {en_severity}) has been open for {open}{answer}; the limit is {limit}.",
        "{record}（严重程度{zh_severity}）已提出{open}{answer}，解决时限为{limit}个工作日。",
        record, en_severity = severity.en.to_lowercase(), zh_severity = severity.zh, open, answer, limit = limit.resolution
    );
    let help = both!(
        "Type `resolved:` or `responded:` with the day, `status: waiting` if it waits for the requester.",
        "填“解决日期”或“响应日期”；等提出人回复的，把“状态”改为“待反馈”。"
    );
    with_leave(judge, ticket.owner.as_ref(), ticket.finding("opened", message).help(help))
}

crate::cases! {
    "waiting for who asked": not_assessable { "tickets.yaml": "- {title: Login, severity: critical, opened: 2026-05-04, status: waiting}\n" };
    "closed ones are numbers": not_assessable { "tickets.yaml": "- {title: Login, severity: critical, opened: 2026-05-04, resolved: 2026-06-04, status: closed}\n" };
    "both limits are one finding": found at "tickets.yaml:1:46 opened" { "tickets.yaml": "- {title: Login, severity: critical, opened: 2026-05-04}\n" };
    "within its limits": passes { "tickets.yaml": "- {title: Login, severity: low, opened: 2026-06-08}\n" };
    "one that blocks a milestone is told there": not_assessable { "milestones.yaml": "- {id: live, name: Live, forecast: 2026-06-19}\n", "tickets.yaml": "- {title: Login, severity: critical, opened: 2026-05-04, blocks: [live]}\n" };
    "whether it was answered cannot be read": not_assessable { "tickets.yaml": "- {title: Login, severity: high, opened: 2026-06-10, responded: soon}\n" };
    "how far it is cannot be read": not_assessable { "tickets.yaml": "- {title: Login, severity: critical, opened: 2026-05-04, status: clsd}\n" };
    "no day to judge by": not_assessable { "tickets.yaml": "- {title: Login, severity: critical}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn limits_by_severity() {
        for (row, expected) in [
            ("x,2026-06-08,2026-06-08,,高,处理中", 0), // five working days
            ("x,2026-06-05,2026-06-08,,高,处理中", 1),
            ("x,2026-06-12,,,高,打开", 0), // one working day without an answer
            ("x,2026-06-11,,,高,打开", 1),
            ("x,2026-06-08,2026-06-11,,高,处理中", 0), // answered late, but answered
            ("x,2026-05-01,2026-05-01,,高,待反馈", 0),
            ("x,2026-05-01,2026-05-01,2026-06-12,高,已解决", 0),
            ("x,2026-05-01,,,,打开", 0),
            ("x,2026-05-18,2026-05-19,,低,处理中", 0),
        ] {
            let rows = format!("标题,提出日期,响应日期,解决日期,严重程度,状态\n{row}\n");
            assert_eq!(findings(&RULE, &[("工单.csv", &rows)]), expected, "{row}");
        }
    }

    #[test]
    fn a_project_sets_its_own_limits() {
        let settings = ("alongside.yaml", "checklist:\n  rules:\n    ticket-beyond-limit: {resolution_high: 20}\n");
        let tickets = ("tickets.yaml", "- {title: x, opened: 2026-06-01, responded: 2026-06-01, severity: high}\n");
        assert_eq!(findings(&RULE, &[settings, tickets]), 0);
    }
}
