//! One column of a stretch of days where two fields say it: a task's `Dates` are its start and its end, the week of a report is its
//! period, of which the last day is the report's.

use std::borrow::Cow;

use crate::calendar::{Date, Period, days_with_year, stretch};
use crate::project::draft::Draft;
use crate::project::kind::Kind;
use crate::source::schema::{PERIOD, Shape};
use crate::source::{Data, Key, Node};

/// A field that was given what another one says: the place of its record, and its name.
type Given = (usize, &'static str);

/// Gives a stretch of days to the other field that says it too, where nothing else is written there.
pub(super) fn to_its_twin(drafts: &mut [Draft<'_>], kind: Kind) -> Vec<Given> {
    let twins = twins(kind);
    let both_ways = || twins.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    let of_draft = |(nth, draft): (usize, &mut Draft<'_>)| {
        both_ways().filter(|(from, to)| give(&mut draft.node, from, to)).map(|(_, to)| (nth, to)).collect::<Vec<_>>()
    };
    if twins.is_empty() { Vec::new() } else { drafts.iter_mut().enumerate().flat_map(of_draft).collect() }
}

fn give(record: &mut Node<'_>, from: &str, to: &'static str) -> bool {
    let says = |name: &str| record.get(name).filter(|value| !value.is_null());
    let said = says(from).filter(|value| says(to).is_none() && value.text().is_some_and(is_stretch)).cloned();
    let (Some(value), Data::Map(entries)) = (said, &mut record.data) else { return false };
    entries.retain(|(key, _)| key.name != to);
    entries.push((Key { name: Cow::Borrowed(to), span: value.span }, value));
    true
}

/// Takes back what could not be read: the field in which it is written says so.
pub(super) fn take_back(drafts: &mut [Draft<'_>], given: &[Given]) {
    for (nth, field) in given {
        let Some(Data::Map(entries)) = drafts.get_mut(*nth).map(|draft| &mut draft.node.data) else { continue };
        let is_read = |text: &str| Date::parse(text).is_ok() || Period::parse(text).is_some();
        entries.retain(|(key, value)| key.name != *field || value.text().is_some_and(is_read));
    }
}

fn is_stretch(text: &str) -> bool {
    stretch(text).is_some() || days_with_year(text).is_some() || Period::parse(text).is_some_and(|period| period.first < period.last)
}

/// The fields that say a beginning and its end, and the day and the period of a report.
fn twins(kind: Kind) -> Vec<(&'static str, &'static str)> {
    let has = |name: &str, is_due: fn(Shape) -> bool| kind.fields().iter().any(|field| field.name == name && is_due(field.shape));
    let is_end = |field: &str| field.split('_').any(|part| matches!(part, "end" | "ends" | "to"));
    let ordered = kind.tracked().ordered.iter().copied();
    let mut twins: Vec<_> = ordered.filter(|(first, last)| super::days::is_beginning(first) && is_end(last)).collect();
    let day = kind.dated().filter(|day| kind.fields().iter().any(|field| field.name == *day && field.required && field.shape.is_day()));
    twins.extend(day.filter(|_| has("period", |shape| matches!(shape, Shape::Value(PERIOD)))).map(|day| (day, "period")));
    twins
}
