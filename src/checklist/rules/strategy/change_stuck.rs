use crate::calendar::Date;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::strategy::{Change, ChangeDecision};
use crate::text::Message;
use crate::{both, rule, say};

rule! { "change-stuck", Adjustments, Signal, Warning, Each, Planning..=Closed;
    options { days = 10, "Working days for a decision, and again for putting it into the plan" "决定所需的工作日数，落实到计划也按此计算"; }
    asks { Changes: decision applied; }
    title "Change waits for a decision or for the plan" "策略调整久未决定或未落实";
    what "A change is decided within ten working days, and what is approved is in the plan within ten more." "调整提出后十个工作日内决定，批准后十个工作日内落实到计划。";
    why "Marketing acts by the new strategy while the plan still follows the old one." "市场已按新策略行动，计划还停在旧策略上。";
    fix "Type `decision:` and `decided:`; when the plan is updated, `applied:`; what waits on purpose has `decision: deferred` with `revisit:`, or `applies_on:`." "填“决定”和“决定日期”；计划更新后填“落实日期”；有意等待的，填“暂缓”和“复议日期”，或填“计划落实日期”。";
    bad at "changes.yaml:1:11 decision", "changes.yaml:2:11 applied" { "changes.yaml": "- {title: Winter flight for renters, raised: 2026-05-25}\n- {title: Shorter page, raised: 2026-05-04, decided: 2026-05-11, decision: approved}\n" }
    good { "changes.yaml": "- {title: Winter flight for renters, raised: 2026-06-08}\n- {title: Shorter page, raised: 2026-05-04, decided: 2026-05-11, decision: approved, applied: 2026-05-20}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let waiting = judge.subjects(&judge.project.changes).filter(|change| !change.is_rejected());
    judge.each_by(waiting, verdict);
}

fn verdict(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    if change.applied.is_some() || change.done_on.is_some() {
        return Verdict::Pass;
    }
    match change.decision {
        None | Some(ChangeDecision::Undecided) => undecided(judge, change),
        Some(ChangeDecision::Deferred) => deferred(judge, change),
        Some(ChangeDecision::Applied) => Verdict::Pass,
        _ => not_applied(judge, change),
    }
}

fn undecided(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    let Some(raised) = change.raised else { return no_date() };
    let limit = judge.days(OPTIONS.days);
    stuck(judge, change, &Wait { field: "decision", since: raised, what: RAISED, state: both!("not decided", "尚未决定"), limit, help: DECIDE })
}

/// Until the day on which it is looked at again; one without such a day is not decided.
fn deferred(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    match change.revisit {
        Some(revisit) if judge.workdays_late(revisit) == 0 => Verdict::Pass,
        Some(revisit) => {
            let (what, state) = (both!("to be looked at again", "复议"), both!("still deferred", "仍为暂缓"));
            stuck(judge, change, &Wait { field: "revisit", since: revisit, what, state, limit: judge.days(OPTIONS.days), help: REVISIT })
        }
        None => {
            let state = both!("deferred without a day to look again", "暂缓，没有复议日期");
            since_decided(judge, change, ("revisit", REVISIT), both!("deferred", "暂缓"), state)
        }
    }
}

fn not_applied(judge: &RuleContext<'_>, change: Subject<'_, Change>) -> Verdict {
    if change.applies_on.is_some_and(|day| judge.workdays_late(day) == 0) {
        return Verdict::Pass;
    }
    since_decided(judge, change, ("applied", APPLY), both!("approved", "批准"), both!("not in the plan", "尚未落实到计划"))
}

/// What is counted from the decision; where its day is not known, deciding and putting into the plan together may take twice as long.
fn since_decided(
    judge: &RuleContext<'_>,
    change: Subject<'_, Change>,
    (field, help): (&'static str, Message),
    what: Message,
    state: Message,
) -> Verdict {
    let limit = judge.days(OPTIONS.days);
    match (change.decided, change.raised) {
        (Some(decided), _) => stuck(judge, change, &Wait { field, since: decided, what, state, limit, help }),
        (None, Some(raised)) if change.is_readable("decided") => {
            stuck(judge, change, &Wait { field, since: raised, what: RAISED, state, limit: limit.saturating_mul(2), help })
        }
        _ => no_date(),
    }
}

const RAISED: Message = both!("raised", "提出");

/// What a change waits for: since when, and how many working days at most.
struct Wait {
    field: &'static str,
    since: Date,
    what: Message,
    state: Message,
    limit: i64,
    help: Message,
}

const DECIDE: Message = both!(
    "Type `decision: approved`, `rejected` or `deferred`, and `decided:` with the day.",
    "在“决定”填“批准”“驳回”或“暂缓”，并填“决定日期”。"
);
const APPLY: Message = both!(
    "Type `applied:` with the day the plan was updated, or `applies_on:` with the day it will be.",
    "计划已更新的，填“落实日期”；还没到时候的，填“计划落实日期”。"
);
const REVISIT: Message =
    both!("Type `decision: approved` or `rejected`, or a new `revisit:` day.", "把“决定”改为“批准”或“驳回”，或填新的“复议日期”。");

fn stuck(judge: &RuleContext<'_>, change: Subject<'_, Change>, wait: &Wait) -> Verdict {
    let Wait { field, since, what, state, limit, help } = wait;
    let waited = judge.workdays(*since, judge.today());
    if waited <= *limit {
        return Verdict::Pass;
    }
    let (record, waited) = (change.label(judge.project), workdays(waited));
    let (since, limit) = (day(judge.project, *since), workdays(*limit));
    let message = say!(
        "{record} was {what} on {since} and is {state} {waited} later; the limit is {limit}.",
        "{record}于{since}{what}，过了{waited}{state}，上限为{limit}。",
        record, what, state, waited, since, limit
    );
    change.finding(field, message).help(help.clone()).into()
}

crate::cases! {
    "ten working days": passes { "changes.yaml": "- {title: Earlier, raised: 2026-06-01}\n" };
    "approved and not in the plan": found at "changes.yaml:1:11 applied" { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, decided: 2026-05-11, decision: approved}\n" };
    "deferred to a day ahead": passes { "changes.yaml": "- {title: Earlier, raised: 2026-03-02, decision: deferred, decided: 2026-03-09, revisit: 2026-09-01}\n" };
    "planned for a day ahead": passes { "changes.yaml": "- {title: Earlier, raised: 2026-03-02, decision: approved, decided: 2026-03-09, applies_on: 2026-09-01}\n" };
    "approved on a day that is not known": passes { "changes.yaml": "- {title: Earlier, raised: 2026-05-18, decision: approved}\n" };
    "approved some day, and raised long ago": found at "changes.yaml:1:11 applied" { "changes.yaml": "- {title: Earlier, raised: 2026-05-15, decision: approved}\n" };
    "applied": passes { "changes.yaml": "- {title: Earlier, raised: 2026-03-02, decision: approved, decided: 2026-03-09, applied: 2026-03-10}\n" };
    "applied on a day that is not known": passes { "changes.yaml": "- {title: Earlier, raised: 2026-03-02, decision: applied}\n" };
    "who is to approve is named": found at "changes.yaml:1:11 decision" { "changes.yaml": "- {title: Earlier, raised: 2026-05-18, approved_by: Zhou Kai}\n" };
    "approved by somebody on a day": found at "changes.yaml:1:11 applied" { "changes.yaml": "- {title: Earlier, raised: 2026-05-04, decided: 2026-05-11, approved_by: Zhou Kai}\n" };
    "no day to judge by": not_assessable { "changes.yaml": "- {title: Earlier}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn what_waits_too_long() {
        for (text, expected) in [
            ("raised: 2026-06-01", 0), // ten working days
            ("raised: 2026-05-29", 1),
            ("raised: 2026-05-01, decision: rejected", 0),
            ("raised: 2026-05-01, decided: 2026-06-01, decision: approved", 0),
            ("raised: 2026-05-01, decided: 2026-05-29, decision: approved", 1),
            ("raised: 2026-05-01, decided: 2026-05-29, decision: approved, applies_on: 2026-07-01", 0),
            ("raised: 2026-05-01, decided: 2026-05-29, decision: approved, applied: 2026-06-12", 0),
            ("raised: 2026-05-01, decided: 2026-05-29, decision: deferred, revisit: 2026-07-01", 0),
            ("raised: 2026-05-01, decided: 2026-05-04, decision: deferred, revisit: 2026-05-20", 1),
            ("raised: 2026-05-01, decided: 2026-05-04, decision: deferred", 1),
            ("decision: approved", 0),
        ] {
            let changes = format!("- {{title: x, {text}}}\n");
            assert_eq!(findings(&RULE, &[("changes.yaml", &changes)]), expected, "{text}");
        }
    }

    #[test]
    fn the_limit_is_an_option() {
        let settings = "checklist:\n  rules:\n    change-stuck: {days: 20}\n";
        assert_eq!(findings(&RULE, &[("changes.yaml", "- {title: x, raised: 2026-05-29}\n"), ("alongside.yaml", settings)]), 0);
    }
}
