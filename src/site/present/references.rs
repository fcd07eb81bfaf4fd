//! Which records refer to which: found once by walking every value of every record.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::types::{Reference, Value};
use crate::project::{Kind, Project, RecordId};

/// For each record those that refer to it, in the order of the registers.
#[derive(Debug, Default)]
pub struct References {
    to: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

impl References {
    /// Walks all records but those without a name, measurements and allocations: there are many, and they say nothing but their numbers.
    pub fn new(project: &Project) -> Self {
        let mut references = Self::default();
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.named().is_some()) {
            for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
                let from = RecordId { kind, index };
                for (_, value) in entry.values() {
                    each(&value, &mut |reference| references.add(project, from, reference));
                }
            }
        }
        references
    }

    /// The records that refer to one.
    pub fn to(&self, id: RecordId) -> impl Iterator<Item = RecordId> {
        self.to.get(&id).into_iter().flatten().copied()
    }

    fn add(&mut self, project: &Project, from: RecordId, reference: &Reference<'_>) {
        for to in project.resolve(reference).all() {
            if *to != from {
                self.to.entry(*to).or_default().insert(from);
            }
        }
    }
}

fn each(value: &Value<'_>, take: &mut impl FnMut(&Reference<'_>)) {
    match value {
        Value::Reference(reference) => take(reference),
        Value::List(items) => items.iter().for_each(|item| each(item, take)),
        Value::Part(fields) => fields.iter().for_each(|(_, value)| each(value, take)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn references_are_found_within_lists() {
        let files = [
            ("alongside.yaml", "languages: [en]\n"),
            ("goals.yaml", "- {id: grow, title: Grow, kpis: [leads]}\n- {id: sell, title: Sell, supports: [grow]}\n"),
            ("kpis.yaml", "- {id: leads, name: Leads, goal: grow}\n"),
        ];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: crate::calendar::Date::new(2026, 3, 31) });
        let references = References::new(&project);
        let grow = project.find(&[Kind::Goals], "grow").one().unwrap();
        let from: Vec<_> = references.to(grow).map(|id| id.kind).collect();
        assert_eq!(from, [Kind::Goals, Kind::Kpis]);
    }
}
