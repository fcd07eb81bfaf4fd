//! What the targets share: a folder of one or more files is read, or judged and published.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, Project, ReportDateSource, load};

/// Reads a folder of texts.
pub fn read(files: &[(&str, &str)]) -> Project {
    load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

/// Reads it, judges it and makes every page.
#[allow(dead_code, reason = "one target makes pages, the others read")]
pub fn publish(files: &[(&str, &str)]) {
    let project = read(files);
    let analysis = Analysis::of(&project);
    let assessment = Assessment::of(project, analysis);
    let told = Published::to(Audience::Public, &assessment);
    alongside::site::build(&told, alongside::site::History::default()).expect("the pages render");
    alongside::report::published(&told);
}
