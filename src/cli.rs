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
    #[arg(long, global = true, display_order = 100, value_enum, default_value_t = ColourChoice::Auto, value_name = "WHEN")]
    pub color: ColourChoice,
    /// Say only what went wrong.
    #[arg(short, long, global = true, display_order = 101)]
    pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Hold a folder against the collaboration checklist.
    Check(CheckArgs),
    /// Write the report as a website.
    Build(BuildArgs),
    /// Make a project folder to begin with.
    Init(InitArgs),
    /// Add a record where the project keeps its register.
    New(NewArgs),
    /// Say what a rule asks for, why, and how to mend it.
    Explain(ExplainArgs),
    /// Say what changed in the report between two states of the folder.
    Diff(DiffArgs),
    /// Write a few lines on how the project stands, for mail and chats.
    Digest(DigestArgs),
    /// Say which fields a register has, and show it as an example.
    Fields(FieldsArgs),
    /// Write registers as a workbook or as CSV files, to be edited there and brought back.
    Export(ExportArgs),
    /// Bring the tables of other programs into the registers, and again without writing over what was changed here.
    Import(ImportArgs),
    /// Print the JSON Schema of what the program writes.
    Schema(SchemaArgs),
    /// Print what a shell needs to complete commands and options.
    Completions(CompletionsArgs),
    /// Print the manual's page of the program, or of one of its commands.
    Man(ManArgs),
}

/// Which folder, and as of when.
#[derive(Debug, Args)]
pub struct Source {
    /// The project folder, which holds `alongside.yaml`.
    #[arg(default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// The report date; what happened later is hidden [default: `report.as_of`, else `SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "DATE", conflicts_with = "at")]
    pub as_of: Option<String>,
    /// The folder as it was committed on a day, or at a revision of git, with the report date of that day.
    #[arg(long, value_name = "DATE|REV")]
    pub at: Option<String>,
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
    /// Write the findings to a file too, as `--output sarif=out.sarif`; may be given several times.
    #[arg(long, value_name = "FORMAT=FILE")]
    pub output: Vec<String>,
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
    #[arg(long, conflicts_with = "at")]
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
    /// The state of the last report, which the overview is compared with [default: the newest tag `report/*`, else a week ago].
    #[arg(long, value_name = "DATE|REV")]
    pub since: Option<String>,
    /// Exit with 1 if there are findings, as `check` does.
    #[arg(long)]
    pub strict: bool,
}

/// Which states to compare.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The earlier state: a day, or a revision of git.
    #[arg(value_name = "DATE|REV")]
    pub then: String,
    /// The later state [default: the folder as it is now].
    #[arg(value_name = "DATE|REV")]
    pub now: Option<String>,
    /// The project folder.
    #[arg(short = 'C', long = "folder", default_value = ".", value_name = "FOLDER", hide_default_value = true)]
    pub folder: PathBuf,
    /// How the changes are written.
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
    /// The language [default: the project's first one].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// What everyone may know alone, as on the site.
    #[arg(long)]
    pub public: bool,
}

/// Which digest.
#[derive(Debug, Args)]
pub struct DigestArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// Where it is sent: the text of a mail, Markdown, or the body of a chat's webhook.
    #[arg(long, value_enum, default_value_t = DigestShape::Markdown)]
    pub format: DigestShape,
    /// The state of the last report [default: the newest tag `report/*`, else a week ago].
    #[arg(long, value_name = "DATE|REV")]
    pub since: Option<String>,
    /// The address of the published report [default: `report.base_url`].
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,
    /// The language [default: the project's first one].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Where a digest is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DigestShape {
    /// A mail without its addresses.
    Email,
    /// Markdown.
    Markdown,
    /// Slack.
    Slack,
    /// Microsoft Teams.
    Teams,
    /// Feishu, Lark.
    Feishu,
    /// WeCom.
    Wecom,
    /// DingTalk.
    Dingtalk,
}

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// A sentence a line.
    Human,
    /// For other programs.
    Json,
    /// A comment for a merge request.
    Markdown,
}

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
    /// The form of the files [default: yaml].
    #[arg(long, value_enum)]
    pub form: Option<FormChoice>,
    /// The service whose file for checking and publishing is written.
    #[arg(long, value_enum, default_value_t = CiChoice::None, value_name = "SERVICE")]
    pub ci: CiChoice,
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

/// What to explain.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A rule's id, the number or name of an item or an area, or a register; without it, the whole checklist is listed.
    #[arg(value_name = "RULE|ITEM|AREA|REGISTER")]
    pub topic: Option<String>,
    /// The language [default: that of the project in this folder, else en].
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Of which register.
#[derive(Debug, Args)]
pub struct FieldsArgs {
    /// A register's name, in English or Chinese; without it, all registers are listed.
    #[arg(value_name = "REGISTER")]
    pub register: Option<String>,
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

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Which page.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command; without it, the page of the program.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
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
    /// For other programs: the verdicts and all findings.
    Json,
    /// One finding a line, as JSON.
    JsonLines,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// A test case for each rule, as `JUnit` writes them.
    Junit,
    /// Annotations of GitHub Actions, and a summary of the job.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// Log commands of Azure Pipelines.
    Azure,
    /// Diagnostics of reviewdog.
    Rdjson,
    /// A table, for a comment or a summary.
    Markdown,
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
