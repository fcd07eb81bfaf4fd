use crate::checklist::waiver::{has_expired, is_complete, place};
use crate::checklist::{Finding, RuleContext, Grouping, rules};
use crate::{both, rule, say};

rule! { "waiver-unused", Records, Quality, Info, Each, Initiation..=Closed;
    title "Waiver has nothing left to waive" "豁免已无对应的发现项";
    what "A waiver accepts a finding that there is." "豁免对应一条现有的发现项。";
    why "A list of old exceptions hides the ones that still count." "旧的例外留着，会盖住仍然有效的那些。";
    fix "Remove the waiver." "删去这条豁免。";
    bad at "alongside.yaml:3:7 checklist.waivers.0" { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: duplicate-id, record: R-1, reason: r, approved_by: Li Na, until: 2026-08-01}\n", "risks.yaml": "- {id: R-1, title: Agency delivers late}\n" }
    good { "alongside.yaml": "checklist:\n  waivers:\n    - {rule: missing-required-field, reason: typed by the agency, approved_by: Li Na, until: 2026-08-01}\n", "risks.yaml": "- owner: li-na\n" }
    check
}

/// Fails every waiver that is in force; the engine, which knows what the other rules found, lets those pass that are in use.
fn check(judge: &mut RuleContext<'_>) {
    let (project, today) = (judge.project, judge.today());
    for (nth, waiver) in project.waivers().enumerate().filter(|(_, waiver)| is_complete(waiver) && !has_expired(waiver, today)) {
        let Some(rule) = waiver.rule.as_deref().and_then(|id| rules::find(id)) else { continue };
        let message = say!("The waiver of `{rule}` matches no finding.", "对 `{rule}` 的豁免没有对应的发现项。", rule = rule.id);
        let names_record = !waiver.record.is_empty() || project.settings.checklist.waivers.len() <= nth;
        let help = match rule.grouping {
            Grouping::Each | Grouping::Folded | Grouping::Clash if !names_record => {
                both!("The rule is about single records: add `record`, or remove the waiver.", "该规则针对单条记录：写明 `record`，或删去这条豁免。")
            }
            _ => both!("Remove the waiver.", "删去这条豁免。"),
        };
        judge.once(Finding::new(place(project, nth, None), message).help(help));
    }
}

crate::cases! {
    "in use": passes { "alongside.yaml": "checklist: {waivers: [{rule: no-risks, reason: r, approved_by: p, until: 2026-08-01}]}\n" };
    "its rule is not due yet": not_assessable { "alongside.yaml": "project: {stage: planning}\nchecklist: {waivers: [{rule: no-evaluation, reason: r, approved_by: p, until: 2026-08-01}]}\n" };
    "its rule is no longer asked for": not_assessable { "alongside.yaml": "project: {stage: closing}\nchecklist: {waivers: [{rule: no-market-research, reason: r, approved_by: p, until: 2026-08-01}]}\n" };
    "its rule is switched off": not_assessable { "alongside.yaml": "checklist: {rules: {no-risks: off}, waivers: [{rule: no-risks, reason: r, approved_by: p, until: 2026-08-01}]}\n" };
    "it has run out, which is said there": not_assessable { "alongside.yaml": "checklist: {waivers: [{rule: no-goals, reason: r, approved_by: p, until: 2026-05-01}]}\n", "goals.yaml": "- title: Sell\n" };
    "nothing is waived": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn without_waivers_there_is_nothing_to_judge() {
        let why = |files: &[(&str, &str)]| outcome(&RULE, files).why.map(|why| why.en.into_owned());
        assert_eq!(why(&[]).as_deref(), Some("There is nothing to judge."));
        let off = "checklist: {rules: {no-risks: off}, waivers: [{rule: no-risks, reason: r, approved_by: p, until: 2026-08-01}]}\n";
        assert_eq!(why(&[("alongside.yaml", off)]).as_deref(), Some("Its rule is not judged now."));
    }
}
