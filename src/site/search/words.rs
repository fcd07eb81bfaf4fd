//! The words that are searched for. `search.js` cuts what is asked in the same way.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without the differences that nobody types: cases, accents, widths.
pub(super) fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Whether a character is written without blanks between words.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

/// What joins the parts of an id or a day: `R-07`, `2026-11-15`, `1.2`.
const JOINTS: [char; 5] = ['-', '_', '.', '/', ':'];

/// The words of a text: whole words; of ids also the whole; of Chinese each pair of characters that stand beside each other, and the
/// last one of a row alone, so that every part of a row begins a word or is made of pairs.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let text = folded(text);
    let mut words = BTreeSet::new();
    for row in text.split(|c: char| !is_han(c)).filter(|row| !row.is_empty()) {
        let characters: Vec<char> = row.chars().collect();
        words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        words.extend(characters.last().map(char::to_string));
    }
    let is_letter = |c: char| c.is_alphanumeric() && !is_han(c);
    for joined in text.split(|c: char| !is_letter(c) && !JOINTS.contains(&c)).map(|joined| joined.trim_matches(JOINTS)) {
        let parts: Vec<&str> = joined.split(JOINTS).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 && joined.contains(|c: char| c.is_ascii_digit()) {
            words.insert(joined.to_owned());
        }
        words.extend(parts.into_iter().map(str::to_owned));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_people_ask_for_them() {
        let cut = |text: &str| words(text).into_iter().collect::<Vec<_>>();
        assert_eq!(cut("Café, R-07!"), ["07", "cafe", "r", "r-07"]);
        assert_eq!(cut("印厂延误"), ["印厂", "厂延", "延误", "误"]);
        assert_eq!(cut("KPI指标 ２"), ["2", "kpi", "指标", "标"]);
        assert_eq!(cut("well-known – e.g."), ["e", "g", "known", "well"]);
    }
}
