//! Where the files of a project come from: the one place that reads them.
//!
//! A [`Source`] says what stands in its directories and gives bytes; [`list`] decides what of it belongs to the project, and [`read`]
//! how much of a file is read, the same for every source.

mod disk;
mod git;
mod memory;
mod overlay;
mod walk;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use super::node::Span;
use super::problem::{Problem, ProblemKind};
use crate::text::Message;
use crate::{both, say};

pub use disk::{Disk, DiskError, read_from_disk};
pub use git::{Commit, Committed, GitError, Repository};
pub use memory::Memory;
pub use overlay::Overlay;
pub use walk::{FileEntry, IGNORE_FILE, Listing, Patterns, list};

/// The file in a published folder that lists what was published; a folder that holds it is not read.
pub const MANIFEST: &str = ".alongside-manifest.json";

/// The settings of a project, at its root.
pub const SETTINGS: [&str; 3] = ["alongside.yaml", "alongside.yml", "项目.yaml"];

/// Where the files of a project come from. Paths begin at its root, with `/` between their parts; the root itself is the empty path.
pub trait Source: Debug + Send + Sync {
    /// What stands in a directory, in any order.
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>>;

    /// The bytes of a file, or its first ones if it has more than `limit`. What stands outside of the source is never read.
    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>>;
}

/// As long as it, the size and the real place are the same, a file has the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stamp {
    /// Of a file on the disk: when it was changed, since the start of 1970.
    Disk(Duration),
    /// Of one that is not on the disk yet: its text.
    Text(Arc<str>),
    /// Of one that was committed: the name that git gives to its bytes.
    Blob(Arc<str>),
}

/// What stands in a directory under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// What it is; if it is a link, what it leads to.
    pub what: What,
    /// Where that really stands, if it is a link.
    pub target: Option<String>,
    /// By what a file that has changed is told from what it was without its bytes; `None` if by nothing.
    pub stamp: Option<Stamp>,
}

impl Entry {
    /// What stands under a name and is no link.
    pub fn new(name: impl Into<String>, what: What) -> Self {
        Self { name: name.into(), what, target: None, stamp: None }
    }
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A file of so many bytes.
    File(u64),
    /// A directory.
    Directory,
    /// Nothing that is read, and why.
    Unreadable(Box<Problem>),
}

/// The bytes of a file that has no more than `limit` of them.
pub fn read(source: &dyn Source, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
    let bytes = source.bytes(path, limit.saturating_add(1))?;
    if bytes.len() as u64 > limit { Err(too_large(limit).into()) } else { Ok(bytes) }
}

/// The path within another directory.
fn within(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { [directory, "/", name].concat() }
}

fn at_file(message: Message) -> Problem {
    Problem::new(ProblemKind::File, Span::default(), message)
}

fn not_there() -> Problem {
    at_file(both!("The file is not there, or a link leads nowhere.", "文件不存在，或链接没有指向任何文件。"))
}

fn too_large(limit: u64) -> Problem {
    let message = say!("The file is larger than {mib} MiB and is not read.", "文件超过{mib} MiB，未读取。", mib = limit >> 20);
    at_file(message).help(both!(
        "Split it, or raise `limits.file_size` in `alongside.yaml`.",
        "拆分文件，或在 `alongside.yaml` 中调高 `limits.file_size`。"
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_file_may_have_as_many_bytes_as_are_allowed() {
        let source = Memory::new([("a.md", "12345")]);
        assert_eq!(read(&source, "a.md", 5).map_err(|problem| problem.kind), Ok(b"12345".to_vec()));
        assert!(read(&source, "a.md", 4).is_err());
    }

    #[test]
    fn a_text_that_is_not_saved_is_listed_once() {
        let under: Arc<dyn Source> = Arc::new(Memory::new([("a.md", "1"), ("notes/b.md", "2")]));
        let texts = [("a.md", "12"), ("c.md", "3"), ("notes/d.md", "4")].map(|(path, text)| (path.to_owned(), text.to_owned()));
        let overlay = Overlay::new(under, BTreeMap::from(texts));
        let listed = |directory: &str| {
            let mut entries: Vec<(String, What)> =
                overlay.entries(directory).unwrap().into_iter().map(|entry| (entry.name, entry.what)).collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            entries
        };
        let file = |name: &str, size: u64| (name.to_owned(), What::File(size));
        assert_eq!(listed(""), [file("a.md", 2), file("c.md", 1), ("notes".to_owned(), What::Directory)]);
        assert_eq!(listed("notes"), [file("b.md", 1), file("d.md", 1)]);
    }
}
