use crate::checklist::rules::owner::person_name;
use crate::checklist::rules::words::{day, no_date, workdays};
use crate::checklist::{RuleContext, Subject, Verdict};
use crate::project::Record;
use crate::project::registers::resources::Allocation;
use crate::project::types::{Days, Owner};
use crate::{both, rule, say};

rule! { "allocated-while-absent", Allocation, Signal, Warning, Each, Planning..=Closing;
    options { last_days = 3, "Last working days before a task or milestone on which its owner is there" "任务或里程碑到期前负责人应在岗的工作日数"; }
    title "Work is planned into an absence" "工作排在缺勤期间";
    what "No more than half of an allocation falls into an absence, and owners are there in the last three days before their tasks and milestones." "人力安排落在缺勤期间的不到一半，任务和里程碑到期前三个工作日负责人在岗。";
    why "The work stands still on the days on which it is to be finished." "该收尾的那几天，正好没人干活。";
    fix "Move the dates, or give the work to somebody who is there; if the absence has changed, correct `absences` in `people.yaml`." "调整日期，或交给在岗的人；缺勤有变的，修改 `人员` 里的“缺勤”。";
    bad at "allocations.csv:2:7 from" { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-07-06..2026-07-17]}\n", "allocations.csv": "person,from,to,percent\nli-na,2026-07-06,2026-07-24,50\n" }
    good { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-07-06..2026-07-17]}\n", "allocations.csv": "person,from,to,percent\nli-na,2026-06-08,2026-07-31,50\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, analysis, today) = (judge.project, judge.analysis, judge.today());
    let ahead = judge.subjects(&project.allocations).filter(|allocation| allocation.to >= today);
    judge.each_by(ahead, allocation_verdict);
    let tasks = judge.subjects(&project.tasks).filter(|task| analysis.is_open(task.id) && task.owner.is_some());
    judge.each_by(tasks, |judge, task| due_verdict(judge, task, task.owner.as_ref(), "end"));
    let milestones = judge.subjects(&project.milestones).filter(|milestone| analysis.is_open(milestone.id) && milestone.owner.is_some());
    judge.each_by(milestones, |judge, milestone| due_verdict(judge, milestone, milestone.owner.as_ref(), "forecast"));
}

fn allocation_verdict(judge: &RuleContext<'_>, allocation: Subject<'_, Allocation>) -> Verdict {
    let Some(person) = judge.project.resolve(&allocation.person.reference()).one() else {
        return Verdict::NotAssessable(both!("The person is not known.", "找不到该人员。"));
    };
    let all = judge.project.calendar.workdays_between(allocation.from, allocation.to);
    for absence in ahead(judge, person.index) {
        let away = judge.project.calendar.workdays_between(allocation.from.max(absence.first), allocation.to.min(absence.last));
        if away > 0 && away * 2 >= all {
            let (name, all) = (person_name(judge.project, person.index), workdays(all));
            let [from, to, first, last] =
                [allocation.from, allocation.to, absence.first, absence.last].map(|date| day(judge.project, date));
            let message = say!(
                "{name} is allocated from {from} to {to}, {all}, and away on {away} of them ({first} to {last}).",
                "{name}的投入安排在{from}至{to}，共{all}，其中{away}天缺勤（{first}至{last}）。",
                name, from, to, all, away, first, last
            );
            let help = both!("Move `from` and `to`, or allocate somebody who is there.", "调整“开始”和“结束”，或换一个在岗的人。");
            return allocation.finding("from", message).help(help).into();
        }
    }
    Verdict::Pass
}

/// Whether the owner is away on all of the last days before something is due.
fn due_verdict<T: Record>(judge: &RuleContext<'_>, subject: Subject<'_, T>, owner: Option<&Owner>, field: &str) -> Verdict {
    let Some(due) = judge.analysis.dates(subject.id).and_then(|dates| dates.day) else { return no_date() };
    let Some(person) = judge.project.owner(owner) else {
        return Verdict::NotAssessable(both!("The owner is not known.", "找不到负责人。"));
    };
    let away = ahead(judge, person).into_iter().find(|absence| {
        let calendar = &judge.project.calendar;
        absence.contains(due) && calendar.workdays_between(absence.first, due) >= judge.days(OPTIONS.last_days)
    });
    let Some(absence) = away.filter(|_| due >= judge.today()) else { return Verdict::Pass };
    let (record, name) = (subject.label(judge.project), person_name(judge.project, person));
    let [due, first, last] = [due, absence.first, absence.last].map(|date| day(judge.project, date));
    let message = say!(
        "{record} is due on {due}; {name} is away from {first} to {last}.",
        "{record}应于{due}完成，而负责人{name}{first}至{last}缺勤。",
        record, due, name, first, last
    );
    let help = both!("Move the date, or name another `owner`.", "调整日期，或换一位负责人。");
    subject.finding(field, message).help(help).into()
}

/// Absences of a person that are not over.
fn ahead(judge: &RuleContext<'_>, person: usize) -> Vec<Days> {
    let absences = judge.project.people.get(person).map(|person| person.absences.clone()).unwrap_or_default();
    absences.into_iter().filter(|absence| absence.last >= judge.today()).collect()
}

crate::cases! {
    "a short leave in a long allocation": passes { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-06-22..2026-06-24]}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-07-31, percent: 50}\n" };
    "half of it": found at "allocations.yaml:1:25 from" { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-06-22..2026-06-26]}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-06-26, percent: 50}\n" };
    "the last days before a milestone": found at "milestones.yaml:1:40 forecast" { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-06-22..2026-06-26]}\n", "milestones.yaml": "- {name: Live, owner: li-na, forecast: 2026-06-26}\n" };
    "an absence that is over": passes { "people.yaml": "- {id: li-na, name: Li Na, absences: [2026-05-04..2026-05-15]}\n", "allocations.yaml": "- {person: li-na, from: 2026-06-15, to: 2026-06-26, percent: 50}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    const PEOPLE: (&str, &str) = ("people.yaml", "- {id: li-na, name: Li Na, absences: [2026-07-06..2026-07-17, 2026-05-04..2026-05-08]}\n");

    #[test]
    fn allocations() {
        for (from, to, expected) in [
            ("2026-06-22", "2026-07-17", 1), // ten of twenty days
            ("2026-06-19", "2026-07-17", 0),
            ("2026-05-04", "2026-05-08", 0), // past
        ] {
            let rows = format!("person,from,to,percent\nli-na,{from},{to},50\n");
            assert_eq!(findings(&RULE, &[PEOPLE, ("allocations.csv", &rows)]), expected, "{from}");
        }
    }

    #[test]
    fn the_last_days_before_something_is_due() {
        for (end, expected) in [("2026-07-07", 0), ("2026-07-08", 1), ("2026-07-17", 1), ("2026-07-20", 0)] {
            let tasks = format!("- {{name: x, owner: li-na, start: 2026-06-01, end: {end}}}\n");
            assert_eq!(findings(&RULE, &[PEOPLE, ("tasks.yaml", &tasks)]), expected, "{end}");
        }
    }
}
