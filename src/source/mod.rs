//! Floor 1: files become trees in which every value knows where it was written.
//!
//! YAML, front matter, CSV rows and Markdown table rows all become the same [`Node`]. Nothing here knows a register:
//! the words come from the floor above as a parameter.

pub(crate) mod cell;
pub(crate) mod columns;
pub mod comment;
pub mod csv;
pub mod document;
pub mod docx;
pub mod edit;
pub mod encoding;
pub mod files;
pub mod fold;
mod html;
pub mod limits;
pub mod lists;
pub mod markdown;
pub mod node;
mod phrase;
pub mod place;
pub mod plain;
pub mod prepare;
pub mod problem;
pub mod regions;
pub mod schema;
pub mod sheet;
pub mod slug;
pub mod source_map;
pub mod table;
pub mod tabulate;
mod toml;
pub mod typing;
pub mod vocabulary;
pub mod workbook;
pub mod yaml;

pub use comment::Comment;
pub use edit::{Edit, Form};
pub use limits::Limits;
pub use node::{Data, Key, Node, Span, Style};
pub use place::{Lines, Location};
pub use problem::{Problem, ProblemKind, Suggestion};
pub use source_map::SourceMap;
