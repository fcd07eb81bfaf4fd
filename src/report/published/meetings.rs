//! Meetings against their cadence.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Wording};
use crate::analysis::cadence::{CadenceNumbers, Window};
use crate::project::Kind;
use crate::text::Real;

/// A series of meetings.
#[derive(Serialize, JsonSchema)]
pub(super) struct SeriesReport {
    /// Its id.
    id: String,
    /// Its name, by language.
    name: Option<Wording>,
    /// Meetings due so far.
    expected: usize,
    /// Meetings held in their window.
    kept: usize,
    /// Meetings made up for in the next window.
    late: usize,
    /// Meetings that were not held.
    missed: usize,
    /// Windows up to the report date, one after the other, in which a meeting was missed.
    missed_in_a_row: usize,
    /// The share of due meetings that were held, in time or late.
    rate: Option<Real>,
    /// The day of the last meeting held.
    last_held: Option<Day>,
    /// Its meetings that were held.
    meetings: Vec<String>,
    /// Its windows.
    windows: Vec<WindowReport>,
}

/// The days in which so many meetings are due.
#[derive(Serialize, JsonSchema)]
struct WindowReport {
    /// Its first day.
    first: Day,
    /// Its last day.
    last: Day,
    /// Meetings due in it; while it runs, those that were held.
    expected: usize,
    /// Meetings of it that were held, as far as they were due.
    kept: usize,
    /// Meetings made up for in the next window.
    late: usize,
    /// Whether it is over.
    has_ended: bool,
}

/// How often project and marketing were both there.
#[derive(Serialize, JsonSchema)]
pub(super) struct BothSidesReport {
    /// Meetings with both sides.
    both: usize,
    /// Meetings of whose attendance the sides are known.
    recorded: usize,
    /// The share with both sides.
    rate: Option<Real>,
}

pub(super) fn series(source: Source<'_>) -> Vec<SeriesReport> {
    source.records(Kind::Cadences, &source.analysis.cadences).filter_map(|(index, numbers)| one(source, index, numbers)).collect()
}

pub(super) fn both_sides(source: Source<'_>) -> BothSidesReport {
    let sides = &source.analysis.both_sides;
    BothSidesReport { both: sides.both, recorded: sides.recorded, rate: sides.rate().map(Real) }
}

fn one(source: Source<'_>, index: usize, numbers: &CadenceNumbers) -> Option<SeriesReport> {
    Some(SeriesReport {
        id: source.id(Kind::Cadences, index)?,
        name: source.name(Kind::Cadences, index),
        expected: numbers.expected(),
        kept: numbers.kept(),
        late: numbers.late(),
        missed: numbers.missed(),
        missed_in_a_row: numbers.missed_in_a_row(),
        rate: numbers.rate().map(Real),
        last_held: numbers.last_held.map(Day),
        meetings: source.ids(Kind::Meetings, &numbers.held),
        windows: numbers.windows.iter().map(window).collect(),
    })
}

fn window(window: &Window) -> WindowReport {
    WindowReport {
        first: Day(window.first),
        last: Day(window.last),
        expected: window.expected,
        kept: window.kept,
        late: window.late,
        has_ended: window.has_ended,
    }
}
