//! Risks as they are shown everywhere: what is believed of one now, and its score.

use crate::analysis::risk::{Assessed, RiskLevel, RiskNumbers};
use crate::project::RecordId;
use crate::say;
use crate::site::view::page::Page;
use crate::site::view::parts::{Score, Value as Shown};

/// The numbers of a risk.
pub(crate) fn numbers(page: Page<'_>, id: RecordId) -> Option<&RiskNumbers> {
    page.whole.analysis.risks.get(id.index)
}

/// What is believed of a risk now; `None` if it was not assessed.
pub(crate) fn now(page: Page<'_>, id: RecordId) -> Option<Assessed> {
    numbers(page, id)?.current
}

/// A score with the colour of its level.
fn score(value: Assessed) -> Score {
    Score { value: value.score.to_string(), class: class(value.level) }
}

/// The class of a level.
pub(crate) const fn class(level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::Low => "L",
        RiskLevel::Medium => "M",
        RiskLevel::High => "H",
        RiskLevel::Critical => "C",
    }
}

/// A score with its level and how it comes about: "16 Critical (4 × 4)".
pub(crate) fn scored(page: Page<'_>, value: Assessed) -> Shown {
    let Assessed { probability, impact, level, .. } = value;
    let words = say!("{level} ({probability} × {impact})", "{level}（{probability}×{impact}）", level = level.label(), probability, impact);
    Shown { score: Some(score(value)), ..Shown::text(page.say(&words)).sort(&value.score).group(page.say(&level.label())) }
}
