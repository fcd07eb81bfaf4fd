//! The whole site as files.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;
use serde::Serialize;
use tera::Tera;

use super::address::{Address, twin};
use super::assets::Asset;
use super::contents::{may_have_contents, with_contents};
use super::files::{badge, csv, feed, ics, kpi_csv, llms, risk_csv};
use super::output::{OutputFile, made};
use super::pages::register::pager;
use super::tree::Element;
use super::twin::Twin;
use super::view::context::{History, SiteContext};
use super::view::page::Page;
use super::{pages, search, templates, tree};
use crate::checklist::Published;
use crate::project::Kind;
use crate::text::{Lang, Message};

/// Why the site could not be made: a template is wrong.
#[derive(Debug)]
pub enum SiteError {
    /// A template of the project has a name that none asks for.
    Misnamed(Message),
    /// A template cannot be read, or a page cannot be filled.
    Template {
        /// The file that could not be made.
        path: String,
        /// What is wrong with its template.
        error: tera::Error,
    },
}

impl SiteError {
    /// What is wrong, and where.
    pub fn message(&self) -> Message {
        match self {
            Self::Misnamed(message) => message.clone(),
            Self::Template { path, error } => templates::explain(path, error),
        }
    }

    /// How to fix it.
    pub fn help(&self) -> Message {
        templates::help()
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().get(Lang::En))
    }
}

impl std::error::Error for SiteError {}

/// Makes every file of the site, in the order of their kinds: the start page, pages by language, data, assets, attachments.
///
/// # Errors
/// If a template is wrong.
pub fn build(published: &Published<'_>, history: History<'_>) -> Result<Vec<OutputFile>, SiteError> {
    let whole = SiteContext::new(published, history);
    if let Some(message) = templates::misnamed(&whole.project) {
        return Err(SiteError::Misnamed(message));
    }
    let tera =
        templates::tera(templates::own(&whole.project)).map_err(|error| SiteError::Template { path: "index.html".to_owned(), error })?;
    let (start, style) = start(&whole, &tera)?;
    let (mut files, mut styles) = (vec![start], BTreeMap::new());
    let mut keep = |style: Option<Asset>| styles.extend(style.map(|style| (style.path(), style.bytes)));
    keep(style);
    let mut twins = Vec::new();
    for page in rendered(&whole, &tera)? {
        files.push(page.file);
        twins.extend(page.twin);
        keep(page.style);
    }
    files.push(llms::file(&whole, &twins));
    files.extend(twins.into_iter().map(|(page, twin)| made(self::twin(&page.path()), twin.text.into_bytes())));
    files.extend(rows(&whole, &tera)?);
    files.extend(search::files(&whole));
    if !whole.is_manual() {
        files.extend(ics::files(&whole));
        files.extend(feed::files(&whole));
        files.extend(badge::files(&whole));
    }
    files.extend(csv::files(&whole));
    files.extend(kpi_csv::files(&whole));
    files.extend(risk_csv::files(&whole));
    files.extend(whole.assets.all().map(|asset| made(asset.path(), asset.bytes.to_vec())));
    files.extend(styles.into_iter().map(|(path, bytes)| made(path, bytes.into_owned())));
    files.extend(whole.attachments.all().map(|(_, path, content)| OutputFile { path: path.to_owned(), content: content.clone() }));
    Ok(files)
}

/// A page as a file, in Markdown, and the stylesheet that it needs beside the one that all have.
struct Rendered<'w> {
    file: OutputFile,
    twin: Option<(Page<'w>, Twin)>,
    style: Option<Asset>,
}

fn rendered<'w>(whole: &'w SiteContext<'_>, tera: &Tera) -> Result<Vec<Rendered<'w>>, SiteError> {
    let addresses = pages::all(whole);
    let pages: Vec<Page<'_>> =
        whole.project.languages.iter().flat_map(|lang| addresses.iter().map(|at| Page { whole, lang: *lang, at: *at })).collect();
    let has_twin = |path: &str| whole.names.has_twin(path);
    let of_page = |page: Page<'w>| {
        let path = page.path();
        match pages::render(page, tera) {
            Ok(bytes) => {
                let has_twin_itself = has_twin(&path);
                let is_read = has_twin_itself || may_have_contents(&bytes);
                let tree = if is_read { tree::parse_content(&bytes) } else { Element::default() };
                let (bytes, style) = whole.assets.fitted(&with_contents(&bytes, &tree, page.lang));
                let twin = has_twin_itself.then(|| (page, Twin::of(tree, &path, page.lang, &has_twin)));
                Ok(Rendered { file: made(path, bytes), twin, style })
            }
            Err(error) => Err(SiteError::Template { path, error }),
        }
    };
    // Of several pages that fail it is always the first that is told.
    pages.into_par_iter().map(of_page).collect::<Vec<_>>().into_iter().collect()
}

/// The rows of the registers that are cut into pages, as scripts.
fn rows(whole: &SiteContext<'_>, tera: &Tera) -> Result<Vec<OutputFile>, SiteError> {
    let page = |lang| Page { whole, lang, at: Address::OVERVIEW };
    let of_lang = |lang| pager::cut(page(lang)).flat_map(move |(kind, count)| (0..count).map(move |sheet| (lang, kind, sheet)));
    let all: Vec<(Lang, Kind, usize)> = whole.project.languages.iter().flat_map(|lang| of_lang(*lang)).collect();
    let files = all.into_par_iter().map(|(lang, kind, sheet)| {
        pager::rows(page(lang), kind, sheet, tera).map_err(|error| SiteError::Template { path: "rows.html".to_owned(), error })
    });
    files.collect::<Vec<_>>().into_iter().collect()
}

/// The view-model of `start.html`, which leads to the default language.
#[derive(Serialize)]
struct Start {
    lang: Lang,
    site: String,
    is_listed: bool,
    styles: Vec<String>,
    icon: String,
    first: String,
    languages: Vec<Language>,
}

#[derive(Serialize)]
struct Language {
    lang: Lang,
    name: &'static str,
    href: String,
}

fn start(whole: &SiteContext<'_>, tera: &Tera) -> Result<(OutputFile, Option<Asset>), SiteError> {
    let lang = whole.project.default_lang();
    let href = |lang| whole.names.path(Address::OVERVIEW, lang);
    let languages = whole.project.languages.iter().map(|lang| Language { lang: *lang, name: lang.name(), href: href(*lang) });
    let view = Start {
        lang,
        site: Page { whole, lang, at: Address::OVERVIEW }.site_name(),
        is_listed: whole.is_listed(),
        styles: whole.assets.styles().collect(),
        icon: whole.icon(),
        first: href(lang),
        languages: languages.collect(),
    };
    let path = "index.html".to_owned();
    let text = tera::Context::from_serialize(&view).and_then(|context| tera.render("start.html", &context));
    match text {
        Ok(text) => {
            let (bytes, style) = whole.assets.fitted(text.as_bytes());
            Ok((made(path, bytes), style))
        }
        Err(error) => Err(SiteError::Template { path, error }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analysis::Analysis;
    use crate::calendar::Date;
    use crate::checklist::{Assessment, Audience};
    use crate::project::{Folder, ReportDateSource, load};
    use crate::site::testing::site;

    const FILES: [(&str, &str); 10] = [
        (
            "alongside.yaml",
            "project: {name: {en: Launch, zh-CN: 上市}, currency: CNY}\nlanguages: [en, zh-CN]\nreport: {as_of: 2026-03-31}\n",
        ),
        ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n- {id: wu, name: Wu, visibility: internal}\n"),
        (
            "risks.yaml",
            "- {id: R-01, title: Late <agency>, owner: li-na, probability: 4, impact: 4}\n- {id: R-02, title: Hidden matter, visibility: internal}\n",
        ),
        ("issues.yaml", "- {id: I-01, title: Late, owner: wu, from_risk: R-02}\n- {id: I-02, title: =SUM(A1), from_risk: R-01}\n"),
        (
            "tickets.yaml",
            "- {id: TK-01, title: Hidden matter, severity: critical, opened: 2026-01-05, owner: li-na, visibility: internal}\n",
        ),
        (
            "kpis.yaml",
            "- {id: 线索, name: Leads, unit: 条, baseline: {value: 10, date: 2026-01-01}, targets: [{value: 20, by: 2026-06-30}]}\n",
        ),
        ("measurements.csv", "kpi,date,value\n线索,2026-01-31,11\n线索,2026-02-28,12.5\n"),
        (
            "meetings/2026-03-02-weekly.md",
            "# Weekly\n\n## Present\n\n- li-na\n\nSee [the plan](../docs/plan.md#goal), [R-02](../risks.yaml) and ![logo](../logo.svg).\n",
        ),
        ("docs/plan.md", "# Plan\n\n## Goal\n\nBack to [the meeting](../meetings/2026-03-02-weekly.md) and [nothing](none.md).\n"),
        ("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ];

    fn tried(files: &[(&str, &str)]) -> Result<Vec<OutputFile>, SiteError> {
        let project = load(Folder::of_texts(files), ReportDateSource { as_of: None, otherwise: Date::new(2026, 3, 31) });
        let analysis = Analysis::in_full(&project);
        build(&Published::to(Audience::Public, &Assessment::of(project, analysis)), History::default())
    }

    #[test]
    fn every_page_is_there_in_each_language() {
        let site = site(&FILES);
        let english: BTreeSet<&str> = site.keys().filter_map(|path| path.strip_prefix("en/")).collect();
        let chinese: BTreeSet<&str> = site.keys().filter_map(|path| path.strip_prefix("zh-CN/")).collect();
        assert_eq!(english, chinese);
        for page in [
            "index.html",
            "risk.html",
            "kpis/线索.html",
            "risks/R-01.html",
            "meetings/2026-03-02-weekly.html",
            "documents/docs-plan.html",
            "about.html",
        ] {
            assert!(english.contains(page), "{page} of {english:?}");
        }
        assert!(site.get("files/logo.svg").unwrap().contains("<svg"));
        assert!(site.get("index.html").unwrap().contains("url=en/index.html"));
        assert!(site.get("zh-CN/people.html").unwrap().contains("<html lang=\"zh-CN\">"));
    }

    #[test]
    fn what_a_translation_leaves_out_is_shown_beside_it() {
        let note = "---\nlang: en\n---\n# Weekly\n\n## Present\n\n- li-na\n\n## Progress\n\nOne.\n\n## Actions\n\n- [ ] @li-na Call the printer (due 2026-04-07)\n";
        let translation = "# 周会\n\n## 进展\n\n一。\n";
        let files = [
            ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n"),
            ("meetings/2026-03-30-weekly.md", note),
            ("meetings/2026-03-30-weekly.zh-CN.md", translation),
        ];
        let site = site(&files);
        let page = |lang: &str| site.get(&format!("{lang}/meetings/2026-03-30-weekly.html")).unwrap();
        let (english, chinese) = (page("en"), page("zh-CN"));
        assert!(chinese.contains("<dt>出席</dt>") && chinese.contains("Call the printer") && !chinese.contains("One."), "{chinese}");
        assert!(!english.contains("<dt>Present</dt>") && english.matches("Call the printer").count() == 1, "{english}");
    }

    #[test]
    fn internal_records_are_nowhere() {
        let site = site(&FILES);
        for (path, text) in &site {
            assert!(!text.contains("Hidden matter"), "{path}");
        }
        assert!(!site.contains_key("en/risks/R-02.html"));
        assert!(site.get("en/risk.html").unwrap().contains("not published"));
        assert!(site.get("data/issues.csv").unwrap().contains("not published"));
        assert!(site.get("en/about.html").unwrap().contains("3 internal records are not published"));
    }

    #[test]
    fn every_link_leads_to_a_file_and_a_place_of_it() {
        let links = links_that_lead_somewhere(&site(&FILES));
        assert!(links > 500, "{links}");
    }

    #[test]
    fn a_very_long_register_is_cut_into_pages() {
        let row = |n: usize| format!("I-{n},Matter {n},{}\n", if n == 1 { "done" } else { "open" });
        let issues = (1..=501).map(row).fold("id,title,status\n".to_owned(), |text, row| text + &row);
        let note = "# Weekly\n\nSee [one](../issues.csv).\n";
        let site = site(&[
            ("alongside.yaml", "languages: [en]\nreport: {as_of: 2026-03-31}\n"),
            ("issues.csv", &issues),
            ("meetings/2026-03-30-weekly.md", note),
        ]);
        links_that_lead_somewhere(&site);
        let page = |n: &str| site.get(&format!("en/registers/issues{n}.html")).unwrap();
        assert_eq!(["", "-2", "-4", "-5"].map(|n| page(n).matches("<tbody").count()), [120, 120, 120, 21]);
        assert!(page("-5").contains("id=\"issues-I-1\"") && !page("").contains("id=\"issues-I-1\""), "what is over comes last");
        assert!(page("-2").contains("Page 2 of 5: records 121 to 240 of 501"), "{}", page("-2"));
        for n in 1..=5 {
            let rows = site.get(&format!("en/registers/issues-{n}.js")).unwrap();
            assert!(rows.contains("<tbody id=\\\"issues-I-"), "{rows}");
        }
        assert!(site.values().all(|text| text.len() < 300_000));
    }

    fn links_that_lead_somewhere(site: &BTreeMap<String, String>) -> usize {
        let mut links = 0;
        for (path, text) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
            let parts: Vec<&str> = text.split('"').collect();
            let addresses = parts.windows(2).filter(|pair| pair[0].ends_with("href=") || pair[0].ends_with("src=")).map(|pair| pair[1]);
            for address in addresses
                .filter(|address| !address.starts_with("https:") && !address.starts_with("#g-") && !address.ends_with("/report.json"))
            {
                let (file, fragment) = address.split_once('#').unwrap_or((address, ""));
                let target = if file.is_empty() { path.clone() } else { resolve(path, &decode(file)) };
                let text = site.get(&target).unwrap_or_else(|| panic!("{path}: {address}"));
                assert!(fragment.is_empty() || text.contains(&format!("id=\"{}\"", decode(fragment))), "{path}: {address}");
                links += 1;
            }
        }
        links
    }

    fn resolve(from: &str, to: &str) -> String {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in to.split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        parts.join("/")
    }

    fn decode(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let hex = |byte: u8| u8::try_from(char::from(byte).to_digit(16).unwrap()).unwrap();
            bytes.push(if byte == b'%' { hex(rest.next().unwrap()) * 16 + hex(rest.next().unwrap()) } else { byte });
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn anchors_lead_to_the_same_heading_of_a_translation() {
        let site = site(&[
            ("alongside.yaml", "languages: [en, zh-CN]\n"),
            ("docs/brief.md", "# Brief\n\n## Goal\n\nMore.\n\n## Way\n\nBy foot.\n"),
            ("docs/brief.zh-CN.md", "# 简报\n\n## 目标\n\n更多。\n\n## 路线\n\n步行。\n"),
            (
                "docs/notes.md",
                "# Notes\n\n[Way](brief.md#way), [路线](brief.zh-CN.md#路线), [title](brief.md#brief), [none](brief.md#none)\n",
            ),
        ]);
        let links = |path: &str| -> Vec<String> {
            let parts = site.get(path).unwrap().split("href=\"docs-brief.html").skip(1);
            parts.filter_map(|part| Some(decode(part.split_once('"')?.0))).collect()
        };
        assert_eq!(links("en/documents/docs-notes.html"), ["#way", "#way", "", ""]);
        assert_eq!(links("zh-CN/documents/docs-notes.html"), ["#路线", "#路线", "", ""]);
    }

    #[test]
    fn an_area_shows_its_findings_and_numbers() {
        let site = site(&[
            ("alongside.yaml", "project: {stage: execution}\nlanguages: [en]\nreport: {as_of: 2026-03-31}\n"),
            ("people.yaml", "- {id: li-na, name: Li Na}\n"),
            ("milestones.yaml", "- {id: M-1, name: Live, owner: li-na, baseline: 2026-03-20, forecast: 2026-03-27, status: in progress}\n"),
            ("budget.csv", "category,period,planned,actual\nfilm,2026-02,100,130\n"),
            ("allocations.csv", "person,from,to,percent\nli-na,2026-03-30,2026-04-03,125\n"),
        ]);
        let plan = site.get("en/plan.html").unwrap();
        for words in ["rules/plan.html#person-over-capacity", "+5 wd", "2 wd overdue", "<td class=\"q5 hx\">125<i>▲</i></td>", "+30"] {
            assert!(plan.contains(words), "{words}");
        }
        assert!(site.get("en/people.html").unwrap().contains("2 wd overdue"));
    }

    #[test]
    fn texts_are_escaped_and_people_have_their_names() {
        let site = site(&FILES);
        assert!(site.get("en/risks/R-01.html").unwrap().contains("Late &lt;agency&gt;"));
        assert!(site.get("zh-CN/meetings/2026-03-02-weekly.html").unwrap().contains(">李娜</a>"));
        assert!(site.get("data/issues.csv").unwrap().contains("'=SUM(A1)"));
    }

    #[test]
    fn departments_show_who_does_what_and_what_clashes() {
        let site = site(&[
            ("alongside.yaml", "languages: [en]\nreport: {as_of: 2026-03-31}\n"),
            ("people.yaml", "- {id: li-na, name: Li Na}\n- {id: wu, name: Wu, visibility: internal}\n"),
            ("departments.yaml", "- {id: legal, name: Legal}\n"),
            ("raci.csv", "deliverable,R,A,C\nFilm,li-na;wu,li-na,legal\n"),
            (
                "shared-resources.yaml",
                "- {id: studio, name: Studio, capacity: 1, bookings: [{department: legal, from: 2026-04-02, to: 2026-04-04}, {from: 2026-04-03}, {from: 2026-03-01}]}\n",
            ),
        ]);
        let page = site.get("en/departments.html").unwrap();
        let letter = |letter: &str, word: &str| format!("<abbr class=\"ra-{letter}\" title=\"{word}\">{letter}</abbr>");
        let both = letter("R", "Responsible: does it") + &letter("A", "Accountable: answers for it");
        let row = format!("Film</a></th><td>{both}</td><td>{}</td></tr>", letter("C", "Consulted: is asked"));
        assert!(page.contains(&row), "{row}");
        assert_eq!(page.matches("3 Apr: 2 booked of 1").count(), 2);
        assert_eq!(page.matches("<span>Ended</span>").count(), 1);
    }

    #[test]
    fn a_trace_is_drawn_with_its_holes() {
        let site = site(&[
            ("alongside.yaml", "languages: [en]\nreport: {as_of: 2026-03-31}\n"),
            ("kpis.yaml", "- {id: leads, name: Leads}\n"),
            (
                "research.yaml",
                "- {id: RS-1, title: Survey, date: 2026-01-05, leads_to: [D-1]}\n- {id: RS-2, title: Panel, date: 2026-02-05}\n",
            ),
            ("decisions.yaml", "- {id: D-1, title: Go, date: 2026-02-01, leads_to: [leads]}\n- {id: D-2, title: Wait, date: 2026-02-02}\n"),
        ]);
        let page = site.get("en/market.html").unwrap();
        let trace = page.split_once("<table class=\"trace\">").unwrap().1.split_once("</table>").unwrap().0;
        let words =
            |html: &str| -> String { html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim_end()).collect() };
        let rows: Vec<Vec<String>> =
            trace.split("<tr>").skip(2).map(|row| row.split("</td>").map(words).filter(|words| !words.is_empty()).collect()).collect();
        assert_eq!(
            rows,
            [
                ["RS-1 Survey", "D-1 Go", "Leads(No data)"].as_slice(),
                &["RS-2 Panel", "No decision or change yet"],
                &["No research or feedback is named", "D-2 Wait"],
            ]
        );
    }

    const OWN: [(&str, &str); 5] = [
        ("alongside.yaml", "languages: [en]\nsite: {name: Beacon, logo: img/logo.svg, colours: {link: '#003366'}}\n"),
        ("img/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("assets/brand.css", "b { color: var(--link); }\n"),
        (
            "templates/people.html",
            "{% extends \"product/people.html\" %}{% block main %}<p>Ours: {{ frame.site }}</p>{% include \"_note.html\" %}{{ super() }}{% endblock main %}",
        ),
        (
            "templates/_note.html",
            "<p>{{ hero.title.text }}</p>{% component chip(status: map) %}<em>{{ status.word }}</em>{% endcomponent chip %}",
        ),
    ];

    #[test]
    fn search_engines_list_what_the_project_wants_to_be_found() {
        for (settings, is_listed) in [("project: {name: T}\n", false), ("site: {listed: yes}\n", true), ("site: {可被搜索: 否}\n", false)]
        {
            let site = site(&[("alongside.yaml", settings)]);
            for page in ["index.html", "en/about.html"] {
                assert_eq!(
                    !site.get(page).unwrap().contains("<meta name=\"robots\" content=\"noindex\">"),
                    is_listed,
                    "{page}: {settings}"
                );
            }
        }
    }

    #[test]
    fn pages_name_their_own_address_and_those_of_their_translations_where_it_is_known() {
        let settings = "languages: [en, zh-CN]\nreport: {base_url: 'https://example.com/x/'}\n";
        let site = site(&[("alongside.yaml", settings)]);
        let about = site.get("en/about.html").unwrap();
        assert!(about.contains("<link rel=\"canonical\" href=\"https://example.com/x/en/about.html\">"), "{about}");
        assert!(about.contains("<link rel=\"alternate\" hreflang=\"zh-CN\" href=\"https://example.com/x/zh-CN/about.html\">"), "{about}");
        let elsewhere = crate::site::testing::site(&[("alongside.yaml", "languages: [en, zh-CN]\n")]);
        assert!(elsewhere.values().all(|text| !text.contains("rel=\"canonical\"")));
    }

    #[test]
    fn a_project_brings_its_look() {
        let site = site(&OWN);
        let brand = site.keys().find(|path| path.starts_with("assets/brand-")).unwrap();
        let people = site.get("en/people.html").unwrap();
        for words in ["<p>Ours: Beacon</p><p>People</p>", "<h1>People</h1>", "<img class=\"logo\" src=\"../files/img/logo.svg\""] {
            assert!(people.contains(words), "{words}");
        }
        assert!(people.contains(&format!("<link rel=\"stylesheet\" href=\"../{brand}\">")));
        assert!(people.contains("default-src 'none'; style-src 'self'"));
        assert!(site.contains_key("files/img/logo.svg") && !site.keys().any(|path| path.contains("templates")));
        let checklist = site.get("en/checklist.html").unwrap();
        assert!(checklist.contains("<em>Pass</em>") && !checklist.contains("class=\"chip"), "a component of the project goes first");
        assert!(!checklist.contains("templates/"), "no file of the look is unrecognised");
    }

    #[test]
    fn an_owner_whom_no_register_knows_is_shown() {
        let site = site(&[("risks.csv", "Risk,Probability,Impact,Owner\nRain,High,High,Ada Brook\n")]);
        assert!(site.get("en/index.html").unwrap().contains("Ada Brook"));
    }

    #[test]
    fn a_template_that_fails_says_where_and_what_there_is() {
        let told = |path: &str, text: &str| {
            let mut files = OWN.to_vec();
            files.push((path, text));
            tried(&files).unwrap_err().to_string()
        };
        let told_of =
            told("templates/about.html", "{% extends \"product/about.html\" %}\n{% block main %}\n {{ hero.tilte }}{% endblock main %}");
        assert!(told_of.starts_with("templates/about.html:3:10: Field `tilte` is not defined. Available fields: "), "{told_of}");
        assert!(told_of.contains("title") && told_of.ends_with("on the page en/about.html"), "{told_of}");
        let told_of = told("templates/about.html", "{{ 1 + }}");
        assert!(told_of.starts_with("templates/about.html:1:"), "{told_of}");
        let told_of = told("templates/aboot.html", "");
        assert_eq!(told_of, "`templates/aboot.html` takes the place of no template. Did you mean `about.html`?");
    }

    #[test]
    fn the_same_project_gives_the_same_bytes() {
        assert_eq!(site(&FILES), site(&FILES));
    }

    #[test]
    fn an_empty_project_says_how_to_begin() {
        let site = site(&[("alongside.yaml", "languages: [en]\n")]);
        assert!(site.get("en/risk.html").unwrap().contains("Not recorded: Risks, Issues"));
        assert!(site.get("en/checklist.html").unwrap().contains("create risks.yaml"));
        assert!(!site.keys().any(|path| path.starts_with("zh-CN") || path.starts_with("data/")));
    }
}
