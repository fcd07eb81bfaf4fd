use super::standing::open;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::{Risk, Strategy};
use crate::project::types::ChoiceType;
use crate::{both, rule, say};

rule! { "risk-strategy-mismatch", Response, Quality, Error, Each, Planning..=Closed;
    title "Strategy does not fit the kind of risk" "应对策略与风险类型不符";
    what "A threat is avoided, mitigated or transferred; an opportunity is exploited, enhanced or shared; both may be accepted or escalated." "威胁用规避、减轻、转移；机会用开拓、提高、分享；两者都可接受或上报。";
    why "Either the kind or the strategy is wrong, and the risk counts on the wrong side." "类型和策略必有一个填错，统计时就算到了另一边。";
    fix "Correct `strategy`, or `kind` if it is an opportunity." "改正“应对策略”；是机会的，改“类型”。";
    bad at "risks.yaml:1:57 strategy" { "risks.yaml": "- {title: Agency delivers late, kind: threat, strategy: enhance}\n" }
    good { "风险.csv": "标题,类型,应对策略\n节目主动报道,机会,提高\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(open(judge).filter(|risk| risk.strategy.is_some()), verdict);
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Verdict {
    let Some(strategy) = risk.strategy else { return Verdict::Pass };
    if !risk.is_readable("kind") {
        return Verdict::NotAssessable(both!("Whether it is a threat could not be read.", "无法读取是威胁还是机会。"));
    }
    let fits = match strategy {
        Strategy::Accept | Strategy::Escalate => true,
        Strategy::Avoid | Strategy::Mitigate | Strategy::Transfer => !risk.is_opportunity(),
        Strategy::Exploit | Strategy::Enhance | Strategy::Share => risk.is_opportunity(),
    };
    if fits {
        return Verdict::Pass;
    }
    let kind = if risk.is_opportunity() { both!("an opportunity", "机会") } else { both!("a threat", "威胁") };
    let others = if risk.is_opportunity() {
        both!("exploit, enhance, share, accept or escalate", "开拓、提高、分享、接受或上报")
    } else {
        both!("avoid, mitigate, transfer, accept or escalate", "规避、减轻、转移、接受或上报")
    };
    let (record, word) = (risk.label(judge.project), strategy.label());
    let message = say!(
        "{record} is {kind} with the strategy “{en_word}”.",
        "{record}是{kind}，策略却是“{zh_word}”。",
        record, kind, en_word = word.en.to_lowercase(), zh_word = word.zh
    );
    let help = say!("Type one of {others}, or correct `kind`.", "改为{others}，或改正“类型”。", others);
    risk.finding("strategy", message).help(help).into()
}

crate::cases! {
    "to accept fits both": passes { "risks.yaml": "- {title: Sun, kind: opportunity, strategy: accept}\n" };
    "a threat is not exploited": found at "risks.yaml:1:27 strategy" { "risks.yaml": "- {title: Rain, strategy: exploit}\n" };
    "a kind that cannot be read": not_assessable { "risks.yaml": "- {title: Sun, kind: chnce, strategy: exploit}\n" };
    "no strategy": not_assessable { "risks.yaml": "- {title: Rain}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_fits() {
        for (fields, expected) in [
            ("strategy: share", 1),
            ("strategy: transfer", 0),
            ("strategy: escalate, kind: opportunity", 0),
            ("strategy: mitigate, kind: opportunity", 1),
            ("strategy: share, status: closed", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }
}
