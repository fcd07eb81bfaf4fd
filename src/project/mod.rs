//! Floor 2: the project as its records say it, with ids and references resolved.

pub mod kind;
pub mod record;
pub mod registers;
pub mod types;

pub use kind::{Kind, Registers};
pub use record::{AnyEntry, Common, Entry, Origin, Record};
