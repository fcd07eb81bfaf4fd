//! The way of a risk from its score before responses to the one after them, as a small drawing.

use std::fmt::Write;

use super::{class, numbers};
use crate::project::RecordId;
use crate::site::page::Page;

/// A line of all scores with a ring for the one before and a disc for the one after; `None` unless both are known. Screen readers
/// pass over it, since the numbers stand beside it.
pub fn drawing(page: Page<'_>, id: RecordId) -> Option<String> {
    let numbers = numbers(page, id)?;
    let (before, after) = (numbers.inherent?, numbers.residual?);
    let settings = &page.whole.project.settings.risk;
    let (levels, highest) = (settings.first_scores(), u32::from(settings.steps()).pow(2));
    let place = |score: u32| {
        let share = f64::from(score.clamp(1, highest) - 1) / f64::from(highest - 1) * 100.0;
        format!("{share:.2}%")
    };
    let mut svg = String::from(r#"<svg class="db" aria-hidden="true"><line x1="0" x2="100%" y1="50%" y2="50%"/>"#);
    for tick in [1, levels.medium, levels.high, levels.critical, highest].map(place) {
        let _ = write!(svg, r#"<line x1="{tick}" x2="{tick}" y1="5" y2="11"/>"#);
    }
    let (from, to, class) = (place(before.score), place(after.score), class(after.level));
    let _ = write!(
        svg,
        r#"<line class="mv" x1="{from}" x2="{to}" y1="50%" y2="50%"/><circle class="i" cx="{from}" cy="50%" r="4.5"/><circle class="f{class}" cx="{to}" cy="50%" r="6"/></svg>"#
    );
    Some(svg)
}
