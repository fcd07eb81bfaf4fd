use crate::checklist::rules::examples::{approver, id_of};
use crate::checklist::rules::owner::person_name;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::strategy::Change;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "change-without-approval", Adjustments, Quality, Warning, Folded, Planning..=Closed;
    asks { Changes: approved_by; }
    title "Approved change does not say who approved it" "已批准的调整没有批准人";
    what "Every approved change names who approved it." "每条已批准的调整都写明批准人。";
    why "When the change is questioned later, nobody can say that it was agreed." "日后有人质疑时，没人能证明这事定过。";
    fix "Type `approved_by:` with the person or persons." "在“批准人”填人名。";
    bad at "changes.yaml:1:11 approved_by" { "changes.yaml": "- {title: Docs freeze back to week 13, raised: 2026-05-25, decided: 2026-05-25, decision: approved}\n" }
    good { "changes.yaml": "- {title: Docs freeze back to week 13, raised: 2026-05-25, decided: 2026-05-25, decision: approved, approved_by: Zhou Kai}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let approved = judge.subjects(&judge.project.changes).filter(|change| change.is_approved());
    judge.each_by(approved, verdict);
}

fn verdict(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    if !change.approved_by.is_empty() {
        return Verdict::Pass;
    }
    let record = change.label(judge.project);
    let message = say!("{record} is approved without `approved_by`.", "{record}已批准，但没有“批准人”。", record);
    change.finding("approved_by", message).help(help(judge.project)).into()
}

/// Who approved it, as their id or name is typed.
fn help(project: &Project) -> Message {
    let Some(person) = approver(project) else {
        return both!("Type `approved_by: …` with the person who approved it.", "在“批准人”填批准的人。");
    };
    let name = person_name(project, person);
    say!(
        "Type `approved_by:` with the person who approved it, as `approved_by: {en_id}`.",
        "在“批准人”填批准的人，例如“{zh_name}”。",
        en_id = id_of(project, Some(person)), zh_name = name.zh
    )
}

crate::cases! {
    "not decided yet": not_assessable { "changes.yaml": "- {title: Earlier, raised: 2026-03-02}\n" };
    "rejected": not_assessable { "changes.yaml": "- {title: Earlier, decision: rejected}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn the_help_names_who_may_have_approved() {
        let help = |settings: &str| {
            let people = ("people.yaml", "- {id: lin-yue, name: {en: Lin Yue, zh-CN: 林悦}}\n");
            let files = [people, ("alongside.yaml", settings), ("changes.yaml", "- {title: Later, raised: 2026-05-25, decision: approved}\n")];
            outcome(&RULE, &files).findings[0].finding.help.clone().unwrap()
        };
        let sponsor = help("project: {sponsor: lin-yue}\n");
        assert!(sponsor.en.ends_with("as `approved_by: lin-yue`.") && sponsor.zh.ends_with("例如“林悦”。"), "{sponsor:?}");
        assert!(help("project: {name: x}\n").en.contains("`approved_by: …`"));
    }

    #[test]
    fn who_approved() {
        for (text, expected) in [
            ("编号,标题,审批结果,审批人\nC1,预约页提前,同意,\n", 1),
            ("编号,标题,审批结果,审批人\nC1,预约页提前,同意,林悦\n", 0),
            ("编号,标题,审批结果,审批人\nC1,预约页提前,驳回,\n", 0),
            ("编号,标题,审批结果,审批人\nC1,预约页提前,,\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("变更.csv", text)]), expected, "{text}");
        }
    }
}
