//! A source some of whose files are to have other texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Source, Stamp, What, within};
use crate::source::Problem;

/// A source some of whose files have other texts, as those that an editor has not saved yet.
#[derive(Debug, Clone)]
pub struct Overlay {
    under: Arc<dyn Source>,
    texts: BTreeMap<String, Arc<str>>,
}

impl Overlay {
    /// A source whose files at some paths have other texts.
    pub fn new(under: Arc<dyn Source>, texts: BTreeMap<String, String>) -> Self {
        Self { under, texts: texts.into_iter().map(|(path, text)| (path, text.into())).collect() }
    }
}

impl Source for Overlay {
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
        let is_new = !directory.is_empty() && self.texts.keys().any(|path| path.starts_with(&within(directory, "")));
        let mut entries = match self.under.entries(directory) {
            Err(_) if is_new => Vec::new(),
            found => found?,
        };
        for entry in &mut entries {
            if let Some(text) = self.texts.get(&within(directory, &entry.name)) {
                entry.what = What::File(text.len() as u64);
                entry.stamp = Some(Stamp::Text(Arc::clone(text)));
            }
        }
        for (path, text) in &self.texts {
            let Some(rest) = path.strip_prefix(&within(directory, "")) else { continue };
            let (name, is_file) = rest.split_once('/').map_or((rest, true), |(name, _)| (name, false));
            if entries.iter().all(|entry| entry.name != name) {
                let what = if is_file { What::File(text.len() as u64) } else { What::Directory };
                entries.push(Entry { stamp: is_file.then(|| Stamp::Text(Arc::clone(text))), ..Entry::new(name, what) });
            }
        }
        Ok(entries)
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.bytes().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect()),
            None => self.under.bytes(path, limit),
        }
    }
}
