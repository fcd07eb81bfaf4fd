use super::standing::{numbers, open};
use crate::analysis::risk::Implausible;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::{both, rule, say};

rule! { "residual-implausible", Response, Quality, Warning, Each, Planning..=Closing;
    title "What remains of a risk is not plausible" "剩余风险不合理";
    what "What remains of a threat is not above what it was, and below it only where something is done." "威胁的剩余风险不高于应对前；比应对前低的，写明做了什么。";
    why "The matrix shows a risk as under control that nobody has touched." "矩阵上看着已受控，其实什么都没做。";
    fix "Type what is done in `prevention`; if the risk itself has grown, raise `probability` or `impact` and assess anew." "在“预防措施”写明做了什么；风险本身变大的，先调高“概率”或“影响程度”，再重新评估。";
    bad at "risks.yaml:1:70 residual" { "risks.yaml": "- {title: Agency delivers late, probability: 4, impact: 4, residual: {probability: 2, impact: 2}}\n" }
    good { "风险.csv": "标题,概率,影响程度,剩余概率,剩余影响,预防措施\n代理商交付延期,4,4,2,2,每周交样片\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let reassessed: Vec<_> = open(judge).filter(|risk| numbers(judge, *risk).is_some_and(|numbers| numbers.residual.is_some())).collect();
    judge.each_by(reassessed, verdict);
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Verdict {
    let Some(numbers) = numbers(judge, risk) else { return Verdict::Pass };
    let (Some(inherent), Some(residual)) = (numbers.inherent, numbers.residual) else {
        return Verdict::NotAssessable(both!("The risk was not assessed before the response.", "没有应对前的评估。"));
    };
    let (reason, help) = match numbers.implausible {
        None => return Verdict::Pass,
        Some(Implausible::Worse) => (
            both!("the response makes it worse; the higher score counts meanwhile", "应对后反而更差，目前以较高的得分为准"),
            both!(
                "If the risk itself has changed, correct `probability` or `impact`, then assess `residual` anew.",
                "风险本身变了的，先改“概率”或“影响程度”，再重新评估剩余风险。"
            ),
        ),
        Some(Implausible::Unexplained) => (
            both!("nothing that was done explains it; the score before counts meanwhile", "没有写做了什么，目前以应对前的得分为准"),
            both!("Type what is done in `prevention`, or finish one of its `actions`.", "在“预防措施”写明做了什么，或办完一条“待办”。"),
        ),
    };
    let record = risk.label(judge.project);
    let message = say!(
        "{record}: score {before} before the response and {after} after it, but {reason}.",
        "{record}：应对前{before}分，应对后{after}分，但{reason}。",
        record, before = inherent.score, after = residual.score, reason
    );
    risk.finding("residual", message).help(help).into()
}

crate::cases! {
    "above what it was": found at "risks.yaml:1:54 residual" { "risks.yaml": "- {title: Rain, probability: 2, impact: 2, residual: {probability: 3, impact: 3}}\n" };
    "a chance that has shrunk": found at "risks.yaml:1:91 residual" { "risks.yaml": "- {title: Sun, kind: opportunity, probability: 3, impact: 3, strategy: enhance, residual: {probability: 1, impact: 1}}\n" };
    "better without any doing": found at "risks.yaml:1:54 residual" { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, residual: {probability: 2, impact: 2}}\n" };
    "handed on": passes { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, strategy: transfer, residual: {probability: 2, impact: 2}}\n" };
    "what remains is not assessed": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_is_hard_to_believe() {
        for (fields, expected) in [
            ("residual: {probability: 2, impact: 2}", 1),
            ("residual: {probability: 2, impact: 2}, strategy: transfer", 0),
            ("residual: {probability: 2, impact: 2}, actions: [{what: Sign, status: done}]", 0),
            ("residual: {probability: 3, impact: 3}", 0),
            ("residual: {probability: 4, impact: 4}, prevention: a", 1),
            ("residual: {probability: 4, impact: 4}, kind: opportunity", 0),
            ("residual: {probability: 2, impact: 2}, kind: opportunity, prevention: a", 1),
            ("residual: {probability: 2, impact: 2}, status: closed", 0),
        ] {
            let text = format!("- {{title: x, probability: 3, impact: 3, {fields}}}\n");
            assert_eq!(findings(&RULE, &[("risks.yaml", &text)]), expected, "{fields}");
        }
    }
}
