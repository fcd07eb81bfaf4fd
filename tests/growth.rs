//! The work of each stage grows with what there is to do, not faster: counted, never timed. Twice the records may take 2.3 times the
//! memory that is asked for, so a list of everything made for every record is seen at once. `tests/growth.tsv` has what each stage asks
//! of memory for folders that never change: more than a twentieth above that fails, and `RENEW=1` writes what it is now.

#[path = "bench/folders/mod.rs"]
mod folders;

use std::alloc::System;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::comparison::Comparison;
use alongside::project::{Folder, Readings, ReportDateSource, load, load_at};
use alongside::report::{Style, human, json};
use alongside::site::{History, build};
use alongside::source::Problem;
use alongside::source::files::{Entry, Memory, Source, Stamp};
use alongside::text::Lang;
use folders::{Holds, Wanted};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What is asked of memory is counted for the whole process: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// What a stage asked of memory: how often, and how many bytes.
struct Work {
    stage: &'static str,
    requests: usize,
    bytes: usize,
}

fn counted<T>(work: &mut Vec<Work>, stage: &'static str, run: impl FnOnce() -> T) -> T {
    let region = Region::new(ALLOCATOR);
    let made = run();
    let stats = region.change();
    let requests = stats.allocations + stats.reallocations;
    work.push(Work { stage, requests, bytes: stats.bytes_allocated });
    made
}

/// Every stage of a folder but the site, which is by far the longest, and what it ends with.
fn judged(files: &[(String, String)]) -> (Vec<Work>, Assessment) {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let date = ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) };
    let mut work = Vec::new();
    let project = counted(&mut work, "project", || load(Folder::of_texts(&files), date));
    let analysis = counted(&mut work, "analysis", || Analysis::in_full(&project));
    let assessment = counted(&mut work, "checklist", || Assessment::of(project, analysis));
    let published = counted(&mut work, "published", || Published::to(Audience::Public, &assessment));
    counted(&mut work, "comparison", || Comparison::of(&published, &published));
    counted(&mut work, "report", || {
        (human(&assessment, Style { lang: Lang::En, has_colour: false, is_verbose: false }), json(&assessment))
    });
    drop(published);
    (work, assessment)
}

/// Every stage of a folder, from its files to the site.
fn stages(files: &[(String, String)]) -> Vec<Work> {
    let (mut work, assessment) = judged(files);
    let published = Published::to(Audience::Public, &assessment);
    assert!(counted(&mut work, "site", || build(&published, History::default())).is_ok(), "the templates are right");
    work
}

#[test]
fn twice_the_records_are_twice_the_work() {
    /// How many times the work of twice the records may be.
    const MOST: f64 = 2.3;
    /// Less than this is noise of what is set up once.
    const SMALL: usize = 20_000;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let sizes = [300, 200, 500, 150, 150, 520];
    let mut grown = String::new();
    for (holds, n) in Holds::ALONE.into_iter().zip(sizes) {
        let name = holds.name();
        stages(&Wanted::new(holds, 20).files());
        let (once, twice) = (stages(&Wanted::new(holds, n).files()), stages(&Wanted::new(holds, 2 * n).files()));
        for (once, twice) in once.iter().zip(&twice) {
            let times = |of: fn(&Work) -> usize| of(twice) as f64 / (of(once).max(1)) as f64;
            let (requests, bytes) = (times(|work| work.requests), times(|work| work.bytes));
            if once.bytes > SMALL && requests.max(bytes) > MOST {
                let _ = writeln!(grown, "{name}, {}: {requests:.2} times the requests, {bytes:.2} times the bytes", once.stage);
            }
        }
    }
    assert_eq!(grown, "", "twice the records:\n{grown}");
}

/// Three digits of a count, rounded up: what changes nothing that counts does not change the file either.
fn rounded(count: usize) -> usize {
    let unit = 10_usize.pow(count.checked_ilog10().unwrap_or_default().saturating_sub(2));
    count.div_ceil(unit) * unit
}

/// What every stage of every kind asks of memory: the kind and the stage, how often, and how many bytes.
fn asked() -> Vec<(String, [usize; 2])> {
    let of_kind = |holds: Holds| {
        let files = Wanted::new(holds, 100).files();
        // What is set up once for the whole process is not counted.
        judged(&files);
        stages(&files).into_iter().map(move |work| (format!("{}\t{}", holds.name(), work.stage), [work.requests, work.bytes]))
    };
    stages(&Wanted::new(Holds::Mixed, 100).files());
    Holds::ALL.into_iter().flat_map(of_kind).collect()
}

#[test]
fn no_stage_asks_for_more_memory_than_it_did() {
    /// How many times the committed figure a figure may be.
    const MOST: f64 = 1.05;
    /// So many requests and bytes are noise of the test's own threads.
    const NOISE: [f64; 2] = [5.0, 1_000.0];
    const HEAD: &str = "kind\tstage\trequests\tbytes\n";
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/growth.tsv");
    // On one thread, as several share the work out otherwise from run to run.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("there is room for a thread");
    let asked = alone.install(asked);
    if std::env::var_os("RENEW").is_some() {
        let lines = asked.iter().map(|(what, counts)| format!("{what}\t{}\t{}\n", rounded(counts[0]), rounded(counts[1])));
        std::fs::write(path, HEAD.to_owned() + &lines.collect::<String>()).expect("there is room for the file");
    }
    let committed = std::fs::read_to_string(path).expect("the committed figures");
    let mut lines = committed.lines().skip(1);
    let mut more = String::new();
    for (what, counts) in asked {
        let line = lines.next().unwrap_or_default();
        let figures =
            line.strip_prefix(&what).map(|rest| rest.split('\t').filter_map(|figure| figure.parse::<f64>().ok()).collect::<Vec<_>>());
        match figures.as_deref() {
            Some(&[requests, bytes]) if counts[0] as f64 <= requests * MOST + NOISE[0] && counts[1] as f64 <= bytes * MOST + NOISE[1] => {}
            _ => {
                let _ = writeln!(more, "{what}: {} requests, {} bytes, where “{line}” is committed", counts[0], counts[1]);
            }
        }
    }
    assert_eq!(lines.next(), None, "a figure of something that is no longer counted");
    assert_eq!(more, "", "more is asked of memory; if that must be, write it with `RENEW=1 cargo test --test growth`:\n{more}");
}

/// A folder as it was committed in a week: the minutes of that week are new, and nothing else has changed since the one before.
#[derive(Debug)]
struct Week {
    number: usize,
    files: Memory,
}

impl Week {
    fn minutes(week: usize) -> String {
        format!("meetings/2026-{:02}-{:02}.md", week / 28 + 1, week % 28 + 1)
    }

    fn new(number: usize) -> Self {
        let minutes = (0..=number).map(|week| (Self::minutes(week), format!("# Weekly\n\n## Decisions\n\n- Number {week}\n")));
        Self { number, files: Memory::new(Wanted::new(Holds::Mixed, 1000).files().into_iter().chain(minutes)) }
    }
}

impl Source for Week {
    fn entries(&self, directory: &str) -> Result<Vec<Entry>, Box<Problem>> {
        let mut entries = self.files.entries(directory)?;
        for entry in &mut entries {
            entry.stamp = Some(Stamp::Blob([directory, &entry.name].concat().into()));
        }
        Ok(entries)
    }

    fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Problem>> {
        self.files.bytes(path, limit)
    }
}

#[test]
fn sixty_states_of_a_folder_cost_no_more_than_a_few_readings() {
    /// How many readings sixty states may ask of memory.
    const MOST: f64 = 3.0;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let read = |weeks: usize| {
        let (weeks, known) = ((0..weeks).map(|week| Arc::new(Week::new(week))).collect::<Vec<_>>(), Arc::new(Readings::default()));
        let mut work = Vec::new();
        counted(&mut work, "states", || {
            for week in weeks {
                let number = week.number;
                let project = load_at(known.folder(week), Date::new(2026, 4, 30), &known);
                assert_eq!((project.risks.len(), project.meetings.len()), (200, 201 + number));
            }
        });
        work.remove(0)
    };
    read(1);
    let (once, all) = (read(1), read(60));
    let (requests, bytes) = (all.requests as f64 / once.requests as f64, all.bytes as f64 / once.bytes as f64);
    assert!(requests.max(bytes) <= MOST, "{requests:.2} times the requests, {bytes:.2} times the bytes of a reading");
}
