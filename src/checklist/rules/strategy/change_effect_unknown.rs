use crate::checklist::rules::words::{day, still_new, workdays};
use crate::checklist::{Finding, RuleContext, Severity, Subject, Verdict};
use crate::project::Kind;
use crate::project::registers::strategy::Change;
use crate::{both, rule, say};

rule! { "change-effect-unknown", Adjustments, Quality, Warning, Folded, Execution..=Closed;
    options { grace = 5, "Working days after the check-back day, and after a change is applied" "复核日期之后、落实之后宽限的工作日数"; }
    asks { Changes: check_back result; }
    title "Nobody has looked at what the change brought" "策略调整的效果没有回看";
    what "A change that touches KPIs says when its effect is looked at, and what came of it within a week of that day; any other applied change says what came of it." "影响指标的调整写明复核日期，并在复核日期后一周内写明效果；其他已落实的调整写明效果。";
    why "A change whose effect nobody looks at is repeated or undone on a hunch." "没人回看效果，下次是照做还是撤回，只能凭感觉。";
    fix "Type `check_back:` with a day, and after it `result:` with a number before and after." "填“复核日期”；到期后在“效果”写调整前后的数字。";
    bad at "changes.yaml:1:11 result" { "changes.yaml": "- {title: Twelve stores instead of twenty, raised: 2026-03-10, applied: 2026-03-24, check_back: 2026-05-29}\n" }
    good { "changes.yaml": "- {title: Twelve stores instead of twenty, raised: 2026-03-10, applied: 2026-03-24, check_back: 2026-05-29, result: 31 sales a store instead of 22}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let applied = judge.subjects(&judge.project.changes).filter(|change| change.applied.is_some() && !change.is_rejected());
    judge.each_by(applied, verdict);
}

fn verdict(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    let has_result = change.result.as_ref().is_some_and(|result| !result.is_empty());
    match change.check_back {
        None if !has_result && judge.is_new(change.applied, judge.days(OPTIONS.grace)) => still_new(),
        None if touches_kpis(judge, &change) => without_check_back(judge, change).into(),
        _ if has_result => Verdict::Pass,
        None => without_result(judge, change).into(),
        Some(day) if judge.workdays_late(day) > judge.days(OPTIONS.grace) => check_back_is_past(judge, change, day).into(),
        Some(_) => Verdict::Pass,
    }
}

/// Whether it affects a KPI, or a goal that KPIs measure.
fn touches_kpis(judge: &RuleContext<'_>, change: &Change) -> bool {
    let project = judge.project;
    let affected = change.affects.iter().flat_map(|affected| project.resolve(&affected.reference()).all().to_vec());
    affected.into_iter().any(|id| match id.kind {
        Kind::Kpis => true,
        Kind::Goals => judge.analysis.connections.has(id, &[Kind::Kpis]),
        _ => false,
    })
}

fn without_check_back(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Finding {
    let record = change.label(judge.project);
    let message = say!("{record} is applied and affects KPIs, but has no `check_back` day.", "{record}已落实且影响指标，但没有“复核日期”。", record);
    let help = both!("Type `check_back:` with the day on which its effect is looked at.", "在“复核日期”填回看效果的日子。");
    change.finding("check_back", message).help(help).at(Severity::Info)
}

fn without_result(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Finding {
    let record = change.label(judge.project);
    let message = say!("{record} is applied; its `result` is not recorded.", "{record}已落实，没有登记“效果”。", record);
    let help = both!("Type `result:` with what came of it, or `check_back:` with a day.", "在“效果”写结果，或先填“复核日期”。");
    change.finding("result", message).help(help).at(Severity::Info)
}

fn check_back_is_past(judge: &RuleContext<'_>, change: Subject<'_, Change>, check_back: crate::calendar::Date) -> Finding {
    let (record, late) = (change.label(judge.project), workdays(judge.workdays_late(check_back)));
    let day = day(judge.project, check_back);
    let message = say!(
        "{record} was to be looked at again on {day}, {late} ago, and has no `result`.",
        "{record}应于{day}复核，已过{late}，还没有填“效果”。",
        record, day, late
    );
    let help = both!("Type `result:` with the number before and after, or a later `check_back:`.", "在“效果”写调整前后的数字，或改“复核日期”。");
    change.finding("result", message).help(help)
}

crate::cases! {
    "no day to look again": hinted at "changes.yaml:1:11 check_back" { "kpis.yaml": "- {id: leads, name: Leads}\n", "changes.yaml": "- {title: Earlier, raised: 2026-05-04, decided: 2026-05-05, decision: approved, applied: 2026-06-01, affects: [leads]}\n" };
    "the day is past": found at "changes.yaml:1:11 result" { "kpis.yaml": "- {id: leads, name: Leads}\n", "changes.yaml": "- {title: Earlier, raised: 2026-04-04, decided: 2026-04-05, decision: approved, applied: 2026-04-06, affects: [leads], check_back: 2026-05-04}\n" };
    "its result is known": passes { "kpis.yaml": "- {id: leads, name: Leads}\n", "changes.yaml": "- {title: Earlier, raised: 2026-04-04, decided: 2026-04-05, decision: approved, applied: 2026-04-06, affects: [leads], check_back: 2026-05-04, result: More leads}\n" };
    "five working days are given": passes { "kpis.yaml": "- {id: leads, name: Leads}\n", "changes.yaml": "- {title: Earlier, raised: 2026-04-04, decided: 2026-04-05, decision: approved, applied: 2026-04-06, affects: [leads], check_back: 2026-06-08}\n" };
    "applied a few days ago": not_assessable { "kpis.yaml": "- {id: leads, name: Leads}\n", "changes.yaml": "- {title: Earlier, raised: 2026-05-04, decision: approved, applied: 2026-06-08, affects: [leads]}\n" };
    "not applied": not_assessable { "changes.yaml": "- {title: Earlier, raised: 2026-05-04}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::Severity;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_asked_of_an_applied_change() {
        for (text, expected) in [
            ("applied: 2026-03-24, check_back: 2026-06-08", 0), // five working days ago
            ("applied: 2026-03-24, check_back: 2026-06-05", 1),
            ("applied: 2026-03-24, check_back: 2026-06-05, result: better", 0),
            ("applied: 2026-03-24, check_back: 2026-09-01", 0),
            ("applied: 2026-03-24", 1),
            ("applied: 2026-03-24, result: better", 0),
            ("decision: approved", 0),
        ] {
            let changes = format!("- {{title: x, raised: 2026-03-10, {text}}}\n");
            assert_eq!(findings(&RULE, &[("changes.yaml", &changes)]), expected, "{text}");
        }
    }

    #[test]
    fn a_change_that_touches_kpis_is_looked_at_again() {
        let changes = "- {title: x, raised: 2026-03-10, applied: 2026-03-24, affects: [sales], result: better}\n";
        let kpis = "- {id: stores, name: Sales a store, goal: sales}\n";
        let outcome = outcome(&RULE, &[("changes.yaml", changes), ("goals.yaml", "- {id: sales, title: Sell}\n"), ("kpis.yaml", kpis)]);
        let found = &outcome.findings[0];
        assert_eq!((found.severity, found.finding.message.en.ends_with("has no `check_back` day.")), (Severity::Info, true));
    }
}
