//! A record as a table of two columns, a field and its value in each row: `| Owner | Ana |`, `Owner,Ana`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::kind::Kind;
use super::{heads, labelled};
use crate::source::document::Document;
use crate::source::sheet::{Cell, Row, Table};
use crate::source::vocabulary::Path;
use crate::source::{Data, Key, Node, Span, Style};

/// Fields that a form names at the least.
const ENOUGH: usize = 2;

/// Whether rows are a form of a register: two cells in each, of which the first ones name fields, each another one, and the
/// second ones none.
pub(super) fn is_form(rows: &[Row<'_>], kind: Kind) -> bool {
    let filled = || rows.iter().filter(|row| !row.is_blank());
    let words = kind.vocabulary();
    let named = |cell: Option<&Cell<'_>>| cell.and_then(|cell| words.named(labelled::label(&cell.text)));
    let labels: Vec<Path> = filled().filter_map(|row| named(row.cells.first())).collect();
    let fields: BTreeSet<&Path> = labels.iter().collect();
    let says_a_field = |row: &Row<'_>| named(row.cells.first()).is_some() && named(row.cells.get(1)).is_some();
    filled().all(|row| row.cells.len() == 2)
        && fields.len() >= ENOUGH
        && fields.len() == labels.len()
        && labels.len() * 2 > filled().count()
        && !filled().next().is_some_and(says_a_field)
}

/// The record that a form is, as a table of one row.
pub(super) fn turned<'a>(rows: &[Row<'a>], kind: Kind) -> Option<Table<'a>> {
    let place = rows.first()?.span;
    let rows = rows.iter().filter(|row| !labelled::names_columns(row));
    let of_row = |row: &Row<'a>| match row.cells.as_slice() {
        [name, value] if !name.text.trim().is_empty() => {
            let data = if value.text.trim().is_empty() { Data::Null } else { Data::Scalar(value.text.clone(), Style::Cell) };
            Some((key(name, kind), Node { span: value.span, data }))
        }
        _ => None,
    };
    let mut entries: Vec<(Key<'a>, Node<'a>)> = rows.filter_map(of_row).collect();
    let end = entries.last().map_or(place.end, |(_, value)| value.span.end);
    let span = Span { start: place.start, end };
    let header: Vec<Key<'a>> = entries.iter().map(|(key, _)| key.clone()).collect();
    // A value of another field is no name.
    if let Some(named) = kind.named().filter(|_| !heads::is_named(&header, kind) && !heads::may_be_named(&header)) {
        let at = Span { start: span.start, end: span.start };
        entries.push((Key { name: Cow::Borrowed(named), span: at }, Node { span: at, data: Data::Null }));
    }
    Some(Table { span, header, records: vec![Node { span, data: Data::Map(entries) }], ..Table::default() })
}

/// A label as the head of a column, without the marks that stand around it.
fn key<'a>(cell: &Cell<'a>, kind: Kind) -> Key<'a> {
    let bare = labelled::label(&cell.text);
    let is_dressed = bare.len() < cell.text.len() && kind.vocabulary().find(&cell.text).is_none();
    Key { name: if is_dressed { Cow::Owned(bare.to_owned()) } else { cell.text.clone() }, span: cell.span }
}

/// Gives a form without a name the title of its document, if that says more than of which register it is.
pub(super) fn name<'a>(table: &mut Table<'a>, document: &Document<'a>, kind: Kind) {
    let Some((named, (title, span))) = kind.named().zip(document.title.as_ref()) else { return };
    let has_name = table.header.iter().any(|key| kind.vocabulary().find(&key.name).is_some_and(|path| path == [named]));
    if has_name || Kind::of_dressed(title).is_some() {
        return;
    }
    let key = Key { name: Cow::Borrowed(named), span: *span };
    for record in &mut table.records {
        if let Data::Map(entries) = &mut record.data {
            entries.retain(|(key, _)| key.name != named);
            entries.insert(0, (key.clone(), Node { span: *span, data: Data::Scalar(Cow::Owned(title.clone()), Style::Cell) }));
        }
    }
    table.header.insert(0, key);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{project, told};

    #[test]
    fn a_form_is_one_record_and_none_a_row() {
        for (path, text) in [
            ("risks.md", "# Rain all day\n\n| Owner | Ana |\n|---|---|\n| Impact | High |\n| Colour | blue |\n| Strategy | avoid |\n"),
            ("risks.md", "# Risks\n\n| Risk | Rain all day |\n|---|---|\n| **Owner** | Ana |\n| Impact: | High |\n| Colour | blue |\n"),
            ("risks.md", "| Field | Value |\n|---|---|\n| Risk | Rain all day |\n| Owner | Ana |\n| Impact | High |\n| Colour | blue |\n"),
            ("risks.csv", "Risk,Rain all day\nOwner,Ana\nImpact,High\nColour,blue\n"),
            ("risks/rain.md", "# Rain all day\n\n| | |\n|---|---|\n| Owner | Ana |\n| Impact | High |\n"),
        ] {
            let read = project(path, text);
            assert_eq!(read.risks.len(), 1, "{text}");
            let risk = &read.risks[0];
            assert_eq!((risk.title.any(), risk.owner.as_ref().and_then(|owner| owner.one())), ("Rain all day", Some("Ana")), "{text}");
            assert!(risk.impact.is_some() && (risk.typed.kept.len() == 1 || path.contains('/')), "{text}");
        }
    }

    #[test]
    fn a_form_without_a_name_says_that_it_has_none() {
        for (path, text) in [
            ("risks.md", "# Risks\n\n| Owner | Ana |\n|---|---|\n| Impact | High |\n"),
            ("risks.csv", "Owner,Ana\nImpact,High\n"),
            ("risks.md", "# Risks\n\n| Owner | Ana |\n|---|---|\n| Impact | High |\n| Cause | No tent |\n"),
            ("risks/r1.md", "| | |\n|---|---|\n| Owner | Ana |\n| Impact | High |\n"),
        ] {
            let read = project(path, text);
            assert_eq!(read.risks.len(), 0, "{text}");
            assert_eq!(told(&read), ["This record of “Risks” has no `title` (Title), which it cannot do without."], "{text}");
        }
    }

    #[test]
    fn a_table_of_records_is_no_form() {
        let tasks = project("tasks.md", "| Task | Owner |\n|---|---|\n| Film | Ana |\n| Status | Bo |\n");
        assert_eq!(tasks.tasks.len(), 2, "both heads name a field");
        let list = project("risks.csv", "Risk,Colour\nOwner,blue\nRain,grey\nWind,red\n");
        assert_eq!(list.risks.len(), 3, "most rows name no field");
        let sections = "# Risks\n\n## Rain\n\n| Owner | Ana |\n|---|---|\n| Impact | High |\n\n## Wind\n\n| Owner | Bo |\n|---|---|\n| Impact | Low |\n";
        let named: Vec<_> = project("risks.md", sections).risks.iter().map(|risk| risk.title.any().to_owned()).collect();
        assert_eq!(named, ["Rain", "Wind"], "each below its heading");
    }
}
