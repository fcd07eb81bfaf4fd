//! What can be typed.

mod check;
mod exchange;
mod folder;
mod look_up;
mod publish;
mod shell;
mod start;

use clap::{Parser, Subcommand, ValueEnum};

pub use self::check::{CheckArgs, FailOnChoice, Format};
pub use self::exchange::{ExportArgs, ImportArgs};
pub use self::folder::Source;
pub use self::look_up::{ExplainArgs, FieldsArgs, SchemaArgs};
pub use self::publish::{BuildArgs, DiffArgs, DiffFormat, DigestArgs, DigestShape, ServeArgs};
pub use self::shell::{CompletionsArgs, ManArgs};
pub use self::start::{CiChoice, FormChoice, InitArgs, NewArgs};

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
    /// Show the report in the browser, anew whenever a file changes.
    Serve(ServeArgs),
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
    /// Print the JSON Schema of what the program writes, or of the files that it reads.
    Schema(SchemaArgs),
    /// Print what a shell needs to complete commands and options.
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
