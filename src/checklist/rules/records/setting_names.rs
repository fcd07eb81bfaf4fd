//! The people whom the settings name.

use crate::checklist::{Finding, Place, Verdict};
use crate::project::types::{Owner, Reference};
use crate::project::{Found, Kind, Project};
use crate::{both, say};

/// Every name of the project's roles; nothing is said where no people are recorded.
pub(super) fn judged(project: &Project) -> Vec<Verdict> {
    if !project.has(Kind::People) {
        return Vec::new();
    }
    let info = &project.settings.project;
    let roles = [("project_manager", &info.project_manager), ("marketing_lead", &info.marketing_lead), ("sponsor", &info.sponsor)];
    let references = roles.into_iter().filter_map(|(key, owner)| Some((key, owner.as_ref()?)));
    references.flat_map(|(key, owner)| of(project, key, owner)).collect()
}

fn of(project: &Project, key: &str, owner: &Owner) -> Vec<Verdict> {
    owner.references().map(|reference| verdict(project, key, &reference)).collect()
}

fn verdict(project: &Project, key: &str, reference: &Reference<'_>) -> Verdict {
    let text = reference.text;
    // Who is a person and a stakeholder too has a name that two registers have.
    if project.resolve(reference) != Found::Nothing {
        return Verdict::Pass;
    }
    let message =
        say!("`{key}` names “{text}”, but nobody in `people` has that name.", "`{key}` 写了“{text}”，人员登记册中没有这个人。", key, text);
    let finding = Finding::new(Place::Setting(vec!["project".to_owned(), key.to_owned()]), message);
    match project.near(reference.kinds, text) {
        Some(near) if near.value != text => finding.help(say!("Did you mean “{near}”?", "是不是“{near}”？", near = &near.value)).into(),
        _ => finding
            .help(both!(
                "Write an id or a name as `people` has it, or add the person there.",
                "按人员登记册填写编号或姓名，或在其中补上这个人。"
            ))
            .into(),
    }
}
