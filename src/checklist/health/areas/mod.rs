//! What the numbers of each area say of its health.

mod collaboration;
mod goals;
mod learning;
mod market;
mod plan;
mod risk;

use super::Evidence;
use crate::analysis::Analysis;
use crate::checklist::area::Area;
use crate::checklist::finding::Finding;
use crate::checklist::outcome::Checklist;
use crate::checklist::rule_settings::RuleSettings;
use crate::checklist::rules;
use crate::project::Project;
use crate::text::Message;

pub(super) use goals::kpis_on_plan;
pub(super) use plan::{breaks_promise, finish};

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
        Area::Improvement => learning::improvement(project),
    }
}

/// What a rule finds that says something about the project, each by itself; what is waived does not count.
fn found_by<'c>(checklist: &'c Checklist, rule: &'static str) -> impl Iterator<Item = &'c Finding> {
    let outcomes = checklist.outcomes.iter().filter(move |outcome| outcome.rule.id == rule);
    let findings = outcomes.flat_map(|outcome| &outcome.findings).flat_map(|found| found.finding.single());
    findings.filter(|finding| !finding.is_unrecorded)
}

/// A rule's option in whole days, as the project sets it.
fn days_of(project: &Project, rule: &str, option: &str) -> i64 {
    let rule = rules::find(rule).map(|rule| RuleSettings::of(&project.settings.checklist, rule).options);
    rule.into_iter().flatten().find(|(name, _)| *name == option).map_or(0, |(_, value)| value.days())
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

    fn off_if(&mut self, holds: bool, why: impl FnOnce() -> Message) {
        if holds {
            self.off.push(why());
        }
    }

    fn risk_if(&mut self, holds: bool, why: impl FnOnce() -> Message) {
        if holds {
            self.risk.push(why());
        }
    }
}
