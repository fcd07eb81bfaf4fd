//! Who does, answers for, is asked about and is told of each deliverable, as a matrix.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::both;
use crate::project::types::Value;
use crate::project::{Found, Kind, RecordId};
use crate::site::view::page::Page;
use crate::site::view::parts::Run;
use crate::text::Message;

/// The fields of the four parts, in the order of RACI, each with its letter and its word.
const PARTS: [(&str, &str, Message); 4] = [
    ("responsible", "R", both!("Responsible: does it", "执行：负责做")),
    ("accountable", "A", both!("Accountable: answers for it", "负责：最终负责")),
    ("consulted", "C", both!("Consulted: is asked", "咨询：事先征求意见")),
    ("informed", "I", both!("Informed: is told", "知会：事后告知")),
];

/// The matrix: deliverables by people and departments.
#[derive(Serialize)]
pub(super) struct Raci {
    title: String,
    caption: String,
    deliverable: String,
    parties: Vec<Vec<Run>>,
    rows: Vec<Deliverable>,
    key: Vec<Letter>,
}

#[derive(Serialize)]
struct Deliverable {
    name: Vec<Run>,
    cells: Vec<Vec<Letter>>,
}

/// A letter and what it stands for.
#[derive(Clone, Serialize)]
struct Letter {
    letter: &'static str,
    word: String,
}

/// The part that a party has.
type Part = (usize, RecordId);

/// The matrix of everyone who has a part and is shown; `None` if nobody is.
pub(super) fn raci(page: Page<'_>) -> Option<Raci> {
    let deliverables: Vec<(RecordId, BTreeSet<Part>)> =
        page.records(Kind::Responsibilities).iter().map(|id| (*id, parts(page, *id))).collect();
    let parties: BTreeSet<RecordId> = deliverables.iter().flat_map(|(_, parts)| parts.iter().map(|(_, party)| *party)).collect();
    let row = |(id, parts): &(RecordId, BTreeSet<Part>)| Deliverable {
        name: page.record(*id),
        cells: parties
            .iter()
            .map(|party| {
                letters(page).into_iter().enumerate().filter(|(at, _)| parts.contains(&(*at, *party))).map(|(_, letter)| letter).collect()
            })
            .collect(),
    };
    (!parties.is_empty()).then(|| Raci {
        title: page.say(&both!("RACI matrix", "责任分配矩阵")),
        caption: page.say(&both!("Deliverables by people and departments", "交付物与人员、部门")),
        deliverable: page.say(&both!("Deliverable", "交付物")),
        parties: parties.iter().map(|party| page.record(*party)).collect(),
        rows: deliverables.iter().map(row).collect(),
        key: letters(page),
    })
}

fn letters(page: Page<'_>) -> Vec<Letter> {
    PARTS.iter().map(|(_, letter, word)| Letter { letter, word: page.say(word) }).collect()
}

/// Who has which part of a deliverable, of those that are shown.
fn parts(page: Page<'_>, id: RecordId) -> BTreeSet<Part> {
    let values = page.whole.project.record(id).map(crate::project::AnyEntry::values).unwrap_or_default();
    let mut parts = BTreeSet::new();
    for (field, value) in &values {
        let Some(part) = PARTS.iter().position(|(name, ..)| *name == field.name) else { continue };
        let parties = if let Value::List(items) = value { items.as_slice() } else { &[] };
        for party in parties {
            if let Value::Reference(reference) = party
                && let Found::One(party) = page.whole.project.resolve(reference)
            {
                parts.insert((part, party));
            }
        }
    }
    parts
}
