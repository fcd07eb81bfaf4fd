//! A copy of the repository, with a switch at each comparison.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sites::{self, Site};

/// What the limits, the numbers, the health and the reading of files are made of.
const TRIED: [&str; 6] =
    ["src/analysis/", "src/calendar/", "src/checklist/outcome/", "src/checklist/rule/", "src/checklist/run/", "src/source/"];

/// Writes the copy, and lists its comparisons by their numbers.
pub fn make(root: &Path, copy: &Path) -> Result<Vec<Site>, String> {
    let mut all = Vec::new();
    for file in files(root)? {
        let bytes = fs::read(root.join(&file)).map_err(|error| format!("{file}: {error}"))?;
        let is_tried = TRIED.iter().any(|folder| file.starts_with(folder)) && file.ends_with(".rs") && !file.ends_with("tests.rs");
        let bytes = match file.as_str() {
            "src/lib.rs" => [bytes.as_slice(), b"\n/// Switches.\npub mod mutants;\n"].concat(),
            _ if is_tried => {
                let text = String::from_utf8(bytes).map_err(|error| format!("{file}: {error}"))?;
                let found = sites::find(&file, &text).map_err(|error| format!("{file}: {error}"))?;
                let text = sites::rewrite(&text, &found, all.len());
                all.extend(found);
                text.into_bytes()
            }
            _ => bytes,
        };
        write(&copy.join(&file), &bytes)?;
    }
    let switch = include_str!("switch.rs").replace("COUNT", &all.len().to_string());
    write(&copy.join("src/mutants.rs"), switch.as_bytes())?;
    Ok(all)
}

/// The files that are committed, or new and not ignored.
fn files(root: &Path) -> Result<Vec<String>, String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]).current_dir(root);
    let output = git.output().map_err(|error| format!("git: {error}"))?;
    let listed = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    Ok(listed.split('\0').filter(|file| root.join(file).is_file()).map(str::to_owned).collect())
}

/// A file that is as it was keeps its time, so that little is compiled again.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes)).map_err(|error| format!("{}: {error}", path.display()))
}

/// Compiles the tests of the copy: the program of the library's, and that of the whole.
pub fn compile(copy: &Path, target: &Path) -> Result<[PathBuf; 2], String> {
    Ok([compiled(copy, target, &["--lib"])?, compiled(copy, target, &["--test", "suite"])?])
}

fn compiled(copy: &Path, target: &Path, which: &[&str]) -> Result<PathBuf, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--locked", "--no-run"]).args(which).current_dir(copy);
    cargo.env("CARGO_TARGET_DIR", target).env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    let output = cargo.output().map_err(|error| format!("cargo: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().rev().find(|line| line.trim_start().starts_with("Executable"));
    let program = line.and_then(|line| line.rsplit_once('(')).map(|(_, path)| copy.join(path.trim_end_matches(')')));
    program.filter(|_| output.status.success()).ok_or(said)
}
