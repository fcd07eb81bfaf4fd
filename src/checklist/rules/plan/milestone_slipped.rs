use crate::analysis::plan::{Dates, State, is_agreed};
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::registers::plan::Milestone;
use crate::text::Message;
use crate::{both, rule, say};

rule! { "milestone-slipped", Plan, Signal, Warning, Each, Planning..=Closing;
    options {
        days = 5, "Working days that a milestone may slip without a change" "无需策略调整即可推迟的工作日数";
        critical_days = 0, "The same for a milestone on the critical path" "关键路径上的里程碑无需策略调整即可推迟的工作日数";
    }
    title "Milestone has slipped without a recorded change" "里程碑推迟且没有变更记录";
    what "An open milestone is expected no more than five working days after its baseline, on the critical path on that day itself, or an approved change has agreed the new date." "未达成的里程碑比基线日期推迟不超过五个工作日，关键路径上的不推迟，或有已批准的策略调整认可新日期。";
    why "Others have booked media, rooms and people by the old date." "别人已按原日期订好媒体、场地和人手。";
    fix "Record the change (`affects: [the milestone]`, `decision: approved`), or bring `forecast` back." "登记一条策略调整（“影响对象”填里程碑编号，“决定”填“批准”），或把“预计日期”改回来。";
    bad at "milestones.yaml:1:71 forecast" { "milestones.yaml": "- {id: M-04, name: Landing page live, baseline: 2026-06-24, forecast: 2026-07-03}\n" }
    good {
        "milestones.yaml": "- {id: M-04, name: Landing page live, baseline: 2026-06-24, forecast: 2026-07-03}\n",
        "changes.yaml": "- {title: Page later, raised: 2026-06-01, decision: approved, affects: [M-04]}\n"
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let analysis = judge.analysis;
    // Past and without a word is not recorded, which another rule asks for.
    let is_known = |id| analysis.dates(id).is_some_and(|dates| dates.state.is_open() && dates.state != State::NotRecorded);
    let open = judge.subjects(&judge.project.milestones).filter(|milestone| is_known(milestone.id));
    judge.each_by(open, verdict);
}

fn verdict(judge: &RuleContext<'_>, milestone: Subject<'_, Milestone>) -> Verdict {
    let Some((dates, baseline, day)) = judge.analysis.dates(milestone.id).and_then(|dates| Some((dates, dates.baseline?, dates.day?))) else {
        return no_date();
    };
    let is_critical = judge.analysis.schedule.critical_milestones.get(milestone.id.index) == Some(&true);
    let (slip, limit) = (judge.workdays(judge.project.calendar.due(baseline), day), judge.days(if is_critical { OPTIONS.critical_days } else { OPTIONS.days }));
    if slip <= limit || is_agreed(judge.project, milestone.id) {
        return Verdict::Pass;
    }
    finding(judge, milestone, dates, slip, is_critical).into()
}

fn finding(judge: &RuleContext<'_>, milestone: Subject<'_, Milestone>, dates: &Dates, slip: i64, is_critical: bool) -> Finding {
    let [baseline, forecast] = [dates.baseline, dates.day].map(|date| date.map_or_else(Message::default, |date| day(judge.project, date)));
    let (record, slip) = (milestone.label(judge.project), workdays(slip));
    let limit = if is_critical {
        both!("it is on the critical path", "且在关键路径上")
    } else {
        let days = workdays(judge.days(OPTIONS.days));
        say!("the limit is {days}", "超过{days}的上限", days)
    };
    let message = say!(
        "{record} moved from {baseline} to {forecast}, {slip}; {limit}.",
        "{record}由{baseline}推迟到{forecast}，晚{slip}，{limit}。",
        record, baseline, forecast, slip, limit
    );
    let id = &milestone.entry().id;
    milestone.finding("forecast", message).help(say!(
        "Record the change (`affects: [{id}]`, `decision: approved`), or bring `forecast` back.",
        "登记一条策略调整（“影响对象”填{id}，“决定”填“批准”），或把“预计日期”改回来。",
        id
    ))
}

crate::cases! {
    "five working days": passes { "milestones.yaml": "- {name: Live, baseline: 2026-07-01, forecast: 2026-07-08}\n- {name: Party, baseline: 2026-09-01}\n" };
    "six working days": found at "milestones.yaml:1:48 forecast" { "milestones.yaml": "- {name: Live, baseline: 2026-07-01, forecast: 2026-07-09}\n- {name: Party, baseline: 2026-09-01}\n" };
    "from a Sunday to the Monday after it": passes { "milestones.yaml": "- {id: live, name: Live, baseline: 2026-06-28, forecast: 2026-06-29}\n", "tasks.yaml": "- {name: Film, start: 2026-06-22, end: 2026-06-29, milestone: live}\n" };
    "earlier is no slip": passes { "milestones.yaml": "- {name: Live, baseline: 2026-07-10, forecast: 2026-07-01}\n- {name: Party, baseline: 2026-09-01}\n" };
    "an approved change names it": passes { "milestones.yaml": "- {id: live, name: Live, baseline: 2026-07-01, forecast: 2026-07-20}\n- {name: Party, baseline: 2026-09-01}\n", "changes.yaml": "- {title: Later, decision: approved, decided: 2026-06-01, affects: [live]}\n" };
    "a rejected change does not": found at "milestones.yaml:1:58 forecast" { "milestones.yaml": "- {id: live, name: Live, baseline: 2026-07-01, forecast: 2026-07-20}\n- {name: Party, baseline: 2026-09-01}\n", "changes.yaml": "- {title: Later, decision: rejected, decided: 2026-06-01, affects: [live]}\n" };
    "what has happened is left alone": not_assessable { "milestones.yaml": "- {name: Live, baseline: 2026-05-01, actual: 2026-05-29}\n" };
    "nothing to compare": not_assessable { "milestones.yaml": "- {name: Live, forecast: 2026-07-20}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn how_far_a_milestone_may_slip() {
        for (dates, expected) in [
            ("baseline: 2026-06-24, forecast: 2026-07-01", 0), // five working days
            ("baseline: 2026-06-24, forecast: 2026-07-02", 1),
            ("baseline: 2026-06-24, forecast: 2026-06-17", 0), // earlier is no slip
            ("baseline: 2026-05-04, forecast: 2026-06-01, actual: 2026-06-01", 0),
            ("baseline: 2026-05-04, forecast: 2026-06-01", 0), // past and not recorded
            ("baseline: 2026-05-04, forecast: 2026-06-01, status: in progress", 1),
            ("forecast: 2026-07-02", 0),
        ] {
            let milestones = format!("- {{id: M-1, name: x, {dates}}}\n");
            assert_eq!(findings(&RULE, &[("milestones.yaml", &milestones)]), expected, "{dates}");
        }
    }

    #[test]
    fn on_the_critical_path_a_day_is_too_much() {
        let milestones = ("milestones.yaml", "- {id: M-1, name: x, baseline: 2026-06-24, forecast: 2026-06-25}\n");
        for (tasks, expected) in [
            ("- {name: a, start: 2026-06-22, end: 2026-06-25, milestone: M-1}\n", 1),
            ("- {name: a, start: 2026-06-22, end: 2026-06-25, milestone: M-1}\n- {name: b, end: 2026-06-26}\n", 0),
        ] {
            assert_eq!(findings(&RULE, &[milestones, ("tasks.yaml", tasks)]), expected, "{tasks}");
        }
    }

    #[test]
    fn what_agrees_a_new_date() {
        let milestones = ("milestones.yaml", "- {id: M-1, name: x, goals: [g], baseline: 2026-06-24, forecast: 2026-07-15}\n- {id: M-2, name: y}\n");
        let goals = ("goals.yaml", "- {id: g, title: Sell}\n");
        for (change, expected) in [
            ("decision: approved, affects: [M-1]", 0),
            ("decision: approved, affects: [g]", 1), // it says nothing of the day
            ("decision: approved, affects: [g, M-2]", 1),
            ("decision: rejected, affects: [M-1]", 1),
            ("affects: [M-1]", 1),
        ] {
            let changes = format!("- {{title: x, {change}}}\n");
            assert_eq!(findings(&RULE, &[milestones, goals, ("changes.yaml", &changes)]), expected, "{change}");
        }
    }
}
