//! Test projects from texts, and the calendar of the test vectors.

use crate::calendar::Date;
use crate::project::{Folder, Project, ReportDateSource, load};

/// Settings with the holidays and make-up workdays of China in 2026.
pub(super) const CHINA: (&str, &str) = (
    "alongside.yaml",
    "calendar:\n  holidays: [2026-01-01..2026-01-03, 2026-02-15..2026-02-23, 2026-04-04..2026-04-06, 2026-05-01..2026-05-05, 2026-06-19..2026-06-21, 2026-09-25..2026-09-27, 2026-10-01..2026-10-07]\n  make_up: [2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10]\n",
);

/// A project from texts at a report date. What cannot be read fails the test.
pub(super) fn project(files: &[(&str, &str)], report_date: &str) -> Project {
    let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: day(report_date) });
    let wrong: Vec<&str> = project.problems.iter().map(|trouble| trouble.problem.message.en.as_ref()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    project
}

/// A day as written.
pub(super) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}
