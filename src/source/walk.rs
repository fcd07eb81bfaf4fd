//! The files of a project folder, in an order that does not depend on the machine.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use super::encoding;
use super::limits::Limits;
use super::node::Span;
use super::place::Lines;
use super::problem::{Problem, ProblemKind};
use crate::text::Message;
use crate::{both, say};

/// The file at the project's root that says what is not read, in the syntax of `.gitignore`.
pub const IGNORE_FILE: &str = ".alongsideignore";

/// The files of a project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folder {
    /// Every file that is not hidden and not ignored, by path.
    pub files: Vec<FileEntry>,
    /// What could not be read, with the path that it concerns.
    pub problems: Vec<(String, Problem)>,
}

/// A file of a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEntry {
    /// The path from the project's root, with `/` between its parts.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
}

/// The project folder itself cannot be read.
#[derive(Debug)]
pub struct WalkError {
    /// What is wrong with it.
    pub message: Message,
}

/// Lists the files of a project: nothing hidden, nothing that `.alongsideignore` names, no link that leads out of it.
pub fn walk(root: &Path, limits: &Limits) -> Result<Folder, WalkError> {
    let real_root = real_folder(root)?;
    let mut folder = Folder::default();
    let ignored = ignore_rules(root, limits, &mut folder.problems);
    let mut walker = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    let mut seen = 0;
    while let Some(entry) = walker.next() {
        let entry = match entry {
            Ok(entry) if entry.depth() == 0 => continue,
            Ok(entry) => entry,
            Err(error) => {
                folder.problems.extend(unreadable(root, &error));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let skipped = if is_hidden(&entry) || ignored.matched(relative, is_folder).is_ignore() {
            true
        } else if let Some(problem) = refused(&entry, &real_root) {
            folder.problems.push((slashed(relative).unwrap_or_else(|lossy| lossy), problem));
            true
        } else {
            false
        };
        if skipped {
            if is_folder {
                walker.skip_current_dir();
            }
            continue;
        }
        seen += 1;
        if seen > limits.files {
            folder.problems.push((String::new(), too_many(limits.files)));
            break;
        }
        if let (true, Ok(path)) = (entry.file_type().is_file(), slashed(relative)) {
            folder.files.push(FileEntry { path, size: entry.metadata().map_or(0, |data| data.len()) });
        }
    }
    folder.files.sort();
    folder.problems.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(folder)
}

/// The bytes of a file of the project, given by its path from the root.
pub fn read(root: &Path, path: &str, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let file = File::open(root.join(path)).map_err(|error| io_problem(&error))?;
    file.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| io_problem(&error))?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(limits.file_bytes));
    }
    Ok(bytes)
}

fn real_folder(root: &Path) -> Result<PathBuf, WalkError> {
    let shown = root.display();
    let real = root.canonicalize().map_err(|error| WalkError {
        message: say!("The folder `{shown}` cannot be read: {error}.", "无法读取文件夹 `{shown}`：{error}。", error = error),
    })?;
    if !real.is_dir() {
        return Err(WalkError { message: say!("`{shown}` is not a folder.", "`{shown}` 不是文件夹。") });
    }
    Ok(real)
}

fn ignore_rules(root: &Path, limits: &Limits, problems: &mut Vec<(String, Problem)>) -> Gitignore {
    // Paths are matched from the root, so the rules need no folder of their own.
    let mut rules = GitignoreBuilder::new("");
    let mut complain = |problem| problems.push((IGNORE_FILE.to_owned(), problem));
    if root.join(IGNORE_FILE).is_file() {
        match read(root, IGNORE_FILE, limits) {
            Ok(bytes) => {
                let text = encoding::decode(&bytes).text;
                let lines = Lines::new(&text);
                for (index, line) in text.lines().enumerate() {
                    if rules.add_line(None, line).is_err() {
                        complain(bad_pattern(lines.line(&text, index + 1)));
                    }
                }
            }
            Err(problem) => complain(problem),
        }
    }
    rules.build().unwrap_or_else(|_| {
        complain(bad_pattern(Span::default()));
        Gitignore::empty()
    })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Why an entry that is there is not read.
fn refused(entry: &DirEntry, real_root: &Path) -> Option<Problem> {
    if entry.file_name().to_str().is_none() {
        return Some(at_file(both!("The name is not written in UTF-8.", "文件名不是 UTF-8 编码。")).help(both!("rename it", "重命名")));
    }
    let leads_out = || entry.path().canonicalize().is_ok_and(|target| !target.starts_with(real_root));
    (entry.path_is_symlink() && leads_out()).then(|| {
        at_file(both!("The link leads out of the project folder and is not followed.", "链接指向项目文件夹之外，未读取。"))
            .help(both!("copy what it leads to into the project", "把链接的内容复制到项目文件夹中"))
    })
}

/// A path with `/` between its parts; what cannot be written in UTF-8 is replaced in the error.
fn slashed(relative: &Path) -> Result<String, String> {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    let path = parts.join("/");
    if relative.to_str().is_some() { Ok(path) } else { Err(path) }
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Option<(String, Problem)> {
    let path = error.path()?;
    let relative = path.strip_prefix(root).unwrap_or(path);
    let is_hidden = relative.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    if is_hidden {
        return None;
    }
    let problem = match error.io_error() {
        Some(cause) => io_problem(cause),
        None => at_file(both!("The link leads back to a folder that it is in, and is not followed.", "链接指回所在的文件夹，未读取。")),
    };
    Some((slashed(relative).unwrap_or_else(|lossy| lossy), problem))
}

fn at_file(message: Message) -> Problem {
    Problem::new(ProblemKind::File, Span::default(), message)
}

fn io_problem(error: &io::Error) -> Problem {
    at_file(match error.kind() {
        io::ErrorKind::NotFound => both!("The file is not there, or a link leads nowhere.", "文件不存在，或链接没有指向任何文件。"),
        io::ErrorKind::PermissionDenied => both!("The system does not allow to read it.", "没有读取权限。"),
        _ => say!("It cannot be read: {error}.", "无法读取：{error}。"),
    })
}

fn too_large(limit: u64) -> Problem {
    let message = say!("The file is larger than {mib} MiB and is not read.", "文件超过{mib} MiB，未读取。", mib = limit >> 20);
    at_file(message).help(both!(
        "split it, or raise `limits.file_size` in `alongside.yaml`",
        "拆分文件，或在 `alongside.yaml` 中调高 `limits.file_size`"
    ))
}

fn too_many(limit: usize) -> Problem {
    let message = say!(
        "The project has more than {limit} files and folders; the rest is not read.",
        "项目中的文件和文件夹超过{limit}个，其余未读取。"
    );
    at_file(message).help(both!(
        "name what does not belong to it in `.alongsideignore`, or raise `limits.files`",
        "在 `.alongsideignore` 中列出无关内容，或调高 `limits.files`"
    ))
}

fn bad_pattern(span: Span) -> Problem {
    let message = both!("The pattern cannot be read; the others are used.", "这一行规则无法识别，其余规则照常使用。");
    Problem::new(ProblemKind::File, span, message).help(both!("write it as in `.gitignore`", "按 `.gitignore` 的写法填写"))
}

impl std::fmt::Display for WalkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for WalkError {}
