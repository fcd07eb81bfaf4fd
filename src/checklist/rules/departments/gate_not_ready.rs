use crate::analysis::campaigns::gates::Gate;
use crate::checklist::finding::called;
use crate::checklist::rules::words::{day, days};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::plan::Milestone;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "gate-not-ready", Coordination, Signal, Warning, Each, Planning..=Closing;
    options { days = 10, "Days before a gate by which nothing that blocks it is open" "关口前多少天必需事项应全部就绪"; }
    title "Gate is near and something that blocks it is open" "关口临近，必需事项未就绪";
    what "Ten days before a gate everything without which it cannot be passed is ready." "关口前十天，没有就不能通过的事项全部就绪。";
    why "The launch is called off in the last week, when everything is booked." "等到最后一周才叫停，什么都已经订好了。";
    fix "Make it ready, move the milestone, or type `blocks: no` if the gate may be passed without it." "尽快就绪，或调整里程碑日期；没有它也能通过的，“是否必需”填“否”。";
    bad at "milestones.yaml:1:37 forecast" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: in progress}\n" }
    good { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: ready}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let gate = |milestone: &Subject<'_, Milestone>| judge.analysis.gates.iter().find(|gate| gate.milestone == milestone.id.index && !gate.is_passed);
    let gates: Vec<_> = judge.subjects(&judge.project.milestones).filter_map(|milestone| Some((milestone, gate(&milestone)?))).collect();
    for (milestone, gate) in gates {
        let verdict = verdict(judge, milestone, gate);
        judge.one(milestone.id, verdict);
    }
}

fn verdict(judge: &RuleContext<'_>, milestone: Subject<'_, Milestone>, gate: &Gate) -> Verdict {
    match gate.days_to(judge.today()) {
        None => crate::checklist::rules::words::no_date(),
        Some(left) if left <= judge.days(OPTIONS.days) && !gate.blocking.is_empty() => finding(judge, milestone, gate, left).into(),
        Some(_) => Verdict::Pass,
    }
}

fn finding(judge: &RuleContext<'_>, milestone: Subject<'_, Milestone>, gate: &Gate, left: i64) -> Finding {
    let project = judge.project;
    let (record, open) = (milestone.label(project), gate.blocking.len());
    let when = gate.day.map_or_else(Message::default, |date| day(project, date));
    let left = match left {
        0 => both!("today", "就是今天"),
        1.. => {
            let left = days(left);
            say!("in {left}", "还有{left}", left)
        }
        _ => both!("past", "已过"),
    };
    let first = gate.blocking.first().and_then(|at| project.readiness.get(*at)).map_or_else(Message::default, |item| called(project, item));
    let more = match open {
        1 => Message::default(),
        _ => say!(" and {en_more} more", "等{zh_all}项", en_more = open - 1, zh_all = open),
    };
    let message = say!(
        "{record} is on {when} ({left}), and {first}{more} {en_is} not ready.",
        "{record}定于{when}（{left}），{first}{more}尚未就绪。",
        record, when, left, first, more, en_is = if open == 1 { "is" } else { "are" }
    );
    milestone.finding("forecast", message).help(both!(
        "Make it ready, move the milestone, or type `blocks: no` if the gate may be passed without it.",
        "尽快就绪，或调整里程碑日期；没有它也能通过的，“是否必需”填“否”。"
    ))
}

crate::cases! {
    "eleven days ahead": passes { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-26}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "it blocks nothing": passes { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-24}\n", "readiness.yaml": "- {what: Texts, gate: M-1, blocks: no}\n" };
    "not needed": passes { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-24}\n", "readiness.yaml": "- {what: Texts, gate: M-1, status: not needed}\n" };
    "two are open": found at "milestones.yaml:1:37 forecast" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-15}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n- {what: Stock, gate: M-1, status: blocked}\n" };
    "the gate was passed": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch, actual: 2026-06-10}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "no day": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "nothing to judge": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-15}\n" };
}
