//! How much of each person's week is given away (`numbers.md` 7.1).

use std::collections::BTreeMap;

use super::numbers::at_most;
use crate::calendar::{Calendar, Date};
use crate::project::Project;
use crate::project::registers::people::Person;
use crate::project::registers::resources::Allocation;
use crate::project::types::Number;

/// A person's ISO week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekLoad {
    /// Its Monday.
    pub monday: Date,
    /// Hours given away.
    pub hours: f64,
    /// Hours that the person is there, by the project's working days and their absences.
    pub capacity: f64,
    /// The allocations that make up the hours.
    pub rows: Vec<LoadRow>,
}

/// What one allocation takes of a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadRow {
    /// Its place in the register of allocations.
    pub allocation: usize,
    /// Hours of the week.
    pub hours: f64,
}

/// An allocation is followed for ten years at most.
const MOST_WEEKS: i64 = 522;

impl WeekLoad {
    /// The weeks of everyone who is allocated, by their place in the register of people; from the first to the last allocated week.
    pub(super) fn all(project: &Project) -> BTreeMap<usize, Vec<Self>> {
        let mut by_person: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, allocation) in project.allocations.iter().enumerate() {
            if let Some(person) = project.resolve(&allocation.person.reference()).one() {
                by_person.entry(person.index).or_default().push(index);
            }
        }
        let weeks = |(person, rows): (usize, Vec<usize>)| Some((person, weeks_of(project.people.get(person)?, &rows, project)));
        by_person.into_iter().filter_map(weeks).collect()
    }

    /// Whether more is given away than there is. The noise of binary fractions is no overload.
    pub fn is_over(&self) -> bool {
        !at_most(self.hours, self.capacity)
    }

    /// Hours as a share of the capacity; `None` in a week without capacity, over if anything is given away then.
    pub fn utilisation(&self) -> Option<f64> {
        (self.capacity > 0.0).then(|| self.hours / self.capacity)
    }

    /// Whether more than a per cent of the capacity is given away.
    pub fn is_above(&self, per_cent: f64) -> bool {
        !at_most(self.hours, self.capacity * per_cent / 100.0)
    }
}

fn weeks_of(person: &Person, rows: &[usize], project: &Project) -> Vec<WeekLoad> {
    let capacity = person.capacity.map_or(40.0, |Number(hours)| hours);
    let allocations: Vec<(usize, &Allocation, f64)> = rows
        .iter()
        .filter_map(|index| {
            let allocation = &project.allocations.get(*index)?.data;
            Some((*index, allocation, allocation.percent?.hours(capacity)))
        })
        .filter(|(_, allocation, _)| allocation.from <= allocation.to)
        .collect();
    let first = allocations.iter().map(|(_, allocation, _)| allocation.from).min();
    let last = allocations.iter().map(|(_, allocation, _)| allocation.to).max();
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let normal = project.calendar.normal_week() as f64;
    let mondays = (0..MOST_WEEKS).map(|week| first.monday().plus(7 * week)).take_while(|monday| *monday <= last);
    mondays
        .map(|monday| {
            let rows: Vec<LoadRow> = allocations
                .iter()
                .map(|(index, allocation, weekly)| {
                    let days = workdays_of_week(monday, allocation.from, allocation.to, &project.calendar);
                    LoadRow { allocation: *index, hours: weekly * days as f64 / normal }
                })
                .filter(|row| row.hours > 0.0)
                .collect();
            let present = days_present(monday, person, &project.calendar);
            WeekLoad { monday, hours: rows.iter().map(|row| row.hours).sum(), capacity: capacity * present as f64 / normal, rows }
        })
        .collect()
}

fn workdays_of_week(monday: Date, from: Date, to: Date, calendar: &Calendar) -> i64 {
    calendar.workdays_between(from.max(monday), to.min(monday.plus(6)))
}

/// Working days of a week on which a person is not away.
fn days_present(monday: Date, person: &Person, calendar: &Calendar) -> usize {
    let week = (0..7).map(|n| monday.plus(n));
    week.filter(|day| calendar.is_workday(*day) && !person.absences.iter().any(|absence| absence.contains(*day))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::same;
    use crate::analysis::testing::{CHINA, project};

    fn weeks(person: &str, allocations: &str) -> Vec<(String, f64, f64, bool)> {
        let people = format!("- {{id: li-na, name: Li Na{person}}}\n");
        let project = project(&[CHINA, ("people.yaml", &people), ("allocations.yaml", allocations)], "2026-03-01");
        let weeks = WeekLoad::all(&project).remove(&0).unwrap();
        weeks.into_iter().map(|week| (week.monday.iso_week(), week.hours, week.capacity, week.is_over())).collect()
    }

    #[test]
    fn rows_of_a_week_are_added_up() {
        let rows = "- {person: Li Na, from: 2026-03-02, to: 2026-03-15, percent: 50}\n- {person: li-na, from: 2026-03-09, to: 2026-03-13, percent: 60}\n";
        assert_eq!(weeks("", rows), [("2026-W10".to_owned(), 20.0, 40.0, false), ("2026-W11".to_owned(), 44.0, 40.0, true)]);
    }

    #[test]
    fn holidays_make_up_days_and_absences() {
        let rows = "- {person: Li Na, from: 2026-02-09, to: 2026-03-01, percent: 100}\n";
        let expected = [
            ("2026-W07".to_owned(), 48.0, 48.0, false),
            ("2026-W08".to_owned(), 0.0, 0.0, false),
            ("2026-W09".to_owned(), 40.0, 24.0, true),
        ];
        assert_eq!(weeks(", absences: [2026-02-25..2026-02-26]", rows), expected);
    }

    #[test]
    fn hours_a_week_and_weeks_away() {
        let (_, hours, capacity, is_over) =
            weeks(", capacity: 37.5", "- {person: Li Na, from: 2026-03-04, to: 2026-03-06, percent: 6-12h}\n").remove(0);
        assert!(same(hours, 5.4) && same(capacity, 37.5) && !is_over);
        let away = weeks(", absences: [2026-03-02..2026-03-08]", "- {person: Li Na, from: 2026-03-02, to: 2026-03-06, percent: 10}\n");
        assert_eq!(away, [("2026-W10".to_owned(), 4.0, 0.0, true)]);
    }

    #[test]
    fn utilisation_and_limits() {
        let week = |hours, capacity| WeekLoad { monday: Date::new(2026, 3, 2), hours, capacity, rows: Vec::new() };
        assert_eq!((week(44.0, 40.0).utilisation(), week(4.0, 0.0).utilisation()), (Some(1.1), None));
        assert!(week(48.1, 40.0).is_above(120.0) && !week(48.0, 40.0).is_above(120.0));
    }
}
