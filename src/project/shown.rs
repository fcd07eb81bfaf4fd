//! How a register is shown, as its declaration in [`record!`](crate::record) says.

use super::area::Area;

/// How a register is shown.
#[derive(Debug)]
pub struct Shown {
    /// The area that shows it, and its place there; `None` if it has pages of its own.
    pub area: Option<(Area, u8)>,
    /// The fields that stand in columns, and the columns that are computed; other fields are details of the row.
    pub columns: &'static [&'static str],
    /// The order of its table.
    pub order: Order,
    /// Whether each record has a page.
    pub has_pages: bool,
    /// The field that says in a sentence what a record is about.
    pub lead: Option<&'static str>,
    /// The fields that the page of a record tells in its title, its chip or its computed facts.
    pub told: &'static [&'static str],
    /// Whether the names of its records stay as they are in every language: quotes, categories, names of people.
    pub keeps_names: bool,
    /// Whether what stands in columns without a field is published: not what is kept of people.
    pub publishes_kept: bool,
    /// The measure word by which Chinese counts its records: 9项指标, 12个任务, 4次会议.
    pub counter: &'static str,
    /// Its English label, where that is not its key.
    pub label: Option<&'static str>,
}

/// The order of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As the records are written.
    AsWritten,
    /// The newest record first.
    NewestFirst,
    /// By the calendar.
    ByDay,
    /// The highest score first.
    HighestScore,
}
