//! Who may read what: what records and files say of it, and whom an edition of the report is for.

use super::record::{Common, Visibility};
use super::settings::Settings;
use super::types::{ChoiceType, Open};
use super::{AnyEntry, Kind, Project, ReadProblem, RecordId};
use crate::say;
use crate::source::fold::{fold, near};
use crate::source::{Problem, ProblemKind, Span, Suggestion};
use crate::text::Message;

/// Whom an edition of the report is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Readers {
    /// Everyone: what is plainly public.
    #[default]
    Everyone,
    /// An audience of the settings: besides, what names it.
    Audience(String),
    /// Who may see everything.
    Team,
}

/// Who may read a record or a file: words of the product, or names of audiences. The narrowest holds.
type Said = [Open<Visibility>];

impl Readers {
    /// Those of a name: `public`, `internal`, or an audience that the settings name.
    pub fn named(name: &str, settings: &Settings) -> Option<Self> {
        match Visibility::of(name) {
            Some(Visibility::Public) => Some(Self::Everyone),
            Some(Visibility::Internal) => Some(Self::Team),
            None => settings.audience(name).map(|name| Self::Audience(name.to_owned())),
        }
    }

    /// The name, as [`Readers::named`] takes it.
    pub fn name(&self) -> &str {
        match self {
            Self::Everyone => Visibility::Public.key(),
            Self::Audience(name) => name,
            Self::Team => Visibility::Internal.key(),
        }
    }

    /// The name of the edition as it is shown; `None` for everyone's.
    pub fn label(&self) -> Option<Message> {
        match self {
            Self::Everyone => None,
            Self::Audience(name) => Some(Message::same(name.clone())),
            Self::Team => Some(Visibility::Internal.label()),
        }
    }

    /// Whether they may read a record: who may not be known is only the team.
    pub(super) fn may_read_record(&self, common: &Common, unreadable: &[String]) -> bool {
        *self == Self::Team || (self.may_read(&common.visibility) && unreadable.iter().all(|field| field != VISIBILITY))
    }

    /// Whether they may read what says so of itself. What says nothing is public.
    pub fn may_read(&self, said: &Said) -> bool {
        let others: Vec<&str> = said.iter().filter_map(other).collect();
        let is_internal = said.iter().any(|word| word.is(Visibility::Internal));
        match self {
            Self::Team => true,
            _ if is_internal => false,
            Self::Audience(name) => others.is_empty() || others.iter().any(|other| fold(other) == fold(name)),
            Self::Everyone => others.is_empty(),
        }
    }
}

fn other(word: &Open<Visibility>) -> Option<&str> {
    match word {
        Open::Known(_) => None,
        Open::Other(name) => Some(name),
    }
}

impl Settings {
    /// An audience as the settings write its name.
    fn audience(&self, name: &str) -> Option<&str> {
        self.audiences.iter().map(|audience| audience.0.as_str()).find(|audience| fold(audience) == fold(name))
    }

    /// The words that say for whom an edition is.
    pub fn readers(&self) -> Vec<&str> {
        let words = Visibility::CHOICES.iter().map(|choice| choice.name);
        words.chain(self.audiences.iter().map(|audience| audience.0.as_str())).collect()
    }

    /// What is wrong where something is to be read by an audience that there is not: it is read by nobody then.
    pub(super) fn no_audience(&self, said: &Said, span: Span) -> Option<Problem> {
        let name = said.iter().filter_map(other).find(|name| self.audience(name).is_none())?;
        let words = self.readers();
        let synonyms = Visibility::CHOICES.iter().flat_map(|choice| [choice.name, choice.zh]).chain(words.iter().copied());
        let meant = near(name, synonyms.map(|word| (word, word)));
        let message = say!(
            "“{name}” is no audience of this project, so this is published to nobody.",
            "本项目没有“{name}”这个读者群，因此不向任何人公开。",
            name
        );
        let mut problem = Problem::new(ProblemKind::Value, span, message);
        problem.help = Some(match &meant {
            Some(near) => say!("Did you mean “{meant}”?", "是不是“{meant}”？", meant = near.meaning),
            None => say!(
                "Write one of {en_words}, or name it under `audiences` in the settings.",
                "可填：{zh_words}；或在设置的`audiences`中列出它。",
                en_words = words.join(", "),
                zh_words = words.join("、")
            ),
        });
        problem.suggestion = meant.map(|near| Suggestion::new(near.meaning, near.is_sure));
        Some(problem)
    }
}

impl Project {
    /// Whom the edition is for.
    pub const fn readers(&self) -> &Readers {
        &self.readers
    }

    /// The project as the edition for other readers begins: nothing is left out yet, but it is known what will be.
    #[must_use]
    pub fn for_readers(mut self, readers: Readers) -> Self {
        if readers != self.readers {
            self.readers = readers;
            self.hidden = self.find_hidden();
        }
        self
    }

    /// Records that are to be read by audiences that there are not.
    pub(super) fn without_readers(&self) -> Vec<ReadProblem> {
        let ids = Kind::ALL.iter().flat_map(|kind| (0..self.registers.len(*kind)).map(|index| RecordId { kind: *kind, index }));
        let named = ids.filter_map(|id| {
            let entry = self.record(id)?;
            let problem = self.settings.no_audience(&entry.common().visibility, place(entry))?;
            Some(ReadProblem { file: Some(entry.origin().file), kind: Some(id.kind), record: Some(id), is_internal: true, problem })
        });
        named.collect()
    }
}

/// Where a record says who may read it.
fn place(entry: &dyn AnyEntry) -> Span {
    let places = entry.source_map();
    places.find(&[VISIBILITY]).unwrap_or(places).span
}

const VISIBILITY: &str = "visibility";
