use super::standing::{open, scored};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::project::types::Owner;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "risk-without-owner", Assessment, Quality, Error, Each, Initiation..=Closed;
    asks { Risks: owner; }
    title "Open risk has no owner" "未关闭的风险没有负责人";
    what "Every open risk has exactly one owner." "每项未关闭的风险有且只有一位负责人。";
    why "A risk that nobody watches is noticed when it has happened." "没人盯的风险，等发生了才会发现。";
    fix "Type `owner:` with one person; if the risk no longer applies, `status: closed` and `closed:`." "在“负责人”填一个人；不再适用就把“状态”改为“已关闭”。";
    bad at "risks.yaml:1:11 owner" { "risks.yaml": "- {title: Agency delivers late, probability: 4, impact: 4}\n" }
    good { "people.yaml": "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n", "风险.csv": "标题,概率,影响程度,负责人\n代理商交付延期,4,4,李娜\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(open(judge), verdict);
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Verdict {
    let owners: Vec<Message> = risk.owner.iter().flat_map(Owner::names).map(|name| Message::same(name.to_owned())).collect();
    let record = scored(judge, risk);
    let message = match owners.len() {
        1 => return Verdict::Pass,
        0 => say!("{record} has no `owner`.", "{record}没有负责人。", record),
        _ => {
            let list = Message::list(&owners);
            say!("{record} has several owners: {list}.", "{record}有多位负责人：{list}。", record, list)
        }
    };
    let help = both!(
        "Type `owner:` with one person. If the risk no longer applies, `status: closed` and `closed:` with the day.",
        "在“负责人”填一个人；不再适用就把“状态”改为“已关闭”，并填“关闭日期”。"
    );
    risk.finding("owner", message).help(help).into()
}

crate::cases! {
    "several owners": found at "risks.yaml:1:24 owner" { "risks.yaml": "- {title: Rain, owner: Li Na / Sam}\n" };
    "a closed one": not_assessable { "risks.yaml": "- {title: Rain, status: closed}\n" };
    "a department is told elsewhere": passes { "departments.yaml": "- name: Legal\n", "risks.yaml": "- {title: Rain, owner: Legal}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn exactly_one_owner_while_it_is_open() {
        for (text, expected) in [
            ("标题,负责人,状态\n展会延期,,打开\n", 1),
            ("标题,负责人,状态\n展会延期,李娜、陈伟,打开\n", 1),
            ("标题,负责人,状态\n展会延期,,已关闭\n", 0),
            ("标题,负责人,状态\n展会延期,市场部,打开\n", 0),
            ("标题,负责人,发生日期\n展会延期,,2026-06-01\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("风险.csv", text)]), expected, "{text}");
        }
    }

    #[test]
    fn the_message_says_how_grave_it_is() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message;
        assert_eq!(message.en, "“Agency delivers late” (score 16, critical) has no `owner`.");
        assert_eq!(message.zh, "“Agency delivers late”（16分，严重）没有负责人。");
    }
}
