use super::standing::{level, open};
use crate::analysis::risk::RiskLevel;
use crate::checklist::rules::words::wants;
use crate::checklist::{RuleContext, Severity, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::risks::Risk;
use crate::rule;

rule! { "risk-statement-incomplete", Assessment, Quality, Warning, Folded, Planning..=Closing;
    asks { Risks: cause effect; }
    title "Risk does not say cause and effect" "风险没有写清原因和后果";
    what "Every open risk says why it may happen and what it would do to the goals; what would happen is its title, or `event`." "每项未关闭的风险都写明原因和后果；会发生什么由标题或“事件”说明。";
    why "Without the cause nothing can be prevented, without the effect nobody sees why it matters." "不知道原因就没法预防，不知道后果就没人当回事。";
    fix "Type `cause:` and `effect:`, or a title as \"because …, …, so that …\"." "填“原因”和“后果”，或把标题写成“由于……，……，导致……”。";
    bad at "risks.yaml:1:11 cause" { "risks.yaml": "- {title: The film comes late, probability: 4, impact: 4}\n" }
    good { "风险.csv": "标题,概率,影响程度\n由于代理商人手不足，宣传片交付延期，导致上市日没有素材,4,4\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    judge.each_by(open(judge), |judge, risk| {
        if is_told(judge.project, risk) {
            return Verdict::Pass;
        }
        let fields = [
            ("cause", risk.cause.is_none(), "`cause: …`", "“原因”写几个字"),
            ("effect", risk.effect.is_none(), "`effect: …`", "“后果”写几个字"),
        ];
        let Some(finding) = wants(judge.project, risk, &fields) else { return Verdict::Pass };
        if level(judge, risk) == Some(RiskLevel::Low) { finding.at(Severity::Info).into() } else { finding.into() }
    });
}

/// With cause and effect the title says what would happen; else title or narrative may tell all three in one sentence.
fn is_told(project: &Project, risk: Subject<'_, Risk>) -> bool {
    let body = risk.typed.body.map_or("", |body| body.of(project.text(risk.origin.file)));
    (risk.cause.is_some() && risk.effect.is_some()) || risk.title.all().chain([body]).any(is_statement)
}

/// "Because …, …, so that …"; 「由于……，……，导致……」.
fn is_statement(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&["because", "due to", "因为", "由于"]) && has(&["so that", "leading to", "which would", "导致", "从而", "以致", "使得"])
}

crate::cases! {
    "told in the title": passes { "risks.yaml": "- {title: 'Because it rains, the stand gets wet, so that nobody comes'}\n" };
    "a low one": hinted at "risks.yaml:1:11 cause" { "risks.yaml": "- {title: Rain, probability: 1, impact: 2}\n" };
    "a closed one": not_assessable { "risks.yaml": "- {title: Rain, status: closed}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_tells_a_risk() {
        for (text, expected) in [
            ("- {title: Film late, cause: x, effect: y}\n", 0),
            ("- {title: Film late, cause: x}\n", 1),
            ("- {title: \"Because of holidays the film is late, so that the launch has no pictures\"}\n", 0),
            ("- {title: Film late, status: closed}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", text)]), expected, "{text}");
        }
        assert_eq!(findings(&RULE, &[("risks/film.md", "---\ntitle: Film late\n---\nDue to holidays it is late, leading to no pictures.\n")]), 0);
    }

    #[test]
    fn a_low_risk_weighs_less() {
        let outcome = outcome(&RULE, &[("risks.yaml", "- {title: Film late, probability: 1, impact: 2}\n")]);
        assert_eq!(outcome.findings[0].severity, Severity::Info);
    }
}
