//! What goes to other programs, and comes from them.

use std::path::PathBuf;

use clap::Args;

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
    /// Workbooks, tables (CSV, TSV), documents of Word, and exports of Jira, Asana, Linear, Trello, GitHub, GitLab, Microsoft Project, Notion, Todoist, Google Ads, Google Analytics, Mailchimp and HubSpot.
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
