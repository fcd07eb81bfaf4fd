use crate::checklist::rules::words::{day, days, no_date};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::registers::improvement::Improvement;
use crate::{both, rule, say};

rule! { "improvement-not-verified", Improvements, Signal, Warning, Folded, Execution..=Closed;
    options { days = 30, "Calendar days after which an improvement is looked at again" "完成多少个日历天后应验证效果"; }
    asks { Improvements: verified_on; }
    title "Nobody has looked whether the improvement works" "改进完成后没有验证效果";
    what "Thirty days after it is done, somebody has looked whether an improvement works." "改进完成30天后，已有人验证是否有效。";
    why "A change that did not help stays in the process, and everybody carries it on." "没用的改动留在流程里，人人都得照做。";
    fix "Look at its measure and type `verified_on:` and `effective: yes` (or no)." "按“衡量方法”看一下效果，填“验证日期”和“是否有效”。";
    bad at "improvements.yaml:1:11 verified_on" { "improvements.yaml": "- {title: Notes on the day of the meeting, measure: Nine of ten, status: done, done_on: 2026-05-04}\n" }
    good { "improvements.yaml": "- {title: Notes on the day of the meeting, measure: Nine of ten, status: done, done_on: 2026-05-04, verified_on: 2026-06-08, effective: yes}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    // Those that were done a short while ago are not asked yet.
    let is_due = |improvement: &Improvement| improvement.done_on.is_none_or(|done| judge.has_run_out(done, judge.days(OPTIONS.days)));
    let done = judge.subjects(&judge.project.improvements).filter(|improvement| improvement.is_done() && is_due(improvement));
    let done: Vec<_> = done.collect();
    judge.each_by(done, verdict);
}

fn verdict(judge: &RuleContext<'_>, improvement: Subject<'_, Improvement>) -> Verdict {
    if improvement.verified_on.is_some() || improvement.effective.is_some() {
        return Verdict::Pass;
    }
    let Some(done) = improvement.done_on else { return no_date() };
    let (record, limit) = (improvement.label(judge.project), days(judge.days(OPTIONS.days)));
    let (since, done) = (days(done.days_until(judge.today())), day(judge.project, done));
    let message = say!(
        "{record} was done on {done}, {since} ago, and has not been verified (limit {limit}).",
        "{record}于{done}完成，已过{since}，尚未验证效果（上限{limit}）。",
        record, done, since, limit
    );
    let help = both!(
        "Look at its measure, then type `verified_on:` with the day and `effective: yes` (or no).",
        "按“衡量方法”看一下效果，再填“验证日期”和“是否有效”。"
    );
    improvement.finding("verified_on", message).help(help).into()
}

crate::cases! {
    "done without a day": not_assessable { "improvements.yaml": "- {title: Shorter meetings, status: done}\n" };
    "thirty days": not_assessable { "improvements.yaml": "- {title: Shorter meetings, status: done, done_on: 2026-05-16}\n" };
    "not done yet": not_assessable { "improvements.yaml": "- {title: Shorter meetings, due: 2026-07-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn when_it_is_asked_for() {
        for (fields, expected) in [
            ("done_on: 2026-05-13", 1),
            ("done_on: 2026-05-14", 0), // a Saturday thirty days later, which moves to today
            ("done_on: 2026-05-01, effective: no", 0),
            ("status: done", 0),
            ("due: 2026-05-01", 0),
        ] {
            assert_eq!(findings(&RULE, &[("improvements.yaml", &format!("- {{title: x, {fields}}}\n"))]), expected, "{fields}");
        }
        let longer = ("alongside.yaml", "checklist:\n  rules:\n    improvement-not-verified: {days: 60}\n");
        assert_eq!(findings(&RULE, &[longer, RULE.bad[0]]), 0);
    }

    #[test]
    fn what_is_not_due_yet_is_no_subject() {
        let outcome = outcome(&RULE, &[("improvements.csv", "title,done_on\nx,2026-06-01\ny,2026-05-01\n")]);
        assert_eq!((outcome.failed, outcome.passed, outcome.not_assessable), (1, 0, 0));
    }
}
