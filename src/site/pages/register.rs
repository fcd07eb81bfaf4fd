//! A register: a part of the page of its area or, if it is long, a page of its own.

pub(in crate::site) mod pager;

use pager::Pager;
use serde::Serialize;

use super::goals;
use crate::project::{AnyEntry, Kind, Order, RecordId};
use crate::site::address::Address;
use crate::site::present::prose::Prose;
use crate::site::registers::order::{Urgency, urgency};
use crate::site::registers::sheets;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Hero, Run, Table};
use crate::text::{number, plural};
use crate::{both, labels, say};

/// So many records of a long register stand on the page of its area.
const LATEST: usize = 3;

labels! {
    /// The words of the page.
    pub(crate) struct RegisterLabels {
        csv: "Download CSV", "下载CSV";
    }
}

/// The view-model of `register.html`.
#[derive(Serialize)]
pub(crate) struct RegisterView<'a> {
    frame: Frame<'a>,
    t: RegisterLabels,
    hero: Hero,
    section: Section,
}

/// A register as a part of a page.
#[derive(Serialize)]
pub(crate) struct Section {
    id: String,
    title: String,
    introductions: Vec<Prose>,
    /// Its rows; of a long register at most the latest.
    table: Option<Table>,
    /// The ways to its other pages.
    pager: Option<Pager>,
    /// Where all of them are.
    elsewhere: Option<Run>,
    csv: Option<String>,
}

/// A register with a page of its own, as a link.
#[derive(Serialize)]
pub(crate) struct Elsewhere {
    id: String,
    name: Run,
    count: String,
}

/// A page of a long register.
pub(crate) fn view(page: Page<'_>, kind: Kind, sheet: usize) -> RegisterView<'_> {
    let title = page.say(&kind.label());
    let count = page.whole.records(kind).count();
    let lead = page.say(&say!("{n} record{en_s}.", "共{n}条记录。", n = number::count(count), en_s = plural(count)));
    let area = kind.area().map(|area| page.crumb(Address::Area(area)));
    let pager = Pager::of(page, kind, sheet);
    let rows = table(page, kind, sheets::rows(page.records(kind), sheet));
    RegisterView {
        frame: page.frame(&title, &lead),
        t: RegisterLabels::of(page.lang),
        hero: Hero {
            crumbs: std::iter::once(page.crumb(Address::OVERVIEW)).chain(area).collect(),
            lead: Some(Run::text(lead)),
            notes: vec![page.as_of()],
            ..Hero::new(Run::text(title))
        },
        section: Section {
            id: format!("register-{}", kind.key()),
            title: page.say(&both!("All records", "全部记录")),
            introductions: if sheet == 0 { page.introductions(kind) } else { Vec::new() },
            table: Some(match &pager {
                Some(pager) => pager.named(rows),
                None => rows,
            }),
            pager,
            elsewhere: None,
            csv: Some(csv(page, kind)),
        },
    }
}

/// A register on the page of its area.
pub(crate) fn section(page: Page<'_>, kind: Kind) -> Section {
    let count = page.whole.records(kind).count();
    let elsewhere = page.whole.names.register(kind).filter(|address| *address == Address::Register(kind));
    let see_all = say!("See all {n} records", "查看全部{n}条记录", n = number::count(count));
    Section {
        id: format!("register-{}", kind.key()),
        title: page.say(&kind.label()),
        introductions: if elsewhere.is_none() { page.introductions(kind) } else { Vec::new() },
        table: if elsewhere.is_none() { Some(table(page, kind, page.records(kind))) } else { latest(page, kind) },
        pager: None,
        elsewhere: elsewhere.map(|address| Run::link(page.say(&see_all), page.href(address))),
        csv: (count > 0).then(|| csv(page, kind)),
    }
}

/// What matters now of a long register: the newest records where the newest come first, else what is not over. What goes by the
/// calendar is drawn.
fn latest(page: Page<'_>, kind: Kind) -> Option<Table> {
    let is_newest = match kind.shown().order {
        Order::ByDay => return None,
        order => order == Order::NewestFirst,
    };
    let is_open = |id: RecordId| page.whole.project.record(id).and_then(AnyEntry::still_open) == Some(true);
    let matters = |id: &&RecordId| is_newest || matches!(urgency(page.whole, **id), Urgency::Overdue(_)) || is_open(**id);
    let ids: Vec<RecordId> = page.records(kind).iter().filter(matters).take(LATEST).copied().collect();
    let n = ids.len();
    let caption = if is_newest {
        say!("The latest {n}", "最近{n}条", n)
    } else {
        say!("The first {n} of what is open", "未结事项的前{n}条", n)
    };
    (!ids.is_empty()).then(|| Table { caption: page.say(&caption), ..table(page, kind, &ids) })
}

/// The registers of an area as far as they stand on its page, and where those are of which nothing needs to be seen now.
pub(crate) fn sections(page: Page<'_>, kinds: impl Iterator<Item = Kind>) -> (Vec<Section>, Vec<Elsewhere>) {
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    for kind in kinds {
        let section = section(page, kind);
        match section.elsewhere.as_ref().and_then(|run| run.href.clone()).filter(|_| section.table.is_none()) {
            Some(href) => {
                elsewhere.push(Elsewhere {
                    id: section.id,
                    name: Run::link(section.title, href),
                    count: number::count(page.whole.records(kind).count()),
                });
            }
            None => here.push(section),
        }
    }
    (here, elsewhere)
}

fn csv(page: Page<'_>, kind: Kind) -> String {
    page.file(&format!("data/{}.csv", kind.key()))
}

fn table(page: Page<'_>, kind: Kind, ids: &[RecordId]) -> Table {
    match kind {
        Kind::Goals => goals::goals(page, ids),
        Kind::Kpis => goals::kpis(page, ids),
        kind => page.table(kind, ids),
    }
}

/// Whether nothing of a register is recorded, not even what is not published.
pub(crate) fn is_missing(page: Page<'_>, kind: Kind) -> bool {
    page.whole.records(kind).next().is_none() && !page.whole.published.left_out.records.contains_key(&kind)
}

/// How to begin a register, with the fields that must be there, else those that a record is known by.
pub(crate) fn begin(page: Page<'_>, kind: Kind) -> String {
    let (key, zh) = (kind.key(), kind.zh());
    let required: Vec<&str> = kind.fields().iter().filter(|field| field.required).map(|field| field.name).collect();
    let names = if required.is_empty() { kind.known() } else { &required };
    let named = || kind.fields().iter().filter(|field| names.contains(&field.name));
    let en_fields = named().map(|field| field.name).collect::<Vec<_>>().join(", ");
    let zh_fields = named().map(|field| field.zh).collect::<Vec<_>>().join("、");
    let fields = if required.is_empty() {
        say!("a record is known by {en_fields}", "记录以{zh_fields}区分", en_fields, zh_fields)
    } else {
        say!("each record needs {en_fields}", "每条记录必填：{zh_fields}", en_fields, zh_fields)
    };
    page.say(&say!(
        "To begin, create {key}.yaml, {key}.csv or a folder {key}/ with one document a record; {fields}.",
        "新建 {key}.yaml、{zh_key}.csv，或新建文件夹 {zh_key}/ 并为每条记录写一个文档即可开始；{fields}。",
        key,
        zh_key = zh,
        fields
    ))
}
