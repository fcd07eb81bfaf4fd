use crate::checklist::rules::words::day;
use crate::checklist::{RuleContext, Verdict};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "gate-undecided", Coordination, Signal, Warning, Each, Planning..=Closing;
    asks { Milestones: actual; }
    title "Gate is past and nobody has decided" "关口日期已过但无人决定";
    what "A gate whose day is past was passed, or a decision names it: go or no go." "日期已过的关口，要么已通过，要么有决策写明上线或不上线。";
    why "Each side believes that the other one has said yes." "双方都以为对方已经同意。";
    fix "Type `actual:` in the milestone, or record the decision (`affects: [the milestone]`)." "在里程碑填“实际日期”，或登记决策（“影响对象”填该里程碑）。";
    bad at "milestones.yaml:1:19 actual" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-03}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: ready}\n" }
    good { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-03}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: ready}\n", "decisions.yaml": "- {title: Not yet, date: 2026-06-02, status: rejected, affects: M-1}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let gate = |index: usize| judge.analysis.gates.iter().find(|gate| gate.milestone == index && !gate.is_passed);
    let gates: Vec<_> = judge.subjects(&project.milestones).filter_map(|milestone| Some((milestone, gate(milestone.id.index)?))).collect();
    for (milestone, gate) in gates {
        let Some(date) = gate.day else { continue };
        if !judge.is_past(date) || gate.decision.is_some() {
            judge.one(milestone.id, Verdict::Pass);
            continue;
        }
        let (record, when): (Message, Message) = (milestone.label(project), day(project, date));
        let message = say!("{record} was due on {when}; whether to go is not decided.", "{record}定于{when}，是否上线尚未决定。", record, when);
        let help = both!(
            "Type `actual:` in the milestone, or record the decision (`affects: [the milestone]`).",
            "在里程碑填“实际日期”，或登记决策（“影响对象”填该里程碑）。"
        );
        judge.one(milestone.id, milestone.finding("actual", message).help(help).into());
    }
}

crate::cases! {
    "on its own day": passes { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-15}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "an older decision is about something else": found at "milestones.yaml:1:19 actual" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-06-03}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n", "decisions.yaml": "- {title: Blue, date: 2026-02-02, status: accepted, affects: M-1}\n" };
    "passed": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch, actual: 2026-06-03}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "nothing to judge": not_assessable {};
}
