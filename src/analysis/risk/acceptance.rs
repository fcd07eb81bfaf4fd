//! Who may accept a risk that is above the appetite (`docs/numbers.md §5.8`).

use crate::project::Project;
use crate::project::registers::risks::Risk;
use crate::project::types::{Mention, Owner};

/// Whether somebody with the authority has accepted a risk. Who owns it has none, unless it is the project manager or the
/// sponsor. Where nobody is named who could have it, everybody has.
pub fn is_accepted(project: &Project, risk: &Risk) -> bool {
    let info = &project.settings.project;
    let lead = |owner: &Option<Owner>| project.owner(owner.as_ref());
    let leads: Vec<usize> = [lead(&info.sponsor), lead(&info.project_manager)].into_iter().flatten().collect();
    let others: Vec<usize> = project.settings.risk.authority.iter().map(Mention::text).filter_map(|name| project.person(name)).collect();
    if leads.is_empty() && others.is_empty() {
        return !risk.accepted_by.is_empty();
    }
    let owner = lead(&risk.owner);
    let mut accepters = risk.accepted_by.iter().filter_map(|party| project.person(party.text()));
    accepters.any(|person| leads.contains(&person) || (others.contains(&person) && owner != Some(person)))
}
