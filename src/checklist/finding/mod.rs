//! What a rule says about one subject.

mod advice;
mod key;
pub(crate) mod places;

use std::ops::Deref;

use super::severity::Severity;
use crate::project::{AnyEntry, Entry, InternalNames, Kind, Project, Record, RecordId};
use crate::source::{Span, Suggestion};
use crate::text::{Lang, Message};

pub use key::Key;

/// Where something stands, by name; it turns into bytes only for what is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A record, or a field of it (`owner`, `targets.0.by`).
    Record(RecordId, String),
    /// Bytes of a file.
    Bytes(usize, Span),
    /// A setting, by the keys that lead to it.
    Setting(Vec<String>),
    /// The project folder as a whole.
    Project,
}

impl Place {
    /// The record that it is in, if it is in one.
    pub const fn record(&self) -> Option<RecordId> {
        match self {
            Self::Record(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The field that it is, with its register, without the numbers of list items: `targets.by`.
    pub fn field(&self) -> Option<(Kind, String)> {
        let Self::Record(id, path) = self else { return None };
        let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit())).collect();
        (!names.is_empty()).then(|| (id.kind, names.join(".")))
    }
}

/// What a rule says about one subject.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It does not.
    Fail(Box<Finding>),
    /// There is nothing to judge it by.
    NotAssessable(Message),
}

/// Something that a rule found, before the engine has given it a severity.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Where it stands.
    pub place: Place,
    /// What is wrong: record, field, value, limit, as one sentence.
    pub message: Message,
    /// What to type.
    pub help: Option<Message>,
    /// Other places that belong to it by itself.
    pub own_related: Vec<(Place, Message)>,
    /// What was most likely meant, and where it belongs.
    pub suggestions: Vec<(Place, Suggestion)>,
    /// A severity that the case has instead of the rule's own.
    pub severity: Option<Severity>,
    /// Whether it says only that a state is not recorded, and so nothing about the project.
    pub is_unrecorded: bool,
    /// Whether the project's baseline has it, so that it does not fail.
    pub is_known: bool,
    /// The records it is about; the first one is the subject.
    pub records: Vec<RecordId>,
    /// The findings that it stands for, if it stands for several.
    pub folded: Vec<Finding>,
    /// Whether it may tell of what is internal though it is about no record.
    pub is_internal: bool,
}

impl Finding {
    /// A finding at a place.
    pub fn new(place: Place, message: Message) -> Self {
        let records = match &place {
            Place::Record(id, _) => vec![*id],
            _ => Vec::new(),
        };
        Self {
            place,
            message,
            help: None,
            own_related: Vec::new(),
            suggestions: Vec::new(),
            severity: None,
            is_unrecorded: false,
            is_known: false,
            records,
            folded: Vec::new(),
            is_internal: false,
        }
    }

    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds another place that belongs to it: the other duplicate, a step of a loop, the clashing booking.
    #[must_use]
    pub fn see(mut self, place: Place, message: Message) -> Self {
        if let Place::Record(id, _) = &place
            && !self.records.contains(id)
        {
            self.records.push(*id);
        }
        self.mention(place, message)
    }

    /// Adds another place to look at, whose record it is not about.
    #[must_use]
    pub fn mention(mut self, place: Place, message: Message) -> Self {
        self.own_related.push((place, message));
        self
    }

    /// Says what was most likely meant at the place.
    #[must_use]
    pub fn suggest(mut self, suggestion: Suggestion) -> Self {
        self.suggestions.push((self.place.clone(), suggestion));
        self
    }

    /// Other places that belong to it: those of the others that it stands for, and its own.
    pub fn related(&self) -> impl Iterator<Item = (&Place, &Message)> {
        let others = self.folded.iter().skip(1).map(|other| (&other.place, &other.message));
        others.chain(self.own_related.iter().map(|(place, message)| (place, message)))
    }

    /// The findings of which each is about one subject: those that it stands for, else itself.
    pub fn single(&self) -> &[Self] {
        if self.folded.is_empty() { std::slice::from_ref(self) } else { &self.folded }
    }

    /// Gives the case a severity other than the rule's.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Whether everyone may read it: it is about no internal record or file, and names none.
    pub fn is_public(&self, project: &Project, internal_names: &InternalNames) -> bool {
        let is_hidden = |place: &Place| matches!(place, Place::Bytes(file, _) if !project.is_public_file(*file));
        if self.is_internal || std::iter::once(&self.place).chain(self.related().map(|(place, _)| place)).any(is_hidden) {
            return false;
        }
        let mut messages = std::iter::once(&self.message).chain(&self.help).chain(self.related().map(|(_, message)| message));
        self.records.iter().all(|id| project.is_public(*id)) && !messages.any(|message| internal_names.are_in(message))
    }

    /// Says that only a state is missing: no signal about the project.
    #[must_use]
    pub fn unrecorded(mut self) -> Self {
        self.is_unrecorded = true;
        self
    }
}

impl From<Finding> for Verdict {
    fn from(finding: Finding) -> Self {
        Self::Fail(Box::new(finding))
    }
}

/// A record that a rule looks at.
#[derive(Debug)]
pub struct Subject<'p, T> {
    /// Its place in the project.
    pub id: RecordId,
    entry: &'p Entry<T>,
}

impl<T> Clone for Subject<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Subject<'_, T> {}

impl<T> Deref for Subject<'_, T> {
    type Target = Entry<T>;
    fn deref(&self) -> &Entry<T> {
        self.entry
    }
}

impl<'p, T: Record> Subject<'p, T> {
    /// A record at its place.
    pub fn new(index: usize, entry: &'p Entry<T>) -> Self {
        Self { id: RecordId { kind: T::KIND, index }, entry }
    }

    /// The record itself, for as long as the project.
    pub fn entry(&self) -> &'p Entry<T> {
        self.entry
    }

    /// The place of a field.
    pub fn at(&self, field: &str) -> Place {
        Place::Record(self.id, field.to_owned())
    }

    /// The record's id and name: `R-06 “Ad spend runs over budget”`.
    pub fn label(&self, project: &Project) -> Message {
        label(project, self.entry)
    }

    /// A finding at a field.
    pub fn finding(&self, field: &str, message: Message) -> Finding {
        Finding::new(self.at(field), message)
    }
}

/// A record's id and name: `R-06 “Ad spend runs over budget”`, `R-06“广告支出超预算”`; the name alone where the id was made of it.
pub fn label(project: &Project, entry: &dyn AnyEntry) -> Message {
    let quoted = |lang, space: &str| match (entry.has_own_id(), first_line(project, entry, lang)) {
        (_, "") => entry.id().to_owned(),
        (true, name) => [entry.id(), space, "“", name, "”"].concat(),
        (false, name) => ["“", name, "”"].concat(),
    };
    Message { en: quoted(Lang::En, " ").into(), zh: quoted(Lang::Zh, "").into() }
}

/// A record's name alone, its id where it has none.
pub fn called(project: &Project, entry: &dyn AnyEntry) -> Message {
    let name = |lang| Some(first_line(project, entry, lang)).filter(|name| !name.is_empty()).unwrap_or_else(|| entry.id()).to_owned();
    Message { en: name(Lang::En).into(), zh: name(Lang::Zh).into() }
}

/// The first line of a record's name, at most 80 characters of it.
fn first_line<'e>(project: &Project, entry: &'e dyn AnyEntry, lang: Lang) -> &'e str {
    let name = entry.name().map_or("", |name| name.get(lang, project.default_lang()).0);
    let line = name.lines().next().unwrap_or_default();
    line.char_indices().nth(80).map_or(line, |(end, _)| line.get(..end).unwrap_or(line))
}
