//! Another id for a record, everywhere that it is written.

use std::collections::BTreeMap;

use super::uses::{all, meant};
use crate::project::{Found, Kind, Locator, Project, RecordId};
use crate::source::edit::apply;
use crate::source::{Edit, Span};
use crate::text::Message;
use crate::{both, say};

/// What changes in each file.
pub type FileEdits = BTreeMap<usize, Vec<Edit>>;

/// Why a record cannot have another id.
#[derive(Debug, Clone, PartialEq)]
pub struct NoRename(pub Message);

/// The id that is at a byte of a file, as it may be renamed, and its place.
pub fn renamed(project: &Project, file: usize, byte: usize) -> Option<(String, Span)> {
    let id = meant(project, &Locator::new(project), file, byte)?;
    let record = project.record(id).filter(|record| record.has_own_id())?;
    let text = project.text(file);
    let span = occurrences(text, record.id()).into_iter().find(|span| span.start as usize <= byte && byte <= span.end as usize)?;
    Some((record.id().to_owned(), span))
}

/// The changes that give the record at a byte of a file another id: where it stands, in every reference, in waivers, and, where it
/// is no plain word, in documents. They are tried first: everything must be read as before.
///
/// # Errors
/// If the record has no id of its own, another one has that id, or something would be read otherwise.
pub fn rename(project: &Project, file: usize, byte: usize, to: &str) -> Result<FileEdits, NoRename> {
    let to = to.trim();
    let locator = Locator::new(project);
    let id = meant(project, &locator, file, byte).ok_or(NoRename(both!("No record stands here.", "此处没有记录。")))?;
    let from = project.record(id).filter(|record| record.has_own_id()).map(|record| record.id().to_owned());
    let from = from.ok_or(NoRename(both!("The record has no id of its own.", "该记录没有自己的编号。")))?;
    if to.is_empty() || !to.chars().all(is_part) {
        return Err(NoRename(both!("An id is made of letters, digits, - and _.", "编号由文字、数字、- 和 _ 组成。")));
    }
    if project.find(Kind::ALL, to) != Found::Nothing {
        return Err(NoRename(say!("`{to}` is taken already.", "`{to}`已被使用。", to)));
    }
    let edits = edits(project, &locator, id, &from, to);
    if keeps_all(project, &edits) { Ok(edits) } else { Err(NoRename(not_safe(&from))) }
}

fn not_safe(from: &str) -> Message {
    say!(
        "`{from}` is written somewhere in a way that cannot be followed; rename it by hand.",
        "`{from}`在某处的写法无法自动修改，请手工改名。",
        from
    )
}

fn edits(project: &Project, locator: &Locator<'_>, id: RecordId, from: &str, to: &str) -> FileEdits {
    let mut places: Vec<(usize, Span)> = locator.exact(id, "id").or_else(|| locator.field(id, "id")).into_iter().collect();
    let uses = all(project).into_iter().filter(|used| project.resolve(&used.reference).one() == Some(id));
    places.extend(uses.filter_map(|used| locator.exact(used.from, &used.path)));
    places.extend(waivers(project, locator, from));
    if from.contains(|c: char| c.is_ascii_digit()) && from.contains(|c: char| c.is_alphabetic()) {
        let documents = project.files.iter().enumerate().filter(|(_, file)| file.path.ends_with(".md"));
        places.extend(documents.map(|(file, _)| (file, Span::new(0, project.text(file).len()))));
    }
    let mut edits = FileEdits::new();
    for (file, span) in places {
        let text = span.of(project.text(file));
        let start = span.start as usize;
        for found in occurrences(text, from) {
            let span = Span::new(start + found.start as usize, start + found.end as usize);
            edits.entry(file).or_default().push(Edit { span, text: to.to_owned() });
        }
    }
    for of_file in edits.values_mut() {
        of_file.sort();
        of_file.dedup();
    }
    edits
}

/// Where waivers of the settings name a record.
fn waivers(project: &Project, locator: &Locator<'_>, id: &str) -> Vec<(usize, Span)> {
    let all = project.settings.checklist.waivers.iter().enumerate();
    let named = all.filter(|(_, waiver)| waiver.record.iter().any(|record| **record == *id || record.ends_with(&format!("/{id}"))));
    named.filter_map(|(nth, _)| locator.setting(&["checklist", "waivers", &nth.to_string(), "record"])).collect()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Where a text has an id as a word of its own.
fn occurrences(text: &str, id: &str) -> Vec<Span> {
    let is_whole = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + id.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    };
    text.match_indices(id).map(|(at, _)| at).filter(|at| is_whole(*at)).map(|at| Span::new(at, at + id.len())).collect()
}

/// Whether a project with changes has the same records, references and problems.
fn keeps_all(project: &Project, edits: &FileEdits) -> bool {
    let texts = edits.iter().map(|(file, edits)| (*file, apply(project.text(*file), edits))).collect();
    let after = project.with_texts(texts);
    let links = |project: &Project| -> Vec<(RecordId, String, Vec<RecordId>)> {
        all(project).into_iter().map(|used| (used.from, used.path, project.resolve(&used.reference).all().to_vec())).collect()
    };
    let counts = |project: &Project| Kind::ALL.iter().map(|kind| project.registers.len(*kind)).collect::<Vec<_>>();
    counts(project) == counts(&after) && links(project) == links(&after) && project.problems.len() == after.problems.len()
}
