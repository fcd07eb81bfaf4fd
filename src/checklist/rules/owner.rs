//! What findings say of the person who owns a record.

use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext};
use crate::project::Project;
use crate::project::registers::people::Person;
use crate::project::types::{Days, Owner};
use crate::say;
use crate::text::{Lang, Message};

/// " The owner is on leave until 9 May 2026.", behind a sentence that says how late something is; empty if the owner is there.
pub(super) fn on_leave(judge: &RuleContext<'_>, owner: Option<&Owner>) -> Message {
    let Some(absence) = judge.project.owner(owner).and_then(|person| absence(judge, person)) else { return Message::default() };
    let until = day(judge.project, absence.last);
    say!(" The owner is on leave until {until}.", "负责人休假至{until}。", until)
}

/// A finding about something late, with what explains it if its owner is away, and who may do it meanwhile.
pub(super) fn with_leave(judge: &RuleContext<'_>, owner: Option<&Owner>, finding: Finding) -> Finding {
    let (what, leave) = (&finding.message, on_leave(judge, owner));
    let message = say!("{what}{leave}", "{what}{leave}", what, leave);
    with_stand_in(judge, owner, Finding { message, ..finding })
}

/// A finding with who may do it while its owner is on leave.
pub(super) fn with_stand_in(judge: &RuleContext<'_>, owner: Option<&Owner>, finding: Finding) -> Finding {
    let Some(away) = judge.project.owner(owner) else { return finding };
    let Some(absence) = absence(judge, away) else { return finding };
    let until = day(judge.project, absence.last);
    let advice = match stand_in(judge, away) {
        Some(person) => {
            let name = person_name(judge.project, person);
            let id = judge.project.people.get(person).map_or("", |person| &person.id);
            say!(
                " Until {until} {name} could stand in: type `owner: {en_id}`.",
                "{until}前可由{name}代办，把“负责人”改为{name}。",
                until,
                name,
                en_id = id
            )
        }
        None => say!(" Until {until} name a stand-in as `owner`.", "{until}前先把“负责人”改为代办的人。", until),
    };
    let fix = finding.help.clone().unwrap_or_default();
    finding.help(say!("{fix}{advice}", "{fix}{advice}", fix, advice))
}

/// Who may do a person's work: the contact of their department, its only other member, or the person's manager.
fn stand_in(judge: &RuleContext<'_>, away: usize) -> Option<usize> {
    let project = judge.project;
    let entry = project.people.get(away)?;
    let departments: Vec<usize> = entry.department.iter().filter_map(|name| project.department(name.text())).collect();
    let contacts = departments.iter().filter_map(|at| project.person(project.departments.get(*at)?.contact.as_ref()?.text()));
    let is_colleague =
        |person: &Person| person.department.iter().filter_map(|name| project.department(name.text())).any(|at| departments.contains(&at));
    let mut colleagues = project.people.iter().enumerate().filter(|(at, person)| *at != away && is_colleague(person));
    let colleague = colleagues.next().filter(|_| colleagues.next().is_none()).map(|(at, _)| at);
    let manager = entry.manager.as_ref().and_then(|manager| project.person(manager.text()));
    contacts.chain(colleague).chain(manager).find(|person| *person != away && !is_away(judge, *person))
}

fn is_away(judge: &RuleContext<'_>, person: usize) -> bool {
    absence(judge, person).is_some()
}

fn absence<'p>(judge: &RuleContext<'p>, person: usize) -> Option<&'p Days> {
    judge.project.people.get(person)?.absences.iter().find(|days| days.contains(judge.today()))
}

/// " (Xu Jing)", 「（徐静）」: the owner's name behind a record; empty if nobody is known to own it.
pub(super) fn in_brackets(judge: &RuleContext<'_>, owner: Option<&Owner>) -> Message {
    let Some(person) = judge.project.owner(owner) else { return Message::default() };
    let name = person_name(judge.project, person);
    say!(" ({name})", "（{name}）", name)
}

/// A person's name.
pub(super) fn person_name(project: &Project, person: usize) -> Message {
    let name = |lang| project.people.get(person).map_or("", |person| person.name.get(lang, project.default_lang()).0).to_owned();
    Message { en: name(Lang::En).into(), zh: name(Lang::Zh).into() }
}

#[cfg(test)]
mod tests {
    use crate::checklist::rules::find;
    use crate::checklist::rules::tests::outcome;

    /// Message and help of the one finding of a rule where Li Na is away.
    fn told(rule: &str, people: &str, files: &[(&str, &str)]) -> (String, String) {
        let people = format!(
            "- {{id: li-na, name: Li Na, absences: [2026-06-08..2026-06-19], {people}}}\n- {{id: gao-min, name: Gao Min, department: legal}}\n"
        );
        let departments =
            ("departments.yaml", "- {id: legal, name: Legal, contact: gao-min}\n- {id: sales, name: Sales, contact: li-na}\n");
        let files: Vec<(&str, &str)> = files.iter().copied().chain([("people.yaml", people.as_str()), departments]).collect();
        let findings = outcome(find(rule).expect("the rule is registered"), &files).findings;
        let [found] = findings.as_slice() else { panic!("{rule}: {findings:#?}") };
        let finding = &found.finding;
        (finding.message.en.clone().into_owned(), finding.help.clone().unwrap_or_default().en.into_owned())
    }

    #[test]
    fn late_work_of_people_on_leave_names_a_stand_in() {
        let milestone = ("milestones.yaml", "- {id: live, name: Live, forecast: 2026-06-19}\n");
        for (rule, files) in [
            ("goal-past-due-without-outcome", vec![("goals.yaml", "- {title: Sell, owner: li-na, due: 2026-05-01}\n")]),
            (
                "kpi-measurement-overdue",
                vec![("kpis.yaml", "- {name: Sold, owner: li-na, cadence: week, measurements: [{date: 2026-05-05, value: 3}]}\n")],
            ),
            ("meeting-overdue", vec![("cadences.yaml", "- {name: Weekly, owner: li-na, every: week, starts: 2026-05-04}\n")]),
            ("action-overdue", vec![("actions.yaml", "- {what: Call, owner: li-na, due: 2026-06-03}\n")]),
            ("feedback-unanswered", vec![("feedback.yaml", "- {date: 2026-05-04, quote: Too loud, status: new, owner: li-na}\n")]),
            ("support-late", vec![("support.yaml", "- {name: Test shop, needed_by: 2026-06-10, status: requested, owner: li-na}\n")]),
            (
                "support-late",
                vec![("support.yaml", "- {name: Test shop, needed_by: 2026-08-03, available_from: 2026-08-10, owner: li-na}\n")],
            ),
            ("ticket-beyond-limit", vec![("tickets.yaml", "- {title: Login, opened: 2026-05-04, severity: high, owner: li-na}\n")]),
            (
                "ticket-blocks-milestone",
                vec![milestone, ("tickets.yaml", "- {title: Login, opened: 2026-06-01, owner: li-na, blocks: [live]}\n")],
            ),
            ("task-overdue", vec![("tasks.yaml", "- {name: Film, owner: li-na, end: 2026-06-05, percent: 50}\n")]),
            ("material-late", vec![("materials.yaml", "- {name: Boxes, owner: li-na, needed_by: 2026-06-05, status: ordered}\n")]),
            ("issue-neglected", vec![("issues.yaml", "- {title: Leak, owner: li-na, due: 2026-06-05, status: open}\n")]),
            ("improvement-overdue", vec![("improvements.yaml", "- {title: One list, owner: li-na, due: 2026-06-05}\n")]),
            ("risk-review-overdue", vec![("risks.yaml", "- {title: Rain, owner: li-na, next_review: 2026-06-05}\n")]),
            (
                "risk-action-overdue",
                vec![("risks.yaml", "- {title: Rain, actions: [{what: Rent a tent, owner: li-na, due: 2026-06-05}]}\n")],
            ),
            ("handoff-overdue", vec![("handoffs.yaml", "- {what: Texts, due: 2026-06-03, status: in progress, owner: li-na}\n")]),
        ] {
            let (message, help) = told(rule, "department: legal", &files);
            assert!(message.contains(" The owner is on leave until 19 Jun."), "{rule}: {message}");
            assert!(help.ends_with(" Until 19 Jun Gao Min could stand in: type `owner: gao-min`."), "{rule}: {help}");
        }
    }

    #[test]
    fn who_stands_in() {
        let action = [("actions.yaml", "- {what: Call, owner: li-na, due: 2026-06-03}\n")];
        let help = |person: &str| told("action-overdue", person, &action).1;
        assert!(help("department: legal").contains("Gao Min could"), "the contact of the department");
        assert!(help("department: sales, manager: gao-min").contains("Gao Min could"), "the manager of a contact");
        assert!(help("department: sales").ends_with(" Until 19 Jun name a stand-in as `owner`."), "nobody is known");
    }
}
