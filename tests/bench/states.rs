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
use alongside::project::{Folder, Readings, ReportDateSource, load, load_at};
use alongside::source::files::{Commit, Repository};
use folders::{Holds, Wanted};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STATES: usize = 60;
const TURNS: usize = 21;

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
        for (path, text) in Wanted::new(Holds::Mixed, 1000).files() {
            self.write(&path, &text);
        }
        for week in 1..STATES {
            self.git(&["add", "."]);
            self.git(&["commit", "-q", "-m", "A week"]);
            self.write(&format!("meetings/2026-06-{:02}.md", week % 28 + 1), &format!("# Weekly\n\n## Decisions\n\n- Number {week}\n"));
        }
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", "The last week"]);
        // Objects in a pack, as a clone has them.
        self.git(&["repack", "-q", "-a", "-d"]);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Milliseconds of the processor that this process and the ended ones of git have taken.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace().skip(11).take(4);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10.0
}

fn of_disk(folder: &Path) {
    let folder = Folder::read(folder).expect("the folder is there");
    assert!(load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 4, 30) }).risks.len() > 100, "it holds risks");
}

/// Reads states of a repository of which nothing is known yet.
fn of_history(folder: &Path, states: &[Commit]) {
    let repository = Repository::around(folder).expect("the repository is there");
    let known = Arc::new(Readings::default());
    for commit in states {
        let folder = known.folder(Arc::new(repository.at(commit).expect("the commit is there")));
        assert!(load_at(folder, Date::new(2026, 4, 30), &known).risks.len() > 100, "the folder holds risks");
    }
}

/// Milliseconds that a reading takes by the clock, in the middle of some turns, and of the processor, on average.
fn milliseconds(read: impl Fn()) -> (f64, f64) {
    let before = processor();
    let mut times: Vec<f64> = (0..TURNS)
        .map(|_| {
            let start = Instant::now();
            read();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times.get(TURNS / 2).copied().unwrap_or_default(), (processor() - before) / TURNS as f64)
}

fn main() {
    let scratch = Scratch::new();
    scratch.commit_weeks();
    let repository = Repository::around(&scratch.0).expect("the repository is there");
    let states: Vec<Commit> = repository.history("HEAD").expect("it has a history").into_iter().rev().collect();
    let once = milliseconds(|| of_disk(&scratch.0));
    let (one, all) =
        (milliseconds(|| of_history(&scratch.0, states.get(..1).unwrap_or_default())), milliseconds(|| of_history(&scratch.0, &states)));
    for (what, times) in [("the folder on the disk", once), ("one commit", one), ("sixty commits", all)] {
        let readings = times.1 / once.1;
        println!("{what:<24}{:>7.1} ms of the processor{:>7.1} ms by the clock{readings:>6.1} readings", times.1, times.0);
    }
}
