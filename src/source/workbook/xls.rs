//! Workbooks of Excel before 2007: a compound file with a stream of records (\[MS-XLS\], BIFF8).

use std::io::{Cursor, Read};

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::Refused;
use super::format::{self, Sort};
use super::grid::{Grid, Value};
use super::records::{Pieces, Record, records};

/// Records by their numbers, as \[MS-XLS\] 2.3 has them.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const DATE_1904: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS: u16 = 0x00BD;
    pub(super) const EXTENDED_FORMAT: u16 = 0x00E0;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const TEXTS: u16 = 0x00FC;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
    pub(super) const TEXT_OF_FORMULA: u16 = 0x0207;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The version that Excel 97 to 2003 write.
const BIFF8: u16 = 0x0600;
/// The sort of a sheet that has cells.
const WORKSHEET: u8 = 0;

/// The sheets of a workbook, hidden ones without their cells.
pub(super) fn read(bytes: &[u8], most_filled: usize) -> Result<Vec<Grid>, Refused> {
    grids(&stream(bytes)?, most_filled)
}

fn grids(stream: &[u8], most_filled: usize) -> Result<Vec<Grid>, Refused> {
    let book = Book::of(stream)?;
    let mut left = most_filled;
    book.sheets.iter().filter(|sheet| sheet.has_cells).map(|sheet| book.grid(stream, sheet, &mut left)).collect()
}

/// The records of the workbook. Programs before Excel 97 call them otherwise.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if file.is_stream("/Book") && !file.is_stream("/Workbook") {
        return Err(Refused::Old);
    }
    let workbook = file.open_stream("/Workbook").map_err(|_| Refused::Damaged)?;
    let mut stream = Vec::new();
    // A stream is no longer than its file.
    workbook.take(bytes.len() as u64).read_to_end(&mut stream).map_err(|_| Refused::Damaged)?;
    Ok(stream)
}

/// What holds for all sheets.
#[derive(Default)]
struct Book {
    is_1904: bool,
    texts: Vec<String>,
    /// The format of each number in the list of formats that cells refer to.
    formats: Vec<String>,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    start: usize,
    is_hidden: bool,
    /// Whether it is no chart and no sheet of macros.
    has_cells: bool,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Self, Refused> {
        let mut book = Self::default();
        let (mut named, mut numbers) = (std::collections::BTreeMap::new(), Vec::new());
        for record in records(stream, 0) {
            let mut data = record.data();
            match record.kind {
                kind::BEGIN if data.u16() != Some(BIFF8) => return Err(Refused::Old),
                kind::FILE_PASS => return Err(Refused::Password),
                kind::END => break,
                kind::DATE_1904 => book.is_1904 = data.u16() == Some(1),
                kind::SHEET => book.sheets.push(sheet(&mut data).ok_or(Refused::Damaged)?),
                kind::FORMAT => {
                    let format = data.u16().zip(data.text()).ok_or(Refused::Damaged)?;
                    named.insert(format.0, format.1);
                }
                kind::EXTENDED_FORMAT => numbers.push(data.skip(2).and_then(|()| data.u16()).ok_or(Refused::Damaged)?),
                kind::TEXTS => book.texts = shared(&mut data).ok_or(Refused::Damaged)?,
                _ => {}
            }
        }
        let code = |number: u16| named.get(&number).cloned().unwrap_or_else(|| format::builtin(number).to_owned());
        book.formats = numbers.into_iter().map(code).collect();
        if book.sheets.is_empty() { Err(Refused::Damaged) } else { Ok(book) }
    }

    fn grid(&self, stream: &[u8], sheet: &Sheet, left: &mut usize) -> Result<Grid, Refused> {
        let mut grid = Grid::named(&sheet.name);
        if sheet.is_hidden {
            return Ok(Grid { is_hidden: true, ..grid });
        }
        let mut merged = Vec::new();
        // Charts within the sheet begin and end as it does.
        let mut depth = 0_usize;
        let mut formula = None;
        for record in records(stream, sheet.start) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth != 1 => {}
                kind::MERGED => merged.extend(regions(&record)),
                _ => self.cells(&record, &mut grid, &mut formula, left)?,
            }
        }
        for ((row, column), last) in merged {
            grid.merge_down((row, column), last);
        }
        Ok(grid)
    }

    /// Puts the cells of a record in the grid. The text that a formula has stands in a record behind it.
    fn cells(&self, record: &Record<'_>, grid: &mut Grid, formula: &mut Option<(u32, u32)>, left: &mut usize) -> Result<(), Refused> {
        let mut data = record.data();
        if record.kind == kind::TEXT_OF_FORMULA {
            if let Some(((row, column), text)) = formula.take().zip(data.text()) {
                grid.put(row, column, Value::Text(text));
            }
            return Ok(());
        }
        let is_cell = matches!(
            record.kind,
            kind::NUMBER | kind::SHORT_NUMBER | kind::NUMBERS | kind::SHARED_TEXT | kind::TEXT | kind::TRUTH_OR_ERROR | kind::FORMULA
        );
        if !is_cell {
            return Ok(());
        }
        let (row, first) = data.place().ok_or(Refused::Damaged)?;
        if record.kind == kind::NUMBERS {
            for column in first.. {
                let Some((code, number)) = self.short_number(&mut data) else { break };
                *left = left.checked_sub(1).ok_or(Refused::TooManyCells)?;
                grid.put(row, column, Value::Text(self.number(number, code)));
            }
            return Ok(());
        }
        *left = left.checked_sub(1).ok_or(Refused::TooManyCells)?;
        match self.value(record.kind, &mut data).ok_or(Refused::Damaged)? {
            Said::Value(value) => grid.put(row, first, value),
            Said::Behind => *formula = Some((row, first)),
            Said::Nothing => {}
        }
        Ok(())
    }

    /// What a record of one cell says, from its format on.
    fn value(&self, kind: u16, data: &mut Pieces<'_>) -> Option<Said> {
        if kind == kind::SHORT_NUMBER {
            let (code, number) = self.short_number(data)?;
            return Some(Said::Value(Value::Text(self.number(number, code))));
        }
        let code = self.code(data.u16()?);
        let value = match kind {
            kind::NUMBER => Value::Text(self.number(data.f64()?, code)),
            kind::SHARED_TEXT => Value::Text(self.texts.get(data.u32()? as usize)?.clone()),
            kind::TEXT => Value::Text(data.text()?),
            kind::FORMULA => return self.formula(data, code),
            _ => truth_or_error(data.u8()?, data.u8()? == 1),
        };
        Some(Said::Value(value))
    }

    /// The stored value of a formula (\[MS-XLS\] 2.5.133).
    fn formula(&self, data: &mut Pieces<'_>, code: &str) -> Option<Said> {
        let value: [u8; 8] = data.bytes()?;
        let is_reckoned_anew = data.u16()? & 1 == 1;
        let [sort, _, said, _, _, _, 0xFF, 0xFF] = value else {
            let number = f64::from_le_bytes(value);
            // Programs that cannot reckon write nought and ask Excel to do it.
            let is_unknown = is_reckoned_anew && number == 0.0;
            let value = if is_unknown { Value::Failed("=…".to_owned()) } else { Value::Text(self.number(number, code)) };
            return Some(Said::Value(value));
        };
        Some(match sort {
            0 => Said::Behind,
            1 | 2 => Said::Value(truth_or_error(said, sort == 2)),
            _ => Said::Nothing,
        })
    }

    /// A number in four bytes, with its format before it (\[MS-XLS\] 2.5.217).
    fn short_number(&self, data: &mut Pieces<'_>) -> Option<(&str, f64)> {
        let (code, short) = (self.code(data.u16()?), data.u32()?);
        let is_whole = short & 2 != 0;
        let number = if is_whole { f64::from(short.cast_signed() >> 2) } else { f64::from_bits(u64::from(short & !3) << 32) };
        Some((code, if short & 1 == 0 { number } else { number / 100.0 }))
    }

    fn code(&self, format: u16) -> &str {
        self.formats.get(usize::from(format)).map_or("General", String::as_str)
    }

    fn number(&self, number: f64, code: &str) -> String {
        let of = |sort| format::moment(&ExcelDateTime::new(number, sort, self.is_1904), code);
        match format::sort(code) {
            Sort::Number => format::number(number, code),
            Sort::Moment => of(ExcelDateTimeType::DateTime),
            Sort::Length => of(ExcelDateTimeType::TimeDelta),
        }
    }
}

/// What a record says of its cell.
enum Said {
    Value(Value),
    /// A text, in the record behind this one.
    Behind,
    Nothing,
}

fn truth_or_error(said: u8, is_error: bool) -> Value {
    match (is_error, said) {
        (false, said) => Value::Text(if said == 0 { "FALSE" } else { "TRUE" }.to_owned()),
        (true, 0x00) => Value::Failed("#NULL!".to_owned()),
        (true, 0x07) => Value::Failed("#DIV/0!".to_owned()),
        (true, 0x0F) => Value::Failed("#VALUE!".to_owned()),
        (true, 0x17) => Value::Failed("#REF!".to_owned()),
        (true, 0x1D) => Value::Failed("#NAME?".to_owned()),
        (true, 0x24) => Value::Failed("#NUM!".to_owned()),
        (true, _) => Value::Failed("#N/A".to_owned()),
    }
}

fn sheet(data: &mut Pieces<'_>) -> Option<Sheet> {
    let start = data.u32()? as usize;
    let (state, sort, length) = (data.u8()?, data.u8()?, data.u8()?);
    let name = data.characters(usize::from(length))?;
    Some(Sheet { name, start, is_hidden: state & 3 != 0, has_cells: sort == WORKSHEET })
}

/// The texts that cells share (\[MS-XLS\] 2.4.265).
fn shared(data: &mut Pieces<'_>) -> Option<Vec<String>> {
    data.skip(4)?;
    let count = data.u32()?;
    (0..count).map(|_| data.rich_text()).collect()
}

/// First cells and last rows of what is merged.
fn regions(record: &Record<'_>) -> Vec<((u32, u32), u32)> {
    let mut data = record.data();
    let count = data.u16().unwrap_or_default();
    let mut region = || {
        let (first, last, left) = (data.u16()?, data.u16()?, data.u16()?);
        data.skip(2)?;
        Some(((u32::from(first), u32::from(left)), u32::from(last)))
    };
    (0..count).map_while(|_| region()).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::source::Limits;
    use crate::source::workbook::decode;

    /// Records as a file has them.
    #[derive(Default)]
    struct Writer(Vec<u8>);

    impl Writer {
        fn put(&mut self, kind: u16, parts: &[&[u8]]) -> &mut Self {
            let data = parts.concat();
            self.0.extend(kind.to_le_bytes());
            self.0.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
            self.0.extend(data);
            self
        }

        fn begin(&mut self) -> &mut Self {
            self.put(kind::BEGIN, &[&BIFF8.to_le_bytes(), &[0x05, 0]])
        }

        fn cell(&mut self, kind: u16, [row, column, format]: [u16; 3], value: &[u8]) -> &mut Self {
            self.put(kind, &[&row.to_le_bytes(), &column.to_le_bytes(), &format.to_le_bytes(), value])
        }
    }

    /// A text with its length in two bytes.
    fn text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let head = [u16::try_from(units.len()).unwrap().to_le_bytes().as_slice(), &[1]].concat();
        [head, units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
    }

    fn formats(codes: &[(u16, &str)]) -> Writer {
        let mut globals = Writer::default();
        globals.begin();
        for (number, code) in codes {
            globals.put(kind::FORMAT, &[&number.to_le_bytes(), &text(code)]);
        }
        for (number, _) in codes {
            globals.put(kind::EXTENDED_FORMAT, &[&[0, 0], &number.to_le_bytes()]);
        }
        globals
    }

    /// A workbook of some sheets, each with its name, whether it is hidden, and its records.
    fn book(mut globals: Writer, sheets: &[(&str, bool, &Writer)]) -> Vec<u8> {
        let names: usize = sheets.iter().map(|(name, ..)| 4 + 7 + 1 + 2 * name.encode_utf16().count()).sum();
        let mut start = globals.0.len() + names + 4;
        for (name, is_hidden, records) in sheets {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let count = u8::try_from(units.len() / 2).unwrap();
            globals.put(kind::SHEET, &[&u32::try_from(start).unwrap().to_le_bytes(), &[u8::from(*is_hidden), WORKSHEET, count, 1], &units]);
            start += records.0.len();
        }
        globals.put(kind::END, &[]);
        for (_, _, records) in sheets {
            globals.0.extend(&records.0);
        }
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&globals.0).unwrap();
        file.into_inner().into_inner()
    }

    fn said(value: &Value) -> &str {
        match value {
            Value::Text(text) | Value::Merged(text) | Value::Failed(text) => text,
        }
    }

    fn cells(grid: &Grid) -> Vec<((u32, u32), &str)> {
        grid.cells.iter().map(|(place, value)| (*place, said(value))).collect()
    }

    #[test]
    fn each_sort_of_cell_says_what_its_format_shows() {
        let mut globals = formats(&[(0, "General"), (164, "0.0%"), (14, "m/d/yyyy"), (165, "\"R-\"000")]);
        // The second text goes on in another record, of one byte a letter and then of two.
        globals.put(kind::TEXTS, &[&[2, 0, 0, 0, 2, 0, 0, 0], &text("风险"), &[4, 0, 8, 1, 0], b"Ra"]);
        globals.put(0x003C, &[&[1], &[b'i', 0, b'n', 0], &[0; 4]]);
        let mut sheet = Writer::default();
        sheet.begin();
        sheet.cell(kind::SHARED_TEXT, [0, 0, 0], &0_u32.to_le_bytes()).cell(kind::SHARED_TEXT, [0, 1, 0], &1_u32.to_le_bytes());
        sheet.cell(kind::NUMBER, [1, 0, 1], &0.125_f64.to_le_bytes()).cell(kind::NUMBER, [1, 1, 2], &46_083.0_f64.to_le_bytes());
        // 7 as a whole number, 1.25 as 125 of a hundred, and both of them in one record.
        sheet.cell(kind::SHORT_NUMBER, [2, 0, 3], &(7_u32 << 2 | 2).to_le_bytes());
        sheet.put(
            kind::NUMBERS,
            &[&[3, 0, 1, 0], &[3, 0], &(7_u32 << 2 | 2).to_le_bytes(), &[0, 0], &(125_u32 << 2 | 3).to_le_bytes(), &[2, 0]],
        );
        sheet.cell(kind::TEXT, [4, 0, 0], &text("plain")).cell(kind::TRUTH_OR_ERROR, [4, 1, 0], &[1, 0]);
        sheet.cell(kind::TRUTH_OR_ERROR, [4, 2, 0], &[0x2A, 1]);
        // Charts within a sheet have records of the same sorts.
        sheet.begin().cell(kind::TEXT, [9, 9, 0], &text("chart")).put(kind::END, &[]);
        sheet.cell(kind::FORMULA, [5, 0, 0], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]).put(kind::TEXT_OF_FORMULA, &[&text("reckoned")]);
        sheet.cell(kind::FORMULA, [5, 1, 0], &[2.5_f64.to_le_bytes().as_slice(), &[1, 0]].concat());
        sheet.cell(kind::FORMULA, [5, 2, 0], &[0.0_f64.to_le_bytes().as_slice(), &[1, 0]].concat());
        sheet.cell(kind::FORMULA, [5, 3, 0], &[2, 0, 7, 0, 0, 0, 0xFF, 0xFF, 0, 0]);
        sheet.put(kind::MERGED, &[&[1, 0], &[4, 0, 6, 0, 0, 0, 0, 0]]).put(kind::END, &[]);
        let mut hidden = Writer::default();
        hidden.begin().cell(kind::TEXT, [0, 0, 0], &text("secret")).put(kind::END, &[]);
        let grids = read(&book(globals, &[("风险", false, &sheet), ("Old", true, &hidden)]), 100).ok().unwrap();
        assert_eq!(grids.iter().map(|grid| (grid.name.as_str(), grid.is_hidden)).collect::<Vec<_>>(), [("风险", false), ("Old", true)]);
        assert!(grids[1].cells.is_empty());
        let expected = [
            ((0, 0), "风险"),
            ((0, 1), "Rain"),
            ((1, 0), "12.5%"),
            ((1, 1), "2026-03-02"),
            ((2, 0), "R-007"),
            ((3, 1), "R-007"),
            ((3, 2), "1.25"),
            ((4, 0), "plain"),
            ((4, 1), "TRUE"),
            ((4, 2), "#N/A"),
            ((5, 0), "reckoned"),
            ((5, 1), "2.5"),
            ((5, 2), "=…"),
            ((5, 3), "#DIV/0!"),
        ];
        assert_eq!(cells(&grids[0]), expected, "a merged cell goes no further than the last row");
    }

    #[test]
    fn the_epoch_of_1904_is_kept() {
        let mut globals = formats(&[(14, "m/d/yyyy")]);
        globals.put(kind::DATE_1904, &[&[1, 0]]);
        let mut sheet = Writer::default();
        sheet.begin().cell(kind::NUMBER, [0, 0, 0], &(46_083.0_f64 - 1462.0).to_le_bytes()).put(kind::END, &[]);
        let grids = read(&book(globals, &[("A", false, &sheet)]), 100).ok().unwrap();
        assert_eq!(cells(&grids[0]), [((0, 0), "2026-03-02")]);
    }

    #[test]
    fn what_cannot_be_read_is_refused_and_never_panics() {
        let mut sheet = Writer::default();
        sheet
            .begin()
            .cell(kind::TEXT, [0, 0, 0], &text("Risk"))
            .cell(kind::NUMBER, [65_535, 255, 0], &1.0_f64.to_le_bytes())
            .put(kind::END, &[]);
        let whole = book(formats(&[(0, "General")]), &[("Risks", false, &sheet)]);
        let told =
            |bytes: &[u8]| decode(bytes, &Limits::default()).map(|decoded| decoded.text).map_err(|problem| problem.message.en.to_string());
        assert!(told(&whole).unwrap().contains("Risk"));
        let mut locked = formats(&[]);
        locked.put(kind::FILE_PASS, &[&[0; 6]]);
        assert!(told(&book(locked, &[("A", false, &sheet)])).unwrap_err().contains("password"));
        let mut old = Writer::default();
        old.put(kind::BEGIN, &[&[0, 5, 5, 0]]);
        assert!(told(&book(old, &[])).unwrap_err().contains("before 97"));
        assert!(told(&book(formats(&[]), &[])).unwrap_err().contains("damaged"));
        assert!(matches!(read(&whole, 1), Err(Refused::TooManyCells)));
        let stream = stream(&whole).ok().unwrap();
        for at in 0..stream.len() {
            let mut bent = stream.clone();
            bent[at] ^= 0xFF;
            drop((grids(&bent, 100), grids(&stream[..at], 100)));
        }
        for at in (0..whole.len()).step_by(97) {
            let mut bent = whole.clone();
            bent[at] ^= 0xFF;
            drop((read(&bent, 100), read(&whole[..at], 100)));
        }
    }
}
