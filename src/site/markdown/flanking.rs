//! Emphasis beside Chinese punctuation.
//!
//! The rules of Markdown take `**` in `**注意：**这里` for no end of emphasis, because punctuation stands before it and a letter
//! after it: a rule made for languages that write spaces. A letter between the two would make it one. So a character
//! that the text does not have is put there, and taken out again of all that the parser gives back; thus it does no
//! harm where it meets code or an address.

use std::borrow::Cow;

use crate::text::is_chinese;

/// A letter to the parser that a text does not have itself: one of Unicode's private characters.
pub(super) fn foreign_letter(text: &str) -> Option<char> {
    ('\u{E000}'..='\u{F8FF}').find(|&c| !text.contains(c))
}

/// The text with that letter between punctuation and `*`, `**` or `~~` where Chinese writers mean emphasis.
pub(super) fn fix(text: &str, letter: char) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !matches!(c, '*' | '~') {
            before = c;
            continue;
        }
        while rest.next_if(|&(_, next)| next == c).is_some() {}
        let (end, after) = rest.peek().map_or((text.len(), ' '), |&(at, next)| (at, next));
        if let Some(at) = gap(before, after).map(|gap| if gap == Gap::Before { start } else { end }) {
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push(letter);
            copied = at;
        }
        before = c;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// On which side of the delimiter a letter is missing.
#[derive(Debug, PartialEq, Eq)]
enum Gap {
    Before,
    After,
}

fn gap(before: char, after: char) -> Option<Gap> {
    let chinese = is_chinese(before) || is_chinese(after);
    if chinese && closes(before) && is_letter(after) {
        return Some(Gap::Before);
    }
    (chinese && is_letter(before) && opens(after)).then_some(Gap::After)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Punctuation that may begin what is emphasised.
fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '「'
            | '『'
            | '（'
            | '《'
            | '〈'
            | '【'
            | '〔'
            | '［'
            | '｛'
            | '('
            | '['
            | '"'
            | '\''
            | '`'
            | '<'
            | '¥'
            | '￥'
            | '$'
    )
}

/// Punctuation that may end what is emphasised. A backslash would make the delimiter itself a text.
fn closes(c: char) -> bool {
    let punctuation = c.is_ascii_punctuation() || (is_chinese(c) && !is_letter(c) && !c.is_whitespace());
    punctuation && c != '\\' && (!opens(c) || matches!(c, '"' | '\'' | '`' | '”' | '’' | '<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_where_the_flanking_rule_misses_one() {
        assert_eq!(fix("**注意：**这里", 'x'), "**注意：x**这里");
        assert_eq!(fix("这是**“重点”**的", 'x'), "这是**x“重点”x**的");
        assert_eq!(fix("~~删除。~~保留", 'x'), "~~删除。x~~保留");
        assert_eq!(fix("见**[链接](a.md)**页", 'x'), "见**x[链接](a.md)x**页");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["**bold**, text", "a * b", "**重点**是", "\\**x**", "* （甲）", "(**a**)b", ""] {
            assert!(matches!(fix(text, 'x'), Cow::Borrowed(_)), "{text}: {}", fix(text, 'x'));
        }
    }

    #[test]
    fn the_letter_is_one_that_the_text_has_not() {
        assert_eq!(foreign_letter("a\u{E000}\u{E001}"), Some('\u{E002}'));
    }
}
