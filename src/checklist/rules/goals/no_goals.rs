use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Kind;
use crate::{both, rule};

rule! { "no-goals", OverallGoals, Quality, Error, Once, Planning..=Closed;
    title "Project has no goal" "项目没有目标";
    what "The project and marketing have at least one goal in writing." "项目与市场至少有一个写下来的目标。";
    why "Two teams without a goal in writing each work towards their own." "没有写下来的目标，两个团队各奔各的方向。";
    fix "Write the first goal in `goals.yaml`: its title, owner, due day and success criteria." "在 `goals.yaml` 里写下第一个目标：标题、负责人、截止日期和成功标准。";
    bad at ".:1:1" { "people.yaml": "- {id: li-na, name: Li Na}\n" }
    good { "goals.yaml": "- {title: Launch on 1 September}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let verdict = if judge.does_without(Kind::Goals) {
        done_without()
    } else if project.has(Kind::Goals) {
        Verdict::Pass
    } else if is_unread(project, Kind::Goals) {
        unread()
    } else {
        let finding = judge.finding(both!("The project folder holds no goal.", "项目文件夹中没有目标。"));
        let help = both!(
            "Write `goals.yaml` with `- {title: Launch on 1 September, owner: …, due: 2026-09-01}`.",
            "新建 `目标.yaml`，写 `- {标题: 9月1日上市, 负责人: …, 截止日期: 2026-09-01}`。"
        );
        finding.help(help).into()
    };
    judge.once(verdict);
}

crate::cases! {
    "a goal that has an outcome": passes { "goals.yaml": "- {title: Sell, outcome: achieved}\n" };
    "the file cannot be read": not_assessable { "goals.yaml": "- title: \"Sell\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn a_file_that_cannot_be_read_is_not_an_empty_one() {
        for (files, expected) in [
            (vec![("tasks.yaml", "- name: x\n")], 1),
            (vec![("目标.csv", "标题,截止日期\n上市,2026-09-01\n")], 0),
            (vec![("goals.yaml", "- {title: Launch\n  due: [\n")], 0),
            (vec![("alongside.yaml", "checklist:\n  skip: {goals: Indicators only}\n")], 0),
        ] {
            assert_eq!(findings(&RULE, &files), expected, "{files:?}");
        }
    }
}
