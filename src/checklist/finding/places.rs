//! Places become files, lines and columns: here, once, for every way of showing them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::Place;
use crate::project::{Locator, OwnFiles, Project, RecordId};
use crate::source::{Location, Span};

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, as its place in the project's list of files.
    pub file: usize,
    /// Its bytes.
    pub span: Span,
}

/// Finds the places of findings.
pub struct Places<'p> {
    project: &'p Project,
    locator: Locator<'p>,
    own_files: OnceLock<OwnFiles<'p>>,
}

impl<'p> Places<'p> {
    /// Reads nothing yet.
    pub fn new(project: &'p Project) -> Self {
        Self { project, locator: Locator::new(project), own_files: OnceLock::new() }
    }

    /// The project whose places they are.
    pub(crate) const fn project(&self) -> &'p Project {
        self.project
    }

    /// The files that hold the registers.
    pub(crate) fn own_files(&self) -> &OwnFiles<'p> {
        self.own_files.get_or_init(|| OwnFiles::of(self.project))
    }

    /// The fields of a record by name, each as its file names it.
    pub(crate) fn typed(&self, id: RecordId) -> BTreeMap<String, &'p str> {
        self.locator.typed(id)
    }

    /// Where a place is; `None` for the project as a whole.
    pub fn spot(&self, place: &Place) -> Option<Spot> {
        let (file, span) = match place {
            Place::Record(id, field) => self.locator.field(*id, field)?,
            Place::Bytes(file, span) => (*file, *span),
            Place::Setting(path) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                self.locator.setting(&path)?
            }
            Place::Project => return None,
        };
        Some(Spot { file, span })
    }

    /// The line that a spot begins on, and the part of it that the spot covers without blanks at its end, in bytes of the line.
    pub fn line(&self, spot: Spot) -> (&'p str, Range<usize>) {
        let text = self.project.text(spot.file);
        let start = (spot.span.start as usize).min(text.len());
        let around = self.locator.line(spot.file, spot.span);
        let (first, last) = (around.start as usize, (around.end as usize).max(start));
        let line = text.get(first..last).unwrap_or_default();
        let (start, end) = (start - first, (spot.span.end as usize).clamp(start, last) - first);
        let kept = line.get(start..end).unwrap_or_default().trim_end().len();
        (line, start..start + kept)
    }

    /// Line and column of a spot, 1-based, columns in characters.
    pub fn location(&self, spot: Spot) -> Location {
        self.locator.location(spot.file, spot.span)
    }

    /// The sheet and the cell of a spot in a workbook, `Risks!B7`.
    pub fn cell(&self, spot: Spot) -> Option<String> {
        self.locator.cell(spot.file, spot.span)
    }

    /// A spot as people write it: `risks.csv:3:7`, `plan.xlsx:Risks!B7`; `.:1:1` for the project as a whole.
    pub fn address(&self, spot: Option<Spot>) -> String {
        let path = self.path(spot);
        let Some(spot) = spot else { return format!("{path}:1:1") };
        match self.cell(spot) {
            Some(cell) => format!("{path}:{cell}"),
            None => {
                let Location { line, column, .. } = self.location(spot);
                format!("{path}:{line}:{column}")
            }
        }
    }

    /// The path of a spot's file; `.` for the project as a whole.
    pub fn path(&self, spot: Option<Spot>) -> &'p str {
        spot.map_or(".", |spot| self.project.path(spot.file))
    }
}
