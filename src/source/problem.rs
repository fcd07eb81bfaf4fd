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
    /// Something written twice with two meanings, such as a heading's date and the file name's.
    Contradiction,
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
    /// A correct text for the span, where there is just one.
    pub replacement: Option<String>,
    /// Other places that belong to it: the first of two keys.
    pub related: Vec<(Span, Message)>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(kind: ProblemKind, span: Span, message: Message) -> Self {
        Self { kind, span, message, help: None, replacement: None, related: Vec::new() }
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
