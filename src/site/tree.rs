//! A page as a tree of its elements.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::escape::escape;

/// Elements that hold nothing, and so are not closed.
const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
/// Deeper elements lie beside each other, so that no text makes the tree deeper than a walker can go.
const DEEPEST: usize = 120;

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Node {
    /// What is read.
    Text(String),
    /// What may hold more of both.
    Element(Element),
}

/// An element with what it holds.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its tag.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What it holds, in order.
    pub nodes: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has one of some classes.
    pub(super) fn is_a(&self, classes: &[&str]) -> bool {
        self.attribute("class").is_some_and(|class| class.split_ascii_whitespace().any(|class| classes.contains(&class)))
    }

    /// Its elements, without the texts between them.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(Node::element)
    }

    /// The first element of a name in it, however deep.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.first(name) })
    }

    /// All text in it, as it stands.
    pub(super) fn text(&self) -> String {
        let of = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
        };
        self.nodes.iter().map(of).collect()
    }
}

impl Element {
    /// The first element of a name in it, to be changed.
    pub(super) fn first_mut(&mut self, name: &str) -> Option<&mut Self> {
        let elements = self.nodes.iter_mut().filter_map(Node::element_mut);
        elements.into_iter().find_map(|element| if element.name == name { Some(element) } else { element.first_mut(name) })
    }

    /// Gives an attribute a value.
    pub(super) fn set(&mut self, name: &str, value: String) {
        self.remove(name);
        self.attributes.push((name.to_owned(), value));
    }

    /// Takes an attribute away.
    pub(super) fn remove(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// The attributes by name, their values to be changed.
    pub(super) fn attributes_mut(&mut self) -> impl Iterator<Item = (&str, &mut String)> {
        self.attributes.iter_mut().map(|(name, value)| (name.as_str(), value))
    }
}

impl Node {
    /// It as HTML.
    pub(super) fn html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let element = match self {
            Self::Text(text) => return out.push_str(&escape(text)),
            Self::Element(element) => element,
        };
        out.push('<');
        out.push_str(&element.name);
        for (name, value) in &element.attributes {
            for part in [" ", name, "=\"", &escape(value), "\""] {
                out.push_str(part);
            }
        }
        out.push('>');
        if VOID.contains(&element.name.as_str()) {
            return;
        }
        for node in &element.nodes {
            node.write(out);
        }
        for part in ["</", &element.name, ">"] {
            out.push_str(part);
        }
    }

    /// It, if it is an element, to be changed.
    pub(super) const fn element_mut(&mut self) -> Option<&mut Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// It, if it is an element.
    pub(super) const fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

/// The tree of a page's head and of its main part: what stands between them is the same on every page.
pub(super) fn parse_content(html: &[u8]) -> Element {
    let html = String::from_utf8_lossy(html);
    let head = html.find("</head>").map(|end| html.split_at(end).0);
    let main = html.find("<main").zip(html.rfind("</main>")).and_then(|(start, end)| html.get(start..end));
    match head.zip(main) {
        Some((head, main)) => parse([head, "</head>", main].concat().as_bytes()),
        None => parse(html.as_bytes()),
    }
}

/// The tree of a page. What is not closed ends with what it stands in.
pub(super) fn parse(html: &[u8]) -> Element {
    let mut open = vec![Element::default()];
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::default()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let element = element(&tag);
                if tag.self_closing || VOID.contains(&element.name.as_str()) || open.len() > DEEPEST {
                    put(&mut open, Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => close(&mut open, &lossy(&tag.name)),
            Token::String(text) => put(&mut open, Node::Text(lossy(&text.value))),
            _ => {}
        }
    }
    while open.len() > 1 {
        fold(&mut open);
    }
    open.pop().unwrap_or_default()
}

fn element(tag: &StartTag<()>) -> Element {
    let attributes = tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(&value.value)));
    Element { name: lossy(&tag.name), attributes: attributes.collect(), nodes: Vec::new() }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Closes the element of a name with all that is still open in it; if there is none, nothing.
fn close(open: &mut Vec<Element>, name: &str) {
    let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) else { return };
    while open.len() > at + 1 {
        fold(open);
    }
}

fn fold(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        put(open, Node::Element(element));
    }
}

fn put(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.nodes.push(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_of_a_page_is_its_head_and_its_main_part() {
        let page =
            b"<html><head><title>T</title></head><body><nav><a>N</a></nav><main id=\"m\"><h1>H</h1></main><p>after</p></body></html>";
        let tree = parse_content(page);
        let text = |name| tree.first(name).map(Element::text);
        assert_eq!((text("title"), text("main"), text("nav"), text("p")), (Some("T".to_owned()), Some("H".to_owned()), None, None));
        assert_eq!(parse_content(b"<p>no frame</p>").first("p").map(Element::text), Some("no frame".to_owned()));
    }

    #[test]
    fn what_is_read_is_written() {
        let html = "<p class=\"a\">x &amp; &lt;y&gt; <br>z<svg viewbox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg></p>";
        let tree = parse(html.as_bytes());
        assert_eq!(tree.nodes.iter().map(Node::html).collect::<String>(), html);
        assert_eq!(
            parse(b"<svg viewBox=\"0\"><use href=\"#g\"/></svg>a").nodes.iter().map(Node::html).collect::<String>(),
            "<svg viewbox=\"0\"><use href=\"#g\"></use></svg>a"
        );
    }
}
