//! What a help shows as an example, where the project itself has one to show: an id that is still free, a person in the right role.

use crate::project::append::next_id;
use crate::project::registers::words::Side;
use crate::project::{Kind, Project, RecordId};

/// What stands where the project has nothing to show.
const LEFT_OPEN: &str = "…";

/// The id of the next decision: D-14 behind D-13; `D-…` where decisions are not numbered.
pub(super) fn next_decision(project: &Project) -> String {
    next_id(project, Kind::Decisions).unwrap_or_else(|| format!("D-{LEFT_OPEN}"))
}

/// Who approves what the project asks for: its sponsor, else its manager.
pub(super) fn approver(project: &Project) -> Option<usize> {
    let info = &project.settings.project;
    let people = [info.sponsor.as_ref(), info.project_manager.as_ref()].into_iter().filter_map(|owner| project.owner(owner));
    people.into_iter().find(|person| is_public(project, *person))
}

/// The first person on a side.
pub(super) fn someone_of(project: &Project, side: Side) -> Option<usize> {
    (0..project.people.len()).find(|person| project.side(*person) == Some(side) && is_public(project, *person))
}

/// The id of a person as it is typed; left open where nobody is known.
pub(super) fn id_of(project: &Project, person: Option<usize>) -> &str {
    person.and_then(|person| project.people.get(person)).map_or(LEFT_OPEN, |person| &person.id)
}

/// A help that names an internal person would keep its finding from everyone.
fn is_public(project: &Project, person: usize) -> bool {
    project.is_public(RecordId { kind: Kind::People, index: person })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::rules::tests::TODAY;
    use crate::project::{Folder, ReportDateSource, load};

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: TODAY })
    }

    #[test]
    fn the_next_decision_has_the_next_number() {
        for (ids, expected) in [
            (&["D-01", "D-13", "D-02"][..], "D-14"),
            (&["JC9"], "JC10"),
            (&["D-1", "E-2"], "D-…"),
            (&["price"], "D-…"),
            (&["2026-06-01"], "D-…"),
            (&[], "D-…"),
        ] {
            let decisions: Vec<String> = ids.iter().map(|id| format!("- {{id: {id}, title: x}}")).collect();
            let decisions = decisions.join("\n");
            assert_eq!(next_decision(&project(&[("decisions.yaml", &decisions)])), expected, "{ids:?}");
        }
    }

    #[test]
    fn people_in_their_roles() {
        let people = ("people.yaml", "- {id: a, name: A, visibility: internal, side: marketing}\n- {id: b, name: B, side: marketing}\n");
        let id = |settings: &str| {
            let project = project(&[people, ("alongside.yaml", settings)]);
            id_of(&project, approver(&project)).to_owned()
        };
        assert_eq!(id("project: {sponsor: b, project_manager: a}\n"), "b");
        assert_eq!(id("project: {sponsor: a, project_manager: b}\n"), "b", "an internal person is not named");
        assert_eq!(id("project: {name: x}\n"), "…");
        let project = project(&[people]);
        assert_eq!(someone_of(&project, Side::Marketing), Some(1));
        assert_eq!(someone_of(&project, Side::Project), None);
    }
}
