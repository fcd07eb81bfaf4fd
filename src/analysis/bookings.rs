//! Bookings of a shared resource beyond its capacity (`docs/numbers.md §7.3`).

use std::collections::BTreeSet;

use super::numbers::at_most;
use crate::calendar::Date;
use crate::project::registers::coordination::{Booking, SharedResource};
use crate::project::types::Number;

/// Days in a row on which more is booked than there is.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The most that is booked on one of the days.
    pub booked: f64,
    /// The bookings of these days, by their place in the resource's list.
    pub bookings: BTreeSet<usize>,
}

/// The clashes of a resource from a day on; none without a capacity. A booking without a last day is for one day, one without
/// an amount takes 1.
pub fn clashes(resource: &SharedResource, from: Date) -> Vec<Clash> {
    let Some(Number(capacity)) = resource.capacity else { return Vec::new() };
    let taken: Vec<Taken> = resource.bookings.iter().enumerate().filter_map(|(nth, booking)| Taken::of(nth, booking, from)).collect();
    // What is booked changes only on the day a booking begins or the day after it ends.
    let mut turns: Vec<Date> = taken.iter().flat_map(|taken| [taken.first, taken.last.plus(1)]).collect();
    turns.sort_unstable();
    turns.dedup();
    let mut clashes: Vec<Clash> = Vec::new();
    for (first, next) in turns.iter().zip(turns.iter().skip(1)) {
        let there: Vec<&Taken> = taken.iter().filter(|taken| taken.first <= *first && *first <= taken.last).collect();
        let booked: f64 = there.iter().map(|taken| taken.amount).sum();
        if at_most(booked, capacity) {
            continue;
        }
        let bookings = there.iter().map(|taken| taken.nth);
        match clashes.last_mut().filter(|clash| clash.last.plus(1) == *first) {
            Some(clash) => {
                clash.last = next.plus(-1);
                clash.booked = clash.booked.max(booked);
                clash.bookings.extend(bookings);
            }
            None => clashes.push(Clash { first: *first, last: next.plus(-1), booked, bookings: bookings.collect() }),
        }
    }
    clashes
}

/// A booking that is not over.
struct Taken {
    nth: usize,
    first: Date,
    last: Date,
    amount: f64,
}

impl Taken {
    fn of(nth: usize, booking: &Booking, from: Date) -> Option<Self> {
        let first = booking.from?;
        let last = booking.to.unwrap_or(first);
        let amount = booking.amount.map_or(1.0, |amount| amount.0);
        (first <= last && last >= from).then(|| Self { nth, first: first.max(from), last, amount })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{day, project};

    fn clashes_of(bookings: &str) -> Vec<(String, f64, Vec<usize>)> {
        let text = format!("- {{name: Studio, capacity: 2, bookings: [{bookings}]}}\n");
        let project = project(&[("shared-resources.yaml", &text)], "2026-06-15");
        let clashes = clashes(&project.shared_resources[0], day("2026-06-15"));
        clashes.into_iter().map(|c| (format!("{}..{}", c.first, c.last), c.booked, c.bookings.into_iter().collect())).collect()
    }

    #[test]
    fn days_beyond_capacity_are_joined() {
        let joined = "{from: 2026-06-20, to: 2026-06-25, amount: 2}, {from: 2026-06-22, to: 2026-06-23}, {from: 2026-06-24, amount: 2}";
        assert_eq!(clashes_of(joined), [("2026-06-22..2026-06-24".to_owned(), 4.0, vec![0, 1, 2])]);
        let apart = "{from: 2026-06-20, to: 2026-06-25, amount: 2}, {from: 2026-06-21}, {from: 2026-06-23}";
        assert_eq!(clashes_of(apart).len(), 2);
    }

    #[test]
    fn what_is_no_clash() {
        assert_eq!(clashes_of("{from: 2026-06-20, to: 2026-06-25}, {from: 2026-06-20, to: 2026-06-25}"), [], "as much as there is");
        assert_eq!(clashes_of("{from: 2026-06-01, to: 2026-06-14, amount: 9}"), [], "over");
        assert_eq!(clashes_of("{to: 2026-06-20, amount: 9}"), [], "without a first day");
        let last_day = "{from: 2026-06-01, to: 2026-06-15, amount: 3}";
        assert_eq!(clashes_of(last_day), [("2026-06-15..2026-06-15".to_owned(), 3.0, vec![0])], "it ends today");
        let thirds = "{from: 2026-06-20, amount: 0.7}, {from: 2026-06-20, amount: 0.7}, {from: 2026-06-20, amount: 0.6}";
        assert_eq!(clashes_of(thirds), [], "as much as there is, in parts");
        let running = "{from: 2026-06-01, to: 2026-06-16, amount: 3}";
        assert_eq!(clashes_of(running), [("2026-06-15..2026-06-16".to_owned(), 3.0, vec![0])], "from today on");
    }
}
