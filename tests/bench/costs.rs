//! What folders cost that were written to be slow: `cargo bench --bench costs`, with `-- WORDS` those alone whose names have these
//! words. Processor time and memory are those of a process of its own for each: from its files in memory until they are read or
//! refused, and until the report is written.

#![expect(clippy::print_stdout, reason = "a benchmark measures and prints")]

#[allow(dead_code, reason = "the test of costs takes other fields")]
mod hostile;

use std::process::Command;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::Assessment;
use alongside::project::{Folder, Project, ReportDateSource, load};
use alongside::report::{Style, human};
use alongside::text::Lang;
use hostile::{ALL, Files, Slow, bytes};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Says that the process is to judge one folder and to tell its own costs.
const ONE: &str = "ALONGSIDE_COST_OF";

fn read(files: &Files) -> Project {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) })
}

fn judged(project: Project) -> usize {
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
    let before = costs().unwrap_or_default();
    let project = read(&files);
    let of_reading = costs().unwrap_or_default();
    let lines = judged(project);
    let of_all = costs().unwrap_or_default();
    let told = |(ticks, peak): (u64, u64)| format!("{:>8.2} s{:>6} MiB", (ticks - before.0) as f64 / 100.0, peak / 1024);
    let size = bytes(&files) as f64 / 1e6;
    println!("{:<42}{size:>6.1} MB |{} |{} |{lines:>8} lines", slow.name, told(of_reading), told(of_all));
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
