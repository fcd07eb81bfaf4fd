//! Files that are in memory alone.

use std::collections::BTreeMap;

use super::{Entry, Source, What, not_there};
use crate::source::Problem;

/// Files that are in memory alone, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// Files by path.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

impl Source for Memory {
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
        let below = |path: &'_ str| {
            if directory.is_empty() { Some(path.to_owned()) } else { Some(path.strip_prefix(directory)?.strip_prefix('/')?.to_owned()) }
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (path, bytes) in &self.0 {
            let Some(rest) = below(path) else { continue };
            let (name, what) = match rest.split_once('/') {
                Some((name, _)) => (name, What::Directory),
                None => (rest.as_str(), What::File(bytes.len() as u64)),
            };
            if entries.iter().all(|entry| entry.name != name) {
                entries.push(Entry::new(name, what));
            }
        }
        Ok(entries)
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        let bytes = self.0.get(path).ok_or_else(not_there)?;
        Ok(bytes.iter().take(usize::try_from(limit).unwrap_or(usize::MAX)).copied().collect())
    }
}
