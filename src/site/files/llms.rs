//! `llms.txt`: where an assistant that is asked about the project finds the report in Markdown (llmstxt.org).

use std::fmt::Write;

use crate::both;
use crate::site::address::{Address, relative, twin};
use crate::site::output::{OutputFile, made};
use crate::site::twin::Twin;
use crate::site::view::context::SiteContext;
use crate::site::view::page::Page;
use crate::source::plain::escaped;

/// The file, in the project's first language; it names the pages of each.
pub(crate) fn file(whole: &SiteContext<'_>, twins: &[(Page<'_>, Twin)]) -> OutputFile {
    let page = Page { whole, lang: whole.project.default_lang(), at: Address::OVERVIEW };
    let is_manual = whole.is_manual();
    let site = page.site_name();
    let lead = if is_manual { page.summary().map(|run| run.text).unwrap_or_default() } else { lead(page) };
    let about = page.say(&both!(
        "Each page is Markdown; the page for browsers has the same address with `.html`. Charts are tables. `report.json` has every number, `data/` each register as CSV.",
        "各页为Markdown；把地址末尾改为 `.html` 即为网页版。图表以表格给出。`report.json` 含全部数字，`data/` 为各登记册的CSV。"
    ));
    let about = if is_manual { String::new() } else { format!("\n{about}\n") };
    let first = if is_manual { whole.first_documents() } else { Vec::new() };
    let mut out = format!("# {}\n\n> {}\n{about}", escaped(&site), escaped(&lead));
    for lang in &whole.project.languages {
        let _ = write!(out, "\n## {}\n\n", lang.name());
        for (page, twin) in twins.iter().filter(|(page, _)| page.lang == *lang && (page.at.is_of_first_level() || first.contains(&page.at)))
        {
            let _ = writeln!(out, "{}", entry(*page, twin));
        }
    }
    let data = page.say(&both!("Data", "数据"));
    let _ = write!(out, "\n## {data}\n\n- [report.json]({})\n", at(page, "report.json"));
    made("llms.txt".to_owned(), out.into_bytes())
}

/// How the project stands, and when.
fn lead(page: Page<'_>) -> String {
    format!("{} {}", page.say_if_public(&page.whole.headline()), page.as_of())
}

fn entry(page: Page<'_>, twin: &Twin) -> String {
    let link = at(page, &self::twin(&page.path()));
    let says = if twin.description.is_empty() { String::new() } else { format!(": {}", escaped(&twin.description)) };
    format!("- [{}]({link}){says}", escaped(&page.called(page.at)))
}

/// Where a file is: in full where that is known, else as seen from the root of the site.
fn at(page: Page<'_>, path: &str) -> String {
    page.absolute(path).unwrap_or_else(|| relative("", path))
}

#[cfg(test)]
mod tests {
    use crate::site::testing::site;

    /// The targets of all links of a text in Markdown.
    fn targets(text: &str) -> Vec<&str> {
        text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target)).collect()
    }

    #[test]
    fn the_pages_are_named_in_each_language_and_each_is_there() {
        let site = site(&[
            ("alongside.yaml", "project: {name: '[Launch]'}\nlanguages: [en, zh-CN]\n"),
            ("risks.yaml", "- {id: R-1, title: Late}\n"),
        ]);
        let text = site.get("llms.txt").unwrap();
        assert!(text.starts_with("# \\[Launch\\]\n\n> "), "{text}");
        let targets = targets(text);
        assert!(targets.contains(&"en/risk.md") && targets.contains(&"zh-CN/index.md"), "{text}");
        assert!(!targets.contains(&"en/slides.md") && !targets.contains(&"en/risks/R-1.md"));
        assert!(targets.iter().all(|target| *target == "report.json" || site.contains_key(*target)), "{targets:?}");
        let twins: Vec<&str> = site.get("en/risk.md").map(|text| self::targets(text)).unwrap();
        assert!(twins.contains(&"risks/R-1.md"), "{twins:?}");
    }

    #[test]
    fn where_the_site_is_known_its_addresses_are_whole() {
        let site = site(&[("alongside.yaml", "languages: [en]\nreport: {base_url: 'https://example.com/launch/'}\n")]);
        let text = site.get("llms.txt").unwrap();
        assert!(targets(text).iter().all(|target| target.starts_with("https://example.com/launch/")), "{text}");
    }
}
