//! Which comparison is turned round in this process. This file stands only in the copy of the program that is tried.

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The comparison that is turned round.
static CHOSEN: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("MUTANT").ok()?.parse().ok());
/// Where it is written down which comparisons are reached.
static LOG: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("MUTANTS_LOG").ok());
static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

/// Whether a comparison is turned round.
pub fn on(id: usize) -> bool {
    match (&*CHOSEN, &*LOG) {
        (Some(chosen), _) => *chosen == id,
        (None, Some(log)) => {
            note(id, log);
            false
        }
        (None, None) => false,
    }
}

fn note(id: usize, log: &str) {
    if REACHED.get(id).is_some_and(|reached| !reached.swap(true, Ordering::Relaxed)) {
        let file = std::fs::OpenOptions::new().append(true).create(true).open(log);
        let _ = file.and_then(|mut file| file.write_all(format!("{id}\n").as_bytes()));
    }
}
