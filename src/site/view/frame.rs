//! What stands around the content of every page.

use serde::Serialize;

use super::labels::FrameLabels;
use super::parts::Status;
use crate::text::Lang;

/// The view-model of `base.html`. Addresses are as seen from the page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame<'a> {
    /// The language of the page.
    pub lang: Lang,
    /// The words of the frame.
    pub t: FrameLabels,
    /// The name of the project.
    pub site: String,
    /// The title in the browser's tab.
    pub title: String,
    /// One sentence on what the page says.
    pub description: String,
    /// Whether search engines may list it.
    pub is_listed: bool,
    /// Where the page is published, if that is known.
    pub canonical: Option<String>,
    /// The addresses of the stylesheets, in the order in which they hold.
    pub styles: Vec<String>,
    /// The address of the script.
    pub script: String,
    /// The address of the sign in the browser's tab.
    pub icon: String,
    /// The address of the image that stands for the project.
    pub logo: Option<String>,
    /// The address of the overview.
    pub home: String,
    /// The address of the checklist, if there is one.
    pub checklist: Option<String>,
    /// The search.
    pub search: Search,
    /// The same page in the other languages.
    pub translations: Vec<Translation>,
    /// The feed of what changed.
    pub feed: Option<String>,
    /// The page in Markdown, if there is such a one.
    pub twin: Option<String>,
    /// The pages of the first level.
    pub navigation: Vec<Entry>,
    /// What stands below the content.
    pub footer: Footer<'a>,
}

/// Where the search is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Search {
    /// Its page, which without a script is an index.
    pub href: String,
    /// The address of its script.
    pub script: String,
    /// The address at which its index begins.
    pub index: String,
}

/// The page in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Translation {
    /// That language.
    pub lang: Lang,
    /// Its own name.
    pub name: &'static str,
    /// Where the page is.
    pub href: String,
    /// Where it is published, if that is known.
    pub published: Option<String>,
}

/// A page of the first level.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Its health, if it has one.
    pub status: Option<Status>,
    /// Whether the reader is there.
    pub current: Option<Current>,
}

/// How the page that is read lies to a page of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Current {
    /// It is that page.
    #[serde(rename = "page")]
    Page,
    /// It is below that page.
    #[serde(rename = "true")]
    Within,
}

/// Where the report comes from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Footer<'a> {
    /// The commit of the project folder.
    pub built_from: Option<&'a str>,
    /// The report that this one is compared with.
    pub previous: Option<&'a str>,
    /// The address of `report.json`.
    pub data: Option<String>,
    /// The address of the days ahead as a calendar.
    pub calendar: Option<String>,
    /// The address of the page that says how numbers are worked out.
    pub about: Option<String>,
}
