//! The least that a site of documents can cost: each is read, its front matter split off, its Markdown rendered by the same library,
//! and a page written; two threads. `cargo bench --bench floor -- FROM TO`; `tests/bench/compare` measures it.

#![expect(clippy::print_stderr, reason = "it says why it ended")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What stands between the lines of `---`, and what comes after them.
fn split(text: &str) -> (&str, &str) {
    text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).unwrap_or(("", text))
}

fn page(text: &str) -> String {
    let (front, body) = split(text);
    let title = front.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
    let mut page = format!("<!doctype html>\n<title>{title}</title>\n<h1>{title}</h1>\n");
    html::push_html(&mut page, Parser::new_ext(body, Options::ENABLE_TABLES));
    page
}

fn write(from: &Path, to: &Path, document: &Path) -> io::Result<()> {
    let page = page(&fs::read_to_string(document)?);
    let to = to.join(document.strip_prefix(from).unwrap_or(document)).with_extension("html");
    fs::create_dir_all(to.parent().unwrap_or(Path::new(".")))?;
    fs::write(to, page)
}

fn all(from: &Path, to: &Path) -> io::Result<()> {
    let documents = walkdir::WalkDir::new(from).into_iter().collect::<Result<Vec<_>, _>>()?;
    let documents: Vec<PathBuf> = documents.into_iter().map(walkdir::DirEntry::into_path).collect();
    let threads = rayon::ThreadPoolBuilder::new().num_threads(2).build().map_err(io::Error::other)?;
    let is_document = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    threads.install(|| documents.par_iter().filter(|path| is_document(path)).try_for_each(|document| write(from, to, document)))
}

fn main() -> ExitCode {
    let typed: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let [from, to] = typed.as_slice() else {
        // `cargo bench` alone runs every benchmark.
        return if typed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match all(Path::new(from), Path::new(to)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
