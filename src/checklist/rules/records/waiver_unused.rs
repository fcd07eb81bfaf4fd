use crate::checklist::waiver::has_expired;
use crate::checklist::{Finding, Judge, Place, rules};
use crate::{both, rule, say};

rule! { "waiver-unused", Records, Quality, Info, Each, Initiation..=Closed;
    title "Waiver has nothing left to waive" "豁免已没有对象";
    what "A waiver accepts a finding that there is." "豁免对应一条现有的发现项。";
    why "A list of old exceptions hides the ones that still count." "旧的例外留着，会盖住仍然有效的那些。";
    fix "Remove the waiver." "删去这条豁免。";
    bad { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: duplicate-id, record: R-1, reason: r, approved_by: Li Na, until: 2026-08-01}\n", "risks.yaml": "- {id: R-1, title: Agency delivers late}\n" }
    good { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: missing-required-field, reason: typed by the agency, approved_by: Li Na, until: 2026-08-01}\n", "risks.yaml": "- owner: li-na\n" }
    check
}

/// Fails every waiver that is in force; the engine, which knows what the other rules found, lets those pass that are in use.
fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    for (at, waiver) in project.settings.checklist.waivers.iter().enumerate() {
        let Some(rule) = waiver.rule.as_ref().filter(|rule| rules::find(rule).is_some() && !has_expired(waiver, judge.today())) else { continue };
        let message = say!("The waiver of `{rule}` matches no finding.", "对 `{rule}` 的豁免没有对应的发现项。", rule = &rule.0);
        let place = Place::Setting(["checklist", "waivers", &at.to_string()].map(str::to_owned).to_vec());
        judge.once(Finding::new(place, message).help(both!("Remove the waiver.", "删去这条豁免。")));
    }
}
