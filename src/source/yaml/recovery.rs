//! Where to read on after a syntax error: at the next record of the list or map that holds the records.

use super::tree::{Builder, Collection, Slot, column};

/// A line to read on at, inside of the outermost `keep` lists and maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Resume {
    pub(super) line: usize,
    pub(super) keep: usize,
}

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// `- `
    Item,
    /// `name:`
    Key,
    /// `---` or `...`
    Document,
    /// Blank, a comment, or a further line of a value.
    Other,
}

impl Builder<'_> {
    /// Where the text goes on without an error of its own: after a syntax error only the inner list was read on, and what
    /// follows it belongs to a map around it.
    pub(super) fn follows(&self, start: usize, error: usize) -> Option<Resume> {
        let line = error - column(self.text, error);
        let content = self.text.get(line..)?.lines().next()?;
        let begins_line = self.text.get(line..error)?.trim().is_empty();
        if self.open.len() > self.kept || line <= start || !begins_line {
            return None;
        }
        self.owner(content, self.kept.checked_sub(1)?).map(|keep| Resume { line, keep })
    }

    /// The next record after the one that broke at `error`; it begins after `start`.
    pub(super) fn next_record(&mut self, start: usize, error: usize) -> Option<Resume> {
        let lost = if self.open.is_empty() { self.reopen_root() } else { None };
        let level = self.record_level();
        let broken = level.and_then(|level| self.broken_in(level, error)).or(lost).unwrap_or(self.last_end).max(start);
        if let Some(level) = level {
            self.drop_within(level + 1);
        }
        let mut line = broken - column(self.text, broken);
        for content in self.text.get(line..).unwrap_or_default().split_inclusive('\n') {
            if line > broken || (line == broken && line > start) {
                if opening(content.trim_end()) == (0, Opening::Document) {
                    return Some(Resume { line, keep: 0 });
                }
                let keep = match level {
                    Some(level) => self.owner(content, level + 1),
                    None => matches!(opening(content.trim_end()).1, Opening::Item | Opening::Key).then_some(0),
                };
                if let Some(keep) = keep {
                    return Some(Resume { line, keep });
                }
            }
            line += content.len();
        }
        None
    }

    /// The list or map whose entries are the records: the outermost one, or what stands under its key where a map has but
    /// one (`risks:`) or holds a list.
    fn record_level(&self) -> Option<usize> {
        let outer = self.open.first()?;
        outer.column?;
        let inner = self.open.get(1).filter(|inner| inner.column.is_some());
        let below = match (&outer.what, inner) {
            (Collection::Map { entries, .. }, Some(inner)) => {
                inner.what.is_list() || (entries.is_empty() && !self.has_more_keys(outer.column))
            }
            _ => false,
        };
        Some(usize::from(below))
    }

    /// Whether another key stands at the column of the outermost map, after the one that was begun.
    fn has_more_keys(&self, at: Option<usize>) -> bool {
        let rest = self.text.get(self.last_end..).unwrap_or_default();
        rest.lines().skip(1).map(opening).any(|(column, what)| what == Opening::Key && Some(column) == at)
    }

    /// Where the broken entry begins: the one that was not complete, or the last one, if the error is in its line.
    fn broken_in(&mut self, level: usize, error: usize) -> Option<usize> {
        let error_line = error - column(self.text, error);
        let inner = self.open.get(level + 1).map(|inner| inner.start);
        let outer = self.open.get_mut(level)?;
        if let Collection::Map { next: Slot::ValueOf(key), .. } = &outer.what {
            return Some(key.span.start as usize);
        }
        inner.or_else(|| {
            let last = outer.last_entry().filter(|last| last.end as usize > error_line)?;
            outer.drop_last_entry();
            Some(last.start as usize)
        })
    }

    /// How many lists and maps are around a line, if it begins an entry of one of the outermost `most`.
    fn owner(&self, content: &str, most: usize) -> Option<usize> {
        let (at, what) = opening(content.trim_end());
        if !matches!(what, Opening::Item | Opening::Key) {
            return None;
        }
        let fits = |(index, open): (usize, &super::tree::Open<'_>)| {
            let same_column = open.column.is_some_and(|column| column == at || (index == 0 && at < column));
            (same_column && open.what.is_list() == (what == Opening::Item)).then_some(index + 1)
        };
        self.open.iter().enumerate().take(most).rev().find_map(fits)
    }
}

/// The column of a line's first character and what begins there.
fn opening(line: &str) -> (usize, Opening) {
    let content = line.trim_start_matches(' ');
    let at = line.len() - content.len();
    let what = if at == 0 && is_document_mark(content) {
        Opening::Document
    } else if content == "-" || content.starts_with("- ") {
        Opening::Item
    } else if is_key(content) {
        Opening::Key
    } else {
        Opening::Other
    };
    (at, what)
}

fn is_document_mark(line: &str) -> bool {
    ["---", "..."].iter().any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])))
}

fn is_key(content: &str) -> bool {
    !content.starts_with(['#', ']', '}', ',', '\t']) && (content.ends_with(':') || content.contains(": "))
}
