//! Floor 6: findings as people and other programs read them, and every number for programs.

mod account;
mod changes;
mod digest;
mod explain;
mod field_pages;
mod fields;
mod formats;
mod human;
mod json;
mod noted;
mod published;
mod reference;
mod schemas;
mod short;
mod statistics;
mod summary;
mod text;

use crate::text::Lang;

pub use account::account;
pub use changes::{changes, changes_json, changes_markdown};
pub use digest::{DigestFormat, digest};
pub use explain::explain;
pub use field_pages::field_pages;
pub use fields::{fields, registers};
pub use formats::{Told, azure, github, gitlab, json_lines, junit, markdown, rdjson, sarif};
pub use human::human;
pub use json::json;
pub use published::{REPORT, SCHEMA, published, schema};
pub use reference::reference;
pub use schemas::{register_schema, settings_schema};
pub use short::short;
pub use statistics::statistics;
pub use summary::{ending, summary};

/// How a report is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its language.
    pub lang: Lang,
    /// Whether colours are used.
    pub has_colour: bool,
    /// Whether groups of equal findings are unfolded.
    pub is_verbose: bool,
}
