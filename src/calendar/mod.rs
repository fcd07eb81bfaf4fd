//! Floor 1: days, periods, how often something happens, and working days.

mod coarse;
mod date;
mod every;
mod period;
mod stretch;
mod within;
mod words;
mod workdays;

pub use coarse::{coarse, two_numbers, without_year};
pub use date::{Date, Moment, NotADate, Slashed, range, slashed};
pub use every::{Every, Unit};
pub use period::Period;
pub use stretch::{Ends, Stretch, days_with_year, stretch};
pub use within::{date_in, time_of};
pub use workdays::{Calendar, Weekday};
