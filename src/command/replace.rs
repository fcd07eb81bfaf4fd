//! Writing a file so that no one meets half of it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside the old one, if there is one, and gives it its name. The old one's permissions stay, and a link stays a
/// link. What is no file, such as a pipe, is written to as it is.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::write(path, bytes);
    }
    let temporary = path.with_file_name(".alongside-writing");
    let done = fs::write(&temporary, bytes)
        .and_then(|()| old.map_or(Ok(()), |old| fs::set_permissions(&temporary, old.permissions())))
        .and_then(|()| fs::rename(&temporary, &path));
    if done.is_err() {
        fs::remove_file(&temporary).ok();
    }
    done
}

/// Writes a new file with the folders that it needs; `false` if something of its name is there, which stays.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(bytes).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a path, which may not be there yet, would be a part of a project's folder, and not a hidden one.
pub(super) fn is_part_of(folder: &Path, path: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    let mut behind = Vec::new();
    let mut around = path;
    loop {
        let known = if around.as_os_str().is_empty() { Path::new(".").canonicalize() } else { around.canonicalize() };
        if let Ok(known) = known {
            let whole = behind.iter().rev().fold(known, |known, name| known.join(name));
            let is_hidden = |inner: &Path| inner.iter().any(|name| name.to_string_lossy().starts_with('.'));
            return whole.strip_prefix(&folder).is_ok_and(|inner| !is_hidden(inner));
        }
        let (Some(name), Some(parent)) = (around.file_name(), around.parent()) else { return false };
        behind.push(name);
        around = parent;
    }
}

/// Whether something is at a path that is no file with a mark, and so was not made by this program.
pub(super) fn is_anothers(path: &Path, mark: &str) -> bool {
    path.exists() && !fs::read(path).is_ok_and(|old| String::from_utf8_lossy(&old).contains(mark))
}

/// Writes a file and the folders that it stands in.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    replace(path, bytes)
}

/// Writes at the end of a file, which is made if it is not there.
pub(super) fn append(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::OpenOptions::new().create(true).append(true).open(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::{create, replace};
    use std::fs;

    #[test]
    fn what_is_there_stays() {
        let folder = std::env::temp_dir().join(format!("alongside-create-{}", std::process::id()));
        let file = folder.join("a/b.yaml");
        assert!(create(&file, b"first").unwrap() && !create(&file, b"second").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "first");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let folder = std::env::temp_dir().join(format!("alongside-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("known.yaml");
        for text in ["first", "second"] {
            replace(&file, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        #[cfg(unix)]
        {
            let link = folder.join("link.yaml");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            replace(&link, b"third").unwrap();
            assert!(link.is_symlink() && fs::read_to_string(&file).unwrap() == "third");
            fs::remove_file(link).unwrap();
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
