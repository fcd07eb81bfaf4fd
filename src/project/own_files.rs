//! Which files of a project hold a register, where people have given them other names than the register has.

use std::collections::{BTreeMap, BTreeSet};

use super::content::stem;
use super::kind::Kind;
use super::{Project, RecordId};
use crate::say;
use crate::source::fold::fold;
use crate::text::Message;

/// A register in more files than these is called by its own name.
const MOST_FILES: usize = 2;

/// The files that hold the records of each register that everyone may read, as far as they are few.
#[derive(Debug, Default)]
pub struct OwnFiles<'p>(BTreeMap<Kind, Vec<&'p str>>);

impl<'p> OwnFiles<'p> {
    /// Those of a project.
    pub fn of(project: &'p Project) -> Self {
        Self(Kind::ALL.iter().filter_map(|kind| Some((*kind, of_register(project, *kind)?))).collect())
    }

    /// Those of one register.
    pub fn of_one(project: &'p Project, kind: Kind) -> Self {
        Self(of_register(project, kind).map(|paths| (kind, paths)).into_iter().collect())
    }

    /// The files of a register, by path; none if they are many.
    pub fn paths(&self, kind: Kind) -> &[&'p str] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// What people know a register by: `变更.csv` (Strategy adjustments); “Risks” where the files say that themselves, or are many.
    pub fn called(&self, kind: Kind) -> Message {
        let (label, paths) = (kind.label(), self.paths(kind));
        if paths.is_empty() || paths.iter().all(|path| says(path, kind)) {
            return say!("“{label}”", "“{label}”", label);
        }
        say!("{files} ({label})", "{files}（{label}）", files = listed(paths), label)
    }

    /// The files of a register as text, where their names do not say which one it is.
    pub fn told(&self, kind: Kind) -> Option<Message> {
        let paths = self.paths(kind);
        paths.iter().any(|path| !says(path, kind)).then(|| listed(paths))
    }
}

/// The files of a register; `None` if there are none, or too many to be named.
fn of_register(project: &Project, kind: Kind) -> Option<Vec<&str>> {
    let mut files: BTreeSet<usize> = BTreeSet::new();
    for (index, entry) in project.registers.of(kind).into_iter().enumerate() {
        let file = entry.origin().file;
        if project.is_public(RecordId { kind, index }) && project.is_public_file(file) {
            files.insert(file);
        }
        if files.len() > MOST_FILES {
            return None;
        }
    }
    let mut paths: Vec<&str> = files.into_iter().map(|file| project.path(file)).collect();
    paths.sort_unstable();
    (!paths.is_empty()).then_some(paths)
}

/// Whether the name of a file is that of its register, in either language.
fn says(path: &str, kind: Kind) -> bool {
    let name = fold(stem(path).0);
    [kind.key(), kind.zh(), &kind.label().en].iter().any(|own| fold(own) == name)
}

fn listed(paths: &[&str]) -> Message {
    let quoted: Vec<Message> = paths.iter().map(|path| Message::same(format!("`{path}`"))).collect();
    Message::list(&quoted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn called(files: &[(&str, &str)], kind: Kind) -> (String, String) {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        let message = OwnFiles::of(&project).called(kind);
        (message.en.into_owned(), message.zh.into_owned())
    }

    #[test]
    fn a_register_is_called_by_the_file_that_people_know() {
        let change = "标题\n增加一周\n";
        let of = |files: &[(&str, &str)]| called(files, Kind::Changes);
        let told = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
        assert_eq!(of(&[("变更.csv", change)]), told("`变更.csv` (Strategy adjustments)", "`变更.csv`（策略调整）"));
        assert_eq!(
            of(&[("变更.csv", change), ("b/变更申请.csv", change)]),
            told("`b/变更申请.csv` and `变更.csv` (Strategy adjustments)", "`b/变更申请.csv`和`变更.csv`（策略调整）")
        );
        assert_eq!(of(&[("策略调整.csv", change)]), told("“Strategy adjustments”", "“策略调整”"), "its own name");
        assert_eq!(of(&[("changes.csv", change)]), told("“Strategy adjustments”", "“策略调整”"), "the same in English");
        let many = [("变更/a.csv", change), ("变更/b.csv", change), ("变更/c.csv", change)];
        assert_eq!(of(&many), told("“Strategy adjustments”", "“策略调整”"), "many files");
        assert_eq!(of(&[]), told("“Strategy adjustments”", "“策略调整”"), "no file");
    }

    #[test]
    fn a_file_that_not_everyone_may_read_is_not_named() {
        let told = called(&[("变更.csv", "标题,可见范围\n增加一周,内部\n")], Kind::Changes);
        assert_eq!(told.1, "“策略调整”");
        let told = called(&[("变更.csv", "标题\n增加一周\n"), ("变更记录.csv", "标题,可见范围\n减少一周,内部\n")], Kind::Changes);
        assert_eq!(told.1, "`变更.csv`（策略调整）");
    }
}
