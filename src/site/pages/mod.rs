//! The pages of the site: one module and one template each. A page is registered by a line in [`all`] and one in [`render`].

mod about;
mod area;
mod checklist;
mod documents;
mod goals;
mod kpi;
mod overview;
mod people;
mod questions;
mod record;
pub(super) mod risk;

use serde::Serialize;
use tera::Tera;

use super::address::{Address, WITH_PAGES};
use super::page::Page;
use super::whole::Whole;
use crate::checklist::Area;

/// Every page, in the order in which they are written.
pub fn all(whole: &Whole<'_>) -> Vec<Address> {
    let mut pages = vec![Address::Overview];
    pages.extend(Area::ALL.map(Address::Area));
    pages.extend([Address::Checklist, Address::Documents, Address::People, Address::About]);
    pages.extend(WITH_PAGES.into_iter().flat_map(|kind| whole.public(kind)).map(Address::Record));
    pages.extend((0..whole.project.documents.len()).map(Address::Document));
    pages
}

/// A page as HTML.
///
/// # Errors
/// If a template is wrong, which the tests of the site see.
pub fn render(page: Page<'_>, tera: &Tera) -> Result<Vec<u8>, tera::Error> {
    match page.at {
        Address::Overview => fill(tera, "overview", &overview::view(page)),
        Address::Area(area) => fill(tera, "area", &area::view(page, area)),
        Address::Checklist => fill(tera, "checklist", &checklist::view(page)),
        Address::Documents => fill(tera, "documents", &documents::view(page)),
        Address::People => fill(tera, "people", &people::view(page)),
        Address::About => fill(tera, "about", &about::view(page)),
        Address::Record(id) => fill(tera, "record", &record::view(page, id)),
        Address::Document(at) => fill(tera, "document", &documents::document(page, at)),
    }
}

fn fill(tera: &Tera, name: &str, view: &impl Serialize) -> Result<Vec<u8>, tera::Error> {
    let mut out = Vec::new();
    tera.render_to(&format!("{name}.html"), &tera::Context::from_serialize(view)?, &mut out)?;
    Ok(out)
}
