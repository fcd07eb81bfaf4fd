//! Why a site was not published, and how to fix it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::Failure;
use crate::source::files::MANIFEST;
use crate::text::Message;
use crate::{both, say};

/// Why a site was not published. Paths are as they were given, where that is possible.
#[derive(Debug)]
pub enum PublishError {
    /// The folder is the project itself.
    IsProject(PathBuf),
    /// The folder holds the project.
    HoldsProject(PathBuf),
    /// The folder holds files and was not made here.
    NotOurs(PathBuf),
    /// The path leads to a file.
    NotAFolder(PathBuf),
    /// The list of what was published cannot be understood.
    BadManifest(PathBuf),
    /// What someone put there has the name of a folder of the site, or the other way round.
    InTheWay(PathBuf),
    /// A file of the site has a path that leads out of it, or that another one has.
    BadPath(String),
    /// Another run is publishing to the same folder.
    Busy(PathBuf),
    /// The system could not do something.
    Io {
        /// What was being done.
        doing: Doing,
        /// To what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What was being done when the system said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Something was read.
    Reading,
    /// Something was written or made.
    Writing,
    /// Something was removed.
    Removing,
}

impl Doing {
    /// For `map_err`: the error of doing this to a path.
    pub(super) fn at(self, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
        move |source| PublishError::Io { doing: self, path: path.to_owned(), source }
    }
}

impl PublishError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::IsProject(path) => {
                say!("`{path}` is the project folder itself.", "`{path}` 就是项目文件夹本身。", path = path.display())
            }
            Self::HoldsProject(path) => {
                say!("`{path}` is a folder that the project is in.", "`{path}` 是项目所在的上级文件夹。", path = path.display())
            }
            Self::NotOurs(path) => say!(
                "`{path}` holds files that `alongside build` did not make.",
                "`{path}` 中有不是由 `alongside build` 生成的文件。",
                path = path.display()
            ),
            Self::NotAFolder(path) => say!("`{path}` is not a folder.", "`{path}` 不是文件夹。", path = path.display()),
            Self::BadManifest(path) => {
                say!(
                    "`{path}`, the list of what was published, cannot be understood.",
                    "无法识别发布清单 `{path}`。",
                    path = path.display()
                )
            }
            Self::InTheWay(path) => {
                say!("`{path}` stands where the site needs its name.", "`{path}` 占用了网站要用的名称。", path = path.display())
            }
            Self::BadPath(path) => {
                say!("The site cannot have a file `{path}`, or has it twice.", "网站中不能有文件 `{path}`，或该文件重复。")
            }
            Self::Busy(path) => {
                say!("Another run is publishing to `{path}` at this moment.", "另一个进程正在发布到 `{path}`。", path = path.display())
            }
            Self::Io { doing, path, source } => io_message(*doing, path, source),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Message {
        match self {
            Self::IsProject(_) | Self::HoldsProject(_) => both!(
                "give a folder of its own with `-o`, as `-o public`; it may be inside the project",
                "用 `-o` 指定单独的文件夹，如 `-o public`，可以放在项目文件夹内"
            ),
            Self::NotOurs(_) => {
                both!("give an empty or a new folder with `-o`, or empty this one", "用 `-o` 指定空文件夹或新文件夹，或先清空该文件夹")
            }
            Self::NotAFolder(_) => both!("give a folder with `-o`, or rename the file", "用 `-o` 指定文件夹，或将该文件改名"),
            Self::BadManifest(_) => {
                both!("remove the published folder and build again", "删除发布文件夹后重新生成")
            }
            Self::InTheWay(_) => both!("rename it or move it elsewhere", "将其改名或移到别处"),
            Self::BadPath(_) => both!("give the record another `id`", "为该记录换一个 `id`"),
            Self::Busy(_) => both!("wait until it is done", "等它完成后再试"),
            Self::Io { source, .. } => io_help(source),
        }
    }
}

fn io_message(doing: Doing, path: &Path, source: &io::Error) -> Message {
    let path = path.display();
    match doing {
        Doing::Reading => say!("`{path}` cannot be read: {source}.", "无法读取 `{path}`：{source}。"),
        Doing::Writing => say!("`{path}` cannot be written: {source}.", "无法写入 `{path}`：{source}。"),
        Doing::Removing => say!("`{path}` cannot be removed: {source}.", "无法删除 `{path}`：{source}。"),
    }
}

fn io_help(source: &io::Error) -> Message {
    match source.kind() {
        io::ErrorKind::PermissionDenied => {
            both!("allow writing to the folder, or give another one with `-o`", "开放该文件夹的写入权限，或用 `-o` 指定其他文件夹")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            both!("make room on the disk, or give a folder elsewhere with `-o`", "清理磁盘空间，或用 `-o` 指定其他位置的文件夹")
        }
        _ => both!("give another folder with `-o`", "用 `-o` 指定其他文件夹"),
    }
}

/// The path of the list of what was published, for an error.
pub(super) fn bad_manifest(folder: &Path) -> PublishError {
    PublishError::BadManifest(folder.join(MANIFEST))
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self { message: error.message(), help: Some(error.help()) }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
