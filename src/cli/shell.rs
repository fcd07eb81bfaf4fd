//! What a shell is given.

use clap::Args;

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
