//! Whether both sides of the collaboration take part.

use crate::both;
use crate::checklist::Verdict;
use crate::project::Project;
use crate::project::registers::words::Side;

/// The sides that some people are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sides {
    /// The project and marketing.
    Both,
    /// One of them.
    Only(Side),
    /// Neither.
    Neither,
    /// It cannot be said: of someone the side is not known, or one person leads both.
    Unknown,
}

impl Sides {
    /// The sides of people and departments by name. Names that nobody in the folder bears are no one's.
    pub(super) fn of<'n>(project: &Project, names: impl IntoIterator<Item = &'n str> + Clone) -> Self {
        let sides = project.sides(names.clone());
        let is_project = sides.contains(&Side::Project);
        let is_marketing = sides.contains(&Side::Marketing);
        let is_unsure = || names.clone().into_iter().filter(|name| is_known(project, name)).count() > sides.len();
        match (is_project, is_marketing) {
            (true, true) => Self::Both,
            _ if one_leads_both(project) || is_unsure() => Self::Unknown,
            (true, false) => Self::Only(Side::Project),
            (false, true) => Self::Only(Side::Marketing),
            (false, false) => Self::Neither,
        }
    }

    /// Why nothing is said of people whose side is not known.
    pub(super) const fn unknown() -> Verdict {
        Verdict::NotAssessable(both!("It is not recorded on which side these people are.", "没有登记这些人属于哪一方。"))
    }
}

fn is_known(project: &Project, name: &str) -> bool {
    project.person(name).is_some() || project.department(name).is_some()
}

fn one_leads_both(project: &Project) -> bool {
    let info = &project.settings.project;
    let lead = project.owner(info.marketing_lead.as_ref());
    lead.is_some() && lead == project.owner(info.project_manager.as_ref())
}
