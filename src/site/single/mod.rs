//! The report in one file, to be sent: the chosen pages below each other, with stylesheet and script in it and links between them.

mod leaf;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::address::Address;
use super::build::SiteError;
use super::view::context::{History, SiteContext};
use super::view::frame::{Entry, Frame};
use super::view::page::Page;
use super::{pages, templates, tree};
use crate::checklist::Published;
use crate::say;
use crate::source::fold::nearest;
use crate::text::{Lang, Message};
use leaf::Leaf;

/// By which a file is known as one that this program has made.
pub const MARK: &str = "<meta name=\"generator\" content=\"alongside\">";

/// Why the file could not be made.
#[derive(Debug)]
pub enum SingleError {
    /// There is no page of this name; the pages that there are.
    Unknown(String, Vec<String>),
    /// A template is wrong.
    Site(SiteError),
}

impl SingleError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown(name, _) => say!("There is no page “{name}”.", "没有页面“{name}”。", name),
            Self::Site(error) => error.message(),
        }
    }

    /// How to fix it.
    pub fn help(&self) -> Message {
        match self {
            Self::Unknown(name, known) => match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => say!("Did you mean `{near}`?", "是不是 `{near}`？", near),
                None => say!("The pages are {list}.", "页面有：{list}。", list = known.join(", ")),
            },
            Self::Site(error) => error.help(),
        }
    }
}

/// The view-model of `single.html`.
#[derive(Serialize)]
struct SingleView<'a> {
    frame: Frame<'a>,
    policy: String,
    style: String,
    script: &'a str,
    as_of: String,
    home: String,
    navigation: Vec<Entry>,
    leaves: Vec<String>,
}

/// One file of some pages, by their names as they stand in addresses (`overview`, `risk`, `registers/tasks`); of those by which all
/// others are found, if none is named.
///
/// # Errors
/// If a name is no page's, or a template is wrong.
pub fn single(published: &Published<'_>, history: History<'_>, lang: Lang, names: &[String]) -> Result<Vec<u8>, SingleError> {
    let whole = SiteContext::new(published, history);
    let page = |at| Page { whole: &whole, lang, at };
    let chosen = chosen(page(Address::OVERVIEW), names)?;
    let wrong = |path: String| move |error| SingleError::Site(SiteError::Template { path, error });
    let tera = templates::tera(templates::own(&whole.project)).map_err(wrong("single.html".to_owned()))?;
    let inside: BTreeMap<String, String> = chosen.iter().map(|at| (page(*at).path(), name(page(*at)).replace('/', "-"))).collect();
    let mut leaves = Vec::new();
    for at in &chosen {
        let page = page(*at);
        let html = pages::render(page, &tera).map_err(wrong(page.path()))?;
        let mut tree = tree::parse(&html);
        let leaf = Leaf { page: &page.path(), inside: &inside, base: whole.base_url() };
        leaves.push(tree.first_mut("main").map(|main| leaf.settled(main)).unwrap_or_default());
    }
    let first = page(chosen.first().copied().unwrap_or(Address::OVERVIEW));
    let link = |at: Address| inside.get(&page(at).path()).map(|id| format!("#{id}")).unwrap_or_default();
    let navigation = first.entries(&chosen).into_iter().zip(&chosen).map(|(entry, at)| Entry { href: link(*at), current: None, ..entry });
    let style = whole.assets.whole_style().replace("</", "<\\/");
    let script = std::str::from_utf8(&whole.assets.script.bytes).unwrap_or_default();
    let view = SingleView {
        policy: format!("style-src '{}'; script-src '{}'", hash(&style), hash(script)),
        as_of: first.as_of(),
        home: link(first.at),
        navigation: navigation.collect(),
        frame: first.frame(&first.site_name(), &first.say_if_public(&whole.headline())),
        leaves,
        style,
        script,
    };
    let context = tera::Context::from_serialize(&view).map_err(wrong("single.html".to_owned()))?;
    tera.render("single.html", &context).map(String::into_bytes).map_err(wrong("single.html".to_owned()))
}

/// The pages that are asked for, in the order in which they are asked for.
fn chosen(page: Page<'_>, names: &[String]) -> Result<Vec<Address>, SingleError> {
    let all = pages::all(page.whole);
    if names.is_empty() {
        let mut usual: Vec<Address> = all.into_iter().filter(|at| at.is_of_first_level() && *at != Address::STEERING).collect();
        usual.sort_by_key(|at| match *at {
            Address::OVERVIEW => 0,
            Address::Area(_) => 1,
            Address::Single(_) => 3,
            Address::Register(_) => 4,
            _ => 2,
        });
        return Ok(usual);
    }
    let known: BTreeMap<String, Address> = all.iter().map(|at| (name(Page { at: *at, ..page }), *at)).collect();
    let mut chosen = Vec::new();
    for asked in names {
        let asked = asked.trim().trim_end_matches(".html");
        let asked = if asked == "index" { "overview" } else { asked };
        let shown = || all.iter().filter(|at| at.is_of_first_level()).map(|at| name(Page { at: *at, ..page })).collect();
        let at = known.get(asked).ok_or_else(|| SingleError::Unknown(asked.to_owned(), shown()))?;
        if !chosen.contains(at) {
            chosen.push(*at);
        }
    }
    Ok(chosen)
}

/// What a page is called in addresses: its file without language and extension.
fn name(page: Page<'_>) -> String {
    if page.at == Address::OVERVIEW {
        return "overview".to_owned();
    }
    let path = page.path();
    let path = path.strip_suffix(".html").unwrap_or(&path);
    path.split_once('/').map_or(path, |(_, name)| name).to_owned()
}

/// What a content policy calls a text that it lets through.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, ReportDateSource, load};

    const FILES: [(&str, &str); 4] = [
        ("alongside.yaml", "project: {name: {en: Launch, zh-CN: 上市}}\nlanguages: [en, zh-CN]\n"),
        ("people.yaml", "- {id: li-na, name: Li Na}\n"),
        (
            "risks.yaml",
            "- {id: R-01, title: Late <agency>, owner: li-na, probability: 4, impact: 4}\n- {id: R-02, title: Hidden, visibility: internal}\n",
        ),
        ("assets/brand.css", "p::after { content: '</style><script>alert(1)</script>' }\n"),
    ];

    fn made(lang: Lang, names: &[&str], settings: &str) -> Result<String, SingleError> {
        let mut files = FILES;
        let text = format!("{}{settings}", files[0].1);
        files[0].1 = &text;
        let project = load(Folder::of_texts(&files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        let analysis = Analysis::in_full(&project);
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let assessment = Assessment::of(project, analysis);
        let told = Published::to(Audience::Public, &assessment);
        single(&told, History::default(), lang, &names).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    /// The text between two others.
    fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(found, _)| found)
    }

    #[test]
    fn it_holds_all_that_it_needs() {
        let text = made(Lang::En, &[], "").unwrap();
        let (style, rest) = (between(&text, "<style>", "</style>"), text.split_once("</style>").map_or("", |(_, rest)| rest));
        let script = between(rest, "<script>", "</script>");
        let policy = between(&text, "Content-Security-Policy\" content=\"", "\"");
        assert!(policy.contains(&hash(style)) && policy.contains(&hash(script)), "{policy}");
        assert!(!policy.contains("unsafe") && rest.matches("<script").count() == 1, "{policy}");
        assert!(!text.contains(" src=\"") && !text.contains("<link"));
        assert!(text.contains(MARK) && !text.contains("Hidden"));
    }

    /// The values of an attribute, wherever it is.
    fn all<'t>(element: &'t tree::Element, name: &str, found: &mut Vec<&'t str>) {
        found.extend(element.attribute(name));
        element.elements().for_each(|inner| all(inner, name, found));
    }

    #[test]
    fn its_links_stay_in_it_or_lead_to_the_published_site() {
        let text = made(Lang::En, &["overview", "risk", "risks/R-01"], "").unwrap();
        let tree_of = tree::parse(text.as_bytes());
        let (mut links, mut ids) = (Vec::new(), Vec::new());
        all(&tree_of, "href", &mut links);
        all(&tree_of, "id", &mut ids);
        assert!(links.contains(&"#risks-R-01") && links.contains(&"#risk"), "{links:?}");
        for link in &links {
            let id = crate::site::address::decoded(link.strip_prefix('#').unwrap_or_else(|| panic!("{link}")));
            assert!(ids.contains(&id.as_str()), "{link}");
        }
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), ids.len());
        let published = made(Lang::En, &["risk"], "report: {base_url: 'https://example.com/launch/'}\n").unwrap();
        assert!(published.contains("href=\"https://example.com/launch/en/risks/R-01.html\""));
        assert!(published.contains("href=\"https://example.com/launch/data/risks.csv\"") && !text.contains("risks.csv"));
    }

    #[test]
    fn the_pages_are_those_that_are_asked_for_in_their_order() {
        let text = made(Lang::Zh, &["risk.html", "index", "risk"], "").unwrap();
        let at = |id: &str| text.find(&format!("id=\"{id}\""));
        assert!(at("risk") < at("overview") && at("overview").is_some() && at("plan").is_none());
        assert!(text.contains("<html lang=\"zh-CN\">") && text.contains("上市"));
        let error = made(Lang::En, &["risc"], "").unwrap_err();
        assert_eq!((error.message().en.as_ref(), error.help().en.as_ref()), ("There is no page “risc”.", "Did you mean `risk`?"));
        assert!(made(Lang::En, &["zzzzzzzz"], "").unwrap_err().help().en.contains("overview, "));
    }
}
