//! What the pages of a small project say, one page of each kind, and which files its site has.
//!
//! `INSTA_UPDATE=always cargo test --test suite snapshots` accepts what is there now.

use std::path::Path;
use std::sync::OnceLock;

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, ReportDateSource, load};
use alongside::site::{self, Content, OutputFile};

/// One page of each kind.
const KINDS: [&str; 22] = [
    "index.html",
    "goals.html",
    "communication.html",
    "market.html",
    "support.html",
    "plan.html",
    "strategy.html",
    "departments.html",
    "risk.html",
    "performance.html",
    "improvement.html",
    "checklist.html",
    "people.html",
    "documents.html",
    "about.html",
    "rules/improvement.html",
    "documents/docs-brief.html",
    "goals/lamps-sold.html",
    "kpis/units-sold.html",
    "meetings/2026-06-03.html",
    "decisions/D-1.html",
    "risks/R-1.html",
];

/// Pages that are also held in Chinese.
const CHINESE: [&str; 4] = ["index.html", "checklist.html", "kpis/units-sold.html", "rules/improvement.html"];

#[test]
fn one_page_of_each_kind() {
    for page in KINDS {
        holds(&format!("en/{page}"));
    }
}

#[test]
fn some_pages_in_chinese() {
    for page in CHINESE {
        holds(&format!("zh-CN/{page}"));
    }
}

#[test]
fn the_files_of_a_site() {
    let paths: Vec<String> = small().iter().map(|file| without_hash(&file.path)).collect();
    snapshot("files", &paths.join("\n"));
}

fn holds(path: &str) {
    let name = path.trim_end_matches(".html").replace('/', "-");
    snapshot(&name, &one_tag_a_line(main(page(path))));
}

fn snapshot(name: &str, content: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, content);
    });
}

/// The site of `tests/fixtures/small`, made once for all tests.
fn small() -> &'static [OutputFile] {
    static SITE: OnceLock<Vec<OutputFile>> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
        let folder = Folder::read(&root).expect("the fixture is there");
        let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 15) });
        let analysis = Analysis::in_full(&project);
        let assessment = Assessment::of(project, analysis);
        site::build(&Published::to(Audience::Public, &assessment), site::History::default()).expect("the pages render")
    })
}

fn page(path: &str) -> &'static str {
    let file = small().iter().find(|file| file.path == path).unwrap_or_else(|| panic!("the site has no `{path}`"));
    match &file.content {
        Content::Made(bytes) => std::str::from_utf8(bytes).expect("a page is UTF-8"),
        Content::CopyOf(copied) => panic!("`{path}` is a copy of `{copied}`"),
    }
}

/// What is between `<main …>` and `</main>`.
fn main(html: &str) -> &str {
    let from = html.find("<main").expect("a page has a main part");
    let to = html.find("</main>").expect("the main part ends");
    &html[from..to]
}

/// Each tag on a line of its own, together with its text, so that a difference is as short as what has changed.
fn one_tag_a_line(html: &str) -> String {
    let mut lines = String::new();
    let mut after_closing = true;
    for part in html.split_inclusive('>') {
        let (text, tag) = part.split_at(part.rfind('<').unwrap_or(part.len()));
        let (text, tag) = (one_space(text), one_space(tag));
        if !text.is_empty() {
            lines.push_str(if after_closing { "\n" } else { "" });
            lines.push_str(&text);
        }
        let is_closing = tag.starts_with("</");
        let is_leaf = is_closing && (!after_closing || !text.is_empty());
        lines.push_str(if is_leaf { "" } else { "\n" });
        lines.push_str(&tag);
        after_closing = is_closing || tag.ends_with("/>");
    }
    lines
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of an asset without the hash of its content: `assets/style-….css`.
fn without_hash(path: &str) -> String {
    let Some(name) = path.strip_prefix("assets/") else { return path.to_owned() };
    let hashed = name.rsplit_once('-').zip(name.rsplit_once('.'));
    hashed.map_or_else(|| path.to_owned(), |((stem, _), (_, extension))| format!("assets/{stem}-….{extension}"))
}
