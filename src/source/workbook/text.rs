//! The text that a workbook becomes, in which every cell has its place: ASCII's own separators stand between sheets, rows and cells,
//! and no text that people wrote has any of them.

use std::borrow::Cow;

use super::grid::{Grid, Value};
use crate::source::node::Span;
use crate::source::sheet::{Cell, Row};

const SHEET: char = '\u{1d}';
const ROW: char = '\u{1e}';
const CELL: char = '\u{1f}';
/// In front of what a cell shows that is merged with the one above.
const MERGED: char = '\u{16}';
/// In front of what stands in a cell that has no value.
const FAILED: char = '\u{18}';

/// What stands in a cell that is blank all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beneath {
    /// What the cell shows that it is merged with.
    Merged,
    /// An error, or a formula whose value was not stored.
    Failed,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRows<'a> {
    /// Its name.
    pub name: Cell<'a>,
    /// Its rows, blank ones too. A cell of another one, and one without a value, is blank and has a place that is not.
    pub rows: Vec<Row<'a>>,
}

/// Whether a text is that of a workbook.
pub fn is_workbook(text: &str) -> bool {
    text.starts_with(SHEET)
}

/// The text of some sheets; `None` if they have too many cells, blank ones between others included.
pub(super) fn write(grids: &[Grid], most: usize) -> Option<String> {
    let mut text = String::new();
    let mut left = most;
    for grid in grids {
        text.push(SHEET);
        text.push_str(&grid.name);
        text.push(ROW);
        let (mut row, mut column) = (0, 0);
        for (&(at_row, at_column), value) in &grid.cells {
            if at_row > row {
                left = left.checked_sub((at_row - row) as usize)?;
                text.extend(std::iter::repeat_n(ROW, (at_row - row) as usize));
                (row, column) = (at_row, 0);
            }
            left = left.checked_sub((at_column - column) as usize + 1)?;
            text.extend(std::iter::repeat_n(CELL, (at_column - column) as usize));
            column = at_column;
            match value {
                Value::Text(value) => text.push_str(value),
                Value::Merged(value) => text.extend([MERGED.to_string().as_str(), value]),
                Value::Failed(value) => text.extend([FAILED.to_string().as_str(), value]),
            }
        }
    }
    Some(text)
}

/// The names of a workbook's sheets, hidden ones too; none of another text.
pub fn sheet_names(text: &str) -> impl Iterator<Item = &str> {
    text.split(SHEET).filter_map(|part| Some(part.split_once(ROW)?.0))
}

/// The sheets of a workbook's text.
pub fn sheets(text: &str) -> Vec<SheetRows<'_>> {
    let mut at = 0;
    let mut sheets = Vec::new();
    for part in text.split(SHEET) {
        let start = at;
        at += part.len() + SHEET.len_utf8();
        let Some((name, rows)) = part.split_once(ROW) else { continue };
        let first = start + name.len() + ROW.len_utf8();
        sheets.push(SheetRows { name: cell(name, start), rows: self::rows(rows, first) });
    }
    sheets
}

fn rows(text: &str, start: usize) -> Vec<Row<'_>> {
    let mut at = start;
    let row = |text| {
        let start = at;
        at += str::len(text) + ROW.len_utf8();
        row(text, start)
    };
    text.split(ROW).map(row).collect()
}

fn row(text: &str, start: usize) -> Row<'_> {
    let mut at = start;
    let cells = text.split(CELL).map(|text| {
        let start = at;
        at += text.len() + CELL.len_utf8();
        cell(text, start)
    });
    let cells: Vec<Cell<'_>> = cells.collect();
    let span = Span { start: cells.first().map_or(0, |cell| cell.span.start), end: cells.last().map_or(0, |cell| cell.span.end) };
    Row { cells, span }
}

fn cell(text: &str, start: usize) -> Cell<'_> {
    let content = text.trim_start_matches([MERGED, FAILED]);
    let is_blank = content.len() < text.len();
    let trimmed = content.trim();
    let from = start + (text.len() - content.trim_start().len());
    Cell { text: Cow::Borrowed(if is_blank { "" } else { trimmed }), span: Span::new(from, from + trimmed.len()) }
}

/// What stands in a blank cell of a workbook's text.
pub fn beneath(text: &str, cell: Span) -> Option<Beneath> {
    let before = text.get(..cell.start as usize)?.trim_end_matches(' ');
    match before.chars().next_back().filter(|_| cell.end > cell.start)? {
        MERGED => Some(Beneath::Merged),
        FAILED => Some(Beneath::Failed),
        _ => None,
    }
}

/// Where the rows of a workbook's text begin; made once per text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells {
    /// The bytes of each sheet's name, and which of the rows is its first one.
    sheets: Vec<(Span, usize)>,
    /// The first bytes of all rows.
    rows: Vec<usize>,
}

/// A cell of a workbook, or a sheet as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPlace<'t> {
    /// The sheet's name.
    pub sheet: &'t str,
    /// The row, from 1; 0 for the whole sheet.
    pub row: usize,
    /// The column, from 1; 0 for the whole sheet.
    pub column: usize,
}

impl Cells {
    /// Finds the rows of a workbook's text.
    pub fn new(text: &str) -> Self {
        let mut cells = Self::default();
        for (at, byte) in text.bytes().enumerate() {
            if byte == SHEET as u8 {
                let name = text.get(at + 1..).and_then(|rest| rest.split(ROW).next()).unwrap_or_default();
                cells.sheets.push((Span::new(at + 1, at + 1 + name.len()), cells.rows.len()));
            } else if byte == ROW as u8 {
                cells.rows.push(at + 1);
            }
        }
        cells
    }

    /// The cell that a byte stands in.
    pub fn place<'t>(&self, text: &'t str, byte: usize) -> CellPlace<'t> {
        let sheet = self.sheets.partition_point(|(name, _)| name.start as usize <= byte).saturating_sub(1);
        let Some(&(name, first)) = self.sheets.get(sheet) else { return CellPlace { sheet: "", row: 0, column: 0 } };
        let rows = self.rows.partition_point(|start| *start <= byte);
        let start = rows.checked_sub(1).and_then(|row| self.rows.get(row)).copied().unwrap_or_default();
        if rows <= first {
            return CellPlace { sheet: name.of(text), row: 0, column: 0 };
        }
        let column = text.get(start..byte).map_or(0, |before| before.matches(CELL).count());
        CellPlace { sheet: name.of(text), row: rows - first, column: column + 1 }
    }

    /// The bytes of the line of a cell, or of a sheet's name, that a byte stands in.
    pub fn around(text: &str, byte: usize) -> Span {
        let marks = [SHEET, ROW, CELL, MERGED, FAILED, '\n'];
        let byte = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let start = text.get(..byte).and_then(|before| before.rfind(marks)).map_or(0, |at| at + 1);
        let end = text.get(byte..).and_then(|after| after.find(marks)).map_or(text.len(), |at| byte + at);
        Span::new(start, end)
    }
}

impl std::fmt::Display for CellPlace<'_> {
    /// As spreadsheets write it: `Risks!B7`, `'To do'!AA1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let is_plain = self.sheet.chars().all(|c| c.is_alphanumeric() || c == '_') && !self.sheet.starts_with(|c: char| c.is_ascii_digit());
        if is_plain {
            f.write_str(self.sheet)?;
        } else {
            write!(f, "'{}'", self.sheet.replace('\'', "''"))?;
        }
        if self.row == 0 { Ok(()) } else { write!(f, "!{}{}", letters(self.column), self.row) }
    }
}

/// The letters of a column, counted from 1.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while let Some(before) = rest.checked_sub(1) {
        letters.push(char::from(b'A' + u8::try_from(before % 26).unwrap_or_default()));
        rest = before / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let mut risks = Grid::named("Risks");
        risks.put(0, 0, Value::Text("Title".to_owned()));
        risks.put(0, 2, Value::Text("Owner".to_owned()));
        risks.put(3, 0, Value::Text("Rain\nor snow".to_owned()));
        risks.put(3, 2, Value::Failed("#REF!".to_owned()));
        let mut list = Grid::named("To do's");
        list.put(1, 27, Value::Text(" 印刷 ".to_owned()));
        write(&[risks, list], 1_000).unwrap()
    }

    #[test]
    fn sheets_rows_and_cells_come_back() {
        let text = text();
        assert!(is_workbook(&text));
        let sheets = sheets(&text);
        assert_eq!(sheets.iter().map(|sheet| &*sheet.name.text).collect::<Vec<_>>(), ["Risks", "To do's"]);
        let [head, _, _, rain] = sheets[0].rows.as_slice() else { panic!("{sheets:?}") };
        assert_eq!(head.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>(), ["Title", "", "Owner"]);
        assert_eq!(rain.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>(), ["Rain\nor snow", "", ""]);
        assert_eq!(rain.cells[2].span.of(&text), "#REF!");
        assert_eq!(beneath(&text, rain.cells[2].span), Some(Beneath::Failed));
        assert_eq!(beneath(&text, rain.cells[1].span), None);
    }

    #[test]
    fn every_byte_has_its_cell() {
        let text = text();
        let cells = Cells::new(&text);
        let place = |word: &str| cells.place(&text, text.find(word).unwrap()).to_string();
        assert_eq!(place("Risks"), "Risks");
        assert_eq!(cells.place(&text, text.find("Risks").unwrap()), CellPlace { sheet: "Risks", row: 0, column: 0 });
        assert_eq!(place("Title"), "Risks!A1");
        assert_eq!(place("or snow"), "Risks!A4");
        assert_eq!(place("#REF!"), "Risks!C4");
        assert_eq!(place("To do"), "'To do''s'");
        assert_eq!(place("印刷"), "'To do''s'!AB2");
        assert_eq!(Cells::around(&text, text.find("REF").unwrap()).of(&text), "#REF!");
        assert_eq!((letters(26), letters(27), letters(16384)), ("Z".into(), "AA".into(), "XFD".into()));
    }

    #[test]
    fn too_many_cells_are_no_text() {
        let mut wide = Grid::named("x");
        (0..400).for_each(|row| wide.put(row, 16_383, Value::Text(String::new())));
        assert_eq!(write(&[wide], 1_000_000), None);
    }

    #[test]
    fn beneath_a_cell_without_anything_is_nothing() {
        let mut grid = Grid::named("x");
        grid.put(0, 0, Value::Text("a".to_owned()));
        grid.put(0, 1, Value::Failed(String::new()));
        let text = write(&[grid], 1_000).unwrap();
        let cell = sheets(&text)[0].rows[0].cells[1].clone();
        assert_eq!((cell.span.of(&text), beneath(&text, cell.span)), ("", None));
    }
}
