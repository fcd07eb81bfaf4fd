//! What a rule comes to.

use schemars::JsonSchema;
use serde::Serialize;

use crate::both;
use crate::text::Message;

/// What a rule comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleState {
    /// All records that could be judged hold.
    Pass,
    /// Some do not.
    Fail,
    /// All that do not are accepted by someone.
    Waived,
    /// Nothing could be judged.
    NotAssessable,
    /// The project's stage is too early.
    NotDueYet,
    /// The project's stage is too late.
    NoLongerAsked,
    /// The project has switched the rule off.
    Off,
    /// The project does without.
    NotApplicable,
}

impl RuleState {
    /// The verdict in words: "Pass", 「通过」.
    pub const fn label(self) -> Message {
        match self {
            Self::Pass => both!("Pass", "通过"),
            Self::Fail => both!("Fail", "未通过"),
            Self::Waived => both!("Waived", "已豁免"),
            Self::NotAssessable => both!("Not assessable", "无法判断"),
            Self::NotDueYet => both!("Not due yet", "尚未到期"),
            Self::NoLongerAsked => both!("No longer asked", "已过阶段"),
            Self::Off => both!("Off", "已停用"),
            Self::NotApplicable => both!("Not applicable", "不适用"),
        }
    }

    /// Whether the rule was judged.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Pass | Self::Fail | Self::Waived)
    }

    /// Whether the project asks for the rule now.
    pub const fn is_asked(self) -> bool {
        !matches!(self, Self::NotDueYet | Self::NoLongerAsked | Self::Off | Self::NotApplicable)
    }
}
