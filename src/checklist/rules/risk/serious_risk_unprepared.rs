use super::standing::{numbers, open};
use crate::analysis::risk::RiskLevel;
use crate::checklist::rules::words::{Wanted, wants, still_new};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::risks::{Risk, Strategy};
use crate::project::registers::words::Severity;
use crate::project::Kind;
use crate::{both, rule};

rule! { "serious-risk-unprepared", Response, Quality, Warning, Folded, Planning..=Closing;
    options {
        from = High of Severity, "The least level that is asked for: low, medium, high or critical" "从哪个等级起要求：低、中、高或严重";
        grace = 5, "Working days that a new risk may take" "新登记的风险可以暂不准备的工作日";
    }
    asks { Risks: prevention contingency trigger monitoring; }
    title "Serious risk is not prepared for" "较大的风险没有准备";
    what "A high or critical risk says how it is prevented, what is done if it happens, what sign starts that, and how it is watched." "高或严重的风险写明预防措施、应急预案、触发条件和监控措施。";
    why "When it happens, the first days go into thinking about what could have been ready." "真发生时，头几天都花在现想办法上。";
    fix "Type `prevention:`, `contingency:`, `trigger:` and `monitoring:`, each in a line." "填“预防措施”“应急预案”“触发条件”和“监控措施”，各写一行。";
    bad at "risks.yaml:1:11 contingency" { "risks.yaml": "- {title: Agency delivers late, raised: 2026-05-04, probability: 4, impact: 4, strategy: mitigate, prevention: Weekly rough cut}\n" }
    good { "risks.yaml": "- {title: Agency delivers late, raised: 2026-05-04, probability: 4, impact: 4, strategy: mitigate, prevention: Weekly rough cut, contingency: Photo film, trigger: No rough cut on a Friday, monitoring: Asked in the weekly meeting}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let least = judge.word(OPTIONS.from).map(of_word);
    let is_serious = |risk| worst(judge, risk).is_some_and(|level| Some(level) >= least);
    let serious: Vec<_> = open(judge).filter(|risk| is_serious(*risk)).collect();
    judge.each_by(serious, |judge, risk| {
        if !risk.is_readable("strategy") {
            return Verdict::NotAssessable(both!("What is needed depends on the strategy, which could not be read.", "需要哪些准备取决于策略，而策略无法读取。"));
        }
        // Actions of its own, and those that name it.
        let is_treated = !risk.actions.is_empty() || judge.analysis.connections.from(risk.id).iter().any(|id| id.kind == Kind::Actions);
        let Some(finding) = wants(judge.project, risk, &wanted(risk, is_treated)) else { return Verdict::Pass };
        if judge.is_new(risk.raised, judge.days(OPTIONS.grace)) {
            return still_new();
        }
        finding.into()
    });
}

/// What the strategy does not make needless, and whether it is missing.
fn wanted(risk: Subject<'_, Risk>, has_action: bool) -> [Wanted; 4] {
    let strategy = risk.strategy;
    let is_handed_on = matches!(strategy, Some(Strategy::Transfer | Strategy::Escalate));
    let is_prevented = !risk.prevention.is_empty() || has_action || is_handed_on || strategy == Some(Strategy::Accept);
    let needs_plan = !is_handed_on && strategy != Some(Strategy::Avoid);
    [
        ("prevention", !is_prevented, "`prevention:` with what keeps it from happening", "“预防措施”写明怎样避免发生"),
        (
            "contingency",
            needs_plan && risk.contingency.is_empty(),
            "`contingency:` with what is done if it happens",
            "“应急预案”写明发生后怎么办",
        ),
        (
            "trigger",
            needs_plan && risk.trigger.is_none(),
            "`trigger:` with the sign that it happens, as “no rough cut on a Friday”",
            "“触发条件”写明出现什么就算发生，如“周五没有样片”",
        ),
        ("monitoring", risk.monitoring.is_none(), "`monitoring:` with who looks, how and when", "“监控措施”写明谁、怎样、何时查看"),
    ]
}

/// The higher one of what it was at first and what it is now.
fn worst(judge: &RuleContext<'_>, risk: Subject<'_, Risk>) -> Option<RiskLevel> {
    let numbers = numbers(judge, risk)?;
    [numbers.inherent, numbers.current].into_iter().flatten().map(|assessed| assessed.level).max()
}

const fn of_word(word: Severity) -> RiskLevel {
    match word {
        Severity::Low => RiskLevel::Low,
        Severity::Medium => RiskLevel::Medium,
        Severity::High => RiskLevel::High,
        Severity::Critical => RiskLevel::Critical,
    }
}

crate::cases! {
    "who accepts it needs no prevention": passes { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-05-04, strategy: accept, contingency: Tent, trigger: Forecast, monitoring: weekly}\n" };
    "who avoids it needs no plan": passes { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-05-04, strategy: avoid, prevention: Hall, monitoring: weekly}\n" };
    "who hands it on only watches": passes { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-05-04, strategy: transfer, monitoring: weekly}\n" };
    "first a strategy": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-05-04}\n" };
    "a strategy that cannot be read": not_assessable { "risks.yaml": "- {title: Rain, probability: 4, impact: 4, raised: 2026-05-04, strategy: ignore}\n" };
    "an action of the register is prevention": passes { "risks.yaml": "- {id: R-1, title: Rain, probability: 4, impact: 4, raised: 2026-05-04, strategy: mitigate, contingency: Tent, trigger: Forecast, monitoring: weekly}\n", "actions.yaml": "- {what: Book the hall, from: R-1}\n" };
    "only the gravest are asked for here": not_assessable { "alongside.yaml": "checklist: {rules: {serious-risk-unprepared: {from: critical}}}\n", "risks.yaml": "- {title: Rain, probability: 3, impact: 4, raised: 2026-05-04, strategy: mitigate}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn each_strategy_asks_for_its_own() {
        for (fields, expected) in [
            ("probability: 4, impact: 4, strategy: accept, contingency: a, trigger: b, monitoring: c", 0),
            ("probability: 4, impact: 4, strategy: avoid, prevention: a, monitoring: c", 0),
            ("probability: 4, impact: 4, strategy: transfer, monitoring: c", 0),
            ("probability: 4, impact: 4, strategy: transfer", 1),
            ("probability: 2, impact: 3, strategy: mitigate", 0),
            ("probability: 4, impact: 4, strategy: mitigate, raised: 2026-06-10", 0),
            ("probability: 4, impact: 4, strategy: mitigate, contingency: a, trigger: b, monitoring: c, actions: [{what: d}]", 0),
        ] {
            assert_eq!(findings(&RULE, &[("risks.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
    }

    #[test]
    fn first_a_strategy_then_its_parts() {
        assert_eq!(findings(&RULE, &[("risks.yaml", "- {title: x, probability: 4, impact: 4}\n")]), 0);
        let message = outcome(&RULE, RULE.bad).findings.remove(0).finding.message.en;
        assert_eq!(message, "“Agency delivers late” lacks `contingency`, `trigger` and `monitoring`.");
    }
}
