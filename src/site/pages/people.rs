//! Who works on the project, and what is due from each of them.

use serde::Serialize;

use super::register::{Section, section};
use crate::analysis::handoffs::HandoffState;
use crate::analysis::plan;
use crate::calendar::Date;
use crate::project::types::Owner;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Status, Table, Tone, Value as Shown};
use crate::site::present::state::overdue;
use crate::text::Message;
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
    let title = page.title(Address::PEOPLE);
    let count = page.whole.public(Kind::People).count();
    let lead = say!("{count} people work on the project.", "项目共有{count}名成员。", count);
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
    let fact = |(name, owner): (Message, &Option<Owner>)| {
        let person = page.whole.project.owner(owner.as_ref())?;
        let id = RecordId { kind: Kind::People, index: person };
        Some(Fact { name: page.say(&name), value: Shown::line(page.record(id)) })
    };
    roles.into_iter().filter_map(fact).collect()
}

/// Something open that one person answers for.
struct Duty {
    person: usize,
    what: Vec<Run>,
    kind: Message,
    due: Option<Date>,
    /// Working days past its due day.
    late: Option<i64>,
}

/// What is open, person by person, the earliest first.
fn due(page: Page<'_>) -> Table {
    let mut duties = Duties { page, found: Vec::new() };
    duties.take_actions();
    duties.take_plan();
    duties.take_handoffs();
    duties.take_others();
    let mut duties = duties.found;
    duties.sort_by_key(|duty| (duty.person, duty.due.is_none(), duty.due));
    let row = |duty: Duty| {
        let person = RecordId { kind: Kind::People, index: duty.person };
        let due = duty.due.map(|due| Shown::from(page.day(due)).sort(&due)).unwrap_or_default();
        let late = duty.late.map(|late| Shown::status(Status::new(Tone::Bad, &overdue(late), page.lang)).sort(&-late));
        Row::new(vec![
            Shown::line(page.record(person)),
            Shown::line(duty.what),
            Shown::text(page.say(&duty.kind)),
            due,
            late.unwrap_or_default(),
        ])
    };
    Table {
        id: "t-due".to_owned(),
        caption: page.say(&both!(
            "Open actions, tasks, milestones, hand-offs, issues, tickets and improvements, and risks to review",
            "未完成的待办、任务、里程碑、交接、问题、技术问题和改进措施，以及待评审的风险"
        )),
        columns: vec![
            Column::sorted(page.say(&both!("Person", "人员"))).class("name").filtered(),
            Column::sorted(page.say(&both!("What", "事项"))).speaking(),
            Column::sorted(page.say(&both!("Register", "登记册"))).filtered().speaking(),
            Column::sorted(page.say(&both!("Due", "截止日期"))).class("nw"),
            Column::sorted(page.say(&both!("Overdue", "逾期"))).class("nw").speaking(),
        ],
        rows: duties.into_iter().map(row).collect(),
    }
}

/// Gathers duties from the analysis, and from the registers of which it knows no more.
struct Duties<'w> {
    page: Page<'w>,
    found: Vec<Duty>,
}

impl Duties<'_> {
    fn take_actions(&mut self) {
        let whole = self.page.whole;
        for action in whole.analysis.actions.iter().filter(|action| action.is_open()) {
            let person = whole.project.owner(action.owner.as_ref());
            let is_public = action.places.iter().all(|place| whole.is_public(place.record));
            if let (Some(person), Some(place), true) = (person, action.newest(), is_public) {
                let what = self.page.text(&action.what, whole.project.default_lang());
                let what = vec![Run { href: self.page.to_record(place.record), ..what }];
                self.found.push(Duty { person, what, kind: Kind::Actions.label(), due: action.due, late: action.overdue });
            }
        }
    }

    fn take_plan(&mut self) {
        let project = self.page.whole.project;
        let milestones = project.milestones.iter().map(|milestone| (Kind::Milestones, milestone.owner.as_ref()));
        let tasks = project.tasks.iter().map(|task| (Kind::Tasks, task.owner.as_ref()));
        for (index, (kind, owner)) in milestones.enumerate().chain(tasks.enumerate()) {
            let record = RecordId { kind, index };
            let Some(dates) = self.page.whole.analysis.dates(record).filter(|dates| dates.state.is_open()) else { continue };
            let late = if let plan::State::Late { workdays } = dates.state { Some(workdays) } else { None };
            self.take(record, owner, dates.day, late);
        }
    }

    fn take_handoffs(&mut self) {
        let states = &self.page.whole.analysis.handoffs;
        for (index, (handoff, state)) in
            self.page.whole.project.handoffs.iter().zip(states).enumerate().filter(|(_, (handoff, _))| handoff.is_open())
        {
            let late = if let HandoffState::Late(late) = state { Some(late.workdays) } else { None };
            self.take(RecordId { kind: Kind::Handoffs, index }, handoff.owner.as_ref(), handoff.due, late);
        }
    }

    fn take_others(&mut self) {
        let project = self.page.whole.project;
        for (at, issue) in project.issues.iter().enumerate().filter(|(_, issue)| issue.is_open()) {
            self.take_due(Kind::Issues, at, issue.owner.as_ref());
        }
        for (at, improvement) in project.improvements.iter().enumerate().filter(|(_, improvement)| improvement.is_open()) {
            self.take_due(Kind::Improvements, at, improvement.owner.as_ref());
        }
        let reviews = &self.page.whole.analysis.risk_reviews;
        let is_planned = |at: usize| reviews.get(at).is_some_and(|review| review.next.is_some());
        for (at, risk) in project.risks.iter().enumerate().filter(|(at, risk)| risk.is_open() && is_planned(*at)) {
            self.take_due(Kind::Risks, at, risk.owner.as_ref());
        }
        let tickets = project.tickets.iter().zip(&self.page.whole.analysis.tickets);
        for (at, (ticket, _)) in tickets.enumerate().filter(|(_, (_, numbers))| numbers.is_open) {
            self.take_due(Kind::Tickets, at, ticket.owner.as_ref());
        }
    }

    fn take_due(&mut self, kind: Kind, index: usize, owner: Option<&Owner>) {
        let record = RecordId { kind, index };
        let (project, analysis) = (self.page.whole.project, self.page.whole.analysis);
        self.take(record, owner, analysis.due(project, record), analysis.workdays_late(project, record));
    }

    fn take(&mut self, record: RecordId, owner: Option<&Owner>, due: Option<Date>, late: Option<i64>) {
        let person = self.page.whole.project.owner(owner).filter(|_| self.page.whole.is_public(record));
        if let Some(person) = person {
            let kind = if record.kind == Kind::Risks { both!("Risk review", "风险评审") } else { record.kind.label() };
            self.found.push(Duty { person, what: self.page.record(record), kind, due, late });
        }
    }
}
