use crate::checklist::rules::words::{done_without, is_unread, unread};
use crate::checklist::{RuleContext, Verdict};
use crate::project::Kind;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "resources-not-planned", Allocation, Quality, Warning, Once, Planning..=Execution;
    title "People, money or materials are not planned" "人力、预算或物料没有计划";
    what "The project plans people's time, money and materials, or says which of them it does without." "项目安排了人力、预算和物料；不需要的写明原因。";
    why "What is not planned is found missing on the day that it is needed." "没计划的东西，到用的那天才发现没有。";
    fix "Add `allocations.csv`, `budget.csv` or `materials.csv`; for what the project does without, write `skip: {budget: why}` under `checklist:`." "新增 `人力分配.csv`、`预算.csv` 或 `物料.csv`；不需要的，在 `checklist:` 下写 `skip: {budget: 原因}`。";
    bad at ".:1:1" { "budget.csv": "category,planned\nMedia,50000\n" }
    good {
        "budget.csv": "category,planned\nMedia,50000\n",
        "allocations.csv": "person,from,to,percent\nli-na,2026-05-04,2026-07-31,50\n",
        "people.yaml": "- {id: li-na, name: Li Na}\n",
        "alongside.yaml": "checklist:\n  skip: {materials: Everything is digital}\n"
    }
    check
}

const ASKED: [Kind; 3] = [Kind::Allocations, Kind::Budget, Kind::Materials];

fn check(judge: &mut RuleContext<'_>) {
    let asked: Vec<Kind> = ASKED.into_iter().filter(|kind| !judge.does_without(*kind)).collect();
    if asked.is_empty() {
        judge.once(done_without());
        return;
    }
    let missing: Vec<Kind> = asked.into_iter().filter(|kind| !judge.project.has(*kind)).collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    let missing: Vec<Message> = missing.into_iter().filter(|kind| !is_unread(judge.project, *kind)).map(Kind::label).collect();
    if missing.is_empty() {
        judge.once(unread());
        return;
    }
    let list = Message::list(&missing);
    let message = say!(
        "Nothing is recorded under {en_list}.",
        "{zh_list}还没有记录。",
        en_list = list.en.replace(" and ", " or "),
        zh_list = list.zh,
    );
    judge.once(judge.finding(message).help(both!(
        "Add `allocations.csv`, `budget.csv` or `materials.csv`, or skip the register with a reason.",
        "新增 `人力分配.csv`、`预算.csv` 或 `物料.csv`，或写明原因后跳过。"
    )));
}

crate::cases! {
    "one register is done without": passes { "alongside.yaml": "checklist: {skip: {budget: paid elsewhere}}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-01, to: 2026-06-05, percent: 50}\n", "materials.yaml": "- {name: Poster}\n", "people.yaml": "- {id: li-na, name: Li Na}\n" };
    "the files cannot be read": not_assessable { "budget.yaml": "- category: \"x\n", "allocations.yaml": "- person: \"x\n", "materials.yaml": "- name: \"x\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::RuleState;
    use crate::checklist::rules::tests::outcome;

    #[test]
    fn names_what_is_missing() {
        let outcome = outcome(&RULE, &[("物料.csv", "名称\n折页\n")]);
        assert_eq!(outcome.findings[0].finding.message.en, "Nothing is recorded under Allocation or Budget.");
    }

    #[test]
    fn a_project_may_do_without_all() {
        let settings = "checklist:\n  skip: {budget: a, materials: b, 人力分配: c}\n";
        assert!(matches!(outcome(&RULE, &[("alongside.yaml", settings)]).state, RuleState::NotAssessable));
    }
}
