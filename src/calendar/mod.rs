//! Floor 1: days, periods, how often something happens, and working days.

mod date;
mod every;
mod period;
mod workdays;

pub use date::{Date, Moment, NotADate, Slashed, range, slashed};
pub use every::{Every, Unit};
pub use period::Period;
pub use workdays::{Calendar, Weekday};
