//! A build that is killed, and builds that meet, leave a whole site and nothing beside it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::scratch::Scratch;

/// A site: its files with what stands in them.
type Site = BTreeMap<String, Vec<u8>>;

/// The list of what was published, and the file that is being written, which becomes one of the site.
const LIST: &str = ".alongside-manifest.json";
const WRITING: &str = ".alongside-writing";

/// How often a thing is tried: a few times, or with `ALONGSIDE_WHOLE` as often as its promise asks.
fn times(few: u32, whole: u32) -> u32 {
    if std::env::var_os("ALONGSIDE_WHOLE").is_some() { whole } else { few }
}

/// Two projects that differ on every page, and the site of each.
struct Two {
    scratch: Scratch,
    sites: [Site; 2],
}

impl Two {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        for state in ["one", "two"] {
            let settings = format!("project: {{name: Project {state}}}\nlanguages: [en]\nreport: {{as_of: 2026-03-31}}\n");
            scratch.write(&format!("{state}/alongside.yaml"), settings.as_bytes());
            scratch.write(&format!("{state}/risks.csv"), format!("id,title\nR-1,Rain\nR-{state},Hail\n").as_bytes());
        }
        let mut two = Self { scratch, sites: [Site::new(), Site::new()] };
        for state in [0, 1] {
            assert!(two.start(state, "first").wait().expect("it ends").success());
            two.sites[state] = two.site("first");
        }
        two
    }

    /// Starts to build one of the projects into a folder.
    fn start(&self, state: usize, out: &str) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
        command.arg("build").arg(self.path(["one", "two"][state])).arg("-o").arg(self.path(out)).arg("--quiet");
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.scratch.path().join(path)
    }

    fn site(&self, out: &str) -> Site {
        let mut site = Site::new();
        collect(&self.path(out), &self.path(out), &mut site);
        site
    }

    /// What lies beside the projects and the sites.
    fn beside(&self, known: &[&str]) -> Vec<String> {
        let entries = std::fs::read_dir(self.scratch.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| !["one", "two", "first"].contains(&name.as_str()) && !known.contains(&name.as_str())).collect()
    }

    /// A site with nothing of another one in it, and nothing half.
    fn is_whole(&self, site: &Site) -> bool {
        self.sites.contains(site)
    }

    /// Kills a build a little later each time, three times of four when it has begun to write.
    fn kill(&self, state: usize, nth: u32, has_begun: impl Fn() -> bool) {
        let mut build = self.start(state, "site");
        let mut looks = 0;
        while !nth.is_multiple_of(4) && !has_begun() && build.try_wait().expect("it can be asked").is_none() {
            looks += 1;
            assert!(looks < 1_000_000, "the build neither writes nor ends");
            sleep(Duration::from_micros(100));
        }
        sleep(Duration::from_micros(u64::from(nth) * 397 % 20_000));
        build.kill().ok();
        build.wait().expect("it ends");
    }
}

fn collect(folder: &Path, top: &Path, site: &mut Site) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, top, site);
        } else {
            let name = path.strip_prefix(top).expect("a file of the site").to_string_lossy().into_owned();
            site.insert(name, std::fs::read(&path).expect("a file"));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let two = Two::new("killed");
    assert!(two.start(0, "site").wait().expect("it ends").success());
    for nth in 0..times(12, 200) {
        two.kill(usize::from(nth % 2 == 0), nth, || two.path(".site.alongside-new").is_dir());
        assert!(two.is_whole(&two.site("site")), "after the build {nth} was killed");
    }
    assert!(two.start(0, "site").wait().expect("it ends").success());
    assert!(two.site("site") == two.sites[0]);
    assert_eq!(two.beside(&["site"]), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_in_place_that_is_killed_leaves_whole_files() {
    let two = Two::new("killed-in-place");
    // A file of this name keeps the program from making the new site beside the old one.
    two.scratch.write(".site.alongside-new", b"in the way");
    assert!(two.start(0, "site").wait().expect("it ends").success());
    for nth in 0..times(6, 60) {
        let list = std::fs::read(two.path("site").join(LIST)).expect("a list");
        two.kill(usize::from(nth % 2 == 0), nth, || std::fs::read(two.path("site").join(LIST)).is_ok_and(|now| now != list));
        let pages = two.site("site").into_iter().filter(|(path, _)| path != LIST && path != WRITING);
        for (path, bytes) in pages {
            let known = two.sites.iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(known, "`{path}` is half after the build {nth} was killed");
        }
    }
    assert!(two.start(1, "site").wait().expect("it ends").success());
    assert!(two.site("site") == two.sites[1]);
    assert_eq!(two.beside(&["site", ".site.alongside-new"]), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn two_builds_at_once_publish_one_of_them() {
    let two = Two::new("at-once");
    for nth in 0..times(4, 1_000) {
        let mut first = two.start(0, "site");
        sleep(Duration::from_micros(u64::from(nth) * 797 % 40_000));
        let mut second = two.start(1, "site");
        assert!(first.wait().expect("it ends").success() && second.wait().expect("it ends").success());
        assert!(two.is_whole(&two.site("site")), "after the builds {nth} met");
        assert_eq!(two.beside(&["site"]), [""; 0]);
    }
}
