//! What stands in a line: texts, links, code.

use crate::site::tree::{Element, Node};
use crate::source::plain::escaped;

/// What begins a line of its own within a block.
const LINES: [&str; 5] = ["sub", "mend", "quote", "known", "how"];
/// What nobody reads: drawings, whose numbers stand in a table, and what only a script uses.
const SILENT: [&str; 7] = ["svg", "script", "style", "button", "template", "select", "colgroup"];
/// Elements that go on in the line in which they stand.
const INLINE: [&str; 19] = [
    "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "kbd", "label", "mark", "small", "span", "strong", "sub", "sup",
    "time",
];

/// Whether nothing of an element is read; the way to the twin itself is none in it.
pub(super) fn is_silent(element: &Element) -> bool {
    SILENT.contains(&element.name.as_str()) || element.attribute("hidden").is_some() || element.attribute("type") == Some("text/markdown")
}

/// Whether a piece goes on in the line in which it stands.
pub(super) fn is_inline(node: &Node) -> bool {
    node.element().is_none_or(|element| is_silent(element) || INLINE.contains(&element.name.as_str()))
}

/// Some pieces in a line; `\n` where a line within the block ends.
pub(super) fn inline(nodes: &[Node]) -> String {
    let mut line = Line::default();
    line.all(nodes);
    line.text.lines().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Line {
    text: String,
    /// Whether the last piece was an element, from which the next one stands apart.
    after_element: bool,
}

impl Line {
    fn all(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.say(text),
                Node::Element(element) if is_silent(element) => {}
                Node::Element(element) => self.element(element),
            }
        }
    }

    /// A text, its white space as one blank.
    fn say(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.apart();
        }
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                self.apart();
            }
            self.text += &escaped(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.apart();
        }
        self.after_element = false;
    }

    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn next_line(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn element(&mut self, element: &Element) {
        let begins_line = element.is_a(&LINES) || matches!(element.name.as_str(), "p" | "li" | "tr" | "blockquote" | "pre");
        match (begins_line, self.after_element) {
            (true, _) => self.next_line(),
            (false, true) => self.apart(),
            (false, false) => {}
        }
        let around = |mark: &str| {
            let inner = inline(&element.nodes).replace('\n', " ");
            if inner.is_empty() { inner } else { format!("{mark}{inner}{mark}") }
        };
        match element.name.as_str() {
            "br" => self.next_line(),
            "img" => self.text += &image(element),
            "input" => self.text += check(element),
            "strong" | "b" | "dt" => self.text += &around("**"),
            "em" => self.text += &around("*"),
            "del" => self.text += &around("~~"),
            "code" | "kbd" => self.text += &code(element),
            "a" => self.text += &link(element, &inline(&element.nodes)),
            "sup" => self.text += &["<sup>", &inline(&element.nodes), "</sup>"].concat(),
            "summary" => {}
            _ => self.all(&element.nodes),
        }
        self.after_element = element.name != "br";
        // A letter that a reader sees in a box of its own.
        if element.attribute("aria-hidden").is_some() || matches!(element.name.as_str(), "dt" | "i") {
            self.apart();
        }
        if begins_line && element.name != "p" && !element.is_a(&LINES) {
            self.next_line();
        }
    }
}

/// A link whose text is given.
fn link(element: &Element, text: &str) -> String {
    let text = text.replace('\n', " ");
    match element.attribute("href") {
        Some(href) if !text.is_empty() && !href.starts_with('#') => format!("[{text}]({})", quoted(href)),
        _ => text,
    }
}

fn image(element: &Element) -> String {
    let alt = escaped(element.attribute("alt").unwrap_or_default());
    let src = element.attribute("src").unwrap_or_default();
    if src.is_empty() { alt } else { format!("![{alt}]({})", quoted(src)) }
}

fn check(element: &Element) -> &'static str {
    match (element.attribute("type"), element.attribute("checked")) {
        (Some("checkbox"), Some(_)) => "[x] ",
        (Some("checkbox"), None) => "[ ] ",
        _ => "",
    }
}

/// Code with as many backticks around it as it needs; of code that is a link, the link.
fn code(element: &Element) -> String {
    let text = element.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return text;
    }
    let mut ticks = "`".to_owned();
    while text.contains(&ticks) {
        ticks.push('`');
    }
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let code = format!("{ticks}{blank}{text}{blank}{ticks}");
    element.first("a").map_or_else(|| code.clone(), |of| link(of, &code))
}

/// An address as it may stand in a link.
fn quoted(href: &str) -> String {
    if href.contains(['(', ')', ' ', '<', '>']) { format!("<{}>", href.replace('<', "%3C").replace('>', "%3E")) } else { href.to_owned() }
}
