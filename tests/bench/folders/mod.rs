//! Folders of any size, the same at each call for a seed: what benchmarks and the test of growth read. [`Wanted`] says which.

#![allow(dead_code, reason = "each of its users takes a part")]

mod forms;
mod rows;
mod seed;
mod words;

use alongside::text::Lang;
use forms::Table;
use seed::Seed;

/// A file's path and its text.
pub(crate) type File = (String, String);

/// What a folder is full of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Risks,
    /// One chain of them.
    Tasks,
    /// Twenty of each KPI.
    Measurements,
    Meetings,
    /// Text that belongs to no register.
    Documents,
    /// Measurements, 260 of each KPI: five years of weeks.
    Kpis,
    /// A part of each but the last, as real folders have it.
    Mixed,
}

impl Holds {
    /// What the folders of one kind are full of.
    pub(crate) const ALONE: [Self; 6] = [Self::Risks, Self::Tasks, Self::Measurements, Self::Meetings, Self::Documents, Self::Kpis];

    pub(crate) const ALL: [Self; 7] =
        [Self::Risks, Self::Tasks, Self::Measurements, Self::Meetings, Self::Documents, Self::Kpis, Self::Mixed];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Risks => "risks",
            Self::Tasks => "tasks",
            Self::Measurements => "measurements",
            Self::Meetings => "meetings",
            Self::Documents => "documents",
            Self::Kpis => "kpis",
            Self::Mixed => "mixed",
        }
    }

    /// The forms that its records can have, the usual one first.
    pub(crate) const fn forms(self) -> &'static [Form] {
        match self {
            Self::Meetings => &[Form::Minutes, Form::Csv, Form::Yaml, Form::Table, Form::Documents],
            Self::Documents => &[Form::Documents],
            Self::Risks | Self::Tasks | Self::Measurements | Self::Kpis | Self::Mixed => {
                &[Form::Csv, Form::Yaml, Form::Table, Form::Documents]
            }
        }
    }
}

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Csv,
    /// A list of YAML.
    Yaml,
    /// A table of Markdown.
    Table,
    /// A document of Markdown each, with front matter.
    Documents,
    /// A document of Markdown each, with headings and lists.
    Minutes,
}

impl Form {
    pub(crate) const ALL: [Self; 5] = [Self::Csv, Self::Yaml, Self::Table, Self::Documents, Self::Minutes];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Yaml => "yaml",
            Self::Table => "table",
            Self::Documents => "documents",
            Self::Minutes => "minutes",
        }
    }
}

/// A folder that is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) holds: Holds,
    /// Records, or documents.
    pub(crate) records: usize,
    pub(crate) seed: u64,
    pub(crate) form: Form,
    pub(crate) lang: Lang,
}

impl Wanted {
    /// In the usual form, in English.
    pub(crate) fn new(holds: Holds, records: usize) -> Self {
        Self { holds, records, seed: 1, form: holds.forms().first().copied().unwrap_or(Form::Csv), lang: Lang::En }
    }

    pub(crate) fn files(self) -> Vec<File> {
        let mut files = vec![self.settings()];
        files.extend(rows::people(self.lang).written(Form::Csv, self.lang));
        files.extend(self.records());
        files
    }

    fn settings(self) -> File {
        let name = words::of(("Launch", "上市"), self.lang);
        let address = "https://example.com/launch";
        let text =
            format!("project: {{name: {name}, currency: CNY}}\nlanguages: [{}]\nreport: {{repository: '{address}'}}\n", self.lang.tag());
        ("alongside.yaml".to_owned(), text)
    }

    fn records(self) -> Vec<File> {
        let Self { records, form, lang, .. } = self;
        let mut seed = Seed::new(self.seed);
        let written = |table: Table| table.written(form, lang);
        let measured = |kpis: usize, mut seed: Seed| {
            let mut files = rows::kpis(kpis, &mut seed, lang).written(Form::Csv, lang);
            files.extend(rows::measurements(records, kpis, &mut seed).written(form, lang));
            files
        };
        match self.holds {
            Holds::Risks => written(rows::risks(records, &mut seed, lang)),
            Holds::Tasks => written(rows::tasks(records, &mut seed, lang)),
            Holds::Measurements => measured(records.div_ceil(20), seed),
            Holds::Kpis => measured(records.div_ceil(260), seed),
            Holds::Meetings if form == Form::Minutes => rows::minutes(records, &mut seed, lang),
            Holds::Meetings => written(rows::meetings(records, &mut seed, lang)),
            Holds::Documents => rows::documents(records, &mut seed, lang),
            Holds::Mixed => self.mixed(),
        }
    }

    /// Each kind in the form that was asked for where it has it, else in its own.
    fn mixed(self) -> Vec<File> {
        let kinds = [Holds::Risks, Holds::Tasks, Holds::Measurements, Holds::Meetings, Holds::Documents];
        let part = |holds: Holds| {
            let usual = Self { records: self.records / kinds.len(), lang: self.lang, seed: self.seed, ..Self::new(holds, 0) };
            Self { form: if self.form != Form::Csv && holds.forms().contains(&self.form) { self.form } else { usual.form }, ..usual }
                .records()
        };
        kinds.into_iter().flat_map(part).collect()
    }
}
