//! View-models of the components in `components.html`: parts that pages are made of.

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

impl Table {
    /// With one more column behind the head of its rows.
    #[must_use]
    pub fn with_column(mut self, column: Column, cells: impl Iterator<Item = Value>) -> Self {
        self.columns.insert(1.min(self.columns.len()), column);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.cells.insert(1.min(row.cells.len()), cell);
        }
        self
    }
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
    pub note: Option<String>,
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
    /// The class of its level: `L`, `M`, `H` or `C`.
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

    /// The same with a bar.
    pub fn bar(self, bar: Bar) -> Self {
        Self { bar: Some(bar), ..self }
    }

    /// The same with a line below it.
    pub fn note(self, note: impl Into<String>) -> Self {
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

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// A table of records or of a chart's data. The first cell of each row is its head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The id of the caption, unique on the page.
    pub id: String,
    /// What the table holds.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its classes: `num` for numbers, `nw` for no line breaks, `wide` for none on a phone.
    pub class: &'static str,
    /// Whether the script may sort by it.
    pub sorted: bool,
    /// Whether the script may filter by what its cells say.
    pub filtered: bool,
    /// Whether its cells say themselves what they are, and so need no label where columns fold on a phone.
    pub speaks: bool,
    /// Whether its cells stand on a phone only where a reader asks for them.
    pub folds: Fold,
}

/// Where the cells of a column stand on a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fold {
    /// In their row.
    #[default]
    #[serde(rename = "")]
    Never,
    /// In their row once its details are open.
    Rest,
    /// On the page of their record.
    Apart,
}

impl Column {
    /// A column that the script may sort by.
    pub fn sorted(title: impl Into<String>) -> Self {
        Self { title: title.into(), sorted: true, ..Self::default() }
    }

    /// A column that keeps its order.
    pub fn plain(title: impl Into<String>) -> Self {
        Self { sorted: false, ..Self::sorted(title) }
    }

    /// The same, and the script may filter by it.
    pub fn filtered(self) -> Self {
        Self { filtered: true, ..self }
    }

    /// The same, and its cells say themselves what they are.
    pub fn speaking(self) -> Self {
        Self { speaks: true, ..self }
    }

    /// The same with classes.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id, unique on the page, where something may point to it.
    pub id: Option<String>,
    /// What the record is called, for screen readers, where it has details.
    pub name: String,
    /// Its cells.
    pub cells: Vec<Value>,
    /// What is shown when it is opened.
    pub details: Vec<Fact>,
}

impl Row {
    /// A row of cells.
    pub fn new(cells: Vec<Value>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// A chart with its title, and its data as a table and as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The id of the title, unique on the page.
    pub id: String,
    /// What the chart shows, as a sentence.
    pub title: String,
    /// The quantity, its unit and the time; where the axis starts if not at zero.
    pub subtitle: String,
    /// The drawing, as [`charts`](crate::site::charts) make it.
    pub svg: String,
    /// The same numbers.
    pub data: Table,
    /// The address of the same numbers as CSV.
    pub csv: Option<String>,
}

/// The head of a page: what it is about, how that stands, and what to know first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hero {
    /// The colour of its edge.
    pub tone: Tone,
    /// The pages above this one.
    pub crumbs: Vec<Run>,
    /// What the page is about.
    pub title: Run,
    /// How it stands.
    pub status: Option<Status>,
    /// One sentence on it.
    pub lead: Option<Run>,
    /// How much of what, of when.
    pub notes: Vec<String>,
    /// What to know first.
    pub facts: Vec<Fact>,
    /// Where it was written.
    pub source: Option<Run>,
}

impl Hero {
    /// A head with a title alone.
    pub fn new(title: Run) -> Self {
        let (crumbs, notes, facts) = Default::default();
        Self { tone: Tone::None, crumbs, title, status: None, lead: None, notes, facts, source: None }
    }

    /// The same with a status, whose colour it takes.
    #[must_use]
    pub fn status(self, status: Option<Status>) -> Self {
        let tone = status.as_ref().map_or(self.tone, |status| status.tone);
        Self { tone, status, ..self }
    }
}
