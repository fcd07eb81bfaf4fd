use crate::checklist::rules::words::{due, owner, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::rule;

rule! { "goal-incomplete", OverallGoals, Quality, Warning, Folded, Planning..=Closing;
    asks { Goals: owner due success_criteria; }
    title "Goal lacks an owner, a day or success criteria" "目标缺少负责人、日期或成功标准";
    what "An open goal has one owner, a day by which it is due, and criteria by which success is seen." "未完成的目标有一位负责人、一个截止日期和判断成功的标准。";
    why "At the end each side can call the goal reached or missed, and both are right." "到最后，一方说达成，另一方说没有，谁也说服不了谁。";
    fix "Type `owner`, `due` and `success_criteria`; a goal that is given up gets `status: dropped`." "填“负责人”“截止日期”和“成功标准”；放弃的目标把“状态”改为“已取消”。";
    bad at "goals.yaml:1:10 owner" { "goals.yaml": "- title: More sign-ups\n  due: 2026-09-01\n" }
    good { "goals.yaml": "- title: More sign-ups\n  owner: li-na\n  due: 2026-09-01\n  success_criteria: [12000 sign-ups before the launch]\n", "people.yaml": "- {id: li-na, name: Li Na}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let open = judge.subjects(&project.goals).filter(|goal| goal.is_open());
    judge.each(open, |goal| {
        let fields = [
            owner(goal.owner.is_none()),
            due(goal.due.is_none()),
            (
                "success_criteria",
                goal.success_criteria.is_empty(),
                "`success_criteria:` with what is counted and how many",
                "“成功标准”写明数什么、达到多少",
            ),
        ];
        wants(project, goal, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "criteria under their heading": passes { "goals/sell.md": "---\nowner: li-na\ndue: 2026-09-01\n---\n# Sell\n\n## Success criteria\n\n- 4,000 sold\n", "people.yaml": "- {id: li-na, name: Li Na}\n" };
    "what is finished is left alone": not_assessable { "goals.yaml": "- {title: Sell, outcome: achieved}\n" };
    "one slip is one finding": not_assessable { "goals.yaml": "- {title: Sell, owner: li-na, due: soon, success_criteria: 4000 sold}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_missing() {
        for (path, text, expected) in [
            ("goals.yaml", "- {title: x, owner: a, due: 2026-09-01}\n", 1),
            ("goals.yaml", "- {title: x, status: done}\n- {title: y, outcome: missed}\n- {title: z, status: dropped}\n", 0),
            ("goals.yaml", "- {title: x, owner: a, due: 31 April, success_criteria: [y]}\n", 0),
            ("目标.csv", "标题,负责人,截止日期,成功标准\n上市,李娜,2026年9月1日,门店有货\n", 0),
            ("goals/x.md", "---\nowner: a\ndue: 2026-09-01\n---\n# Launch\n\n## Success criteria\n\n- On sale\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn the_message_names_record_and_fields() {
        let found = outcome(&RULE, &[("goals.yaml", "- {id: G-1, title: Launch, owner: a}\n")]);
        let message = &found.findings[0].finding.message;
        assert_eq!(message.en, "G-1 “Launch” lacks `due` and `success_criteria`.");
        assert_eq!(message.zh, "G-1“Launch”缺少“截止日期”和“成功标准”。");
    }
}
