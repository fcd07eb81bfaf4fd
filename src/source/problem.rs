//! What reading finds wrong, with its place in the file.

use super::node::Span;
use crate::text::Message;

/// What sort of thing is wrong; each becomes a rule of the item *Records*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The file, or one record of it, cannot be read: syntax, encoding, limits, a key twice.
    File,
    /// A value is not what its field asks for.
    Value,
    /// A required field is absent.
    Missing,
    /// A field that the register does not have.
    UnknownField,
    /// A file that belongs to no register.
    UnknownFile,
    /// A translation that says something else than what it translates.
    Translation,
    /// A day written twice with two meanings, such as a heading's date and the file name's.
    Contradiction,
    /// A value told in two places that say different things, or a total that is not the sum of its rows.
    Difference,
    /// Something that stands in a register's file and is no record.
    Unread,
    /// Columns that no field takes; their values are kept.
    Kept,
    /// A record that is not there yet on the report date of the settings.
    Later,
}

/// What was most likely meant by a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// The word to put in its place.
    pub value: String,
    /// Whether no other word is near, so that nobody has to ask.
    pub is_sure: bool,
    /// Where else the same word stands for the same thing: the key of a map in every record of a file.
    pub also: Vec<Span>,
}

impl Suggestion {
    /// A word that was most likely meant.
    pub fn new(value: impl Into<String>, is_sure: bool) -> Self {
        Self { value: value.into(), is_sure, also: Vec::new() }
    }
}

/// One thing that reading found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What sort of thing.
    pub kind: ProblemKind,
    /// Where it stands in its file.
    pub span: Span,
    /// What is wrong, as a sentence.
    pub message: Message,
    /// What to type instead.
    pub help: Option<Message>,
    /// What was most likely meant.
    pub suggestion: Option<Suggestion>,
    /// Other places that belong to it: the first of two keys.
    pub related: Vec<(Span, Message)>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(kind: ProblemKind, span: Span, message: Message) -> Self {
        Self { kind, span, message, help: None, suggestion: None, related: Vec::new() }
    }

    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn see(mut self, span: Span, message: Message) -> Self {
        self.related.push((span, message));
        self
    }
}
