//! Pages of small folders, for tests.

use super::address::Address;
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
