//! The words of what the analysis comes to, as `report.json` writes them.

use crate::analysis::actions::ActionState;
use crate::analysis::campaigns::clashes::With;
use crate::analysis::goals::GoalState;
use crate::analysis::handoffs::HandoffState;
use crate::analysis::kpi::{Level, NoData, Reach, Side, Status, TargetVerdict};
use crate::analysis::plan::State;
use crate::analysis::risk::{Implausible, NotSimulated, RiskLevel};
use crate::words;

words! { Status {
    Self::Met => "met",
    Self::Missed => "missed",
    Self::OnTrack => "on-track",
    Self::AtRisk => "at-risk",
    Self::OffTrack => "off-track",
    Self::Stale => "stale",
    Self::NoData(_) => "no-data",
} }

words! { NoData {
    Self::NoMeasurement => "no-measurement",
    Self::NoTarget => "no-target",
    Self::NoDirection => "no-direction",
    Self::NotMeasuredAtTarget => "not-measured-at-target",
    Self::BeforePath => "before-path",
} }

words! { Side {
    Self::Ahead => "ahead",
    Self::Behind => "behind",
    Self::OnPath => "on",
    Self::Within => "within",
    Self::Above => "above",
    Self::Below => "below",
} }

words! { TargetVerdict {
    Self::Reached => "reached",
    Self::Missed => "missed",
    Self::Pending => "pending",
    Self::Unknown => "unknown",
} }

words! { Level { Self::High => "high", Self::Low => "low" } }

/// Why no line is drawn through values.
#[derive(Clone, Copy)]
pub(super) enum NoLine {
    /// There are too few of them.
    TooFew,
}

words! { NoLine { Self::TooFew => "too-few" } }

words! { Reach {
    Self::Met => "met",
    Self::On { .. } => "on",
    Self::Past => "past",
    Self::Never => "never",
    Self::BeyondTenYears => "beyond-ten-years",
} }

words! { GoalState {
    Self::Met => "met",
    Self::OnTrack => "on-track",
    Self::AtRisk => "at-risk",
    Self::OffTrack => "off-track",
    Self::Dropped => "dropped",
    Self::NoData => "no-data",
} }

words! { RiskLevel {
    Self::Low => "low",
    Self::Medium => "medium",
    Self::High => "high",
    Self::Critical => "critical",
} }

words! { Implausible { Self::Worse => "worse", Self::Unexplained => "unexplained" } }

words! { NotSimulated { Self::Nothing => "nothing-estimated", Self::TooMany(_) => "too-many" } }

words! { ActionState {
    Self::Open => "open",
    Self::Done(_) => "done",
    Self::Dropped => "dropped",
} }

words! { HandoffState {
    Self::OnTime => "on-time",
    Self::Late(_) => "late",
    Self::NotRecorded => "not-recorded",
    Self::Pending => "pending",
    Self::NotAssessable => "not-assessable",
    Self::Cancelled => "cancelled",
} }

words! { State {
    Self::Done(_) => "done",
    Self::Cancelled => "cancelled",
    Self::InProgress => "in-progress",
    Self::Planned => "planned",
    Self::Late { .. } => "late",
    Self::NotRecorded => "not-recorded",
    Self::Undated => "undated",
} }

words! { With {
    Self::Campaign(_) => "campaign",
    Self::Quiet(_) => "quiet-period",
    Self::Holiday => "holiday",
} }
