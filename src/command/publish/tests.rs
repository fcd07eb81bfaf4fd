use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::source::files::MANIFEST;

/// A folder of its own for one test, removed afterwards: `project/` and what is published beside it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("alongside-publish-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().canonicalize().unwrap().join(name);
        fs::create_dir_all(root.join("project")).unwrap();
        Self(root)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Published, PublishError> {
        publish(&output(files), &self.path("site"), &self.path("project"))
    }

    /// The files of the site but for the list, with their texts.
    fn site(&self) -> Vec<(String, String)> {
        let files = walkdir::WalkDir::new(self.path("site")).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST);
        let name = |path: &Path| path.strip_prefix(self.path("site")).unwrap().to_str().unwrap().to_owned();
        files.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
    }

    /// What lies beside the project and the site.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = entries.filter(|name| name != "project" && name != "site").collect();
        names.sort();
        names
    }

    /// Makes the exchange impossible, so that files are replaced one by one.
    fn in_place(self) -> Self {
        self.put(".site.alongside-new", "a file of this name");
        self
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn output(files: &[(&str, &str)]) -> Vec<OutputFile> {
    files.iter().map(|(path, text)| OutputFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect()
}

fn texts(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

const FIRST: [(&str, &str); 3] = [("assets/a.css", "css"), ("en/index.html", "one"), ("index.html", "start")];
const SECOND: [(&str, &str); 3] = [("en/index.html", "two"), ("en/new/page.html", "new"), ("index.html", "start")];

/// Every case holds whether folders change places or files are replaced one by one.
fn both_ways(case: impl Fn(&Scratch)) {
    case(&Scratch::new());
    case(&Scratch::new().in_place());
}

#[test]
fn a_new_folder_gets_all_files() {
    both_ways(|scratch| {
        let done = scratch.publish(&FIRST).unwrap();
        assert_eq!((done.written, done.unchanged, done.deleted), (3, 0, 0));
        assert_eq!(scratch.site(), texts(&FIRST));
        assert!(is_ours(&scratch.path("site")));
    });
}

#[test]
fn files_change_come_and_go() {
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        let done = scratch.publish(&SECOND).unwrap();
        assert_eq!((done.written, done.unchanged, done.deleted), (2, 1, 1));
        assert_eq!((done.replaced, done.kept), (vec![], vec![]));
        assert_eq!(scratch.site(), texts(&SECOND));
        assert!(!scratch.path("site/assets").exists(), "a folder without files goes");
    });
}

#[test]
fn the_way_is_told() {
    let swapped = Scratch::new();
    assert_eq!(swapped.publish(&FIRST).unwrap().in_place, None);
    assert_eq!(swapped.beside(), [""; 0]);
    let in_place = Scratch::new().in_place();
    let reason = in_place.publish(&FIRST).unwrap().in_place.unwrap();
    assert!(reason.en.contains("one by one and not all at once: no folder can be made beside it"), "{reason}");
    assert!(!in_place.path("site").join(target::TEMPORARY).exists());
}

#[cfg(target_os = "linux")]
#[test]
fn what_did_not_change_is_the_same_file() {
    use std::os::unix::fs::MetadataExt;
    let scratch = Scratch::new();
    let inode = |path: &str| fs::metadata(scratch.path(path)).unwrap().ino();
    scratch.publish(&FIRST).unwrap();
    let (folder, page) = (inode("site"), inode("site/index.html"));
    scratch.publish(&SECOND).unwrap();
    assert_eq!(inode("site/index.html"), page);
    assert_ne!(inode("site"), folder, "the folder was exchanged as a whole");
    let folder = inode("site");
    let done = scratch.publish(&SECOND).unwrap();
    assert_eq!((done.written, done.unchanged, done.deleted), (0, 3, 0));
    assert_eq!(inode("site"), folder, "nothing changed, so nothing was written");
}

#[test]
fn the_same_site_gives_the_same_list() {
    let (one, other) = (Scratch::new(), Scratch::new().in_place());
    one.publish(&SECOND).unwrap();
    other.publish(&FIRST).unwrap();
    other.publish(&SECOND).unwrap();
    let list = |scratch: &Scratch| fs::read_to_string(scratch.path("site").join(MANIFEST)).unwrap();
    assert_eq!(list(&one), list(&other));
}

#[test]
fn what_a_person_put_there_stays() {
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        scratch.put("site/CNAME", "example.com");
        scratch.put("site/assets/mine/logo.svg", "<svg/>");
        fs::create_dir(scratch.path("site/empty")).unwrap();
        let done = scratch.publish(&SECOND).unwrap();
        assert_eq!((done.replaced, done.kept), (vec![], vec![]));
        assert_eq!(fs::read_to_string(scratch.path("site/CNAME")).unwrap(), "example.com");
        assert_eq!(fs::read_to_string(scratch.path("site/assets/mine/logo.svg")).unwrap(), "<svg/>");
        assert!(scratch.path("site/empty").is_dir());
        assert!(!scratch.path("site/assets/a.css").exists());
    });
}

#[test]
fn what_a_person_changed_is_replaced_or_kept_and_told() {
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        scratch.put("site/assets/a.css", "my css");
        scratch.put("site/index.html", "my start");
        scratch.put("site/en/new/page.html", "my page");
        let done = scratch.publish(&SECOND).unwrap();
        assert_eq!(done.replaced, ["en/new/page.html", "index.html"]);
        assert_eq!((done.kept, done.deleted), (vec!["assets/a.css".to_owned()], 0));
        let mut expected = texts(&[("assets/a.css", "my css")]);
        expected.extend(texts(&SECOND));
        assert_eq!(scratch.site(), expected);
        let again = scratch.publish(&SECOND).unwrap();
        assert_eq!((again.replaced, again.kept), (vec![], vec![]), "it is told once");
    });
}

#[test]
fn a_lost_file_is_made_again() {
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        fs::remove_file(scratch.path("site/index.html")).unwrap();
        let done = scratch.publish(&FIRST).unwrap();
        assert_eq!((done.written, done.unchanged, done.replaced), (1, 2, vec![]));
        assert_eq!(scratch.site(), texts(&FIRST));
    });
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    both_ways(|scratch| {
        scratch.publish(&[("a", "file"), ("b/c", "below")]).unwrap();
        let next = [("a/d", "below"), ("b", "file")];
        let done = scratch.publish(&next).unwrap();
        assert_eq!((done.written, done.deleted), (2, 2));
        assert_eq!(scratch.site(), texts(&next));
    });
}

#[test]
fn what_stands_in_the_way_is_named() {
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        scratch.put("site/zh-CN", "a file");
        let error = scratch.publish(&[("zh-CN/index.html", "")]).unwrap_err();
        assert!(matches!(&error, PublishError::InTheWay(path) if path == Path::new("zh-CN")), "{error:?}");
        fs::remove_file(scratch.path("site/zh-CN")).unwrap();
        scratch.put("site/about.html/note", "");
        let error = scratch.publish(&[("about.html", "")]).unwrap_err();
        assert!(matches!(&error, PublishError::InTheWay(path) if path == Path::new("about.html")), "{error:?}");
        assert!(scratch.path("site/en/index.html").exists(), "nothing was touched");
    });
}

#[test]
fn a_killed_run_in_place_leaves_no_strangers() {
    let scratch = Scratch::new().in_place();
    scratch.publish(&FIRST).unwrap();
    // The list and one of two new files are written; then the run is killed.
    let files = output(&SECOND);
    let target = Target::resolve(&scratch.path("site"), &scratch.path("project")).unwrap();
    let old = Old::read(&target).unwrap();
    let plan = Plan::new(&files, &old).unwrap();
    fs::write(scratch.path("site").join(MANIFEST), old.manifest.becoming(&plan.manifest).to_json()).unwrap();
    scratch.put("site/en/new/page.html", "new");
    scratch.put(&format!("site/{}", target::TEMPORARY), "half");
    let third = [("index.html", "third")];
    let done = scratch.publish(&third).unwrap();
    assert_eq!((done.replaced, done.kept, done.deleted), (vec![], vec![], 3));
    assert_eq!(scratch.site(), texts(&third));
}

#[test]
fn the_tree_of_a_killed_run_is_removed() {
    let scratch = Scratch::new();
    scratch.put(".site.alongside-new/en/half.html", "");
    scratch.publish(&FIRST).unwrap();
    assert_eq!(scratch.site(), texts(&FIRST));
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn what_a_killed_run_left_goes_where_nothing_changes() {
    let scratch = Scratch::new();
    scratch.publish(&FIRST).unwrap();
    scratch.put(".site.alongside-new/en/half.html", "");
    assert_eq!(scratch.publish(&FIRST).unwrap().written, 0);
    assert_eq!(scratch.beside(), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn two_runs_do_not_meet() {
    let scratch = Scratch::new();
    scratch.publish(&FIRST).unwrap();
    let target = Target::resolve(&scratch.path("site"), &scratch.path("project")).unwrap();
    let first = Lock::take(&target, Duration::ZERO).unwrap();
    assert!(matches!(Lock::take(&target, Duration::ZERO), Err(PublishError::Busy(_))));
    // The second run looks at the old site only when the first one is through with it.
    std::thread::scope(|scope| {
        let second = scope.spawn(|| scratch.publish(&FIRST));
        scratch.put("site/en/index.html", "of the first run");
        drop(first);
        assert_eq!(second.join().unwrap().unwrap().replaced, ["en/index.html"]);
    });
    assert_eq!(scratch.site(), texts(&FIRST));
}

#[test]
fn builds_at_once_leave_one_whole_site() {
    let scratch = Scratch::new();
    std::thread::scope(|scope| {
        for run in 0..8 {
            let (scratch, files) = (&scratch, if run % 2 == 0 { FIRST } else { SECOND });
            scope.spawn(move || (0..20).for_each(|_| drop(scratch.publish(&files).unwrap())));
        }
    });
    assert!([texts(&FIRST), texts(&SECOND)].contains(&scratch.site()));
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let scratch = Scratch::new();
    scratch.put("site/thesis.docx", "");
    let error = scratch.publish(&FIRST).unwrap_err();
    assert!(matches!(error, PublishError::NotOurs(_)));
    assert!(error.help().en.contains("-o"));
    assert_eq!(scratch.site(), texts(&[("thesis.docx", "")]));
    fs::remove_file(scratch.path("site/thesis.docx")).unwrap();
    scratch.publish(&FIRST).unwrap();
    assert_eq!(scratch.site(), texts(&FIRST), "an empty folder is taken");
}

#[test]
fn the_project_and_what_is_above_it_are_refused() {
    let scratch = Scratch::new();
    let project = scratch.path("project");
    let to = |out: PathBuf| publish(&output(&FIRST), &out, &project);
    assert!(matches!(to(project.clone()), Err(PublishError::IsProject(_))));
    assert!(matches!(to(project.join("plan/..")), Err(PublishError::IsProject(_))));
    assert!(matches!(to(scratch.0.clone()), Err(PublishError::HoldsProject(_))));
    scratch.put("file", "");
    assert!(matches!(to(scratch.path("file")), Err(PublishError::NotAFolder(_))));
    assert_eq!(fs::read_dir(&project).unwrap().count(), 0);
    to(project.join("public")).unwrap();
    assert!(is_ours(&project.join("public")));
}

#[cfg(unix)]
#[test]
fn links_are_resolved_first() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    symlink(scratch.path("project"), scratch.path("site")).unwrap();
    assert!(matches!(scratch.publish(&FIRST), Err(PublishError::IsProject(_))));
    fs::remove_file(scratch.path("site")).unwrap();
    fs::create_dir(scratch.path("real")).unwrap();
    symlink(scratch.path("real"), scratch.path("site")).unwrap();
    scratch.publish(&FIRST).unwrap();
    scratch.publish(&SECOND).unwrap();
    assert!(scratch.path("site").is_symlink());
    assert!(scratch.path("real/en/new/page.html").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_that_a_person_put_there_stays_a_link() {
    use std::os::unix::fs::symlink;
    both_ways(|scratch| {
        scratch.publish(&FIRST).unwrap();
        scratch.put("elsewhere", "secret");
        symlink(scratch.path("elsewhere"), scratch.path("site/link")).unwrap();
        symlink(scratch.path("elsewhere"), scratch.path("site/page.html")).unwrap();
        let done = scratch.publish(&[("index.html", "start"), ("page.html", "page")]).unwrap();
        assert_eq!(done.replaced, ["page.html"]);
        assert!(scratch.path("site/link").is_symlink());
        assert_eq!(fs::read_to_string(scratch.path("elsewhere")).unwrap(), "secret", "nothing is written through a link");
        assert_eq!(fs::read_to_string(scratch.path("site/page.html")).unwrap(), "page");
    });
}

#[test]
fn paths_that_lead_out_are_refused() {
    let scratch = Scratch::new();
    for path in ["../a", "/a", "", "a/../b", MANIFEST] {
        assert!(matches!(scratch.publish(&[(path, "")]), Err(PublishError::BadPath(_))), "{path}");
    }
    assert!(matches!(scratch.publish(&[("a", ""), ("a", "")]), Err(PublishError::BadPath(_))));
    assert!(matches!(scratch.publish(&[("a", ""), ("a/b", "")]), Err(PublishError::BadPath(_))));
    assert!(!scratch.path("site").exists());
}

#[test]
fn a_list_that_cannot_be_understood_is_told() {
    let scratch = Scratch::new();
    scratch.publish(&FIRST).unwrap();
    scratch.put(&format!("site/{MANIFEST}"), "<<<<<<< HEAD");
    let error = scratch.publish(&SECOND).unwrap_err();
    assert!(matches!(&error, PublishError::BadManifest(path) if path.ends_with(MANIFEST)));
    assert_eq!(scratch.site(), texts(&FIRST));
}

#[test]
fn folders_above_are_made() {
    let scratch = Scratch::new();
    publish(&output(&FIRST), &scratch.path("site/deep/er"), &scratch.path("project")).unwrap();
    assert!(scratch.path("site/deep/er/index.html").is_file());
}
