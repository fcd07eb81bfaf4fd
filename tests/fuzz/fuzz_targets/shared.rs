//! What the targets share: a folder of one or more files is read, judged and published.

use alongside::analysis::Analysis;
use alongside::calendar::Date;
use alongside::checklist::{Assessment, Audience, Published};
use alongside::project::{Folder, Project, ReportDateSource, load};

/// Reads a folder of texts.
pub fn read(files: &[(&str, &str)]) -> Project {
    load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) })
}

/// Reads it and judges it.
pub fn judge(files: &[(&str, &str)]) -> Assessment {
    let project = read(files);
    let analysis = Analysis::of(&project);
    Assessment::of(project, analysis)
}

/// Reads it, judges it and makes every page.
#[allow(dead_code)]
pub fn publish(files: &[(&str, &str)]) {
    let assessment = judge(files);
    let told = Published::to(Audience::Public, &assessment);
    alongside::site::build(&told, None).expect("the pages render");
    alongside::report::published(&told);
}
