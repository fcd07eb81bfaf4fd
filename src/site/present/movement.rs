//! The way of a risk from its score before responses to the one after them, as a small drawing.

use std::fmt::Write;

use super::risk::{class_of, numbers};
use crate::project::RecordId;
use crate::site::view::page::Page;

/// Width and height of the drawing: it is scaled with the text around it.
const SIZE: (f64, f64) = (132.0, 16.0);

/// A line of all scores with a ring for the one before and a disc for the one after; `None` unless both are known. Screen readers
/// pass over it, since the numbers stand beside it.
pub(crate) fn drawing(page: Page<'_>, id: RecordId) -> Option<String> {
    let numbers = numbers(page, id)?;
    let (before, after) = (numbers.inherent?, numbers.residual?);
    let settings = &page.whole.project.settings.risk;
    let (levels, highest) = (settings.first_scores(), u32::from(settings.steps()).pow(2));
    let (width, height) = SIZE;
    let place = |score: u32| {
        let share = f64::from(score.clamp(1, highest) - 1) / f64::from(highest - 1);
        format!("{:.1}", share * width)
    };
    let mut scale = format!("M0 8H{width}");
    for score in [1, levels.medium, levels.high, levels.critical, highest] {
        let _ = write!(scale, "M{} 5v6", place(score));
    }
    let (from, to, class) = (place(before.score), place(after.score), class_of(page, id, after.level));
    Some(format!(
        r#"<svg class="db" viewBox="0 0 {width} {height}" aria-hidden="true"><path d="{scale}"/><path class="mv" d="M{from} 8H{to}"/><circle class="i" cx="{from}" cy="8" r="4.5"/><circle class="f{class}" cx="{to}" cy="8" r="6"/></svg>"#
    ))
}
