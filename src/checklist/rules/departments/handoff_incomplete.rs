use crate::checklist::rules::words::{due, owner, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::rule;

rule! { "handoff-incomplete", Coordination, Quality, Warning, Folded, Planning..=Closing;
    asks { Handoffs: owner due acceptance; }
    title "Hand-off lacks owner, day or acceptance" "部门交接信息不全";
    what "Every open hand-off has an owner, a day, and a line that says when it counts as accepted." "每项未完成的交接都有负责人、截止日期和验收标准。";
    why "The giver thinks it is done, the receiver still waits." "移交方以为交完了，接收方还在等。";
    fix "Type `owner:`, `due:` and `acceptance:`." "填“负责人”“截止日期”和“验收标准”。";
    bad at "handoffs.yaml:1:10 owner" { "handoffs.yaml": "- {what: Checked claims, from: legal, to: brand, due: 2026-06-30}\n" }
    good { "交接.csv": "事项,移交方,接收方,截止日期,验收标准,负责人\n审核过的宣传用语,法务,品牌,2026-06-30,每条意见都有答复,杨岚\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.handoffs).filter(|handoff| handoff.is_open());
    judge.each(open, |handoff| {
        let fields = [
            owner(handoff.owner.is_none()),
            due(handoff.due.is_none()),
            (
                "acceptance",
                handoff.acceptance.is_none(),
                "`acceptance:` with what must be there, as “comments answered, evidence attached”",
                "“验收标准”写明以什么为准，如“意见已答复，附证明材料”",
            ),
        ];
        wants(project, handoff, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "no day": found at "handoffs.yaml:1:10 due" { "people.yaml": "- {id: li-na, name: Li Na}\n", "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, owner: li-na, acceptance: signed}\n" };
    "accepted ones are left alone": not_assessable { "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, accepted_on: 2026-05-04}\n" };
    "one slip is one finding": not_assessable { "people.yaml": "- {id: li-na, name: Li Na}\n", "handoffs.yaml": "- {what: Texts, from: Legal, to: Sales, owner: li-na, due: soon, acceptance: signed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn only_open_ones_are_asked() {
        for (text, expected) in [
            ("- {what: x, owner: a, acceptance: Signed}\n", 1),
            ("- {what: x, accepted_on: 2026-06-01}\n", 0),
            ("- {what: x, status: cancelled}\n", 0),
            ("- {what: x, owner: a, acceptance: Signed, due: 31 April}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("handoffs.yaml", text)]), expected, "{text}");
        }
    }
}
