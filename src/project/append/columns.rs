//! What heads mean, put to the `columns` of the settings; nothing else of the file changes.

use super::settings::{behind, entry, is_block};
use super::{NoRoom, insert};
use crate::project::settings::Settings;
use crate::project::{Kind, Project};
use crate::source::edit::{Form, apply, fresh};
use crate::source::{Edit, Node, yaml};
use crate::text::is_han;
use crate::{both, say};

/// The change that adds what heads of a register mean, field by head, to the settings' file, with the file; `None` without settings.
///
/// # Errors
/// If the file is written in a way that cannot be followed: what to paste then.
pub fn append_columns(project: &Project, kind: Kind, heads: &[(String, String)]) -> Option<Result<(usize, Edit), NoRoom>> {
    let file = project.settings_file?;
    let text = project.text(file);
    let tree = yaml::read(text, &project.limits);
    let edit = tree.root.as_ref().and_then(|root| edit(text, root, kind, heads));
    let edit = edit.filter(|edit| adds(project, text, edit, kind, heads));
    Some(edit.map(|edit| (file, edit)).ok_or_else(|| NoRoom {
        message: both!("The settings are written in a way that is not followed.", "设置文件的写法无法自动仿照。"),
        help: say!("Add by hand:\n{lines}", "请手工添加：\n{lines}", lines = whole("columns", kind, heads)),
        row: None,
    }))
}

/// Whether the settings are read as before with the change, but for the new heads.
fn adds(project: &Project, text: &str, edit: &Edit, kind: Kind, heads: &[(String, String)]) -> bool {
    let (before, after) = [text, &apply(text, std::slice::from_ref(edit))].map(|text| Settings::read(text, &project.limits)).into();
    let said = |settings: &Settings, head: &str| {
        let of_kind = settings.columns.iter().find(|(register, _)| Kind::of_key(register) == Some(kind) || *register == kind.zh())?;
        of_kind.1.as_mapping()?.get(head)?.as_str().map(str::to_owned)
    };
    let is_new = heads.iter().all(|(head, field)| said(&after.settings, head).as_deref() == Some(field));
    let rest = Settings { columns: before.settings.columns.clone(), ..after.settings.clone() };
    is_new && rest == before.settings && after.problems.len() == before.problems.len() && after.unknown.len() == before.unknown.len()
}

fn edit(text: &str, root: &Node<'_>, kind: Kind, heads: &[(String, String)]) -> Option<Edit> {
    let is_chinese = root.entries().iter().any(|(key, _)| key.name.contains(is_han));
    let Some((_, columns)) = entry(root, ["columns", "列"]) else {
        let lines = whole(if is_chinese { "列" } else { "columns" }, kind, heads);
        return is_block(text, root).then(|| insert(text, text.len(), &lines));
    };
    match entry(columns, [kind.key(), kind.zh()]) {
        Some((_, register)) => behind(text, register, |blanks| block(blanks, heads), || flow(heads)),
        None => behind(text, columns, |blanks| of_register(blanks, kind, heads), || format!("{}: {{{}}}", kind.key(), flow(heads))),
    }
}

/// The setting with everything around it.
fn whole(name: &str, kind: Kind, heads: &[(String, String)]) -> String {
    format!("{name}:\n{}", of_register("  ", kind, heads))
}

fn of_register(blanks: &str, kind: Kind, heads: &[(String, String)]) -> String {
    format!("{blanks}{}:\n{}", kind.key(), block(&format!("{blanks}  "), heads))
}

fn block(blanks: &str, heads: &[(String, String)]) -> String {
    heads.iter().map(|head| format!("{blanks}{}\n", pair(head))).collect::<Vec<_>>().concat()
}

fn flow(heads: &[(String, String)]) -> String {
    heads.iter().map(pair).collect::<Vec<_>>().join(", ")
}

fn pair((head, field): &(String, String)) -> String {
    format!("{}: {field}", fresh(head, Form::Yaml))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn added(text: &str) -> Option<Result<String, NoRoom>> {
        let asked = ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) };
        let project = load(Folder::of_texts(&[("alongside.yaml", text)]), asked);
        let heads = [("Issue key".to_owned(), "id".to_owned()), ("Section/Column".to_owned(), "phase".to_owned())];
        Some(append_columns(&project, Kind::Tasks, &heads)?.map(|(_, edit)| apply(text, &[edit])))
    }

    #[test]
    fn heads_stand_behind_those_that_are_there() {
        for (before, after) in [
            ("project: {name: x}\n", "project: {name: x}\ncolumns:\n  tasks:\n    Issue key: id\n    Section/Column: phase\n"),
            ("项目: {名称: 上市}\n", "项目: {名称: 上市}\n列:\n  tasks:\n    Issue key: id\n    Section/Column: phase\n"),
            (
                "columns:\n  risks: {Lead: owner} # ours\nlanguages: [en]\n",
                "columns:\n  risks: {Lead: owner} # ours\n  tasks:\n    Issue key: id\n    Section/Column: phase\nlanguages: [en]\n",
            ),
            ("columns: {tasks: {Lead: owner}}\n", "columns: {tasks: {Lead: owner, Issue key: id, Section/Column: phase}}\n"),
            (
                "columns:\n  任务:\n      Lead: owner\n",
                "columns:\n  任务:\n      Lead: owner\n      Issue key: id\n      Section/Column: phase\n",
            ),
        ] {
            assert_eq!(added(before), Some(Ok(after.to_owned())), "{before}");
        }
    }

    #[test]
    fn what_cannot_be_followed_is_left_alone() {
        let told = added("{project: {name: x}}\n").unwrap().unwrap_err();
        assert!(told.help.en.ends_with("columns:\n  tasks:\n    Issue key: id\n    Section/Column: phase\n"), "{}", told.help.en);
        assert!(added("columns:\n  - tasks\n").unwrap().is_err());
    }
}
