//! Markdown of documents as HTML of pages.
//!
//! GitHub's dialect: tables, footnotes, struck text, task lists and alerts. Raw HTML is shown as text, every address
//! passes a list of what is allowed, and no element has a style.

mod address;
mod flanking;
mod footnotes;
mod headings;
mod mentions;
mod source;
mod words;
mod writer;

use pulldown_cmark::Event;

use source::Source;

use crate::project::Pixels;
use crate::site::escape::escape;
use crate::text::Lang;

/// Where a link of a document leads on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To a file of the site: its address from this page.
    Page(String),
    /// Out of the site.
    External(String),
    /// To a file that is not there: shown as text.
    Broken,
}

/// How a document becomes a part of a page.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The language of the page, for the words that are added: titles of alerts, names for screen readers.
    pub lang: Lang,
    /// The level of the document's highest headings on the page, 1 to 6.
    pub base_level: u8,
    /// Begins every id, unique on the page: "" where the page has one document.
    pub id_prefix: &'a str,
    /// Where an address seen from the document leads. It is asked for files and images, as they are written in the
    /// document, with percent signs and fragment; not for addresses with a scheme, nor for headings of the document.
    pub link: &'a dyn Fn(&str) -> Link,
    /// The width and height of an image, by the address that is written in the document.
    pub pixels: &'a dyn Fn(&str) -> Option<Pixels>,
    /// The name of the person with an id, and where that person is shown.
    pub person: &'a dyn Fn(&str) -> Option<Person>,
}

/// Someone whom a document mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The address from this page, if the person is shown.
    pub href: Option<String>,
}

/// A document as HTML, without raw HTML, styles or addresses that are not allowed.
pub fn render(text: &str, options: &Options<'_>) -> String {
    writer::write(&Source::document(text).events(), options)
}

/// A text of one line as HTML: emphasis and code, links and images only by their words, so that it may stand in a link.
pub fn inline(text: &str) -> String {
    let source = Source::line(text);
    let mut out = String::with_capacity(text.len() + 16);
    for event in source.events() {
        match event {
            Event::Text(text) | Event::InlineHtml(text) => out.push_str(&escape(&text)),
            Event::Code(code) => out.extend(["<code>", &escape(&code), "</code>"]),
            Event::Start(tag) => out.extend(writer::phrase(tag.to_end()).map(|name| format!("<{name}>"))),
            Event::End(tag) => out.extend(writer::phrase(tag).map(|name| format!("</{name}>"))),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn resolve(address: &str) -> Link {
        match address {
            "plan.md" | "shot.png" | "shot.png?large" => Link::Page(address.replace(".md", ".html")),
            "src.rs" => Link::External("https://git.example.com/src.rs".to_owned()),
            "trap" => Link::Page("javascript:alert(1)".to_owned()),
            _ => Link::Broken,
        }
    }

    fn pixels(address: &str) -> Option<Pixels> {
        (address == "shot.png?large").then_some(Pixels { width: 640, height: 480 })
    }

    fn html(text: &str) -> String {
        render(text, &Options { lang: Lang::En, base_level: 3, id_prefix: "n-", link: &resolve, pixels: &pixels, person: &|_| None })
    }

    fn chinese(text: &str) -> String {
        render(text, &Options { lang: Lang::Zh, base_level: 2, id_prefix: "", link: &resolve, pixels: &pixels, person: &|_| None })
    }

    #[test]
    fn headings_nest_under_the_page() {
        assert_eq!(html("# A\n### B\n# A\n"), "<h3 id=\"n-a\">A</h3>\n<h4 id=\"n-b\">B</h4>\n<h3 id=\"n-a-1\">A</h3>\n");
        assert_eq!(chinese("## 下一步 {#x}\n"), "<h2 id=\"下一步-x\">下一步 {#x}</h2>\n");
    }

    #[test]
    fn raw_html_is_text() {
        assert_eq!(html("a <b onclick=x>c</b>"), "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n");
        assert_eq!(html("<script>alert(1)</script>"), "<p class=\"raw\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
        assert_eq!(html("<!-- hint -->\n\na<!-- b -->c<br>d"), "<p>ac<br>d</p>\n");
        assert_eq!(html("<!-- a --> <b> <!-- c -->\n"), "<p class=\"raw\">&lt;!-- a --&gt; &lt;b&gt; &lt;!-- c --&gt;</p>\n");
    }

    #[test]
    fn links_are_rewritten_or_shown_as_text() {
        assert_eq!(html("[a](plan.md \"t\")"), "<p><a href=\"plan.html\" title=\"t\">a</a></p>\n");
        assert_eq!(html("[a](src.rs)"), "<p><a class=\"external\" href=\"https://git.example.com/src.rs\" rel=\"noreferrer\">a</a></p>\n");
        assert_eq!(html("<li@x.cn>"), "<p><a class=\"external\" href=\"mailto:li@x.cn\" rel=\"noreferrer\">li@x.cn</a></p>\n");
        let broken = "<p><span class=\"broken\" title=\"This link leads to nothing that is published\">a</span></p>\n";
        for address in ["gone.md", "javascript:x", "#nowhere", "trap", "data:text/html;x", "&#x6A;avascript:x"] {
            assert_eq!(html(&format!("[a]({address})")), broken, "{address}");
        }
        assert_eq!(html("# B\n\n[a](#b)"), "<h3 id=\"n-b\">B</h3>\n<p><a href=\"#n-b\">a</a></p>\n");
    }

    #[test]
    fn images_are_of_the_site() {
        assert_eq!(html("![a *b*](shot.png)"), "<p><img src=\"shot.png\" alt=\"a b\" loading=\"lazy\"></p>\n");
        let sized = "<p><img src=\"shot.png?large\" alt=\"\" width=\"640\" height=\"480\" loading=\"lazy\"></p>\n";
        assert_eq!(html("![](shot.png?large)"), sized);
        let outside = "<p><a class=\"external\" href=\"https://x.example/a.png\" rel=\"noreferrer\">a</a></p>\n";
        assert_eq!(html("![a](https://x.example/a.png)"), outside);
        assert_eq!(html("[![a](https://x.example/a.png)](plan.md)"), "<p><a href=\"plan.html\">a</a></p>\n");
    }

    #[test]
    fn code_names_its_language() {
        let shown = "<div class=\"code\"><span class=\"code-lang\">yaml</span><pre tabindex=\"0\"><code class=\"language-yaml\">a: &lt;1&gt;\n</code></pre></div>\n";
        assert_eq!(html("```yaml\na: <1>\n```"), shown);
        assert_eq!(html("    x"), "<pre tabindex=\"0\"><code>x</code></pre>\n");
    }

    #[test]
    fn tables_scroll_and_have_no_style() {
        insta::assert_snapshot!(html("| a | b |\n|:--|--:|\n| 1 | 2 |"), @r#"
        <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col" class="num">b</th></tr>
        </thead>
        <tbody>
        <tr><td>1</td><td class="num">2</td></tr>
        </tbody>
        </table></div>
        "#);
    }

    #[test]
    fn footnotes_stand_at_the_end_in_order_of_mention() {
        insta::assert_snapshot!(html("One[^b], two[^a], again[^b].\n\n[^a]: First.\n[^b]: Second.\n[^c]: Never."), @r##"
        <p>One<sup id="n-ref-1"><a href="#n-note-1">1</a></sup>, two<sup id="n-ref-2"><a href="#n-note-2">2</a></sup>, again<sup><a href="#n-note-1">1</a></sup>.</p>
        <section class="footnotes" aria-label="Footnotes">
        <ol>
        <li id="n-note-1"><p>Second.</p>
        <a href="#n-ref-1" aria-label="Back to the text">↩</a></li>
        <li id="n-note-2"><p>First.</p>
        <a href="#n-ref-2" aria-label="Back to the text">↩</a></li>
        <li><p>Never.</p>
        </li>
        </ol>
        </section>
        "##);
    }

    #[test]
    fn tasks_and_alerts_speak_the_language_of_the_page() {
        insta::assert_snapshot!(chinese("- [x] 甲\n- [ ] 乙\n\n> [!WARNING]\n> 丙\n\n> 丁"), @r#"
        <ul>
        <li><span class="task" role="img" aria-label="已完成">☑</span> 甲</li>
        <li><span class="task" role="img" aria-label="未完成">☐</span> 乙</li>
        </ul>
        <div class="alert warning" role="note">
        <p class="alert-title">警告</p>
        <p>丙</p>
        </div>
        <blockquote>
        <p>丁</p>
        </blockquote>
        "#);
    }

    #[test]
    fn emphasis_may_end_in_chinese_punctuation() {
        assert_eq!(chinese("**注意：**这里"), "<p><strong>注意：</strong>这里</p>\n");
        assert_eq!(chinese("这是**“重点”**的，*（甲）*乙"), "<p>这是<strong>“重点”</strong>的，<em>（甲）</em>乙</p>\n");
        assert_eq!(chinese("`**注意：**这里` 和 ~~旧。~~新"), "<p><code>**注意：**这里</code> 和 <del>旧。</del>新</p>\n");
        assert_eq!(chinese("**甲：**乙**丙：**丁"), "<p><strong>甲：</strong>乙<strong>丙：</strong>丁</p>\n");
        assert_eq!(chinese("    **注意：**这里"), "<pre tabindex=\"0\"><code>**注意：**这里</code></pre>\n");
        assert_eq!(chinese("他说：**甲**说：**乙**。"), "<p>他说：<strong>甲</strong>说：<strong>乙</strong>。</p>\n");
    }

    #[test]
    fn lines_go_on_without_a_space_in_chinese() {
        assert_eq!(chinese("第一行，\n第二行\nline"), "<p>第一行，第二行\nline</p>\n");
    }

    #[test]
    fn one_line_has_no_blocks_and_no_links() {
        assert_eq!(inline("# 1 **b** `c<d>` [e](javascript:x)"), "# 1 <strong>b</strong> <code>c&lt;d&gt;</code> e");
        assert_eq!(inline("- a\n- b <i>"), "- a - b &lt;i&gt;");
        assert_eq!(inline("**注意：**看"), "<strong>注意：</strong>看");
    }

    /// The tags of an HTML text. Every `<` begins one, for texts have theirs escaped.
    fn tags(html: &str) -> Vec<&str> {
        html.split('<').skip(1).map(|tag| tag.split_once('>').expect("a tag ends").0).collect()
    }

    #[track_caller]
    fn is_harmless(html: &str) {
        const NAMES: &str =
            " p h1 h2 h3 h4 h5 h6 blockquote div pre code ul ol li table thead tbody tr th td a span img em strong del sup section br hr ";
        const ATTRIBUTES: &str = " id class role tabindex aria-label title href src alt rel loading start scope ";
        for tag in tags(html) {
            let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
            assert!(NAMES.contains(&format!(" {} ", name.trim_start_matches('/'))), "<{tag}> in {html}");
            while let Some((attribute, after)) = rest.split_once("=\"") {
                let (value, after) = after.split_once('"').expect("a value ends");
                assert!(ATTRIBUTES.contains(&format!(" {attribute} ")), "{attribute} in {html}");
                let scheme =
                    value.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme.to_lowercase());
                let allowed = scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme.as_str()));
                assert!(allowed || !matches!(attribute, "href" | "src"), "{value} in {html}");
                rest = after.trim_start();
            }
            assert!(rest.is_empty(), "{rest} is left of <{tag}>");
        }
    }

    proptest! {
        #[test]
        fn nothing_harmful_comes_out(parts in prop::collection::vec(prop_oneof![
            prop::sample::select(vec![
                "<script>", "</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<javascript:alert(1)>", "![x](data:text/html,a)",
                "[a](java\tscript:b)", "**", "*", "~~", "注意：", "“重点”", "```", "\n\n", "\n", "> [!NOTE]\n> ", "| a |\n|--|\n", "[^1]", "[^1]: ", "- [ ] ", "# ",
                "`", "\"", "'", " onclick=\"x\"", "<a href=\"javascript:x\">", "&lt;", "[b]: javascript:x", "[b]", "\\", "<!--", "-->", "](", "[", "![", ")", "    ",
                "\u{E000}", "(plan.md \"t\" )", "{#id onclick=x}", "$x$", "<br>",
            ]).prop_map(str::to_owned),
            any::<String>(),
        ], 0..24)) {
            let text = parts.concat();
            is_harmless(&html(&text));
            is_harmless(&chinese(&text));
            is_harmless(&inline(&text));
        }
    }
}
