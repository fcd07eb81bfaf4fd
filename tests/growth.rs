//! The work of each stage grows with what there is to do, not faster: counted, never timed. Twice the records may take 2.3 times the
//! memory that is asked for, so a list of everything made for every record is seen at once.

use std::alloc::System;
use std::fmt::Write;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::comparison::Comparison;
use alongside::project::{Folder, ReportDateSource, load};
use alongside::report::{Style, human, json};
use alongside::site::{History, build};
use alongside::text::Lang;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

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

/// A folder of so many records.
type Make = fn(usize) -> Vec<(String, String)>;

/// Every stage of a folder, from its files to the site.
fn stages(files: &[(String, String)]) -> Vec<Work> {
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
    assert!(counted(&mut work, "site", || build(&published, History::default())).is_ok(), "the templates are right");
    work
}

fn settings() -> (String, String) {
    let text = "project: {name: Launch, currency: CNY}\nlanguages: [en]\nreport: {repository: 'https://example.com/launch'}\n";
    ("alongside.yaml".to_owned(), text.to_owned())
}

fn rows(name: &str, head: &str, n: usize, row: impl Fn(usize) -> String) -> (String, String) {
    let mut text = format!("{head}\n");
    for at in 0..n {
        let _ = writeln!(text, "{}", row(at));
    }
    (name.to_owned(), text)
}

fn risks(n: usize) -> Vec<(String, String)> {
    let row = |at: usize| format!("R-{at:05},Late printer {at},Li Na,{},{},open,2026-12-{:02}", at % 5 + 1, at % 3 + 2, at % 28 + 1);
    vec![settings(), rows("risks.csv", "id,title,owner,probability,impact,status,next_review", n, row)]
}

fn tasks(n: usize) -> Vec<(String, String)> {
    let row = |at: usize| {
        let after = at.checked_sub(1).map(|before| format!("T-{before:05}")).unwrap_or_default();
        format!("T-{at:05},Step {at},Li Na,2026-{:02}-02,2026-{:02}-20,{after},in progress", at % 11 + 1, at % 11 + 1)
    };
    vec![settings(), rows("tasks.csv", "id,title,owner,start,finish,depends_on,status", n, row)]
}

fn measurements(n: usize) -> Vec<(String, String)> {
    let kpis = rows("kpis.csv", "id,name,unit,direction", n / 20, |at| format!("k-{at},Measure {at},orders,up"));
    let values = rows("measurements.csv", "kpi,date,value", n, |at| {
        let week = at / (n / 20);
        format!("k-{},{},{}", at % (n / 20), Date::new(2026, 1, 4).plus(i64::try_from(week * 7).unwrap_or_default()), at % 37)
    });
    vec![settings(), kpis, values]
}

fn meetings(n: usize) -> Vec<(String, String)> {
    let meeting = |at: usize| {
        let day = Date::new(2020, 1, 1).plus(i64::try_from(at).unwrap_or_default());
        let text = format!("# Weekly {at}\n\n## Present\n\n- Li Na\n\n## Actions\n\n- [ ] @Li Na Call printer {at} (due 2026-12-07)\n");
        (format!("meetings/{day}-weekly.md"), text)
    };
    std::iter::once(settings()).chain((0..n).map(meeting)).collect()
}

#[test]
fn twice_the_records_are_twice_the_work() {
    /// How many times the work of twice the records may be.
    const MOST: f64 = 2.3;
    /// Less than this is noise of what is set up once.
    const SMALL: usize = 20_000;
    let folders: [(&str, Make, usize); 4] =
        [("risks", risks, 300), ("tasks", tasks, 200), ("measurements", measurements, 500), ("meetings", meetings, 150)];
    let mut grown = String::new();
    for (name, folder, n) in folders {
        stages(&folder(20));
        let (once, twice) = (stages(&folder(n)), stages(&folder(2 * n)));
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
