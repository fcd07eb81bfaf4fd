//! What folders of 1,000 and 10,000 records cost, stage by stage: `cargo bench --bench sizes`; with `-- whole` also 100,000.
//!
//! Everything is in memory, so that the disk is in no time. A tenfold folder should cost ten times as much.

#![expect(clippy::print_stdout, clippy::disallowed_methods, clippy::cast_precision_loss, reason = "a benchmark measures and prints")]

mod folders;

use std::time::Instant;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::{Style, human};
use alongside::site::{Content, History, OutputFile, build};
use alongside::text::Lang;
use folders::Make;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The stages that are told apart.
const STAGES: [&str; 5] = ["read", "analyse", "judge", "report", "site"];

/// The milliseconds of each stage, and the site.
fn measured(folder: Make, n: usize) -> ([f64; STAGES.len()], Vec<OutputFile>) {
    let files = folder(n);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let date = ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) };
    let (read, project) = timed(|| load(Folder::of_texts(&files), date));
    let (analyse, analysis) = timed(|| Analysis::of(&project));
    let (judge, assessment) = timed(|| Assessment::of(project, analysis));
    let (report, _) = timed(|| human(&assessment, Style { lang: Lang::En, has_colour: false, is_verbose: false }));
    let (site, built) = timed(|| {
        let published = Published::to(Audience::Public, &assessment);
        build(&published, History::default())
    });
    ([read, analyse, judge, report, site], built.unwrap_or_default())
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed().as_secs_f64() * 1000.0, made)
}

fn main() {
    let sizes: &[usize] = if std::env::args().any(|arg| arg == "whole") { &[1_000, 10_000, 100_000] } else { &[1_000, 10_000] };
    println!(
        "{:<14}{:>8}{}{:>8}{:>9}{:>10}",
        "folder",
        "records",
        STAGES.map(|stage| format!("{stage:>9}")).concat(),
        "times",
        "files",
        "largest"
    );
    for (name, folder) in folders::ALL {
        let mut before = None;
        for n in sizes {
            let (times, site) = measured(folder, *n);
            let all: f64 = times.iter().sum();
            let growth = before.map_or(String::new(), |before: f64| format!("{:.1} ×", all / before));
            before = Some(all);
            let stages = times.map(|time| format!("{time:>6.0} ms")).concat();
            println!("{name:<14}{n:>8}{stages}{growth:>8}{:>9}{:>7.0} kB", site.len(), largest(&site));
        }
    }
}

/// The kilobytes of the largest page.
fn largest(site: &[OutputFile]) -> f64 {
    let pages = site.iter().filter(|file| file.path.ends_with(".html"));
    let sizes = pages.filter_map(|file| if let Content::Made(bytes) = &file.content { Some(bytes.len()) } else { None });
    sizes.max().unwrap_or_default() as f64 / 1000.0
}
