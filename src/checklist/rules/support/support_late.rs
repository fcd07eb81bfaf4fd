use crate::calendar::Date;
use crate::checklist::rules::owner::with_leave;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::support::{Resource, ResourceStatus};
use crate::project::types::ChoiceType;
use crate::{both, rule, say};

rule! { "support-late", Resources, Signal, Warning, Folded, Planning..=Closing;
    options { days = 10, "Working days before the day of need from which the resource is asked for" "在需要日期之前多少个工作日开始检查"; }
    asks { Support: available_from status; }
    title "Technical resource comes late" "技术资源不能按时到位";
    what "What marketing needs is available on the day it is needed; two weeks before, it is available or promised for a day in time." "市场方需要的资源在需要日期到位；前两周已可用，或已约定按时到位的日期。";
    why "The work that waits for it starts late, and the milestone behind it moves." "等它的工作开始得晚，后面的里程碑也跟着推迟。";
    fix "If it is there, type `status: available`; else agree a day with its owner and type `available_from:`, or move `needed_by`." "已到位就把“状态”改为“可用”；没到位就和负责人约定日期，填“可用日期”，或调整“需要日期”。";
    bad at "support.yaml:1:71 status", "support.yaml:2:60 available_from" { "support.yaml": "- {name: Test shop, kind: environment, needed_by: 2026-06-10, status: requested}\n- {name: Analytics, needed_by: 2026-08-03, available_from: 2026-08-12}\n" }
    good { "support.yaml": "- {name: Test shop, kind: environment, needed_by: 2026-06-10, status: available}\n- {name: Analytics, needed_by: 2026-08-03, available_from: 2026-08-03, status: requested}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let wanted = judge.subjects(&judge.project.support).filter(|resource| resource.status != Some(ResourceStatus::Cancelled));
    judge.each_by(wanted, verdict);
}

fn verdict(judge: &RuleContext<'_>, resource: Subject<'_, Resource>) -> Verdict {
    let Some(needed) = resource.needed_by else { return no_date() };
    let needed = judge.project.calendar.due(needed);
    if is_there(judge, &resource) {
        return Verdict::Pass;
    }
    if let Some(from) = resource.available_from.filter(|from| judge.workdays(needed, *from) > 0) {
        return with_leave(judge, resource.owner.as_ref(), comes_late(judge, resource, needed, from)).into();
    }
    let is_soon = judge.workdays(judge.today(), needed) <= judge.days(OPTIONS.days);
    match resource.status {
        _ if !is_soon || is_promised(judge, &resource) => Verdict::Pass,
        Some(status) => with_leave(judge, resource.owner.as_ref(), is_awaited(judge, resource, needed, status)).into(),
        None => is_unrecorded(judge, resource, needed).into(),
    }
}

/// By its status, or by a day that is past where there is no status.
fn is_there(judge: &RuleContext<'_>, resource: &Resource) -> bool {
    let has_come = resource.status.is_none() && resource.available_from.is_some_and(|from| from <= judge.today());
    has_come || resource.status == Some(ResourceStatus::Available)
}

/// For a day that is not past; a resource that is said to be unavailable is not.
fn is_promised(judge: &RuleContext<'_>, resource: &Resource) -> bool {
    resource.status != Some(ResourceStatus::Unavailable) && resource.available_from.is_some_and(|from| judge.workdays_late(from) == 0)
}

fn comes_late(judge: &RuleContext<'_>, resource: Subject<'_, Resource>, needed: Date, from: Date) -> Finding {
    let (record, late) = (resource.label(judge.project), workdays(judge.workdays(needed, from)));
    let (needed, from) = (day(judge.project, needed), day(judge.project, from));
    let message = say!(
        "{record} is needed by {needed} and available from {from}, {late} late.",
        "{record}需要日期为{needed}，可用日期为{from}，晚{late}。",
        record, needed, from, late
    );
    resource.finding("available_from", message).help(both!(
        "Agree an earlier `available_from` with its owner, or move `needed_by` and the work that waits for it.",
        "和负责人商定更早的“可用日期”，或调整“需要日期”和等它的工作。"
    ))
}

fn is_awaited(judge: &RuleContext<'_>, resource: Subject<'_, Resource>, needed: Date, status: ResourceStatus) -> Finding {
    let (record, status) = (resource.label(judge.project), status.label());
    let away = judge.workdays(judge.today(), needed);
    let (needed, left, late) = (day(judge.project, needed), workdays(away), workdays(-away));
    let when = if away >= 0 {
        say!("in {left}", "还有{left}", left)
    } else {
        say!("{late} ago", "已过{late}", late)
    };
    let message = say!(
        "{record} is needed by {needed}, {when}; its `status` is “{status}”.",
        "{record}需要日期为{needed}（{when}），状态为“{status}”。",
        record, needed, when, status
    );
    resource.finding("status", message).help(both!(
        "Type `status: available` if it is there; else `available_from:` with the day its owner promises.",
        "已到位就把“状态”改为“可用”；没到位就在“可用日期”填负责人答应的日期。"
    ))
}

fn is_unrecorded(judge: &RuleContext<'_>, resource: Subject<'_, Resource>, needed: Date) -> Finding {
    let (record, needed) = (resource.label(judge.project), day(judge.project, needed));
    let message = say!(
        "{record} is needed by {needed}; neither `status` nor `available_from` says whether it is there.",
        "{record}需要日期为{needed}，没有登记“状态”和“可用日期”，看不出是否到位。",
        record, needed
    );
    let help = both!("Type `status: available`, or `available_from:` with the day.", "在“状态”填“可用”，或填“可用日期”。");
    resource.finding("status", message).help(help).unrecorded()
}

crate::cases! {
    "available after it is needed": found at "support.yaml:1:55 available_from" { "support.yaml": "- {name: Mail, needed_by: 2026-08-03, available_from: 2026-08-10}\n" };
    "needed soon and only asked for": found at "support.yaml:1:47 status" { "support.yaml": "- {name: Mail, needed_by: 2026-06-22, status: requested}\n" };
    "needed later": passes { "support.yaml": "- {name: Mail, needed_by: 2026-08-03, status: requested}\n" };
    "there": passes { "support.yaml": "- {name: Mail, needed_by: 2026-06-01, status: available}\n" };
    "nobody has said when": not_assessable { "support.yaml": "- {name: Mail, status: requested}\n" };
    "states not recorded are one finding": found at "support.yaml:1:10 status" { "support.yaml": "- {name: A, needed_by: 2026-06-01}\n- {name: B, needed_by: 2026-06-01}\n- {name: C, needed_by: 2026-06-01}\n- {name: D, needed_by: 2026-06-01}\n- {name: E, needed_by: 2026-12-01}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn what_is_late() {
        for (text, expected) in [
            ("- {name: x, needed_by: 2026-06-10, status: in progress}\n", 1),
            ("- {name: x, needed_by: 2026-06-29, status: requested}\n", 1), // ten working days ahead
            ("- {name: x, needed_by: 2026-06-30, status: requested}\n", 0), // eleven
            ("- {name: x, needed_by: 2026-06-30, status: requested, available_from: 2026-07-01}\n", 1),
            ("- {name: x, needed_by: 2026-06-10, status: available, available_from: 2026-06-12}\n", 0), // late, but there
            ("- {name: x, needed_by: 2026-06-10, status: cancelled}\n", 0),
            ("- {name: x, needed_by: 2026-06-18, status: requested, available_from: 2026-06-17}\n", 0), // promised in time
            ("- {name: x, needed_by: 2026-06-18, status: unavailable, available_from: 2026-06-17}\n", 1),
            ("- {name: x, needed_by: 2026-06-18, status: requested, available_from: 2026-06-12}\n", 1), // the promise is past
            ("- {name: x, needed_by: 2026-06-13, available_from: 2026-06-15}\n", 0), // a Saturday moves to Monday
            ("- {name: x, status: requested}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[("support.yaml", text)]), expected, "{text}");
        }
    }

    #[test]
    fn a_state_that_nobody_recorded_is_asked_for_once() {
        let rows = (1..=7).map(|n| format!("- {{name: r{n}, needed_by: 2026-05-0{n}}}\n")).collect::<Vec<_>>().concat();
        let outcome = outcome(&RULE, &[("support.yaml", &rows)]);
        assert_eq!(outcome.findings.len(), 1);
        assert!(outcome.findings[0].finding.is_unrecorded);
        assert_eq!(outcome.findings[0].finding.records.len(), 7);
    }
}
