//! In which entries each word stands, cut into files by the order of the words.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::entry::Entry;
use super::words::words;

/// So many bytes of words are in a file, unless one word has more.
const TERMS: usize = 32_000;

/// Each word with its places.
pub(super) struct Index(Vec<Vec<(String, String)>>);

impl Index {
    /// The words of entries.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let titled = words(&entry.titled());
            for word in words(&entry.texts.join(" ")).union(&titled) {
                places.entry(word.clone()).or_default().push(at * 2 + usize::from(titled.contains(word)));
            }
        }
        let mut terms: Vec<(String, String)> = places.into_iter().map(|(word, places)| (word, steps(&places))).collect();
        // As a browser compares texts.
        terms.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
        let mut files: Vec<Vec<(String, String)>> = Vec::new();
        let mut size = TERMS;
        for (word, places) in terms {
            size += word.len() + places.len() + 4;
            if size > TERMS {
                size = word.len() + places.len();
                files.push(Vec::new());
            }
            if let Some(file) = files.last_mut() {
                file.push((word, places));
            }
        }
        Self(files)
    }

    /// The first word of each file.
    pub(super) fn firsts(&self) -> Vec<&str> {
        self.0.iter().filter_map(|file| file.first()).map(|(word, _)| word.as_str()).collect()
    }

    /// The files as JSON: each word with the steps from one place to the next. A place is twice the number of the entry, and one more
    /// where the word stands in its title.
    pub(super) fn files(&self) -> Vec<String> {
        let term = |(word, places): &(String, String)| format!("{}:[{places}]", serde_json::Value::from(word.as_str()));
        self.0.iter().map(|file| format!("{{{}}}", file.iter().map(term).collect::<Vec<_>>().join(","))).collect()
    }
}

fn steps(places: &[usize]) -> String {
    let mut text = String::new();
    let mut before = 0;
    for (at, place) in places.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(text, "{comma}{}", place - before);
        before = *place;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_steps() {
        assert_eq!((steps(&[3, 8, 20]), steps(&[])), ("3,5,12".to_owned(), String::new()));
    }
}
