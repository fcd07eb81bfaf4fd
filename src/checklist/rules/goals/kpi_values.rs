//! How a further value of a KPI is typed, in the file that holds its last one.

use crate::analysis::kpi::Source;
use crate::calendar::Date;
use crate::checklist::Subject;
use crate::project::registers::goals::Kpi;
use crate::project::{Kind, Locator, Project, RecordId};
use crate::say;
use crate::source::{Form, Span};
use crate::text::{Message, is_han};

/// The file of a KPI's values, and how a value is typed there.
pub(super) struct Values<'p> {
    /// Where to type it: the file, or the KPI's own list in it.
    pub(super) place: Message,
    shape: Shape<'p>,
}

enum Shape<'p> {
    /// An item of a list in YAML, with the KPI where items name theirs.
    Item { kpi: Option<&'p str>, is_chinese: bool },
    /// A row of a table, by what stands in its cells.
    Row { cells: Vec<Cell<'p>>, form: Form, delimiter: char },
}

#[derive(Clone, Copy)]
enum Cell<'p> {
    Day,
    Value,
    /// What is in every row: the KPI, or nothing.
    Same(&'p str),
}

/// The place and shape of a KPI's values, from that of its last one; `None` where no further one can stand beside it.
pub(super) fn values<'p>(locator: &Locator<'p>, project: &'p Project, kpi: Subject<'p, Kpi>, last: Source) -> Option<Values<'p>> {
    match last {
        Source::Inline(nth) => in_its_list(locator, project, kpi, nth),
        Source::Measurement(index) => among_measurements(locator, project, index),
    }
}

fn in_its_list<'p>(locator: &Locator<'p>, project: &'p Project, kpi: Subject<'p, Kpi>, nth: usize) -> Option<Values<'p>> {
    let (file, day) = locator.field(kpi.id, &format!("measurements.{nth}.date"))?;
    if project.form(file, day)? != Form::Yaml {
        return None;
    }
    let path = project.path(file);
    let place = say!("its `measurements` in `{path}`", "`{path}` 中该指标的“测量”", path);
    Some(Values { place, shape: Shape::Item { kpi: None, is_chinese: has_chinese_key(project.text(file), day) } })
}

fn among_measurements<'p>(locator: &Locator<'p>, project: &'p Project, index: usize) -> Option<Values<'p>> {
    let entry = project.measurements.get(index)?;
    let field = |name| locator.field(RecordId { kind: Kind::Measurements, index }, name);
    let ((file, day), (_, value), (_, kpi)) = (field("date")?, field("value")?, field("kpi")?);
    let (text, path) = (project.text(file), project.path(file));
    let form = project.form(file, day)?;
    // In a file of one KPI its rows need not name it.
    let name = Some(kpi.of(text)).filter(|name| !name.is_empty());
    let shape = if form == Form::Yaml {
        Shape::Item { kpi: name, is_chinese: has_chinese_key(text, day) }
    } else {
        let mut typed = vec![(day, Cell::Day), (value, Cell::Value)];
        typed.extend(name.map(|name| (kpi, Cell::Same(name))));
        row(text, entry.origin.span, form, typed)
    };
    Some(Values { place: say!("`{path}`", "`{path}` ", path), shape })
}

/// A row's cells up to the last one that is typed; those between hold remarks, which a new row has not.
fn row<'p>(text: &'p str, row: Span, form: Form, mut typed: Vec<(Span, Cell<'p>)>) -> Shape<'p> {
    typed.sort_by_key(|(span, _)| span.start);
    let behind = typed.first().and_then(|(first, _)| text.get(first.end as usize..)).unwrap_or_default();
    let delimiter = behind.chars().find(|c| !matches!(c, '"' | ' ')).unwrap_or(',');
    let has_outer_bar = form == Form::Markdown && row.of(text).starts_with(delimiter);
    let start = row.start as usize + usize::from(has_outer_bar);
    let mut cells = Vec::new();
    for (span, cell) in typed {
        let before = text.get(start..span.start as usize).unwrap_or_default();
        // Of what quotes hold, in CSV, nothing is a delimiter.
        let bare = before.split('"').step_by(if form == Form::Csv { 2 } else { 1 });
        cells.resize(bare.map(|part| part.matches(delimiter).count()).sum(), Cell::Same(""));
        cells.push(cell);
    }
    Shape::Row { cells, form, delimiter }
}

/// Whether the key of a value is Chinese.
fn has_chinese_key(text: &str, value: Span) -> bool {
    let before = text.get(..value.start as usize).unwrap_or_default();
    before.trim_end_matches(['"', '\'', ' ', ':']).chars().next_back().is_some_and(is_han)
}

impl Values<'_> {
    /// The line for a day, in code: `2026-06-07,…`.
    pub(super) fn line(&self, day: Date) -> Message {
        let line = match &self.shape {
            Shape::Item { kpi, is_chinese } => {
                let [named, on, value] = if *is_chinese { ["指标", "日期", "数值"] } else { ["kpi", "date", "value"] };
                let kpi = kpi.map(|kpi| format!("{named}: {kpi}, ")).unwrap_or_default();
                format!("- {{{kpi}{on}: {day}, {value}: …}}")
            }
            Shape::Row { cells, form, delimiter } => {
                let cells = cells.iter().map(|cell| match cell {
                    Cell::Day => day.to_string(),
                    Cell::Value => "…".to_owned(),
                    Cell::Same(text) => (*text).to_owned(),
                });
                let cells: Vec<String> = cells.collect();
                match form {
                    Form::Markdown => format!("| {} |", cells.join(" | ")),
                    Form::Csv | Form::Yaml => cells.join(delimiter.encode_utf8(&mut [0; 4])),
                }
            }
        };
        Message::same(format!("`{line}`"))
    }
}
