//! Where a record or a field was written: its file is read again by the same code, so the answer is the same. Only files of
//! which something is said are read again.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;

use super::content::{self, Reading};
use super::draft::Draft;
use super::settings::Settings;
use super::unnamed::{self, held};
use super::{AnyEntry, Project, RecordId};
use crate::source::{Data, Lines, Location, Node, Span};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spotted {
    /// The record.
    pub record: RecordId,
    /// The names and numbers that lead to the field or the value.
    pub path: Vec<String>,
    /// Whether it is the name of the field.
    pub is_key: bool,
    /// Its bytes.
    pub span: Span,
}

/// Finds places in the files of one project.
pub struct Locator<'p> {
    project: &'p Project,
    drafts: RefCell<BTreeMap<usize, Vec<Draft<'p>>>>,
    lines: RefCell<BTreeMap<usize, Lines>>,
}

impl<'p> Locator<'p> {
    /// A locator that has read nothing yet.
    pub fn new(project: &'p Project) -> Self {
        Self { project, drafts: RefCell::default(), lines: RefCell::default() }
    }

    /// The fields of a record by name, each with the key, column or heading that it was typed as.
    pub fn typed(&self, id: RecordId) -> BTreeMap<String, &'p str> {
        let Some(origin) = self.project.record(id).map(AnyEntry::origin) else { return BTreeMap::new() };
        let drafts = self.drafts(origin.file);
        let keys = drafts.get(origin.nth).into_iter().flat_map(|draft| draft.node.entries()).map(|(key, _)| key);
        keys.map(|key| (key.name.to_string(), key.span.of(self.project.text(origin.file)).trim())).collect()
    }

    /// The file and bytes of a record's field (`owner`, `targets.0.by`); where the field is absent, of what names the record.
    pub fn field(&self, id: RecordId, field: &str) -> Option<(usize, Span)> {
        let origin = self.project.record(id)?.origin();
        let drafts = self.drafts(origin.file);
        let node = drafts.get(origin.nth).map(|draft| &draft.node);
        let path: Vec<&str> = field.split('.').filter(|part| !part.is_empty()).collect();
        let named = id.kind.named();
        let at = |path: &[&str]| node.and_then(|node| node.find(path)).filter(|node| !node.is_null()).map(|node| node.span);
        let exact = (!path.is_empty()).then(|| at(&path)).flatten();
        let part = || (path.len() > 1).then(|| path.get(..path.len() - 1).and_then(at)).flatten();
        let name = || named.and_then(|name| at(&[name])).or_else(|| at(&["id"]));
        let span = exact.or_else(part).or_else(name).unwrap_or(Span { start: origin.span.start, end: origin.span.start });
        Some((origin.file, span))
    }

    /// The file and bytes of a record's field, where it stands in the file by itself.
    pub fn exact(&self, id: RecordId, field: &str) -> Option<(usize, Span)> {
        self.has(id, field).then(|| self.field(id, field)).flatten()
    }

    /// What of a record stands at a byte of a file.
    pub fn at(&self, file: usize, byte: usize) -> Option<Spotted> {
        let byte = u32::try_from(byte).ok()?;
        let drafts = self.drafts(file);
        for kind in super::Kind::ALL.iter().copied() {
            for (index, record) in self.project.registers.of(kind).into_iter().enumerate() {
                let origin = record.origin();
                let draft = drafts.get(origin.nth).filter(|_| origin.file == file);
                let found = draft.and_then(|draft| spotted(&draft.node, byte, &mut Vec::new()));
                if let Some((path, is_key, span)) = found {
                    return Some(Spotted { record: RecordId { kind, index }, path, is_key, span });
                }
            }
        }
        None
    }

    /// Whether a record's field stands in its file by itself.
    pub fn has(&self, id: RecordId, field: &str) -> bool {
        let Some(origin) = self.project.record(id).map(AnyEntry::origin) else { return false };
        let drafts = self.drafts(origin.file);
        let path: Vec<&str> = field.split('.').collect();
        drafts.get(origin.nth).and_then(|draft| draft.node.find(&path)).is_some_and(|node| !node.is_null())
    }

    /// The bytes of a setting, by the keys that lead to it.
    pub fn setting(&self, path: &[&str]) -> Option<(usize, Span)> {
        let file = self.project.settings_file?;
        Some((file, Settings::place(self.project.text(file), &self.project.limits, path)))
    }

    /// The bytes of the last of the keys that lead to a setting.
    pub fn setting_key(&self, path: &[&str]) -> Option<(usize, Span)> {
        let file = self.project.settings_file?;
        Some((file, Settings::place_of_key(self.project.text(file), &self.project.limits, path)))
    }

    /// Line and column of a place.
    pub fn location(&self, file: usize, span: Span) -> Location {
        let text = self.project.text(file);
        self.lines.borrow_mut().entry(file).or_insert_with(|| Lines::new(text)).location(text, span)
    }

    /// The sheet and the cell that a place begins in, `Risks!B7`, if its file is a workbook.
    pub fn cell(&self, file: usize, span: Span) -> Option<String> {
        let text = self.project.text(file);
        self.lines.borrow_mut().entry(file).or_insert_with(|| Lines::new(text)).cell(text, span)
    }

    /// The bytes of the line that a place begins on.
    pub fn line(&self, file: usize, span: Span) -> Span {
        let text = self.project.text(file);
        self.lines.borrow_mut().entry(file).or_insert_with(|| Lines::new(text)).line_at(text, span.start as usize)
    }

    /// What a file says, read at the first question.
    fn drafts(&self, file: usize) -> RefMut<'_, Vec<Draft<'p>>> {
        RefMut::map(self.drafts.borrow_mut(), |drafts| drafts.entry(file).or_insert_with(|| self.read(file)))
    }

    fn read(&self, file: usize) -> Vec<Draft<'p>> {
        let project = self.project;
        let Project { limits, names, settings, .. } = project;
        let reading = Reading { limits, names, formats: settings.written() };
        let (text, path) = (project.text(file), project.path(file));
        match project.files.get(file).and_then(|file| file.kind) {
            Some(kind) => content::read(text, path, kind, reading).drafts,
            None => unnamed::read(text, path, &held(&project.files), reading).drafts,
        }
    }
}

/// The innermost key or value of a tree at a byte, with the path to it.
fn spotted(node: &Node<'_>, byte: u32, path: &mut Vec<String>) -> Option<(Vec<String>, bool, Span)> {
    let touches = |span: Span| span.start <= byte && byte <= span.end && span.start < span.end;
    let inner: Vec<(String, Option<Span>, &Node<'_>)> = match &node.data {
        Data::Map(entries) => entries.iter().map(|(key, value)| (key.name.to_string(), Some(key.span), value)).collect(),
        Data::List(items) => items.iter().enumerate().map(|(nth, item)| (nth.to_string(), None, item)).collect(),
        _ => return touches(node.span).then(|| (path.clone(), false, node.span)),
    };
    for (name, key, value) in inner {
        path.push(name);
        if let Some(key) = key.filter(|key| touches(*key)) {
            return Some((path.clone(), true, key));
        }
        if let Some(found) = spotted(value, byte, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}
