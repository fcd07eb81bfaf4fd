//! The pages of the site: one module and one template each.

mod area;
mod calendar;
mod goals;
mod kpi;
mod marketing;
mod needs;
mod period;
mod person;
mod questions;
mod record;
pub(super) mod register;
mod risk;
mod rules;
mod since;
mod trends;

use serde::Serialize;
use tera::Tera;

use super::address::{Address, Single, singles};
use super::view::context::SiteContext;
use super::view::page::Page;
use crate::checklist::Area;
use crate::project::Kind;

macro_rules! pages {
    ($( $module:ident: $Page:ident $file:literal $en:literal $zh:literal; )+) => {
        $( mod $module; )+

        fn single(page: Page<'_>, which: Single, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
            match which { $( Single::$Page => fill(tera, stringify!($module), &$module::view(page)), )+ }
        }

        /// Their templates, by name.
        pub(super) const TEMPLATES: &[(&str, &str)] = &[$( (
            concat!(stringify!($module), ".html"),
            include_str!(concat!("../../../templates/", stringify!($module), ".html")),
        ) ),+];
    };
}

singles!(pages);

/// Every page, in the order in which they are written.
pub fn all(whole: &SiteContext<'_>) -> Vec<Address> {
    let mut pages: Vec<Address> = Single::ALL.iter().copied().map(Address::Single).collect();
    pages.extend(Area::ALL.map(Address::Area));
    pages.extend(std::iter::once(None).chain(Area::ALL.map(Some)).map(Address::Rules));
    pages.extend(whole.since.map(|_| Address::Since));
    pages.extend(whole.stretch.map(|_| Address::Period));
    pages.extend(whole.course.map(|_| Address::Trends));
    pages.extend(whole.has_marketing().then_some([Address::Marketing, Address::Calendar]).into_iter().flatten());
    pages.extend(area::schedule::is_cut(whole).then_some(Address::Schedule));
    pages.extend(whole.analysis.gates.iter().map(|gate| Address::Gate(gate.milestone)));
    pages.extend(whole.names.long_registers().map(Address::Register));
    pages.extend(whole.names.sheets());
    let with_pages = Kind::ALL.iter().filter(|kind| kind.shown().has_pages);
    pages.extend(with_pages.flat_map(|kind| whole.records(*kind)).map(Address::Record));
    pages.extend((0..whole.project.documents.len()).map(Address::Document));
    pages
}

/// A page as HTML.
///
/// # Errors
/// If a template is wrong, which the tests of the site see.
pub fn render(page: Page<'_>, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
    match page.at {
        Address::Single(which) => single(page, which, tera),
        Address::Area(area) => fill(tera, "area", &area::view(page, area)),
        Address::Rules(area) => fill(tera, "rules", &rules::view(page, area)),
        Address::Period => fill(tera, "period", &period::view(page)),
        Address::Trends => fill(tera, "trends", &trends::view(page)),
        Address::Since => fill(tera, "since", &since::view(page)),
        Address::Marketing => fill(tera, "marketing", &marketing::view(page)),
        Address::Calendar => fill(tera, "calendar", &calendar::view(page)),
        Address::Schedule => fill(tera, "schedule", &area::schedule::view(page)),
        Address::Gate(milestone) => fill(tera, "launch", &marketing::launch::view(page, milestone)),
        Address::Register(kind) => fill(tera, "register", &register::view(page, kind, 0)),
        Address::Sheet(kind, sheet) => fill(tera, "register", &register::view(page, kind, sheet)),
        Address::DocumentList(sheet) => fill(tera, "documents", &documents::list(page, sheet)),
        Address::Record(id) => fill(tera, "record", &record::view(page, id)),
        Address::Document(at) => fill(tera, "document", &documents::document(page, at)),
    }
}

fn fill(tera: &Tera, name: &str, view: &impl Serialize) -> Result<Vec<u8>, tera::Error> {
    let mut out = Vec::new();
    tera.render_to(&format!("{name}.html"), &tera::Context::from_serialize(view)?, &mut out)?;
    Ok(out)
}
