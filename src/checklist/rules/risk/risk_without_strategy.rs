use super::standing::{numbers, open, scored};
use crate::checklist::rules::words::still_new;
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::Risk;
use crate::{both, rule, say};

rule! { "risk-without-strategy", Response, Quality, Warning, Folded, Planning..=Closing;
    options { grace = 5, "Working days that a new risk may take" "新登记的风险可以暂不定策略的工作日"; }
    asks { Risks: strategy; }
    title "Open risk has no strategy" "未关闭的风险没有应对策略";
    what "Every open risk that is assessed has a strategy, five working days after it was raised." "每项已评估的未关闭风险，在提出5个工作日后都有应对策略。";
    why "Everybody knows how bad it is, and nobody has decided whether to do anything." "知道有多严重，却没决定管不管。";
    fix "Type `strategy:` avoid, mitigate, transfer, accept or escalate; for an opportunity exploit, enhance or share." "在“应对策略”填规避、减轻、转移、接受或上报；机会填开拓、提高或分享。";
    bad at "risks.yaml:1:11 strategy" { "risks.yaml": "- {title: Agency delivers late, raised: 2026-05-04, probability: 4, impact: 4}\n" }
    good { "风险.csv": "标题,提出日期,概率,影响程度,应对措施\n代理商交付延期,2026-05-04,4,4,减轻：提前锁定档期\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let assessed: Vec<_> = open(judge).filter(|risk| numbers(judge, *risk).is_some_and(|numbers| numbers.inherent.is_some())).collect();
    judge.each_by(assessed, verdict);
}

fn verdict(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Verdict {
    if risk.strategy.is_some() {
        return Verdict::Pass;
    }
    if judge.is_new(risk.raised, judge.days(OPTIONS.grace)) {
        return still_new();
    }
    let record = scored(judge, risk);
    let message = say!("{record} has no `strategy`.", "{record}没有应对策略。", record);
    let help = both!(
        "Type `strategy:` with avoid, mitigate, transfer, accept or escalate; for an opportunity exploit, enhance or share.",
        "在“应对策略”填规避、减轻、转移、接受或上报；机会填开拓、提高或分享。"
    );
    risk.finding("strategy", message).help(help).into()
}

crate::cases! {
    "a new one is given time": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-06-08}\n" };
    "not assessed yet": not_assessable { "risks.yaml": "- {title: Rain, raised: 2026-05-04}\n" };
    "a closed one": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, status: closed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn first_assessed_then_decided() {
        for (fields, expected) in [
            ("raised: 2026-05-04", 0),
            ("raised: 2026-06-10, probability: 4, impact: 4", 0),
            ("probability: 4, impact: 4", 1),
            ("probability: 4, impact: 4, strategy: ignore", 0),
            ("probability: 4, impact: 4, status: occurred", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }
}
