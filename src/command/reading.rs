//! What was decided of each file and each column, as settings that can be pasted into `alongside.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{AnyEntry, Kind, Locator, Project, RecordId, Roles};
use crate::source::fold::fold;
use crate::text::{Lang, Message, plural};
use crate::{both, say};

/// The reading of every file, or of one.
pub(super) fn text(project: &Project, only: Option<&str>, lang: Lang) -> String {
    let asked: BTreeSet<usize> = (0..project.files.len())
        .filter(|at| Some(*at) != project.settings_file && only.is_none_or(|path| path == project.path(*at)))
        .collect();
    let records = records(project, &asked);
    let mut lines = vec!["files:".to_owned()];
    let roles = Roles::of(&project.settings);
    lines.extend(asked.iter().filter_map(|at| file(project, *at, &roles, records.get(at), lang)));
    let columns = columns(project, &records, lang);
    if !columns.is_empty() {
        lines.push("columns:".to_owned());
        lines.extend(columns);
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The records of each file, by register.
type Records = BTreeMap<usize, BTreeMap<Kind, Vec<RecordId>>>;

fn records(project: &Project, asked: &BTreeSet<usize>) -> Records {
    let mut records = Records::new();
    for kind in Kind::ALL.iter().copied() {
        for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
            let file = entry.origin().file;
            if asked.contains(&file) {
                records.entry(file).or_default().entry(kind).or_default().push(RecordId { kind, index });
            }
        }
    }
    records
}

/// A line of `files:`; what holds several registers cannot be said so and is a comment.
fn file(project: &Project, at: usize, roles: &Roles, records: Option<&BTreeMap<Kind, Vec<RecordId>>>, lang: Lang) -> Option<String> {
    let file = project.files.get(at)?;
    file.text.as_ref()?;
    let (path, why) = (quoted(&file.path), why(project, at, roles, records.is_some()));
    let counts: Vec<String> = records.into_iter().flatten().map(|(kind, ids)| count(*kind, ids.len()).get(lang).to_owned()).collect();
    let told = std::iter::once(why.get(lang).to_owned()).chain(counts).collect::<Vec<_>>().join("; ");
    Some(match file.kind {
        Some(kind) => format!("  {path}: {}  # {told}", kind.key()),
        None if records.is_some() => format!("  # {path}: {told}"),
        None if file.is_markdown() => format!("  {path}: document  # {told}"),
        None => format!("  {path}: ignore  # {told}"),
    })
}

fn why(project: &Project, at: usize, roles: &Roles, has_records: bool) -> Message {
    let path = project.path(at);
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = project.files.get(at).and_then(|file| file.kind);
    let is_markdown = project.files.get(at).is_some_and(crate::project::File::is_markdown);
    match kind {
        _ if roles.role(path).is_some() => both!("as the settings say", "按设置"),
        Some(kind) if Kind::of_path(name) == Some(kind) => both!("by its name", "按文件名"),
        Some(_) => both!("by its folder", "按文件夹名"),
        None if has_records && is_markdown => both!("a document with tables under the names of registers", "文档，其中的表格按标题读取"),
        None if has_records => both!("by its columns", "按列名"),
        None if is_markdown => both!("no register's name", "不是登记册名称"),
        None => both!("not read", "未读取"),
    }
}

fn count(kind: Kind, n: usize) -> Message {
    say!("{register} {n} record{en_s}", "{register}{n}条", register = kind.label(), n, en_s = plural(n))
}

/// The lines of `columns:`: heads that are not the field's own name, and as comments those that no field takes.
fn columns(project: &Project, records: &Records, lang: Lang) -> Vec<String> {
    let locator = Locator::new(project);
    let mut by_register: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    for (kind, ids) in records.values().flatten() {
        for entry in ids.iter().filter_map(|id| project.record(*id)) {
            let kept = entry.kept().iter().map(|kept| format!("    # {}: {}", quoted(&kept.head), both!("kept", "原样保留").get(lang)));
            by_register.entry(*kind).or_default().extend(kept);
        }
        let first = ids.iter().find(|id| project.record(**id).is_some_and(|entry| is_row(project, entry)));
        let typed = first.map(|id| locator.typed(*id)).unwrap_or_default();
        let named = typed.iter().filter(|(_, head)| !head.is_empty()).map(|(field, head)| {
            let path = kind.vocabulary().find(head).map(|path| path.join("."));
            (path.unwrap_or_else(|| field.clone()), *head)
        });
        let others = named.filter(|(field, head)| fold(field) != fold(head));
        by_register.entry(*kind).or_default().extend(others.map(|(field, head)| format!("    {}: {field}", quoted(head))));
    }
    let filled = by_register.into_iter().filter(|(_, lines)| !lines.is_empty());
    filled.flat_map(|(kind, lines)| std::iter::once(format!("  {}:", kind.key())).chain(lines)).collect()
}

fn is_row(project: &Project, entry: &dyn AnyEntry) -> bool {
    entry.body().is_none() && !project.is_yaml(entry.origin().file)
}

/// A text as YAML reads it back.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
