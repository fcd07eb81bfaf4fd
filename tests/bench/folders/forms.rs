//! One table of records in each of the forms that records can be written in.

use std::fmt::Write;

use alongside::text::Lang;

use super::words::{self, Both};
use super::{File, Form};

/// A value of a record.
pub(crate) enum Cell {
    Text(String),
    /// Several, as ids of other records are.
    List(Vec<String>),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

impl Cell {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
        }
    }

    /// As a cell of a table has it.
    fn flat(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(list) => list.join(words::of((";", "；"), lang)),
        }
    }

    fn yaml(&self) -> String {
        match self {
            Self::Text(text) => yaml(text),
            Self::List(list) => format!("[{}]", list.iter().map(|text| yaml(text)).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A text as YAML has it: bare where nothing in it means anything there.
fn yaml(text: &str) -> String {
    let is_bare = text.chars().all(|char| char.is_alphanumeric() || " -.".contains(char));
    if is_bare { text.to_owned() } else { format!("\"{text}\"") }
}

/// The records of a register, a row each.
pub(crate) struct Table {
    /// What its file is called.
    pub(crate) name: Both,
    pub(crate) heads: &'static [Both],
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn written(&self, form: Form, lang: Lang) -> Vec<File> {
        let name = words::of(self.name, lang);
        match form {
            Form::Csv => self.in_files(name, "csv", |rows| self.csv(rows, lang)),
            Form::Yaml => self.in_files(name, "yaml", |rows| self.items(rows, lang)),
            Form::Table => self.in_files(name, "md", |rows| self.table(rows, lang)),
            Form::Documents | Form::Minutes => self.documents(name, lang),
        }
    }

    /// One file, or several where the rows are very many: no file is too large to be read.
    fn in_files(&self, name: &str, end: &str, text: impl Fn(&[Vec<Cell>]) -> String) -> Vec<File> {
        const MOST: usize = 20_000;
        if self.rows.len() <= MOST {
            return vec![(format!("{name}.{end}"), text(&self.rows))];
        }
        self.rows.chunks(MOST).enumerate().map(|(nth, rows)| (format!("{name}/{}.{end}", nth + 1), text(rows))).collect()
    }

    fn names(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.heads.iter().map(move |head| words::of(*head, lang))
    }

    fn csv(&self, rows: &[Vec<Cell>], lang: Lang) -> String {
        let quoted = |cell: &Cell| {
            let text = cell.flat(lang);
            if text.contains(',') { format!("\"{text}\"") } else { text }
        };
        let mut text = self.names(lang).collect::<Vec<_>>().join(",") + "\n";
        for row in rows {
            let _ = writeln!(text, "{}", row.iter().map(quoted).collect::<Vec<_>>().join(","));
        }
        text
    }

    /// The fields of a record that have a value, in lines of YAML.
    fn fields(&self, row: &[Cell], lang: Lang, left_out: Option<usize>) -> Vec<String> {
        let fields = self.names(lang).zip(row).enumerate().filter(|(at, (_, cell))| Some(*at) != left_out && !cell.is_empty());
        fields.map(|(_, (name, cell))| format!("{name}: {}", cell.yaml())).collect()
    }

    fn items(&self, rows: &[Vec<Cell>], lang: Lang) -> String {
        let mut text = String::new();
        for row in rows {
            let _ = writeln!(text, "- {}", self.fields(row, lang, None).join("\n  "));
        }
        text
    }

    fn table(&self, rows: &[Vec<Cell>], lang: Lang) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = line(self.names(lang).map(str::to_owned).collect());
        let _ = writeln!(text, "|{}", "---|".repeat(self.heads.len()));
        for row in rows {
            text += &line(row.iter().map(|cell| cell.flat(lang)).collect());
        }
        text
    }

    /// A document a record, a hundred in a folder: the fields in the front matter, the title as its heading.
    fn documents(&self, name: &str, lang: Lang) -> Vec<File> {
        let title = self.heads.iter().position(|(head, _)| matches!(*head, "title" | "name"));
        let document = |(at, row): (usize, &Vec<Cell>)| {
            let heading = title.and_then(|title| row.get(title)).map(|cell| format!("\n# {}\n", cell.flat(lang))).unwrap_or_default();
            let text = format!("---\n{}\n---\n{heading}", self.fields(row, lang, title).join("\n"));
            (format!("{name}/{:03}/{at:05}.md", at / 100), text)
        };
        self.rows.iter().enumerate().map(document).collect()
    }
}
