//! When risks were looked at, and when they are to be looked at again (`docs/numbers.md §5.8`).

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::project::registers::risks::Risk;
use crate::project::{AnyEntry, Entry, Kind, Project};

/// The reviews of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Review {
    /// The latest day on which the risk, the whole register, or the risk in a meeting or a review was looked at.
    pub last: Option<Date>,
    /// The planned day, unless it was looked at since.
    pub next: Option<Date>,
}

impl Review {
    /// Those of every risk, by its place in the register.
    pub(in crate::analysis) fn all(project: &Project) -> Vec<Self> {
        if project.risks.is_empty() {
            return Vec::new();
        }
        let notes = Notes::of(project);
        project.risks.iter().map(|risk| Self::of(project, &notes, risk)).collect()
    }

    fn of(project: &Project, notes: &Notes<'_>, risk: &Entry<Risk>) -> Self {
        let in_notes = if risk.has_own_id() { notes.last_with(&risk.id) } else { None };
        let days = [risk.reviewed, project.settings.risk.reviewed, in_notes];
        let last = days.into_iter().flatten().filter(|day| *day <= project.report_date).max();
        Self { last, next: risk.next_review.filter(|next| last.is_none_or(|last| last < *next)) }
    }
}

/// What meetings and reviews say, each with its day.
struct Notes<'p> {
    texts: Vec<(Date, &'p str)>,
    /// The latest day of each word of letters, digits, `-` and `_`, as most ids are.
    words: BTreeMap<&'p str, Date>,
}

impl<'p> Notes<'p> {
    /// The notes up to the report date.
    fn of(project: &'p Project) -> Self {
        let notes = [Kind::Meetings, Kind::Reviews].into_iter().flat_map(|kind| project.registers.of(kind));
        let dated = notes.filter_map(|note| Some((note.day().filter(|day| *day <= project.report_date)?, note)));
        let texts: Vec<(Date, &str)> = dated
            .flat_map(|(day, note)| {
                let text = project.text(note.origin().file);
                [Some(note.origin().span), note.body()].into_iter().flatten().map(move |span| (day, span.of(text)))
            })
            .collect();
        let mut words = BTreeMap::new();
        for (day, text) in &texts {
            for word in text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty()) {
                let latest = words.entry(word).or_insert(*day);
                *latest = (*latest).max(*day);
            }
        }
        Self { texts, words }
    }

    /// The latest day on which notes name an id, as a word of its own.
    fn last_with(&self, id: &str) -> Option<Date> {
        if id.chars().all(is_of_word) {
            return self.words.get(id).copied();
        }
        self.texts.iter().filter(|(_, text)| names(text, id)).map(|(day, _)| *day).max()
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Whether a text names an id, as a word of its own.
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + id.len()..).unwrap_or_default());
        !before.ends_with(is_of_word) && !after.starts_with(is_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::project;

    #[test]
    fn a_note_of_the_report_date_looks_at_the_risks_that_it_names() {
        let last = |day: &str| {
            let files = [
                ("risks.yaml".to_owned(), "- {id: R-1, title: Rain}\n".to_owned()),
                (format!("meetings/{day}.md"), "# Talk\n\nWe looked at R-1.\n".to_owned()),
            ];
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            Review::all(&project(&files, "2026-03-31"))[0].last.map(|day| day.to_string())
        };
        assert_eq!(["2026-03-31", "2026-04-01"].map(last), [Some("2026-03-31".to_owned()), None]);
    }
}
