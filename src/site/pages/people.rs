//! Who works on the project, and what is due from each of them.

use serde::Serialize;

use super::register::{Section, section};
use crate::analysis::duties::Duty;
use crate::project::types::Owner;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Table, Value as Shown};
use crate::site::present::duty;
use crate::text::Message;
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct PeopleLabels {
        due: "Due from each person", "各人待办";
        csv: "Download CSV", "下载CSV";
    }
}

/// The view-model of `people.html`.
#[derive(Serialize)]
pub(super) struct PeopleView<'a> {
    frame: Frame<'a>,
    t: PeopleLabels,
    hero: Hero,
    sections: Vec<Section>,
    due: Table,
}

/// The page of people.
pub(super) fn view(page: Page<'_>) -> PeopleView<'_> {
    let title = page.title(Address::PEOPLE);
    let count = page.whole.records(Kind::People).count();
    let lead = match count {
        0 => both!("Nobody is recorded.", "尚无成员记录。"),
        1 => both!("1 person works on the project.", "项目共有1名成员。"),
        _ => say!("{count} people work on the project.", "项目共有{count}名成员。", count),
    };
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
        Some(Fact { name: page.say(&name), value: page.in_charge(owner.as_ref())? })
    };
    roles.into_iter().filter_map(fact).collect()
}

/// So many duties are listed; the others stand on the pages of the people.
const MOST_LISTED: usize = 20;

/// What is open, person by person, the earliest first; of very much, what is due first.
fn due(page: Page<'_>) -> Table {
    let mut duties: Vec<(usize, &Duty)> = page.whole.analysis.duties.iter().filter_map(|duty| Some((duty.owner?, duty))).collect();
    let all = duties.len();
    if all > MOST_LISTED {
        duties.sort_by_key(|(_, duty)| (duty.due.is_none(), duty.due));
        duties.truncate(MOST_LISTED);
    } else {
        duties.sort_by_key(|(person, duty)| (*person, duty.due.is_none(), duty.due));
    }
    let whole = both!(
        "Open actions, tasks, milestones, hand-offs, issues, tickets and improvements, and risks to review",
        "未完成的待办、任务、里程碑、交接、问题、技术问题和改进措施，以及待评审的风险"
    );
    let part = say!(
        "The {n} of {all} open items that are due first; the others stand on the pages of their people",
        "未完成事项共{all}项，以下是最先到期的{n}项，其余见各人的页面",
        n = MOST_LISTED,
        all
    );
    Table {
        id: "t-due".to_owned(),
        caption: page.say(if all > MOST_LISTED { &part } else { &whole }),
        columns: std::iter::once(Column::sorted(page.say(&both!("Person", "人员"))).filtered()).chain(duty::columns(page)).collect(),
        rows: duties.into_iter().map(|(person, duty)| row(page, person, duty)).collect(),
    }
}

fn row(page: Page<'_>, person: usize, duty: &Duty) -> Row {
    let person = Shown::line(page.record(RecordId { kind: Kind::People, index: person }));
    Row::new(std::iter::once(person).chain(duty::cells(page, duty)).collect())
}
