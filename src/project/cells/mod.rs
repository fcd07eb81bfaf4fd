//! What the cells of a file say together, before each is typed: one day or number settles how the others of its column and of its
//! file are written, and what a text says beyond its value is kept beside it.

mod alike;
mod days;
mod numbers;
mod spread;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::draft::Draft;
use super::enter::Unread;
use super::kind::Kind;
use super::record::Written;
use super::settings::formats::Formats;
use super::tracked::without_places;
use crate::calendar::Date;
use crate::say;
use crate::source::cell::means_nothing;
use crate::source::schema::{CADENCE, DAY, Field, PERIOD, Shape, WEEKDAY, is_word_of};
use crate::source::{Data, Node, Problem, ProblemKind, Style};
use crate::text::Message;

/// What is known of a file beside its cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// How the project says that it writes days and numbers.
    pub(super) formats: Formats,
    /// Whether its heads are Chinese: then the year stands in front.
    pub(super) is_chinese: bool,
    /// The first and the last day of the time that its name or its title speaks of.
    pub(super) of_file: Option<(Date, Date)>,
}

/// A value on its way to its type: its text, and what is known of it.
struct Cell<'c, 'a> {
    /// The names that lead to it, places in lists among them.
    path: &'c str,
    /// What is due there.
    shape: Shape,
    node: &'c mut Node<'a>,
}

impl Cell<'_, '_> {
    /// The column: the path without places in lists.
    fn column(&self) -> String {
        without_places(self.path)
    }

    fn text(&self) -> &str {
        self.node.text().unwrap_or_default().trim()
    }

    /// Whether a person typed it into a table, where every program has its own way of writing numbers.
    fn is_of_table(&self) -> bool {
        matches!(self.node.data, Data::Scalar(_, Style::Cell))
    }

    fn write(&mut self, text: String) {
        if let Data::Scalar(old, _) = &mut self.node.data {
            *old = Cow::Owned(text);
        }
    }
}

/// Writes what the file settles as its types read it, and says which columns stay open.
pub(super) fn settle(drafts: &mut [Draft<'_>], kind: Kind, hints: Hints) -> Vec<Problem> {
    let given = spread::to_its_twin(drafts, kind);
    let mut days = days::Seen::default();
    let mut numbers = numbers::Seen::default();
    let mut alike = alike::Alike::default();
    each(drafts, kind, &mut |_, cell| {
        alike.see(cell);
        if matches!(cell.shape, Shape::Value(DAY | PERIOD)) {
            days.see(cell);
        } else if cell.shape.is_number() {
            numbers.see(cell);
        }
    });
    for draft in drafts.iter() {
        alike.see_names(&draft.node, kind);
    }
    let (days, numbers) = (days.settled(hints), numbers.settled(hints));
    let mut open: BTreeMap<String, Open> = BTreeMap::new();
    let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
    each(drafts, kind, &mut |nth, cell| {
        let outcome = match cell.shape {
            _ if says_nothing(cell) => Some(Outcome::nothing(cell)),
            shape if shape.is_day() => days.write(cell),
            Shape::Value(PERIOD) => days.write_period(cell),
            shape if shape.is_number() => numbers.write(cell),
            Shape::Value(CADENCE) => words::of_cadence(cell),
            Shape::Value(WEEKDAY) => words::of_weekday(cell),
            Shape::Choice(choices, _) => words::remark(choices, cell),
            _ => None,
        };
        if let Some(Outcome::Open(column)) = &outcome {
            let open = open.entry(column.name.clone()).or_insert_with(|| Open { first: column.clone(), count: 0 });
            open.count += 1;
            cell.node.data = Data::Null;
        }
        outcomes.extend(outcome.map(|outcome| (nth, outcome)));
    });
    spread::take_back(drafts, &given);
    for (nth, outcome) in outcomes {
        let Some(draft) = drafts.get_mut(nth) else { continue };
        match outcome {
            Outcome::Written(written) => draft.written.push(written),
            Outcome::Open(cell) => {
                // One cell is its record's own matter, several are their column's.
                let problem = open.get(&cell.name).filter(|open| open.count == 1).map(Open::problem);
                draft.unread.push(Unread { fields: vec![cell.path], problem });
            }
        }
    }
    open.values().filter(|open| open.count > 1).map(Open::problem).chain(alike.told()).collect()
}

/// What came of a cell.
enum Outcome {
    /// It says more than its value.
    Written(Written),
    /// It has several meanings, and nothing in the file settles which.
    Open(OpenCell),
}

/// The first cell of a column that has several meanings.
#[derive(Clone)]
struct OpenCell {
    name: String,
    path: String,
    text: String,
    span: crate::source::Span,
    /// The problem of its column, of which so many cells are open.
    problem: fn(&OpenCell, usize) -> Problem,
}

struct Open {
    first: OpenCell,
    count: usize,
}

impl Open {
    fn problem(&self) -> Problem {
        (self.first.problem)(&self.first, self.count)
    }
}

impl Outcome {
    fn written(cell: &mut Cell<'_, '_>, plain: String) -> Self {
        let text = cell.text().to_owned();
        cell.write(plain);
        Self::Written(Written { field: cell.path.to_owned(), text })
    }

    fn nothing(cell: &mut Cell<'_, '_>) -> Self {
        let text = cell.text().to_owned();
        cell.node.data = Data::Null;
        Self::Written(Written { field: cell.path.to_owned(), text })
    }

    fn open(cell: &Cell<'_, '_>, problem: fn(&OpenCell, usize) -> Problem) -> Self {
        let (name, path, text, span) = (cell.column(), cell.path.to_owned(), cell.text().to_owned(), cell.node.span);
        Self::Open(OpenCell { name, path, text, span, problem })
    }
}

/// Whether a cell says that there is nothing, and why: `N/A (paid by the fair)`, 「待定：等报价」.
fn says_nothing(cell: &Cell<'_, '_>) -> bool {
    let text = cell.text();
    let is_end = |at: usize, c: char| match c {
        '(' | '（' | ':' | '：' | ';' | '；' => true,
        ' ' => text.get(at..).is_some_and(|rest| rest.starts_with(" - ") || rest.starts_with(" – ")),
        _ => false,
    };
    let end = text.char_indices().find(|(at, c)| is_end(*at, *c)).map(|(at, _)| at);
    let Some((word, remark)) = end.filter(|_| cell.is_of_table()).and_then(|end| text.split_at_checked(end)) else { return false };
    let is_word_of_list = || matches!(cell.shape, Shape::Choice(choices, _) if is_word_of(choices, word));
    means_nothing(word) && word.contains(char::is_alphabetic) && remark.contains(char::is_alphabetic) && !is_word_of_list()
}

/// A cell that has two meanings, `what` being a day or a number in the plural, and how many more of its column have.
fn two_ways(cell: &OpenCell, count: usize, what: &Message, help: Message) -> Problem {
    let text = &cell.text;
    let message = match count - 1 {
        0 => say!("“{text}” can be read as two different {what}.", "“{text}”可以理解为两个不同的{what}。", text, what),
        more => say!(
            "“{text}” and {en_more} more in this column can be read as two different {what}.",
            "这一列的“{text}”等{zh_count}个值可以理解为两个不同的{what}。",
            text,
            what,
            en_more = more,
            zh_count = count
        ),
    };
    Problem::new(ProblemKind::Value, cell.span, message).help(help)
}

/// Shows every value that has a day, a number or a word of a list due, with the place of its record among the drafts.
fn each<'a>(drafts: &mut [Draft<'a>], kind: Kind, see: &mut dyn FnMut(usize, &mut Cell<'_, 'a>)) {
    for (nth, draft) in drafts.iter_mut().enumerate() {
        fields(&mut draft.node, kind.fields(), "", &mut |cell| see(nth, cell));
    }
}

fn fields<'a>(node: &mut Node<'a>, of: &[Field], path: &str, see: &mut dyn FnMut(&mut Cell<'_, 'a>)) {
    let Data::Map(entries) = &mut node.data else { return };
    for (key, value) in entries {
        let Some(field) = of.iter().find(|field| field.name == key.name) else { continue };
        let path = if path.is_empty() { Cow::Borrowed(field.name) } else { Cow::Owned(format!("{path}.{}", field.name)) };
        values(value, field.shape, &path, see);
    }
}

fn values<'a>(node: &mut Node<'a>, shape: Shape, path: &str, see: &mut dyn FnMut(&mut Cell<'_, 'a>)) {
    match (&mut node.data, shape) {
        (Data::Map(_), Shape::Part(within)) => fields(node, within, path, see),
        (Data::List(items), Shape::List(item)) if matches!(item, Shape::Part(_) | Shape::Value(_) | Shape::Choice(..)) => {
            for (nth, value) in items.iter_mut().enumerate() {
                values(value, *item, &format!("{path}.{nth}"), see);
            }
        }
        (Data::Scalar(..), Shape::Value(_) | Shape::Choice(..)) => see(&mut Cell { path, shape, node }),
        _ => {}
    }
}

/// A quarter of a year.
const NEAR: i64 = 92;

/// The year in which a day without one lies: that in which it is within a quarter of a year of another day of its file. The days are
/// in order.
fn year_near(days: &[Date], month: i8, day: i8) -> Option<Date> {
    let (first, last) = (days.first()?.year() - 1, days.last()?.year() + 1);
    let is_near = |date: &Date| {
        let at = days.partition_point(|near| near < date);
        let beside = [at.checked_sub(1).and_then(|before| days.get(before)), days.get(at)];
        beside.into_iter().flatten().any(|near| near.days_until(*date).abs() <= NEAR)
    };
    let mut near = (first..=last).filter_map(|year| Date::try_new(year, month, day)).filter(is_near);
    let only = near.next()?;
    near.next().is_none().then_some(only)
}

/// The only day of a month that lies within a stretch of time, or within a month of it.
fn year_within((first, last): (Date, Date), month: i8, day: i8) -> Option<Date> {
    const AROUND: i64 = 31;
    let days = (first.year()..=last.year()).filter_map(|year| Date::try_new(year, month, day));
    let mut within = days.filter(|date| first.days_until(*date) >= -AROUND && date.days_until(last) >= -AROUND);
    let only = within.next()?;
    within.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::types::Value;
    use crate::project::{Folder, Project, ReportDateSource, load};

    pub(super) fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    /// What is said of a file, in English.
    pub(super) fn said(path: &str, text: &str) -> Vec<String> {
        project(&[(path, text)]).problems.into_iter().map(|trouble| trouble.problem.message.en.into_owned()).collect()
    }

    /// The values of some fields of a file's records, each with the text that says more.
    pub(super) fn values(path: &str, text: &str, fields: &[&str]) -> Vec<String> {
        let project = project(&[(path, text)]);
        assert_eq!(project.problems, [], "{text}");
        let kind = Kind::of_path(path).unwrap();
        let mut found = Vec::new();
        for entry in project.registers.of(kind) {
            for (field, value) in entry.values().into_iter().filter(|(field, value)| fields.contains(&field.name) && !value.is_empty()) {
                let value = match value {
                    Value::Date(day) => day.to_string(),
                    Value::Money(amount) => amount.to_string(),
                    Value::Number(number) => number.to_string(),
                    Value::Word(word) | Value::State(word, _) => word.en.to_string(),
                    other => format!("{other:?}"),
                };
                let written = entry.written().iter().find(|written| written.field == field.name);
                found.push(written.map_or(value.clone(), |written| format!("{value} ({})", written.text)));
            }
        }
        found
    }

    #[test]
    fn why_there_is_nothing_is_shown_beside_the_record() {
        let text = "Line,Planned,Actual\nFilms,700,N/A (paid by the fair)\nTent,TBD: waits for the offer,30\n";
        let project = project(&[("budget.csv", text)]);
        assert_eq!(said("budget.csv", text), [""; 0]);
        let written: Vec<_> = project.budget.iter().flat_map(|line| &line.typed.written).map(|written| written.text.as_str()).collect();
        assert_eq!(written, ["N/A (paid by the fair)", "TBD: waits for the offer"]);
        assert_eq!(said("tasks.csv", "任务,截止日期\n脚本,待定（等报价）\n剪辑,不适用：外包\n"), [""; 0]);
        assert_eq!(said("tasks.csv", "Task,Due\nFilm,soon (in May)\n").len(), 1, "soon is something");
    }

    #[test]
    fn a_year_is_that_of_days_within_a_quarter() {
        let days = [Date::new(2026, 11, 20)];
        assert_eq!(year_near(&days, 1, 5), Some(Date::new(2027, 1, 5)));
        assert_eq!(year_near(&days, 12, 24), Some(Date::new(2026, 12, 24)));
        let project = (Date::new(2025, 11, 1), Date::new(2026, 5, 31));
        assert_eq!(year_within(project, 3, 12), Some(Date::new(2026, 3, 12)));
        assert_eq!((year_within(project, 12, 24), year_within(project, 8, 1)), (Some(Date::new(2025, 12, 24)), None));
        assert_eq!(year_within((Date::new(2025, 1, 1), Date::new(2026, 12, 31)), 3, 12), None, "of which year nobody says");
        assert_eq!((year_near(&days, 5, 20), year_near(&[], 1, 5)), (None, None));
    }
}
