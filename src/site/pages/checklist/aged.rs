//! Findings that nobody has mended for several reports: they are folded, so that what is new is seen.

use serde::Serialize;

use super::FindingView;
use crate::checklist::{Found, Severity};
use crate::comparison::Age;
use crate::say;
use crate::site::view::page::Page;
use crate::text::date;

/// After so many reports with the same finding it is no news.
const REPORTS: usize = 4;

/// The findings of a rule that are no news.
#[derive(Serialize)]
pub(super) struct Aged {
    /// "Still open: 3, since 14 September 2026."
    summary: String,
    pub(super) findings: Vec<FindingView>,
}

/// How long a finding has stood, if it is no news. An error always is.
pub(super) fn age(page: Page<'_>, found: &Found) -> Option<Age> {
    let age = page.whole.course?.age(&found.keys)?;
    (age.reports >= REPORTS && found.severity != Severity::Error).then_some(age)
}

impl Aged {
    /// Those of a rule; `None` if there are none.
    pub(super) fn of(page: Page<'_>, all: &[&Found], most: usize, view: impl Fn(&Found) -> FindingView) -> Option<Self> {
        let since = all.iter().filter_map(|found| age(page, found)).map(|age| age.since).min()?;
        let summary = say!(
            "Still open: {count}, since {since}",
            "仍未处理：{count}项，始于{since}",
            count = all.len(),
            since = date::message(since.civil())
        );
        Some(Self { summary: page.say(&summary), findings: all.iter().take(most).map(|found| view(found)).collect() })
    }
}
