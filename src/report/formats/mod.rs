//! Findings in the formats of other tools.

mod annotations;
mod junit;
mod lists;
mod markdown;
mod sarif;

pub use annotations::{azure, github};
pub use junit::junit;
pub use lists::{gitlab, json_lines, rdjson};
pub use markdown::markdown;
pub use sarif::sarif;

/// What every format is made of: the language of its texts, and the project's folder as it was typed, so that paths are those of
/// where the program was started.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The language.
    pub lang: crate::text::Lang,
    /// The folder.
    pub root: &'a str,
}
