//! Who may accept a risk that is above the appetite (`docs/numbers.md §5.8`).

use super::{Assessed, RiskLevel};
use crate::project::Project;
use crate::project::registers::risks::Risk;
use crate::project::types::{Mention, Owner};

/// Whether somebody with the authority has accepted a risk at its score of now: an acceptance holds for the score that it was
/// given at, and for lower ones. Who owns it has none, unless it is the project manager or the
/// sponsor. Where nobody is named who could have it, everybody has.
pub fn is_accepted(project: &Project, risk: &Risk, score: Option<u32>) -> bool {
    let accepted = risk.accepted_score.as_ref().map(|accepted| accepted.0);
    if accepted.zip(score).is_some_and(|(accepted, score)| f64::from(score) > accepted) {
        return false;
    }
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

/// Whether a risk is above the appetite (critical, where none is set) and accepted by nobody who may.
pub fn needs_acceptance(project: &Project, risk: &Risk, current: Assessed) -> bool {
    let appetite = project.settings.risk.highest_accepted();
    let is_above = appetite.map_or(current.level == RiskLevel::Critical, |appetite| current.score > appetite);
    is_above && !is_accepted(project, risk, Some(current.score))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn an_acceptance_holds_up_to_the_score_that_it_was_given_at() {
        let project = project(&[("risks.yaml", "- {title: a, accepted_by: Wu, accepted_score: 12}\n")], "2026-06-15");
        let accepted = |score: Option<u32>| is_accepted(&project, &project.risks[0], score);
        assert_eq!([None, Some(11), Some(12), Some(13)].map(accepted), [true, true, true, false]);
    }
}
