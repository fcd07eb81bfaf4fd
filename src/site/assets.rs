//! The files that all pages share: stylesheet, script and icon, and what a project adds to the look.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::project::Project;
use crate::project::palette::{Palette, overrides};

/// A file beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its name, which changes with its bytes, so that a browser never takes an old one for it.
    pub name: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

impl Asset {
    /// Where it is, from the root of the site.
    pub fn path(&self) -> String {
        format!("assets/{}", self.name)
    }
}

/// The stylesheet of the product that all pages share.
const BASE: &str = include_str!("../../templates/assets/styles/base.css");

/// Those that some pages need, in the order in which they hold.
const PARTS: [&str; 14] = [
    include_str!("../../templates/assets/styles/overview.css"),
    include_str!("../../templates/assets/styles/charts.css"),
    include_str!("../../templates/assets/styles/matrix.css"),
    include_str!("../../templates/assets/styles/registers.css"),
    include_str!("../../templates/assets/styles/load.css"),
    include_str!("../../templates/assets/styles/held.css"),
    include_str!("../../templates/assets/styles/trace.css"),
    include_str!("../../templates/assets/styles/raci.css"),
    include_str!("../../templates/assets/styles/gantt.css"),
    include_str!("../../templates/assets/styles/calendar.css"),
    include_str!("../../templates/assets/styles/findings.css"),
    include_str!("../../templates/assets/styles/document.css"),
    include_str!("../../templates/assets/styles/search.css"),
    include_str!("../../templates/assets/styles/slides.css"),
];

/// What stands in a page for the address of the stylesheet of its kind, until the page is made.
const OF_PAGE: &str = "assets/page.css";

/// A stylesheet that only some pages need, and by which they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    css: &'static str,
    /// The classes that it names and none before it.
    classes: BTreeSet<&'static str>,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet that all pages share.
    base: Asset,
    parts: Vec<Part>,
    /// What the project's settings and its `assets/brand.css` add to them.
    pub brand: Option<Asset>,
    /// The script.
    pub script: Asset,
    /// What it loads when somebody searches.
    pub search: Asset,
    /// The product's icon.
    pub icon: Asset,
}

impl Assets {
    /// The product's, and the project's own.
    pub fn new(project: &Project) -> Self {
        let css = running_head(project) + &colours(project) + project.brand().map(|file| project.text(file)).unwrap_or_default();
        Self {
            base: asset("base", "css", BASE.as_bytes().into()),
            parts: parts(),
            brand: (!css.is_empty()).then(|| asset("brand", "css", css.into_bytes().into())),
            script: asset("script", "js", include_bytes!("../../templates/assets/script.js").into()),
            search: asset("search", "js", include_bytes!("../../templates/assets/search.js").into()),
            icon: asset("icon", "svg", include_bytes!("../../templates/assets/icon.svg").into()),
        }
    }

    /// The addresses of the stylesheets in the order in which they hold, from the root of the site, as templates have them.
    pub fn styles(&self) -> impl Iterator<Item = String> {
        [self.base.path(), OF_PAGE.to_owned()].into_iter().chain(self.brand.as_ref().map(Asset::path))
    }

    /// All stylesheets, one after the other.
    pub fn whole_style(&self) -> String {
        let parts = std::iter::once(BASE).chain(self.parts.iter().map(|part| part.css));
        let brand = self.brand.as_ref().map(|brand| String::from_utf8_lossy(&brand.bytes));
        parts.map(str::to_owned).chain(brand.map(Cow::into_owned)).collect::<Vec<_>>().join("\n")
    }

    /// Every file that all pages share.
    pub fn all(&self) -> impl Iterator<Item = &Asset> {
        std::iter::once(&self.base).chain(&self.brand).chain([&self.script, &self.search, &self.icon])
    }

    /// A page with the address of the stylesheet that has what is on it beyond what all pages have, and that stylesheet; or without
    /// such a link.
    pub fn fitted(&self, html: &[u8]) -> (Vec<u8>, Option<Asset>) {
        let html = String::from_utf8_lossy(html);
        let values = html.split("class=").skip(1).filter_map(|rest| rest.get(1..)?.split(['"', '\'']).next());
        let used: BTreeSet<&str> = values.flat_map(str::split_whitespace).collect();
        let needed: Vec<&str> = self.parts.iter().filter(|part| !part.classes.is_disjoint(&used)).map(|part| part.css).collect();
        if needed.is_empty() {
            return (without_link(&html).unwrap_or_else(|| html.into_owned()).into_bytes(), None);
        }
        let style = asset("page", "css", needed.join("\n").into_bytes().into());
        (html.replacen(OF_PAGE, &style.path(), 1).into_bytes(), Some(style))
    }
}

/// A page without its link to a stylesheet of its kind; `None` if it has no such link.
fn without_link(html: &str) -> Option<String> {
    let (before, after) = html.split_once(OF_PAGE)?;
    let (head, (_, rest)) = (before.get(..before.rfind("<link")?)?, after.split_once('>')?);
    Some(format!("{}{rest}", head.trim_end_matches('\n')))
}

fn parts() -> Vec<Part> {
    let mut known = classes(BASE);
    let part = |css: &'static str| {
        let classes: BTreeSet<&'static str> = classes(css).difference(&known).copied().collect();
        known.extend(&classes);
        Part { css, classes }
    };
    PARTS.map(part).into()
}

/// The names of the classes of a stylesheet.
fn classes(css: &str) -> BTreeSet<&str> {
    let rules =
        css.split('}').filter_map(|rule| rule.rsplit_once('{')).map(|(selector, _)| selector.rsplit("*/").next().unwrap_or_default());
    let follow = rules.flat_map(|selector| selector.split('.').skip(1));
    follow
        .map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The name of the project at the head of each printed sheet.
fn running_head(project: &Project) -> String {
    let Some(name) = project.settings.site.name.as_ref().or(project.settings.project.name.as_ref()) else { return String::new() };
    let original = project.default_lang();
    let head = |of: &str, name: &str| {
        // What could end the text or the stylesheet is written by its number.
        let plain: String =
            name.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect();
        format!("@page{of} {{ @top-left {{ content: \"{plain} · {}\"; font: 8pt sans-serif; color: #444; }} }}\n", project.report_date)
    };
    let (first, _) = name.get(original, original);
    let others = project.settings.languages().into_iter().filter(|lang| *lang != original).filter_map(|lang| {
        let (other, _) = name.get(lang, original);
        let (tag, page) = (lang.tag(), format!("head-{}", lang.tag()));
        (other != first).then(|| format!("{}body:lang({tag}) {{ page: {page}; }}\n", head(&format!(" {page}"), other)))
    });
    head("", first) + &others.collect::<String>()
}

/// `site.colours` as declarations; the product's own colour stays where only the light one is set.
fn colours(project: &Project) -> String {
    let (set, _) = overrides(&project.settings.site.colours);
    let product = Palette::of_product();
    let known: Vec<&String> = set.keys().filter(|name| product.0.contains_key(*name)).collect();
    let palette = product.clone().with(&set);
    let shades = || known.iter().filter_map(|name| Some((name, palette.0.get(*name)?)));
    if known.is_empty() {
        return String::new();
    }
    let mut css = ":root {".to_owned();
    for (name, shades) in shades() {
        let _ = write!(css, " --{name}: {};", shades.light);
    }
    css.push_str(" }\n@supports (color: light-dark(#000, #fff)) { :root {");
    for (name, shades) in shades() {
        let _ = write!(css, " --{name}: light-dark({}, {});", shades.light, shades.dark);
    }
    css + " } }\n"
}

fn asset(stem: &str, extension: &str, bytes: Cow<'static, [u8]>) -> Asset {
    Asset { name: format!("{stem}-{}.{extension}", digest(&bytes)), bytes }
}

/// Ten digits by which bytes are told from others.
pub(super) fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes).iter().take(5).fold(0_u64, |hash, &byte| hash << 8 | u64::from(byte));
    format!("{hash:010x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    fn assets(files: &[(&str, &str)]) -> Assets {
        Assets::new(&load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) }))
    }

    #[test]
    fn the_name_follows_from_the_bytes() {
        assert_eq!(asset("a", "txt", b"".into()).name, "a-e3b0c44298.txt");
        assert_eq!(asset("a", "txt", b"abc".into()).name, "a-ba7816bf8f.txt");
    }

    #[test]
    fn a_page_has_the_stylesheet_of_what_is_on_it() {
        let assets = assets(&[]);
        let links: Vec<String> = assets.styles().map(|path| format!("\n<link rel=\"stylesheet\" href=\"../{path}\">")).collect();
        let links = links.concat();
        let fitted = |body: &str| {
            let page = format!("<head>{links}\n<script></script></head>{body}");
            let (html, style) = assets.fitted(page.as_bytes());
            let html = String::from_utf8(html).unwrap();
            assert!(html.ends_with(&format!("\n<script></script></head>{body}")), "{html}");
            assert_eq!(html.matches("<link").count(), if style.is_some() { 2 } else { 1 }, "{html}");
            assert!(style.as_ref().is_none_or(|style| html.contains(&style.path())), "{html}");
            style.map(|style| String::from_utf8(style.bytes.into_owned()).unwrap()).unwrap_or_default()
        };
        assert_eq!(fitted("<p class=\"muted\">"), "");
        let register = fitted("<table class=\"reg\">");
        assert!(register.contains(".reg tbody") && !register.contains(".matrix"), "{register}");
        let chart = fitted("<i class='score H'></i><svg class=\"plot full\">");
        assert!(chart.contains(".matrix") && chart.contains("svg.plot") && !chart.contains(".reg tbody"), "{chart}");
        assert!(assets.whole_style().len() > register.len() + chart.len());
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in assets(&[]).all() {
            let text = std::str::from_utf8(&asset.bytes).unwrap();
            for address in ["http:", "https:", "@import", "eval(", ".innerHTML"] {
                assert!(!text.replace("http://www.w3.org/2000/svg", "").contains(address), "{} has {address}", asset.name);
            }
        }
    }

    #[test]
    fn sheets_have_the_name_of_the_project_whatever_it_is() {
        let name = |name: &str| {
            let brand = assets(&[("alongside.yaml", &format!("project: {{name: '{name}'}}"))]).brand.unwrap();
            String::from_utf8(brand.bytes.into_owned()).unwrap()
        };
        assert_eq!(name("上市 4"), "@page { @top-left { content: \"上市 4 · 2026-03-31\"; font: 8pt sans-serif; color: #444; } }\n");
        let both = assets(&[("alongside.yaml", "project: {name: {en: Launch, zh-CN: 上市}}")]).brand.unwrap();
        let both = String::from_utf8(both.bytes.into_owned()).unwrap();
        assert!(
            both.contains("@page head-zh-CN { @top-left { content: \"上市 · ") && both.contains("body:lang(zh-CN) { page: head-zh-CN; }"),
            "{both}"
        );
        assert!(name("a\"}</style>").contains("content: \"a\\22 \\7d \\3c \\2f style\\3e  · 2026"), "{}", name("a\"}</style>"));
    }

    #[test]
    fn a_project_has_colours_and_a_stylesheet_of_its_own() {
        assert_eq!(assets(&[("alongside.yaml", "site: {colours: {nothing: '#123456'}}")]).brand, None);
        let files = [
            ("alongside.yaml", "site: {colours: {link: '#003366', top: {light: '#7a003c', dark: '#300018'}}}"),
            ("assets/brand.css", ".top b { text-transform: uppercase; }\n"),
        ];
        let brand = assets(&files).brand.unwrap();
        assert_eq!(
            std::str::from_utf8(&brand.bytes).unwrap(),
            ":root { --link: #003366; --top: #7a003c; }\n\
             @supports (color: light-dark(#000, #fff)) { :root { --link: light-dark(#003366, #82b1ff); --top: light-dark(#7a003c, #300018); } }\n\
             .top b { text-transform: uppercase; }\n"
        );
    }
}
