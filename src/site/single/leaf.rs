//! A page among others in one file: its ids are its own, and its links stay within the file where they can.

use std::collections::BTreeMap;

use crate::site::address::{decoded, resolved};
use crate::site::tree::{Element, Node};

/// Attributes that name elements of the page.
const NAMING: [&str; 6] = ["id", "for", "headers", "aria-labelledby", "aria-describedby", "popovertarget"];

/// A page and where the others are.
pub(super) struct Leaf<'a> {
    /// Its file, from the root of the site.
    pub(super) page: &'a str,
    /// The pages of the file, by their files on the site: the id at which each begins.
    pub(super) inside: &'a BTreeMap<String, String>,
    /// Where the site is published.
    pub(super) base: Option<&'a str>,
}

/// Where a link leads.
enum Way {
    /// To a place of the file, or to another site.
    To(String),
    /// To nothing that a reader of the file has.
    Nowhere,
}

impl Leaf<'_> {
    /// What the page has in its main part, ready to stand beside others.
    pub(super) fn settled(&self, main: &mut Element) -> String {
        let own = self.inside.get(self.page).map_or("", String::as_str);
        self.settle(main, own);
        if let Some(first) = main.nodes.iter_mut().find_map(Node::element_mut) {
            first.set("id", own.to_owned());
        }
        main.nodes.iter().map(Node::html).collect()
    }

    fn settle(&self, element: &mut Element, own: &str) {
        let is_kept = |node: &Node| node.element().is_none_or(|element| self.is_kept(element));
        element.nodes.retain(is_kept);
        for node in &mut element.nodes {
            let Node::Element(inner) = node else { continue };
            if inner.name == "img" {
                *node = Node::Text(inner.attribute("alt").unwrap_or_default().to_owned());
                continue;
            }
            self.settle(inner, own);
        }
        let href = element.attribute("href").map(str::to_owned);
        match href.map(|href| self.way(&href, own)) {
            Some(Way::To(href)) => element.set("href", href),
            Some(Way::Nowhere) => element.remove("href"),
            None => {}
        }
        // Of a hundred parts none is a landmark, and many are called alike.
        if element.name == "section" {
            element.remove("aria-labelledby");
            element.remove("aria-label");
        }
        // The rest of a register that is cut into pages is not in the file.
        element.remove("data-rows");
        for (name, value) in element.attributes_mut() {
            if NAMING.contains(&name) {
                let named = value.split_whitespace().map(|id| named(own, id));
                *value = named.collect::<Vec<_>>().join(" ");
            } else if value.contains("url(#") && !value.contains("url(#hatch") {
                *value = value.replace("url(#", &format!("url(#{own}--"));
            }
        }
    }

    /// What is of use without the files beside the page.
    fn is_kept(&self, element: &Element) -> bool {
        let is_download = element.attribute("download").is_some() && self.base.is_none();
        element.name != "footer" && !is_download
    }

    fn way(&self, href: &str, own: &str) -> Way {
        if let Some(id) = href.strip_prefix('#') {
            return Way::To(format!("#{}", named(own, id)));
        }
        if ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
            return Way::To(href.to_owned());
        }
        let (file, id) = href.split_once('#').unwrap_or((href, ""));
        let file = resolved(self.page, file);
        match (self.inside.get(&decoded(&file)), self.base) {
            (Some(page), _) if id.is_empty() => Way::To(format!("#{page}")),
            (Some(page), _) => Way::To(format!("#{}", named(page, id))),
            (None, Some(base)) if id.is_empty() => Way::To(format!("{base}/{file}")),
            (None, Some(base)) => Way::To(format!("{base}/{file}#{id}")),
            (None, None) => Way::Nowhere,
        }
    }
}

/// The id of an element among those of other pages; the signs are those of all.
fn named(page: &str, id: &str) -> String {
    if id.starts_with("g-") { id.to_owned() } else { format!("{page}--{id}") }
}
