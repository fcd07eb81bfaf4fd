//! *On this page*: the parts of a long page by their names, read from the page itself.

use std::fmt::Write;

use super::escape::escape;
use super::tree::Element;
use crate::both;
use crate::text::Lang;

/// Where the list goes in a page.
const PLACE: &str = "<!-- contents -->";
/// With fewer parts a page is short enough.
const FEWEST: usize = 5;

/// Whether a page may have so many parts that it gets a list of them.
pub(super) fn may_have_contents(html: &[u8]) -> bool {
    let html = String::from_utf8_lossy(html);
    ["<section", "<h2"].iter().map(|part| html.matches(part).count()).sum::<usize>() >= FEWEST
}

/// A page with the list of its parts at the place for it, or without that place.
pub(super) fn with_contents(html: &[u8], tree: &Element, lang: Lang) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let mut parts = Vec::new();
    if let Some(main) = tree.first("main") {
        find(main, &mut parts);
    }
    let list = if parts.len() < FEWEST { String::new() } else { list(&parts, lang) };
    html.replacen(PLACE, &list, 1).into_bytes()
}

/// The parts with an address: sections, and the headings of a text.
fn find(element: &Element, parts: &mut Vec<(String, String)>) {
    for part in element.elements() {
        let id = part.attribute("id");
        let name = match (part.name.as_str(), id) {
            ("section", Some(_)) => part.attribute("aria-label").map(str::to_owned).or_else(|| part.first("h2").map(Element::text)),
            ("h2", Some(_)) if element.is_a(&["prose"]) => Some(part.text()),
            _ => None,
        };
        match (id, name) {
            (Some(id), Some(name)) => parts.push((id.to_owned(), name.split_whitespace().collect::<Vec<_>>().join(" "))),
            _ => find(part, parts),
        }
    }
}

fn list(parts: &[(String, String)], lang: Lang) -> String {
    let title = both!("On this page", "本页内容");
    let title = title.get(lang);
    let mut out = format!("<nav class=\"contents\" aria-label=\"{title}\"><p>{title}</p><ul>");
    for (id, name) in parts {
        let _ = write!(out, "<li><a href=\"#{}\">{}</a></li>", super::address::encode(id), escape(name));
    }
    out + "</ul></nav>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;
    use crate::site::tree::parse;

    fn contents(main: &str) -> String {
        let html = format!("<html><body><main>{PLACE}{main}</main></body></html>");
        String::from_utf8(with_contents(html.as_bytes(), &parse(html.as_bytes()), Lang::Zh)).unwrap()
    }

    #[test]
    fn a_long_page_begins_with_its_parts() {
        let parts = "<section id=\"a b\"><h2>A &amp; B</h2></section><section id=\"c\" aria-label=\"C\"><h2>C says more</h2></section>\
                     <div class=\"prose\"><h2 id=\"d\">D</h2><h2 id=\"e\">E</h2></div><section><h2>None</h2></section>";
        assert!(!contents(parts).contains("<nav"), "four parts are few");
        let five = contents(&format!("{parts}<section><section id=\"f\"><h2>F</h2></section></section>"));
        let list = "<nav class=\"contents\" aria-label=\"本页内容\"><p>本页内容</p><ul><li><a href=\"#a%20b\">A &amp; B</a></li><li><a href=\"#c\">C</a></li>\
                    <li><a href=\"#d\">D</a></li><li><a href=\"#e\">E</a></li><li><a href=\"#f\">F</a></li></ul></nav>";
        assert!(five.contains(list), "{five}");
    }

    #[test]
    fn no_page_keeps_the_place_and_the_twin_has_no_list() {
        let site = site(&[("alongside.yaml", "languages: [en]\n")]);
        assert!(site.iter().filter(|(path, _)| path.ends_with(".html")).all(|(_, text)| !text.contains(PLACE)));
        let list = "<nav class=\"contents\" aria-label=\"On this page\">";
        assert!(site.get("en/about.html").is_some_and(|page| page.contains(list)));
        assert!(!site.get("en/index.html").is_some_and(|page| page.contains(list)), "the overview is short");
        assert!(site.get("en/about.md").is_some_and(|twin| !twin.contains("On this page")));
    }
}
