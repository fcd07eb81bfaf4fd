//! What stands in a line or a cell: statuses, text with links, values with a bar or a score.

use serde::Serialize;

use crate::text::{Lang, Message};

/// The colour and the default glyph of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// As it should be.
    Good,
    /// To be watched.
    Warn,
    /// Not as it should be.
    Bad,
    /// Neither: no data, not due, waived.
    None,
}

/// A sign that says without colour what a status is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Glyph {
    /// A tick in a disc.
    Good,
    /// A triangle.
    Warn,
    /// A cross in an octagon.
    Bad,
    /// A dash in a dashed circle: no data.
    None,
    /// A question mark: not assessable.
    Question,
    /// A clock: not due yet.
    Clock,
    /// A struck square: waived.
    Waived,
    /// A triangle that points up: better than before.
    Up,
    /// A triangle that points down: worse than before.
    Down,
    /// A ring: changed, neither better nor worse.
    Dot,
}

/// Colour, glyph and word, always the three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The colour.
    pub tone: Tone,
    /// The sign.
    pub glyph: Glyph,
    /// The word.
    pub word: String,
    /// The word in brackets, for screen readers where only the glyph is seen.
    pub aside: String,
}

impl Status {
    /// A status with the glyph of its tone.
    pub fn new(tone: Tone, word: &Message, lang: Lang) -> Self {
        let glyph = match tone {
            Tone::Good => Glyph::Good,
            Tone::Warn => Glyph::Warn,
            Tone::Bad => Glyph::Bad,
            Tone::None => Glyph::None,
        };
        Self::neutral(glyph, word, lang).toned(tone)
    }

    /// A status without judgement, told by its glyph: not assessable, not due, waived.
    pub fn neutral(glyph: Glyph, word: &Message, lang: Lang) -> Self {
        let word = word.get(lang).to_owned();
        let aside = match lang {
            Lang::En => format!("({word})"),
            Lang::Zh => format!("（{word}）"),
        };
        Self { tone: Tone::None, glyph, word, aside }
    }

    /// The same in another colour.
    #[must_use]
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// A stretch of words that share a link, a language and a meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Run {
    /// The words.
    pub text: String,
    /// Where they lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Their language, if it is not that of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The day that they name, as `2026-11-21`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// How what they name stands, as a chip behind them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

impl Run {
    /// Words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words that lead somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::text(text) }
    }
}

impl From<String> for Run {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&str> for Run {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// A value as it is shown: words in one line or in several, with a status or a note below them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Value {
    /// The words, line by line; several lines are a list.
    pub lines: Vec<Vec<Run>>,
    /// A score with the colour of its level, before the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// A status beside them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// A bar that shows their size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// A line below them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Run>,
    /// A small drawing below them, as an `<svg>` element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawing: Option<String>,
    /// What the script sorts a column by, if not the words: a plain number or date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// What the script filters by, if not the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// A risk's score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The number.
    pub value: String,
    /// The class of its level: `L`, `M`, `H` or `C`; `O` for an opportunity.
    pub class: &'static str,
}

/// A bar on a scale from nothing to all, whose ends are in per cent of its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// The end of its strong part.
    pub strong: String,
    /// The end of its weak part, which begins at the same place.
    pub weak: Option<String>,
    /// A line across it.
    pub mark: Option<String>,
}

impl Bar {
    /// A strong bar for a share from 0 to 1.
    pub fn of(share: f64) -> Self {
        Self { strong: percent(share), weak: None, mark: None }
    }

    /// A weak bar for a share from 0 to 1.
    pub fn weak(share: f64) -> Self {
        Self { strong: percent(0.0), weak: Some(percent(share)), mark: None }
    }

    /// A strong bar for a share of a whole whose rest is weak.
    pub fn part(share: f64) -> Self {
        Self { weak: (share < 1.0).then(|| percent(1.0)), ..Self::of(share) }
    }

    /// The same with a line across it at a share.
    #[must_use]
    pub fn mark(self, share: f64) -> Self {
        Self { mark: Some(percent(share)), ..self }
    }
}

/// A share as the length of an SVG attribute.
fn percent(share: f64) -> String {
    let hundredths = (share.clamp(0.0, 1.0) * 10_000.0).round() / 100.0;
    format!("{hundredths}%")
}

impl Value {
    /// Words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Run::text(text).into()
    }

    /// Words that lead somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Run::link(text, href).into()
    }

    /// One line of several stretches.
    pub fn line(runs: Vec<Run>) -> Self {
        Self { lines: vec![runs], ..Self::default() }
    }

    /// A status alone.
    pub fn status(status: Status) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().flatten().all(|run| run.text.is_empty() && run.status.is_none())
            && self.score.is_none()
            && self.status.is_none()
            && self.bar.is_none()
            && self.drawing.is_none()
            && self.note.is_none()
    }

    /// The same with a bar.
    pub fn bar(self, bar: Bar) -> Self {
        Self { bar: Some(bar), ..self }
    }

    /// The same with a line below it.
    pub fn note(self, note: impl Into<Run>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The same with what it is filtered by.
    pub fn group(self, group: impl Into<String>) -> Self {
        Self { group: Some(group.into()), ..self }
    }

    /// The same with what it is sorted by.
    pub fn sort(self, key: &impl ToString) -> Self {
        Self { sort: Some(key.to_string()), ..self }
    }
}

impl From<Run> for Value {
    fn from(run: Run) -> Self {
        Self::line(vec![run])
    }
}
