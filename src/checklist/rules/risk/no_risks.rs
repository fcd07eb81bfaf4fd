use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::Kind;
use crate::{both, rule};

rule! { "no-risks", Assessment, Quality, Warning, Once, Planning..=Closing;
    title "No risk is recorded" "没有登记风险";
    what "The project has recorded at least one risk, open or closed." "项目至少登记了一项风险，无论是否关闭。";
    why "Every project has risks; where none is written down, nobody has looked." "项目都有风险，一项都没登记，说明没人看过。";
    fix "Add `risks.yaml` with what may go wrong, who watches it, how likely and how bad it is." "新建 `风险.csv`，写明可能出什么问题、谁跟踪、概率和影响程度。";
    bad at ".:1:1" { "alongside.yaml": "project: {stage: planning}\n" }
    good { "alongside.yaml": "project: {stage: planning}\n", "risks.yaml": "- {title: Agency delivers late, status: closed, closed: 2026-05-04}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    if judge.project.has(Kind::Risks) {
        judge.once(Verdict::Pass);
    } else if judge.does_without(Kind::Risks) {
        judge.once(done_without());
    } else if is_unread(judge.project, Kind::Risks) {
        judge.once(unread());
    } else {
        let message = both!("The project has no risks recorded, open or closed.", "项目没有登记任何风险。");
        judge.once(Finding::new(Place::Project, message).help(both!(
            "Add `risks.yaml` with `title`, `owner`, `probability` and `impact` of what may go wrong.",
            "新建 `风险.csv`，写“标题”“负责人”“概率”和“影响程度”。"
        )));
    }
}

crate::cases! {
    "a closed one": passes { "risks.yaml": "- {title: Rain, status: closed, closed: 2026-05-04}\n" };
    "the file cannot be read": not_assessable { "risks.yaml": "- title: \"Rain\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::RuleState;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_cannot_be_read_is_not_missing() {
        assert_eq!(findings(&RULE, &[("risks.yaml", "- title: [\n")]), 0);
        assert_eq!(findings(&RULE, &[("alongside.yaml", "checklist:\n  skip: {risks: The programme keeps them}\n")]), 0);
        assert_eq!(outcome(&RULE, &[("alongside.yaml", "project: {stage: initiation}\n")]).state, RuleState::NotDueYet);
    }
}
