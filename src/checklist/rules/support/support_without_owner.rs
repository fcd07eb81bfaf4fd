use crate::checklist::rules::words::lacks;
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule};

rule! { "support-without-owner", Resources, Quality, Warning, Folded, Planning..=Execution;
    asks { Support: owner; }
    title "Technical resource has no owner" "技术资源没有负责人";
    what "Every resource that is still awaited has one person who provides it." "每项尚未到位的技术资源都有一位负责提供的人。";
    why "Marketing does not know whom to ask, and the request waits in somebody's inbox." "市场方不知道找谁要，需求就压在某个人的邮箱里。";
    fix "Type `owner:` with the person who provides it; if it is there already, `status: available`." "在“负责人”填提供的人；已经到位的，把“状态”改为“可用”。";
    bad at "support.yaml:1:10 owner" { "support.yaml": "- {name: Test shop, kind: environment, needed_by: 2026-06-30}\n" }
    good { "support.yaml": "- {name: Test shop, kind: environment, needed_by: 2026-06-30, owner: liu-bo}\n", "people.yaml": "- {id: liu-bo, name: Liu Bo}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.support).filter(|resource| !resource.is_settled());
    judge.each(open, |resource| {
        let help = both!("Type `owner:` with the person who provides it.", "在“负责人”填提供的人。");
        lacks(project, resource, &[("owner", resource.owner.is_none())]).map_or(Verdict::Pass, |finding| finding.help(help).into())
    });
}

crate::cases! {
    "what is there is asked for nothing": not_assessable { "support.yaml": "- {name: Mail, status: done}\n" };
    "what was cancelled is left alone": not_assessable { "support.yaml": "- {name: Mail, status: cancelled}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn who_provides_it() {
        for (text, expected) in [
            ("编号,名称,负责人,状态\nS-01,测试环境,,已申请\n", 1),
            ("编号,名称,负责人,状态\nS-01,测试环境,刘博,已申请\n", 0),
            ("编号,名称,负责人,状态\nS-01,测试环境,,可用\n", 0),
            ("编号,名称,负责人,状态\nS-01,测试环境,,已取消\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("技术资源.csv", text)]), expected, "{text}");
        }
    }
}
