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

/// Whether a risk is one that would help.
pub(crate) fn is_opportunity(page: Page<'_>, id: RecordId) -> bool {
    page.whole.project.risks.get(id.index).is_some_and(|risk| risk.is_opportunity())
}

/// A score with the colour of its level; an opportunity has a colour of its own.
fn score(page: Page<'_>, id: RecordId, value: Assessed) -> Score {
    Score { value: value.score.to_string(), class: class_of(page, id, value.level) }
}

/// The class of the score of a risk.
pub(crate) fn class_of(page: Page<'_>, id: RecordId, level: RiskLevel) -> &'static str {
    if is_opportunity(page, id) { "O" } else { class(level) }
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
pub(crate) fn scored(page: Page<'_>, id: RecordId, value: Assessed) -> Shown {
    let Assessed { probability, impact, level, .. } = value;
    let words = say!("{level} ({probability} × {impact})", "{level}（{probability}×{impact}）", level = level.label(), probability, impact);
    Shown { score: Some(score(page, id, value)), ..Shown::text(page.say(&words)).sort(&value.score).group(page.say(&level.label())) }
}
