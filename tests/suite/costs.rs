//! Folders that were written to be slow: twice the length is twice the work. Instructions are counted by valgrind, never time.

#[path = "../bench/hostile.rs"]
#[allow(dead_code, reason = "the benchmark of costs takes other fields")]
mod hostile;

use std::process::Command;
use std::sync::Mutex;

use hostile::{ALL, Files, Slow, bytes};

use crate::scratch::Scratch;

/// How many times the instructions of twice the bytes may be.
const MOST: f64 = 2.3;
/// Fewer instructions than this are noise.
const SMALL: f64 = 20e6;

/// The millions of instructions of a check.
fn instructions(files: &Files) -> f64 {
    let scratch = Scratch::new("costs");
    for (path, text) in files {
        scratch.write(path, text.as_bytes());
    }
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", env!("CARGO_BIN_EXE_alongside"), "check"])
        .arg(scratch.path())
        .args(["--as-of", "2026-11-20", "--format", "short", "--quiet"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind runs: install it, or use `tests/run`, which does");
    let told = String::from_utf8_lossy(&output.stderr);
    let counted = told.lines().find_map(|line| line.split_once("I   refs:"));
    let counted = counted.unwrap_or_else(|| panic!("no count: {told}")).1.trim().replace(',', "");
    counted.parse().expect("a number")
}

/// The work of a folder and how often that of twice its bytes is as much.
struct Growth {
    name: &'static str,
    once: f64,
    times: f64,
}

impl Growth {
    fn of(slow: &Slow, base: f64) -> Self {
        let of = |n: usize| {
            let files = (slow.files)(n);
            ((instructions(&files) - base).max(SMALL), bytes(&files) as f64)
        };
        let ((once, before), (twice, after)) = (of(slow.tried), of(slow.tried * 2));
        // Some grow faster than the number of their parts, others have a part that stays as it is.
        Self { name: slow.name, once, times: 2.0 * (twice / once) / (after / before).max(2.0) }
    }

    fn line(&self) -> String {
        format!("{:<42}{:>8.0} million instructions, of twice the bytes {:.2} times", self.name, self.once / 1e6, self.times)
    }
}

#[test]
fn twice_what_was_written_to_be_slow_is_twice_the_work() {
    // Every third one, or with `ALONGSIDE_WHOLE` all of them.
    let step = if std::env::var_os("ALONGSIDE_WHOLE").is_some() { 1 } else { 3 };
    let base = instructions(&vec![("alongside.yaml".to_owned(), "project: {name: Slow}\n".to_owned())]);
    let (left, found) = (Mutex::new(ALL.iter().step_by(step)), Mutex::new(Vec::new()));
    let next = || left.lock().expect("no panic").next();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(slow) = next() {
                    let growth = Growth::of(slow, base);
                    found.lock().expect("no panic").push(growth);
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort_by(|a, b| b.times.total_cmp(&a.times));
    let lines: Vec<String> = found.iter().map(Growth::line).collect();
    assert_eq!(lines.len(), ALL.len().div_ceil(step));
    assert!(found.iter().all(|growth| growth.times <= MOST), "{}", lines.join("\n"));
}
