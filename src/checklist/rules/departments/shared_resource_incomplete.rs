use crate::checklist::rules::words::{owner, wants};
use crate::checklist::{RuleContext, Verdict};
use crate::rule;

rule! { "shared-resource-incomplete", SharedResources, Quality, Warning, Folded, Planning..=Closing;
    asks { SharedResources: owner capacity; }
    title "Shared resource has no owner or capacity" "共享资源没有管理人或容量";
    what "Everything that departments share has an owner, and a capacity if it is booked." "每项共享资源都有管理人；有预订的还写明容量。";
    why "Two departments find out at its door that both have booked it." "两个部门到了现场才发现都订了同一时段。";
    fix "Type `owner:`, and `capacity:` with how much can be used at once." "填“负责人”，并在“容量”填同时可用的数量。";
    bad at "shared-resources.yaml:1:9 capacity" { "shared-resources.yaml": "- name: Photo studio\n  owner: tang-wen\n  bookings: [{department: brand, from: 2026-06-22, to: 2026-06-24}]\n" }
    good { "shared-resources.yaml": "- name: Photo studio\n  owner: tang-wen\n  capacity: 2\n  bookings: [{department: brand, from: 2026-06-22, to: 2026-06-24}]\n- name: Shared calendar\n  owner: gao-min\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let project = judge.project;
    judge.each(judge.subjects(&project.shared_resources), |resource| {
        let needs_capacity = !resource.bookings.is_empty() && resource.capacity.is_none();
        let fields = [
            owner(resource.owner.is_none()),
            ("capacity", needs_capacity, "`capacity:` with how much can be used at once", "“容量”填同时可用的数量"),
        ];
        wants(project, resource, &fields).map_or(Verdict::Pass, Verdict::from)
    });
}

crate::cases! {
    "without bookings no capacity is needed": passes { "people.yaml": "- {id: li-na, name: Li Na}\n", "shared-resources.yaml": "- {name: Board, owner: li-na}\n" };
    "bookings need a capacity": found at "shared-resources.yaml:1:10 capacity" { "people.yaml": "- {id: li-na, name: Li Na}\n", "shared-resources.yaml": "- {name: Studio, owner: li-na, bookings: [{department: Sales, from: 2026-06-15, to: 2026-06-16}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::findings;

    #[test]
    fn a_board_without_bookings_needs_no_capacity() {
        for (text, expected) in [
            ("名称,负责人,容量\n共享日历,高敏,\n", 0),
            ("名称,负责人,容量\n摄影棚,,2\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[("共享资源.csv", text)]), expected, "{text}");
        }
    }
}
