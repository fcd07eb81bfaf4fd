//! A sheet as its file has it: cells by row and column.

use std::collections::BTreeMap;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, a number, a day.
    Text(String),
    /// What the cell above shows that it is merged with.
    Merged(String),
    /// An error, or a formula whose value was not stored.
    Failed(String),
}

/// The cells of a sheet by row and column, both from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Grid {
    pub(super) name: String,
    /// Whether it is hidden, and so has no cells here.
    pub(super) is_hidden: bool,
    pub(super) cells: BTreeMap<(u32, u32), Value>,
}

impl Grid {
    pub(super) fn named(name: &str) -> Self {
        Self { name: plain(name), ..Self::default() }
    }

    /// Puts a value in a cell; what is blank is nothing.
    pub(super) fn put(&mut self, row: u32, column: u32, value: Value) {
        let value = match value {
            Value::Text(text) => Value::Text(plain(&text)),
            Value::Merged(text) => Value::Merged(plain(&text)),
            Value::Failed(text) => Value::Failed(plain(&text)),
        };
        self.cells.insert((row, column), value);
    }

    /// Shows the value of a cell in those below that it is merged with.
    pub(super) fn merge_down(&mut self, from: (u32, u32), last_row: u32) {
        let Some(Value::Text(text)) = self.cells.get(&from).cloned() else { return };
        let last = last_row.min(self.cells.last_key_value().map_or(0, |((row, _), _)| *row));
        for row in from.0 + 1..=last {
            self.cells.entry((row, from.1)).or_insert_with(|| Value::Merged(text.clone()));
        }
    }
}

/// A text with one kind of line end and without characters that no text needs.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match super::super::encoding::without_controls(&text.replace('\n', "\u{2028}").replace('\t', " ")) {
        Some((text, _)) => text.replace('\u{2028}', "\n"),
        None => text,
    }
}
