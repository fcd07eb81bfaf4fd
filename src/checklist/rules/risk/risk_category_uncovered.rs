use crate::checklist::{Finding, RuleContext, Place, Verdict};
use crate::project::registers::risks::RiskCategory;
use crate::project::types::ChoiceType;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "risk-category-uncovered", Assessment, Quality, Info, Once, Planning..=Execution;
    options {
        categories = [Schedule Cost Quality People Market Technical Supplier Legal Communication] of RiskCategory,
            "The kinds that are asked for" "要求登记过的类别";
    }
    title "A kind of risk has never been named" "有的风险类别从未登记";
    what "Every usual kind of risk has been named at least once, if only to close it." "每种常见类别的风险都至少登记过一次，哪怕随后关闭。";
    why "What nobody asked about is what surprises." "没人问过的地方，最容易出意外。";
    fix "Ask for a risk of that kind in the next review; if there is none, write so and close it." "下次评审时问一问这类风险；确实没有的，登记说明后关闭。";
    bad at ".:1:1" { "risks.csv": "title,category\na,schedule\nb,cost\nc,quality\nd,people\ne,market\n" }
    good { "风险.csv": "标题,类别\na,进度\nb,成本\nc,质量\nd,人员\ne,市场\nf,技术\ng,供应商\nh,法务\ni,沟通\n" }
    check
}

/// With fewer risks a gap means nothing.
const LEAST_RISKS: usize = 5;

fn check(judge: &mut RuleContext<'_>) {
    let risks = &judge.project.risks;
    if risks.len() < LEAST_RISKS || risks.iter().all(|risk| risk.category.is_empty()) {
        judge.once(Verdict::NotAssessable(both!("There are fewer than five risks, or none has a category.", "风险不到5项，或都没有类别。")));
        return;
    }
    let is_named = |category: RiskCategory| risks.iter().flat_map(|risk| &risk.category).any(|named| named.is(category));
    let missing: Vec<Message> = judge.words(OPTIONS.categories).into_iter().filter(|category| !is_named(*category)).map(ChoiceType::label).collect();
    if missing.is_empty() {
        judge.once(Verdict::Pass);
        return;
    }
    let list = Message::list(&missing);
    let message = say!(
        "No risk of these kinds has ever been recorded: {en_list}.",
        "从未登记过这些类别的风险：{zh_list}。",
        en_list = list.en.to_lowercase(),
        zh_list = list.zh,
    );
    judge.once(Finding::new(Place::Project, message).help(both!(
        "Ask for them in the next review; where there is none, record that with `status: closed`.",
        "下次评审时问一问；确实没有的，登记一条并把“状态”填为“已关闭”。"
    )));
}

crate::cases! {
    "few risks": not_assessable { "risks.csv": "title,category\na,schedule\nb,cost\n" };
    "no categories": not_assessable { "risks.csv": "title\na\nb\nc\nd\ne\n" };
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn few_risks_or_none_with_a_category_say_nothing() {
        assert_eq!(findings(&RULE, &[("risks.csv", "title,category\na,schedule\nb,cost\n")]), 0);
        assert_eq!(findings(&RULE, &[("risks.csv", "title\na\nb\nc\nd\ne\n")]), 0);
    }

    #[test]
    fn only_the_kinds_that_the_project_asks_for() {
        let (path, risks) = RULE.bad[0];
        for (kinds, expected) in [("[schedule, 成本]", 0), ("[schedule, legal]", 1), ("legal", 1)] {
            let settings = format!("checklist: {{rules: {{risk-category-uncovered: {{categories: {kinds}}}}}}}\n");
            assert_eq!(findings(&RULE, &[(path, risks), ("alongside.yaml", &settings)]), expected, "{kinds}");
        }
    }

    #[test]
    fn the_missing_ones_are_named() {
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message.en;
        assert_eq!(message, "No risk of these kinds has ever been recorded: technical, supplier, legal and communication.");
    }
}
