//! Objects of a repository: one process of git gives their bytes, another one their sizes. What several commits share is read once.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{GitError, git};

/// What stands in a directory, by name.
pub(super) type Tree = BTreeMap<String, Node>;

/// Something in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// The name of its object.
    pub(super) id: Arc<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    File,
    Directory,
    Link,
    /// Another repository.
    Module,
    BadName,
}

/// Files larger than this are read again for every commit: they are pictures, and nobody compares them.
const SMALL: usize = 1 << 20;

/// The objects, and what was asked of them so far.
#[derive(Debug)]
pub(super) struct Objects {
    folder: PathBuf,
    contents: Option<Process>,
    sizes: Option<Process>,
    /// Files that are not large, by the name of their object.
    small: BTreeMap<Arc<str>, Arc<[u8]>>,
    trees: BTreeMap<Arc<str>, Arc<Tree>>,
    sized: BTreeMap<Arc<str>, u64>,
}

pub(super) fn lock(objects: &Mutex<Objects>) -> MutexGuard<'_, Objects> {
    objects.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Objects {
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            contents: None,
            sizes: None,
            small: BTreeMap::new(),
            trees: BTreeMap::new(),
            sized: BTreeMap::new(),
        }
    }

    /// A directory as it was at a commit; `None` where it was not there yet.
    pub(super) fn root(&mut self, commit: &str, directory: &str) -> Result<Option<Node>, GitError> {
        let found = self.contents()?.object(&format!("{commit}:{directory}"))?.filter(|object| object.kind == "tree");
        Ok(found.map(|Object { id, bytes, .. }| {
            let id: Arc<str> = id.into();
            self.trees.entry(Arc::clone(&id)).or_insert_with_key(|id| Arc::new(parse(&bytes, id.len() / 2)));
            Node { kind: NodeKind::Directory, id }
        }))
    }

    /// What stands in a directory.
    pub(super) fn tree(&mut self, id: &Arc<str>) -> Result<Arc<Tree>, GitError> {
        if let Some(tree) = self.trees.get(id) {
            return Ok(Arc::clone(tree));
        }
        let tree = Arc::new(parse(&self.bytes(id)?, id.len() / 2));
        self.trees.insert(Arc::clone(id), Arc::clone(&tree));
        Ok(tree)
    }

    /// The bytes of a file.
    pub(super) fn blob(&mut self, id: &Arc<str>) -> Result<Arc<[u8]>, GitError> {
        if let Some(bytes) = self.small.get(id) {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = self.bytes(id)?.into();
        if bytes.len() <= SMALL {
            self.small.insert(Arc::clone(id), Arc::clone(&bytes));
        }
        Ok(bytes)
    }

    /// The size of a file in bytes.
    pub(super) fn size(&mut self, id: &Arc<str>) -> Result<u64, GitError> {
        if let Some(size) = self.sized.get(id) {
            return Ok(*size);
        }
        let sizes = started(&mut self.sizes, &self.folder, "--batch-check")?;
        let size = sizes.ask(id)?.ok_or_else(|| missing(id))?.size;
        self.sized.insert(Arc::clone(id), size);
        Ok(size)
    }

    fn bytes(&mut self, id: &str) -> Result<Vec<u8>, GitError> {
        Ok(self.contents()?.object(id)?.ok_or_else(|| missing(id))?.bytes)
    }

    fn contents(&mut self) -> Result<&mut Process, GitError> {
        started(&mut self.contents, &self.folder, "--batch")
    }
}

fn missing(id: &str) -> GitError {
    GitError::Failed(format!("{id} missing"))
}

/// The objects in a directory: for each its mode, a space, its name, a zero, and the bytes of its object's name.
fn parse(mut bytes: &[u8], id_bytes: usize) -> Tree {
    let mut tree = Tree::new();
    while let Some((name, node, rest)) = next(bytes, id_bytes) {
        tree.entry(name).or_insert(node);
        bytes = rest;
    }
    tree
}

fn next(bytes: &[u8], id_bytes: usize) -> Option<(String, Node, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let (mode, rest) = (bytes.get(..space)?, bytes.get(space + 1..)?);
    let zero = rest.iter().position(|byte| *byte == 0)?;
    let (name, rest) = (rest.get(..zero)?, rest.get(zero + 1..)?);
    let (id, rest) = rest.split_at_checked(id_bytes)?;
    let kind = match mode {
        _ if std::str::from_utf8(name).is_err() => NodeKind::BadName,
        b"40000" => NodeKind::Directory,
        b"120000" => NodeKind::Link,
        b"160000" => NodeKind::Module,
        _ => NodeKind::File,
    };
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    let id: String = id.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    Some((String::from_utf8_lossy(name).into_owned(), Node { kind, id: id.into() }, rest))
}

/// A process of git that is asked for one object after the other.
#[derive(Debug)]
struct Process {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What an object is.
struct Head {
    id: String,
    kind: String,
    size: u64,
}

/// An object with its bytes.
struct Object {
    id: String,
    kind: String,
    bytes: Vec<u8>,
}

fn started<'p>(process: &'p mut Option<Process>, folder: &Path, way: &str) -> Result<&'p mut Process, GitError> {
    if process.is_none() {
        *process = Some(Process::start(folder, way)?);
    }
    process.as_mut().ok_or(GitError::NoProgram)
}

fn failed(error: &std::io::Error) -> GitError {
    GitError::Failed(error.to_string())
}

impl Process {
    fn start(folder: &Path, way: &str) -> Result<Self, GitError> {
        let mut command = git(folder, &["cat-file", way]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|_| GitError::NoProgram)?;
        let (Some(asks), Some(answers)) = (child.stdin.take(), child.stdout.take()) else { return Err(GitError::NoProgram) };
        Ok(Self { child, asks, answers: BufReader::new(answers) })
    }

    /// What an object is, in a line `id kind size`; `None` where there is none of that name.
    fn ask(&mut self, name: &str) -> Result<Option<Head>, GitError> {
        let mut head = String::new();
        let asked = writeln!(self.asks, "{name}").and_then(|()| self.asks.flush());
        asked.and_then(|()| self.answers.read_line(&mut head)).map_err(|error| failed(&error))?;
        let words: Vec<&str> = head.split_ascii_whitespace().collect();
        match words.as_slice() {
            [id, kind, size] if size.parse::<u64>().is_ok() => {
                Ok(Some(Head { id: (*id).to_owned(), kind: (*kind).to_owned(), size: size.parse().unwrap_or(0) }))
            }
            [.., "missing"] => Ok(None),
            _ => Err(GitError::Failed(head.trim_end().to_owned())),
        }
    }

    /// An object with its bytes, which follow its head and end with a line's end.
    fn object(&mut self, name: &str) -> Result<Option<Object>, GitError> {
        let Some(Head { id, kind, size }) = self.ask(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        self.answers.by_ref().take(size + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        bytes.pop();
        if bytes.len() as u64 != size {
            return Err(failed(&std::io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(Some(Object { id, kind, bytes }))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Whether it still runs does not matter any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
