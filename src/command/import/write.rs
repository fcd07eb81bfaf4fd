//! What a merge changes in a register's CSV file: only its lines differ then.

use std::collections::BTreeMap;

use super::merge::Merge;
use crate::project::Kind;
use crate::project::exchange::{Register, in_order};
use crate::source::edit::{Edit, Form};
use crate::source::{Span, tabulate};

/// The changes of a file's text.
pub(super) fn edits(text: &str, register: &Register, merge: &Merge, kind: Kind) -> Vec<Edit> {
    let used = merge.updates.iter().map(|update| &update.column).chain(merge.added.iter().flat_map(BTreeMap::keys));
    let new = in_order(used.filter(|column| !register.columns.contains(column)), kind);
    let columns: Vec<&String> = register.columns.iter().chain(&new).collect();
    let cell = |text: &str| quoted(text, register.delimiter);
    let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
    for column in &new {
        inserted.entry(register.header_end).or_default().extend([register.delimiter.to_string(), cell(column)]);
    }
    let mut edits = Vec::new();
    for (at, row) in register.rows.iter().enumerate() {
        let of_row = || merge.updates.iter().filter(|update| update.row == at);
        let place = |column: &String| columns.iter().position(|known| *known == column);
        let mut behind: BTreeMap<usize, &str> = BTreeMap::new();
        for (place, update) in of_row().filter_map(|update| Some((place(&update.column)?, update))) {
            match row.spans.get(place) {
                Some(span) => edits.push(Edit::of(text, *span, &update.after, Form::Csv)),
                None => {
                    behind.insert(place, &update.after);
                }
            }
        }
        if let Some((last, _)) = behind.last_key_value() {
            let line = inserted.entry(row.end).or_default();
            for place in row.spans.len()..=*last {
                line.push(register.delimiter);
                line.push_str(&cell(behind.get(&place).copied().unwrap_or_default()));
            }
        }
    }
    for added in &merge.added {
        let cells: Vec<String> = columns.iter().map(|column| cell(added.get(*column).map_or("", String::as_str))).collect();
        inserted.entry(register.end).or_default().extend(["\n".to_owned(), cells.join(&register.delimiter.to_string())]);
    }
    edits.extend(inserted.into_iter().map(|(at, text)| Edit { span: Span::new(at, at), text }));
    edits
}

fn quoted(cell: &str, delimiter: char) -> String {
    let line = tabulate::line(std::iter::once(cell));
    let line = line.trim_end_matches('\n').to_owned();
    if line.contains(delimiter) && !line.starts_with('"') { format!("\"{line}\"") } else { line }
}
