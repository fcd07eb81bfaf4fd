use crate::checklist::{Finding, Judge, Place, Verdict, label};
use crate::project::types::Value;
use crate::project::{Kind, Project, RecordId};
use crate::{rule, say};

rule! { "owner-is-department", Records, Quality, Warning, Folded, Initiation..=Closed;
    title "Owner is a department, not a person" "负责人填了部门，不是人";
    what "`owner` names one person; a department may be a contact, a requester or a party of RACI." "“负责人”填一个人；部门可以作联系人、提出人或责任分配中的一方。";
    why "When a department owns something, everybody in it waits for somebody else." "部门负责等于人人等别人动手。";
    fix "Write the person in the department who does it." "写部门里具体负责的人。";
    bad { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Claims\n  owner: legal\n" }
    good { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Claims\n  owner: li-na\n" }
    check
}

fn check(judge: &mut Judge<'_>) {
    let project = judge.project;
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            let owner = entry.values().into_iter().find(|(field, _)| field.name == "owner").map(|(_, value)| value);
            let owners = match owner {
                Some(Value::List(owners)) => owners,
                Some(owner) => vec![owner],
                None => continue,
            };
            let names: Vec<&str> =
                owners.iter().filter_map(|owner| if let Value::Reference(owner) = owner { Some(owner.text) } else { None }).collect();
            if names.is_empty() || is_finished(judge, id) {
                continue;
            }
            let department = names.into_iter().find(|name| project.person(name).is_none() && project.department(name).is_some());
            judge.one(id, department.map_or(Verdict::Pass, |name| finding(project, id, name).into()));
        }
    }
}

fn finding(project: &Project, id: RecordId, name: &str) -> Finding {
    let record = project.record(id).map(|entry| label(project, entry)).unwrap_or_default();
    let message = say!("{record}: the owner “{name}” is a department.", "{record}：负责人“{name}”是部门。", record, name);
    let help = say!("Type as `owner` the person in “{name}” who does it.", "在“负责人”填“{name}”中具体做事的人。", name);
    Finding::new(Place::Record(id, "owner".to_owned()), message).help(help)
}

/// Whether nothing is asked of the owner any more.
fn is_finished(judge: &Judge<'_>, id: RecordId) -> bool {
    let (project, at) = (judge.project, id.index);
    let is_closed = match id.kind {
        Kind::Goals => project.goals.get(at).map(|goal| !goal.is_open()),
        Kind::Kpis => judge.analysis.finished_kpis.get(at).copied(),
        Kind::Actions => {
            project.actions.get(at).map(|action| !action.is_open())
        }
        Kind::Feedback => project.feedback.get(at).map(|feedback| !feedback.is_open()),
        Kind::Support => project.support.get(at).map(|resource| resource.is_settled()),
        Kind::Tickets => judge.analysis.tickets.get(at).map(|ticket| !ticket.is_open),
        Kind::Milestones => project.milestones.get(at).map(|milestone| milestone.is_finished()),
        Kind::Tasks => project.tasks.get(at).map(|task| task.is_finished()),
        Kind::Materials => project.materials.get(at).map(|material| material.is_finished()),
        Kind::Handoffs => project.handoffs.get(at).map(|handoff| !handoff.is_open()),
        Kind::Risks => project.risks.get(at).map(|risk| !risk.is_open()),
        Kind::Issues => project.issues.get(at).map(|issue| !issue.is_open()),
        Kind::Improvements => project.improvements.get(at).map(|improvement| !improvement.is_open()),
        _ => None,
    };
    is_closed.unwrap_or_default()
}

crate::cases! {
    "what is finished is left alone": unsure { "departments.yaml": "- {id: legal, name: Legal}\n", "tasks.yaml": "- {name: Claims, owner: legal, status: done}\n", "risks.yaml": "- {title: Rain, owner: legal, status: closed, closed: 2026-05-04}\n", "goals.yaml": "- {title: Sell, owner: legal, outcome: achieved}\n" };
    "a department beside a person": found 1 { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.csv": "name,owner\nClaims,Li Na / Legal\n" };
    "a person who is called like a department": passes { "departments.yaml": "- {name: Legal}\n", "people.yaml": "- {name: Legal}\n", "tasks.yaml": "- {name: Claims, owner: Legal}\n" };
    "others than the owner may be departments": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "departments.yaml": "- name: Legal\n", "tickets.yaml": "- {title: Login, owner: li-na, requester: Legal}\n", "changes.yaml": "- {title: Earlier, raised_by: Legal}\n", "responsibilities.yaml": "- {deliverable: Film, R: Legal, A: li-na}\n" };
    "nothing has an owner": unsure {};
}
