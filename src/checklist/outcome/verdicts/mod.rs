//! What the checklist says, item by item and rule by rule, as pages show it and other programs read it.

mod quote;
mod tell;

pub use quote::Quote;

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::health::Health;
use crate::calendar::Date;
use crate::checklist::area::{Area, Item};
use crate::checklist::assessment::Published;
use crate::checklist::finding::Key;
use crate::checklist::rule::{Rule, RuleState};
use crate::checklist::severity::Severity;
use crate::project::{Kind, RecordId};
use crate::text::{Message, Real, Word};
use tell::VerdictBuilder;

/// Everything that the checklist says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Verdicts {
    /// How the whole project stands.
    pub overall: Overall,
    /// How each of the ten areas stands.
    pub areas: Vec<AreaVerdict>,
    /// All findings, counted.
    pub summary: Summary,
    /// How much of the whole checklist holds.
    pub shares: ShareNumbers,
    /// The records themselves, then the twenty items.
    pub items: Vec<ItemVerdict>,
}

/// How the whole project stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overall {
    /// Its health.
    pub health: Health,
    /// Its word: that of the health, or of the results once the project is closing.
    pub word: Message,
    /// Why, in a sentence or two.
    pub sentence: Message,
    /// The condition that decided.
    pub condition: Message,
}

/// How one area stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AreaVerdict {
    /// Its number, 1 to 10.
    pub number: u8,
    /// Its key.
    pub area: Word<Area>,
    /// Its name.
    pub name: Message,
    /// Its health.
    pub health: Health,
    /// Why, in one sentence.
    pub reason: Message,
    /// How much of its part of the checklist holds.
    pub shares: ShareNumbers,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub infos: usize,
    /// Findings that someone has accepted for a time.
    pub waived: usize,
    /// Findings about what is internal, which are counted and listed nowhere else.
    pub not_published: usize,
}

/// How much of a part of the checklist holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct ShareNumbers {
    /// Rules with a verdict.
    pub rules_judged: usize,
    /// Rules with a verdict and without a failure.
    pub rules_passed: usize,
    /// Records that hold.
    pub records_passed: usize,
    /// Records that do not.
    pub records_failed: usize,
    /// Records that do not, which someone has accepted.
    pub records_waived: usize,
    /// Records with nothing to judge them by.
    pub records_not_assessable: usize,
    /// Records that hold among all judged ones, 0 to 1, as if nothing were waived.
    pub raw: Option<Real>,
    /// Records that hold among the judged ones that are not waived, 0 to 1.
    pub after_waivers: Option<Real>,
    /// Records that could be judged among those looked at, 0 to 1.
    pub coverage: Option<Real>,
}

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemVerdict {
    /// Its number: `1.1`; `0` is about the records themselves.
    pub number: String,
    /// The key of its area; the records have none.
    pub area: Option<Word<Area>>,
    /// Its name.
    pub name: Message,
    /// How much of it holds.
    pub shares: ShareNumbers,
    /// Its rules.
    pub rules: Vec<RuleVerdict>,
    /// The item.
    #[serde(skip)]
    pub item: Item,
}

/// The verdict of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RuleVerdict {
    /// Its id.
    pub id: &'static str,
    /// What is wrong where it fails.
    pub title: Message,
    /// Its verdict.
    pub verdict: RuleState,
    /// Why there is no verdict, where that has a reason.
    pub reason: Option<Message>,
    /// Records that hold.
    pub passed: usize,
    /// Records that do not.
    pub failed: usize,
    /// Records that do not, which someone has accepted.
    pub waived: usize,
    /// Records with nothing to judge them by.
    pub not_assessable: usize,
    /// What was found; many equal findings may be one.
    pub findings: Vec<Found>,
    /// What was found and is accepted for a time.
    pub waived_findings: Vec<Found>,
    /// Findings about internal records, which are not listed.
    pub not_published: usize,
    /// The rule.
    #[serde(skip)]
    pub rule: &'static Rule,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// What to type.
    pub help: Option<Message>,
    /// The records it is about, as `register/id`; the first one is its subject.
    pub records: Vec<String>,
    /// Where it stands; nothing for the project as a whole.
    pub place: Option<Where>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Whether the baseline has it, so that it does not fail.
    pub known: bool,
    /// Changes that would mend it; only who may see everything is told.
    pub edits: Vec<Change>,
    /// Who accepts it, and until when.
    pub waiver: Option<Waiver>,
    /// Its subject.
    #[serde(skip)]
    pub subject: Option<RecordId>,
    /// The field that it is about, with its register: `targets.by`.
    #[serde(skip)]
    pub field: Option<(Kind, String)>,
    /// What it is known by; of a folded one, what each that it stands for is.
    #[serde(skip)]
    pub keys: Vec<Key>,
    /// The line that it stands on, for pages; a line that names something internal is not quoted.
    #[serde(skip)]
    pub quote: Option<Quote>,
}

/// Why a finding is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// The reason that was given.
    pub reason: Option<Message>,
    /// Who accepts it.
    pub approved_by: Vec<String>,
    /// The last day on which it is accepted.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Working days until then, if they are five or fewer: time to renew it or to mend what it waives.
    pub ends_in: Option<i64>,
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Where {
    /// The file's path from the project folder.
    pub file: String,
    /// The sheet and the cell, `Risks!B7`, if the file is a workbook; then lines and columns are those of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// A change to a file that would mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// What is replaced.
    pub place: Where,
    /// What stands there then, as the file writes it.
    pub text: String,
    /// Whether it cannot be wrong, so that `check --fix` makes it.
    pub sure: bool,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Related {
    /// What is there.
    pub message: Message,
    /// Where it stands.
    pub place: Option<Where>,
}

impl Verdicts {
    /// What the checklist says to an audience.
    pub fn of(published: &Published<'_>) -> Self {
        VerdictBuilder::new(published).verdicts(&published.checklist, &published.standing)
    }
}

/// A day as `2026-12-31`.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn as_text<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cell {
            Some(cell) => write!(f, "{}:{cell}", self.file),
            None => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

impl RuleVerdict {
    /// Records judged, and records there are.
    pub const fn coverage(&self) -> (usize, usize) {
        let judged = self.passed + self.failed + self.waived;
        (judged, judged + self.not_assessable)
    }

    /// Whether anything was found, waived or not, published or not.
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty() || !self.waived_findings.is_empty() || self.not_published > 0
    }
}
