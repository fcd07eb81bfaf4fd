//! What the numbers of each area say of its health (`docs/checklist.md §6.2`).

mod collaboration;
mod goals;
mod kpi;
mod learning;
mod market;
mod plan;
mod risk;

use super::{Evidence, Reason};
use crate::analysis::Analysis;
use crate::analysis::numbers::share;
use crate::checklist::area::Area;
use crate::checklist::finding::Finding;
use crate::checklist::outcome::Checklist;
use crate::project::Project;
use crate::text::Message;

pub(super) use goals::{goal_sentence, worst_goal};
pub(super) use plan::{breaks_promise, finish, longest_slip, over_in_all};

/// Working days late from which something is not only late.
const FAR_TOO_LATE: i64 = 10;

/// What the numbers of an area say.
pub(super) fn evidence(project: &Project, analysis: &Analysis, checklist: &Checklist, area: Area) -> Evidence {
    match area {
        Area::Goals => goals::goals(project, analysis),
        Area::Communication => collaboration::communication(project, analysis),
        Area::Market => market::market(project, analysis, checklist),
        Area::Support => market::support(project, analysis, checklist),
        Area::Plan => plan::plan(project, analysis),
        Area::Strategy => learning::strategy(project, analysis),
        Area::Departments => collaboration::departments(project, analysis),
        Area::Risk => risk::risk(project, analysis),
        Area::Performance => learning::performance(project, analysis),
        Area::Improvement => learning::improvement(project, analysis),
    }
}

/// What a rule finds that says something about the project, each by itself; what is waived does not count.
fn found_by<'c>(checklist: &'c Checklist, rule: &'static str) -> impl Iterator<Item = &'c Finding> {
    let outcomes = checklist.outcomes.iter().filter(move |outcome| outcome.rule.id == rule);
    let findings = outcomes.flat_map(|outcome| &outcome.findings).flat_map(|found| found.finding.single());
    findings.filter(|finding| !finding.is_unrecorded)
}

impl Evidence {
    /// An area that cannot be judged.
    fn none(why: Message) -> Self {
        Self { no_data: Some(why), off: Vec::new(), risk: Vec::new(), number: Message::default() }
    }

    /// An area with the number that its reader wants to know.
    fn of(number: Message) -> Self {
        Self { no_data: None, off: Vec::new(), risk: Vec::new(), number }
    }

    fn off_if(&mut self, holds: bool, excess: f64, why: impl FnOnce() -> Message) {
        self.off.extend(holds.then(|| Reason { says: why(), excess: excess.max(0.0) }));
    }

    fn risk_if(&mut self, holds: bool, excess: f64, why: impl FnOnce() -> Message) {
        self.risk.extend(holds.then(|| Reason { says: why(), excess: excess.max(0.0) }));
    }
}

/// The excess of what has no limit to measure it by.
const UNMEASURED: f64 = 0.0;

/// By how much of the limit a value is above it, where more is worse.
fn above(value: f64, limit: f64) -> f64 {
    (value - limit) / limit
}

/// By how much of the least a value is below it, where less is worse.
fn below(value: f64, least: f64) -> f64 {
    (least - value) / least
}

/// A part of a whole; 0 of nothing.
fn part(of: usize, whole: usize) -> f64 {
    share(of, whole).unwrap_or(0.0)
}
