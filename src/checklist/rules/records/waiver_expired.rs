use crate::checklist::waiver::has_expired;
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, Judge, Place, Verdict};
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
    for (at, waiver) in project.settings.checklist.waivers.iter().enumerate() {
        let (Some(rule), Some(until)) = (&waiver.rule, waiver.until) else { continue };
        if !has_expired(waiver, judge.today()) {
            judge.once(Verdict::Pass);
            continue;
        }
        let records: Vec<&str> = waiver.record.iter().map(|record| &**record).collect();
        let (en_of, zh_of) = match records.join(", ") {
            records if records.is_empty() => (String::new(), String::new()),
            records => (format!(" for {records}"), format!("{records} 对 ")),
        };
        let until = day(project, until);
        let message = say!(
            "The waiver of `{rule}`{en_of} ended on {until}; the finding counts again.",
            "{zh_of}`{rule}` 的豁免已于{until}到期，该项重新计入。",
            rule = &rule.0, until, en_of, zh_of
        );
        let place = Place::Setting(["checklist", "waivers", &at.to_string(), "until"].map(str::to_owned).to_vec());
        judge.once(Finding::new(place, message).help(both!(
            "Mend what was waived, or renew `until` with a reason and an approver.",
            "解决豁免所指的问题；确需延长的，填新的截止日期、原因和批准人。"
        )));
    }
}
