use super::standing::open;
use crate::checklist::rules::words::{lacks, still_new};
use crate::checklist::{RuleContext, Verdict};
use crate::{both, rule};

rule! { "risk-not-assessed", Assessment, Quality, Warning, Folded, Planning..=Closing;
    options { grace = 5, "Working days that a new risk may take" "新登记的风险可以暂不评估的工作日" ; }
    asks { Risks: probability impact; }
    title "Open risk is not assessed" "未关闭的风险没有评估";
    what "Every open risk has a probability and an impact, or at least a level, five working days after it was raised." "每项未关闭的风险在提出5个工作日后都有概率和影响程度，至少有等级。";
    why "It has no place in the matrix, so nobody can say whether it comes before the others." "没有评分就排不了先后，重要的风险可能排在后面。";
    fix "Type `probability:` and `impact:`, as steps 1 to 5 or in words." "在“概率”和“影响程度”填1到5的等级，或“高”“中”“低”。";
    bad at "risks.yaml:1:11 impact" { "risks.yaml": "- {title: Agency delivers late, raised: 2026-05-04, probability: 4}\n" }
    good { "risks.yaml": "- {title: Agency delivers late, raised: 2026-05-04, probability: 30%, impact: high}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let grace = judge.days(OPTIONS.grace);
    judge.each_by(open(judge), |judge, risk| {
        if risk.level.is_some() {
            return Verdict::Pass;
        }
        let fields = [("probability", risk.probability.is_none()), ("impact", risk.impact.is_none())];
        match lacks(judge.project, risk, &fields) {
            None => Verdict::Pass,
            Some(_) if judge.is_new(risk.raised, grace) => still_new(),
            Some(finding) => finding
                .help(both!(
                    "Type it as a step from 1 to 5, a word as `high`, or the probability as `30%`.",
                    "填1到5的等级或“高”“中”“低”；概率也可填百分比，如30%。"
                ))
                .into(),
        }
    });
}

crate::cases! {
    "a new one is given time": not_assessable { "risks.yaml": "- {title: Rain, raised: 2026-06-08}\n" };
    "six working days later": found at "risks.yaml:1:11 probability" { "risks.yaml": "- {title: Rain, raised: 2026-06-05}\n" };
    "a per cent is a probability": passes { "risks.yaml": "- {title: Rain, raised: 2026-05-04, probability: 30%, impact: 3}\n" };
    "without a day there is no grace": found at "risks.yaml:1:11 probability" { "risks.yaml": "- {title: Rain}\n" };
    "one slip is one finding": not_assessable { "risks.yaml": "- {title: Rain, raised: 2026-05-04, probability: perhaps, impact: 3}\n" };
    "a level alone is an assessment": passes { "risks.csv": "title,raised,level\nRain,2026-05-04,high\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn new_ones_get_time() {
        for (fields, expected) in [
            ("raised: 2026-06-08", 0),
            ("raised: 2026-06-05", 1),
            ("probability: 2", 1),
            ("status: closed, closed: 2026-06-01", 0),
            ("raised: 2026-05-04, probability: soon, impact: 3", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }
}
