//! The page of one record: what it says of itself, its narrative, and who refers to it.

use std::collections::{BTreeMap, BTreeSet};

mod near;

use near::Near;
use serde::Serialize;

use super::kpi::{self, Measure};
use super::person::{self, PersonView};
use super::{goals, marketing, risk};
use crate::project::types::Value;
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::present::prose::Prose;
use crate::site::present::state::stated;
use crate::site::registers::table::source;
use crate::site::view::frame::Frame;
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Hero, Row, Run, Table, Value as Shown};
use crate::{labels, say};

/// So many records of a register are listed that refer to one.
const MOST_LISTED: usize = 50;

labels! {
    /// The words of the page.
    pub(super) struct RecordLabels {
        details: "Details", "详情";
        referred: "Referred to by", "引用本记录的有";
        narrative: "Narrative", "正文";
    }
}

/// The view-model of `record.html`.
#[derive(Serialize)]
pub(super) struct RecordView<'a> {
    frame: Frame<'a>,
    t: RecordLabels,
    hero: Hero,
    kpi: Option<kpi::KpiView>,
    effects: Option<kpi::effects::Effects>,
    facts: Vec<Fact>,
    risk: Option<RiskView>,
    person: Option<PersonView>,
    tables: Vec<Table>,
    prose: Option<Prose>,
    references: Vec<Group>,
    near: Option<Near>,
}

/// A risk on the matrix, what happened to it, and what it may cost and delay.
#[derive(Serialize)]
struct RiskView {
    placed: Option<risk::Placed>,
    history: Option<Table>,
    moments: Option<Table>,
}

/// The records of one register that refer to this one.
#[derive(Serialize)]
struct Group {
    name: String,
    records: Vec<Vec<Run>>,
}

/// The page of a record.
pub(super) fn view(page: Page<'_>, id: RecordId) -> RecordView<'_> {
    let title = page.name(id);
    let entry = page.whole.project.record(id);
    let measure = Measure::of(page, id);
    let (mut tables, listed) = entry.map(|entry| tables(page, entry)).unwrap_or_default();
    if id.kind == Kind::Campaigns {
        tables.splice(0..0, marketing::tables(page, id));
    }
    let risk = (id.kind == Kind::Risks).then(|| RiskView {
        placed: risk::placed(page, id),
        history: risk::history(page, id),
        moments: risk::moments(page, id),
    });
    let person = (id.kind == Kind::People).then(|| person::of(page, id.index));
    let (short, long): (Vec<Fact>, Vec<Fact>) = entry.map(|entry| facts(page, id, entry, &listed)).unwrap_or_default();
    let told = person.as_ref().map(|person| Run::text(page.say(&person.lead)));
    let (listed, most) = match &person {
        Some(person) => (person.listed.clone(), person::MOST_REFERRED),
        None if id.kind == Kind::Campaigns => (marketing::content(page, id).into_iter().collect(), MOST_LISTED),
        None => (BTreeSet::new(), MOST_LISTED),
    };
    let references = references(page, id, &listed, most);
    let description = entry.and_then(|entry| description(page, entry)).unwrap_or_else(|| title.text.clone());
    RecordView {
        frame: page.frame(&title.text, &description),
        t: RecordLabels::of(page.lang),
        hero: Hero {
            crumbs: crumbs(page, id),
            notes: (measure.is_some() || told.is_some()).then(|| page.as_of()).into_iter().collect(),
            lead: told
                .or_else(|| measure.map(|measure| Run::text(measure.sentence())))
                .or_else(|| entry.and_then(|entry| lead(page, entry))),
            facts: short,
            source: entry.map(|entry| source(page, entry)),
            ..Hero::new(title)
        }
        .status(page.state(id)),
        kpi: measure.map(kpi::view),
        effects: kpi::effects::of(page, id),
        facts: long,
        risk,
        person,
        tables,
        prose: page.narrative(),
        references,
        near: near::of(page, id),
    }
}

fn crumbs(page: Page<'_>, id: RecordId) -> Vec<Run> {
    let area = page.whole.names.home(id.kind).map(|address| page.crumb(address));
    let code = page.code(id).map(Run::text);
    // What is called as its page is said once.
    let register = id.kind.area().map(|_| Run::text(page.say(&id.kind.label())));
    area.into_iter().chain(register).chain(code).collect()
}

/// The facts that stand beside the title, which are those of the register's columns, and the others.
fn facts(page: Page<'_>, id: RecordId, entry: &dyn AnyEntry, listed: &[&str]) -> (Vec<Fact>, Vec<Fact>) {
    let mut hidden: Vec<&str> = id.kind.named().into_iter().chain(listed.iter().copied()).collect();
    hidden.extend(shown_above(page, id));
    let beside = id.kind.shown().columns;
    let others = id.kind.fields().iter().map(|field| field.name).filter(|name| !beside.contains(name));
    let mut short = page.facts(entry, &hidden.iter().copied().chain(others).collect::<Vec<_>>());
    match id.kind {
        Kind::Risks => short.splice(0..0, risk::facts(page, id)).for_each(drop),
        Kind::Campaigns => short.extend(marketing::facts(page, id)),
        Kind::Goals => short.splice(0..0, goals::facts(page, id)).for_each(drop),
        Kind::Kpis => short.splice(0..0, Measure::of(page, id).map(kpi::facts).unwrap_or_default()).for_each(drop),
        _ => {}
    }
    let mut long = page.facts(entry, &hidden.iter().chain(beside).copied().collect::<Vec<_>>());
    long.extend(page.common_facts(entry));
    (short, long)
}

/// The fields that title, chip, sentence or worked-out facts say already.
fn shown_above(page: Page<'_>, id: RecordId) -> Vec<&'static str> {
    let mut shown: Vec<&str> = id.kind.shown().lead.into_iter().chain(id.kind.shown().told.iter().copied()).collect();
    if id.kind == Kind::Risks {
        shown.extend(risk::tabled(page, id));
    }
    if id.kind == Kind::Campaigns {
        shown.push("spent");
    }
    shown.extend(page.state(id).map(|_| "status"));
    shown
}

fn lead(page: Page<'_>, entry: &dyn AnyEntry) -> Option<Run> {
    let name = entry.kind().shown().lead.filter(|name| !page.told_in_prose(entry).contains(name))?;
    if let Some(Value::Text(text)) = entry.value(name) { Some(page.text(text, page.lang_of(entry))) } else { None }
}

/// Lists of fields within a field as tables, and the fields that they are.
fn tables<'e>(page: Page<'_>, entry: &'e dyn AnyEntry) -> (Vec<Table>, Vec<&'e str>) {
    let (mut tables, mut listed) = (Vec::new(), Vec::new());
    let told = page.told_in_prose(entry);
    for (field, value) in entry.values() {
        let Value::List(items) = &value else { continue };
        let parts: Vec<&Vec<_>> =
            items.iter().filter_map(|item| if let Value::Part(fields) = item { Some(fields) } else { None }).collect();
        if parts.is_empty() {
            continue;
        }
        listed.push(field.name);
        // Targets stand beside the title, values are the data of the chart.
        if matches!(field.name, "measurements" | "targets") || told.contains(&field.name) {
            continue;
        }
        tables.push(table(page, field.name, &page.say(&field.label()), &parts, page.lang_of(entry)));
    }
    (tables, listed)
}

type Fields<'v> = Vec<(&'static crate::source::schema::Field, Value<'v>)>;

fn table(page: Page<'_>, name: &str, caption: &str, parts: &[&Fields<'_>], written_in: crate::text::Lang) -> Table {
    let width = parts.first().map_or(0, |first| first.len());
    let used: Vec<usize> =
        (0..width).filter(|at| parts.iter().any(|fields| fields.get(*at).is_some_and(|(_, value)| !value.is_empty()))).collect();
    let title = |at: &usize| parts.first().and_then(|first| first.get(*at)).map(|(field, _)| page.say(&field.label())).unwrap_or_default();
    let cell =
        |fields: &Fields<'_>, at: &usize| fields.get(*at).and_then(|(_, value)| part_cell(page, value, written_in)).unwrap_or_default();
    Table {
        id: format!("t-{name}"),
        caption: caption.to_owned(),
        columns: used.iter().map(|at| Column::plain(title(at))).collect(),
        rows: parts.iter().map(|fields| Row::new(used.iter().map(|at| cell(fields, at)).collect())).collect(),
    }
}

fn part_cell(page: Page<'_>, value: &Value<'_>, written_in: crate::text::Lang) -> Option<Shown> {
    match value {
        Value::State(word, meaning) => Some(Shown::status(stated(word, *meaning, page.lang))),
        value => page.show(value, written_in),
    }
}

/// What the page says, in one sentence: the first text of the record that is not its name.
fn description(page: Page<'_>, entry: &dyn AnyEntry) -> Option<String> {
    let named = entry.kind().named();
    let texts = entry.values().into_iter().filter(|(field, _)| Some(field.name) != named);
    texts
        .into_iter()
        .find_map(|(_, value)| if let Value::Text(text) = value { Some(page.text(text, page.lang_of(entry)).text) } else { None })
}

/// Who refers to a record, without what its page lists already.
fn references(page: Page<'_>, id: RecordId, listed: &BTreeSet<RecordId>, most: usize) -> Vec<Group> {
    let mut groups: BTreeMap<Kind, Vec<Vec<Run>>> = BTreeMap::new();
    for from in page.whole.references.to(id).filter(|from| !listed.contains(from)) {
        groups.entry(from.kind).or_default().push(page.record(from));
    }
    let group = |(kind, mut records): (Kind, Vec<Vec<Run>>)| {
        let more = records.len().saturating_sub(most);
        records.truncate(most);
        let register = page.whole.names.register(kind).map(|address| page.href(address));
        let says = page.say(&say!("{more} more", "另有{more}条", more));
        records.extend((more > 0).then(|| vec![Run { href: register, ..Run::text(says) }]));
        Group { name: page.say(&kind.label()), records }
    };
    groups.into_iter().map(group).collect()
}
