use crate::checklist::rules::words::{day, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::strategy::{Change, ChangeTrigger};
use crate::{both, rule, say};

rule! { "marketing-change-slow", Adjustments, Signal, Info, Listed, Planning..=Closed;
    options {
        days = 10, "Working days from raised to applied" "从提出到落实的工作日数";
        window = 30, "Calendar days for which an applied change is looked at" "落实后多少天内仍会提示";
    }
    title "Plan followed a change of marketing strategy slowly" "计划跟进营销策略变化较慢";
    what "When the marketing strategy changes, the plan follows within ten working days." "营销策略变化后，计划在十个工作日内跟上。";
    why "In the days between, the project works for a strategy that no longer holds." "中间这些天，项目还在为旧策略干活。";
    fix "Look at which step took the days, deciding or applying, and agree on a shorter way for the next one." "看看时间花在决定还是落实上，为下一次约定更短的流程。";
    bad at "changes.yaml:1:105 applied" { "changes.yaml": "- {title: Winter flight, trigger: marketing-strategy, raised: 2026-05-18, decided: 2026-06-01, applied: 2026-06-04}\n" }
    good { "changes.yaml": "- {title: Winter flight, trigger: marketing-strategy, raised: 2026-05-25, decided: 2026-06-01, applied: 2026-06-04}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let since = judge.today().plus(-judge.days(OPTIONS.window));
    let recent = judge.subjects(&judge.project.changes).filter(move |change| {
        let is_marketing = change.trigger.as_ref().is_some_and(|trigger| trigger.is(ChangeTrigger::MarketingStrategy));
        is_marketing && change.applied.is_some_and(|applied| applied >= since)
    });
    judge.each_by(recent, verdict);
}

fn verdict(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    let (Some(raised), Some(applied)) = (change.raised, change.applied) else {
        return Verdict::NotAssessable(both!("The day it was raised is not recorded.", "没有登记提出日期。"));
    };
    let (took, limit) = (judge.workdays(raised, applied), judge.days(OPTIONS.days));
    if took <= limit {
        return Verdict::Pass;
    }
    let (record, took, limit) = (change.label(judge.project), workdays(took), workdays(limit));
    let (raised, applied) = (day(judge.project, raised), day(judge.project, applied));
    let message = say!(
        "{record} took {took} from raised ({raised}) to applied ({applied}); the limit is {limit}.",
        "{record}从提出（{raised}）到落实（{applied}）用了{took}，上限为{limit}。",
        record, took, raised, applied, limit
    );
    let help = both!("Agree who decides such changes between two meetings.", "约定两次会议之间由谁决定这类调整。");
    change.finding("applied", message).help(help).into()
}

crate::cases! {
    "another trigger": not_assessable { "changes.yaml": "- {title: Earlier, trigger: risk, raised: 2026-03-02, decided: 2026-06-01, decision: approved, applied: 2026-06-02}\n" };
    "longer ago than a month": not_assessable { "changes.yaml": "- {title: Earlier, trigger: marketing-strategy, raised: 2026-01-05, decided: 2026-03-02, decision: approved, applied: 2026-04-01}\n" };
    "ten working days": passes { "changes.yaml": "- {title: Earlier, trigger: marketing-strategy, raised: 2026-05-25, decided: 2026-06-01, decision: approved, applied: 2026-06-08}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn how_fast_the_plan_follows() {
        for (text, expected) in [
            ("策略调整,2026-05-25,2026-06-08,市场策略", 0), // ten working days
            ("策略调整,2026-05-22,2026-06-08,市场策略", 1),
            ("策略调整,2026-05-24,2026-06-04,风险", 0),
            ("策略调整,2026-03-01,2026-05-15,市场策略", 0), // long ago
            ("策略调整,2026-05-01,,市场策略", 0),           // still open: another rule
        ] {
            let rows = format!("标题,提出日期,落实日期,触发原因\n{text}\n");
            assert_eq!(findings(&RULE, &[("策略调整.csv", &rows)]), expected, "{text}");
        }
    }
}
