//! How much of each person's week is given away, exactly (`docs/numbers.md §7.1`).

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::money::{part, share};
use crate::calendar::{Calendar, Date};
use crate::project::Project;
use crate::project::registers::people::Person;
use crate::project::registers::resources::Allocation;
use crate::project::types::Number;

/// A person's ISO week. Hours are kept times the working days of a normal week, as thirds of an hour have no decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekLoad {
    /// Its Monday.
    pub monday: Date,
    given: Decimal,
    available: Decimal,
    normal: Decimal,
    /// The allocations that make up the hours.
    pub rows: Vec<LoadRow>,
}

/// What one allocation takes of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadRow {
    /// Its place in the register of allocations.
    pub allocation: usize,
    /// Hours of the week.
    pub hours: Decimal,
}

/// Hours a week of a person of whom nothing else is known.
const USUAL_CAPACITY: Decimal = Decimal::from_parts(40, 0, 0, false, 0);

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

    /// Hours given away.
    pub fn hours(&self) -> Decimal {
        part(self.given, Decimal::ONE, self.normal)
    }

    /// Hours that the person is there, by the project's working days and their absences.
    pub fn capacity(&self) -> Decimal {
        part(self.available, Decimal::ONE, self.normal)
    }

    /// Whether more is given away than there is.
    pub fn is_over(&self) -> bool {
        self.given > self.available
    }

    /// Hours as a share of the capacity; `None` in a week without capacity, over if anything is given away then.
    pub fn utilisation(&self) -> Option<f64> {
        share(self.given, self.available)
    }

    /// Whether more than a per cent of the capacity is given away.
    pub fn is_above(&self, per_cent: f64) -> bool {
        let limit = self.available.saturating_mul(Decimal::from_f64(per_cent).unwrap_or_default());
        self.given.saturating_mul(Decimal::ONE_HUNDRED) > limit
    }
}

fn weeks_of(person: &Person, rows: &[usize], project: &Project) -> Vec<WeekLoad> {
    let capacity = person.capacity.and_then(|Number(hours)| Decimal::from_f64(hours)).unwrap_or(USUAL_CAPACITY);
    let allocations: Vec<(usize, &Allocation, Decimal)> = rows
        .iter()
        .filter_map(|index| {
            let allocation = &**project.allocations.get(*index)?;
            Some((*index, allocation, allocation.percent?.hours(capacity)))
        })
        .filter(|(_, allocation, _)| allocation.from <= allocation.to)
        .collect();
    let first = allocations.iter().map(|(_, allocation, _)| allocation.from).min();
    let last = allocations.iter().map(|(_, allocation, _)| allocation.to).max();
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let normal = Decimal::from(project.calendar.normal_week());
    let mondays = (0..MOST_WEEKS).map(|week| first.monday().plus(7 * week)).take_while(|monday| *monday <= last);
    mondays
        .map(|monday| {
            let given: Vec<(usize, Decimal)> = allocations
                .iter()
                .map(|(index, allocation, weekly)| {
                    let days = workdays_of_week(monday, allocation.from, allocation.to, &project.calendar);
                    (*index, weekly.saturating_mul(days.into()))
                })
                .filter(|(_, given)| !given.is_zero())
                .collect();
            let present = Decimal::from(days_present(monday, person, &project.calendar));
            WeekLoad {
                monday,
                given: given.iter().fold(Decimal::ZERO, |sum, (_, given)| sum.saturating_add(*given)),
                available: capacity.saturating_mul(present),
                normal,
                rows: given
                    .iter()
                    .map(|(index, given)| LoadRow { allocation: *index, hours: part(*given, Decimal::ONE, normal) })
                    .collect(),
            }
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
    use crate::analysis::money::plain;
    use crate::analysis::testing::{CHINA, project};

    fn weeks(person: &str, allocations: &str) -> Vec<(String, String, String, bool)> {
        let people = format!("- {{id: li-na, name: Li Na{person}}}\n");
        let project = project(&[CHINA, ("people.yaml", &people), ("allocations.yaml", allocations)], "2026-03-01");
        let weeks = WeekLoad::all(&project).remove(&0).unwrap();
        weeks.into_iter().map(|week| (week.monday.iso_week(), plain(week.hours()), plain(week.capacity()), week.is_over())).collect()
    }

    fn week(week: &str, hours: &str, capacity: &str, is_over: bool) -> (String, String, String, bool) {
        (week.to_owned(), hours.to_owned(), capacity.to_owned(), is_over)
    }

    #[test]
    fn rows_of_a_week_are_added_up() {
        let rows = "- {person: Li Na, from: 2026-03-02, to: 2026-03-15, percent: 50}\n- {person: li-na, from: 2026-03-09, to: 2026-03-13, percent: 60}\n";
        assert_eq!(weeks("", rows), [week("2026-W10", "20", "40", false), week("2026-W11", "44", "40", true)]);
    }

    #[test]
    fn holidays_make_up_days_and_absences() {
        let rows = "- {person: Li Na, from: 2026-02-09, to: 2026-03-01, percent: 100}\n";
        let expected = [week("2026-W07", "48", "48", false), week("2026-W08", "0", "0", false), week("2026-W09", "40", "24", true)];
        assert_eq!(weeks(", absences: [2026-02-25..2026-02-26]", rows), expected);
    }

    #[test]
    fn hours_a_week_and_weeks_away() {
        let part = weeks(", capacity: 37.5", "- {person: Li Na, from: 2026-03-04, to: 2026-03-06, percent: 6-12h}\n");
        assert_eq!(part, [week("2026-W10", "5.4", "37.5", false)]);
        let away = weeks(", absences: [2026-03-02..2026-03-08]", "- {person: Li Na, from: 2026-03-02, to: 2026-03-06, percent: 10}\n");
        assert_eq!(away, [week("2026-W10", "4", "0", true)]);
    }

    #[test]
    fn utilisation_and_limits() {
        let week = |given: Decimal, available: i64| WeekLoad {
            monday: Date::new(2026, 3, 2),
            given,
            available: available.into(),
            normal: Decimal::ONE,
            rows: Vec::new(),
        };
        assert_eq!((week(44.into(), 40).utilisation(), week(4.into(), 0).utilisation()), (Some(1.1), None));
        assert!(week(Decimal::new(481, 1), 40).is_above(120.0) && !week(48.into(), 40).is_above(120.0));
    }

    #[test]
    fn sixths_of_a_week_are_no_overload() {
        let settings = ("alongside.yaml", "calendar: {workdays: [mon, tue, wed, thu, fri, sat], holidays: [2026-03-02]}\n");
        let rows = "person,from,to,percent\nLi Na,2026-03-02,2026-03-07,33.3\nLi Na,2026-03-02,2026-03-07,66.7\n";
        let project = project(&[settings, ("people.yaml", "- {name: Li Na}\n"), ("allocations.csv", rows)], "2026-03-01");
        let week = WeekLoad::all(&project).remove(&0).unwrap().remove(0);
        assert_eq!((plain(week.hours()), plain(week.capacity())), ("33.333333".to_owned(), "33.333333".to_owned()));
        assert_eq!((week.is_over(), week.utilisation()), (false, Some(1.0)));
    }

    #[test]
    fn a_day_is_given_away_too() {
        let row = |from: &str, to: &str| weeks("", &format!("- {{person: Li Na, from: {from}, to: {to}, percent: 100}}\n"));
        assert_eq!(row("2026-03-02", "2026-03-02"), [week("2026-W10", "8", "40", false)]);
        assert_eq!(
            row("2026-03-06", "2026-03-09"),
            [week("2026-W10", "8", "40", false), week("2026-W11", "8", "40", false)],
            "to a Monday"
        );
    }
}
