//! The page of one of the ten areas: its question, how it stands, what was found, its numbers and its registers.

mod bookings;
pub(super) mod budget;
mod communication;
mod facts;
mod feedback;
mod findings;
mod handoffs;
mod meetings;
mod performance;
mod plan;
mod raci;
pub(super) mod schedule;
mod served;
mod support;
mod trace;

use serde::Serialize;

use findings::Findings;

use super::register::{self, Elsewhere, Section};
use super::{kpi, risk};
use crate::analysis::risk::Effect;
use crate::checklist::{Area, Health, RuleState};
use crate::project::Kind;
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Fact, Figure, Hero, Run, Table, Value as Shown};
use crate::site::view::picture::Picture;
use crate::text::Lang;
use crate::{both, labels, say};

labels! {
    /// The words of the page.
    pub(super) struct AreaLabels {
        csv: "Download CSV", "下载CSV";
        measures: "Key measures", "关键指标";
        findings: "Findings", "发现项";
        all_rules: "Rules of this area", "本领域的规则";
        known: "Known", "存量";
        load: "Workload by week", "每周负荷";
        registers: "Registers with pages of their own", "另页列出的登记册";
        records: " records", "条";
        in_numbers: "In numbers", "数据表";
        in_time: "Over time and in numbers", "时间曲线与数据表";
    }
}

/// The view-model of `area.html`.
#[derive(Serialize)]
pub(super) struct AreaView<'a> {
    frame: Frame<'a>,
    t: AreaLabels,
    hero: Hero,
    findings: Findings,
    parts: Vec<Part>,
    sections: Vec<Section>,
    elsewhere: Vec<Elsewhere>,
    /// What is not recorded, with the way to how to begin.
    missing: Option<Run>,
}

/// What an area shows between its findings and its registers.
#[derive(Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "lowercase")]
enum Part {
    Cards(Vec<kpi::Card>),
    Matrices(risk::Matrices),
    Figures(Vec<Figure>),
    Drivers(risk::Drivers),
    Schedule(Box<schedule::Schedule>),
    Load(plan::Load),
    Picture(Picture),
    Trace(trace::Trace),
    Raci(raci::Raci),
    Strip(meetings::Strip),
    Panel(Panel),
    Changes(kpi::changes::Changes),
    Effects(kpi::effects::Effects),
}

/// Numbers of the area: what to know first, charts, and a table.
#[derive(Serialize)]
struct Panel {
    id: &'static str,
    title: String,
    say: Option<String>,
    picture: Option<Picture>,
    figures: Vec<Figure>,
    table: Option<Table>,
}

/// The page of an area.
pub(super) fn view(page: Page<'_>, area: Area) -> AreaView<'_> {
    let title = page.say(&area.label());
    let question = page.say(&area.question());
    let t = AreaLabels::of(page.lang);
    let (sections, elsewhere) = register::sections(page, shown(page, area));
    AreaView {
        frame: page.frame(&title, &question),
        t,
        hero: hero(page, area, title),
        findings: Findings::of(page, area),
        parts: parts(page, area),
        sections,
        elsewhere,
        missing: missing(page, area),
    }
}

/// The registers of the area that have something to show.
fn shown(page: Page<'_>, area: Area) -> impl Iterator<Item = Kind> {
    let has_any = move |kind: &Kind| page.whole.records(*kind).next().is_some() || !page.introductions(*kind).is_empty();
    area.registers().into_iter().filter(has_any)
}

/// "Not recorded: Goals, KPIs"; of an area that the project skips nothing is asked for.
fn missing(page: Page<'_>, area: Area) -> Option<Run> {
    let is_asked = page.whole.standing.of(area).health != Health::NotApplicable;
    let kinds = area.registers().into_iter().filter(|kind| is_asked && register::is_missing(page, *kind));
    let names: Vec<String> = kinds.map(|kind| page.say(&kind.label())).collect();
    let names = names.join(if page.lang == Lang::Zh { "、" } else { ", " });
    let says = say!("Not recorded: {names}", "未登记：{names}", names = &names);
    (!names.is_empty()).then(|| Run::link(page.say(&says), page.to(Address::CHECKLIST, Some(area.key()))))
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
pub(super) fn rules(page: Page<'_>, area: Area) -> Fact {
    let judged = page.whole.checklist.of_area(area).filter(|outcome| outcome.state.is_judged()).count();
    let passed = page.whole.checklist.of_area(area).filter(|outcome| outcome.state == RuleState::Pass).count();
    let words = say!("{passed} of {judged} passed", "{judged}条中{passed}条通过", passed, judged);
    let words = match judged {
        0 if page.whole.standing.of(area).health == Health::NotApplicable => both!("Not asked", "不检查"),
        0 => both!("None judged yet", "尚无可判断的规则"),
        _ => words,
    };
    let href = page.to(Address::CHECKLIST, Some(area.key()));
    Fact { name: page.say(&both!("Rules", "规则")), value: Shown::link(page.say(&words), href) }
}

/// The parts of an area in their order; those without data are left out.
fn parts(page: Page<'_>, area: Area) -> Vec<Part> {
    let panels = |panels: Vec<Panel>| panels.into_iter().map(Part::Panel);
    let trace = || trace::trace(page, area).map(Part::Trace);
    match area {
        Area::Goals => {
            let served = served::picture(page).map(Part::Picture);
            some(kpi::cards(page)).map(Part::Cards).into_iter().chain(served).chain(trace()).collect()
        }
        Area::Communication => {
            meetings::strip(page).map(Part::Strip).into_iter().chain(communication::actions(page).map(Part::Panel)).collect()
        }
        Area::Market => trace().into_iter().chain(panels(feedback::panels(page))).collect(),
        Area::Support => support::panel(page).map(Part::Panel).into_iter().collect(),
        Area::Plan => {
            let schedule = schedule::schedule(page).map(|schedule| Part::Schedule(Box::new(schedule)));
            schedule.into_iter().chain(plan::load(page).map(Part::Load)).chain(budget::panel(page).map(Part::Panel)).collect()
        }
        Area::Strategy => {
            let changes = kpi::changes::changes(page).map(Part::Changes);
            changes.into_iter().chain(kpi::effects::all(page).map(Part::Effects)).collect()
        }
        Area::Departments => {
            let passed_on = handoffs::panel(page).into_iter().chain(bookings::bookings(page));
            raci::raci(page).map(Part::Raci).into_iter().chain(passed_on.map(Part::Panel)).collect()
        }
        Area::Risk => {
            let drivers = Effect::ALL.into_iter().filter_map(|effect| risk::drivers(page, effect)).map(Part::Drivers);
            let figures = some(figures(page)).map(Part::Figures);
            risk::matrices(page).map(Part::Matrices).into_iter().chain(figures).chain(drivers).collect()
        }
        Area::Performance => performance::scorecard(page).map(Part::Panel).into_iter().collect(),
        Area::Improvement => Vec::new(),
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Exposure over time, and what the open risks may cost and delay.
fn figures(page: Page<'_>) -> Vec<Figure> {
    let curves = Effect::ALL.into_iter().filter_map(|effect| risk::curve(page, effect));
    risk::exposure(page).into_iter().chain(curves).collect()
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    #[test]
    fn readers_see_in_a_line_what_is_not_recorded_and_editors_how_to_begin() {
        let site = site(&[
            ("alongside.yaml", "languages: [en, zh-CN]\n"),
            ("issues.yaml", "- {id: I-1, title: Hidden, visibility: internal}\n"),
            ("goals.yaml", "- {id: G-1, title: Sell}\n"),
        ]);
        let page = |path: &str| site.get(path).unwrap();
        assert!(page("en/goals.html").contains(">Not recorded: KPIs</a>") && page("zh-CN/goals.html").contains(">未登记：指标</a>"));
        assert!(page("en/risk.html").contains(">Not recorded: Risks</a>"), "internal issues are recorded");
        assert!(
            site.iter()
                .filter(|(path, _)| path.ends_with(".html"))
                .all(|(path, text)| !text.contains("To begin, create") || path.ends_with("checklist.html"))
        );
        assert!(page("en/checklist.html").contains("To begin, create kpis.yaml, kpis.csv or a folder kpis"));
    }
}
