//! A new record in the file where a project keeps its register, as that file writes its records: nothing else of it changes.

mod columns;
mod document;
mod settings;
mod table;
mod waiver;
mod workbook;
mod yaml;

use super::content::{extension, is_markdown, is_workbook};
use super::{Kind, Project, RecordId};
use crate::source::{Edit, Span};
use crate::text::{Lang, Message};
use crate::{both, say};

pub use columns::append_columns;
pub use document::{Draft, new_document};
pub use waiver::{NewWaiver, append_waivers};

/// A value of a new record: the path of its field, and what was typed, several texts where it holds several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The field, within others if need be.
    pub path: Vec<&'static str>,
    /// What was typed.
    pub texts: Vec<String>,
}

/// Why a record cannot be added to a file.
#[derive(Debug, Clone, PartialEq)]
pub struct NoRoom {
    /// What is in the way.
    pub message: Message,
    /// What to do.
    pub help: Message,
    /// The record as a row to be pasted, where that is what to do.
    pub row: Option<String>,
}

/// How a register is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In a file of several records.
    Listed(usize),
    /// A document for each record; one of them.
    Documents(usize),
}

/// How a project keeps a register: in the file that holds most of its records, else in one that is named after it.
pub fn kept(project: &Project, kind: Kind) -> Option<Kept> {
    let origins: Vec<_> = project.registers.of(kind).iter().map(|record| (record.origin(), record.body().is_some())).collect();
    let in_file = |file: usize| origins.iter().filter(|(origin, _)| origin.file == file).count();
    let is_document =
        |file: usize| is_markdown(project.path(file)) && origins.iter().any(|(origin, has_body)| origin.file == file && *has_body);
    let files = || origins.iter().map(|(origin, _)| origin.file);
    let listed = files().filter(|file| !is_document(*file)).max_by_key(|file| in_file(*file));
    let document = files().filter(|file| is_document(*file)).max();
    let documents = files().filter(|file| is_document(*file)).count();
    match (listed, document) {
        (Some(file), None) => Some(Kept::Listed(file)),
        (Some(file), Some(_)) if in_file(file) >= documents => Some(Kept::Listed(file)),
        (_, Some(file)) => Some(Kept::Documents(file)),
        (None, None) => empty_file(project, kind),
    }
}

/// A file that is named after the register, or a workbook with a sheet that is, and has no record yet.
fn empty_file(project: &Project, kind: Kind) -> Option<Kept> {
    let mut files = project.files.iter().enumerate().filter(|(_, file)| file.kind == Some(kind) && file.text.is_some());
    let empty = files.next().map(|(file, found)| if is_introduction(&found.path) { Kept::Documents(file) } else { Kept::Listed(file) });
    empty.or_else(|| workbook::begun(project, kind).map(Kept::Listed))
}

fn is_introduction(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    is_markdown(path) && (name.starts_with("readme") || name.starts_with("index"))
}

/// The change that adds a record to a file of several records.
///
/// # Errors
/// If the file has no room for a value, or its records are written in a way that cannot be followed.
pub fn append(project: &Project, file: usize, kind: Kind, given: &[Given]) -> Result<Edit, NoRoom> {
    let text = project.text(file);
    let last = last_record(project, file, kind);
    match extension(project.path(file)).as_str() {
        "yaml" | "yml" => yaml::append(project, file, kind, given, last),
        "csv" | "tsv" => table::append_to_csv(project, file, kind, given, last),
        _ if is_markdown(project.path(file)) => table::append_to_markdown(project, file, kind, given, last),
        _ if is_workbook(project.path(file)) => Err(workbook::refused(project, file, kind, given, last)),
        _ => Err(not_followed(project.path(file), text, last)),
    }
}

/// The last record of a register in a file.
fn last_record(project: &Project, file: usize, kind: Kind) -> Option<Span> {
    let origins = project.registers.of(kind).into_iter().map(super::AnyEntry::origin).filter(|origin| origin.file == file);
    origins.map(|origin| origin.span).max_by_key(|span| span.start)
}

fn not_followed(path: &str, text: &str, last: Option<Span>) -> NoRoom {
    let line = last.map_or(1, |last| text.get(..last.start as usize).unwrap_or_default().matches('\n').count() + 1);
    NoRoom {
        message: say!("The records of `{path}` are written in a way that is not followed.", "`{path}`的记录写法无法自动仿照。", path),
        help: say!("Add it by hand, as the one at `{path}:{line}`.", "请手工添加，可参照`{path}:{line}`。", path, line),
        row: None,
    }
}

/// The id that follows those of a register, where they are a word and a number, or a number: D-14 behind D-13.
pub fn next_id(project: &Project, kind: Kind) -> Option<String> {
    let own: Vec<&str> = project.registers.of(kind).iter().filter(|record| record.has_own_id()).map(|record| record.id()).collect();
    let numbered = own.iter().map(|id| numbered(id)).collect::<Option<Vec<(&str, &str)>>>()?;
    let (first, _) = numbered.first()?;
    let is_alike = numbered.iter().all(|(word, _)| word == first);
    let (number, width) = numbered.iter().filter_map(|(_, digits)| Some((digits.parse::<u32>().ok()?, digits.len()))).max()?;
    is_alike.then(|| format!("{first}{:0width$}", number + 1))
}

/// An id of a word and a number: `D-` and `13`.
fn numbered(id: &str) -> Option<(&str, &str)> {
    let word = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_short = |digits: &&str| (1..=4).contains(&digits.len());
    let digits = id.get(word.len()..).filter(is_short)?;
    (!word.contains(|c: char| c.is_ascii_digit())).then_some((word, digits))
}

/// Whether a register's file has room for a field: a table only where it has a column for it.
pub fn has_room(project: &Project, file: usize, kind: Kind, path: &[&'static str]) -> bool {
    match extension(project.path(file)).as_str() {
        "yaml" | "yml" => true,
        _ => table::has_column(project, file, kind, path),
    }
}

/// What is said where a table has no column for a value.
fn no_column(path: &str, kind: Kind, field: &[&'static str]) -> NoRoom {
    let name = field.join(".");
    let [en, zh] = Lang::ALL.map(|lang| super::sample::head(kind, &name, lang));
    NoRoom {
        message: say!("`{path}` has no column for `{name}`.", "`{path}`没有对应`{name}`的列。", path, name),
        help: say!(
            "Add the column “{en_head}” to its header, or leave the value out.",
            "在表头加上“{zh_head}”一列，或不填该值。",
            en_head = en,
            zh_head = zh
        ),
        row: None,
    }
}

/// Where a line goes that follows the one in which a place ends, and what stands before it.
fn line_after(text: &str, end: usize) -> (usize, &'static str) {
    match text.get(end..).and_then(|rest| rest.find('\n')) {
        Some(length) => (end + length + 1, ""),
        None if text.is_empty() || text.ends_with('\n') => (text.len(), ""),
        None => (text.len(), "\n"),
    }
}

/// A change that puts lines there; at the end of a file that ends without one, the last line has no end either.
fn insert(text: &str, end: usize, lines: &str) -> Edit {
    let (at, before) = line_after(text, end);
    let lines = if before.is_empty() { lines } else { lines.trim_end_matches('\n') };
    Edit { span: Span::new(at, at), text: format!("{before}{lines}") }
}

/// Whether two records are told apart by a blank line.
fn is_spaced(text: &str, records: &[Span]) -> bool {
    let pair = records.windows(2).next_back();
    pair.is_some_and(|pair| match pair {
        [one, other] => text.get(one.end as usize..other.start as usize).is_some_and(|between| between.contains("\n\n")),
        _ => false,
    })
}

/// The record by itself, as a file of YAML.
pub fn as_yaml(kind: Kind, given: &[Given]) -> String {
    yaml::alone(kind, given)
}

/// The record that a text adds to a project, for which it was read anew; it has no other values than those that were given.
pub fn added(before: &Project, after: &Project, kind: Kind) -> Option<RecordId> {
    let known = before.registers.len(kind);
    (after.registers.len(kind) == known + 1).then_some(())?;
    let ids: Vec<&str> = before.registers.of(kind).iter().map(|record| record.id()).collect();
    let new = after.registers.of(kind).iter().position(|record| !ids.contains(&record.id()));
    new.or(Some(known)).map(|index| RecordId { kind, index })
}

/// What is said where a place would say more of a record than was given.
pub fn says_more(path: &str, field: &Message) -> NoRoom {
    NoRoom {
        message: say!(
            "At its place in `{path}` the record would also have a {field}.",
            "放在`{path}`中，该记录还会带上{field}。",
            path,
            field
        ),
        help: both!("Add it by hand where it belongs.", "请手工加到合适的位置。"),
        row: None,
    }
}
