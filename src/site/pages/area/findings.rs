//! What the checklist found in an area, in short.

use serde::Serialize;

use crate::checklist::{Area, Reported};
use crate::say;
use crate::site::address::Address;
use crate::site::present::verdict;
use crate::site::view::page::Page;
use crate::site::view::parts::{Run, Status};

/// The findings of an area that are shown at once; the checklist has all of them.
const MOST: usize = 8;

/// The open findings of an area: what the baseline knows is last, else the gravest first.
#[derive(Serialize)]
pub(super) struct Findings {
    shown: Vec<Found>,
    more: Option<Run>,
    /// What is said of those that are not published.
    withheld: Option<String>,
    rules: String,
}

/// A finding with the way to its rule.
#[derive(Serialize)]
struct Found {
    status: Status,
    /// HTML.
    message: String,
    is_known: bool,
    rule: Run,
}

impl Findings {
    /// What was found in an area and is not waived.
    pub(super) fn of(page: Page<'_>, area: Area) -> Self {
        let mut all: Vec<&Reported> = page.whole.checklist.of_area(area).flat_map(|outcome| &outcome.findings).collect();
        all.sort_by_key(|found| (found.finding.is_known, found.severity));
        let hidden = all.len().saturating_sub(MOST);
        let more = say!("{hidden} more", "另有{hidden}项", hidden);
        Self {
            shown: all.iter().take(MOST).map(|found| Found::of(page, found)).collect(),
            more: (hidden > 0).then(|| Run::link(page.say(&more), page.to(Address::CHECKLIST, Some(area.key())))),
            withheld: verdict::withheld(page, page.whole.checklist.of_area(area).map(|outcome| outcome.withheld.findings).sum()),
            rules: page.href(Address::Rules(Some(area))),
        }
    }
}

impl Found {
    fn of(page: Page<'_>, found: &Reported) -> Self {
        Self {
            status: verdict::severity(page, found.severity),
            message: verdict::markup(page, &found.finding.message),
            is_known: found.finding.is_known,
            rule: Run::link(found.rule.id, page.to_rule(found.rule)),
        }
    }
}
