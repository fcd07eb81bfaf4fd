//! A folder: its settings, which say how much of it is read, and its files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Pixels;
use super::content::{is_text, is_workbook, must_be_named};
use super::found::{Decoded, FoundFile, Seen, SettingsFile, Way};
use super::kind::Kind;
use super::layout::{Role, Roles};
use super::settings::Settings;
use super::several::is_log;
pub use crate::source::files::SETTINGS;
use crate::source::files::{self, Disk, DiskError, FileEntry, Listing, Memory, Overlay, Source};
use crate::source::{Limits, Problem, encoding, workbook};

/// The files of a project by their paths, wherever they come from.
#[derive(Debug)]
pub struct Folder {
    source: Arc<dyn Source>,
    /// Its settings, if it has any.
    pub(super) settings: Option<SettingsFile>,
    /// How much is read.
    pub(super) limits: Limits,
    /// Its files, and what could not be read at all.
    pub(super) listing: Listing,
    /// Its files as they were decoded before.
    decoded: Option<Arc<Decoded>>,
}

impl Default for Folder {
    fn default() -> Self {
        Self::of(Arc::new(Memory::default()))
    }
}

impl Folder {
    /// The folder at a path of the disk.
    ///
    /// # Errors
    /// If the folder itself cannot be read. What is wrong with its files is told by the project.
    pub fn read(root: &Path) -> Result<Self, DiskError> {
        Ok(Self::of(Arc::new(Disk::open(root)?)))
    }

    /// A folder of texts, by path.
    pub fn of_texts(files: &[(&str, &str)]) -> Self {
        Self::of(Arc::new(Memory::new(files.iter().copied())))
    }

    /// The folder that a source fills. The settings come first, because they may say how much is to be read.
    pub fn of(source: Arc<dyn Source>) -> Self {
        Self::with(source, None)
    }

    /// As [`Folder::of`]; a file that stays as it was decoded before is not decoded again.
    pub(super) fn with(source: Arc<dyn Source>, decoded: Option<Arc<Decoded>>) -> Self {
        let settings = SettingsFile::of(&*source, decoded.as_deref());
        let limits = settings.as_ref().map(|file| file.read.settings.limits.limits()).unwrap_or_default();
        let listing = files::list(&*source, &limits);
        let is_listed = |path: &str| listing.files.iter().any(|file| file.path == path);
        Self { settings: settings.filter(|file| is_listed(file.path)), source, limits, listing, decoded }
    }

    /// The settings of the folder at a path of the disk alone, if it has any.
    pub fn settings_of(root: &Path) -> Option<Settings> {
        Some(SettingsFile::of(&Disk::open(root).ok()?, None)?.read.settings)
    }

    /// Whether a path of the disk is that of a project's folder: of one with settings.
    pub fn is_at(root: &Path) -> bool {
        Disk::open(root).is_ok_and(|disk| SETTINGS.iter().any(|path| disk.bytes(path, 1).is_ok()))
    }

    /// The folder as it would be if some of its files had other texts.
    pub(super) fn with_texts(&self, texts: BTreeMap<String, String>) -> Self {
        Self::of(Arc::new(Overlay::new(Arc::clone(&self.source), texts)))
    }

    /// The bytes of a file, however many they are.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Box<Problem>> {
        self.source.bytes(path, u64::MAX)
    }

    /// The first bytes of a file, at most so many.
    pub fn head(&self, path: &str, most: u64) -> Result<Vec<u8>, Box<Problem>> {
        self.source.bytes(path, most)
    }

    /// The bytes of a file that is not larger than the project's files may be.
    pub fn small_file(&self, path: &str) -> Result<Vec<u8>, Box<Problem>> {
        files::read(&*self.source, path, self.limits.file_bytes)
    }

    /// The paths of its files and their sizes in bytes, in the order of their paths.
    pub fn sizes(&self) -> Vec<(String, u64)> {
        self.listing.files.iter().map(|file| (file.path.clone(), file.size)).collect()
    }

    /// Whether there is a settings' file.
    pub fn has_settings(&self) -> bool {
        self.listing.files.iter().any(|file| SETTINGS.contains(&file.path.as_str()))
    }

    /// Why the settings are not read, though something has their name.
    pub fn refused_settings(&self) -> Option<(&str, &Problem)> {
        let refused = self.listing.problems.iter().find(|(path, _)| SETTINGS.contains(&path.as_str()));
        refused.map(|(path, problem)| (path.as_str(), problem))
    }

    /// Every file by its path, those that are text decoded, and what is refused and so is only a path.
    pub(super) fn files(&self) -> Vec<FoundFile> {
        let mut files: Vec<FoundFile> = self.listing.files.par_iter().map(|file| self.file(file)).collect();
        let refused = self.listing.problems.iter().map(|(path, _)| path).filter(|path| !path.is_empty());
        files.extend(refused.map(|path| FoundFile { is_readable: false, ..FoundFile::at(path, 0) }));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        files
    }

    /// The register that a file holds, by the settings or by its name.
    fn kind(&self, path: &str) -> Option<Kind> {
        match self.settings.as_ref().and_then(|settings| settings.roles.role(path)) {
            Some(Role::Register(kind)) => Some(kind),
            Some(Role::Document | Role::Ignore) => None,
            None => Kind::of_path(path),
        }
    }

    /// As what a file is read.
    fn way(&self, path: &str) -> Way {
        let is_text = || is_text(path) || (must_be_named(path) && (self.kind(path).is_some() || is_log(path)));
        match &self.settings {
            Some(settings) if settings.path == path => Way::Settings,
            _ if is_workbook(path) => Way::Workbook,
            _ if is_text() => Way::Text,
            _ => Way::Other,
        }
    }

    fn file(&self, entry: &FileEntry) -> FoundFile {
        let way = self.way(&entry.path);
        match self.decoded.as_ref().filter(|_| way != Way::Settings) {
            Some(decoded) => decoded.file(&entry.path, seen(&*self.source, &entry.path, self.limits, way), || self.decode(entry, way)),
            None => self.decode(entry, way),
        }
    }

    fn decode(&self, FileEntry { path, size }: &FileEntry, way: Way) -> FoundFile {
        let mut found = FoundFile::at(path, *size);
        let decoded = match way {
            Way::Settings | Way::Text => match self.settings.as_ref().filter(|_| way == Way::Settings) {
                Some(settings) => Ok(settings.decoded.clone()),
                None => self.small_file(path).map(|bytes| encoding::decode(&bytes)),
            },
            Way::Workbook => {
                match self.small_file(path).and_then(|bytes| workbook::decode(&bytes, &self.limits)) {
                    Ok(workbook::Decoded { text, problems }) => (found.text, found.problems) = (Some(text), problems),
                    Err(problem) => found.refuse(*problem),
                }
                return found;
            }
            Way::Other => {
                match Pixels::of_file(&*self.source, path, &self.limits) {
                    Ok(pixels) => found.pixels = pixels,
                    Err(problem) => found.refuse(*problem),
                }
                return found;
            }
        };
        match decoded {
            Ok(decoded) => {
                found.text = Some(decoded.text);
                found.encoding = decoded.encoding;
                found.problems = decoded.problems;
            }
            Err(problem) => found.refuse(*problem),
        }
        found
    }
}

/// What the decoding of a file rests on, where the source can say whether it has changed.
fn seen(source: &dyn Source, path: &str, limits: Limits, way: Way) -> Option<Seen> {
    Some(Seen { stamp: source.stamp(path)?, limits, way })
}

impl SettingsFile {
    fn of(source: &dyn Source, decoded: Option<&Decoded>) -> Option<Self> {
        let standard = Limits::default();
        SETTINGS.iter().find_map(|path| match decoded {
            Some(decoded) => decoded.settings(path, seen(source, path, standard, Way::Settings), || Self::at(source, path)),
            None => Self::at(source, path),
        })
    }

    fn at(source: &dyn Source, path: &'static str) -> Option<Self> {
        let standard = Limits::default();
        let decoded = encoding::decode(&files::read(source, path, standard.file_bytes).ok()?);
        let read = Settings::read(&decoded.text, &standard);
        let roles = Roles::of(&read.settings);
        Some(Self { path, decoded, read, roles })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Project, ReportDateSource, load};
    use crate::source::ProblemKind;
    use crate::source::files::Entry;

    /// A source that lists a file and does not give it.
    #[derive(Debug)]
    struct Refusing(Memory, &'static str);

    impl Source for Refusing {
        fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
            self.0.entries(directory)
        }

        fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
            self.0.bytes(if path == self.1 { "none" } else { path }, limit)
        }
    }

    fn project(folder: Folder) -> Project {
        load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        for path in ["a.png", "a.pdf", "a.md"] {
            let files = [("alongside.yaml", "project: {name: x}\n"), (path, "")];
            let project = project(Folder::of(Arc::new(Refusing(Memory::new(files), path))));
            let file = project.file(path).unwrap();
            assert!(!project.files[file].is_readable);
            let told: Vec<_> = project.problems.iter().map(|trouble| (trouble.file, trouble.problem.kind)).collect();
            assert_eq!(told, [(Some(file), ProblemKind::File)], "{path}");
        }
    }

    #[test]
    fn texts_are_read_as_files_are() {
        let files = [
            ("alongside.yaml", "project: {name: x}\r\n"),
            (".alongsideignore", "out/\n"),
            ("out/a.md", ""),
            (".b.md", ""),
            ("c.md", "\u{FEFF}c"),
        ];
        let project = project(Folder::of_texts(&files));
        let texts: Vec<_> = project.files.iter().map(|file| (&*file.path, file.text.as_deref())).collect();
        assert_eq!(texts, [("alongside.yaml", Some("project: {name: x}\n")), ("c.md", Some("c"))]);
    }

    #[test]
    fn another_text_is_read_in_the_same_way() {
        let before = project(Folder::of_texts(&[("alongside.yaml", "project: {name: x}\n"), ("risks.yaml", "- title: A\n")]));
        let texts = [("risks.yaml", "- title: B\n- title: C\n"), ("alongside.yaml", "limits: {file_size: 5}\n")];
        let after = before.with_texts(texts.map(|(path, text)| (before.file(path).unwrap(), text.to_owned())).into());
        assert_eq!((before.risks.len(), after.risks.len(), after.limits.file_bytes), (1, 0, 5));
        assert!(after.settings.limits.file_size.is_some());
        let after = before.with_texts([(before.file("risks.yaml").unwrap(), texts[0].1.to_owned())].into());
        assert_eq!(after.risks.len(), 2);
    }
}
