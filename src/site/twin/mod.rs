//! The twin of a page in Markdown, for whoever reads no HTML: assistants, editors, terminals.
//!
//! It is made from the page itself, so that it has all that the page tells and nothing else: every chart as its table, every sign as
//! its word, what folds out in full.

mod blocks;
mod inline;

use crate::both;
use crate::site::address::{encode, resolved, twin};
use crate::site::tree::{Element, Node};
use crate::text::Lang;

/// A page in Markdown, and what it is about.
pub(super) struct Twin {
    /// One sentence on what it says.
    pub description: String,
    /// The text.
    pub text: String,
}

impl Twin {
    /// The twin of a page, which lies beside it; links to other pages that have one lead to that.
    pub(super) fn of(mut tree: Element, page: &str, lang: Lang, has_twin: &dyn Fn(&str) -> bool) -> Self {
        lead_to_twins(&mut tree, page, has_twin);
        let head = tree.first("head");
        let description = head.and_then(|head| head.elements().find(|meta| meta.attribute("name") == Some("description")));
        let description = description.and_then(|meta| meta.attribute("content")).unwrap_or_default().to_owned();
        let mut blocks = tree.first("main").map(|main| blocks::blocks(&main.nodes)).unwrap_or_default();
        let file = page.rsplit('/').next().unwrap_or(page);
        let web = both!("This page for browsers", "网页版");
        blocks.push(format!("[{}]({})", web.get(lang), encode(file)));
        Self { description, text: blocks.join("\n\n") + "\n" }
    }
}

fn lead_to_twins(element: &mut Element, page: &str, has_twin: &dyn Fn(&str) -> bool) {
    for (_, address) in element.attributes_mut().filter(|(name, address)| *name == "href" && !address.contains(':')) {
        let file = address.split_once('#').map_or(address.as_str(), |(file, _)| file);
        if file.ends_with(".html") && has_twin(&resolved(page, file)) {
            *address = twin(file);
        }
    }
    element.nodes.iter_mut().filter_map(Node::element_mut).for_each(|inner| lead_to_twins(inner, page, has_twin));
}

#[cfg(test)]
mod tests {
    use super::inline::is_silent;
    use super::*;
    use crate::site::testing::site;
    use crate::site::tree::parse;

    fn twin_of(main: &str) -> String {
        let html = format!("<html><head><title>T</title></head><body><nav>Elsewhere</nav><main>{main}</main></body></html>");
        let text = Twin::of(parse(html.as_bytes()), "en/a b.html", Lang::En, &|page| !page.contains("/notes/")).text;
        text.strip_suffix("\n\n[This page for browsers](a%20b.html)\n").unwrap_or(text.as_str()).to_owned()
    }

    #[test]
    fn headings_texts_and_links() {
        assert_eq!(
            twin_of(
                "<h1>A &amp; B</h1>\n<p>One <b>two</b>\n <a href=\"../risks/R-1.html#x\">three</a>, <a href=\"#here\">four</a> <code>a`b</code><br>five *</p>"
            ),
            "# A & B\n\nOne **two** [three](../risks/R-1.md), four ``a`b``  \nfive \\*"
        );
        assert_eq!(twin_of("<a href=\"https://example.com/a(b).html\">x</a>"), "[x](<https://example.com/a(b).html>)");
        assert_eq!(twin_of("<code><a href=\"r.html\">rule</a></code>"), "[`rule`](r.md)");
        assert_eq!(twin_of("<a href=\"notes/n.html#x\">one of many</a>"), "[one of many](notes/n.html#x)");
        assert_eq!(twin_of("<div><span>At risk</span><h2>Plan</h2><a href=\"p.csv\">CSV</a></div>"), "## Plan\n\nAt risk · [CSV](p.csv)");
    }

    #[test]
    fn lists_within_lists_and_what_begins_like_one() {
        assert_eq!(twin_of("<ul><li>a<ul><li>b</li></ul></li><li># c</li></ul><p>- d</p>"), "- a\n  - b\n- \\# c\n\n\\- d");
        assert_eq!(twin_of("<ol start=\"3\"><li>a<pre><code>b\n\nc</code></pre></li></ol>"), "3. a\n\n   ```\n   b\n\n   c\n   ```");
        assert_eq!(
            twin_of(
                "<ul><li><span class=\"chip\"><svg><use/></svg><span>Warning</span></span> <div>Late<span class=\"sub\">R-1</span></div></li></ul>"
            ),
            "- **Warning** Late  \n  R-1"
        );
        assert_eq!(
            twin_of("<dl><div><dt>Owner</dt><dd>Li<span class=\"sub\">since May</span></dd></div></dl>"),
            "- **Owner**: Li; since May"
        );
        assert_eq!(twin_of("<dl><dt>负责人</dt><dd>李娜<span class=\"sub\">五月起</span></dd></dl>"), "- **负责人**: 李娜；五月起");
        assert_eq!(twin_of("<blockquote><p>a</p><p>b</p></blockquote>"), "> a\n>\n> b");
    }

    #[test]
    fn a_table_with_what_folds_out_of_its_rows() {
        let table = "<table><caption>Two | risks</caption><thead><tr><th>Risk</th><th colspan=\"2\">Score</th></tr></thead><tbody><tr><th>R-1<span class=\"sub\">Late</span></th><td>a|b</td><td><ul><li>x</li><li>y</li></ul></td></tr>\
                     <tr class=\"more\"><td colspan=\"3\"><details><summary>Details<span class=\"vh\"> R-1</span></summary><dl><dt>Cause</dt><dd>Rain</dd></dl></details></td></tr></tbody></table>";
        assert_eq!(
            twin_of(table),
            "Two | risks\n\n| Risk | Score |  |\n|---|---|---|\n| R-1<br>Late | a\\|b | x<br>y |\n\n- **R-1**\n  - **Cause**: Rain"
        );
        assert_eq!(twin_of("<table><tr><td>a</td></tr></table>"), "|  |\n|---|\n| a |");
    }

    #[test]
    fn a_chart_is_its_table() {
        let figure = "<figure><figcaption><h3>Leads</h3><span>by week</span></figcaption><div><svg><title>Leads</title></svg></div><details><summary>Data as a table</summary><table><thead><tr><th>Week</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></details></figure>";
        assert_eq!(twin_of(figure), "### Leads\n\nby week\n\n| Week |\n|---|\n| 1 |");
    }

    #[test]
    fn nothing_is_too_deep_or_too_broken() {
        assert!(twin_of(&("<ul><li>".repeat(5000) + "deep")).contains("deep"));
        assert_eq!(twin_of("</ul><p>a<table><tr><td>b"), "a  \nb");
        assert_eq!(twin_of(""), "[This page for browsers](a%20b.html)\n");
    }

    /// All words that a reader of a page sees.
    fn words(element: &Element) -> Vec<String> {
        let mut words = Vec::new();
        for node in &element.nodes {
            match node {
                Node::Text(text) => {
                    words.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned));
                }
                Node::Element(inner) if is_silent(inner) || inner.name == "summary" || inner.is_a(&["contents"]) => {}
                Node::Element(inner) => words.extend(self::words(inner)),
            }
        }
        words
    }

    #[test]
    fn every_word_of_every_page_is_in_its_twin() {
        let site = site(&[
            ("alongside.yaml", "languages: [en, zh-CN]\nreport: {base_url: 'https://example.com/'}\n"),
            ("people.yaml", "- {id: li-na, name: {en: Li Na, zh-CN: 李娜}}\n"),
            ("risks.csv", "id,title,owner,probability,impact,cause\nR-1,Late * <agency>,li-na,4,4,Rain | snow\n"),
            ("kpis.yaml", "- {id: leads, name: Leads, baseline: {value: 10, date: 2026-01-01}, targets: [{value: 20, by: 2026-06-30}]}\n"),
            ("measurements.csv", "kpi,date,value\nleads,2026-01-31,11\nleads,2026-02-28,12.5\nleads,2026-03-28,13\n"),
            ("tasks.csv", "id,name,start,end,owner\nT-1,Call,2026-03-02,2026-04-10,li-na\n"),
            (
                "docs/plan.md",
                "# Plan\n\n1. One\n   - two `three`\n\n> four\n\n| a | b |\n|---|---|\n| 5 | 6[^1] |\n\n[^1]: Seven\n\n- [x] eight\n",
            ),
        ]);
        let mut seen = 0;
        for (path, html) in site.iter().filter(|(path, _)| path.ends_with(".html") && path.contains('/')) {
            let twin = site.get(&twin(path)).unwrap_or_else(|| panic!("{path} has no twin"));
            let tree = parse(html.as_bytes());
            let words = words(tree.first("main").unwrap());
            let twin: std::collections::BTreeSet<&str> = twin.split(|c: char| !c.is_alphanumeric()).collect();
            let missing: Vec<&String> = words.iter().filter(|word| !twin.contains(word.as_str())).collect();
            assert!(missing.is_empty(), "{path}: {missing:?}");
            seen += words.len();
        }
        assert!(seen > 5000, "{seen}");
    }
}
