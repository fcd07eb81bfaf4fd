//! What came of the rules (`docs/checklist.md §2.1`).

mod ending;
pub(crate) mod health;
mod reported;
pub(crate) mod shares;
pub(crate) mod verdicts;

use std::collections::BTreeMap;

use super::area::{Area, Item};
use super::finding::{Finding, Key};
use super::rule::Rule;
use super::rule::RuleState;
use super::severity::Severity;
use crate::project::Kind;
use crate::project::settings::FailOn;
use crate::text::Message;

pub use ending::Ending;
pub use reported::Reported;

/// The verdict of every rule.
#[derive(Debug, Default)]
pub struct Checklist {
    /// One for each rule, in the order of the checklist.
    pub outcomes: Vec<Outcome>,
    /// Areas and items that the project skips, with its reason.
    pub skipped: Vec<(Area, String)>,
    /// Findings of the baseline that no longer occur, and how often it has each.
    pub gone: BTreeMap<Key, usize>,
}

/// What came of one rule.
#[derive(Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: &'static Rule,
    /// Its verdict.
    pub state: RuleState,
    /// Why it was not judged, as far as it has to be said.
    pub why: Option<Message>,
    /// Subjects that hold.
    pub passed: usize,
    /// Subjects that do not, and are not waived.
    pub failed: usize,
    /// Subjects that do not, and are waived.
    pub waived: usize,
    /// Subjects with nothing to judge them by.
    pub not_assessable: usize,
    /// What was found, folded.
    pub findings: Vec<Reported>,
    /// What was found and is waived.
    pub waived_findings: Vec<Waived>,
    /// What is not for everyone.
    pub withheld: Withheld,
    /// Subjects with a verdict, by register.
    pub(crate) subjects: BTreeMap<Option<Kind>, usize>,
    /// The rule's severity in this project.
    pub(crate) severity: Severity,
}

/// Subjects and findings of a rule that not everyone may know of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Withheld {
    /// Findings that are left out.
    pub findings: usize,
    /// Internal subjects that hold.
    pub(crate) passed: usize,
    /// Internal subjects with nothing to judge them by.
    pub(crate) not_assessable: usize,
    /// Internal subjects with a verdict, by register.
    pub(crate) subjects: BTreeMap<Kind, usize>,
}

/// A finding that someone has accepted for a time.
#[derive(Debug)]
pub struct Waived {
    /// What was found.
    pub reported: Reported,
    /// The waiver's place among the project's.
    pub waiver: usize,
}

impl Outcome {
    /// A rule of which nothing is known yet but its state.
    pub(super) fn new(rule: &'static Rule, state: RuleState, why: Option<Message>) -> Self {
        Self {
            rule,
            state,
            why,
            passed: 0,
            failed: 0,
            waived: 0,
            not_assessable: 0,
            findings: Vec::new(),
            waived_findings: Vec::new(),
            withheld: Withheld::default(),
            subjects: BTreeMap::new(),
            severity: rule.severity,
        }
    }

    /// A finding with its rule and its severity.
    pub(super) fn reported(&self, finding: Finding) -> Reported {
        // A case that weighs less than its rule still does when the project has changed the rule's severity.
        let severity = finding.severity.map_or(self.severity, |case| case.max(self.severity));
        Reported { rule: self.rule, severity, finding }
    }

    /// Takes back that some subjects were judged.
    pub(super) fn lose(&mut self, kind: Option<Kind>, count: usize) {
        if let Some(judged) = self.subjects.get_mut(&kind) {
            *judged = judged.saturating_sub(count);
        }
    }

    /// Counts subjects that cannot be judged.
    pub(super) fn leave_out(&mut self, subjects: usize, why: Message) {
        self.not_assessable += subjects;
        (self.state, self.why) = (RuleState::NotAssessable, Some(why));
    }

    /// Gives a rule that was run its verdict.
    pub(super) fn settle(&mut self) {
        if self.state != RuleState::NotAssessable {
            return;
        }
        if !self.findings.is_empty() {
            self.state = RuleState::Fail;
        } else if self.passed > 0 {
            self.state = RuleState::Pass;
        } else if self.waived > 0 {
            self.state = RuleState::Waived;
        }
    }
}

impl Checklist {
    /// Every finding that counts.
    pub fn findings(&self) -> impl Iterator<Item = &Reported> {
        self.outcomes.iter().flat_map(|outcome| &outcome.findings)
    }

    /// Every finding that is waived.
    pub fn waived(&self) -> impl Iterator<Item = &Waived> {
        self.outcomes.iter().flat_map(|outcome| &outcome.waived_findings)
    }

    /// The outcomes of an item's rules.
    pub fn of_item(&self, item: Item) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(move |outcome| outcome.rule.item == item)
    }

    /// The outcomes of an area's rules.
    pub fn of_area(&self, area: Area) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(move |outcome| outcome.rule.item.area() == Some(area))
    }

    /// Findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().filter(|found| found.severity == severity).count()
    }

    /// Findings that the baseline has, each by itself: it knows single ones, however they are folded.
    pub fn known(&self) -> usize {
        self.findings().filter(|found| found.finding.is_known).map(|found| found.finding.single().len()).sum()
    }

    /// Whether any finding that is not known is at or above a severity.
    pub fn fails(&self, fail_on: FailOn) -> bool {
        let limit = match fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return false,
        };
        self.findings().any(|found| found.severity <= limit && !found.finding.is_known)
    }

    /// Why an area is skipped, if it is.
    pub fn skip_reason(&self, area: Area) -> Option<&str> {
        self.skipped.iter().find(|(skipped, _)| *skipped == area).map(|(_, reason)| reason.as_str())
    }
}
