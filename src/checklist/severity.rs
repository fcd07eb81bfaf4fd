//! How much a finding weighs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::both;
use crate::source::fold::fold;
use crate::text::Message;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A contradiction, something unreadable, a gap that nobody would defend.
    Error,
    /// Something to act on.
    Warning,
    /// Something to know.
    Info,
}

impl Severity {
    /// The key: `error`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The label: "Error", 「错误」.
    pub const fn label(self) -> Message {
        match self {
            Self::Error => both!("Error", "错误"),
            Self::Warning => both!("Warning", "警告"),
            Self::Info => both!("Info", "提示"),
        }
    }

    /// The severity of a key or a label.
    pub fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        [Self::Error, Self::Warning, Self::Info].into_iter().find(|severity| severity.key() == folded || *severity.label().zh == *folded)
    }
}
