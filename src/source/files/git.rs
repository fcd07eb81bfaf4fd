//! The history of a folder, read from git's own objects by the `git` program.
//!
//! Nothing of the work tree is touched, no hook runs, and nothing is written.

mod committed;
mod objects;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

pub use self::committed::Committed;
use self::objects::Objects;
use crate::text::Message;
use crate::{both, say};

/// Why there is no history to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitError {
    /// There is no `git` program.
    NoProgram,
    /// The folder is in no repository: in git's words.
    NoRepository(String),
    /// The repository at a path belongs to another user than the one who runs git.
    NotTrusted(String),
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
            GitError::Failed(words) => not_trusted(&words).map_or(GitError::NoRepository(words), GitError::NotTrusted),
            other => other,
        })?;
        let said = String::from_utf8_lossy(&said).into_owned();
        let mut lines = said.lines();
        let prefix = lines.next().unwrap_or_default().to_owned();
        let is_shallow = lines.next() == Some("true");
        let objects = Arc::new(Mutex::new(Objects::of(folder)));
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
        let root = objects::lock(&self.objects).root(&commit.id, &self.prefix)?;
        Ok(Committed { root, objects: Arc::clone(&self.objects) })
    }
}

/// The path of the repository that git says it does not trust, in the words of its versions.
fn not_trusted(words: &str) -> Option<String> {
    let is_said = words.starts_with("detected dubious ownership") || words.starts_with("unsafe repository");
    is_said.then(|| words.split('\'').nth(1).unwrap_or(".").to_owned())
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
            Self::NotTrusted(_) => {
                both!("git does not read the repository, as its files belong to another user.", "仓库的文件属于其他用户，git 不予读取。")
            }
            Self::NoCommit(name) => say!("“{name}” names no commit here.", "“{name}”不是这里的提交。", name),
            Self::TooEarly => both!("No commit here is that old.", "这里没有那么早的提交。"),
            Self::Failed(words) => say!("git could not read it: {words}.", "git 无法读取：{words}。", words),
        }
    }
}
