//! The whole site as files.

use std::fmt;

use rayon::prelude::*;
use serde::Serialize;
use tera::Tera;

use super::address::Address;
use super::page::Page;
use super::whole::{Report, Whole};
use super::{csv, pages, templates};
use crate::text::Lang;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path from the root of the site, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Made(Vec<u8>),
    /// What the file of the project folder at this path holds.
    CopyOf(String),
}

/// Why the site could not be made: a template is wrong, which is a mistake of the program.
#[derive(Debug)]
pub struct SiteError {
    /// The file that could not be made.
    pub path: String,
    /// What is wrong with its template.
    pub error: tera::Error,
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.error)
    }
}

impl std::error::Error for SiteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Makes every file of the site, in the order of their kinds: the start page, pages by language, data, assets, attachments.
///
/// # Errors
/// If a template is wrong.
pub fn build(report: &Report<'_>) -> Result<Vec<OutputFile>, SiteError> {
    let whole = Whole::new(*report);
    let tera = templates::tera().map_err(|error| SiteError { path: "templates".to_owned(), error })?;
    let mut files = vec![start(&whole, &tera)?];
    files.extend(rendered(&whole, &tera)?);
    files.extend(csv::files(&whole));
    files.extend(whole.assets.iter().map(|asset| made(format!("assets/{}", asset.name), asset.bytes.to_vec())));
    files.extend(whole.attachments().map(|(path, copy)| OutputFile { path: copy, content: Content::CopyOf(path.to_owned()) }));
    Ok(files)
}

/// A file of bytes.
pub(super) fn made(path: String, bytes: Vec<u8>) -> OutputFile {
    OutputFile { path, content: Content::Made(bytes) }
}

fn rendered(whole: &Whole<'_>, tera: &Tera) -> Result<Vec<OutputFile>, SiteError> {
    let addresses = pages::all(whole);
    let pages: Vec<Page<'_>> =
        whole.project.languages.iter().flat_map(|lang| addresses.iter().map(|at| Page { whole, lang: *lang, at: *at })).collect();
    pages
        .into_par_iter()
        .map(|page| {
            let path = page.path();
            match pages::render(page, tera) {
                Ok(bytes) => Ok(made(path, bytes)),
                Err(error) => Err(SiteError { path, error }),
            }
        })
        .collect()
}

/// The view-model of `start.html`, which leads to the default language.
#[derive(Serialize)]
struct Start {
    lang: Lang,
    site: String,
    style: String,
    first: String,
    languages: Vec<Language>,
}

#[derive(Serialize)]
struct Language {
    lang: Lang,
    name: &'static str,
    href: String,
}

fn start(whole: &Whole<'_>, tera: &Tera) -> Result<OutputFile, SiteError> {
    let lang = whole.project.default_lang();
    let [style, _] = &whole.assets;
    let href = |lang| whole.names.path(Address::Overview, lang);
    let languages = whole.project.languages.iter().map(|lang| Language { lang: *lang, name: lang.name(), href: href(*lang) });
    let view = Start {
        lang,
        site: Page { whole, lang, at: Address::Overview }.site_name(),
        style: format!("assets/{}", style.name),
        first: href(lang),
        languages: languages.collect(),
    };
    let path = "index.html".to_owned();
    let text = tera::Context::from_serialize(&view).and_then(|context| tera.render("start.html", &context));
    match text {
        Ok(text) => Ok(made(path, text.into_bytes())),
        Err(error) => Err(SiteError { path, error }),
    }
}
