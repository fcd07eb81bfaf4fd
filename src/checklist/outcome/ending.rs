//! Waivers that end soon.

use super::Checklist;
use crate::calendar::Date;
use crate::checklist::finding::Place;
use crate::checklist::rule::Rule;
use crate::checklist::waiver::{ends_in, place};
use crate::project::Project;

/// A waiver in use that ends soon.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Where it stands.
    pub place: Place,
    /// What it waives.
    pub rule: &'static Rule,
    /// Its last day.
    pub until: Date,
    /// Working days from the report date until then.
    pub workdays: i64,
}

impl Checklist {
    /// The waivers in use that end within five working days, in the order in which they are written.
    pub fn ending_waivers(&self, project: &Project) -> Vec<Ending> {
        let mut used: Vec<(usize, &'static Rule)> = self.waived().map(|waived| (waived.waiver, waived.reported.rule)).collect();
        used.sort_by_key(|(nth, _)| *nth);
        used.dedup_by_key(|(nth, _)| *nth);
        let ending = |(nth, rule): (usize, &'static Rule)| {
            let waiver = project.waivers().nth(nth)?;
            let (until, workdays) = (waiver.until?, ends_in(project, waiver)?);
            Some(Ending { place: place(project, nth, Some("until")), rule, until, workdays })
        };
        used.into_iter().filter_map(ending).collect()
    }
}
