//! How much of each person's week is given away.

use schemars::JsonSchema;
use serde::Serialize;

use super::Source;
use super::values::{Day, Exact, Wording};
use crate::analysis::load::WeekLoad;
use crate::project::Kind;
use crate::text::Real;

/// Someone who is allocated.
#[derive(Serialize, JsonSchema)]
pub(super) struct PersonReport {
    /// Their id.
    id: String,
    /// Their name, by language.
    name: Option<Wording>,
    /// From the first to the last allocated week.
    weeks: Vec<WeekReport>,
}

/// A week of a person.
#[derive(Serialize, JsonSchema)]
struct WeekReport {
    /// The ISO week, as `2026-W14`.
    week: String,
    /// Its Monday.
    monday: Day,
    /// Hours given away.
    hours: Exact,
    /// Hours that the person is there, by the calendar and their absences.
    capacity: Exact,
    /// Hours as a share of the capacity; null in a week without capacity.
    utilisation: Option<Real>,
    /// Whether more is given away than there is.
    is_over: bool,
    /// The allocations that make up the hours.
    allocations: Vec<RowReport>,
}

/// What one allocation takes of a week.
#[derive(Serialize, JsonSchema)]
struct RowReport {
    /// The allocation's id; null if it is internal.
    id: Option<String>,
    /// Hours of the week.
    hours: Exact,
}

pub(super) fn people(source: Source<'_>) -> Vec<PersonReport> {
    let person = |(index, weeks): (&usize, &Vec<WeekLoad>)| {
        Some(PersonReport {
            id: source.id(Kind::People, *index)?,
            name: source.name(Kind::People, *index),
            weeks: weeks.iter().map(|week| week_report(source, week)).collect(),
        })
    };
    let mut people: Vec<PersonReport> = source.analysis.load.iter().filter_map(person).collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    people
}

fn week_report(source: Source<'_>, week: &WeekLoad) -> WeekReport {
    let rows = week.rows.iter().map(|row| RowReport { id: source.id(Kind::Allocations, row.allocation), hours: Exact(row.hours) });
    WeekReport {
        week: week.monday.iso_week(),
        monday: Day(week.monday),
        hours: Exact(week.hours()),
        capacity: Exact(week.capacity()),
        utilisation: week.utilisation().map(Real),
        is_over: week.is_over(),
        allocations: rows.collect(),
    }
}
