//! Measurements in wide tables: a column a KPI beside the day, or a row a KPI and a column a day or a month, as spreadsheets and
//! other programs have them, also beside the other columns of KPIs. Each number becomes a value of its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::months;
use super::types::read_number;
use crate::calendar::{Date, Period, coarse};
use crate::source::sheet::Table;
use crate::source::{Data, Key, Node, Style};

type Entry<'a> = (Key<'a>, Node<'a>);

/// Makes a record of each number of a wide table; leaves others as they are.
pub(super) fn unfold(records: &mut Vec<Node<'_>>, kind: Kind) {
    let words = kind.vocabulary();
    let field = |head: &str| words.find(head).and_then(|path| path.first().copied());
    let Some(header) = records.first().map(|record| record.entries().iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()) else {
        return;
    };
    let has = |name: &str| header.iter().any(|key| field(&key.name) == Some(name));
    if has("value") {
        return;
    }
    let is_series = |key: &&Key<'_>| field(&key.name).is_none() && holds_numbers(records, &key.name);
    let series: BTreeSet<String> = header.iter().filter(is_series).map(|key| key.name.to_string()).collect();
    let days = series.iter().filter(|head| is_period(head)).count();
    let first_is_kpi =
        header.first().is_some_and(|key| !series.contains(&*key.name) && field(&key.name).is_none_or(|field| field == "kpi"));
    if has("date") && !has("kpi") && !series.is_empty() {
        *records = each(records, &series, |record, key| with(record, &series, [("kpi", said(key))]));
    } else if !has("date") && days > 1 && days == series.len() && first_is_kpi {
        let named = |record: &Node<'_>| record.entries().first().map(|(key, _)| key.name.to_string()).unwrap_or_default();
        for record in records.iter_mut() {
            let first = named(record);
            if let Data::Map(entries) = &mut record.data {
                entries.iter_mut().filter(|(key, _)| *key.name == first).for_each(|(key, _)| key.name = Cow::Borrowed("kpi"));
            }
        }
        *records = each(records, &series, |record, key| with(record, &series, [("date", said(key))]));
    }
}

/// Takes the columns of days and months out of a table of KPIs, as a table of measurements.
pub(super) fn take_values<'a>(table: &mut Table<'a>, kind: Kind, project: Option<(Date, Date)>) -> Option<Table<'a>> {
    let words = kind.vocabulary();
    let name = kind.named().filter(|_| kind == Kind::Kpis)?;
    let column = table.header.iter().find(|key| words.find(&key.name).is_some_and(|path| path == [name]))?.name.to_string();
    date_target(table, kind);
    // A month without a year is that within the project.
    let time = |head: &str| if is_period(head) { Some(head.to_owned()) } else { months::period(head, project) };
    let is_series = |key: &Key<'_>| words.find(&key.name).is_none() && holds_numbers(&table.records, &key.name);
    let timed = table.header.iter().filter(|key| is_series(key)).filter_map(|key| Some((key.name.to_string(), time(&key.name)?)));
    let series: BTreeMap<String, String> = timed.collect();
    if series.len() < 2 {
        return None;
    }
    let values = |record: &Node<'a>| {
        let named = |(key, value): &Entry<'a>| {
            let name = if key.name == column { Cow::Borrowed("kpi") } else { Cow::Owned(series.get(&*key.name)?.clone()) };
            Some((Key { name, span: key.span }, value.clone()))
        };
        Node { span: record.span, data: Data::Map(record.entries().iter().filter_map(named).collect()) }
    };
    let records = table.records.iter().map(values).collect();
    for record in &mut table.records {
        if let Data::Map(entries) = &mut record.data {
            entries.retain(|(key, _)| !series.contains_key(&*key.name));
        }
    }
    let (dated, header): (Vec<_>, Vec<_>) = std::mem::take(&mut table.header).into_iter().partition(|key| series.contains_key(&*key.name));
    table.header = header;
    Some(Table { span: table.span, header: dated, records, ..Table::default() })
}

/// `Target 2026` is the target, and its day the last one of that time.
fn date_target(table: &mut Table<'_>, kind: Kind) {
    const TARGETS: [&str; 2] = ["targets", "target by"];
    let words = kind.vocabulary();
    let is = |text: &str| words.named(text).is_some_and(|path| path.first() == Some(&TARGETS[0]));
    let dated = |key: &Key<'_>| {
        let (period, _) = months::read_head(&key.name, None).filter(|(_, rest)| is(rest))?;
        let last = Period::parse(&period)?.last;
        Some((key.name.to_string(), last.to_string()))
    };
    let found: Vec<(String, String)> = table.header.iter().filter_map(dated).collect();
    let [(head, day)] = found.as_slice() else { return };
    if table.header.iter().any(|key| words.find(&key.name).is_some_and(|path| path.first() == Some(&TARGETS[0]))) {
        return;
    }
    table.header.iter_mut().filter(|key| key.name == *head).for_each(|key| key.name = Cow::Borrowed(TARGETS[0]));
    for record in &mut table.records {
        let Data::Map(entries) = &mut record.data else { continue };
        let Some((key, value)) = entries.iter_mut().find(|(key, _)| key.name == *head) else { continue };
        key.name = Cow::Borrowed(TARGETS[0]);
        if !value.is_null() {
            let by = Node { span: key.span, data: Data::Scalar(Cow::Owned(day.clone()), Style::Cell) };
            let key = Key { name: Cow::Borrowed(TARGETS[1]), span: key.span };
            entries.push((key, by));
        }
    }
}

/// A head that is a day, or a month, a quarter or a week with its year.
fn is_period(head: &str) -> bool {
    Date::parse(head).is_ok() || coarse(head).is_some()
}

fn holds_numbers(records: &[Node<'_>], head: &str) -> bool {
    let mut cells = records.iter().filter_map(|record| record.get(head)).filter(|cell| !cell.is_null()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.text().is_some_and(|text| read_number(text).is_some()))
}

/// A record for each number of some columns.
fn each<'a>(records: &[Node<'a>], series: &BTreeSet<String>, record_of: impl Fn(&Node<'a>, &Key<'a>) -> Vec<Entry<'a>>) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    for record in records {
        let numbers = record.entries().iter().filter(|(key, value)| series.contains(&*key.name) && !value.is_null());
        for (key, value) in numbers {
            let mut entries = record_of(record, key);
            entries.push((Key { name: Cow::Borrowed("value"), span: key.span }, value.clone()));
            found.push(Node { span: record.span, data: Data::Map(entries) });
        }
    }
    found
}

/// What a row says besides its numbers, and what the head of one of them says.
fn with<'a>(record: &Node<'a>, series: &BTreeSet<String>, more: [(&'static str, Node<'a>); 1]) -> Vec<Entry<'a>> {
    let others = record.entries().iter().filter(|(key, _)| !series.contains(&*key.name)).cloned();
    others.chain(more.map(|(name, node)| (Key { name: Cow::Borrowed(name), span: node.span }, node))).collect()
}

fn said<'a>(key: &Key<'a>) -> Node<'a> {
    Node { span: key.span, data: Data::Scalar(key.name.clone(), Style::Cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::csv;

    fn values(text: &str) -> Vec<String> {
        let mut records = csv::records(text);
        unfold(&mut records, Kind::Measurements);
        let of = |record: &Node<'_>, name: &str| record.get(name).and_then(Node::text).unwrap_or("–").to_owned();
        records.iter().map(|record| ["kpi", "date", "value"].map(|name| of(record, name)).join(" ")).collect()
    }

    #[test]
    fn each_number_of_a_wide_table_is_a_value() {
        assert_eq!(
            values("date,clicks,leads\n2026-01-31,10,2\n2026-02-28,,3\n"),
            ["clicks 2026-01-31 10", "leads 2026-01-31 2", "leads 2026-02-28 3"]
        );
        assert_eq!(values("KPI,2026-01-31,2026-02-28\nClicks,10,12\n"), ["Clicks 2026-01-31 10", "Clicks 2026-02-28 12"]);
    }

    #[test]
    fn other_tables_stay() {
        assert_eq!(values("date,value,batch\n2026-01-31,10,2\n"), ["– 2026-01-31 10"]);
        assert_eq!(values("date,colour\n2026-01-31,red\n"), ["– 2026-01-31 –"]);
    }

    #[test]
    fn months_beside_the_columns_of_kpis_are_values() {
        let text = "# KPIs\n\n| KPI | Unit | Jan 2026 | Feb 2026 |\n|---|---|---|---|\n| Leads | leads | 80 | 120 |\n| Rate | % | 3 | |\n";
        let content = super::super::content::read_alone(text, "kpis.md", Kind::Kpis);
        let told = |kind: Kind, fields: [&str; 3]| {
            let of_kind = content.drafts.iter().filter(move |draft| draft.kind == kind);
            let text = |node: &Node<'_>, field: &str| node.get(field).and_then(Node::text).unwrap_or("–").to_owned();
            of_kind.map(|draft| fields.map(|field| text(&draft.node, field)).join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(told(Kind::Kpis, ["name", "unit", "Jan 2026"]), ["Leads leads –", "Rate % –"]);
        let values = told(Kind::Measurements, ["kpi", "date", "value"]);
        assert_eq!(values.len(), 3, "{values:?}");
        assert!(values[0].starts_with("Leads ") && values[0].ends_with(" 80"), "{values:?}");
        assert!(content.drafts.iter().all(|draft| draft.kept.is_empty()));
    }

    #[test]
    fn a_month_without_a_year_is_that_of_the_project_and_a_target_of_a_year_has_its_day() {
        use super::super::{Folder, ReportDateSource, load};
        let files = [
            ("alongside.yaml", "project: {name: Fair, start: 2026-01-01, end: 2026-06-30}\n"),
            ("kpis.csv", "KPI,Unit,Target 2026,Jan,Feb\nLeads,leads,400,80,120\n"),
        ];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        let days: Vec<String> = project.measurements.iter().map(|value| value.date.to_string()).collect();
        assert_eq!(days, ["2026-01-31", "2026-02-28"]);
        let target = &project.kpis[0].targets[0];
        assert_eq!(target.by.map(|by| by.to_string()).as_deref(), Some("2026-12-31"));
        assert_eq!(project.account().iter().filter_map(|file| file.rows).sum::<usize>(), 1, "a row of values is counted once");
    }
}
