//! How the report goes out: as a website, as what changed, as a few lines.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::folder::{Edition, Source};

/// How to build.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// For whom.
    #[command(flatten)]
    pub edition: Edition,
    /// Where the site goes [default: `public`; `report-NAME` for another audience].
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// One file instead of a site, to be sent by mail: it asks for nothing beside itself.
    #[arg(long, value_name = "FILE.html", conflicts_with = "output")]
    pub single: Option<PathBuf>,
    /// The pages of that file, by their names in addresses: overview,risk,registers/tasks [default: all but those of records, rules and documents].
    #[arg(long, value_name = "PAGES", value_delimiter = ',', requires = "single")]
    pub pages: Vec<String>,
    /// The language of that file [default: the project's first one].
    #[arg(long, value_name = "LANG", requires = "single")]
    pub lang: Option<String>,
    /// The state of the last report, which the overview is compared with [default: the newest tag `report/*`, else a week ago].
    #[arg(long, value_name = "DATE|REV")]
    pub since: Option<String>,
    /// Tell on a page what was promised for a period, done, pushed out and added midway: 2026-Q3, 2026-05, 2026-W20.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// Exit with 1 if there are findings, as `check` does.
    #[arg(long)]
    pub strict: bool,
    /// Say how long each step took.
    #[arg(short, long)]
    pub verbose: bool,
}

/// How to show the report while it is written.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// For whom.
    #[command(flatten)]
    pub edition: Edition,
    /// The port [default: 4000, or the next one that is free].
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address or the name at which other machines reach the report; they see no internal record.
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST")]
    pub host: String,
    /// Open the report in the browser.
    #[arg(short, long)]
    pub open: bool,
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

/// Which digest.
#[derive(Debug, Args)]
pub struct DigestArgs {
    /// Which folder.
    #[command(flatten)]
    pub source: Source,
    /// For whom.
    #[command(flatten)]
    pub edition: Edition,
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
