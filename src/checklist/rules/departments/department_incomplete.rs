use std::collections::BTreeMap;

use crate::checklist::rules::words::wants;
use crate::checklist::{RuleContext, Verdict};
use crate::project::Project;
use crate::project::types::{Mention, Ref};
use crate::rule;

rule! { "department-incomplete", Coordination, Quality, Warning, Folded, Planning..=Closing;
    asks { Departments: contact needs; }
    title "Department has no contact or no needs" "部门没有联系人或需求";
    what "Every department that takes part names its contact and says what it needs from the project." "每个参与部门都写明联系人和对项目的需求。";
    why "The others ask the wrong person, and what the department needs shows when it is missing." "别人找不对人，部门需要什么要等缺了才知道。";
    fix "Type `contact:` with a person or an address, and `needs:` with what the department waits for." "在“联系人”填人名或邮箱，在“需求”填该部门等着要的东西。";
    bad at "departments.yaml:1:21 contact" {
        "departments.yaml": "- {id: legal, name: Legal}\n- {id: brand, name: Brand, contact: tang-wen, needs: Checked claims}\n",
        "handoffs.yaml": "- {what: Checked claims, from: legal, to: brand}\n",
    }
    good {
        "departments.csv": "编号,名称,联系人,需求\nlegal,法务部,legal@example.com,提前两周收到宣传用语\n",
        "handoffs.csv": "事项,移交方,接收方\n审核过的宣传用语,法务部,品牌部\n",
    }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    let people = people_of_involved(project);
    let involved = judge.subjects(&project.departments).filter(|department| people.contains_key(&department.id.index));
    judge.each(involved, |department| {
        // Whoever is a department alone is its contact.
        let is_one_person = people.get(&department.id.index) == Some(&1);
        let fields = [
            (
                "contact",
                department.contact.is_none() && !is_one_person,
                "`contact:` with a person or an address",
                "“联系人”填人名或邮箱",
            ),
            ("needs", department.needs.is_empty(), "`needs:` with what the department waits for", "“需求”填该部门等着要的东西"),
        ];
        wants(project, department, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

/// The departments that have people, hand-offs or letters of RACI, with the number of their people.
fn people_of_involved(project: &Project) -> BTreeMap<usize, usize> {
    let members = project.people.iter().flat_map(|person| &person.department).map(Mention::text);
    let handoffs = project.handoffs.iter().flat_map(|handoff| [&handoff.from, &handoff.to]).flatten().map(Ref::text);
    let letters = project.responsibilities.iter().flat_map(|row| row.parties()).map(Mention::text);
    let mut people = BTreeMap::new();
    for department in members.filter_map(|name| project.department(name)) {
        *people.entry(department).or_default() += 1;
    }
    for department in handoffs.chain(letters).filter_map(|name| project.department(name)) {
        people.entry(department).or_default();
    }
    people
}

crate::cases! {
    "one that only books": not_assessable { "departments.yaml": "- name: Sales\n", "shared-resources.yaml": "- {name: Studio, capacity: 2, bookings: [{department: Sales, from: 2026-06-15, to: 2026-06-16}]}\n" };
    "a person alone is the contact": passes { "departments.yaml": "- {id: sales, name: Sales, needs: Texts}\n", "people.yaml": "- {name: Li Na, department: sales}\n" };
    "an address is a contact": passes { "departments.yaml": "- {id: sales, name: Sales, needs: Texts, contact: sales@example.com}\n", "people.yaml": "- {name: Li Na, department: sales}\n- {name: Sam, department: sales}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn who_is_asked_for_a_contact() {
        let legal = ("departments.yaml", "- {id: legal, name: Legal, needs: Time}\n");
        for (path, text, expected) in [
            ("shared-resources.yaml", "- {name: Studio, bookings: [{department: legal, from: 2026-06-20}]}\n", 0),
            ("people.yaml", "- {name: Yang Lan, department: legal}\n", 0),
            ("people.yaml", "- {name: Yang Lan, department: legal}\n- {name: Li Na, department: Legal}\n", 1),
            ("raci.csv", "交付物,Legal\n上市公告,C\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[legal, (path, text)]), expected, "{text}");
        }
    }
}
