//! The pages of the site: one module and one template each.

mod area;
pub(super) mod goals;
mod kpi;
mod questions;
mod record;
mod register;
pub(super) mod risk;
mod rules;

use serde::Serialize;
use tera::Tera;

use super::address::Address;
use super::view::context::Whole;
use super::view::page::Page;
use crate::both;
use crate::checklist::Area;
use crate::project::Kind;
use crate::text::Message;

/// The pages of which there is one. A line registers a page: its module with a function `view`, its template of the same name,
/// its file, and its title in both languages; the navigation shows them in this order.
macro_rules! pages {
    ($( $module:ident: $Page:ident $file:literal $en:literal $zh:literal; )+) => {
        $( mod $module; )+

        /// A page of which there is one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Single { $( #[doc = $en] $Page, )+ }

        impl Single {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$Page ),+];

            /// Its file, without the extension.
            pub const fn file(self) -> &'static str {
                match self { $( Self::$Page => $file, )+ }
            }

            /// What it is called.
            pub const fn title(self) -> Message {
                match self { $( Self::$Page => both!($en, $zh), )+ }
            }

            fn render(self, page: Page<'_>, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
                match self { $( Self::$Page => fill(tera, stringify!($module), &$module::view(page)), )+ }
            }
        }

        /// Their templates, by name.
        pub(super) const TEMPLATES: &[(&str, &str)] = &[$( (
            concat!(stringify!($module), ".html"),
            include_str!(concat!("../../../templates/", stringify!($module), ".html")),
        ) ),+];
    };
}

pages! {
    overview: Overview "index" "Overview" "总览";
    checklist: Checklist "checklist" "Checklist" "检查清单";
    documents: Documents "documents" "Documents" "文档";
    people: People "people" "People" "人员";
    about: About "about" "About this report" "报告说明";
}

/// Every page, in the order in which they are written.
pub fn all(whole: &Whole<'_>) -> Vec<Address> {
    let mut pages: Vec<Address> = Single::ALL.iter().copied().map(Address::Single).collect();
    pages.extend(Area::ALL.map(Address::Area));
    pages.extend(std::iter::once(None).chain(Area::ALL.map(Some)).map(Address::Rules));
    pages.extend(whole.names.long_registers().map(Address::Register));
    let with_pages = Kind::ALL.iter().filter(|kind| kind.shown().has_pages);
    pages.extend(with_pages.flat_map(|kind| whole.public(*kind)).map(Address::Record));
    pages.extend((0..whole.project.documents.len()).map(Address::Document));
    pages
}

/// A page as HTML.
///
/// # Errors
/// If a template is wrong, which the tests of the site see.
pub fn render(page: Page<'_>, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
    match page.at {
        Address::Single(single) => single.render(page, tera),
        Address::Area(area) => fill(tera, "area", &area::view(page, area)),
        Address::Rules(area) => fill(tera, "rules", &rules::view(page, area)),
        Address::Register(kind) => fill(tera, "register", &register::view(page, kind)),
        Address::Record(id) => fill(tera, "record", &record::view(page, id)),
        Address::Document(at) => fill(tera, "document", &documents::document(page, at)),
    }
}

fn fill(tera: &Tera, name: &str, view: &impl Serialize) -> Result<Vec<u8>, tera::Error> {
    let mut out = Vec::new();
    tera.render_to(&format!("{name}.html"), &tera::Context::from_serialize(view)?, &mut out)?;
    Ok(out)
}
