//! An example of every register, in each language and each form: what the field reference shows and a new folder begins with.
//! The records stand in one file a language and belong to one project.

use std::fmt::Write;
use std::sync::LazyLock;

use super::kind::Kind;
use crate::source::edit::{Form, fresh};
use crate::source::schema::{Field, Shape};
use crate::source::{Data, Limits, Node, Span, yaml};
use crate::text::Lang;

const EN: &str = include_str!("sample/en.yaml");
const ZH: &str = include_str!("sample/zh.yaml");

/// The example of a register.
#[derive(Debug)]
pub struct Sample {
    kind: Kind,
    lang: Lang,
    /// The records as YAML, as they were written.
    written: &'static str,
    records: Vec<Node<'static>>,
}

/// An example as a file: its path and its text.
pub type SampleFile = (String, String);

impl Sample {
    /// The example of a register in a language; `None` only if the file of examples lacks it.
    pub fn of(kind: Kind, lang: Lang) -> Option<&'static Self> {
        static ALL: LazyLock<Vec<Sample>> = LazyLock::new(|| Lang::ALL.into_iter().flat_map(all).collect());
        ALL.iter().find(|sample| sample.kind == kind && sample.lang == lang)
    }

    /// The example as a file of a form.
    pub fn file(&self, form: Form) -> SampleFile {
        let (name, extension) = (file_name(self.kind, self.lang), extension(form));
        match form {
            Form::Yaml => (format!("{name}.{extension}"), self.yaml()),
            Form::Csv => (format!("{name}.{extension}"), self.csv()),
            Form::Markdown if self.is_document() => {
                let day = self.records.first().and_then(|record| self.text_of(record, self.kind.dated()?)).unwrap_or_default();
                (format!("{name}/{day}.{extension}"), self.document())
            }
            Form::Markdown => (format!("{name}.{extension}"), self.table()),
        }
    }

    /// The heads of its columns.
    pub fn heads(&self) -> Vec<String> {
        self.columns().iter().map(|(path, _)| head(self.kind, path, self.lang)).collect()
    }

    /// The fields that have a value, each with the values as a cell holds them.
    pub fn values(&self) -> Vec<(String, Vec<String>)> {
        self.columns()
    }

    /// Whether a record is rather a document than a row: it has a day and a page of its own, and need have no name.
    pub fn is_document(&self) -> bool {
        let is_named = |field: &Field| Some(field.name) == self.kind.named() && field.required;
        self.kind.shown().has_pages && !self.kind.fields().iter().any(is_named)
    }

    /// A list of records, each as it was written.
    fn yaml(&self) -> String {
        let is_list = self.written.trim_start().starts_with("- ");
        let lines = self.written.lines().enumerate().map(|(at, line)| match (is_list, at) {
            (true, _) => line.get(2..).unwrap_or_default().to_owned(),
            (false, 0) => format!("- {}", line.trim_start()),
            (false, _) => line.to_owned(),
        });
        lines.fold(String::new(), |text, line| text + &line + "\n")
    }

    fn csv(&self) -> String {
        let line = |cells: &[String]| cells.iter().map(|cell| fresh(cell, Form::Csv)).collect::<Vec<_>>().join(",") + "\n";
        let mut out = line(&self.heads());
        self.rows().iter().for_each(|row| out.push_str(&line(row)));
        out
    }

    fn table(&self) -> String {
        let line =
            |cells: &[String]| format!("| {} |\n", cells.iter().map(|cell| fresh(cell, Form::Markdown)).collect::<Vec<_>>().join(" | "));
        let heads = self.heads();
        let mut out = line(&heads) + &format!("|{}\n", "---|".repeat(heads.len()));
        self.rows().iter().for_each(|row| out.push_str(&line(row)));
        out
    }

    /// Front matter, the title as a heading, and a section for every list of texts.
    fn document(&self) -> String {
        let Some(record) = self.records.first() else { return String::new() };
        let is_told = |field: &Field| matches!(field.shape, Shape::List(Shape::Text)) || Some(field.name) == self.kind.named();
        let entries = || record.entries().iter().filter_map(|(key, value)| Some((key, self.field(&key.name)?, value)));
        let mut out = "---\n".to_owned();
        for (key, _, value) in entries().filter(|(_, field, _)| !is_told(field)) {
            let _ = writeln!(out, "{}: {}", key.name, value.span.of(self.source()));
        }
        let title = self.kind.named().and_then(|named| self.text_of(record, named)).unwrap_or_default();
        let _ = write!(out, "---\n# {title}\n");
        for (_, field, value) in entries().filter(|(_, field, value)| is_told(field) && value.text().is_none()) {
            let _ = write!(out, "\n## {}\n\n", field.label().get(self.lang));
            for item in value.items().iter().filter_map(Node::text) {
                let _ = writeln!(out, "- {item}");
            }
        }
        out
    }

    fn source(&self) -> &'static str {
        source(self.lang)
    }

    fn field(&self, name: &str) -> Option<&'static Field> {
        let words = self.kind.vocabulary();
        words.field(words.find(name)?.first()?)
    }

    /// The text of a record's field.
    fn text_of<'r>(&self, record: &'r Node<'_>, field: &str) -> Option<&'r str> {
        let of_field = |(key, _): &&(crate::source::Key<'_>, Node<'_>)| self.field(&key.name).is_some_and(|found| found.name == field);
        record.entries().iter().find(of_field)?.1.text()
    }

    /// The paths that have a value in any of the records, with the values of each.
    fn columns(&self) -> Vec<(String, Vec<String>)> {
        let mut columns: Vec<(String, Vec<String>)> = Vec::new();
        for (nth, record) in self.records.iter().enumerate() {
            for (path, text) in self.cells(record) {
                let at = columns.iter().position(|(known, _)| *known == path).unwrap_or_else(|| {
                    columns.push((path, Vec::new()));
                    columns.len() - 1
                });
                if let Some((_, texts)) = columns.get_mut(at) {
                    texts.resize(nth, String::new());
                    texts.push(text);
                }
            }
        }
        columns
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let columns = self.columns();
        let cell = |column: &(String, Vec<String>), nth: usize| column.1.get(nth).cloned().unwrap_or_default();
        (0..self.records.len()).map(|nth| columns.iter().map(|column| cell(column, nth)).collect()).collect()
    }

    /// A record as cells: fields within a field have a column each, several texts one cell.
    fn cells(&self, record: &Node<'_>) -> Vec<(String, String)> {
        let words = self.kind.vocabulary();
        let mut cells = Vec::new();
        for (key, value) in record.entries() {
            let Some(field) = self.field(&key.name) else { continue };
            let part = match &value.data {
                Data::Map(_) => Some(value),
                // One alone may stand in columns.
                Data::List(items) => items.first().filter(|item| items.len() == 1 && !item.entries().is_empty()),
                _ => None,
            };
            match part {
                Some(part) => cells.extend(part.entries().iter().filter_map(|(inner, value)| {
                    let path = words.part(field.name)?.find(&inner.name)?;
                    Some((format!("{}.{}", field.name, path.join(".")), self.cell(value)))
                })),
                None => cells.push((field.name.to_owned(), self.cell(value))),
            }
        }
        cells
    }

    fn cell(&self, value: &Node<'_>) -> String {
        let between = if self.lang == Lang::Zh { "；" } else { "; " };
        let items = value.items().iter().filter_map(Node::text).collect::<Vec<_>>().join(between);
        value.text().map_or(items, str::to_owned)
    }
}

/// The name of a register's file in a language: `shared-resources`, 「共享资源」.
pub const fn file_name(kind: Kind, lang: Lang) -> &'static str {
    match lang {
        Lang::En => kind.key(),
        Lang::Zh => kind.zh(),
    }
}

/// The extension of a form's files.
pub const fn extension(form: Form) -> &'static str {
    match form {
        Form::Yaml => "yaml",
        Form::Csv => "csv",
        Form::Markdown => "md",
    }
}

/// A path as the head of a column: `residual.probability` is "Residual probability" where that is a name of it.
pub fn head(kind: Kind, path: &str, lang: Lang) -> String {
    let words = kind.vocabulary();
    let Some((first, inner)) = path.split_once('.') else {
        return words.field(path).map_or_else(|| path.to_owned(), |field| field.label().get(lang).to_owned());
    };
    let names = words.joined().filter(|(joined, _)| *joined == path).flat_map(|(_, names)| names.iter());
    let is_of = |name: &&&str| name.is_ascii() == (lang == Lang::En);
    let label = |field: Option<&'static Field>, name: &str| {
        field.map_or(name, |field| if lang == Lang::Zh { field.zh } else { field.name }).to_owned()
    };
    let dotted = || {
        let part = words.part(first).and_then(|part| part.field(inner));
        format!("{}.{}", label(words.field(first), first), label(part, inner))
    };
    names
        .copied()
        .find(|name| is_of(&name))
        .map_or_else(dotted, |name| if lang == Lang::En { crate::source::schema::sentence_case(name) } else { name.to_owned() })
}

const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    }
}

fn all(lang: Lang) -> Vec<Sample> {
    let text = source(lang);
    let tree = yaml::read(text, &Limits::default());
    let Some(Node { data: Data::Map(registers), .. }) = tree.root else { return Vec::new() };
    let starts: Vec<usize> = registers.iter().map(|(key, _)| key.span.start as usize).chain([text.len()]).collect();
    let ends = starts.into_iter().skip(1);
    let sample = |((key, value), end): ((crate::source::Key<'static>, Node<'static>), usize)| {
        let kind = Kind::of_key(&key.name)?;
        let start = text.get(..end)?.get(key.span.end as usize..)?.find('\n')? + key.span.end as usize + 1;
        let written = Span::new(start, end).of(text);
        let records = match value.data {
            Data::List(items) => items,
            data => vec![Node { span: value.span, data }],
        };
        Some(Sample { kind, lang, written, records })
    };
    registers.into_iter().zip(ends).filter_map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::project::{Folder, ReportDateSource, load};

    const FORMS: [Form; 3] = [Form::Yaml, Form::Csv, Form::Markdown];

    fn files(lang: Lang, form: Form) -> Vec<SampleFile> {
        let of = |kind: &Kind| Sample::of(*kind, lang).unwrap_or_else(|| panic!("{kind:?} has no example")).file(form);
        Kind::ALL.iter().map(of).collect()
    }

    #[test]
    fn every_example_is_read_without_a_problem() {
        for (lang, form) in Lang::ALL.into_iter().flat_map(|lang| FORMS.map(|form| (lang, form))) {
            let files = files(lang, form);
            let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 8) });
            let problems: Vec<String> = project
                .problems
                .iter()
                .map(|found| format!("{:?}: {}", found.file.map(|file| project.path(file)), found.problem.message))
                .collect();
            assert_eq!(problems, [""; 0], "{lang:?} {form:?}");
            for kind in Kind::ALL {
                let records = Sample::of(*kind, lang).map_or(0, |sample| sample.records.len());
                assert_eq!(project.registers.len(*kind), records, "{kind:?} {lang:?} {form:?}");
            }
        }
    }

    /// The same example says the same in every form.
    #[test]
    fn no_form_loses_a_field() {
        for lang in Lang::ALL {
            let told = FORMS.map(|form| {
                let files = files(lang, form);
                let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                let project = load(Folder::of_texts(&texts), ReportDateSource { as_of: None, otherwise: Date::new(2026, 6, 8) });
                let records = Kind::ALL.iter().flat_map(|kind| project.registers.of(*kind));
                let told = records.map(|record| {
                    let filled = record.values().into_iter().filter(|(_, value)| !value.is_empty());
                    format!(
                        "{:?} {:?}",
                        record.kind(),
                        filled.map(|(field, value)| format!("{} {value:?}", field.name)).collect::<Vec<_>>()
                    )
                });
                told.collect::<Vec<_>>()
            });
            let [yaml, csv, markdown] = told;
            assert_eq!(yaml, csv);
            assert_eq!(yaml, markdown);
        }
    }

    #[test]
    fn heads_are_names_of_their_fields() {
        assert_eq!(head(Kind::Risks, "residual.probability", Lang::En), "Residual probability");
        assert_eq!(head(Kind::Risks, "residual.impact", Lang::Zh), "剩余影响");
        assert_eq!(head(Kind::Risks, "delay.low", Lang::Zh), "工期影响.低");
        assert_eq!(head(Kind::Goals, "success_criteria", Lang::En), "Success criteria");
    }
}
