//! Writes a folder of any size to the disk: `cargo bench --bench folder -- KIND N DIRECTORY [--seed S] [--form F] [--lang zh]`, the
//! same for the same words. What there is, it says when asked for nothing.

#![expect(clippy::print_stdout, reason = "it says what it has written")]

mod folders;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use alongside::text::Lang;
use folders::{Holds, Wanted};

/// What stands behind an option.
fn after<'a>(typed: &'a [String], option: &str) -> Option<&'a str> {
    let at = typed.iter().position(|word| word == option)?;
    typed.get(at + 1).map(String::as_str)
}

/// The folder that was asked for, and where it goes.
fn asked(typed: &[String]) -> Option<(Wanted, &Path)> {
    let [kind, records, directory, ..] = typed else { return None };
    let holds = Holds::ALL.into_iter().find(|holds| holds.name() == kind)?;
    let mut wanted = Wanted::new(holds, records.parse().ok()?);
    if let Some(seed) = after(typed, "--seed") {
        wanted.seed = seed.parse().ok()?;
    }
    if let Some(form) = after(typed, "--form") {
        wanted.form = holds.forms().iter().copied().find(|known| known.name() == form)?;
    }
    if let Some(lang) = after(typed, "--lang") {
        wanted.lang = Lang::of_tag(lang)?;
    }
    Some((wanted, Path::new(directory)))
}

fn write(wanted: Wanted, directory: &Path) -> io::Result<usize> {
    let files = wanted.files();
    for (path, text) in &files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap_or(directory))?;
        fs::write(path, text)?;
    }
    Ok(files.len())
}

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let typed: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let Some((wanted, directory)) = asked(&typed) else {
        println!("KIND N DIRECTORY [--seed S] [--form F] [--lang en|zh]");
        for holds in Holds::ALL {
            println!("  {:<14}{}", holds.name(), holds.forms().iter().map(|form| form.name()).collect::<Vec<_>>().join(", "));
        }
        // `cargo bench` alone runs every benchmark.
        return if typed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match write(wanted, directory) {
        Ok(files) => println!("{files} files in {}", directory.display()),
        Err(problem) => {
            println!("{}: {problem}", directory.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
