//! Campaigns and launches: what is ready for each gate, what waits for what and may move by how much, what is spent and what comes
//! of it, and what experiments say.

mod cells;
mod experiments;
mod gates;
pub mod launch;
mod spending;

pub use spending::facts;

use serde::Serialize;

use crate::analysis::campaigns::gates::Gate;
use crate::project::{Kind, RecordId};
use crate::site::address::Address;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Hero, Row, Run, Table};
use crate::text::{Message, date, plural};
use crate::{both, say};
use cells::Section;

/// The view-model of `marketing.html`.
#[derive(Serialize)]
pub struct MarketingView<'a> {
    frame: Frame<'a>,
    hero: Hero,
    sections: Vec<Section>,
}

/// A gate within so many days stands on the overview.
const NEAR: i64 = 30;

/// The page.
pub fn view(page: Page<'_>) -> MarketingView<'_> {
    let title = page.title(Address::Marketing);
    let lead = page.say(&lead(page));
    let sections = [
        gates::gates(page),
        gates::waiting(page),
        spending::campaigns(page),
        spending::channels(page),
        spending::months(page),
        experiments::experiments(page),
    ];
    MarketingView {
        frame: page.frame(&title, &lead),
        hero: Hero {
            crumbs: vec![page.crumb(Address::OVERVIEW)],
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        sections: sections.into_iter().flatten().collect(),
    }
}

/// The next gate with what is ready for it, and what is hit.
fn lead(page: Page<'_>) -> Message {
    let analysis = &page.whole.analysis;
    let hit = analysis.hanging.iter().filter(|hanging| hanging.is_hit()).count();
    let hit = match hit {
        0 => both!("Nothing starts before what it needs is there.", "没有活动或内容早于所需条件开始。"),
        hit => say!(
            "{hit} start{en_s} before what {en_it} is there.",
            "{hit}项早于所需条件开始。",
            hit,
            en_s = if hit == 1 { "s" } else { "" },
            en_it = if hit == 1 { "it needs" } else { "they need" }
        ),
    };
    let next = ahead(page).and_then(|(gate, days)| Some((gate, days, gate.day?)));
    let Some((gate, days, day)) = next else { return hit };
    let (ready, all) = gate.ready();
    let name = page.name(RecordId { kind: Kind::Milestones, index: gate.milestone }).text;
    let day = date::message(day.civil());
    say!(
        "{name} in {days} day{en_s}, on {day}: {ready} of {all} ready. {hit}",
        "距“{name}”还有{days}天（{day}），{all}项中{ready}项就绪。{hit}",
        name,
        days,
        en_s = plural(usize::try_from(days).unwrap_or_default()),
        day,
        ready,
        all,
        hit
    )
}

/// The tables of a campaign's page: what it needs, and its figures by channel.
pub fn tables(page: Page<'_>, campaign: RecordId) -> Vec<Table> {
    let hanging = page.whole.analysis.hanging.iter().filter(|hanging| hanging.waits == campaign);
    let needs = Table {
        id: "t-float".to_owned(),
        caption: page.say(&both!("What it needs, and by how much that may still move", "依赖的事项及还可推迟多少")),
        columns: gates::needs_columns(page),
        rows: hanging.map(|hanging| Row::new(gates::needs_cells(page, hanging).into())).collect(),
    };
    let numbers = page.whole.analysis.campaigns.get(campaign.index);
    let (columns, rows) = numbers.map(|numbers| spending::channel_rows(page, numbers)).unwrap_or_default();
    let caption = page.say(&both!("Figures by channel, with 95% intervals", "按渠道的投放数据，附95%区间"));
    let channels = Table { id: "t-channels".to_owned(), caption, columns, rows };
    [needs, channels].into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The next gate with what is ready for it, from thirty days before its day on.
pub fn next_gate(page: Page<'_>) -> Option<Run> {
    let (gate, days) = ahead(page).filter(|(_, days)| *days <= NEAR)?;
    let (ready, all) = gate.ready();
    let name = page.name(RecordId { kind: Kind::Milestones, index: gate.milestone }).text;
    let s = plural(usize::try_from(days).unwrap_or_default());
    let says = page.say(&say!(
        "{name} in {days} day{en_s}: {ready} of {all} ready",
        "距“{name}”还有{days}天：{all}项中{ready}项就绪",
        name,
        days,
        en_s = s,
        ready,
        all
    ));
    Some(Run::link(says, page.href(Address::Gate(gate.milestone))))
}

/// The next gate that is not passed, and in how many days it is.
fn ahead(page: Page<'_>) -> Option<(&Gate, i64)> {
    let today = page.whole.project.report_date;
    let open = page.whole.analysis.gates.iter().filter(|gate| !gate.is_passed);
    open.filter_map(|gate| Some((gate, gate.days_to(today)?))).find(|(_, days)| *days >= 0)
}
