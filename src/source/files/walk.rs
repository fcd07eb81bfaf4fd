//! Which files belong to a project, in an order that does not depend on the machine.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{Entry, MANIFEST, SETTINGS, Source, Stamp, What, at_file, read, within};
use crate::source::{Limits, Lines, Problem, ProblemKind, Span, encoding};
use crate::{both, say};

/// The file at the project's root that says what is not read, in the syntax of `.gitignore`.
pub const IGNORE_FILE: &str = ".alongsideignore";

/// The files of a project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
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
    /// Where it really stands, if links lead to it.
    pub real: Option<String>,
    /// By what it is told from what it was, see [`Entry::stamp`].
    pub stamp: Option<Stamp>,
}

/// Lists the files of a project: nothing hidden, nothing that `.alongsideignore` names, nothing published, no link that leads to
/// any of it or out of the project. `root` is what stands at its root.
pub fn list(source: &dyn Source, root: Result<Vec<Entry>, Box<Problem>>, limits: &Limits) -> Listing {
    let mut listing = Listing::default();
    let ignored = ignore_rules(source, root.as_deref().unwrap_or_default(), limits, &mut listing.problems);
    let mut walk = Walk { source, ignored, left: limits.files, is_cut: false, around: Vec::new(), listing };
    walk.enter("", "", root);
    let mut listing = walk.listing;
    if walk.is_cut {
        listing.problems.push((String::new(), too_many(limits.files)));
    }
    listing.files.sort();
    listing.problems.sort_by(|a, b| a.0.cmp(&b.0));
    listing
}

struct Walk<'s> {
    source: &'s dyn Source,
    ignored: Gitignore,
    /// How many more files and directories are read.
    left: usize,
    is_cut: bool,
    /// The real paths of the directories around the place.
    around: Vec<String>,
    listing: Listing,
}

impl Walk<'_> {
    fn enter(&mut self, directory: &str, real: &str, entries: Result<Vec<Entry>, Box<Problem>>) {
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(problem) => return self.tell(directory, *problem),
        };
        if !directory.is_empty() && is_published(&entries) {
            return;
        }
        if let Some(settings) = SETTINGS.iter().find(|name| !directory.is_empty() && entries.iter().any(|entry| entry.name == **name)) {
            return self.tell(directory, another_project(settings));
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        self.around.push(real.to_owned());
        for entry in entries {
            if !self.is_cut {
                let beside = (directory != real).then(|| within(real, &entry.name));
                self.take(within(directory, &entry.name), beside, entry);
            }
        }
        self.around.pop();
    }

    /// Takes what stands at a path. `beside` is that path with the links around it resolved, if there are any.
    fn take(&mut self, path: String, beside: Option<String>, entry: Entry) {
        let Entry { what, target, stamp, .. } = entry;
        let is_directory = what == What::Directory;
        if self.is_left_out(&path, is_directory) || beside.as_ref().is_some_and(|beside| self.is_left_out(beside, is_directory)) {
            return;
        }
        if let Some(shown) = encoding::printable_name(&path) {
            return self.tell(&shown, bad_name());
        }
        if target.as_ref().is_some_and(|target| self.is_kept_out(target, is_directory)) {
            return self.tell(&path, leads_to_hidden());
        }
        let real = target.or(beside);
        if let What::Unreadable(problem) = what {
            return self.tell(&path, *problem);
        }
        if self.around.contains(real.as_ref().unwrap_or(&path)) {
            return self.tell(&path, leads_back());
        }
        let Some(left) = self.left.checked_sub(1) else {
            self.is_cut = true;
            return;
        };
        self.left = left;
        match what {
            What::File(size) => self.listing.files.push(FileEntry { path, size, real, stamp }),
            _ => self.enter(&path, real.as_ref().unwrap_or(&path), self.source.entries(&path)),
        }
    }

    fn tell(&mut self, path: &str, problem: Problem) {
        self.listing.problems.push((path.to_owned(), problem));
    }

    /// Whether what stands at a path is no part of the project, though all directories around it are.
    fn is_left_out(&self, path: &str, is_directory: bool) -> bool {
        let name = path.bytes().rposition(|byte| byte == b'/').and_then(|at| path.get(at + 1..)).unwrap_or(path);
        // Excel leaves `~$plan.xlsx` beside a workbook that is open.
        name.starts_with('.') || name.starts_with("~$") || self.ignored.matched(path, is_directory).is_ignore()
    }

    /// Whether a path, or a directory around it, is no part of the project.
    fn is_kept_out(&self, path: &str, is_directory: bool) -> bool {
        let mut directories = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        let is_published = |directory| self.source.entries(directory).is_ok_and(|entries| is_published(&entries));
        directories.any(|directory| self.is_left_out(directory, true) || is_published(directory)) || self.is_left_out(path, is_directory)
    }
}

/// Whether a directory is one that was published.
fn is_published(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.name == MANIFEST && matches!(entry.what, What::File(_)))
}

fn ignore_rules(source: &dyn Source, root: &[Entry], limits: &Limits, problems: &mut Vec<(String, Problem)>) -> Gitignore {
    // Paths are matched from the root, so the rules need no folder of their own.
    let mut rules = GitignoreBuilder::new("");
    let mut complain = |problem| problems.push((IGNORE_FILE.to_owned(), problem));
    if root.iter().any(|entry| entry.name == IGNORE_FILE) {
        match read(source, IGNORE_FILE, limits.file_bytes) {
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

/// Patterns in the syntax of `.gitignore`, which are about paths from the project's root.
#[derive(Debug, Clone)]
pub struct Patterns(Gitignore);

impl Default for Patterns {
    fn default() -> Self {
        Self(Gitignore::empty())
    }
}

impl Patterns {
    /// Those that can be read, in their order.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Self {
        let mut rules = GitignoreBuilder::new("");
        for pattern in patterns {
            rules.add_line(None, pattern).ok();
        }
        rules.build().map(Self).unwrap_or_default()
    }

    /// Those that are about a path or a folder around it, as they are written: of each the last one.
    pub fn about(&self, path: &str) -> impl Iterator<Item = &str> {
        let around = std::iter::successors(Some(path), |inner| Some(inner.rsplit_once('/')?.0));
        around.enumerate().filter_map(|(above, path)| match self.0.matched(path, above > 0) {
            Match::Ignore(glob) => Some(glob.original()),
            Match::None | Match::Whitelist(_) => None,
        })
    }
}

fn leads_to_hidden() -> Problem {
    at_file(both!(
        "The link leads to what is hidden, ignored or published, and is not followed.",
        "链接指向隐藏、忽略或已发布的内容，未读取。"
    ))
    .help(both!("Copy what it leads to beside it, or delete the link.", "把链接的内容复制到这里，或删除链接。"))
}

fn bad_name() -> Problem {
    at_file(both!("The name holds a line break or a control character, and nothing is read from it.", "名称中有换行符或控制字符，未读取。"))
        .help(both!("Rename it; such a character is shown as “\u{FFFD}”.", "请重命名；这类字符显示为“\u{FFFD}”。"))
}

fn another_project(settings: &str) -> Problem {
    let message = say!(
        "The folder has its own `{settings}`: it is another project, and is not read here.",
        "该文件夹有自己的 `{settings}`，是另一个项目，此处不读取。",
        settings
    );
    Problem::new(ProblemKind::UnknownFile, Span::default(), message).help(both!(
        "Run `alongside` on it, or name it in `.alongsideignore`; delete its settings if it belongs to this project.",
        "对它单独运行 `alongside`，或列入 `.alongsideignore`；如果属于本项目，请删除它的设置文件。"
    ))
}

fn leads_back() -> Problem {
    at_file(both!("The link leads back to a folder that it is in, and is not followed.", "链接指回所在的文件夹，未读取。"))
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::super::{Disk, Memory};
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

        fn disk(&self) -> Disk {
            Disk::open(&self.0).unwrap()
        }

        fn list(&self) -> Listing {
            listed(&self.disk(), &Limits::default())
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn listed(source: &dyn Source, limits: &Limits) -> Listing {
        list(source, source.entries(""), limits)
    }

    fn paths(folder: &Listing) -> Vec<&str> {
        folder.files.iter().map(|file| &*file.path).collect()
    }

    #[test]
    fn a_folder_with_settings_of_its_own_is_another_project() {
        let source = Memory::new([("alongside.yaml", ""), ("risks.csv", ""), ("p1/alongside.yaml", ""), ("p1/risks.csv", "")]);
        let listing = listed(&source, &Limits::default());
        assert_eq!(paths(&listing), ["alongside.yaml", "risks.csv"]);
        let told: Vec<_> = listing.problems.iter().map(|(path, problem)| (&**path, problem.kind)).collect();
        assert_eq!(told, [("p1", ProblemKind::UnknownFile)]);
    }

    #[test]
    fn files_are_sorted_by_path() {
        let scratch = Scratch::new("sorted", &[("b/a.md", "12"), ("b.csv", ""), ("风险.yaml", ""), ("A.md", ""), ("b-c/x", "")]);
        let folder = scratch.list();
        assert_eq!(paths(&folder), ["A.md", "b-c/x", "b.csv", "b/a.md", "风险.yaml"]);
        assert_eq!(folder.files[3].size, 2);
    }

    #[test]
    fn hidden_and_ignored_files_are_left_out() {
        let ignore = "# drafts\n/out/\n*.tmp\n!keep.tmp\nDraft/\n";
        let files = ["out/a.md", "sub/out/a.md", "a.tmp", "keep.tmp", "sub/Draft/deep/a.md", "draft/a.md", ".git/config", "sub/.hidden.md"];
        let mut files: Vec<_> = files.map(|path| (path, "")).to_vec();
        files.push((IGNORE_FILE, ignore));
        let folder = Scratch::new("ignored", &files).list();
        assert_eq!(paths(&folder), ["draft/a.md", "keep.tmp", "sub/out/a.md"]);
        assert_eq!(folder.problems, []);
    }

    #[test]
    fn a_published_folder_is_left_out() {
        let manifest = format!("public/{MANIFEST}");
        let scratch = Scratch::new("published", &[("public/en/index.html", ""), (&manifest, "{}"), ("public.md", ""), ("other/a.md", "")]);
        assert_eq!(paths(&scratch.list()), ["other/a.md", "public.md"]);
    }

    #[test]
    fn a_bad_pattern_is_told_and_the_others_count() {
        let folder = Scratch::new("pattern", &[(IGNORE_FILE, "a.md\r\n{x\n"), ("a.md", ""), ("b.md", "")]).list();
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
        let folder = scratch.list();
        assert_eq!(paths(&folder), ["in/a.md", "same/a.md"]);
        let told: Vec<_> = folder.problems.iter().map(|(path, problem)| (&**path, &*problem.message.en)).collect();
        let told: Vec<_> =
            told.iter().map(|(path, message)| (*path, message.split_whitespace().take(3).collect::<Vec<_>>().join(" "))).collect();
        let expected =
            [("broken", "The file is"), ("in/loop", "The link leads"), ("outside", "The link leads"), ("same/loop", "The link leads")];
        assert_eq!(told, expected.map(|(path, message)| (path, message.to_owned())));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_judged_by_what_it_leads_to() {
        use std::os::unix::fs::symlink;
        let manifest = format!("public/{MANIFEST}");
        let files = [(".git/config", ""), ("out/a.md", ""), ("public/b.md", ""), (&manifest, ""), ("in/c.md", ""), ("in/d.md", "")];
        let scratch = Scratch::new("targets", &[&files[..], &[(IGNORE_FILE, "/out\n/in/d.md\n")]].concat());
        for (link, target) in [("git", ".git"), ("notes.txt", ".git/config"), ("a.md", "out/a.md"), ("b.md", "public/b.md"), ("same", "in")]
        {
            symlink(target, scratch.0.join(link)).unwrap();
        }
        let folder = scratch.list();
        assert_eq!(paths(&folder), ["in/c.md", "same/c.md"]);
        let told: Vec<_> = folder.problems.iter().map(|(path, problem)| (&**path, problem.message.en.contains("hidden"))).collect();
        assert_eq!(told, ["a.md", "b.md", "git", "notes.txt"].map(|path| (path, true)));
    }

    #[cfg(unix)]
    #[test]
    fn what_may_have_no_end_is_not_read() {
        use std::os::unix::net::UnixListener;
        let scratch = Scratch::new("no-file", &[("a.md", "")]);
        let _socket = UnixListener::bind(scratch.0.join("risks.yaml")).unwrap();
        let folder = scratch.list();
        assert_eq!((paths(&folder), &*folder.problems[0].0), (vec!["a.md"], "risks.yaml"));
        assert!(read(&scratch.disk(), "risks.yaml", 9).unwrap_err().message.en.contains("no regular file"));
        assert!(read(&scratch.disk(), "../risks.yaml", 9).is_err());
    }

    #[test]
    fn files_in_memory_are_listed_as_those_on_the_disk() {
        let files = [(".git/config", ""), ("b/a.md", "12"), ("b.md", "1"), ("b/deep/c.md", ""), ("out/a.md", ""), (IGNORE_FILE, "/out\n")];
        let scratch = Scratch::new("memory", &files);
        let (memory, disk) = (listed(&Memory::new(files), &Limits::default()), scratch.list());
        let sizes = |listing: &Listing| listing.files.iter().map(|file| (file.path.clone(), file.size)).collect::<Vec<_>>();
        assert_eq!((sizes(&memory), memory.problems), (sizes(&disk), disk.problems));
    }

    #[test]
    fn names_that_are_more_than_text_are_told() {
        let files = [("a\n::error::b.md", ""), ("e\u{1b}[31m/c.md", ""), ("t\u{202e}fdp.md", ""), ("é \u{200d}.md", "")];
        let folder = listed(&Memory::new(files), &Limits::default());
        assert_eq!(paths(&folder), ["é \u{200d}.md"]);
        let told: Vec<&str> = folder.problems.iter().map(|(path, _)| &**path).collect();
        assert_eq!(told, ["a\u{FFFD}::error::b.md", "e\u{FFFD}[31m", "t\u{FFFD}fdp.md"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_are_told() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let scratch = Scratch::new("names", &[("a.md", "")]);
        fs::write(scratch.0.join(OsStr::from_bytes(b"\xB1.md")), "").unwrap();
        let folder = scratch.list();
        assert_eq!(paths(&folder), ["a.md"]);
        assert_eq!(folder.problems[0].0, "\u{FFFD}.md");
    }

    #[test]
    fn limits_leave_out_and_tell() {
        let scratch = Scratch::new("limits", &[("a", "1"), ("b", "1234"), ("c", "")]);
        let limits = Limits { files: 2, file_bytes: 3, ..Limits::default() };
        let disk = scratch.disk();
        let folder = listed(&disk, &limits);
        assert_eq!(paths(&folder), ["a", "b"]);
        assert!(folder.problems[0].1.help.as_ref().unwrap().en.contains("limits.files"));
        assert_eq!(read(&disk, "a", 3).unwrap(), b"1");
        let large = read(&disk, "b", 3).unwrap_err();
        assert!(large.help.unwrap().zh.contains("limits.file_size"));
        assert!(read(&disk, "d", 3).unwrap_err().message.en.contains("not there"));
    }

    #[test]
    fn the_project_must_be_a_folder() {
        let scratch = Scratch::new("root", &[("file", "")]);
        let open = |name: &str| Disk::open(&scratch.0.join(name));
        assert!(open("file").unwrap_err().message.en.ends_with("is not a folder."));
        assert!(open("none").is_err());
    }
}
