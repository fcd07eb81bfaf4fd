//! The list of what was published, which says whose a file is.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The version of the list's format.
const VERSION: u32 = 1;

/// What was published, by path; it holds no times, so the same site gives the same list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The format's version.
    alongside: u32,
    /// The SHA-256 of each file, by its path from the folder.
    files: BTreeMap<String, String>,
    /// What is being written while files are replaced one by one; a run that is killed leaves it, so that the next one knows
    /// its files.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    writing: BTreeMap<String, String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self::of(BTreeMap::new())
    }
}

impl Manifest {
    /// The list of files, given with their digests.
    pub(super) fn of(files: BTreeMap<String, String>) -> Self {
        Self { alongside: VERSION, files, writing: BTreeMap::new() }
    }

    /// The list while `next` is being written over what this one lists.
    pub(super) fn becoming(&self, next: &Self) -> Self {
        Self { writing: next.files.clone(), ..self.clone() }
    }

    /// Reads a list; `None` if it is none, or of a later version.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|manifest: &Self| manifest.alongside == VERSION)
    }

    /// The list as JSON, one line a file.
    pub(super) fn to_json(&self) -> Vec<u8> {
        // Two maps of strings have no way to fail.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// Whether a file of this path was ever published.
    pub(super) fn lists(&self, path: &Path) -> bool {
        path_key(path).is_some_and(|key| self.files.contains_key(&key) || self.writing.contains_key(&key))
    }

    /// Whether a file is as it was published.
    pub(super) fn wrote(&self, path: &Path, bytes: &[u8]) -> bool {
        let Some(key) = path_key(path) else { return false };
        let digests = [self.files.get(&key), self.writing.get(&key)];
        digests.iter().any(Option::is_some) && digests.contains(&Some(&digest(bytes)))
    }
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}"); // a string takes all
        hex
    })
}

/// A path as the list writes it; `None` if it is not UTF-8, and so not of ours.
pub(super) fn path_key(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(std::ffi::OsStr::to_str).collect();
    parts.map(|parts| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(path: &str, bytes: &[u8]) -> Manifest {
        Manifest::of(BTreeMap::from([(path.to_owned(), digest(bytes))]))
    }

    #[test]
    fn a_digest_is_the_published_sha_256() {
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2, B.1
    }

    #[test]
    fn the_list_is_read_as_it_was_written() {
        let list = manifest("en/风险.html", b"a");
        let json = list.to_json();
        assert_eq!(Manifest::parse(&json), Some(list));
        assert!(!String::from_utf8(json).unwrap().contains("writing"));
        assert_eq!(Manifest::parse(b"{\"alongside\": 2, \"files\": {}}"), None);
        assert_eq!(Manifest::parse(b"<html>"), None);
    }

    #[test]
    fn while_it_is_replaced_both_states_of_a_file_are_ours() {
        let list = manifest("a/b", b"old").becoming(&manifest("a/b", b"new"));
        let list = Manifest::parse(&list.to_json()).unwrap();
        let path = Path::new("a").join("b");
        assert!(list.wrote(&path, b"old") && list.wrote(&path, b"new"));
        assert!(!list.wrote(&path, b"other"));
        assert!(!list.wrote(Path::new("c"), b"old"));
    }
}
