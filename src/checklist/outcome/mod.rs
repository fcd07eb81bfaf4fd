//! What came of the rules (`docs/checklist.md §2.1`).

pub(crate) mod health;
pub(crate) mod shares;
pub(crate) mod verdicts;

use super::area::{Area, Item};
use super::finding::Reported;
use super::rule::{Rule, Severity};
use super::run::baseline::Baseline;
use crate::project::settings::FailOn;
use crate::text::Message;

/// The verdict of every rule.
#[derive(Debug, Default)]
pub struct Checklist {
    /// One for each rule, in the order of the checklist.
    pub outcomes: Vec<Outcome>,
    /// Areas and items that the project skips, with its reason.
    pub skipped: Vec<(Area, String)>,
    /// Findings of the baseline that no longer occur.
    pub gone: Baseline,
}

/// What came of one rule.
#[derive(Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: &'static Rule,
    /// Its verdict.
    pub state: State,
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
}

/// A finding that someone has accepted for a time.
#[derive(Debug)]
pub struct Waived {
    /// What was found.
    pub reported: Reported,
    /// The waiver's place among the project's.
    pub waiver: usize,
}

/// A rule's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// All subjects that could be judged hold.
    Passed,
    /// Some do not.
    Failed,
    /// All that fail are waived.
    Waived,
    /// Nothing could be judged; why.
    NotAssessable(Message),
    /// The project's stage is too early.
    NotDueYet,
    /// The project's stage is too late.
    NoLongerAsked,
    /// The project has switched the rule off.
    Off,
    /// The project does without; its reason.
    NotApplicable(String),
}

impl State {
    /// Whether the rule was judged.
    pub const fn is_judged(&self) -> bool {
        matches!(self, Self::Passed | Self::Failed | Self::Waived)
    }
}

impl Outcome {
    /// A rule of which nothing is known yet but its state.
    pub(super) fn new(rule: &'static Rule, state: State) -> Self {
        Self { rule, state, passed: 0, failed: 0, waived: 0, not_assessable: 0, findings: Vec::new(), waived_findings: Vec::new() }
    }

    /// Gives a rule that was run its verdict.
    pub(super) fn settle(&mut self) {
        if !matches!(self.state, State::NotAssessable(_)) {
            return;
        }
        if !self.findings.is_empty() {
            self.state = State::Failed;
        } else if self.passed > 0 {
            self.state = State::Passed;
        } else if self.waived > 0 {
            self.state = State::Waived;
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
