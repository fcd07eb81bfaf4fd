//! Folders on which rules are tried: what must be found, what must not, and what cannot be judged.

use super::{ExampleFile, Rule};

/// A folder, and what a rule is to say of it.
pub(crate) struct Case {
    /// What the folder shows.
    pub(crate) name: &'static str,
    /// What the rule says.
    pub(crate) says: Says,
    /// The folder.
    pub(crate) files: &'static [ExampleFile],
}

/// The cases of a rule.
pub(crate) type Cases = (&'static Rule, &'static [Case]);

/// What a rule says of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// It holds for something, and fails for nothing.
    Passes,
    /// It finds something at each of these places.
    Found(&'static [&'static str]),
    /// The same, each less grave than the rule is.
    Hinted(&'static [&'static str]),
    /// It cannot tell.
    NotAssessable,
}
