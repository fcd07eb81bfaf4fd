//! A Markdown document as one record: its front matter, and what its title, its file's name and its sections say where the
//! front matter does not.

use std::borrow::Cow;

use super::action_items;
use super::attendance::{self, Attendance, parties};
use super::document_day::{of_name, of_period, of_title, range_of, said_on};
use super::draft::{Raw, scalar};
use super::entries::{Entries, is_filled, put, put_at};
use super::kind::Kind;
use super::labelled::{self, Labelled};
use super::marked;
use super::minutes::{self, Known};
use super::names::Names;
use super::sections::{self, Section};
use crate::calendar::{Moment, date_in};
use crate::source::document::{Document, plain_text};
use crate::source::fold::{counts_rows, fold};
use crate::source::lists::{ListItem, list_items};
use crate::source::schema::{Field, Shape};
use crate::source::yaml::Tree;
use crate::source::{Data, Key, Node, Problem, Span, Style, table};
use crate::text::is_han;

/// The record that a document is.
pub(super) fn record<'a>(
    text: &'a str,
    path: &str,
    kind: Kind,
    document: &Document<'a>,
    front: Option<Tree<'a>>,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Raw<'a> {
    let untitled;
    let document = if is_untitled(text, kind, document) {
        untitled = Document { title: None, ..document.clone() };
        &untitled
    } else {
        document
    };
    let start = Span { start: document.body.start, end: document.body.start };
    let mut node = Node { span: document.title.as_ref().map_or(start, |(_, span)| *span), data: Data::Map(Vec::new()) };
    if let Some(front) = front {
        problems.extend(front.problems);
        node = front.root.filter(|root| matches!(root.data, Data::Map(_))).unwrap_or(node);
    }
    let mut from_body = Vec::new();
    if let Data::Map(entries) = &mut node.data {
        let heading_is_title = !kind.known().first().is_some_and(|field| is_filled(entries, kind, field));
        title(entries, kind, document);
        of_name(entries, kind, path, document, problems);
        from_body = labels(text, entries, kind, document, names);
        of_period(entries, kind, document);
        of_title(entries, kind, document);
        let known = Known { names, said_on: said_on(entries, kind) };
        let sections = sections::of(text, kind, document, heading_is_title);
        from_body.extend(fill(text, entries, kind, &sections, known));
        if kind == Kind::Meetings {
            from_body.extend(attendance(text, entries, attendance::lines(text, document.body, &sections, names), names));
            let names = names.with(&present(entries));
            let marked = marked::read(text, document.body, &sections, Known { names: &names, ..known });
            from_body.extend(decisions_of_minutes(entries, marked.decisions));
            let mut actions = minutes::actions(text, document.body, &sections, Known { names: &names, ..known });
            let is_new =
                |node: &Node<'a>| actions.iter().all(|action| !action.span.contains(node.span) && !node.span.contains(action.span));
            let more: Vec<Node<'a>> = marked.actions.into_iter().filter(is_new).collect();
            actions.extend(more);
            actions.sort_by_key(|node| node.span);
            from_body.extend(actions_of_minutes(entries, kind, actions));
        }
    }
    let has_body = !document.body.of(text).trim().is_empty();
    Raw { node, body: has_body.then_some(document.body), from_body }
}

/// Whether the first heading is no title but a section like those behind it, below lines that say what the document is.
fn is_untitled(text: &str, kind: Kind, document: &Document<'_>) -> bool {
    let Some((first, others)) = document.headings.split_first() else { return false };
    let needs_title = kind.named().and_then(|name| kind.vocabulary().field(name)).is_some_and(|field| field.required);
    let before = Span { start: document.body.start, end: first.span.start };
    let has_words = before.of(text).contains(char::is_alphanumeric);
    !needs_title && has_words && first.level > 1 && others.iter().any(|other| other.level == first.level)
}

/// A title is what the record is called, else what it is of.
fn title<'a>(entries: &mut Entries<'a>, kind: Kind, document: &Document<'a>) {
    if let (Some(field), Some((title, span))) = (kind.known().first(), &document.title)
        && !is_filled(entries, kind, field)
    {
        put(entries, field, scalar(title.clone(), *span));
    }
}

/// Fields that lines with a label say; gives which.
fn labels<'a>(text: &'a str, entries: &mut Entries<'a>, kind: Kind, document: &Document<'a>, names: &Names) -> Vec<&'static str> {
    let mut filled = Vec::new();
    let words = kind.vocabulary();
    let field = |path: Vec<&'static str>| <[&'static str; 1]>::try_from(path).ok().and_then(|[name]| words.field(name));
    let meant = |label: &str, is_row: bool| words.named(label).or_else(|| words.find(label).filter(|_| is_row)).and_then(field);
    let is_label = |label: &str| meant(labelled::label(label), false).is_some();
    for Labelled { label, value, is_row } in labelled::of(text, document.body, document.title.is_some(), &document.headings, is_label) {
        let Some(field) = meant(labelled::label(label.of(text)), is_row).filter(|field| !is_filled(entries, kind, field.name)) else {
            continue;
        };
        let said = plain_text(text, value);
        let node = match field.shape {
            Shape::Part(_) | Shape::List(Shape::Part(_)) | Shape::Free => continue,
            Shape::List(Shape::Reference(_)) => Node { span: value, data: Data::List(parties(text, value, names)) },
            shape if shape.is_day() && words.field("period").is_some() && range_of(&said).is_some() => {
                put_at(entries, "period", label, scalar(said, value));
                filled.push("period");
                continue;
            }
            // "Monday, 2 March 2026, 10:00–11:00" is that day.
            shape if shape.is_day() && Moment::parse(&said).is_err() => match date_in(&said) {
                Some(day) => scalar(day.to_string(), value),
                None => scalar(said, value),
            },
            _ => Node { span: value, data: Data::Scalar(Cow::Owned(said), Style::Cell) },
        };
        put_at(entries, field.name, label, node);
        filled.push(field.name);
    }
    filled
}

/// Sections whose heading names a field fill that field; several of one list make one list.
fn fill<'a>(text: &'a str, entries: &mut Entries<'a>, kind: Kind, sections: &[Section], known: Known<'_>) -> Vec<&'static str> {
    let words = kind.vocabulary();
    let mut filled = Vec::new();
    // What a part within a section says is said by the section.
    let mut told: Vec<(&str, Span)> = Vec::new();
    for Section { span, content, field, .. } in sections {
        let Some(field) = field.filter(|name| Some(*name) != kind.named()).and_then(|name| words.field(name)) else { continue };
        let is_listed_elsewhere = kind == Kind::Meetings && field.name == "actions";
        let is_told = told.iter().any(|(name, whole)| *name == field.name && whole.contains(*content));
        if is_listed_elsewhere || is_told || content.of(text).trim().is_empty() {
            continue;
        }
        told.push((field.name, *content));
        if filled.contains(&field.name) {
            extend(entries, field.name, section(text, *content, field, known));
        } else if !is_filled(entries, kind, field.name)
            && let Some(node) = section(text, *content, field, known)
        {
            put_at(entries, field.name, *span, node);
            filled.push(field.name);
        }
    }
    filled
}

/// Puts the items of a further section behind those that a field has.
fn extend<'a>(entries: &mut Entries<'a>, field: &str, node: Option<Node<'a>>) {
    let known = entries.iter_mut().find(|(key, _)| key.name == field).map(|(_, value)| &mut value.data);
    if let (Some(Data::List(items)), Some(Data::List(more))) = (known, node.map(|node| node.data)) {
        items.extend(more);
    }
}

/// Who was at a meeting, as far as it is known.
fn present(entries: &Entries<'_>) -> Vec<String> {
    let words = Kind::Meetings.vocabulary();
    let is_present = |key: &str| words.find(key).is_some_and(|path| matches!(path.as_slice(), ["attendees" | "chair"]));
    let values = entries.iter().filter(|(key, _)| is_present(&key.name)).map(|(_, value)| value);
    let texts = values.flat_map(|value| value.items().iter().chain([value]).filter_map(Node::text));
    texts.flat_map(|text| text.split([',', '，', '、', ';', '；'])).map(|name| name.trim().to_owned()).collect()
}

/// The actions of minutes go behind those of the front matter, which says them with more certainty. Gives the field if it holds
/// nothing else.
fn actions_of_minutes<'a>(entries: &mut Entries<'a>, kind: Kind, found: Vec<Node<'a>>) -> Option<&'static str> {
    let first = found.first()?.span;
    let words = kind.vocabulary();
    let known = entries.iter_mut().find(|(key, value)| !value.is_null() && words.find(&key.name).is_some_and(|path| path == ["actions"]));
    let Some((_, known)) = known else {
        let start = Span { start: first.start, end: first.start };
        put_at(entries, "actions", start, Node { span: first, data: Data::List(found) });
        return Some("actions");
    };
    if let Data::List(items) = &mut known.data {
        let said: Vec<String> = items.iter().flat_map(Node::entries).filter_map(|(_, value)| value.text()).map(fold).collect();
        let is_new = |node: &Node<'_>| node.get("what").and_then(Node::text).is_none_or(|what| !said.contains(&fold(what)));
        items.extend(found.into_iter().filter(is_new));
    }
    None
}

/// Decisions that lines of minutes are marked as stand behind those of its sections. Gives the field if it holds nothing else.
fn decisions_of_minutes<'a>(entries: &mut Entries<'a>, found: Vec<Node<'a>>) -> Option<&'static str> {
    let first = found.first()?.span;
    if is_filled(entries, Kind::Meetings, "decisions") {
        extend(entries, "decisions", Some(Node { span: first, data: Data::List(found) }));
        return None;
    }
    put_at(entries, "decisions", Span { start: first.start, end: first.start }, Node { span: first, data: Data::List(found) });
    Some("decisions")
}

/// Who was there by the lines of minutes, where no section says so.
fn attendance<'a>(text: &'a str, entries: &mut Entries<'a>, lines: Vec<Attendance>, known: &Names) -> Vec<&'static str> {
    let mut filled = Vec::new();
    for Attendance { field, label, names } in lines {
        let people = parties(text, names, known);
        if !people.is_empty() && !is_filled(entries, Kind::Meetings, field) {
            put_at(entries, field, label, Node { span: names, data: Data::List(people) });
            filled.push(field);
        }
    }
    filled
}

fn section<'a>(text: &'a str, span: Span, field: &Field, known: Known<'_>) -> Option<Node<'a>> {
    match field.shape {
        Shape::Text => Some(scalar(plain_text(text, span), span)),
        Shape::List(Shape::Text) => Some(Node { span, data: Data::List(paragraphs(text, span)) }),
        Shape::List(Shape::Reference(_)) => {
            let people = named_in_table(text, span).unwrap_or_else(|| parties(text, span, known.names));
            Some(Node { span, data: Data::List(people) })
        }
        // Several lines say more than a word of a list.
        Shape::Choice(..) if plain_text(text, span).lines().filter(|line| !line.trim().is_empty()).count() > 1 => None,
        Shape::Choice(..) | Shape::Value(_) | Shape::Reference(_) => {
            let said = plain_text(text, span);
            let first = said.lines().map(str::trim).find(|line| !line.is_empty())?.to_owned();
            Some(Node { span, data: Data::Scalar(Cow::Owned(first), Style::Cell) })
        }
        Shape::List(Shape::Part(_)) if field.name == "actions" => Some(Node { span, data: Data::List(actions(text, span, known)) }),
        _ => None,
    }
}

/// The people of a table that has a column of names.
fn named_in_table(text: &str, span: Span) -> Option<Vec<Node<'_>>> {
    let is_name = |key: &&Key<'_>| Kind::People.vocabulary().find(&key.name).is_some_and(|path| path == ["name"]);
    let tables = table::read(text, span);
    let (table, head) = tables.iter().find_map(|table| Some((table, table.header.iter().find(is_name)?.name.to_string())))?;
    let cells = table.records.iter().filter_map(|row| row.get(&head)).filter(|cell| !cell.is_null());
    Some(cells.filter_map(|cell| Some(scalar(cell.text()?.trim().to_owned(), cell.span))).collect())
}

/// The items of a section's lists, the rows of its tables, or its text as one.
fn paragraphs(text: &str, span: Span) -> Vec<Node<'_>> {
    let items = list_items(text, span);
    let is_heading = |at: usize, item: &ListItem| item.text.ends_with([':', '：']) && items.get(at + 1).is_some();
    let own = items.iter().enumerate().filter(|(at, item)| !is_heading(*at, item));
    let mut found: Vec<Node<'_>> = own.map(|(_, item)| scalar(item.text.clone(), item.span)).collect();
    found.extend(table::read(text, span).iter().flat_map(|table| &table.records).filter_map(row));
    if found.is_empty() {
        found.push(scalar(plain_text(text, span), span));
    }
    found.sort_by_key(|node| node.span);
    found
}

/// A row as a text: its first words, and the rest in brackets; its number says nothing.
fn row<'a>(row: &Node<'a>) -> Option<Node<'a>> {
    let cells = row.entries().iter().filter(|(key, _)| !counts_rows(&key.name)).filter_map(|(_, value)| value.text());
    let mut cells = cells.map(str::trim).filter(|cell| !cell.is_empty());
    let first = cells.next()?;
    let rest: Vec<&str> = cells.collect();
    let (comma, open, close) = if first.contains(is_han) { ("，", "（", "）") } else { (", ", " (", ")") };
    let text = if rest.is_empty() { first.to_owned() } else { format!("{first}{open}{}{close}", rest.join(comma)) };
    Some(scalar(text, row.span))
}

/// The actions of a section: the rows of its tables, or the items of its lists.
fn actions<'a>(text: &'a str, span: Span, known: Known<'_>) -> Vec<Node<'a>> {
    let rows: Vec<Node<'a>> = table::read(text, span).into_iter().flat_map(|table| table.records).collect();
    if !rows.is_empty() {
        return rows;
    }
    list_items(text, span).iter().filter_map(|item| action_items::node(text, item, known.names, known.said_on)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::content;
    use super::*;
    use crate::source::ProblemKind;

    const NOTES: &str = "# Weekly 2026-03-02\n\n## Present\n\n- Li Na @lina (lead)\n- Chen Wei\n\n## Progress\n\nFilm is cut.\n\n## Problems\n\n- Legal is late\n\n## Actions\n\n- [x] @li-na send the brief (due 2026-03-09)\n- 负责人：陈伟 准备样品 截止：2026年3月10日\n";

    #[test]
    fn a_document_without_front_matter() {
        let content = content::read_alone(NOTES, "meetings/2026-03-02-weekly.md", Kind::Meetings);
        assert!(content.problems.is_empty(), "{:?}", content.problems);
        let node = &content.drafts[0].node;
        assert_eq!(node.get("title").unwrap().text(), Some("Weekly 2026-03-02"));
        assert_eq!(node.get("date").unwrap().text(), Some("2026-03-02"));
        let texts = |field| node.get(field).unwrap().items().iter().filter_map(Node::text).collect::<Vec<_>>();
        assert_eq!(texts("attendees"), ["Li Na", "Chen Wei"]);
        assert_eq!(texts("progress"), ["Film is cut."]);
        assert_eq!(texts("problems"), ["Legal is late"]);
        let actions = node.get("actions").unwrap().items();
        assert_eq!(actions[0].get("what").unwrap().text(), Some("send the brief"));
        assert_eq!(actions[1].get("owner").unwrap().text(), Some("陈伟"));
        assert_eq!(content.drafts[0].from_body, ["attendees", "progress", "problems", "actions"]);
    }

    #[test]
    fn the_first_heading_is_a_section_where_the_front_matter_has_a_title() {
        let content = content::read_alone("---\ntitle: Page\n---\n\n## Reason\n\nSummer.\n", "changes/CH-1.md", Kind::Changes);
        assert_eq!(content.drafts[0].node.get("reason").unwrap().text(), Some("Summer."));
    }

    #[test]
    fn a_heading_with_a_number() {
        let content = content::read_alone("# W\n\n## 二、存在问题\n\n无货\n", "meetings/2026-03-02.md", Kind::Meetings);
        assert_eq!(content.drafts[0].node.get("problems").unwrap().items()[0].text(), Some("无货"));
    }

    #[test]
    fn a_heading_that_says_another_day() {
        let content = content::read_alone("# Weekly 2026-03-03\n", "meetings/2026-03-02.md", Kind::Meetings);
        assert_eq!(content.problems[0].kind, ProblemKind::Contradiction);
    }

    #[test]
    fn front_matter_wins_over_sections() {
        let text = "---\ntitle: D\nstatus: accepted\noutcome: yes\n---\n# Other\n\n## Outcome\n\nNo.\n\n## 背景\n\nWhy.\n";
        let content = content::read_alone(text, "decisions/D-1.md", Kind::Decisions);
        let node = &content.drafts[0].node;
        assert_eq!((node.get("title").unwrap().text(), node.get("outcome").unwrap().text()), (Some("D"), Some("yes")));
        assert_eq!(node.get("context").unwrap().text(), Some("Why."));
    }
}
