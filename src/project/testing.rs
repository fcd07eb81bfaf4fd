//! What tests of the reading share.

use super::{Folder, Project, ReportDateSource, load};
use crate::calendar::Date;

/// A folder with one file.
pub(super) fn project(path: &str, text: &str) -> Project {
    load(Folder::of_texts(&[(path, text)]), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

/// What reading it tells.
pub(super) fn told(project: &Project) -> Vec<&str> {
    project.problems.iter().map(|told| &*told.problem.message.en).collect()
}
