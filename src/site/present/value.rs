//! Values of records as they are shown on a page.

use crate::both;
use crate::calendar::Date;
use crate::project::types::{FieldType, Owner, Reference, Text, Value};
use crate::project::{Found, Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Value as Shown};
use crate::source::schema::Field;
use crate::text::{Lang, date, number};

/// The most decimals of a number whose owner asks for none.
const MOST_DECIMALS: u32 = 4;

impl Page<'_> {
    /// A value; `None` if there is nothing to show. `written_in` is the language of texts that do not say theirs.
    pub fn show(self, value: &Value<'_>, written_in: Lang) -> Option<Shown> {
        let lines = self.lines(value, written_in);
        if lines.is_empty() {
            return None;
        }
        Some(Shown { lines, sort: sort_key(value), ..Shown::default() })
    }

    /// A day without the year of the report.
    pub fn day(self, day: Date) -> Run {
        let text = date::short(self.lang, day.civil(), self.whole.project.report_date.year());
        Run { day: Some(day.to_string()), ..Run::text(text) }
    }

    /// A text of the project, with its language if that is not the page's.
    pub fn text(self, text: &Text, written_in: Lang) -> Run {
        let (text, lang) = text.get(self.lang, written_in);
        Run { lang, ..Run::text(text) }
    }

    /// What a record is called: its name, else what it stands for.
    pub fn name(self, id: RecordId) -> Run {
        let Some(entry) = self.whole.project.record(id) else { return Run::default() };
        if let Some(name) = entry.name() {
            let Run { text, lang, .. } = self.text(name, self.lang_of(entry));
            return Run { lang, ..Run::text(text.lines().next().unwrap_or_default()) };
        }
        match (entry.day(), entry.values().into_iter().next()) {
            (_, Some((_, Value::Reference(reference)))) => {
                Run::text(self.reference(&reference).into_iter().map(|run| run.text).collect::<String>())
            }
            (Some(day), _) => Run::text(date::long(self.lang, day.civil())),
            _ => Run::text(entry.id()),
        }
    }

    /// The id of a record, if it is one that people say: `R-07`, not `li-na`.
    pub fn code(self, id: RecordId) -> Option<String> {
        let entry = self.whole.project.record(id)?;
        let spoken = entry.has_own_id() && entry.id().contains(|c: char| c.is_ascii_digit()) && entry.id().len() <= 12;
        spoken.then(|| entry.id().to_owned())
    }

    /// What stands for a risk without an id that people say: its place in the register, by which the list tells it.
    pub fn number(self, id: RecordId) -> Option<String> {
        let is_named = id.kind != Kind::Risks || self.code(id).is_some();
        let place = self.records(Kind::Risks).iter().position(|risk| *risk == id);
        place.filter(|_| !is_named).map(|place| (place + 1).to_string())
    }

    /// A record as a link: its id before its name if people say it.
    pub fn record(self, id: RecordId) -> Vec<Run> {
        let name = self.name(id);
        let href = self.to_record(id);
        match self.code(id) {
            Some(code) => vec![Run { href, ..Run::text(code) }, Run { text: format!(" {}", name.text), ..name }],
            None => vec![Run { href, ..name }],
        }
    }

    /// The one person that a setting names, as far as they are known.
    pub fn in_charge(self, owner: Option<&Owner>) -> Option<Shown> {
        let found = self.whole.project.find(&[Kind::People], owner?.one()?);
        let runs = match found {
            Found::One(id) => self.record(id),
            Found::Withheld => vec![self.not_published()],
            Found::Nothing | Found::Many(_) => return None,
        };
        Some(Shown::line(runs))
    }

    /// Who owns something, as recorded.
    pub fn owner(self, owner: Option<&Owner>) -> Shown {
        let named = owner.and_then(|owner| self.show(&owner.value(), self.lang));
        named.unwrap_or_default()
    }

    fn not_published(self) -> Run {
        Run::text(self.say(&both!("not published", "未公开")))
    }

    fn reference(self, reference: &Reference<'_>) -> Vec<Run> {
        match self.whole.project.resolve(reference) {
            Found::One(id) => self.record(id),
            Found::Many(ids) if reference.all => self.inline(ids.into_iter().map(|id| self.record(id)).collect()),
            Found::Withheld => vec![self.not_published()],
            Found::Nothing | Found::Many(_) => vec![Run::text(reference.text)],
        }
    }

    fn lines(self, value: &Value<'_>, written_in: Lang) -> Vec<Vec<Run>> {
        match value {
            Value::List(items) => self.list(items, written_in),
            Value::Text(text) => {
                let Run { text, lang, .. } = self.text(text, written_in);
                text.lines().filter(|line| !line.trim().is_empty()).map(|line| vec![Run { lang, ..Run::text(line.trim()) }]).collect()
            }
            value => {
                let runs = self.runs(value, written_in);
                if runs.iter().all(|run| run.text.is_empty()) { Vec::new() } else { vec![runs] }
            }
        }
    }

    /// Short values stand in one line, others in a line each.
    fn list(self, items: &[Value<'_>], written_in: Lang) -> Vec<Vec<Run>> {
        let lines: Vec<Vec<Run>> = items.iter().flat_map(|item| self.lines(item, written_in)).collect();
        let is_long = |item: &Value<'_>| match item {
            Value::Text(_) | Value::Part(_) => true,
            Value::Reference(reference) => self.whole.project.resolve(reference).all().iter().any(|id| self.code(*id).is_some()),
            _ => false,
        };
        if lines.len() < 2 || items.iter().any(is_long) { lines } else { vec![self.inline(lines)] }
    }

    fn inline(self, lines: Vec<Vec<Run>>) -> Vec<Run> {
        let comma = if self.lang == Lang::Zh { "、" } else { ", " };
        joined(lines, comma)
    }

    fn runs(self, value: &Value<'_>, written_in: Lang) -> Vec<Run> {
        match value {
            Value::Empty => Vec::new(),
            Value::Text(text) => vec![self.text(text, written_in)],
            Value::Plain(text) if text.starts_with("https://") || text.starts_with("http://") => {
                vec![Run::link(text.as_ref(), text.as_ref())]
            }
            Value::Plain(text) => vec![Run::text(text.as_ref())],
            Value::Word(word) | Value::State(word, _) => vec![Run::text(self.say(word))],
            Value::Number(value) => vec![Run::text(number::full(*value, decimals(*value)))],
            Value::Percent(value) => vec![Run::text(format!("{}%", number::full(*value, decimals(*value))))],
            Value::Money(amount) => {
                let currency = self.whole.project.settings.project.currency.as_ref().map_or("", |currency| currency);
                vec![Run::text(self.say(&number::money_full(*amount, currency)))]
            }
            Value::Date(day) => vec![self.day(*day)],
            Value::Reference(reference) => self.reference(reference),
            Value::List(items) => self.inline(items.iter().map(|item| self.runs(item, written_in)).collect()),
            Value::Part(fields) => self.part(fields, written_in),
        }
    }

    /// Fields within a field in one line. A comment, and the only text if it comes first, say themselves what they are; everything
    /// else has its label.
    fn part(self, fields: &[(&'static Field, Value<'_>)], written_in: Lang) -> Vec<Run> {
        let filled: Vec<_> = fields.iter().enumerate().filter(|(_, (_, value))| !value.is_empty()).collect();
        let is_only = filled.len() == 1;
        let texts = filled.iter().filter(|(_, (field, value))| matches!(value, Value::Text(_)) && field.name != "comment").count();
        let stretches = filled.into_iter().map(|(at, (field, value))| {
            let mut runs = self.runs(value, written_in);
            let speaks = at == 0
                && (is_only || texts < 2 && !matches!(value, Value::Number(_) | Value::Percent(_) | Value::Money(_) | Value::Date(_)));
            if !speaks && field.name != "comment" {
                let label = self.say(&field.label());
                runs.insert(0, Run::text(if self.lang == Lang::Zh { format!("{label}：") } else { format!("{label} ") }));
            }
            runs
        });
        let between = if self.lang == Lang::Zh { "；" } else { " · " };
        joined(stretches.collect(), between)
    }
}

/// The decimals that a number has as it was written, up to four.
pub(crate) fn decimals(value: f64) -> u32 {
    let text = value.to_string();
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u32::try_from(digits).map_or(MOST_DECIMALS, |digits| digits.min(MOST_DECIMALS))
}

fn sort_key(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Number(value) | Value::Percent(value) => Some(value.to_string()),
        Value::Money(amount) => Some(amount.to_string()),
        Value::Date(day) => Some(day.to_string()),
        _ => None,
    }
}

/// How the cells of a field stand in a table.
pub(crate) fn column_class(kind: Kind, field: &str) -> &'static str {
    use crate::source::schema::{MONEY, NUMBER, PERCENT, QUANTITY, SHARE, Shape};
    match kind.fields().iter().find(|known| known.name == field).map(|field| field.shape) {
        Some(shape) if shape.is_day() => "nw",
        Some(Shape::Value(NUMBER | PERCENT | MONEY | QUANTITY | SHARE)) => "num",
        _ => "",
    }
}

fn joined(lines: Vec<Vec<Run>>, between: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for line in lines {
        if !runs.is_empty() {
            runs.push(Run::text(between));
        }
        runs.extend(line);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_that_were_written() {
        assert_eq!((decimals(3.0), decimals(2.25), decimals(0.1 + 0.2), decimals(1e300)), (0, 2, 4, 0));
    }

    #[test]
    fn columns_know_what_they_hold() {
        assert_eq!(
            (column_class(Kind::Budget, "planned"), column_class(Kind::Actions, "due"), column_class(Kind::Actions, "owner")),
            ("num", "nw", "")
        );
    }
}
