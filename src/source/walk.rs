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

/// The file in a published folder that lists what was published; a folder that holds it is not read.
pub const MANIFEST: &str = ".alongside-manifest.json";

/// The files of a project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folder {
    /// Every file that is not hidden and not ignored, in the order of its path's bytes.
    pub files: Vec<FileEntry>,
    /// What could not be read, with the path that it concerns; the empty path is the project.
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

/// Lists the files of a project: nothing hidden, nothing that `.alongsideignore` names, nothing published, no link that leads out
/// of it.
pub fn walk(root: &Path, limits: &Limits) -> Result<Folder, WalkError> {
    let real_root = real_folder(root)?;
    let mut folder = Folder::default();
    let ignored = ignore_rules(root, limits, &mut folder.problems);
    let mut walker = WalkDir::new(root).follow_links(true).sort_by_file_name().min_depth(1).into_iter();
    let mut seen = 0;
    while let Some(entry) = walker.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                folder.problems.extend(unreadable(root, &error));
                continue;
            }
        };
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let is_ignored = ignored.matched(relative, entry.file_type().is_dir()).is_ignore();
        let left_out = is_hidden(&entry) || is_ignored || is_published(entry.path());
        let refused = if left_out { None } else { refused(&entry, &real_root) };
        if left_out || refused.is_some() {
            folder.problems.extend(refused.map(|problem| (slashed(relative), problem)));
            if entry.file_type().is_dir() {
                walker.skip_current_dir();
            }
            continue;
        }
        seen += 1;
        if seen > limits.files {
            folder.problems.push((String::new(), too_many(limits.files)));
            break;
        }
        if entry.file_type().is_file() {
            folder.files.push(FileEntry { path: slashed(relative), size: entry.metadata().map_or(0, |data| data.len()) });
        }
    }
    folder.files.sort();
    folder.problems.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(folder)
}

/// Whether a folder is one that was published, and so no part of a project.
pub fn is_published(folder: &Path) -> bool {
    folder.join(MANIFEST).is_file()
}

/// The bytes of a file of the project, given by its path from the root.
pub fn read(root: &Path, path: &str, limits: &Limits) -> Result<Vec<u8>, Box<Problem>> {
    let mut bytes = Vec::new();
    let file = File::open(root.join(path)).map_err(|error| io_problem(&error))?;
    file.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| io_problem(&error))?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(limits.file_bytes).into());
    }
    Ok(bytes)
}

fn real_folder(root: &Path) -> Result<PathBuf, WalkError> {
    let shown = root.display();
    let real = root.canonicalize().map_err(|error| WalkError {
        message: say!("The folder `{shown}` cannot be read: {error}.", "无法读取文件夹 `{shown}`：{error}。"),
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
            Err(problem) => complain(*problem),
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
        return Some(
            at_file(both!("The name is not written in UTF-8.", "文件名不是 UTF-8 编码。"))
                .help(both!("Rename the file in UTF-8.", "改用 UTF-8 编码的文件名。")),
        );
    }
    let leads_out = || entry.path().canonicalize().is_ok_and(|target| !target.starts_with(real_root));
    (entry.path_is_symlink() && leads_out()).then(|| {
        at_file(both!("The link leads out of the project folder and is not followed.", "链接指向项目文件夹之外，未读取。"))
            .help(both!("Copy what it leads to into the project.", "把链接的内容复制到项目文件夹中。"))
    })
}

/// A path with `/` between its parts; what is not written in UTF-8 is replaced.
fn slashed(relative: &Path) -> String {
    relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
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
    Some((slashed(relative), problem))
}

fn at_file(message: Message) -> Problem {
    Problem::new(ProblemKind::File, Span::default(), message)
}

fn io_problem(error: &io::Error) -> Problem {
    at_file(match error.kind() {
        io::ErrorKind::NotFound => both!("The file is not there, or a link leads nowhere.", "文件不存在，或链接没有指向任何文件。"),
        io::ErrorKind::PermissionDenied => both!("The system does not allow the file to be read.", "没有这个文件的读取权限。"),
        _ => say!("It cannot be read: {error}.", "无法读取：{error}。"),
    })
}

fn too_large(limit: u64) -> Problem {
    let message = say!("The file is larger than {mib} MiB and is not read.", "文件超过{mib} MiB，未读取。", mib = limit >> 20);
    at_file(message).help(both!(
        "Split it, or raise `limits.file_size` in `alongside.yaml`.",
        "拆分文件，或在 `alongside.yaml` 中调高 `limits.file_size`。"
    ))
}

fn too_many(limit: usize) -> Problem {
    let message = say!(
        "The project has more than {limit} files and folders; the rest is not read.",
        "项目中的文件和文件夹超过{limit}个，其余未读取。"
    );
    at_file(message).help(both!(
        "Name what does not belong to it in `.alongsideignore`, or raise `limits.files`.",
        "在 `.alongsideignore` 中列出无关内容，或调高 `limits.files`。"
    ))
}

fn bad_pattern(span: Span) -> Problem {
    let message = both!("The pattern cannot be read; the others are used.", "这一行规则无法识别，其余规则照常使用。");
    Problem::new(ProblemKind::File, span, message).help(both!("Write it as in `.gitignore`.", "按 `.gitignore` 的写法填写。"))
}

impl std::fmt::Display for WalkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for WalkError {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder of its own for one test, removed afterwards.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let root = std::env::temp_dir().join(format!("alongside-walk-{}-{name}", std::process::id()));
            fs::create_dir_all(&root).unwrap();
            for (path, text) in files {
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Self(root)
        }

        fn walk(&self) -> Folder {
            walk(&self.0, &Limits::default()).unwrap()
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn paths(folder: &Folder) -> Vec<&str> {
        folder.files.iter().map(|file| &*file.path).collect()
    }

    #[test]
    fn files_are_sorted_by_path() {
        let scratch = Scratch::new("sorted", &[("b/a.md", "12"), ("b.csv", ""), ("风险.yaml", ""), ("A.md", ""), ("b-c/x", "")]);
        let folder = scratch.walk();
        assert_eq!(paths(&folder), ["A.md", "b-c/x", "b.csv", "b/a.md", "风险.yaml"]);
        assert_eq!(folder.files[3].size, 2);
    }

    #[test]
    fn hidden_and_ignored_files_are_left_out() {
        let ignore = "# drafts\n/out/\n*.tmp\n!keep.tmp\nDraft/\n";
        let files = ["out/a.md", "sub/out/a.md", "a.tmp", "keep.tmp", "sub/Draft/deep/a.md", "draft/a.md", ".git/config", "sub/.hidden.md"];
        let mut files: Vec<_> = files.map(|path| (path, "")).to_vec();
        files.push((IGNORE_FILE, ignore));
        let folder = Scratch::new("ignored", &files).walk();
        assert_eq!(paths(&folder), ["draft/a.md", "keep.tmp", "sub/out/a.md"]);
        assert_eq!(folder.problems, []);
    }

    #[test]
    fn a_published_folder_is_left_out() {
        let manifest = format!("public/{MANIFEST}");
        let scratch = Scratch::new("published", &[("public/en/index.html", ""), (&manifest, "{}"), ("public.md", ""), ("other/a.md", "")]);
        assert_eq!(paths(&scratch.walk()), ["other/a.md", "public.md"]);
        assert!(is_published(&scratch.0.join("public")));
        assert!(!is_published(&scratch.0.join("other")));
    }

    #[test]
    fn a_bad_pattern_is_told_and_the_others_count() {
        let folder = Scratch::new("pattern", &[(IGNORE_FILE, "a.md\r\n{x\n"), ("a.md", ""), ("b.md", "")]).walk();
        assert_eq!(paths(&folder), ["b.md"]);
        assert_eq!((&*folder.problems[0].0, folder.problems[0].1.span), (IGNORE_FILE, Span::new(5, 7)));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_within_the_project() {
        use std::os::unix::fs::symlink;
        let scratch = Scratch::new("links", &[("in/a.md", "")]);
        symlink(scratch.0.join("in"), scratch.0.join("same")).unwrap();
        symlink(&scratch.0, scratch.0.join("in/loop")).unwrap();
        symlink(std::env::temp_dir(), scratch.0.join("outside")).unwrap();
        symlink("nowhere", scratch.0.join("broken")).unwrap();
        let folder = scratch.walk();
        assert_eq!(paths(&folder), ["in/a.md", "same/a.md"]);
        let told: Vec<_> = folder.problems.iter().map(|(path, problem)| (&**path, &*problem.message.en)).collect();
        let told: Vec<_> =
            told.iter().map(|(path, message)| (*path, message.split_whitespace().take(3).collect::<Vec<_>>().join(" "))).collect();
        let expected =
            [("broken", "The file is"), ("in/loop", "The link leads"), ("outside", "The link leads"), ("same/loop", "The link leads")];
        assert_eq!(told, expected.map(|(path, message)| (path, message.to_owned())));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_are_told() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let scratch = Scratch::new("names", &[("a.md", "")]);
        fs::write(scratch.0.join(OsStr::from_bytes(b"\xB1.md")), "").unwrap();
        let folder = scratch.walk();
        assert_eq!(paths(&folder), ["a.md"]);
        assert_eq!(folder.problems[0].0, "\u{FFFD}.md");
    }

    #[test]
    fn limits_leave_out_and_tell() {
        let scratch = Scratch::new("limits", &[("a", "1"), ("b", "1234"), ("c", "")]);
        let limits = Limits { files: 2, file_bytes: 3, ..Limits::default() };
        let folder = walk(&scratch.0, &limits).unwrap();
        assert_eq!(paths(&folder), ["a", "b"]);
        assert!(folder.problems[0].1.help.as_ref().unwrap().en.contains("limits.files"));
        assert_eq!(read(&scratch.0, "a", &limits).unwrap(), b"1");
        let large = read(&scratch.0, "b", &limits).unwrap_err();
        assert!(large.help.unwrap().zh.contains("limits.file_size"));
        assert!(read(&scratch.0, "d", &limits).unwrap_err().message.en.contains("not there"));
    }

    #[test]
    fn the_project_must_be_a_folder() {
        let scratch = Scratch::new("root", &[("file", "")]);
        assert!(walk(&scratch.0.join("file"), &Limits::default()).unwrap_err().message.en.ends_with("is not a folder."));
        assert!(walk(&scratch.0.join("none"), &Limits::default()).is_err());
    }
}
