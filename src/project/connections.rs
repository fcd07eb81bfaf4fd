//! Which records refer to which.

use std::collections::BTreeMap;

use super::types::Reference;
use super::{Kind, Project, RecordId};
use crate::source::schema::Shape;

/// Every reference between two records, followed in both directions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connections {
    to: BTreeMap<RecordId, Vec<RecordId>>,
    from: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Connections {
    /// Resolves every reference of a project. What finds nothing connects nothing.
    pub fn of(project: &Project) -> Self {
        let mut connections = Self::default();
        for kind in Kind::ALL.iter().copied() {
            for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
                let id = RecordId { kind, index };
                let values = entry.values_of(&|field| field.shape.has(Shape::is_reference));
                let references: Vec<Reference<'_>> = values.iter().flat_map(|(_, value)| value.references()).collect();
                for found in references.iter().flat_map(|reference| project.resolve(reference).all().to_vec()) {
                    connections.to.entry(id).or_default().push(found);
                    connections.from.entry(found).or_default().push(id);
                }
            }
        }
        connections
    }

    /// The records that a record refers to.
    pub fn to(&self, id: RecordId) -> &[RecordId] {
        self.to.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The records that refer to a record.
    pub fn from(&self, id: RecordId) -> &[RecordId] {
        self.from.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The records at the other end of a reference, whichever end wrote it.
    pub fn around(&self, id: RecordId) -> impl Iterator<Item = RecordId> {
        self.to(id).iter().chain(self.from(id)).copied()
    }

    /// Whether a record is connected with one of some registers, whichever end wrote it.
    pub fn has(&self, id: RecordId, kinds: &[Kind]) -> bool {
        self.around(id).any(|other| kinds.contains(&other.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn references_are_followed_from_both_ends() {
        let files = [
            ("goals.yaml", "- {id: known, title: Known, kpis: [leads]}\n"),
            ("kpis.yaml", "- {id: leads, name: Leads}\n"),
            ("milestones.yaml", "- {id: live, name: Live, goals: [known, unheard-of]}\n"),
        ];
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let connections = Connections::of(&project);
        let id = |kind| RecordId { kind, index: 0 };
        assert_eq!(connections.to(id(Kind::Goals)), [id(Kind::Kpis)]);
        assert_eq!(connections.from(id(Kind::Goals)), [id(Kind::Milestones)]);
        assert!(connections.has(id(Kind::Kpis), &[Kind::Goals]) && !connections.has(id(Kind::Kpis), &[Kind::Tasks]));
        assert_eq!(connections.around(id(Kind::Milestones)).count(), 1);
    }
}
