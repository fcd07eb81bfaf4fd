//! Registers as tables.

use super::order::{Urgency, urgency};
use super::{computed, sheets};
use crate::calendar::Period;
use crate::project::types::Value;
use crate::project::{AnyEntry, Kind, RecordId, Written};
use crate::site::address::encode;
use crate::site::present::state::stated;
use crate::site::present::value::column_class;
use crate::site::present::{days, gate};
use crate::site::view::page::Page;
use crate::site::view::parts::{Column, Fact, Fold, Row, Run, Status, Table, Tone, Value as Shown};
use crate::source::schema::{Field, PERIOD, Shape};
use crate::text::{Message, number};
use crate::{both, say};

/// The columns whose cells fall into few groups.
const FILTERED: [&str; 19] = [
    "status",
    "owner",
    "kind",
    "category",
    "severity",
    "theme",
    "sentiment",
    "phase",
    "department",
    "side",
    "strategy",
    "score",
    "trigger",
    "threat",
    "confidence",
    "topic",
    "chair",
    "from",
    "to",
];

/// The columns whose cells say themselves what they are.
const SPEAKING: [&str; 2] = ["status", "score"];

/// A register with more rows than these is folded on a phone.
const MOST_UNFOLDED: usize = 30;

/// So many columns beside the name are in sight then.
const IN_SIGHT: usize = 3;

impl<'w> Page<'w> {
    /// The records of a register that may be shown, in the order of its table.
    pub fn records(self, kind: Kind) -> &'w [RecordId] {
        self.whole.orders.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// A register as a table.
    pub fn register(self, kind: Kind) -> Table {
        self.table(kind, self.records(kind))
    }

    /// Some records of a register as a table.
    pub fn table(self, kind: Kind, ids: &[RecordId]) -> Table {
        self.table_of(kind, ids, kind.shown().columns)
    }

    /// Some records of a register as a table of some fields. Columns without a value are left out.
    pub fn table_of(self, kind: Kind, ids: &[RecordId], fields: &[&str]) -> Table {
        let rows: Vec<(RecordId, Vec<Option<Shown>>)> =
            ids.iter().map(|id| (*id, fields.iter().map(|field| self.cell(*id, field)).collect())).collect();
        let is_cut = sheets::count(self.records(kind).len()) > 1;
        let is_used = |at: usize, field: &&str| {
            let of_all = || self.columns(kind).iter().any(|used| used == field);
            (is_cut && of_all()) || rows.iter().any(|(_, cells)| cells.get(at).is_some_and(Option::is_some))
        };
        let used: Vec<bool> = fields.iter().enumerate().map(|(at, field)| is_used(at, field)).collect();
        let used_fields: Vec<&str> = fields.iter().zip(&used).filter(|(_, used)| **used).map(|(field, _)| *field).collect();
        let in_sight = if ids.len() > MOST_UNFOLDED { in_sight(kind, &used_fields) } else { used_fields.clone() };
        let fold = if kind.shown().has_pages { Fold::Apart } else { Fold::Rest };
        let folds = |field: &str| if in_sight.contains(&field) { Fold::Never } else { fold };
        let used_columns = used_fields.iter().map(|field| Column { folds: folds(field), ..self.column(kind, field) });
        let label = kind.label();
        Table {
            id: format!("t-{}", kind.key()),
            caption: self.say(&say!("{label}: {n}", "{label}：{n}", label, n = number::count(ids.len()))),
            columns: std::iter::once(Column::sorted(self.head(kind))).chain(used_columns).collect(),
            rows: rows
                .into_iter()
                .map(|(id, cells)| {
                    let cells = cells.into_iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell.unwrap_or_default());
                    self.row(id, cells.collect())
                })
                .collect(),
        }
    }

    /// The columns of a register that have a value in any of its records.
    fn columns(self, kind: Kind) -> &'w [&'static str] {
        let is_used = |field: &&&'static str| self.records(kind).iter().any(|id| self.cell(*id, field).is_some());
        let find = || kind.shown().columns.iter().filter(is_used).copied().collect();
        self.whole.columns.get(&kind).map_or(&[], |columns| columns.get_or_init(find).as_slice())
    }

    /// A record's own fields by name, those with a value, without those that are shown elsewhere.
    pub fn facts(self, entry: &dyn AnyEntry, hidden: &[&str]) -> Vec<Fact> {
        let told = self.told_in_prose(entry);
        let fields = entry.values().into_iter().filter(|(field, _)| !hidden.contains(&field.name) && !told.contains(&field.name));
        fields
            .filter_map(|(field, value)| Some(Fact { name: self.say(&field.label()), value: self.as_written(entry, field.name, &value)? }))
            .collect()
    }

    /// What a record says of itself in the fields that every record has.
    pub fn common_facts(self, entry: &dyn AnyEntry) -> Vec<Fact> {
        let common = entry.common();
        let label = |name: &str| {
            let field: Option<&Field> = crate::project::Common::FIELDS.iter().find(|field| field.name == name);
            field.map(|field| self.say(&field.label())).unwrap_or_default()
        };
        let comma = if self.lang == crate::text::Lang::Zh { "、" } else { ", " };
        let tags: Vec<&str> = common.tags.iter().map(|tag| tag.0.as_str()).collect();
        let tags = (!tags.is_empty()).then(|| Fact { name: label("tags"), value: Shown::text(tags.join(comma)) });
        let links: Vec<Vec<Run>> = common.links.iter().map(|link| vec![self.link(entry.origin().file, link)]).collect();
        let links = (!links.is_empty()).then(|| Fact { name: label("links"), value: Shown { lines: links, ..Shown::default() } });
        let notes = common.notes.as_ref().and_then(|notes| self.show(&Value::Text(notes), self.lang_of(entry)));
        let notes = notes.map(|value| Fact { name: label("notes"), value });
        [tags, links, notes, self.written_fact(entry)].into_iter().flatten().chain(kept_facts(entry)).collect()
    }

    fn link(self, from: usize, target: &str) -> Run {
        let outside = target.starts_with("https://") || target.starts_with("http://");
        let href = if outside { Some(target.to_owned()) } else { self.follow(from, target) };
        Run { href, ..Run::text(target) }
    }

    fn row(self, id: RecordId, mut cells: Vec<Shown>) -> Row {
        let Some(entry) = self.whole.project.record(id) else { return Row::default() };
        let anchor = self.whole.names.anchor(id);
        let name = self.name(id);
        let href = self.to_record(id).unwrap_or_else(|| format!("#{}", crate::site::address::encode(&anchor)));
        let head = match self.code(id) {
            Some(code) => vec![Run::link(code, href), Run { text: format!(" {}", name.text), ..name.clone() }],
            None => self.numbered(id, vec![Run { href: Some(href), ..name.clone() }]),
        };
        cells.insert(0, Shown::line(head));
        let details = if id.kind.shown().has_pages { Vec::new() } else { self.details(id, entry) };
        Row { id: Some(anchor), name: name.text, cells, details }
    }

    /// A record's name behind its number, if it has one.
    pub fn numbered(self, id: RecordId, name: Vec<Run>) -> Vec<Run> {
        let number = self.number(id).map(|number| Run::text(format!("{number} ")));
        number.into_iter().chain(name).collect()
    }

    fn details(self, id: RecordId, entry: &dyn AnyEntry) -> Vec<Fact> {
        let kind = entry.kind();
        let hidden: Vec<&str> = kind.shown().columns.iter().copied().chain(kind.named()).collect();
        let gate = if kind == Kind::Milestones { gate::of_milestone(self, id) } else { None };
        let gate = gate.map(|way| Fact { name: self.say(&both!("Gate", "关口")), value: way.into() });
        gate.into_iter().chain(self.facts(entry, &hidden)).chain(self.common_facts(entry)).collect()
    }

    /// The texts of which only the value is shown elsewhere, as they were written.
    fn written_fact(self, entry: &dyn AnyEntry) -> Option<Fact> {
        let line = |written: &Written| {
            let field = entry.kind().fields().iter().find(|field| written.field.split('.').next() == Some(field.name))?;
            let (label, text) = (field.label(), &written.text);
            Some(vec![Run::text(self.say(&say!("{label}: {text}", "{label}：{text}", label, text)))])
        };
        let lines: Vec<Vec<Run>> = entry.written().iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| Fact { name: self.say(&both!("As written", "原文")), value: Shown { lines, ..Shown::default() } })
    }

    /// A field of a record, or a column that is worked out, as its cell in the table of its register.
    pub fn cell(self, id: RecordId, field: &str) -> Option<Shown> {
        if field == "status" {
            return self.state(id).map(|state| self.standing(id, state));
        }
        if let Some(column) = computed::column(id.kind, field) {
            return (column.cell)(self, id);
        }
        let entry = self.whole.project.record(id)?;
        let value = entry.value(field)?;
        match &value {
            Value::State(word, meaning) => Some(Shown::status(stated(word, *meaning, self.lang))),
            Value::Word(word) => {
                self.as_written(entry, field, &value).map(|shown| Shown { sort: place_on_scale(id.kind, field, word), ..shown })
            }
            value => self.as_written(entry, field, value),
        }
    }

    /// How a record stands, sorted from what is worst; what is overdue is one group, however late it is.
    fn standing(self, id: RecordId, state: Status) -> Shown {
        let is_late = matches!(urgency(self.whole, id), Urgency::Overdue(_)) && state.tone == Tone::Bad;
        let place = match (is_late, state.tone) {
            (true, _) => 0,
            (false, Tone::Bad) => 1,
            (false, Tone::Warn) => 2,
            (false, Tone::None) => 3,
            (false, Tone::Good) => 4,
        };
        let shown = Shown::status(state).sort(&place);
        if is_late { shown.group(self.say(&both!("Overdue", "已逾期"))) } else { shown }
    }

    /// A field's value: a day that is coarser than a day stands as it was written.
    fn as_written(self, entry: &dyn AnyEntry, field: &str, value: &Value<'_>) -> Option<Shown> {
        let mut shown = self.show(value, self.lang_of(entry))?;
        if let Value::Date(day) = value
            && let Some(written) = entry.written().iter().find(|written| written.field == field)
        {
            shown.lines = vec![vec![Run { day: Some(day.to_string()), ..Run::text(written.text.as_str()) }]];
        }
        if let Some(period) = period(entry, field, value) {
            shown = Shown::text(days::period(self.lang, &period)).sort(&period.first);
        }
        Some(shown)
    }

    fn column(self, kind: Kind, field: &str) -> Column {
        // Days are columns `from` and `to` of some registers, and every one of them is another.
        let is_day = column_class(kind, field) == "nw";
        let filtered = FILTERED.contains(&field) && !is_day;
        Column { filtered, speaks: SPEAKING.contains(&field), ..self.bare_column(kind, field) }
    }

    fn bare_column(self, kind: Kind, field: &str) -> Column {
        if let Some(column) = computed::column(kind, field) {
            return Column::sorted(self.say(&column.title)).class(column.class);
        }
        let known = kind.fields().iter().find(|known| known.name == field);
        let title = known.map_or_else(|| crate::both!("Status", "状态"), Field::label);
        Column::sorted(self.say(&title)).class(column_class(kind, field))
    }

    fn head(self, kind: Kind) -> String {
        let field = kind.named().and_then(|name| kind.fields().iter().find(|field| field.name == name)).or(kind.fields().first());
        field.map(|field| self.say(&field.label())).unwrap_or_default()
    }
}

/// Where a word stands on the scale of its field.
fn place_on_scale(kind: Kind, field: &str, word: &Message) -> Option<String> {
    let field = kind.fields().iter().find(|known| known.name == field)?;
    let Shape::Choice(choices, _) = field.shape else { return None };
    let place = choices.iter().position(|choice| choice.label() == *word)?;
    Some(place.to_string())
}

/// The columns that tell the most of a record: how it stands, when it is due, and the first ones.
fn in_sight<'f>(kind: Kind, fields: &[&'f str]) -> Vec<&'f str> {
    let ends = kind.tracked().due.or_else(|| kind.tracked().ordered.first().map(|(_, end)| *end));
    let tells = |field: &str| SPEAKING.contains(&field) || ends == Some(field);
    let (told, others): (Vec<&str>, Vec<&str>) = fields.iter().copied().partition(|field| tells(field));
    told.into_iter().chain(others).take(IN_SIGHT).collect()
}

/// The period that a field of one holds.
fn period(entry: &dyn AnyEntry, field: &str, value: &Value<'_>) -> Option<Period> {
    let is_one = entry.kind().fields().iter().any(|known| known.name == field && matches!(known.shape, Shape::Value(PERIOD)));
    match value {
        Value::Plain(text) if is_one => Period::parse(text),
        _ => None,
    }
}

/// What stands in columns that the register has no field for, under their own heads.
fn kept_facts(entry: &dyn AnyEntry) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for kept in entry.published_kept() {
        match facts.iter_mut().find(|fact| fact.name == kept.head) {
            Some(fact) => fact.value.lines.push(vec![Run::text(&kept.text)]),
            None => facts.push(Fact { name: kept.head.clone(), value: Shown::text(&kept.text) }),
        }
    }
    facts
}

/// Where a record was written: its file and line, as a link into the repository if there is one.
pub(crate) fn source(page: Page<'_>, entry: &dyn AnyEntry) -> Run {
    let project = &page.whole.project;
    let origin = entry.origin();
    let path = project.path(origin.file);
    let text = project.text(origin.file);
    let lines = page.whole.lines(origin.file);
    let line = lines.map_or(1, |lines| lines.location(text, origin.span).line);
    let cell = lines.and_then(|lines| lines.cell(text, origin.span));
    let is_row = entry.body().is_none();
    let place = match &cell {
        Some(cell) => format!("{path}:{cell}"),
        None if is_row => format!("{path}:{line}"),
        None => path.to_owned(),
    };
    let settings = &project.settings.report;
    let href = settings.repository.as_ref().map(|repository| {
        let branch = settings.branch.as_ref().map_or("main", |branch| branch);
        let parts: Vec<String> = path.split('/').map(encode).collect();
        let line = if is_row && cell.is_none() { format!("#L{line}") } else { String::new() };
        format!("{}/blob/{branch}/{}{line}", repository.trim_end_matches('/'), parts.join("/"))
    });
    Run { href: href.filter(|href| href.starts_with("https://") || href.starts_with("http://")), ..Run::text(place) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::each;

    /// The columns of a register of so many rows, with where their cells stand on a phone.
    fn folded(path: &str, kind: Kind, head: &str, row: &str, rows: usize) -> Vec<(String, Fold)> {
        let text = format!("{head}\n{}", format!("{row}\n").repeat(rows));
        let [english, _] = each(&[(path, &text)], |page| page.register(kind).columns);
        english.into_iter().map(|column| (column.title, column.folds)).collect()
    }

    #[test]
    fn a_long_register_shows_on_a_phone_what_tells_the_most() {
        let tasks = |rows| {
            let row = "Film,Li Na,2026-03-02,2026-03-27,50,in progress";
            folded("tasks.csv", Kind::Tasks, "name,owner,start,end,percent,status", row, rows)
        };
        let rest =
            |columns: Vec<(String, Fold)>| columns.into_iter().filter(|(_, fold)| *fold == Fold::Rest).map(|(name, _)| name).collect();
        let (short, long): (Vec<String>, Vec<String>) = (rest(tasks(MOST_UNFOLDED)), rest(tasks(MOST_UNFOLDED + 1)));
        assert_eq!((short.len(), long), (0, vec!["Start".to_owned(), "Percent".to_owned()]));
    }

    #[test]
    fn what_a_page_of_its_own_tells_stands_apart() {
        let row = "Late printer,3,4,mitigate,Li Na,2026-04-01,open";
        let heads = "title,probability,impact,strategy,owner,next_review,status";
        let columns = folded("risks.csv", Kind::Risks, heads, row, MOST_UNFOLDED + 1);
        assert!(columns.iter().any(|(_, fold)| *fold == Fold::Apart) && columns.iter().all(|(_, fold)| *fold != Fold::Rest), "{columns:?}");
        assert_eq!(columns.iter().filter(|(_, fold)| *fold == Fold::Never).count(), 1 + IN_SIGHT, "{columns:?}");
    }
}
