//! What the targets share: a folder of one or more files is read, judged, or published.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, Project, ReportDateSource, load};
use alongside::report::{Style, human, json, published};
use alongside::site::{History, build};
use alongside::text::Lang;

/// The files of a text that is parted by lines that begin with `== ` and their paths.
#[allow(dead_code, reason = "most targets read one file")]
pub fn files(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split("\n== ").filter_map(|part| part.split_once('\n'));
    let is_within = |path: &str| !path.starts_with('/') && !path.split('/').any(|part| matches!(part, "" | "." | ".."));
    parts.filter(|(path, _)| is_within(path) && !path.starts_with("templates/")).take(8).collect()
}

/// Reads a folder of texts.
pub fn read(files: &[(&str, &str)]) -> Project {
    load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

/// Reads it and judges it, and writes every report.
#[allow(dead_code, reason = "most targets only read")]
pub fn judge(files: &[(&str, &str)]) -> Assessment {
    let project = read(files);
    let analysis = Analysis::of(&project);
    let assessment = Assessment::of(project, analysis);
    for lang in Lang::ALL {
        human(&assessment, Style { lang, has_colour: false, is_verbose: true });
    }
    json(&assessment);
    published(&Published::to(Audience::Public, &assessment));
    assessment
}

/// Reads it, judges it and makes every page.
#[allow(dead_code, reason = "most targets make no pages")]
pub fn publish(files: &[(&str, &str)]) {
    let assessment = judge(files);
    build(&Published::to(Audience::Public, &assessment), History::default()).expect("the pages render");
}
