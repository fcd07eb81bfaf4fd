//! Findings that someone with the authority has accepted for a time.

use super::finding::Finding;
use super::rule::Rule;
use crate::calendar::Date;
use crate::project::Project;
use crate::project::settings::Waiver;

/// The waiver that accepts a finding, if one does on a day.
pub(super) fn covering(project: &Project, rule: &Rule, finding: &Finding, day: Date) -> Option<usize> {
    project.settings.checklist.waivers.iter().position(|waiver| !has_expired(waiver, day) && matches(project, waiver, rule, finding))
}

/// Whether a waiver's last day is past.
pub(super) fn has_expired(waiver: &Waiver, day: Date) -> bool {
    waiver.until.is_some_and(|until| until < day)
}

/// Whether a waiver speaks of a finding: of its rule, and of its record or of any member of a clash. A waiver without a
/// record speaks of a finding about the project or the register.
pub(super) fn matches(project: &Project, waiver: &Waiver, rule: &Rule, finding: &Finding) -> bool {
    if waiver.rule.as_deref() != Some(rule.id) {
        return false;
    }
    if waiver.record.is_empty() {
        return finding.records.is_empty();
    }
    let ids = finding.records.iter().filter_map(|id| project.record(*id));
    ids.into_iter().any(|entry| {
        waiver.record.iter().any(|record| {
            let name = record.rsplit_once('/').map_or(&**record, |(_, id)| id);
            name == entry.id() || entry.name().is_some_and(|title| title.all().any(|text| text == name))
        })
    })
}
