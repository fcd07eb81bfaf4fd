//! Comments, which may hold a waiver: `# alongside: allow RULE …`.

use std::borrow::Cow;

use super::node::Span;

/// A comment of a YAML file (`# …`) or a Markdown document (`<!-- … -->`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment<'a> {
    /// The whole comment with its marks.
    pub span: Span,
    /// Its text without marks and outer white space.
    pub text: Cow<'a, str>,
}
