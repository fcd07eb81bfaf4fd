//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a folder of project files into a checked and published report.
#[derive(Debug, Parser)]
#[command(name = "alongside", version, about, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub color: ColourChoice,
    /// Say only what went wrong.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Hold a folder against the collaboration checklist.
    Check(CheckArgs),
    /// Write the report as a website.
    Build(BuildArgs),
    /// Say what a rule asks for, why, and how to mend it.
    Explain(ExplainArgs),
    /// Write registers as a workbook or as CSV files, to be edited there and brought back.
    Export(ExportArgs),
    /// Bring the tables of other programs into the registers, and again without writing over what was changed here.
    Import(ImportArgs),
    /// Print the JSON Schema of what the program writes.
    Schema(SchemaArgs),
}

/// Which folder, and as of when.
#[derive(Debug, Args)]
pub struct Source {
    /// The project folder, which holds `alongside.yaml`.
    #[arg(default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The report date; what happened later is hidden [default: `report.as_of`, else `SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// How to check.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// The least severity that makes the exit code 1 [default: `checklist.fail_on`, else error].
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOnChoice>,
    /// The language of the messages [default: the project's first one].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Show every finding of a group.
    #[arg(short, long)]
    pub verbose: bool,
    /// A file of findings that are known: they are shown and do not fail [default: `checklist.baseline`].
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings of today to a file, as those that are known.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix"])]
    pub write_baseline: Option<PathBuf>,
    /// Say what each file and each column was taken for, as settings to paste.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "fix")]
    pub show_reading: Option<String>,
    /// Mend what cannot be meant otherwise, such as misspelt fields and words; show the changes, then what is left.
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the changes, write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
}

/// How to build.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// Where the site goes.
    #[arg(short, long, default_value = "public", value_name = "DIR")]
    pub output: PathBuf,
    /// Exit with 1 if there are findings, as `check` does.
    #[arg(long)]
    pub strict: bool,
}

/// What to explain.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule's id, or the number or name of an item or an area; without it, the whole checklist is listed.
    #[arg(value_name = "RULE|ITEM|AREA")]
    pub topic: Option<String>,
    /// The language [default: that of the project in this folder, else en].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// What to give out.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The registers [default: all that have records].
    #[arg(value_name = "REGISTER")]
    pub registers: Vec<String>,
    /// A workbook (`.xlsx`), or a folder of CSV files.
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: PathBuf,
    /// With internal records.
    #[arg(long)]
    pub all: bool,
    /// The project folder.
    #[arg(long, default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The language of heads, lists and messages [default: the project's first one].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// What to bring in.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Workbooks, tables (CSV, TSV), documents of Word, and exports of Jira, Asana, Linear, Trello, GitHub, GitLab, Microsoft Project, Notion and Todoist.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The register that the records belong to [default: by the file's heads and name].
    #[arg(long = "as", value_name = "REGISTER")]
    pub register: Option<String>,
    /// The file of the project that they are written to [default: the register's own].
    #[arg(long, value_name = "PATH")]
    pub into: Option<PathBuf>,
    /// Say what would come of it, write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The project folder.
    #[arg(long, default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The language of the messages [default: the project's first one].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Which schema.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what.
    #[arg(value_enum, default_value_t = SchemaOf::Report)]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `report.json`, which `build` writes.
    Report,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source line, what to type and why.
    Human,
    /// One finding a line.
    Short,
    /// For other programs.
    Json,
}

/// From which severity on `check` fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnChoice {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Info,
    /// Nothing.
    Never,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
