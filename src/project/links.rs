//! Where a link of a document leads within the folder.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Project;
use crate::source::Span;
use crate::source::document::{self, Link};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the folder: an address with a scheme, which is never fetched.
    Outside,
    /// To a heading of the same document.
    Here(String),
    /// To a file of the folder, perhaps to a heading of it.
    File(usize, Option<String>),
    /// To a folder of the project.
    Folder,
    /// To nothing.
    Nowhere,
}

impl Project {
    /// Where a link, as written in a file, leads.
    pub fn follow(&self, from: usize, target: &str) -> LinkTarget {
        let target = target.trim();
        if has_scheme(target) || target.starts_with("//") {
            return LinkTarget::Outside;
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(decoded(anchor))));
        let path = decoded(path.split('?').next().unwrap_or(path));
        if path.is_empty() {
            return anchor.map_or(LinkTarget::Nowhere, LinkTarget::Here);
        }
        let Some(resolved) = resolved(self.path(from), &path) else { return LinkTarget::Nowhere };
        match self.files.binary_search_by(|file| (*file.path).cmp(&resolved)) {
            Ok(file) => LinkTarget::File(file, anchor),
            Err(_) if self.is_folder(&resolved) => LinkTarget::Folder,
            Err(_) => LinkTarget::Nowhere,
        }
    }

    /// Whether a path is a folder with files, of which the first would stand here in their order.
    fn is_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let first = self.files.partition_point(|file| *file.path < *inside);
        path.is_empty() || self.files.get(first).is_some_and(|file| file.path.starts_with(&inside))
    }

    /// The links and images of a Markdown file, as many as the settings allow.
    pub fn links_of(&self, file: usize) -> Vec<Link> {
        let text = self.text(file);
        let mut links = document::links(text, document::body(text, &self.limits));
        links.truncate(self.limits.links);
        links
    }

    /// Whether a Markdown file has a heading with an anchor.
    pub fn has_anchor(&self, file: usize, anchor: &str) -> bool {
        // The body is not looked for again: no other part begins where no file has a byte.
        let body = || document::body(self.text(file), &self.limits);
        let whole = Span { start: u32::MAX, end: u32::MAX };
        self.anchors.of((file, whole), || document::anchors(self.text(file), body())).place(anchor).is_some()
    }

    /// The anchors of the headings in a part of a file.
    pub fn anchors(&self, file: usize, part: Span) -> Arc<Anchors> {
        self.anchors.of((file, part), || document::anchors(self.text(file), part))
    }
}

/// The anchors of headings, in their order.
#[derive(Debug, Default)]
pub struct Anchors {
    list: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Anchors {
    fn new(list: Vec<String>) -> Self {
        let places = list.iter().enumerate().map(|(at, anchor)| (anchor.clone(), at)).collect();
        Self { list, places }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The place of an anchor.
    pub fn place(&self, anchor: &str) -> Option<usize> {
        self.places.get(anchor).copied()
    }

    /// The anchor at a place.
    pub fn at(&self, place: usize) -> Option<&str> {
        self.list.get(place).map(String::as_str)
    }
}

/// The anchors of the documents that were asked for: many links lead to one document, which is read once.
#[derive(Debug, Default)]
pub(super) struct KnownAnchors(Mutex<BTreeMap<(usize, Span), Arc<Anchors>>>);

impl KnownAnchors {
    fn of(&self, part: (usize, Span), read: impl FnOnce() -> Vec<String>) -> Arc<Anchors> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(part).or_insert_with(|| Arc::new(Anchors::new(read()))))
    }
}

fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else { return false };
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A path as seen from the project's root; `None` if it leads out of it.
fn resolved(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Percent-decoded; what is no UTF-8 stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        if let Some(byte) = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(b'%');
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Folder, ReportDateSource, load};
    use super::*;
    use crate::calendar::Date;

    #[test]
    fn where_links_lead() {
        let folder = Folder::of_texts(&[("docs/a.md", "# A\n"), ("docs/b c.md", "# B\n\n## 第二\n"), ("risks.yaml", "[]")]);
        let project = load(folder, ReportDateSource { as_of: None, otherwise: Date::new(2026, 1, 1) });
        let file = |path: &str| project.file(path).unwrap();
        let from = file("docs/a.md");
        for (target, expected) in [
            ("https://example.com", LinkTarget::Outside),
            ("mailto:a@example.com", LinkTarget::Outside),
            ("#x", LinkTarget::Here("x".into())),
            ("b%20c.md#%E7%AC%AC%E4%BA%8C", LinkTarget::File(file("docs/b c.md"), Some("第二".into()))),
            ("../risks.yaml", LinkTarget::File(file("risks.yaml"), None)),
            ("../docs/", LinkTarget::Folder),
            ("missing.md", LinkTarget::Nowhere),
            ("../../outside.md", LinkTarget::Nowhere),
        ] {
            assert_eq!(project.follow(from, target), expected, "{target}");
        }
        assert!(Arc::ptr_eq(&project.anchors(from, Span::new(0, 4)), &project.anchors(from, Span::new(0, 4))), "read once");
        assert!(project.has_anchor(file("docs/b c.md"), "第二") && !project.has_anchor(from, "x"));
    }
}
