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

use super::{goals, kpi, risk};
use crate::analysis::risk::Effect;
use crate::checklist::{Area, State};
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::frame::Frame;
use crate::site::page::Page;
use crate::site::parts::{Column, Fact, Figure, Hero, Run, Table, Value as Shown};
use crate::site::prose::Prose;
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

/// A register as a part of the page.
#[derive(Serialize)]
pub struct Section {
    id: String,
    title: String,
    introductions: Vec<Prose>,
    table: Table,
    /// How to begin, where nothing is recorded.
    begin: Option<String>,
    csv: Option<String>,
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

/// A register with its introduction and its table.
pub fn section(page: Page<'_>, kind: Kind) -> Section {
    let table = match kind {
        Kind::Risks => risks(page),
        Kind::Goals => goals::goals(page),
        Kind::Kpis => goals::kpis(page),
        kind => page.register(kind),
    };
    let is_empty = table.rows.is_empty();
    Section {
        id: format!("register-{}", kind.key()),
        title: page.say(&kind.label()),
        introductions: page.introductions(kind),
        begin: is_empty.then(|| begin(page, kind)),
        csv: (!is_empty).then(|| page.file(&format!("data/{}.csv", kind.key()))),
        table,
    }
}

fn begin(page: Page<'_>, kind: Kind) -> String {
    let (key, zh) = (kind.key(), kind.zh());
    let required: Vec<_> = kind.fields().iter().filter(|field| field.required).collect();
    let en_fields = required.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
    let zh_fields = required.iter().map(|field| field.zh).collect::<Vec<_>>().join("、");
    page.say(&say!(
        "To begin, create {key}.yaml, {key}.csv or a folder {key}/ with one document a record; each record needs {en_fields}.",
        "新建 {key}.yaml、{zh_key}.csv，或新建文件夹 {zh_key}/ 并为每条记录写一个文档即可开始；每条记录必填：{zh_fields}。",
        key,
        zh_key = zh,
        en_fields,
        zh_fields
    ))
}

/// The register of risks, the highest score first, those that are not open last.
fn risks(page: Page<'_>) -> Table {
    let mut ids = risk::by_score(page);
    let others: Vec<RecordId> = page.whole.public(Kind::Risks).filter(|id| !ids.contains(id)).collect();
    ids.extend(others);
    page.table(Kind::Risks, &ids)
}

/// A table with one more column behind the head of its rows.
pub fn with_column(mut table: Table, column: Column, cells: impl Iterator<Item = Shown>) -> Table {
    table.columns.insert(1.min(table.columns.len()), column);
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        row.cells.insert(1.min(row.cells.len()), cell);
    }
    table
}
