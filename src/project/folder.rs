//! The files of a folder, read and decoded.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::content::is_text;
use super::settings::Settings;
use super::{File, Pixels, Project};
use crate::source::{Limits, Problem, encoding, walk};

/// The settings' file, at the project's root.
pub const SETTINGS: [&str; 3] = ["alongside.yaml", "alongside.yml", "项目.yaml"];

/// A folder as it was found.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its files, by path.
    pub(super) files: Vec<FoundFile>,
    /// What could not be read at all, with its path.
    pub(super) problems: Vec<(String, Problem)>,
    /// How much is read.
    pub(super) limits: Limits,
}

/// A file as it was found.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// The path from the folder, with `/` between its parts.
    pub(super) path: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// Its text, if it is read as text.
    pub(super) text: Option<String>,
    /// Its width and height in pixels, if it is an image.
    pub(super) pixels: Option<Pixels>,
    /// What is wrong with its bytes.
    pub(super) problems: Vec<Problem>,
}

impl Folder {
    /// Reads the folder at a path. The settings come first, because they may say how much is to be read.
    ///
    /// # Errors
    /// If the folder itself cannot be read. What is wrong with its files is told by the project.
    pub fn read(root: &Path) -> Result<Self, walk::WalkError> {
        let limits = Self::settings_of(root).unwrap_or_default().limits.limits();
        let walked = walk::walk(root, &limits)?;
        let files = walked.files.into_par_iter().map(|entry| FoundFile::read(root, entry, &limits)).collect();
        Ok(Self { files, problems: walked.problems, limits })
    }

    /// The settings of the folder at a path alone, if it has any.
    pub fn settings_of(root: &Path) -> Option<Settings> {
        let standard = Limits::default();
        let bytes = SETTINGS.iter().find_map(|name| walk::read(root, name, &standard).ok())?;
        Some(Settings::read(&encoding::decode(&bytes).text, &standard).settings)
    }

    /// A folder from texts, by path.
    pub fn of_texts(files: &[(&str, &str)]) -> Self {
        let mut files: Vec<FoundFile> = files
            .iter()
            .map(|(path, text)| FoundFile {
                path: (*path).into(),
                size: text.len() as u64,
                text: is_text(path).then(|| (*text).into()),
                pixels: None,
                problems: Vec::new(),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, problems: Vec::new(), limits: Limits::default() }
    }

    /// The files of a project, some of them with another text.
    pub(super) fn with_texts(project: &Project, texts: BTreeMap<usize, String>) -> Self {
        let found = |file: &File| FoundFile {
            path: file.path.clone(),
            size: file.size,
            text: file.text.clone(),
            pixels: file.pixels,
            problems: Vec::new(),
        };
        let mut files: Vec<FoundFile> = project.files.iter().map(found).collect();
        for (file, text) in texts {
            if let Some(changed) = files.get_mut(file) {
                changed.text = Some(text);
            }
        }
        Self { files, problems: Vec::new(), limits: project.limits }
    }

    /// Whether there is a settings' file.
    pub fn has_settings(&self) -> bool {
        self.files.iter().any(|file| SETTINGS.contains(&file.path.as_str()))
    }
}

impl FoundFile {
    fn read(root: &Path, entry: walk::FileEntry, limits: &Limits) -> Self {
        let walk::FileEntry { path, size } = entry;
        if !is_text(&path) {
            let pixels = Pixels::of_file(&root.join(&path));
            return Self { path, size, text: None, pixels, problems: Vec::new() };
        }
        match walk::read(root, &path, limits) {
            Ok(bytes) => {
                let decoded = encoding::decode(&bytes);
                Self { path, size, text: Some(decoded.text), pixels: None, problems: decoded.problems }
            }
            Err(problem) => Self { path, size, text: None, pixels: None, problems: vec![*problem] },
        }
    }
}
