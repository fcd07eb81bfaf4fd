//! Turns every comparison at a limit round, one at a time, and tells which of these mistakes no test sees.

#![expect(clippy::disallowed_methods, reason = "it measures how long tests take")]

mod copy;
mod known;
mod sites;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use sites::Site;
use trial::Test;

/// With `quick`, a mistake is tried by this many tests that reach it, the quickest first.
const QUICKEST: usize = 300;

/// Where the names of those that survived last are kept.
const SURVIVORS: &str = "survivors.txt";

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Arguments that are no paths.
const WORDS: [&str; 2] = ["again", "quick"];

/// Whether no mistake goes unseen but for those of the list. Arguments are beginnings of the paths to try; `again` tries those
/// that survived last, `quick` leaves out the slow tests.
fn run(arguments: &[String]) -> Result<bool, String> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = home.join("../..").canonicalize().map_err(|error| error.to_string())?;
    let folder = env::var_os("MUTANTS_DIR").map_or_else(|| root.join("target/mutants"), PathBuf::from);
    let (copy, target) = (folder.join("copy"), folder.join("target"));
    let known = known::read(&home.join("survivors.txt"))?;

    let sites = copy::make(&root, &copy)?;
    eprintln!("{} comparisons", sites.len());
    let programs = copy::compile(&copy, &target)?;
    let mut tests = trial::list(&programs[0], "")?;
    tests.extend(trial::list(&programs[1], "vectors::")?);
    let reaching = cover(&mut tests, &copy, &folder, sites.len())?;
    let chosen = chosen(&sites, arguments, &folder);
    eprintln!("{} tests reach {} of them; {} are tried", tests.len(), reaching.iter().filter(|by| !by.is_empty()).count(), chosen.len());

    let mut tried_by = reaching.clone();
    if arguments.iter().any(|argument| argument == "quick") {
        for by in &mut tried_by {
            by.sort_by_key(|at| tests[*at].took);
            by.truncate(QUICKEST);
        }
    }
    let killed = judge(&sites, &chosen, &tests, &tried_by, &copy);
    Ok(report(&sites, &chosen, &killed, &reaching, &known, &folder))
}

fn chosen(sites: &[Site], arguments: &[String], folder: &Path) -> Vec<usize> {
    let survived = fs::read_to_string(folder.join(SURVIVORS)).unwrap_or_default();
    let survived: BTreeSet<&str> = survived.lines().collect();
    let is_again = arguments.iter().any(|argument| argument == "again");
    let paths: Vec<&String> = arguments.iter().filter(|argument| !WORDS.contains(&argument.as_str())).collect();
    let is_chosen = |site: &Site| {
        (paths.is_empty() || paths.iter().any(|path| site.file.starts_with(*path)))
            && (!is_again || survived.contains(site.name().as_str()))
    };
    (0..sites.len()).filter(|id| is_chosen(&sites[*id])).collect()
}

/// Runs each test by itself, and says of each comparison which of them reach it.
fn cover(tests: &mut [Test], copy: &Path, folder: &Path, count: usize) -> Result<Vec<Vec<usize>>, String> {
    let logs = folder.join("logs");
    let _ = fs::remove_dir_all(&logs);
    fs::create_dir_all(&logs).map_err(|error| error.to_string())?;
    let failed = Mutex::new(Vec::new());
    let results = parallel(tests.len(), |at| {
        let (test, log) = (&tests[at], logs.join(at.to_string()));
        let began = Instant::now();
        if !trial::pass(&[test], copy, ("MUTANTS_LOG", &log.to_string_lossy()), Duration::from_secs(600)) {
            failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(test.name.clone());
        }
        let text = fs::read_to_string(log).unwrap_or_default();
        (began.elapsed(), text.lines().filter_map(|line| line.parse().ok()).collect::<Vec<usize>>())
    });
    let failed = failed.into_inner().unwrap_or_default();
    if !failed.is_empty() {
        return Err(format!("These tests fail before anything is turned round:\n{}", failed.join("\n")));
    }
    let mut reaching = vec![Vec::new(); count];
    for (at, (took, reached)) in results.into_iter().enumerate() {
        tests[at].took = took;
        for id in reached {
            reaching[id].push(at);
        }
    }
    Ok(reaching)
}

/// Whether each of the chosen is seen by a test.
fn judge(sites: &[Site], chosen: &[usize], tests: &[Test], reaching: &[Vec<usize>], copy: &Path) -> Vec<bool> {
    let done = AtomicUsize::new(0);
    parallel(chosen.len(), |at| {
        let id = chosen[at];
        let portions = portions(&sites[id], &reaching[id], tests);
        let is_killed = portions.iter().any(|portion| {
            let limit = portion.iter().map(|test| test.took).sum::<Duration>() * 6 + Duration::from_secs(10);
            !trial::pass(portion, copy, ("MUTANT", &id.to_string()), limit)
        });
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        if count.is_multiple_of(50) {
            eprintln!("{count} of {}", chosen.len());
        }
        is_killed
    })
}

/// The tests of its own file come first, then the quick ones; each portion is of one program.
fn portions<'t>(site: &Site, reaching: &[usize], tests: &'t [Test]) -> Vec<Vec<&'t Test>> {
    let module = site.file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    let mut portions: BTreeMap<(u8, &Path), Vec<&Test>> = BTreeMap::new();
    for test in reaching.iter().map(|at| &tests[*at]) {
        let turn = match test.took.as_millis() {
            _ if test.name.starts_with(&format!("{module}::")) => 0,
            0..100 => 1,
            100..1000 => 2,
            _ => 3,
        };
        portions.entry((turn, &test.program)).or_default().push(test);
    }
    portions.into_values().collect()
}

fn report(
    sites: &[Site],
    chosen: &[usize],
    killed: &[bool],
    reaching: &[Vec<usize>],
    known: &BTreeMap<String, String>,
    folder: &Path,
) -> bool {
    let tried: BTreeMap<String, (usize, bool)> =
        chosen.iter().zip(killed).map(|(id, is_killed)| (sites[*id].name(), (*id, *is_killed))).collect();
    let survivors: Vec<(&String, usize)> =
        tried.iter().filter(|(_, (_, is_killed))| !is_killed).map(|(name, (id, _))| (name, *id)).collect();
    let mut names: Vec<&str> = survivors.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let _ = fs::write(folder.join(SURVIVORS), names.join("\n"));
    println!("{} tried, {} seen by a test, {} not", tried.len(), tried.len() - survivors.len(), survivors.len());

    let mut unknown: Vec<&(&String, usize)> = survivors.iter().filter(|(name, _)| !known.contains_key(*name)).collect();
    unknown.sort_by_key(|(_, id)| (&sites[*id].file, sites[*id].line));
    for (_, id) in &unknown {
        let Site { file, line, function, before, after, .. } = &sites[*id];
        let unreached = if reaching[*id].is_empty() { " (no test comes here)" } else { "" };
        println!("{file}:{line}  {before} → {after}  {function}{unreached}");
    }
    let all: BTreeSet<String> = sites.iter().map(Site::name).collect();
    // What is open may be seen by a test of today, of which the quick ones know nothing.
    let is_seen = |name: &String| tried.get(name).is_some_and(|(_, is_killed)| *is_killed) && !known[name].starts_with("open");
    let gone: Vec<&String> = known.keys().filter(|name| !all.contains(*name) || is_seen(name)).collect();
    for name in &gone {
        println!("no longer survives, or is no longer there: {name}");
    }
    for (heading, count) in counts(known) {
        println!("{count} listed: {heading}");
    }
    unknown.is_empty() && gone.is_empty()
}

fn counts(known: &BTreeMap<String, String>) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for heading in known.values() {
        *counts.entry(heading.as_str()).or_default() += 1;
    }
    counts
}

/// What is made of each number, by as many threads as the machine has cores.
fn parallel<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    let one = make(at);
                    made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, one));
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_default();
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, one)| one).collect()
}
