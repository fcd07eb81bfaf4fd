//! Bytes of a text become lines and columns that people and editors count.

use super::node::Span;
use super::workbook::{Cells, is_workbook};

/// Where a span stands in its file, counted from 1; columns are characters, not bytes. In a workbook, lines are rows and columns are
/// those of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// Where the lines of one text begin; made once per text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<usize>,
    /// How many characters begin before every so many bytes, so that a long line is not counted anew for each place in it.
    counted: Vec<usize>,
    /// The cells, if it is the text of a workbook.
    cells: Option<Cells>,
}

/// Bytes from one count of characters to the next.
const STEP: usize = 512;

impl Lines {
    /// Finds the lines of a text.
    pub fn new(text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let counts = text.as_bytes().chunks(STEP).scan(0, |count, bytes| Some(std::mem::replace(count, *count + characters(bytes))));
        let cells = is_workbook(text).then(|| Cells::new(text));
        Self { starts: std::iter::once(0).chain(after_breaks).collect(), counted: counts.collect(), cells }
    }

    /// The location of a span of the same text; a span beyond the text ends where the text ends.
    pub fn location(&self, text: &str, span: Span) -> Location {
        if let Some(cells) = &self.cells {
            let (first, last) = (cells.place(text, span.start as usize), cells.place(text, span.end as usize));
            let (line, column) = (first.row.max(1), first.column.max(1));
            return Location { line, column, end_line: last.row.max(line), end_column: last.column + 1 };
        }
        let (line, column) = self.point(text, span.start as usize);
        let (end_line, end_column) = self.point(text, span.end.max(span.start) as usize);
        Location { line, column, end_line, end_column }
    }

    /// The sheet and the cell that a span begins in, `Risks!B7`, if it is the text of a workbook.
    pub fn cell(&self, text: &str, span: Span) -> Option<String> {
        Some(self.cells.as_ref()?.place(text, span.start as usize).to_string())
    }

    /// The range of a line without its line break, the first line being 1; empty where there is no such line.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else { return Span::default() };
        let end = self.starts.get(line).map_or(text.len(), |next| next.saturating_sub(1));
        Span::new(start, end)
    }

    /// The range of the line that a byte is on, without its line break; in a workbook, of its cell.
    pub fn line_at(&self, text: &str, byte: usize) -> Span {
        if self.cells.is_some() {
            return Cells::around(text, byte);
        }
        self.line(text, self.number(byte.min(text.len())))
    }

    fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    fn point(&self, text: &str, byte: usize) -> (usize, usize) {
        let byte = floor_char_boundary(text, byte);
        let line = self.number(byte);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        (line, self.characters_before(text, byte) - self.characters_before(text, start) + 1)
    }

    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let step = (byte / STEP).min(self.counted.len().saturating_sub(1));
        let counted = self.counted.get(step).copied().unwrap_or_default();
        counted + text.as_bytes().get(step * STEP..byte).map_or(0, characters)
    }
}

/// How many characters begin in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// The nearest start of a character at or before a byte; the end of the text for what lies beyond it.
pub(crate) fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, start: usize, end: usize) -> (usize, usize, usize, usize) {
        let place = Lines::new(text).location(text, Span::new(start, end));
        (place.line, place.column, place.end_line, place.end_column)
    }

    #[test]
    fn columns_are_characters() {
        // 标题: is 7 bytes and 3 characters, so `x` is the fifth character.
        assert_eq!(at("a: 1\n标题: x\n", 13, 14), (2, 5, 2, 6));
    }

    #[test]
    fn columns_of_long_lines_are_characters_too() {
        let text = format!("x\n{}a", "题é".repeat(STEP));
        assert_eq!(at(&text, text.len() - 1, text.len()), (2, 2 * STEP + 1, 2, 2 * STEP + 2));
        for n in [0, 1, STEP / 5, STEP - 1, STEP] {
            assert_eq!(at(&text, 2 + 5 * n, 2 + 5 * n), (2, 2 * n + 1, 2, 2 * n + 1), "{n}");
        }
        let lines = Lines::new(&text);
        assert_eq!(lines.line_at(&text, 1).of(&text), "x");
        assert_eq!(lines.line_at(&text, 9_999).of(&text).len(), text.len() - 2);
    }

    #[test]
    fn spans_may_cross_lines_and_end_the_text() {
        assert_eq!(at("ab\ncd", 1, 5), (1, 2, 2, 3));
        assert_eq!(at("ab\n", 3, 3), (2, 1, 2, 1));
        assert_eq!(at("", 0, 0), (1, 1, 1, 1));
    }

    #[test]
    fn spans_that_do_not_fit_are_clamped() {
        assert_eq!(at("题", 1, 99), (1, 1, 1, 2));
    }

    #[test]
    fn a_line_is_found_by_its_number() {
        let text = "ab\n标题\n";
        let lines = Lines::new(text);
        assert_eq!(lines.line(text, 2).of(text), "标题");
        assert_eq!(lines.line(text, 3).of(text), "");
        assert_eq!(lines.line(text, 0), Span::default());
    }
}
