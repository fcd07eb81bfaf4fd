use crate::checklist::waiver::{expired, has_expired, place};
use crate::checklist::{Finding, RuleContext, Verdict};
use crate::{both, rule};

rule! { "waiver-expired", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Waiver has expired" "豁免已到期";
    what "A waiver holds until its last day." "豁免在截止日期前有效。";
    why "An exception without an end is a rule that nobody agreed." "没有期限的豁免，等于不经批准改了规则。";
    fix "Mend what was waived, or renew `until` with a reason and an approver." "解决豁免所指的问题；确需延长的，填新的截止日期、原因和批准人。";
    bad at "alongside.yaml:3:71 checklist.waivers.0.until" { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: no-risks, reason: first week, approved_by: Li Na, until: 2026-05-01}\n" }
    good { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: no-risks, reason: first week, approved_by: Li Na, until: 2026-08-01}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    for (nth, waiver) in project.waivers().enumerate() {
        if waiver.rule.is_none() || waiver.until.is_none() {
            continue;
        }
        if !has_expired(waiver, judge.today()) {
            judge.once(Verdict::Pass);
            continue;
        }
        let finding = Finding::new(place(project, nth, Some("until")), expired(project, waiver, true));
        judge.once(finding.help(both!(
            "Mend what was waived, or renew `until` with a reason and an approver.",
            "解决豁免所指的问题；确需延长的，填新的截止日期、原因和批准人。"
        )));
    }
}

crate::cases! {
    "its last day counts": passes { "alongside.yaml": "checklist: {waivers: [{rule: no-risks, reason: r, approved_by: p, until: 2026-06-15}]}\n" };
    "nothing is waived": not_assessable {};
}
