//! Tests of the copy, run in processes of their own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What a process may take, in kilobytes of address space: a loop that never ends may fill the memory.
const MEMORY: &str = "6000000";

/// How many times the computing time it may take until a process ends that waits for something.
const PATIENCE: u32 = 20;

/// A test: the program that it is in, and its name.
#[derive(Clone, Debug)]
pub struct Test {
    pub program: PathBuf,
    pub name: String,
    /// What it took when nothing was turned round.
    pub took: Duration,
}

/// All tests of a program whose names begin with one of these.
pub fn list(program: &Path, begins: &str) -> Result<Vec<Test>, String> {
    let output = Command::new(program).args(["--list", "--format=terse"]).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = text.lines().filter_map(|line| line.strip_suffix(": test")).filter(|name| name.starts_with(begins));
    Ok(names.map(|name| Test { program: program.to_owned(), name: name.to_owned(), took: Duration::ZERO }).collect())
}

/// Whether all of these tests, which are of one program, pass; the first that fails ends it, and so does the limit of computing time:
/// how long it takes depends on what else the machine does.
pub fn pass(tests: &[&Test], root: &Path, variable: (&str, &str), limit: Duration) -> bool {
    let Some(first) = tests.first() else { return true };
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -v {MEMORY} -t {}; exec \"$0\" \"$@\"", limit.as_secs())).arg(&first.program);
    command.args(["--exact", "--test-threads=1"]).args(tests.iter().map(|test| &test.name));
    command.current_dir(root).env(variable.0, variable.1).env("CI", "1").env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "0");
    let Ok(mut child) = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else { return false };
    let (told, lines) = mpsc::channel();
    let stdout = child.stdout.take();
    let reader = std::thread::spawn(move || {
        for line in stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines()).map_while(Result::ok) {
            if told.send(line).is_err() {
                return;
            }
        }
    });
    let until = Instant::now() + limit * PATIENCE;
    let passes = loop {
        match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(line) if line.ends_with("FAILED") => break false,
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => break false,
            Err(RecvTimeoutError::Disconnected) => break child.wait().is_ok_and(|status| status.success()),
        }
    };
    let _ = child.kill();
    let _ = child.wait();
    drop(lines);
    let _ = reader.join();
    passes
}
