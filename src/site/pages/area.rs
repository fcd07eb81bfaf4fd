//! The page of one of the ten areas: its question, how it stands, what was found, its numbers and its registers.

mod bookings;
mod budget;
mod communication;
mod facts;
mod feedback;
mod findings;
mod handoffs;
mod meetings;
mod performance;
mod plan;
mod raci;
mod schedule;
mod support;
mod trace;

use serde::Serialize;

use findings::Findings;

use super::register::{Section, section};
use super::{kpi, risk};
use crate::analysis::risk::Effect;
use crate::checklist::{Area, State};
use crate::site::address::Address;
use crate::site::frame::Frame;
use crate::site::page::Page;
use crate::site::parts::{Column, Fact, Figure, Hero, Run, Table, Value as Shown};
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub struct AreaLabels {
        csv: "Download CSV", "下载CSV";
        measures: "Key measures", "关键指标";
        findings: "Findings", "发现项";
        all_rules: "Rules of this area", "本领域的规则";
        load: "Workload by week", "每周负荷";
    }
}

/// The view-model of `area.html`.
#[derive(Serialize)]
pub struct AreaView<'a> {
    frame: Frame<'a>,
    t: AreaLabels,
    hero: Hero,
    findings: Findings,
    cards: Vec<kpi::Card>,
    matrices: Option<risk::Matrices>,
    figures: Vec<Figure>,
    drivers: Vec<risk::Drivers>,
    schedule: Option<schedule::Schedule>,
    load: Option<plan::Load>,
    strip: Option<meetings::Strip>,
    panels: Vec<Panel>,
    effects: Option<kpi::effects::Effects>,
    raci: Option<raci::Raci>,
    trace: Option<trace::Trace>,
    sections: Vec<Section>,
}

/// Numbers of the area: what to know first, charts, and a table.
#[derive(Serialize)]
struct Panel {
    id: &'static str,
    title: String,
    say: Option<String>,
    figures: Vec<Figure>,
    table: Option<Table>,
}

/// The page of an area.
pub fn view(page: Page<'_>, area: Area) -> AreaView<'_> {
    let title = page.say(&area.label());
    let question = page.say(&area.question());
    let t = AreaLabels::of(page.lang);
    AreaView {
        frame: page.frame(&title, &question),
        t,
        hero: hero(page, area, title),
        findings: Findings::of(page, area),
        cards: if area == Area::Goals { kpi::cards(page) } else { Vec::new() },
        matrices: if area == Area::Risk { risk::matrices(page) } else { None },
        figures: if area == Area::Risk { figures(page) } else { Vec::new() },
        drivers: if area == Area::Risk {
            Effect::ALL.into_iter().filter_map(|effect| risk::drivers(page, effect)).collect()
        } else {
            Vec::new()
        },
        schedule: if area == Area::Plan { schedule::schedule(page) } else { None },
        load: if area == Area::Plan { plan::load(page) } else { None },
        strip: if area == Area::Communication { meetings::strip(page) } else { None },
        panels: panels(page, area),
        effects: if area == Area::Strategy { kpi::effects::all(page) } else { None },
        raci: if area == Area::Departments { raci::raci(page) } else { None },
        trace: trace::trace(page, area),
        sections: area.registers().iter().map(|kind| section(page, *kind)).collect(),
    }
}

fn hero(page: Page<'_>, area: Area, title: String) -> Hero {
    let standing = page.whole.standing.of(area);
    let reason = page.say_if_public(&standing.reason);
    let lead = if reason.is_empty() { page.say(&area.question()) } else { reason.clone() };
    let question = (!reason.is_empty()).then(|| page.say(&area.question()));
    Hero {
        crumbs: vec![page.crumb(Address::OVERVIEW)],
        lead: Some(Run::text(lead)),
        notes: question.into_iter().chain([page.as_of()]).collect(),
        facts: std::iter::once(rules(page, area)).chain(facts::of(page, area)).collect(),
        ..Hero::new(Run::text(title))
    }
    .status(Some(standing.status(page.lang)))
}

/// How many rules of an area hold, with a link to them.
pub fn rules(page: Page<'_>, area: Area) -> Fact {
    let judged = page.whole.checklist.of_area(area).filter(|outcome| outcome.state.is_judged()).count();
    let passed = page.whole.checklist.of_area(area).filter(|outcome| outcome.state == State::Passed).count();
    let words = say!("{passed} of {judged} passed", "{judged}条中{passed}条通过", passed, judged);
    let words = if judged == 0 { both!("None judged yet", "尚无可判断的规则") } else { words };
    let href = page.to(Address::CHECKLIST, Some(area.key()));
    Fact { name: page.say(&both!("Rules", "规则")), value: Shown::link(page.say(&words), href) }
}

fn panels(page: Page<'_>, area: Area) -> Vec<Panel> {
    match area {
        Area::Communication => communication::actions(page).into_iter().collect(),
        Area::Market => feedback::panels(page),
        Area::Support => support::panel(page).into_iter().collect(),
        Area::Plan => budget::panel(page).into_iter().collect(),
        Area::Departments => handoffs::panel(page).into_iter().chain(bookings::bookings(page)).collect(),
        Area::Performance => performance::scorecard(page).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Exposure over time, and what the open risks may cost and delay.
fn figures(page: Page<'_>) -> Vec<Figure> {
    let curves = Effect::ALL.into_iter().filter_map(|effect| risk::curve(page, effect));
    risk::exposure(page).into_iter().chain(curves).collect()
}

/// A table with one more column behind the head of its rows.
pub fn with_column(mut table: Table, column: Column, cells: impl Iterator<Item = Shown>) -> Table {
    table.columns.insert(1.min(table.columns.len()), column);
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        row.cells.insert(1.min(row.cells.len()), cell);
    }
    table
}
