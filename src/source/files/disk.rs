//! A folder on the disk.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::{Entry, Source, Stamp, What, at_file, not_there};
use crate::source::Problem;
use crate::text::Message;
use crate::{both, say};

/// A folder on the disk.
#[derive(Debug, Clone)]
pub struct Disk {
    /// Its path without links.
    root: PathBuf,
}

/// A folder on the disk cannot be read at all.
#[derive(Debug)]
pub struct DiskError {
    /// What is wrong with it.
    pub message: Message,
}

impl Disk {
    /// The folder at a path.
    pub fn open(path: &Path) -> Result<Self, DiskError> {
        let shown = path.display();
        let root = path.canonicalize().map_err(|error| DiskError {
            message: say!("The folder `{shown}` cannot be read: {error}.", "无法读取文件夹 `{shown}`：{error}。"),
        })?;
        if !root.is_dir() {
            return Err(DiskError { message: say!("`{shown}` is not a folder.", "`{shown}` 不是文件夹。") });
        }
        Ok(Self { root })
    }

    fn entry(&self, entry: &fs::DirEntry) -> Entry {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_name().to_str().is_none() {
            return Entry::new(name, What::Unreadable(not_utf8().into()));
        }
        if !entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
            return found(name, entry.metadata());
        }
        match entry.path().canonicalize() {
            Err(error) => Entry::new(name, What::Unreadable(io_problem(&error).into())),
            Ok(real) => match real.strip_prefix(&self.root) {
                Err(_) => Entry::new(name, What::Unreadable(leads_out().into())),
                Ok(target) => Entry { target: Some(slashed(target)), ..found(name, fs::metadata(&real)) },
            },
        }
    }
}

impl Source for Disk {
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
        let entries = fs::read_dir(self.root.join(directory)).map_err(|error| io_problem(&error))?;
        entries.map(|entry| Ok(self.entry(&entry.map_err(|error| io_problem(&error))?))).collect()
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        let real = self.root.join(path).canonicalize().map_err(|error| io_problem(&error))?;
        if !real.starts_with(&self.root) {
            return Err(outside().into());
        }
        read_from_disk(&real, limit)
    }
}

/// The first bytes of a file anywhere on the disk. A pipe or a device, which may have no end, is none.
pub fn read_from_disk(path: &Path, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
    if !fs::metadata(path).map_err(|error| io_problem(&error))?.is_file() {
        return Err(no_file().into());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| io_problem(&error))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| io_problem(&error))?;
    Ok(bytes)
}

/// What stands under a name, by what the system says of it.
fn found(name: String, data: io::Result<fs::Metadata>) -> Entry {
    let changed = |data: &fs::Metadata| data.modified().ok()?.duration_since(UNIX_EPOCH).ok();
    match data {
        Ok(data) if data.is_dir() => Entry::new(name, What::Directory),
        Ok(data) if data.is_file() => Entry { stamp: changed(&data).map(Stamp::Disk), ..Entry::new(name, What::File(data.len())) },
        Ok(_) => Entry::new(name, What::Unreadable(no_file().into())),
        Err(error) => Entry::new(name, What::Unreadable(io_problem(&error).into())),
    }
}

/// A path with `/` between its parts; what is not written in UTF-8 is replaced.
fn slashed(relative: &Path) -> String {
    relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn io_problem(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => not_there(),
        io::ErrorKind::PermissionDenied => at_file(both!("The system does not allow the file to be read.", "没有这个文件的读取权限。")),
        _ => at_file(say!("It cannot be read: {error}.", "无法读取：{error}。")),
    }
}

pub(super) fn not_utf8() -> Problem {
    at_file(both!("The name is not written in UTF-8.", "文件名不是 UTF-8 编码。"))
        .help(both!("Rename the file in UTF-8.", "改用 UTF-8 编码的文件名。"))
}

pub(super) fn leads_out() -> Problem {
    at_file(both!("The link leads out of the project folder and is not followed.", "链接指向项目文件夹之外，未读取。"))
        .help(both!("Copy what it leads to into the project.", "把链接的内容复制到项目文件夹中。"))
}

fn outside() -> Problem {
    at_file(both!("It is outside of the project folder.", "位于项目文件夹之外。"))
        .help(both!("Copy it into the project.", "把它复制到项目文件夹中。"))
}

fn no_file() -> Problem {
    at_file(both!("It is no regular file and is not read.", "不是普通文件，未读取。"))
        .help(both!("Put a file in its place.", "改放一个普通文件。"))
}

impl std::fmt::Display for DiskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for DiskError {}
