//! Workbooks of Open Document. They are read here, because what a number means, such as a per cent, is told by nobody else.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Refused;
use super::format::digits;
use super::grid::{Grid, Value};
use super::package::{Package, part};

/// The sheets of a workbook, hidden ones without their cells.
pub(super) fn read(package: &mut Package<'_>, most_filled: usize) -> Result<Vec<Grid>, Refused> {
    if part(package, "META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Refused::Password);
    }
    let content = part(package, "content.xml").ok_or(Refused::Damaged)?;
    let mut reading = Reading { left: most_filled, ..Reading::default() };
    let mut reader = Reader::from_str(&content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) if reading.depth == 0 => return Ok(reading.grids),
            Err(_) | Ok(Event::Eof) => return Err(Refused::Damaged),
            Ok(Event::Start(tag)) => reading.open(&tag),
            Ok(Event::End(tag)) => reading.close(tag.name().as_ref())?,
            Ok(Event::Text(text)) => reading.say(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) => reading.say(&entity(&name)),
            Ok(_) => {}
        }
    }
}

/// A character that stands in XML by its name or its number.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}

#[derive(Default)]
struct Reading {
    depth: usize,
    /// Elements within which nothing is a cell's own text: remarks, drawings.
    beside: usize,
    style: Option<String>,
    hidden: BTreeSet<String>,
    grids: Vec<Grid>,
    is_in_table: bool,
    row: u32,
    column: u32,
    row_repeats: u32,
    of_row: Vec<(u32, Value)>,
    merged: Vec<((u32, u32), u32)>,
    cell: Option<Cell>,
    left: usize,
}

/// A cell on its way.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    currency: String,
    formula: String,
    is_error: bool,
    is_covered: bool,
    repeats: u32,
    rows: u32,
    shown: String,
    paragraphs: usize,
    is_in_paragraph: bool,
}

const BESIDE: [&str; 3] = ["office:annotation", "table:shapes", "draw:frame"];

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>) {
        self.depth += 1;
        let name = tag.name();
        let name = name.as_ref();
        if self.beside > 0 || BESIDE.contains(&name) {
            self.beside += 1;
            return;
        }
        match name {
            "style:style" => self.style = attribute(tag, "style:name"),
            "style:table-properties" if attribute(tag, "table:display").as_deref() == Some("false") => {
                self.hidden.extend(self.style.clone());
            }
            "table:table" => {
                let is_hidden = attribute(tag, "table:style-name").is_some_and(|style| self.hidden.contains(&style));
                self.grids.push(Grid { is_hidden, ..Grid::named(&attribute(tag, "table:name").unwrap_or_default()) });
                (self.is_in_table, self.row) = (true, 0);
            }
            "table:table-row" => {
                self.column = 0;
                self.row_repeats = count(tag, "table:number-rows-repeated");
            }
            "table:table-cell" | "table:covered-table-cell" if self.is_in_table => self.cell = Some(Cell::of(tag)),
            "text:p" => self.cell.iter_mut().for_each(Cell::begin_paragraph),
            "text:s" => self.say(&" ".repeat(count(tag, "text:c").min(100) as usize)),
            "text:tab" => self.say(" "),
            "text:line-break" => self.say("\n"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refused> {
        self.depth = self.depth.saturating_sub(1);
        if self.beside > 0 {
            self.beside -= 1;
            return Ok(());
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let cell = self.cell.take().unwrap_or_default();
                self.take(&cell)
            }
            "text:p" => {
                self.cell.iter_mut().for_each(|cell| cell.is_in_paragraph = false);
                Ok(())
            }
            "table:table-row" => self.end_row(),
            "table:table" => {
                let merged = std::mem::take(&mut self.merged);
                let grid = self.grids.last_mut();
                if let Some(grid) = grid {
                    for (from, last) in &merged {
                        grid.merge_down(*from, *last);
                    }
                }
                self.is_in_table = false;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) {
        if self.beside == 0 {
            self.cell.iter_mut().filter(|cell| cell.is_in_paragraph).for_each(|cell| cell.shown.push_str(text));
        }
    }

    fn take(&mut self, cell: &Cell) -> Result<(), Refused> {
        let repeats = cell.repeats.max(1);
        if let Some(value) = cell.value() {
            for at in 0..repeats {
                self.left = self.left.checked_sub(1).ok_or(Refused::TooManyCells)?;
                self.of_row.push((self.column.saturating_add(at), value.clone()));
            }
            if cell.rows > 1 {
                self.merged.push(((self.row, self.column), self.row.saturating_add(cell.rows - 1)));
            }
        }
        self.column = self.column.saturating_add(repeats);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refused> {
        let cells = std::mem::take(&mut self.of_row);
        let Some(grid) = self.grids.last_mut() else { return Ok(()) };
        if !cells.is_empty() && !grid.is_hidden {
            for at in 0..self.row_repeats {
                self.left = self.left.checked_sub(cells.len()).ok_or(Refused::TooManyCells)?;
                for (column, value) in &cells {
                    grid.put(self.row.saturating_add(at), *column, value.clone());
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}

impl Cell {
    fn of(tag: &BytesStart<'_>) -> Self {
        let says = |name| attribute(tag, name).unwrap_or_default();
        let kind = says("office:value-type");
        let value = match kind.as_str() {
            "date" => "office:date-value",
            "time" => "office:time-value",
            "boolean" => "office:boolean-value",
            "string" => "office:string-value",
            _ => "office:value",
        };
        Self {
            value: says(value),
            currency: says("office:currency"),
            formula: says("table:formula"),
            is_error: says("calcext:value-type") == "error",
            is_covered: tag.name().as_ref() == "table:covered-table-cell",
            repeats: count(tag, "table:number-columns-repeated"),
            rows: count(tag, "table:number-rows-spanned"),
            kind,
            ..Self::default()
        }
    }

    fn begin_paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.shown.push('\n');
        }
        self.paragraphs += 1;
        self.is_in_paragraph = true;
    }

    fn value(&self) -> Option<Value> {
        if self.is_covered {
            return None;
        }
        if self.is_error || (!self.formula.is_empty() && self.kind.is_empty() && self.shown.is_empty()) {
            let formula = self.formula.split_once('=').map_or("", |(_, formula)| formula);
            return Some(Value::Failed(if self.shown.is_empty() { format!("={formula}") } else { self.shown.clone() }));
        }
        let text = match self.kind.as_str() {
            "float" | "percentage" | "currency" => self.number(),
            "date" => super::xlsx::iso(&self.value),
            "time" => clock(&self.value),
            "boolean" => self.value.to_uppercase(),
            _ if self.value.is_empty() => self.shown.clone(),
            _ => self.value.clone(),
        };
        (!text.is_empty()).then_some(Value::Text(text))
    }

    /// A number; as it is shown where words stand around it.
    fn number(&self) -> String {
        let Ok(value) = self.value.parse::<f64>() else { return self.shown.clone() };
        match self.kind.as_str() {
            "percentage" => super::format::number(value, "0%"),
            "currency" if !self.currency.is_empty() => {
                let (sign, amount) = (if value < 0.0 { "-" } else { "" }, digits(value.abs()));
                let between = if self.currency.ends_with(char::is_alphabetic) { " " } else { "" };
                format!("{sign}{}{between}{amount}", self.currency)
            }
            _ if self.shown.chars().any(|c| c.is_alphabetic() && c != 'E') => self.shown.clone(),
            _ => digits(value),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    let value: &str = &found.value;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned))
}

/// How many times, once if nothing is said.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// `PT09H30M00S` as 9:30.
fn clock(text: &str) -> String {
    let parts: Vec<&str> = text.trim_start_matches("PT").split(['H', 'M', 'S']).collect();
    match parts.as_slice() {
        [hours, minutes, ..] => format!("{}:{minutes}", hours.trim_start_matches('0')),
        _ => text.to_owned(),
    }
}
