use crate::checklist::{Finding, Judge, Place, Verdict, label};
use crate::project::types::Value;
use crate::project::{Kind, RecordId};
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
            let Some(Value::Reference(reference)) = owner else { continue };
            let department = project.person(reference.text).is_none().then(|| project.department(reference.text)).flatten();
            let verdict = if department.is_none() { Verdict::Pass } else {
                let record = label(project, entry);
                let message = say!(
                    "{record}: the owner “{text}” is a department.",
                    "{record}：负责人“{text}”是部门。",
                    record, text = reference.text
                );
                let help = say!(
                    "Write the person in “{text}” who does it.",
                    "写“{text}”中具体负责的人。",
                    text = reference.text,
                );
                Finding::new(Place::Record(id, "owner".to_owned()), message).help(help).into()
            };
            judge.one(id, verdict);
        }
    }
}

crate::cases! {
    "others than the owner may be departments": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "departments.yaml": "- name: Legal\n", "tickets.yaml": "- {title: Login, owner: li-na, requester: Legal}\n", "changes.yaml": "- {title: Earlier, raised_by: Legal}\n", "responsibilities.yaml": "- {deliverable: Film, R: Legal, A: li-na}\n" };
    "nothing has an owner": unsure {};
}
