use crate::checklist::rules::words::{owner, wants};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::support::Ticket;
use crate::rule;

rule! { "ticket-incomplete", Tickets, Quality, Warning, Folded, Planning..=Closed;
    options { grace = 1, "Working days in which somebody takes a new issue on" "新问题多少个工作日内要有负责人"; }
    asks { Tickets: owner severity opened; }
    title "Open technical issue lacks owner, severity or date" "未解决的技术问题信息不全";
    what "Every open technical issue has an owner, a severity and the day it was raised; the owner may be named on the next working day." "未解决的技术问题都有负责人、严重程度和提出日期；负责人可以在下一个工作日补上。";
    why "Without them nobody knows whose turn it is, or that the limit for an answer has passed." "缺了这些，不知道该谁处理，也不知道答复时限已过。";
    fix "Type the missing `owner:`, `severity:` or `opened:`; if it is solved, `resolved:` with the day." "补上“负责人”“严重程度”或“提出日期”；已解决的，填“解决日期”。";
    bad at "tickets.yaml:1:11 owner" { "tickets.yaml": "- {title: Sign-ups are counted twice, opened: 2026-06-08}\n" }
    good { "tickets.yaml": "- {title: Sign-ups are counted twice, opened: 2026-06-08, severity: high, owner: liu-bo}\n", "people.yaml": "- {id: liu-bo, name: Liu Bo}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let numbers = &judge.analysis.tickets;
    let open = judge.subjects(&judge.project.tickets).filter(|ticket| numbers.get(ticket.id.index).is_some_and(|ticket| ticket.is_open));
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, ticket: Subject<'_, Ticket>) -> Verdict {
    let fields = [
        owner(ticket.owner.is_none() && !judge.is_new(ticket.opened, judge.days(OPTIONS.grace))),
        ("severity", ticket.severity.is_none(), "`severity: high` (or low, medium, critical)", "“严重程度”填低、中、高或严重"),
        ("opened", ticket.opened.is_none(), "`opened: YYYY-MM-DD`", "“提出日期”填日期"),
    ];
    wants(judge.project, ticket, &fields).map_or(Verdict::Pass, Verdict::from)
}

crate::cases! {
    "a new one is given a working day for its owner": passes { "tickets.yaml": "- {title: Login, severity: high, opened: 2026-06-12}\n" };
    "two working days later": found at "tickets.yaml:1:11 owner" { "tickets.yaml": "- {title: Login, severity: high, opened: 2026-06-11}\n" };
    "a project gives more time": passes { "alongside.yaml": "checklist: {rules: {ticket-incomplete: {grace: 2}}}\n", "tickets.yaml": "- {title: Login, severity: high, opened: 2026-06-11}\n" };
    "how far it is cannot be read": not_assessable { "tickets.yaml": "- {title: Login, status: clsd}\n" };
    "what is closed is left alone": not_assessable { "tickets.yaml": "- {title: Login, status: closed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_an_open_issue_needs() {
        for (text, expected) in [
            ("title,opened,severity,owner,status\nx,2026-06-08,,liu-bo,open\n", 1),
            ("title,opened,severity,owner,status\nx,,high,liu-bo,open\n", 1),
            ("title,opened,severity,owner,status\nx,2026-06-12,high,,open\n", 0), // Friday: taken on by Monday
            ("title,opened,severity,owner,status\nx,2026-06-11,high,,open\n", 1),
            ("title,opened,severity,owner,status\nx,,,,closed\n", 0),
            ("title,opened,severity,owner,resolved\nx,2026-06-01,,,2026-06-02\n", 0),
            ("title,opened,severity,owner,status\nx,2026-06-08,hihg,liu-bo,open\n", 0), // unreadable is not missing
        ] {
            assert_eq!(findings(&RULE, &[("tickets.csv", text)]), expected, "{text}");
        }
    }

    #[test]
    fn one_finding_names_all_that_is_missing() {
        let outcome = outcome(&RULE, &[("工单.csv", "标题,提出日期\n重复计数,2026-06-01\n")]);
        assert_eq!(outcome.findings[0].finding.message.zh, "“重复计数”缺少“负责人”和“严重程度”。");
    }
}
