//! What a register says of who answers for its records, how far they are, and on which days, as its declaration in
//! [`record!`](crate::record) has it.

use super::types::{Meaning, State};
use crate::text::Message;

/// The fields of a register that say who answers for a record, how far it is, and in which order its days are.
#[derive(Debug)]
pub struct Tracked {
    /// The field that names who answers for it.
    pub owner: Option<&'static str>,
    /// The field with the day by which its owner is to have done something, where the record alone says that day.
    pub due: Option<&'static str>,
    /// The fields that say whether anything is still asked of it; `actions.status` is within its actions.
    pub states: &'static [&'static str],
    /// Fields of which the first one's day is not after the second one's.
    pub ordered: &'static [(&'static str, &'static str)],
}

/// A state with what it means.
pub type Stated = (Message, Meaning);

/// What a field with a list of states says.
pub fn stated<T: State>(state: Option<T>) -> Option<Stated> {
    state.map(|state| (state.label(), state.meaning()))
}

/// The fields of a path without the places in lists: `actions.0.status` → `actions.status`.
pub fn without_places(path: &str) -> String {
    let fields: Vec<&str> = path.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit())).collect();
    fields.join(".")
}
