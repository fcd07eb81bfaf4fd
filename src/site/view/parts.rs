//! View-models of the components in `components.html`: parts that pages are made of.

use serde::Serialize;

pub use super::values::{Bar, Glyph, Run, Score, Status, Tone, Value};

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// A table of records or of a chart's data. The first cell of each row is its head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The id of the caption, unique on the page.
    pub id: String,
    /// What the table holds.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with as many cells as there are columns.
    pub rows: Vec<Row>,
}

impl Table {
    /// Without the columns that hold nothing in any row.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let is_used = |at: usize| at == 0 || self.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.is_empty()));
        let used: Vec<bool> = (0..self.columns.len()).map(is_used).collect();
        let mut of_columns = used.iter();
        self.columns.retain(|_| of_columns.next().is_none_or(|used| *used));
        for row in &mut self.rows {
            let mut of_cells = used.iter();
            row.cells.retain(|_| of_cells.next().is_none_or(|used| *used));
        }
        self
    }

    /// With one more column behind the head of its rows.
    #[must_use]
    pub fn with_column(mut self, column: Column, cells: impl Iterator<Item = Value>) -> Self {
        self.columns.insert(1.min(self.columns.len()), column);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.cells.insert(1.min(row.cells.len()), cell);
        }
        self
    }
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its classes: `num` for numbers, `nw` for no line breaks, `wide` for none on a phone.
    pub class: &'static str,
    /// Whether the script may sort by it.
    pub sorted: bool,
    /// Whether the script may filter by what its cells say.
    pub filtered: bool,
    /// Whether its cells say themselves what they are, and so need no label where columns fold on a phone.
    pub speaks: bool,
    /// Whether its cells stand on a phone only where a reader asks for them.
    pub folds: Fold,
}

/// Where the cells of a column stand on a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fold {
    /// In their row.
    #[default]
    #[serde(rename = "")]
    Never,
    /// In their row once its details are open.
    Rest,
    /// On the page of their record.
    Apart,
}

impl Column {
    /// A column that the script may sort by.
    pub fn sorted(title: impl Into<String>) -> Self {
        Self { title: title.into(), sorted: true, ..Self::default() }
    }

    /// A column that keeps its order.
    pub fn plain(title: impl Into<String>) -> Self {
        Self { sorted: false, ..Self::sorted(title) }
    }

    /// The same, and the script may filter by it.
    pub fn filtered(self) -> Self {
        Self { filtered: true, ..self }
    }

    /// The same, and its cells say themselves what they are.
    pub fn speaking(self) -> Self {
        Self { speaks: true, ..self }
    }

    /// The same with classes.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id, unique on the page, where something may point to it.
    pub id: Option<String>,
    /// What the record is called, for screen readers, where it has details.
    pub name: String,
    /// Its cells.
    pub cells: Vec<Value>,
    /// What is shown when it is opened.
    pub details: Vec<Fact>,
}

impl Row {
    /// A row of cells.
    pub fn new(cells: Vec<Value>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// A chart with its title, and its data as a table and as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The id of the title, unique on the page.
    pub id: String,
    /// What the chart shows, as a sentence.
    pub title: String,
    /// The quantity, its unit and the time; where the axis starts if not at zero.
    pub subtitle: String,
    /// The drawing, as [`charts`](crate::site::charts) make it.
    pub svg: String,
    /// The same numbers.
    pub data: Table,
    /// The address of the same numbers as CSV.
    pub csv: Option<String>,
}

/// The head of a page: what it is about, how that stands, and what to know first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hero {
    /// The colour of its edge.
    pub tone: Tone,
    /// The pages above this one.
    pub crumbs: Vec<Run>,
    /// What the page is about.
    pub title: Run,
    /// How it stands.
    pub status: Option<Status>,
    /// One sentence on it.
    pub lead: Option<Run>,
    /// How much of what, of when.
    pub notes: Vec<String>,
    /// What to know first.
    pub facts: Vec<Fact>,
    /// Where it was written.
    pub source: Option<Run>,
}

impl Hero {
    /// A head with a title alone.
    pub fn new(title: Run) -> Self {
        let (crumbs, notes, facts) = Default::default();
        Self { tone: Tone::None, crumbs, title, status: None, lead: None, notes, facts, source: None }
    }

    /// The same with a status, whose colour it takes.
    #[must_use]
    pub fn status(self, status: Option<Status>) -> Self {
        let tone = status.as_ref().map_or(self.tone, |status| status.tone);
        Self { tone, status, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_a_value_goes_and_the_head_of_the_rows_stays() {
        let columns = ["Name", "Due", "Chance"].map(Column::plain).to_vec();
        let row = |due: &str| Row::new(vec![Value::default(), Value::text(due), Value::text("")]);
        let table = Table { columns, rows: vec![row(""), row("4 Dec")], ..Table::default() }.trimmed();
        assert_eq!(table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(), ["Name", "Due"]);
        assert!(table.rows.iter().all(|row| row.cells.len() == 2), "{table:?}");
    }
}
