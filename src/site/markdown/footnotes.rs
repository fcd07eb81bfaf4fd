//! Footnotes: collected where they stand, written at the end.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::words::Words;

/// The footnotes by name, the number of each in the order of their first mention, and what is written around one.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    texts: BTreeMap<String, String>,
    outside: Vec<(String, String)>,
}

impl Notes {
    /// A footnote begins: what was written so far waits until it ends.
    pub(super) fn begin(&mut self, name: &str, out: &mut String) {
        self.outside.push((name.to_owned(), std::mem::take(out)));
    }

    /// A footnote ends: what waited goes on. Of two of one name the first counts.
    pub(super) fn end(&mut self, out: &mut String) {
        if let Some((name, outside)) = self.outside.pop() {
            let text = std::mem::replace(out, outside);
            self.texts.entry(name).or_insert(text);
        }
    }

    /// A mention of a footnote; `prefix` begins every id. Within a link it is no link.
    pub(super) fn mention(&mut self, name: &str, prefix: &str, in_link: bool) -> String {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        let id = if number == next { format!(" id=\"{prefix}ref-{number}\"") } else { String::new() };
        if in_link {
            return format!("<sup{id}>{number}</sup>");
        }
        format!("<sup{id}><a href=\"#{prefix}note-{number}\">{number}</a></sup>")
    }

    /// The footnotes in the order of their first mention; those that are never mentioned come last.
    pub(super) fn section(self, prefix: &str, words: &Words) -> String {
        if self.texts.is_empty() {
            return String::new();
        }
        let Words { footnotes, back, .. } = words;
        let mut out = format!("<section class=\"footnotes\" aria-label=\"{footnotes}\">\n<ol>\n");
        let number = |name: &str| self.numbers.get(name).copied();
        let mut notes: Vec<(Option<usize>, &String)> = self.texts.iter().map(|(name, text)| (number(name), text)).collect();
        notes.sort_by_key(|(number, _)| number.unwrap_or(usize::MAX));
        for (number, text) in notes {
            // Writing into a string does not fail.
            let _ = match number {
                Some(n) => {
                    writeln!(out, "<li id=\"{prefix}note-{n}\">{text}<a href=\"#{prefix}ref-{n}\" aria-label=\"{back}\">↩</a></li>")
                }
                None => writeln!(out, "<li>{text}</li>"),
            };
        }
        out + "</ol>\n</section>\n"
    }
}
