//! Pages of small folders, for tests.

use std::collections::BTreeMap;

use super::address::Address;
use super::output::Content;
use super::view::context::SiteContext;
use super::view::page::Page;
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::checklist::{Assessment, Audience, Published};
use crate::project::{Folder, ReportDateSource, load};
use crate::text::Lang;

/// What is made of a folder on 31 March 2026, in both languages.
pub(super) fn each<T>(files: &[(&str, &str)], make: impl Fn(Page<'_>) -> T) -> [T; 2] {
    let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
    let analysis = Analysis::in_full(&project);
    let assessment = Assessment::of(project, analysis);
    let published = Published::to(Audience::Public, &assessment);
    let whole = SiteContext::new(&published, crate::site::History::default());
    [Lang::En, Lang::Zh].map(|lang| make(Page { whole: &whole, lang, at: Address::OVERVIEW }))
}

/// Every file of the site of a folder by its path, on 31 March 2026; a copy by the path of what it copies.
pub(super) fn site(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
    let analysis = Analysis::in_full(&project);
    let assessment = Assessment::of(project, analysis);
    let published = Published::to(Audience::Public, &assessment);
    let text = |content| match content {
        Content::Made(bytes) => String::from_utf8(bytes).unwrap(),
        Content::CopyOf(path) => format!("copy of {path}"),
    };
    let made = super::build(&published, crate::site::History::default()).unwrap();
    made.into_iter().map(|file| (file.path, text(file.content))).collect()
}
