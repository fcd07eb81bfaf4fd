//! How a folder is held against the checklist.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::folder::Source;

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
    /// What is said instead of the findings.
    #[command(flatten)]
    pub instead: InsteadArgs,
    /// The waivers that are added.
    #[command(flatten)]
    pub waiver: WaiverArgs,
    /// Mend what cannot be meant otherwise, such as misspelt fields and words; show the changes, then what is left.
    #[arg(long, conflicts_with = "at")]
    pub fix: bool,
    /// With --fix: show the changes, write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
}

/// What is said instead of the findings.
#[derive(Debug, Args)]
pub struct InsteadArgs {
    /// Say what each file and each column was taken for, as settings to paste.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "fix")]
    pub show_reading: Option<String>,
    /// Say how many findings each rule has, instead of the findings.
    #[arg(long, conflicts_with_all = ["format", "show_reading", "show_settings"])]
    pub statistics: bool,
    /// Say which settings are in force, and where each comes from.
    #[arg(long, conflicts_with_all = ["fix", "show_reading"])]
    pub show_settings: bool,
}

/// The waivers that are added.
#[derive(Debug, Args)]
pub struct WaiverArgs {
    /// Waive what is found today, in the settings; a waiver has to say who approved it, and its last day.
    #[arg(long, value_name = "REASON", requires_all = ["approved_by", "until"], conflicts_with_all = ["at", "as_of", "fix", "write_baseline"])]
    pub add_waiver: Option<String>,
    /// With --add-waiver: who approved it.
    #[arg(long, value_name = "PERSON", requires = "add_waiver")]
    pub approved_by: Option<String>,
    /// With --add-waiver: its last day.
    #[arg(long, value_name = "DATE", requires = "add_waiver")]
    pub until: Option<String>,
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
