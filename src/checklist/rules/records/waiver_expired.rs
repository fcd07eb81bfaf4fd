use crate::checklist::run::waiver::{has_expired, place};
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, Judge, Verdict};
use crate::project::{Project, Waiver};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "waiver-expired", Records, Quality, Warning, Each, Initiation..=Closed;
    title "Waiver has expired" "豁免已到期";
    what "A waiver holds until its last day." "豁免在截止日期前有效。";
    why "An exception without an end is a rule that nobody agreed." "没有期限的例外，等于没人同意过的规矩。";
    fix "Mend what was waived, or renew `until` with a reason and an approver." "解决豁免所指的问题；确需延长的，填新的截止日期、原因和批准人。";
    bad { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: no-risks, reason: first week, approved_by: Li Na, until: 2026-05-01}\n" }
    good { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: no-risks, reason: first week, approved_by: Li Na, until: 2026-08-01}\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    for (nth, waiver) in project.waivers().enumerate() {
        if waiver.rule.is_none() || waiver.until.is_none() {
            continue;
        }
        if !has_expired(waiver, judge.today()) {
            judge.once(Verdict::Pass);
            continue;
        }
        let finding = Finding::new(place(project, nth, Some("until")), message(project, waiver, true));
        judge.once(finding.help(both!(
            "Mend what was waived, or renew `until` with a reason and an approver.",
            "解决豁免所指的问题；确需延长的，填新的截止日期、原因和批准人。"
        )));
    }
}

/// What is said of a waiver that has run out; only the engine knows whether its finding is still there.
pub(crate) fn message(project: &Project, waiver: &Waiver, counts_again: bool) -> Message {
    let records: Vec<&str> = waiver.record.iter().map(|record| &**record).collect();
    let (en_of, zh_of) = match records.join(", ") {
        records if records.is_empty() => (String::new(), String::new()),
        records => (format!(" for {records}"), format!("{records} 对 ")),
    };
    let rule = waiver.rule.as_ref().map_or("", |rule| rule.0.as_str());
    let until = waiver.until.map(|until| day(project, until)).unwrap_or_default();
    let state = if counts_again {
        both!("the finding counts again", "该项重新计入")
    } else {
        both!("nothing is left to waive", "已没有可豁免的内容")
    };
    say!("The waiver of `{rule}`{en_of} ended on {until}; {state}.", "{zh_of}`{rule}` 的豁免已于{until}到期，{state}。", rule, until, state, en_of, zh_of)
}

crate::cases! {
    "its last day counts": passes { "alongside.yaml": "checklist: {waivers: [{rule: no-risks, reason: r, approved_by: p, until: 2026-06-15}]}\n" };
    "nothing is waived": unsure {};
}
