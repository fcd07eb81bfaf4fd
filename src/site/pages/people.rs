//! Who works on the project, and what is due from each of them.

use serde::Serialize;

use super::area::{Section, section};
use crate::calendar::Date;
use crate::project::types::Owner;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::frame::Frame;
use crate::site::page::Page;
use crate::site::parts::{Column, Fact, Hero, Row, Run, Table, Value as Shown};
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub struct PeopleLabels {
        due: "Due from each person", "各人待办";
        csv: "Download CSV", "下载CSV";
    }
}

/// The view-model of `people.html`.
#[derive(Serialize)]
pub struct PeopleView<'a> {
    frame: Frame<'a>,
    t: PeopleLabels,
    hero: Hero,
    sections: Vec<Section>,
    due: Table,
}

/// The page of people.
pub fn view(page: Page<'_>) -> PeopleView<'_> {
    let title = page.title(Address::People);
    let count = page.whole.public(Kind::People).count();
    let lead = say!("{count} people work on the project.", "项目共有{count}名成员。", count = count);
    let lead = page.say(&lead);
    PeopleView {
        frame: page.frame(&title, &lead),
        t: PeopleLabels::of(page.lang),
        hero: Hero { lead: Some(Run::text(lead)), notes: vec![page.as_of()], facts: leads(page), ..Hero::new(Run::text(title)) },
        sections: vec![section(page, Kind::People)],
        due: due(page),
    }
}

/// Who leads the project, as the settings say.
fn leads(page: Page<'_>) -> Vec<Fact> {
    let info = &page.whole.project.settings.project;
    let roles = [
        (both!("Project manager", "项目经理"), &info.project_manager),
        (both!("Marketing lead", "市场负责人"), &info.marketing_lead),
        (both!("Sponsor", "发起人"), &info.sponsor),
    ];
    let fact = |(name, owner): (crate::text::Message, &Option<Owner>)| {
        let person = page.whole.project.owner(owner.as_ref())?;
        let id = RecordId { kind: Kind::People, index: person };
        Some(Fact { name: page.say(&name), value: Shown::line(page.record(id)) })
    };
    roles.into_iter().filter_map(fact).collect()
}

/// Something open that one person answers for.
struct Duty {
    person: usize,
    due: Option<Date>,
    record: RecordId,
}

/// What is open, person by person, the earliest first.
fn due(page: Page<'_>) -> Table {
    let mut duties = duties(page);
    duties.sort_by_key(|duty| (duty.person, duty.due.is_none(), duty.due, duty.record));
    let today = page.whole.project.report_date;
    let row = |duty: &Duty| {
        let person = RecordId { kind: Kind::People, index: duty.person };
        let late = duty.due.filter(|due| *due < today).map(|due| due.days_until(today));
        let due = duty.due.map(|due| Shown::from(page.day(due)).sort(&due)).unwrap_or_default();
        let due = match late {
            Some(n) => due.note(page.say(&say!("{n} day{en_s} overdue", "逾期{n}天", n = n, en_s = if n == 1 { "" } else { "s" }))),
            None => due,
        };
        Row::new(vec![
            Shown::line(page.record(person)),
            Shown::line(page.record(duty.record)),
            Shown::text(page.say(&duty.record.kind.label())),
            due,
        ])
    };
    Table {
        id: "t-due".to_owned(),
        caption: page
            .say(&both!("Open actions, issues, tickets, hand-offs and improvements", "未完成的待办、问题、技术问题、交接和改进措施")),
        columns: vec![
            Column::sorted(page.say(&both!("Person", "人员"))),
            Column::sorted(page.say(&both!("What", "事项"))),
            Column::sorted(page.say(&both!("Register", "登记册"))),
            Column::sorted(page.say(&both!("Due", "截止日期"))).class("nw"),
        ],
        rows: duties.iter().map(row).collect(),
    }
}

fn duties(page: Page<'_>) -> Vec<Duty> {
    use crate::project::registers::words::WorkStatus;
    let project = page.whole.project;
    let mut duties = Vec::new();
    let mut take = |kind: Kind, index: usize, owner: Option<&Owner>, due: Option<Date>| {
        let record = RecordId { kind, index };
        if let Some(person) = project.owner(owner).filter(|_| page.whole.is_public(record)) {
            duties.push(Duty { person, due, record });
        }
    };
    for (at, action) in project.actions.iter().enumerate() {
        if action.done_on.is_none() && action.status.is_none_or(WorkStatus::is_open) {
            take(Kind::Actions, at, action.owner.as_ref(), action.due);
        }
    }
    for (at, issue) in project.issues.iter().enumerate().filter(|(_, issue)| issue.is_open()) {
        take(Kind::Issues, at, issue.owner.as_ref(), issue.due);
    }
    for (at, ticket) in project.tickets.iter().enumerate().filter(|(_, ticket)| ticket.resolved.is_none()) {
        take(Kind::Tickets, at, ticket.owner.as_ref(), None);
    }
    for (at, handoff) in project.handoffs.iter().enumerate().filter(|(_, handoff)| handoff.accepted_on.is_none()) {
        take(Kind::Handoffs, at, handoff.owner.as_ref(), handoff.due);
    }
    for (at, improvement) in project.improvements.iter().enumerate().filter(|(_, improvement)| improvement.is_open()) {
        take(Kind::Improvements, at, improvement.owner.as_ref(), improvement.due);
    }
    duties
}
