//! Floor 1: files become trees in which every value knows where it was written.
//!
//! YAML, front matter, CSV rows and Markdown table rows all become the same [`Node`]. Nothing here knows a register:
//! the words come from the floor above as a parameter.

pub mod fold;
pub mod node;
pub mod prepare;
pub mod problem;
pub mod schema;
pub mod typing;
pub mod vocabulary;

pub use node::{Data, Key, Node, Span, Style};
pub use problem::{Problem, ProblemKind};
