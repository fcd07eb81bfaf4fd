//! Tables of files that are no part of the folder, as its registers would have them, by the same reading; and a register's CSV file
//! as the place that they go to.

use std::collections::BTreeMap;

use super::content::{self, Reading, is_workbook};
use super::draft::Draft;
use super::kind::Kind;
use super::names::Names;
pub use super::origins::Cells;
use super::origins::{self, Program};
use super::sheets;
use super::unnamed::{self, Held, held};
use super::{Project, RecordId};
use crate::calendar::Date;
use crate::source::fold::fold;
use crate::source::prepare::Kept;
use crate::source::schema::Shape;
use crate::source::sheet::{Cell, Row};
use crate::source::vocabulary::Vocabulary;
use crate::source::{Data, Node, Problem, Span, csv, tabulate};

/// The records that a file has for one register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The register.
    pub kind: Kind,
    /// The records, in their order.
    pub rows: Vec<Cells>,
    /// What each head became, by the names of columns.
    pub heads: BTreeMap<String, String>,
    /// Heads that no field has.
    pub kept: Vec<String>,
}

/// What a file has for registers.
#[derive(Debug, Default)]
pub struct Bringing {
    /// By register.
    pub registers: Vec<Brought>,
    /// What reading it tells.
    pub problems: Vec<Problem>,
    /// The program that it is from, if that is known.
    pub program: Option<&'static Program>,
    /// How many rows are of another sort than the records.
    pub others: usize,
}

/// A register's CSV file: where each cell of each record stands.
#[derive(Debug)]
pub struct Register {
    /// The columns by their names.
    pub columns: Vec<String>,
    /// What stands between cells.
    pub delimiter: char,
    /// The end of the header's line.
    pub header_end: usize,
    /// The end of the last record's line.
    pub end: usize,
    /// The records.
    pub rows: Vec<RegisterRow>,
}

/// A record of a register's CSV file.
#[derive(Debug)]
pub struct RegisterRow {
    /// Its id, its own or the one that it has by its name.
    pub id: String,
    /// What its cells say, as fields have it.
    pub cells: Cells,
    /// Where they stand, by the place of their column.
    pub spans: Vec<Span>,
    /// The end of its line.
    pub end: usize,
}

impl Project {
    /// What a file's text has for registers: for the one that is asked for, else for those that its heads or its name say.
    pub fn bring(&self, text: &str, path: &str, asked: Option<Kind>) -> Bringing {
        let (program, above) = program(text, path).unzip();
        let kind = asked.or_else(|| program.and_then(Program::kind)).or_else(|| Kind::of_path(path).filter(|_| !is_workbook(path)));
        let names = self.names_for(program, kind);
        let reading = Reading { limits: &self.limits, names: &names, formats: self.settings.written() };
        let named = |kind| content::read(text, path, kind, reading);
        let content = match kind {
            Some(kind) => named(kind),
            None => unnamed::read(text, path, &Held::new(), reading),
        };
        let content = match Kind::of_path(path).filter(|_| kind.is_none() && content.drafts.is_empty()) {
            Some(kind) => named(kind),
            None => content,
        };
        let mut registers: Vec<Brought> = Vec::new();
        let is_meant = |draft: &&Draft<'_>| program.is_none_or(|program| is_meant(draft, program));
        let mut others = content.drafts.iter().filter(|draft| !is_meant(draft)).count();
        for draft in content.drafts.iter().filter(is_meant) {
            let at = registers.iter().position(|brought| brought.kind == draft.kind).unwrap_or(registers.len());
            if at == registers.len() {
                registers.push(Brought { kind: draft.kind, rows: Vec::new(), heads: BTreeMap::new(), kept: Vec::new() });
            }
            if let Some(brought) = registers.get_mut(at) {
                self.take(draft, text, program.is_some(), brought);
            }
        }
        for brought in &mut registers {
            brought.rows.retain(|row| !row.is_empty());
            if let Some((program, above)) = program.zip(above) {
                others += program.complete(above, brought.kind, &mut brought.rows);
            }
        }
        Bringing { registers, problems: content.problems, program, others }
    }

    /// A register's CSV file, if it has one table.
    pub fn register_file(&self, text: &str, path: &str, kind: Kind) -> Option<Register> {
        let (sheet, _) = sheets::of_csv(text, Some(kind), &self.limits);
        let [table] = sheet.tables.as_slice() else { return None };
        let first = table.header.first()?.span;
        let rows = sheets::rows_of_csv(text, kind);
        let header = rows.iter().position(|row| row.cells.iter().any(|cell| cell.span == first))?;
        let header = rows.get(header)?;
        let reading = Reading { limits: &self.limits, names: &self.names, formats: self.settings.written() };
        let content = content::read(text, path, kind, reading);
        let words = kind.vocabulary();
        let keys: BTreeMap<Span, &str> =
            content.drafts.iter().flat_map(|draft| draft.node.entries()).map(|(key, _)| (key.span, &*key.name)).collect();
        // A part's field is named by its whole; what no record fills, by the words alone.
        let read = |cell: &Cell<'_>| keys.get(&cell.span).filter(|name| words.part(name).is_none()).map(|name| (*name).to_owned());
        let named = |cell: &Cell<'_>| {
            let by_settings = || self.names.columns.field(kind, &cell.text).map(str::to_owned);
            read(cell).or_else(by_settings).or_else(|| words.find(&cell.text).map(|path| path.join(".")))
        };
        let columns: Vec<String> = header.cells.iter().map(|cell| named(cell).unwrap_or_else(|| cell.text.to_string())).collect();
        let file = self.file(path);
        let of_file = self.registers.of(kind).into_iter().filter(|entry| Some(entry.origin().file) == file);
        let ids: BTreeMap<usize, String> = of_file.map(|entry| (entry.origin().nth, entry.id().to_owned())).collect();
        let line_end = |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
        let of = |row: &Row<'_>| {
            let nth = content.drafts.iter().position(|draft| draft.node.span.contains(row.span) || row.span.contains(draft.node.span))?;
            let draft = content.drafts.get(nth)?;
            let mut brought = Brought { kind, rows: Vec::new(), heads: BTreeMap::new(), kept: Vec::new() };
            self.take(draft, text, false, &mut brought);
            let spans = row.cells.iter().map(|cell| cell.span).collect();
            let id = ids.get(&nth).cloned().unwrap_or_default();
            Some(RegisterRow { id, cells: brought.rows.pop()?, spans, end: line_end(row.span.end as usize) })
        };
        let records: Vec<RegisterRow> =
            rows.iter().filter(|row| row.span.start > header.span.start && !row.is_blank()).filter_map(of).collect();
        let header_end = line_end(header.span.end as usize);
        let between = header.cells.first().zip(header.cells.get(1)).and_then(|(a, b)| text.get(a.span.end as usize..b.span.start as usize));
        let delimiter = between.and_then(|between| between.chars().find(|c| matches!(c, ',' | ';' | '\t' | '|'))).unwrap_or(',');
        let end = records.last().map_or(header_end, |row| row.end);
        Some(Register { columns, delimiter, header_end, end, rows: records })
    }

    /// The records of a register, each by the columns that a file of it would have; internal ones and what refers to them only if
    /// all are asked for.
    pub fn give(&self, kind: Kind, is_all: bool) -> Vec<(RecordId, Cells)> {
        let entries = self.registers.of(kind);
        let held = held(&self.files);
        let reading = Reading { limits: &self.limits, names: &self.names, formats: self.settings.written() };
        let mut files: BTreeMap<usize, Vec<Draft<'_>>> = BTreeMap::new();
        let mut rows = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let id = RecordId { kind, index };
            if !is_all && !self.is_public(id) {
                continue;
            }
            let origin = entry.origin();
            let (text, path) = (self.text(origin.file), self.path(origin.file));
            let drafts = files.entry(origin.file).or_insert_with(|| match self.files.get(origin.file).and_then(|file| file.kind) {
                Some(kind) => content::read(text, path, kind, reading).drafts,
                None => unnamed::read(text, path, &held, reading).drafts,
            });
            let Some(draft) = drafts.get(origin.nth) else { continue };
            let mut brought = Brought { kind, rows: Vec::new(), heads: BTreeMap::new(), kept: Vec::new() };
            self.take(draft, text, false, &mut brought);
            let Some(mut cells) = brought.rows.pop() else { continue };
            if !is_all {
                cells.retain(|name, text| !self.refers_inside(kind, name, text));
            }
            rows.push((id, cells));
        }
        rows
    }

    /// Whether a cell refers to what is internal.
    fn refers_inside(&self, kind: Kind, column: &str, text: &str) -> bool {
        let shape = kind.vocabulary().shape(&column.split('.').collect::<Vec<_>>());
        let kinds: Vec<Kind> = match shape {
            Some(Shape::Reference(registers) | Shape::List(&Shape::Reference(registers))) => {
                registers.iter().filter_map(|key| Kind::of_key(key)).collect()
            }
            Some(Shape::List(Shape::Part(_))) => Kind::ALL.to_vec(),
            _ => return false,
        };
        text.split(';').any(|text| self.find(&kinds, text).all().iter().any(|id| !self.is_public(*id)))
    }

    /// The field that a head of a register means by the settings.
    pub fn column(&self, kind: Kind, head: &str) -> Option<&str> {
        self.names.columns.field(kind, head)
    }

    /// The names of the project, with the columns of a program.
    fn names_for(&self, program: Option<&Program>, kind: Option<Kind>) -> Names {
        let mut names = self.names.clone();
        if let Some((program, kind)) = program.zip(kind) {
            std::sync::Arc::make_mut(&mut names.columns).add(kind, program.columns(kind));
        }
        names
    }

    /// Takes in a record: its fields, and what no field has, unless it is of a program, which keeps that itself.
    fn take(&self, draft: &Draft<'_>, text: &str, is_of_program: bool, brought: &mut Brought) {
        let mut cells = Cells::new();
        for (key, node) in draft.node.entries() {
            let before = cells.len();
            flatten(&key.name, node, draft.kind.vocabulary().part(&key.name), &mut cells);
            if cells.len() > before {
                let head = key.span.of(text).trim();
                let head = if head.is_empty() { &*key.name } else { head };
                brought.heads.entry(key.name.to_string()).or_insert_with(|| head.to_owned());
            }
        }
        if let Some(number) = draft.number.as_ref().filter(|_| !cells.contains_key("id") && !is_of_program) {
            cells.insert("id".to_owned(), number.clone());
        }
        self.settle(draft, is_of_program, &mut cells);
        for kept in draft.kept.iter().filter(|kept| !kept.text.is_empty()) {
            let head = if kept.head == origins::NONE { kept.span.of(text).trim() } else { &*kept.head };
            if !brought.kept.iter().any(|known| known == head) {
                brought.kept.push(head.to_owned());
            }
            if !is_of_program && !kept.is_personal() {
                cells.insert(kept.head.clone(), kept.text.clone());
            }
        }
        brought.rows.push(cells);
    }

    /// Days as days, what programs divide by commas as lists, and people by their names.
    fn settle(&self, draft: &Draft<'_>, is_of_program: bool, cells: &mut Cells) {
        let words = draft.kind.vocabulary();
        for (name, text) in cells.iter_mut() {
            match words.shape(&name.split('.').collect::<Vec<_>>()) {
                Some(shape) if shape.is_day() => {
                    if let Ok(day) = Date::parse(text) {
                        *text = day.to_string();
                    }
                }
                Some(shape) if is_of_people(shape) => self.name_people(draft, text),
                Some(Shape::List(_)) if is_of_program && !text.contains([';', ':']) => {
                    *text = text.split(',').map(str::trim).collect::<Vec<_>>().join("; ");
                }
                _ => {}
            }
        }
    }

    /// People by their names where an address is written, or stands beside the name of somebody whom the project does not know.
    fn name_people(&self, draft: &Draft<'_>, text: &mut String) {
        let known = |text: &str| self.person_name(text);
        let beside = || draft.kept.iter().find_map(|kept| self.by_address(kept));
        let each: Vec<String> = text.split("; ").map(|text| known(text).unwrap_or_else(|| text.to_owned())).collect();
        *text = match each.as_slice() {
            [one] if known(one).is_none() => beside().unwrap_or_else(|| one.clone()),
            several => several.join("; "),
        };
    }

    fn by_address(&self, kept: &Kept) -> Option<String> {
        self.person_name(&kept.text).filter(|_| kept.text.contains('@'))
    }

    /// How the project calls somebody.
    fn person_name(&self, text: &str) -> Option<String> {
        let person = self.registers.people.get(self.person(text)?)?;
        Some(person.name.any().to_owned())
    }
}

/// Rows as a file of their own: the fields in their order, then what the source calls by other names.
pub fn table(rows: &[Cells], kind: Kind) -> String {
    let columns = in_order(rows.iter().flat_map(BTreeMap::keys), kind);
    let head = tabulate::line(columns.iter().map(String::as_str));
    let line = |row: &Cells| tabulate::line(columns.iter().map(|column| row.get(column).map_or("", String::as_str)));
    head + &rows.iter().map(line).collect::<String>()
}

/// Names of columns, each once: the id, the fields in their order, and others as they come.
pub fn in_order<'c>(columns: impl Iterator<Item = &'c String>, kind: Kind) -> Vec<String> {
    let place = |column: &str| {
        let field = column.split('.').next().unwrap_or(column);
        let at = kind.vocabulary().fields().position(|known| known.name == field);
        if field == "id" { (0, 0) } else { at.map_or((2, 0), |at| (1, at)) }
    };
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        if !names.contains(column) {
            names.push(column.clone());
        }
    }
    names.sort_by_key(|name| place(name));
    names
}

/// Whether a row is one of those that a program means.
fn is_meant(draft: &Draft<'_>, program: &Program) -> bool {
    let Some((head, word)) = program.only else { return true };
    draft.kept.iter().any(|kept| fold(&kept.head) == fold(head) && kept.text == word)
}

/// The program that a file is from, by the heads of its first table, and what stands above them.
fn program<'t>(text: &'t str, path: &str) -> Option<(&'static Program, &'t str)> {
    if is_workbook(path) {
        return None;
    }
    let rows = csv::read(text, crate::source::sheet::Naming::NOTHING, usize::MAX).rows;
    let heads = rows.iter().find(|row| row.filled().nth(1).is_some())?;
    let program = Program::of_heads(&heads.filled().map(|cell| &*cell.text).collect::<Vec<_>>())?;
    Some((program, text.get(..heads.span.start as usize).unwrap_or_default()))
}

fn is_of_people(shape: Shape) -> bool {
    match shape {
        Shape::Reference(registers) => registers.contains(&Kind::People.key()),
        Shape::List(item) => is_of_people(*item),
        _ => false,
    }
}

/// Puts a value in cells: a list as one, a part as one for each of its fields; `words` are those of the part.
fn flatten(name: &str, node: &Node<'_>, words: Option<&Vocabulary>, cells: &mut Cells) {
    match &node.data {
        Data::Null => {}
        Data::Scalar(text, _) => {
            cells.insert(name.to_owned(), text.trim().to_owned());
        }
        Data::Map(entries) => {
            for (key, value) in entries {
                flatten(&format!("{name}.{}", key.name), value, None, cells);
            }
        }
        Data::List(items) => {
            let lead = words.and_then(|words| words.fields().next()).map(|field| field.name);
            let is_plain = |item: &Node<'_>| match item.entries() {
                [] => true,
                [(key, _)] => Some(&*key.name) == lead,
                _ => false,
            };
            match items.as_slice() {
                [only] if !is_plain(only) => flatten(name, only, None, cells),
                several => {
                    let texts: Vec<String> = several.iter().map(together).filter(|text| !text.is_empty()).collect();
                    if !texts.is_empty() {
                        cells.insert(name.to_owned(), texts.join("; "));
                    }
                }
            }
        }
    }
}

fn together(node: &Node<'_>) -> String {
    let mut cells = Cells::new();
    flatten("", node, None, &mut cells);
    cells.into_values().collect::<Vec<_>>().join(" ")
}
