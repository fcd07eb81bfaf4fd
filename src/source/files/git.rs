//! A folder as it was committed, read from git's own objects by the `git` program.
//!
//! Nothing of the work tree is touched, no hook runs, and nothing is written. One process gives all bytes, and a file that several
//! commits share is read once.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use super::{Entry, Source, Stamp, What, at_file, not_there, within};
use crate::source::Problem;
use crate::text::Message;
use crate::{both, say};

/// Why there is no history to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitError {
    /// There is no `git` program.
    NoProgram,
    /// The folder is in no repository, or git does not trust it: in git's words.
    NoRepository(String),
    /// Nothing has this name, or it names no commit.
    NoCommit(String),
    /// The history that is here begins later.
    TooEarly,
    /// git failed: in its own words.
    Failed(String),
}

/// A commit of the first-parent history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// The second, since 1970 in UTC, at which it was committed.
    pub seconds: i64,
}

/// The repository that a folder is in.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
    /// The folder's path in it, with `/` at its end; empty at its root.
    prefix: String,
    /// Whether its history is cut off.
    pub is_shallow: bool,
    objects: Arc<Mutex<Objects>>,
}

impl Repository {
    /// The repository around a folder.
    ///
    /// # Errors
    /// If there is no git, no repository, or none that git trusts.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let said = run(folder, &["rev-parse", "--show-prefix", "--is-shallow-repository"]).map_err(|error| match error {
            GitError::Failed(words) => GitError::NoRepository(words),
            other => other,
        })?;
        let said = String::from_utf8_lossy(&said).into_owned();
        let mut lines = said.lines();
        let prefix = lines.next().unwrap_or_default().to_owned();
        let is_shallow = lines.next() == Some("true");
        let objects = Arc::new(Mutex::new(Objects { folder: folder.to_owned(), process: None, small: BTreeMap::new() }));
        Ok(Self { folder: folder.to_owned(), prefix, is_shallow, objects })
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If it names none.
    pub fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        let named = format!("{revision}^{{commit}}");
        let unknown = |_| GitError::NoCommit(revision.to_owned());
        let id = run(&self.folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named]).map_err(unknown)?;
        let id = String::from_utf8_lossy(&id).trim().to_owned();
        self.log(&["-1", &id])?.into_iter().next().ok_or_else(|| GitError::NoCommit(revision.to_owned()))
    }

    /// The first-parent history from a commit back, the newest first; empty before the first commit.
    ///
    /// # Errors
    /// If git fails.
    pub fn history(&self, tip: &str) -> Result<Vec<Commit>, GitError> {
        if run(&self.folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", tip]).is_err() {
            return Ok(Vec::new());
        }
        self.log(&[tip])
    }

    /// The commits of the tags whose names match a pattern, of those that a commit comes from.
    ///
    /// # Errors
    /// If git fails.
    pub fn tagged(&self, pattern: &str, tip: &str) -> Result<Vec<Commit>, GitError> {
        let format = "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)";
        let merged = run(&self.folder, &["tag", "--list", pattern, "--merged", tip, format])?;
        String::from_utf8_lossy(&merged).lines().map(|id| self.commit(id.trim())).collect()
    }

    fn log(&self, of: &[&str]) -> Result<Vec<Commit>, GitError> {
        let arguments = [&["log", "--first-parent", "--no-show-signature", "--format=%H %ct"], of, &["--"]].concat();
        let text = run(&self.folder, &arguments)?;
        let commit = |line: &str| {
            let (id, seconds) = line.split_once(' ')?;
            Some(Commit { id: id.to_owned(), seconds: seconds.parse().ok()? })
        };
        Ok(String::from_utf8_lossy(&text).lines().filter_map(commit).collect())
    }

    /// The folder as it was at a commit.
    ///
    /// # Errors
    /// If git fails. A folder that was not there yet has no files.
    pub fn at(&self, commit: &Commit) -> Result<Committed, GitError> {
        let tree = format!("{}:{}", commit.id, self.prefix);
        // A folder that was not there yet has no tree.
        let listed = run(&self.folder, &["ls-tree", "-r", "-l", "-z", "--full-tree", "--end-of-options", &tree]);
        let listed = match listed {
            Err(GitError::Failed(_)) => Vec::new(),
            other => other?,
        };
        let mut directories: BTreeMap<String, BTreeMap<String, Node>> = BTreeMap::new();
        for line in listed.split(|byte| *byte == 0) {
            let Some((path, node)) = parse(line) else { continue };
            enter(&mut directories, &path, node);
        }
        Ok(Committed { directories, objects: Arc::clone(&self.objects) })
    }
}

/// A line of `git ls-tree -l`: mode, type, name of the object, size, a tab, the path.
fn parse(line: &[u8]) -> Option<(String, Node)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(line.get(..tab)?).ok()?, line.get(tab + 1..)?);
    let mut words = head.split_ascii_whitespace();
    let (mode, _, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_named = std::str::from_utf8(path).is_ok();
    let kind = match mode {
        "120000" => NodeKind::Link,
        "160000" => NodeKind::Module,
        _ if !is_named => NodeKind::BadName,
        _ => NodeKind::File,
    };
    Some((String::from_utf8_lossy(path).into_owned(), Node { kind, id: id.to_owned(), size: size.parse().unwrap_or(0) }))
}

fn enter(directories: &mut BTreeMap<String, BTreeMap<String, Node>>, path: &str, node: Node) {
    let (mut directory, mut name, mut node) = split(path, node);
    loop {
        let is_new = !directories.contains_key(directory);
        directories.entry(directory.to_owned()).or_default().entry(name.to_owned()).or_insert(node);
        if !is_new || directory.is_empty() {
            return;
        }
        (directory, name, node) = split(directory, Node { kind: NodeKind::Directory, id: String::new(), size: 0 });
    }
}

fn split(path: &str, node: Node) -> (&str, &str, Node) {
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    (directory, name, node)
}

/// A folder as it was committed.
#[derive(Debug, Clone)]
pub struct Committed {
    /// For each directory what stands in it, by name.
    directories: BTreeMap<String, BTreeMap<String, Node>>,
    objects: Arc<Mutex<Objects>>,
}

#[derive(Debug, Clone)]
struct Node {
    kind: NodeKind,
    id: String,
    size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodeKind {
    File,
    Directory,
    Link,
    /// Another repository.
    Module,
    BadName,
}

/// Links that lead to links are followed so often.
const MOST_LINKS: usize = 16;

impl Committed {
    fn node(&self, path: &str) -> Option<&Node> {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.directories.get(directory)?.get(name)
    }

    /// Where a path really stands, with every link on its way followed; `None` where one leads out, in a circle or nowhere.
    fn real(&self, path: &str, links: usize) -> Option<String> {
        let mut real = String::new();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            real = within(&real, part);
            while self.node(&real).is_some_and(|node| node.kind == NodeKind::Link) {
                let target = self.text(self.node(&real)?)?;
                let around = real.rsplit_once('/').map_or("", |(around, _)| around);
                real = self.real(&joined(around, &target)?, links.checked_sub(1)?)?;
            }
        }
        (real.is_empty() || self.node(&real).is_some()).then_some(real)
    }

    fn text(&self, node: &Node) -> Option<String> {
        String::from_utf8(self.blob(node).ok()?.to_vec()).ok()
    }

    fn blob(&self, node: &Node) -> Result<Arc<[u8]>, Box<Problem>> {
        let mut objects = self.objects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        objects.blob(&node.id, node.size).map_err(|error| Box::new(at_file(error.message())))
    }

    fn entry(&self, directory: &str, name: &str, node: &Node) -> Entry {
        let (what, target) = match node.kind {
            NodeKind::File => (What::File(node.size), None),
            NodeKind::Directory => (What::Directory, None),
            NodeKind::Module => (What::Unreadable(of_another_repository().into()), None),
            NodeKind::BadName => (What::Unreadable(super::disk::not_utf8().into()), None),
            NodeKind::Link => match self.real(&within(directory, name), MOST_LINKS) {
                None => (What::Unreadable(super::disk::leads_out().into()), None),
                Some(real) => match self.node(&real) {
                    Some(node) if node.kind == NodeKind::File => (What::File(node.size), Some(real)),
                    _ => (What::Directory, Some(real)),
                },
            },
        };
        Entry { name: name.to_owned(), what, target }
    }
}

/// A path from a directory, without `.` and `..`; `None` where it leads out of the folder.
fn joined(directory: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

impl Source for Committed {
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
        let real = self.real(directory, MOST_LINKS).ok_or_else(not_there)?;
        let nodes = self.directories.get(&real).into_iter().flatten();
        Ok(nodes.map(|(name, node)| self.entry(&real, name, node)).collect())
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        let real = self.real(path, MOST_LINKS).ok_or_else(not_there)?;
        let node = self.node(&real).filter(|node| node.kind == NodeKind::File).ok_or_else(not_there)?;
        let blob = self.blob(node)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX).min(blob.len());
        Ok(blob.get(..most).unwrap_or_default().to_vec())
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let node = self.node(&self.real(path, MOST_LINKS)?).filter(|node| node.kind == NodeKind::File)?;
        Some(Stamp::Blob(node.id.clone()))
    }
}

fn of_another_repository() -> Problem {
    at_file(both!(
        "It is another repository (a sub-module), whose files are not in this history.",
        "这是另一个仓库（子模块），其中的文件不在本仓库的历史里。"
    ))
}

/// The process that gives the bytes of objects, and what it gave.
#[derive(Debug)]
struct Objects {
    folder: PathBuf,
    process: Option<Reader>,
    /// Files that are not large, by the name of their object.
    small: BTreeMap<String, Arc<[u8]>>,
}

#[derive(Debug)]
struct Reader {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// Files larger than this are read again for every commit: they are pictures, and nobody compares them.
const SMALL: u64 = 1 << 20;

impl Objects {
    fn blob(&mut self, id: &str, size: u64) -> Result<Arc<[u8]>, GitError> {
        if let Some(bytes) = self.small.get(id) {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = self.read(id)?.into();
        if size <= SMALL {
            self.small.insert(id.to_owned(), Arc::clone(&bytes));
        }
        Ok(bytes)
    }

    fn read(&mut self, id: &str) -> Result<Vec<u8>, GitError> {
        if self.process.is_none() {
            self.process = Some(Reader::start(&self.folder)?);
        }
        let Some(reader) = self.process.as_mut() else { return Err(GitError::NoProgram) };
        reader.read(id).map_err(|error| GitError::Failed(error.to_string()))
    }
}

impl Reader {
    fn start(folder: &Path) -> Result<Self, GitError> {
        let mut command = git(folder, &["cat-file", "--batch"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|_| GitError::NoProgram)?;
        let (Some(asks), Some(answers)) = (child.stdin.take(), child.stdout.take()) else { return Err(GitError::NoProgram) };
        Ok(Self { child, asks, answers: BufReader::new(answers) })
    }

    /// The answer is a line `name type size`, as many bytes, and a line's end.
    fn read(&mut self, id: &str) -> std::io::Result<Vec<u8>> {
        writeln!(self.asks, "{id}")?;
        self.asks.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| std::io::Error::other(head.trim_end().to_owned()))?;
        let mut bytes = Vec::new();
        self.answers.by_ref().take(size + 1).read_to_end(&mut bytes)?;
        bytes.pop();
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Whether it still runs does not matter any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command of git that runs nothing of the repository's own, in words that do not depend on the machine.
fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks"]);
    command.args(arguments).env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = git(folder, arguments).output().map_err(|_| GitError::NoProgram)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Err(GitError::Failed(line.trim_start_matches("fatal: ").to_owned()))
}

impl GitError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::NoProgram => both!("There is no `git` program to read the history with.", "没有可用的 `git` 程序，无法读取历史。"),
            Self::NoRepository(words) => {
                say!("The folder is in no git repository that can be read: {words}.", "文件夹不在可读取的 git 仓库中：{words}。", words)
            }
            Self::NoCommit(name) => say!("“{name}” names no commit here.", "“{name}”不是这里的提交。", name),
            Self::TooEarly => both!("No commit here is that old.", "这里没有那么早的提交。"),
            Self::Failed(words) => say!("git could not read it: {words}.", "git 无法读取：{words}。", words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository with a commit of some files, and a link among them.
    fn committed() -> (PathBuf, Committed) {
        let folder = std::env::temp_dir().join(format!("alongside-committed-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("notes")).unwrap();
        std::fs::write(folder.join("goals.yaml"), "- title: Sell\n").unwrap();
        std::fs::write(folder.join("notes/a.md"), "# A\n").unwrap();
        std::fs::write(folder.join("large.md"), "x".repeat(100_000)).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("notes/a.md", folder.join("link.md")).unwrap();
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            command.current_dir(&folder).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments);
            assert!(command.output().unwrap().status.success(), "{arguments:?}");
        };
        git(&["init", "--quiet"]);
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "x"]);
        let repository = Repository::around(&folder).unwrap();
        assert!(!repository.is_shallow);
        let committed = repository.at(&repository.commit("HEAD").unwrap()).unwrap();
        (folder, committed)
    }

    #[test]
    fn what_was_committed_is_listed_and_read() {
        let (folder, committed) = committed();
        let mut entries: Vec<(String, What)> = committed.entries("").unwrap().into_iter().map(|entry| (entry.name, entry.what)).collect();
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        let file = |name: &str, size: u64| (name.to_owned(), What::File(size));
        let mut expected =
            vec![file("goals.yaml", 14), file("large.md", 100_000), file("link.md", 4), ("notes".to_owned(), What::Directory)];
        expected.retain(|(name, _)| cfg!(unix) || name != "link.md");
        assert_eq!(entries, expected);
        let read =
            |path: &str| committed.bytes(path, 1_000_000).map(|bytes| bytes.len()).map_err(|problem| problem.message.en.into_owned());
        assert_eq!((read("goals.yaml"), read("goals.yaml"), read("large.md")), (Ok(14), Ok(14), Ok(100_000)));
        #[cfg(unix)]
        assert_eq!(read("link.md"), Ok(4));
        assert!(read("notes").is_err() && read("none.md").is_err());
        let _ = std::fs::remove_dir_all(folder);
    }
}
