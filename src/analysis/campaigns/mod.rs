//! Campaigns, content, experiments and gates in numbers (`docs/numbers.md §9`).

pub mod clashes;
pub mod experiments;
pub mod figures;
pub mod gates;
pub mod links;
pub mod needs;
pub mod proportion;

use super::numbers::Durations;
use crate::project::Project;

/// From the idea to the publication of each piece of content that has both days, in calendar days (`docs/numbers.md §9.6`).
pub(super) fn lead_time(project: &Project) -> Durations {
    let published = project.content.iter().filter_map(|content| {
        let published_on = content.published_on.filter(|day| *day <= project.report_date)?;
        Some(content.raised?.days_until(published_on)).filter(|days| *days >= 0)
    });
    Durations::of(&published.collect::<Vec<_>>())
}
