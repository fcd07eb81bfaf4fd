//! A folder: its settings, which say how much of it is read, and its files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::content::{is_look, is_text, is_workbook, must_be_named};
use super::found::{Decoded, FoundFile, Seen, SettingsFile};
use super::kind::Kind;
use super::layout::{Role, Roles};
use super::settings::Settings;
use super::several::is_log;
use super::{Pixels, damaged};
pub use crate::source::files::SETTINGS;
use crate::source::files::{self, Disk, DiskError, Entry, FileEntry, Listing, Memory, Overlay, Source, What};
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
        let root = source.entries("");
        let settings = SettingsFile::of(&*source, root.as_deref().unwrap_or_default(), decoded.as_deref());
        let limits = settings.as_ref().map(|file| file.read.settings.limits.limits()).unwrap_or_default();
        let listing = files::list(&*source, root, &limits);
        let is_listed = |path: &str| listing.files.iter().any(|file| file.path == path);
        Self { settings: settings.filter(|file| is_listed(file.path)), source, limits, listing, decoded }
    }

    /// The settings of the folder at a path of the disk alone, if it has any.
    pub fn settings_of(root: &Path) -> Option<Settings> {
        Some(SettingsFile::of(&Disk::open(root).ok()?, &[], None)?.read.settings)
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
        let (mut files, mut unknown) = (Vec::with_capacity(self.listing.files.len()), Vec::new());
        for entry in &self.listing.files {
            match self.known(entry) {
                Some(file) => files.push(file),
                None => unknown.push(entry),
            }
        }
        files.par_extend(unknown.into_par_iter().map(|entry| self.decode(entry)));
        let refused = self.listing.problems.iter().map(|(path, _)| path).filter(|path| !path.is_empty());
        files.extend(refused.map(|path| {
            let mut refused = FoundFile::at(path, 0);
            refused.file.is_readable = false;
            self.assigned(refused)
        }));
        files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        files.dedup_by(|later, first| later.file.path == first.file.path);
        files
    }

    /// A file that was decoded before.
    fn known(&self, entry: &FileEntry) -> Option<FoundFile> {
        self.decoded.as_ref()?.file(&entry.path, self.seen(entry).as_ref())
    }

    /// What the decoding of a file rests on, where its source can say whether it has changed.
    fn seen(&self, FileEntry { size, real, stamp, .. }: &FileEntry) -> Option<Seen> {
        let roles = self.settings.as_ref().map(|settings| Arc::clone(&settings.roles)).unwrap_or_default();
        Some(Seen { stamp: stamp.clone()?, size: *size, real: real.clone(), limits: self.limits, roles })
    }

    /// Whether a file is the one with the settings.
    fn is_settings(&self, path: &str) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.path == path)
    }

    /// What the settings say that a file is for; they say nothing of the product's own.
    fn role(&self, path: &str) -> Option<Role> {
        self.settings.as_ref().filter(|_| !is_ours(path))?.roles.role(path)
    }

    /// Whether a file is read as text.
    fn is_text(&self, path: &str) -> bool {
        let is_register = || match self.role(path) {
            Some(role) => matches!(role, Role::Register(_)),
            None => Kind::of_path(path).is_some(),
        };
        is_text(path) || (must_be_named(path) && (is_register() || is_log(path)))
    }

    fn decode(&self, entry: &FileEntry) -> FoundFile {
        let found = self.assigned(self.read_bytes(entry));
        if let Some(decoded) = self.decoded.as_ref().filter(|_| !self.is_settings(&entry.path)) {
            decoded.keep_file(&entry.path, self.seen(entry), &found);
        }
        found
    }

    fn read_bytes(&self, FileEntry { path, size, .. }: &FileEntry) -> FoundFile {
        let mut found = FoundFile::at(path, *size);
        let text = match self.settings.as_ref().filter(|settings| settings.path == path) {
            Some(settings) => Ok(settings.decoded.clone()),
            None if is_workbook(path) => {
                match self.small_file(path).and_then(|bytes| workbook::decode(&bytes, &self.limits)) {
                    Ok(workbook::Decoded { text, problems }) => (found.file.text, found.problems) = (Some(text.into()), problems),
                    Err(problem) => found.refuse(*problem),
                }
                return found;
            }
            None if self.is_text(path) => self.small_file(path).map(|bytes| encoding::decode(&bytes)),
            None => {
                match Pixels::of_file(&*self.source, path, &self.limits) {
                    Ok(pixels) => found.file.pixels = pixels,
                    Err(problem) => found.refuse(*problem),
                }
                return found;
            }
        };
        match text {
            Ok(encoding::Decoded { text, encoding, problems }) => {
                (found.file.text, found.file.encoding, found.problems) = (Some(text.into()), encoding, problems);
            }
            Err(problem) => found.refuse(*problem),
        }
        found
    }

    /// The file with the register that it holds, by the settings or by its name.
    fn assigned(&self, mut found: FoundFile) -> FoundFile {
        let FoundFile { file, role, problems } = &mut found;
        *role = self.role(&file.path);
        file.kind = match role {
            Some(Role::Register(kind)) => Some(*kind),
            Some(Role::Document | Role::Ignore) => None,
            None => file.kind,
        };
        file.kind = file.kind.filter(|_| file.text.is_some() && !is_ours(&file.path));
        if let Some(problem) = file.text.as_ref().and_then(|text| damaged::by_git(&file.path, text, file.kind.is_some())) {
            file.text = None;
            *problems = vec![problem];
        }
        found
    }
}

/// Whether a file is the product's own: the settings, or how the site looks.
fn is_ours(path: &str) -> bool {
    SETTINGS.contains(&path) || is_look(path)
}

impl SettingsFile {
    fn of(source: &dyn Source, root: &[Entry], decoded: Option<&Decoded>) -> Option<Self> {
        SETTINGS.iter().find_map(|path| {
            let seen = root.iter().find(|entry| entry.name == *path).and_then(seen_settings);
            if let Some(known) = decoded.and_then(|decoded| decoded.settings(path, seen.as_ref())) {
                return Some(known);
            }
            let made = Self::at(source, path)?;
            if let Some(decoded) = decoded {
                decoded.keep_settings(path, seen, &made);
            }
            Some(made)
        })
    }

    fn at(source: &dyn Source, path: &'static str) -> Option<Self> {
        let standard = Limits::default();
        let decoded = encoding::decode(&files::read(source, path, standard.file_bytes).ok()?);
        let read = Settings::read(&decoded.text, &standard);
        let roles = Arc::new(Roles::of(&read.settings));
        Some(Self { path, decoded, read, roles })
    }
}

fn seen_settings(Entry { what, target, stamp, .. }: &Entry) -> Option<Seen> {
    let What::File(size) = what else { return None };
    Some(Seen { stamp: stamp.clone()?, size: *size, real: target.clone(), limits: Limits::default(), roles: Arc::default() })
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
