//! A folder: its settings, which say how much of it is read, and its files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Pixels;
use super::content::{is_text, is_workbook, must_be_named};
use super::kind::Kind;
use super::layout::{Role, Roles};
use super::settings::{ReadSettings, Settings};
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
}

/// The settings as they stand in their file.
#[derive(Debug)]
pub(super) struct SettingsFile {
    pub(super) path: &'static str,
    decoded: encoding::Decoded,
    pub(super) read: ReadSettings,
    pub(super) roles: Roles,
}

/// A file as it was found.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// The path from the folder, with `/` between its parts.
    pub(super) path: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// Whether its bytes could be had.
    pub(super) is_readable: bool,
    /// Its text, if it is read as text.
    pub(super) text: Option<String>,
    /// How the text is stored.
    pub(super) encoding: encoding::Encoding,
    /// Its width and height in pixels, if it is an image.
    pub(super) pixels: Option<Pixels>,
    /// What is wrong with its bytes.
    pub(super) problems: Vec<Problem>,
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
        let settings = SettingsFile::of(&*source);
        let limits = settings.as_ref().map(|file| file.read.settings.limits.limits()).unwrap_or_default();
        let listing = files::list(&*source, &limits);
        let is_listed = |path: &str| listing.files.iter().any(|file| file.path == path);
        Self { settings: settings.filter(|file| is_listed(file.path)), source, limits, listing }
    }

    /// The settings of the folder at a path of the disk alone, if it has any.
    pub fn settings_of(root: &Path) -> Option<Settings> {
        Some(SettingsFile::of(&Disk::open(root).ok()?)?.read.settings)
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

    fn file(&self, FileEntry { path, size }: &FileEntry) -> FoundFile {
        let mut found = FoundFile::at(path, *size);
        if is_workbook(path) {
            match self.small_file(path).and_then(|bytes| workbook::decode(&bytes, &self.limits)) {
                Ok(workbook::Decoded { text, problems }) => (found.text, found.problems) = (Some(text), problems),
                Err(problem) => found.refuse(*problem),
            }
            return found;
        }
        let is_read = is_text(path) || (must_be_named(path) && (self.kind(path).is_some() || is_log(path)));
        if !is_read {
            match Pixels::of_file(&*self.source, path, &self.limits) {
                Ok(pixels) => found.pixels = pixels,
                Err(problem) => found.refuse(*problem),
            }
            return found;
        }
        let settings = self.settings.as_ref().filter(|settings| settings.path == path);
        match settings.map_or_else(|| self.small_file(path).map(|bytes| encoding::decode(&bytes)), |settings| Ok(settings.decoded.clone()))
        {
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

impl FoundFile {
    fn at(path: &str, size: u64) -> Self {
        Self {
            path: path.to_owned(),
            size,
            is_readable: true,
            text: None,
            encoding: encoding::Encoding::Utf8,
            pixels: None,
            problems: Vec::new(),
        }
    }

    fn refuse(&mut self, problem: Problem) {
        self.is_readable = false;
        self.problems.push(problem);
    }
}

impl SettingsFile {
    fn of(source: &dyn Source) -> Option<Self> {
        let standard = Limits::default();
        let (path, bytes) = SETTINGS.iter().find_map(|path| Some((*path, files::read(source, path, standard.file_bytes).ok()?)))?;
        let decoded = encoding::decode(&bytes);
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
