//! Lines and columns as editors count them: from 0, columns in the units that the editor has asked for.

use serde_json::{Value, json};

use crate::source::Span;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which every editor knows.
    Utf16,
}

impl Units {
    /// Those of an editor: bytes if it can.
    pub(super) fn of(asked: &Value) -> Self {
        let known = asked.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
        if known.is_some_and(|known| known.iter().any(|name| name == "utf-8")) { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    const fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
        }
    }

    /// The byte at a position; beyond a line it is the line's end, beyond the text its end.
    pub(super) fn byte(self, text: &str, position: &Value) -> usize {
        let number = |name: &str| position.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        let (line, column) = (number("line"), number("character"));
        let start = if line == 0 { Some(0) } else { text.match_indices('\n').nth(line - 1).map(|(at, _)| at + 1) };
        let Some(start) = start else { return text.len() };
        let mut passed = 0;
        for (at, character) in text.get(start..).unwrap_or_default().char_indices() {
            if passed >= column || character == '\n' {
                return start + at;
            }
            passed += self.width(character);
        }
        text.len()
    }

    fn position(self, text: &str, byte: usize) -> Value {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count();
        let column: usize = before.get(start..).unwrap_or_default().chars().map(|c| self.width(c)).sum();
        json!({"line": line, "character": column})
    }

    /// The range of a place, without blanks and line breaks at its end.
    pub(super) fn range(self, text: &str, span: Span) -> Value {
        let kept = span.of(text).trim_end().len();
        let start = span.start as usize;
        json!({"start": self.position(text, start), "end": self.position(text, start + kept)})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_the_editor_counts() {
        let text = "a: 1\n标题: 😀x\nz";
        let byte = text.find('x').unwrap();
        for (units, column) in [(Units::Utf8, 12), (Units::Utf16, 6)] {
            let at = json!({"line": 1, "character": column});
            assert_eq!(units.position(text, byte), at);
            assert_eq!(units.byte(text, &at), byte);
        }
        assert_eq!(Units::Utf16.byte(text, &json!({"line": 0, "character": 99})), 4);
        assert_eq!(Units::Utf16.byte(text, &json!({"line": 9, "character": 0})), text.len());
        let range = Units::Utf16.range(text, Span::new(0, 5));
        assert_eq!(range, json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}));
    }
}
