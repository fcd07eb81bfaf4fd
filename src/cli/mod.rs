//! What can be typed.

mod check;
mod exchange;
mod folder;
mod help;
mod look_up;
mod publish;
mod shell;
mod start;

use std::sync::LazyLock;

use clap::{Parser, Subcommand, ValueEnum};

pub use self::check::{CheckArgs, FailOnChoice, Format, InsteadArgs, WaiverArgs};
pub use self::exchange::{ExportArgs, ImportArgs};
pub use self::folder::{Edition, Source};
pub use self::help::command;
pub use self::look_up::{ExplainArgs, FieldsArgs, SchemaArgs};
pub use self::publish::{BuildArgs, DiffArgs, DiffFormat, DigestArgs, DigestShape, ServeArgs};
pub use self::shell::{CompletionsArgs, LspArgs, ManArgs};
pub use self::start::{CiChoice, ForChoice, FormChoice, InitArgs, NewArgs};

/// Turns a folder of project files into a checked and published report.
#[derive(Debug, Parser)]
#[command(name = "alongside", version = VERSION.as_str(), about, max_term_width = 100, arg_required_else_help = true)]
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
    /// Make a project folder to begin with.
    #[command(after_help = "Examples:\n  alongside init launch --lang en,zh --ci github\n  alongside init --yes --form csv")]
    Init(InitArgs),
    /// Add a record where the project keeps its register.
    #[command(after_help = "Examples:\n  alongside new risk \"Agency delivers late\" --set owner=\"Li Na\"\n  alongside new meeting")]
    New(NewArgs),
    /// Bring tables of other programs into the registers, and again when they change.
    #[command(after_help = "Examples:\n  alongside import jira.csv --dry-run\n  alongside import plan.xlsx --as tasks")]
    Import(ImportArgs),
    /// Write registers as a workbook or as CSV files, to be edited there and brought back.
    #[command(after_help = "Examples:\n  alongside export --output registers.xlsx\n  alongside export risks issues --output tables")]
    Export(ExportArgs),
    /// Hold a folder against the collaboration checklist.
    #[command(
        after_help = "Examples:\n  alongside check\n  alongside check --format short --fail-on warning\n  alongside check --fix --dry-run\n  alongside check --add-waiver \"until the agency has signed\" --approved-by \"Li Na\" --until 2026-09-30"
    )]
    Check(CheckArgs),
    /// Say what a rule asks for, why, and how to mend it.
    #[command(after_help = "Examples:\n  alongside explain risk-without-owner\n  alongside explain risks")]
    Explain(ExplainArgs),
    /// Say which fields a register has, and show it as an example.
    #[command(after_help = "Examples:\n  alongside fields\n  alongside fields risks")]
    Fields(FieldsArgs),
    /// Show the report in the browser, anew whenever a file changes.
    #[command(after_help = "Examples:\n  alongside serve --open\n  alongside serve launch --port 8080")]
    Serve(ServeArgs),
    /// Write the report as a website.
    #[command(
        after_help = "Examples:\n  alongside build\n  alongside build launch --output site --since 2026-05-01\n  alongside build --single report.html --pages overview,risk"
    )]
    Build(BuildArgs),
    /// Say what changed in the report between two states of the folder.
    #[command(after_help = "Examples:\n  alongside diff 2026-05-01\n  alongside diff main --format markdown --public")]
    Diff(DiffArgs),
    /// Write a few lines on how the project stands, for mail and chats.
    #[command(
        after_help = "Examples:\n  alongside digest --format email\n  alongside digest --format teams --link https://example.com/launch/"
    )]
    Digest(DigestArgs),
    /// Serve editors: findings, completion, help and renaming while somebody writes.
    #[command(
        after_help = "An editor starts it and speaks the Language Server Protocol with it on standard input and output; the guide says how."
    )]
    Lsp(LspArgs),
    /// Print the JSON Schema of what the program writes, or of the files that it reads.
    #[command(after_help = "Examples:\n  alongside schema risks\n  alongside schema --out .schemas")]
    Schema(SchemaArgs),
    /// Print what a shell needs to complete commands and options.
    #[command(after_help = "Example:\n  alongside completions fish > ~/.config/fish/completions/alongside.fish")]
    Completions(CompletionsArgs),
    /// Print the manual's page of the program, or of one of its commands.
    Man(ManArgs),
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

/// The version, with the commit where the program was built from one: whoever builds it says so in `ALONGSIDE_COMMIT`.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    match option_env!("ALONGSIDE_COMMIT").filter(|commit| !commit.is_empty()) {
        Some(commit) => format!("{version} ({})", commit.get(..10).unwrap_or(commit)),
        None => version.to_owned(),
    }
});
