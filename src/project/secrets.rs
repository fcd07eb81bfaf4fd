//! What is not published: internal records, their ids and names.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Text, Value};
use super::{AnyEntry, Kind, Project, RecordId};
use crate::source::schema::{Field, Shape};
use crate::text::Message;

/// Letters of a name that are compared; sentences may cut what follows.
const COMPARED: usize = 40;

/// The ids and names of all internal records.
#[derive(Debug, Default)]
pub struct InternalNames {
    words: Vec<String>,
}

impl Project {
    /// Whether a record may be published.
    pub fn is_public(&self, id: RecordId) -> bool {
        self.record(id).is_some() && !self.hidden.contains(&id)
    }

    /// Whether a file may be published as a page: its front matter does not keep it internal.
    pub fn is_public_file(&self, file: usize) -> bool {
        self.restricted_files.get(&file).is_none_or(|said| self.readers.may_read(said))
    }

    /// The records that are not published, by register and id.
    pub fn withheld(&self) -> BTreeSet<(Kind, String)> {
        self.hidden.iter().filter_map(|id| Some((id.kind, self.record(*id)?.id().to_owned()))).collect()
    }

    /// Every record that is not published: those that say so themselves, those of a file that says so, and parts of either.
    pub(super) fn find_hidden(&self) -> BTreeSet<RecordId> {
        let says_so = |entry: &dyn AnyEntry| !entry.is_for(&self.readers) || !self.is_public_file(entry.origin().file);
        let mut hidden: BTreeSet<RecordId> = self.places(Kind::ALL).filter(|id| self.record(*id).is_some_and(says_so)).collect();
        let of_parts: Vec<Kind> =
            Kind::ALL.iter().copied().filter(|kind| kind.fields().iter().any(|field| names_whole(*kind, field))).collect();
        while !hidden.is_empty() {
            let parts =
                self.places(&of_parts).filter(|id| !hidden.contains(id) && self.wholes(*id).iter().any(|whole| hidden.contains(whole)));
            let parts: Vec<RecordId> = parts.collect();
            if parts.is_empty() {
                break;
            }
            hidden.extend(parts);
        }
        hidden
    }

    /// The records that a record is a part of.
    fn wholes(&self, part: RecordId) -> Vec<RecordId> {
        let values = self.record(part).map(AnyEntry::values).unwrap_or_default();
        let references = values.into_iter().filter(|(field, _)| names_whole(part.kind, field));
        let found = references.filter_map(|(_, value)| match value {
            Value::Reference(reference) => Some(self.resolve(&reference).all().to_vec()),
            _ => None,
        });
        found.flatten().collect()
    }

    fn places(&self, kinds: &[Kind]) -> impl Iterator<Item = RecordId> {
        kinds.iter().flat_map(|kind| (0..self.registers.len(*kind)).map(|index| RecordId { kind: *kind, index }))
    }

    /// How many records of each register are internal; registers without any are left out.
    pub fn internal(&self) -> BTreeMap<Kind, usize> {
        let count =
            |kind: &Kind| (0..self.registers.len(*kind)).filter(|index| !self.is_public(RecordId { kind: *kind, index: *index })).count();
        Kind::ALL.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }
}

impl InternalNames {
    /// Collects them.
    pub fn new(project: &Project) -> Self {
        let internal = project.hidden.iter().filter_map(|id| project.record(*id));
        let words = internal.flat_map(|entry| {
            let id = entry.has_own_id().then(|| entry.id().to_owned());
            let names = entry.name().into_iter().flat_map(Text::all).filter_map(|name| name.lines().next());
            id.into_iter().chain(names.map(|name| name.chars().take(COMPARED).collect()))
        });
        Self { words: words.filter(|word| !word.is_empty()).collect() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a message names one of them.
    pub fn are_in(&self, message: &Message) -> bool {
        self.words.iter().any(|word| names(&message.en, word) || names(&message.zh, word))
    }
}

/// A record is a part of what a required field names, or the first one that it is known by: a value of its KPI, an allocation of its
/// person, figures of their campaign.
fn names_whole(kind: Kind, field: &Field) -> bool {
    (field.required || kind.known().first() == Some(&field.name)) && matches!(field.shape, Shape::Reference(_))
}

/// Whether a text has a word, and not as a part of a longer one, unless the word is only the beginning of a name.
fn names(text: &str, word: &str) -> bool {
    let is_beginning = word.chars().count() >= COMPARED;
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        let joins = |a: Option<char>, b: Option<char>| [a, b].into_iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
        !joins(before, word.chars().next()) && (is_beginning || !joins(word.chars().next_back(), after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    #[test]
    fn what_nobody_can_tell_is_not_published() {
        let is_public = |risks: &str| {
            let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 1) };
            load(Folder::of_texts(&[("risks.csv", risks)]), asked).is_public(RecordId { kind: Kind::Risks, index: 0 })
        };
        for (head, cells) in [
            ("visibility", "internal"),
            ("Classification", "secret"),
            ("visiblity", "internal"),
            ("Confidentialty", "internal"),
            ("保密级別", "机密"),
            ("visibility,Classification", "public,internal"),
            ("Classification,visibility", "internal,public"),
        ] {
            assert!(!is_public(&format!("title,{head}\nRain,{cells}\n")), "{head}: {cells}");
        }
        assert!(is_public("title,visibility\nRain,public\n") && is_public("title,visibility,Classification\nRain,public,\n"));
    }

    #[test]
    fn figures_of_an_internal_campaign_are_internal_and_those_of_none_are_not() {
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 1) };
        let campaigns = "- {id: C-1, name: Secret push, visibility: internal}\n- {id: C-2, name: Spring}\n";
        let figures = "campaign,channel,clicks\nC-1,Mail,3\nC-2,Mail,4\n,Mail,5\n";
        let project = load(Folder::of_texts(&[("campaigns.yaml", campaigns), ("campaign-results.csv", figures)]), asked);
        let is_public = |index| project.is_public(RecordId { kind: Kind::CampaignResults, index });
        assert_eq!([0, 1, 2].map(is_public), [false, true, true]);
    }

    #[test]
    fn whole_words_count() {
        assert!(names("R-1 “Late” is open", "R-1") && names("风险R-1逾期", "R-1") && names("“临时代理”逾期", "临时代理"));
        assert!(!names("R-12 is open", "R-1") && !names("whole", "hole"));
    }
}
