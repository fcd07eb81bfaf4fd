//! The ids and the index of a state's records, which the next state takes over for every register that is the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::identity::{self, Duplicate};
use crate::project::index::Index;
use crate::project::kind::{Kind, Registers};

/// The records of a state with their ids, and how they are found.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) registers: Registers,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) index: Arc<Index>,
}

impl Settled {
    /// Gives the records of the next state their ids: says which ids two of them have, and which registers are the same.
    pub(super) fn identify(&self, registers: &mut Registers) -> (Vec<Duplicate>, BTreeSet<Kind>) {
        let (mut duplicates, mut same) = (Vec::new(), BTreeSet::new());
        for kind in Kind::ALL.iter().copied() {
            if registers.take_ids(kind, &self.registers) {
                same.insert(kind);
                duplicates.extend(self.duplicates.iter().filter(|duplicate| duplicate.first.kind == kind).cloned());
            } else {
                duplicates.extend(identity::assign(registers, kind));
            }
        }
        (duplicates, same)
    }
}
