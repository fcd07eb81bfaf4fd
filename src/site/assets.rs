//! The files that all pages share: stylesheet, script and icon, and what a project adds to the look.

use std::borrow::Cow;
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

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The product's stylesheet.
    pub style: Asset,
    /// What the project's settings and its `assets/brand.css` add to it.
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
            style: asset("style", "css", include_bytes!("../../templates/assets/style.css").into()),
            brand: (!css.is_empty()).then(|| asset("brand", "css", css.into_bytes().into())),
            script: asset("script", "js", include_bytes!("../../templates/assets/script.js").into()),
            search: asset("search", "js", include_bytes!("../../templates/assets/search.js").into()),
            icon: asset("icon", "svg", include_bytes!("../../templates/assets/icon.svg").into()),
        }
    }

    /// The stylesheets in the order in which they hold.
    pub fn styles(&self) -> impl Iterator<Item = &Asset> {
        std::iter::once(&self.style).chain(&self.brand)
    }

    /// Every file.
    pub fn all(&self) -> impl Iterator<Item = &Asset> {
        self.styles().chain([&self.script, &self.search, &self.icon])
    }
}

/// The name of the project at the head of each printed sheet.
fn running_head(project: &Project) -> String {
    let Some(name) = project.settings.site.name.as_ref().or(project.settings.project.name.as_ref()) else { return String::new() };
    let (name, _) = name.get(project.default_lang(), project.default_lang());
    // What could end the text or the stylesheet is written by its number.
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect();
    format!("@page {{ @top-left {{ content: \"{plain} · {}\"; font: 8pt sans-serif; color: #444; }} }}\n", project.report_date)
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
