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

/// As [`replace`], with the folders that the file needs.
pub(super) fn replace_in_folder(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
