use crate::checklist::{RuleContext, Verdict};
use crate::project::registers::readiness::ReadinessStatus;
use crate::{both, rule, say};

rule! { "readiness-unsigned", Coordination, Quality, Warning, Folded, Planning..=Closing;
    asks { Readiness: signed_by; }
    title "Ready, and nobody says so" "已就绪但无人签核";
    what "Whatever is ready and blocks a gate that is still ahead is signed by somebody." "关口未到时，已就绪的必需事项都有人签核。";
    why "On the day of the launch nobody knows who has looked at it." "上线那天没人知道是谁看过。";
    fix "Type `signed_by:` with a name." "“签核人”填姓名。";
    bad at "readiness.yaml:1:10 signed_by" { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-07-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: ready}\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na}\n", "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-07-24}\n", "readiness.yaml": "- {what: Texts checked, gate: M-1, status: ready, signed_by: li-na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let ahead = |index: usize| {
        let gate = judge.analysis.ready_by.get(index).and_then(|by| by.gate);
        gate.and_then(|gate| project.milestones.get(gate)).is_some_and(|gate| !gate.is_finished())
    };
    let ready = |status| status == Some(ReadinessStatus::Ready);
    let asked = judge.subjects(&project.readiness).filter(|item| ready(item.status) && item.is_blocking() && ahead(item.id.index));
    let asked: Vec<_> = asked.collect();
    judge.each(asked, |item| {
        if !item.signed_by.is_empty() {
            return Verdict::Pass;
        }
        let record = item.label(project);
        let message = say!("{record} is ready, but signed by nobody.", "{record}已就绪，但无人签核。", record);
        item.finding("signed_by", message).help(both!("Type `signed_by:` with a name.", "“签核人”填姓名。")).into()
    });
}

crate::cases! {
    "not ready yet": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch, forecast: 2026-07-24}\n", "readiness.yaml": "- {what: Texts, gate: M-1}\n" };
    "the gate was passed": not_assessable { "milestones.yaml": "- {id: M-1, name: Launch, actual: 2026-06-10}\n", "readiness.yaml": "- {what: Texts, gate: M-1, status: ready}\n" };
    "nothing to judge": not_assessable {};
}
