use crate::checklist::rules::words::{wants, still_new};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::strategy::{Change, ChangeDecision, Impact};
use crate::rule;

rule! { "change-incomplete", Adjustments, Quality, Warning, Folded, Planning..=Closed;
    options { grace = 5, "Working days in which reason and impact of a new change are thought over" "新提出的调整可以暂不写原因和影响的工作日数"; }
    asks { Changes: reason impact applied; }
    title "Change has no reason, no impact or no day" "策略调整缺少原因、影响或日期";
    what "Every change says why, and what it means for the plan, the resources, the execution or the cost; one of the four is enough. One that is applied says since when." "每条调整都写明原因，以及对计划、资源、执行或成本的影响，四项中至少一项；已落实的写明落实日期。";
    why "Without the reason nobody can say later whether the change was right; without the impact it is approved unseen." "没有原因，事后说不清调整得对不对；没有影响，等于没看清就批准。";
    fix "Type `reason:` (or a heading `## Reason`) and one line under `impact:`; once it is applied, `applied:` with the day." "填“原因”，或加一个名为“原因”的小标题；在“影响”中至少写一项；已落实的填“落实日期”。";
    bad at "changes.yaml:1:11 reason", "changes.yaml:2:11 applied" { "changes.yaml": "- {title: Page three weeks earlier, raised: 2026-04-01, decision: approved}\n- {title: Shorter page, raised: 2026-04-01, reason: Nobody reads on, impact: {cost: none}, decision: applied}\n" }
    good { "changes.yaml": "- title: Page three weeks earlier\n  raised: 2026-04-01\n  reason: Summer is quiet in the category\n  impact: {plan: M-05 from 20 May to 29 April}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let asked = judge.subjects(&judge.project.changes).filter(|change| !change.is_rejected());
    judge.each_by(asked, verdict);
}

fn verdict(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    let lacks_impact = !change.impact.as_ref().is_some_and(says_something);
    let fields = [
        ("reason", change.reason.is_none(), "`reason: …`", "“原因”写明为什么调整"),
        (
            "impact",
            lacks_impact,
            "for example `impact: {plan: what moves, from which day to which}`",
            "“影响”至少写一项，例如“对计划的影响：哪个里程碑，由哪天调到哪天”",
        ),
        ("applied", is_undated(change), "`applied:` with the day the plan was updated", "“落实日期”填计划更新的日期"),
    ];
    match wants(judge.project, change, &fields) {
        None => Verdict::Pass,
        Some(_) if judge.is_new(change.raised, judge.days(OPTIONS.grace)) => still_new(),
        Some(finding) => finding.into(),
    }
}

/// Whether it is applied by its state, and no day says since when.
fn is_undated(change: Subject<'_, Change>) -> bool {
    change.decision == Some(ChangeDecision::Applied) && change.applied.is_none() && change.done_on.is_none()
}

fn says_something(impact: &Impact) -> bool {
    [&impact.plan, &impact.resources, &impact.execution, &impact.cost].into_iter().flatten().any(|text| !text.is_empty())
}

crate::cases! {
    "the reason under its heading": passes { "changes/earlier.md": "---\nraised: 2026-05-04\nimpact: {plan: two weeks}\n---\n# Earlier\n\n## Reason\n\nThe fair moved.\n" };
    "one effect is enough": passes { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, reason: The fair moved, impact: {cost: 3000}}\n" };
    "applied, and the work is done": passes { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, reason: The fair moved, impact: {cost: 3000}, decision: applied, done_on: 2026-05-20}\n" };
    "applied on some day": found at "changes.csv:2:1 applied" { "changes.csv": "title,raised,reason,cost impact,implemented\nEarlier,2026-05-04,The fair moved,3000,Y\n" };
    "rejected": not_assessable { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, decision: rejected}\n" };
    "a new one is given time": not_assessable { "changes.yaml": "- {title: Earlier, raised: 2026-06-12}\n" };
    "a reason that cannot be read is not missing": not_assessable { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, reason: {a: b}, impact: {cost: 3000}}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn why_and_what_it_means() {
        for (path, text, expected) in [
            ("changes.yaml", "- {title: x, raised: 2026-04-01, reason: r}\n", 1),
            ("changes.yaml", "- {title: x, raised: 2026-04-01, impact: {cost: none}}\n", 1),
            ("changes.yaml", "- {title: x, raised: 2026-04-01, reason: r, impact: {cost: none}}\n", 0),
            ("changes.yaml", "- {title: x, raised: 2026-04-01, decision: rejected}\n", 0),
            ("changes.yaml", "- {title: x, raised: 2026-06-08}\n", 0), // five working days old
            ("changes.yaml", "- {title: x}\n", 1),                     // without a day there is no grace
            ("策略调整.csv", "标题,提出日期,变更原因,进度影响\n预约页提前,2026-04-01,夏季是淡季,提前三周\n", 0),
            ("changes/CH-1.md", "---\nraised: 2026-04-01\nimpact: {plan: earlier}\n---\n# Page\n\n## Reason\n\nSummer is quiet.\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[(path, text)]), expected, "{text}");
        }
    }

    #[test]
    fn names_what_is_missing() {
        let outcome = outcome(&RULE, &[("策略调整.csv", "编号,标题,提出日期\nC-1,预约页提前,2026-04-01\n")]);
        assert_eq!(outcome.findings[0].finding.message.zh, "C-1“预约页提前”缺少“原因”和“影响”。");
    }
}
