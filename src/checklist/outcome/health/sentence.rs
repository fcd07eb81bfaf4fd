//! Parts of sentences, and how many of them a reader takes in at once (`docs/checklist.md §6.4`).

use crate::text::{Lang, Message};

/// English words of the sentence on the whole, at most.
pub(super) const MOST_WORDS: usize = 45;
/// Chinese characters of it, at most.
pub(super) const MOST_CHARACTERS: usize = 110;

/// Sentences as one, without its full stop.
pub(super) fn joined(parts: &[Message]) -> Message {
    let small: Vec<Message> = parts.iter().enumerate().map(|(at, part)| if at == 0 { bare(part) } else { following(part) }).collect();
    let (en, zh): (Vec<&str>, Vec<&str>) = small.iter().map(|part| (&*part.en, &*part.zh)).unzip();
    Message { en: en.join("; ").into(), zh: zh.join("；").into() }
}

fn bare(part: &Message) -> Message {
    let (en, zh) = (part.en.trim_end_matches('.').to_owned(), part.zh.trim_end_matches('。').to_owned());
    Message { en: en.into(), zh: zh.into() }
}

/// A sentence as it stands behind a colon or a semicolon: without its full stop, and begun small unless with a name.
pub(super) fn following(part: &Message) -> Message {
    const BEGINNINGS: [&str; 10] = ["The ", "Spending ", "No ", "Nobody ", "Each ", "Nothing ", "Neither ", "Skipped", "Under ", "None "];
    let Message { en, zh } = bare(part);
    let mut letters = en.chars();
    let small = match letters.next() {
        Some(first) if BEGINNINGS.iter().any(|word| en.starts_with(word)) => first.to_lowercase().chain(letters).collect(),
        _ => en.clone().into_owned(),
    };
    Message { en: small.into(), zh }
}

/// Whether both languages say it in few enough words.
pub(super) fn is_short(text: &Message) -> bool {
    words(text.get(Lang::En)) <= MOST_WORDS && characters(text.get(Lang::Zh)) <= MOST_CHARACTERS
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_sentence() {
        let parts = [("“Leads” is at 10.", "“Leads”为10。"), ("The plan ends late.", "计划延后。"), ("Li Na is away.", "Li Na不在。")];
        let parts = parts.map(|(en, zh)| Message { en: en.into(), zh: zh.into() });
        let one = joined(&parts);
        assert_eq!((&*one.en, &*one.zh), ("“Leads” is at 10; the plan ends late; Li Na is away", "“Leads”为10；计划延后；Li Na不在"));
    }

    #[test]
    fn a_sentence_is_short_up_to_its_limits() {
        let said = |words: usize, characters: usize| Message { en: "word ".repeat(words).into(), zh: "字".repeat(characters).into() };
        assert!(is_short(&said(45, 110)));
        assert!(!is_short(&said(46, 110)));
        assert!(!is_short(&said(45, 111)));
    }
}
