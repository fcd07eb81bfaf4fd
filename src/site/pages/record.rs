//! The page of one record: what it says of itself, its narrative, and who refers to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::kpi;
use super::risk;
use crate::checklist::Area;
use crate::labels;
use crate::project::types::{ChoiceType, Value};
use crate::project::{AnyEntry, Kind, RecordId};
use crate::site::address::Address;
use crate::site::frame::Frame;
use crate::site::page::Page;
use crate::site::parts::{Column, Fact, Figure, Hero, Row, Run, Table, Value as Shown};
use crate::site::prose::Prose;
use crate::site::registers::source;

labels! {
    /// The words of the page.
    pub struct RecordLabels {
        details: "Details", "详情";
        referred: "Referred to by", "引用本记录的有";
        narrative: "Narrative", "正文";
    }
}

/// The view-model of `record.html`.
#[derive(Serialize)]
pub struct RecordView<'a> {
    frame: Frame<'a>,
    t: RecordLabels,
    hero: Hero,
    figure: Option<Figure>,
    facts: Vec<Fact>,
    tables: Vec<Table>,
    prose: Option<Prose>,
    references: Vec<Group>,
}

/// The records of one register that refer to this one.
#[derive(Serialize)]
struct Group {
    name: String,
    records: Vec<Vec<Run>>,
}

/// The page of a record.
pub fn view(page: Page<'_>, id: RecordId) -> RecordView<'_> {
    let title = page.name(id);
    let entry = page.whole.project.record(id);
    let (tables, listed) = entry.map(|entry| tables(page, entry)).unwrap_or_default();
    let (short, long): (Vec<Fact>, Vec<Fact>) = entry.map(|entry| facts(page, id, entry, &listed)).unwrap_or_default();
    let description = entry.and_then(|entry| description(page, entry)).unwrap_or_else(|| title.text.clone());
    RecordView {
        frame: page.frame(&title.text, &description),
        t: RecordLabels::of(page.lang),
        hero: Hero { crumbs: crumbs(page, id), facts: short, source: entry.map(|entry| source(page, entry)), ..Hero::new(title) }
            .status(page.state(id)),
        figure: (id.kind == Kind::Kpis).then(|| kpi::figure(page, id)).flatten(),
        facts: long,
        tables,
        prose: entry.and_then(|entry| page.body(entry)),
        references: references(page, id),
    }
}

fn crumbs(page: Page<'_>, id: RecordId) -> Vec<Run> {
    let area = Area::of(id.kind).map(|area| page.crumb(Address::Area(area)));
    let code = page.code(id).map(Run::text);
    area.into_iter().chain([Run::text(page.say(&id.kind.label()))]).chain(code).collect()
}

/// The facts that fit beside the title, and those that need room.
fn facts(page: Page<'_>, id: RecordId, entry: &dyn AnyEntry, listed: &[&str]) -> (Vec<Fact>, Vec<Fact>) {
    let hidden: Vec<&str> = id.kind.named().into_iter().chain(listed.iter().copied()).collect();
    let mut facts = page.facts(entry, &hidden);
    if id.kind == Kind::Risks {
        facts.splice(0..0, risk::facts(page, id));
    }
    facts.extend(page.common_facts(entry));
    facts.into_iter().partition(|fact| is_short(&fact.value))
}

fn is_short(value: &Shown) -> bool {
    let letters: usize = value.lines.iter().flatten().map(|run| unicode_width::UnicodeWidthStr::width(run.text.as_str())).sum();
    value.lines.len() <= 2 && letters <= 64
}

/// Lists of fields within a field as tables, and the fields that they are.
fn tables<'e>(page: Page<'_>, entry: &'e dyn AnyEntry) -> (Vec<Table>, Vec<&'e str>) {
    let (mut tables, mut listed) = (Vec::new(), Vec::new());
    for (field, value) in entry.values() {
        let Value::List(items) = &value else { continue };
        let parts: Vec<&Vec<_>> = items.iter().filter_map(|item| if let Value::Part(fields) = item { Some(fields) } else { None }).collect();
        if parts.is_empty() {
            continue;
        }
        listed.push(field.name);
        // The values of a KPI are the data of its chart.
        if field.name == "measurements" || entry.from_body().contains(&field.name) {
            continue;
        }
        tables.push(table(page, field.name, &page.say(&field.label()), &parts, page.lang_of(entry)));
    }
    (tables, listed)
}

type Fields<'v> = Vec<(&'static crate::source::schema::Field, Value<'v>)>;

fn table(page: Page<'_>, name: &str, caption: &str, parts: &[&Fields<'_>], written_in: crate::text::Lang) -> Table {
    let width = parts.first().map_or(0, |first| first.len());
    let used: Vec<usize> = (0..width).filter(|at| parts.iter().any(|fields| fields.get(*at).is_some_and(|(_, value)| !value.is_empty()))).collect();
    let title = |at: &usize| parts.first().and_then(|first| first.get(*at)).map(|(field, _)| page.say(&field.label())).unwrap_or_default();
    let cell = |fields: &Fields<'_>, at: &usize| fields.get(*at).and_then(|(field, value)| part_cell(page, field.name, value, written_in)).unwrap_or_default();
    Table {
        id: format!("t-{name}"),
        caption: caption.to_owned(),
        columns: used.iter().map(|at| Column::plain(title(at))).collect(),
        rows: parts.iter().map(|fields| Row::new(used.iter().map(|at| cell(fields, at)).collect())).collect(),
    }
}

fn part_cell(page: Page<'_>, name: &str, value: &Value<'_>, written_in: crate::text::Lang) -> Option<Shown> {
    use crate::project::registers::words::{Verdict, WorkStatus};
    if let ("status" | "verdict", Value::Word(word)) = (name, value) {
        let work = WorkStatus::of(&word.en).map(|status| crate::site::state::chip(status, page.lang));
        let verdict = || Verdict::of(&word.en).map(|verdict| crate::site::state::chip(verdict, page.lang));
        return work.or_else(verdict).map(Shown::status);
    }
    page.show(value, written_in)
}

/// What the page says, in one sentence: the first text of the record that is not its name.
fn description(page: Page<'_>, entry: &dyn AnyEntry) -> Option<String> {
    let named = entry.kind().named();
    let texts = entry.values().into_iter().filter(|(field, _)| Some(field.name) != named);
    texts.filter_map(|(_, value)| if let Value::Text(text) = value { Some(page.text(text, page.lang_of(entry)).text) } else { None }).next()
}

fn references(page: Page<'_>, id: RecordId) -> Vec<Group> {
    let mut groups: BTreeMap<Kind, Vec<Vec<Run>>> = BTreeMap::new();
    for from in page.whole.references.to(id).filter(|from| page.whole.is_public(*from)) {
        groups.entry(from.kind).or_default().push(page.record(from));
    }
    groups.into_iter().map(|(kind, records)| Group { name: page.say(&kind.label()), records }).collect()
}
