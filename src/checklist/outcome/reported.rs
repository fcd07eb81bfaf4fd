//! Findings as they are reported: with their rule and severity, in their order.

use crate::checklist::finding::Finding;
use crate::checklist::finding::places::{Places, Spot};
use crate::checklist::rule::Rule;
use crate::checklist::severity::Severity;

/// A finding that the engine lets through: with its rule, its severity, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity after settings.
    pub severity: Severity,
    /// What was found.
    pub finding: Finding,
}

impl Places<'_> {
    /// Findings with their spots, in the order of files and lines; those of the whole project first.
    pub fn in_order<'f>(&self, findings: impl IntoIterator<Item = &'f Reported>) -> Vec<(Option<Spot>, &'f Reported)> {
        let mut placed: Vec<(Option<Spot>, &Reported)> =
            findings.into_iter().map(|found| (self.spot(&found.finding.place), found)).collect();
        placed.sort_by(|(a, x), (b, y)| {
            let key = |spot: &Option<Spot>| spot.map(|spot| (self.path(Some(spot)), spot.span));
            (key(a), x.severity, x.rule.id, &x.finding.message).cmp(&(key(b), y.severity, y.rule.id, &y.finding.message))
        });
        placed
    }
}
