//! Workbooks of Excel since 2007.

use std::io::Cursor;

use calamine::{DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};

use super::Refused;
use super::format;
use super::grid::{Grid, Value};

/// The sheets of a workbook, hidden ones without their cells.
pub(super) fn read(bytes: &[u8], most_filled: usize) -> Result<Vec<Grid>, Refused> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let sheets: Vec<Sheet> = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    sheets.iter().map(|sheet| grid(&mut book, sheet, most_filled)).collect()
}

fn grid(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &Sheet, most_filled: usize) -> Result<Grid, Refused> {
    let mut grid = Grid::named(&sheet.name);
    if sheet.visible != SheetVisible::Visible {
        return Ok(Grid { is_hidden: true, ..grid });
    }
    let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
    let blank = take_values(book, sheet, &mut grid, most_filled)?;
    if !blank.is_empty() {
        take_formulas(book, sheet, &blank, &mut grid)?;
    }
    for region in merged {
        grid.merge_down(region.start, region.end.0);
    }
    Ok(grid)
}

/// Puts the values of a sheet in its grid; the cells that have none are given back.
fn take_values(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &Sheet, grid: &mut Grid, most_filled: usize) -> Result<Vec<(u32, u32)>, Refused> {
    let mut blank = Vec::new();
    let mut left = most_filled;
    let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(|error| refused(&error))?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| refused(&error))? {
        left = left.checked_sub(1).ok_or(Refused::TooManyCells)?;
        let code =
            reader.styles().get(style).and_then(|style| style.number_format.as_ref()).map_or("General", |format| &format.format_code);
        let (row, column) = cell.get_position();
        match value(cell.get_value(), code) {
            Some(value) => grid.put(row, column, value),
            None => blank.push((row, column)),
        }
    }
    blank.sort_unstable();
    Ok(blank)
}

/// Formulas whose value was not stored, as programs write them that cannot reckon.
fn take_formulas(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &Sheet, blank: &[(u32, u32)], grid: &mut Grid) -> Result<(), Refused> {
    let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(|error| refused(&error))?;
    while let Some(cell) = reader.next_formula().map_err(|error| refused(&error))? {
        let (row, column) = cell.get_position();
        if blank.binary_search(&(row, column)).is_ok() && !cell.get_value().is_empty() {
            grid.put(row, column, Value::Failed(format!("={}", cell.get_value())));
        }
    }
    Ok(())
}

fn value(value: &DataRef<'_>, code: &str) -> Option<Value> {
    Some(Value::Text(match value {
        DataRef::Int(number) => format::number(*number as f64, code),
        DataRef::Float(number) => format::number(*number, code),
        DataRef::DateTime(moment) => format::moment(moment, code),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => is_true.to_string().to_uppercase(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text),
        DataRef::Error(error) => return Some(Value::Failed(error.to_string())),
        DataRef::Empty => return None,
    }))
}

/// A day of the ISO's; midnight is none of its times.
pub(super) fn iso(text: &str) -> String {
    text.trim_end_matches("T00:00:00").to_owned()
}

fn refused(error: &XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Password,
        _ => Refused::Damaged,
    }
}
