//! The pages of the site: one module and one template each.

mod area;
mod calendar;
mod fields;
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
use serde_json::Value;
use tera::Tera;

use super::address::{Address, Single, singles};
use super::view::context::SiteContext;
use super::view::page::Page;
use crate::checklist::Area;
use crate::project::Kind;

macro_rules! pages {
    ($( $module:ident: $Page:ident $file:literal $en:literal $zh:literal; )+) => {
        $( mod $module; )+

        fn single<T: Taker>(page: Page<'_>, which: Single, taker: T) -> T::Out {
            match which { $( Single::$Page => taker.take(stringify!($module), &$module::view(page)), )+ }
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
    if whole.is_manual() {
        return manual(whole);
    }
    let mut pages: Vec<Address> = Single::ALL.iter().copied().map(Address::Single).collect();
    pages.extend(Area::ALL.map(Address::Area));
    pages.extend(std::iter::once(None).chain(Area::ALL.map(Some)).map(Address::Rules));
    pages.extend(Kind::ALL.iter().copied().filter(|kind| whole.tells_fields(*kind)).map(Address::Fields));
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

/// The pages of documents alone.
fn manual(whole: &SiteContext<'_>) -> Vec<Address> {
    let documents = (0..whole.project.documents.len()).map(Address::Document);
    let lists = whole.names.sheets().filter(|address| matches!(address, Address::DocumentList(_)));
    [Address::OVERVIEW, Address::DOCUMENTS, Address::SEARCH].into_iter().chain(lists).chain(documents).collect()
}

/// A page as HTML.
///
/// # Errors
/// If a template is wrong, which the tests of the site see.
pub fn render(page: Page<'_>, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
    given(page, Fill(tera))
}

/// The template of a page, and what it is given.
pub fn given_to(page: Page<'_>) -> (&'static str, Value) {
    given(page, Tell)
}

/// What is done with the view-model of a page.
trait Taker {
    type Out;
    fn take(self, template: &'static str, view: &impl Serialize) -> Self::Out;
}

/// Fills a template.
struct Fill<'t>(&'t Tera);

/// Tells what a template is given.
struct Tell;

impl Taker for Fill<'_> {
    type Out = Result<Vec<u8>, tera::Error>;
    fn take(self, template: &'static str, view: &impl Serialize) -> Self::Out {
        let mut out = Vec::new();
        self.0.render_to(&format!("{template}.html"), &tera::Context::from_serialize(view)?, &mut out)?;
        Ok(out)
    }
}

impl Taker for Tell {
    type Out = (&'static str, Value);
    fn take(self, template: &'static str, view: &impl Serialize) -> Self::Out {
        // Only texts, numbers, lists and maps by names are in it: it can always be told.
        (template, serde_json::to_value(view).unwrap_or_default())
    }
}

fn given<T: Taker>(page: Page<'_>, taker: T) -> T::Out {
    match page.at {
        Address::OVERVIEW if page.whole.is_manual() => taker.take("documents", &documents::start(page)),
        Address::Single(which) => single(page, which, taker),
        Address::Area(area) => taker.take("area", &area::view(page, area)),
        Address::Rules(area) => taker.take("rules", &rules::view(page, area)),
        Address::Fields(kind) => taker.take("fields", &fields::view(page, kind)),
        Address::Period => taker.take("period", &period::view(page)),
        Address::Trends => taker.take("trends", &trends::view(page)),
        Address::Since => taker.take("since", &since::view(page)),
        Address::Marketing => taker.take("marketing", &marketing::view(page)),
        Address::Calendar => taker.take("calendar", &calendar::view(page)),
        Address::Schedule => taker.take("schedule", &area::schedule::view(page)),
        Address::Gate(milestone) => taker.take("launch", &marketing::launch::view(page, milestone)),
        Address::Register(kind) => taker.take("register", &register::view(page, kind, 0)),
        Address::Sheet(kind, sheet) => taker.take("register", &register::view(page, kind, sheet)),
        Address::DocumentList(sheet) => taker.take("documents", &documents::list(page, sheet)),
        Address::Record(id) => taker.take("record", &record::view(page, id)),
        Address::Document(at) => taker.take("document", &documents::document(page, at)),
    }
}
