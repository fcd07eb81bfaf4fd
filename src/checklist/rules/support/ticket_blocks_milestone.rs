use crate::calendar::Date;
use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Place, Subject, Verdict, label};
use crate::project::registers::support::Ticket;
use crate::project::RecordId;
use crate::{both, rule, say};

rule! { "ticket-blocks-milestone", Tickets, Signal, Warning, Each, Planning..=Closing;
    options { days = 14, "Days before the day of the milestone or task" "在里程碑或任务日期之前多少天开始检查"; }
    title "Open technical issue blocks work that is due" "技术问题卡住即将到期的工作";
    what "No open technical issue blocks a milestone or a task that is due within two weeks or past." "没有未解决的技术问题卡住两周内到期或已到期的里程碑和任务。";
    why "The day cannot hold while the issue is open, and those who planned by it do not know." "问题不解决，日期就保不住，而照这个日期安排的人还不知道。";
    fix "Solve it and type `resolved:`; else move the date of what it blocks, or take it out of `blocks`." "解决后填“解决日期”；否则调整所卡工作的日期，或从“阻塞”里去掉。";
    bad at "tickets.yaml:1:97 blocks" {
        "tickets.yaml": "- {id: TK-1, title: Consent box is unreadable, opened: 2026-06-08, status: in progress, blocks: [M-1]}\n",
        "milestones.yaml": "- {id: M-1, name: Waitlist page live, baseline: 2026-06-22}\n"
    }
    good {
        "tickets.yaml": "- {id: TK-1, title: Consent box is unreadable, opened: 2026-06-08, status: in progress, blocks: [M-1]}\n",
        "milestones.yaml": "- {id: M-1, name: Waitlist page live, baseline: 2026-07-22}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let numbers = &judge.analysis.tickets;
    let open = judge.subjects(&judge.project.tickets).filter(|ticket| numbers.get(ticket.id.index).is_some_and(|ticket| ticket.is_open));
    judge.each_by(open.filter(|ticket| !ticket.blocks.is_empty()), verdict);
}

fn verdict(judge: &RuleContext<'_>, ticket: Subject<'_, Ticket>) -> Verdict {
    let limit = judge.today().plus(judge.days(OPTIONS.days));
    let targets = ticket.blocks.iter().flat_map(|blocked| judge.project.resolve(&blocked.reference()).all().to_vec());
    let open = targets.filter(|id| judge.analysis.is_open(*id)).filter_map(|id| Some((id, judge.analysis.dates(id)?.day?)));
    match open.min_by_key(|(_, due)| *due) {
        Some((id, due)) if due <= limit => with_leave(judge, ticket.owner.as_ref(), finding(judge, ticket, id, due)).into(),
        _ => Verdict::Pass,
    }
}

fn finding(judge: &RuleContext<'_>, ticket: Subject<'_, Ticket>, id: RecordId, due: Date) -> Finding {
    let (record, due) = (ticket.label(judge.project), day(judge.project, due));
    let blocked = judge.project.record(id).map(|entry| label(judge.project, entry)).unwrap_or_default();
    let message = say!("{record} is open and blocks {blocked}, due on {due}.", "{record}未解决，卡住了{due}到期的{blocked}。", record, blocked, due);
    ticket
        .finding("blocks", message)
        .see(Place::Record(id, String::new()), both!("this waits for it", "在等它的工作"))
        .help(both!("Type `resolved:` with the day, or move the date of what it blocks.", "解决后填“解决日期”，或调整所卡工作的日期。"))
}

crate::cases! {
    "what it blocked is done": passes { "milestones.yaml": "- {id: live, name: Live, forecast: 2026-06-19, actual: 2026-06-10}\n", "tickets.yaml": "- {title: Login, opened: 2026-06-01, blocks: [live]}\n" };
    "fifteen days ahead": passes { "milestones.yaml": "- {id: live, name: Live, forecast: 2026-06-30}\n", "tickets.yaml": "- {title: Login, opened: 2026-06-01, blocks: [live]}\n" };
    "fourteen days ahead": found at "tickets.yaml:1:46 blocks" { "milestones.yaml": "- {id: live, name: Live, forecast: 2026-06-29}\n", "tickets.yaml": "- {title: Login, opened: 2026-06-01, blocks: [live]}\n" };
    "a task that is past": found at "tickets.yaml:1:46 blocks" { "tasks.yaml": "- {id: film, name: Film, end: 2026-06-01, percent: 40}\n", "tickets.yaml": "- {title: Login, opened: 2026-06-01, blocks: [film]}\n" };
    "how far it is cannot be read": not_assessable { "milestones.yaml": "- {id: live, name: Live, forecast: 2026-06-19}\n", "tickets.yaml": "- {title: Login, opened: 2026-06-01, status: clsd, blocks: [live]}\n" };
    "it blocks nothing": not_assessable { "tickets.yaml": "- {title: Login, opened: 2026-06-01}\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    fn of(ticket: &str, milestone: &str) -> usize {
        let ticket = format!("- {{id: TK-1, title: x, opened: 2026-06-08, blocks: [M-1], {ticket}}}\n");
        let milestone = format!("- {{id: M-1, name: y, {milestone}}}\n");
        findings(&RULE, &[("tickets.yaml", &ticket), ("milestones.yaml", &milestone)])
    }

    #[test]
    fn what_waits() {
        for (ticket, milestone, expected) in [
            ("status: open", "baseline: 2026-06-29", 1), // fourteen days
            ("status: open", "baseline: 2026-06-30", 0),
            ("status: open", "baseline: 2026-06-01", 1), // past
            ("status: open", "baseline: 2026-06-01, forecast: 2026-08-03", 0),
            ("status: open", "baseline: 2026-06-01, actual: 2026-06-03", 0), // nothing is blocked
            ("status: resolved", "baseline: 2026-06-22", 0),
            ("resolved: 2026-06-12", "baseline: 2026-06-22", 0),
            ("status: open", "phase: none", 0),
        ] {
            assert_eq!(of(ticket, milestone), expected, "{ticket} {milestone}");
        }
    }

    #[test]
    fn a_task_that_is_due() {
        let files = [("工单.csv", "编号,标题,提出日期,状态,阻塞\nT1,重复计数,2026-06-08,处理中,A\n"), ("任务.csv", "编号,名称,结束\nA,预约页,2026-06-20\n")];
        assert_eq!(findings(&RULE, &files), 1);
    }
}
