//! What it costs to read a folder as it was at sixty commits, against reading it once: `cargo bench --bench states`. It holds a thousand
//! records; between two commits one file changes.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark measures and prints, and ends where it cannot"
)]

mod folders;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs, process};

use alongside::calendar::Date;
use alongside::project::{Readings, load_at};
use alongside::source::files::{Commit, Repository};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STATES: usize = 60;
const TURNS: usize = 7;

/// A repository that is gone with its value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let folder = env::temp_dir().join(format!("alongside-states-{}", process::id()));
        fs::create_dir_all(&folder).expect("there is room for a repository");
        Self(folder)
    }

    fn git(&self, asked: &[&str]) {
        let who = ["-c", "user.name=Li Na", "-c", "user.email=li.na@example.com", "-c", "gc.auto=0"];
        let done = Command::new("git").arg("-C").arg(&self.0).args(who).args(asked).output().expect("git is installed");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("there is room for a folder");
        fs::write(path, text).expect("there is room for a file");
    }

    /// Commits the folder, then the minutes of a week, week after week.
    fn commit_weeks(&self) {
        self.git(&["init", "-q"]);
        for (path, text) in folders::mixed(1000) {
            self.write(&path, &text);
        }
        for week in 1..STATES {
            self.git(&["add", "."]);
            self.git(&["commit", "-q", "-m", "A week"]);
            self.write(&format!("meetings/2026-06-{:02}.md", week % 28 + 1), &format!("# Weekly\n\n## Decisions\n\n- Number {week}\n"));
        }
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", "The last week"]);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn milliseconds(repository: &Repository, states: &[Commit]) -> f64 {
    let known = Arc::new(Readings::default());
    let start = Instant::now();
    for commit in states {
        let folder = known.folder(Arc::new(repository.at(commit).expect("the commit is there")));
        assert!(load_at(folder, Date::new(2026, 4, 30), &known).risks.len() > 100, "the folder holds risks");
    }
    start.elapsed().as_secs_f64() * 1000.0
}

fn middle(of: impl Fn() -> f64) -> f64 {
    let mut times: Vec<f64> = (0..TURNS).map(|_| of()).collect();
    times.sort_by(f64::total_cmp);
    times.get(TURNS / 2).copied().unwrap_or_default()
}

fn main() {
    let scratch = Scratch::new();
    scratch.commit_weeks();
    let repository = Repository::around(&scratch.0).expect("the repository is there");
    let states: Vec<Commit> = repository.history("HEAD").expect("it has a history").into_iter().rev().collect();
    let (once, all) =
        (middle(|| milliseconds(&repository, states.get(..1).unwrap_or_default())), middle(|| milliseconds(&repository, &states)));
    println!("one reading {once:.1} ms, {} states {all:.1} ms: {:.1} readings", states.len(), all / once);
}
