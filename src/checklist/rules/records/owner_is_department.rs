use crate::checklist::{Finding, RuleContext, Place, Verdict, label};
use crate::project::types::Owner;
use crate::project::{Kind, Project, RecordId};
use crate::{rule, say};

rule! { "owner-is-department", Records, Quality, Warning, Folded, Initiation..=Closed;
    title "Owner is a department, not a person" "负责人填了部门，不是人";
    what "`owner` names one person; a department may be a contact, a requester or a party of RACI." "“负责人”填一个人；部门可以作联系人、提出人或责任分配中的一方。";
    why "When a department owns something, everybody in it waits for somebody else." "部门负责等于人人等别人动手。";
    fix "Write the person in the department who does it." "写部门里具体负责的人。";
    bad at "tasks.yaml:2:10 owner" { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Claims\n  owner: legal\n" }
    good { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.yaml": "- name: Claims\n  owner: li-na\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let id = RecordId { kind, index };
            let names: Vec<&str> = entry.owner().into_iter().flat_map(Owner::names).collect();
            if names.is_empty() || judge.analysis.is_finished(project, id) {
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
    Finding::new(Place::Record(id, id.kind.tracked().owner.unwrap_or_default().to_owned()), message).help(help)
}

crate::cases! {
    "what is finished is left alone": not_assessable { "departments.yaml": "- {id: legal, name: Legal}\n", "tasks.yaml": "- {name: Claims, owner: legal, status: done}\n", "risks.yaml": "- {title: Rain, owner: legal, status: closed, closed: 2026-05-04}\n", "goals.yaml": "- {title: Sell, owner: legal, outcome: achieved}\n" };
    "a department beside a person": found at "tasks.csv:2:8 owner" { "departments.yaml": "- {id: legal, name: Legal}\n", "people.yaml": "- {id: li-na, name: Li Na}\n", "tasks.csv": "name,owner\nClaims,Li Na / Legal\n" };
    "a person who is called like a department": passes { "departments.yaml": "- {name: Legal}\n", "people.yaml": "- {name: Legal}\n", "tasks.yaml": "- {name: Claims, owner: Legal}\n" };
    "others than the owner may be departments": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "departments.yaml": "- name: Legal\n", "tickets.yaml": "- {title: Login, owner: li-na, requester: Legal}\n", "changes.yaml": "- {title: Earlier, raised_by: Legal}\n", "responsibilities.yaml": "- {deliverable: Film, R: Legal, A: li-na}\n" };
    "nothing has an owner": not_assessable {};
}
