//! What each stage costs for each kind of folder: `cargo bench --bench stages`, with `-- WORDS` those alone whose names have these
//! words (`site`, `risks`). With `ALONGSIDE_WHOLE=1` folders of 100,000 records are among them.
//!
//! Everything is in memory, so that the disk is in no time. A tenfold folder should cost ten times as much.

mod folders;

use std::fmt;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::comparison::Comparison;
use alongside::project::{Folder, Project, ReportDateSource, load};
use alongside::report::{Style, human, json};
use alongside::site::{History, build};
use alongside::text::Lang;
use divan::Bencher;
use folders::{Holds, Wanted};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A folder as the names of benchmarks have it.
struct Sized(Holds, usize);

impl fmt::Display for Sized {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.0.name(), self.1)
    }
}

fn all() -> Vec<Sized> {
    let most = if std::env::var_os("ALONGSIDE_WHOLE").is_some() { 100_000 } else { 10_000 };
    let sizes = || [1_000, 10_000, 100_000].into_iter().filter(move |size| *size <= most);
    Holds::ALL.into_iter().flat_map(|holds| sizes().map(move |size| Sized(holds, size))).collect()
}

impl Sized {
    fn folder(&self) -> Folder {
        let files = Wanted::new(self.0, self.1).files();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        Folder::of_texts(&files)
    }

    fn project(&self) -> Project {
        project(self.folder())
    }

    fn assessment(&self) -> Assessment {
        let project = self.project();
        let analysis = Analysis::of(&project);
        Assessment::of(project, analysis)
    }
}

fn project(folder: Folder) -> Project {
    load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 11, 20) })
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn read(bencher: Bencher<'_, '_>, size: &Sized) {
    bencher.with_inputs(|| size.folder()).bench_local_values(project);
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn analyse(bencher: Bencher<'_, '_>, size: &Sized) {
    let project = size.project();
    bencher.bench_local(|| Analysis::in_full(&project));
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn judge(bencher: Bencher<'_, '_>, size: &Sized) {
    let inputs = || {
        let project = size.project();
        let analysis = Analysis::of(&project);
        (project, analysis)
    };
    bencher.with_inputs(inputs).bench_local_values(|(project, analysis)| Assessment::of(project, analysis));
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn publish(bencher: Bencher<'_, '_>, size: &Sized) {
    let assessment = size.assessment();
    bencher.bench_local(|| Published::to(Audience::Public, &assessment));
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn compare(bencher: Bencher<'_, '_>, size: &Sized) {
    let assessment = size.assessment();
    let published = Published::to(Audience::Public, &assessment);
    bencher.bench_local(|| Comparison::of(&published, &published));
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn report(bencher: Bencher<'_, '_>, size: &Sized) {
    let assessment = size.assessment();
    let style = Style { lang: Lang::En, has_colour: false, is_verbose: false };
    bencher.bench_local(|| (human(&assessment, style), json(&assessment)));
}

#[divan::bench(args = all(), sample_size = 1, max_time = 3)]
fn site(bencher: Bencher<'_, '_>, size: &Sized) {
    let assessment = size.assessment();
    let published = Published::to(Audience::Public, &assessment);
    bencher.bench_local(|| build(&published, History::default()));
}
