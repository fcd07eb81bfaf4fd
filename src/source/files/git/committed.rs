//! A folder as it was committed.

use std::sync::{Arc, Mutex};

use super::GitError;
use super::objects::{Node, NodeKind, Objects, Tree, lock, missing};
use crate::both;
use crate::source::Problem;
use crate::source::files::{Entry, Source, Stamp, What, at_file, disk, not_there, within};

/// A folder as it was committed. A directory is read when it is asked for.
#[derive(Debug, Clone)]
pub struct Committed {
    /// The directory; `None` where it was not there yet.
    pub(super) root: Option<Node>,
    pub(super) objects: Arc<Mutex<Objects>>,
}

/// Links that lead to links are followed so often.
const MOST_LINKS: usize = 16;

fn problem(error: &GitError) -> Box<Problem> {
    Box::new(at_file(error.message()))
}

impl Committed {
    fn tree(&self, node: &Node) -> Result<Arc<Tree>, Box<Problem>> {
        if node.kind != NodeKind::Directory {
            return Err(not_there().into());
        }
        lock(&self.objects).tree(&node.id).map_err(|error| problem(&error))
    }

    /// Where a path really stands and what is there, with every link on its way followed; `None` where one leads out, in a circle or
    /// nowhere.
    fn find(&self, path: &str, links: usize) -> Option<(String, Node)> {
        let mut found = (String::new(), self.root.clone()?);
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let (around, directory) = &found;
            let node = self.tree(directory).ok()?.get(part)?.clone();
            found = match node.kind {
                NodeKind::Link => self.find(&joined(around, &self.text(&node)?)?, links.checked_sub(1)?)?,
                _ => (within(around, part), node),
            };
        }
        Some(found)
    }

    fn file_at(&self, path: &str) -> Option<Node> {
        self.find(path, MOST_LINKS).map(|(_, node)| node).filter(|node| node.kind == NodeKind::File)
    }

    fn text(&self, node: &Node) -> Option<String> {
        String::from_utf8(self.blob(node).ok()?.to_vec()).ok()
    }

    fn blob(&self, node: &Node) -> Result<Arc<[u8]>, Box<Problem>> {
        lock(&self.objects).blob(&node.id).map_err(|error| problem(&error))
    }

    fn entry(&self, directory: &str, name: &str, node: &Node) -> Entry {
        let unreadable = |problem: Problem| Entry::new(name, What::Unreadable(problem.into()));
        let file = |node: &Node| match node.size {
            Some(size) => Entry { stamp: Some(Stamp::Blob(Arc::clone(&node.id))), ..Entry::new(name, What::File(size)) },
            None => unreadable(at_file(missing(&node.id).message())),
        };
        match node.kind {
            NodeKind::File => file(node),
            NodeKind::Directory => Entry::new(name, What::Directory),
            NodeKind::Module => unreadable(of_another_repository()),
            NodeKind::BadName => unreadable(disk::not_utf8()),
            NodeKind::Link => match self.find(&within(directory, name), MOST_LINKS) {
                None => unreadable(disk::leads_out()),
                Some((real, node)) if node.kind == NodeKind::File => Entry { target: Some(real), ..file(&node) },
                Some((real, _)) => Entry { target: Some(real), ..Entry::new(name, What::Directory) },
            },
        }
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
        if directory.is_empty() && self.root.is_none() {
            return Ok(Vec::new());
        }
        let (real, node) = self.find(directory, MOST_LINKS).ok_or_else(not_there)?;
        Ok(self.tree(&node)?.iter().map(|(name, node)| self.entry(&real, name, node)).collect())
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        let blob = self.blob(&self.file_at(path).ok_or_else(not_there)?)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX).min(blob.len());
        Ok(blob.get(..most).unwrap_or_default().to_vec())
    }
}

fn of_another_repository() -> Problem {
    at_file(both!(
        "It is another repository (a sub-module), whose files are not in this history.",
        "这是另一个仓库（子模块），其中的文件不在本仓库的历史里。"
    ))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;
    use crate::source::files::Repository;

    /// A repository with a commit of some files, a link among them, and a commit of one file before.
    fn repository(name: &str, format: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("alongside-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("notes/old")).unwrap();
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            command.current_dir(&folder).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments);
            assert!(command.output().unwrap().status.success(), "{arguments:?}");
        };
        git(&["init", "--quiet", format]);
        std::fs::write(folder.join("goals.yaml"), "- title: Sell\n").unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "x"]);
        std::fs::write(folder.join("notes/a.md"), "# A\n").unwrap();
        std::fs::write(folder.join("notes/old/b.md"), "# B\n\n").unwrap();
        std::fs::write(folder.join("large.md"), "x".repeat(100_000)).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("notes/a.md", folder.join("link.md")).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "x"]);
        folder
    }

    fn listed(committed: &Committed, directory: &str) -> Vec<(String, What)> {
        committed.entries(directory).unwrap().into_iter().map(|entry| (entry.name, entry.what)).collect()
    }

    fn file(name: &str, size: u64) -> (String, What) {
        (name.to_owned(), What::File(size))
    }

    #[test]
    fn what_was_committed_is_listed_and_read() {
        let folder = repository("committed", "--object-format=sha1");
        let repository = Repository::around(&folder).unwrap();
        assert!(!repository.is_shallow);
        let committed = repository.at(&repository.commit("HEAD").unwrap()).unwrap();
        let mut expected =
            vec![file("goals.yaml", 14), file("large.md", 100_000), file("link.md", 4), ("notes".to_owned(), What::Directory)];
        expected.retain(|(name, _)| cfg!(unix) || name != "link.md");
        assert_eq!(listed(&committed, ""), expected);
        let read =
            |path: &str| committed.bytes(path, 1_000_000).map(|bytes| bytes.len()).map_err(|problem| problem.message.en.into_owned());
        assert_eq!((read("goals.yaml"), read("goals.yaml"), read("large.md")), (Ok(14), Ok(14), Ok(100_000)));
        assert_eq!(read("notes/old/b.md"), Ok(5));
        #[cfg(unix)]
        assert_eq!(read("link.md"), Ok(4));
        assert!(read("notes").is_err() && read("none.md").is_err() && read("goals.yaml/a").is_err());
        assert!(committed.entries("goals.yaml").is_err() && committed.entries("none").is_err());
        let _ = std::fs::remove_dir_all(folder);
    }

    #[test]
    fn a_folder_within_a_repository_of_longer_names_begins_when_it_is_there() {
        let folder = repository("within", "--object-format=sha256");
        let repository = Repository::around(&folder.join("notes")).unwrap();
        let [now, before] = repository.history("HEAD").unwrap().try_into().unwrap();
        let [now, before] = [now, before].map(|commit| repository.at(&commit).unwrap());
        assert_eq!(listed(&now, ""), [file("a.md", 4), ("old".to_owned(), What::Directory)]);
        assert_eq!((listed(&now, "old"), listed(&before, "")), (vec![file("b.md", 5)], vec![]));
        let _ = std::fs::remove_dir_all(folder);
    }

    #[test]
    fn a_file_that_the_repository_lacks_is_told_and_the_others_are_read() {
        let folder = repository("lacking", "--object-format=sha1");
        let id = {
            let named = Command::new("git").arg("-C").arg(&folder).args(["rev-parse", "HEAD:large.md"]).output().unwrap();
            String::from_utf8(named.stdout).unwrap().trim().to_owned()
        };
        std::fs::remove_file(folder.join(".git/objects").join(&id[..2]).join(&id[2..])).unwrap();
        let repository = Repository::around(&folder).unwrap();
        let committed = repository.at(&repository.commit("HEAD").unwrap()).unwrap();
        let lacking = |(name, what): (String, What)| match what {
            What::Unreadable(problem) => Some((name, problem.message.en.into_owned())),
            _ => None,
        };
        let told: Vec<_> = listed(&committed, "").into_iter().filter_map(lacking).collect();
        assert_eq!(told, [("large.md".to_owned(), format!("git could not read it: {id} missing."))]);
        assert!(committed.bytes("large.md", 1_000_000).is_err());
        assert_eq!(committed.bytes("goals.yaml", 100).unwrap().len(), 14);
        assert_eq!(committed.bytes("notes/a.md", 100).unwrap().len(), 4);
        let _ = std::fs::remove_dir_all(folder);
    }
}
