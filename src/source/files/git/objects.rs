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
    /// The bytes of a file, if the repository has it.
    pub(super) size: Option<u64>,
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

/// What was listed and is no larger than this is read with the first of it: nearly all of it is read, and each question costs a wait.
const READ_AHEAD: u64 = 1 << 16;

/// So many questions are put at once: they fit into a pipe, so that both sides never wait for each other.
const AT_ONCE: usize = 128;

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
    /// Small files that were listed and not yet read.
    listed: Vec<Arc<str>>,
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
            listed: Vec::new(),
        }
    }

    /// A directory as it was at a commit; `None` where it was not there yet.
    pub(super) fn root(&mut self, commit: &str, directory: &str) -> Result<Option<Node>, GitError> {
        let Some(Object { id, bytes, .. }) = self.contents()?.ask(&format!("{commit}:{directory}"))?.filter(|object| object.kind == "tree")
        else {
            return Ok(None);
        };
        let id: Arc<str> = id.into();
        if !self.trees.contains_key(&id) {
            self.keep_tree(&id, &bytes)?;
        }
        Ok(Some(Node { kind: NodeKind::Directory, id, size: None }))
    }

    /// What stands in a directory.
    pub(super) fn tree(&mut self, id: &Arc<str>) -> Result<Arc<Tree>, GitError> {
        if let Some(tree) = self.trees.get(id) {
            return Ok(Arc::clone(tree));
        }
        let bytes = self.bytes(id)?;
        self.keep_tree(id, &bytes)
    }

    fn keep_tree(&mut self, id: &Arc<str>, bytes: &[u8]) -> Result<Arc<Tree>, GitError> {
        let mut tree = parse(bytes, id.len() / 2);
        self.measure(&mut tree)?;
        let tree = Arc::new(tree);
        self.trees.insert(Arc::clone(id), Arc::clone(&tree));
        Ok(tree)
    }

    /// Learns the sizes of the files in a directory, in one go of those that are new.
    fn measure(&mut self, tree: &mut Tree) -> Result<(), GitError> {
        let mut new: BTreeMap<Arc<str>, Vec<&mut Node>> = BTreeMap::new();
        for node in tree.values_mut().filter(|node| node.kind == NodeKind::File) {
            node.size = self.sized.get(&node.id).copied();
            if node.size.is_none() {
                new.entry(Arc::clone(&node.id)).or_default().push(node);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let ids: Vec<Arc<str>> = new.keys().cloned().collect();
        let heads = started(&mut self.sizes, &self.folder, "--batch-check")?.all(&ids, Process::head)?;
        for ((id, nodes), head) in new.into_iter().zip(heads) {
            let Some(Head { size, .. }) = head else { continue };
            for node in nodes {
                node.size = Some(size);
            }
            if size <= READ_AHEAD {
                self.listed.push(Arc::clone(&id));
            }
            self.sized.insert(id, size);
        }
        Ok(())
    }

    /// The bytes of a file.
    pub(super) fn blob(&mut self, id: &Arc<str>) -> Result<Arc<[u8]>, GitError> {
        if !self.small.contains_key(id) {
            self.read_listed()?;
        }
        if let Some(bytes) = self.small.get(id) {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = self.bytes(id)?.into();
        if bytes.len() <= SMALL {
            self.small.insert(Arc::clone(id), Arc::clone(&bytes));
        }
        Ok(bytes)
    }

    fn read_listed(&mut self) -> Result<(), GitError> {
        let listed = std::mem::take(&mut self.listed);
        let objects = self.contents()?.all(&listed, Process::object)?;
        let read = listed.into_iter().zip(objects).filter_map(|(id, object)| Some((id, object?.bytes.into())));
        self.small.extend(read);
        Ok(())
    }

    fn bytes(&mut self, id: &Arc<str>) -> Result<Vec<u8>, GitError> {
        Ok(self.contents()?.ask(id)?.ok_or_else(|| missing(id))?.bytes)
    }

    fn contents(&mut self) -> Result<&mut Process, GitError> {
        started(&mut self.contents, &self.folder, "--batch")
    }
}

pub(super) fn missing(id: &str) -> GitError {
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
    let digit = |four: u8| if four < 10 { b'0' + four } else { b'a' + four - 10 };
    let id: Vec<u8> = id.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    let id = String::from_utf8(id).unwrap_or_default().into();
    Some((String::from_utf8_lossy(name).into_owned(), Node { kind, id, size: None }, rest))
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

    /// The answers for all of some names, in their order.
    fn all<T>(&mut self, names: &[Arc<str>], answer: fn(&mut Self) -> Result<T, GitError>) -> Result<Vec<T>, GitError> {
        let mut answers = Vec::with_capacity(names.len());
        for some in names.chunks(AT_ONCE) {
            self.put(&some.join("\n"))?;
            for _ in some {
                answers.push(answer(self)?);
            }
        }
        Ok(answers)
    }

    /// The object of a name.
    fn ask(&mut self, name: &str) -> Result<Option<Object>, GitError> {
        self.put(name)?;
        self.object()
    }

    fn put(&mut self, lines: &str) -> Result<(), GitError> {
        self.asks.write_all(format!("{lines}\n").as_bytes()).and_then(|()| self.asks.flush()).map_err(|error| failed(&error))
    }

    /// What an object is, in a line `id kind size`; `None` where there is none of its name.
    fn head(&mut self) -> Result<Option<Head>, GitError> {
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(|error| failed(&error))?;
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
    fn object(&mut self) -> Result<Option<Object>, GitError> {
        let Some(Head { id, kind, size }) = self.head()? else { return Ok(None) };
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
