use crate::analysis::bookings::{Clash, clashes};
use crate::checklist::rules::words::day;
use crate::checklist::{Finding, RuleContext, Subject, Verdict};
use crate::project::Project;
use crate::project::registers::coordination::{Booking, SharedResource};
use crate::text::{Lang, Message, number};
use crate::{both, rule, say};

rule! { "booking-clash", SharedResources, Signal, Warning, Clash, Planning..=Closing;
    title "Shared resource is booked beyond its capacity" "共享资源预订冲突";
    what "On no day from today on is more booked of a shared resource than there is." "从今天起，任何一天的预订都不超过共享资源的容量。";
    why "On that day one of the departments cannot use it." "到那天总有一个部门用不上。";
    fix "Move `from` and `to` of one of the bookings, or lower its `amount`." "调整其中一条预订的“开始”“结束”日期，或减少“数量”。";
    bad at "shared-resources.yaml:4:5 bookings" { "shared-resources.yaml": "- name: Photo studio\n  capacity: 1\n  bookings:\n    - {department: brand, from: 2026-06-22, to: 2026-06-24}\n    - {department: sales, from: 2026-06-24}\n" }
    good { "shared-resources.yaml": "- name: Photo studio\n  capacity: 2\n  bookings:\n    - {department: brand, from: 2026-06-22, to: 2026-06-24}\n    - {department: sales, from: 2026-06-24}\n" }
    check
}

fn check(judge: &mut RuleContext<'_>) {
    let (project, today) = (judge.project, judge.today());
    let booked: Vec<_> = judge.subjects(&project.shared_resources).filter(|resource| !resource.bookings.is_empty()).collect();
    for resource in booked {
        if resource.capacity.is_none() {
            let why = both!("The resource has no capacity to compare with.", "该资源没有填容量，无法比较。");
            judge.one(resource.id, Verdict::NotAssessable(why));
            continue;
        }
        let clashes = clashes(&resource, today);
        if clashes.is_empty() {
            judge.one(resource.id, Verdict::Pass);
        }
        for clash in clashes {
            judge.one(resource.id, finding(project, resource, &clash).into());
        }
    }
}

fn finding(project: &Project, resource: Subject<'_, SharedResource>, clash: &Clash) -> Finding {
    let (record, days) = (resource.label(project), days(project, clash));
    let capacity = resource.capacity.map_or(0.0, |capacity| capacity.0);
    // The bookings may differ from day to day.
    let (en_up_to, zh_up_to) = if clash.first == clash.last { ("", "") } else { ("up to ", "最高") };
    let message = say!(
        "{record}: {en_up_to}{booked} are booked {days}; its capacity is {capacity}.",
        "{record}在{days}的预订量{zh_up_to}为{booked}，超过容量{capacity}。",
        record, days, en_up_to, zh_up_to, booked = number::full(clash.booked, 0), capacity = number::full(capacity, 0)
    );
    let help = both!(
        "Move `from` and `to` of one of the bookings, or lower its `amount`.",
        "调整其中一条预订的“开始”“结束”日期，或减少“数量”。"
    );
    let finding = resource.finding("bookings", message).help(help);
    clash.bookings.iter().fold(finding, |finding, nth| {
        let who = resource.bookings.get(*nth).map(|booking| user(project, booking)).unwrap_or_default();
        finding.see(resource.at(&format!("bookings.{nth}")), who)
    })
}

/// "on 24 Jun", "from 22 Jun to 24 Jun".
fn days(project: &Project, clash: &Clash) -> Message {
    let (first, last) = (day(project, clash.first), day(project, clash.last));
    if clash.first == clash.last {
        return say!("on {day}", "{day}", day = first);
    }
    say!("from {first} to {last}", "{first}至{last}", first, last)
}

/// The department of a booking, by its name.
fn user(project: &Project, booking: &Booking) -> Message {
    let Some(department) = &booking.department else { return both!("a booking without a department", "未写部门的预订") };
    let record = project.department(department.text()).and_then(|index| project.departments.get(index));
    let name = |lang| record.map_or(department.text(), |record| record.name.get(lang, project.default_lang()).0).to_owned();
    say!("booked by {en_name}", "{zh_name}的预订", en_name = name(Lang::En), zh_name = name(Lang::Zh))
}

crate::cases! {
    "past clashes are numbers": passes { "shared-resources.yaml": "- {name: Studio, capacity: 1, bookings: [{department: Sales, from: 2026-05-04, to: 2026-05-05}, {department: Legal, from: 2026-05-04, to: 2026-05-05}]}\n" };
    "the same department twice": found at "shared-resources.yaml:1:41 bookings" { "shared-resources.yaml": "- {name: Studio, capacity: 1, bookings: [{department: Sales, from: 2026-06-15, to: 2026-06-16}, {department: Sales, from: 2026-06-16, to: 2026-06-17}]}\n" };
    "days in a row are one clash": found at "shared-resources.yaml:1:41 bookings" { "shared-resources.yaml": "- {name: Studio, capacity: 1, bookings: [{department: Sales, from: 2026-06-15, to: 2026-06-19}, {department: Legal, from: 2026-06-15, to: 2026-06-19}]}\n" };
    "no capacity": not_assessable { "shared-resources.yaml": "- {name: Studio, bookings: [{department: Sales, from: 2026-06-15, to: 2026-06-16}, {department: Legal, from: 2026-06-15, to: 2026-06-16}]}\n" };
    "nothing to judge": not_assessable {};
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::checklist::rules::tests::{findings, outcome};

    #[test]
    fn a_clash_shows_its_bookings() {
        let found = outcome(&RULE, RULE.bad).findings.remove(0).finding;
        assert_eq!(found.related().count(), 2);
        assert_eq!(found.message.en, "“Photo studio”: 2 are booked on 24 Jun; its capacity is 1.");
        assert_eq!(found.message.zh, "“Photo studio”在6月24日的预订量为2，超过容量1。");
    }

    #[test]
    fn what_is_over_or_without_capacity_is_no_clash() {
        for (text, expected) in [
            ("- {name: x, capacity: 1, bookings: [{from: 2026-06-01}, {from: 2026-06-01}]}\n", 0),
            ("- {name: x, bookings: [{from: 2026-06-20}, {from: 2026-06-20}]}\n", 0),
            ("- {name: x, capacity: 1, bookings: [{department: a, from: 2026-06-20}, {department: a, from: 2026-06-20}]}\n", 1),
        ] {
            assert_eq!(findings(&RULE, &[("shared-resources.yaml", text)]), expected, "{text}");
        }
    }
}
