//! What became of every file: how many rows it has, and of what register they are records.

use std::collections::{BTreeMap, BTreeSet};

use super::content::is_look;
use super::{Kind, Project};
use crate::text::Message;
use crate::{both, say};

/// What became of one file that holds records, or is a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAccount {
    /// The file.
    pub file: usize,
    /// How many records of each register were read from it.
    pub records: BTreeMap<Kind, usize>,
    /// How many rows, items, sections or documents are or look like records; `None` where some of them are not published.
    /// A row may be several records (a column a KPI), and none (a total, the heading of a group).
    pub rows: Option<usize>,
    /// Rows, tables and files that are told and not read, by their number of findings.
    pub unread: usize,
}

impl FileAccount {
    /// How many records were read from it.
    pub fn count(&self) -> usize {
        self.records.values().sum()
    }
}

/// What became of a file, or of the files of a folder that hold the same: a folder of documents is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedAccount {
    /// The path, or the folder's with `/` at its end.
    pub path: String,
    /// How many files.
    pub files: usize,
    /// As of a file.
    pub records: BTreeMap<Kind, usize>,
    /// As of a file.
    pub rows: Option<usize>,
    /// As of a file.
    pub unread: usize,
}

impl FoldedAccount {
    /// The path, for a folder with the number of its files.
    pub fn name(&self) -> Message {
        let (path, files) = (&self.path, self.files);
        if files == 1 { Message::same(path.clone()) } else { say!("{path} ({files} files)", "{path}（{files}个文件）", path, files) }
    }

    /// Its records by register; what holds none is a document, or not read.
    pub fn holds(&self) -> Message {
        if self.records.is_empty() {
            return if self.unread == 0 { both!("document", "文档") } else { Message::default() };
        }
        let counts = self.records.iter().map(|(kind, n)| say!("{register} {n}", "{register}{n}条", register = kind.label(), n));
        counts.reduce(|all, next| say!("{all}, {next}", "{all}，{next}")).unwrap_or_default()
    }

    fn add(&mut self, of: &FileAccount) {
        self.files += 1;
        self.rows = self.rows.zip(of.rows).map(|(all, rows)| all + rows);
        self.unread += of.unread;
        of.records.iter().for_each(|(kind, n)| *self.records.entry(*kind).or_default() += n);
    }
}

impl Project {
    /// What became of every file that was read, by path. The settings and what says how the site looks hold nothing to report.
    pub fn account(&self) -> Vec<FileAccount> {
        let mut records: BTreeMap<usize, BTreeMap<Kind, usize>> = BTreeMap::new();
        for (kind, entry) in Kind::ALL.iter().flat_map(|kind| self.registers.of(*kind).into_iter().map(|entry| (*kind, entry))) {
            *records.entry(entry.origin().file).or_default().entry(kind).or_default() += 1;
        }
        let mut unread: BTreeMap<usize, usize> = BTreeMap::new();
        // Of what is published nobody is told in which file something more stands.
        let is_told = self.kept.is_none();
        for file in self.problems.iter().filter(|problem| is_told && problem.keeps_out()).filter_map(|problem| problem.file) {
            *unread.entry(file).or_default() += 1;
        }
        let pages = self.documents.iter().flat_map(|page| std::iter::once(page.file).chain(page.translation.as_ref().map(|of| of.file)));
        let told = pages.chain(records.keys().chain(unread.keys()).copied());
        let files: BTreeSet<usize> = told.filter(|file| Some(*file) != self.settings_file && !is_look(self.path(*file))).collect();
        let account = |file| {
            let of_file = records.remove(&file).unwrap_or_default();
            let is_counted = self.rows.contains_key(&file) || of_file.is_empty();
            let rows = is_counted.then(|| self.rows.get(&file).copied().unwrap_or_default());
            FileAccount { file, records: of_file, rows, unread: unread.get(&file).copied().unwrap_or_default() }
        };
        files.into_iter().map(account).collect()
    }

    /// The same with the files of a folder in one line where they hold records of the same registers.
    pub fn folded_account(&self) -> Vec<FoldedAccount> {
        let mut lines: Vec<FoldedAccount> = Vec::new();
        let mut of_folder: BTreeMap<(&str, Vec<Kind>), usize> = BTreeMap::new();
        let account = self.account();
        let folder = |file: usize| self.path(file).rsplit_once('/').map(|(folder, _)| folder);
        for of in &account {
            let held: Vec<Kind> = of.records.keys().copied().collect();
            let key = folder(of.file).map(|folder| (folder, held));
            match key.as_ref().and_then(|key| lines.get_mut(*of_folder.get(key)?)) {
                Some(line) => {
                    line.path = key.map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
                    line.add(of);
                }
                None => {
                    of_folder.extend(key.map(|key| (key, lines.len())));
                    let (path, records) = (self.path(of.file).to_owned(), of.records.clone());
                    lines.push(FoldedAccount { path, files: 1, records, rows: of.rows, unread: of.unread });
                }
            }
        }
        lines
    }

    /// How many rows the files have of which everything is published: another number would tell of what is not.
    pub(super) fn rows_of_public_files(&self) -> BTreeMap<usize, usize> {
        let of_records = self.hidden.iter().filter_map(|id| Some(self.record(*id)?.origin().file));
        let of_problems = self.problems.iter().filter(|problem| problem.is_internal).filter_map(|problem| problem.file);
        let partly: BTreeSet<usize> =
            of_records.chain(of_problems).chain(self.restricted_files.keys().copied().filter(|file| !self.is_public_file(*file))).collect();
        self.rows.iter().filter(|(file, _)| !partly.contains(file)).map(|(file, rows)| (*file, *rows)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn project(files: &[(&str, &str)]) -> Project {
        load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 1) })
    }

    fn told(project: &Project) -> Vec<(&str, usize, Option<usize>, usize)> {
        let account = project.account();
        account.iter().map(|of| (project.path(of.file), of.count(), of.rows, of.unread)).collect()
    }

    #[test]
    fn every_row_is_a_record_or_told() {
        let project = project(&[
            ("about.md", "# About\n\nText.\n"),
            ("alongside.yaml", "project: {name: A}\n"),
            ("budget.csv", "item,plan\nFilm,10\nPrint,20\nTotal,30\n"),
            ("risks.md", "| Risk | Owner |\n|---|---|\n| Rain | |\n\nText.\n\n| Colour | Shape |\n|---|---|\n| a | b |\n| c | d |\n"),
            ("tasks.yaml", "- title: A\n- title: B\n- [c]\n"),
        ]);
        let expected =
            [("about.md", 0, Some(0), 0), ("budget.csv", 2, Some(3), 0), ("risks.md", 1, Some(3), 1), ("tasks.yaml", 2, Some(3), 1)];
        assert_eq!(told(&project), expected);
    }

    #[test]
    fn the_rows_of_a_file_with_internal_records_are_not_published() {
        let project = project(&[
            ("people.yaml", "- {name: A}\n- {name: B, visibility: internal}\n"),
            ("risks.csv", "title,visibility\nRain,internal\n"),
            ("tasks.csv", "title\nPaint\n"),
        ]);
        assert_eq!(told(&project.published().0), [("people.yaml", 1, None, 0), ("tasks.csv", 1, Some(1), 0)]);
    }
}
