//! How the processor's time and the memory of `check` grow from 1,000 to 100,000 records and those of `build` to 20,000, with
//! `ALONGSIDE_WHOLE=1` to 100,000 too: `cargo bench --bench curves -- all`, or with the name of a kind only that one. It keeps what it measured in `target/curves.tsv`, prints a table, and draws the
//! pictures of `docs/performance.md`; `-- draw` only prints and draws.
//!
//! Each run is a process of its own, of which the one that took least counts; what is read and written is in memory where there is `/dev/shm`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark measures and prints")]

#[path = "curves/draw.rs"]
mod draw;
mod folders;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use alongside::cli::{self, Cli};
use clap::FromArgMatches;
use folders::{Holds, Wanted};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Says that the process is to run the program once, and where to write what that cost.
const COSTS: &str = "ALONGSIDE_CURVE";
/// The noon of the day of the report.
const NOON: &str = "1795176000";
const SIZES: [usize; 7] = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
const COMMANDS: [&str; 2] = ["check", "build"];
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/curves.tsv");

/// What one run took.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

/// What a folder of so many records takes.
#[derive(Debug, Clone)]
struct Point {
    command: String,
    kind: String,
    records: usize,
    cost: Cost,
}

impl Point {
    fn microseconds_of_each(&self) -> f64 {
        self.cost.seconds * 1e6 / self.records as f64
    }

    fn line(&self) -> String {
        format!("{}\t{}\t{}\t{:.4}\t{:.1}\n", self.command, self.kind, self.records, self.cost.seconds, self.cost.megabytes)
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (command, kind, records) = (cells.next()?.to_owned(), cells.next()?.to_owned(), cells.next()?.parse().ok()?);
        let cost = Cost { seconds: cells.next()?.parse().ok()?, megabytes: cells.next()?.parse().ok()? };
        Some(Self { command, kind, records, cost })
    }
}

/// What this process has taken so far: all its threads, and the most memory at once.
#[cfg(target_os = "linux")]
fn taken() -> Option<Cost> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = peak.split_whitespace().next()?.parse().ok()?;
    Some(Cost { seconds: time.tv_sec as f64 + time.tv_nsec as f64 / 1e9, megabytes: kibibytes * 1.024 / 1e3 })
}

#[cfg(not(target_os = "linux"))]
fn taken() -> Option<Cost> {
    None
}

/// Runs the program with what was typed, and writes what that cost.
fn run(typed: Vec<String>, costs: &Path) -> Result<(), Box<dyn Error>> {
    let typed = cli::command().try_get_matches_from(typed)?;
    alongside::command::run(&Cli::from_arg_matches(&typed)?);
    let cost = taken().ok_or("the system does not say what a process takes")?;
    Ok(fs::write(costs, format!("{} {}", cost.seconds, cost.megabytes))?)
}

/// A folder for what is read and written, gone with its value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Result<Self, Box<dyn Error>> {
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { memory } else { env::temp_dir() };
        let folder = folder.join(format!("alongside-curves-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run of a command for a folder takes, at the least of some.
fn measured(command: &str, folder: &Path, turns: usize) -> Result<Cost, Box<dyn Error>> {
    let scratch = Scratch::new("output")?;
    let (output, costs) = (scratch.0.join("output"), scratch.0.join("costs"));
    let mut least: Option<Cost> = None;
    for _ in 0..turns {
        let _ = fs::remove_dir_all(&output);
        let mut program = Command::new(env::current_exe()?);
        program.env(COSTS, &costs).env("SOURCE_DATE_EPOCH", NOON).args([command, "--quiet"]).arg(folder);
        if command == "build" {
            program.arg("--output").arg(&output);
        }
        program.output()?;
        let text = fs::read_to_string(&costs)?;
        let (seconds, megabytes) = text.split_once(' ').ok_or("the run said nothing of its costs")?;
        let cost = Cost { seconds: seconds.parse()?, megabytes: megabytes.parse()? };
        least = Some(least.filter(|least| least.seconds <= cost.seconds).unwrap_or(cost));
    }
    least.ok_or_else(|| "no run".into())
}

fn measure(holds: Holds, points: &mut Vec<Point>) -> Result<(), Box<dyn Error>> {
    for records in SIZES {
        let scratch = Scratch::new("folder")?;
        for (path, text) in Wanted::new(holds, records).files() {
            let path = scratch.0.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&scratch.0))?;
            fs::write(path, text)?;
        }
        let is_whole = records <= 20_000 || env::var_os("ALONGSIDE_WHOLE").is_some();
        for command in COMMANDS.into_iter().filter(|command| is_whole || *command == "check") {
            let cost = measured(command, &scratch.0, if records > 5_000 { 2 } else { 3 })?;
            let point = Point { command: command.to_owned(), kind: holds.name().to_owned(), records, cost };
            print!("{}", point.line());
            points.retain(|old| (&old.command, &old.kind, old.records) != (&point.command, &point.kind, records));
            points.push(point);
        }
    }
    Ok(fs::write(KEPT, points.iter().map(Point::line).collect::<String>())?)
}

/// How many times the time for a record at the most records is that at the first size, in words of the table.
fn print(points: &[Point]) {
    println!("| command | kind | {} | time for a record, most to least |", SIZES.map(|size| size.to_string()).join(" | "));
    println!("|---|---|{}---|", "---|".repeat(SIZES.len()));
    for (command, holds) in COMMANDS.into_iter().flat_map(|command| Holds::ALONE.map(|holds| (command, holds))) {
        let of = |size: usize| points.iter().find(|point| (&*point.command, &*point.kind, point.records) == (command, holds.name(), size));
        let cell =
            |size: usize| of(size).map_or(String::new(), |point| format!("{:.2} s, {:.0} MB", point.cost.seconds, point.cost.megabytes));
        let most = SIZES.into_iter().rev().find_map(of);
        let growth = of(1_000).zip(most).map(|(few, many)| many.microseconds_of_each() / few.microseconds_of_each());
        let cells = SIZES.map(cell).join(" | ");
        println!("| {command} | {} | {cells} | {:.2} |", holds.name(), growth.unwrap_or_default());
    }
}

fn all(typed: &str) -> Result<(), Box<dyn Error>> {
    let kept = fs::read_to_string(KEPT).unwrap_or_default();
    let mut points: Vec<Point> = kept.lines().filter_map(Point::of_line).collect();
    for holds in Holds::ALONE.into_iter().filter(|holds| typed == "all" || holds.name() == typed) {
        measure(holds, &mut points)?;
    }
    print(&points);
    for command in COMMANDS {
        let of_command: Vec<Point> = points.iter().filter(|point| point.command == command).cloned().collect();
        let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/pictures/{command}.svg"));
        fs::create_dir_all(picture.parent().unwrap_or(Path::new(".")))?;
        fs::write(picture, draw::picture(command, &of_command)?)?;
    }
    Ok(())
}

fn main() {
    let typed: Vec<String> = env::args().filter(|word| word != "--bench").collect();
    let done = match (env::var_os(COSTS), typed.get(1)) {
        (Some(costs), _) => run(typed, Path::new(&costs)),
        (None, Some(what)) => all(what),
        // `cargo bench` alone runs every benchmark; this one takes many minutes.
        (None, None) => Ok(()),
    };
    if let Err(problem) = done {
        eprintln!("{problem}");
    }
}
