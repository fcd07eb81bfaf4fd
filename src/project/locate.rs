//! Where a record or a field was written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::settings::Settings;
use super::{Project, RecordId};
use crate::source::source_map::Touched;
use crate::source::{Lines, Location, Span};

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
    /// Where the lines of each file begin, found at the first question.
    lines: Vec<OnceLock<Lines>>,
}

impl<'p> Locator<'p> {
    /// A locator of a project.
    pub fn new(project: &'p Project) -> Self {
        Self { project, lines: project.files.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The fields of a record by name, each with the key, column or heading that it was typed as.
    pub fn typed(&self, id: RecordId) -> BTreeMap<String, &'p str> {
        let Some(entry) = self.project.record(id) else { return BTreeMap::new() };
        let text = self.project.text(entry.origin().file);
        entry.source_map().keys().map(|(name, span)| (name.to_owned(), span.of(text).trim())).collect()
    }

    /// The file and bytes of a record's field (`owner`, `targets.0.by`); where the field is absent, of what names the record.
    pub fn field(&self, id: RecordId, field: &str) -> Option<(usize, Span)> {
        let entry = self.project.record(id)?;
        let (origin, places) = (entry.origin(), entry.source_map());
        let path: Vec<&str> = field.split('.').filter(|part| !part.is_empty()).collect();
        let at = |path: &[&str]| places.find(path).filter(|place| !place.is_null).map(|place| place.span);
        let exact = (!path.is_empty()).then(|| at(&path)).flatten();
        let part = || (path.len() > 1).then(|| path.get(..path.len() - 1).and_then(at)).flatten();
        let name = || id.kind.named().and_then(|name| at(&[name])).or_else(|| at(&["id"]));
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
        super::Kind::ALL.iter().copied().find_map(|kind| {
            let mut of_kind = self.project.registers.of(kind).into_iter().enumerate().filter(|(_, record)| record.origin().file == file);
            of_kind.find_map(|(index, record)| {
                let Touched { path, is_key, span } = record.source_map().at(byte)?;
                Some(Spotted { record: RecordId { kind, index }, path, is_key, span })
            })
        })
    }

    /// Whether a record's field stands in its file by itself.
    pub fn has(&self, id: RecordId, field: &str) -> bool {
        let path: Vec<&str> = field.split('.').collect();
        let place = self.project.record(id).and_then(|entry| entry.source_map().find(&path));
        place.is_some_and(|place| !place.is_null)
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
        self.in_lines(file, |lines, text| lines.location(text, span))
    }

    /// The sheet and the cell that a place begins in, `Risks!B7`, if its file is a workbook.
    pub fn cell(&self, file: usize, span: Span) -> Option<String> {
        self.in_lines(file, |lines, text| lines.cell(text, span))
    }

    /// The bytes of the line that a place begins on.
    pub fn line(&self, file: usize, span: Span) -> Span {
        self.in_lines(file, |lines, text| lines.line_at(text, span.start as usize))
    }

    fn in_lines<T>(&self, file: usize, ask: impl FnOnce(&Lines, &str) -> T) -> T {
        let text = self.project.text(file);
        match self.lines.get(file) {
            Some(lines) => ask(lines.get_or_init(|| Lines::new(text)), text),
            None => ask(&Lines::new(text), text),
        }
    }
}
