//! Deliverables as a row of small signs: done, late, or neither.

use std::fmt::Write;

use crate::analysis::plan::State;
use crate::both;
use crate::site::escape::escape;
use crate::site::view::page::Page;
use crate::site::view::picture::Sign;
use crate::text::Message;

/// Pixels from one sign to the next.
const STEP: usize = 13;
/// Signs in a line.
const IN_LINE: usize = 7;
/// The most signs that are drawn; how many there are is said beside them.
const MOST: usize = 48;

/// How a deliverable stands, as far as a sign tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// It is over: a filled square.
    Done,
    /// It is past its day: a triangle.
    Late,
    /// It is neither: a hollow square.
    Open,
}

impl Mark {
    /// The sign of a state; `None` of what is cancelled.
    pub(crate) const fn of(state: State) -> Option<Self> {
        match state {
            State::Cancelled => None,
            State::Done(_) => Some(Self::Done),
            state if state.is_late() => Some(Self::Late),
            _ => Some(Self::Open),
        }
    }

    const fn meaning(self) -> Message {
        match self {
            Self::Done => both!("Done", "已完成"),
            Self::Late => both!("Overdue", "已逾期"),
            Self::Open => both!("Not done yet", "尚未完成"),
        }
    }

    const fn drawn(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("mk", "h10v10h-10z"),
            Self::Late => ("mk b", "m5 -1l6 11h-12z"),
            Self::Open => ("mk o", "h9v9h-9z"),
        }
    }
}

/// What the signs mean.
pub(crate) fn key(page: Page<'_>) -> Vec<Sign> {
    let sign = |mark: Mark| Sign { drawing: drawing(&[(mark, String::new())]), words: page.say(&mark.meaning()) };
    [Mark::Done, Mark::Late, Mark::Open].map(sign).into()
}

/// A sign for each of some deliverables, which says its name to a pointer that rests on it. Screen readers pass over it: how many there
/// are is said beside it.
pub(crate) fn drawing(marks: &[(Mark, String)]) -> String {
    let shown = marks.len().min(MOST);
    let (columns, lines) = (shown.min(IN_LINE), shown.div_ceil(IN_LINE));
    let (width, height) = (columns * STEP + 1, lines * STEP + 1);
    let mut svg = format!(r#"<svg class="marks" width="{width}" height="{height}" aria-hidden="true">"#);
    for (at, (mark, name)) in marks.iter().take(shown).enumerate() {
        let (x, y) = (at % IN_LINE * STEP + 2, at / IN_LINE * STEP + 2);
        let (class, shape) = mark.drawn();
        let title = if name.is_empty() { String::new() } else { format!("<title>{}</title>", escape(name)) };
        let _ = write!(svg, r#"<path class="{class}" d="M{x} {y}{shape}">{title}</path>"#);
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_in_lines_and_say_their_names() {
        let marks: Vec<(Mark, String)> = (0..9).map(|nth| (Mark::Done, format!("<{nth}>"))).collect();
        let svg = drawing(&marks);
        assert!(svg.starts_with("<svg class=\"marks\" width=\"92\" height=\"27\""), "{svg}");
        assert!(svg.contains("d=\"M2 15h10v10h-10z\"><title>&lt;7&gt;</title>"), "{svg}");
        assert_eq!(drawing(&vec![(Mark::Late, String::new()); 60]).matches("<path").count(), MOST);
    }
}
