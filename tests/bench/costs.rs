//! What folders cost that were written to be slow: `cargo bench --bench costs`, with `-- WORDS` those alone whose names have these
//! words. Processor time and memory are those of a process of its own for each, from its files in memory to the report.

#![expect(clippy::print_stdout, reason = "a benchmark measures and prints")]

#[allow(dead_code, reason = "the test of costs takes other fields")]
mod hostile;

use std::process::Command;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::Assessment;
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::{Style, human};
use alongside::text::Lang;
use hostile::{ALL, Files, Slow, bytes};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Says that the process is to judge one folder and to tell its own costs.
const ONE: &str = "ALONGSIDE_COST_OF";

fn judged(files: &Files) -> usize {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) });
    let analysis = Analysis::of(&project);
    let assessment = Assessment::of(project, analysis);
    let report = human(&assessment, Style { lang: Lang::En, has_colour: false, is_verbose: false });
    report.lines().count()
}

/// Hundredths of a second of the processor, and the most memory in KiB, of this process.
fn costs() -> Option<(u64, u64)> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some((ticks, peak.split_whitespace().next()?.parse().ok()?))
}

fn own(slow: &Slow) {
    let files = (slow.files)(slow.whole);
    let made = costs().unwrap_or_default();
    let lines = judged(&files);
    let (ticks, peak) = costs().unwrap_or_default();
    let seconds = (ticks - made.0) as f64 / 100.0;
    let size = bytes(&files) as f64 / 1e6;
    println!("{:<42}{size:>7.1} MB{seconds:>8.2} s{:>7} MiB{lines:>10} lines", slow.name, peak / 1024);
}

fn main() {
    if let Ok(name) = std::env::var(ONE) {
        ALL.iter().filter(|slow| slow.name == name).for_each(own);
        return;
    }
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_default();
    for slow in ALL.iter().filter(|slow| slow.name.contains(&wanted)) {
        let ended = Command::new(&program).env(ONE, slow.name).status();
        if !ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
            println!("{:<42}{ended:?}", slow.name);
        }
    }
}
