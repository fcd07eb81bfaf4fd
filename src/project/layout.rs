//! What the settings say of files and columns, which goes before what their names say: `files:` and `columns:`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::settings::Settings;
use crate::source::files::Patterns;
use crate::source::fold::{fold, fold_header};
use crate::source::sheet::Table;
use crate::source::{Data, Key, Node};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It holds a register.
    Register(Kind),
    /// It is a page and holds no records.
    Document,
    /// It is not read.
    Ignore,
}

impl Role {
    /// The role of a word: a register's name, `document` or `ignore`.
    pub fn of(word: &str) -> Option<Self> {
        match fold(word).as_str() {
            "document" | "文档" => Some(Self::Document),
            "ignore" | "忽略" => Some(Self::Ignore),
            _ => Kind::of_key(word).or_else(|| Kind::of_stem(word)).map(Self::Register),
        }
    }
}

/// What the settings say that files are for.
#[derive(Debug, Default)]
pub struct Roles {
    /// By path or pattern.
    roles: BTreeMap<String, Option<Role>>,
    patterns: Patterns,
}

impl PartialEq for Roles {
    fn eq(&self, other: &Self) -> bool {
        self.roles == other.roles
    }
}

impl Roles {
    /// Those of the settings.
    pub fn of(settings: &Settings) -> Self {
        let roles: BTreeMap<String, Option<Role>> =
            settings.files.iter().map(|(pattern, word)| (pattern.clone(), Role::of(word))).collect();
        let mut patterns: Vec<&str> = roles.keys().map(String::as_str).filter(|pattern| !pattern.starts_with('!')).collect();
        patterns.sort_by_key(|pattern| pattern.len());
        let patterns = Patterns::of(patterns.into_iter());
        Self { roles, patterns }
    }

    /// What a file is for: as its own path says, else as the longest pattern does.
    pub fn role(&self, path: &str) -> Option<Role> {
        let longest = || self.roles.get(self.patterns.about(path).max_by_key(|pattern| pattern.len())?);
        self.roles.get(path).or_else(longest).copied().flatten()
    }
}

/// The fields that columns mean by the settings, by register and by their folded heads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    fields: BTreeMap<Kind, BTreeMap<String, String>>,
    /// Columns that no field takes and that are published all the same.
    published: BTreeSet<(Kind, String)>,
}

/// Whether a word in the place of a field says that a column is published as it is.
fn is_publish(word: &str) -> bool {
    matches!(fold(word).as_str(), "publish" | "公开")
}

impl Columns {
    /// Those of the settings; what names no register or no field means nothing.
    pub(super) fn of(settings: &Settings) -> Self {
        let mut columns = Self::default();
        for (register, heads) in &settings.columns {
            let Some(kind) = Kind::of_key(register).or_else(|| Kind::of_stem(register)) else { continue };
            let said = heads.as_mapping().into_iter().flatten();
            for (head, field) in said.filter_map(|(head, field)| Some((fold_header(head.as_str()?), field.as_str()?))) {
                if is_publish(field) {
                    columns.published.insert((kind, head));
                } else if let Some(path) = kind.vocabulary().find(field) {
                    columns.fields.entry(kind).or_default().insert(head, path.join("."));
                }
            }
        }
        columns
    }

    /// Whether a column that no field takes is published.
    pub(super) fn publishes(&self, kind: Kind, head: &str) -> bool {
        !self.published.is_empty() && self.published.contains(&(kind, fold_header(head)))
    }

    /// Takes in what further heads of a register mean; what is known of a head stays.
    pub(super) fn add(&mut self, kind: Kind, heads: impl Iterator<Item = (String, String)>) {
        let known = self.fields.entry(kind).or_default();
        for (head, field) in heads {
            known.entry(head).or_insert(field);
        }
    }

    /// The field that a column means by the settings.
    pub(super) fn field(&self, kind: Kind, head: &str) -> Option<&str> {
        self.fields.get(&kind)?.get(&fold_header(head)).map(String::as_str)
    }

    /// Gives the columns of a table the names of the fields that they mean.
    pub(super) fn name(&self, kind: Kind, table: &mut Table<'_>) {
        let Some(heads) = self.fields.get(&kind) else { return };
        table.header.iter_mut().for_each(|key| rename(heads, key));
        table.records.iter_mut().for_each(|record| self.name_entries(kind, record));
    }

    /// Gives the keys of a record the names of the fields that they mean.
    pub(super) fn name_entries(&self, kind: Kind, record: &mut Node<'_>) {
        if let (Some(heads), Data::Map(entries)) = (self.fields.get(&kind), &mut record.data) {
            for (key, _) in entries {
                rename(heads, key);
            }
        }
    }
}

fn rename(heads: &BTreeMap<String, String>, key: &mut Key<'_>) {
    if let Some(field) = heads.get(&fold_header(&key.name)) {
        key.name = Cow::Owned(field.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, Project, ReportDateSource, load};
    use crate::calendar::Date;

    fn project(settings: &str, files: &[(&str, &str)]) -> Project {
        let files: Vec<(&str, &str)> = std::iter::once(("alongside.yaml", settings)).chain(files.iter().copied()).collect();
        load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn settings_say_what_a_file_is() {
        let files = [
            ("plan/a.csv", "title\nx\n"),
            ("plan/b.csv", "title\ny\n"),
            ("risks.md", "| Risk | Owner |\n|---|---|\n| z | m |\n"),
            ("old.csv", "title\nq\n"),
        ];
        let project = project("files: {plan/*.csv: risks, plan/b.csv: 问题, risks.md: document, old.csv: ignore}\n", &files);
        assert_eq!((project.risks.len(), project.issues.len(), project.documents.len()), (1, 1, 1));
        assert_eq!(project.file("old.csv"), None);
        assert!(project.problems.is_empty(), "{:?}", project.problems);
    }

    #[test]
    fn settings_say_what_a_column_means() {
        let files = [("tasks.csv", "Workpackage,Lead/Support,Colour\nFilm,Maya,red\n")];
        let project = project("columns: {tasks: {Workpackage: name, lead/support: Owner}}\n", &files);
        assert_eq!(project.tasks[0].name.any(), "Film");
        assert_eq!(project.tasks[0].owner.as_ref().and_then(|owner| owner.one()), Some("Maya"));
        assert_eq!(project.tasks[0].typed.kept[0].head, "Colour");
    }

    #[test]
    fn settings_publish_a_column_that_no_field_takes() {
        use crate::project::record::AnyEntry;
        let published = |settings: &str| {
            let project = project(settings, &[("people.csv", "Name,Shift,Room\nMaya,Early,12\n")]);
            let person: &dyn AnyEntry = &project.people[0];
            person.published_kept().map(|kept| kept.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(published(""), [""; 0]);
        assert_eq!(published("columns: {people: {shift: publish}}\n"), ["Early"]);
        assert_eq!(published("columns: {人员: {Room: 公开}}\n"), ["12"]);
    }
}
