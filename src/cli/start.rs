//! How a folder begins and grows.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What the new folder is like.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder, which may be there already; what it holds is left alone.
    #[arg(default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The project's name [default: that of the folder].
    #[arg(long)]
    pub name: Option<String>,
    /// The languages of the report, the first one that of the files: en, zh or en,zh [default: en].
    #[arg(long, value_name = "LANGS")]
    pub lang: Option<String>,
    /// Whom it is for: what they keep is what it begins with [default: project].
    #[arg(long = "for", value_enum, value_name = "WHOM")]
    pub whom: Option<ForChoice>,
    /// The form of the files [default: yaml, for marketing xlsx].
    #[arg(long, value_enum)]
    pub form: Option<FormChoice>,
    /// The service whose file for checking and publishing is written.
    #[arg(long, value_enum, default_value_t = CiChoice::None, value_name = "SERVICE")]
    pub ci: CiChoice,
    /// Begin with the records of a file: a workbook, a table, a document of Word, or what another program exports; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// Ask nothing.
    #[arg(short, long)]
    pub yes: bool,
}

/// The new record.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The register, in English or Chinese, in the singular or the plural; of a meeting, the next minutes of its series are drafted.
    #[arg(value_name = "REGISTER")]
    pub register: String,
    /// What the record is called; of a meeting, its series.
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,
    /// A field and its value; a field that holds several may be set again.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// The project folder, which holds `alongside.yaml`.
    #[arg(long, default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
}

/// How a register is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormChoice {
    /// A list of records.
    Yaml,
    /// A table as spreadsheets save it.
    Csv,
    /// A table in a document.
    Markdown,
    /// One workbook with a sheet for each register.
    Xlsx,
}

/// Who keeps the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ForChoice {
    /// All sides of a project: one or two registers of every area.
    Project,
    /// A marketing lead: campaigns, content, experiments, what must be ready for a launch.
    Marketing,
}

/// A service that checks and publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CiChoice {
    /// A workflow of GitHub Actions.
    Github,
    /// A pipeline of GitLab.
    Gitlab,
    /// None.
    None,
}
